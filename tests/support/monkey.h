// SPDX-License-Identifier: Apache-2.0
/* A citizen who presses what leads on, mostly: on every screen one of the keys that a sensible
 * person would press, now and then any other. Sees only what the inspect interface shows,
 * touches only what can be touched. Nothing here ends a test but the terminal's death and a
 * screen on which nothing can be pressed for too long. */
#ifndef SUPPORT_MONKEY_H
#define SUPPORT_MONKEY_H

#include "world.h"

struct monkey {
    struct world *world;
    GRand *chance;
    char screen[32];       // that was seen last
    gint64 stuck_since_us; // nothing can be pressed since then; 0: something can
    int wander_permille;   // how often any key is pressed instead
    bool last_visit;       // nobody begins another one
    GHashTable *receipts;  // numbers that were shown as handed in
    GHashTable *screens;   // names of screens that were seen
    int visits;
};

void monkey_init(struct monkey *monkey, struct world *world, GRand *chance);
void monkey_finish(struct monkey *monkey);

/* Looks once and does at most one thing. */
void monkey_step(struct monkey *monkey);

#endif
