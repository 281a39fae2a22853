// SPDX-License-Identifier: Apache-2.0
/* Upright: which way the writing on a page stands, where it tells. Pure. */
#ifndef DRIVERS_IMAGE_LEPTONICA_UPRIGHT_H
#define DRIVERS_IMAGE_LEPTONICA_UPRIGHT_H

#include "plane.h"

/* Degrees clockwise (0, 90, 180, 270) that set the writing upright; 0 also when the page does
 * not tell: a page that was laid well must never be turned away. `ink` is 1-bit,
 * `skew` degrees askew clockwise. */
int upright_turn(PIX *ink, double skew, double dpi);

#endif
