// SPDX-License-Identifier: Apache-2.0
/* Clash: whether a page that was laid out for shorter words has room for these. Only for
 * arrange.c. */
#ifndef SCREENS_ARRANGE_CLASH_H
#define SCREENS_ARRANGE_CLASH_H

#include "terminal/ui/widget.h"

/* Words or keys lie over others, or reach below the page. In units. */
bool arrange_clashes(const struct theme *theme, const struct widget *widgets,
                     size_t count);

#endif
