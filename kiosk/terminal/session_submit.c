// SPDX-License-Identifier: Apache-2.0
// Session: handing in, waiting for the office, and the slip.
#include "session_parts.h"

#include <string.h>

#define IS_MINE(event, order_) ((event)->order != 0 && (event)->order == (order_))

static json_t *
pages_given(const struct session *session)
{
    json_t *given = json_object();
    for (size_t i = 0; i < session->service->material_count; i++) {
        const struct material *material = &session->service->materials[i];
        if (material->how == MATERIAL_CARD && session->card != NULL)
            json_object_set_new(given, material->id, json_integer(material->page_num));
    }
    for (size_t i = 0; i < session->material_count; i++) {
        const struct session_material *one = &session->materials[i];
        json_object_set_new(given, one->material->id,
                            one->deferred ? json_string("deferred")
                                          : json_integer(session_scan_pages(one)));
    }
    return given;
}

guint
session_find_defects(struct session *session)
{
    struct clock_date today = session_today(session);
    json_t *given = pages_given(session);
    if (session->defects != NULL)
        g_array_unref(session->defects);
    session->defects = form_check(session->service, session->answers, given, &today);
    json_decref(given);
    return session->defects->len;
}

void
session_submit_begin(struct session *session, struct effects *effects)
{
    session_go(session, SCREEN_SUBMITTING, effects);
    session->submit_order = session_order(session, effects, EFFECT_SUBMIT)->order;
}

SESSION_HANDLER(session_submit)
{
    (void)event;
    if (!session->promised) {
        g_strlcpy(session->field_error, "promise", sizeof session->field_error);
        return true;
    }
    session->mend_total = (int)session_find_defects(session);
    if (session->mend_total > 0)
        session_go(session, SCREEN_ERRORS, effects);
    else
        session_submit_begin(session, effects);
    return true;
}

void
session_fault(struct session *session, const char *class, const char *cause,
              struct effects *effects)
{
    g_strlcpy(session->fault_class, class, sizeof session->fault_class);
    g_strlcpy(session->fault_cause, cause, sizeof session->fault_cause);
    session_go(session, SCREEN_FAULT, effects);
}

static bool
fault_is(const struct session *session, const char *class)
{
    return session->screen == SCREEN_FAULT && strcmp(session->fault_class, class) == 0;
}

static bool
fault_is_paper(const struct session *session)
{
    return session->screen == SCREEN_FAULT && session_is_printer(session->fault_class);
}

/* ---- stored ---- */

SESSION_HANDLER(session_stored)
{
    if (!IS_MINE(event, session->submit_order) || session->stored ||
        event->receipt == NULL)
        return false;
    session->stored = true;
    session->receipt = *event->receipt;
    session->receipt.code_data = g_strdup(event->receipt->code_data);
    if (session->delivered)
        session_done(session, effects);
    else // again: the wait for the office begins, or the word came after all
        session_go(session, SCREEN_SUBMITTING, effects);
    return true;
}

SESSION_HANDLER(session_store_failed)
{
    if (!IS_MINE(event, session->submit_order) || session->stored)
        return false;
    session->submit_order = 0;
    session_fault(session, "outbox", event->text != NULL ? event->text : "failed",
                  effects);
    return true;
}

/* ---- delivered ---- */

SESSION_HANDLER(session_delivery)
{
    if (!IS_MINE(event, session->submit_order))
        return false;
    session->pieces_sent = event->number;
    session->pieces_total = event->number2;
    session->delivered = event->number2 > 0 && event->number >= event->number2;
    if (session->delivered && session->stored && session->screen == SCREEN_SUBMITTING)
        session_done(session, effects);
    return true;
}

SESSION_HANDLER(session_refused)
{
    if (!IS_MINE(event, session->submit_order) || !session->stored)
        return false;
    g_strlcpy(session->refused, event->text != NULL ? event->text : "refused",
              sizeof session->refused);
    if (session->screen == SCREEN_SUBMITTING)
        session_fault(session, "office", "refused", effects);
    return true;
}

SESSION_HANDLER(session_do_not_wait)
{
    (void)event;
    if (!session->stored || session->screen != SCREEN_SUBMITTING)
        return false;
    session_done(session, effects);
    return true;
}

/* ---- the slip ---- */

/* What comes out of the printer now: a result that is taken, or else the slip. */
static bool
prints_result(const struct session *session)
{
    return session->progress.result > 0;
}

static enum screen_id
last_screen(const struct session *session)
{
    if (session->booking.ticket != NULL)
        return SCREEN_QUEUE_DONE;
    return session->booking.booking != NULL ? SCREEN_BOOKING_DONE : SCREEN_DONE;
}

void
session_done(struct session *session, struct effects *effects)
{
    session->sheets_out = session->sheets_total = 0;
    session_print_rest(session, effects);
}

void
session_print_rest(struct session *session, struct effects *effects)
{
    session_go(session,
               prints_result(session) ? SCREEN_RESULT_PRINT : last_screen(session),
               effects);
    session_print(session, effects);
}

const char *
session_slip_printer(const struct session *session)
{
    static const char *const classes[] = {"receipt", "printer"};
    for (size_t i = 0; i < G_N_ELEMENTS(classes); i++) {
        const struct session_device *device = session_device(session, classes[i]);
        if (device != NULL && device->present && session_device_is_usable(device))
            return classes[i];
    }
    const struct session_device *printer = session_device(session, "printer");
    const struct session_device *receipt = session_device(session, "receipt");
    bool none = printer != NULL && !printer->present;
    return none && receipt != NULL && receipt->present ? "receipt" : "printer";
}

