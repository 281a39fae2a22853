// SPDX-License-Identifier: Apache-2.0
#include "warp.h"

#include <glib.h>
#include <math.h>

#include <kiosk/image.h>

#define CARD_DPI 300
#define A4_SHAPE 1.41421356
#define A4_LIKENESS 0.07 // a quad's sides are known to a few per cent
#define A4_LONG_INCHES (297 / 25.4)

/* x = (a u + b v + c) / (g u + h v + 1), y = (d u + e v + f) / (same); u, v from 0 to 1. */
struct map {
    double a, b, c, d, e, f, g, h;
};

/* Heckbert's square to quadrilateral. */
static struct map
map_of(const struct quad *quad)
{
    const double *x = quad->x, *y = quad->y;
    double dx1 = x[1] - x[2], dx2 = x[3] - x[2], dx3 = x[0] - x[1] + x[2] - x[3];
    double dy1 = y[1] - y[2], dy2 = y[3] - y[2], dy3 = y[0] - y[1] + y[2] - y[3];
    double under = dx1 * dy2 - dx2 * dy1;
    double g = (dx3 * dy2 - dx2 * dy3) / under, h = (dx1 * dy3 - dx3 * dy1) / under;
    return (struct map){.a = x[1] - x[0] + g * x[1],
                        .b = x[3] - x[0] + h * x[3],
                        .c = x[0],
                        .d = y[1] - y[0] + g * y[1],
                        .e = y[3] - y[0] + h * y[3],
                        .f = y[0],
                        .g = g,
                        .h = h};
}

struct source {
    const l_uint32 *data;
    int width, height, words;
};

/* Sixteenths between four neighbours are finer than any sensor. */
static inline l_uint32
mix_colour(const struct source *source, int x, int y, unsigned right, unsigned down)
{
    const l_uint32 *line = source->data + (ptrdiff_t)y * source->words + x;
    l_uint32 p[4] = {line[0], line[1], line[source->words], line[source->words + 1]};
    l_uint32 out = 0;
    for (int shift = 8; shift < 32; shift += 8) {
        l_uint32 top =
            (p[0] >> shift & 255) * (16 - right) + (p[1] >> shift & 255) * right;
        l_uint32 low =
            (p[2] >> shift & 255) * (16 - right) + (p[3] >> shift & 255) * right;
        out |= ((top * (16 - down) + low * down + 128) >> 8) << shift;
    }
    return out;
}

static inline l_uint32
mix_grey(const struct source *source, int x, int y, unsigned right, unsigned down)
{
    const l_uint32 *line = source->data + (ptrdiff_t)y * source->words;
    const l_uint32 *next = line + source->words;
    unsigned top =
        GET_DATA_BYTE(line, x) * (16 - right) + GET_DATA_BYTE(line, x + 1) * right;
    unsigned low =
        GET_DATA_BYTE(next, x) * (16 - right) + GET_DATA_BYTE(next, x + 1) * right;
    return (top * (16 - down) + low * down + 128) >> 8;
}

static void
draw_row(const struct source *source, const struct map *map, double v, l_uint32 *out,
         int width, bool grey)
{
    for (int i = 0; i < width; i++) {
        double u = (i + 0.5) / width, under = 1 / (map->g * u + map->h * v + 1);
        double x = (map->a * u + map->b * v + map->c) * under - 0.5;
        double y = (map->d * u + map->e * v + map->f) * under - 0.5;
        int x16 = (int)(CLAMP(x, 0, source->width - 1.07) * 16);
        int y16 = (int)(CLAMP(y, 0, source->height - 1.07) * 16);
        if (grey)
            SET_DATA_BYTE(
                out, i,
                (uint8_t)mix_grey(source, x16 / 16, y16 / 16, x16 & 15, y16 & 15));
        else
            out[i] = mix_colour(source, x16 / 16, y16 / 16, x16 & 15, y16 & 15);
    }
}

static PIX *
draw(PIX *pix, const struct map *map, int width, int height)
{
    struct source source = {pixGetData(pix), pixGetWidth(pix), pixGetHeight(pix),
                            pixGetWpl(pix)};
    bool grey = pixGetDepth(pix) == 8;
    PIX *flat = pixCreateNoInit(width, height, grey ? 8 : 32);
    for (int y = 0; flat && y < height; y++)
        draw_row(&source, map, (y + 0.5) / height,
                 pixGetData(flat) + (ptrdiff_t)y * pixGetWpl(flat), width, grey);
    return flat;
}

static double
length(const struct quad *quad, int i)
{
    int j = (i + 1) % 4;
    return hypot(quad->x[j] - quad->x[i], quad->y[j] - quad->y[i]);
}

/* Size of the paper as it comes out, in pixels. The larger of two opposite sides counts: it
 * lay nearer, and nothing it shows is lost. */
static void
paper_size(struct picture *picture, const struct quad *quad, int *width, int *height)
{
    double across = MAX(length(quad, 0), length(quad, 2));
    double down = MAX(length(quad, 1), length(quad, 3));
    double shape = MAX(across, down) / MIN(across, down);
    if (fabs(shape / A4_SHAPE - 1) < A4_LIKENESS) {
        double *longer = across > down ? &across : &down;
        *longer = MAX(*longer, MIN(across, down) * A4_SHAPE);
        *(across > down ? &down : &across) = *longer / A4_SHAPE;
        picture->dpi = (int)lround(*longer / A4_LONG_INCHES);
    }
    *width = MAX((int)lround(across), PICTURE_SIDE_MIN);
    *height = MAX((int)lround(down), PICTURE_SIDE_MIN);
}

static void
turn_quad(struct quad *quad)
{
    struct quad was = *quad;
    for (int i = 0; i < 4; i++) {
        quad->x[i] = was.x[(i + 1) % 4];
        quad->y[i] = was.y[(i + 1) % 4];
    }
}

bool
warp(struct picture *picture, const struct quad *quad, enum find_what what,
     GError **error)
{
    struct quad lying = *quad;
    int width, height;
    if (what == FIND_CARD) {
        if (length(quad, 1) + length(quad, 3) > length(quad, 0) + length(quad, 2))
            turn_quad(&lying);
        width = (int)lround(IMAGE_CARD_WIDTH_MM / 25.4 * CARD_DPI);
        height = (int)lround(IMAGE_CARD_HEIGHT_MM / 25.4 * CARD_DPI);
        picture->dpi = CARD_DPI;
    } else {
        paper_size(picture, quad, &width, &height);
    }
    struct map map = map_of(&lying);
    PIX *flat = picture_size_fits((unsigned)width, (unsigned)height, error)
                    ? draw(picture->pix, &map, width, height)
                    : NULL;
    if (!flat) {
        if (error && !*error)
            g_set_error(error, PICTURE_ERROR, 0, "No memory to cut the page out");
        return false;
    }
    pixDestroy(&picture->pix);
    picture->pix = flat;
    return true;
}
