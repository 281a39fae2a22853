// SPDX-License-Identifier: Apache-2.0
/* Scanning: pages from the scanner, each then measured, straightened and made small; the live
 * picture of a camera before. */
#include "jobs_private.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include "base/json.h"
#include <kiosk/image.h>

#define DPI 300

/* ---- the page that can be turned -------------------------------------------------------- */

void
jobs_forget_page(struct jobs *jobs)
{
    if (jobs->last.page == NULL)
        return;
    json_decref(jobs->last.page);
    close(jobs->last.fd);
    g_free(jobs->last.mark);
    g_free(jobs->last.crop);
    memset(&jobs->last, 0, sizeof jobs->last);
}

static void
remember_page(const struct job *job, const json_t *page, int fd)
{
    struct jobs *jobs = job->jobs;
    int copy = fcntl(fd, F_DUPFD_CLOEXEC, 3);
    json_t *kept = json_deep_copy(page);
    char *mark = g_strdup(job->mark), *crop = g_strdup(job->crop);
    jobs_forget_page(jobs);
    jobs->last.page = kept;
    jobs->last.fd = copy;
    jobs->last.preview_width = job->preview_width;
    jobs->last.preview_height = job->preview_height;
    jobs->last.mark = mark;
    jobs->last.crop = crop;
}

void
jobs_scan_finish(struct job *job)
{
    size_t count = json_array_size(job->scanned);
    for (size_t i = 0; i < count; i++)
        if (job->page_fds[i] >= 0)
            close(job->page_fds[i]);
    json_decref(job->scanned);
    g_free(job->mark);
    g_free(job->crop);
}

/* ---- preparing -------------------------------------------------------------------------- */

static void prepare_next(struct job *job);

static int
member(const json_t *object, const char *name)
{
    return (int)json_integer_value(json_object_get(object, name));
}

static bool
has_hint(const json_t *payload, const char *hint)
{
    size_t index;
    json_t *word;
    json_array_foreach (json_object_get(payload, "hints"), index, word)
        if (strcmp(json_string_value(word), hint) == 0)
            return true;
    return false;
}

static struct event *
page_event(const struct job *job, const struct device_answer *answer)
{
    const json_t *preview = json_object_get(answer->payload, "preview");
    const json_t *jpeg = json_object_get(answer->payload, "jpeg");
    struct event *event = event_tell(SESSION_PAGE_READY, job->order);
    event->jpeg_fd = job_take_blob(answer, jpeg, "blob");
    event->preview_fd = job_take_blob(answer, preview, "blob");
    event->width = member(preview, "width");
    event->height = member(preview, "height");
    event->stride = member(preview, "stride");
    event->jpeg_width = member(jpeg, "width");
    event->jpeg_height = member(jpeg, "height");
    event->glare = has_hint(answer->payload, "glare");
    event->dark = has_hint(answer->payload, "dark");
    event->cropped = json_is_true(json_object_get(answer->payload, "cropped"));
    event->turned = member(answer->payload, "turned");
    event->number = (int)(json_array_size(job->scanned) - job->page - 1);
    g_strlcpy(event->verdict, json_text(answer->payload, "verdict", "good"),
              sizeof event->verdict);
    return event;
}

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
    struct event *event = page_event(job, answer);
    if (event->jpeg_fd < 0 || event->preview_fd < 0) {
        event_destroy(event);
        job_fail(job, SESSION_SCAN_FAILED, "protocolError");
        return;
    }
    jobs_tell(job->jobs, event);
    if (++job->page < json_array_size(job->scanned))
        prepare_next(job);
    else
        job_over(job);
}

static void
prepare_next(struct job *job)
{
    json_t *page = json_deep_copy(json_array_get(job->scanned, job->page));
    int *fd = &job->page_fds[job->page];
    json_object_set_new(page, "blob", json_integer(0));
    if (!job->kept)
        remember_page(job, page, *fd);
    json_t *payload = json_pack("{s:o, s:i, s:i}", "page", page, "preview_width",
                                job->preview_width, "preview_height",
                                job->preview_height);
    if (job->mark != NULL)
        json_object_set_new(payload, "watermark", json_string(job->mark));
    if (job->crop != NULL)
        json_object_set_new(payload, "crop", json_string(job->crop));
    if (job->turn >= 0) {
        json_object_set_new(payload, "turn", json_integer(job->turn));
        json_object_set_new(payload, "upright", json_false());
    }
    struct device_request request = {.name = "Image.Prepare",
                                     .payload = payload,
                                     .blobs = fd,
                                     .blob_count = 1,
                                     .done = page_prepared};
    bool sent = job_send(job, "image", &request);
    *fd = -1; // taken in either case
    if (!sent)
        job_fail(job, SESSION_SCAN_FAILED, "driverMissing");
}

/* ---- scanning --------------------------------------------------------------------------- */

