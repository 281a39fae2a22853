// SPDX-License-Identifier: Apache-2.0
#include "view.h"
#include "view_private.h"

#include <stdio.h>
#include <string.h>

static void
page_init(struct view_page *page)
{
    page->widgets = g_array_new(FALSE, FALSE, sizeof(struct widget));
    page->looks = g_array_new(FALSE, FALSE, sizeof(uint64_t));
    page->words = g_string_chunk_new(2048);
}

static void
page_finish(struct view_page *page)
{
    g_array_unref(page->widgets);
    g_array_unref(page->looks);
    g_string_chunk_free(page->words);
}

struct view *
view_create(const struct theme *theme, struct glyphs *glyphs, struct pictures *pictures)
{
    struct view *view = g_new0(struct view, 1);
    view->theme = view->usual = theme;
    view->glyphs = glyphs;
    view->pictures = pictures;
    view->overflows = g_ptr_array_new_with_free_func(g_free);
    page_init(&view->now);
    page_init(&view->before);
    view_expose(view);
    return view;
}

void
view_destroy(struct view *view)
{
    if (view == NULL)
        return;
    page_finish(&view->now);
    page_finish(&view->before);
    g_ptr_array_unref(view->overflows);
    g_free(view);
}

const struct theme *
view_theme(const struct view *view)
{
    return view->theme;
}

/* ---- what must be painted ---- */

void
view_add_dirty(struct view *view, struct box box)
{
    box = box_common(box, (struct box){0, 0, view->theme->width, view->theme->height});
    if (box_is_empty(box))
        return;
    // Boxes that meet become one, so that nothing is painted twice.
    for (size_t i = 0; i < view->dirty_count;) {
        if (!box_meets(view->dirty[i], box)) {
            i++;
            continue;
        }
        box = box_around(box, view->dirty[i]);
        view->dirty[i] = view->dirty[--view->dirty_count];
        i = 0;
    }
    if (view->dirty_count == VIEW_BOXES_MAX) {
        for (size_t i = 0; i < view->dirty_count; i++)
            box = box_around(box, view->dirty[i]);
        view->dirty_count = 0;
    }
    view->dirty[view->dirty_count++] = box;
}

void
view_expose(struct view *view)
{
    view->dirty[0] = (struct box){0, 0, view->theme->width, view->theme->height};
    view->dirty_count = 1;
}

bool
view_is_dirty(const struct view *view)
{
    return view->dirty_count > 0;
}

void
view_theme_changed(struct view *view)
{
    view->theme = view->usual;
    g_array_set_size(view->now.widgets, 0);
    g_array_set_size(view->now.looks, 0);
    view_expose(view);
}

/* ---- filling a page ---- */

void
view_begin(struct view *view, const char *screen)
{
    struct view_page swap = view->before;
    view->before = view->now;
    view->now = swap;
    g_array_set_size(view->now.widgets, 0);
    g_array_set_size(view->now.looks, 0);
    g_string_chunk_clear(view->now.words);
    g_ptr_array_set_size(view->overflows, 0);
    if (strcmp(view->screen, screen) != 0)
        *view->focus = '\0'; // another page is read from its beginning
    g_strlcpy(view->screen, screen, sizeof view->screen);
    view->decoration = 0;
    view->upright = view->aside = false;
    view->mark = 0;
    view->theme = view->usual;
}

void
view_split(struct view *view)
{
    view->split = *view->usual;
    theme_split(&view->split);
    view->theme = &view->split;
    g_array_set_size(view->now.widgets, 0);
    g_string_chunk_clear(view->now.words);
    view->decoration = 0;
    view->mark = 0;
}

static uint64_t
mix_in(uint64_t sum, const void *bytes, size_t size)
{
    for (const uint8_t *at = bytes; size > 0; at++, size--)
        sum = (sum ^ *at) * 1099511628211u;
    return sum;
}

static uint64_t
mix_in_text(uint64_t sum, const char *text)
{
    return text == NULL ? mix_in(sum, "\1", 1) : mix_in(sum, text, strlen(text) + 1);
}

/* Everything that is seen, in one number. Pointers are replaced by what they point to. */
static uint64_t
look_of(const struct widget *widget)
{
    const char *const texts[] = {widget->name, widget->detail, widget->value,
                                 widget->icon, widget->error,  widget->trail};
    const int numbers[] = {(int)widget->kind,
                           widget->box.x,
                           widget->box.y,
                           widget->box.w,
                           widget->box.h,
                           (int)widget->tone,
                           (int)widget->layout,
                           (int)widget->step,
                           (int)widget->detail_step,
                           (int)widget->colour,
                           (int)widget->fill,
                           (int)widget->edge,
                           (int)widget->align,
                           widget->bold,
                           widget->bordered,
                           widget->small,
                           widget->letter_space,
                           widget->radius,
                           widget->icon_size,
                           widget->size,
                           widget->permille,
                           widget->pixels.serial,
                           widget->disabled,
                           widget->selected,
                           widget->focused,
                           widget->done,
                           widget->locked,
                           widget->unready,
                           (int)widget->step_state,
                           widget->ink,
                           widget->trail_from,
                           widget->trail_count};
    uint64_t sum = 14695981039346656037u;
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        sum = mix_in_text(sum, texts[i]);
    return mix_in(sum, numbers, sizeof numbers);
}

