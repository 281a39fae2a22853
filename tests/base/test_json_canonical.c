// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"

#include <string.h>

static const struct {
    const char *text, *wanted, *about;
} rows[] = {
    {"{}", "{}", "an empty object"},
    {"[ ]", "[]", "an empty list"},
    {"{\"b\":1,\"a\":2}", "{\"a\":2,\"b\":1}", "names are sorted"},
    {"{\"a\":1,\"B\":2,\"_\":3,\"aa\":4}", "{\"B\":2,\"_\":3,\"a\":1,\"aa\":4}",
     "by byte, a prefix first"},
    {"{\"\\ud840\\udc00\":1,\"\\uffee\":2}",
     "{\"\xef\xbf\xae\":2,\"\xf0\xa0\x80\x80\":1}", "by UTF-8 byte, not by UTF-16 unit"},
    {"[ 1 , -2 , true , false , null ]", "[1,-2,true,false,null]", "no white space"},
    {"-9223372036854775808", "-9223372036854775808", "the least integer"},
    {"\"\\u5f20\\/\\u007f\"", "\"张/\x7f\"", "nothing escaped that need not be"},
    {"\"\\\"\\\\\\b\\f\\n\\r\\t\"", "\"\\\"\\\\\\b\\f\\n\\r\\t\"", "short escapes"},
    {"\"\\u0001\\u000b\\u001F\"", "\"\\u0001\\u000b\\u001f\"", "long ones in lower case"},
    {"{\"z\":{\"b\":[{\"d\":1,\"c\":2}],\"a\":\"\"}}",
     "{\"z\":{\"a\":\"\",\"b\":[{\"c\":2,\"d\":1}]}}", "at every depth"},
};

static void
test_json_canonical__has_one_form(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].about);
        json_t *value = json_parse(rows[i].text, strlen(rows[i].text), NULL);
        char *text = json_canonical(value);
        g_assert_cmpstr(text, ==, rows[i].wanted);
        // What was written reads as the same value, and is written the same again.
        json_t *again = json_parse(text, strlen(text), NULL);
        g_assert_true(json_equal(value, again));
        char *twice = json_canonical(again);
        g_assert_cmpstr(twice, ==, text);
        g_free(twice);
        g_free(text);
        json_decref(again);
        json_decref(value);
    }
}

static void
test_json_canonical__hash_is_sha256_of_the_text(void)
{
    json_t *value = json_pack("{s:i, s:[]}", "b", 1, "a");
    char *sum = json_sha256(value);
    char *wanted =
        g_compute_checksum_for_string(G_CHECKSUM_SHA256, "{\"a\":[],\"b\":1}", -1);

    g_assert_cmpstr(sum, ==, wanted);
    g_free(sum);
    g_free(wanted);
    json_decref(value);
    value = json_object();
    sum = json_sha256(value);
    // sha256sum of the two bytes {}
    g_assert_cmpstr(sum, ==,
                    "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    g_free(sum);
    json_decref(value);
}

static void
test_json_canonical__reals_of_strangers_have_one_form(void)
{
    static const struct {
        const char *text, *canonical;
    } reals[] = {
        {"[0.5]", "[0.5]"},      {"[-0.0,0.0]", "[0,0]"},
        {"[2.5e3]", "[2500]"},   {"[0.1]", "[0.10000000000000001]"},
        {"[1e308]", "[1e+308]"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(reals); i++) {
        json_t *value = json_loads(reals[i].text, 0, NULL);
        char *once = json_canonical(value);
        g_assert_cmpstr(once, ==, reals[i].canonical);
        json_t *again = json_loads(once, 0, NULL);
        char *twice = json_canonical(again);
        g_assert_cmpstr(once, ==, twice);
        g_free(twice);
        json_decref(again);
        g_free(once);
        json_decref(value);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/json_canonical/has_one_form", test_json_canonical__has_one_form);
    g_test_add_func("/json_canonical/hash_is_sha256_of_the_text",
                    test_json_canonical__hash_is_sha256_of_the_text);
    g_test_add_func("/json_canonical/reals_of_strangers_have_one_form",
                    test_json_canonical__reals_of_strangers_have_one_form);
    return g_test_run();
}
