// SPDX-License-Identifier: Apache-2.0
/* Cameras of the kernel, through its memory-mapped streaming interface. */
#include "camera_private.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>
#include "call.h"

#define BUFFERS 4
#define NAP_MS 20 // when a descriptor is ready and has nothing

struct camera_v4l2 {
    struct camera camera;
    int fd;
    struct {
        void *bytes;
        size_t size;
    } buffers[BUFFERS];
    unsigned buffer_count;
    int held; // index of the buffer that the caller looks at; -1: none
};

static const struct {
    uint32_t fourcc;
    enum camera_pixels pixels;
} fourccs[] = {{V4L2_PIX_FMT_MJPEG, CAMERA_MJPEG},
               {V4L2_PIX_FMT_JPEG, CAMERA_MJPEG},
               {V4L2_PIX_FMT_YUYV, CAMERA_YUYV},
               {V4L2_PIX_FMT_GREY, CAMERA_GREY}};

/* Sizes to try where a camera names a range instead of a list. */
static const int range_sizes[][2] = {{640, 480},   {800, 600},   {1280, 960},
                                     {1600, 1200}, {2048, 1536}, {2592, 1944},
                                     {3264, 2448}, {4208, 3120}};

static int
ask(int fd, unsigned long request, void *argument)
{
    int result;
    do
        result = ioctl(fd, request, argument);
    while (result < 0 && errno == EINTR);
    return result;
}

static void
set_error(GError **error, const char *what)
{
    enum camera_error kind = CAMERA_ERROR_FAILED;
    if (errno == ENODEV || errno == ENXIO || errno == ENOENT)
        kind = CAMERA_ERROR_GONE;
    else if (errno == EACCES || errno == EPERM)
        kind = CAMERA_ERROR_ACCESS;
    else if (errno == EBUSY)
        kind = CAMERA_ERROR_BUSY;
    else if (errno == ENOTTY || errno == EINVAL)
        kind = CAMERA_ERROR_KIND;
    g_set_error(error, CAMERA_ERROR, kind, "%s: %s", what, g_strerror(errno));
}

/* ---- what it can do --------------------------------------------------------------------- */

static void
add_mode(struct camera *camera, enum camera_pixels pixels, uint32_t width,
         uint32_t height)
{
    if (camera->mode_count == CAMERA_MODES_MAX || width < 32 || height < 32 ||
        width > CAMERA_SIDE_MAX || height > CAMERA_SIDE_MAX)
        return;
    camera->modes[camera->mode_count++] = (struct camera_format){
        .pixels = pixels, .width = (int)width, .height = (int)height};
}

static void
add_range(struct camera *camera, enum camera_pixels pixels,
          const struct v4l2_frmsize_stepwise *range)
{
    for (size_t i = 0; i < G_N_ELEMENTS(range_sizes); i++) {
        uint32_t width = (uint32_t)range_sizes[i][0],
                 height = (uint32_t)range_sizes[i][1];
        if (width >= range->min_width && width <= range->max_width &&
            height >= range->min_height && height <= range->max_height)
            add_mode(camera, pixels, width, height);
    }
    add_mode(camera, pixels, range->max_width, range->max_height);
}

static void
add_sizes(struct camera_v4l2 *self, uint32_t fourcc, enum camera_pixels pixels)
{
    for (uint32_t i = 0; i < CAMERA_MODES_MAX; i++) {
        struct v4l2_frmsizeenum size = {.index = i, .pixel_format = fourcc};
        if (ask(self->fd, VIDIOC_ENUM_FRAMESIZES, &size) < 0)
            return;
        if (size.type != V4L2_FRMSIZE_TYPE_DISCRETE) {
            add_range(&self->camera, pixels, &size.stepwise);
            return;
        }
        add_mode(&self->camera, pixels, size.discrete.width, size.discrete.height);
    }
}

