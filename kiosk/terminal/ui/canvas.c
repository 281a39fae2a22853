// SPDX-License-Identifier: Apache-2.0
#include "canvas.h"

#include <glib.h>
#include <string.h>

void
canvas_init(struct canvas *canvas, uint32_t *pixels, int width, int height,
            int stride_bytes)
{
    *canvas = (struct canvas){
        .pixels = pixels,
        .width = width,
        .height = height,
        .stride = stride_bytes / 4,
        .clip = {0, 0, width, height},
    };
}

void
canvas_set_clip(struct canvas *canvas, struct box box)
{
    canvas->clip = box_common(box, (struct box){0, 0, canvas->width, canvas->height});
}

static inline uint32_t *
row_at(const struct canvas *canvas, int x, int y)
{
    return canvas->pixels + (ptrdiff_t)y * canvas->stride + x;
}

void
canvas_fill(const struct canvas *canvas, struct box box, uint32_t colour)
{
    box.x = canvas_turned(canvas, box.x, box.w);
    struct box part = box_common(box, canvas->clip);
    uint32_t pixel = 0xff000000 | colour;
    if (box_is_empty(part))
        return;
    uint32_t *first = row_at(canvas, part.x, part.y);
    for (int x = 0; x < part.w; x++)
        first[x] = pixel;
    // Copying the first row is quicker than storing pixel by pixel.
    for (int y = 1; y < part.h; y++)
        memcpy(row_at(canvas, part.x, part.y + y), first, (size_t)part.w * 4);
}

#define BLEND_AT_ONCE 16 // bytes: four pixels

/* Byte by byte, which fits into 16 bits: many at once for the compiler (-O3). */
static void
blend_row(uint32_t *row, int width, uint32_t colour, unsigned alpha)
{
    uint8_t *bytes = (uint8_t *)row;
    uint16_t added[BLEND_AT_ONCE], keep = (uint16_t)(256 - alpha - (alpha >> 7));
    const uint32_t opaque = 0xff000000 | colour;
    for (int i = 0; i < BLEND_AT_ONCE; i++)
        added[i] = (uint16_t)(((const uint8_t *)&opaque)[i % 4] * (256 - keep));
    int whole = width / 4 * 4;
    for (int at = 0; at < 4 * whole; at += BLEND_AT_ONCE)
        for (int i = 0; i < BLEND_AT_ONCE; i++)
            bytes[at + i] = (uint8_t)((uint16_t)(bytes[at + i] * keep + added[i]) >> 8);
    for (int x = whole; x < width; x++)
        row[x] = canvas_mix(row[x], colour, alpha);
}

void
canvas_blend(const struct canvas *canvas, struct box box, uint32_t colour, unsigned alpha)
{
    box.x = canvas_turned(canvas, box.x, box.w);
    struct box part = box_common(box, canvas->clip);
    for (int y = 0; y < part.h; y++)
        blend_row(row_at(canvas, part.x, part.y + y), part.w, colour, alpha);
}

void
canvas_gradient(const struct canvas *canvas, struct box box, uint32_t top,
                uint32_t bottom)
{
    int last = box.h > 1 ? box.h - 1 : 1;
    for (int y = 0; y < box.h; y++) {
        uint32_t colour = canvas_mix(top, bottom, (unsigned)(y * 255 / last));
        canvas_fill(canvas, (struct box){box.x, box.y + y, box.w, 1}, colour & 0xffffff);
    }
}

/* Without a branch, so that the compiler takes several pixels at once (-O3). */
static void
mix_row(uint32_t *restrict to, const uint8_t *restrict mask, int width, uint32_t colour)
{
    for (int x = 0; x < width; x++)
        to[x] = canvas_mix(to[x], colour, mask[x]);
}

void
canvas_mask(const struct canvas *canvas, int x, int y, const uint8_t *mask, int width,
            int height, int stride, uint32_t colour)
{
    x = canvas_turned(canvas, x, width);
    struct box part = box_common((struct box){x, y, width, height}, canvas->clip);
    // Turned round, a row of the mask is read from its end.
    ptrdiff_t step = canvas->mirrored ? -1 : 1;
    ptrdiff_t first = canvas->mirrored ? width - 1 - (part.x - x) : part.x - x;
    for (int row = 0; row < part.h; row++) {
        uint32_t *to = row_at(canvas, part.x, part.y + row);
        const uint8_t *from = mask + (ptrdiff_t)(part.y + row - y) * stride + first;
        if (step == 1)
            mix_row(to, from, part.w, colour);
        else
            for (int column = 0; column < part.w; column++, from += step)
                to[column] = canvas_mix(to[column], colour, *from);
    }
}

static const uint32_t *
source_at(const uint32_t *pixels, int stride_bytes, int x, int y)
{
    return pixels + (ptrdiff_t)y * (stride_bytes / 4) + x;
}

void
canvas_copy(const struct canvas *canvas, int x, int y, const uint32_t *pixels, int width,
            int height, int stride_bytes)
{
    struct box part = box_common((struct box){x, y, width, height}, canvas->clip);
    for (int row = 0; row < part.h; row++) {
        const uint32_t *from =
            source_at(pixels, stride_bytes, part.x - x, part.y + row - y);
        memcpy(row_at(canvas, part.x, part.y + row), from, (size_t)part.w * 4);
    }
}

