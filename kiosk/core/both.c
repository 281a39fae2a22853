// SPDX-License-Identifier: Apache-2.0
#include "both.h"

#include <glib.h>
#include <string.h>

#include <kiosk/document.h>

/* Members that are no words, or that belong to the office. */
static bool
stays(const char *member)
{
    static const char *const names[] = {"kind", "style", "data",      "issuer", "place",
                                        "tag",  "note",  "continued", NULL};
    return g_strv_contains(names, member);
}

/* Members that stand on one line. */
static bool
is_line(const char *member)
{
    static const char *const names[] = {"title", "caption", "copy", NULL};
    return g_strv_contains(names, member);
}

static json_t *
join_text(const char *chinese, const char *other, const char *member)
{
    if (strcmp(chinese, other) == 0 || other[0] == '\0' || stays(member))
        return json_string(chinese);
    bool line = is_line(member);
    g_autofree char *text =
        g_strdup_printf("%s%s%s", chinese, line ? " · " : "\n", other);
    glong most = line ? DOCUMENT_LINE_MAX : DOCUMENT_TEXT_MAX;
    return json_string(g_utf8_strlen(text, -1) <= most ? text : chinese);
}

static json_t *join(const json_t *chinese, const json_t *other, const char *member);

static json_t *
join_list(const json_t *chinese, const json_t *other, const char *member)
{
    json_t *list = json_array(), *item;
    size_t i;
    json_array_foreach (chinese, i, item)
        json_array_append_new(list, join(item, json_array_get(other, i), member));
    return list;
}

static json_t *
join_members(const json_t *chinese, const json_t *other)
{
    json_t *object = json_object(), *value;
    const char *name;
    json_object_foreach ((json_t *)(uintptr_t)chinese, name, value)
        json_object_set_new(object, name,
                            join(value, json_object_get(other, name), name));
    return object;
}

static json_t *
join(const json_t *chinese, const json_t *other, const char *member)
{
    if (other == NULL || json_typeof(chinese) != json_typeof(other))
        return json_deep_copy(chinese);
    switch (json_typeof(chinese)) {
    case JSON_STRING:
        return join_text(json_string_value(chinese), json_string_value(other), member);
    case JSON_ARRAY:
        return json_array_size(chinese) == json_array_size(other)
                   ? join_list(chinese, other, member)
                   : json_deep_copy(chinese);
    case JSON_OBJECT:
        return join_members(chinese, other);
    default:
        return json_deep_copy(chinese);
    }
}

json_t *
both_of(const json_t *chinese, const json_t *other)
{
    return join(chinese, other, "");
}
