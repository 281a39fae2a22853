// SPDX-License-Identifier: Apache-2.0
/* Page: the frame of a sheet (head, foot, margins) and where one page ends and the next
 * begins. Lengths are points. */
#ifndef DOCUMENTS_PAGE_H
#define DOCUMENTS_PAGE_H

#include <cairo.h>
#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

#include "documents/piece.h"

#define PAGE_WIDTH MM(210)
#define PAGE_HEIGHT MM(297)

struct page_frame {
    const json_t *document; // borrowed
    bool large;
    double left, width;      // of the column
    double top, height;      // of the column
    double foot;             // y of the rule above the foot
    struct piece *foot_text; // NULL: the document has no foot
};

void page_frame_init(struct page_frame *frame, const json_t *document, bool large);
void page_frame_finish(struct page_frame *frame);

struct page_place {
    int piece; // index
    int page;  // from 0
    double y;  // from the top of the column
};

/* Puts the pieces (struct piece *) on pages. Returns how many pages there are. */
int page_break(const GPtrArray *pieces, double height, GArray *places_out);

/* Draws page `page` (from 0) of `pages`: frame and the pieces that stand there. */
void page_draw(const struct page_frame *frame, const GPtrArray *pieces,
               const GArray *places, int page, int pages, cairo_t *cairo);

#endif
