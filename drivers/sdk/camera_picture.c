// SPDX-License-Identifier: Apache-2.0
#include "camera_picture.h"

#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <jpeglib.h>
#include <jerror.h>

static int
channels_of(enum camera_colours colours)
{
    return colours == CAMERA_BGRA ? 4 : colours == CAMERA_RGB ? 3 : 1;
}

static void
picture_init(struct camera_picture *picture, int width, int height, int channels)
{
    *picture = (struct camera_picture){
        .width = width, .height = height, .stride = width * channels};
    picture->pixels = g_malloc((size_t)picture->stride * (size_t)height);
}

void
camera_picture_finish(struct camera_picture *picture)
{
    if (picture == NULL)
        return;
    if (picture->pixels != NULL)
        explicit_bzero(picture->pixels,
                       (size_t)picture->stride * (size_t)picture->height);
    g_free(picture->pixels);
    *picture = (struct camera_picture){0};
}

/* ---- JPEG ------------------------------------------------------------------------------- */

struct trap {
    struct jpeg_error_mgr manager;
    jmp_buf back;
    char message[JMSG_LENGTH_MAX];
    bool damaged;
};

static void
on_error(j_common_ptr info)
{
    struct trap *trap = (struct trap *)(void *)info->err;
    info->err->format_message(info, trap->message);
    longjmp(trap->back, 1);
}

/* What libjpeg would invent for missing bytes is no picture of anything. */
static void
on_message(j_common_ptr info, int level)
{
    struct trap *trap = (struct trap *)(void *)info->err;
    if (level < 0 && info->err->msg_code != JWRN_EXTRANEOUS_DATA && !trap->damaged) {
        trap->damaged = true;
        info->err->format_message(info, trap->message);
    }
}

static J_COLOR_SPACE
space_of(enum camera_colours colours)
{
    return colours == CAMERA_BGRA  ? JCS_EXT_BGRA
           : colours == CAMERA_RGB ? JCS_EXT_RGB
                                   : JCS_GRAYSCALE;
}

/* libjpeg shrinks by eighths for next to nothing: as far as the box stays filled. */
static void
choose_scale(struct jpeg_decompress_struct *info, int box_width, int box_height)
{
    info->scale_denom = 8;
    info->scale_num = 8;
    if (box_width <= 0 || box_height <= 0)
        return;
    double scale = MIN((double)box_width / info->image_width,
                       (double)box_height / info->image_height);
    info->scale_num = (unsigned)CLAMP(ceil(scale * 8), 1, 8);
}

static void
read_rows(struct jpeg_decompress_struct *info, struct camera_picture *picture)
{
    while (info->output_scanline < info->output_height) {
        JSAMPROW row =
            picture->pixels + (size_t)info->output_scanline * (size_t)picture->stride;
        jpeg_read_scanlines(info, &row, 1);
    }
}

static bool
draw_jpeg(const struct camera_frame *frame, enum camera_colours colours, int box_width,
          int box_height, struct camera_picture *picture, GError **error)
{
    struct jpeg_decompress_struct info = {0};
    struct trap trap = {0};
    info.err = jpeg_std_error(&trap.manager);
    trap.manager.error_exit = on_error;
    trap.manager.emit_message = on_message;
    bool good = setjmp(trap.back) == 0;
    if (good) {
        jpeg_create_decompress(&info);
        jpeg_mem_src(&info, frame->bytes, frame->size);
        jpeg_read_header(&info, TRUE);
        good = info.image_width <= CAMERA_SIDE_MAX &&
               info.image_height <= CAMERA_SIDE_MAX && info.num_components != 4;
    }
    if (good) {
        info.out_color_space = space_of(colours);
        info.dct_method = box_width > 0 ? JDCT_IFAST : JDCT_ISLOW;
        choose_scale(&info, box_width, box_height);
        jpeg_start_decompress(&info);
        picture_init(picture, (int)info.output_width, (int)info.output_height,
                     channels_of(colours));
        read_rows(&info, picture);
        jpeg_finish_decompress(&info);
    }
    jpeg_destroy_decompress(&info);
    if (good && !trap.damaged)
        return true;
    g_set_error(error, CAMERA_ERROR, CAMERA_ERROR_FAILED,
                "the camera sent a damaged picture: %s",
                *trap.message ? trap.message : "of an odd kind");
    camera_picture_finish(picture);
    return false;
}

