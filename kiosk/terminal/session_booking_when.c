// SPDX-License-Identifier: Apache-2.0
// Session: day and time of an appointment, and a place held while the person decides.
#include "session_parts.h"

#include <string.h>

#include "base/json.h"

/* ---- when ---- */

static bool
slot_is_free(const json_t *slot)
{
    return json_integer_value(json_object_get(slot, "taken")) <
           json_integer_value(json_object_get(slot, "capacity"));
}

static bool
day_is_free(const json_t *day)
{
    size_t i;
    json_t *slot;
    json_array_foreach (json_object_get(day, "slots"), i, slot)
        if (slot_is_free(slot))
            return true;
    return false;
}

const json_t *
session_booking_day(const struct session *session, const char *name)
{
    size_t i;
    json_t *day;
    json_array_foreach (json_object_get(session->booking.slots, "days"), i, day)
        if (strcmp(json_text(day, "day", ""), name) == 0)
            return day;
    return NULL;
}

const json_t *
session_booking_slot(const struct session *session, const char *id)
{
    size_t i, j;
    json_t *day, *slot;
    json_array_foreach (json_object_get(session->booking.slots, "days"), i, day)
        json_array_foreach (json_object_get(day, "slots"), j, slot)
            if (strcmp(json_text(slot, "id", ""), id) == 0)
                return slot;
    return NULL;
}

size_t
session_booking_open_days(const struct session *session, const json_t *days_out[],
                          size_t most)
{
    size_t i, count = 0;
    json_t *day;
    json_array_foreach (json_object_get(session->booking.slots, "days"), i, day)
        if (json_array_size(json_object_get(day, "slots")) > 0 && count < most)
            days_out[count++] = day;
    return count;
}

/* Shows the days among which the chosen one is. */
static void
show_day(struct session_booking *booking, const struct session *session)
{
    const json_t *days[BOOKING_DAYS_MAX];
    size_t count = session_booking_open_days(session, days, BOOKING_DAYS_MAX);
    for (size_t i = 0; i < count; i++)
        if (strcmp(json_text(days[i], "day", ""), booking->day) == 0)
            booking->days_at =
                (int)(i / SESSION_BOOKING_DAYS_SHOWN * SESSION_BOOKING_DAYS_SHOWN);
}

/* The day that was chosen, else the first one with a place left. */
static void
choose_day(struct session *session)
{
    struct session_booking *booking = &session->booking;
    const json_t *days[BOOKING_DAYS_MAX];
    size_t count = session_booking_open_days(session, days, BOOKING_DAYS_MAX);
    if (session_booking_day(session, booking->day) == NULL) {
        booking->day[0] = '\0';
        booking->day_chosen = false;
    }
    for (size_t i = 0; i < count && booking->day[0] == '\0'; i++)
        if (day_is_free(days[i]))
            g_strlcpy(booking->day, json_text(days[i], "day", ""), sizeof booking->day);
    if (booking->day[0] == '\0' && count > 0)
        g_strlcpy(booking->day, json_text(days[0], "day", ""), sizeof booking->day);
    const json_t *slot = session_booking_slot(session, booking->slot);
    if (slot == NULL || !slot_is_free(slot))
        booking->slot[0] = '\0';
    show_day(booking, session);
}

SESSION_HANDLER(session_booking_when)
{
    (void)effects;
    struct session_booking *booking = &session->booking;
    const char *which = event->text2 != NULL ? event->text2 : "";
    if (session->ask_order != 0)
        return false;
    if (g_strcmp0(event->text, "day") == 0 && session_booking_day(session, which)) {
        g_strlcpy(booking->day, which, sizeof booking->day);
        booking->day_chosen = true;
        booking->slot[0] = '\0';
        session->part = 0;
        return true;
    }
    const json_t *slot = session_booking_slot(session, which);
    if (g_strcmp0(event->text, "slot") != 0 || slot == NULL || !slot_is_free(slot))
        return false;
    g_strlcpy(booking->slot, which, sizeof booking->slot);
    g_strlcpy(booking->day, json_text(slot, "day", ""), sizeof booking->day);
    booking->problem[0] = '\0';
    return true;
}

SESSION_HANDLER(session_booking_when_edit)
{
    (void)effects;
    struct session_booking *booking = &session->booking;
    const json_t *days[BOOKING_DAYS_MAX];
    int count = (int)session_booking_open_days(session, days, BOOKING_DAYS_MAX);
    if (g_strcmp0(event->text, "day") == 0) {
        booking->day_chosen = false;
        booking->slot[0] = '\0';
        return true;
    }
    if (g_strcmp0(event->text, "days") != 0 || count == 0)
        return false;
    booking->days_at += SESSION_BOOKING_DAYS_SHOWN;
    if (booking->days_at >= count)
        booking->days_at = 0;
    return true;
}