bool
session_is_printer(const char *class)
{
    return strcmp(class, "printer") == 0 || strcmp(class, "receipt") == 0;
}

int
session_order_paper(struct session *session, struct effects *effects)
{
    const char *class = session_slip_printer(session);
    const struct session_device *printer = session_device(session, class);
    if (printer == NULL || !printer->present || !session_device_is_usable(printer))
        return 0;
    struct effect *effect = session_order(session, effects, EFFECT_PRINT_PAPER);
    g_strlcpy(effect->text, class, sizeof effect->text);
    return effect->order;
}

/* Nothing is sent to a printer that cannot print now: its queue would let go of the sheet when
 * the person is gone. */
static void
print_fails(struct session *session, const struct session_device *printer,
            struct effects *effects)
{
    const char *cause = session_device_cause(printer);
    session->print = PRINT_FAILED;
    g_strlcpy(session->print_cause, cause, sizeof session->print_cause);
    session_fault(session, session->print_class, cause, effects);
}

void
session_print(struct session *session, struct effects *effects)
{
    bool result = prints_result(session);
    const char *class = result ? "printer" : session_slip_printer(session);
    const struct session_device *printer = session_device(session, class);
    g_strlcpy(session->print_class, class, sizeof session->print_class);
    session->print_cause[0] = '\0';
    if (printer != NULL && !printer->present) {
        session->print = PRINT_GIVEN_UP; // this terminal has no printer
        return;
    }
    if (!session_device_is_usable(printer)) {
        print_fails(session, printer, effects);
        return;
    }
    session->print = PRINT_RUNNING;
    struct effect *effect =
        session_order(session, effects, result ? EFFECT_PRINT_RESULT : EFFECT_PRINT_SLIP);
    g_strlcpy(effect->text, class, sizeof effect->text);
    // What is out already is not printed a second time.
    effect->number = session->progress.missing > 0 ? session->progress.missing
                                                   : session->sheets_out + 1;
    session->print_order = effect->order;
}

void
session_print_cancel(struct session *session, struct effects *effects)
{
    if (session->print_order == 0)
        return;
    session_effect(effects, EFFECT_CANCEL_PRINT)->order = session->print_order;
    session->print_order = 0;
}

SESSION_HANDLER(session_print_progress)
{
    (void)effects;
    if (!IS_MINE(event, session->print_order))
        return false;
    session->sheets_out = event->number;
    session->sheets_total = event->number2;
    return true;
}

static void
print_is_over(struct session *session, int sheets)
{
    session->print_order = 0;
    session->sheets_out = MAX(session->sheets_out, sheets);
    session->touched_monotonic_ms = session->monotonic_ms;
}

/* The device gave up behind the last sheet: nothing is wanting. */
static bool
is_all_out(const struct session *session)
{
    return prints_result(session) && session->progress.missing == 0 &&
           session->sheets_out >= session->progress.pages;
}

SESSION_HANDLER(session_printed)
{
    if (!IS_MINE(event, session->print_order))
        return session_take_tells(session, event) ||
               session_progress_paper_tells(session, event) ||
               session_paper_tells(session, event, effects);
    print_is_over(session, event->number);
    session->print = PRINT_DONE;
    if (prints_result(session))
        session_result_printed(session, effects);
    return true;
}

SESSION_HANDLER(session_print_failed)
{
    if (!IS_MINE(event, session->print_order))
        return session_take_tells(session, event) ||
               session_progress_paper_tells(session, event) ||
               session_paper_tells(session, event, effects);
    const char *cause = event->text != NULL ? event->text : "internalError";
    print_is_over(session, event->number);
    if (session->progress.stopping || is_all_out(session)) {
        session->print = PRINT_DONE;
        session_result_stopped(session, effects);
        return true;
    }
    session->print = PRINT_FAILED;
    g_strlcpy(session->print_cause, cause, sizeof session->print_cause);
    session_fault(session, session->print_class, cause, effects);
    return true;
}

/* ---- ways on from a fault ---- */

SESSION_HANDLER(session_fault_retry)
{
    (void)event;
    if (fault_is_paper(session))
        session_print_rest(session, effects);
    else if (fault_is(session, "outbox") && session->submit_order != 0)
        session_go(session, SCREEN_SUBMITTING, effects); // the same order, wait some more
    else if (fault_is(session, "outbox"))
        session_submit_begin(session, effects);
    else
        return false;
    return true;
}

SESSION_HANDLER(session_without_paper)
{
    (void)event;
    if (!fault_is_paper(session))
        return false;
    session->print = PRINT_GIVEN_UP;
    if (prints_result(session))
        return session_result_back(session, event, effects);
    session_go(session, last_screen(session), effects);
    return true;
}

SESSION_HANDLER(session_fault_next)
{
    if (fault_is_paper(session))
        return session_without_paper(session, event, effects);
    if (!fault_is(session, "office"))
        return false;
    session_done(session, effects);
    return true;
}

SESSION_HANDLER(session_fault_back)
{
    (void)event;
    // While the store may still take the case, its answers must not change.
    if (!fault_is(session, "outbox") || session->submit_order != 0)
        return false;
    session_go(session, session_last_look(session), effects);
    return true;
}
