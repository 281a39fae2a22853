// SPDX-License-Identifier: Apache-2.0
/* Session: the code of a slip, held to the reader instead of typing its number. It says which
 * matter; that it is theirs the person still shows with the query code. */
#include "session_parts.h"

#include <string.h>
#include <kiosk/booking.h>

static bool
waits_for_code(const struct session *session)
{
    bool mine = session->booking.purpose == BOOKING_MINE;
    return session->screen == SCREEN_PROGRESS_WHO ||
           (mine && (session->screen == SCREEN_BOOKING_CARD ||
                     session->screen == SCREEN_BOOKING_NUMBER));
}

bool
session_can_read_code(const struct session *session)
{
    const struct session_device *device = session_device(session, "code");
    return device != NULL && session_device_is_usable(device);
}

void
session_code_follow(struct session *session, struct effects *effects)
{
    bool wanted = waits_for_code(session) && session_can_read_code(session);
    if (!wanted && session->code_order != 0) {
        session_effect(effects, EFFECT_CANCEL_CODE);
        session->code_order = 0;
    }
    if (!waits_for_code(session))
        session->code_unknown = false;
    if (wanted && session->code_order == 0)
        session->code_order = session_order(session, effects, EFFECT_READ_CODE)->order;
}

/* The number before the next bar, when it is one of ours. */
static bool
take_number(const char *text, char number_out[PROGRESS_NUMBER_DIGITS + 1])
{
    const char *bar = strchr(text, '|');
    if (bar == NULL || bar - text != PROGRESS_NUMBER_DIGITS)
        return false;
    char number[PROGRESS_NUMBER_DIGITS + 1] = {0};
    memcpy(number, text, PROGRESS_NUMBER_DIGITS);
    if (!receipt_is_good(number))
        return false;
    memcpy(number_out, number, sizeof number);
    return true;
}

static bool
open_case(struct session *session, const char *text, struct effects *effects)
{
    char number[PROGRESS_NUMBER_DIGITS + 1];
    if (!take_number(text, number))
        return false;
    session_progress_forget(session);
    json_decref(session->card);
    session->card = NULL;
    g_strlcpy(session->progress.number, number, sizeof session->progress.number);
    session_go(session, SCREEN_PROGRESS_CODE, effects);
    return true;
}

/* What could not be done: B and its number, as on the slip. */
static bool
open_ticket(struct session *session, const char *text, struct effects *effects)
{
    if (text[0] != 'B' || strlen(text) != 1 + PROGRESS_NUMBER_DIGITS ||
        !receipt_is_good(text + 1) || session->screen != SCREEN_PROGRESS_WHO)
        return false;
    session_ask_forget(session);
    session_progress_forget(session);
    session->progress.ticket = true;
    g_strlcpy(session->progress.number, text + 1, sizeof session->progress.number);
    session_ticket_ask(session, effects);
    return true;
}

static bool
open_booking(struct session *session, const char *text, struct effects *effects)
{
    const size_t prefix = strlen(BOOKING_CODE_PREFIX "|");
    char number[PROGRESS_NUMBER_DIGITS + 1];
    if (strncmp(text, BOOKING_CODE_PREFIX "|", prefix) != 0 ||
        !take_number(text + prefix, number))
        return false;
    session->booking.purpose = BOOKING_MINE;
    session->booking.problem[0] = session->booking.code[0] = '\0';
    g_strlcpy(session->booking.number, number, sizeof session->booking.number);
    session_go(session, SCREEN_BOOKING_NUMBER, effects);
    g_strlcpy(session->focus, "code", sizeof session->focus);
    return true;
}

/* The signature is the office's to check: who forges a number still lacks its query code. */
SESSION_HANDLER(session_code_read)
{
    if (event->order == 0 || event->order != session->code_order || event->text == NULL)
        return false;
    session->code_order = 0; // and it waits for the next one
    session->touched_monotonic_ms = session->monotonic_ms;
    session->code_unknown = !open_booking(session, event->text, effects) &&
                            !open_ticket(session, event->text, effects) &&
                            !open_case(session, event->text, effects);
    return true;
}

SESSION_HANDLER(session_code_failed)
{
    (void)effects;
    if (event->order == 0 || event->order != session->code_order)
        return false;
    session->code_order = 0; // its status tells, if it is more than that nobody came
    return false;
}
