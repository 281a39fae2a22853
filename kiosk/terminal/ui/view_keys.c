// SPDX-License-Identifier: Apache-2.0
/* Focus: the page by keys alone. It goes from one target to the next as one reads; a ring
 * shows where it is. A finger takes the ring away. */
#include "view.h"
#include "view_private.h"

#include <string.h>

/* Ring of the focus outside its widget, in units: yellow, then ink. */
#define RING 7
#define RING_OUTER 4

/* ---- the order ---- */

/* First of what can be reached: what lies below a veil cannot, the bottom bar can. */
static bool
is_behind_veil(const struct view *view, guint index)
{
    const struct widget *widget = view_page_widget(&view->now, index);
    for (guint i = index + 1; i < view->now.widgets->len; i++) {
        const struct widget *veil = view_page_widget(&view->now, i);
        if (veil->kind == WIDGET_VEIL && box_meets(veil->box, widget->box))
            return true;
    }
    return false;
}

/* The mark is a door for staff and no key. */
static bool
is_reached(const struct view *view, guint index)
{
    const struct widget *widget = view_page_widget(&view->now, index);
    return widget_is_target(widget) && strcmp(widget->id, "mark") != 0 &&
           !is_behind_veil(view, index);
}

/* Page before bar, first column before the second. */
static int
part_of(const struct theme *theme, const struct widget *widget)
{
    int middle = widget->box.x + widget->box.w / 2;
    if (widget->box.y >= theme_px(theme, theme->panel_bar_top))
        return theme->columns;
    bool second = middle >= theme->width / 2;
    return theme->columns == 2 && second != theme->mirrored ? 1 : 0;
}

/* Rows from above; in one row, where the shorter one overlaps by half, from where
 * lines begin. */
static int
by_reading(gconstpointer left, gconstpointer right, gpointer data)
{
    const struct widget *a = *(const struct widget *const *)left;
    const struct widget *b = *(const struct widget *const *)right;
    const struct theme *theme = data;
    int part = part_of(theme, a) - part_of(theme, b);
    if (part != 0)
        return part;
    int common = MIN(a->box.y + a->box.h, b->box.y + b->box.h) - MAX(a->box.y, b->box.y);
    bool same_row = common * 2 > MIN(a->box.h, b->box.h);
    int across = theme->mirrored && !(a->upright && b->upright) ? b->box.x - a->box.x
                                                                : a->box.x - b->box.x;
    return same_row ? across : a->box.y - b->box.y;
}

static GPtrArray *
reading_order(const struct view *view)
{
    GPtrArray *order = g_ptr_array_new();
    for (guint i = 0; i < view->now.widgets->len; i++)
        if (is_reached(view, i))
            g_ptr_array_add(order, (gpointer)(uintptr_t)view_page_widget(&view->now, i));
    g_ptr_array_sort_with_data(order, by_reading, (gpointer)(uintptr_t)view->theme);
    return order;
}

/* ---- the ring ---- */

static struct box
ring_box(const struct view *view, const struct widget *widget)
{
    return box_inset(widget->box, -theme_px(view->theme, RING + RING_OUTER));
}

const struct widget *
view_focus(const struct view *view)
{
    int index = *view->focus == '\0' ? -1 : view_find(&view->now, view->focus, 0);
    return index < 0 ? NULL : view_page_widget(&view->now, (guint)index);
}

void
view_focus_follow(struct view *view)
{
    const struct widget *widget = view_focus(view);
    struct box box = widget == NULL || !widget_is_target(widget) ? (struct box){0}
                                                                 : ring_box(view, widget);
    if (box_is_empty(box))
        *view->focus = '\0';
    if (memcmp(&box, &view->ring, sizeof box) == 0)
        return;
    view_add_dirty(view, view->ring);
    view_add_dirty(view, box);
    view->ring = box;
}

static void
set_focus(struct view *view, const char *id)
{
    g_strlcpy(view->focus, id, sizeof view->focus);
    view_focus_follow(view);
}

void
view_turn(struct view *view, int page)
{
    if (view->page != page)
        *view->focus = '\0';
    view->page = page;
}

void
view_focus_clear(struct view *view)
{
    set_focus(view, "");
}

void
view_focus_draw(const struct view *view, struct painter *painter)
{
    const struct theme *theme = view->theme;
    if (box_is_empty(view->ring) || !box_meets(view->ring, painter->canvas->clip))
        return;
    int outer = theme_px(theme, RING_OUTER), ring = theme_px(theme, RING);
    int radius = theme_px(theme, 16);
    shape_ring(painter->canvas, view->ring, radius + ring + outer, outer,
               theme->colours[COLOUR_INK]);
    shape_ring(painter->canvas, box_inset(view->ring, outer), radius + ring, ring,
               theme->colours[COLOUR_AMBER]);
}

/* ---- keys ---- */

bool
view_focus_move(struct view *view, int by)
{
    g_autoptr(GPtrArray) order = reading_order(view);
    const struct widget *now = view_focus(view);
    guint at = 0;
    if (order->len == 0)
        return false;
    if (now == NULL || !g_ptr_array_find(order, now, &at))
        at = by > 0 ? 0 : order->len - 1;
    else
        at = (at + order->len + (guint)(by > 0 ? 1 : order->len - 1)) % order->len;
    const struct widget *next = g_ptr_array_index(order, at);
    set_focus(view, next->id);
    return true;
}

bool
view_tap_by_id(struct view *view, const char *id, struct view_tap *tap_out)
{
    int index = view_find(&view->now, id, 0);
    if (index < 0 || !is_reached(view, (guint)index))
        return false;
    view_fill_tap(view_page_widget(&view->now, (guint)index), tap_out);
    return true;
}

bool
view_focus_activate(struct view *view, struct view_tap *tap_out)
{
    const struct widget *widget = view_focus(view);
    return widget != NULL && widget->kind != WIDGET_STROKES &&
           view_tap_by_id(view, widget->id, tap_out);
}
