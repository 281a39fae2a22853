// SPDX-License-Identifier: Apache-2.0
#include "stream.h"

#include <string.h>

#include "raster.h"

#define MODULE_DOTS 7   // 0.875 mm at 203 dots an inch
#define LINE_GAP_DOTS 8 // between lines of size 1
#define SPACE_DOTS 16
#define FEED_DOTS 160 // from the head to the knife, fed by the cut itself

static void
add(GByteArray *piece, const char *bytes, guint size)
{
    g_byte_array_append(piece, (const guint8 *)bytes, size);
}

static void
add_command(GByteArray *piece, const char *letters, int value)
{
    guint8 byte = (guint8)value;
    add(piece, letters, (guint)strlen(letters));
    g_byte_array_append(piece, &byte, 1);
}

/* ---- text ------------------------------------------------------------------------------------ */

/* False: the printer's font lacks something; `piece` is then as it was. */
static bool
add_text(GByteArray *piece, const struct line *line, enum charset charset)
{
    guint length = piece->len;
    bool bold = false;
    add_command(piece, "\x1b\x61", line->centred);                            // ESC a
    add_command(piece, "\x1d\x21", (line->size - 1) << 4 | (line->size - 1)); // GS !
    add_command(piece, "\x1b\x33", 24 * line->size + LINE_GAP_DOTS);          // ESC 3
    for (guint i = 0; i < line->cells->len; i++) {
        const struct cell *cell = &g_array_index(line->cells, struct cell, i);
        if (cell->bold != bold)
            add_command(piece, "\x1b\x45", bold = cell->bold); // ESC E
        if (!charset_append(charset, cell->character, piece)) {
            g_byte_array_set_size(piece, length);
            return false;
        }
    }
    if (bold)
        add_command(piece, "\x1b\x45", 0);
    add(piece, "\n", 1);
    return true;
}

static int
add_raster(GByteArray *piece, const struct line *line, int width_dots)
{
    struct raster raster = raster_line(line, width_dots);
    const guint8 head[] = {0x1d,
                           'v',
                           '0',
                           0,
                           (guint8)raster.width_bytes,
                           (guint8)(raster.width_bytes >> 8),
                           (guint8)raster.height,
                           (guint8)(raster.height >> 8)};
    add_command(piece, "\x1b\x61", 0);
    g_byte_array_append(piece, head, sizeof head); // GS v 0
    g_byte_array_append(piece, raster.dots, (guint)(raster.width_bytes * raster.height));
    int height = raster.height;
    raster_finish(&raster);
    return height;
}

/* ---- code ------------------------------------------------------------------------------------ */

/* GS ( k with the printer's own QR: model 2, level L. */
static int
add_code(GByteArray *piece, const struct line *line)
{
    gsize size = strlen(line->data) + 3;
    const guint8 store[] = {0x1d, '(',  'k', (guint8)size, (guint8)(size >> 8),
                            0x31, 0x50, 0x30};
    add_command(piece, "\x1b\x61", 1);
    add(piece, "\x1d(k\x04\x00\x31\x41\x32\x00", 9);
    add(piece, "\x1d(k\x03\x00\x31\x43", 7);
    const guint8 module = MODULE_DOTS, level = 0x30;
    g_byte_array_append(piece, &module, 1);
    add(piece, "\x1d(k\x03\x00\x31\x45", 7);
    g_byte_array_append(piece, &level, 1);
    g_byte_array_append(piece, store, sizeof store);
    add(piece, line->data, (guint)(size - 3));
    add(piece, "\x1d(k\x03\x00\x31\x51\x30", 8);
    add(piece, "\n", 1);
    return 61 * MODULE_DOTS; // the largest that such data needs
}

/* ---- the slip -------------------------------------------------------------------------------- */

static int
add_line(GByteArray *piece, const struct line *line,
         const struct stream_settings *settings)
{
    switch (line->kind) {
    case LINE_SPACE:
        add_command(piece, "\x1b\x4a", SPACE_DOTS); // ESC J
        return SPACE_DOTS;
    case LINE_CODE:
        return add_code(piece, line);
    default:
        if (add_text(piece, line, settings->charset))
            return 24 * line->size + LINE_GAP_DOTS;
        return add_raster(piece, line, settings->width_dots);
    }
}

GPtrArray *
stream_set(const GPtrArray *lines, const struct stream_settings *settings,
           int *height_out)
{
    GPtrArray *pieces =
        g_ptr_array_new_with_free_func((GDestroyNotify)g_byte_array_unref);
    GByteArray *piece = g_byte_array_new();
    int height = FEED_DOTS;
    add(piece, "\x1b@\x1c&", 4); // ESC @: nothing of before stands in it. FS &: Han
    g_ptr_array_add(pieces, piece);
    for (guint i = 0; i < lines->len; i++) {
        piece = g_byte_array_new();
        height += add_line(piece, g_ptr_array_index(lines, i), settings);
        g_ptr_array_add(pieces, piece);
    }
    piece = g_byte_array_new();
    add(piece, "\x1dV\x42\x00", 4); // GS V B: feed to the knife, cut
    g_ptr_array_add(pieces, piece);
    *height_out = height;
    return pieces;
}
