// SPDX-License-Identifier: Apache-2.0
// Session: an appointment: what for, and what the office answers. session_booking_when.c has
// day and time, session_booking_yes.c for whom and the yes, session_booking_mine.c what is done
// with one that is there already, session_queue.c a number for now.
#include "session_parts.h"

#include <string.h>

#include "base/json.h"
#include "base/uuid.h"

/* ---- shared by all of them ---- */

void
session_booking_forget(struct session *session)
{
    struct session_booking *booking = &session->booking;
    json_t *owned[] = {booking->question, booking->windows, booking->slots,
                       booking->offered,  booking->mine,    booking->booking,
                       booking->moving,   booking->queues,  booking->ticket};
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
void
session_booking_make_id(struct session *session, char id_out[37])
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

/* ---- answers ---- */

static void
took_windows(struct session *session, const struct session_event *event,
             struct effects *effects)
{
    (void)effects;
    session_booking_keep(&session->booking.windows, event->json);
}

static const struct {
    const char *operation;
    bool refusable; // an error with a word of its own is an answer, too
    void (*take)(struct session *session, const struct session_event *event,
                 struct effects *effects);
} takers[] = {
    {"listWindows", false, took_windows},
    {"listSlots", false, session_booking_took_slots},
    {"holdSlot", true, session_booking_took_hold},
    {"confirmBooking", true, session_booking_took_booking},
    {"changeBooking", true, session_booking_took_booking},
    {"findBookings", true, session_booking_found},
    {"cancelBooking", true, session_booking_cancelled},
    {"listQueues", false, session_queue_told},
    {"takeTicket", true, session_queue_took},
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
