// SPDX-License-Identifier: Apache-2.0
/* The kernel's side of V4L2 in user space, for machines whose kernel has no cameras: a library
 * to preload that answers open, ioctl, mmap and close of /dev/video0 and /dev/video1 as the
 * kernel would. What a program does with the answers is its own, unchanged code; what is not
 * tried this way is a real sensor, USB and the kernel itself.
 *
 * $KIOSK_VIDEO/video0/ is a camera:
 *   modes   lines "MJPG 1600 1200 page.jpg" or "YUYV 640 480 live.yuyv": its sizes and pictures
 *   fault   one word, read anew each time: hang short corrupt flagged busy unplug denied absent
 *   log     what was asked of it, one word a line
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define CAMERAS 2
#define MODES_MAX 16
#define BUFFERS_MAX 8
#define FRAME_NS 33333333 // 30 a second

struct mode {
    uint32_t fourcc, width, height;
    char file[64];
};

/* A camera that is open: its descriptor is a timer, readable when a picture is due. */
static struct video {
    int fd; // 0: not open
    char folder[400];
    struct mode modes[MODES_MAX];
    uint32_t mode_count;
    struct mode now;
    uint32_t buffer_size, buffer_count, next;
    int memory[BUFFERS_MAX];
    uint32_t queue[BUFFERS_MAX], queued;
    bool streams;
} videos[CAMERAS];

static int (*real_open)(const char *, int, ...);
static int (*real_close)(int);
static int (*real_ioctl)(int, unsigned long, ...);
static void *(*real_mmap)(void *, size_t, int, int, int, off_t);

__attribute__((constructor)) static void
find_real(void)
{
    *(void **)&real_open = dlsym(RTLD_NEXT, "open");
    *(void **)&real_close = dlsym(RTLD_NEXT, "close");
    *(void **)&real_ioctl = dlsym(RTLD_NEXT, "ioctl");
    *(void **)&real_mmap = dlsym(RTLD_NEXT, "mmap");
}

static void
in_folder(const struct video *video, const char *name, char path[500])
{
    snprintf(path, 500, "%s/%s", video->folder, name);
}

static bool
has_fault(const struct video *video, const char *fault)
{
    char path[500], word[32] = "";
    in_folder(video, "fault", path);
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return false;
    bool is = fscanf(file, "%31s", word) == 1 && strcmp(word, fault) == 0;
    fclose(file);
    return is;
}

static void
note(const struct video *video, const char *word)
{
    char path[500];
    in_folder(video, "log", path);
    FILE *file = fopen(path, "ae");
    if (file == NULL)
        return;
    fprintf(file, "%s\n", word);
    fclose(file);
}

static struct video *
video_of(int fd)
{
    for (int i = 0; i < CAMERAS; i++)
        if (fd > 0 && videos[i].fd == fd)
            return &videos[i];
    return NULL;
}

/* ---- open ------------------------------------------------------------------------------- */

static void
read_modes(struct video *video)
{
    char path[500], fourcc[8];
    in_folder(video, "modes", path);
    FILE *file = fopen(path, "re");
    video->mode_count = 0;
    while (file != NULL && video->mode_count < MODES_MAX) {
        struct mode *mode = &video->modes[video->mode_count];
        if (fscanf(file, "%7s %u %u %63s", fourcc, &mode->width, &mode->height,
                   mode->file) != 4)
            break;
        memcpy(&mode->fourcc, fourcc, 4);
        video->mode_count++;
    }
    if (file != NULL)
        fclose(file);
}

static int
open_video(int index)
{
    struct video *video = &videos[index];
    *video = (struct video){0};
    snprintf(video->folder, sizeof video->folder, "%s/video%d", getenv("KIOSK_VIDEO"),
             index);
    errno = has_fault(video, "absent") || access(video->folder, F_OK) != 0 ? ENOENT
            : has_fault(video, "denied")                                   ? EACCES
                                                                           : 0;
    if (errno != 0)
        return -1;
    read_modes(video);
    note(video, "open");
    video->fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    return video->fd;
}

static int
video_index(const char *path)
{
    int index = -1;
    if (getenv("KIOSK_VIDEO") == NULL || sscanf(path, "/dev/video%d", &index) != 1 ||
        index >= CAMERAS)
        return -1;
    return index;
}

int
open(const char *path, int flags, ...)
{
    int index = video_index(path);
    if (index >= 0)
        return open_video(index);
    va_list arguments;
    va_start(arguments, flags);
    int mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(arguments, int) : 0;
    va_end(arguments);
    return real_open(path, flags, mode);
}

