// SPDX-License-Identifier: Apache-2.0
#include "widget.h"
#include "code.h"
#include "draw.h"
#include "shape.h"

#include <string.h>

const char *const widget_role_words[ROLE_COUNT] = {
    [ROLE_NONE] = "none",           [ROLE_HEADING] = "heading",
    [ROLE_PARAGRAPH] = "paragraph", [ROLE_BUTTON] = "button",
    [ROLE_TEXTBOX] = "textbox",     [ROLE_CHECKBOX] = "checkbox",
    [ROLE_RADIO] = "radio",         [ROLE_PROGRESSBAR] = "progressbar",
    [ROLE_IMAGE] = "img",           [ROLE_LISTITEM] = "listitem",
    [ROLE_STATUS] = "status",       [ROLE_ALERT] = "alert",
    [ROLE_DIALOG] = "dialog",
};

void
draw_check(struct painter *painter, const struct widget *widget, bool fits)
{
    if (!fits && painter->overflows != NULL)
        g_ptr_array_add(painter->overflows,
                        g_strdup(widget->id != NULL ? widget->id : widget->name));
}

struct text_style
draw_style(const struct painter *painter, enum type_step step, bool bold,
           enum colour colour)
{
    return (struct text_style){
        .face = bold ? FACE_BOLD : FACE_REGULAR,
        .px = painter->theme->type_px[step],
        .colour = draw_colour(painter, colour),
    };
}

void
draw_fit(const struct painter *painter, const char *text, struct text_style *style,
         int room)
{
    const int *steps = painter->theme->type_px;
    for (enum type_step step = TYPE_VERDICT + 1; step-- > TYPE_CAPTION;) {
        if (text_width(painter->glyphs, text, style) <= room)
            return;
        if (steps[step] < style->px) {
            style->px = steps[step];
            style->letter_space = 0;
        }
    }
}

/* Whether `text` stands whole in `lines` lines of `style`. */
static bool
has_room(const struct painter *painter, const char *text, const struct text_style *style,
         struct box room, int lines)
{
    struct text_size size =
        text_measure(painter->glyphs, text, style, lines == 1 ? 0 : room.w);
    return size.lines <= lines && size.width <= room.w && !size.torn &&
           (lines == 1 || size.height - style->line_px + style->px <= room.h);
}

int
draw_fit_lines(const struct painter *painter, const char *text, struct text_style *style,
               struct box room, int most)
{
    struct text_style fitted = *style;
    int best = 0, best_px = 0;
    for (enum type_step step = TYPE_VERDICT + 2; step-- > TYPE_CAPTION;) {
        int px = step > TYPE_VERDICT ? style->px : painter->theme->type_px[step];
        if (px > fitted.px || (px == fitted.px && step <= TYPE_VERDICT))
            continue;
        if (px < style->px)
            fitted.letter_space = 0;
        fitted.px = px;
        fitted.line_px = px * 12 / 10;
        for (int lines = 1; lines <= most; lines++) {
            // One line may be smaller than two by a quarter.
            if (px * (lines == 1 ? 5 : 4) <= best_px ||
                !has_room(painter, text, &fitted, room, lines))
                continue;
            best = lines;
            best_px = px * (lines == 1 ? 5 : 4);
        }
    }
    if (best == 0)
        return 0;
    int px = best_px / (best == 1 ? 5 : 4);
    style->letter_space = px < style->px ? 0 : style->letter_space;
    style->px = px;
    style->line_px = px * 12 / 10;
    return best;
}

bool
draw_lines(const struct painter *painter, const char *text,
           const struct text_style *style, struct box box, int lines)
{
    if (lines <= 1)
        return text_draw_line(painter->glyphs, painter->canvas, text, style, box);
    int height = lines * style->line_px;
    box.y += (box.h - height) / 2;
    box.h = height;
    return text_draw(painter->glyphs, painter->canvas, text, style, box);
}

int
draw_icon_px(const struct painter *painter, int px)
{
    static const int sizes[] = {32, 40, 48, 56, 64, 80, 96, 128};
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
        if (draw_px(painter, sizes[i]) >= px)
            return draw_px(painter, sizes[i]);
    return draw_px(painter, 128);
}

bool
draw_is_pressed(const struct painter *painter, const struct widget *widget)
{
    return painter->pressed != NULL && widget->id != NULL &&
           strcmp(painter->pressed, widget->id) == 0;
}

bool
draw_looks_disabled(const struct painter *painter, const struct widget *widget)
{
    return widget->disabled || (widget->unready && !draw_is_pressed(painter, widget));
}

static void
draw_fill(const struct widget *widget, struct painter *painter)
{
    shape_rounded(painter->canvas, widget->box, widget->radius,
                  draw_colour(painter, widget->fill));
}

