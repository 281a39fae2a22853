// SPDX-License-Identifier: Apache-2.0
#include "ink.h"

#include <stdlib.h>

static int
number(const json_t *value)
{
    return (int)json_integer_value(value);
}

static bool
add_point(struct ink *ink, const json_t *pair, int width, int height, int stroke,
          GError **error)
{
    int x = number(json_array_get(pair, 0)), y = number(json_array_get(pair, 1));
    if (x > width || y > height) {
        g_set_error(error, INK_ERROR, 0, "strokes: a point lies outside of the box");
        return false;
    }
    if (ink->count == HANDWRITING_POINTS_MAX) {
        g_set_error(error, INK_ERROR, 0, "strokes: there are more than %d points",
                    HANDWRITING_POINTS_MAX);
        return false;
    }
    ink->points[ink->count++] = (struct ink_point){x, y, stroke};
    return true;
}

/* In the middle of the square, as large in it as it was in the box: 口 and 囗, 日 and 曰 differ
 * in size. Only what was written very small is enlarged. */
static void
centre(struct ink *ink, int box)
{
    int left = INT_MAX, right = 0, top = INT_MAX, bottom = 0;
    for (size_t i = 0; i < ink->count; i++) {
        const struct ink_point *point = &ink->points[i];
        left = MIN(left, point->x);
        right = MAX(right, point->x);
        top = MIN(top, point->y);
        bottom = MAX(bottom, point->y);
    }
    int extent = MAX(MAX(right - left, bottom - top), 1);
    double scale = (double)INK_SIDE / box;
    if (extent * scale < INK_SMALL)
        scale = (double)INK_ENLARGED / extent;
    for (size_t i = 0; i < ink->count; i++) {
        struct ink_point *point = &ink->points[i];
        point->x = INK_SIDE / 2 + (int)((point->x - (left + right) / 2.0) * scale);
        point->y = INK_SIDE / 2 + (int)((point->y - (top + bottom) / 2.0) * scale);
    }
}

/* A touch screen sends a point every few milliseconds; many lie on one another. First and
 * last point of a stroke stay. */
static void
thin(struct ink *ink)
{
    size_t kept = 0;
    for (size_t i = 0; i < ink->count; i++) {
        struct ink_point point = ink->points[i];
        bool first = kept == 0 || ink->points[kept - 1].stroke != point.stroke;
        bool last = i + 1 == ink->count || ink->points[i + 1].stroke != point.stroke;
        if (!first && !last && abs(point.x - ink->points[kept - 1].x) < INK_STEP &&
            abs(point.y - ink->points[kept - 1].y) < INK_STEP)
            continue;
        ink->points[kept++] = point;
    }
    ink->count = kept;
}

/* Of strokes that are still too long evenly many points, first and last among them. */
static void
shorten(struct ink *ink)
{
    size_t kept = 0;
    for (size_t begin = 0, end; begin < ink->count; begin = end) {
        int stroke = ink->points[begin].stroke;
        for (end = begin; end < ink->count && ink->points[end].stroke == stroke;)
            end++;
        size_t count = end - begin, wanted = MIN(count, INK_STROKE_MAX);
        for (size_t i = 0; i < wanted; i++)
            ink->points[kept++] =
                ink->points[begin + (wanted > 1 ? i * (count - 1) / (wanted - 1) : 0)];
    }
    ink->count = kept;
}

bool
ink_read(struct ink *ink, const json_t *payload, GError **error)
{
    int width = number(json_object_get(payload, "width"));
    int height = number(json_object_get(payload, "height"));
    size_t stroke_index, point_index;
    json_t *stroke, *pair;
    ink->count = 0;
    ink->strokes = 0;
    json_array_foreach (json_object_get(payload, "strokes"), stroke_index, stroke) {
        json_array_foreach (stroke, point_index, pair)
            if (!add_point(ink, pair, width, height, ink->strokes, error))
                return false;
        ink->strokes++;
    }
    centre(ink, MAX(width, height));
    thin(ink);
    shorten(ink);
    return true;
}