static void
add_modes(struct camera_v4l2 *self)
{
    for (uint32_t i = 0; i < 32; i++) {
        struct v4l2_fmtdesc format = {.index = i, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
        if (ask(self->fd, VIDIOC_ENUM_FMT, &format) < 0)
            return;
        for (size_t j = 0; j < G_N_ELEMENTS(fourccs); j++)
            if (fourccs[j].fourcc == format.pixelformat)
                add_sizes(self, format.pixelformat, fourccs[j].pixels);
    }
}

static bool
look(struct camera_v4l2 *self, const char *path, GError **error)
{
    struct v4l2_capability capability = {0};
    if (ask(self->fd, VIDIOC_QUERYCAP, &capability) < 0) {
        set_error(error, path);
        return false;
    }
    uint32_t can = capability.capabilities & V4L2_CAP_DEVICE_CAPS
                       ? capability.device_caps
                       : capability.capabilities;
    const uint32_t needed = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
    self->camera.name = g_strndup((const char *)capability.card, sizeof capability.card);
    if ((can & needed) == needed)
        add_modes(self);
    if (self->camera.mode_count > 0)
        return true;
    g_set_error(error, CAMERA_ERROR, CAMERA_ERROR_KIND,
                "%s is no camera that gives MJPEG, YUYV or grey pictures", path);
    return false;
}

/* ---- streaming -------------------------------------------------------------------------- */

static bool
v4l2_check(struct camera *camera, GError **error)
{
    struct v4l2_capability capability = {0};
    if (ask(((struct camera_v4l2 *)camera)->fd, VIDIOC_QUERYCAP, &capability) == 0)
        return true;
    set_error(error, "the camera");
    return false;
}

static bool
set_format(struct camera_v4l2 *self, struct camera_format *mode, GError **error)
{
    uint32_t fourcc = mode->pixels == CAMERA_MJPEG  ? V4L2_PIX_FMT_MJPEG
                      : mode->pixels == CAMERA_YUYV ? V4L2_PIX_FMT_YUYV
                                                    : V4L2_PIX_FMT_GREY;
    struct v4l2_format format = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    format.fmt.pix.width = (uint32_t)mode->width;
    format.fmt.pix.height = (uint32_t)mode->height;
    format.fmt.pix.pixelformat = fourcc;
    format.fmt.pix.field = V4L2_FIELD_NONE;
    if (ask(self->fd, VIDIOC_S_FMT, &format) < 0) {
        set_error(error, "choosing the size");
        return false;
    }
    const struct v4l2_pix_format *got = &format.fmt.pix;
    bool jpeg = mode->pixels == CAMERA_MJPEG && got->pixelformat == V4L2_PIX_FMT_JPEG;
    if ((got->pixelformat != fourcc && !jpeg) || got->width < 32 || got->height < 32 ||
        got->width > CAMERA_SIDE_MAX || got->height > CAMERA_SIDE_MAX) {
        g_set_error(error, CAMERA_ERROR, CAMERA_ERROR_KIND,
                    "the camera does not keep to the size it offered");
        return false;
    }
    mode->width = (int)got->width;
    mode->height = (int)got->height;
    int row = mode->width * (mode->pixels == CAMERA_YUYV ? 2 : 1);
    mode->stride = mode->pixels == CAMERA_MJPEG ? 0 : MAX((int)got->bytesperline, row);
    return true;
}

static void
unmap(struct camera_v4l2 *self)
{
    for (unsigned i = 0; i < self->buffer_count; i++)
        munmap(self->buffers[i].bytes, self->buffers[i].size);
    self->buffer_count = 0;
    self->held = -1;
    struct v4l2_requestbuffers none = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE,
                                       .memory = V4L2_MEMORY_MMAP};
    ask(self->fd, VIDIOC_REQBUFS, &none);
}

static bool
give_back(struct camera_v4l2 *self, unsigned index)
{
    struct v4l2_buffer buffer = {
        .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP, .index = index};
    return ask(self->fd, VIDIOC_QBUF, &buffer) == 0;
}

static bool
map_one(struct camera_v4l2 *self, unsigned index)
{
    struct v4l2_buffer buffer = {
        .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP, .index = index};
    if (ask(self->fd, VIDIOC_QUERYBUF, &buffer) < 0)
        return false;
    void *bytes = mmap(NULL, buffer.length, PROT_READ | PROT_WRITE, MAP_SHARED, self->fd,
                       (off_t)buffer.m.offset);
    if (bytes == MAP_FAILED)
        return false;
    self->buffers[index].bytes = bytes;
    self->buffers[index].size = buffer.length;
    self->buffer_count = index + 1;
    return give_back(self, index);
}

