// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- json_parse ------------------------------------------------------------------------- */

static const struct {
    const char *text;
    const char *wanted; // NULL: accepted; otherwise the error
    const char *about;
} rows[] = {
    {"{\"a\":[1,2,{\"b\":null}]}", NULL, "an ordinary value"},
    {" \n\t7 ", NULL, "any value may be the whole text"},
    {"\"\"", NULL, "an empty string"},
    {"\"\\u5f20\\ud840\\udc00\"", NULL, "escapes, also beyond the first plane"},
    {"9223372036854775807", NULL, "the greatest integer"},
    {"", "line 1, column 1: ends too early", "nothing"},
    {"{\"a\":1", "line 1, column 7: ends too early", "an object without its end"},
    {"{\"a\":1}x", "line 1, column 8: something stands behind the value", "a tail"},
    {"{\"a\":1,\n \"a\":2}", "line 2, column 4: a name stands twice in one object",
     "the same name twice"},
    {"[1,\n2,\n  ,3]", "line 3, column 3: not JSON", "a comma too many"},
    {"{'a':1}", "line 1, column 2: not JSON", "quotes of another language"},
    {"[NaN]", "line 1, column 4: not JSON", "no number"},
    {"[01]", "line 1, column 2: not JSON", "a leading zero"},
    {"\"\xff\"", "line 1, column 2: not UTF-8", "a byte that is no UTF-8"},
    {"\"\xc0\xaf\"", "line 1, column 2: not UTF-8", "an overlong character"},
    {"\"\xed\xa0\x80\"", "line 1, column 2: not UTF-8", "a surrogate as bytes"},
    {"\"\\ud800\"", "line 1, column 8: not JSON", "half of a pair"},
    {"\"a\\u0000b\"", "line 1, column 10: \\u0000 is not allowed", "a zero in a string"},
    {"{\"\\u0000\":1}", "line 1, column 9: \\u0000 is not allowed", "a zero in a name"},
    {"\"a\nb\"", "line 1, column 2: not JSON", "a line break inside a string"},
    {"[9223372036854775808]", "line 1, column 20: a number is too large",
     "an integer beyond 64 bits"},
    {"[1e999]", "line 1, column 6: a number is too large", "a real beyond its range"},
    {"[\"张\", 'a']", "line 1, column 7: not JSON", "columns are characters"},
    {"// x\n1", "line 1, column 1: not JSON", "a comment"},
};

static void
test_json__is_strict(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        GError *error = NULL;
        g_test_message("%s", rows[i].about);
        json_t *value = json_parse(rows[i].text, strlen(rows[i].text), &error);
        g_assert_cmpstr(error ? error->message : NULL, ==, rows[i].wanted);
        g_assert_true(!value == (rows[i].wanted != NULL));
        g_clear_error(&error);
        json_decref(value);
    }
}

static void
test_json__refuses_a_zero_byte(void)
{
    GError *error = NULL;

    g_assert_null(json_parse("[1]\0", 4, &error));
    g_assert_error(error, JSON_ERROR, 0);
    g_clear_error(&error);
    g_assert_null(json_parse("\"a\0b\"", 5, NULL));
}

static void
test_json__never_quotes_the_text(void)
{
    const char *text = "{\"name\":\"Canary Wang\",,}";
    GError *error = NULL;

    g_assert_null(json_parse(text, strlen(text), &error));
    g_assert_null(strstr(error->message, "Canary"));
    g_clear_error(&error);
}

static char *
nest(int depth)
{
    GString *text = g_string_new(NULL);

    for (int i = 0; i < depth; i++)
        g_string_append(text, "[");
    for (int i = 0; i < depth; i++)
        g_string_append(text, "]");
    return g_string_free(text, FALSE);
}

static void
test_json__has_a_limit_of_depth(void)
{
    char *deep = nest(JSON_DEPTH_MAX), *deeper = nest(JSON_DEPTH_MAX + 1);
    char *much_deeper = nest(1000000);
    const char *brackets =
        "[\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
        "[[[[[[[\\\"[[[[[[[[[\"]";
    GError *error = NULL;

    json_t *value = json_parse(deep, strlen(deep), &error);
    g_assert_no_error(error);
    json_decref(value);
    g_assert_null(json_parse(deeper, strlen(deeper), &error));
    g_assert_cmpstr(error->message, ==, "line 1, column 65: nested too deeply");
    g_clear_error(&error);
    g_assert_null(json_parse(much_deeper, strlen(much_deeper), NULL));
    // Brackets inside a string nest nothing.
    value = json_parse(brackets, strlen(brackets), &error);
    g_assert_no_error(error);
    json_decref(value);
    g_free(deep);
    g_free(deeper);
    g_free(much_deeper);
}

