// SPDX-License-Identifier: Apache-2.0
/* Warp: what lies within four corners, as a rectangle: perspective taken away. Pure. */
#ifndef DRIVERS_IMAGE_LEPTONICA_WARP_H
#define DRIVERS_IMAGE_LEPTONICA_WARP_H

#include "find.h"

/* Replaces picture->pix by the paper alone; its dpi becomes known where the paper has the
 * shape of A4. A card comes out lying, 300 dots an inch of its true size. False: no memory. */
bool warp(struct picture *picture, const struct quad *quad, enum find_what what,
          GError **error);

#endif
