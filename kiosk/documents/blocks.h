// SPDX-License-Identifier: Apache-2.0
/* Blocks: what a document says becomes pieces. One function a kind of block, found in one
 * table. Lengths are points. */
#ifndef DOCUMENTS_BLOCKS_H
#define DOCUMENTS_BLOCKS_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

#include "documents/piece.h"

struct blocks {
    const char *title;
    bool large;
    double width;  // of the column
    double height; // of the column on an empty page; rows taller than that are divided
    GPtrArray *pieces; // struct piece *, in order
    bool tight;        // the piece before is a heading: no gap below it
    bool follows_text; // the block before is a paragraph
};

/* Pieces of all blocks of a checked document. False: a code holds more than fits, or there
 * are more than `pages_max` pages of them (see <documents/document.h> for *error). */
bool blocks_measure(struct blocks *blocks, const json_t *document, int pages_max,
                    GError **error);

/* Index of a kind in document_block_words; -1 when there is none. */
int blocks_kind(const char *kind);

/* ---- for the files that hold the kinds ---------------------------------------------------- */

struct metrics { // in points, one set a style
    double gap;  // between blocks
    double heading_before, heading_after, bar_width, bar_height, bar_text;
    double cell_x, cell_y, row_min,
        label; // insets and least height of a row, label column
    double box_x, box_y, box_line, heavy_line, heavy_inset;
    double code, heavy_code; // outer side
    double step, step_gap, disc;
};
const struct metrics *blocks_metrics(const struct blocks *blocks);

struct piece *blocks_add(struct blocks *blocks, double before); // appended, borrowed
double blocks_gap(struct blocks *blocks); // space above a block's first piece
double blocks_code(struct piece *piece, double right, double y, const json_t *code,
                   double side, bool large, GError **error); // its height; < 0: *error
PangoLayout *
blocks_text(const struct blocks *blocks, int style, const char *text, double width);
const char *
blocks_member(const json_t *object, const char *name); // "" when it is not there

/* rows.c: everything that stands in rows. */
bool rows_measure(struct blocks *blocks, const json_t *block, GError **error);
bool rows_measure_table(struct blocks *blocks, const json_t *block, GError **error);
bool rows_measure_steps(struct blocks *blocks, const json_t *block, GError **error);
bool rows_measure_contacts(struct blocks *blocks, const json_t *block, GError **error);
/* identity.c: what stands beside the title. */
bool identity_measure(struct blocks *blocks, const json_t *block, GError **error);
void identity_measure_title(struct blocks *blocks);

#endif
