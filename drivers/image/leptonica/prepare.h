// SPDX-License-Identifier: Apache-2.0
/* Prepare: all steps from a scanner's bytes to the page that is kept. Pure. */
#ifndef DRIVERS_IMAGE_LEPTONICA_PREPARE_H
#define DRIVERS_IMAGE_LEPTONICA_PREPARE_H

#include "measure.h"
#include "picture.h"

/* `watermark` may be NULL. On success the caller finishes the picture. */
bool prepare(const struct picture_source *source, const char *watermark,
             struct picture *picture_out, struct measure *measure_out, GError **error);

#endif
