// SPDX-License-Identifier: Apache-2.0
/* Booking: what for; what all its screens share; and the office that does not answer. */
#include "booking.h"

#include "base/json.h"
#include "builders.h"
#include "core/slip_booking.h"
#include "core/text.h"
#include "part.h"
#include <string.h>

/* ---- shared ---- */

int
booking_card(const struct frame *frame, int y, const json_t *slot, const json_t *window,
             const char *more)
{
    struct view *view = frame->view;
    g_autofree char *day = slip_booking_day(slot);
    g_autofree char *hours = slip_booking_hours(slot);
    g_autofree char *where = g_strdup_printf(
        "%s · %s%s%s", frame_texts(frame, json_object_get(window, "name")),
        frame_texts(frame, json_object_get(window, "where")), more == NULL ? "" : "\n",
        more == NULL ? "" : more);
    int pad = 32, x = frame->left + pad, width = frame->width - 2 * pad;
    int line = frame->assisted ? 120 : 96;
    int text = view_text_height(view, where, TYPE_BODY, false, width);
    int height = 2 * line + text + 2 * pad;
    add(view, .kind = WIDGET_PANEL, .role = ROLE_STATUS, .id = "appointment", .name = day,
        .value = json_text(slot, "id", ""), .detail = hours, .fill = COLOUR_CARD,
        .edge = COLOUR_INK, .bordered = true, .radius = 16,
        .box = {frame->left, y, frame->width, height});
    add(view, .kind = WIDGET_LABEL, .name = day, .step = TYPE_VERDICT, .bold = true,
        .colour = COLOUR_INK, .box = {x, y + pad, width, line});
    add(view, .kind = WIDGET_LABEL, .name = hours, .step = TYPE_VERDICT, .bold = true,
        .colour = COLOUR_INK, .box = {x, y + pad + line, width, line});
    add(view, .kind = WIDGET_TEXT, .role = ROLE_PARAGRAPH, .name = where,
        .step = TYPE_BODY, .colour = COLOUR_INK,
        .box = {x, y + pad + 2 * line, width, text});
    return y + height;
}

char *
booking_things(const struct frame *frame, const json_t *bring)
{
    GString *things = g_string_new(NULL);
    size_t i;
    json_t *thing;
    json_array_foreach (bring, i, thing)
        g_string_append_printf(things, "%s%s", i == 0 ? "" : _(", "),
                               frame_texts(frame, json_object_get(thing, "name")));
    return g_string_free(things, things->len == 0);
}

int
booking_hurry(const struct frame *frame, int y)
{
    int left = frame->session->booking.seconds_left;
    if (left < 0)
        return y;
    g_autofree char *text =
        left > 0 ? text_format(N_("Your place is kept %d more seconds"), left)
                 : g_strdup(_("The time is over; go on, it may still be free"));
    struct strip strip = {
        .tone = STRIP_NOTICE, .id = "hurry", .icon = "schedule", .text = text};
    return frame_strip(frame, y, &strip) + 16;
}

const char *
booking_problem(const struct frame *frame)
{
    static const struct {
        const char *word, *said;
    } table[] = {
        {"slot_full", N_("Somebody was quicker: that time is taken")},
        {"too_late", N_("That time is over")},
        {"hold_over", N_("You took your time, and the place went to somebody else")},
        {"already_booked", N_("You have booked something for that time already")},
        {"too_many_bookings", N_("You have booked as much as one person may")},
        {"too_many_tries", N_("Too many wrong codes: use the card, or try in an hour")},
        {"not_found", N_("Number and code do not belong together")},
        {"id_wrong", N_("This ID number cannot be right; please look again")},
        {"number_wrong", N_("This number cannot be right; it is on your slip")},
        {"code_short", N_("The code has six digits; it is on your slip")},
        {"window_closed", N_("That window has closed meanwhile")},
        {"none", N_("You have nothing booked that is still to come")},
        {"cancelled", N_("Given back; somebody else can have the place")},
    };
    const char *problem = frame->session->booking.problem;
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
        if (strcmp(table[i].word, problem) == 0)
            return _(table[i].said);
    return problem[0] == '\0' ? NULL : _("That did not work; please try again");
}

static bool
is_good_news(const struct session *session)
{
    return strcmp(session->booking.problem, "cancelled") == 0 ||
           strcmp(session->booking.problem, "none") == 0;
}

