// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"

#include <kiosk/schema.h>

#include <string.h>

/* ---- a schema of every kind ------------------------------------------------------------- */

static const char *
order_rule(const json_t *value)
{
    json_int_t from = json_integer_value(json_object_get(value, "from"));
    json_int_t to = json_integer_value(json_object_get(value, "to"));

    return from > to ? "must not end before it begins" : NULL;
}

static const char *const colours[] = {"red", "green", NULL};
static const struct schema word = {.kind = SCHEMA_STRING, .min = 2, .max = 4};
static const struct schema colour = {.kind = SCHEMA_STRING, .choices = colours};
static const struct schema small = {.kind = SCHEMA_INTEGER, .min = -5, .max = 5};
static const struct schema positive = {.kind = SCHEMA_INTEGER, .min = 1};
static const struct schema below_zero = {.kind = SCHEMA_INTEGER, .min = -9};
static const struct schema ratio = {.kind = SCHEMA_NUMBER, .min = 1, .max = 2};
static const struct schema words = {
    .kind = SCHEMA_ARRAY, .min = 1, .max = 3, .item = &word};
static const struct schema anything = {.kind = SCHEMA_ARRAY};
static const struct schema map = {.kind = SCHEMA_MAP, .max = 2, .item = &small};
static const struct schema free_map = {.kind = SCHEMA_MAP};
static const struct schema_member range_members[] = {
    {"from", &schema_integer, true, NULL}, {"to", &schema_integer, true, NULL}, {0}};
static const struct schema range = {
    .kind = SCHEMA_OBJECT, .members = range_members, .rule = order_rule};
static const struct schema open_range = {
    .kind = SCHEMA_OBJECT, .members = range_members, .open = true};
static const struct schema open_words = {
    .kind = SCHEMA_OBJECT, .open = true, .item = &word};
static const struct schema bare = {.kind = SCHEMA_OBJECT};
static const struct schema ranges = {.kind = SCHEMA_ARRAY, .item = &range};

