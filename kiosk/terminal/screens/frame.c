// SPDX-License-Identifier: Apache-2.0
#include "frame.h"
#include "bar.h"

#include "core/text.h"
#include <string.h>

const char *
frame_texts(const struct frame *frame, const json_t *texts)
{
    return service_text(texts, frame->language);
}

static int
size(const struct frame *frame, int standard, int assisted)
{
    return frame->assisted ? assisted : standard;
}

struct frame
frame_begin(struct view *view, const struct screen_context *context, int parts)
{
    const struct theme *theme = view_theme(view);
    struct frame frame = {
        .view = view,
        .theme = theme,
        .session = context->session,
        .pages = context->pages,
        .language = context->session->language,
        .assisted = theme->assisted,
        .left = theme->margin,
        .width = theme->page_width - 2 * theme->margin,
        .right = theme->page_width - theme->margin,
        .top = theme->content_top,
        .bottom = theme->content_bottom,
    };
    // Header, steps and bar stand on the panel; the rest on the page (arrange.h).
    struct frame panel = frame;
    panel.width = theme->panel_width - 2 * theme->margin;
    panel.right = theme->panel_width - theme->margin;
    add(view, .kind = WIDGET_FILL, .fill = COLOUR_PAPER,
        .box = {0, 0, theme->panel_width, theme->panel_height});
    if ((parts & FRAME_NO_HEADER) == 0)
        bar_header(&panel);
    if ((parts & FRAME_STEPS) != 0)
        bar_steps(&panel);
    else
        frame.top = theme->header_height;
    bar_bottom(&panel, parts);
    view_mark(view);
    return frame;
}

int
frame_title(const struct frame *frame, int y, const char *title, const char *sub)
{
    int height = view_text_height(frame->view, title, TYPE_TITLE, true, frame->width);
    add(frame->view, .kind = WIDGET_TEXT, .role = ROLE_HEADING, .id = "title",
        .name = title, .step = TYPE_TITLE, .bold = true, .colour = COLOUR_INK,
        .letter_space = frame->assisted || !frame->theme->whole ? 0 : 1,
        .box = {frame->left, y, frame->width, height});
    y += height;
    if (sub == NULL)
        return y + size(frame, 20, 16);
    return frame_paragraph(frame, frame->left, y + 2, frame->width, sub, TYPE_BODY) +
           size(frame, 22, 20);
}

int
frame_title_beside(const struct frame *frame, int y, const char *title, int beside)
{
    struct frame narrow = *frame;
    narrow.width -= beside;
    return frame_title(&narrow, y, title, NULL);
}

int
frame_paragraph(const struct frame *frame, int x, int y, int width, const char *text,
                enum type_step step)
{
    int height = view_text_height(frame->view, text, step, false, width);
    add(frame->view, .kind = WIDGET_TEXT, .role = ROLE_PARAGRAPH, .name = text,
        .step = step, .colour = COLOUR_INK, .box = {x, y, width, height});
    return y + height;
}

int
frame_heading(const struct frame *frame, int y, const char *text)
{
    int height = size(frame, 56, 68);
    add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_HEADING, .name = text,
        .step = TYPE_KEY, .bold = true, .colour = COLOUR_INK,
        .box = {frame->left, y, frame->width, height});
    return y + height + 8;
}

void
frame_hair(const struct frame *frame, int y)
{
    add(frame->view, .kind = WIDGET_FILL, .fill = COLOUR_HAIR,
        .box = {frame->left, y, frame->width, 2});
}

static const struct {
    enum colour fill, mark;
} tones[] = {
    [STRIP_INFO] = {COLOUR_TINT_INFO, COLOUR_QING_MARK},
    [STRIP_GOOD] = {COLOUR_TINT_GOOD, COLOUR_SONG_MARK},
    [STRIP_NOTICE] = {COLOUR_TINT_NOTICE, COLOUR_ZHE_MARK},
    [STRIP_ERROR] = {COLOUR_TINT_ERROR, COLOUR_ZHU_MARK},
    [STRIP_QUIET] = {COLOUR_SUNK, COLOUR_SONG_MARK},
};

/* What stands at the right end goes below when there is no room for both. */
static struct strip
fit_strip(const struct frame *frame, const struct strip *strip, int room)
{
    struct strip fitted = *strip;
    if (strip->aside != NULL && strip->detail == NULL &&
        view_text_width(frame->view, strip->aside, TYPE_CAPTION, false) + 24 +
                view_text_width(frame->view, strip->text, TYPE_BODY, !strip->plain) >
            room) {
        fitted.detail = strip->aside;
        fitted.aside = NULL;
    }
    return fitted;
}

