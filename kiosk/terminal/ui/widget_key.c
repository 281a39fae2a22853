// SPDX-License-Identifier: Apache-2.0
/* Keys, tiles and check boxes: whatever has a lip and is pressed. */
#include "draw.h"
#include "shape.h"

#include <string.h>

/* Colours and measures of one key in the state it is in. */
struct face {
    struct shape_plate plate;
    enum colour word, icon, detail;
    int shift; // down, while pressed
    bool dashed;
};

static struct face
ordinary_face(const struct painter *painter, const struct widget *widget)
{
    const struct theme *theme = painter->theme;
    bool help = widget->tone == TONE_HELP, end = widget->tone == TONE_END;
    bool primary = widget->tone == TONE_PRIMARY;
    struct face face = {
        .word = primary ? COLOUR_ON_QING
                : help  ? COLOUR_ON_AMBER
                : end   ? COLOUR_ZHU_TEXT
                        : COLOUR_QING_TEXT,
        .icon = primary ? COLOUR_ON_QING
                : help  ? COLOUR_ON_AMBER
                : end   ? COLOUR_ZHU_MARK
                        : COLOUR_QING_TEXT,
        .detail = primary ? COLOUR_ON_QING
                  : help  ? COLOUR_ON_AMBER
                          : COLOUR_INK,
    };
    bool first = widget->tone == TONE_FIRST;
    enum colour fill = primary ? COLOUR_QING
                       : help  ? COLOUR_AMBER
                       : first ? COLOUR_TINT_INFO
                               : COLOUR_CARD;
    enum colour edge = primary ? COLOUR_QING_DEEP
                       : help  ? COLOUR_HELP_EDGE
                       : first ? COLOUR_QING
                               : COLOUR_EDGE;
    enum colour lip = primary ? COLOUR_QING_DEEP : help ? COLOUR_HELP_LIP : COLOUR_LIP;
    face.plate = (struct shape_plate){
        .border = theme->border,
        .lip = primary         ? theme->primary_lip
               : widget->small ? theme->lip - draw_px(painter, 2)
                               : theme->lip,
        .face = draw_colour(painter, fill),
        .edge = draw_colour(painter, edge),
        .lip_colour = draw_colour(painter, lip),
    };
    return face;
}

static struct face
face_of(const struct painter *painter, const struct widget *widget)
{
    struct face face = ordinary_face(painter, widget);
    if (draw_looks_disabled(painter, widget)) {
        face.plate.face = draw_colour(painter, COLOUR_SUNK);
        face.plate.border = face.plate.lip = 0;
        face.word = face.icon = face.detail = COLOUR_INK2;
        face.dashed = true;
    } else if (draw_is_pressed(painter, widget) || widget->selected) {
        bool pressed = draw_is_pressed(painter, widget);
        enum colour fill = pressed ? COLOUR_QING_DEEP : COLOUR_QING;
        face.plate.face = draw_colour(painter, fill);
        face.plate.edge = draw_colour(painter, COLOUR_QING_DEEP);
        face.plate.lip = 0;
        face.word = face.icon = face.detail = COLOUR_ON_QING;
        face.shift = pressed ? draw_px(painter, 2) : 0;
    }
    face.plate.radius = draw_px(painter, widget->small ? 12 : 16);
    return face;
}

/* Draws the plate and gives the box that words may use, above the lip. */
static struct box
draw_face(const struct widget *widget, struct painter *painter, const struct face *face)
{
    struct box box = widget->box;
    if (widget->focused) {
        int ring = draw_px(painter, 7), outer = draw_px(painter, 4);
        shape_rounded(painter->canvas, box_inset(box, -ring - outer),
                      face->plate.radius + ring + outer,
                      draw_colour(painter, COLOUR_INK));
        shape_rounded(painter->canvas, box_inset(box, -ring), face->plate.radius + ring,
                      draw_colour(painter, COLOUR_AMBER));
    }
    shape_plate(painter->canvas, box, &face->plate);
    if (face->dashed)
        shape_dashed(painter->canvas, box, face->plate.radius, painter->theme->border,
                     draw_colour(painter, COLOUR_EDGE));
    // Pressed, the word moves by its shift alone and not by the lip that went.
    struct face rest = ordinary_face(painter, widget);
    bool flat = draw_looks_disabled(painter, widget) || widget->selected;
    box.h -= flat ? 0 : rest.plate.lip;
    box.y += face->shift;
    return box;
}

static int
icon_px(const struct widget *widget, const struct painter *painter, int word_px)
{
    if (widget->icon == NULL && !widget->selected)
        return 0;
    return widget->icon_size > 0 ? widget->icon_size : draw_icon_px(painter, word_px);
}

static const char *
icon_name(const struct widget *widget)
{
    return widget->selected && widget->icon == NULL ? "check" : widget->icon;
}

