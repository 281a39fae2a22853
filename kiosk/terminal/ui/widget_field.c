// SPDX-License-Identifier: Apache-2.0
/* Fields: the box of a question, and numbers in single boxes. */
#include "draw.h"
#include "shape.h"

#include <string.h>

/* Outline of a field in its state; the ring of the present one stands outside. */
static void
draw_outline(const struct widget *widget, struct painter *painter, struct box box,
             int radius, bool now)
{
    const struct theme *theme = painter->theme;
    bool wrong = widget->error != NULL && *widget->error != '\0';
    struct shape_plate plate = {
        .radius = radius,
        .border = widget->locked ? 0 : theme->border,
        .face = draw_colour(painter, widget->locked ? COLOUR_SUNK : COLOUR_CARD),
        .edge = draw_colour(painter, COLOUR_EDGE),
    };
    if (now) {
        int ring = draw_px(painter, 5);
        shape_rounded(painter->canvas, box_inset(box, -ring), radius + ring,
                      draw_colour(painter, COLOUR_AMBER));
        plate.border = draw_px(painter, 4);
        plate.edge = draw_colour(painter, COLOUR_QING);
    }
    if (wrong) {
        plate.border = draw_px(painter, 4);
        plate.edge = draw_colour(painter, COLOUR_ZHU_MARK);
    }
    if (widget->locked && theme->contrast) {
        plate.border = theme->border;
        plate.edge = draw_colour(painter, COLOUR_INK);
    }
    shape_plate(painter->canvas, box, &plate);
}

static const char *
state_icon(const struct widget *widget, enum colour *colour_out)
{
    if (widget->error != NULL && *widget->error != '\0') {
        *colour_out = COLOUR_ZHU_MARK;
        return "error";
    }
    if (widget->locked) {
        *colour_out = COLOUR_QING_MARK;
        return "lock";
    }
    *colour_out = COLOUR_SONG_MARK;
    return widget->done ? "check_circle" : NULL;
}

void
draw_field(const struct widget *widget, struct painter *painter)
{
    struct box box = widget->box;
    draw_outline(widget, painter, box, draw_px(painter, 12), widget->focused);
    struct text_style style = draw_style(painter, widget->step, widget->bold, COLOUR_INK);
    style.letter_space = widget->letter_space;
    int pad = draw_px(painter, 24), right = box.x + box.w - pad;
    enum colour colour;
    const char *icon = state_icon(widget, &colour);
    if (icon != NULL) {
        int px = draw_px(painter, painter->theme->assisted ? 56 : 40);
        right -= px;
        text_icon(painter->glyphs, painter->canvas, icon, px, right,
                  box.y + (box.h - px) / 2, draw_colour(painter, colour));
        right -= draw_px(painter, 12);
    }
    const char *value = widget->value != NULL ? widget->value : "";
    struct box line = {box.x + pad, box.y, right - box.x - pad, box.h};
    draw_check(painter, widget,
               text_draw_line(painter->glyphs, painter->canvas, value, &style, line));
    if (!widget->focused)
        return;
    int width = text_width(painter->glyphs, value, &style);
    int x = line.x + width + (width > 0 ? style.letter_space + draw_px(painter, 4) : 0);
    canvas_fill(painter->canvas,
                (struct box){x, box.y + (box.h - style.px * 12 / 10) / 2,
                             draw_px(painter, 4), style.px * 12 / 10},
                draw_colour(painter, COLOUR_INK));
}

/* `detail` says how the boxes stand together: "6 8 4". */
void
draw_digits(const struct widget *widget, struct painter *painter)
{
    const char *value = widget->value != NULL ? widget->value : "";
    size_t typed = strlen(value);
    int groups[8] = {0}, group_count = 0, total = 0;
    g_auto(GStrv) parts = g_strsplit(widget->detail, " ", G_N_ELEMENTS(groups));
    for (; parts[group_count] != NULL; group_count++) {
        groups[group_count] = atoi(parts[group_count]);
        total += groups[group_count];
    }
    int gap = draw_px(painter, 5), group_gap = draw_px(painter, 28);
    int room =
        widget->box.w - group_gap * (group_count - 1) - gap * (total - group_count);
    int width = room / total;
    struct text_style style = draw_style(painter, widget->step, true, COLOUR_INK);
    style.align = TEXT_CENTRE;
    struct box box = {widget->box.x, widget->box.y, width, widget->box.h};
    size_t at = 0;
    for (int group = 0; group < group_count; group++, box.x += group_gap - gap)
        for (int i = 0; i < groups[group]; i++, at++, box.x += width + gap) {
            bool now = widget->focused && at == typed;
            draw_outline(widget, painter, box, draw_px(painter, 8), now);
            if (at < typed) {
                const char digit[2] = {value[at], '\0'};
                text_draw_line(painter->glyphs, painter->canvas, digit, &style, box);
            }
        }
}
