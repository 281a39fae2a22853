// SPDX-License-Identifier: Apache-2.0
/* Schema tables as JSON Schema 2020-12. */
#include <kiosk/schema.h>

#include "schema_format.h"
#include "schema_range.h"

#define DEPTH_MAX 64 // a table that contains itself without a name to refer to

static json_t *describe(const struct schema *schema, const char *prefix, int depth);

static void
set_text(json_t *object, const char *name, const char *text)
{
    if (text)
        json_object_set_new(object, name, json_string(text));
}

/* Writes the limits, the ones that JSON Schema would take for granted left out. */
static void
set_range(json_t *object, const struct schema *schema, const char *least,
          const char *most)
{
    struct schema_range range = schema_range(schema);
    bool is_count = schema->kind != SCHEMA_INTEGER && schema->kind != SCHEMA_NUMBER;

    if (range.min != INT64_MIN && !(is_count && range.min == 0))
        json_object_set_new(object, least, json_integer(range.min));
    if (range.max != INT64_MAX)
        json_object_set_new(object, most, json_integer(range.max));
}

static void
describe_string(json_t *object, const struct schema *schema)
{
    const struct schema_format_rule *rule = schema_format_rule(schema->format);

    if (schema->choices) {
        json_t *list = json_array();
        for (const char *const *choice = schema->choices; *choice; choice++)
            json_array_append_new(list, json_string(*choice));
        json_object_set_new(object, "enum", list);
        return;
    }
    set_range(object, schema, "minLength", "maxLength");
    set_text(object, "format", rule->format);
    set_text(object, "pattern", rule->pattern);
}

/* A schema as it stands where it is used: by reference when it has a name. */
static json_t *
describe_below(const struct schema *schema, const char *prefix, int depth)
{
    if (!schema->name || !prefix)
        return describe(schema, prefix, depth + 1);
    json_t *reference = json_object();
    char *target = g_strconcat(prefix, schema->name, NULL);

    set_text(reference, "$ref", target);
    g_free(target);
    return reference;
}

static void
describe_object(json_t *object, const struct schema *schema, const char *prefix,
                int depth)
{
    json_t *properties = json_object(), *required = json_array();

    for (const struct schema_member *m = schema->members; m && m->name; m++) {
        json_t *property = describe_below(m->schema, prefix, depth);
        set_text(property, "description", m->about);
        json_object_set_new(properties, m->name, property);
        if (m->required)
            json_array_append_new(required, json_string(m->name));
    }
    if (json_object_size(properties) > 0)
        json_object_set(object, "properties", properties);
    if (json_array_size(required) > 0)
        json_object_set(object, "required", required);
    if (!schema->open)
        json_object_set_new(object, "additionalProperties", json_false());
    else if (schema->item)
        json_object_set_new(object, "additionalProperties",
                            describe_below(schema->item, prefix, depth));
    json_decref(properties);
    json_decref(required);
}

static json_t *
describe(const struct schema *schema, const char *prefix, int depth)
{
    static const char *const types[] = {
        [SCHEMA_ANY] = NULL,          [SCHEMA_STRING] = "string",
        [SCHEMA_INTEGER] = "integer", [SCHEMA_NUMBER] = "number",
        [SCHEMA_BOOLEAN] = "boolean", [SCHEMA_ARRAY] = "array",
        [SCHEMA_OBJECT] = "object",   [SCHEMA_MAP] = "object",
    };
    json_t *object = json_object();

    g_assert(depth < DEPTH_MAX);
    set_text(object, "type", types[schema->kind]);
    set_text(object, "description", schema->about);
    set_text(object, "$comment", schema->source);
    if (schema->kind == SCHEMA_STRING)
        describe_string(object, schema);
    else if (schema->kind == SCHEMA_INTEGER || schema->kind == SCHEMA_NUMBER)
        set_range(object, schema, "minimum", "maximum");
    else if (schema->kind == SCHEMA_ARRAY)
        set_range(object, schema, "minItems", "maxItems");
    else if (schema->kind == SCHEMA_MAP)
        set_range(object, schema, "minProperties", "maxProperties");
    else if (schema->kind == SCHEMA_OBJECT)
        describe_object(object, schema, prefix, depth);
    if (schema->item && schema->kind != SCHEMA_OBJECT)
        json_object_set_new(object,
                            schema->kind == SCHEMA_MAP ? "additionalProperties" : "items",
                            describe_below(schema->item, prefix, depth));
    return object;
}

json_t *
schema_describe(const struct schema *schema, const char *prefix)
{
    return describe(schema, prefix, 0);
}

void
schema_collect(const struct schema *schema, const char *prefix, json_t *components)
{
    if (schema->name) {
        // A name that is there already was collected with all below it.
        if (json_object_get(components, schema->name))
            return;
        json_object_set_new(components, schema->name, schema_describe(schema, prefix));
    }
    if (schema->item)
        schema_collect(schema->item, prefix, components);
    for (const struct schema_member *m = schema->members; m && m->name; m++)
        schema_collect(m->schema, prefix, components);
}