static inline uint32_t
over(uint32_t below, uint32_t source)
{
    unsigned keep = 255 - (source >> 24);
    keep += keep >> 7;
    uint32_t red_blue = (((below & 0xff00ff) * keep) >> 8) & 0xff00ff;
    uint32_t green = (((below & 0xff00) * keep) >> 8) & 0xff00;
    return 0xff000000 | ((source & 0xffffff) + red_blue + green);
}

void
canvas_over(const struct canvas *canvas, int x, int y, const uint32_t *pixels, int width,
            int height, int stride_bytes)
{
    struct box part = box_common((struct box){x, y, width, height}, canvas->clip);
    for (int row = 0; row < part.h; row++) {
        uint32_t *to = row_at(canvas, part.x, part.y + row);
        const uint32_t *from =
            source_at(pixels, stride_bytes, part.x - x, part.y + row - y);
        for (int column = 0; column < part.w; column++) {
            if (from[column] >> 24 == 255)
                to[column] = from[column];
            else if (from[column] >> 24 != 0)
                to[column] = over(to[column], from[column]);
        }
    }
}

/* Where a picture is read from for each column (or row) of the box: [from[i], from[i + 1]), one
 * pixel where the box is the larger one. */
static int *
read_from(int length, int first, int count, int source)
{
    int *from = g_new(int, (gsize)count + 1);
    for (int i = 0; i <= count; i++)
        from[i] = (int)((int64_t)(first + i) * source / length);
    return from;
}

/* Sums of each column of the source over rows [y0, y1): the four bytes (blue first, as the
 * screen has them) of one in a row. */
static void
sum_rows(uint32_t *restrict sums, const uint32_t *pixels, int stride_bytes, int x0,
         int x1, int y0, int y1)
{
    memset(sums, 0, (size_t)(x1 - x0) * 4 * sizeof *sums);
    for (int y = y0; y < y1; y++) {
        const uint8_t *restrict bytes =
            (const uint8_t *)source_at(pixels, stride_bytes, x0, y);
        for (int i = 0; i < 4 * (x1 - x0); i++)
            sums[i] += bytes[i];
    }
}

#define MEAN_BITS 24

/* Mean of the columns [x0, x1) of the sums; `part` is one pixel's part of it. */
static uint32_t
mean(const uint32_t *sums, int x0, int x1, uint64_t part)
{
    uint32_t blue = 0, green = 0, red = 0;
    for (const uint32_t *at = sums + 4 * x0; at < sums + 4 * x1; at += 4) {
        blue += at[0];
        green += at[1];
        red += at[2];
    }
    return 0xff000000 | (uint32_t)(red * part >> MEAN_BITS) << 16 |
           (uint32_t)(green * part >> MEAN_BITS) << 8 |
           (uint32_t)(blue * part >> MEAN_BITS);
}

/* One row of the box from the sums of `rows` rows. A pixel is the mean of one number of columns
 * or of one more, so there are two parts, and no division for each. */
static void
mean_row(uint32_t *to, const uint32_t *sums, const int *columns, int count, int least,
         int rows)
{
    const uint64_t parts[2] = {(1U << MEAN_BITS) / (uint32_t)(least * rows) + 1,
                               (1U << MEAN_BITS) / (uint32_t)((least + 1) * rows) + 1};
    for (int i = 0; i < count; i++) {
        int x0 = columns[i] - columns[0];
        int x1 = MAX(columns[i + 1] - columns[0], x0 + 1);
        to[i] = mean(sums, x0, x1, parts[x1 - x0 > least]);
    }
}

/* Larger than the picture: each pixel of it as often as it fits. */
static void
enlarge_row(uint32_t *to, const uint32_t *row, const int *columns, int count)
{
    for (int i = 0; i < count; i++)
        to[i] = 0xff000000 | row[columns[i]];
}

void
canvas_scale(const struct canvas *canvas, struct box box, const uint32_t *pixels,
             int width, int height, int stride_bytes)
{
    struct box part = box_common(box, canvas->clip);
    if (box_is_empty(part))
        return;
    g_autofree int *columns = read_from(box.w, part.x - box.x, part.w, width);
    g_autofree int *rows = read_from(box.h, part.y - box.y, part.h, height);
    int x0 = columns[0], x1 = MIN(columns[part.w] + 1, width);
    g_autofree uint32_t *sums = g_new(uint32_t, (gsize)(x1 - x0) * 4);
    for (int row = 0; row < part.h; row++) {
        uint32_t *to = row_at(canvas, part.x, part.y + row);
        int y0 = rows[row], y1 = MAX(rows[row + 1], y0 + 1);
        if (box.w >= width && box.h >= height) {
            enlarge_row(to, source_at(pixels, stride_bytes, 0, y0), columns, part.w);
            continue;
        }
        sum_rows(sums, pixels, stride_bytes, x0, x1, y0, y1);
        mean_row(to, sums, columns, part.w, MAX(width / box.w, 1), y1 - y0);
    }
}
