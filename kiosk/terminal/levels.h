// SPDX-License-Identifier: Apache-2.0
/* Levels: paper and toner as printers tell of them, before they are written down. A sensor that
 * sees the end of a roll bounces, and some drivers tell the same level over and over: a level is
 * taken when it has stood for a moment, and only when it is another one than before. Pure. */
#ifndef TERMINAL_LEVELS_H
#define TERMINAL_LEVELS_H

#include <stdbool.h>
#include <stdint.h>

#define LEVELS_SETTLE_MS 2000 // longer than paper swings in front of a sensor
#define LEVELS_APART_MS 60000 // between two that are written down, of one printer
#define LEVELS_MAX 8          // printers, paper and toner of each

struct level {
    char class[16], what[8]; // "printer", "paper"
    char told[8], taken[8];  // "low"; "" nothing yet
    int64_t told_ms, taken_ms;
};

struct levels {
    struct level rows[LEVELS_MAX];
    int count;
};

void levels_tell(struct levels *levels, const char *class, const char *what,
                 const char *level, int64_t now_ms);
/* One whose time has come; it is taken then. NULL: none. Borrowed. */
const struct level *levels_take(struct levels *levels, int64_t now_ms);
/* When the next one may be taken; INT64_MAX: nothing waits. */
int64_t levels_next_ms(const struct levels *levels);

#endif
