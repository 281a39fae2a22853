// SPDX-License-Identifier: Apache-2.0
/* Raster: a line of text as dots, for what the printer's own font lacks. */
#ifndef RECEIPT_ESCPOS_RASTER_H
#define RECEIPT_ESCPOS_RASTER_H

#include <glib.h>

#include "line.h"

struct raster {
    int width_bytes, height;
    guint8 *dots; // one bit a dot, 1 black, most significant first; owned
};

/* Each character in its cell, so that columns meet those of text lines; scripts whose letters
 * join are set as a whole. What no font has is written by its code. */
struct raster raster_line(const struct line *line, int width_dots);
void raster_finish(struct raster *raster);

#endif
