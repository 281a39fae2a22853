// SPDX-License-Identifier: Apache-2.0
/* Letters in the office: what is sealed in them, and the words of staff about them. */
#ifndef OFFICE_LETTERS_H
#define OFFICE_LETTERS_H

#include <jansson.h>

#include "office/office.h"

struct http_request;

#define LETTERS_WORDS_MAX 300 // code points of what staff write

/* What is sealed in the body of a letter, LetterPrivate; new reference. NULL without *error:
 * nothing is sealed in it. Never on a thread that serves connections. */
json_t *letters_open(const struct office *office, const json_t *body, GError **error);

/* What a letter says in one line, without what is sealed in it. g_free. */
char *letters_summary(const json_t *body, const char *kind);

/* Words of staff about a letter, sealed to the office's own key; and back. g_free; NULL. */
char *letters_seal_words(const struct office *office, const char *id, const char *words);
char *letters_read_words(const struct office *office, const char *id, const char *sealed);

/* A letter as the store takes it (store_put_letter); `days` 0: nobody need do anything. */
json_t *letters_row(const struct office *office, const char *terminal, const char *kind,
                    const json_t *body, int days);
/* Answers the request that brought it with what store_put_letter said; *error or `out`. */
void letters_answer(struct http_request *request, const json_t *out, const GError *error);

#endif
