// SPDX-License-Identifier: Apache-2.0
#include "find.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SMALL_SIDE 420    // pixels; a corner is found to a pixel of these, 0.7 mm of A4
#define RIM_PARTS 40      // the outer fortieth of a side shows what lies around
#define CONTRAST_LEAST 14 // levels between paper and desk, card and lid
#define NOISE_TIMES 4

/* What a quad must be to be believed. Area: of the picture. Fill: of the quad by what was
 * found. Shape: long by short side. */
static const struct {
    double area_least, area_most, fill_least, shape_least, shape_most;
} limits[] = {
    [FIND_PAPER] = {0.10, 0.97, 0.88, 1.0, 2.2},  // A4 is 1.41, a bank card is no paper
    [FIND_CARD] = {0.02, 0.90, 0.86, 1.42, 1.76}, // ID-1 is 1.586
};

struct small {
    int width, height;
    double step; // pixels of the plane in one of ours
    uint8_t *levels;
};

static void
small_init(struct small *small, const struct plane *plane)
{
    double step = MAX((double)MAX(plane->width, plane->height) / SMALL_SIDE, 1);
    *small = (struct small){.width = (int)(plane->width / step),
                            .height = (int)(plane->height / step),
                            .step = step};
    small->levels = g_malloc((size_t)small->width * (size_t)small->height);
    int reach = MAX((int)step, 1);
    for (int y = 0; y < small->height; y++) {
        for (int x = 0; x < small->width; x++) {
            int from_x = (int)(x * step), from_y = (int)(y * step);
            unsigned sum = 0;
            for (int j = 0; j < reach; j++)
                for (int i = 0; i < reach; i++)
                    sum += plane->levels[(size_t)(from_y + j) * (size_t)plane->width +
                                         (size_t)(from_x + i)];
            small->levels[(size_t)y * (size_t)small->width + (size_t)x] =
                (uint8_t)(sum / (unsigned)(reach * reach));
        }
    }
}

/* Median level of the rim and how far levels stray from it. */
static void
look_around(const struct small *small, int *level_out, int *stray_out)
{
    uint32_t levels[256] = {0}, strays[256] = {0}, total = 0, below = 0;
    int rim_x = MAX(small->width / RIM_PARTS, 1),
        rim_y = MAX(small->height / RIM_PARTS, 1);
    for (int y = 0; y < small->height; y++) {
        for (int x = 0; x < small->width; x++) {
            if (y >= rim_y && y < small->height - rim_y && x >= rim_x &&
                x < small->width - rim_x)
                continue;
            levels[small->levels[(size_t)y * (size_t)small->width + (size_t)x]]++;
            total++;
        }
    }
    int median = 0;
    while (median < 255 && (below += levels[median]) * 2 < total)
        median++;
    for (int level = 0; level < 256; level++)
        strays[abs(level - median)] += levels[level];
    int stray = 0;
    for (below = 0; stray < 255 && (below += strays[stray]) * 2 < total;)
        stray++;
    *level_out = median;
    *stray_out = stray;
}

/* What is not like its surroundings, its gaps closed, as 1-bit picture. */
static PIX *
mark(const struct small *small)
{
    int around, stray;
    look_around(small, &around, &stray);
    int contrast = MAX(CONTRAST_LEAST, NOISE_TIMES * stray);
    PIX *marked = pixCreate(small->width, small->height, 1);
    if (!marked)
        return NULL;
    for (int y = 0; y < small->height; y++) {
        l_uint32 *line = pixGetData(marked) + (ptrdiff_t)y * pixGetWpl(marked);
        const uint8_t *row = small->levels + (size_t)y * (size_t)small->width;
        for (int x = 0; x < small->width; x++)
            if (abs(row[x] - around) > contrast)
                SET_DATA_BIT(line, x);
    }
    PIX *closed = pixCloseSafeBrick(NULL, marked, 7, 7);
    pixDestroy(&marked);
    PIX *opened = closed ? pixOpenBrick(NULL, closed, 5, 5) : NULL;
    pixDestroy(&closed);
    return opened;
}

/* The largest thing, without holes; in the coordinates of the whole picture. */
static PIX *
largest(PIX *marked)
{
    BOXA *boxes = pixConnCompBB(marked, 8);
    int best = -1, best_area = 0;
    for (int i = 0; boxes && i < boxaGetCount(boxes); i++) {
        l_int32 x, y, width, height;
        boxaGetBoxGeometry(boxes, i, &x, &y, &width, &height);
        if (width * height > best_area) {
            best_area = width * height;
            best = i;
        }
    }
    PIX *found = NULL;
    BOX *box = best < 0 ? NULL : boxaGetBox(boxes, best, L_CLONE);
    if (box) {
        // Whatever else lies in its box belongs to the paper, too: stickers, a dark photograph.
        PIX *only = pixCreateTemplate(marked);
        pixRasterop(only, box->x, box->y, box->w, box->h, PIX_SRC, marked, box->x,
                    box->y);
        PIX *holes = pixHolesByFilling(only, 4);
        found = holes ? pixOr(NULL, only, holes) : pixClone(only);
        pixDestroy(&holes);
        pixDestroy(&only);
    }
    boxDestroy(&box);
    boxaDestroy(&boxes);
    return found;
}

