// SPDX-License-Identifier: Apache-2.0
/* A visitor who looks things up, from the waiting screen on. */
#ifndef SUPPORT_VISITOR_FIND_H
#define SUPPORT_VISITOR_FIND_H

#include "visitor.h"

void visitor_searches(struct visitor *visitor);
void visitor_reads_answer(struct visitor *visitor);
void visitor_opens_public(struct visitor *visitor);
void visitor_reads_public(struct visitor *visitor);
void visitor_takes_guide(struct visitor *visitor);

#endif