static bool
begin_stream(struct camera_v4l2 *self)
{
    struct v4l2_requestbuffers wanted = {.count = BUFFERS,
                                         .type = V4L2_BUF_TYPE_VIDEO_CAPTURE,
                                         .memory = V4L2_MEMORY_MMAP};
    if (ask(self->fd, VIDIOC_REQBUFS, &wanted) < 0)
        return false;
    for (unsigned i = 0; i < MIN(wanted.count, BUFFERS); i++)
        if (!map_one(self, i))
            return false;
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    return self->buffer_count > 0 && ask(self->fd, VIDIOC_STREAMON, &type) == 0;
}

static bool
v4l2_start(struct camera *camera, struct camera_format *mode, GError **error)
{
    struct camera_v4l2 *self = (struct camera_v4l2 *)camera;
    if (!set_format(self, mode, error))
        return false;
    if (begin_stream(self))
        return true;
    set_error(error, "beginning to stream");
    unmap(self);
    return false;
}

static void
v4l2_stop(struct camera *camera)
{
    struct camera_v4l2 *self = (struct camera_v4l2 *)camera;
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    ask(self->fd, VIDIOC_STREAMOFF, &type);
    unmap(self);
}

/* The frame of a filled buffer. False: the camera itself says that it is not whole. */
static bool
take(struct camera_v4l2 *self, const struct v4l2_buffer *buffer,
     struct camera_frame *frame, GError **error)
{
    self->held = (int)buffer->index;
    if (buffer->index < self->buffer_count && !(buffer->flags & V4L2_BUF_FLAG_ERROR)) {
        frame->bytes = self->buffers[buffer->index].bytes;
        frame->size = MIN(buffer->bytesused, self->buffers[buffer->index].size);
        return true;
    }
    g_set_error(error, CAMERA_ERROR, CAMERA_ERROR_SHORT, "a picture was damaged");
    return false;
}

static bool
v4l2_next(struct camera *camera, struct driver_call *call, struct camera_frame *frame,
          GError **error)
{
    struct camera_v4l2 *self = (struct camera_v4l2 *)camera;
    if (self->held >= 0)
        give_back(self, (unsigned)self->held);
    self->held = -1;
    const int64_t end_ms = call_now_ms() + CAMERA_STALL_MS;
    for (bool ready = true; call_now_ms() < end_ms;) {
        int left_ms = (int)MAX(end_ms - call_now_ms(), 1);
        if (!camera_wait(call, self->fd, left_ms, &ready, error))
            return false;
        struct v4l2_buffer buffer = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE,
                                     .memory = V4L2_MEMORY_MMAP};
        if (ready && ask(self->fd, VIDIOC_DQBUF, &buffer) == 0)
            return take(self, &buffer, frame, error);
        if (ready && errno != EAGAIN) {
            set_error(error, "waiting for a picture");
            return false;
        }
        if (ready && !camera_wait(call, -1, NAP_MS, &ready, error))
            return false;
    }
    g_set_error(error, CAMERA_ERROR, CAMERA_ERROR_STALLED, "no picture came for %d ms",
                CAMERA_STALL_MS);
    return false;
}

static void
v4l2_close(struct camera *camera)
{
    close(((struct camera_v4l2 *)camera)->fd);
    g_free(camera);
}

static const struct camera_ops v4l2_ops = {
    .close = v4l2_close,
    .check = v4l2_check,
    .start = v4l2_start,
    .stop = v4l2_stop,
    .next = v4l2_next,
};

struct camera *
camera_v4l2_open(const char *path, GError **error)
{
    int fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        set_error(error, path);
        return NULL;
    }
    struct camera_v4l2 *self = g_new0(struct camera_v4l2, 1);
    *self = (struct camera_v4l2){.camera = {.ops = &v4l2_ops}, .fd = fd, .held = -1};
    if (look(self, path, error))
        return &self->camera;
    g_free(self->camera.name);
    v4l2_close(&self->camera);
    return NULL;
}
