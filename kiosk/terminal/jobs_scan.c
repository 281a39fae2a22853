// SPDX-License-Identifier: Apache-2.0
/* Scanning: the page from the scanner, then measured, straightened and made small. */
#include "jobs_private.h"

#include <string.h>
#include <unistd.h>
#include "base/diag.h"
#include "base/json.h"
#include <kiosk/image.h>
#include <kiosk/scanner.h>

#define DPI 300

static void
page_prepared(const struct device_answer *answer, void *context)
{
    struct job *job = context;
    if (!job_goes_on(job))
        return;
    if (answer->completion != COMPLETION_SUCCESS) {
        job_fail(job, SESSION_SCAN_FAILED, job_cause(answer));
        return;
    }
    const json_t *preview = json_object_get(answer->payload, "preview");
    const json_t *jpeg = json_object_get(answer->payload, "jpeg");
    struct event *event = event_tell(SESSION_PAGE_READY, job->order);
    event->jpeg_fd = job_take_blob(answer, jpeg, "blob");
    event->preview_fd = job_take_blob(answer, preview, "blob");
    event->width = (int)json_integer_value(json_object_get(preview, "width"));
    event->height = (int)json_integer_value(json_object_get(preview, "height"));
    event->stride = (int)json_integer_value(json_object_get(preview, "stride"));
    g_strlcpy(event->verdict, json_text(answer->payload, "verdict", "good"),
              sizeof event->verdict);
    if (event->jpeg_fd < 0 || event->preview_fd < 0) {
        event_destroy(event);
        job_fail(job, SESSION_SCAN_FAILED, "protocolError");
        return;
    }
    jobs_tell(job->jobs, event);
    job_over(job);
}

static void
prepare(struct job *job, const struct device_answer *answer)
{
    const json_t *pages = json_object_get(answer->payload, "pages");
    json_t *page = json_deep_copy(json_array_get(pages, 0));
    int blob = job_take_blob(answer, page, "blob");
    if (json_array_size(pages) > 1)
        diag_warn("scanner: %zu pages came, only the first was wanted",
                  json_array_size(pages));
    if (blob < 0) {
        json_decref(page);
        job_fail(job, SESSION_SCAN_FAILED, "protocolError");
        return;
    }
    json_object_set_new(page, "blob", json_integer(0));
    struct device_request request = {
        .name = "Image.Prepare",
        .payload = json_pack("{s:o, s:i, s:i}", "page", page, "preview_width",
                             job->preview_width, "preview_height", job->preview_height),
        .blobs = &blob,
        .blob_count = 1,
        .done = page_prepared};
    if (!job_send(job, "image", &request))
        job_fail(job, SESSION_SCAN_FAILED, "driverMissing");
}

static void
page_scanned(const struct device_answer *answer, void *context)
{
    struct job *job = context;
    if (!job_goes_on(job))
        return;
    if (answer->completion == COMPLETION_SUCCESS)
        prepare(job, answer);
    else
        job_fail(job, SESSION_SCAN_FAILED, job_cause(answer));
}

static void
scan_told(const char *name, const json_t *payload, struct packet *packet, void *context)
{
    (void)packet;
    struct job *job = context;
    if (strcmp(name, "Scanner.Progress") != 0 || job->canceled)
        return;
    double fraction = json_number_value(json_object_get(payload, "fraction"));
    struct event *event = event_tell(SESSION_SCAN_PROGRESS, job->order);
    event->number = (int)(CLAMP(fraction, 0.0, 1.0) * 100);
    jobs_tell(job->jobs, event);
}

void
jobs_scan(struct jobs *jobs, const struct event *event)
{
    struct job *job = job_begin(jobs, &jobs->scan, event->order);
    job->preview_width = event->width;
    job->preview_height = event->height;
    struct device_request request = {
        .name = "Scanner.Scan",
        .payload = json_pack("{s:i, s:s}", "dpi", DPI, "colour", "colour"),
        .done = page_scanned,
        .told = scan_told};
    if (!job_send(job, "scanner", &request))
        job_fail(job, SESSION_SCAN_FAILED, "notConnected");
}
