// SPDX-License-Identifier: Apache-2.0
/* Window: the one window, its pixels and what comes in. It sleeps until something happens;
 * an idle machine is not woken. ui thread, but for window_wake(). */
#ifndef UI_WINDOW_H
#define UI_WINDOW_H

#include "canvas.h"
#include "input.h"

#include <glib.h>
#include <stdbool.h>

#define WINDOW_ERROR (g_quark_from_static_string("kiosk-window"))

struct window;

/* `width`, `height` 0: the whole display. */
struct window *window_create(const char *title, int width, int height, GError **error);
/* Moves it: `left` pixels from the left edge of the display. */
void window_place(struct window *window, int left);
/* Blanks the pixels first. */
void window_destroy(struct window *window);

/* The pixels; valid until the next INPUT_EXPOSE. */
struct canvas *window_canvas(struct window *window);
/* Brings boxes of the canvas to the display. */
void window_show(struct window *window, const struct box *boxes, size_t count);
/* Every pixel black, here and in memory shared with the display. */
void window_blank(struct window *window);

/* Waits at most `timeout_ms` (negative: for ever) and tells what happened first. */
struct input_event window_wait(struct window *window, int timeout_ms);
/* Ends a window_wait() with INPUT_WAKE. Any thread. */
void window_wake(void);

#endif