static const struct {
    const struct schema *schema;
    const char *value;  // JSON; NULL: no value at all
    const char *wanted; // defects as "pointer message", one a line; "" for none
    const char *about;
} rows[] = {
    {&schema_any, "null", "", "anything goes"},
    {&schema_any, NULL, " must be a value, is nothing\n", "but it must be there"},
    {&schema_string, "\"\"", "", "a string may be empty"},
    {&schema_string, "1", " must be a string, is a number\n", "a number is no string"},
    {&schema_string, "1.5", " must be a string, is a fraction\n", "nor is a fraction"},
    {&schema_string, "[]", " must be a string, is a list\n", "nor is a list"},
    {&schema_string, "{}", " must be a string, is an object\n", "nor is an object"},
    {&schema_string, "true", " must be a string, is true\n", "nor is true"},
    {&schema_string, "false", " must be a string, is false\n", "nor is false"},
    {&schema_string, "null", " must be a string, is null\n", "nor is null"},
    {&word, "\"王伟\"", "", "characters are counted, not bytes"},
    {&word, "\"王\"", " must be at least 2 characters, has 1\n", "too short"},
    {&word, "\"abcde\"", " must be at most 4 characters, has 5\n", "too long"},
    {&colour, "\"green\"", "", "one of the choices"},
    {&colour, "\"blue\"", " must be one of: red, green\n", "none of the choices"},
    {&schema_date, "\"2026-02-29\"", " must be a day that exists, written 2026-11-21\n",
     "not of the format"},
    {&small, "-5", "", "the least"},
    {&small, "-6", " must be at least -5\n", "less than the least"},
    {&small, "6", " must be at most 5\n", "more than the greatest"},
    {&small, "1.0", " must be a whole number, is a fraction\n",
     "1.0 is not written whole"},
    {&positive, "9223372036854775807", "", "without an upper limit"},
    {&positive, "0", " must be at least 1\n", "with a lower one"},
    {&below_zero, "0", "", "0 is a limit below which all may stand"},
    {&below_zero, "1", " must be at most 0\n", "and above which none may"},
    {&schema_integer, "-9223372036854775808", "", "no limits"},
    {&schema_natural, "0", "", "natural begins at 0"},
    {&schema_natural, "-1", " must be at least 0\n", "and not before"},
    {&schema_number, "-1e300", "", "any number"},
    {&schema_number, "\"1\"", " must be a number, is a string\n", "written as one"},
    {&ratio, "1", "", "a whole number is a number"},
    {&ratio, "0.999", " must be at least 1\n", "a fraction below"},
    {&ratio, "2.001", " must be at most 2\n", "a fraction above"},
    {&ratio, "3", " must be at most 2\n", "a whole number above"},
    {&schema_boolean, "false", "", "false is a boolean"},
    {&schema_boolean, "0", " must be true or false, is a number\n", "0 is none"},
    {&words, "[\"ab\",\"cd\"]", "", "a list of words"},
    {&words, "[]", " must hold at least 1, holds 0\n", "too few"},
    {&words, "[\"ab\",\"ab\",\"ab\",\"ab\"]", " must hold at most 3, holds 4\n",
     "too many"},
    {&words, "[\"ab\",\"x\",7]",
     "/1 must be at least 2 characters, has 1\n/2 must be a string, is a number\n",
     "every defect is told, with its place"},
    {&words, "{}", " must be a list, is an object\n", "an object is no list"},
    {&anything, "[1,\"x\",null]", "", "a list of anything"},
    {&map, "{\"a\":1}", "", "a map"},
    {&map, "{\"a/b\":9,\"~\":\"\"}",
     "/a~1b must be at most 5\n/~0 must be a whole number, is a string\n",
     "pointers are escaped"},
    {&map, "{\"a\":1,\"b\":1,\"c\":1}", " must hold at most 2, holds 3\n", "a large map"},
    {&free_map, "{\"a\":1,\"b\":null}", "", "a map of anything"},
    {&range, "{\"from\":1,\"to\":2}", "", "an object"},
    {&range, "{\"from\":2,\"to\":1}", " must not end before it begins\n", "its rule"},
    {&range, "{\"from\":2}", " lacks the member \"to\": a whole number\n",
     "the rule waits for the shape"},
    {&range, "{\"from\":2,\"too\":1}",
     " lacks the member \"to\": a whole number\n/too is not known here; \"to\" is near\n",
     "a typing mistake is named"},
    {&range, "{\"from\":1,\"to\":2,\"colour\":1}", "/colour is not known here\n",
     "nothing is near"},
    {&range, "[]", " must be an object, is a list\n", "a list is no object"},
    {&ranges, "[{\"from\":1,\"to\":2},{\"from\":2,\"to\":1}]",
     "/1 must not end before it begins\n", "a rule deeper down"},
    {&open_range, "{\"from\":1,\"to\":2,\"colour\":1}", "", "open to other members"},
    {&open_words, "{\"a\":\"ab\",\"b\":\"x\"}",
     "/b must be at least 2 characters, has 1\n", "which may have a schema"},
    {&bare, "{}", "", "an object without members"},
    {&bare, "{\"a\":1}", "/a is not known here\n", "is closed"},
    {&schema_empty_object, "{\"later\":1}", "", "the empty object of the wire is open"},
    {&schema_texts, "{\"zh_CN\":\"事项\",\"en\":\"service\",\"ug\":\"x\"}", "", "texts"},
    {&schema_texts, "{\"en\":\"service\"}", " lacks the member \"zh_CN\"\n",
     "Chinese is always there"},
    {&schema_texts, "{\"zh_CN\":\"\"}", "/zh_CN must be at least 1 characters, has 0\n",
     "and says something"},
    {&schema_texts, "{\"zh_CN\":\"事项\",\"Zh\":\"x\"}",
     " must name each text by its language, such as zh_CN or en\n", "no language"},
    {&schema_texts, "{\"zh_CN\":\"事项\",\"ug\":1}",
     "/ug must be a string, is a number\n", "no text"},
};

static char *
told(const GPtrArray *defects)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < defects->len; i++) {
        const struct schema_defect *defect = defects->pdata[i];
        g_string_append_printf(text, "%s %s\n", defect->pointer, defect->message);
    }
    return g_string_free(text, FALSE);
}

static void
test_schema__tells_every_defect(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        GPtrArray *defects = schema_defects_new();
        const char *text = rows[i].value;
        json_t *value = text ? json_parse(text, strlen(text), NULL) : NULL;
        g_test_message("%s", rows[i].about);
        g_assert_true(!text || value);
        bool accepted = schema_check(rows[i].schema, value, defects);
        char *all = told(defects);
        g_assert_cmpstr(all, ==, rows[i].wanted);
        g_assert_true(accepted == (*rows[i].wanted == '\0'));
        // The verdict is the same for who wants no sentences.
        g_assert_true(schema_check(rows[i].schema, value, NULL) == accepted);
        g_assert_true(schema_accepts(rows[i].schema, value, NULL) == accepted);
        g_free(all);
        g_ptr_array_unref(defects);
        json_decref(value);
    }
}

