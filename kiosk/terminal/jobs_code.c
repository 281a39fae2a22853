// SPDX-License-Identifier: Apache-2.0
/* Codes that a person holds to the reader. */
#include "jobs_private.h"

#include "base/json.h"
#include <kiosk/code.h>

static void
code_read(const struct device_answer *answer, void *context)
{
    struct job *job = context;
    if (!job_goes_on(job))
        return;
    if (answer->completion != COMPLETION_SUCCESS) {
        job_fail(job, SESSION_CODE_FAILED,
                 answer->completion == COMPLETION_TIME_OUT ? "none" : job_cause(answer));
        return;
    }
    struct event *event = event_tell(SESSION_CODE_READ, job->order);
    event->text = g_strdup(json_text(answer->payload, "text", ""));
    jobs_tell(job->jobs, event);
    job_over(job);
}

void
jobs_code(struct jobs *jobs, const struct event *event)
{
    struct job *job = job_begin(jobs, &jobs->code, event->order);
    struct device_request request = {
        .name = "Code.Read", .payload = json_object(), .done = code_read};
    if (!job_send(job, "code", &request))
        job_fail(job, SESSION_CODE_FAILED, "notConnected");
}
