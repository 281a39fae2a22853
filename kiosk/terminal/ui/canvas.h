// SPDX-License-Identifier: Apache-2.0
/* Canvas: pixels in memory and the few ways to change them. All drawing is clipped to
 * `clip`. It knows no window: window.c lends it the surface, tests lend it plain memory.
 * Colours are 0xRRGGBB. ui thread. */
#ifndef UI_CANVAS_H
#define UI_CANVAS_H

#include "geometry.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct canvas {
    uint32_t *pixels; // 0xAARRGGBB, borrowed
    int width, height;
    int stride; // in pixels
    struct box clip;
    /* What is filled, blended or painted through a mask is turned round the middle of what
     * lies between 0 and `axis`: a page that runs from right to left. The clip is not. */
    bool mirrored;
    int axis;
};

void canvas_init(struct canvas *canvas, uint32_t *pixels, int width, int height,
                 int stride_bytes);
/* Where something that is `width` wide and stands at `x` begins on a mirrored canvas. */
static inline int
canvas_turned(const struct canvas *canvas, int x, int width)
{
    return canvas->mirrored ? canvas->axis - x - width : x;
}
/* The clip becomes what `box` and the canvas have in common. */
void canvas_set_clip(struct canvas *canvas, struct box box);

void canvas_fill(const struct canvas *canvas, struct box box, uint32_t colour);
/* `alpha` 0…255 of `colour` over what is there. */
void canvas_blend(const struct canvas *canvas, struct box box, uint32_t colour,
                  unsigned alpha);
void canvas_gradient(const struct canvas *canvas, struct box box, uint32_t top,
                     uint32_t bottom);
/* Paints `colour` through a mask of one byte a pixel. */
void canvas_mask(const struct canvas *canvas, int x, int y, const uint8_t *mask,
                 int width, int height, int stride, uint32_t colour);
/* Opaque pixels, 0xAARRGGBB, their alpha not read. */
void canvas_copy(const struct canvas *canvas, int x, int y, const uint32_t *pixels,
                 int width, int height, int stride_bytes);
/* Pixels with premultiplied alpha. */
void canvas_over(const struct canvas *canvas, int x, int y, const uint32_t *pixels,
                 int width, int height, int stride_bytes);
/* Opaque pixels made larger or smaller to fill `box` (mean of the source pixels). */
void canvas_scale(const struct canvas *canvas, struct box box, const uint32_t *pixels,
                  int width, int height, int stride_bytes);

/* `alpha` 0…255 of `source` over `below`; both components pairs at once. */
static inline uint32_t
canvas_mix(uint32_t below, uint32_t source, unsigned alpha)
{
    alpha += alpha >> 7; // 0…256, so that 255 gives the source itself
    uint32_t red_blue = below & 0xff00ff, green = below & 0xff00;
    red_blue += (((source & 0xff00ff) - red_blue) * alpha) >> 8;
    green += (((source & 0xff00) - green) * alpha) >> 8;
    return 0xff000000 | (red_blue & 0xff00ff) | (green & 0xff00);
}

#endif
