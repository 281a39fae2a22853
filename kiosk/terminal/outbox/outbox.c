// SPDX-License-Identifier: Apache-2.0
#include "outbox.h"
#include "outbox_private.h"

#include <sodium.h>
#include <string.h>
#include <unistd.h>
#include "base/clock.h"
#include "base/diag.h"
#include "base/file.h"

#define TIDY_AFTER_MS 3000                            // of quiet
#define TRY_AGAIN_MS 30000                            // to open the store
#define FORGET_AFTER_MS (180LL * 24 * 60 * 60 * 1000) // stubs of delivered cases

/* A file that stands there while somebody is at the machine: found at the start, it tells
 * that a visit was cut off. Empty, and not worth a sync: it matters only after a crash. */
static char *
visit_mark(const struct outbox *outbox)
{
    return g_build_filename(outbox->state, "visit", NULL);
}

static bool
load_keys(struct outbox *outbox)
{
    GError *error = NULL;
    if (!outbox->office_key_known)
        outbox->office_key_known =
            seal_key_load(&outbox->office_key, outbox->office_key_path, &error);
    if (!error && !outbox->terminal_key_known)
        outbox->terminal_key_known =
            sign_key_load(&outbox->terminal_key, outbox->terminal_key_path, &error);
    if (!error)
        return true;
    diag_warn("no case can be stored: %s", error->message);
    g_error_free(error);
    return false;
}

bool
outbox_ready(struct outbox *outbox)
{
    if (!outbox->store) {
        GError *error = NULL;
        outbox->store = store_open(outbox->state, &error);
        if (!outbox->store) {
            diag_warn("the store cannot be opened: %s", error->message);
            g_error_free(error);
            return false;
        }
        outbox_recover(outbox);
    }
    return load_keys(outbox);
}

void
outbox_to_ui(struct outbox *outbox, struct event *event)
{
    outbox->settings.to_ui(event, outbox->settings.context);
}

void
outbox_to_worker(struct outbox *outbox, struct event *event)
{
    outbox->settings.to_worker(event, outbox->settings.context);
}

void
outbox_tell_queue(struct outbox *outbox)
{
    struct event *event = event_create(EVENT_QUEUE);
    if (store_queue(outbox->store, &event->number, &event->time_ms, NULL))
        outbox_to_worker(outbox, event);
    else
        event_destroy(event);
}

void
outbox_tell_supplies(struct outbox *outbox)
{
    struct event *event = event_create(EVENT_SUPPLIES);
    event->json =
        store_supplies(outbox->store, outbox->settings.capacity, clock_real_ms());
    outbox_to_worker(outbox, event);
}

void
outbox_deliver(struct outbox *outbox, const struct store_case *stored)
{
    struct event *event = event_create(EVENT_DELIVER);
    g_strlcpy(event->case_id, stored->case_id, sizeof event->case_id);
    event->text = g_strdup(stored->header);
    event->text2 = store_path(outbox->store, stored->case_id);
    event->number = stored->attempts;
    outbox_to_worker(outbox, event);
}

/* ---- what the worker tells -------------------------------------------------------------- */

static void
report(const char *what, GError *error)
{
    if (!error)
        return;
    diag_warn("%s: %s", what, error->message);
    g_error_free(error);
}

static void
note_attempt(struct outbox *outbox, struct event *event)
{
    GError *error = NULL;
    store_attempt(outbox->store, event->case_id, event->number, &error);
    report("an attempt was not noted", error);
}

static void
note_delivered(struct outbox *outbox, struct event *event)
{
    GError *error = NULL;
    if (store_delivered(outbox->store, event->case_id, event->text, clock_real_ms(),
                        &error)) {
        // The office has it and we know that it has: only now may the bytes go.
        g_autofree char *path = store_path(outbox->store, event->case_id);
        unlink(path);
        diag_info("case %s delivered", event->case_id);
    }
    report("a delivery was not noted and will be repeated", error);
    outbox_tell_queue(outbox);
}

