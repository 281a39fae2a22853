// SPDX-License-Identifier: Apache-2.0
#include "scan.h"

#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/blob.h"
#include "base/clock.h"
#include "base/json.h"
#include <kiosk/scanner.h>

#include "calls.h"
#include "fault.h"
#include "frame.h"
#include "setting.h"

#define DPI 300               // when the command says nothing
#define READ_MAX (256 * 1024) // bytes; so that a cancel is seen between two reads
#define FIRST_MS 40000  // to the first byte: lamp, calibration, a page scanned whole
#define STALL_MS 8000   // from byte to byte: the peer is gone and does not say so
#define READY_MS 500    // at most, for a descriptor that tells of bytes
#define NAP_MS 20       // between two reads that brought nothing
#define PROGRESS_MS 100 // at most ten events a second
#define FRAME_MS 400    // between two pictures of a page that comes
#define A4_HEIGHT_INCHES (297 / 25.4) // likely height of a page that does not tell

/* One run of the command. */
struct scan {
    struct driver *driver;
    struct driver_call *call;
    struct scanner *scanner;
    struct setting_result setting;
    json_t *pages;       // of the answer
    int64_t progress_ms; // when the last event was sent
    int64_t frame_ms;    // when the last picture of a page that comes
    bool stalled;
};

/* ---- how it ends ------------------------------------------------------------------- */

static enum completion
fail(struct scan *scan, SANE_Status status)
{
    const struct fault *fault = fault_of(status);
    struct driver_status device = fault->device;
    device.explanation = device.device == DEVICE_ONLINE ? NULL : sane_strstatus(status);
    if (fault->lost) // before the status: it forgets what was said so far
        driver_lost(scan->driver);
    driver_set_status(scan->driver, &device);
    driver_explain(scan->call, fault->cause, "%s", sane_strstatus(status));
    return fault->completion;
}

static enum completion
fail_not_responding(struct scan *scan)
{
    driver_lost(scan->driver);
    driver_set_status(scan->driver, &(struct driver_status){
                                        .device = DEVICE_OFFLINE,
                                        .cause = "notResponding",
                                        .action = ACTION_RESET,
                                        .explanation = "The scanner stopped answering"});
    driver_explain(scan->call, "notResponding", "The scanner stopped answering");
    return COMPLETION_DEVICE_NOT_READY;
}

static enum completion
fail_setting(struct scan *scan, const GError *error)
{
    if (g_error_matches(error, SETTING_ERROR, SETTING_ERROR_DEVICE))
        driver_lost(scan->driver);
    driver_explain(scan->call, "badConfiguration", "%s", error->message);
    return g_error_matches(error, SETTING_ERROR, SETTING_ERROR_WISH)
               ? COMPLETION_UNSUPPORTED_DATA
               : COMPLETION_DEVICE_NOT_READY;
}

static enum completion
fail_frame(struct scan *scan, const GError *error)
{
    enum completion completion = COMPLETION_NOT_ENOUGH_SPACE;
    const char *cause = "internalError";
    if (g_error_matches(error, FRAME_ERROR, FRAME_ERROR_KIND)) {
        completion = COMPLETION_UNSUPPORTED_DATA;
        cause = "badConfiguration";
    } else if (g_error_matches(error, FRAME_ERROR, FRAME_ERROR_SENSE)) {
        completion = COMPLETION_HARDWARE_ERROR;
        cause = "protocolError";
    }
    driver_explain(scan->call, cause, "%s", error->message);
    return completion;
}

/* ---- one page ---------------------------------------------------------------------- */

static int
page_number(const struct scan *scan)
{
    return (int)json_array_size(scan->pages) + 1;
}

static void
tell_progress(struct scan *scan, const struct frame *frame)
{
    int64_t now_ms = clock_monotonic_ms();
    if (now_ms - scan->progress_ms < PROGRESS_MS)
        return;
    scan->progress_ms = now_ms;
    int likely_height = (int)(A4_HEIGHT_INCHES * scan->setting.dpi);
    driver_event(scan->call, "Scanner.Progress",
                 json_pack("{s:i, s:f}", "page", page_number(scan), "fraction",
                           frame_fraction(frame, likely_height)));
}

/* ---- the page while it comes ------------------------------------------------------- */

/* One row of a frame for the screen: blue, green, red, 255. */
static void
draw_row(const struct frame *frame, int row, uint8_t *out, int width)
{
    const uint8_t *from = frame->bytes + (size_t)row * frame->stride;
    for (int x = 0; x < width; x++, out += 4) {
        const uint8_t *at =
            from + (size_t)(x * frame->width / width) * (size_t)frame->channels;
        out[0] = at[frame->channels == 3 ? 2 : 0];
        out[1] = at[frame->channels == 3 ? 1 : 0];
        out[2] = at[0];
    }
}

