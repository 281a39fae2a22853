// SPDX-License-Identifier: Apache-2.0
/* code-zbar: QR and bar codes held to a camera, or in a picture. */
#include <string.h>

#include "base/blob.h"
#include "base/json.h"
#include "drivers/sdk/call.h"
#include "drivers/sdk/camera.h"
#include "drivers/sdk/camera_picture.h"
#include "find.h"
#include <kiosk/code.h>
#include <kiosk/driver.h>

#define WIDTH                                                                            \
    800 // pixels: a QR of 37 modules on 30 mm fills a fifth of a hand's distance
#define LOOK_MS 80    // between two looks
#define DAMAGED_MAX 8 // pictures in a row that cannot be read

/* What was told last, and when it was seen last: a code that lies there is told once. */
struct seen {
    char *text;
    int64_t at_ms;
};

/* True when `text` is to be told now. */
static bool
is_news(struct seen *seen, const char *text)
{
    int64_t now_ms = call_now_ms();
    bool again = seen->text != NULL && strcmp(seen->text, text) == 0 &&
                 now_ms - seen->at_ms < CODE_AGAIN_MS;
    if (!again) {
        g_free(seen->text);
        seen->text = g_strdup(text);
    }
    seen->at_ms = now_ms;
    return !again;
}

/* Tells the codes of one picture. True: the command has what it waited for. */
static bool
tell(struct driver_call *call, const json_t *codes, struct seen *seen)
{
    bool continuous = json_is_true(json_object_get(driver_payload(call), "continuous"));
    size_t index;
    json_t *code;
    json_array_foreach (codes, index, code) {
        if (!is_news(seen, json_text(code, "text", "")))
            continue;
        driver_event(call, "Code.CodeRead", json_deep_copy(code));
        if (continuous)
            continue;
        json_object_update(driver_reply(call), code);
        return true;
    }
    return false;
}

/* One look through the camera. False: *error. */
static bool
look(struct camera *camera, struct driver_call *call, struct seen *seen, int *damaged,
     bool *done_out, GError **error)
{
    struct camera_frame frame;
    struct camera_picture picture = {0};
    g_autoptr(GError) failure = NULL;
    if (!camera_next(camera, call, &frame, error))
        return false;
    if (!camera_draw(&frame, CAMERA_LEVELS, 0, 0, &picture, &failure)) {
        if (++*damaged < DAMAGED_MAX)
            return true;
        g_propagate_error(error, g_steal_pointer(&failure));
        return false;
    }
    *damaged = 0;
    json_t *codes = find_codes(picture.pixels, picture.width, picture.height);
    camera_picture_finish(&picture);
    *done_out = tell(call, codes, seen);
    json_decref(codes);
    return true;
}

static enum completion
run_read(struct driver *driver, struct driver_call *call)
{
    struct camera *camera = driver_data(driver);
    g_autoptr(GError) error = NULL;
    struct seen seen = {0};
    int damaged = 0;
    bool done = false;
    if (camera == NULL) {
        driver_explain(call, "badConfiguration", "The address names no camera");
        return COMPLETION_DEVICE_NOT_READY;
    }
    bool goes = camera_start(camera, WIDTH, &error);
    while (goes && !done) {
        goes = look(camera, call, &seen, &damaged, &done, &error);
        // A short pause: a code is held for a second, and nobody sees ours.
        if (goes && !done && driver_wait(call, -1, 0, LOOK_MS) == DRIVER_WAIT_CANCELED)
            break;
    }
    camera_stop(camera);
    g_free(seen.text);
    if (done) {
        driver_set_status(driver, &(struct driver_status){.device = DEVICE_ONLINE});
        return COMPLETION_SUCCESS;
    }
    if (driver_canceled(call))
        return COMPLETION_CANCELED;
    // That nobody came is no fault of the camera.
    if (driver_time_left_ms(call) == 0)
        return COMPLETION_TIME_OUT;
    return camera_explain(driver, call, error);
}