/* Where the words of a strip stand, from its top. */
struct strip_fit {
    struct strip strip;
    int icon, x, width, aside, text, detail, height;
    enum type_step aside_step;
};

static struct strip_fit
strip_fit(const struct frame *frame, const struct strip *wanted)
{
    struct view *view = frame->view;
    struct strip_fit fit = {.icon = size(frame, 48, 64), .aside_step = TYPE_SMALL};
    fit.x = frame->left + 28 + fit.icon + 20;
    int room = frame->right - 24 - fit.x;
    fit.strip = fit_strip(frame, wanted, room);
    const struct strip *strip = &fit.strip;
    if (strip->aside != NULL) {
        fit.aside = view_text_width(view, strip->aside, fit.aside_step, false) + 24;
        if (fit.aside + view_text_width(view, strip->text, TYPE_BODY, !strip->plain) >
            room) {
            fit.aside_step = TYPE_CAPTION;
            fit.aside = view_text_width(view, strip->aside, fit.aside_step, false) + 24;
        }
    }
    fit.width = room - fit.aside;
    fit.text = view_text_height(view, strip->text, TYPE_BODY, !strip->plain, fit.width);
    if (strip->detail != NULL)
        fit.detail = view_text_height(view, strip->detail, TYPE_SMALL, false, room - 2);
    fit.height =
        MAX(fit.text + fit.detail + 2 * size(frame, 20, 24), size(frame, 96, 124));
    return fit;
}

int
frame_strip_height(const struct frame *frame, const struct strip *strip)
{
    return strip_fit(frame, strip).height;
}

int
frame_strip(const struct frame *frame, int y, const struct strip *wanted)
{
    struct view *view = frame->view;
    struct strip_fit fit = strip_fit(frame, wanted);
    const struct strip *strip = &fit.strip;
    int top = y + (fit.height - fit.text - fit.detail) / 2;
    add(view, .kind = WIDGET_PANEL, .id = strip->id, .radius = 16,
        .role = strip->tone == STRIP_ERROR ? ROLE_ALERT : ROLE_STATUS,
        .name = strip->text, .detail = strip->detail, .value = strip->aside,
        .fill = tones[strip->tone].fill,
        .box = {frame->left, y, frame->width, fit.height});
    add(view, .kind = WIDGET_ICON, .icon = strip->icon, .colour = tones[strip->tone].mark,
        .icon_size = fit.icon, .box = {frame->left + 28, y, fit.icon, fit.height});
    add(view, .kind = WIDGET_TEXT, .name = strip->text, .step = TYPE_BODY,
        .bold = !strip->plain, .colour = COLOUR_INK,
        .box = {fit.x, top, fit.width, fit.text});
    if (strip->detail != NULL)
        add(view, .kind = WIDGET_TEXT, .name = strip->detail, .step = TYPE_SMALL,
            .colour = COLOUR_INK,
            .box = {fit.x, top + fit.text, fit.width + fit.aside, fit.detail});
    if (strip->aside != NULL)
        add(view, .kind = WIDGET_LABEL, .name = strip->aside, .step = fit.aside_step,
            .align = TEXT_RIGHT, .colour = COLOUR_INK,
            .box = {frame->right - 24 - fit.aside, y, fit.aside, fit.height});
    return y + fit.height;
}

int
frame_verdict(const struct frame *frame, int y, const struct verdict *verdict)
{
    struct view *view = frame->view;
    int page = frame->theme->page_width;
    int side = verdict->picture != NULL ? 300 : 128;
    int mark_x = frame->left;
    int x = mark_x + side + (verdict->picture != NULL ? 44 : 28);
    int width = frame->right - x;
    int title = view_text_height(view, verdict->title, TYPE_VERDICT, true, width);
    int detail = verdict->detail == NULL
                     ? 0
                     : view_text_height(view, verdict->detail, TYPE_BODY, false, width);
    int height = MAX(verdict->height, title + detail + 40);
    enum colour mark = tones[verdict->tone].mark;
    add(view, .kind = WIDGET_FILL, .fill = tones[verdict->tone].fill,
        .box = {0, y, page, height});
    if (verdict->line_above || frame->theme->contrast)
        add(view, .kind = WIDGET_FILL, .fill = mark, .box = {0, y, page, 4});
    if (verdict->line_below || frame->theme->contrast)
        add(view, .kind = WIDGET_FILL, .fill = mark, .box = {0, y + height - 4, page, 4});
    if (verdict->picture != NULL)
        add(view, .kind = WIDGET_PICTURE, .icon = verdict->picture,
            .box = {mark_x, y + (height - 260) / 2, 300, 260});
    else
        add(view, .kind = WIDGET_ICON, .icon = verdict->icon, .colour = mark,
            .icon_size = side, .box = {mark_x, y, side, height});
    int top = y + (height - title - detail) / 2;
    add(view, .kind = WIDGET_TEXT, .role = ROLE_HEADING, .id = "title",
        .name = verdict->title, .step = TYPE_VERDICT, .bold = true, .colour = COLOUR_INK,
        .box = {x, top, width, title});
    if (verdict->detail != NULL)
        add(view, .kind = WIDGET_TEXT, .role = ROLE_PARAGRAPH, .name = verdict->detail,
            .step = TYPE_BODY, .colour = COLOUR_INK,
            .box = {x, top + title, width, detail});
    return y + height;
}

