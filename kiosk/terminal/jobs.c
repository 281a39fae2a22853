// SPDX-License-Identifier: Apache-2.0
#include "jobs.h"
#include "jobs_private.h"

#include <string.h>
#include <unistd.h>
#include "base/diag.h"
#include "base/json.h"
#include <kiosk/card.h>

/* ---- what all jobs do ------------------------------------------------------------------- */

struct job *
job_begin(struct jobs *jobs, struct job **slot, int order)
{
    job_cancel(*slot);
    struct job *job = g_new0(struct job, 1);
    *job = (struct job){.jobs = jobs, .slot = slot, .order = order, .pdf = -1};
    *slot = job;
    return job;
}

bool
job_send(struct job *job, const char *class, struct device_request *request)
{
    return job_send_to(job, class, NULL, request);
}

bool
job_send_to(struct job *job, const char *class, const char *name,
            struct device_request *request)
{
    struct device *device = supervisor_named(job->jobs->settings.supervisor, class, name);
    if (!device) {
        json_decref(request->payload);
        for (size_t i = 0; i < request->blob_count; i++)
            close(request->blobs[i]);
        return false;
    }
    request->context = job;
    job->device = device;
    job->command = device_send(device, request);
    return true;
}

void
job_cancel(struct job *job)
{
    if (!job)
        return;
    struct jobs *jobs = job->jobs;
    job->canceled = true;
    *job->slot = NULL;
    jobs->lingering++;
    if (job->device)
        device_cancel(job->device, job->command);
    else
        job_over(job);
    jobs_print_next(jobs);
}

bool
job_goes_on(struct job *job)
{
    job->device = NULL;
    if (!job->canceled && !job->jobs->stopped)
        return true;
    job_over(job);
    return false;
}

void
job_over(struct job *job)
{
    struct jobs *jobs = job->jobs;
    bool printed = job->slot == &jobs->print;
    if (*job->slot == job)
        *job->slot = NULL;
    if (job->canceled)
        job->jobs->lingering--;
    if (job->timer) {
        g_source_destroy(job->timer);
        g_source_unref(job->timer);
    }
    if (job->pdf >= 0)
        close(job->pdf);
    json_decref(job->sentences);
    json_decref(job->strip);
    jobs_scan_finish(job);
    g_free(job);
    if (!printed || jobs->stopped)
        return;
    // Paper of a visit that is over passed through drivers that were told to forget before.
    if (!supervisor_is_in_visit(jobs->settings.supervisor))
        supervisor_renew(jobs->settings.supervisor);
    jobs_print_next(jobs);
}

const char *
job_cause(const struct device_answer *answer)
{
    if (*answer->cause && strcmp(answer->cause, "none") != 0)
        return answer->cause;
    return answer->completion == COMPLETION_TIME_OUT ? "noAnswer" : "internalError";
}

void
jobs_tell(struct jobs *jobs, struct event *event)
{
    jobs->settings.to_ui(event, jobs->settings.context);
}

void
job_fail(struct job *job, enum session_event_kind kind, const char *cause)
{
    struct event *event = event_tell(kind, job->order);
    event->text = g_strdup(cause);
    jobs_tell(job->jobs, event);
    job_over(job);
}

int
job_take_blob(const struct device_answer *answer, const json_t *object, const char *name)
{
    const json_t *index = json_object_get(object, name);
    if (!json_is_integer(index) || !answer->packet || json_integer_value(index) < 0)
        return -1;
    return packet_take_blob(answer->packet, (size_t)json_integer_value(index));
}

/* ---- the card --------------------------------------------------------------------------- */

static void
card_read(const struct device_answer *answer, void *context)
{
    struct job *job = context;
    if (!job_goes_on(job))
        return;
    if (answer->completion != COMPLETION_SUCCESS) {
        bool nobody = answer->completion == COMPLETION_TIME_OUT;
        job_fail(job, SESSION_CARD_FAILED, nobody ? "none" : job_cause(answer));
        return;
    }
    struct event *event = event_tell(SESSION_CARD_READ, job->order);
    if (job->type_only) {
        event->json =
            json_pack("{s:s}", "card_type", json_text(answer->payload, "card_type", ""));
        jobs_tell(job->jobs, event);
        job_over(job);
        return;
    }
    event->photo_fd = job_take_blob(answer, answer->payload, "photo");
    event->json = json_deep_copy(answer->payload);
    json_object_del(event->json, "photo");
    jobs_tell(job->jobs, event);
    job_over(job);
}