/* ---- plain frames ----------------------------------------------------------------------- */

static inline uint8_t
clamp(int value)
{
    return (uint8_t)CLAMP(value, 0, 255);
}

/* BT.601, luma 16 to 235, in 1/256. */
static void
convert_yuyv(const uint8_t *pair, bool second, enum camera_colours colours, uint8_t *out)
{
    int luma = 298 * (pair[second ? 2 : 0] - 16) + 128;
    int blue = pair[1] - 128, red = pair[3] - 128;
    if (colours == CAMERA_LEVELS) {
        *out = clamp(luma >> 8);
        return;
    }
    uint8_t r = clamp((luma + 409 * red) >> 8);
    uint8_t g = clamp((luma - 100 * blue - 208 * red) >> 8);
    uint8_t b = clamp((luma + 516 * blue) >> 8);
    bool bgra = colours == CAMERA_BGRA;
    out[0] = bgra ? b : r;
    out[1] = g;
    out[2] = bgra ? r : b;
    if (bgra)
        out[3] = 255;
}

static void
convert_grey(uint8_t level, enum camera_colours colours, uint8_t *out)
{
    memset(out, level, colours == CAMERA_LEVELS ? 1 : 3);
    if (colours == CAMERA_BGRA)
        out[3] = 255;
}

static void
draw_plain(const struct camera_frame *frame, enum camera_colours colours, int step,
           struct camera_picture *picture)
{
    const struct camera_format *format = &frame->format;
    int channels = channels_of(colours);
    picture_init(picture, format->width / step, format->height / step, channels);
    for (int y = 0; y < picture->height; y++) {
        const uint8_t *row = frame->bytes + (size_t)(y * step) * (size_t)format->stride;
        uint8_t *out = picture->pixels + (size_t)y * (size_t)picture->stride;
        for (int x = 0; x < picture->width; x++, out += channels) {
            int from = x * step;
            if (format->pixels == CAMERA_GREY)
                convert_grey(row[from], colours, out);
            else
                convert_yuyv(row + from / 2 * 4, from % 2 != 0, colours, out);
        }
    }
}

/* ---- any -------------------------------------------------------------------------------- */

/* Every n-th pixel: good enough for the last step down to a live picture's size. */
static void
thin(struct camera_picture *picture, int channels, int box_width, int box_height)
{
    double scale =
        MIN((double)box_width / picture->width, (double)box_height / picture->height);
    if (scale >= 1)
        return;
    struct camera_picture small;
    picture_init(&small, MAX((int)(picture->width * scale), 16),
                 MAX((int)(picture->height * scale), 16), channels);
    for (int y = 0; y < small.height; y++) {
        const uint8_t *row =
            picture->pixels +
            (size_t)(y * picture->height / small.height) * (size_t)picture->stride;
        uint8_t *out = small.pixels + (size_t)y * (size_t)small.stride;
        for (int x = 0; x < small.width; x++)
            memcpy(out + x * channels,
                   row + (size_t)(x * picture->width / small.width) * (size_t)channels,
                   (size_t)channels);
    }
    camera_picture_finish(picture);
    *picture = small;
}

bool
camera_draw(const struct camera_frame *frame, enum camera_colours colours, int box_width,
            int box_height, struct camera_picture *picture_out, GError **error)
{
    struct camera_picture picture = {0};
    bool boxed = box_width > 0 && box_height > 0;
    if (frame->format.pixels == CAMERA_MJPEG) {
        if (!draw_jpeg(frame, colours, box_width, box_height, &picture, error))
            return false;
    } else {
        int step = boxed ? MIN(frame->format.width / box_width,
                               frame->format.height / box_height)
                         : 1;
        draw_plain(frame, colours, MAX(step, 1), &picture);
    }
    if (boxed)
        thin(&picture, channels_of(colours), box_width, box_height);
    *picture_out = picture;
    return true;
}
