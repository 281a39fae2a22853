// SPDX-License-Identifier: Apache-2.0
#include "visitor_find.h"

void
visitor_searches(struct visitor *visitor)
{
    visitor_does(visitor, SESSION_START, NULL);
    visitor_does(visitor, SESSION_FIND, NULL);
    visitor_types(visitor, "yb");
}

void
visitor_reads_answer(struct visitor *visitor)
{
    visitor_searches(visitor);
    visitor_does(visitor, SESSION_OPEN_ANSWER, "insurance-gap");
}

void
visitor_opens_public(struct visitor *visitor)
{
    visitor_does(visitor, SESSION_OPEN_PUBLIC, NULL);
}

void
visitor_reads_public(struct visitor *visitor)
{
    visitor_does(visitor, SESSION_OPEN_PUBLIC, "promises");
}

void
visitor_takes_guide(struct visitor *visitor)
{
    visitor_does(visitor, SESSION_START, NULL);
    visitor_does(visitor, SESSION_OPEN_SERVICE, "medical-insurance");
    visitor_does(visitor, SESSION_TAKE, NULL);
}