static void
read_card(struct jobs *jobs, const struct event *event)
{
    struct job *job = job_begin(jobs, &jobs->card, event->order);
    job->type_only = event->number == 1;
    struct device_request request = {
        .name = "Card.Read", .payload = json_object(), .done = card_read};
    if (!job_send(job, "card", &request))
        job_fail(job, SESSION_CARD_FAILED, "notConnected");
}

/* ---- all jobs --------------------------------------------------------------------------- */

struct jobs *
jobs_create(const struct jobs_settings *settings)
{
    struct jobs *jobs = g_new0(struct jobs, 1);
    jobs->settings = *settings;
    g_queue_init(&jobs->prints);
    return jobs;
}

void
jobs_handle(struct jobs *jobs, struct event *event)
{
    switch (event->kind) {
    case EVENT_READ_CARD:
        read_card(jobs, event);
        break;
    case EVENT_CANCEL_CARD:
        job_cancel(jobs->card);
        break;
    case EVENT_SCAN_PAGE:
        jobs_scan(jobs, event);
        break;
    case EVENT_CANCEL_SCAN:
        job_cancel(jobs->scan);
        break;
    case EVENT_BIND:
        jobs_bind(jobs, event);
        break;
    case EVENT_SAMPLE:
        jobs_sample(jobs, event);
        break;
    case EVENT_READ_CODE:
        jobs_code(jobs, event);
        break;
    case EVENT_CANCEL_CODE:
        job_cancel(jobs->code);
        break;
    case EVENT_TURN_PAGE:
        jobs_turn(jobs, event);
        break;
    case EVENT_LIVE:
        jobs_live(jobs, event);
        break;
    case EVENT_END_LIVE:
        job_cancel(jobs->live);
        break;
    case EVENT_PRINT:
        jobs_print(jobs, event);
        break;
    case EVENT_VIEW:
        jobs_view(jobs, event);
        break;
    case EVENT_CANCEL_PRINT:
        jobs_cancel_print(jobs, event);
        break;
    case EVENT_SAY:
        jobs_say(jobs, event);
        break;
    case EVENT_HUSH:
        job_cancel(jobs->speech);
        break;
    case EVENT_LIGHTS:
        jobs_lights(jobs, event);
        break;
    case EVENT_COMPOSE:
    case EVENT_CHOOSE:
    case EVENT_RECOGNISE:
        jobs_input(jobs, event);
        break;
    case EVENT_INTENDED:
        jobs_intended(jobs, event);
        break;
    case EVENT_OPEN_INTENT:
        jobs_open_intent(jobs, event);
        break;
    default:
        g_assert_not_reached();
    }
}

void
jobs_end_visit(struct jobs *jobs)
{
    job_cancel(jobs->card);
    job_cancel(jobs->scan);
    job_cancel(jobs->live);
    job_cancel(jobs->code);
    jobs_forget_page(jobs);
    job_cancel(jobs->speech);
    job_cancel(jobs->view);
    if (jobs->print)
        jobs->print->left = true;
    jobs->prints_left = jobs->prints.length;
}

void
jobs_stop(struct jobs *jobs)
{
    jobs->stopped = true;
}

/* Waiting for a person's card is not waiting for the machine, nor does anybody wait for paper of
 * a visit that is over. */
bool
jobs_are_settled(const struct jobs *jobs)
{
    bool prints = (jobs->print && !jobs->print->left) ||
                  jobs->prints.length > jobs->prints_left;
    return !jobs->scan && !jobs->view && !jobs->sample && !prints && jobs->lingering == 0;
}

void
jobs_destroy(struct jobs *jobs)
{
    if (!jobs)
        return;
    g_queue_clear_full(&jobs->prints, event_free); // not begun: nothing to be asked after
    // Only a print can be between two commands.
    if (jobs->print)
        job_over(jobs->print);
    jobs_forget_page(jobs);
    g_free(jobs);
}
