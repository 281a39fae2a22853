// SPDX-License-Identifier: Apache-2.0
#include "nearest.h"

#include <glib.h>
#include <string.h>

/* Letters to add, drop, change or swap with their neighbour, so that a becomes b. */
static size_t
distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t rows[3][NEAREST_WORD_MAX + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];

    for (size_t j = 0; j <= b_length; j++)
        last[j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            size_t cost = a[i - 1] != b[j - 1];
            row[j] = MIN(MIN(last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = MIN(row[j], before[j - 2] + 1);
        }
        size_t *free_row = before;
        before = last;
        last = row;
        row = free_row;
    }
    return last[b_length];
}

const char *
nearest_word(const char *word, const char *const *words)
{
    size_t length = strlen(word);
    size_t best = MAX(length / 3, 1) + 1;
    const char *nearest = NULL;

    if (length > NEAREST_WORD_MAX)
        return NULL;
    for (; *words; words++) {
        size_t other = strlen(*words);
        if (other > NEAREST_WORD_MAX)
            continue;
        size_t found = distance(word, length, *words, other);
        if (found < best) {
            best = found;
            nearest = *words;
        }
    }
    return nearest;
}