/* As far as the page has come, white where it has not; at most every FRAME_MS. */
static void
tell_frame(struct scan *scan, const struct frame *frame)
{
    const json_t *payload = driver_payload(scan->call);
    int box_width = (int)json_integer_value(json_object_get(payload, "preview_width"));
    int box_height = (int)json_integer_value(json_object_get(payload, "preview_height"));
    int64_t now_ms = clock_monotonic_ms();
    int rows = frame_rows(frame), full = frame->height;
    if (box_width < 16 || box_height < 16 || rows == 0 ||
        now_ms - scan->frame_ms < FRAME_MS)
        return;
    scan->frame_ms = now_ms;
    full = MAX(full > 0 ? full : (int)(A4_HEIGHT_INCHES * scan->setting.dpi), rows);
    double scale = MIN((double)box_width / frame->width, (double)box_height / full);
    int width = CLAMP((int)(frame->width * scale), 16, box_width);
    int height = CLAMP((int)(full * scale), 16, box_height);
    size_t size = (size_t)width * (size_t)height * 4;
    g_autofree uint8_t *pixels = g_malloc(size);
    memset(pixels, 255, size);
    for (int y = 0; y < height && (int64_t)y * full / height < rows; y++)
        draw_row(frame, (int)((int64_t)y * full / height),
                 pixels + (size_t)y * (size_t)width * 4, width);
    int fd = blob_create(pixels, size, NULL);
    if (fd >= 0)
        driver_event_memfd(scan->call, "Scanner.Frame",
                           json_pack("{s:i, s:i, s:i, s:i}", "blob", 0, "width", width,
                                     "height", height, "stride", width * 4),
                           fd);
}

/* ---- reading ----------------------------------------------------------------------- */

/* After `empty` reads in a row that brought nothing: waits for bytes, or a moment. False when
 * that has gone on for too long, or the command is over. */
static bool
await_bytes(struct scan *scan, const struct frame *frame, int64_t last_byte_ms, int empty)
{
    int64_t patience_ms = frame->received == 0 ? FIRST_MS : STALL_MS;
    if (clock_monotonic_ms() - last_byte_ms > patience_ms) {
        scan->stalled = true;
        return false;
    }
    // A dead peer's descriptor is always ready and never has bytes: it is trusted once.
    int fd = empty == 1 ? scan->scanner->device.fd : -1;
    return driver_wait(scan->call, fd, POLLIN, fd >= 0 ? READY_MS : NAP_MS) !=
           DRIVER_WAIT_CANCELED;
}

static bool
is_over(const struct scan *scan)
{
    return driver_canceled(scan->call) || driver_time_left_ms(scan->call) == 0;
}

/* Reads to the end of the frame, or until the command is over, nothing comes any more, or
 * *error. The status of the last read. */
static SANE_Status
read_frame(struct scan *scan, struct frame *frame, GError **error)
{
    SANE_Handle handle = scan->scanner->device.handle;
    int64_t last_byte_ms = clock_monotonic_ms();
    int empty = 0;
    while (!is_over(scan)) {
        uint8_t *room = NULL;
        size_t size = 0;
        SANE_Int count = 0;
        if (!frame_room(frame, &room, &size, error))
            return SANE_STATUS_GOOD;
        SANE_Status status =
            calls_read(handle, room, (SANE_Int)MIN(size, READ_MAX), &count);
        if (status != SANE_STATUS_GOOD)
            return status;
        empty = count > 0 ? 0 : empty + 1;
        if (empty > 0 && !await_bytes(scan, frame, last_byte_ms, empty))
            break;
        if (empty == 0) {
            frame_add(frame, (size_t)count);
            last_byte_ms = clock_monotonic_ms();
        }
        tell_progress(scan, frame);
        tell_frame(scan, frame);
    }
    return SANE_STATUS_GOOD;
}

static enum completion
fail_incomplete(struct scan *scan, const struct frame *frame)
{
    driver_explain(scan->call, "incompletePage", "The scanner sent %d of %d rows",
                   frame_rows(frame), frame->height);
    return COMPLETION_HARDWARE_ERROR;
}

static bool
add_page(struct scan *scan, struct frame *frame, GError **error)
{
    json_t *page = json_pack("{s:s, s:i, s:i, s:I}", "format",
                             frame->channels == 3 ? "rgb24" : "gray8", "width",
                             frame->width, "height", frame_rows(frame), "stride",
                             (json_int_t)frame->stride);
    // The schema of a page has its own least and greatest dpi; others are not worth telling.
    if (scan->setting.dpi >= scanner_dpi_schema.min &&
        scan->setting.dpi <= scanner_dpi_schema.max)
        json_object_set_new(page, "dpi", json_integer(scan->setting.dpi));
    int fd = frame_take(frame, error);
    int index = fd < 0 ? -1 : driver_reply_memfd(scan->call, fd, error);
    if (index < 0) {
        json_decref(page);
        return false;
    }
    json_object_set_new(page, "blob", json_integer(index));
    json_array_append_new(scan->pages, page);
    return true;
}

