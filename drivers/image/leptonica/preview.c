// SPDX-License-Identifier: Apache-2.0
#include "preview.h"

#include <glib.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

struct preview
preview_fit(int width, int height, int box_width, int box_height)
{
    double scale = MIN((double)box_width / width, (double)box_height / height);
    scale = MIN(scale, 1);
    int fitted_width = CLAMP((int)lround(width * scale), PREVIEW_SIDE_MIN, box_width);
    int fitted_height = CLAMP((int)lround(height * scale), PREVIEW_SIDE_MIN, box_height);
    return (struct preview){fitted_width, fitted_height, fitted_width * 4};
}

/* Sum of the source pixels that fall into one pixel of the preview. */
struct cell {
    uint32_t red, green, blue, count;
};

static void
add_row(struct cell *cells, const int *column_of, const l_uint32 *line, int width)
{
    for (int x = 0; x < width; x++) {
        struct cell *cell = &cells[column_of[x]];
        l_uint32 pixel = line[x];
        cell->red += pixel >> 24;
        cell->green += (pixel >> 16) & 0xff;
        cell->blue += (pixel >> 8) & 0xff;
        cell->count++;
    }
}

static void
add_grey_row(struct cell *cells, const int *column_of, const l_uint32 *line, int width)
{
    for (int x = 0; x < width; x++) {
        struct cell *cell = &cells[column_of[x]];
        cell->red += GET_DATA_BYTE(line, x);
        cell->count++;
    }
}

static void
write_row(uint8_t *out, const struct cell *cells, int width, bool grey)
{
    for (int x = 0; x < width; x++, out += 4) {
        const struct cell *cell = &cells[x];
        uint32_t half = cell->count / 2, red = (cell->red + half) / cell->count;
        out[2] = (uint8_t)red;
        out[1] = (uint8_t)(grey ? red : (cell->green + half) / cell->count);
        out[0] = (uint8_t)(grey ? red : (cell->blue + half) / cell->count);
        out[3] = 255;
    }
}

void
preview_draw(const struct preview *preview, PIX *pix, uint8_t *pixels)
{
    int width = pixGetWidth(pix), height = pixGetHeight(pix);
    bool grey = pixGetDepth(pix) == 8;
    g_assert(preview->width <= width &&
             preview->height <= height); // each cell gets a pixel
    struct cell *cells = g_new(struct cell, (size_t)preview->width);
    int *column_of = g_new(int, (size_t)width);
    for (int x = 0; x < width; x++)
        column_of[x] = (int)((int64_t)x * preview->width / width);
    for (int row = 0; row < preview->height; row++) {
        int first = (int)((int64_t)row * height / preview->height);
        int end = (int)((int64_t)(row + 1) * height / preview->height);
        memset(cells, 0, sizeof(*cells) * (size_t)preview->width);
        for (int y = first; y < end; y++)
            (grey ? add_grey_row : add_row)(
                cells, column_of, pixGetData(pix) + (ptrdiff_t)y * pixGetWpl(pix), width);
        write_row(pixels + (size_t)row * (size_t)preview->stride, cells, preview->width,
                  grey);
    }
    g_free(column_of);
    g_free(cells);
}
