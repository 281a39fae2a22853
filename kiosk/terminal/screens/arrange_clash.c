// SPDX-License-Identifier: Apache-2.0
#include "arrange_clash.h"

#include <glib.h>

/* Between two that are pressed: 2.5 mm, in assisted mode 4. */
#define GAP 10
#define GAP_ASSISTED 16

#define LEADING 8 // the leading of two lines may lie over each other

static bool
is_words(const struct widget *widget)
{
    return widget->kind == WIDGET_TEXT || widget->kind == WIDGET_LABEL;
}

/* What nothing else may lie over. */
static bool
is_solid(const struct widget *widget)
{
    switch (widget->kind) {
    case WIDGET_TEXT:
    case WIDGET_LABEL:
    case WIDGET_KEY:
    case WIDGET_TILE:
    case WIDGET_CHECK:
    case WIDGET_FIELD:
    case WIDGET_SLOT:
    case WIDGET_DIGITS:
    case WIDGET_CODE:
    case WIDGET_STROKES:
    case WIDGET_PROGRESS:
        return true;
    default:
        return false;
    }
}

static bool
is_keyboard_key(const struct widget *widget)
{
    return widget->id != NULL && (g_str_has_prefix(widget->id, "key-") ||
                                  g_str_has_prefix(widget->id, "candidate"));
}

static bool
is_pressed(const struct widget *widget)
{
    return widget_is_target(widget) || widget->kind == WIDGET_KEY;
}

/* What hides the words that it comes to lie over: a picture, the bed of keys. */
static bool
is_cover(const struct widget *widget)
{
    return (widget->kind == WIDGET_PICTURE && widget->role == ROLE_IMAGE) ||
           (widget->kind == WIDGET_FILL && widget->fill == COLOUR_BED);
}

static struct box
core_of(const struct widget *widget)
{
    return is_words(widget) ? box_inset(widget->box, LEADING) : widget->box;
}

static bool
clash(const struct theme *theme, const struct widget *a, const struct widget *b)
{
    // Keys of a keyboard may stand closer.
    bool both = is_keyboard_key(a) && is_keyboard_key(b);
    int gap = both || !is_pressed(a) || !is_pressed(b) ? 0
              : theme->assisted                        ? GAP_ASSISTED
                                                       : GAP;
    return box_meets(box_inset(core_of(a), -gap), core_of(b));
}

bool
arrange_clashes(const struct theme *theme, const struct widget *widgets, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct box *box = &widgets[i].box;
        if (!is_solid(&widgets[i]))
            continue;
        if (box_is_empty(*box) || box->y + box->h > theme->sheet_bottom + 2 * LEADING)
            return true;
        for (size_t k = i + 1; k < count; k++)
            if (is_words(&widgets[i]) && is_cover(&widgets[k]) &&
                box_meets(core_of(&widgets[i]), widgets[k].box))
                return true;
        for (size_t k = i + 1; k < count; k++)
            if (is_solid(&widgets[k]) && clash(theme, &widgets[i], &widgets[k]))
                return true;
    }
    return false;
}
