// SPDX-License-Identifier: Apache-2.0
#include "frame.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/blob.h"
#include <kiosk/scanner.h>

#define SIDE_MAX 20000            // pixels, as <kiosk/scanner.h> allows
#define STRIDE_MAX 80000          // bytes, the same
#define FIRST_CAPACITY (4 << 20)  // bytes, when the height is unknown
#define OVERFLOW_SIZE (64 * 1024) // bytes

static size_t
least_line(const struct frame *frame)
{
    size_t width = (size_t)frame->width, channels = (size_t)frame->channels;
    return frame->depth == 1 ? (width + 7) / 8 * channels
                             : width * channels * (size_t)frame->depth / 8;
}

static bool
measure(struct frame *frame, const SANE_Parameters *parameters, GError **error)
{
    bool colour = parameters->format == SANE_FRAME_RGB;
    if ((!colour && parameters->format != SANE_FRAME_GRAY) ||
        (parameters->depth != 1 && parameters->depth != 8 && parameters->depth != 16)) {
        g_set_error(
            error, FRAME_ERROR, FRAME_ERROR_KIND,
            "The scanner sends frames of kind %d with %d bits a sample; only grey and "
            "one-pass colour of 1, 8 or 16 bits are taken",
            (int)parameters->format, parameters->depth);
        return false;
    }
    *frame = (struct frame){.width = parameters->pixels_per_line,
                            .height = parameters->lines,
                            .channels = colour ? 3 : 1,
                            .depth = parameters->depth,
                            .line = (size_t)MAX(parameters->bytes_per_line, 0),
                            .fd = -1};
    frame->stride = frame->depth == 8
                        ? frame->line
                        : (size_t)MAX(frame->width, 0) * (size_t)frame->channels;
    enum frame_error code = FRAME_ERROR_KIND; // none so far
    if (frame->width < 1 || frame->height == 0 || frame->line < least_line(frame))
        code = FRAME_ERROR_SENSE;
    else if (frame->width > SIDE_MAX || frame->height > SIDE_MAX ||
             frame->line > 2 * STRIDE_MAX || frame->stride > STRIDE_MAX ||
             (frame->height > 0 &&
              frame->stride * (size_t)frame->height > PROTOCOL_BLOB_SIZE_MAX))
        code = FRAME_ERROR_SIZE;
    if (code != FRAME_ERROR_KIND) {
        g_set_error(error, FRAME_ERROR, (int)code,
                    "A page of %d x %d pixels in rows of %d bytes %s",
                    parameters->pixels_per_line, parameters->lines,
                    parameters->bytes_per_line,
                    code == FRAME_ERROR_SIZE ? "is too large" : "cannot be");
        return false;
    }
    return true;
}

static bool
map(struct frame *frame, GError **error)
{
    frame->capacity = frame->height > 0 ? frame->stride * (size_t)frame->height
                                        : FIRST_CAPACITY;
    frame->fd = blob_open(frame->capacity, error);
    if (frame->fd < 0)
        return false;
    void *bytes =
        mmap(NULL, frame->capacity, PROT_READ | PROT_WRITE, MAP_SHARED, frame->fd, 0);
    if (bytes == MAP_FAILED) {
        g_set_error(error, FRAME_ERROR, FRAME_ERROR_MEMORY, "No memory for the page");
        return false;
    }
    frame->bytes = bytes;
    return true;
}

bool
frame_init(struct frame *frame, const SANE_Parameters *parameters, GError **error)
{
    struct frame made;
    if (!measure(&made, parameters, error))
        return false;
    if (!map(&made, error)) {
        frame_finish(&made);
        return false;
    }
    if (made.depth != 8)
        made.row = g_malloc(made.line);
    *frame = made;
    return true;
}

void
frame_finish(struct frame *frame)
{
    if (!frame)
        return;
    if (frame->bytes)
        munmap(frame->bytes, frame->capacity);
    if (frame->bytes || frame->fd > 0)
        close(frame->fd);
    g_free(frame->row);
    g_free(frame->overflow);
    *frame = (struct frame){.fd = -1};
}

/* Rows of the blob that are written when `received` bytes are there. */
static size_t
place(const struct frame *frame)
{
    return frame->depth == 8 ? frame->received
                             : frame->received / frame->line * frame->stride;
}