/* What came of a frame that was read to `status`. */
static enum completion
judge(struct scan *scan, struct frame *frame, SANE_Status status, GError *error)
{
    // A cancel is told by backends as end of page, as an error or not at all: ours counts.
    if (driver_canceled(scan->call))
        return COMPLETION_CANCELED;
    if (driver_time_left_ms(scan->call) == 0) {
        driver_explain(scan->call, "notResponding", "The page did not come in time");
        return COMPLETION_TIME_OUT;
    }
    if (scan->stalled)
        return fail_not_responding(scan);
    if (error)
        return fail_frame(scan, error);
    if (status != SANE_STATUS_EOF)
        return fail(scan, status);
    // The end of a page says nothing about its length: cut files and lost peers end alike.
    if (!frame_is_whole(frame))
        return fail_incomplete(scan, frame);
    g_autoptr(GError) failure = NULL;
    return add_page(scan, frame, &failure) ? COMPLETION_SUCCESS
                                           : fail_frame(scan, failure);
}

static enum completion
scan_frame(struct scan *scan)
{
    g_autoptr(GError) error = NULL;
    SANE_Parameters parameters = {0};
    struct frame frame = {0};
    SANE_Status status = calls_parameters(scan->scanner->device.handle, &parameters);
    if (status != SANE_STATUS_GOOD)
        return fail(scan, status);
    if (!frame_init(&frame, &parameters, &error))
        return fail_frame(scan, error);
    status = read_frame(scan, &frame, &error);
    enum completion completion = judge(scan, &frame, status, error);
    frame_finish(&frame);
    return completion;
}

/* ---- the command ------------------------------------------------------------------- */

/* All pages that are to come; `status` is that of the start of the first. */
static enum completion
scan_pages(struct scan *scan, SANE_Status status)
{
    struct device *device = &scan->scanner->device;
    for (;; status = device_start(device)) {
        bool more = json_array_size(scan->pages) > 0;
        if (status == SANE_STATUS_NO_DOCS && more)
            return COMPLETION_SUCCESS; // the feeder is empty
        if (driver_canceled(scan->call))
            return COMPLETION_CANCELED;
        if (status != SANE_STATUS_GOOD)
            return fail(scan, status);
        enum completion completion = scan_frame(scan);
        if (completion != COMPLETION_SUCCESS || !scan->setting.feeder ||
            json_array_size(scan->pages) == SCANNER_PAGES_MAX)
            return completion;
        device_pause(device);
    }
}

static bool
apply(struct scan *scan, const char *source, GError **error)
{
    const json_t *payload = driver_payload(scan->call);
    const json_t *dpi = json_object_get(payload, "dpi");
    struct setting_wish wish = {
        .dpi = dpi ? (int)json_integer_value(dpi) : DPI,
        .colour = strcmp(json_text(payload, "colour", "colour"), "gray") != 0,
        .source = source};
    return setting_apply(scan->scanner->device.handle, &wish, &scan->scanner->address,
                         &scan->setting, error);
}

/* After a cancel some backends (airscan beside a scanner that hangs) take the scan for one that
 * still runs, and refuse every option until they are closed. */
static bool
prepare(struct scan *scan, const char *source, GError **error)
{
    g_autoptr(GError) refused = NULL;
    if (apply(scan, source, &refused))
        return true;
    if (scan->scanner->device.unfinished &&
        g_error_matches(refused, SETTING_ERROR, SETTING_ERROR_VALUE))
        return device_reopen(&scan->scanner->device, error) && apply(scan, source, error);
    g_propagate_error(error, g_steal_pointer(&refused));
    return false;
}

/* Where both are, pages that lie in the feeder are meant, and the glass when none does. */
static enum completion
scan_source(struct scan *scan)
{
    g_autoptr(GError) error = NULL;
    const char *source = json_text(driver_payload(scan->call), "source", NULL);
    bool either = !source && scan->scanner->address.feeder_first;
    if (!prepare(scan, either ? "feeder" : source, &error))
        return error->domain == DEVICE_ERROR ? fail_not_responding(scan)
                                             : fail_setting(scan, error);
    SANE_Status status = device_start(&scan->scanner->device);
    if (either && status == SANE_STATUS_NO_DOCS) {
        if (!apply(scan, "flatbed", &error))
            return fail_setting(scan, error);
        status = device_start(&scan->scanner->device);
    }
    return scan_pages(scan, status);
}

enum completion
scan_run(struct driver *driver, struct driver_call *call)
{
    struct scan scan = {.driver = driver,
                        .call = call,
                        .scanner = driver_data(driver),
                        .pages = json_array(),
                        .progress_ms = -PROGRESS_MS};
    enum completion completion = scan_source(&scan);
    // Whatever came of it: the lamp goes out and the page leaves the scanner's memory.
    if (!device_stop(&scan.scanner->device) && completion != COMPLETION_SUCCESS) {
        enum completion stuck = fail_not_responding(&scan);
        completion = completion == COMPLETION_CANCELED ? completion : stuck;
    }
    if (completion == COMPLETION_SUCCESS) {
        scan.scanner->device.unfinished = false;
        driver_set_status(driver, &(struct driver_status){.device = DEVICE_ONLINE});
        json_object_set_new(driver_reply(call), "pages", scan.pages);
    } else {
        json_decref(scan.pages);
    }
    return completion;
}
