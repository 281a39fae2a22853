// SPDX-License-Identifier: Apache-2.0
// Session: what time alone brings.
#include "session_parts.h"

#include <string.h>

static int64_t
answer_ms(const struct session *session)
{
    return session->assisted ? SESSION_IDLE_ANSWER_ASSISTED_MS : SESSION_IDLE_ANSWER_MS;
}

/* How long nobody may touch before it is asked. */
static int64_t
idle_ms(const struct session *session)
{
    if (session->assisted)
        return SESSION_IDLE_ASSISTED_MS;
    // The last screen shows a name and a number to whoever comes by.
    if (session->screen == SCREEN_DONE || session->screen == SCREEN_BOOKING_DONE ||
        session->screen == SCREEN_DELIVERED || session->screen == SCREEN_QUEUE_DONE)
        return SESSION_DONE_MS - SESSION_IDLE_ANSWER_MS;
    return SESSION_IDLE_MS;
}

/* The person waits for the machine, not the machine for the person. */
static bool
is_busy(const struct session *session)
{
    return session->screen == SCREEN_SUBMITTING || session_prints(session) ||
           session->scan_order != 0;
}

/* Somebody changed the language or the mode, or asked for help, and went away. */
static bool
is_touched_at_rest(const struct session *session)
{
    return !session_look_is_first(session) || session->speech_open ||
           session->volume != 0 || session->dialog != DIALOG_NONE ||
           session->help != HELP_NONE ||
           strcmp(session->language, SESSION_LANGUAGE_FIRST) != 0;
}

static bool
rest(struct session *session, struct effects *effects)
{
    if (!is_touched_at_rest(session) ||
        session->monotonic_ms < session->touched_monotonic_ms + idle_ms(session))
        return false;
    session->dialog = DIALOG_NONE;
    session->help = HELP_NONE;
    session_first_ways(session, effects);
    return true;
}

static bool
ask_idle(struct session *session, struct effects *effects)
{
    int64_t asked = session->touched_monotonic_ms + idle_ms(session);
    int64_t over = asked + answer_ms(session);
    if (session->monotonic_ms < asked) {
        bool was_open = session->dialog == DIALOG_IDLE;
        if (was_open)
            session->dialog = DIALOG_NONE; // a card was laid down: somebody is there
        return was_open;
    }
    if (session->monotonic_ms >= over) {
        session_end_visit(session, effects);
        return true;
    }
    int left = (int)((over - session->monotonic_ms + 999) / 1000);
    bool changed = session->dialog != DIALOG_IDLE || left != session->idle_seconds_left;
    session->dialog = DIALOG_IDLE;
    session->idle_seconds_left = left;
    return changed;
}

static bool
wait_for_case(struct session *session, struct effects *effects)
{
    int64_t waited = session->monotonic_ms - session->step_monotonic_ms;
    if (session->stored && waited >= SESSION_DELIVERY_WAIT_MS) {
        session_done(session, effects);
        return true;
    }
    if (!session->stored && waited >= SESSION_STORE_WAIT_MS) {
        session_fault(session, "outbox", "noAnswer", effects);
        return true;
    }
    return false;
}

static bool
pass_visit_time(struct session *session, struct effects *effects)
{
    if (session_is_staff(session))
        return session_staff_time(session, effects);
    if (session->screen == SCREEN_SUBMITTING)
        return wait_for_case(session, effects);
    if (!is_busy(session))
        return ask_idle(session, effects);
    bool asked = session->dialog == DIALOG_IDLE;
    if (asked)
        session->dialog = DIALOG_NONE;
    session->touched_monotonic_ms = session->monotonic_ms;
    return asked;
}

bool
session_pass_time(struct session *session, struct effects *effects)
{
    bool taken = session_paper_looks(session);
    if (!session_in_visit(session))
        return rest(session, effects) || taken;
    bool changed = pass_visit_time(session, effects);
    session_card_pass_time(session, effects);
    return session_booking_pass_time(session) || changed;
}

static int64_t
next_question(const struct session *session)
{
    int64_t asked = session->touched_monotonic_ms + idle_ms(session);
    if (is_busy(session))
        return INT64_MAX;
    if (session->dialog != DIALOG_IDLE)
        return asked;
    // The next whole second of the count-down.
    int64_t over = asked + answer_ms(session);
    return over - (int64_t)(session->idle_seconds_left - 1) * 1000;
}

int64_t
session_next_tick(const struct session *session)
{
    if (!session_in_visit(session)) {
        int64_t left = session->paper_left_until_ms, lost = session->behind.lost_until_ms;
        int64_t paper = MIN(left != 0 ? left : INT64_MAX, lost != 0 ? lost : INT64_MAX);
        return MIN(paper, is_touched_at_rest(session)
                              ? session->touched_monotonic_ms + idle_ms(session)
                              : INT64_MAX);
    }
    if (session_is_staff(session))
        return session_staff_tick(session);
    if (session->screen == SCREEN_SUBMITTING)
        return session->step_monotonic_ms +
               (session->stored ? SESSION_DELIVERY_WAIT_MS : SESSION_STORE_WAIT_MS);
    int64_t card = session->card_again_ms != 0 ? session->card_again_ms : INT64_MAX;
    return MIN(MIN(next_question(session), card), session_booking_next_tick(session));
}
