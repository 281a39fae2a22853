// SPDX-License-Identifier: Apache-2.0
// The second pass of service_schema.h over the texts of a definition: that each says something,
// on one line; and, as advice, that it has room where it is shown.
#include "service.h"
#include "service_schema.h"

#include <string.h>

#include "base/json.h"

/* Room in half widths: a Han character takes two, a letter one. Measured on the narrower
 * panels, in large type; what is not named here is a paragraph of the guide. */
static const struct {
    const char *place; // list or member that holds it, and the member
    int room;
} rooms[] = {
    {"/short_name", 28},
    {"/task_name", 80},
    {"/result_name", 80},
    {"/promise", 140},
    {"/defer_promise", 200},
    {"facts/label", 24},
    {"facts/value", 40},
    {"facts/note", 48},
    {"handle_flow/when", 32},
    {"handle_flow/what", 40},
    {"pages/title", 36},
    {"repeat/entry_name", 20},
    {"questions/label", 64},
    {"questions/hint", 120},
    {"choices/label", 40},
    {"choices/note", 60},
    {"rules/says", 80},
    {"rules/remedy", 80},
    {"materials/material_name", 44},
    {"materials/explain", 80},
    {"materials/accept_stand", 120},
    {"materials/fill_explain", 160},
    {"materials/page_format", 40},
    {"materials/page_titles", 32},
    {"next_steps/what", 100},
    {"next_steps/when", 48},
    {"next_steps/where", 64},
    {"next_steps/bring", 64},
};
#define ROOM_PARAGRAPH 240

static int
room_of(const char *place)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rooms); i++)
        if (strcmp(rooms[i].place, place) == 0)
            return rooms[i].room;
    return ROOM_PARAGRAPH;
}

static int
width_of(const char *text)
{
    int width = 0;
    for (; *text != '\0'; text += g_utf8_skip[(guchar)*text]) {
        gunichar sign = g_utf8_get_char(text);
        if (!g_unichar_iszerowidth(sign))
            width += g_unichar_iswide(sign) ? 2 : 1;
    }
    return width;
}

/* Too long for a narrow panel is no mistake: a page still shows it, on more lines. */
static void
check_room(struct service_rules *rules, const char *text, const char *place,
           const char *at)
{
    int width = width_of(text), room = room_of(place);
    if (width <= room)
        return;
    g_autofree char *message = g_strdup_printf(
        "long for its place: good are up to %d Han characters or %d letters, it takes %d",
        room / 2, room, (width + 1) / 2);
    SERVICE_TELL(rules, message, "%s", at);
}

static void
check_text(struct service_rules *rules, const char *text, const char *place,
           const char *at)
{
    (void)place;
    bool blank = true, control = false;
    for (const char *sign = text; *sign != '\0'; sign += g_utf8_skip[(guchar)*sign]) {
        blank = blank && g_unichar_isspace(g_utf8_get_char(sign));
        control = control || g_unichar_iscntrl(g_utf8_get_char(sign));
    }
    if (blank && *text != '\0')
        SERVICE_TELL(rules, "says nothing: only spaces", "%s", at);
    if (control)
        SERVICE_TELL(rules, "holds a line break or a tab: write one line", "%s", at);
}

typedef void check_function(struct service_rules *rules, const char *text,
                            const char *place, const char *at);

/* `inside` is the list or member that `value` stands in, `name` its own. */
static void
check_words(struct service_rules *rules, check_function *check, const json_t *value,
            const char *inside, const char *name, const char *at)
{
    const char *key;
    json_t *member;
    size_t i;
    bool texts = json_is_string(json_object_get(value, "zh_CN"));
    g_autofree char *place = g_strdup_printf("%s/%s", inside, name);
    json_array_foreach (value, i, member) {
        g_autofree char *below = g_strdup_printf("%s/%zu", at, i);
        // A list of texts has no member of its own: its place is that of the list.
        check_words(rules, check, member, inside, name, below);
    }
    json_object_foreach (json_iterable(value), key, member) {
        g_autofree char *below = g_strdup_printf("%s/%s", at, key);
        if (texts && json_is_string(member))
            check(rules, json_string_value(member), place, below);
        else
            check_words(rules, check, member, name, key, below);
    }
}

void
service_rules_words(struct service_rules *rules)
{
    check_words(rules, check_text, rules->definition, "", "", "");
}

void
service_advise(const json_t *definition, GPtrArray *advice)
{
    struct service_rules rules = {
        .definition = definition, .prefix = "", .defects = advice};
    check_words(&rules, check_room, definition, "", "", "");
}
