// SPDX-License-Identifier: Apache-2.0
/* Arrange: a page that was laid out upright, on a panel that is lower, narrower or wider, or
 * with the screen lowered. What belongs together stays together; what has no room goes on
 * the next sheet (上一屏, 下一屏). ui thread. */
#ifndef SCREENS_ARRANGE_H
#define SCREENS_ARRANGE_H

#include "screens.h"

/* After a screen was built and before its dialog. Does nothing on a panel that the page fits.
 * False: it wants two columns, or sheets; after view_split() the screen is to be built again. */
bool arrange(struct view *view, const struct screen_context *context);

#endif
