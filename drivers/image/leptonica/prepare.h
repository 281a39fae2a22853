// SPDX-License-Identifier: Apache-2.0
/* Prepare: all steps from a scanner's bytes to the page that is kept. Pure. */
#ifndef DRIVERS_IMAGE_LEPTONICA_PREPARE_H
#define DRIVERS_IMAGE_LEPTONICA_PREPARE_H

#include "measure.h"
#include "picture.h"

enum crop { CROP_NONE, CROP_PAPER, CROP_CARD };

struct prepare_wish {
    const char *watermark; // NULL: none
    enum crop crop;
    int turn;     // clockwise: 0, 90, 180, 270
    bool upright; // the writing may turn the page
};

struct prepared {
    struct measure measure;
    bool cropped;
    int turned; // clockwise, wished and found together
    bool glare, dark;
};

/* On success the caller finishes the picture. */
bool prepare(const struct picture_source *source, const struct prepare_wish *wish,
             struct picture *picture_out, struct prepared *prepared_out, GError **error);

#endif
