// SPDX-License-Identifier: Apache-2.0
/* Errors: defects that are mended before a case goes. All at once in standard mode
 * (errors.c), one at a time in assisted mode (errors_one.c). ui thread. */
#ifndef SCREENS_ERRORS_H
#define SCREENS_ERRORS_H

#include "frame.h"

void errors_build_one(struct view *view, const struct screen_context *context);

#endif
