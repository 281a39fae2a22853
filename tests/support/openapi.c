// SPDX-License-Identifier: Apache-2.0
#include "openapi.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

#define REFERENCE "#/components/schemas/"

struct check {
    const json_t *document;
    GString *place; // where in the value
};

static char *disagrees(struct check *check, const json_t *schema, const json_t *value);

static char *
say(const struct check *check, const char *what)
{
    return g_strdup_printf("at \"%s\": %s", check->place->str, what);
}

static json_int_t
number(const json_t *schema, const char *word, json_int_t otherwise)
{
    const json_t *value = json_object_get(schema, word);

    return value ? json_integer_value(value) : otherwise;
}

/* Formats by their shape; those with a pattern of their own need none. */
static bool
has_format(const char *format, const char *text)
{
    static const char *const shapes[][2] = {
        {"date-time", "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(Z|[+-]\\d\\d:\\d\\d)$"},
        {"date", "^\\d{4}-\\d\\d-\\d\\d$"}};

    for (size_t i = 0; format && i < G_N_ELEMENTS(shapes); i++)
        if (g_str_equal(shapes[i][0], format))
            return g_regex_match_simple(shapes[i][1], text, 0, 0);
    return true;
}

static char *
string_disagrees(struct check *check, const json_t *schema, const json_t *value)
{
    const char *text = json_string_value(value);
    const char *pattern = json_string_value(json_object_get(schema, "pattern"));
    const json_t *choices = json_object_get(schema, "enum");
    const glong length = g_utf8_strlen(text, -1);
    size_t index;
    json_t *choice;
    bool chosen = choices == NULL;

    json_array_foreach (choices, index, choice)
        chosen |= json_equal(choice, value);
    if (!chosen)
        return say(check, "not one of the words");
    if (length < number(schema, "minLength", 0) ||
        length > number(schema, "maxLength", INT64_MAX))
        return say(check, "too short or too long");
    if (!has_format(json_string_value(json_object_get(schema, "format")), text))
        return say(check, "not of the format");
    if (pattern && !g_regex_match_simple(pattern, text, 0, 0))
        return say(check, "not of the pattern");
    return NULL;
}

static char *
array_disagrees(struct check *check, const json_t *schema, const json_t *value)
{
    const size_t place = check->place->len;
    const json_int_t count = (json_int_t)json_array_size(value);
    size_t index;
    json_t *item;

    if (count < number(schema, "minItems", 0) ||
        count > number(schema, "maxItems", INT64_MAX))
        return say(check, "too few or too many");
    json_array_foreach (value, index, item) {
        g_string_append_printf(check->place, "/%zu", index);
        char *why = disagrees(check, json_object_get(schema, "items"), item);
        g_string_truncate(check->place, place);
        if (why)
            return why;
    }
    return NULL;
}

static char *
object_disagrees(struct check *check, const json_t *schema, const json_t *value)
{
    const size_t place = check->place->len;
    const json_t *properties = json_object_get(schema, "properties");
    const bool closed = json_is_false(json_object_get(schema, "additionalProperties"));
    size_t index;
    json_t *name, *member;
    const char *key;

    json_array_foreach (json_object_get(schema, "required"), index, name)
        if (!json_object_get(value, json_string_value(name)))
            return say(check, json_string_value(name));
    json_object_foreach ((json_t *)(uintptr_t)value, key, member) {
        const json_t *own = json_object_get(properties, key);
        if (!own && closed)
            return say(check, key);
        g_string_append_printf(check->place, "/%s", key);
        char *why = own ? disagrees(check, own, member) : NULL;
        g_string_truncate(check->place, place);
        if (why)
            return why;
    }
    return NULL;
}

static const char *
type_of(const json_t *value)
{
    static const char *const names[] = {
        [JSON_OBJECT] = "object",   [JSON_ARRAY] = "array", [JSON_STRING] = "string",
        [JSON_INTEGER] = "integer", [JSON_REAL] = "number", [JSON_TRUE] = "boolean",
        [JSON_FALSE] = "boolean",   [JSON_NULL] = "null"};

    return names[json_typeof(value)];
}