/* ---- corners ---------------------------------------------------------------------------- */

struct point {
    double x, y;
};

struct edge {
    GArray *points; // struct point: where rows begin and end
    double mass_x, mass_y, count;
};

static void
collect(PIX *found, struct edge *edge)
{
    *edge = (struct edge){.points = g_array_new(false, false, sizeof(struct point))};
    int width = pixGetWidth(found), height = pixGetHeight(found);
    for (int y = 0; y < height; y++) {
        const l_uint32 *line = pixGetData(found) + (ptrdiff_t)y * pixGetWpl(found);
        int first = -1, last = -1;
        for (int x = 0; x < width; x++) {
            if (!GET_DATA_BIT(line, x))
                continue;
            first = first < 0 ? x : first;
            last = x;
            edge->mass_x += x;
            edge->mass_y += y;
            edge->count++;
        }
        if (first < 0)
            continue;
        struct point ends[2] = {{first, y}, {last + 1, y}};
        g_array_append_vals(edge->points, ends, 2);
        ends[0].y = ends[1].y = y + 1;
        g_array_append_vals(edge->points, ends, 2);
    }
}

static struct point
farthest_from(const struct edge *edge, struct point from)
{
    struct point best = from;
    double most = -1;
    for (guint i = 0; i < edge->points->len; i++) {
        struct point at = g_array_index(edge->points, struct point, i);
        double distance = hypot(at.x - from.x, at.y - from.y);
        if (distance > most) {
            most = distance;
            best = at;
        }
    }
    return best;
}

/* Farthest from the line a–b on the side that `sign` says. */
static struct point
farthest_aside(const struct edge *edge, struct point a, struct point b, double sign)
{
    struct point best = a;
    double most = 0;
    for (guint i = 0; i < edge->points->len; i++) {
        struct point at = g_array_index(edge->points, struct point, i);
        double aside = sign * ((b.x - a.x) * (at.y - a.y) - (b.y - a.y) * (at.x - a.x));
        if (aside > most) {
            most = aside;
            best = at;
        }
    }
    return best;
}

/* The two farthest points are opposite corners of anything like a rectangle, whichever way
 * it lies; the other two are farthest from the line between them. */
static struct quad
corners_of(const struct edge *edge)
{
    struct point middle = {edge->mass_x / edge->count, edge->mass_y / edge->count};
    struct point a = farthest_from(edge, middle), c = farthest_from(edge, a);
    struct point b = farthest_aside(edge, a, c, -1), d = farthest_aside(edge, a, c, 1);
    struct point around[4] = {a, b, c, d}; // clockwise on a screen, y downwards
    int first = 0;
    for (int i = 1; i < 4; i++)
        if (around[i].x + around[i].y < around[first].x + around[first].y)
            first = i;
    struct quad quad;
    for (int i = 0; i < 4; i++) {
        quad.x[i] = around[(first + i) % 4].x;
        quad.y[i] = around[(first + i) % 4].y;
    }
    return quad;
}

static double
side(const struct quad *quad, int i)
{
    int j = (i + 1) % 4;
    return hypot(quad->x[j] - quad->x[i], quad->y[j] - quad->y[i]);
}

static double
area_of(const struct quad *quad)
{
    double twice = 0;
    for (int i = 0; i < 4; i++) {
        int j = (i + 1) % 4;
        twice += quad->x[i] * quad->y[j] - quad->x[j] * quad->y[i];
    }
    return fabs(twice) / 2;
}

static bool
is_likely(const struct quad *quad, const struct small *small, double count,
          enum find_what what)
{
    double area = area_of(quad), whole = (double)small->width * small->height;
    double across = (side(quad, 0) + side(quad, 2)) / 2;
    double down = (side(quad, 1) + side(quad, 3)) / 2;
    if (area < limits[what].area_least * whole || area > limits[what].area_most * whole ||
        MIN(across, down) < 12)
        return false;
    double shape = MAX(across, down) / MIN(across, down);
    // Perspective narrows the far side, but not to half of the near one.
    for (int i = 0; i < 2; i++)
        if (MAX(side(quad, i), side(quad, i + 2)) >
            1.7 * MIN(side(quad, i), side(quad, i + 2)))
            return false;
    return count >= limits[what].fill_least * area && count <= 1.12 * area &&
           shape >= limits[what].shape_least && shape <= limits[what].shape_most;
}

bool
find_quad(const struct plane *plane, int width, enum find_what what,
          struct quad *quad_out)
{
    struct small small;
    small_init(&small, plane);
    PIX *marked = mark(&small), *found = marked ? largest(marked) : NULL;
    bool is_found = false;
    if (found) {
        struct edge edge;
        collect(found, &edge);
        if (edge.count > 0) {
            struct quad quad = corners_of(&edge);
            is_found = is_likely(&quad, &small, edge.count, what);
            double scale = small.step * width / plane->width;
            for (int i = 0; i < 4; i++) {
                quad_out->x[i] = quad.x[i] * scale;
                quad_out->y[i] = quad.y[i] * scale;
            }
        }
        g_array_unref(edge.points);
    }
    pixDestroy(&found);
    pixDestroy(&marked);
    g_free(small.levels);
    return is_found;
}
