// SPDX-License-Identifier: Apache-2.0
// Session: for whom an appointment is, the yes, and its slip.
#include "session_parts.h"

#include <string.h>

#include "base/json.h"
#include "core/identity.h"
#include "core/slip_booking.h"

/* ---- for whom ---- */

static bool
knows_person(const struct session *session)
{
    return session->card != NULL || session->booking.id_number[0] != '\0';
}

/* The place is held: who it is for, unless that is known, and whether all of it is right. */
void
session_booking_after_hold(struct session *session, struct effects *effects)
{
    struct session_booking *booking = &session->booking;
    bool who = booking->moving != NULL || knows_person(session);
    session_go(session, who ? SCREEN_BOOKING_CHECK : SCREEN_BOOKING_CARD, effects);
}

void
session_booking_card(struct session *session, struct effects *effects)
{
    session->booking.id_number[0] = '\0';
    if (session->booking.purpose == BOOKING_MINE)
        session_booking_find(session, effects);
    else
        session_go(session, SCREEN_BOOKING_CHECK, effects);
}

SESSION_HANDLER(session_booking_card_edit)
{
    if (g_strcmp0(event->text, "number") != 0)
        return false;
    session->booking.problem[0] = '\0';
    session_go(session, SCREEN_BOOKING_NUMBER, effects);
    g_strlcpy(session->focus,
              session->booking.purpose == BOOKING_MINE ? "number" : "id_number",
              sizeof session->focus);
    return true;
}

SESSION_HANDLER(session_booking_card_back)
{
    (void)event;
    session_ask_forget(session);
    session_go(session,
               session->booking.purpose == BOOKING_MINE ? SCREEN_BOOKING
                                                        : SCREEN_BOOKING_SLOTS,
               effects);
    return true;
}

bool
session_booking_typed_id(struct session *session, struct effects *effects)
{
    struct clock_date today = session_today(session);
    if (identity_check(session->booking.id_number, &today) != IDENTITY_GOOD) {
        session_booking_problem(session, "id_wrong");
        return true;
    }
    session->booking.problem[0] = '\0';
    session_go(session, SCREEN_BOOKING_CHECK, effects);
    return true;
}

/* ---- yes ---- */

static void
ask_change(struct session *session, struct effects *effects)
{
    const struct session_booking *booking = &session->booking;
    session_booking_ask(session, "changeBooking",
                        json_pack("{s:O, s:O, s:s}", "booking_number",
                                  json_object_get(booking->moving, "booking_number"),
                                  "code", json_object_get(booking->moving, "code"),
                                  "hold_id", booking->hold_id),
                        effects);
}

static void
ask_confirm(struct session *session, struct effects *effects)
{
    const struct session_booking *booking = &session->booking;
    const char *latin = json_text(session->card, "name_latin", "");
    const char *name = json_text(session->card, "name", "");
    json_t *body =
        json_pack("{s:s, s:s, s:s, s:s}", "booking_id", booking->booking_id, "hold_id",
                  booking->hold_id, "name", name[0] != '\0' ? name : latin, "id_number",
                  session->card != NULL ? json_text(session->card, "id_number", "")
                                        : booking->id_number);
    if (booking->service[0] != '\0')
        json_object_set_new(body, "service", json_string(booking->service));
    session_booking_ask(session, "confirmBooking", body, effects);
}

SESSION_HANDLER(session_booking_confirm)
{
    (void)event;
    if (session->ask_order != 0)
        return false;
    session->booking.problem[0] = '\0';
    if (session->booking.moving != NULL)
        ask_change(session, effects);
    else
        ask_confirm(session, effects);
    return true;
}

SESSION_HANDLER(session_booking_check_edit)
{
    if (session->ask_order != 0)
        return false;
    if (g_strcmp0(event->text, "mine") == 0)
        return session_booking_open_mine(session, effects);
    if (g_strcmp0(event->text, "times") != 0)
        return false;
    session->booking.problem[0] = '\0';
    session_go(session, SCREEN_BOOKING_SLOTS, effects);
    session_booking_list(session, effects);
    return true;
}

SESSION_HANDLER(session_booking_check_back)
{
    (void)event;
    session_ask_forget(session);
    session->booking.problem[0] = '\0';
    session_go(session, SCREEN_BOOKING_SLOTS, effects);
    session_booking_list(session, effects);
    return true;
}

/* Booked: number and code stand where those of a case stand, so that paper and faults know
 * them. */
void
session_booking_took_booking(struct session *session, const struct session_event *event,
                             struct effects *effects)
{
    struct session_booking *booking = &session->booking;
    const char *word = json_text(event->json, "code", "");
    if (event->number >= 400 &&
        (strcmp(word, "hold_over") == 0 || strcmp(word, "too_late") == 0)) {
        session_booking_offer_next(session, event, effects);
        return;
    }
    if (event->number >= 400) {
        session_booking_problem(session, word);
        return;
    }
    session_booking_keep(&booking->booking, event->json);
    booking->held_until_monotonic_ms = 0;
    booking->seconds_left = -1;
    struct session_receipt *receipt = &session->receipt;
    session_wipe_text(&receipt->code_data);
    *receipt = (struct session_receipt){
        .code_data = g_strdup(json_text(event->json, "code_data", "")),
        .submitted_ms = event->now_ms,
    };
    g_strlcpy(receipt->case_id, json_text(event->json, "booking_id", ""),
              sizeof receipt->case_id);
    g_strlcpy(receipt->number, json_text(event->json, "booking_number", ""),
              sizeof receipt->number);
    g_strlcpy(receipt->query_code, json_text(event->json, "code", ""),
              sizeof receipt->query_code);
    session->stored = session->delivered = true;
    session_done(session, effects);
}

/* ---- the slip ---- */

json_t *
session_booking_slip(const struct session *session)
{
    const char *name = json_text(session->card, "name", "");
    const struct slip_booking slip = {
        .booking = session->booking.booking,
        .place = session->place,
        .terminal = session->terminal,
        .language = session->language,
        .now_ms = session->now_ms,
        .large = session->assisted,
        .name = name[0] != '\0' ? name : json_text(session->card, "name_latin", ""),
    };
    return slip_booking(&slip);
}
