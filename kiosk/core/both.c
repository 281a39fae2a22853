// SPDX-License-Identifier: Apache-2.0
#include "both.h"

#include <glib.h>
#include <stdbool.h>
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

/* Members that stand on one line: the title of the paper, and what stands beside it. */
static bool
is_line(const char *inside, const char *member)
{
    static const char *const names[] = {"caption", "copy", NULL};
    static const char *const beside[] = {"numbers", "time", NULL};
    return g_strv_contains(names, member) ||
           (strcmp(member, "title") == 0 && inside[0] == '\0') ||
           (strcmp(member, "label") == 0 && g_strv_contains(beside, inside));
}

static bool
runs_left(const char *text)
{
    for (; *text != '\0'; text = g_utf8_find_next_char(text, NULL))
        if (g_unichar_get_script(g_utf8_get_char(text)) == G_UNICODE_SCRIPT_ARABIC)
            return true;
    return false;
}

static json_t *
join_text(const char *chinese, const char *other, const char *inside, const char *member)
{
    if (strcmp(chinese, other) == 0 || other[0] == '\0' || stays(member))
        return json_string(chinese);
    bool line = is_line(inside, member);
    // What follows a label that runs from right to left begins at the left again.
    const char *end = line && runs_left(other) ? "\u200E" : "";
    g_autofree char *text =
        g_strdup_printf("%s%s%s%s", chinese, line ? " · " : "\n", other, end);
    glong most = line ? DOCUMENT_LINE_MAX : DOCUMENT_TEXT_MAX;
    return json_string(g_utf8_strlen(text, -1) <= most ? text : chinese);
}

static json_t *
join(const json_t *chinese, const json_t *other, const char *inside, const char *member);

static json_t *
join_list(const json_t *chinese, const json_t *other, const char *inside,
          const char *member)
{
    json_t *list = json_array(), *item;
    size_t i;
    json_array_foreach (chinese, i, item)
        json_array_append_new(list, join(item, json_array_get(other, i), inside, member));
    return list;
}

static json_t *
join_members(const json_t *chinese, const json_t *other, const char *inside)
{
    json_t *object = json_object(), *value;
    const char *name;
    json_object_foreach ((json_t *)(uintptr_t)chinese, name, value)
        json_object_set_new(object, name,
                            join(value, json_object_get(other, name), inside, name));
    return object;
}

static json_t *
join(const json_t *chinese, const json_t *other, const char *inside, const char *member)
{
    if (other == NULL || json_typeof(chinese) != json_typeof(other))
        return json_deep_copy(chinese);
    switch (json_typeof(chinese)) {
    case JSON_STRING:
        return join_text(json_string_value(chinese), json_string_value(other), inside,
                         member);
    case JSON_ARRAY:
        return json_array_size(chinese) == json_array_size(other)
                   ? join_list(chinese, other, inside, member)
                   : json_deep_copy(chinese);
    case JSON_OBJECT:
        return join_members(chinese, other, member);
    default:
        return json_deep_copy(chinese);
    }
}

json_t *
both_of(const json_t *chinese, const json_t *other)
{
    return join(chinese, other, "", "");
}
