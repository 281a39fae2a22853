// SPDX-License-Identifier: Apache-2.0
/* Schema: the one table type that checks and describes JSON.
 *
 * A schema is a constant table. From the same table come
 *   - the check of a packet, a service definition, an HTTP body (schema_check),
 *   - the printed description of a driver (--describe),
 *   - service.schema.json and the schemas in office.openapi.json (schema_describe).
 * Nothing else in the project may test the shape of JSON by hand.
 *
 * Thread: everything here is pure; any thread may call it.
 */
#ifndef KIOSK_SCHEMA_H
#define KIOSK_SCHEMA_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

enum schema_kind {
    SCHEMA_ANY, // any JSON value
    SCHEMA_STRING,
    SCHEMA_INTEGER,
    SCHEMA_NUMBER, // integer or real; never in anything that is hashed
    SCHEMA_BOOLEAN,
    SCHEMA_ARRAY,
    SCHEMA_OBJECT, // named members
    SCHEMA_MAP,    // any names, all values of one schema (`item`)
};

/* Formats of strings. The check is strict: a value that is not of the format is refused. */
enum schema_format {
    SCHEMA_PLAIN,
    SCHEMA_DATE,       // 2026-11-21, a day that exists (RFC 3339 full-date)
    SCHEMA_DATE_TIME,  // 2026-11-21T14:41:03+08:00 (RFC 3339 with offset)
    SCHEMA_UUID,       // 8-4-4-4-12 lower-case hex (RFC 9562)
    SCHEMA_SHA256,     // 64 lower-case hex digits
    SCHEMA_HEX,        // lower-case hex, even length
    SCHEMA_DIGITS,     // 0-9 only
    SCHEMA_IDENTIFIER, // [a-z][a-z0-9_]*
    SCHEMA_SLUG,       // [a-z0-9][a-z0-9-]*, used for service ids
    SCHEMA_BASE64,     // RFC 4648 section 4, padded
    SCHEMA_LANGUAGE,   // zh_CN, en, ug: POSIX locale name without encoding
};

struct schema_member;

struct schema {
    enum schema_kind kind;
    enum schema_format format; // SCHEMA_STRING only
    const char *name;          // component name in a generated document; NULL: inline
    const char *about;         // one English sentence for the reader of the description
    const char *source;        // where the number or format comes from; NULL: our own
    int64_t min; // INTEGER: least value. STRING: code points. ARRAY, MAP: items
    int64_t max; // the same, greatest; 0 with min 0 or more: the kind's default
                 // limit: SCHEMA_STRING_MAX, SCHEMA_ITEMS_MAX; for INTEGER and
                 // NUMBER: none
    const char *const *choices; // STRING: NULL-terminated list of all allowed values
    const struct schema *item;  // ARRAY, MAP: schema of each value; open OBJECT: of each
                                // member not named here, NULL: anything
    const struct schema_member *members; // OBJECT: ended by a member without a name
    bool open; // OBJECT: members not named here are allowed (wire formats);
               // closed ones are for authors, whose typing mistakes we name
    /* Optional rule over the whole value, called when its shape is right. Returns NULL, or
     * one sentence (static, or owned by the caller through g_intern_string). */
    const char *(*rule)(const json_t *value);
};

#define SCHEMA_STRING_MAX 4096
#define SCHEMA_ITEMS_MAX 1024
#define SCHEMA_DEFECTS_MAX 200 // more are counted by nobody: the verdict stands

struct schema_member {
    const char *name;
    const struct schema *schema;
    bool required;
    const char *about; // overrides the schema's own sentence
};

/* One thing that is wrong. `pointer` is an RFC 6901 JSON pointer ("" is the whole value). A
 * missing member is a defect of the object that lacks it, so that json_line_of finds it. */
struct schema_defect {
    char *pointer;
    char
        *message; // what is there, what is wanted; never the value of a string (it may be
                  // personal data), only its length, kind or place
};

/* Checks `value` and appends every defect to `defects` (a GPtrArray of struct schema_defect*,
 * made by schema_defects_new; may be NULL when only the verdict matters). True: no defect. */
bool schema_check(const struct schema *schema, const json_t *value, GPtrArray *defects);

/* The same, first defect as one sentence in *error (domain SCHEMA_ERROR). */
bool schema_accepts(const struct schema *schema, const json_t *value, GError **error);

GPtrArray *schema_defects_new(void); // frees its members with itself

/* JSON Schema 2020-12 of `schema`; a named schema below it becomes {"$ref": PREFIX + name}
 * when `prefix` is not NULL, and is inlined otherwise. New reference. */
json_t *schema_describe(const struct schema *schema, const char *prefix);

/* Adds every named schema reachable from `schema`, itself included, to `components`
 * (object name → description). */
void schema_collect(const struct schema *schema, const char *prefix, json_t *components);

#define SCHEMA_ERROR (g_quark_from_static_string("kiosk-schema"))

/* Schemas that everybody needs. */
extern const struct schema schema_any, schema_string, schema_boolean, schema_integer,
    schema_natural, // integer ≥ 0
    schema_number, schema_date, schema_date_time, schema_uuid, schema_sha256,
    schema_digits, schema_identifier, schema_slug, schema_empty_object,
    schema_texts; // {"zh_CN": …, "en": …}: zh_CN required, any language name allowed

#endif
