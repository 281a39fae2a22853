// SPDX-License-Identifier: Apache-2.0
/* Pictures give way: where a page is higher than its panel, what is looked at becomes lower
 * before anything goes on another sheet, and no row is higher than a sheet. Words and keys
 * keep their size. */
#include "arrange_squeeze.h"

#include <glib.h>

#define LEAST_PERCENT 55 // of its height that a picture keeps
#define LEAST_LARGE 400  // of one that was laid out very high
#define LEAST_HEIGHT 180 // lower ones are left as they are

static bool
is_elastic(const struct widget *widget)
{
    switch (widget->kind) {
    case WIDGET_PICTURE: // not what only lies behind words
        return widget->role == ROLE_IMAGE && widget->box.h >= LEAST_HEIGHT;
    case WIDGET_PANEL: // the ground of a picture
        return widget->fill == COLOUR_STAGE && widget->box.h >= LEAST_HEIGHT;
    case WIDGET_PIXELS:
        return widget->box.h >= LEAST_HEIGHT;
    case WIDGET_STROKES: // a line to sign on; the square for one character stays
        return widget->box.h >= LEAST_HEIGHT && widget->box.w >= 2 * widget->box.h;
    default:
        return false;
    }
}

/* The highest that gives way in a row; NULL: nothing does. */
static struct widget *
elastic_of(const struct plan *plan, struct widget *widgets, size_t count, int block)
{
    struct widget *found = NULL;
    for (size_t i = 0; i < count; i++)
        if (plan->block_of[i] == block && is_elastic(&widgets[i]) &&
            (found == NULL || widgets[i].box.h > found->box.h))
            found = &widgets[i];
    return found;
}

static bool
lies_in(struct box inner, struct box outer)
{
    return inner.x >= outer.x && inner.x + inner.w <= outer.x + outer.w &&
           inner.y >= outer.y && inner.y + inner.h <= outer.y + outer.h;
}

/* What lies on the picture stays at its place of it; what has words keeps its height. */
static void
follow(struct widget *widget, struct box old, struct box new)
{
    bool drawn = is_elastic(widget) || widget->kind == WIDGET_PANEL ||
                 widget->kind == WIDGET_PICTURE;
    struct box *box = &widget->box;
    int height = drawn ? box->h * new.h / old.h : box->h;
    int slack = old.h - box->h;
    box->y = new.y + (slack <= 0 ? 0 : (box->y - old.y) * (new.h - height) / slack);
    box->h = height;
    if (widget->kind == WIDGET_PICTURE &&
        old.w == new.w &&slack >= 0) { // keeps its shape
        int width = box->w * new.h / old.h;
        box->x += (box->w - width) / 2;
        box->w = width;
        return;
    }
    if (drawn) {
        box->x = new.x + (box->x - old.x) * new.w / old.w;
        box->w = box->w * new.w / old.w;
        return;
    }
    // Words keep their width, too: at the end that points to something.
    bool left = widget->align == TEXT_RIGHT || box->x - old.x < old.w / 20;
    int at = left ? box->w : box->w / 2;
    box->x = new.x + (box->x + at - old.x) * new.w / old.w - at;
}

static void
squeeze_row(struct plan *plan, struct widget *widgets, size_t count, int block, int by)
{
    struct widget *elastic = elastic_of(plan, widgets, count, block);
    struct box old = elastic->box, new = old;
    new.h -= by;
    if (elastic->kind == WIDGET_PICTURE) { // keeps its shape
        new.w = old.w *new.h / old.h;
        new.x += (old.w - new.w) / 2;
    }
    int bottom = plan->blocks[block].top;
    for (size_t i = 0; i < count; i++) {
        struct box *box = &widgets[i].box;
        if (plan->block_of[i] != block)
            continue;
        if (lies_in(*box, old))
            follow(&widgets[i], old, new);
        else if (box->y >= old.y + old.h - 3)
            box->y -= by;
        else if (lies_in(old, *box))
            box->h -= by; // a frame around it
        bottom = MAX(bottom, box->y + box->h);
    }
    plan->blocks[block].bottom = bottom;
}

/* How much a row can give at most. */
static int
most_of(const struct plan *plan, struct widget *widgets, size_t count, int block)
{
    const struct widget *elastic = elastic_of(plan, widgets, count, block);
    if (elastic == NULL)
        return 0;
    int height = elastic->box.h;
    return height - MIN(height * LEAST_PERCENT / 100, LEAST_LARGE);
}

/* By how much a row is too high for its sheet: the first one, below what introduces it, when
 * that can be; else one of its own. */
static int
too_high(const struct plan *plan, int block, int most)
{
    const struct block *row = &plan->blocks[block];
    bool leads = true;
    for (int i = 0; i < block; i++)
        leads &= !plan->blocks[i].target;
    int first = row->bottom - plan->blocks[0].top - plan_room(plan, false, false);
    if (leads && first <= most)
        return first;
    return row->bottom - row->top -
           plan_room(plan, block > 0, block + 1 == (int)plan->flowing);
}

bool
arrange_squeeze(struct plan *plan, struct widget *widgets, size_t count)
{
    bool any = false;
    int lacking = plan_lacks(plan), gives = 0;
    for (int i = 0; i < (int)plan->flowing; i++)
        gives = MAX(gives, most_of(plan, widgets, count, i));
    // One sheet, if one picture alone can make it so.
    for (int i = 0; lacking > 0 && lacking <= gives && i < (int)plan->flowing; i++) {
        if (most_of(plan, widgets, count, i) != gives)
            continue;
        squeeze_row(plan, widgets, count, i, lacking);
        return true;
    }
    for (int i = 0; i < (int)plan->flowing; i++) {
        int most = most_of(plan, widgets, count, i);
        int by = too_high(plan, i, most);
        if (by <= 0 || most == 0)
            continue;
        squeeze_row(plan, widgets, count, i, MIN(by, most));
        any = true;
    }
    return any;
}
