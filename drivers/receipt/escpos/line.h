// SPDX-License-Identifier: Apache-2.0
/* Line: what stands on one line of the slip, and how blocks become lines. Pure. */
#ifndef RECEIPT_ESCPOS_LINE_H
#define RECEIPT_ESCPOS_LINE_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

#define LINE_CELL_DOTS 12 // width of a column at size 1; a line is twice as high

struct cell {
    gunichar character;
    bool bold;
};

struct line {
    enum { LINE_TEXT, LINE_SPACE, LINE_CODE } kind;
    GArray *cells; // struct cell; LINE_TEXT
    int size;
    bool centred;
    const char *data; // LINE_CODE: borrowed of the block
};

/* Blocks of Receipt.Print as lines for paper of `columns`. GPtrArray that frees its lines;
 * `blocks` must outlive it. */
GPtrArray *line_set(const json_t *blocks, int columns);

/* Columns that the cells take at size 1. */
int line_columns(const struct line *line);

#endif
