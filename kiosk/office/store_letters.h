// SPDX-License-Identifier: Apache-2.0
/* Acts of the store for letters (<kiosk/letter.h>) and what becomes of them. */
#ifndef OFFICE_STORE_LETTERS_H
#define OFFICE_STORE_LETTERS_H

#include "office/store.h"

/* {id, kind, terminal, at_ms, case_id, service, level, body, state, due_day, number} → {outcome:
 * created | existed | differs | already_rated, letter: row} */
extern const struct store_act store_put_letter;
/* {offset, limit, which: open | closed | all, kind: "" all} → {letters:[row], total, open};
 * newest first, open ones before others; `total` is of what is asked, `open` of all. */
extern const struct store_act store_list_letters;
/* {id} → {letter: row or null, acts:[row]} */
extern const struct store_act store_get_letter;
/* {number} → the same */
extern const struct store_act store_find_letter;
/* {id, act: take | answer | close, who, words (sealed), seq: of the last act that was seen} →
 * {outcome: done | none | changed | closed, letter: row}. `closed`: nobody must answer it, or
 * it is over. */
extern const struct store_act store_letter_act;
/* {case_id, who, detail} → {fetched: bool}: this terminal took that result. */
extern const struct store_act store_was_fetched;

#endif
