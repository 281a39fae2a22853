// SPDX-License-Identifier: Apache-2.0
/* Shape: boxes with round corners, rings, discs, dashes and shadows, smooth at the edges.
 * ui thread. */
#ifndef UI_SHAPE_H
#define UI_SHAPE_H

#include "canvas.h"

#include <stdbool.h>

void
shape_rounded(const struct canvas *canvas, struct box box, int radius, uint32_t colour);

/* A thing with an outline, and with a lip at its foot when `lip` > 0. The lip stands inside
 * the border. */
struct shape_plate {
    int radius;
    int border;
    int lip;
    uint32_t face, edge, lip_colour;
};
void
shape_plate(const struct canvas *canvas, struct box box, const struct shape_plate *plate);

/* Only the outline, `thickness` wide, inside `box`. */
void shape_ring(const struct canvas *canvas, struct box box, int radius, int thickness,
                uint32_t colour);
/* The same in dashes; the corners are drawn through. */
void shape_dashed(const struct canvas *canvas, struct box box, int radius, int thickness,
                  uint32_t colour);
void shape_disc(const struct canvas *canvas, int centre_x, int centre_y, int radius,
                uint32_t colour);
/* Soft shadow of `box`: `blur` pixels soft, `alpha` at its darkest. Nothing is drawn in `hidden`,
 * which something else will cover. */
void shape_shadow(const struct canvas *canvas, struct box box, int blur, unsigned alpha,
                  struct box hidden);
/* Square modules, one byte each (bit 0 set: dark), drawn `module` pixels large. */
void shape_modules(const struct canvas *canvas, int x, int y, const uint8_t *modules,
                   int side, int module, uint32_t colour);

/* Frees the corner masks that were made so far. */
void shape_forget(void);

#endif
