// SPDX-License-Identifier: Apache-2.0
/* The face of what has a lip and is pressed: its colours and measures in the state it is in. Only
 * for widget_*.c. */
#ifndef UI_WIDGET_FACE_H
#define UI_WIDGET_FACE_H

#include "draw.h"
#include "shape.h"

/* Colours and measures of one key in the state it is in. */
struct widget_face {
    struct shape_plate plate;
    enum colour word, icon, detail;
    int shift; // down, while pressed
    bool dashed;
};

struct widget_face
widget_face_of(const struct painter *painter, const struct widget *widget);
/* Draws the plate and gives the box that words may use, above the lip. */
struct box widget_face_draw(const struct widget *widget, struct painter *painter,
                            const struct widget_face *face);

#endif
