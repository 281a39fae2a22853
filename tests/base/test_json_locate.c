// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"

#include <string.h>

static const char text[] = "{\n"                            // 1
                           "  \"a\": 1,\n"                  // 2
                           "  \"list\": [\n"                // 3
                           "    \"x]}\\\"\",\n"             // 4
                           "    {\"b\": true, \"c\": [],\n" // 5
                           "     \"d\":\n"                  // 6
                           "       null},\n"                // 7
                           "    [[1, 2],\n"                 // 8
                           "     [3]]\n"                    // 9
                           "  ],\n"                         // 10
                           "  \"s/l~\": -1.5e3,\n"          // 11
                           "  \"\": {},\n"                  // 12
                           "  \"\\u5f20\": \"张\"\n"        // 13
                           "}\n";

static const struct {
    const char *pointer;
    int line;          // 0: not there
    const char *value; // canonical, NULL: not there or not looked at
} rows[] = {
    {"", 1, NULL},
    {"/a", 2, "1"},
    {"/list", 3, NULL},
    {"/list/0", 4, "\"x]}\\\"\""},
    {"/list/1", 5, "{\"b\":true,\"c\":[],\"d\":null}"},
    {"/list/1/c", 5, "[]"},
    {"/list/1/d", 7, "null"},
    {"/list/2/0/1", 8, "2"},
    {"/list/2/1/0", 9, "3"},
    {"/s~1l~0", 11, NULL},
    {"/", 12, "{}"},
    {"/张", 13, "\"张\""},
    {"/b", 0, NULL},
    {"/a/b", 0, NULL},
    {"/list/3", 0, NULL},
    {"/list/1/c/0", 0, NULL},
    {"/list/01", 0, NULL},
    {"/list/-1", 0, NULL},
    {"/list/x", 0, NULL},
    {"/list/99999999999999999999", 0, NULL},
    {"/list/0/0", 0, NULL},
    {"/s~2l", 0, NULL},
    {"/~", 0, NULL},
    {"a", 0, NULL},
};

static void
test_json_locate__finds_line_and_value(void)
{
    json_t *value = json_parse(text, strlen(text), NULL);

    g_assert_nonnull(value);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("pointer \"%s\"", rows[i].pointer);
        g_assert_cmpint(json_line_of(text, rows[i].pointer), ==, rows[i].line);
        json_t *found = json_at(value, rows[i].pointer);
        g_assert_true((found != NULL) == (rows[i].line > 0));
        if (rows[i].value) {
            char *canonical = json_canonical(found);
            g_assert_cmpstr(canonical, ==, rows[i].value);
            g_free(canonical);
        }
    }
    json_decref(value);
}

static void
test_json_locate__is_safe_on_torn_text(void)
{
    // Every beginning of the text, every pointer: an answer within the text or none.
    for (size_t length = 0; length < sizeof text; length++) {
        char *torn = g_strndup(text, length);
        for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
            int line = json_line_of(torn, rows[i].pointer);
            g_assert_cmpint(line, >=, 0);
            g_assert_cmpint(line, <=, 14);
        }
        g_free(torn);
    }
    g_assert_cmpint(json_line_of("{\"a\" 1}", "/a"), ==, 0);
    g_assert_cmpint(json_line_of("{\"a\":1 \"b\":2}", "/b"), ==, 0);
    g_assert_cmpint(json_line_of("[1 2]", "/1"), ==, 0);
    g_assert_cmpint(json_line_of("{\"\\x\":1}", "/x"), ==, 0);
    g_assert_cmpint(json_line_of("", ""), ==, 0);
    g_assert_null(json_at(NULL, ""));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/json_locate/finds_line_and_value",
                    test_json_locate__finds_line_and_value);
    g_test_add_func("/json_locate/is_safe_on_torn_text",
                    test_json_locate__is_safe_on_torn_text);
    return g_test_run();
}
