// SPDX-License-Identifier: Apache-2.0
/* Schemas that everybody needs, and the limits that hold where a table says nothing. */
#include "schema_range.h"

#include "json.h"
#include "schema_format.h"

struct schema_range
schema_range(const struct schema *schema)
{
    struct schema_range range = {schema->min, schema->max};
    bool open_above = schema->max == 0 && schema->min >= 0;

    switch (schema->kind) {
    case SCHEMA_INTEGER:
    case SCHEMA_NUMBER:
        if (open_above && schema->min == 0)
            range.min = INT64_MIN;
        if (open_above)
            range.max = INT64_MAX;
        break;
    case SCHEMA_STRING:
        if (open_above)
            range.max = SCHEMA_STRING_MAX;
        break;
    default:
        if (open_above)
            range.max = SCHEMA_ITEMS_MAX;
    }
    return range;
}

const struct schema schema_any = {.kind = SCHEMA_ANY};
const struct schema schema_string = {.kind = SCHEMA_STRING};
const struct schema schema_boolean = {.kind = SCHEMA_BOOLEAN};
const struct schema schema_integer = {.kind = SCHEMA_INTEGER};
const struct schema schema_natural = {.kind = SCHEMA_INTEGER, .max = INT64_MAX};
const struct schema schema_number = {.kind = SCHEMA_NUMBER};
const struct schema schema_date = {
    .kind = SCHEMA_STRING, .format = SCHEMA_DATE, .source = "RFC 3339 full-date"};
const struct schema schema_date_time = {
    .kind = SCHEMA_STRING, .format = SCHEMA_DATE_TIME, .source = "RFC 3339 date-time"};
const struct schema schema_uuid = {
    .kind = SCHEMA_STRING, .format = SCHEMA_UUID, .source = "RFC 9562"};
const struct schema schema_sha256 = {
    .kind = SCHEMA_STRING, .format = SCHEMA_SHA256, .source = "FIPS 180-4"};
const struct schema schema_digits = {.kind = SCHEMA_STRING, .format = SCHEMA_DIGITS};
const struct schema schema_identifier = {
    .kind = SCHEMA_STRING, .format = SCHEMA_IDENTIFIER, .max = 64};
const struct schema schema_slug = {
    .kind = SCHEMA_STRING, .format = SCHEMA_SLUG, .max = 64};

static const struct schema_member no_members[] = {{0}};
const struct schema schema_empty_object = {
    .kind = SCHEMA_OBJECT, .open = true, .members = no_members};

static const char *
texts_rule(const json_t *value)
{
    const char *name;
    json_t *text;

    json_object_foreach (json_iterable(value), name, text) {
        if (!schema_format_rule(SCHEMA_LANGUAGE)->accepts(name))
            return "must name each text by its language, such as zh_CN or en";
    }
    return NULL;
}

static const struct schema text_schema = {.kind = SCHEMA_STRING, .min = 1};
static const struct schema_member texts_members[] = {
    {"zh_CN", &text_schema, true, NULL}, {"en", &text_schema, false, NULL}, {0}};
const struct schema schema_texts = {.kind = SCHEMA_OBJECT,
                                    .name = "Texts",
                                    .about = "One text in several languages.",
                                    .members = texts_members,
                                    .open = true,
                                    .item = &text_schema,
                                    .rule = texts_rule};