/* In high contrast the tints are gone, so that a border must hold the panel together. */
static void
draw_panel(const struct widget *widget, struct painter *painter)
{
    bool bordered = widget->bordered || painter->theme->contrast;
    struct shape_plate plate = {
        .radius = widget->radius,
        .border = bordered ? painter->theme->border : 0,
        .face = draw_colour(painter, widget->fill),
        .edge =
            draw_colour(painter, painter->theme->contrast ? COLOUR_INK : widget->edge),
    };
    shape_plate(painter->canvas, widget->box, &plate);
}

static struct text_style
style_of(const struct widget *widget, const struct painter *painter)
{
    struct text_style style =
        draw_style(painter, widget->step, widget->bold, widget->colour);
    if (widget->size > 0)
        style.px = widget->size;
    style.letter_space = widget->letter_space;
    style.align = widget->align;
    return style;
}

/* Running words in a box that others were drawn for take the next smaller step. */
static void
fit_text(const struct widget *widget, const struct painter *painter,
         struct text_style *style, int permille)
{
    for (enum type_step step = TYPE_VERDICT + 1; step-- > TYPE_CAPTION;) {
        struct text_size size =
            text_measure(painter->glyphs, widget->name, style, widget->box.w);
        if (!size.torn && size.width <= widget->box.w &&
            size.height - style->line_px + style->px <= widget->box.h)
            return;
        if (painter->theme->type_px[step] < style->px) {
            style->px = painter->theme->type_px[step];
            style->line_px = style->px * permille / 1000;
            style->letter_space = 0;
        }
    }
}

static void
draw_text(const struct widget *widget, struct painter *painter)
{
    struct text_style style = style_of(widget, painter);
    bool title = widget->step >= TYPE_TITLE || widget->size > 0;
    int permille = title ? 1300 : painter->theme->line_permille;
    style.line_px = style.px * permille / 1000;
    if (painter->theme->shrinks)
        fit_text(widget, painter, &style, permille);
    draw_check(
        painter, widget,
        text_draw(painter->glyphs, painter->canvas, widget->name, &style, widget->box));
}

static void
draw_label(const struct widget *widget, struct painter *painter)
{
    struct text_style style = style_of(widget, painter);
    int lines = 1;
    if (painter->theme->shrinks)
        lines = draw_fit_lines(painter, widget->name, &style, widget->box, 2);
    draw_check(painter, widget,
               draw_lines(painter, widget->name, &style, widget->box, lines));
}

static void
draw_icon(const struct widget *widget, struct painter *painter)
{
    int px = widget->icon_size > 0 ? widget->icon_size : widget->box.h;
    text_icon(painter->glyphs, painter->canvas, widget->icon, px,
              widget->box.x + (widget->box.w - px) / 2,
              widget->box.y + (widget->box.h - px) / 2,
              draw_colour(painter, widget->colour));
}

static void
draw_progress(const struct widget *widget, struct painter *painter)
{
    int border = painter->theme->border, gap = draw_px(painter, 5);
    struct shape_plate track = {
        .radius = widget->box.h / 2,
        .border = border,
        .face = draw_colour(painter, COLOUR_CARD),
        .edge = draw_colour(painter, COLOUR_EDGE),
    };
    shape_plate(painter->canvas, widget->box, &track);
    struct box bar = box_inset(widget->box, border + gap);
    int full = bar.w;
    bar.w = full * CLAMP(widget->permille, 0, 1000) / 1000;
    if (bar.w > 0) {
        bar.w = MAX(bar.w, bar.h);
        shape_rounded(painter->canvas, bar, bar.h / 2, draw_colour(painter, COLOUR_QING));
    }
}

static void
draw_picture(const struct widget *widget, struct painter *painter)
{
    pictures_draw(painter->pictures, painter->canvas, painter->theme, widget->icon,
                  widget->box);
}