/* Takes every page out of the answer. False: one came without its pixels. */
static bool
take_pages(struct job *job, const struct device_answer *answer)
{
    job->scanned = json_deep_copy(json_object_get(answer->payload, "pages"));
    size_t count = json_array_size(job->scanned);
    bool all = true;
    for (size_t i = 0; i < count; i++) {
        job->page_fds[i] = job_take_blob(answer, json_array_get(job->scanned, i), "blob");
        all = all && job->page_fds[i] >= 0;
    }
    return all;
}

static void
page_scanned(const struct device_answer *answer, void *context)
{
    struct job *job = context;
    if (!job_goes_on(job))
        return;
    if (answer->completion != COMPLETION_SUCCESS)
        job_fail(job, SESSION_SCAN_FAILED, job_cause(answer));
    else if (!take_pages(job, answer))
        job_fail(job, SESSION_SCAN_FAILED, "protocolError");
    else
        prepare_next(job);
}

static void
tell_frame(struct job *job, const json_t *payload, struct packet *packet)
{
    json_int_t blob = json_integer_value(json_object_get(payload, "blob"));
    int fd = packet != NULL && blob >= 0 ? packet_take_blob(packet, (size_t)blob) : -1;
    if (fd < 0)
        return;
    struct event *event = event_tell(SESSION_SCAN_FRAME, job->order);
    event->preview_fd = fd;
    event->width = member(payload, "width");
    event->height = member(payload, "height");
    event->stride = member(payload, "stride");
    jobs_tell(job->jobs, event);
}

static void
scan_told(const char *name, const json_t *payload, struct packet *packet, void *context)
{
    struct job *job = context;
    if (job->canceled || job->jobs->stopped)
        return;
    if (strcmp(name, "Scanner.Frame") == 0)
        tell_frame(job, payload, packet);
    if (strcmp(name, "Scanner.Progress") != 0)
        return;
    double fraction = json_number_value(json_object_get(payload, "fraction"));
    struct event *event = event_tell(SESSION_SCAN_PROGRESS, job->order);
    event->number = (int)(CLAMP(fraction, 0.0, 1.0) * 100);
    jobs_tell(job->jobs, event);
}

void
jobs_scan(struct jobs *jobs, const struct event *event)
{
    job_cancel(jobs->live); // the scanner does one thing at a time
    struct job *job = job_begin(jobs, &jobs->scan, event->order);
    job->preview_width = event->width;
    job->preview_height = event->height;
    job->mark = g_strdup(event->text);
    job->crop = g_strdup(event->text2);
    job->turn = -1;
    struct device_request request = {
        .name = "Scanner.Scan",
        .payload = json_pack("{s:i, s:s, s:i, s:i}", "dpi", DPI, "colour", "colour",
                             "preview_width", event->width, "preview_height",
                             event->height),
        .done = page_scanned,
        .told = scan_told};
    if (!job_send_to(job, "scanner", event->text3, &request))
        job_fail(job, SESSION_SCAN_FAILED, "notConnected");
}

/* A page as it was kept: straight, cut out and marked already. */
static void
turn_kept(struct job *job, struct event *event)
{
    job->preview_width = event->width;
    job->preview_height = event->height;
    job->crop = g_strdup("none");
    job->turn = event->number;
    job->kept = true;
    job->scanned = json_pack("[{s:i, s:s, s:i, s:i, s:i, s:i}]", "blob", 0, "format",
                             "jpeg", "width", event->jpeg_width, "height",
                             event->jpeg_height, "stride", 0, "dpi", DPI);
    job->page_fds[0] = event->jpeg_fd;
    event->jpeg_fd = -1;
    prepare_next(job);
}

void
jobs_turn(struct jobs *jobs, struct event *event)
{
    struct job *job = job_begin(jobs, &jobs->scan, event->order);
    if (event->jpeg_fd >= 0) {
        turn_kept(job, event);
        return;
    }
    if (jobs->last.page == NULL) {
        job_fail(job, SESSION_SCAN_FAILED, "internalError");
        return;
    }
    job->preview_width = jobs->last.preview_width;
    job->preview_height = jobs->last.preview_height;
    job->mark = g_strdup(jobs->last.mark);
    job->crop = g_strdup(jobs->last.crop);
    job->turn = event->number;
    job->scanned = json_pack("[o]", json_deep_copy(jobs->last.page));
    job->page_fds[0] = fcntl(jobs->last.fd, F_DUPFD_CLOEXEC, 3);
    prepare_next(job);
}

/* ---- the live picture ------------------------------------------------------------------- */

/* A scanner that has none says so at once; one that broke off is told by its status. */
static void
live_ended(const struct device_answer *answer, void *context)
{
    (void)answer;
    struct job *job = context;
    if (job_goes_on(job))
        job_over(job);
}

void
jobs_live(struct jobs *jobs, const struct event *event)
{
    struct job *job = job_begin(jobs, &jobs->live, event->order);
    struct device_request request = {.name = "Scanner.Preview",
                                     .payload = json_pack("{s:i, s:i}", "preview_width",
                                                          event->width, "preview_height",
                                                          event->height),
                                     .done = live_ended,
                                     .told = scan_told};
    if (!job_send_to(job, "scanner", event->text3, &request))
        job_over(job);
}
