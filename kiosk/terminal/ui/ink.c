// SPDX-License-Identifier: Apache-2.0
#include "ink.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* Points nearer than this say nothing new; a finger trembles more. */
#define LEAST_STEP 3

void
ink_clear(struct ink *ink)
{
    explicit_bzero(ink->points, sizeof ink->points);
    explicit_bzero(ink->starts, sizeof ink->starts);
    ink->point_count = ink->stroke_count = 0;
    ink->open = false;
}

void
ink_move_to(struct ink *ink, struct box box)
{
    struct box old = ink->box;
    ink->box = box;
    if ((old.w == box.w && old.h == box.h) || old.w <= 0 || old.h <= 0)
        return;
    // As large as it has room, in its own shape: a name must not be drawn out.
    double scale = MIN((double)box.w / old.w, (double)box.h / old.h);
    double left = (box.w - old.w * scale) / 2, top = (box.h - old.h * scale) / 2;
    for (size_t i = 0; i < ink->point_count; i++) {
        ink->points[i].x = (int16_t)lround(left + ink->points[i].x * scale);
        ink->points[i].y = (int16_t)lround(top + ink->points[i].y * scale);
    }
    ink->open = false;
}

/* The box in the window around a line between two points. */
static struct box
box_of(const struct ink *ink, struct ink_point a, struct ink_point b)
{
    struct box box = {MIN(a.x, b.x), MIN(a.y, b.y), abs(a.x - b.x) + 1,
                      abs(a.y - b.y) + 1};
    box = box_inset(box, -(ink->width / 2 + 2));
    box.x += ink->box.x;
    box.y += ink->box.y;
    return box_common(box, ink->box);
}

static struct ink_point
inside(const struct ink *ink, int x, int y)
{
    return (struct ink_point){(int16_t)CLAMP(x - ink->box.x, 0, ink->box.w - 1),
                              (int16_t)CLAMP(y - ink->box.y, 0, ink->box.h - 1)};
}

static struct box
add_point(struct ink *ink, struct ink_point point)
{
    struct ink_point before = ink->point_count > ink->starts[ink->stroke_count - 1]
                                  ? ink->points[ink->point_count - 1]
                                  : point;
    ink->points[ink->point_count++] = point;
    return box_of(ink, before, point);
}

struct box
ink_begin(struct ink *ink, int x, int y)
{
    if (ink->stroke_count == INK_STROKES_MAX || ink->point_count == INK_POINTS_MAX)
        return (struct box){0};
    ink->open = true;
    ink->starts[ink->stroke_count++] = ink->point_count;
    return add_point(ink, inside(ink, x, y));
}

struct box
ink_move(struct ink *ink, int x, int y)
{
    if (!ink->open || ink->point_count == INK_POINTS_MAX ||
        ink->point_count - ink->starts[ink->stroke_count - 1] == INK_STROKE_POINTS_MAX)
        return (struct box){0};
    struct ink_point point = inside(ink, x, y);
    struct ink_point before = ink->points[ink->point_count - 1];
    if (abs(point.x - before.x) < LEAST_STEP && abs(point.y - before.y) < LEAST_STEP)
        return (struct box){0};
    return add_point(ink, point);
}

void
ink_end(struct ink *ink)
{
    ink->open = false;
}

/* How far a pixel is from the line between two points. */
static float
distance(float x, float y, struct ink_point a, struct ink_point b)
{
    float along_x = (float)(b.x - a.x), along_y = (float)(b.y - a.y);
    float from_x = x - (float)a.x, from_y = y - (float)a.y;
    float length = along_x * along_x + along_y * along_y;
    float part = length > 0 ? (from_x * along_x + from_y * along_y) / length : 0;
    part = CLAMP(part, 0.0F, 1.0F);
    return hypotf(from_x - part * along_x, from_y - part * along_y);
}

/* A line with round ends, smooth at its edge. */
static void
draw_line(const struct ink *ink, const struct canvas *canvas, struct ink_point a,
          struct ink_point b, uint32_t colour)
{
    struct box box = box_common(box_of(ink, a, b), canvas->clip);
    float radius = (float)ink->width / 2;
    for (int y = box.y; y < box.y + box.h; y++) {
        uint32_t *row = canvas->pixels + (ptrdiff_t)y * canvas->stride;
        for (int x = box.x; x < box.x + box.w; x++) {
            float gap = distance((float)(x - ink->box.x), (float)(y - ink->box.y), a, b);
            float cover = CLAMP(radius - gap + 0.5F, 0.0F, 1.0F);
            if (cover > 0)
                row[x] = canvas_mix(row[x], colour, (unsigned)(cover * 255));
        }
    }
}

void
ink_draw(const struct ink *ink, const struct canvas *canvas, uint32_t colour)
{
    for (size_t i = 0; i < ink->stroke_count; i++) {
        size_t from = ink->starts[i];
        size_t to = i + 1 < ink->stroke_count ? ink->starts[i + 1] : ink->point_count;
        if (to == from + 1)
            draw_line(ink, canvas, ink->points[from], ink->points[from], colour);
        for (size_t k = from + 1; k < to; k++)
            draw_line(ink, canvas, ink->points[k - 1], ink->points[k], colour);
    }
}
