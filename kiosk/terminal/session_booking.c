// SPDX-License-Identifier: Apache-2.0
// Session: an appointment: what for, when, for whom. session_booking_mine.c has what is done
// with one that is there already.
#include "session_parts.h"

#include <string.h>

#include "base/json.h"
#include "base/uuid.h"
#include "core/identity.h"
#include "core/slip_booking.h"

/* ---- shared by both files ---- */

void
session_booking_forget(struct session *session)
{
    struct session_booking *booking = &session->booking;
    json_t *owned[] = {booking->question, booking->windows, booking->slots,
                       booking->offered,  booking->mine,    booking->booking,
                       booking->moving};
    for (size_t i = 0; i < G_N_ELEMENTS(owned); i++)
        json_decref(owned[i]);
    explicit_bzero(booking, sizeof *booking);
    booking->seconds_left = -1;
}

void
session_booking_keep(json_t **place, const json_t *value)
{
    json_decref(*place);
    *place = json_deep_copy(value);
}

void
session_booking_problem(struct session *session, const char *word)
{
    g_strlcpy(session->booking.problem, word, sizeof session->booking.problem);
}

void
session_booking_ask(struct session *session, const char *operation, json_t *body,
                    struct effects *effects)
{
    struct session_booking *booking = &session->booking;
    json_object_set_new(body, "terminal", json_string(session->terminal));
    // The same value may stand in booking->question already, when it is asked again.
    json_t *question = json_deep_copy(body);
    json_decref(booking->question);
    booking->question = question;
    g_strlcpy(booking->operation, operation, sizeof booking->operation);
    session_ask(session, operation, body, effects);
}

/* A name for what this terminal makes: unique, and no secret. Time, terminal and the number of
 * the last order never come together twice. */
static void
make_id(struct session *session, char id_out[37])
{
    struct uuid_source source = {0};
    uint8_t noise[10];
    int64_t parts[2] = {session->monotonic_ms,
                        ((int64_t)++session->last_order << 16) + atoi(session->terminal)};
    GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
    guint8 digest[32];
    gsize size = sizeof digest;
    g_checksum_update(sum, (const guchar *)parts, sizeof parts);
    g_checksum_get_digest(sum, digest, &size);
    g_checksum_free(sum);
    memcpy(noise, digest, sizeof noise);
    uuid_make(&source, session->now_ms, noise, id_out);
}

/* ---- what for ---- */

void
session_booking_begin(struct session *session, struct effects *effects)
{
    session_booking_forget(session);
    session->draft_lost = false;
    session_go(session, SCREEN_BOOKING, effects);
    session_booking_ask(session, "listWindows", json_object(), effects);
}

void
session_booking_list(struct session *session, struct effects *effects)
{
    struct session_booking *booking = &session->booking;
    struct clock_date today = session_today(session);
    char day[16];
    bool service = booking->service[0] != '\0';
    g_snprintf(day, sizeof day, "%04d-%02d-%02d", today.year, today.month, today.day);
    session_booking_ask(session, "listSlots",
                        json_pack("{s:s, s:s, s:i}", service ? "service" : "window",
                                  service ? booking->service : booking->window,
                                  "from_day", day, "days", SESSION_BOOKING_DAYS),
                        effects);
}

static void
begin_slots(struct session *session, struct effects *effects)
{
    struct session_booking *booking = &session->booking;
    json_decref(booking->slots);
    booking->slots = NULL;
    booking->day[0] = booking->slot[0] = booking->problem[0] = '\0';
    booking->day_chosen = false;
    booking->days_at = 0;
    session_go(session, SCREEN_BOOKING_SLOTS, effects);
    session_booking_list(session, effects);
}

SESSION_HANDLER(session_booking_what)
{
    struct session_booking *booking = &session->booking;
    bool service = g_strcmp0(event->text, "service") == 0;
    if (event->text2 == NULL || (!service && g_strcmp0(event->text, "window") != 0))
        return false;
    booking->service[0] = booking->window[0] = '\0';
    g_strlcpy(service ? booking->service : booking->window, event->text2,
              sizeof booking->window);
    booking->purpose = BOOKING_NEW;
    json_decref(booking->moving);
    booking->moving = NULL;
    begin_slots(session, effects);
    return true;
}