/* The whole of the pixels, as large as the box allows, on a dark stage. */
static void
draw_pixels(const struct widget *widget, struct painter *painter)
{
    const struct widget_pixels *pixels = &widget->pixels;
    bool pressed = draw_is_pressed(painter, widget);
    if (widget->bordered) {
        struct shape_plate plate = {
            .radius = widget->radius,
            .border = draw_px(painter, pressed ? 10 : 4),
            .face = draw_colour(painter, widget->fill),
            .edge = draw_colour(painter, pressed ? COLOUR_QING_DEEP : widget->edge)};
        shape_plate(painter->canvas, widget->box, &plate);
    } else {
        shape_rounded(painter->canvas, widget->box, widget->radius,
                      draw_colour(painter, widget->fill));
    }
    if (pixels->pixels == NULL || pixels->width <= 0 || pixels->height <= 0)
        return;
    struct box room = box_inset(widget->box, draw_px(painter, pressed            ? 12
                                                              : widget->bordered ? 6
                                                                                 : 20));
    struct box box = {0, 0, room.w, room.w * pixels->height / pixels->width};
    if (box.h > room.h)
        box = (struct box){0, 0, room.h * pixels->width / pixels->height, room.h};
    box.x = room.x + (room.w - box.w) / 2;
    box.y = room.y + (room.h - box.h) / 2;
    if (box.w == pixels->width && box.h == pixels->height)
        canvas_copy(painter->canvas, box.x, box.y, pixels->pixels, box.w, box.h,
                    pixels->stride_bytes);
    else
        canvas_scale(painter->canvas, box, pixels->pixels, pixels->width, pixels->height,
                     pixels->stride_bytes);
}

static void
draw_disc(const struct widget *widget, struct painter *painter)
{
    int radius = MIN(widget->box.w, widget->box.h) / 2;
    int x = widget->box.x + widget->box.w / 2, y = widget->box.y + widget->box.h / 2;
    shape_disc(painter->canvas, x, y, radius, draw_colour(painter, widget->fill));
    if (widget->name == NULL || *widget->name == '\0')
        return;
    struct text_style style = style_of(widget, painter);
    style.face = FACE_BOLD;
    style.align = TEXT_CENTRE;
    style.colour = draw_colour(painter, COLOUR_ON_QING);
    text_draw_line(painter->glyphs, painter->canvas, widget->name, &style, widget->box);
}

static void
draw_step_bar(const struct widget *widget, struct painter *painter, struct box bar)
{
    bool now = widget->step_state == STEP_NOW;
    if (widget->step_state == STEP_DONE) {
        shape_rounded(painter->canvas, bar, draw_px(painter, 3),
                      draw_colour(painter, COLOUR_SONG_MARK));
        return;
    }
    struct shape_plate plate = {
        .radius = draw_px(painter, now ? 7 : 3),
        .border = painter->theme->assisted ? painter->theme->border : draw_px(painter, 2),
        .face = draw_colour(painter, now ? COLOUR_AMBER : COLOUR_CARD),
        .edge = draw_colour(painter, COLOUR_EDGE),
    };
    shape_plate(painter->canvas, bar, &plate);
}

/* The bar of one step, thick while it is the present one, and its name below it; without a
 * name only the bar. */
static void
draw_step(const struct widget *widget, struct painter *painter)
{
    struct box box = widget->box, bar = box;
    if (widget->name == NULL) {
        draw_step_bar(widget, painter, bar);
        return;
    }
    bool now = widget->step_state == STEP_NOW;
    bar.h = draw_px(painter, now ? 18 : 10);
    bar.y = box.y + (draw_px(painter, 18) - bar.h) / 2;
    draw_step_bar(widget, painter, bar);
    struct text_style style = draw_style(painter, TYPE_CAPTION, now, COLOUR_INK);
    struct box words = {box.x, box.y + draw_px(painter, 20), box.w,
                        box.h - draw_px(painter, 20)};
    if (widget->step_state == STEP_DONE) {
        int px = draw_px(painter, 32);
        text_icon(painter->glyphs, painter->canvas, "check_circle", px, words.x,
                  words.y + (words.h - px) / 2, draw_colour(painter, COLOUR_SONG_MARK));
        words.x += px + draw_px(painter, 2);
        words.w -= px;
    }
    draw_check(
        painter, widget,
        text_draw_line(painter->glyphs, painter->canvas, widget->name, &style, words));
}

static void
draw_dashed(const struct widget *widget, struct painter *painter)
{
    shape_dashed(painter->canvas, widget->box, widget->radius, painter->theme->border,
                 draw_colour(painter, widget->edge));
}

/* The cross tells where the middle is, as in an exercise book. */
static void
draw_strokes(const struct widget *widget, struct painter *painter)
{
    struct box box = widget->box;
    struct shape_plate plate = {
        .radius = draw_px(painter, 12),
        .border = painter->theme->border,
        .face = draw_colour(painter, COLOUR_CARD),
        .edge = draw_colour(painter, COLOUR_EDGE),
    };
    shape_plate(painter->canvas, box, &plate);
    int dash = draw_px(painter, 12), line = draw_px(painter, 2);
    uint32_t colour = draw_colour(painter, COLOUR_ZHE_MARK);
    // The cross is for one character; a name has a wide box without it.
    bool cross = box.w < 2 * box.h;
    for (int at = dash; cross && at + dash < box.w; at += 2 * dash)
        canvas_fill(painter->canvas,
                    (struct box){box.x + at, box.y + box.h / 2, dash, line}, colour);
    for (int at = dash; cross && at + dash < box.h; at += 2 * dash)
        canvas_fill(painter->canvas,
                    (struct box){box.x + box.w / 2, box.y + at, line, dash}, colour);
    if (painter->ink != NULL)
        ink_draw(painter->ink, painter->canvas, draw_colour(painter, COLOUR_INK));
}

