// SPDX-License-Identifier: Apache-2.0
// Session: how a case stands. Card or number, query code, the course of it.
#include "session_parts.h"

#include <string.h>

#include "base/json.h"
#include "core/progress_slip.h"

#define IS_ASKED(event) ((event)->order != 0 && (event)->order == session->ask_order)

void
session_progress_forget(struct session *session)
{
    json_decref(session->progress.told);
    json_decref(session->progress.ticket_told);
    explicit_bzero(&session->progress, sizeof session->progress);
}

/* ---- who -------------------------------------------------------------------------------- */

SESSION_HANDLER(session_progress_open)
{
    (void)event;
    session_forget_service(session, effects);
    session_progress_forget(session);
    session->draft_lost = false;
    session_go(session, SCREEN_PROGRESS_WHO, effects);
    return true;
}

static bool
type_digit(char *text, size_t most, const char *key)
{
    const size_t length = strlen(text);

    if (strcmp(key, "\b") == 0 && length > 0) {
        text[length - 1] = '\0';
        return true;
    }
    if (!g_ascii_isdigit(key[0]) || key[1] != '\0' || length >= most)
        return false;
    text[length] = key[0];
    text[length + 1] = '\0';
    return true;
}

SESSION_HANDLER(session_progress_number)
{
    struct session_progress *progress = &session->progress;
    if (event->text == NULL || session->ask_order != 0)
        return false;
    if (strcmp(event->text, "B") == 0)
        return session_ticket_turn(session);
    if (!type_digit(progress->number, PROGRESS_NUMBER_DIGITS, event->text))
        return false;
    progress->problem = PROGRESS_GOOD;
    if (strlen(progress->number) < PROGRESS_NUMBER_DIGITS)
        return true;
    // The last digit says whether the others are right: no key is needed for that.
    if (receipt_is_good(progress->number) && progress->ticket)
        session_ticket_ask(session, effects);
    else if (receipt_is_good(progress->number))
        session_go(session, SCREEN_PROGRESS_CODE, effects);
    else
        progress->problem = PROGRESS_WRONG_NUMBER;
    return true;
}

SESSION_HANDLER(session_progress_card)
{
    if (event->order == 0 || event->order != session->card_order || event->json == NULL)
        return false;
    session->card_order = 0;
    if (json_text(event->json, "id_number", "")[0] == '\0') {
        g_strlcpy(session->card_cause, "cardUnsupported", sizeof session->card_cause);
        return true;
    }
    json_decref(session->card);
    session->card = json_deep_copy(event->json);
    json_object_del(session->card, "photo");
    session_ask_forget(session);
    session->progress.number[0] = '\0';
    session->progress.ticket = false;
    session_go(session, SCREEN_PROGRESS_CODE, effects);
    return true;
}

SESSION_HANDLER(session_progress_clear)
{
    (void)event;
    (void)effects;
    if (session->screen == SCREEN_PROGRESS_WHO)
        session->progress.number[0] = '\0';
    else
        session->progress.code[0] = '\0';
    session->progress.problem = PROGRESS_GOOD;
    return true;
}

/* ---- the code --------------------------------------------------------------------------- */

static void
ask_progress(struct session *session, struct effects *effects)
{
    const struct session_progress *progress = &session->progress;
    json_t *body = json_pack("{s:s, s:s}", "terminal", session->terminal, "query_code",
                             progress->code);
    if (session->card != NULL)
        json_object_set(body, "id_number", json_object_get(session->card, "id_number"));
    else
        json_object_set_new(body, "receipt_number", json_string(progress->number));
    session_ask(session, "progress", body, effects);
}

SESSION_HANDLER(session_progress_code)
{
    struct session_progress *progress = &session->progress;
    if (session->ask_order != 0 || event->text == NULL ||
        progress->problem == PROGRESS_LOCKED ||
        !type_digit(progress->code, PROGRESS_CODE_DIGITS, event->text))
        return false;
    progress->problem = PROGRESS_GOOD;
    if (strlen(progress->code) == PROGRESS_CODE_DIGITS)
        ask_progress(session, effects);
    return true;
}

SESSION_HANDLER(session_progress_retry)
{
    (void)event;
    if (session->ask_order != 0 || session->progress.problem != PROGRESS_NO_OFFICE)
        return false;
    session->progress.problem = PROGRESS_GOOD;
    ask_progress(session, effects);
    return true;
}

SESSION_HANDLER(session_progress_who_again)
{
    (void)event;
    json_decref(session->card);
    session->card = NULL;
    session_ask_forget(session);
    session_progress_forget(session);
    session_go(session, SCREEN_PROGRESS_WHO, effects);
    return true;
}

/* What is in the way when the answer is not the one that was hoped for. */
enum progress_problem
session_progress_problem(const struct session_event *event)
{
    switch (event->number) {
    case 403:
        return PROGRESS_WRONG_CODE;
    case 429:
        return PROGRESS_LOCKED;
    case 404:
    case 409:
        return PROGRESS_GONE;
    default:
        return PROGRESS_NO_OFFICE;
    }
}

SESSION_HANDLER(session_progress_answered)
{
    struct session_progress *progress = &session->progress;
    if (!IS_ASKED(event))
        return false;
    session_ask_forget(session);
    if (event->number != 200) {
        progress->problem = session_progress_problem(event);
        progress->tries_left =
            (int)json_integer_value(json_object_get(event->json, "tries_left"));
        // A code that did not fit is typed anew; one that nobody looked at is kept.
        if (progress->problem != PROGRESS_NO_OFFICE)
            progress->code[0] = '\0';
        return true;
    }
    json_decref(progress->told);
    progress->told = json_deep_copy(event->json);
    progress->problem = PROGRESS_GOOD;
    session->service =
        catalogue_service(session->catalogue, json_text(progress->told, "service", ""));
    session_go(session, SCREEN_PROGRESS, effects);
    return true;
}

/* Back to where every matter begins; nothing of this one stays. */
SESSION_HANDLER(session_progress_home)
{
    (void)event;
    session_go(session, SCREEN_HOME, effects); // calls off what is under way
    session_forget_service(session, effects);
    session->group[0] = '\0';
    return true;
}

/* ---- whom to ask, and on paper ---------------------------------------------------------- */

SESSION_HANDLER(session_progress_ask)
{
    (void)event;
    session_go(session, SCREEN_PROGRESS_ASK, effects);
    return true;
}

SESSION_HANDLER(session_progress_back)
{
    (void)event;
    session_go(session, SCREEN_PROGRESS, effects);
    return true;
}

/* How it stands, or what is missing, to take home. */
SESSION_HANDLER(session_progress_paper)
{
    struct session_progress *progress = &session->progress;
    (void)event;
    if (progress->told == NULL || progress->paper == PRINT_RUNNING)
        return false;
    progress->paper_order = session_order_paper(session, effects);
    progress->paper = progress->paper_order != 0 ? PRINT_RUNNING : PRINT_FAILED;
    return true;
}

bool
session_progress_paper_tells(struct session *session, const struct session_event *event)
{
    struct session_progress *progress = &session->progress;
    if (event->order == 0 || event->order != progress->paper_order)
        return false;
    progress->paper_order = 0;
    progress->paper = event->kind == SESSION_PRINTED ? PRINT_DONE : PRINT_FAILED;
    return true;
}

json_t *
session_progress_slip(const struct session *session)
{
    return progress_slip(&(struct progress_slip){.place = session->place,
                                                 .terminal = session->terminal,
                                                 .language = session->language,
                                                 .large = session->assisted,
                                                 .service = session->service,
                                                 .told = session->progress.told,
                                                 .now_ms = session->now_ms});
}
