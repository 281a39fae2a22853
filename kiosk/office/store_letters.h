// SPDX-License-Identifier: Apache-2.0
/* Acts of the store for letters (<kiosk/letter.h>). */
#ifndef OFFICE_STORE_LETTERS_H
#define OFFICE_STORE_LETTERS_H

#include "office/store.h"

/* {id, kind, terminal, at_ms, case_id, service, level, body, state, due_day} → {outcome: created
 * | existed | differs | already_rated, letter: row} */
extern const struct store_act store_put_letter;
/* {offset, limit} → {letters:[row], total, open}; newest first, open ones before others. */
extern const struct store_act store_list_letters;

#endif
