// SPDX-License-Identifier: Apache-2.0
/* View: the page that is seen, as a list of widgets in the order they are painted. A page is
 * filled anew each time something may have changed; what is the same as before is not
 * painted again. ui thread.
 *
 *   view_begin(view, "guide"); view_add(view, &(struct widget){…}); … view_end(view);
 *   count = view_paint(view, canvas, boxes);   then show the boxes
 */
#ifndef UI_VIEW_H
#define UI_VIEW_H

#include "input.h"
#include "widget.h"

#include <stdbool.h>

#define VIEW_BOXES_MAX 16
#define VIEW_ID_SIZE 64
#define VIEW_SEND_TEXT_SIZE 64

struct view;

/* All borrowed. */
struct view *
view_create(const struct theme *theme, struct glyphs *glyphs, struct pictures *pictures);
void view_destroy(struct view *view);
/* The theme's content has changed: everything is painted anew. */
void view_theme_changed(struct view *view);
const struct theme *view_theme(const struct view *view);

void view_begin(struct view *view, const char *screen);
/* The page takes the place of another one for a while; what was written there waits. */
void view_stands_aside(struct view *view);
/* Begins the page again in two columns, on a panel that is too low for keys below what is
 * written with them. */
void view_split(struct view *view);
/* Copies `widget` and its words. Its measures are units. */
void view_add(struct view *view, const struct widget *widget);
/* What is added while it is on keeps left and right on a mirrored page: keys of digits and
 * letters. It moves as one to the other side. */
void view_upright(struct view *view, bool on);
/* Which page of the screen it is: on another one the focus begins anew. */
void view_turn(struct view *view, int page);
/* What was added up to now stands on the panel; what comes is laid out on the page. */
void view_mark(struct view *view);
/* Between the last view_add() and view_end(), for whoever arranges the page anew: all that
 * was added, in units, and where the page begins. The boxes may be moved. */
struct widget *view_laid(struct view *view, size_t *mark_out, size_t *count_out);
/* Puts these, of those above, in the place of all after the mark. */
void view_relay(struct view *view, const struct widget *widgets, size_t count);
void view_end(struct view *view);

/* For those who lay out a page, all in units. `width` 0: one line. */
int view_text_width(struct view *view, const char *text, enum type_step step, bool bold);
int view_text_height(struct view *view, const char *text, enum type_step step, bool bold,
                     int width);

/* Paints what has changed since the last time and tells which boxes that are. */
size_t view_paint(struct view *view, struct canvas *canvas,
                  struct box boxes_out[VIEW_BOXES_MAX]);
/* The next view_paint() paints everything: the window was covered or blanked. */
void view_expose(struct view *view);
bool view_is_dirty(const struct view *view);

/* What a tap on a widget said. Copied out, because the page may be built anew meanwhile. */
struct view_tap {
    char id[VIEW_ID_SIZE];
    int action, number;
    char text[VIEW_SEND_TEXT_SIZE], text2[VIEW_SEND_TEXT_SIZE];
};
/* What stands in the square of the page (WIDGET_STROKES). */
const struct ink *view_ink(const struct view *view);
/* Follows one finger: pressed while it is on a target, a tap when it is lifted there. True
 * when *tap_out was filled. */
bool
view_touch(struct view *view, const struct input_event *event, struct view_tap *tap_out);

/* The page by keys alone (view_keys.c). The focus goes from target to target as one reads,
 * round and round; the first is the first that is to be acted on. False: there is none. */
bool view_focus_move(struct view *view, int by);
const struct widget *view_focus(const struct view *view); // NULL: nowhere; in pixels
void view_focus_clear(struct view *view);
/* As if a finger had tapped what has the focus, or the widget `id`. */
bool view_focus_activate(struct view *view, struct view_tap *tap_out);
bool view_tap_by_id(struct view *view, const char *id, struct view_tap *tap_out);

/* What stands on the page now. */
const char *view_screen(const struct view *view);
size_t view_count(const struct view *view);
const struct widget *view_widget(const struct view *view, size_t index); // in pixels
const char *view_pressed(const struct view *view);
/* Ids of widgets whose words had no room when they were painted, since view_begin(). */
const GPtrArray *view_overflows(const struct view *view);

/* Forgets every word: when a visit ends. The page is empty then. */
void view_forget(struct view *view);

#endif