/* ---- pictures --------------------------------------------------------------------------- */

static int
number(const json_t *object, const char *name)
{
    return (int)json_integer_value(json_object_get(object, name));
}

/* Grey of the rows of a page. False: they are not what they say. */
static bool
draw_rows(const json_t *page, const struct blob_view *view, int channels,
          struct camera_picture *picture)
{
    size_t width = (size_t)number(page, "width"), height = (size_t)number(page, "height");
    size_t row = width * (size_t)channels, stride = (size_t)number(page, "stride");
    stride = MAX(stride, row);
    if (view->size < stride * (height - 1) + row)
        return false;
    *picture = (struct camera_picture){
        .width = (int)width, .height = (int)height, .stride = (int)width};
    picture->pixels = g_malloc(width * height);
    uint8_t *out = picture->pixels;
    for (size_t y = 0; y < height; y++) {
        const uint8_t *from = (const uint8_t *)view->bytes + y * stride;
        for (size_t x = 0; x < width; x++, from += channels)
            *out++ = channels == 1
                         ? from[0]
                         : (uint8_t)((77 * from[0] + 150 * from[1] + 29 * from[2]) >> 8);
    }
    return true;
}

static bool
draw_page(const json_t *page, const struct blob_view *view,
          struct camera_picture *picture)
{
    const char *format = json_text(page, "format", "");
    if (strcmp(format, "rgb24") == 0 || strcmp(format, "gray8") == 0)
        return draw_rows(page, view, *format == 'r' ? 3 : 1, picture);
    if (strcmp(format, "jpeg") != 0)
        return false;
    const struct camera_frame frame = {
        .format = {.pixels = CAMERA_MJPEG}, .bytes = view->bytes, .size = view->size};
    return camera_draw(&frame, CAMERA_LEVELS, 0, 0, picture, NULL);
}

static enum completion
run_decode(struct driver *driver, struct driver_call *call)
{
    (void)driver;
    struct blob_view view = {0};
    struct camera_picture picture = {0};
    const json_t *page = json_object_get(driver_payload(call), "page");
    bool drawn =
        driver_blob(call, 0) >= 0 &&
        blob_view_init(&view, driver_blob(call, 0), PROTOCOL_BLOB_SIZE_MAX, NULL) &&
        view.size > 0 && draw_page(page, &view, &picture);
    if (drawn)
        json_object_set_new(driver_reply(call), "codes",
                            find_codes(picture.pixels, picture.width, picture.height));
    else
        driver_explain(call, "badImage", "The bytes are no picture of the said format");
    camera_picture_finish(&picture);
    blob_view_finish(&view);
    return drawn ? COMPLETION_SUCCESS : COMPLETION_UNSUPPORTED_DATA;
}

/* ---- the driver ------------------------------------------------------------------------- */

static bool
open_camera(struct driver *driver, const char *address, GError **error)
{
    GError *failure = NULL;
    driver_set_data(driver, NULL);
    if (*address == '\0') // pictures only
        return true;
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
    struct camera *camera = driver_data(driver);
    g_autoptr(GError) error = NULL;
    if (camera == NULL || camera_check(camera, &error)) {
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
    json_object_set_new(capabilities, "symbologies",
                        json_pack("[s, s, s, s]", "qr", "code128", "code39", "ean13"));
    json_object_set_new(capabilities, "decode", json_true());
    json_object_set_new(capabilities, "read", json_boolean(camera != NULL));
    if (camera != NULL)
        json_object_set_new(capabilities, "device", json_string(camera_name(camera)));
}

static const struct driver_command commands[] = {
    {"Code.Read", run_read}, {"Code.Decode", run_decode}, {0}};

static const struct driver_ops ops = {
    .class = &code_class,
    .name = "zbar",
    .about = "QR and bar codes held to a camera, or in a picture; v4l2:/dev/video1.",
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
