// SPDX-License-Identifier: Apache-2.0
/* Bind: JPEGs as one PDF. Their bytes go into it as they are. Pure. */
#ifndef DRIVERS_IMAGE_LEPTONICA_BIND_H
#define DRIVERS_IMAGE_LEPTONICA_BIND_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include "preview.h"

struct bind_jpeg {
    const void *bytes;
    size_t size;
};

enum bind_layout { BIND_PAGES, BIND_CARD_COPY };

struct bind_wish {
    enum bind_layout layout;
    const struct bind_jpeg *jpegs;
    size_t count;
    const char *watermark; // NULL: none; card copy: below the sides
    const char *purpose;   // NULL: none; card copy: across each side
};

/* The PDF; g_free *bytes_out. PICTURE_ERROR for what is no JPEG. */
bool bind_pdf(const struct bind_wish *wish, void **bytes_out, size_t *size_out,
              int *pages_out, GError **error);
/* The first page for the screen, in a box. g_free. NULL: *error. */
uint8_t *bind_preview(const struct bind_wish *wish, int box_width, int box_height,
                      struct preview *preview_out, GError **error);

#endif