int
open64(const char *path, int flags, ...)
{
    int index = video_index(path);
    if (index >= 0)
        return open_video(index);
    va_list arguments;
    va_start(arguments, flags);
    int mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(arguments, int) : 0;
    va_end(arguments);
    return real_open(path, flags, mode);
}

/* What fortified programs call instead. */
int __open_2(const char *path, int flags);
int __open64_2(const char *path, int flags);

int
__open_2(const char *path, int flags)
{
    return open(path, flags);
}

int
__open64_2(const char *path, int flags)
{
    return open(path, flags);
}

static void
free_buffers(struct video *video)
{
    for (uint32_t i = 0; i < video->buffer_count; i++)
        real_close(video->memory[i]);
    video->buffer_count = video->queued = 0;
}

int
close(int fd)
{
    struct video *video = video_of(fd);
    if (video != NULL) {
        note(video, "close");
        free_buffers(video);
        video->fd = 0;
    }
    return real_close(fd);
}

/* ---- what it is asked ------------------------------------------------------------------- */

static int
do_querycap(struct video *video, struct v4l2_capability *capability)
{
    memset(capability, 0, sizeof *capability);
    snprintf((char *)capability->card, sizeof capability->card, "Stand-in camera");
    capability->capabilities = V4L2_CAP_DEVICE_CAPS;
    capability->device_caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
    (void)video;
    return 0;
}

static bool
is_first_of_its_kind(const struct video *video, uint32_t index)
{
    for (uint32_t i = 0; i < index; i++)
        if (video->modes[i].fourcc == video->modes[index].fourcc)
            return false;
    return true;
}

static int
do_enum_fmt(struct video *video, struct v4l2_fmtdesc *format)
{
    uint32_t wanted = format->index;
    for (uint32_t i = 0; i < video->mode_count; i++) {
        if (!is_first_of_its_kind(video, i) || wanted-- > 0)
            continue;
        format->pixelformat = video->modes[i].fourcc;
        return 0;
    }
    errno = EINVAL;
    return -1;
}

static int
do_enum_sizes(struct video *video, struct v4l2_frmsizeenum *size)
{
    uint32_t wanted = size->index;
    for (uint32_t i = 0; i < video->mode_count; i++) {
        if (video->modes[i].fourcc != size->pixel_format || wanted-- > 0)
            continue;
        size->type = V4L2_FRMSIZE_TYPE_DISCRETE;
        size->discrete.width = video->modes[i].width;
        size->discrete.height = video->modes[i].height;
        return 0;
    }
    errno = EINVAL;
    return -1;
}

static int
do_s_fmt(struct video *video, struct v4l2_format *format)
{
    struct v4l2_pix_format *pix = &format->fmt.pix;
    video->now = video->modes[0];
    for (uint32_t i = 0; i < video->mode_count; i++)
        if (video->modes[i].fourcc == pix->pixelformat &&
            video->modes[i].width == pix->width && video->modes[i].height == pix->height)
            video->now = video->modes[i];
    bool jpeg = video->now.fourcc == V4L2_PIX_FMT_MJPEG;
    pix->pixelformat = video->now.fourcc;
    pix->width = video->now.width;
    pix->height = video->now.height;
    pix->bytesperline = jpeg ? 0 : 2 * pix->width;
    pix->sizeimage = 2 * pix->width * pix->height;
    video->buffer_size = pix->sizeimage;
    note(video, "format");
    return 0;
}

static int
do_reqbufs(struct video *video, struct v4l2_requestbuffers *wanted)
{
    free_buffers(video);
    if (wanted->count > BUFFERS_MAX)
        wanted->count = BUFFERS_MAX;
    for (uint32_t i = 0; i < wanted->count; i++) {
        video->memory[i] = memfd_create("frame", MFD_CLOEXEC);
        if (ftruncate(video->memory[i], video->buffer_size) < 0)
            return -1;
    }
    video->buffer_count = wanted->count;
    return 0;
}

static int
do_querybuf(struct video *video, struct v4l2_buffer *buffer)
{
    if (buffer->index >= video->buffer_count) {
        errno = EINVAL;
        return -1;
    }
    buffer->length = video->buffer_size;
    buffer->m.offset = (buffer->index + 1) * 0x1000;
    return 0;
}

