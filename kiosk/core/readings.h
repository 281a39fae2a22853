// SPDX-License-Identifier: Apache-2.0
/* Readings: how characters are read in pinyin, without tones. The table is made by the build
 * from Unihan (assets/words/readings.awk): one line a character, "高<TAB>gao", several
 * readings parted by spaces, the likeliest first, lines in the order of their bytes. Pure. */
#ifndef CORE_READINGS_H
#define CORE_READINGS_H

#include <glib.h>

#define READINGS_MOST 8 // of one character
#define READING_SIZE 8  // "zhuang" and its end

struct readings {
    const char *text; // borrowed; not closed by a zero
    size_t size;
};

/* Fills `found`; how many there are. A NULL table knows none. */
size_t readings_find(const struct readings *readings, gunichar character,
                     char found[READINGS_MOST][READING_SIZE]);

#endif
