// SPDX-License-Identifier: Apache-2.0
/* Script: a text becomes what voices are told to say: syllables for the Chinese voice, words for
 * the English one, pauses where punctuation stands. Pure. */
#ifndef DRIVERS_SPEECH_ESPEAK_SCRIPT_H
#define DRIVERS_SPEECH_ESPEAK_SCRIPT_H

#include <glib.h>
#include <stdbool.h>

struct lexicon;

enum script_voice { SCRIPT_CHINESE, SCRIPT_ENGLISH };

struct script_line {
    enum script_voice voice;
    char *text; // "qing3 kan4 , ping2 mu4 ." or "Put the card on the reader."
};

/* Lines in order, struct script_line *, freed with the array. */
GPtrArray *script_of_chinese(const struct lexicon *lexicon, const char *text);
GPtrArray *script_of_english(const struct lexicon *lexicon, const char *text);
/* NULL: not toned pinyin. */
GPtrArray *script_of_pinyin(const char *pinyin);

/* All lines as one text; g_free. */
char *script_text(const GPtrArray *script);

#endif
