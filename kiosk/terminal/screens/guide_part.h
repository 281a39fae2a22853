// SPDX-License-Identifier: Apache-2.0
/* Inside guide*.c. ui thread. */
#ifndef SCREENS_GUIDE_PART_H
#define SCREENS_GUIDE_PART_H

#include "part.h"

/* With the first row below it, which is `with` units high, on the same screen. */
void guide_heading(struct flow *flow, const char *text, int with);
void guide_add_materials(struct flow *flow); // guide_materials.c

#endif