/* Random bytes and torn or changed good text: no crash, and what is accepted is the same value
 * when it is written and read once more. */
static void
test_json__survives_noise(void)
{
    static const char seed_text[] = "{\"a\":[1,-2,3.5e3,true,false,null],\"\\u5f20\":"
                                    "\"\\\"\\\\\\n\",\"c\":{\"d\":\"张\"}}";
    static const char letters[] =
        "{}[]\",:\\u0123456789eE+-.truefalsn \n\xe5\xbc\xa0\xff";
    GRand *random = g_rand_new_with_seed(20261121);
    char text[sizeof seed_text];
    int accepted = 0;

    for (int i = 0; i < 60000; i++) {
        size_t length = (size_t)g_rand_int_range(random, 0, sizeof text);
        memcpy(text, seed_text, sizeof text);
        int changes = g_rand_int_range(random, 0, 4);
        if (changes == 0)
            length = sizeof text - 1;
        for (int c = 0; c < changes; c++)
            text[g_rand_int_range(random, 0, sizeof text)] =
                letters[g_rand_int_range(random, 0, sizeof letters - 1)];
        json_t *value = json_parse(text, length, NULL);
        if (!value)
            continue;
        accepted++;
        char *written = json_dumps(value, JSON_ENCODE_ANY);
        json_t *again = json_parse(written, strlen(written), NULL);
        g_assert_true(json_equal(value, again));
        json_decref(again);
        json_decref(value);
        free(written);
    }
    g_assert_cmpint(accepted, >, 1000);
    g_assert_cmpint(accepted, <, 50000);
    g_rand_free(random);
}

/* ---- json_parse_file, json_text --------------------------------------------------------- */

static void
test_json__names_the_file(void)
{
    char *path = g_build_filename(g_get_tmp_dir(), "test-json-XXXXXX", NULL);
    GError *error = NULL;

    close(g_mkstemp(path));
    g_assert_true(g_file_set_contents(path, "[1,\n2 3]", -1, NULL));
    g_assert_null(json_parse_file(path, 100, &error));
    char *wanted = g_strdup_printf("%s: line 2, column 3: not JSON", path);
    g_assert_cmpstr(error->message, ==, wanted);
    g_clear_error(&error);
    g_assert_null(json_parse_file(path, 7, &error)); // 8 bytes are there
    g_assert_nonnull(strstr(error->message, "larger than 7 bytes"));
    g_clear_error(&error);
    g_assert_true(g_file_set_contents(path, "[1,\n2]", -1, NULL));
    json_t *value = json_parse_file(path, 6, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(json_array_size(value), ==, 2);
    json_decref(value);
    g_assert_cmpint(g_unlink(path), ==, 0);
    g_assert_null(json_parse_file(path, 7, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    g_clear_error(&error);
    g_free(wanted);
    g_free(path);
}

static void
test_json__text_has_an_otherwise(void)
{
    json_t *object = json_pack("{s:s, s:i}", "a", "b", "n", 1);

    g_assert_cmpstr(json_text(object, "a", "x"), ==, "b");
    g_assert_cmpstr(json_text(object, "n", "x"), ==, "x");
    g_assert_cmpstr(json_text(object, "none", NULL), ==, NULL);
    g_assert_cmpstr(json_text(NULL, "a", "x"), ==, "x");
    json_decref(object);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/json/is_strict", test_json__is_strict);
    g_test_add_func("/json/refuses_a_zero_byte", test_json__refuses_a_zero_byte);
    g_test_add_func("/json/never_quotes_the_text", test_json__never_quotes_the_text);
    g_test_add_func("/json/has_a_limit_of_depth", test_json__has_a_limit_of_depth);
    g_test_add_func("/json/survives_noise", test_json__survives_noise);
    g_test_add_func("/json/names_the_file", test_json__names_the_file);
    g_test_add_func("/json/text_has_an_otherwise", test_json__text_has_an_otherwise);
    return g_test_run();
}
