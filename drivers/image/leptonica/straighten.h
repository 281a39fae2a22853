// SPDX-License-Identifier: Apache-2.0
/* Straighten: the page turned back and made as small as it may be kept. Pure. */
#ifndef DRIVERS_IMAGE_LEPTONICA_STRAIGHTEN_H
#define DRIVERS_IMAGE_LEPTONICA_STRAIGHTEN_H

#include "measure.h"
#include "picture.h"

#define STRAIGHTEN_LEAST 0.2 // degrees; less is a pixel in 300 and no eye sees it
#define STRAIGHTEN_MOST 15.0 // degrees; more was laid wrong and a person should say so
#define STRAIGHTEN_SHORT_MAX 2480 // pixels kept: A4 at 300 dpi, whichever way it lies
#define STRAIGHTEN_LONG_MAX 3508

/* Replaces picture->pix by the straight page; nothing that is written is lost: where turning
 * would push ink over the edge, the page grows. `plane` is the page's. False: no memory. */
bool straighten(struct picture *picture, const struct measure *measure,
                const struct plane *plane, GError **error);
/* No wider than A4 is at 300 dpi, lying or standing; the dpi shrinks along. */
bool straighten_fit(struct picture *picture, GError **error);

#endif
