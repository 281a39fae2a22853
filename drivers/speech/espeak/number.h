// SPDX-License-Identifier: Apache-2.0
/* Number: figures in Chinese text become the characters that are said: amounts, dates and
 * times as words, telephone and receipt numbers digit by digit with 幺 for 1. Pure. */
#ifndef DRIVERS_SPEECH_ESPEAK_NUMBER_H
#define DRIVERS_SPEECH_ESPEAK_NUMBER_H

#include <glib.h>

/* The text without figures; "，" parts groups of digits. UTF-8 in, UTF-8 out; g_free. */
char *number_spell(const char *text);

/* For other languages: digits that are no quantity (five and more, or a 0 first) apart, so
 * that a voice says them one by one. g_free. */
char *number_part(const char *text);

#endif