int
booking_state(const struct frame *frame, int y)
{
    const char *problem = booking_problem(frame);
    bool offered = json_array_size(frame->session->booking.offered) > 0;
    bool full = strcmp(frame->session->booking.problem, "slot_full") == 0;
    struct strip strip = {.id = "state"};
    if (problem != NULL) {
        bool good = is_good_news(frame->session);
        strip.tone = good ? STRIP_INFO : STRIP_ERROR;
        strip.icon = good ? "info" : "error";
        strip.text = problem;
        strip.detail = full && offered ? _("The next free one is chosen for you below.")
                                       : NULL;
    } else if (frame->session->ask_order != 0) {
        strip.tone = STRIP_QUIET;
        strip.icon = "sync";
        strip.text = _("Asking the office");
        strip.plain = true;
    } else {
        return y;
    }
    return frame_strip(frame, y, &strip) + 16;
}

void
booking_keys(const struct frame *frame, const struct widget *beside,
             const struct widget *key)
{
    int width = beside == NULL ? 0 : frame->assisted ? 360 : 320;
    int x = frame->left + width + (beside == NULL ? 0 : frame->theme->gutter);
    if (beside != NULL) {
        struct widget left = *beside;
        left.kind = WIDGET_KEY;
        left.role = ROLE_BUTTON;
        left.step = TYPE_KEY;
        left.box = (struct box){frame->left, frame_keys_top(frame), width,
                                frame_key_height(frame)};
        view_add(frame->view, &left);
    }
    struct widget primary = *key;
    primary.box =
        (struct box){x, frame_keys_top(frame), frame->right - x, frame_key_height(frame)};
    if (beside != NULL && primary.step == TYPE_CAPTION)
        primary.step = TYPE_LARGE;
    frame_primary(frame, &primary);
}

/* ---- what for ---- */

struct matter {
    const char *id, *kind, *name, *detail, *icon; // id: of service or window
    enum colour fill;
};

static void
add_choice(GArray *choices, const struct matter *choice)
{
    g_array_append_vals(choices, choice, 1);
}

/* Services that a window is for, then the windows themselves. */
static GArray *
find_choices(const struct frame *frame)
{
    const json_t *windows = json_object_get(frame->session->booking.windows, "windows");
    GArray *choices = g_array_new(FALSE, FALSE, sizeof(struct matter));
    size_t i, j;
    json_t *window, *id;
    json_array_foreach (windows, i, window) {
        json_array_foreach (json_object_get(window, "services"), j, id) {
            const struct service *service =
                catalogue_service(frame->session->catalogue, json_string_value(id));
            if (service != NULL)
                add_choice(
                    choices,
                    &(struct matter){service->id, "service",
                                     frame_texts(frame, service->short_name),
                                     frame_texts(frame, json_object_get(window, "name")),
                                     service->icon, COLOUR_EMBLEM_JIANG});
        }
    }
    json_array_foreach (windows, i, window)
        add_choice(choices,
                   &(struct matter){json_text(window, "id", ""), "window",
                                    frame_texts(frame, json_object_get(window, "name")),
                                    frame_texts(frame, json_object_get(window, "where")),
                                    "storefront", COLOUR_EMBLEM_ZI});
    return choices;
}

static void
add_tile(const struct frame *frame, const struct matter *choice, struct box box)
{
    g_autofree char *id = g_strdup_printf("book-%s-%s", choice->kind, choice->id);
    if (strlen(id) >= VIEW_ID_SIZE)
        return;
    add(frame->view, .kind = WIDGET_TILE, .role = ROLE_BUTTON, .id = id,
        .name = choice->name, .detail = choice->detail, .icon = choice->icon,
        .icon_size = frame->assisted ? 120 : 96, .fill = choice->fill,
        .step = frame->assisted ? TYPE_LARGE : TYPE_KEY, .detail_step = TYPE_CAPTION,
        .box = box,
        .send = {.action = SESSION_CHOOSE, .text = choice->kind, .text2 = choice->id});
}

/* In batches: the last tile of a full page leads on. */
static void
add_choices(const struct frame *frame, int y, int limit)
{
    GArray *choices = find_choices(frame);
    int height = frame->assisted ? 170 : 152, gap = 20, count = (int)choices->len;
    int rows = MIN((limit - y + gap) / (height + gap), frame->assisted ? 4 : 6);
    bool whole = count <= rows;
    int most = whole ? rows : rows - 1, first = whole ? 0 : frame->session->part * most;
    if (first >= count)
        first = 0;
    for (int i = first; i < count && i < first + most; i++, y += height + gap)
        add_tile(frame, &g_array_index(choices, struct matter, i),
                 (struct box){frame->left, y, frame->width, height});
    if (!whole)
        add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "more",
            .name = _("Something else"), .icon = "more_horiz", .step = TYPE_KEY,
            .box = {frame->left, y, frame->width, height},
            .send = {.action = SESSION_PART,
                     .number = first + most < count ? frame->session->part + 1 : 0});
    g_array_unref(choices);
}

