// SPDX-License-Identifier: Apache-2.0
/* What files of acts share: one row, one answer. */
#ifndef OFFICE_STORE_PARTS_H
#define OFFICE_STORE_PARTS_H

#include "office/store.h"

/* Writes *out; true, so that an act ends with it. Takes `value`. */
bool store_answer(json_t **out, json_t *value);
bool store_answer_word(json_t **out, const char *word); // {"outcome": word}

json_int_t store_number(const json_t *object, const char *name); // 0 when not there
/* *row_out: new reference to the first row, NULL when there is none. */
bool store_row(struct database *database, const char *sql, const json_t *in,
               json_t **row_out, GError **error);
bool
store_run(struct database *database, const char *sql, const json_t *in, GError **error);

#endif
