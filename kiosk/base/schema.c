// SPDX-License-Identifier: Apache-2.0
#include <kiosk/schema.h>

#include "json.h"
#include "nearest.h"
#include "schema_format.h"
#include "schema_range.h"

#include <string.h>

#define NAMED_MAX 64 // code points of an unknown name that a pointer repeats

struct check {
    GPtrArray *defects; // NULL: only the verdict matters
    size_t count;
    GString *pointer; // of the value that is being looked at
};

static void
check_value(struct check *check, const struct schema *schema, const json_t *value);
static const char *
wanted_of(enum schema_kind kind);

static void
defect_free(void *data)
{
    struct schema_defect *defect = data;

    g_free(defect->pointer);
    g_free(defect->message);
    g_free(defect);
}

GPtrArray *
schema_defects_new(void)
{
    return g_ptr_array_new_with_free_func(defect_free);
}

/* Whether a sentence about the next defect would be kept. */
static bool
wants_sentence(const struct check *check)
{
    return check->defects && check->defects->len < SCHEMA_DEFECTS_MAX;
}

G_GNUC_PRINTF(2, 3)
static void
report(struct check *check, const char *format, ...)
{
    check->count++;
    if (!wants_sentence(check))
        return;
    struct schema_defect *defect = g_new(struct schema_defect, 1);
    va_list arguments;

    va_start(arguments, format);
    defect->pointer = g_strdup(check->pointer->str);
    defect->message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_ptr_array_add(check->defects, defect);
}

static const char *
kind_of(const json_t *value)
{
    static const char *const names[] = {
        [JSON_OBJECT] = "an object", [JSON_ARRAY] = "a list",
        [JSON_STRING] = "a string",  [JSON_INTEGER] = "a number",
        [JSON_REAL] = "a fraction",  [JSON_TRUE] = "true",
        [JSON_FALSE] = "false",      [JSON_NULL] = "null",
    };

    return value ? names[json_typeof(value)] : "nothing";
}

/* Adds a reference token to the pointer; what it was long before. */
static size_t
enter(struct check *check, const char *name)
{
    size_t length = check->pointer->len;

    g_string_append_c(check->pointer, '/');
    for (; *name; name++) {
        if (*name == '~')
            g_string_append(check->pointer, "~0");
        else if (*name == '/')
            g_string_append(check->pointer, "~1");
        else
            g_string_append_c(check->pointer, *name);
    }
    return length;
}

/* Looks at a child: its place is added to the pointer while that lasts. */
static void
check_child(struct check *check, const char *name, const struct schema *schema,
            const json_t *value)
{
    size_t length = enter(check, name);

    check_value(check, schema, value);
    g_string_truncate(check->pointer, length);
}

/* ---- strings and numbers
 * ---------------------------------------------------------------- */

static void
report_choices(struct check *check, const char *const *choices)
{
    GString *list = g_string_new(NULL);

    for (const char *const *choice = choices; *choice; choice++)
        g_string_append_printf(list, "%s%s", choice == choices ? "" : ", ", *choice);
    report(check, "must be one of: %s", list->str);
    g_string_free(list, TRUE);
}

static void
check_string(struct check *check, const struct schema *schema, const json_t *value)
{
    const char *text = json_string_value(value);
    const struct schema_format_rule *rule = schema_format_rule(schema->format);
    struct schema_range range = schema_range(schema);
    int64_t length = g_utf8_strlen(text, -1);

    if (schema->choices) {
        if (!g_strv_contains(schema->choices, text))
            report_choices(check, schema->choices);
    } else if (length < range.min) {
        report(check,
               "must be at least %" G_GINT64_FORMAT " characters, has %" G_GINT64_FORMAT,
               range.min, length);
    } else if (length > range.max) {
        report(check,
               "must be at most %" G_GINT64_FORMAT " characters, has %" G_GINT64_FORMAT,
               range.max, length);
    } else if (rule->accepts && !rule->accepts(text)) {
        report(check, "must be %s", rule->wanted);
    }
}