void
session_booking_move(struct session *session, const json_t *moving,
                     struct effects *effects)
{
    struct session_booking *booking = &session->booking;
    session_booking_keep(&booking->moving, moving);
    g_strlcpy(booking->service, json_text(moving, "service", ""),
              sizeof booking->service);
    g_strlcpy(booking->window, json_text(json_object_get(moving, "window"), "id", ""),
              sizeof booking->window);
    begin_slots(session, effects);
}

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
    make_id(session, booking->hold_id);
    // Another hold is another booking: an old one may have got through without an answer.
    make_id(session, booking->booking_id);
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

/* ---- for whom ---- */

static bool
knows_person(const struct session *session)
{
    return session->card != NULL || session->booking.id_number[0] != '\0';
}

/* The place is held: who it is for, unless that is known, and whether all of it is right. */
static void
after_hold(struct session *session, struct effects *effects)
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

/* ---- answers ---- */

static void
took_windows(struct session *session, const struct session_event *event,
             struct effects *effects)
{
    (void)effects;
    session_booking_keep(&session->booking.windows, event->json);
}

static void
took_slots(struct session *session, const struct session_event *event,
           struct effects *effects)
{
    (void)effects;
    session_booking_keep(&session->booking.slots, event->json);
    choose_day(session);
}

/* Somebody was quicker: the next free slot is chosen, and everything listed anew. */
static void
offer_next(struct session *session, const struct session_event *event,
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

static void
took_hold(struct session *session, const struct session_event *event,
          struct effects *effects)
{
    struct session_booking *booking = &session->booking;
    int64_t expires_ms = 0;
    if (event->number != 200) {
        offer_next(session, event, effects);
        return;
    }
    clock_parse(json_text(event->json, "expires_at", ""), &expires_ms);
    // The two clocks may differ: never longer than the office keeps anything.
    int64_t kept_ms = CLAMP(expires_ms - event->now_ms, 0, 3600 * 1000);
    booking->held_until_monotonic_ms = event->monotonic_ms + kept_ms;
    booking->seconds_left = -1;
    after_hold(session, effects);
}

/* Booked: number and code stand where those of a case stand, so that paper and faults know
 * them. */
static void
took_booking(struct session *session, const struct session_event *event,
             struct effects *effects)
{
    struct session_booking *booking = &session->booking;
    const char *word = json_text(event->json, "code", "");
    if (event->number >= 400 &&
        (strcmp(word, "hold_over") == 0 || strcmp(word, "too_late") == 0)) {
        offer_next(session, event, effects);
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

static const struct {
    const char *operation;
    bool refusable; // an error with a word of its own is an answer, too
    void (*take)(struct session *session, const struct session_event *event,
                 struct effects *effects);
} takers[] = {
    {"listWindows", false, took_windows},
    {"listSlots", false, took_slots},
    {"holdSlot", true, took_hold},
    {"confirmBooking", true, took_booking},
    {"changeBooking", true, took_booking},
    {"findBookings", true, session_booking_found},
    {"cancelBooking", true, session_booking_cancelled},
};

static bool
is_refusal(int status)
{
    return status == 404 || status == 409 || status == 429;
}

SESSION_HANDLER(session_booking_answered)
{
    if (event->order == 0 || event->order != session->ask_order || event->text == NULL)
        return false;
    session_ask_forget(session);
    for (size_t i = 0; i < G_N_ELEMENTS(takers); i++) {
        bool good = event->number >= 200 && event->number < 300;
        if (strcmp(takers[i].operation, event->text) != 0 || event->json == NULL)
            continue;
        if (good || (takers[i].refusable && is_refusal(event->number))) {
            takers[i].take(session, event, effects);
            return true;
        }
    }
    session->booking.from = (int)session->screen;
    session_go(session, SCREEN_BOOKING_AWAY, effects);
    return true;
}

SESSION_HANDLER(session_booking_again)
{
    (void)event;
    struct session_booking *booking = &session->booking;
    if (booking->question == NULL)
        return false;
    session_go(session, (enum screen_id)booking->from, effects);
    session_booking_ask(session, booking->operation, json_deep_copy(booking->question),
                        effects);
    return true;
}

SESSION_HANDLER(session_booking_home)
{
    (void)event;
    session_ask_forget(session);
    session_booking_forget(session);
    session_go(session, SCREEN_HOME, effects);
    return true;
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
        .large = session->assisted,
        .name = name[0] != '\0' ? name : json_text(session->card, "name_latin", ""),
    };
    return slip_booking(&slip);
}
