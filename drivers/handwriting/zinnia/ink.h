// SPDX-License-Identifier: Apache-2.0
/* Ink: the strokes of a command, made ready for the recogniser: counted, checked, thinned to what
 * tells the shape, and moved to the middle of a square. Pure. */
#ifndef DRIVERS_HANDWRITING_ZINNIA_INK_H
#define DRIVERS_HANDWRITING_ZINNIA_INK_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <kiosk/handwriting.h>

#define INK_ERROR (g_quark_from_static_string("kiosk-ink"))
#define INK_SIDE 1000    // the square that the recogniser sees
#define INK_SMALL 400    // a character smaller than this in it
#define INK_ENLARGED 600 // is made as large as this
#define INK_STEP 8       // points nearer than this to the one before say nothing
/* Points of a stroke that zinnia gets: 0.06 does not come back from a scribble of 1000. */
#define INK_STROKE_MAX 100

struct ink_point {
    int x, y, stroke;
};

struct ink {
    struct ink_point points[HANDWRITING_POINTS_MAX];
    size_t count;
    int strokes;
};

/* `payload`: of Handwriting.Recognise, its shape checked. False: a point lies outside of the
 * box, or there are too many. */
bool ink_read(struct ink *ink, const json_t *payload, GError **error);

#endif