static int
do_qbuf(struct video *video, struct v4l2_buffer *buffer)
{
    if (video->queued < BUFFERS_MAX)
        video->queue[video->queued++] = buffer->index;
    return 0;
}

static int
do_stream(struct video *video, bool on)
{
    struct itimerspec beat = {.it_interval.tv_nsec = on ? FRAME_NS : 0,
                              .it_value.tv_nsec = on ? FRAME_NS : 0};
    timerfd_settime(video->fd, 0, &beat, NULL);
    video->streams = on;
    video->queued = on ? video->queued : 0;
    note(video, on ? "on" : "off");
    return 0;
}

/* Copies the picture into buffer `index`. Its bytes. */
static uint32_t
fill(struct video *video, uint32_t index)
{
    char path[500];
    in_folder(video, video->now.file, path);
    int file = real_open(path, O_RDONLY | O_CLOEXEC);
    uint8_t *bytes = real_mmap(NULL, video->buffer_size, PROT_READ | PROT_WRITE,
                               MAP_SHARED, video->memory[index], 0);
    ssize_t size = file < 0 ? 0 : read(file, bytes, video->buffer_size);
    if (file >= 0)
        real_close(file);
    size = size < 0 ? 0 : size;
    if (has_fault(video, "short"))
        size = size * 2 / 3;
    if (has_fault(video, "corrupt")) // the head and the end stay: only a decoder can tell
        for (ssize_t i = size / 3; i < size / 3 * 2; i++)
            bytes[i] = (uint8_t)(i * 7919);
    munmap(bytes, video->buffer_size);
    return (uint32_t)size;
}

static int
do_dqbuf(struct video *video, struct v4l2_buffer *buffer)
{
    uint64_t beats;
    if (has_fault(video, "hang") || read(video->fd, &beats, sizeof beats) < 0 ||
        video->queued == 0) {
        errno = EAGAIN;
        return -1;
    }
    buffer->index = video->queue[0];
    memmove(video->queue, video->queue + 1, --video->queued * sizeof video->queue[0]);
    buffer->bytesused = fill(video, buffer->index);
    buffer->flags = has_fault(video, "flagged") ? V4L2_BUF_FLAG_ERROR : 0;
    return 0;
}

static int
ask(struct video *video, unsigned long request, void *argument)
{
    if (has_fault(video, "unplug") || has_fault(video, "absent")) {
        errno = ENODEV;
        return -1;
    }
    bool begins = request == VIDIOC_S_FMT || request == VIDIOC_STREAMON ||
                  request == VIDIOC_REQBUFS;
    if (begins && has_fault(video, "busy")) {
        errno = EBUSY;
        return -1;
    }
    switch (request) {
    case VIDIOC_QUERYCAP:
        return do_querycap(video, argument);
    case VIDIOC_ENUM_FMT:
        return do_enum_fmt(video, argument);
    case VIDIOC_ENUM_FRAMESIZES:
        return do_enum_sizes(video, argument);
    case VIDIOC_S_FMT:
        return do_s_fmt(video, argument);
    case VIDIOC_REQBUFS:
        return do_reqbufs(video, argument);
    case VIDIOC_QUERYBUF:
        return do_querybuf(video, argument);
    case VIDIOC_QBUF:
        return do_qbuf(video, argument);
    case VIDIOC_DQBUF:
        return do_dqbuf(video, argument);
    case VIDIOC_STREAMON:
        return do_stream(video, true);
    case VIDIOC_STREAMOFF:
        return do_stream(video, false);
    default:
        errno = ENOTTY;
        return -1;
    }
}

int
ioctl(int fd, unsigned long request, ...)
{
    va_list arguments;
    va_start(arguments, request);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    struct video *video = video_of(fd);
    return video != NULL ? ask(video, request, argument)
                         : real_ioctl(fd, request, argument);
}

static void *
map(void *at, size_t size, int protection, int flags, int fd, off_t offset)
{
    struct video *video = video_of(fd);
    if (video == NULL)
        return real_mmap(at, size, protection, flags, fd, offset);
    uint32_t index = (uint32_t)(offset / 0x1000) - 1;
    if (index >= video->buffer_count)
        return MAP_FAILED;
    return real_mmap(at, size, protection, flags, video->memory[index], 0);
}

void *
mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset)
{
    return map(at, size, protection, flags, fd, offset);
}

void *
mmap64(void *at, size_t size, int protection, int flags, int fd, off64_t offset)
{
    return map(at, size, protection, flags, fd, offset);
}
