// SPDX-License-Identifier: Apache-2.0
/* A page as pixels, from a binary PPM or PGM file. Pure but for reading the file. */
#ifndef SCANNER_VIRTUAL_PICTURE_H
#define SCANNER_VIRTUAL_PICTURE_H

#include <glib.h>
#include <stddef.h>

#define PICTURE_ERROR (g_quark_from_static_string("kiosk-picture"))

struct picture {
    int width, height, channels; // 4: BGRA, 3: rgb24, 1: gray8
    unsigned char *pixels;       // top row first, no padding
};

/* NULL: *error. P5 and P6 with 255 levels. */
struct picture *picture_load(const char *path, GError **error);
void picture_destroy(struct picture *picture);      // NULL-safe
size_t picture_size(const struct picture *picture); // bytes
/* The same page in grey. */
struct picture *picture_gray(const struct picture *picture);
/* The same small enough for a box, for the screen; NULL: an empty desk of the box's size. */
struct picture *
picture_bgra(const struct picture *picture, int box_width, int box_height);

#endif
