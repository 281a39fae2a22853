// SPDX-License-Identifier: Apache-2.0
/* Ink: what a finger has written in a square, stroke by stroke. It follows the finger at
 * once, before anybody else hears of it. Points are pixels from the square's own corner.
 * ui thread. */
#ifndef UI_INK_H
#define UI_INK_H

#include "canvas.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Limits of Handwriting.Recognise, and less: a finger does not write 64 strokes. */
#define INK_STROKES_MAX 48
#define INK_STROKE_POINTS_MAX 400
#define INK_POINTS_MAX 2400

struct ink_point {
    int16_t x, y;
};

struct ink {
    struct box box; // of the square, in pixels of the window
    int serial;     // of the widget; another one begins with an empty square
    struct ink_point points[INK_POINTS_MAX];
    size_t point_count;
    size_t starts[INK_STROKES_MAX]; // first point of each stroke
    size_t stroke_count;
    int width; // of the line
    bool open; // the finger is down
};

void ink_clear(struct ink *ink); // zeroes every point
/* The same square stands elsewhere, or is larger or smaller: what is written goes with it. */
void ink_move_to(struct ink *ink, struct box box);
/* The finger comes down, moves on, is lifted; x, y of the window. Each gives the box that has
 * changed; an empty one when nothing did. */
struct box ink_begin(struct ink *ink, int x, int y);
struct box ink_move(struct ink *ink, int x, int y);
void ink_end(struct ink *ink);

void ink_draw(const struct ink *ink, const struct canvas *canvas, uint32_t colour);

#endif
