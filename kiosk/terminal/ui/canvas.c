// SPDX-License-Identifier: Apache-2.0
#include "canvas.h"

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

void
canvas_blend(const struct canvas *canvas, struct box box, uint32_t colour, unsigned alpha)
{
    box.x = canvas_turned(canvas, box.x, box.w);
    struct box part = box_common(box, canvas->clip);
    for (int y = 0; y < part.h; y++) {
        uint32_t *row = row_at(canvas, part.x, part.y + y);
        for (int x = 0; x < part.w; x++)
            row[x] = canvas_mix(row[x], colour, alpha);
    }
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
        for (int column = 0; column < part.w; column++, from += step) {
            unsigned alpha = *from;
            if (alpha == 255)
                to[column] = 0xff000000 | colour;
            else if (alpha != 0)
                to[column] = canvas_mix(to[column], colour, alpha);
        }
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

/* Mean of the source pixels in [x0, x1) × [y0, y1), which is never empty. */
static uint32_t
mean(const uint32_t *pixels, int stride_bytes, int x0, int y0, int x1, int y1)
{
    uint32_t red = 0, green = 0, blue = 0, count = 0;
    for (int y = y0; y < y1; y++) {
        const uint32_t *row = source_at(pixels, stride_bytes, 0, y);
        for (int x = x0; x < x1; x++) {
            red += row[x] >> 16 & 255;
            green += row[x] >> 8 & 255;
            blue += row[x] & 255;
            count++;
        }
    }
    return 0xff000000 | red / count << 16 | green / count << 8 | blue / count;
}

void
canvas_scale(const struct canvas *canvas, struct box box, const uint32_t *pixels,
             int width, int height, int stride_bytes)
{
    struct box part = box_common(box, canvas->clip);
    for (int row = 0; row < part.h; row++) {
        uint32_t *to = row_at(canvas, part.x, part.y + row);
        int y0 = (part.y + row - box.y) * height / box.h;
        int y1 = (part.y + row - box.y + 1) * height / box.h;
        for (int column = 0; column < part.w; column++) {
            int x0 = (part.x + column - box.x) * width / box.w;
            int x1 = (part.x + column - box.x + 1) * width / box.w;
            to[column] = mean(pixels, stride_bytes, x0, y0, x1 > x0 ? x1 : x0 + 1,
                              y1 > y0 ? y1 : y0 + 1);
        }
    }
}
