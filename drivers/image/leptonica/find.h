// SPDX-License-Identifier: Apache-2.0
/* Find: where the paper or the card lies in a picture of a desk or of a scanner's glass. Pure. */
#ifndef DRIVERS_IMAGE_LEPTONICA_FIND_H
#define DRIVERS_IMAGE_LEPTONICA_FIND_H

#include "picture.h"
#include "plane.h"

enum find_what { FIND_PAPER, FIND_CARD };

/* Corners in pixels of the picture, clockwise from the one that is to be at the top left. */
struct quad {
    double x[4], y[4];
};

/* False: nothing there has four corners and a likely shape and size; the picture is left as
 * it is then. `plane` is that of a picture `width` pixels wide. */
bool find_quad(const struct plane *plane, int width, enum find_what what,
               struct quad *quad_out);

#endif
