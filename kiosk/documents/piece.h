// SPDX-License-Identifier: Apache-2.0
/* Piece: what a page break never divides. A block becomes pieces, each a list of marks at
 * fixed places; the page puts the pieces one below the other. Lengths are points; x and y of
 * a mark count from the piece's own left top corner. */
#ifndef DOCUMENTS_PIECE_H
#define DOCUMENTS_PIECE_H

#include <cairo.h>
#include <pango/pango.h>
#include <stdbool.h>

#include "documents/code.h"

struct piece {
    double before; // space above it, left out at the top of a page
    double height;
    bool keep;   // stands on the page of the next piece
    bool breaks; // begins a page
    int head;    // index of the piece that is repeated above it at the top of a page (the
                 // head of its table); -1: none
    GArray *marks;
};

struct piece *piece_create(double before);
void piece_destroy(struct piece *piece);

/* Takes `layout` (its lines first … first+count-1 are shown, count 0: all). The layout's own
 * width places centred and right-set lines. Returns the height of those lines. */
double piece_text(struct piece *piece, double x, double y, PangoLayout *layout);
double piece_lines(struct piece *piece, double x, double y, PangoLayout *layout,
                   int first, int count);
/* Line widths in points; `x2`, `y2` are the other end. */
void
piece_rule(struct piece *piece, double x, double y, double x2, double y2, double line);
void piece_frame(struct piece *piece, double x, double y, double width, double height,
                 double line);
void piece_dashes(struct piece *piece, double x, double y, double width, double height);
void piece_tag(struct piece *piece, double x, double y, double width, double height);
void piece_bar(struct piece *piece, double x, double y, double width, double height);
/* A black disc with a white number; (x, y) is the corner of its square. */
void
piece_disc(struct piece *piece, double x, double y, double side, PangoLayout *layout);
/* Takes `code`. */
void piece_code(struct piece *piece, double x, double y, struct code *code);

void piece_draw(const struct piece *piece, cairo_t *cairo, double x, double y);

#endif