static void
test_schema__accepts_says_the_first_in_one_sentence(void)
{
    json_t *value = json_pack("[s, i]", "x", 7);
    GError *error = NULL;

    g_assert_false(schema_accepts(&words, value, &error));
    g_assert_error(error, SCHEMA_ERROR, 0);
    g_assert_cmpstr(error->message, ==, "/0 must be at least 2 characters, has 1");
    g_clear_error(&error);
    g_assert_false(schema_accepts(&schema_string, value, &error));
    g_assert_cmpstr(error->message, ==, "value must be a string, is a list");
    g_clear_error(&error);
    g_assert_true(schema_accepts(&anything, value, &error));
    g_assert_no_error(error);
    json_decref(value);
}

/* A string's value may be a name or a number of a person. */
static void
test_schema__never_tells_the_value_of_a_string(void)
{
    static const struct schema *const schemas[] = {&word,
                                                   &colour,
                                                   &small,
                                                   &words,
                                                   &map,
                                                   &range,
                                                   &schema_date,
                                                   &schema_uuid,
                                                   &schema_slug,
                                                   &schema_texts,
                                                   &schema_date_time,
                                                   &schema_boolean,
                                                   &schema_identifier,
                                                   &schema_sha256};
    json_t *values[] = {
        json_string("Canary"), json_pack("[s]", "Canary"),
        json_pack("{s:s, s:s, s:s}", "from", "Canary", "zh_CN", "Canary", "a", "Canary")};

    for (size_t s = 0; s < G_N_ELEMENTS(schemas); s++) {
        for (size_t v = 0; v < G_N_ELEMENTS(values); v++) {
            GPtrArray *defects = schema_defects_new();
            schema_check(schemas[s], values[v], defects);
            char *all = told(defects);
            g_assert_null(strstr(all, "Canary"));
            g_free(all);
            g_ptr_array_unref(defects);
        }
    }
    for (size_t v = 0; v < G_N_ELEMENTS(values); v++)
        json_decref(values[v]);
}

static void
test_schema__a_flood_of_defects_is_bounded(void)
{
    GPtrArray *defects = schema_defects_new();
    json_t *object = json_object(), *list = json_array();

    for (int i = 0; i < 2000; i++) {
        char *name = g_strdup_printf("unknown-%d", i);
        json_object_set_new(object, name, json_null());
        json_array_append_new(list, json_null());
        g_free(name);
    }
    g_assert_false(schema_check(&range, object, defects));
    g_assert_cmpuint(defects->len, ==, SCHEMA_DEFECTS_MAX);
    g_ptr_array_set_size(defects, 0);
    // A list longer than allowed is not looked at beyond its limit.
    g_assert_false(schema_check(&words, list, defects));
    g_assert_cmpuint(defects->len, ==, 4);
    g_ptr_array_unref(defects);
    json_decref(object);
    json_decref(list);
}

static void
test_schema__a_long_unknown_name_is_not_repeated(void)
{
    GString *name = g_string_new("a");
    json_t *object = json_object();
    GError *error = NULL;

    for (int i = 0; i < 100; i++)
        g_string_append(name, "张");
    json_object_set_new(object, name->str, json_null());
    g_assert_false(schema_accepts(&bare, object, &error));
    g_assert_cmpstr(error->message, ==,
                    "value has a member with a long name that is not known here");
    g_clear_error(&error);
    json_decref(object);
    g_string_free(name, TRUE);
}

static void
test_schema__strings_and_lists_have_limits_by_default(void)
{
    char *text = g_strnfill(SCHEMA_STRING_MAX + 1, 'a');
    json_t *list = json_array();
    GError *error = NULL;

    json_t *string = json_string(text);
    g_assert_false(schema_accepts(&schema_string, string, &error));
    g_assert_cmpstr(error->message, ==,
                    "value must be at most 4096 characters, has 4097");
    g_clear_error(&error);
    for (int i = 0; i < SCHEMA_ITEMS_MAX; i++)
        json_array_append_new(list, json_true());
    g_assert_true(schema_accepts(&anything, list, NULL));
    json_array_append_new(list, json_true());
    g_assert_false(schema_accepts(&anything, list, &error));
    g_assert_cmpstr(error->message, ==, "value must hold at most 1024, holds 1025");
    g_clear_error(&error);
    json_decref(list);
    json_decref(string);
    g_free(text);
}

/* ---- formats ---------------------------------------------------------------------------- */