static void
draw_veil(const struct widget *widget, struct painter *painter)
{
    canvas_blend(painter->canvas, widget->box, draw_colour(painter, COLOUR_VEIL), 168);
}

static void
draw_dialog(const struct widget *widget, struct painter *painter)
{
    struct box shadow = widget->box;
    shadow.y += draw_px(painter, 10);
    int radius = draw_px(painter, 24);
    // Most of the shadow falls where the plate comes to lie.
    shape_shadow(painter->canvas, shadow, draw_px(painter, 40), 89,
                 box_inset(widget->box, radius));
    struct shape_plate plate = {
        .radius = radius,
        .border = painter->theme->contrast ? painter->theme->border : 0,
        .face = draw_colour(painter, COLOUR_CARD),
        .edge = draw_colour(painter, COLOUR_INK),
    };
    shape_plate(painter->canvas, widget->box, &plate);
}

static void
draw_code(const struct widget *widget, struct painter *painter)
{
    struct code code;
    shape_rounded(painter->canvas, widget->box, widget->radius,
                  draw_colour(painter, COLOUR_SHEET));
    if (!code_init(&code, widget->value))
        return;
    int module = MIN(widget->box.w, widget->box.h) / (code.side + 2 * CODE_QUIET);
    int size = module * code.side;
    shape_modules(painter->canvas, widget->box.x + (widget->box.w - size) / 2,
                  widget->box.y + (widget->box.h - size) / 2, code.modules, code.side,
                  module, 0x000000);
    draw_check(painter, widget, module > 0);
    code_finish(&code);
}

static void (*const draw_table[WIDGET_KIND_COUNT])(const struct widget *widget,
                                                   struct painter *painter) = {
    [WIDGET_FILL] = draw_fill,       [WIDGET_PANEL] = draw_panel,
    [WIDGET_TEXT] = draw_text,       [WIDGET_LABEL] = draw_label,
    [WIDGET_ICON] = draw_icon,       [WIDGET_KEY] = draw_key,
    [WIDGET_TILE] = draw_tile,       [WIDGET_FIELD] = draw_field,
    [WIDGET_DIGITS] = draw_digits,   [WIDGET_PROGRESS] = draw_progress,
    [WIDGET_CHECK] = draw_check_box, [WIDGET_PICTURE] = draw_picture,
    [WIDGET_PIXELS] = draw_pixels,   [WIDGET_CODE] = draw_code,
    [WIDGET_DISC] = draw_disc,       [WIDGET_STEP] = draw_step,
    [WIDGET_DASHED] = draw_dashed,   [WIDGET_VEIL] = draw_veil,
    [WIDGET_DIALOG] = draw_dialog,   [WIDGET_STROKES] = draw_strokes,
    [WIDGET_SLOT] = draw_slot,
};

/* What is seen of the world, and numbers, are the same for those who read from the right. */
static bool
is_turned(const struct widget *widget, const struct painter *painter)
{
    static const bool straight[WIDGET_KIND_COUNT] = {
        [WIDGET_PICTURE] = true, [WIDGET_PIXELS] = true, [WIDGET_CODE] = true,
        [WIDGET_DIGITS] = true,  [WIDGET_VEIL] = true,   [WIDGET_DIALOG] = true,
        [WIDGET_STROKES] = true,
    };
    return painter->theme->mirrored && !widget->upright && !straight[widget->kind];
}

void
widget_draw(const struct widget *widget, struct painter *painter)
{
    struct painter turned = *painter;
    struct canvas canvas = *painter->canvas;
    if (is_turned(widget, painter)) {
        canvas.mirrored = true;
        canvas.axis = 2 * widget->box.x + widget->box.w;
        turned.canvas = &canvas;
    }
    draw_table[widget->kind](widget, &turned);
}

struct box
widget_extent(const struct widget *widget)
{
    switch (widget->kind) {
    case WIDGET_DIALOG:
        return box_inset(widget->box, -64);
    case WIDGET_KEY:
    case WIDGET_TILE:
    case WIDGET_CHECK:
    case WIDGET_SLOT:
    case WIDGET_FIELD:
    case WIDGET_DIGITS:
        return box_inset(widget->box, -16); // rings of focus
    default:
        return widget->box;
    }
}

bool
widget_is_target(const struct widget *widget)
{
    return widget->send.action != 0 && !widget->disabled;
}
