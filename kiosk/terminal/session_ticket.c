// SPDX-License-Identifier: Apache-2.0
/* Session: how a matter that could not be done (办不成事) stands. Its number begins with B and
 * needs no query code: the answer says nothing of the person or of what they wrote. */
#include "session_parts.h"

#include <string.h>

#include "base/json.h"

bool
session_ticket_turn(struct session *session)
{
    struct session_progress *progress = &session->progress;
    progress->ticket = !progress->ticket;
    progress->number[0] = '\0';
    progress->problem = PROGRESS_GOOD;
    session->code_unknown = false;
    return true;
}

void
session_ticket_ask(struct session *session, struct effects *effects)
{
    char number[2 + PROGRESS_NUMBER_DIGITS];
    g_snprintf(number, sizeof number, "B%s", session->progress.number);
    session->progress.problem = PROGRESS_GOOD;
    session_ask(session, "ticket",
                json_pack("{s:s, s:s}", "terminal", session->terminal, "number", number),
                effects);
}

SESSION_HANDLER(session_ticket_answered)
{
    struct session_progress *progress = &session->progress;
    if (event->order == 0 || event->order != session->ask_order)
        return false;
    session_ask_forget(session);
    if (event->number != 200) {
        progress->problem = event->number == 404 ? PROGRESS_NO_TICKET
                                                 : PROGRESS_NO_OFFICE;
        return true;
    }
    json_decref(progress->ticket_told);
    progress->ticket_told = json_deep_copy(event->json);
    session_go(session, SCREEN_TICKET, effects);
    return true;
}

/* Once more, when the office did not answer; else it is the card that is tried again. */
SESSION_HANDLER(session_ticket_retry)
{
    if (session->progress.problem != PROGRESS_NO_OFFICE)
        return session_card_retry(session, event, effects);
    if (session->ask_order != 0)
        return false;
    session_ticket_ask(session, effects);
    return true;
}
