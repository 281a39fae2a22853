// SPDX-License-Identifier: Apache-2.0
/* Trust: how far a material can be relied on (国办函〔2016〕108号): A from the issuer, B compared
 * with its original at a window, C handed in, D promised. What a terminal scans begins at C; a
 * clerk who has the original in hand makes it B. That act is an event of the case's chain: who,
 * when, which pages, until when. Pages that a correction brings are C again. */
#ifndef OFFICE_TRUST_H
#define OFFICE_TRUST_H

#include <jansson.h>
#include <stdbool.h>

#include "core/case_flow.h"

#define TRUST_COMPARED "compared"         // act of an event: C to B
#define TRUST_NOT_COMPARED "not_compared" // and back, when that was a mistake

/* Writes into the materials of an opened application what the events of its case say: "trust",
 * and of B "compared": {who, at_ms, until}. */
void trust_apply(json_t *application, const json_t *events);
/* {material, trust, pages, compared?} of all materials: a new array. */
json_t *trust_list(const json_t *application);
/* May be compared: scanned, and not yet. Back: it was. */
bool trust_may_rise(const json_t *given, enum case_state state);
bool trust_may_fall(const json_t *given, enum case_state state);
/* "B 和原件核对过"; "" for no level. */
const char *trust_word(const json_t *given);
/* The sentence over copies of it. g_free; NULL: it is not compared. */
char *trust_mark(const json_t *given);

#endif
