// SPDX-License-Identifier: Apache-2.0
// Session: how a case stands. Card or number, query code, the course of it.
#include "session_parts.h"

#include <string.h>

#include "base/json.h"

#define IS_ASKED(event) ((event)->order != 0 && (event)->order == session->ask_order)

void
session_progress_forget(struct session *session)
{
    json_decref(session->progress.told);
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
    if (event->text == NULL ||
        !type_digit(progress->number, PROGRESS_NUMBER_DIGITS, event->text))
        return false;
    progress->problem = PROGRESS_GOOD;
    if (strlen(progress->number) < PROGRESS_NUMBER_DIGITS)
        return true;
    // The last digit says whether the others are right: no key is needed for that.
    if (receipt_is_good(progress->number))
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
    session->progress.number[0] = '\0';
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
static enum progress_problem
problem_of(const struct session_event *event)
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
        progress->problem = problem_of(event);
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

/* ---- the result ------------------------------------------------------------------------- */

static void
drop_view(struct session *session, struct effects *effects)
{
    if (session->progress.view.handle > 0)
        session_effect(effects, EFFECT_DROP_PAGE)->number = session->progress.view.handle;
    session->progress.view.handle = 0;
    session->progress.view_order = 0;
}

static json_t *
about_result(const struct session *session)
{
    const struct session_progress *progress = &session->progress;
    return json_pack("{s:s, s:O, s:s, s:i}", "terminal", session->terminal, "case_id",
                     json_object_get(progress->told, "case_id"), "query_code",
                     progress->code, "result", progress->result);
}

static void
fetch(struct session *session, struct effects *effects)
{
    session->progress.problem = PROGRESS_GOOD;
    session_ask(session, "result", about_result(session), effects);
}

SESSION_HANDLER(session_result_open)
{
    struct session_progress *progress = &session->progress;
    const size_t count = json_array_size(json_object_get(progress->told, "results"));
    if (event->number < 1 || (size_t)event->number > count)
        return false;
    drop_view(session, effects);
    progress->result = event->number;
    progress->fetched = false;
    progress->sign_order = 0;
    progress->pages = 0;
    progress->page = 1;
    progress->strokes = 0;
    session->print = PRINT_NONE;
    session_go(session, SCREEN_RESULT, effects);
    fetch(session, effects);
    return true;
}

static void
draw_page(struct session *session, int page, struct effects *effects)
{
    struct effect *effect = session_order(session, effects, EFFECT_VIEW);
    effect->number = page;
    session->progress.page = page;
    session->progress.view_order = effect->order;
}

SESSION_HANDLER(session_result_answered)
{
    struct session_progress *progress = &session->progress;
    if (!IS_ASKED(event))
        return false;
    session_ask_forget(session);
    if (event->number != 200) {
        progress->problem = problem_of(event);
        return true;
    }
    progress->fetched = true;
    draw_page(session, 1, effects);
    return true;
}

SESSION_HANDLER(session_result_drawn)
{
    struct session_progress *progress = &session->progress;
    if (event->order == 0 || event->order != progress->view_order) {
        if (event->page.handle > 0)
            session_effect(effects, EFFECT_DROP_PAGE)->number = event->page.handle;
        return false;
    }
    drop_view(session, effects);
    if (event->page.handle <= 0) {
        progress->problem = PROGRESS_NO_VIEW;
        return true;
    }
    progress->view.handle = event->page.handle;
    progress->view.width = event->page.width;
    progress->view.height = event->page.height;
    progress->pages = event->number;
    return true;
}

SESSION_HANDLER(session_result_page)
{
    const struct session_progress *progress = &session->progress;
    if (progress->view_order != 0 || event->number < 1 || event->number > progress->pages)
        return false;
    draw_page(session, event->number, effects);
    return true;
}

SESSION_HANDLER(session_result_retry)
{
    (void)event;
    if (session->ask_order != 0 || session->progress.problem == PROGRESS_GOOD)
        return false;
    fetch(session, effects);
    return true;
}

SESSION_HANDLER(session_result_back)
{
    (void)event;
    session_ask_forget(session);
    drop_view(session, effects);
    session->progress.result = 0;
    session->progress.problem = PROGRESS_GOOD;
    session_go(session, SCREEN_PROGRESS, effects);
    return true;
}

/* Sheets are told before: without their number nothing is printed. */
SESSION_HANDLER(session_result_print)
{
    (void)event;
    const struct session_progress *progress = &session->progress;
    if (!progress->fetched || progress->pages == 0)
        return false;
    session_done(session, effects);
    return true;
}

void
session_result_printed(struct session *session, struct effects *effects)
{
    session->progress.strokes = 0;
    session->progress.ink++;
    session_go(session, SCREEN_SIGN, effects);
}

/* ---- the receipt ------------------------------------------------------------------------ */

SESSION_HANDLER(session_sign_written)
{
    (void)effects;
    if (session->progress.sign_order != 0)
        return false;
    session->progress.strokes = event->number;
    session->progress.problem = PROGRESS_GOOD;
    return true;
}

SESSION_HANDLER(session_sign_again)
{
    (void)event;
    (void)effects;
    if (session->progress.sign_order != 0)
        return false;
    session->progress.strokes = 0;
    session->progress.ink++;
    return true;
}

/* The strokes stand with the view: the terminal puts them in and has them sealed. Nobody waits
 * for the office here: what was signed is durable and goes there by itself. */
SESSION_HANDLER(session_sign_send)
{
    struct session_progress *progress = &session->progress;
    (void)event;
    if (progress->strokes == 0 || progress->sign_order != 0)
        return false;
    json_t *body = json_pack("{s:O, s:i, s:i}", "case_id",
                             json_object_get(progress->told, "case_id"), "result",
                             progress->result, "sheets", session->sheets_out);
    progress->problem = PROGRESS_GOOD;
    progress->sign_order = session_letter(session, "delivery", body,
                                          json_pack("{s:[]}", "strokes"), effects);
    return true;
}

SESSION_HANDLER(session_sign_kept)
{
    struct session_progress *progress = &session->progress;
    if (event->order == 0 || event->order != progress->sign_order)
        return false;
    progress->sign_order = 0;
    if (event->number == 0) {
        progress->problem = PROGRESS_NOT_KEPT;
        return true;
    }
    session_go(session, SCREEN_DELIVERED, effects);
    return true;
}
