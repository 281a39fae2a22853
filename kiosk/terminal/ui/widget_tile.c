// SPDX-License-Identifier: Apache-2.0
/* Tiles, check boxes and hours to choose from. */
#include "widget_face.h"

#include <string.h>

/* The coloured square of a tile with its icon, two thirds as large. */
static void
draw_emblem(const struct widget *widget, struct painter *painter, struct box box,
            bool pressed)
{
    enum colour ground = pressed ? COLOUR_ON_QING : widget->fill;
    enum colour icon = pressed ? COLOUR_QING_DEEP : COLOUR_ON_QING;
    shape_rounded(painter->canvas, box, draw_px(painter, 14),
                  draw_colour(painter, ground));
    int px = box.h * 2 / 3;
    text_icon(painter->glyphs, painter->canvas, widget->icon, px,
              box.x + (box.w - px) / 2, box.y + (box.h - px) / 2,
              draw_colour(painter, icon));
}

/* Letters in columns of one width, so that they can be counted; behind them the sign that it
 * leads on. The width that both take. */
static int
draw_trail(const struct widget *widget, struct painter *painter, struct box box,
           bool pressed)
{
    if (widget->trail == NULL)
        return 0;
    int column = draw_px(painter, 26), sign = draw_px(painter, 48);
    int count = (int)strlen(widget->trail), height = draw_px(painter, 52);
    int end = box.x + box.w - draw_px(painter, 24) - sign;
    int x = end - draw_px(painter, count > 0 ? 20 : 0) - count * column;
    int y = box.y + (box.h - height) / 2;
    int from = widget->trail_from, behind = MIN(from + widget->trail_count, count);
    struct box marked = {x + from * column, y, (behind - from) * column, height};
    if (behind > from && !pressed) {
        canvas_fill(painter->canvas, marked, draw_colour(painter, COLOUR_TINT_INFO));
        marked.y += height;
        marked.h = draw_px(painter, 4);
        canvas_fill(painter->canvas, marked, draw_colour(painter, COLOUR_QING_MARK));
    }
    for (int i = 0; i < count; i++) {
        const char letter[2] = {widget->trail[i], '\0'};
        struct text_style style = draw_style(painter, TYPE_BODY, i >= from && i < behind,
                                             pressed ? COLOUR_ON_QING : COLOUR_INK);
        int width = text_width(painter->glyphs, letter, &style);
        text_draw_line(painter->glyphs, painter->canvas, letter, &style,
                       (struct box){x + i * column + (column - width) / 2, y,
                                    column + width, height});
    }
    text_icon(painter->glyphs, painter->canvas, "chevron_right", sign, end,
              box.y + (box.h - sign) / 2,
              draw_colour(painter, pressed ? COLOUR_ON_QING : COLOUR_QING_MARK));
    return box.x + box.w - x;
}

static int
detail_height(const struct widget *widget, const struct painter *painter,
              struct text_style *style, int room)
{
    style->line_px = style->px * 13 / 10;
    return painter->theme->shrinks
               ? text_measure(painter->glyphs, widget->detail, style, room).height
               : style->line_px;
}

/* The name in as many lines as it needs; smaller where they are too many or a word is too long. */
static int
fit_name(const struct widget *widget, const struct painter *painter,
         struct text_style *style, int room, int most)
{
    style->line_px = style->px * 13 / 10;
    struct text_size size = text_measure(painter->glyphs, widget->name, style, room);
    for (enum type_step step = widget->step;
         painter->theme->shrinks && step-- > TYPE_CAPTION &&
         (size.torn || size.width > room || size.height > most);) {
        style->px = painter->theme->type_px[step];
        style->line_px = style->px * 13 / 10;
        size = text_measure(painter->glyphs, widget->name, style, room);
    }
    return size.height;
}

