// SPDX-License-Identifier: Apache-2.0
/* Levels, taken by the loop of this thread when their time has come. */
#ifndef TERMINAL_LEVELS_WATCH_H
#define TERMINAL_LEVELS_WATCH_H

#include "levels.h"

struct levels_watch;

/* `taken` gets each level that stands. */
struct levels_watch *
levels_watch_create(void (*taken)(const struct level *level, void *context),
                    void *context);
void levels_watch_destroy(struct levels_watch *watch); // NULL-safe

void levels_watch_tell(struct levels_watch *watch, const char *class, const char *what,
                       const char *level);

#endif