static void
note_refused(struct outbox *outbox, struct event *event)
{
    GError *error = NULL;
    store_set_state(outbox->store, event->case_id, "refused", event->text, &error);
    diag_warn(
        "case %s was refused by the office for good (%s): it is kept, staff must look",
        event->case_id, event->text);
    report("a refusal was not noted", error);
    outbox_tell_queue(outbox);
}

static void
write_intent(struct outbox *outbox, struct event *event)
{
    GError *error = NULL;
    struct event *answer = event_create(EVENT_INTENDED);
    g_strlcpy(answer->job, event->job, sizeof answer->job);
    answer->number = store_intend(
        outbox->store,
        &(struct store_print){.job = event->job,
                              .case_id = event->case_id,
                              .part = event->text ? event->text : "",
                              .printer = event->text2 ? event->text2 : "printer",
                              .first = event->number,
                              .pages = event->number2},
        clock_real_ms(), &error);
    report("a print was not begun", error);
    outbox_to_worker(outbox, answer);
}

static void
note_print(struct outbox *outbox, struct event *event)
{
    GError *error = NULL;
    if (event->text)
        store_intent_done(outbox->store, event->job, event->text, event->number,
                          clock_real_ms(), &error);
    else
        store_intent_sheets(outbox->store, event->job, event->number, &error);
    report("the outcome of a print was not noted", error);
    if (event->text)
        outbox_tell_supplies(outbox);
}

void
outbox_note_refill(struct outbox *outbox, const char *class)
{
    GError *error = NULL;
    store_refilled(outbox->store, class, clock_real_ms(), &error);
    report("that paper was put in was not noted", error);
    outbox_tell_supplies(outbox);
}

static void
note_refill(struct outbox *outbox, struct event *event)
{
    outbox_note_refill(outbox, event->text);
}

static void
tell_printed_before(struct outbox *outbox, struct event *event)
{
    GError *error = NULL;
    struct event *told = event_tell(SESSION_PRINTED_BEFORE, event->order);
    if (outbox->store)
        store_printed_before(outbox->store, event->case_id, event->text, &told->number,
                             &error);
    report("what was printed before is not known", error);
    outbox_to_ui(outbox, told);
}

static void
begin_visit(struct outbox *outbox, struct event *event)
{
    (void)event;
    g_autofree char *mark = visit_mark(outbox);
    g_file_set_contents(mark, "", 0, NULL);
}

static void
end_visit(struct outbox *outbox, struct event *event)
{
    (void)event;
    sealing_forget(&outbox->sealing); // nobody handed it in
    g_autofree char *mark = visit_mark(outbox);
    unlink(mark);
}

/* ---- the thread ------------------------------------------------------------------------- */

static const struct {
    void (*handle)(struct outbox *outbox, struct event *event);
    bool without_store;
} handlers[EVENT_KIND_COUNT] = {
    [EVENT_SEAL] = {outbox_seal_ahead, true},
    [EVENT_SUBMIT] = {outbox_submit, true},
    [EVENT_ATTEMPTED] = {note_attempt, false},
    [EVENT_DELIVERED] = {note_delivered, false},
    [EVENT_REFUSED] = {note_refused, false},
    [EVENT_INTEND] = {write_intent, false},
    [EVENT_PRINT_OUTCOME] = {note_print, false},
    [EVENT_REFILLED] = {note_refill, false},
    [EVENT_PRINTED_BEFORE] = {tell_printed_before, true},
    [EVENT_KEEP_CATALOGUE] = {outbox_keep_catalogue, true},
    [EVENT_LETTER] = {outbox_letter, true},
    [EVENT_LETTER_ATTEMPTED] = {outbox_letter_attempted, false},
    [EVENT_LETTER_OVER] = {outbox_letter_over, false},
    [EVENT_STAFF] = {outbox_staff, true},
    [EVENT_STAFF_ACT] = {outbox_staff_act, true},
    [EVENT_VISIT_BEGINS] = {begin_visit, true},
    [EVENT_VISIT_ENDS] = {end_visit, true},
};

static void
handle(struct outbox *outbox, struct event *event)
{
    g_assert(handlers[event->kind].handle);
    if (outbox->store || handlers[event->kind].without_store) {
        handlers[event->kind].handle(outbox, event);
    } else if (event->kind == EVENT_INTEND) {
        struct event *answer = event_create(EVENT_INTENDED); // number 0: not written
        g_strlcpy(answer->job, event->job, sizeof answer->job);
        outbox_to_worker(outbox, answer);
    }
}