void
draw_tile(const struct widget *widget, struct painter *painter)
{
    struct widget_face face = widget_face_of(painter, widget);
    bool pressed = draw_is_pressed(painter, widget) || widget->selected;
    struct box box = widget_face_draw(widget, painter, &face);
    int side = widget->icon_size > 0 ? widget->icon_size : draw_px(painter, 104);
    int pad = draw_px(painter, 28), gap = draw_px(painter, 22);
    // In a narrow tile the word comes before its picture.
    if (painter->theme->narrow && box.w < draw_px(painter, 360)) {
        side = MIN(side, draw_px(painter, 80));
        pad = gap = draw_px(painter, 14);
    }
    draw_emblem(widget, painter,
                (struct box){box.x + pad, box.y + (box.h - side) / 2, side, side},
                pressed);

    struct text_style name =
        draw_style(painter, widget->step, true, pressed ? COLOUR_ON_QING : COLOUR_INK);
    struct text_style detail = draw_style(painter, widget->detail_step, false,
                                          pressed ? COLOUR_ON_QING : COLOUR_INK2);
    bool two = widget->detail != NULL && *widget->detail != '\0';
    int x = box.x + pad + side + gap;
    int trail = draw_trail(widget, painter, box, pressed);
    int room = box.x + box.w - trail - MIN(pad, draw_px(painter, 24)) - x;
    if (two && painter->theme->narrow)
        two = text_width(painter->glyphs, widget->detail, &detail) <= room;
    // A name too long for one line takes two; a service need not know how wide a tile is.
    int detail_line = two ? detail_height(widget, painter, &detail, room) : 0;
    int name_height = fit_name(widget, painter, &name, room, box.h - detail_line);
    int top = box.y + (box.h - name_height - detail_line) / 2;
    bool fits = name_height + detail_line <= box.h &&
                text_draw(painter->glyphs, painter->canvas, widget->name, &name,
                          (struct box){x, top, room, name_height});
    if (two)
        fits &= text_draw(painter->glyphs, painter->canvas, widget->detail, &detail,
                          (struct box){x, top + name_height, room, detail_line});
    draw_check(painter, widget, fits);
}

void
draw_check_box(const struct widget *widget, struct painter *painter)
{
    struct widget plain = *widget;
    plain.selected = false; // the tick says it, the tile stays white
    struct widget_face face = widget_face_of(painter, &plain);
    bool pressed = draw_is_pressed(painter, widget);
    struct box box = widget_face_draw(&plain, painter, &face);
    int px = widget->icon_size > 0 ? widget->icon_size : draw_px(painter, 80);
    int pad = draw_px(painter, 26);
    text_icon(painter->glyphs, painter->canvas,
              widget->selected ? "check_box" : "check_box_outline_blank", px, box.x + pad,
              box.y + (box.h - px) / 2,
              draw_colour(painter, pressed            ? COLOUR_ON_QING
                                   : widget->selected ? COLOUR_QING_MARK
                                                      : COLOUR_EDGE));
    enum colour ink = pressed ? COLOUR_ON_QING : COLOUR_INK;
    struct text_style name = draw_style(painter, widget->step, true, ink);
    struct text_style detail = draw_style(painter, widget->step, false, ink);
    bool two = widget->detail != NULL && *widget->detail != '\0';
    int x = box.x + pad + px + draw_px(painter, 20);
    int room = box.x + box.w - draw_px(painter, 12) - x, line = name.px * 13 / 10;
    int lines = 1, more = 1, second = line;
    if (!painter->theme->whole) {
        int least = two ? painter->theme->type_px[TYPE_CAPTION] * 13 / 10 : 0;
        struct box words = {x, box.y, room, box.h - draw_px(painter, 6) - least};
        lines = draw_fit_lines(painter, widget->name, &name, words, 2);
        line = MAX(lines, 1) * name.px * 13 / 10;
        words.h += least - line;
        if (two)
            more = draw_fit_lines(painter, widget->detail, &detail, words, 2);
        second = MAX(more, 1) * detail.px * 13 / 10;
    }
    int top = box.y + (box.h - line - (two ? second : 0)) / 2;
    bool fits =
        draw_lines(painter, widget->name, &name, (struct box){x, top, room, line}, lines);
    if (two)
        fits &= draw_lines(painter, widget->detail, &detail,
                           (struct box){x, top + line, room, second}, more);
    draw_check(painter, widget, fits && lines > 0 && more > 0);
}

#define SLOT_BOXES 10

