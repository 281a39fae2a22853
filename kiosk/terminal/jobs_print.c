// SPDX-License-Identifier: Apache-2.0
/* Printing: the document is set as PDF, cut to the sheets that are still wanted, the intent is
 * written down, then the printer gets it. Sheets are counted over all tries of one document.
 * When the printer's driver dies in between, nobody knows whether paper came out: the device
 * is asked by the name of the job, and nothing is ever printed twice by itself. */
#include "jobs_private.h"

#include <sodium.h>
#include <string.h>
#include <unistd.h>
#include "base/blob.h"
#include "base/clock.h"
#include "base/diag.h"
#include "base/json.h"
#include "base/uuid.h"
#include "core/strip.h"
#include <kiosk/printer.h>
#include <kiosk/typesetter.h>

#define DOCUMENT_INLINE_MAX (48UL * 1024) // bytes; a larger one travels as a blob
#define LOOK_MS 2000                      // between two looks at a job that still runs
#define LOOKS_MAX 30

static void ask_what_became(struct job *job);

void
job_note_outcome(struct job *job, const char *outcome, int sheets)
{
    struct event *event = event_create(EVENT_PRINT_OUTCOME);
    g_strlcpy(event->job, job->name, sizeof event->job);
    event->text = g_strdup(outcome);
    event->number = sheets;
    job->jobs->settings.to_store(event, job->jobs->settings.context);
}

static int
sheets_of(const struct device_answer *answer)
{
    return (int)json_integer_value(json_object_get(answer->payload, "sheets"));
}

/* Of the whole document, those of earlier tries included. */
static int
all_sheets(const struct job *job, int sheets)
{
    return MAX(job->first - 1, 0) + sheets;
}

static const char *
class_of(const struct job *job)
{
    return job->thermal ? "receipt" : "printer";
}

void
job_tell_printed(struct job *job, int sheets)
{
    struct event *event = event_tell(SESSION_PRINTED, job->order);
    event->number = all_sheets(job, sheets);
    if (!job->canceled)
        jobs_tell(job->jobs, event);
    else
        event_destroy(event);
    job_over(job);
}

void
job_end_print_failed(struct job *job, const char *cause, int sheets)
{
    jobs_print_failed(job);
    if (!job->canceled) {
        struct event *event = event_tell(SESSION_PRINT_FAILED, job->order);
        event->text = g_strdup(cause);
        event->number = all_sheets(job, sheets);
        jobs_tell(job->jobs, event);
    }
    job_over(job);
}

/* ---- what became of it ------------------------------------------------------------------ */

static gboolean
look_again(gpointer context)
{
    struct job *job = context;
    g_clear_pointer(&job->timer, g_source_unref);
    ask_what_became(job);
    return G_SOURCE_REMOVE;
}

static void
look_later(struct job *job)
{
    job->timer = g_timeout_source_new(LOOK_MS);
    g_source_set_callback(job->timer, look_again, job, NULL);
    g_source_attach(job->timer, g_main_context_get_thread_default());
}

static void
became(const struct device_answer *answer, void *context)
{
    struct job *job = context;
    job->device = NULL;
    if (job->jobs->stopped) {
        job_over(job);
        return;
    }
    bool told = answer->completion == COMPLETION_SUCCESS;
    const char *state = told ? json_text(answer->payload, "state", "unknown") : "unknown";
    bool runs = strcmp(state, "pending") == 0 || strcmp(state, "processing") == 0;
    // Of an earlier run: the printer may still be warming up, as the machine is.
    bool waits = job->earlier ? runs || !told : runs && !job->canceled;
    if (waits && ++job->looks < LOOKS_MAX) {
        look_later(job);
        return;
    }
    if (!told && job->earlier) {
        diag_warn("print %s: the device cannot be asked; the next start asks again",
                  job->name);
        job_over(job);
        return;
    }
    diag_info("print %s: the driver was lost meanwhile; the device says: %s, %d sheets",
              job->name, state, sheets_of(answer));
    job_note_outcome(job, state, sheets_of(answer));
    if (strcmp(state, "completed") == 0)
        job_tell_printed(job, sheets_of(answer));
    else
        job_end_print_failed(job, job->cause, sheets_of(answer));
}

static void
ask_what_became(struct job *job)
{
    struct device_request request = {.name = job->thermal ? "Receipt.JobStatus"
                                                          : "Printer.JobStatus",
                                     .payload = json_pack("{s:s}", "job", job->name),
                                     .done = became};
    if (job_send(job, class_of(job), &request))
        return;
    job_note_outcome(job, "unknown",
                     job->sheets); // the machine has no such printer any more
    job_end_print_failed(job, job->cause, job->sheets);
}

