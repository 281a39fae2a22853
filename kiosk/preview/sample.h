// SPDX-License-Identifier: Apache-2.0
/* Samples (范本) that are JPEG or PNG, decoded as the kiosk has it done: by the driver of class
 * image, here run once by hand (--stdio). */
#ifndef PREVIEW_SAMPLE_H
#define PREVIEW_SAMPLE_H

#include "terminal/ui/picture.h"

/* `pictures` asks it from now on. Where there is no such driver, samples are left out. */
void sample_decodes(struct pictures *pictures);

#endif
