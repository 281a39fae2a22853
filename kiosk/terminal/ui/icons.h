// SPDX-License-Identifier: Apache-2.0
/* Icons by name, as screens and service definitions call them. Pure. */
#ifndef UI_ICONS_H
#define UI_ICONS_H

#include <stdint.h>

/* Code point in the icon font; 0 when there is no icon of that name. */
uint32_t icon_code_point(const char *name);

#endif
