// SPDX-License-Identifier: Apache-2.0
/* Warm: while nobody is there, the first pages of a visit are painted into memory that nobody
 * sees, so that their characters and pictures stand ready when somebody comes. When a visit
 * ends every character is forgotten, and this begins anew. No person's words pass through
 * here: the visit that is played ends before the card. ui thread. */
#ifndef TERMINAL_WARM_H
#define TERMINAL_WARM_H

#include "screens/screens.h"
#include "ui/view.h"

struct warm {
    struct session session; // of the visit that is played
    struct view *view;      // NULL: not begun
    size_t next;            // step
    bool finished;
};

/* What the played visit needs of the real terminal; borrowed for the call. */
struct warm_parts {
    const struct session *session;
    const struct theme *theme;
    struct glyphs *glyphs;
    struct pictures *pictures;
    int width, height; // of the display, pixels
};

/* One page more, a few milliseconds; true while there are others. */
bool warm_step(struct warm *warm, const struct warm_parts *parts);
/* Everything was forgotten: the next step is the first. */
void warm_again(struct warm *warm);
void warm_finish(struct warm *warm); // zero-safe

#endif
