// SPDX-License-Identifier: Apache-2.0
/* Nearest: which known word was meant by a mistyped one. Pure; any thread. */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#define NEAREST_WORD_MAX 64 // bytes; a longer word is no typing mistake

/* The word of the NULL-terminated list that differs from `word` in the fewest letters, when
 * that is at most a third of them; NULL when none is near. */
const char *nearest_word(const char *word, const char *const *words);

#endif
