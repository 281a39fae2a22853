// SPDX-License-Identifier: Apache-2.0
/* Draw: what the drawing of the single kinds of widget has in common. Only for widget*.c. */
#ifndef UI_DRAW_H
#define UI_DRAW_H

#include "widget.h"

static inline uint32_t
draw_colour(const struct painter *painter, enum colour colour)
{
    return painter->theme->colours[colour];
}

static inline int
draw_px(const struct painter *painter, double units)
{
    return theme_px(painter->theme, units);
}

/* Notes that the words of `widget` had no room. */
void draw_check(struct painter *painter, const struct widget *widget, bool fits);
/* Style of a one-line label in `step`. */
struct text_style draw_style(const struct painter *painter, enum type_step step,
                             bool bold, enum colour colour);
/* Steps `style` down until `text` has room, never below the smallest step. */
void draw_fit(const struct painter *painter, const char *text, struct text_style *style,
              int room);
/* The same, in up to `most` lines one above the other, as large as may be: sets `line_px`. Gives
 * how many lines; 0: there is no room, and `style` is as it was. */
int draw_fit_lines(const struct painter *painter, const char *text,
                   struct text_style *style, struct box room, int most);
/* Lines of draw_fit_lines() in the middle of `box`. */
bool draw_lines(const struct painter *painter, const char *text,
                const struct text_style *style, struct box box, int lines);
/* The icon size that goes with words of `px`: one of the sizes of the look. */
int draw_icon_px(const struct painter *painter, int px);
bool draw_is_pressed(const struct painter *painter, const struct widget *widget);
bool draw_looks_disabled(const struct painter *painter, const struct widget *widget);

void draw_key(const struct widget *widget, struct painter *painter);
void draw_tile(const struct widget *widget, struct painter *painter);
void draw_slot(const struct widget *widget, struct painter *painter);
void draw_check_box(const struct widget *widget, struct painter *painter);
void draw_field(const struct widget *widget, struct painter *painter);
void draw_digits(const struct widget *widget, struct painter *painter);

#endif
