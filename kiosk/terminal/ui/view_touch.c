// SPDX-License-Identifier: Apache-2.0
/* The finger on the page: what it means, what it presses, and when it is a tap. */
#include "view.h"
#include "view_private.h"

#include <string.h>

/* How far beside a target a finger still means it: half of the smallest gap. */
#define TOUCH_SLACK 10

/* The target at x, y, or the nearest one within the slack. A veil ends the search: what lies
 * below it cannot be meant. */
static const struct widget *
target_at(const struct view *view, int x, int y)
{
    const struct widget *near = NULL;
    int nearest = theme_px(view->theme, TOUCH_SLACK) + 1;
    for (guint i = view->now.widgets->len; i-- > 0;) {
        const struct widget *widget = view_page_widget(&view->now, i);
        bool inside = box_contains(widget->box, x, y);
        if (inside && (widget_is_target(widget) || widget->disabled))
            return widget_is_target(widget) ? widget : NULL;
        if (inside && widget->kind == WIDGET_VEIL)
            break;
        if (inside || !widget_is_target(widget))
            continue;
        struct box box = widget->box;
        int across = MAX(MAX(box.x - x, x - (box.x + box.w - 1)), 0);
        int down = MAX(MAX(box.y - y, y - (box.y + box.h - 1)), 0);
        if (MAX(across, down) < nearest) {
            nearest = MAX(across, down);
            near = widget;
        }
    }
    return near;
}

static void
set_pressed(struct view *view, const char *id)
{
    if (strcmp(view->pressed, id) == 0)
        return;
    const char *both[2] = {view->pressed, id};
    for (size_t i = 0; i < G_N_ELEMENTS(both); i++) {
        int index = *both[i] == '\0' ? -1 : view_find(&view->now, both[i], 0);
        if (index >= 0)
            view_add_dirty(view,
                           widget_extent(view_page_widget(&view->now, (guint)index)));
    }
    g_strlcpy(view->pressed, id, sizeof view->pressed);
}

void
view_fill_tap(const struct widget *widget, struct view_tap *tap_out)
{
    const struct widget_send *send = &widget->send;
    *tap_out = (struct view_tap){.action = send->action, .number = send->number};
    g_strlcpy(tap_out->id, widget->id, sizeof tap_out->id);
    if (send->text != NULL)
        g_strlcpy(tap_out->text, send->text, sizeof tap_out->text);
    if (send->text2 != NULL)
        g_strlcpy(tap_out->text2, send->text2, sizeof tap_out->text2);
}

/* The finger is in the square: it leaves a line. */
static bool
write_stroke(struct view *view, const struct widget *square,
             const struct input_event *event, struct view_tap *tap_out)
{
    if (event->kind == INPUT_MOVE)
        view_add_dirty(view, ink_move(&view->ink, event->x, event->y));
    if (event->kind != INPUT_UP && event->kind != INPUT_CANCEL)
        return false;
    *view->held = '\0';
    ink_end(&view->ink);
    view_fill_tap(square, tap_out);
    tap_out->number = (int)view->ink.stroke_count;
    return true;
}

bool
view_touch(struct view *view, const struct input_event *event, struct view_tap *tap_out)
{
    bool holding = *view->held != '\0';
    if (event->kind == INPUT_DOWN)
        view_focus_clear(view);
    bool is_tap;
    if (event->kind == INPUT_DOWN && !holding) {
        view_drag_begin(view, event);
    } else if (view_drag(view, event, tap_out, &is_tap)) {
        set_pressed(view, "");
        *view->held = '\0';
        return is_tap;
    }
    if (event->kind == INPUT_DOWN && !holding) {
        const struct widget *widget = target_at(view, event->x, event->y);
        if (widget == NULL)
            return false;
        view->finger = event->finger;
        g_strlcpy(view->held, widget->id, sizeof view->held);
        if (widget->kind == WIDGET_STROKES)
            view_add_dirty(view, ink_begin(&view->ink, event->x, event->y));
        else
            set_pressed(view, view->held);
        return false;
    }
    if (!holding || event->finger != view->finger)
        return false; // a second finger says nothing
    int held = view_find(&view->now, view->held, 0);
    const struct widget *square = held < 0 ? NULL
                                           : view_page_widget(&view->now, (guint)held);
    if (square != NULL && square->kind == WIDGET_STROKES)
        return write_stroke(view, square, event, tap_out);
    const struct widget *widget = target_at(view, event->x, event->y);
    bool still = widget != NULL && strcmp(widget->id, view->held) == 0;
    if (event->kind == INPUT_MOVE) {
        set_pressed(view, still ? view->held : "");
        return false;
    }
    if (event->kind != INPUT_UP && event->kind != INPUT_CANCEL)
        return false;
    set_pressed(view, "");
    *view->held = '\0';
    if (!still || event->kind == INPUT_CANCEL)
        return false;
    view_fill_tap(widget, tap_out);
    return true;
}