/* Doubles cannot tell integers beyond 2^53 apart, so integers are compared as such. */
static bool
is_below(const json_t *number, int64_t limit)
{
    return json_is_integer(number) ? json_integer_value(number) < limit
                                   : json_real_value(number) < (double)limit;
}

static bool
is_above(const json_t *number, int64_t limit)
{
    return json_is_integer(number) ? json_integer_value(number) > limit
                                   : json_real_value(number) > (double)limit;
}

static void
check_number(struct check *check, const struct schema *schema, const json_t *value)
{
    struct schema_range range = schema_range(schema);

    if (range.min != INT64_MIN && is_below(value, range.min))
        report(check, "must be at least %" G_GINT64_FORMAT, range.min);
    else if (range.max != INT64_MAX && is_above(value, range.max))
        report(check, "must be at most %" G_GINT64_FORMAT, range.max);
}

/* ---- lists and objects
 * ------------------------------------------------------------------ */

static void
check_count(struct check *check, const struct schema *schema, size_t count)
{
    struct schema_range range = schema_range(schema);

    if ((int64_t)count < range.min)
        report(check, "must hold at least %" G_GINT64_FORMAT ", holds %zu", range.min,
               count);
    else if ((int64_t)count > range.max)
        report(check, "must hold at most %" G_GINT64_FORMAT ", holds %zu", range.max,
               count);
}

static void
check_array(struct check *check, const struct schema *schema, const json_t *value)
{
    size_t count = json_array_size(value);
    size_t looked_at = MIN(count, (size_t)schema_range(schema).max);
    char index[24];

    check_count(check, schema, count);
    for (size_t i = 0; schema->item && i < looked_at; i++) {
        g_snprintf(index, sizeof index, "%zu", i);
        check_child(check, index, schema->item, json_array_get(value, i));
    }
}

static void
check_map(struct check *check, const struct schema *schema, const json_t *value)
{
    const char *name;
    json_t *member;

    check_count(check, schema, json_object_size(value));
    json_object_foreach (json_iterable(value), name, member) {
        if (schema->item)
            check_child(check, name, schema->item, member);
    }
}

static const struct schema_member *
find_member(const struct schema *schema, const char *name)
{
    const struct schema_member *member = schema->members;

    for (; member && member->name; member++) {
        if (strcmp(member->name, name) == 0)
            return member;
    }
    return NULL;
}

/* Told at the member itself, unless its name is too long to be repeated. */
static void
report_unknown(struct check *check, const struct schema *schema, const char *name)
{
    size_t count = 0, length = check->pointer->len;

    while (schema->members && schema->members[count].name)
        count++;
    const char **known = g_new0(const char *, count + 1);
    for (size_t i = 0; i < count; i++)
        known[i] = schema->members[i].name;
    const char *nearest = nearest_word(name, known);
    bool is_short = g_utf8_strlen(name, -1) <= NAMED_MAX;
    if (is_short)
        enter(check, name);
    if (!is_short)
        report(check, "has a member with a long name that is not known here");
    else if (nearest)
        report(check, "is not known here; \"%s\" is near", nearest);
    else
        report(check, "is not known here");
    g_string_truncate(check->pointer, length);
    g_free(known);
}

static void
check_unnamed(struct check *check, const struct schema *schema, const char *name,
              const json_t *value)
{
    if (schema->open && schema->item)
        check_child(check, name, schema->item, value);
    else if (!schema->open && wants_sentence(check))
        report_unknown(check, schema, name);
    else if (!schema->open)
        check->count++;
}

/* To an author: what to write there, its kind or words, and what it is for. */
static void
report_missing(struct check *check, const struct schema_member *member)
{
    const struct schema *schema = member->schema;
    const char *about = member->about ? member->about : schema->about;
    GString *wanted = g_string_new(NULL);

    for (const char *const *c = schema->choices; c && *c; c++)
        g_string_append_printf(wanted, "%s%s", c == schema->choices ? "" : " or ", *c);
    if (schema == &schema_texts)
        g_string_append(wanted, "{\"zh_CN\": …}");
    else if (!schema->choices)
        g_string_append(wanted, wanted_of(schema->kind));
    report(check, "lacks the member \"%s\": %s%s%s", member->name, wanted->str,
           about ? "; " : "", about ? about : "");
    g_string_free(wanted, TRUE);
}