static const char *
keep(struct view *view, const char *text)
{
    return text == NULL ? NULL : g_string_chunk_insert(view->now.words, text);
}

/* Edges are rounded, not lengths, so that what touches in units touches in pixels. */
static struct box
box_px(const struct theme *theme, struct box box)
{
    int left = theme_px(theme, box.x), top = theme_px(theme, box.y);
    return (struct box){left, top, theme_px(theme, box.x + box.w) - left,
                        theme_px(theme, box.y + box.h) - top};
}

void
view_add(struct view *view, const struct widget *widget)
{
    struct widget copy = *widget;
    char id[16];
    if (copy.id == NULL)
        snprintf(id, sizeof id, "~%d", view->decoration++);
    copy.id = keep(view, copy.id == NULL ? id : copy.id);
    copy.name = keep(view, copy.name);
    copy.detail = keep(view, copy.detail);
    copy.value = keep(view, copy.value);
    copy.icon = keep(view, copy.icon);
    copy.error = keep(view, copy.error);
    copy.trail = keep(view, copy.trail);
    copy.send.text = keep(view, copy.send.text);
    copy.send.text2 = keep(view, copy.send.text2);
    copy.upright |= view->upright;
    g_array_append_val(view->now.widgets, copy);
}

/* From the units of those who lay out to the pixels of those who draw. */
static void
to_pixels(const struct theme *theme, struct widget *widget)
{
    widget->box = box_px(theme, widget->box);
    widget->radius = theme_px(theme, widget->radius);
    widget->icon_size = theme_px(theme, widget->icon_size);
    widget->size = theme_px(theme, widget->size);
    widget->letter_space = theme_px(theme, widget->letter_space);
}

void
view_upright(struct view *view, bool on)
{
    view->upright = on;
}

/* How far all that is upright moves together, so that it stands where it would if it were
 * mirrored. */
static int
upright_shift(const struct view *view)
{
    struct box all = {0};
    for (guint i = 0; i < view->now.widgets->len; i++) {
        const struct widget *widget = view_page_widget(&view->now, i);
        if (widget->upright)
            all = box_is_empty(all) ? widget->box : box_around(all, widget->box);
    }
    return view->theme->width - all.w - 2 * all.x;
}

/* The page of a language that runs from right to left. From here on left is left again: for
 * the finger, for whoever draws and whoever looks. */
static void
mirror(struct view *view)
{
    int shift = upright_shift(view);
    for (guint i = 0; i < view->now.widgets->len; i++) {
        struct widget *widget = &g_array_index(view->now.widgets, struct widget, i);
        widget->box.x = widget->upright
                            ? widget->box.x + shift
                            : view->theme->width - widget->box.x - widget->box.w;
    }
}

void
view_mark(struct view *view)
{
    view->mark = view->now.widgets->len;
}

struct widget *
view_laid(struct view *view, size_t *mark_out, size_t *count_out)
{
    *mark_out = view->mark;
    *count_out = view->now.widgets->len;
    return (struct widget *)(void *)view->now.widgets->data;
}

void
view_relay(struct view *view, const struct widget *widgets, size_t count)
{
    g_array_set_size(view->now.widgets, (guint)view->mark);
    g_array_append_vals(view->now.widgets, widgets, (guint)count);
}

int
view_find(const struct view_page *page, const char *id, guint hint)
{
    if (hint < page->widgets->len && strcmp(view_page_widget(page, hint)->id, id) == 0)
        return (int)hint;
    for (guint i = 0; i < page->widgets->len; i++)
        if (strcmp(view_page_widget(page, i)->id, id) == 0)
            return (int)i;
    return -1;
}

