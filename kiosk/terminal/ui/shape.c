// SPDX-License-Identifier: Apache-2.0
#include "shape.h"

#include <glib.h>
#include <math.h>

/* Masks of a quarter of a disc (its top left), by radius: there are few radii on a page. */
#define SHAPE_RADIUS_MAX 256
static uint8_t *corner_masks[SHAPE_RADIUS_MAX];

static uint8_t
coverage_at(int radius, int x, int y)
{
    double dx = radius - (x + 0.5), dy = radius - (y + 0.5);
    double inside = radius - sqrt(dx * dx + dy * dy) + 0.5;
    return (uint8_t)(CLAMP(inside, 0.0, 1.0) * 255.0 + 0.5);
}

static const uint8_t *
corner_mask(int radius)
{
    g_assert(radius > 0 && radius < SHAPE_RADIUS_MAX);
    if (corner_masks[radius] == NULL) {
        uint8_t *mask = g_malloc_n((gsize)(2 * radius), (gsize)(2 * radius));
        int side = 2 * radius;
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++)
                mask[y * side + x] = coverage_at(radius, x, y);
        corner_masks[radius] = mask;
    }
    return corner_masks[radius];
}

void
shape_forget(void)
{
    for (int radius = 0; radius < SHAPE_RADIUS_MAX; radius++)
        g_clear_pointer(&corner_masks[radius], g_free);
}

/* One corner: the quarter of the mask at (right, lower), laid with its own corner at x, y. */
static void
draw_corner(const struct canvas *canvas, int x, int y, int radius, bool right, bool lower,
            uint32_t colour)
{
    const uint8_t *mask = corner_mask(radius);
    mask += (right ? radius : 0) + (ptrdiff_t)(lower ? radius : 0) * 2 * radius;
    canvas_mask(canvas, x, y, mask, radius, radius, 2 * radius, colour);
}

void
shape_rounded(const struct canvas *canvas, struct box box, int radius, uint32_t colour)
{
    radius = MIN(radius, MIN(box.w, box.h) / 2);
    if (radius >= SHAPE_RADIUS_MAX)
        radius = SHAPE_RADIUS_MAX - 1;
    if (radius <= 0) {
        canvas_fill(canvas, box, colour);
        return;
    }
    int right = box.x + box.w - radius, lower = box.y + box.h - radius;
    canvas_fill(canvas, (struct box){box.x + radius, box.y, box.w - 2 * radius, radius},
                colour);
    canvas_fill(canvas, (struct box){box.x, box.y + radius, box.w, box.h - 2 * radius},
                colour);
    canvas_fill(canvas, (struct box){box.x + radius, lower, box.w - 2 * radius, radius},
                colour);
    draw_corner(canvas, box.x, box.y, radius, false, false, colour);
    draw_corner(canvas, right, box.y, radius, true, false, colour);
    draw_corner(canvas, box.x, lower, radius, false, true, colour);
    draw_corner(canvas, right, lower, radius, true, true, colour);
}

void
shape_plate(const struct canvas *canvas, struct box box, const struct shape_plate *plate)
{
    int radius = plate->radius;
    if (plate->border > 0) {
        shape_rounded(canvas, box, radius, plate->edge);
        box = box_inset(box, plate->border);
        radius = MAX(radius - plate->border, 0);
    }
    if (plate->lip > 0) {
        shape_rounded(canvas, box, radius, plate->lip_colour);
        box.h -= plate->lip;
    }
    shape_rounded(canvas, box, radius, plate->face);
}

void
shape_disc(const struct canvas *canvas, int centre_x, int centre_y, int radius,
           uint32_t colour)
{
    struct box box = {centre_x - radius, centre_y - radius, 2 * radius, 2 * radius};
    shape_rounded(canvas, box, radius, colour);
}

/* Coverage of an outline in the square of one corner. */
static uint8_t
ring_coverage(int radius, int thickness, int x, int y)
{
    int inner = radius - thickness;
    unsigned hole = 0;
    if (inner > 0 && x >= thickness && y >= thickness)
        hole = coverage_at(inner, x - thickness, y - thickness);
    unsigned disc = coverage_at(radius, x, y);
    return (uint8_t)(disc > hole ? disc - hole : 0);
}

static void
ring_corner(const struct canvas *canvas, int x, int y, int radius, int thickness,
            bool right, bool lower, uint32_t colour)
{
    for (int row = 0; row < radius; row++) {
        for (int column = 0; column < radius; column++) {
            int mask_x = right ? radius - 1 - column : column;
            int mask_y = lower ? radius - 1 - row : row;
            uint8_t coverage = ring_coverage(radius, thickness, mask_x, mask_y);
            if (coverage != 0)
                canvas_mask(canvas, x + column, y + row, &coverage, 1, 1, 1, colour);
        }
    }
}

