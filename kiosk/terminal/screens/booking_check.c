// SPDX-License-Identifier: Apache-2.0
/* Booking: is it right, and done. */
#include "booking.h"

#include "base/json.h"
#include "builders.h"
#include "core/identity.h"
#include "core/receipt.h"
#include "core/slip_booking.h"
#include "core/text.h"
#include "part.h"
#include <string.h>

/* ---- is it right? ---- */

/* The name of the matter, or NULL. */
static const char *
matter(const struct frame *frame)
{
    const struct session *session = frame->session;
    const struct service *service =
        catalogue_service(session->catalogue, session->booking.service);
    return service == NULL ? NULL : frame_texts(frame, service->short_name);
}

static int
add_who(const struct frame *frame, int y)
{
    const struct session *session = frame->session;
    bool card = session->card != NULL;
    const char *id_number = card ? json_text(session->card, "id_number", "")
                                 : session->booking.id_number;
    size_t length = strlen(id_number);
    g_autofree char *masked = identity_mask_id(id_number);
    const char *end = id_number + (length > 4 ? length - 4 : 0);
    g_autofree char *text =
        !card ? g_strdup(masked)
        : frame->assisted
            ? text_format(N_("%1$s, number ends with %2$s"), part_name(session), end)
            : g_strdup_printf("%s  %s", part_name(session), masked);
    if (session->booking.moving != NULL)
        return y;
    return frame_row(frame, y, "person", COLOUR_QING_MARK, _("For whom"), text);
}

static int
add_before(const struct frame *frame, int y)
{
    const json_t *moving = frame->session->booking.moving;
    if (moving == NULL)
        return y;
    const json_t *slot = json_object_get(moving, "slot");
    g_autofree char *day = slip_booking_day(slot), *hours = slip_booking_hours(slot);
    g_autofree char *text = g_strdup_printf("%s %s", day, hours);
    return frame_row(frame, y, "history", COLOUR_QING_MARK, _("Till now"), text);
}

static bool
must_see_others(const struct session *session)
{
    const char *problem = session->booking.problem;
    return session->booking.moving == NULL && (strcmp(problem, "already_booked") == 0 ||
                                               strcmp(problem, "too_many_bookings") == 0);
}

static void
add_check_keys(const struct frame *frame)
{
    const struct session *session = frame->session;
    bool busy = session->ask_order != 0;
    struct widget other = {.id = "other-time",
                           .name = _("Another time"),
                           .disabled = busy,
                           .send = {.action = SESSION_EDIT, .text = "times"}};
    struct widget yes = {.id = "confirm",
                         .name = busy ? _("Asking the office") : _("Right, book it"),
                         .icon = busy ? NULL : "check",
                         .disabled = busy,
                         sends(SESSION_NEXT)};
    struct widget mine = {.id = "mine",
                          .name = _("See what I booked"),
                          .send = {.action = SESSION_EDIT, .text = "mine"}};
    booking_keys(frame, &other, must_see_others(session) ? &mine : &yes);
}

void
booking_check_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END);
    const struct session_booking *booking = &frame.session->booking;
    const json_t *slot = session_booking_slot(frame.session, booking->slot);
    const json_t *window = json_object_get(booking->slots, "window");
    int y = frame_title(&frame, frame.top + (frame.assisted ? 20 : 32),
                        booking->moving != NULL ? _("Move it like this?")
                                                : _("Book it like this?"),
                        NULL);
    y = booking_card(&frame, y, slot, window, NULL) + 20;
    if (matter(&frame) != NULL)
        y = frame_row(&frame, y, "description", COLOUR_QING_MARK, _("What for"),
                      matter(&frame));
    y = add_who(&frame, y);
    y = add_before(&frame, y);
    g_autofree char *things =
        booking_things(&frame, json_object_get(booking->slots, "bring"));
    if (things != NULL && !frame.assisted)
        y = frame_row(&frame, y, "badge", COLOUR_QING_MARK, _("Bring along"), things);
    y = booking_hurry(&frame, y + 24);
    if (booking_problem(&frame) != NULL)
        booking_state(&frame, y);
    add_check_keys(&frame);
}

/* ---- done ---- */

