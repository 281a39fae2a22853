// SPDX-License-Identifier: Apache-2.0
/* What view.c and view_touch.c share. */
#ifndef UI_VIEW_PRIVATE_H
#define UI_VIEW_PRIVATE_H

#include "shape.h"
#include "view.h"

/* One page: the widgets and, in `words`, every string they point to. */
struct view_page {
    GArray *widgets; // struct widget
    GArray *looks;   // uint64_t: what each looks like, in one number
    GStringChunk *words;
};

/* A finger that moves the page up or down. */
struct view_drag {
    bool possible, running;
    int64_t finger;
    int from, by; // pixels
};

struct view {
    const struct theme *theme;
    const struct theme *usual; // as it was given
    struct theme split;        // of a page in two columns, see view_split()
    struct glyphs *glyphs;
    struct pictures *pictures;
    struct view_page now, before;
    char screen[32];
    struct box dirty[VIEW_BOXES_MAX];
    size_t dirty_count;
    guint mark;     // widgets that stand on the panel, before those of the page
    bool upright;   // view_upright()
    bool aside;     // view_stands_aside()
    char ink_id[VIEW_ID_SIZE]; // of the square that the ink stands in
    int decoration; // number of the next widget without an id
    char pressed[VIEW_ID_SIZE]; // under the finger; "" none
    char held[VIEW_ID_SIZE];    // where the finger came down
    int64_t finger;
    struct view_drag drag;
    int page;                 // view_turn()
    char focus[VIEW_ID_SIZE]; // of the keys; "" nowhere
    struct box ring;          // around it, in pixels
    GPtrArray *overflows;
    struct ink ink; // what stands in the square of the page
};

static inline const struct widget *
view_page_widget(const struct view_page *page, guint index)
{
    return &g_array_index(page->widgets, struct widget, index);
}

/* Index of the widget with this id, tried first at `hint`; -1: there is none. */
int view_find(const struct view_page *page, const char *id, guint hint);
/* A finger came down; it may become a drag. */
void view_drag_begin(struct view *view, const struct input_event *event);
/* It moves or is lifted. True: it is a drag and nothing else; then *is_tap_out may say that
 * *tap_out was filled. */
bool view_drag(struct view *view, const struct input_event *event,
               struct view_tap *tap_out, bool *is_tap_out);
void view_drag_stop(struct view *view);
struct box view_drag_area(const struct view *view);
/* Keeps the ring around what has the focus, after the page was filled anew. */
void view_focus_follow(struct view *view);
void view_focus_draw(const struct view *view, struct painter *painter);
void view_fill_tap(const struct widget *widget, struct view_tap *tap_out);
/* `box` is painted at the next view_paint(). */
void view_add_dirty(struct view *view, struct box box);

/* After the page was laid out, in pixels: the ink goes with its square, or ends. */
void view_keep_ink(struct view *view);

#endif
