// SPDX-License-Identifier: Apache-2.0
/* Squeeze: pictures become lower where a page has no room. Only for arrange.c. */
#ifndef SCREENS_ARRANGE_SQUEEZE_H
#define SCREENS_ARRANGE_SQUEEZE_H

#include "arrange_plan.h"
#include "terminal/ui/widget.h"

/* After plan_make() that did not fit. True: something became lower, so plan again. */
bool arrange_squeeze(struct plan *plan, struct widget *widgets, size_t count);

#endif