void
view_end(struct view *view)
{
    for (guint i = 0; i < view->now.widgets->len; i++)
        to_pixels(view->theme, &g_array_index(view->now.widgets, struct widget, i));
    if (view->theme->mirrored)
        mirror(view);
    for (guint i = 0; i < view->now.widgets->len; i++) {
        const struct widget *widget = view_page_widget(&view->now, i);
        uint64_t look = look_of(widget);
        g_array_append_val(view->now.looks, look);
    }
    view_keep_ink(view);
    for (guint i = 0; i < view->now.widgets->len; i++) {
        const struct widget *widget = view_page_widget(&view->now, i);
        int old = view_find(&view->before, widget->id, i);
        if (old >= 0 && g_array_index(view->before.looks, uint64_t, (guint)old) ==
                            g_array_index(view->now.looks, uint64_t, i))
            continue;
        view_add_dirty(view, widget_extent(widget));
        if (old >= 0)
            view_add_dirty(view,
                           widget_extent(view_page_widget(&view->before, (guint)old)));
    }
    for (guint i = 0; i < view->before.widgets->len; i++) {
        const struct widget *widget = view_page_widget(&view->before, i);
        if (view_find(&view->now, widget->id, i) < 0)
            view_add_dirty(view, widget_extent(widget));
    }
    view_focus_follow(view);
    // A finger that rests on what is no longer there holds nothing.
    if (*view->held != '\0' && view_find(&view->now, view->held, 0) < 0)
        *view->held = *view->pressed = '\0';
}

/* ---- measuring ---- */

static struct text_style
measuring_style(const struct view *view, enum type_step step, bool bold)
{
    int px = view->theme->type_px[step];
    int permille = step >= TYPE_TITLE ? 1300 : view->theme->line_permille;
    return (struct text_style){
        .face = bold ? FACE_BOLD : FACE_REGULAR,
        .px = px,
        .line_px = px * permille / 1000,
    };
}

static int
units(const struct view *view, int pixels)
{
    return (int)(pixels / view->theme->px_per_unit + 0.999);
}

int
view_text_width(struct view *view, const char *text, enum type_step step, bool bold)
{
    struct text_style style = measuring_style(view, step, bold);
    return units(view, text_width(view->glyphs, text, &style));
}

int
view_text_height(struct view *view, const char *text, enum type_step step, bool bold,
                 int width)
{
    struct text_style style = measuring_style(view, step, bold);
    int pixels = theme_px(view->theme, width);
    return units(view, text_measure(view->glyphs, text, &style, pixels).height);
}

/* ---- painting ---- */

/* Widgets [from, to), moved `down`. */
static void
paint_widgets(const struct view *view, struct painter *painter, guint from, guint to,
              int down)
{
    for (guint i = from; i < to; i++) {
        const struct widget *widget = view_page_widget(&view->now, i);
        struct box extent = widget_extent(widget);
        extent.y += down;
        if (!box_meets(extent, painter->canvas->clip))
            continue;
        struct widget moved = *widget;
        moved.box.y += down;
        widget_draw(down == 0 ? widget : &moved, painter);
    }
}

/* What stands on the panel stays; the page follows the finger between header and bar. */
static void
paint_dragged(const struct view *view, struct painter *painter, struct canvas *canvas)
{
    struct box clip = canvas->clip;
    painter->overflows = NULL;
    paint_widgets(view, painter, 0, view->mark, 0);
    canvas_set_clip(canvas, box_common(clip, view_drag_area(view)));
    paint_widgets(view, painter, view->mark, view->now.widgets->len, view->drag.by);
    canvas_set_clip(canvas, clip);
    painter->overflows = view->overflows;
}

size_t
view_paint(struct view *view, struct canvas *canvas, struct box boxes_out[VIEW_BOXES_MAX])
{
    glyphs_begin_frame(view->glyphs);
    struct painter painter = {
        .canvas = canvas,
        .theme = view->theme,
        .glyphs = view->glyphs,
        .pictures = view->pictures,
        .pressed = *view->pressed == '\0' ? NULL : view->pressed,
        .overflows = view->overflows,
        .ink = &view->ink,
    };
    size_t count = view->dirty_count;
    for (size_t i = 0; i < count; i++) {
        boxes_out[i] = view->dirty[i];
        canvas_set_clip(canvas, view->dirty[i]);
        canvas_fill(canvas, view->dirty[i], view->theme->colours[COLOUR_PAPER]);
        if (view->drag.running)
            paint_dragged(view, &painter, canvas);
        else
            paint_widgets(view, &painter, 0, view->now.widgets->len, 0);
        view_focus_draw(view, &painter);
    }
    view->dirty_count = 0;
    return count;
}

/* ---- looking at it ---- */

const char *
view_screen(const struct view *view)
{
    return view->screen;
}

size_t
view_count(const struct view *view)
{
    return view->now.widgets->len;
}

const struct widget *
view_widget(const struct view *view, size_t index)
{
    return view_page_widget(&view->now, (guint)index);
}

const char *
view_pressed(const struct view *view)
{
    return *view->pressed == '\0' ? NULL : view->pressed;
}

const GPtrArray *
view_overflows(const struct view *view)
{
    return view->overflows;
}

void
view_forget(struct view *view)
{
    page_finish(&view->now);
    page_finish(&view->before);
    page_init(&view->now);
    page_init(&view->before);
    *view->held = *view->pressed = *view->focus = '\0';
    view->drag = (struct view_drag){0};
    view->ring = (struct box){0};
    ink_clear(&view->ink);
    view_expose(view);
}
