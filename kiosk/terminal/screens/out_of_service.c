// SPDX-License-Identifier: Apache-2.0
/* Nothing can begin (暂停服务): why, since when, who acts, what is safe, what still works, the
 * nearest other places with their hours, and whom to call. */
#include "part.h"

#include "base/json.h"
#include "builders.h"
#include "core/text.h"

#define NEARBY_MOST 3

static int
add_facts(const struct frame *frame, int y)
{
    const struct session_device *store = session_device(frame->session, "store");
    if (store != NULL && store->since_ms > 0) {
        g_autofree char *since = text_moment(store->since_ms);
        y = frame_row(frame, y, "schedule", COLOUR_QING_MARK, _("Since"), since);
    }
    y = frame_row(frame, y, "engineering", COLOUR_QING_MARK, _("Who acts"),
                  _("The engineer; staff call him"));
    y = frame_row(frame, y, "verified_user", COLOUR_SONG_MARK, _("Handed in before"),
                  _("With the office or locked here; not affected"));
    y = frame_row(frame, y, "check_circle", COLOUR_SONG_MARK, _("Works"),
                  frame->session->catalogue->count > 0 ? _("Guides, get help, call 12345")
                                                       : _("Get help, call 12345"));
    return frame_row(frame, y, "do_not_disturb_on", COLOUR_ZHE_MARK, _("Paused"),
                     _("Hand in, print"));
}

/* "350 m", "1.8 km". g_free. */
static char *
distance(int metres)
{
    return metres < 1000
               ? text_format(N_("%d m"), metres)
               : text_format(N_("%1$d.%2$d km"), metres / 1000, metres % 1000 / 100);
}

/* How far, where, until when it is open; and its telephone, if there is room. g_free. */
static char *
line_of(const struct frame *frame, const json_t *place, bool phoned, bool *open_out)
{
    GString *line = g_string_new(NULL);
    int metres = (int)json_integer_value(json_object_get(place, "distance_m"));
    g_autofree char *far = metres > 0 ? distance(metres) : NULL, *hours = NULL;
    const json_t *where = json_object_get(place, "where");
    const char *phone = json_text(place, "phone", "");
    *open_out = json_is_true(json_object_get(place, "always"));
    if (!*open_out && json_object_get(place, "hours") != NULL)
        hours = part_hours(frame, json_object_get(place, "hours"), open_out);
    else if (*open_out)
        hours = g_strdup(_("open day and night"));
    const char *const parts[] = {far, where != NULL ? frame_texts(frame, where) : NULL,
                                 hours, phoned && *phone != '\0' ? phone : NULL};
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        if (parts[i] != NULL)
            g_string_append_printf(line, "%s%s", line->len > 0 ? " · " : "", parts[i]);
    return g_string_free(line, FALSE);
}

/* As many of the nearest as there is room for, at most three. */
static int
add_nearby(const struct frame *frame, int y, int end)
{
    size_t i;
    json_t *place;
    json_array_foreach (frame->session->place->nearby, i, place) {
        bool open;
        g_autofree char *id = g_strdup_printf("nearby-%zu", i + 1);
        g_autofree char *line = line_of(frame, place, true, &open);
        g_autofree char *less = line_of(frame, place, false, &open);
        struct strip strip = {.tone = open ? STRIP_GOOD : STRIP_QUIET,
                              .id = id,
                              .icon = "place",
                              .text = frame_texts(frame, json_object_get(place, "name")),
                              .detail = line};
        int height = frame_strip_height(frame, &strip);
        strip.detail = less;
        if (frame_strip_height(frame, &strip) == height)
            strip.detail = line;
        if (i == NEARBY_MOST || y + frame_strip_height(frame, &strip) > end)
            break;
        y = frame_strip(frame, y, &strip) + 10;
    }
    return y;
}

void
out_of_service_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, 0);
    const struct session *session = frame.session;
    bool guides = session->catalogue->count > 0, open;
    struct verdict verdict = {
        .tone = STRIP_NOTICE,
        .icon = "do_not_disturb_on",
        .title = _("Service is paused"),
        .detail = guides ? _("It cannot keep anything safe now; it is being mended.")
                         : _("No matter is set up on this machine yet."),
        .height = 208,
        .line_below = true,
    };
    int y = frame_verdict(&frame, frame.top, &verdict) + 8;
    y = add_facts(&frame, y) + 12;
    int end = guides ? frame_keys_top(&frame) - 16 : frame.bottom;
    y = frame_heading(&frame, y, _("Where to go now"));
    g_autofree char *hours = part_window_hours(&frame, &open);
    g_autofree char *window =
        g_strdup_printf("**%s**, %s", frame_texts(&frame, session->place->window), hours);
    g_autofree char *phone =
        text_format(N_("Telephone **%s**, at night **12345**"), session->place->phone);
    struct strip strips[] = {
        {.tone = open ? STRIP_GOOD : STRIP_QUIET,
         .id = "window",
         .icon = "storefront",
         .text = window,
         .plain = true},
        {.tone = STRIP_INFO,
         .id = "phone",
         .icon = "phone",
         .text = phone,
         .plain = true},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(strips); i++)
        y = frame_strip(&frame, y, &strips[i]) + 10;
    add_nearby(&frame, y, end);
    struct widget read = {.id = "guides",
                          .name = _("Read the guides"),
                          .icon = "menu_book",
                          .step = TYPE_LARGE,
                          sends(SESSION_START)};
    if (guides)
        frame_primary(&frame, &read);
}
