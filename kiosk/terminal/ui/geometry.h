// SPDX-License-Identifier: Apache-2.0
/* Geometry: boxes in pixels, origin at the top left. Any thread. */
#ifndef UI_GEOMETRY_H
#define UI_GEOMETRY_H

#include <stdbool.h>

struct box {
    int x, y, w, h;
};

static inline bool
box_is_empty(struct box box)
{
    return box.w <= 0 || box.h <= 0;
}

static inline bool
box_contains(struct box box, int x, int y)
{
    return x >= box.x && x < box.x + box.w && y >= box.y && y < box.y + box.h;
}

/* What both have in common; w and h are 0 when there is nothing. */
static inline struct box
box_common(struct box a, struct box b)
{
    int left = a.x > b.x ? a.x : b.x;
    int top = a.y > b.y ? a.y : b.y;
    int right = a.x + a.w < b.x + b.w ? a.x + a.w : b.x + b.w;
    int bottom = a.y + a.h < b.y + b.h ? a.y + a.h : b.y + b.h;
    if (right <= left || bottom <= top)
        return (struct box){left, top, 0, 0};
    return (struct box){left, top, right - left, bottom - top};
}

/* The smallest box around both; an empty one counts as nothing. */
static inline struct box
box_around(struct box a, struct box b)
{
    if (box_is_empty(a))
        return b;
    if (box_is_empty(b))
        return a;
    int left = a.x < b.x ? a.x : b.x;
    int top = a.y < b.y ? a.y : b.y;
    int right = a.x + a.w > b.x + b.w ? a.x + a.w : b.x + b.w;
    int bottom = a.y + a.h > b.y + b.h ? a.y + a.h : b.y + b.h;
    return (struct box){left, top, right - left, bottom - top};
}

/* Smaller by `by` on each side; negative: larger. */
static inline struct box
box_inset(struct box box, int by)
{
    return (struct box){box.x + by, box.y + by, box.w - 2 * by, box.h - 2 * by};
}

static inline bool
box_meets(struct box a, struct box b)
{
    return !box_is_empty(box_common(a, b));
}

#endif