static struct text_style
word_style(const struct widget *widget, const struct painter *painter,
           const struct face *face)
{
    struct text_style style =
        draw_style(painter, widget->step, !face->dashed, face->word);
    if (widget->size > 0) {
        style.px = widget->size;
        style.face = widget->bold ? FACE_BOLD : FACE_REGULAR;
    }
    style.letter_space = widget->letter_space;
    return style;
}

/* On a panel that has less room than the look was drawn for, a word takes the next smaller
 * step of the type, and at the smallest stands without its icon. */
static void
fit_row(const struct widget *widget, struct painter *painter, struct text_style *style,
        int *icon, int *gap, int room)
{
    int words = text_width(painter->glyphs, widget->name, style);
    if (!painter->theme->shrinks || *icon + *gap + words <= room)
        return;
    draw_fit(painter, widget->name, style, room - *icon - *gap);
    words = text_width(painter->glyphs, widget->name, style);
    if (*icon + *gap + words <= room)
        return;
    *icon = *gap = 0;
    draw_fit(painter, widget->name, style, room);
}

static void
draw_row(const struct widget *widget, struct painter *painter, const struct face *face,
         struct box box)
{
    struct text_style style = word_style(widget, painter, face);
    int icon = icon_px(widget, painter, style.px);
    int gap = icon > 0 ? draw_px(painter, style.px >= draw_px(painter, 64) ? 32 : 14) : 0;
    int room = box.w - 2 * draw_px(painter, painter->theme->narrow ? 3 : 8);
    fit_row(widget, painter, &style, &icon, &gap, room);
    int words = text_width(painter->glyphs, widget->name, &style);
    draw_check(painter, widget, icon + gap + words <= room);
    int x = box.x + (box.w - icon - gap - words) / 2;
    bool after = widget->layout == LAYOUT_ICON_AFTER;
    if (icon > 0)
        text_icon(painter->glyphs, painter->canvas, icon_name(widget), icon,
                  after ? x + words + gap : x, box.y + (box.h - icon) / 2,
                  draw_colour(painter, face->icon));
    struct box line = {after ? x : x + icon + gap, box.y, words, box.h};
    text_draw_line(painter->glyphs, painter->canvas, widget->name, &style, line);
}

static void
draw_stacked(const struct widget *widget, struct painter *painter,
             const struct face *face, struct box box)
{
    struct text_style style = word_style(widget, painter, face);
    style.align = TEXT_CENTRE;
    if (!painter->theme->whole)
        draw_fit(painter, widget->name, &style, box.w - 2 * draw_px(painter, 4));
    int icon = icon_px(widget, painter, style.px);
    int line = style.px * 12 / 10,
        gap = box.h > draw_px(painter, 180) ? draw_px(painter, 20) : draw_px(painter, 2);
    struct box words = {box.x + draw_px(painter, 4), 0, box.w - 2 * draw_px(painter, 4),
                        line};
    // Two short words below a smaller icon, where one line is too narrow for both.
    if (painter->theme->shrinks &&
        text_width(painter->glyphs, widget->name, &style) > words.w) {
        style.line_px = style.px * 11 / 10;
        words.h = 2 * style.line_px;
        icon = MIN(icon, box.h - words.h - 2 * draw_px(painter, 3));
        gap = 0;
    }
    int top = box.y + (box.h - icon - gap - words.h) / 2;
    text_icon(painter->glyphs, painter->canvas, icon_name(widget), icon,
              box.x + (box.w - icon) / 2, top, draw_colour(painter, face->icon));
    words.y = top + icon + gap;
    draw_check(painter, widget,
               text_draw(painter->glyphs, painter->canvas, widget->name, &style, words));
}

