// SPDX-License-Identifier: Apache-2.0
/* Keys: a word, an icon beside or above it, or a verb and one line why. */
#include "widget_face.h"

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
           const struct widget_face *face)
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
 * step of the type or a second line, and stands without its icon where both have no room. Gives
 * the lines. */
static int
fit_row(const struct widget *widget, struct painter *painter, struct text_style *style,
        int *icon, int *gap, struct box room)
{
    if (!painter->theme->shrinks)
        return 1;
    struct box beside = room;
    beside.w -= *icon + *gap;
    int lines = draw_fit_lines(painter, widget->name, style, beside, 2);
    if (lines > 0 || *icon == 0)
        return lines;
    *icon = *gap = 0;
    return draw_fit_lines(painter, widget->name, style, room, 2);
}

static void
draw_row(const struct widget *widget, struct painter *painter,
         const struct widget_face *face, struct box box)
{
    struct text_style style = word_style(widget, painter, face);
    int icon = icon_px(widget, painter, style.px);
    int gap = icon > 0 ? draw_px(painter, style.px >= draw_px(painter, 64) ? 32 : 14) : 0;
    int room = box.w - 2 * draw_px(painter, painter->theme->narrow ? 3 : 8);
    int lines = fit_row(widget, painter, &style, &icon, &gap,
                        (struct box){0, 0, room, box.h - draw_px(painter, 4)});
    int words = text_measure(painter->glyphs, widget->name, &style,
                             lines > 1 ? room - icon - gap : 0)
                    .width;
    draw_check(painter, widget, icon + gap + words <= room);
    int x = box.x + (box.w - icon - gap - words) / 2;
    bool after = widget->layout == LAYOUT_ICON_AFTER;
    if (icon > 0)
        text_icon(painter->glyphs, painter->canvas, icon_name(widget), icon,
                  after ? x + words + gap : x, box.y + (box.h - icon) / 2,
                  draw_colour(painter, face->icon));
    if (lines > 1 && icon == 0)
        style.align = TEXT_CENTRE;
    draw_lines(painter, widget->name, &style,
               (struct box){after ? x : x + icon + gap, box.y, words, box.h}, lines);
}

static void
draw_stacked(const struct widget *widget, struct painter *painter,
             const struct widget_face *face, struct box box)
{
    struct text_style style = word_style(widget, painter, face);
    style.align = TEXT_CENTRE;
    int icon = icon_px(widget, painter, style.px);
    int line = style.px * 12 / 10,
        gap = box.h > draw_px(painter, 180) ? draw_px(painter, 20) : draw_px(painter, 2);
    struct box words = {box.x + draw_px(painter, 4), 0, box.w - 2 * draw_px(painter, 4),
                        line};
    // Two short words below a smaller icon, where one line is too narrow for both.
    if (painter->theme->shrinks &&
        text_width(painter->glyphs, widget->name, &style) > words.w) {
        struct box two = {0, 0, words.w, box.h * 2 / 3};
        int lines = draw_fit_lines(painter, widget->name, &style, two, 2);
        style.line_px = style.px * 11 / 10;
        words.h = MAX(lines, 1) * style.line_px;
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

/* A verb and the line why below it, as they were made to fit. */
struct two_lines {
    struct text_style verb, why;
    int verb_lines, why_lines;
    int verb_height, why_height, width; // of the words
    bool fits;
};

static struct two_lines
fit_two(const struct widget *widget, const struct painter *painter,
        const struct widget_face *face, struct box room, int tick)
{
    struct two_lines two = {
        .verb = word_style(widget, painter, face),
        .why = draw_style(painter, widget->detail_step, false, face->detail),
        .verb_lines = 1,
        .why_lines = 1,
        .fits = true,
    };
    struct box below = room;
    if (painter->theme->shrinks) {
        int least = painter->theme->type_px[TYPE_CAPTION] * 12 / 10;
        struct box above = {0, 0, room.w, room.h - least};
        two.verb_lines = draw_fit_lines(painter, widget->name, &two.verb, above, 2);
        below.h -= MAX(two.verb_lines, 1) * two.verb.px * 12 / 10;
        below.w -= tick;
        two.why_lines = draw_fit_lines(painter, widget->detail, &two.why, below, 2);
        two.fits = two.verb_lines > 0 && two.why_lines > 0;
    }
    int verb = text_measure(painter->glyphs, widget->name, &two.verb,
                            two.verb_lines > 1 ? room.w : 0)
                   .width;
    int why = text_measure(painter->glyphs, widget->detail, &two.why,
                           two.why_lines > 1 ? below.w : 0)
                  .width +
              tick;
    two.width = MAX(verb, why);
    two.fits &= two.width <= room.w;
    two.verb_height = two.verb_lines > 1 ? 2 * two.verb.line_px : two.verb.px * 13 / 10;
    two.why_height = two.why_lines > 1 ? 2 * two.why.line_px : two.why.px * 13 / 10;
    return two;
}

/* Verb and, below it, one plain line why; the icon stands at the left of both. */
static void
draw_two_lines(const struct widget *widget, struct painter *painter,
               const struct widget_face *face, struct box box)
{
    struct text_style verb = word_style(widget, painter, face);
    int icon = widget->icon == NULL ? 0 : icon_px(widget, painter, verb.px);
    int gap = icon > 0 ? draw_px(painter, 20) : 0;
    int why_px = painter->theme->type_px[widget->detail_step];
    // Without an icon of its own a chosen key is ticked behind its second line.
    int tick = widget->icon == NULL && widget->selected ? why_px : 0;
    int tick_gap = tick > 0 ? draw_px(painter, 8) : 0;
    struct box room = {0, 0, box.w - 2 * draw_px(painter, 8) - icon - gap, box.h};
    struct two_lines two = fit_two(widget, painter, face, room, tick + tick_gap);
    if (!two.fits && icon > 0 && painter->theme->shrinks) {
        room.w += icon + gap; // words alone say it
        icon = gap = 0;
        two = fit_two(widget, painter, face, room, tick + tick_gap);
    }
    draw_check(painter, widget, two.fits);
    int x = box.x + (box.w - icon - gap - two.width) / 2;
    int top = box.y + (box.h - two.verb_height - two.why_height) / 2;
    if (icon > 0)
        text_icon(painter->glyphs, painter->canvas, icon_name(widget), icon, x,
                  box.y + (box.h - icon) / 2, draw_colour(painter, face->icon));
    x += icon + gap;
    if (icon == 0)
        two.verb.align = two.why.align = TEXT_CENTRE;
    draw_lines(painter, widget->name, &two.verb,
               (struct box){x, top, two.width, two.verb_height}, two.verb_lines);
    struct box below = {x, top + two.verb_height, two.width - tick - tick_gap,
                        two.why_height};
    draw_lines(painter, widget->detail, &two.why, below, two.why_lines);
    int second = text_width(painter->glyphs, widget->detail, &two.why) + tick + tick_gap;
    if (tick > 0)
        text_icon(painter->glyphs, painter->canvas, "check", tick,
                  x + (two.width + second) / 2 - tick,
                  below.y + (two.why_height - tick) / 2,
                  draw_colour(painter, face->icon));
}

void
draw_key(const struct widget *widget, struct painter *painter)
{
    struct widget_face face = widget_face_of(painter, widget);
    struct box box = widget_face_draw(widget, painter, &face);
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
