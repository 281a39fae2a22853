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

/* The end of `text` that has room: there the finger is. */
static const char *
end_of(struct painter *painter, const char *text, const struct text_style *style,
       int room)
{
    while (*text != '\0' && text_width(painter->glyphs, text, style) > room)
        text = g_utf8_find_next_char(text, NULL);
    return text;
}

/* The value and, underlined, what is no text yet; behind it the caret. */
static void
draw_typed(const struct widget *widget, struct painter *painter,
           const struct text_style *style, struct box line)
{
    const char *value = widget->value != NULL ? widget->value : "";
    const char *open = widget->focused && widget->detail != NULL ? widget->detail : "";
    int caret = draw_px(painter, 12);
    open = end_of(painter, open, style, line.w - caret);
    int open_width = text_width(painter->glyphs, open, style);
    if (widget->focused)
        value = end_of(painter, value, style, line.w - open_width - caret);
    draw_check(painter, widget,
               text_draw_line(painter->glyphs, painter->canvas, value, style, line));
    if (!widget->focused)
        return;
    int width = text_width(painter->glyphs, value, style);
    int x = line.x + width + (width > 0 ? style->letter_space + draw_px(painter, 4) : 0);
    if (*open != '\0') {
        text_draw_line(painter->glyphs, painter->canvas, open, style,
                       (struct box){x, line.y, open_width, line.h});
        canvas_fill(painter->canvas,
                    (struct box){x, line.y + (line.h + style->px * 12 / 10) / 2,
                                 open_width, draw_px(painter, 4)},
                    draw_colour(painter, COLOUR_QING));
        x += open_width + draw_px(painter, 4);
    }
    canvas_fill(painter->canvas,
                (struct box){x, line.y + (line.h - style->px * 12 / 10) / 2,
                             draw_px(painter, 4), style->px * 12 / 10},
                draw_colour(painter, COLOUR_INK));
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
    int left = box.x + pad;
    if (widget->icon != NULL) { // what it is for
        int px = widget->icon_size > 0 ? widget->icon_size : draw_px(painter, 48);
        text_icon(painter->glyphs, painter->canvas, widget->icon, px, left,
                  box.y + (box.h - px) / 2, draw_colour(painter, COLOUR_QING_MARK));
        left += px + draw_px(painter, 24);
    }
    draw_typed(widget, painter, &style, (struct box){left, box.y, right - left, box.h});
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
    while (style.px > painter->theme->type_px[TYPE_CAPTION] &&
           text_width(painter->glyphs, "0", &style) > width - draw_px(painter, 4))
        style.px--;
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
