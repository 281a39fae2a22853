// SPDX-License-Identifier: Apache-2.0
#include "plane.h"

#include <glib.h>
#include <string.h>

#define A4_LONG_SIDE_INCHES (297 / 25.4)
#define STRIP_MAX 64 // more pixels in one than any scanner needs: 9600 dpi

/* Luminance after BT.601 in 1/256. */
static inline unsigned
grey_of(l_uint32 pixel)
{
    return ((pixel >> 24) * 77 + ((pixel >> 16) & 0xff) * 150 +
            ((pixel >> 8) & 0xff) * 29) >>
           8;
}

/* Adds each run of `factor` pixels of a source row to its sum. */
static void
add_colour_row(uint32_t *sums, const l_uint32 *line, int width, int factor)
{
    if (factor == 2) { // 300 dpi, by far the most common: let the compiler vectorise it
        for (int x = 0; x < width; x++)
            sums[x] += grey_of(line[2 * x]) + grey_of(line[2 * x + 1]);
        return;
    }
    for (int x = 0; x < width; x++)
        for (int i = 0; i < factor; i++)
            sums[x] += grey_of(*line++);
}

static void
add_grey_row(uint32_t *sums, const l_uint32 *line, int width, int factor)
{
    int at = 0;
    for (int x = 0; x < width; x++)
        for (int i = 0; i < factor; i++, at++)
            sums[x] += GET_DATA_BYTE(line, at);
}

void
plane_init(struct plane *plane, PIX *pix, int dpi)
{
    int width = pixGetWidth(pix), height = pixGetHeight(pix);
    double true_dpi = dpi > 0 ? dpi : MAX(width, height) / A4_LONG_SIDE_INCHES;
    int factor = CLAMP((int)(true_dpi / PLANE_DPI + 0.5), 1, STRIP_MAX);
    factor = MAX(1, MIN(factor, MIN(width, height) / 16));
    *plane = (struct plane){
        .width = width / factor, .height = height / factor, .dpi = true_dpi / factor};
    plane->levels = g_malloc((size_t)plane->width * (size_t)plane->height);

    uint32_t *sums = g_new(uint32_t, (size_t)plane->width);
    uint32_t area = (uint32_t)(factor * factor), scale = (1U << 20) / area;
    const l_uint32 *line = pixGetData(pix);
    uint8_t *out = plane->levels;
    for (int y = 0; y < plane->height; y++) {
        memset(sums, 0, sizeof(*sums) * (size_t)plane->width);
        for (int i = 0; i < factor; i++, line += pixGetWpl(pix))
            (pixGetDepth(pix) == 8 ? add_grey_row : add_colour_row)(sums, line,
                                                                    plane->width, factor);
        for (int x = 0; x < plane->width; x++)
            *out++ = (uint8_t)(((uint64_t)sums[x] * scale) >> 20);
    }
    g_free(sums);
}

void
plane_finish(struct plane *plane)
{
    if (!plane)
        return;
    g_free(plane->levels);
    *plane = (struct plane){0};
}
