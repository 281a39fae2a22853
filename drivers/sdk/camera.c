// SPDX-License-Identifier: Apache-2.0
#include "camera_private.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include "call.h"

static const char *const pixels_names[] = {"MJPG", "YUYV", "GREY"};

const char *
camera_pixels_name(enum camera_pixels pixels)
{
    return pixels_names[pixels];
}

bool
camera_pixels_parse(const char *name, enum camera_pixels *pixels_out)
{
    for (size_t i = 0; i < G_N_ELEMENTS(pixels_names); i++) {
        if (strcmp(name, pixels_names[i]) == 0) {
            *pixels_out = (enum camera_pixels)i;
            return true;
        }
    }
    return false;
}

/* ---- opening ---------------------------------------------------------------------------- */

static const struct {
    const char *scheme;
    struct camera *(*open)(const char *path, GError **error);
} schemes[] = {{"v4l2:", camera_v4l2_open}, {"replay:", camera_replay_open}};

static struct camera *
open_scheme(const char *address, const char *path, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++)
        if (g_str_has_prefix(address, schemes[i].scheme))
            return schemes[i].open(path, error);
    g_set_error(error, CAMERA_ERROR, CAMERA_ERROR_ADDRESS,
                "the address must begin with v4l2: or replay:");
    return NULL;
}

static void
record_modes(const struct camera *camera)
{
    fprintf(camera->record, "KIOSK-CAMERA 1\n");
    for (size_t i = 0; i < camera->mode_count; i++)
        fprintf(camera->record, "mode %s %d %d\n",
                camera_pixels_name(camera->modes[i].pixels), camera->modes[i].width,
                camera->modes[i].height);
}

struct camera *
camera_open(const char *address, const char *record_file, GError **error)
{
    const char *colon = strchr(address, ':'), *mark = strchr(address, '?');
    const char *begin = colon == NULL ? address : colon + 1;
    g_autofree char *path = mark == NULL || mark < begin
                                ? g_strdup(begin)
                                : g_strndup(begin, (size_t)(mark - begin));
    struct camera *camera = open_scheme(address, path, error);
    if (camera == NULL)
        return NULL;
    camera->options = g_strsplit(mark == NULL ? "" : mark + 1, "&", 16);
    camera->opened_ms = call_now_ms();
    if (record_file == NULL)
        return camera;
    camera->record = fopen(record_file, "we");
    if (camera->record == NULL) {
        g_set_error(error, CAMERA_ERROR, CAMERA_ERROR_ADDRESS, "%s: %s", record_file,
                    g_strerror(errno));
        camera_close(camera);
        return NULL;
    }
    record_modes(camera);
    return camera;
}

void
camera_close(struct camera *camera)
{
    if (camera == NULL)
        return;
    camera_stop(camera);
    if (camera->record != NULL)
        fclose(camera->record);
    g_strfreev(camera->options);
    g_free(camera->name);
    camera->ops->close(camera);
}

const char *
camera_name(const struct camera *camera)
{
    return camera->name != NULL ? camera->name : "";
}

const char *
camera_option(const struct camera *camera, const char *name)
{
    size_t length = strlen(name);
    for (size_t i = 0; camera->options[i] != NULL; i++)
        if (strncmp(camera->options[i], name, length) == 0 &&
            camera->options[i][length] == '=')
            return camera->options[i] + length + 1;
    return NULL;
}

int
camera_option_number(const struct camera *camera, const char *name, int otherwise,
                     int min, int max)
{
    const char *text = camera_option(camera, name);
    return text == NULL ? otherwise : CLAMP(atoi(text), min, max);
}

bool
camera_check(struct camera *camera, GError **error)
{
    return camera->ops->check(camera, error);
}

/* ---- streaming -------------------------------------------------------------------------- */

static int64_t
area(const struct camera_format *mode)
{
    return (int64_t)mode->width * mode->height;
}

