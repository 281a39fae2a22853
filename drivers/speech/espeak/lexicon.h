// SPDX-License-Identifier: Apache-2.0
/* Lexicon: Chinese words and characters with their toned syllables, in a sorted file that is
 * mapped and never read as a whole: "word <tab> syllables <tab> weight", LF. Pure but for
 * opening. */
#ifndef DRIVERS_SPEECH_ESPEAK_LEXICON_H
#define DRIVERS_SPEECH_ESPEAK_LEXICON_H

#include <glib.h>
#include <stdbool.h>

#define LEXICON_WORD_MAX 12    // characters of the longest word that is looked for
#define LEXICON_WEIGHT_SUM 1e8 // about what all weights come to

struct lexicon;

struct lexicon_word {
    const char *syllables; // "chong2 qing4", not terminated; borrowed from the lexicon
    size_t length;
    unsigned weight; // how often it stands in a large text
};

/* NULL: *error. */
struct lexicon *lexicon_open(const char *path, GError **error);
void lexicon_close(struct lexicon *lexicon); // NULL-safe

/* The word of `size` bytes at `text`. False: it is not there. */
bool lexicon_find(const struct lexicon *lexicon, const char *text, size_t size,
                  struct lexicon_word *word_out);

#endif