/* Verb and, below it, one plain line why; the icon stands at the left of both. */
static void
draw_two_lines(const struct widget *widget, struct painter *painter,
               const struct face *face, struct box box)
{
    struct text_style verb = word_style(widget, painter, face);
    struct text_style why = draw_style(painter, widget->detail_step, false, face->detail);
    int icon = widget->icon == NULL ? 0 : icon_px(widget, painter, verb.px);
    int gap = icon > 0 ? draw_px(painter, 20) : 0;
    // Without an icon of its own a chosen key is ticked behind its second line.
    int tick = widget->icon == NULL && widget->selected ? why.px : 0;
    int tick_gap = tick > 0 ? draw_px(painter, 8) : 0;
    int room = box.w - 2 * draw_px(painter, 8);
    if (painter->theme->shrinks) {
        int words = MAX(text_width(painter->glyphs, widget->name, &verb),
                        text_width(painter->glyphs, widget->detail, &why));
        struct text_style least = verb;
        least.px = painter->theme->type_px[TYPE_CAPTION];
        if (icon + gap + words > room &&
            text_width(painter->glyphs, widget->name, &least) > room - icon - gap)
            icon = gap = 0; // words alone say it
        draw_fit(painter, widget->name, &verb, room - icon - gap);
        draw_fit(painter, widget->detail, &why, room - icon - gap - tick - tick_gap);
    }
    int second = text_width(painter->glyphs, widget->detail, &why) + tick + tick_gap;
    int words = MAX(text_width(painter->glyphs, widget->name, &verb), second);
    draw_check(painter, widget, icon + gap + words <= room);
    int verb_line = verb.px * 13 / 10, why_line = why.px * 13 / 10;
    int x = box.x + (box.w - icon - gap - words) / 2;
    int top = box.y + (box.h - verb_line - why_line) / 2;
    if (icon > 0)
        text_icon(painter->glyphs, painter->canvas, icon_name(widget), icon, x,
                  box.y + (box.h - icon) / 2, draw_colour(painter, face->icon));
    x += icon + gap;
    if (icon == 0)
        verb.align = why.align = TEXT_CENTRE;
    text_draw_line(painter->glyphs, painter->canvas, widget->name, &verb,
                   (struct box){x, top, words, verb_line});
    text_draw_line(painter->glyphs, painter->canvas, widget->detail, &why,
                   (struct box){x, top + verb_line, words - tick - tick_gap, why_line});
    if (tick > 0)
        text_icon(painter->glyphs, painter->canvas, "check", tick,
                  x + (words + second) / 2 - tick,
                  top + verb_line + (why_line - tick) / 2,
                  draw_colour(painter, face->icon));
}

void
draw_key(const struct widget *widget, struct painter *painter)
{
    struct face face = face_of(painter, widget);
    struct box box = draw_face(widget, painter, &face);
    switch (widget->layout) {
    case LAYOUT_STACKED:
        draw_stacked(widget, painter, &face, box);
        break;
    case LAYOUT_TWO_LINES:
        draw_two_lines(widget, painter, &face, box);
        break;
    default:
        draw_row(widget, painter, &face, box);
        break;
    }
}

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

void
draw_tile(const struct widget *widget, struct painter *painter)
{
    struct face face = face_of(painter, widget);
    bool pressed = draw_is_pressed(painter, widget) || widget->selected;
    struct box box = draw_face(widget, painter, &face);
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
    name.line_px = name.px * 13 / 10;
    int name_height = text_measure(painter->glyphs, widget->name, &name, room).height;
    detail.line_px = detail.px * 13 / 10;
    int detail_line =
        !two ? 0
        : painter->theme->shrinks
            ? text_measure(painter->glyphs, widget->detail, &detail, room).height
            : detail.line_px;
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
    struct face face = face_of(painter, &plain);
    bool pressed = draw_is_pressed(painter, widget);
    struct box box = draw_face(&plain, painter, &face);
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
    if (!painter->theme->whole) {
        draw_fit(painter, widget->name, &name, room);
        if (two)
            draw_fit(painter, widget->detail, &detail, room);
    }
    int top = box.y + (box.h - (two ? 2 : 1) * line) / 2;
    bool fits = text_draw_line(painter->glyphs, painter->canvas, widget->name, &name,
                               (struct box){x, top, room, line});
    if (two)
        fits &= text_draw_line(painter->glyphs, painter->canvas, widget->detail, &detail,
                               (struct box){x, top + line, room, line});
    draw_check(painter, widget, fits);
}

#define SLOT_BOXES 10

/* Ten boxes: filled ones are people. */
static void
draw_busyness(const struct widget *widget, struct painter *painter, struct box box,
              const struct face *face)
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
    struct face face = face_of(painter, widget);
    struct box box = draw_face(widget, painter, &face);
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
    int words = MAX(text_width(painter->glyphs, widget->value, &busy),
                    text_width(painter->glyphs, widget->detail, &left));
    busy.align = left.align = TEXT_RIGHT;
    text_draw_line(painter->glyphs, painter->canvas, widget->name, &name,
                   (struct box){x, box.y, name_width, box.h});
    // The boxes stand at the same place in each row: after the longest span there is.
    struct text_style span = name;
    int from = x + MAX(name_width, text_width(painter->glyphs, "00:00—00:00", &span)) +
               draw_px(painter, 32);
    int to = MIN(right - words - draw_px(painter, 24), from + draw_px(painter, 264));
    draw_check(painter, widget, to - from >= draw_px(painter, theme->narrow ? 110 : 150));
    int height = draw_px(painter, 46);
    draw_busyness(widget, painter,
                  (struct box){from, box.y + (box.h - height) / 2, to - from, height},
                  &face);
    int first = busy.px * 13 / 10, second = left.px * 13 / 10;
    int top = box.y + (box.h - first - second) / 2;
    text_draw_line(painter->glyphs, painter->canvas, widget->value, &busy,
                   (struct box){right - words, top, words, first});
    text_draw_line(painter->glyphs, painter->canvas, widget->detail, &left,
                   (struct box){right - words, top + first, words, second});
}
