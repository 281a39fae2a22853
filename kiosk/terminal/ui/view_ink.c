// SPDX-License-Identifier: Apache-2.0
// View: what the finger has written stays with its square, wherever that stands.
#include "view_private.h"

#include <string.h>

void
view_stands_aside(struct view *view)
{
    view->aside = true;
}

const struct ink *
view_ink(const struct view *view)
{
    return &view->ink;
}

/* The ink of this page; without a square, or with another one, there is none. The question for
 * the language takes the place of a page only for a while: what was written waits behind it. */
void
view_keep_ink(struct view *view)
{
    const struct widget *square = NULL;
    for (guint i = 0; i < view->now.widgets->len; i++)
        if (view_page_widget(&view->now, i)->kind == WIDGET_STROKES)
            square = view_page_widget(&view->now, i);
    if (square == NULL && view->aside)
        return;
    if (square == NULL || square->ink != view->ink.serial ||
        strcmp(square->id, view->ink_id) != 0)
        ink_clear(&view->ink);
    if (square == NULL)
        return;
    g_strlcpy(view->ink_id, square->id, sizeof view->ink_id);
    view->ink.serial = square->ink;
    ink_move_to(&view->ink, square->box);
    view->ink.width = theme_px(view->theme, 20);
}
