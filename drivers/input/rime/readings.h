// SPDX-License-Identifier: Apache-2.0
/* Readings: which syllables digits of nine keys may mean. Pure. */
#ifndef DRIVERS_INPUT_RIME_READINGS_H
#define DRIVERS_INPUT_RIME_READINGS_H

#include <stdbool.h>
#include <stddef.h>

/* The syllables that the first digits of `composition` may mean, the first digits being those
 * behind the letters that the person picked already: long ones first, of equal length the
 * common one first; then the letters that the first digit may mean. Writes at most `limit`
 * static strings, returns how many. */
size_t readings_find(const char *composition, const char **readings_out, size_t limit);

#endif