/* ---- the chain -------------------------------------------------------------------------- */

static void
printed(const struct device_answer *answer, void *context)
{
    struct job *job = context;
    job->device = NULL;
    const char *cause = job_cause(answer);
    // Of what a driver says that breaks its promises, nothing is known of the paper either.
    bool lost = strcmp(cause, "driverCrashed") == 0 || strcmp(cause, "driverHung") == 0 ||
                (answer->completion == COMPLETION_INTERNAL_ERROR &&
                 strcmp(cause, "protocolError") == 0);
    if (job->jobs->stopped) {
        job_over(job); // the intent stays open: the next start asks
    } else if (answer->completion == COMPLETION_SUCCESS) {
        job_note_outcome(job, "completed", sheets_of(answer));
        job_tell_printed(job, sheets_of(answer));
    } else if (lost) {
        g_strlcpy(job->cause, cause, sizeof job->cause);
        ask_what_became(job);
    } else {
        // Stopped as we asked; a device that gives a job up by itself says why.
        bool stopped = answer->completion == COMPLETION_CANCELED &&
                       !strcmp(cause, "internalError");
        job_note_outcome(job, cause, sheets_of(answer));
        job_end_print_failed(job, stopped ? "canceled" : cause, sheets_of(answer));
    }
}

static void
print_told(const char *name, const json_t *payload, struct packet *packet, void *context)
{
    (void)packet;
    struct job *job = context;
    if (strcmp(name, "Printer.PageDone") != 0)
        return;
    job->sheets = (int)json_integer_value(json_object_get(payload, "sheets"));
    job_note_outcome(job, NULL, job->sheets); // a power cut must not forget what is out
    if (job->canceled)
        return;
    struct event *event = event_tell(SESSION_PRINT_PROGRESS, job->order);
    event->number = all_sheets(job, job->sheets);
    event->number2 = job->pages;
    jobs_tell(job->jobs, event);
}

int
job_sheets_wanted(const struct job *job)
{
    int last = job->last > 0 ? job->last : job->pages;
    return last - MAX(job->first - 1, 0);
}

/* A slip of thermal paper is one sheet: whole, or none. */
static void
print_strip(struct job *job)
{
    struct device_request request = {
        .name = "Receipt.Print",
        .payload = json_pack("{s:s, s:O}", "job", job->name, "blocks", job->strip),
        .done = printed,
        .told = print_told};
    if (!job_send(job, "receipt", &request)) {
        job_note_outcome(job, "notConnected", 0);
        job_end_print_failed(job, "notConnected", 0);
    }
}

void
jobs_intended(struct jobs *jobs, const struct event *event)
{
    struct job *job = jobs->print;
    if (!job || strcmp(job->name, event->job) != 0) {
        // Canceled while it was being written down: nothing was printed.
        struct job gone = {.jobs = jobs};
        g_strlcpy(gone.name, event->job, sizeof gone.name);
        if (event->number)
            job_note_outcome(&gone, "canceled", 0);
        return;
    }
    if (!event->number) {
        job_end_print_failed(job, "internalError", 0);
        return;
    }
    if (job->stopping) {
        job_note_outcome(job, "canceled", 0);
        job_end_print_failed(job, "canceled", 0);
        return;
    }
    if (job->strip != NULL) {
        print_strip(job);
        return;
    }
    int pdf = job->pdf;
    job->pdf = -1;
    struct device_request request = {.name = "Printer.Print",
                                     .payload = json_pack("{s:s, s:i, s:i}", "job",
                                                          job->name, "copies", 1, "pages",
                                                          job_sheets_wanted(job)),
                                     .blobs = &pdf,
                                     .blob_count = 1,
                                     .done = printed,
                                     .told = print_told};
    if (!job_send(job, "printer", &request)) {
        job_note_outcome(job, "notConnected", 0);
        job_end_print_failed(job, "notConnected", 0);
    }
}

static void
name_job(struct job *job)
{
    static struct uuid_source source; // worker thread only
    uint8_t noise[10];
    randombytes_buf(noise, sizeof noise);
    uuid_make(&source, clock_real_ms(), noise, job->name);
}