static int
add_elsewhere(const struct frame *frame, int y)
{
    bool open;
    g_autofree char *hours = part_window_hours(frame, &open);
    g_autofree char *phone =
        text_format(N_("**%s** in office hours, **12345** at any hour"),
                    frame->session->place->phone);
    y = frame_row(frame, y, "phone", COLOUR_QING_MARK, _("By telephone"), phone);
    return frame_row(frame, y, "storefront", COLOUR_QING_MARK, _("At the window"), hours);
}

void
booking_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END);
    const json_t *windows = frame.session->booking.windows;
    bool none = windows != NULL &&
                json_array_size(json_object_get(windows, "windows")) == 0;
    int y = frame_title(&frame, frame.top + (frame.assisted ? 24 : 40),
                        _("What do you want to book for?"),
                        frame.assisted ? NULL
                                       : _("You come at your time and need not queue."));
    int keys = frame_keys_top(&frame);
    int now = keys - 20 - frame_key_height(&frame);
    bool asking = windows == NULL && frame.session->ask_order != 0;
    if (asking)
        part_waiting(&frame, y, now, _("Asking the office"));
    else
        y = booking_state(&frame, y);
    if (none) {
        struct strip strip = {.tone = STRIP_NOTICE,
                              .icon = "info",
                              .text = _("Nothing can be booked here yet")};
        add_elsewhere(&frame, frame_strip(&frame, y, &strip) + 16);
    } else {
        add(view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "queue",
            .name = _("Now: take a number and queue"),
            .step = frame.assisted ? TYPE_BODY : TYPE_KEY, .icon = "confirmation_number",
            .box = {frame.left, now, frame.width, frame_key_height(&frame)},
            .send = {.action = SESSION_EDIT, .text = "queue"});
        add_choices(&frame, y, now - 24);
    }
    add(view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "mine",
        .name = _("I have booked: another time, or not coming"),
        .step = frame.assisted ? TYPE_BODY : TYPE_KEY, .icon = "edit_calendar",
        .box = {frame.left, keys, frame.width, frame_key_height(&frame)},
        .send = {.action = SESSION_EDIT, .text = "mine"});
}

/* ---- the office is away ---- */

/* What is known of the thing that was asked. */
static const char *
what_became(const struct session *session)
{
    const char *operation = session->booking.operation;
    if (strcmp(operation, "confirmBooking") == 0 ||
        strcmp(operation, "changeBooking") == 0)
        return _("Whether it was booked is not known. Try again: it is never booked "
                 "twice.");
    if (strcmp(operation, "takeTicket") == 0)
        return _("Whether you have a number is not known. Try again: it is never two.");
    if (strcmp(operation, "listQueues") == 0)
        return _("You have no number, and nothing was lost.");
    if (strcmp(operation, "cancelBooking") == 0)
        return _("Whether it was given back is not known. Try again.");
    return _("Nothing was booked, and nothing was lost.");
}

void
booking_away_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END);
    bool queue = frame.session->booking.from == (int)SCREEN_QUEUE;
    struct verdict verdict = {
        .tone = STRIP_NOTICE,
        .icon = "cloud_off",
        .title = queue ? _("Numbers do not work now") : _("Booking does not work now"),
        .detail = what_became(frame.session),
        .height = frame.assisted ? 300 : 280,
        .line_below = true,
    };
    int y = frame_verdict(&frame, frame.top, &verdict) + 24;
    y = frame_row(&frame, y, "engineering", COLOUR_QING_MARK, _("What is wrong"),
                  _("The office does not answer"));
    y = frame_row(&frame, y, "check_circle", COLOUR_SONG_MARK, _("Still works"),
                  _("Handing in and guides")) +
        24;
    y = frame_heading(
        &frame, y, queue ? _("You can get one elsewhere") : _("You can book elsewhere"));
    add_elsewhere(&frame, y);
    struct widget home = {
        .id = "home", .name = _("Back to the start"), sends(SESSION_BACK)};
    struct widget retry = {
        .id = "retry", .name = _("Try again"), .icon = "refresh", sends(SESSION_RETRY)};
    booking_keys(&frame, &home, &retry);
}