static const struct {
    enum schema_format format;
    const char *good[8], *bad[16];
} formats[] = {
    {SCHEMA_PLAIN, {"", "x\ny", "张"}, {NULL}},
    {SCHEMA_DATE,
     {"2026-11-21", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"},
     {"", "2026-11-31", "2026-2-01", "2026-02-29", "1900-02-29", "0000-01-01",
      "2026-00-01", "2026-13-01", "2026-01-00", "20261121", "2026-11-21 ",
      "2026-11-21T00:00:00Z", "２026-11-21", "-026-11-21"}},
    {SCHEMA_DATE_TIME,
     {"2026-11-21T14:41:03+08:00", "2026-11-21T14:41:03Z",
      "2026-11-21T14:41:03.125-03:30"},
     {"", "2026-11-21", "2026-11-21T14:41:03", "2026-11-21 14:41:03Z",
      "2026-11-21t14:41:03z", "2026-11-21T24:00:00Z", "2026-11-21T14:60:00Z",
      "2026-11-21T14:41:60Z", "2026-11-21T14:41:03.Z", "2026-11-21T14:41:03+8:00",
      "2026-11-21T14:41:03+08:60", "2026-11-21T14:41:03+0800",
      "2026-11-21T14:41:03+24:00", "2026-11-21T14:41:03Zx"}},
    {SCHEMA_UUID,
     {"01934b7c-5d3e-7f00-8000-0123456789ab"},
     {"", "01934B7C-5d3e-7f00-8000-0123456789ab", "01934b7c5d3e7f0080000123456789ab",
      "01934b7c-5d3e-7f00-8000-0123456789a", "01934b7c-5d3e-7f00-8000-0123456789abc",
      "01934b7c-5d3e-7f00-80000-123456789ab", "g1934b7c-5d3e-7f00-8000-0123456789ab",
      "01934b7c_5d3e-7f00-8000-0123456789ab"}},
    {SCHEMA_SHA256,
     {"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"},
     {"", "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8",
      "44136FA355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
      "g4136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"}},
    {SCHEMA_HEX, {"", "00ff"}, {"0", "0G", "FF", " 00"}},
    {SCHEMA_DIGITS, {"0", "0001"}, {"", "1 ", "-1", "１", "1a"}},
    {SCHEMA_IDENTIFIER, {"a", "task_name", "a1_"}, {"", "_a", "1a", "A", "a-b", "é"}},
    {SCHEMA_SLUG, {"a", "1", "medical-insurance"}, {"", "-a", "A", "a_b", "a b"}},
    {SCHEMA_BASE64,
     {"", "AA==", "AAA=", "ab+/"},
     {"A", "AA", "AA=", "A===", "====", "A=A=", "AA==AA==", "AA-_"}},
    {SCHEMA_LANGUAGE,
     {"zh_CN", "en", "ug", "yue", "uz_UZ@cyrillic", "sr@latin"},
     {"", "z", "ZH", "zh-CN", "zh_C", "zh_CNN", "zh_cn", "chin", "zh_CN.UTF-8", "en@",
      "en@L", "zh_CN@"}},
};

static void
check_format(enum schema_format format, const char *text, bool wanted)
{
    struct schema schema = {.kind = SCHEMA_STRING, .format = format};
    json_t *value = json_string(text);

    g_test_message("format %d: \"%s\"", (int)format, text);
    g_assert_true(schema_check(&schema, value, NULL) == wanted);
    json_decref(value);
}

static void
test_schema__formats_are_strict(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
        for (size_t g = 0; g < 8 && formats[i].good[g]; g++)
            check_format(formats[i].format, formats[i].good[g], true);
        for (size_t b = 0; b < 16 && formats[i].bad[b]; b++)
            check_format(formats[i].format, formats[i].bad[b], false);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/schema/tells_every_defect", test_schema__tells_every_defect);
    g_test_add_func("/schema/accepts_says_the_first_in_one_sentence",
                    test_schema__accepts_says_the_first_in_one_sentence);
    g_test_add_func("/schema/never_tells_the_value_of_a_string",
                    test_schema__never_tells_the_value_of_a_string);
    g_test_add_func("/schema/a_flood_of_defects_is_bounded",
                    test_schema__a_flood_of_defects_is_bounded);
    g_test_add_func("/schema/a_long_unknown_name_is_not_repeated",
                    test_schema__a_long_unknown_name_is_not_repeated);
    g_test_add_func("/schema/strings_and_lists_have_limits_by_default",
                    test_schema__strings_and_lists_have_limits_by_default);
    g_test_add_func("/schema/formats_are_strict", test_schema__formats_are_strict);
    return g_test_run();
}
