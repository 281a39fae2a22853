// SPDX-License-Identifier: Apache-2.0
/* The one reader of JSON: what it takes it must be able to write, and read again as the same;
 * and the line of any place in it must be found. */
#include "tests/fuzz/fuzz.h"

#include "base/json.h"

#include <glib.h>

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char *text = g_strndup((const char *)bytes, size);
    json_t *value = json_parse((const char *)bytes, size, NULL);
    json_line_of(text, "/a/0/b");
    if (value != NULL) {
        char *canonical = json_canonical(value);
        if (canonical != NULL) {
            json_t *again = json_parse(canonical, strlen(canonical), NULL);
            g_assert_nonnull(again);
            char *twice = json_canonical(again);
            g_assert_cmpstr(canonical, ==, twice);
            g_free(twice);
            json_decref(again);
        }
        g_free(canonical);
    }
    json_decref(value);
    g_free(text);
    return 0;
}
