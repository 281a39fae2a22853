// SPDX-License-Identifier: Apache-2.0
/* Preview: a page in ready pixels for the screen. Pure. */
#ifndef DRIVERS_IMAGE_LEPTONICA_PREVIEW_H
#define DRIVERS_IMAGE_LEPTONICA_PREVIEW_H

#include <leptonica/allheaders.h>
#include <stdint.h>

struct preview {
    int width, height; // pixels
    int stride;        // bytes a row
};

#define PREVIEW_SIDE_MIN 16 // pixels, as <kiosk/image.h> says

/* The size of a picture of `width` × `height` in a box: never enlarged, its shape kept. */
struct preview preview_fit(int width, int height, int box_width, int box_height);

/* Averages the picture into `pixels` (stride × height bytes): blue, green, red, 255, top row
 * first. The preview must not be larger than the picture. */
void preview_draw(const struct preview *preview, PIX *pix, uint8_t *pixels);

#endif
