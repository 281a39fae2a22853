// SPDX-License-Identifier: Apache-2.0
/* Acts of the store about numbers for windows (office/store.h says how acts work): what they
 * take → what they answer. A row is {desk, day, count, ticket_id, number, terminal, taken_ms,
 * called_ms, called_by}. */
#ifndef OFFICE_STORE_QUEUE_H
#define OFFICE_STORE_QUEUE_H

#include "office/store.h"

/* {day} → {waiting: {desk: count}} */
extern const struct store_act store_queue_waiting;
/* {ticket_id} → {ticket: row or null, ahead} */
extern const struct store_act store_queue_ticket;
/* {ticket_id, desk, day, letter, terminal, now_ms} → {outcome: taken | existed | differs,
 * ticket: row, ahead} */
extern const struct store_act store_take_ticket;
/* {desk, day, seen, who, now_ms} → {outcome: called | none | changed, ticket: row}. `seen`: the
 * count that was called last when who asks looked: two presses call one person. */
extern const struct store_act store_call_next;
/* {day} → {tickets: [row]}, by window and number */
extern const struct store_act store_list_queue;

#endif
