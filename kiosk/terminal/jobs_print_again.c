// SPDX-License-Identifier: Apache-2.0
/* A paper that is wanted once more after its print failed. The device may have been wrong, or
 * gone on after it said that it could not: before the same sheets go to a printer again, the one
 * that had them is asked by the name of the job. */
#include "jobs_private.h"

#include <string.h>
#include "base/diag.h"
#include "base/json.h"
#include "base/uuid.h"

#define ASK_TIMEOUT_MS 3000 // somebody stands there and waits
#define LOOK_MS 1000
#define LOOKS_MAX 8 // then it is told: the printer still has it

void
jobs_print_failed(const struct job *job)
{
    struct jobs_failed_print *failed = &job->jobs->failed;
    // Only the sheets of a case are known to be the same ones again.
    if (job->name[0] == '\0' || strlen(job->case_id) != UUID_TEXT_SIZE - 1 || job->earlier)
        return;
    *failed = (struct jobs_failed_print){.thermal = job->thermal,
                                         .first = MAX(job->first, 1),
                                         .wanted = job_sheets_wanted(job)};
    g_strlcpy(failed->case_id, job->case_id, sizeof failed->case_id);
    g_strlcpy(failed->part, job->part, sizeof failed->part);
    g_strlcpy(failed->name, job->name, sizeof failed->name);
}

static void ask_for_earlier(struct job *job);

static gboolean
look_again(gpointer context)
{
    struct job *job = context;
    g_clear_pointer(&job->timer, g_source_unref);
    ask_for_earlier(job);
    return G_SOURCE_REMOVE;
}

/* It came out after all: the paper that is wanted now is that one. */
static void
take_earlier(struct job *job, int sheets)
{
    struct jobs_failed_print *failed = &job->jobs->failed;
    diag_warn("print %s was told as failed and came out: it is not printed again",
              failed->name);
    g_strlcpy(job->name, failed->name, sizeof job->name);
    job->first = failed->first;
    *failed = (struct jobs_failed_print){0};
    job_note_outcome(job, "completed", sheets);
    job_tell_printed(job, sheets);
}

static void
earlier_became(const struct device_answer *answer, void *context)
{
    struct job *job = context;
    if (!job_goes_on(job))
        return;
    const struct jobs_failed_print *failed = &job->jobs->failed;
    bool told = answer->completion == COMPLETION_SUCCESS;
    const char *state = told ? json_text(answer->payload, "state", "unknown") : "unknown";
    int sheets = (int)json_integer_value(json_object_get(answer->payload, "sheets"));
    bool has_it = strcmp(state, "pending") == 0 || strcmp(state, "processing") == 0 ||
                  strcmp(state, "stopped") == 0;
    if (strcmp(state, "completed") == 0 && sheets >= failed->wanted) {
        take_earlier(job, sheets);
    } else if (has_it && ++job->looks < LOOKS_MAX) {
        job->timer = g_timeout_source_new(LOOK_MS);
        g_source_set_callback(job->timer, look_again, job, NULL);
        g_source_attach(job->timer, g_main_context_get_thread_default());
    } else if (has_it) {
        job_end_print_failed(job, "busy", 0);
    } else {
        job_intend(job);
    }
}

static void
ask_for_earlier(struct job *job)
{
    const struct jobs_failed_print *failed = &job->jobs->failed;
    struct device_request request = {.name = failed->thermal ? "Receipt.JobStatus"
                                                             : "Printer.JobStatus",
                                     .payload = json_pack("{s:s}", "job", failed->name),
                                     .timeout_ms = ASK_TIMEOUT_MS,
                                     .done = earlier_became};
    if (!job_send(job, failed->thermal ? "receipt" : "printer", &request))
        job_intend(job);
}

void
jobs_print_unless_out(struct job *job)
{
    const struct jobs_failed_print *failed = &job->jobs->failed;
    job->looks = 0;
    if (failed->name[0] != '\0' && strcmp(failed->case_id, job->case_id) == 0 &&
        strcmp(failed->part, job->part) == 0)
        ask_for_earlier(job);
    else
        job_intend(job);
}
