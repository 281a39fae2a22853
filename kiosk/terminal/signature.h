// SPDX-License-Identifier: Apache-2.0
/* Signature: what a finger wrote, as it is kept and sent. Pure. */
#ifndef TERMINAL_SIGNATURE_H
#define TERMINAL_SIGNATURE_H

#include <jansson.h>

#include "ui/ink.h"

/* A list of strokes, each a list of x, y in thousandths of the square's width, that fits
 * <kiosk/letter.h>. New reference. */
json_t *signature_strokes(const struct ink *ink);

#endif
