// SPDX-License-Identifier: Apache-2.0
/* Dragging: a page that goes on over parts follows the finger up and down. Lifted far enough
 * it is as if the key to the next part, or to the one before, had been pressed; each drag has
 * such a key as its twin. */
#include "view.h"
#include "view_private.h"

#include <string.h>

#define DRAG_BEGINS 28 // units: less is a finger that is not steady
#define DRAG_TURNS 180

static const char *const nexts[] = {"sheet-next", "part-next"};
static const char *const befores[] = {"sheet-previous", "part-previous"};

static const struct widget *
find_key(const struct view *view, const char *const ids[2])
{
    for (size_t i = 0; i < 2; i++) {
        int index = view_find(&view->now, ids[i], 0);
        if (index >= 0 && widget_is_target(view_page_widget(&view->now, (guint)index)))
            return view_page_widget(&view->now, (guint)index);
    }
    return NULL;
}

struct box
view_drag_area(const struct view *view)
{
    const struct theme *theme = view->theme;
    int top = theme_px(theme, theme->header_height);
    return (struct box){0, top, theme->width,
                        theme_px(theme, theme->panel_bar_top) - top};
}

void
view_drag_begin(struct view *view, const struct input_event *event)
{
    bool can = find_key(view, nexts) != NULL || find_key(view, befores) != NULL;
    for (guint i = 0; i < view->now.widgets->len && can; i++)
        can = view_page_widget(&view->now, i)->kind != WIDGET_VEIL;
    view->drag.possible = can && box_contains(view_drag_area(view), event->x, event->y);
    view->drag.from = event->y;
    view->drag.finger = event->finger;
    view->drag.by = 0;
    view->drag.running = false;
}

static void
stop(struct view *view)
{
    if (view->drag.running)
        view_add_dirty(view, view_drag_area(view));
    view->drag.running = view->drag.possible = false;
    view->drag.by = 0;
}

void
view_drag_stop(struct view *view)
{
    stop(view);
}

/* Half as far where nothing comes. */
static int
follow(const struct view *view, int by)
{
    bool there = find_key(view, by < 0 ? nexts : befores) != NULL;
    return there ? by : by / 4;
}

bool
view_drag(struct view *view, const struct input_event *event, struct view_tap *tap_out,
          bool *is_tap_out)
{
    struct view_drag *drag = &view->drag;
    *is_tap_out = false;
    if (!drag->possible || event->finger != drag->finger)
        return false;
    int by = event->y - drag->from;
    if (event->kind == INPUT_MOVE) {
        if (!drag->running && abs(by) < theme_px(view->theme, DRAG_BEGINS))
            return false;
        drag->running = true;
        drag->by = follow(view, by);
        view_add_dirty(view, view_drag_area(view));
        return true;
    }
    bool running = drag->running;
    const struct widget *key = find_key(view, by < 0 ? nexts : befores);
    bool far = abs(by) >= theme_px(view->theme, DRAG_TURNS);
    stop(view);
    if (running && far && key != NULL && event->kind == INPUT_UP) {
        view_fill_tap(key, tap_out);
        *is_tap_out = true;
    }
    return running;
}
