// SPDX-License-Identifier: Apache-2.0
/* How a page stands on its panel. Only for theme.c. */
#ifndef UI_THEME_PANEL_H
#define UI_THEME_PANEL_H

#include "theme.h"

/* 1080 units on 268 mm: the panel that the look was drawn for. */
#define THEME_UNITS_PER_MM (1080.0 / 268.0)

/* Fills all that is in units. Colours and type stand already. */
void theme_stand(struct theme *theme, const struct theme_settings *settings);

/* Of the panel as it stands: upright or across. */
double theme_panel_px_per_mm(const struct theme_settings *settings);

/* Type as large as the page has room for. */
void theme_set_type(struct theme *theme);

#endif
