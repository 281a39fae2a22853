// SPDX-License-Identifier: Apache-2.0
/* Plan: which rows of a page stand on which sheet, in which column, and how far they move.
 * Only for arrange.c. All in units. */
#ifndef SCREENS_ARRANGE_PLAN_H
#define SCREENS_ARRANGE_PLAN_H

#include "terminal/ui/theme.h"

#include <stdbool.h>
#include <stddef.h>

#define PLAN_BLOCKS_MAX 96

struct block {
    int top, bottom; // on the page as it was laid out
    int keys;
    bool target, input, date, field, start, focused, title, heading;
    bool foot; // keys at the end of the page

    bool shown; // on the sheet that is wanted
    int column, down;
};

struct plan {
    const struct theme *theme;
    bool steps, header;
    bool loose; // days that have no room together are dealt out like any row
    int wished; // sheet; -1: where the focus is
    int page_width, key_height;
    struct block blocks[PLAN_BLOCKS_MAX];
    size_t count;
    int *block_of; // of each widget

    size_t flowing; // blocks before those at the foot
    bool pinned;    // the foot stands on every sheet
    bool written;   // because it is written with
    bool fits;      // on one sheet
    size_t aside;   // blocks at its end that stand below the first column instead
    bool shares;    // one key at the foot, beside the way back on the last sheet
    int sheet, sheets;
    int start; // where the first column begins
    int steps_down;
    int turn_left, turn_top, turn_height; // keys between the sheets
};

void plan_make(struct plan *plan);
/* By how much the rows of a planned page are too high for one sheet; 0: they are not. */
int plan_lacks(const struct plan *plan);
/* Keys to write with and those between the sheets leave no room for a field above them. */
bool plan_is_crowded(const struct plan *plan);
/* How high a row of a planned page may be to stand on a sheet, with the title above it; the
 * last one has the foot below it. */
int plan_room(const struct plan *plan, bool title, bool last);
/* Width of the way back beside the last key. */
int plan_share(const struct plan *plan);

#endif
