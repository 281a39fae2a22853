// SPDX-License-Identifier: Apache-2.0
/* Polygon: paths of straight lines and curves, filled or stroked into a mask of coverage.
 * Used when a picture is rasterised, not while a page is drawn. ui thread. */
#ifndef UI_POLYGON_H
#define UI_POLYGON_H

#include "geometry.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct point {
    float x, y;
};

/* A path: closed or open runs of points; curves are already broken into short lines. */
struct path {
    GArray *points; // struct point
    GArray *runs;   // guint: index of the first point of each run
    GArray *closed; // gboolean of each run
};

void path_init(struct path *path);
void path_finish(struct path *path); // zero-safe

/* SVG's absolute commands M L H V C Q Z, numbers parted by spaces or commas, scaled and then
 * moved. False when the text is no such path. */
bool path_parse(struct path *path, const char *text, float scale_x, float scale_y,
                float move_x, float move_y);
void path_ellipse(struct path *path, float centre_x, float centre_y, float radius_x,
                  float radius_y);
void path_rounded(struct path *path, float x, float y, float width, float height,
                  float radius);
/* The outline of `from`, `width` wide, round at its ends and joins. */
void path_stroke(struct path *path, const struct path *from, float width);

/* The pixels that the path may touch, within width × height; empty when none. */
struct box path_bounds(const struct path *path, int width, int height);
/* Coverage of the pixels in `box`; what lies outside is cut off. Runs in opposite directions
 * make holes. `mask` has box.w × box.h bytes and is overwritten. */
void path_cover(const struct path *path, struct box box, uint8_t *mask);

#endif