/* Of two modes of one size the plain one loses nothing. */
static bool
is_better(const struct camera_format *mode, const struct camera_format *than, int width)
{
    bool enough = width > 0 && mode->width >= width;
    bool than_enough = width > 0 && than->width >= width;
    if (enough != than_enough)
        return enough;
    if (area(mode) != area(than))
        return enough ? area(mode) < area(than) : area(mode) > area(than);
    return mode->pixels == CAMERA_YUYV && than->pixels != CAMERA_YUYV;
}

static const struct camera_format *
best_mode(const struct camera *camera, int width)
{
    const struct camera_format *best = &camera->modes[0];
    for (size_t i = 1; i < camera->mode_count; i++)
        if (is_better(&camera->modes[i], best, width))
            best = &camera->modes[i];
    return best;
}

void
camera_largest(const struct camera *camera, int *width_out, int *height_out)
{
    const struct camera_format *best = best_mode(camera, 0);
    *width_out = best->width;
    *height_out = best->height;
}

bool
camera_start(struct camera *camera, int width, GError **error)
{
    camera_stop(camera);
    struct camera_format mode = *best_mode(camera, width);
    if (!camera->ops->start(camera, &mode, error))
        return false;
    camera->format = mode;
    camera->streams = true;
    if (camera->record != NULL)
        fprintf(camera->record, "start %s %d %d %d\n", camera_pixels_name(mode.pixels),
                mode.width, mode.height, mode.stride);
    return true;
}

void
camera_stop(struct camera *camera)
{
    if (!camera->streams)
        return;
    camera->ops->stop(camera);
    camera->streams = false;
}

/* A JPEG begins with FF D8 and ends with FF D9; cameras pad behind it. False: cut off. */
static bool
trim_jpeg(struct camera_frame *frame)
{
    if (frame->size < 4 || frame->bytes[0] != 0xff || frame->bytes[1] != 0xd8)
        return false;
    size_t end = frame->size;
    while (end > 4 && frame->bytes[end - 1] == 0)
        end--;
    if (frame->bytes[end - 2] != 0xff || frame->bytes[end - 1] != 0xd9)
        return false;
    frame->size = end;
    return true;
}

static bool
is_whole(struct camera_frame *frame)
{
    if (frame->format.pixels == CAMERA_MJPEG)
        return trim_jpeg(frame);
    size_t row =
        (size_t)frame->format.width * (frame->format.pixels == CAMERA_YUYV ? 2 : 1);
    size_t stride = MAX((size_t)frame->format.stride, row);
    return frame->size >= stride * (size_t)(frame->format.height - 1) + row;
}

static void
record_frame(const struct camera *camera, const struct camera_frame *frame)
{
    if (camera->record == NULL)
        return;
    fprintf(camera->record, "frame %lld %zu\n",
            (long long)(call_now_ms() - camera->opened_ms), frame->size);
    fwrite(frame->bytes, 1, frame->size, camera->record);
    fputc('\n', camera->record);
    fflush(camera->record);
}

bool
camera_next(struct camera *camera, struct driver_call *call,
            struct camera_frame *frame_out, GError **error)
{
    for (int bad = 0; bad < CAMERA_BAD_MAX; bad++) {
        g_autoptr(GError) failure = NULL;
        struct camera_frame frame = {.format = camera->format};
        bool came = camera->ops->next(camera, call, &frame, &failure);
        if (came)
            record_frame(camera, &frame);
        if (came && is_whole(&frame)) {
            *frame_out = frame;
            return true;
        }
        if (!came && !g_error_matches(failure, CAMERA_ERROR, CAMERA_ERROR_SHORT)) {
            g_propagate_error(error, g_steal_pointer(&failure));
            return false;
        }
    }
    g_set_error(error, CAMERA_ERROR, CAMERA_ERROR_SHORT,
                "%d pictures in a row came through cut off", CAMERA_BAD_MAX);
    return false;
}

