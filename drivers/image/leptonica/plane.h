// SPDX-License-Identifier: Apache-2.0
/* Plane: a small grey copy of a page, on which everything is measured. A quarter of the
 * pixels tells as much about ink, skew and focus as all of them, and costs a quarter.
 * Pure. */
#ifndef DRIVERS_IMAGE_LEPTONICA_PLANE_H
#define DRIVERS_IMAGE_LEPTONICA_PLANE_H

#include <leptonica/allheaders.h>
#include <stdint.h>

#define PLANE_DPI 150 // about; text of 3 mm still stands 18 pixels high

struct plane {
    int width, height; // pixels
    double dpi;        // true or guessed
    uint8_t *levels;   // width bytes a row
};

/* `dpi` 0: guessed as if the long side were that of A4. */
void plane_init(struct plane *plane, PIX *pix, int dpi);
void plane_finish(struct plane *plane); // NULL- and zero-safe

#endif
