// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"

#include <kiosk/schema.h>

#include <string.h>

#define PREFIX "#/$defs/"

static const char *const colours[] = {"red", "green", NULL};
static const struct schema colour = {
    .kind = SCHEMA_STRING, .choices = colours, .about = "A colour.", .source = "ISO 1"};
static const struct schema word = {
    .kind = SCHEMA_STRING, .name = "Word", .min = 2, .max = 4, .about = "A word."};
static const struct schema words = {.kind = SCHEMA_ARRAY, .item = &word};
static const struct schema counts = {
    .kind = SCHEMA_MAP, .min = 1, .max = 9, .item = &schema_natural};
static const struct schema part = {.kind = SCHEMA_INTEGER, .min = -1, .max = 0};
static const struct schema_member inner_members[] = {{"words", &words, false, NULL}, {0}};
static const struct schema inner = {
    .kind = SCHEMA_OBJECT, .name = "Inner", .members = inner_members, .open = true};
static const struct schema_member outer_members[] = {{"colour", &colour, true, NULL},
                                                     {"word", &word, true, "Overrides."},
                                                     {"inner", &inner, false, NULL},
                                                     {0}};
static const struct schema outer = {
    .kind = SCHEMA_OBJECT, .name = "Outer", .members = outer_members};

/* A table that contains itself: a tree. */
extern const struct schema tree;
static const struct schema trees = {.kind = SCHEMA_ARRAY, .item = &tree};
static const struct schema_member tree_members[] = {{"branches", &trees, false, NULL},
                                                    {0}};
const struct schema tree = {
    .kind = SCHEMA_OBJECT, .name = "Tree", .members = tree_members};

static const struct {
    const struct schema *schema;
    const char *prefix;
    const char *wanted; // canonical
} rows[] = {
    {&schema_any, NULL, "{}"},
    {&schema_boolean, NULL, "{\"type\":\"boolean\"}"},
    {&schema_integer, NULL, "{\"type\":\"integer\"}"},
    {&schema_natural, NULL, "{\"minimum\":0,\"type\":\"integer\"}"},
    {&schema_number, NULL, "{\"type\":\"number\"}"},
    {&part, NULL, "{\"maximum\":0,\"minimum\":-1,\"type\":\"integer\"}"},
    {&schema_string, NULL, "{\"maxLength\":4096,\"type\":\"string\"}"},
    {&schema_date, NULL,
     "{\"$comment\":\"RFC 3339 full-date\",\"format\":\"date\",\"maxLength\":4096,"
     "\"type\":\"string\"}"},
    {&schema_digits, NULL,
     "{\"maxLength\":4096,\"pattern\":\"^[0-9]+$\",\"type\":\"string\"}"},
    {&colour, NULL,
     "{\"$comment\":\"ISO 1\",\"description\":\"A colour.\",\"enum\":[\"red\",\"green\"],"
     "\"type\":\"string\"}"},
    {&word, PREFIX,
     "{\"description\":\"A word.\",\"maxLength\":4,\"minLength\":2,\"type\":\"string\"}"},
    {&words, PREFIX,
     "{\"items\":{\"$ref\":\"#/$defs/Word\"},\"maxItems\":1024,\"type\":\"array\"}"},
    {&words, NULL,
     "{\"items\":{\"description\":\"A word.\",\"maxLength\":4,\"minLength\":2,"
     "\"type\":\"string\"},\"maxItems\":1024,\"type\":\"array\"}"},
    {&counts, NULL,
     "{\"additionalProperties\":{\"minimum\":0,\"type\":\"integer\"},\"maxProperties\":9,"
     "\"minProperties\":1,\"type\":\"object\"}"},
    {&schema_empty_object, NULL, "{\"type\":\"object\"}"},
    {&inner, PREFIX,
     "{\"properties\":{\"words\":{\"items\":{\"$ref\":\"#/$defs/"
     "Word\"},\"maxItems\":1024,"
     "\"type\":\"array\"}},\"type\":\"object\"}"},
    {&outer, PREFIX,
     "{\"additionalProperties\":false,\"properties\":{\"colour\":{\"$comment\":\"ISO 1\","
     "\"description\":\"A colour.\",\"enum\":[\"red\",\"green\"],\"type\":\"string\"},"
     "\"inner\":{\"$ref\":\"#/$defs/Inner\"},\"word\":{\"$ref\":\"#/$defs/Word\","
     "\"description\":\"Overrides.\"}},\"required\":[\"colour\",\"word\"],"
     "\"type\":\"object\"}"},
    {&tree, PREFIX,
     "{\"additionalProperties\":false,\"properties\":{\"branches\":{\"items\":{\"$ref\":"
     "\"#/$defs/Tree\"},\"maxItems\":1024,\"type\":\"array\"}},\"type\":\"object\"}"},
};

static void
test_schema_describe__writes_json_schema(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        json_t *description = schema_describe(rows[i].schema, rows[i].prefix);
        char *text = json_canonical(description);
        g_assert_cmpstr(text, ==, rows[i].wanted);
        g_free(text);
        json_decref(description);
    }
}

static void
test_schema_describe__unnamed_members_may_have_a_schema(void)
{
    json_t *description = schema_describe(&schema_texts, NULL);

    g_assert_cmpint(json_integer_value(json_at(description, "/additionalProperties/"
                                                            "minLength")),
                    ==, 1);
    g_assert_cmpstr(json_string_value(json_at(description, "/required/0")), ==, "zh_CN");
    json_decref(description);
}

static void
test_schema_describe__collects_named_schemas_once(void)
{
    json_t *components = json_object();

    schema_collect(&outer, PREFIX, components);
    schema_collect(&tree, PREFIX, components);
    schema_collect(&counts, PREFIX, components);
    g_assert_cmpuint(json_object_size(components), ==, 4);
    g_assert_nonnull(json_object_get(components, "Outer"));
    g_assert_nonnull(json_object_get(components, "Inner"));
    g_assert_nonnull(json_object_get(components, "Word"));
    g_assert_nonnull(json_object_get(components, "Tree"));
    // No reference leads nowhere.
    g_assert_cmpstr(
        json_string_value(json_at(components, "/Outer/properties/inner/$ref")), ==,
        PREFIX "Inner");
    json_decref(components);
}

static void
test_schema_describe__an_endless_table_is_a_mistake_of_ours(void)
{
    if (g_test_subprocess()) {
        json_decref(schema_describe(&tree, NULL));
        return;
    }
    g_test_trap_subprocess(NULL, 0, 0);
    g_test_trap_assert_failed();
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/schema_describe/writes_json_schema",
                    test_schema_describe__writes_json_schema);
    g_test_add_func("/schema_describe/unnamed_members_may_have_a_schema",
                    test_schema_describe__unnamed_members_may_have_a_schema);
    g_test_add_func("/schema_describe/collects_named_schemas_once",
                    test_schema_describe__collects_named_schemas_once);
    g_test_add_func("/schema_describe/an_endless_table_is_a_mistake_of_ours",
                    test_schema_describe__an_endless_table_is_a_mistake_of_ours);
    return g_test_run();
}