/* The paper is named before it is printed. */
void
job_intend(struct job *job)
{
    name_job(job);
    struct event *event = event_create(EVENT_INTEND);
    g_strlcpy(event->job, job->name, sizeof event->job);
    g_strlcpy(event->case_id, job->case_id, sizeof event->case_id);
    event->text = g_strdup(job->last > 0 ? "" : job->part);
    event->text2 = g_strdup(class_of(job));
    event->number = MAX(job->first, 1);
    event->number2 = job->pages;
    job->jobs->settings.to_store(event, job->jobs->settings.context);
}

/* ---- the sheets that are wanted --------------------------------------------------------- */

static void
cut(const struct device_answer *answer, void *context)
{
    struct job *job = context;
    if (!job_goes_on(job))
        return;
    job->pdf = answer->completion == COMPLETION_SUCCESS
                   ? job_take_blob(answer, answer->payload, "blob")
                   : -1;
    if (job->pdf < 0)
        job_end_print_failed(job, job_cause(answer), 0);
    else
        jobs_print_unless_out(job);
}

/* What is out already is not printed a second time. */
static void
cut_and_intend(struct job *job)
{
    if (job->first <= 1 && job->last == 0) {
        jobs_print_unless_out(job);
        return;
    }
    if (job->pages > 0 && job->first > job->pages) {
        job_tell_printed(job, 0); // broken off when the last sheet was out
        return;
    }
    int pdf = job->pdf;
    job->pdf = -1;
    struct device_request request = {.name = "Viewer.Cut",
                                     .payload =
                                         json_pack("{s:i}", "first", MAX(job->first, 1)),
                                     .blobs = &pdf,
                                     .blob_count = 1,
                                     .done = cut};
    if (job->last > 0)
        json_object_set_new(request.payload, "last", json_integer(job->last));
    // Printing all of it anew would bring what is out already a second time.
    if (!job_send(job, "viewer", &request))
        job_end_print_failed(job, "restNotCut", 0);
}

static void
document_set(const struct device_answer *answer, void *context)
{
    struct job *job = context;
    if (!job_goes_on(job))
        return;
    job->pdf = answer->completion == COMPLETION_SUCCESS
                   ? job_take_blob(answer, answer->payload, "blob")
                   : -1;
    if (job->pdf < 0) {
        job_end_print_failed(job, job_cause(answer), 0);
        return;
    }
    job->pages = (int)json_integer_value(json_object_get(answer->payload, "pages"));
    cut_and_intend(job);
}

void
jobs_print_begin(struct jobs *jobs, struct event *event)
{
    struct job *job = job_begin(jobs, &jobs->print, event->order);
    g_strlcpy(job->case_id, event->case_id, sizeof job->case_id);
    g_strlcpy(job->part, event->text ? event->text : "", sizeof job->part);
    job->first = event->number2;
    job->last = event->width;
    if (event->document_fd >= 0) {
        // It is set already: these very bytes go to the printer.
        job->pdf = event->document_fd;
        event->document_fd = -1;
        job->pages = event->number;
        cut_and_intend(job);
        return;
    }
    if (g_strcmp0(event->text2, "receipt") == 0) {
        job->thermal = true;
        job->strip = strip_of(event->json);
        job->first = 1;
        job->pages = 1;
        jobs_print_unless_out(job);
        return;
    }
    g_autofree char *text = json_canonical(event->json);
    struct device_request request = {.name = "Typesetter.Set", .done = document_set};
    int blob = -1;
    if (strlen(text) > DOCUMENT_INLINE_MAX &&
        (blob = blob_create(text, strlen(text), NULL)) >= 0) {
        request.payload = json_pack("{s:n}", "document");
        request.blobs = &blob;
        request.blob_count = 1;
    } else {
        request.payload = json_pack("{s:O}", "document", event->json);
    }
    if (!job_send(job, "typesetter", &request))
        job_end_print_failed(job, "driverMissing", 0);
}

/* ---- prints of an earlier run ----------------------------------------------------------- */

void
jobs_open_intent(struct jobs *jobs, const struct event *event)
{
    static struct job *none; // it stands in no slot: prints of this run go on beside it
    struct job *job = g_new0(struct job, 1);
    *job = (struct job){
        .jobs = jobs, .slot = &none, .pdf = -1, .canceled = true, .earlier = true};
    job->thermal = g_strcmp0(event->text, "receipt") == 0;
    g_strlcpy(job->name, event->job, sizeof job->name);
    g_strlcpy(job->cause, "driverCrashed", sizeof job->cause);
    jobs->lingering++;
    diag_warn("print %s of case %s was begun before the last start and never ended here",
              event->job, event->case_id);
    ask_what_became(job);
}
