// SPDX-License-Identifier: Apache-2.0
/* The page that staff print to see whether printer and typesetter work. Pure; language by
 * gettext. */
#ifndef CORE_TEST_PAGE_H
#define CORE_TEST_PAGE_H

#include "core/place.h"

struct test_page {
    const struct place *place;
    const char *terminal, *language, *version;
    int64_t now_ms;
};

/* New reference, passes document_schema. */
json_t *test_page(const struct test_page *page);

#endif
