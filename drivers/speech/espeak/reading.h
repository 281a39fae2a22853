// SPDX-License-Identifier: Apache-2.0
/* Reading: a run of Chinese characters becomes toned syllables. Words decide how a character
 * of several sounds is read (重庆 chong2, 重要 zhong4): of all ways to part the run into words the
 * likeliest is taken. 一 and 不 change their tone before others, as they do when spoken. Pure. */
#ifndef DRIVERS_SPEECH_ESPEAK_READING_H
#define DRIVERS_SPEECH_ESPEAK_READING_H

#include "lexicon.h"

#define READING_RUN_MAX 1000 // characters

/* True for a character that the lexicon may know: an ideograph or 〇. */
bool reading_is_han(gunichar character);

/* Appends the syllables of `size` bytes at `text`, parted by spaces; words end with a space
 * more than is said. A character that nobody can read becomes a pause. */
void
reading_add(const struct lexicon *lexicon, const char *text, size_t size, GString *out);

#endif
