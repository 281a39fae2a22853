// SPDX-License-Identifier: Apache-2.0
/* Both sides of a card onto one sheet: pictures in, a PDF and what it looks like out. */
#include "jobs_private.h"

#include "base/json.h"
#include <kiosk/image.h>

static int
member(const json_t *object, const char *name)
{
    return (int)json_integer_value(json_object_get(object, name));
}

static void
bound(const struct device_answer *answer, void *context)
{
    struct job *job = context;
    if (!job_goes_on(job))
        return;
    if (answer->completion != COMPLETION_SUCCESS) {
        job_fail(job, SESSION_COPY_MADE, job_cause(answer));
        return;
    }
    const json_t *preview = json_object_get(answer->payload, "preview");
    struct event *event = event_tell(SESSION_COPY_MADE, job->order);
    event->document_fd = job_take_blob(answer, answer->payload, "pdf");
    event->preview_fd = job_take_blob(answer, preview, "blob");
    event->width = member(preview, "width");
    event->height = member(preview, "height");
    event->stride = member(preview, "stride");
    if (event->document_fd < 0 || event->preview_fd < 0) {
        event_destroy(event);
        job_fail(job, SESSION_COPY_MADE, "protocolError");
        return;
    }
    jobs_tell(job->jobs, event);
    job_over(job);
}

void
jobs_bind(struct jobs *jobs, struct event *event)
{
    struct job *job = job_begin(jobs, &jobs->scan, event->order);
    int blobs[EVENT_PIECES_MAX];
    for (size_t i = 0; i < event->piece_count; i++) {
        blobs[i] = event->pieces[i].fd;
        event->pieces[i].fd = -1;
    }
    struct device_request request = {
        .name = "Image.Bind",
        .payload = json_pack("{s:s, s:s, s:s, s:i, s:i}", "layout", "card_copy",
                             "watermark", event->text, "purpose",
                             event->text3 ? event->text3 : "", "preview_width", event->width, "preview_height",
                             event->height),
        .blobs = blobs,
        .blob_count = event->piece_count,
        .done = bound};
    if (!job_send(job, "image", &request))
        job_fail(job, SESSION_COPY_MADE, "driverMissing");
}
