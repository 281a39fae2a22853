// SPDX-License-Identifier: Apache-2.0
// Session: the result of a case. Seen, printed sheet by sheet, signed for.
#include "session_parts.h"

#include <string.h>

#include "base/json.h"

#define IS_ASKED(event) ((event)->order != 0 && (event)->order == session->ask_order)

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
    progress->pages = progress->missing = progress->before = 0;
    progress->page = 1;
    progress->strokes = 0;
    progress->stopping = false;
    session->print = PRINT_NONE;
    session->sheets_out = session->sheets_total = 0;
    session_go(session, SCREEN_RESULT, effects);
    fetch(session, effects);
    struct effect *look = session_order(session, effects, EFFECT_PRINTED_BEFORE);
    g_snprintf(look->text, sizeof look->text, "result-%d", progress->result);
    progress->before_order = look->order;
    return true;
}

/* A print of an earlier visit that did not come to its end. */
SESSION_HANDLER(session_result_before)
{
    struct session_progress *progress = &session->progress;
    (void)effects;
    if (event->order == 0 || event->order != progress->before_order)
        return false;
    progress->before_order = 0;
    progress->before = MAX(event->number, 0);
    return true;
}

static void
draw_page(struct session *session, int page, struct effects *effects)
{
    struct effect *effect = session_order(session, effects, EFFECT_VIEW);
    effect->number = page;
    if (session->screen == SCREEN_RESULT_ZOOM)
        g_strlcpy(effect->text, "large", sizeof effect->text);
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
        progress->problem = session_progress_problem(event);
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

/* The whole page, as large as the screen is; and small again. */
SESSION_HANDLER(session_result_zoom)
{
    const bool large = session->screen == SCREEN_RESULT;
    (void)event;
    if (session->progress.pages == 0 || session->progress.view_order != 0)
        return false;
    session_go(session, large ? SCREEN_RESULT_ZOOM : SCREEN_RESULT, effects);
    draw_page(session, session->progress.page, effects);
    return true;
}

/* ---- printing --------------------------------------------------------------------------- */

/* How many sheets of it are out already, of an earlier visit; not asked for means none. */
static int
kept_sheets(const struct session *session)
{
    const struct session_progress *progress = &session->progress;
    return progress->before < progress->pages ? progress->before : 0;
}

static bool
print_rest(struct session *session, int out, struct effects *effects)
{
    struct session_progress *progress = &session->progress;
    // Sheets are told before: without their number nothing is printed.
    if (!progress->fetched || progress->pages == 0 || progress->paper == PRINT_RUNNING)
        return false;
    progress->missing = 0;
    progress->stopping = false;
    session->sheets_out = out;
    session->sheets_total = progress->pages;
    session_print_rest(session, effects);
    return true;
}

SESSION_HANDLER(session_result_print)
{
    (void)event;
    return print_rest(session, kept_sheets(session), effects);
}

SESSION_HANDLER(session_result_print_all)
{
    (void)event;
    return kept_sheets(session) > 0 && print_rest(session, 0, effects);
}

/* What is out stays out; no further sheet is begun. */
SESSION_HANDLER(session_result_stop)
{
    (void)event;
    if (session->print != PRINT_RUNNING || session->progress.stopping)
        return false;
    session->progress.stopping = true;
    struct effect *effect = session_effect(effects, EFFECT_CANCEL_PRINT);
    effect->order = session->print_order;
    effect->number = 1;
    return true;
}

void
session_result_stopped(struct session *session, struct effects *effects)
{
    session->progress.stopping = false;
    session->print = PRINT_GIVEN_UP;
    session->progress.before = session->sheets_out;
    if (session->sheets_out > 0)
        session_result_printed(session, effects);
    else
        session_go(session, SCREEN_RESULT, effects);
}

void
session_result_printed(struct session *session, struct effects *effects)
{
    struct session_progress *progress = &session->progress;
    bool is_signed = progress->missing > 0 && progress->stuck_from == SCREEN_DELIVERED;
    progress->strokes = 0;
    progress->ink++;
    progress->missing = 0;
    session_go(session, is_signed ? SCREEN_DELIVERED : SCREEN_SIGN, effects);
}

/* ---- paper that did not come out -------------------------------------------------------- */

SESSION_HANDLER(session_result_stuck)
{
    (void)event;
    session->progress.missing = 0;
    session->progress.stuck_from = (int)session->screen;
    session_go(session, SCREEN_RESULT_STUCK, effects);
    return true;
}

/* The person points at the sheet that is not there. Pressed again it is there after all. */
SESSION_HANDLER(session_result_missing)
{
    struct session_progress *progress = &session->progress;
    (void)effects;
    if (session->print == PRINT_RUNNING || event->number < 1 ||
        event->number > progress->pages)
        return false;
    progress->missing = progress->missing == event->number ? 0 : event->number;
    return true;
}

/* That sheet and no other. */
SESSION_HANDLER(session_result_print_missing)
{
    (void)event;
    if (session->print == PRINT_RUNNING || session->progress.missing == 0)
        return session_result_unstuck(session, event, effects);
    session_print_rest(session, effects);
    return true;
}

SESSION_HANDLER(session_result_unstuck)
{
    (void)event;
    session_go(session,
               session->print == PRINT_RUNNING
                   ? SCREEN_RESULT_PRINT
                   : (enum screen_id)session->progress.stuck_from,
               effects);
    return true;
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

void
session_sign_anew(struct session *session)
{
    session->progress.strokes = 0;
    session->progress.ink++;
}

SESSION_HANDLER(session_sign_again)
{
    (void)event;
    (void)effects;
    if (session->progress.sign_order != 0)
        return false;
    session_sign_anew(session);
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
