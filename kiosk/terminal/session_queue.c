// SPDX-License-Identifier: Apache-2.0
// Session: a number for a window that is open now. The office says which are, and gives it;
// it is asked and asked again as for an appointment (session_booking.c).
#include "session_parts.h"

#include <string.h>

#include "base/json.h"
#include "core/slip_queue.h"

SESSION_HANDLER(session_queue_open)
{
    (void)event;
    session_ask_forget(session);
    session->booking.problem[0] = '\0';
    session_go(session, SCREEN_QUEUE, effects);
    session_booking_ask(session, "listQueues", json_object(), effects);
    return true;
}

bool
session_queue_is_open(const json_t *queue)
{
    return strcmp(json_text(queue, "state", ""), "open") == 0;
}

size_t
session_queue_count_open(const struct session *session)
{
    size_t i, count = 0;
    json_t *queue;
    json_array_foreach (json_object_get(session->booking.queues, "queues"), i, queue)
        count += session_queue_is_open(queue);
    return count;
}

SESSION_HANDLER(session_queue_take)
{
    struct session_booking *booking = &session->booking;
    size_t i;
    json_t *queue;
    if (session->ask_order != 0 || g_strcmp0(event->text, "queue") != 0)
        return false;
    json_array_foreach (json_object_get(booking->queues, "queues"), i, queue) {
        const char *id = json_text(json_object_get(queue, "window"), "id", "");
        if (g_strcmp0(event->text2, id) != 0 || !session_queue_is_open(queue))
            continue;
        // Another one is wanted only after this one was refused.
        session_booking_make_id(session, booking->ticket_id);
        session_booking_ask(
            session, "takeTicket",
            json_pack("{s:s, s:s}", "ticket_id", booking->ticket_id, "window", id),
            effects);
        return true;
    }
    return false;
}

/* To an appointment instead; the windows that can be booked are known already. */
SESSION_HANDLER(session_queue_back)
{
    (void)event;
    session_ask_forget(session);
    session->booking.problem[0] = '\0';
    session_go(session, SCREEN_BOOKING, effects);
    return true;
}

void
session_queue_told(struct session *session, const struct session_event *event,
                   struct effects *effects)
{
    (void)effects;
    session_booking_keep(&session->booking.queues, event->json);
}

void
session_queue_took(struct session *session, const struct session_event *event,
                   struct effects *effects)
{
    struct session_booking *booking = &session->booking;
    if (event->number >= 400) { // it has closed meanwhile: how it is now
        session_booking_ask(session, "listQueues", json_object(), effects);
        session_booking_problem(session, json_text(event->json, "code", ""));
        return;
    }
    session_booking_keep(&booking->ticket, event->json);
    session->receipt.submitted_ms = event->now_ms;
    g_strlcpy(session->receipt.case_id, json_text(event->json, "ticket_id", ""),
              sizeof session->receipt.case_id);
    session->stored = session->delivered = true;
    session_done(session, effects);
}

json_t *
session_queue_slip(const struct session *session)
{
    const struct slip_queue slip = {
        .ticket = session->booking.ticket,
        .place = session->place,
        .terminal = session->terminal,
        .language = session->language,
        .large = session->assisted,
    };
    return slip_queue(&slip);
}