static void
check_object(struct check *check, const struct schema *schema, const json_t *value)
{
    const char *name;
    json_t *found;

    for (const struct schema_member *m = schema->members; m && m->name; m++) {
        found = json_object_get(value, m->name);
        if (found)
            check_child(check, m->name, m->schema, found);
        else if (m->required && schema->open)
            report(check, "lacks the member \"%s\"", m->name);
        else if (m->required)
            report_missing(check, m);
    }
    json_object_foreach (json_iterable(value), name, found) {
        if (!find_member(schema, name))
            check_unnamed(check, schema, name, found);
    }
}

/* ---- any value
 * -------------------------------------------------------------------------- */

static bool
is_any(const json_t *value)
{
    return value != NULL;
}

static bool
is_string(const json_t *value)
{
    return json_is_string(value);
}

static bool
is_integer(const json_t *value)
{
    return json_is_integer(value);
}

static bool
is_number(const json_t *value)
{
    return json_is_number(value);
}

static bool
is_boolean(const json_t *value)
{
    return json_is_boolean(value);
}

static bool
is_array(const json_t *value)
{
    return json_is_array(value);
}

static bool
is_object(const json_t *value)
{
    return json_is_object(value);
}

static const struct {
    bool (*fits)(const json_t *value);
    const char *wanted;
    void (*look_inside)(struct check *check, const struct schema *schema,
                        const json_t *value); // NULL: there is nothing inside
} kinds[] = {
    [SCHEMA_ANY] = {is_any, "a value", NULL},
    [SCHEMA_STRING] = {is_string, "a string", check_string},
    [SCHEMA_INTEGER] = {is_integer, "a whole number", check_number},
    [SCHEMA_NUMBER] = {is_number, "a number", check_number},
    [SCHEMA_BOOLEAN] = {is_boolean, "true or false", NULL},
    [SCHEMA_ARRAY] = {is_array, "a list", check_array},
    [SCHEMA_OBJECT] = {is_object, "an object", check_object},
    [SCHEMA_MAP] = {is_object, "an object", check_map},
};

static const char *
wanted_of(enum schema_kind kind)
{
    return kinds[kind].wanted;
}

static void
check_value(struct check *check, const struct schema *schema, const json_t *value)
{
    size_t before = check->count;

    g_assert((size_t)schema->kind < G_N_ELEMENTS(kinds));
    if (!kinds[schema->kind].fits(value)) {
        report(check, "must be %s, is %s", kinds[schema->kind].wanted, kind_of(value));
        return;
    }
    if (kinds[schema->kind].look_inside)
        kinds[schema->kind].look_inside(check, schema, value);
    // A rule may rely on the shape, so it is not asked about a value that lacks it.
    if (schema->rule && check->count == before) {
        const char *sentence = schema->rule(value);
        if (sentence)
            report(check, "%s", sentence);
    }
}

bool
schema_check(const struct schema *schema, const json_t *value, GPtrArray *defects)
{
    struct check check = {.defects = defects, .pointer = g_string_new(NULL)};

    check_value(&check, schema, value);
    g_string_free(check.pointer, TRUE);
    return check.count == 0;
}

bool
schema_accepts(const struct schema *schema, const json_t *value, GError **error)
{
    GPtrArray *defects = error ? schema_defects_new() : NULL;
    bool accepted = schema_check(schema, value, defects);

    if (!accepted && error) {
        const struct schema_defect *first = defects->pdata[0];
        g_set_error(error, SCHEMA_ERROR, 0, "%s %s",
                    *first->pointer ? first->pointer : "value", first->message);
    }
    if (defects)
        g_ptr_array_unref(defects);
    return accepted;
}