/* Ten boxes: filled ones are people. */
static void
draw_busyness(const struct widget *widget, struct painter *painter, struct box box,
              const struct widget_face *face)
{
    bool dark = widget->selected || draw_is_pressed(painter, widget);
    uint32_t fill = draw_colour(painter, dark               ? COLOUR_ON_QING
                                         : widget->disabled ? COLOUR_EDGE
                                                            : COLOUR_QING_MARK);
    uint32_t edge = draw_colour(painter, dark ? COLOUR_ON_QING : COLOUR_EDGE);
    int gap = draw_px(painter, 7), radius = draw_px(painter, 4);
    int width = (box.w - (SLOT_BOXES - 1) * gap) / SLOT_BOXES;
    int filled = (widget->permille * SLOT_BOXES + 500) / 1000;
    struct shape_plate plate = {
        .radius = radius, .border = painter->theme->border, .edge = edge};
    for (int i = 0; i < SLOT_BOXES; i++) {
        plate.face = i < filled ? fill : face->plate.face;
        shape_plate(painter->canvas,
                    (struct box){box.x + i * (width + gap), box.y, width, box.h}, &plate);
    }
}

/* When, how busy, and how many places are left. */
void
draw_slot(const struct widget *widget, struct painter *painter)
{
    struct widget_face face = widget_face_of(painter, widget);
    struct box box = widget_face_draw(widget, painter, &face);
    const struct theme *theme = painter->theme;
    int px = draw_px(painter, theme->assisted ? 64 : 44);
    int pad = draw_px(painter, theme->narrow ? 14 : 28);
    const char *icon = widget->selected   ? "check_circle"
                       : widget->disabled ? "do_not_disturb_on"
                                          : "radio_button_unchecked";
    text_icon(painter->glyphs, painter->canvas, icon, px, box.x + pad,
              box.y + (box.h - px) / 2, draw_colour(painter, face.icon));
    struct text_style name = draw_style(painter, widget->step, true, face.detail);
    struct text_style busy = draw_style(painter, TYPE_BODY, true, face.detail);
    struct text_style left = draw_style(painter, TYPE_SMALL, false, face.detail);
    int x = box.x + pad + px + draw_px(painter, 24), right = box.x + box.w - pad;
    int name_width = text_width(painter->glyphs, widget->name, &name);
    // The boxes stand at the same place in each row: after the longest span there is.
    struct text_style span = name;
    int from = x + MAX(name_width, text_width(painter->glyphs, "00:00—00:00", &span)) +
               draw_px(painter, 32);
    int gap = draw_px(painter, 24), least = draw_px(painter, theme->narrow ? 110 : 150);
    if (theme->shrinks) {
        draw_fit(painter, widget->value, &busy, right - from - gap - least);
        draw_fit(painter, widget->detail, &left, right - from - gap - least);
    }
    int words = MAX(text_width(painter->glyphs, widget->value, &busy),
                    text_width(painter->glyphs, widget->detail, &left));
    busy.align = left.align = TEXT_RIGHT;
    int to = MIN(right - words - gap, from + draw_px(painter, 264));
    bool beside = to - from >= least;
    int height = draw_px(painter, beside ? 46 : 34), line = name.px * 13 / 10;
    struct box chart = {from, box.y + (box.h - height) / 2, to - from, height};
    struct box when = {x, box.y, name_width, box.h};
    if (!beside) { // below the hours
        int above = box.y + (box.h - line - height - draw_px(painter, 6)) / 2;
        when = (struct box){x, above, name_width, line};
        chart = (struct box){x, above + line + draw_px(painter, 6),
                             MIN(right - words - gap - x, draw_px(painter, 264)), height};
    }
    draw_check(painter, widget,
               chart.w >= draw_px(painter, 110) &&
                   (beside || x + name_width <= right - words));
    text_draw_line(painter->glyphs, painter->canvas, widget->name, &name, when);
    draw_busyness(widget, painter, chart, &face);
    int first = busy.px * 13 / 10, second = left.px * 13 / 10;
    int top = box.y + (box.h - first - second) / 2;
    text_draw_line(painter->glyphs, painter->canvas, widget->value, &busy,
                   (struct box){right - words, top, words, first});
    text_draw_line(painter->glyphs, painter->canvas, widget->detail, &left,
                   (struct box){right - words, top + first, words, second});
}
