// SPDX-License-Identifier: Apache-2.0
/* scanner-v4l2: a document camera (高拍仪) of the kernel. */
#include <string.h>
#include <unistd.h>

#include "base/blob.h"
#include "base/json.h"
#include "drivers/sdk/call.h"
#include "drivers/sdk/camera.h"
#include "drivers/sdk/camera_picture.h"
#include <kiosk/driver.h>
#include <kiosk/scanner.h>

#define FRAME_MS 84   // at least, between two pictures of the live one: 12 a second
#define SETTLE 4      // frames until exposure and white are right after a change of size
#define SETTLE_MAX 60 // what an address may ask for
#define CHOICE 3      // frames of which the sharpest is taken
#define DAMAGED_MAX 8 // JPEGs in a row that cannot be read

static int
number(const json_t *object, const char *name, int otherwise)
{
    const json_t *value = json_object_get(object, name);
    return json_is_integer(value) ? (int)json_integer_value(value) : otherwise;
}

/* ---- the live picture ------------------------------------------------------------------- */

/* Memory that travels, from pixels. */
static void
send_frame(struct driver_call *call, const struct camera_picture *picture)
{
    size_t size = (size_t)picture->stride * (size_t)picture->height;
    int fd = blob_create(picture->pixels, size, NULL);
    if (fd < 0)
        return; // the next one may come through
    driver_event_memfd(call, "Scanner.Frame",
                       json_pack("{s:i, s:i, s:i, s:i}", "blob", 0, "width",
                                 picture->width, "height", picture->height, "stride",
                                 picture->stride),
                       fd);
}

/* A picture that is to be seen for a moment: one that is damaged is passed over. */
static bool
show_next(struct camera *camera, struct driver_call *call, int *damaged, GError **error)
{
    const json_t *payload = driver_payload(call);
    struct camera_frame frame;
    struct camera_picture picture = {0};
    g_autoptr(GError) failure = NULL;
    if (!camera_next(camera, call, &frame, error))
        return false;
    if (camera_draw(&frame, CAMERA_BGRA, number(payload, "preview_width", 0),
                    number(payload, "preview_height", 0), &picture, &failure)) {
        send_frame(call, &picture);
        camera_picture_finish(&picture);
        *damaged = 0;
    } else if (++*damaged == DAMAGED_MAX) {
        g_propagate_error(error, g_steal_pointer(&failure));
        return false;
    }
    return true;
}

static enum completion
run_preview(struct driver *driver, struct driver_call *call)
{
    struct camera *camera = driver_data(driver);
    g_autoptr(GError) error = NULL;
    int damaged = 0;
    int64_t next_ms = 0;
    bool goes =
        camera_start(camera, number(driver_payload(call), "preview_width", 640), &error);
    while (goes) {
        int wait_ms = (int)MAX(next_ms - call_now_ms(), 0);
        if (wait_ms > 0 && driver_wait(call, -1, 0, wait_ms) == DRIVER_WAIT_CANCELED)
            break;
        next_ms = call_now_ms() + FRAME_MS;
        goes = show_next(camera, call, &damaged, &error);
        if (driver_canceled(call))
            break;
    }
    // Whoever is not watched need not be filmed.
    camera_stop(camera);
    if (driver_canceled(call) || error == NULL)
        return COMPLETION_CANCELED;
    return camera_explain(driver, call, error);
}

/* ---- the page --------------------------------------------------------------------------- */

struct shot {
    struct camera_format format;
    GByteArray *bytes;
};

static void
tell_progress(struct driver_call *call, int frame, int of)
{
    driver_event(call, "Scanner.Progress",
                 json_pack("{s:i, s:f}", "page", 1, "fraction",
                           CLAMP((double)frame / of, 0.0, 1.0)));
}

/* Of JPEGs of one scene the largest holds the most detail. Damaged ones are no choice. */
static bool
consider(struct shot *shot, const struct camera_frame *frame, GError **error)
{
    struct camera_picture picture = {0};
    if (frame->format.pixels == CAMERA_MJPEG && frame->size <= shot->bytes->len)
        return true;
    // Read whole once here: what is refused later could not be taken again.
    if (frame->format.pixels == CAMERA_MJPEG &&
        !camera_draw(frame, CAMERA_LEVELS, 0, 0, &picture, error))
        return false;
    camera_picture_finish(&picture);
    shot->format = frame->format;
    g_byte_array_set_size(shot->bytes, 0);
    g_byte_array_append(shot->bytes, frame->bytes, (guint)frame->size);
    return true;
}

static bool
shoot(struct camera *camera, struct driver_call *call, struct shot *shot, GError **error)
{
    int settle = camera_option_number(camera, "settle", SETTLE, 0, SETTLE_MAX);
    int frames = settle + CHOICE, damaged = 0;
    for (int i = 0; i < frames;) {
        struct camera_frame frame;
        g_autoptr(GError) failure = NULL;
        if (!camera_next(camera, call, &frame, error))
            return false;
        if (i >= settle && !consider(shot, &frame, &failure)) {
            if (++damaged == DAMAGED_MAX) {
                g_propagate_error(error, g_steal_pointer(&failure));
                return false;
            }
            continue;
        }
        tell_progress(call, ++i, frames);
    }
    return true;
}