/* Without it nothing can be handed in; the screen must say so before anybody begins. */
static void
tell_store(struct outbox *outbox)
{
    struct event *event = event_tell(SESSION_DEVICE, 0);
    bool good = outbox->store != NULL;
    event->device =
        (struct session_device){.class = "store",
                                .state = good ? DEVICE_ONLINE : DEVICE_HARDWARE_ERROR,
                                .action = good ? ACTION_NONE : ACTION_MAINTENANCE,
                                .since_ms = clock_real_ms(),
                                .present = true};
    g_strlcpy(event->device.cause, good ? "none" : "ioError", sizeof event->device.cause);
    outbox_to_ui(outbox, event);
}

static void
look_for_lost_visit(struct outbox *outbox)
{
    g_autofree char *mark = visit_mark(outbox);
    if (unlink(mark) != 0)
        return;
    diag_warn("the last run ended in the middle of a visit: what was typed then is lost");
    outbox_to_ui(outbox, event_create(EVENT_DRAFT_LOST));
}

static gpointer
run(gpointer context)
{
    struct outbox *outbox = context;
    outbox_ready(outbox);
    tell_store(outbox);
    look_for_lost_visit(outbox);
    outbox_tell_put_away(outbox);
    if (outbox->store)
        store_forget(outbox->store, clock_real_ms() - FORGET_AFTER_MS, NULL);
    g_atomic_int_add(&outbox->open, -1);
    for (int64_t wait_ms = TIDY_AFTER_MS;;) {
        struct event *event = mailbox_wait(outbox->mailbox, wait_ms);
        if (!event) {
            if (outbox->store)
                store_tidy(outbox->store);
            // Nothing more to do until somebody asks, or the disk is back.
            wait_ms = outbox->store ? -1 : TRY_AGAIN_MS;
            if (!outbox->store && outbox_ready(outbox))
                tell_store(outbox);
            continue;
        }
        bool stop = event->kind == EVENT_STOP;
        if (!stop)
            handle(outbox, event);
        event_destroy(event);
        g_atomic_int_add(&outbox->open, -1);
        if (stop)
            break;
        wait_ms = TIDY_AFTER_MS;
    }
    store_close(outbox->store);
    outbox->store = NULL;
    return NULL;
}

struct outbox *
outbox_start(const struct outbox_settings *settings)
{
    g_assert(sodium_init() >= 0);
    struct outbox *outbox = g_new0(struct outbox, 1);
    *outbox = (struct outbox){.mailbox = mailbox_create(NULL, NULL),
                              .settings = *settings,
                              .open = 1, // the start itself
                              .state = g_strdup(settings->state),
                              .office_key_path = g_strdup(settings->office_key),
                              .terminal_key_path = g_strdup(settings->terminal_key),
                              .catalogue_key_path = g_strdup(settings->catalogue_key)};
    g_strlcpy(outbox->terminal, settings->terminal, sizeof outbox->terminal);
    g_strlcpy(outbox->region, settings->region, sizeof outbox->region);
    outbox->thread = g_thread_new("store", run, outbox);
    return outbox;
}

void
outbox_put(struct outbox *outbox, struct event *event)
{
    g_atomic_int_inc(&outbox->open);
    mailbox_put(outbox->mailbox, event);
}

bool
outbox_is_settled(struct outbox *outbox)
{
    return g_atomic_int_get(&outbox->open) == 0;
}

void
outbox_stop(struct outbox *outbox)
{
    if (!outbox)
        return;
    outbox_put(outbox, event_create(EVENT_STOP));
    g_thread_join(outbox->thread);
    mailbox_destroy(outbox->mailbox, event_free);
    sign_key_finish(&outbox->terminal_key);
    sealing_finish(&outbox->sealing);
    g_free(outbox->state);
    g_free(outbox->office_key_path);
    g_free(outbox->terminal_key_path);
    g_free(outbox->catalogue_key_path);
    g_free(outbox);
}
