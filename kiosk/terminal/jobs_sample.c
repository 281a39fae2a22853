// SPDX-License-Identifier: Apache-2.0
/* A sample (范本) that an author put beside a service as JPEG or PNG, as pixels. */
#include "jobs_private.h"

#include "base/blob.h"
#include "base/diag.h"
#include "base/file.h"
#include <kiosk/image.h>

#define SAMPLE_FILE_MAX (8 * 1024 * 1024)

static int
member(const json_t *object, const char *name)
{
    return (int)json_integer_value(json_object_get(object, name));
}

/* With its pixels, or without: `ever` then says that a second try is in vain. Takes `fd`. */
static void
tell(struct jobs *jobs, const char *key, int fd, const json_t *preview, bool ever)
{
    struct event *event = event_create(EVENT_SAMPLE_DECODED);
    event->text = g_strdup(key);
    event->preview_fd = fd;
    event->width = member(preview, "width");
    event->height = member(preview, "height");
    event->stride = member(preview, "stride");
    event->number = ever;
    jobs_tell(jobs, event);
}

static void
decoded(const struct device_answer *answer, void *context)
{
    struct job *job = context;
    g_autofree char *key = g_steal_pointer(&job->key);
    if (!job_goes_on(job))
        return;
    const json_t *preview = json_object_get(answer->payload, "preview");
    bool good = answer->completion == COMPLETION_SUCCESS;
    tell(job->jobs, key, good ? job_take_blob(answer, preview, "blob") : -1, preview,
         answer->completion == COMPLETION_UNSUPPORTED_DATA);
    job_over(job);
}

void
jobs_sample(struct jobs *jobs, const struct event *event)
{
    g_autoptr(GError) error = NULL;
    size_t size = 0;
    g_autofree char *bytes = file_read(event->text2, SAMPLE_FILE_MAX, &size, &error);
    int blob = bytes == NULL ? -1 : blob_create(bytes, size, &error);
    if (blob < 0) {
        diag_warn("%s: %s", event->text2, error->message);
        tell(jobs, event->text, -1, NULL, true);
        return;
    }
    struct job *job = job_begin(jobs, &jobs->sample, 0);
    job->key = g_strdup(event->text);
    struct device_request request = {.name = "Image.Preview",
                                     .payload = json_pack("{s:i, s:i}", "preview_width",
                                                          event->width, "preview_height",
                                                          event->height),
                                     .blobs = &blob,
                                     .blob_count = 1,
                                     .done = decoded};
    if (job_send(job, "image", &request))
        return;
    g_clear_pointer(&job->key, g_free);
    tell(jobs, event->text, -1, NULL, false);
    job_over(job);
}