/* How many dots an inch of the desk has; 0: nobody has measured it. */
static int
dpi_of(const struct camera *camera, int width)
{
    int field_mm = camera_option_number(camera, "width_mm", 0, 0, 2000);
    return field_mm > 0 ? (int)(width * 25.4 / field_mm + 0.5) : 0;
}

static bool
reply_page(struct camera *camera, struct driver_call *call, const struct shot *shot,
           GError **error)
{
    const struct camera_frame frame = {
        .format = shot->format, .bytes = shot->bytes->data, .size = shot->bytes->len};
    bool gray = strcmp(json_text(driver_payload(call), "colour", "colour"), "gray") == 0;
    bool jpeg = shot->format.pixels == CAMERA_MJPEG && !gray;
    struct camera_picture picture = {.width = shot->format.width,
                                     .height = shot->format.height};
    if (!jpeg &&
        !camera_draw(&frame, gray ? CAMERA_LEVELS : CAMERA_RGB, 0, 0, &picture, error))
        return false;
    int blob = jpeg ? driver_reply_blob(call, frame.bytes, frame.size, error)
                    : driver_reply_blob(call, picture.pixels,
                                        (size_t)picture.stride * (size_t)picture.height,
                                        error);
    json_t *page = json_pack("{s:i, s:s, s:i, s:i, s:i, s:s}", "blob", MAX(blob, 0),
                             "format",
                             jpeg   ? "jpeg"
                             : gray ? "gray8"
                                    : "rgb24",
                             "width", picture.width, "height", picture.height, "stride",
                             picture.stride, "source", "camera");
    int dpi = dpi_of(camera, picture.width);
    if (dpi >= scanner_dpi_schema.min && dpi <= scanner_dpi_schema.max)
        json_object_set_new(page, "dpi", json_integer(dpi));
    json_object_set_new(driver_reply(call), "pages", json_pack("[o]", page));
    camera_picture_finish(&picture);
    return blob >= 0;
}

static enum completion
run_scan(struct driver *driver, struct driver_call *call)
{
    struct camera *camera = driver_data(driver);
    const char *source = json_text(driver_payload(call), "source", "camera");
    if (strcmp(source, "camera") != 0) {
        driver_explain(call, "badConfiguration", "A camera has no %s", source);
        return COMPLETION_UNSUPPORTED_DATA;
    }
    g_autoptr(GError) error = NULL;
    struct shot shot = {.bytes = g_byte_array_new()};
    bool done = camera_start(camera, 0, &error) && shoot(camera, call, &shot, &error) &&
                reply_page(camera, call, &shot, &error);
    camera_stop(camera);
    if (shot.bytes->len > 0)
        explicit_bzero(shot.bytes->data, shot.bytes->len);
    g_byte_array_unref(shot.bytes);
    if (!done) {
        json_object_clear(driver_reply(call));
        return driver_canceled(call) ? COMPLETION_CANCELED
                                     : camera_explain(driver, call, error);
    }
    driver_set_status(driver, &(struct driver_status){.device = DEVICE_ONLINE});
    return COMPLETION_SUCCESS;
}

/* ---- the driver ------------------------------------------------------------------------- */

static bool
open_camera(struct driver *driver, const char *address, GError **error)
{
    GError *failure = NULL;
    struct camera *camera = camera_open(address, driver_record_file(driver), &failure);
    driver_set_data(driver, camera);
    if (camera != NULL)
        return true;
    camera_explain(driver, NULL, failure);
    g_propagate_error(error, failure);
    return false;
}

static void
close_camera(struct driver *driver)
{
    camera_close(driver_data(driver));
    driver_set_data(driver, NULL);
}

static void
refresh(struct driver *driver)
{
    g_autoptr(GError) error = NULL;
    if (camera_check(driver_data(driver), &error)) {
        driver_set_status(driver, &(struct driver_status){.device = DEVICE_ONLINE});
        return;
    }
    driver_lost(driver);
    camera_explain(driver, NULL, error);
}

static void
add_capabilities(struct driver *driver, json_t *capabilities)
{
    const struct camera *camera = driver_data(driver);
    int width = 0, height = 0;
    json_object_set_new(capabilities, "live", json_true());
    json_object_set_new(capabilities, "sources", json_pack("[s]", "camera"));
    json_object_set_new(capabilities, "formats",
                        json_pack("[s, s, s]", "jpeg", "rgb24", "gray8"));
    if (camera == NULL)
        return;
    camera_largest(camera, &width, &height);
    json_object_set_new(capabilities, "device", json_string(camera_name(camera)));
    json_object_set_new(capabilities, "width", json_integer(width));
    json_object_set_new(capabilities, "height", json_integer(height));
}

static const struct driver_command commands[] = {
    {"Scanner.Scan", run_scan}, {"Scanner.Preview", run_preview}, {0}};

static const struct driver_ops ops = {
    .class = &scanner_class,
    .name = "v4l2",
    .about = "A document camera: live picture and page; v4l2:/dev/video0?width_mm=420.",
    .commands = commands,
    .open = open_camera,
    .close = close_camera,
    .refresh = refresh,
    .capabilities = add_capabilities,
};

int
main(int argc, char **argv)
{
    return driver_run(&ops, argc, argv);
}