bool
camera_wait(struct driver_call *call, int fd, int timeout_ms, bool *ready_out,
            GError **error)
{
    enum driver_wait wait = DRIVER_WAIT_TIME_OUT;
    if (call != NULL) {
        wait = driver_wait(call, fd, POLLIN, timeout_ms);
    } else {
        struct pollfd polled = {.fd = fd, .events = POLLIN};
        wait = poll(&polled, 1, timeout_ms) > 0 ? DRIVER_WAIT_READY
                                                : DRIVER_WAIT_TIME_OUT;
    }
    *ready_out = wait == DRIVER_WAIT_READY;
    if (wait == DRIVER_WAIT_CANCELED) {
        g_set_error(error, CAMERA_ERROR, CAMERA_ERROR_CANCELED, "canceled");
        return false;
    }
    if (call != NULL && driver_time_left_ms(call) == 0) {
        g_set_error(error, CAMERA_ERROR, CAMERA_ERROR_TIME_OUT,
                    "the picture did not come in time");
        return false;
    }
    return true;
}

/* ---- in the words of the protocol ------------------------------------------------------- */

static const struct {
    enum camera_error error;
    const char *cause;
    enum completion completion;
    enum device_state device;
    enum device_action action;
    bool lost;
} words[] = {
    {CAMERA_ERROR_ADDRESS, "badConfiguration", COMPLETION_DEVICE_NOT_READY,
     DEVICE_OFFLINE, ACTION_CONFIGURATION, true},
    {CAMERA_ERROR_KIND, "badConfiguration", COMPLETION_DEVICE_NOT_READY, DEVICE_OFFLINE,
     ACTION_CONFIGURATION, true},
    {CAMERA_ERROR_GONE, "notConnected", COMPLETION_DEVICE_NOT_READY, DEVICE_NO_DEVICE,
     ACTION_MAINTENANCE, true},
    {CAMERA_ERROR_ACCESS, "accessDenied", COMPLETION_DEVICE_NOT_READY, DEVICE_OFFLINE,
     ACTION_CONFIGURATION, true},
    {CAMERA_ERROR_BUSY, "busy", COMPLETION_DEVICE_NOT_READY, DEVICE_BUSY, ACTION_SUSPEND,
     false},
    {CAMERA_ERROR_STALLED, "notResponding", COMPLETION_DEVICE_NOT_READY, DEVICE_OFFLINE,
     ACTION_RESET, true},
    {CAMERA_ERROR_SHORT, "incompletePage", COMPLETION_HARDWARE_ERROR, DEVICE_ONLINE,
     ACTION_NONE, false},
    {CAMERA_ERROR_TIME_OUT, "notResponding", COMPLETION_TIME_OUT, DEVICE_ONLINE,
     ACTION_NONE, false},
    {CAMERA_ERROR_CANCELED, NULL, COMPLETION_CANCELED, DEVICE_ONLINE, ACTION_NONE, false},
    {CAMERA_ERROR_FAILED, "ioError", COMPLETION_HARDWARE_ERROR, DEVICE_ONLINE,
     ACTION_NONE, false},
};

enum completion
camera_explain(struct driver *driver, struct driver_call *call, const GError *error)
{
    size_t row = G_N_ELEMENTS(words) - 1;
    for (size_t i = 0; error->domain == CAMERA_ERROR && i < G_N_ELEMENTS(words); i++)
        if ((int)words[i].error == error->code)
            row = i;
    if (words[row].lost && call != NULL) // before the status: it forgets what was said
        driver_lost(driver);
    if (words[row].completion != COMPLETION_CANCELED)
        driver_set_status(
            driver,
            &(struct driver_status){
                .device = words[row].device,
                .cause = words[row].device == DEVICE_ONLINE ? NULL : words[row].cause,
                .action = words[row].action,
                .explanation = words[row].device == DEVICE_ONLINE ? NULL
                                                                  : error->message});
    if (call != NULL && words[row].cause != NULL)
        driver_explain(call, words[row].cause, "%s", error->message);
    return words[row].completion;
}