SESSION_HANDLER(session_booking_hold)
{
    (void)event;
    struct session_booking *booking = &session->booking;
    if (booking->slot[0] == '\0' || session->ask_order != 0)
        return false;
    json_t *body = json_pack("{s:s}", "slot", booking->slot);
    if (booking->hold_id[0] != '\0')
        json_object_set_new(body, "instead_of", json_string(booking->hold_id));
    session_booking_make_id(session, booking->hold_id);
    // Another hold is another booking: an old one may have got through without an answer.
    session_booking_make_id(session, booking->booking_id);
    json_object_set_new(body, "hold_id", json_string(booking->hold_id));
    session_booking_ask(session, "holdSlot", body, effects);
    return true;
}

SESSION_HANDLER(session_booking_when_back)
{
    (void)event;
    session_ask_forget(session);
    session->booking.problem[0] = '\0';
    if (session->assisted && session->booking.day_chosen) {
        session->booking.day_chosen = false;
        session->booking.slot[0] = '\0';
    } else if (session->booking.moving != NULL) {
        session_go(session, SCREEN_BOOKING_MINE, effects);
    } else {
        session_go(session, SCREEN_BOOKING, effects);
    }
    return true;
}

void
session_booking_took_slots(struct session *session, const struct session_event *event,
                           struct effects *effects)
{
    (void)effects;
    session_booking_keep(&session->booking.slots, event->json);
    choose_day(session);
}

/* Somebody was quicker: the next free slot is chosen, and everything listed anew. */
void
session_booking_offer_next(struct session *session, const struct session_event *event,
                           struct effects *effects)
{
    struct session_booking *booking = &session->booking;
    const json_t *next = json_object_get(event->json, "next");
    const json_t *first = json_array_get(next, 0);
    session_booking_keep(&booking->offered, next);
    booking->held_until_monotonic_ms = 0;
    booking->hold_id[0] = '\0'; // the office let go of the one before
    booking->seconds_left = -1;
    g_strlcpy(booking->slot, json_text(first, "id", ""), sizeof booking->slot);
    if (first != NULL) {
        g_strlcpy(booking->day, json_text(first, "day", ""), sizeof booking->day);
        booking->day_chosen = true;
    }
    session_booking_problem(session, json_text(event->json, "code", ""));
    session_go(session, SCREEN_BOOKING_SLOTS, effects);
    session_booking_list(session, effects);
}

void
session_booking_took_hold(struct session *session, const struct session_event *event,
                          struct effects *effects)
{
    struct session_booking *booking = &session->booking;
    int64_t expires_ms = 0;
    if (event->number != 200) {
        session_booking_offer_next(session, event, effects);
        return;
    }
    clock_parse(json_text(event->json, "expires_at", ""), &expires_ms);
    // The two clocks may differ: never longer than the office keeps anything.
    int64_t kept_ms = CLAMP(expires_ms - event->now_ms, 0, 3600 * 1000);
    booking->held_until_monotonic_ms = event->monotonic_ms + kept_ms;
    booking->seconds_left = -1;
    session_booking_after_hold(session, effects);
}

/* ---- time ---- */

static bool
shows_hold(const struct session *session)
{
    return session->booking.held_until_monotonic_ms > 0 &&
           (session->screen == SCREEN_BOOKING_CARD ||
            session->screen == SCREEN_BOOKING_NUMBER ||
            session->screen == SCREEN_BOOKING_CHECK);
}

bool
session_booking_pass_time(struct session *session)
{
    struct session_booking *booking = &session->booking;
    int left = -1;
    if (shows_hold(session)) {
        int64_t left_ms = booking->held_until_monotonic_ms - session->monotonic_ms;
        left = (int)(MAX(left_ms, 0) + 999) / 1000;
        left = left > SESSION_BOOKING_HURRY_S ? -1 : left;
    }
    bool changed = left != booking->seconds_left;
    booking->seconds_left = left;
    return changed;
}

int64_t
session_booking_next_tick(const struct session *session)
{
    const struct session_booking *booking = &session->booking;
    if (!shows_hold(session) || booking->seconds_left == 0)
        return INT64_MAX;
    int64_t hurry =
        booking->held_until_monotonic_ms - (int64_t)SESSION_BOOKING_HURRY_S * 1000;
    if (booking->seconds_left < 0)
        return hurry;
    return booking->held_until_monotonic_ms - (int64_t)(booking->seconds_left - 1) * 1000;
}