/* Day and hours, number and code at the left; the code that says the same at the right. */
static int
add_booked(const struct frame *frame, int y)
{
    struct view *view = frame->view;
    const struct session *session = frame->session;
    const json_t *booking = session->booking.booking;
    const json_t *slot = json_object_get(booking, "slot");
    const json_t *window = json_object_get(booking, "window");
    g_autofree char *day = slip_booking_day(slot), *hours = slip_booking_hours(slot);
    g_autofree char *where =
        g_strdup_printf("%s · %s", frame_texts(frame, json_object_get(window, "name")),
                        frame_texts(frame, json_object_get(window, "where")));
    char number[RECEIPT_SHOWN_SIZE], code[8];
    receipt_show(session->receipt.number, number);
    receipt_show_code(session->receipt.query_code, code);
    int qr = 244, pad = 34, x = frame->left + pad, qr_x = frame->right - qr - pad;
    int width = qr_x - x - 8, line = frame->assisted ? 112 : 92;
    enum type_step step = frame->assisted ? TYPE_LARGE : TYPE_TITLE;
    int small = frame->assisted ? 66 : 50;
    int lines = view_text_height(view, where, TYPE_SMALL, false, frame->width - 2 * pad);
    int height = 2 * line + 2 * pad + 3 * small + 10 + MAX(lines - small, 0);
    add(view, .kind = WIDGET_PANEL, .role = ROLE_STATUS, .id = "appointment", .name = day,
        .value = json_text(slot, "id", ""), .detail = hours, .fill = COLOUR_CARD,
        .edge = COLOUR_INK, .bordered = true, .radius = 16,
        .box = {frame->left, y, frame->width, height});
    add(view, .kind = WIDGET_LABEL, .name = day, .step = step, .bold = true,
        .colour = COLOUR_INK, .box = {x, y + pad, width, line});
    add(view, .kind = WIDGET_LABEL, .name = hours, .step = step, .bold = true,
        .colour = COLOUR_INK, .box = {x, y + pad + line, width, line});
    int at = y + pad + 2 * line;
    add(view, .kind = WIDGET_CODE, .role = ROLE_IMAGE, .id = "code",
        .name = _("The number as a code"), .value = session->receipt.code_data,
        .radius = 8, .box = {qr_x, y + pad - 8, qr, qr});
    int full = frame->width - 2 * pad;
    g_autofree char *shown = text_format(N_("Number **%s**"), number);
    g_autofree char *secret = text_format(N_("Query code **%s**"), code);
    int place = MAX(small, view_text_height(view, where, TYPE_SMALL, false, full));
    add(view, .kind = place > small ? WIDGET_TEXT : WIDGET_LABEL, .name = where,
        .step = TYPE_SMALL, .colour = COLOUR_INK, .box = {x, at, full, place});
    at += place - small;
    add(view, .kind = WIDGET_LABEL, .role = ROLE_STATUS, .id = "booking-number",
        .name = shown, .value = session->receipt.number, .step = TYPE_SMALL,
        .colour = COLOUR_INK, .box = {x, at + small, full, small});
    add(view, .kind = WIDGET_LABEL, .role = ROLE_STATUS, .id = "query-code",
        .name = secret, .value = session->receipt.query_code, .step = TYPE_SMALL,
        .colour = COLOUR_INK, .box = {x, at + 2 * small, full, small});
    return y + height;
}

static int
add_advice(const struct frame *frame, int y)
{
    const json_t *booking = frame->session->booking.booking;
    g_autofree char *things = booking_things(frame, json_object_get(booking, "bring"));
    int early = (int)json_integer_value(json_object_get(booking, "early_minutes"));
    int late = (int)json_integer_value(json_object_get(booking, "late_minutes"));
    // The slip says both in full; large letters have room for the one that comes first.
    g_autofree char *when =
        frame->assisted
            ? text_format(N_("%d minutes earlier"), early)
            : text_format(N_("%1$d minutes earlier; kept up to %2$d minutes late"), early,
                          late);
    if (things != NULL)
        y = frame_row(frame, y, "badge", COLOUR_ZHE_MARK, _("Bring along"), things);
    y = frame_row(frame, y, "schedule", COLOUR_QING_MARK, _("When to come"), when);
    if (!frame->assisted)
        y = frame_row(frame, y, "edit_calendar", COLOUR_QING_MARK, _("Not coming"),
                      _("Change it here with the card, or with number and code"));
    return y;
}

void
booking_done_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_END);
    const struct session *session = frame.session;
    bool moved = session->booking.moving != NULL;
    const char *name = session->card == NULL ? NULL : part_name(session);
    g_autofree char *detail =
        name == NULL ? g_strdup(_("The window has agreed: you may come."))
                     : text_format(N_("%s, the window has agreed: you may come."), name);
    struct verdict verdict = {
        .tone = STRIP_GOOD,
        .icon = "check_circle",
        .title = moved ? _("Moved") : _("Booked"),
        .detail = detail,
        .height = frame.assisted ? 200 : 190,
    };
    int paper = frame.assisted ? 210 : 250, keys = frame_keys_top(&frame);
    int y = frame_verdict(&frame, frame.top, &verdict) + (frame.assisted ? 16 : 24);
    y = add_booked(&frame, y) + (frame.assisted ? 4 : 16);
    add_advice(&frame, y);
    part_paper(&frame, keys - paper - 20, paper);
    struct widget finish = {.id = "finish",
                            .name = _("I have everything, finish"),
                            .step = TYPE_LARGE,
                            sends(SESSION_END)};
    frame_primary(&frame, &finish);
}
