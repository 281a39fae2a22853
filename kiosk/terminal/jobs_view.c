// SPDX-License-Identifier: Apache-2.0
/* A page of a result as pixels. */
#include "jobs_private.h"

#include <kiosk/viewer.h>

static int
member(const struct device_answer *answer, const char *name)
{
    return (int)json_integer_value(json_object_get(answer->payload, name));
}

static void
drawn(const struct device_answer *answer, void *context)
{
    struct job *job = context;
    if (!job_goes_on(job))
        return;
    struct event *event = event_tell(SESSION_DRAWN, job->order);
    if (answer->completion == COMPLETION_SUCCESS) {
        event->preview_fd = job_take_blob(answer, answer->payload, "blob");
        event->width = member(answer, "width");
        event->height = member(answer, "height");
        event->stride = member(answer, "stride");
        event->number = member(answer, "pages");
    }
    jobs_tell(job->jobs, event);
    job_over(job);
}

void
jobs_view(struct jobs *jobs, struct event *event)
{
    struct job *job = job_begin(jobs, &jobs->view, event->order);
    int document = event->document_fd;
    event->document_fd = -1;
    struct device_request request = {
        .name = "Viewer.Render",
        .payload = json_pack("{s:i, s:i, s:i}", "page", event->number, "width",
                             event->width, "height", event->height),
        .blobs = &document,
        .blob_count = 1,
        .done = drawn};
    if (!job_send(job, "viewer", &request)) {
        jobs_tell(jobs, event_tell(SESSION_DRAWN, job->order));
        job_over(job);
    }
}