/* A word this checker does not know would silently not be checked. */
static char *
unknown_word(struct check *check, const json_t *schema)
{
    static const char *const known[] = {"$comment",    "$ref",     "additionalProperties",
                                        "description", "enum",     "format",
                                        "items",       "maxItems", "maxLength",
                                        "maximum",     "minItems", "minLength",
                                        "minimum",     "pattern",  "properties",
                                        "required",    "type"};
    const char *key;
    json_t *value;

    json_object_foreach ((json_t *)(uintptr_t)schema, key, value) {
        bool is_known = false;
        for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
            is_known |= g_str_equal(known[i], key);
        if (!is_known)
            return say(check, key);
    }
    return NULL;
}

static char *
disagrees(struct check *check, const json_t *schema, const json_t *value)
{
    const char *reference = json_string_value(json_object_get(schema, "$ref"));
    if (reference) {
        g_assert_true(g_str_has_prefix(reference, REFERENCE));
        const json_t *schemas =
            json_object_get(json_object_get(check->document, "components"), "schemas");
        schema = json_object_get(schemas, reference + strlen(REFERENCE));
        g_assert_nonnull(schema);
    }
    char *why = unknown_word(check, schema);
    if (why)
        return why;
    const char *type = json_string_value(json_object_get(schema, "type"));
    if (!type)
        return NULL;
    if (!g_str_equal(type, type_of(value)))
        return say(check, type);
    if (json_is_string(value))
        return string_disagrees(check, schema, value);
    if (json_is_array(value))
        return array_disagrees(check, schema, value);
    if (json_is_object(value))
        return object_disagrees(check, schema, value);
    if (json_is_integer(value) &&
        (json_integer_value(value) < number(schema, "minimum", INT64_MIN) ||
         json_integer_value(value) > number(schema, "maximum", INT64_MAX)))
        return say(check, "out of range");
    return NULL;
}

char *
openapi_value_disagrees(const json_t *document, const json_t *schema, const json_t *value)
{
    struct check check = {.document = document, .place = g_string_new(NULL)};
    char *why = disagrees(&check, schema, value);

    g_string_free(check.place, TRUE);
    return why;
}

static bool
path_fits(const char *pattern, const char *path)
{
    g_autofree char *escaped = g_regex_escape_string(pattern, -1);
    GRegex *hole = g_regex_new("\\\\\\{[a-z0-9_]+\\\\\\}", 0, 0, NULL);
    g_autofree char *filled =
        g_regex_replace_literal(hole, escaped, -1, 0, "[^/]+", 0, NULL);
    g_autofree char *whole = g_strdup_printf("^%s$", filled);

    g_regex_unref(hole);
    return g_regex_match_simple(whole, path, 0, 0);
}

static const json_t *
find_path(const json_t *document, const char *path)
{
    const char *pattern;
    json_t *item;

    json_object_foreach (json_object_get(document, "paths"), pattern, item)
        if (path_fits(pattern, path))
            return item;
    return NULL;
}

char *
openapi_disagrees(const json_t *document, const char *method, const char *path,
                  long status, const json_t *body, bool has_body)
{
    g_autofree char *word = g_ascii_strdown(method, -1);
    g_autofree char *code = g_strdup_printf("%ld", status);
    const json_t *operation = json_object_get(find_path(document, path), word);
    json_t *any_error = json_pack("{s:s}", "$ref", REFERENCE "Error");
    const json_t *schema = any_error;
    char *why = NULL;

    bool is_bytes = false;

    if (operation) {
        const json_t *response =
            json_object_get(json_object_get(operation, "responses"), code);
        is_bytes = json_object_get(json_object_get(response, "content"),
                                   "application/pdf") != NULL;
        schema = json_object_get(
            json_object_get(json_object_get(response, "content"), "application/json"),
            "schema");
        if (!response)
            why = g_strdup_printf("%s %s never answers %s", method, path, code);
    } else if (status < 400) {
        why = g_strdup_printf("%s %s is not in the contract", method, path);
    }
    if (!why && !schema && has_body && !is_bytes)
        why = g_strdup("a body where there is none in the contract");
    if (!why && schema && !body)
        why = g_strdup("no JSON body");
    if (!why && schema)
        why = openapi_value_disagrees(document, schema, body);
    json_decref(any_error);
    return why;
}