static void
ring_corners(const struct canvas *canvas, struct box box, int radius, int thickness,
             uint32_t colour)
{
    int right = box.x + box.w - radius, lower = box.y + box.h - radius;
    ring_corner(canvas, box.x, box.y, radius, thickness, false, false, colour);
    ring_corner(canvas, right, box.y, radius, thickness, true, false, colour);
    ring_corner(canvas, box.x, lower, radius, thickness, false, true, colour);
    ring_corner(canvas, right, lower, radius, thickness, true, true, colour);
}

void
shape_ring(const struct canvas *canvas, struct box box, int radius, int thickness,
           uint32_t colour)
{
    radius = MIN(radius, MIN(box.w, box.h) / 2);
    int across = box.w - 2 * radius, down = box.h - 2 * radius;
    struct box sides[4] = {
        {box.x + radius, box.y, across, thickness},
        {box.x + radius, box.y + box.h - thickness, across, thickness},
        {box.x, box.y + radius, thickness, down},
        {box.x + box.w - thickness, box.y + radius, thickness, down},
    };
    for (size_t side = 0; side < G_N_ELEMENTS(sides); side++)
        canvas_fill(canvas, sides[side], colour);
    ring_corners(canvas, box, radius, thickness, colour);
}

/* Dashes along one straight side, beginning and ending with a gap. */
static void
dash_side(const struct canvas *canvas, struct box side, bool across, int thickness,
          uint32_t colour)
{
    int length = across ? side.w : side.h;
    int dash = 3 * thickness, gap = 2 * thickness + 1;
    int count = (length - gap) / (dash + gap);
    int start = (length - count * (dash + gap) + gap) / 2;
    for (int i = 0; i < count; i++) {
        int at = start + i * (dash + gap);
        canvas_fill(canvas,
                    across ? (struct box){side.x + at, side.y, dash, side.h}
                           : (struct box){side.x, side.y + at, side.w, dash},
                    colour);
    }
}

void
shape_dashed(const struct canvas *canvas, struct box box, int radius, int thickness,
             uint32_t colour)
{
    radius = MIN(radius, MIN(box.w, box.h) / 2);
    int across = box.w - 2 * radius, down = box.h - 2 * radius;
    dash_side(canvas, (struct box){box.x + radius, box.y, across, thickness}, true,
              thickness, colour);
    dash_side(canvas,
              (struct box){box.x + radius, box.y + box.h - thickness, across, thickness},
              true, thickness, colour);
    dash_side(canvas, (struct box){box.x, box.y + radius, thickness, down}, false,
              thickness, colour);
    dash_side(canvas,
              (struct box){box.x + box.w - thickness, box.y + radius, thickness, down},
              false, thickness, colour);
    ring_corners(canvas, box, radius, thickness, colour);
}

/* Shadow of the interval [from, to) at `at`: a step softened by a normal distribution. */
static double
soft(double at, double from, double to, double sigma)
{
    double scale = sigma * M_SQRT2;
    return 0.5 * (erf((at - from) / scale) - erf((at - to) / scale));
}

/* One stretch of a row of a shadow; `columns` is how dark each column is. */
static void
draw_soft(const struct canvas *canvas, int x, int y, const uint8_t *columns, int width,
          unsigned strength)
{
    uint8_t row[256];
    for (int done = 0; done < width; done += (int)sizeof row) {
        int count = MIN(width - done, (int)sizeof row);
        for (int i = 0; i < count; i++)
            row[i] = (uint8_t)(columns[done + i] * strength / 255);
        canvas_mask(canvas, x + done, y, row, count, 1, count, 0);
    }
}

void
shape_shadow(const struct canvas *canvas, struct box box, int blur, unsigned alpha,
             struct box hidden)
{
    struct box reach = box_inset(box, -blur);
    struct box part = box_common(reach, canvas->clip);
    if (box_is_empty(part))
        return;
    // A blurred rectangle is the product of two blurred intervals.
    g_autofree uint8_t *columns = g_malloc((size_t)part.w);
    double sigma = blur / 2.0;
    for (int x = 0; x < part.w; x++)
        columns[x] = (uint8_t)(255 * soft(part.x + x + 0.5, box.x, box.x + box.w, sigma));
    for (int y = part.y; y < part.y + part.h; y++) {
        double here = soft(y + 0.5, box.y, box.y + box.h, sigma);
        unsigned strength = (unsigned)(here * alpha);
        struct box under = box_common((struct box){part.x, y, part.w, 1}, hidden);
        int left = box_is_empty(under) ? part.w : under.x - part.x;
        int right = box_is_empty(under) ? part.w : left + under.w;
        draw_soft(canvas, part.x, y, columns, left, strength);
        draw_soft(canvas, part.x + right, y, columns + right, part.w - right, strength);
    }
}

void
shape_modules(const struct canvas *canvas, int x, int y, const uint8_t *modules, int side,
              int module, uint32_t colour)
{
    for (int row = 0; row < side; row++)
        for (int column = 0; column < side; column++)
            if (modules[row * side + column] & 1)
                canvas_fill(
                    canvas,
                    (struct box){x + column * module, y + row * module, module, module},
                    colour);
}