/* How a row takes what it says. */
struct row_fit {
    int names, text, label, height; // width of the column of names; heights
    bool one;                       // the name stands on one line
};

static int
longest_word(const struct frame *frame, const char *text)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    int width = 0;
    for (char **word = words; *word != NULL; word++)
        width = MAX(width, view_text_width(frame->view, *word, TYPE_BODY, false));
    return width;
}

static struct row_fit
fit_row(const struct frame *frame, const char *name, const char *value)
{
    struct view *view = frame->view;
    struct row_fit fit = {.names = size(frame, 190, 232)};
    int wanted = view_text_width(view, name, TYPE_BODY, false);
    // A longer name takes a wider column, and a second line where even that is too narrow.
    if (frame->theme->shrinks)
        fit.names = CLAMP(wanted + 24, fit.names,
                          MAX(frame->width * 3 / 10, longest_word(frame, name) + 24));
    int icon = size(frame, 48, 56) + 24;
    // A number is not parted: it takes what its name leaves.
    if (frame->theme->narrow && g_str_is_ascii(value) &&
        view_text_width(view, value, TYPE_BODY, true) > frame->width - icon - fit.names)
        fit.names = MIN(fit.names, wanted + 24);
    int x = frame->left + icon + fit.names;
    fit.text = view_text_height(view, value, TYPE_BODY, true, frame->right - x);
    fit.label = view_text_height(view, name, TYPE_BODY, false, fit.names - 12);
    fit.one = !frame->theme->shrinks || wanted <= fit.names;
    fit.height = MAX(size(frame, 84, 104),
                     MAX(fit.text, fit.one ? 0 : fit.label) + size(frame, 28, 30));
    return fit;
}

int
frame_row_height(const struct frame *frame, const char *name, const char *value)
{
    return fit_row(frame, name, value).height;
}

int
frame_row(const struct frame *frame, int y, const char *icon, enum colour colour,
          const char *name, const char *value)
{
    struct view *view = frame->view;
    int px = size(frame, 48, 56);
    struct row_fit fit = fit_row(frame, name, value);
    int x = frame->left + px + 24, value_x = x + fit.names, names = fit.names;
    int width = frame->right - value_x, text = fit.text, label = fit.label;
    int height = fit.height;
    bool one = fit.one;
    add(view, .kind = WIDGET_ICON, .icon = icon, .colour = colour, .icon_size = px,
        .box = {frame->left, y, px, height});
    add(view, .kind = one ? WIDGET_LABEL : WIDGET_TEXT, .role = ROLE_LISTITEM,
        .name = name, .value = value, .step = TYPE_BODY, .colour = COLOUR_INK,
        .box = {x, y + (one ? 0 : (height - label) / 2), names - (one ? 0 : 12),
                one ? height : label});
    add(view, .kind = WIDGET_TEXT, .name = value, .step = TYPE_BODY, .bold = true,
        .colour = COLOUR_INK, .box = {value_x, y + (height - text) / 2, width, text});
    frame_hair(frame, y + height - 1);
    return y + height;
}

int
frame_key_height(const struct frame *frame)
{
    return frame->theme->low ? size(frame, 108, 112) : size(frame, 144, 160);
}

int
frame_keys_top(const struct frame *frame)
{
    return frame->bottom - frame_key_height(frame);
}

void
frame_primary(const struct frame *frame, const struct widget *key)
{
    struct widget copy = *key;
    copy.kind = WIDGET_KEY;
    copy.role = ROLE_BUTTON;
    bool ready = !copy.disabled && !copy.unready;
    copy.tone = TONE_PRIMARY;
    if (copy.step == TYPE_CAPTION)
        copy.step = ready && !frame->assisted ? TYPE_TITLE : TYPE_LARGE;
    if (!ready && frame->assisted)
        copy.step = TYPE_KEY;
    if (ready)
        copy.letter_space = 4;
    if (box_is_empty(copy.box))
        copy.box = (struct box){frame->left, frame_keys_top(frame), frame->width,
                                frame_key_height(frame)};
    view_add(frame->view, &copy);
}
