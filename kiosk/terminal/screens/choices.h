// SPDX-License-Identifier: Apache-2.0
/* Choices: the answers that are pressed and not typed, as keys in a grid; many of them in
 * batches. ui thread. */
#ifndef SCREENS_CHOICES_H
#define SCREENS_CHOICES_H

#include "frame.h"

struct choices_grid {
    int first, count; // of the choices that are shown now
    bool more;        // a key to the next batch stands behind them
    int columns, rows, height, gap;
};

/* Keys as high as `room` allows, within what is comfortable; 0: as low as that. */
struct choices_grid
choices_grid(const struct frame *frame, const struct question *question, int room);
int choices_height(const struct choices_grid *grid);
void choices_add(const struct frame *frame, const struct question *question, int y,
                 const struct choices_grid *grid);

#endif
