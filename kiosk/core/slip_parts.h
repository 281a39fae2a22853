// SPDX-License-Identifier: Apache-2.0
/* What the parts of a slip share: slip.c (the whole of it), slip_matter.c, slip_steps.c,
 * slip_strip.c. */
#ifndef CORE_SLIP_PARTS_H
#define CORE_SLIP_PARTS_H

#include "core/slip.h"

/* The text of `texts` in the slip's language. Borrowed. */
const char *slip_said(const struct slip_case *slip, const json_t *texts);
/* "by 24 November", or the count alone where the holidays are not announced yet. g_free. */
char *slip_within(const struct slip_case *slip, int days, bool working);

/* The steps as a block of a document wants them: the detail stands below `what`. */
json_t *slip_steps_on_paper(const struct slip_case *slip);

/* Marks of a document that stand in an answer must not set anything in bold. g_free. */
char *slip_plain(const char *text);
void slip_add_pair(json_t *rows, const char *label, const char *value);
/* The same for a value that it takes and that may be a person's own words. */
void slip_add_answer(json_t *rows, const char *label, char *value);
void slip_add_heading(json_t *blocks, const char *text);
void slip_add_text(json_t *blocks, const char *kind, const char *text);

/* ---- slip_matter.c ---- */
void slip_add_matter(const struct slip_case *slip, json_t *blocks);
void slip_add_materials(const struct slip_case *slip, json_t *blocks);
/* What the person must still bring, as a box of its own on large print. */
void slip_add_still_to_do(const struct slip_case *slip, json_t *blocks);
/* What was promised, in the words above the signature, and by when. */
void slip_add_promise(const struct slip_case *slip, json_t *blocks);

#endif