static bool
grow(struct frame *frame, size_t least, GError **error)
{
    size_t capacity = frame->capacity;
    while (capacity < least)
        capacity *= 2;
    capacity = MIN(capacity, PROTOCOL_BLOB_SIZE_MAX);
    if (capacity < least) {
        g_set_error(error, FRAME_ERROR, FRAME_ERROR_SIZE, "The page does not end");
        return false;
    }
    void *bytes = MAP_FAILED;
    if (ftruncate(frame->fd, (off_t)capacity) == 0)
        bytes = mremap(frame->bytes, frame->capacity, capacity, MREMAP_MAYMOVE);
    if (bytes == MAP_FAILED) {
        g_set_error(error, FRAME_ERROR, FRAME_ERROR_MEMORY, "No memory for the page");
        return false;
    }
    frame->bytes = bytes;
    frame->capacity = capacity;
    return true;
}

bool
frame_room(struct frame *frame, uint8_t **room_out, size_t *size_out, GError **error)
{
    size_t at = place(frame);
    if (frame->height > 0 && at >= frame->capacity) { // it ought to be over now
        if (!frame->overflow)
            frame->overflow = g_malloc(OVERFLOW_SIZE);
        *room_out = frame->overflow;
        *size_out = OVERFLOW_SIZE;
        return true;
    }
    if (frame->height < 0 && frame_rows(frame) == SIDE_MAX) {
        g_set_error(error, FRAME_ERROR, FRAME_ERROR_SIZE, "The page does not end");
        return false;
    }
    if (frame->height < 0 && at + frame->stride > frame->capacity &&
        !grow(frame, at + frame->stride, error))
        return false;
    if (frame->row) {
        size_t filled = frame->received % frame->line;
        *room_out = frame->row + filled;
        *size_out = frame->line - filled;
    } else {
        *room_out = frame->bytes + at;
        *size_out = frame->capacity - at;
    }
    return true;
}

/* One bit a pixel. Grey: a set bit is black; colour: eight pixels of red, then of green, then
 * of blue, and a set bit is full (SANE standard 1.06, 3.2.1). */
static void
spread_bits(uint8_t *out, const uint8_t *row, int width, int channels)
{
    for (int x = 0; x < width; x++)
        for (int c = 0; c < channels; c++) {
            bool set = row[x / 8 * channels + c] & (0x80 >> (x % 8));
            *out++ = set == (channels == 3) ? 255 : 0;
        }
}

/* Samples of 16 bits come in the byte order of this machine. */
static void
cut_words(uint8_t *out, const uint8_t *row, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint16_t sample;
        memcpy(&sample, row + 2 * i, 2);
        out[i] = (uint8_t)(sample >> 8);
    }
}

void
frame_add(struct frame *frame, size_t count)
{
    bool ends_row = frame->row && !frame->overflow && count > 0 &&
                    (frame->received + count) % frame->line == 0;
    uint8_t *out = frame->bytes + (ends_row ? place(frame) : 0);
    if (ends_row && frame->depth == 1)
        spread_bits(out, frame->row, frame->width, frame->channels);
    else if (ends_row)
        cut_words(out, frame->row, frame->stride);
    frame->received += count;
}

bool
frame_is_whole(const struct frame *frame)
{
    if (frame->height > 0)
        return frame->received == frame->line * (size_t)frame->height;
    return frame->received > 0 && frame->received % frame->line == 0;
}

int
frame_rows(const struct frame *frame)
{
    return (int)MIN(frame->received / frame->line, SIDE_MAX);
}

double
frame_fraction(const struct frame *frame, int likely_height)
{
    int height = frame->height > 0 ? frame->height : MAX(likely_height, 1);
    return MIN(1, (double)frame->received / ((double)frame->line * height));
}

int
frame_take(struct frame *frame, GError **error)
{
    g_assert(frame_is_whole(frame));
    size_t size = frame->stride * (size_t)frame_rows(frame);
    munmap(frame->bytes, frame->capacity); // mapped for writing it could not be sealed
    frame->bytes = NULL;
    int fd = frame->fd;
    frame->fd = -1;
    frame_finish(frame);
    if (ftruncate(fd, (off_t)size) == 0 && blob_seal(fd, error))
        return fd;
    if (error && !*error)
        g_set_error(error, FRAME_ERROR, FRAME_ERROR_MEMORY,
                    "The blob cannot be cut to size");
    close(fd);
    return -1;
}
