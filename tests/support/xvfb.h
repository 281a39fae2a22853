// SPDX-License-Identifier: Apache-2.0
/* A display of its own: Xvfb as a direct child, touched by XTest, read back as pixels. */
#ifndef SUPPORT_XVFB_H
#define SUPPORT_XVFB_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct xvfb;

/* Starts Xvfb on a free display. Its name is put into nothing: pass it on with
 * xvfb_name(). NULL: *error. */
struct xvfb *xvfb_start(int width, int height, GError **error);
void xvfb_stop(struct xvfb *xvfb);              // NULL-safe
const char *xvfb_name(const struct xvfb *xvfb); // ":7"

/* Size of a display that is there already. False: it cannot be opened. */
bool xvfb_display_size(const char *name, int *width_out, int *height_out);

/* A finger: down, a short rest, up. */
void xvfb_tap(struct xvfb *xvfb, int x, int y);
void xvfb_press(struct xvfb *xvfb, int x, int y);
void xvfb_release(struct xvfb *xvfb);
void xvfb_move(struct xvfb *xvfb, int x, int y);

/* A key of the keyboard, by X's name of it: "Tab", "Return", "1". */
void xvfb_key(struct xvfb *xvfb, const char *name);

/* One pixel as 0xRRGGBB. */
uint32_t xvfb_pixel(struct xvfb *xvfb, int x, int y);
/* The whole screen as binary PPM, or as PNG when the path ends so. */
bool xvfb_picture(struct xvfb *xvfb, const char *path, GError **error);
/* 3 bytes a pixel, width*height*3. g_free. */
uint8_t *xvfb_pixels(struct xvfb *xvfb);

#endif
