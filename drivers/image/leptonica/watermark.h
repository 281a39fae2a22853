// SPDX-License-Identifier: Apache-2.0
/* Watermark: what a copy may be used for, across the copy, so that it cannot be cut off.
 * It is multiplied into the page: paper grows grey, ink stays as black as it was. Pure. */
#ifndef DRIVERS_IMAGE_LEPTONICA_WATERMARK_H
#define DRIVERS_IMAGE_LEPTONICA_WATERMARK_H

#include "picture.h"

#define WATERMARK_CHARACTERS_MAX 60

/* False with PICTURE_ERROR and nothing drawn: too long, or a character no font here has. */
bool watermark_draw(struct picture *picture, const char *text, GError **error);

#endif
