// SPDX-License-Identifier: Apache-2.0
#include "office/trust.h"

#include <glib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "core/copy_mark.h"

static json_t *
find_given(const json_t *application, const char *material)
{
    size_t index;
    json_t *given;

    json_array_foreach (json_object_get(application, "materials"), index, given)
        if (g_str_equal(json_text(given, "material", ""), material))
            return given;
    return NULL;
}

static void
apply(json_t *given, const json_t *event, const json_t *detail)
{
    const bool risen = g_str_equal(json_text(event, "act", ""), TRUST_COMPARED);

    // Other pages came meanwhile: nobody has compared those.
    if (!json_equal(json_object_get(given, "pages"), json_object_get(detail, "pages")))
        return;
    json_object_set_new(given, "trust", json_string(risen ? "B" : "C"));
    json_object_del(given, "compared");
    if (risen)
        json_object_set_new(given, "compared",
                            json_pack("{s:O, s:O, s:O}", "who",
                                      json_object_get(event, "actor"), "at_ms",
                                      json_object_get(event, "at_ms"), "until",
                                      json_object_get(detail, "until")));
}

void
trust_apply(json_t *application, const json_t *events)
{
    size_t index;
    json_t *event;

    json_array_foreach (events, index, event) {
        const char *act = json_text(event, "act", "");
        const char *text = json_text(event, "detail", "");
        if (!g_str_equal(act, TRUST_COMPARED) && !g_str_equal(act, TRUST_NOT_COMPARED))
            continue;
        json_t *detail = json_parse(text, strlen(text), NULL);
        json_t *given = find_given(application, json_text(detail, "material", ""));
        if (given)
            apply(given, event, detail);
        json_decref(detail);
    }
}

json_t *
trust_list(const json_t *application)
{
    json_t *list = json_array(), *given;
    size_t index;

    json_array_foreach (json_object_get(application, "materials"), index, given) {
        json_t *row = json_pack(
            "{s:O, s:O, s:O}", "material", json_object_get(given, "material"), "trust",
            json_object_get(given, "trust"), "pages", json_object_get(given, "pages"));
        if (json_object_get(given, "compared"))
            json_object_set(row, "compared", json_object_get(given, "compared"));
        json_array_append_new(list, row);
    }
    return list;
}

static bool
is_open(enum case_state state)
{
    return state != CASE_REFUSED && state != CASE_ARCHIVED;
}

bool
trust_may_rise(const json_t *given, enum case_state state)
{
    return is_open(state) && g_str_equal(json_text(given, "trust", ""), "C") &&
           json_array_size(json_object_get(given, "pages")) > 0;
}

bool
trust_may_fall(const json_t *given, enum case_state state)
{
    return is_open(state) && json_object_get(given, "compared") != NULL;
}

const char *
trust_word(const json_t *given)
{
    static const char *const words[][2] = {{"A", "A 发证机关的数据"},
                                           {"B", "B 和原件核对过"},
                                           {"C", "C 本人交的，没核对过原件"},
                                           {"D", "D 本人承诺"}};
    const char *trust = json_text(given, "trust", "");

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_str_equal(words[i][0], trust))
            return words[i][1];
    return "";
}

char *
trust_mark(const json_t *given)
{
    const char *until = json_text(json_object_get(given, "compared"), "until", "");
    struct clock_date day = {0};
    char mark[256];

    if (sscanf(until, "%d-%d-%d", &day.year, &day.month, &day.day) != 3)
        return NULL;
    copy_mark_checked(&day, mark);
    return g_strdup(mark);
}
