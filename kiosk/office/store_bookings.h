// SPDX-License-Identifier: Apache-2.0
/* Acts of the store about bookings (office/store.h says how acts work): what they take → what
 * they answer. Times are milliseconds; `person` and `proof` are keyed hashes, "" when the other
 * one is given (office/bookings.h). */
#ifndef OFFICE_STORE_BOOKINGS_H
#define OFFICE_STORE_BOOKINGS_H

#include "office/store.h"
#include <kiosk/booking.h>

#define STORE_WRONG_TRIES_MAX 5            // wrong codes for one number,
#define STORE_LOCKED_MS (60 * 60 * 1000LL) // then no code is right for so long

/* {desk, first_day, last_day, now_ms} → {taken: {slot: count}} */
extern const struct store_act store_slots_taken;
/* {slot, desk, day, begin_ms, end_ms, capacity, hold_id, instead_of, terminal, now_ms, expires_ms,
 * candidates: [{slot, capacity}] by time} → {outcome: held | full | differs, expires_ms, taken,
 * next: [{slot, taken}]} */
extern const struct store_act store_hold_slot;
/* {booking_id, hold_id, terminal, series, service, person, proof, sealed, per_person, now_ms} →
 * {outcome: created | existed | differs | hold_over | already | too_many, booking: row} */
extern const struct store_act store_confirm_booking;
/* {number, person, proof, now_ms}; number "": all of the person → {outcome: found | locked,
 * bookings: [row]} */
extern const struct store_act store_find_bookings;
/* {number, person, proof, hold_id, terminal, per_person, now_ms} → {outcome: changed | existed |
 * wrong | locked | hold_over | too_late | already, booking: row} */
extern const struct store_act store_change_booking;
/* {number, person, proof, now_ms} → {outcome: cancelled | existed | wrong | locked | too_late,
 * booking: row} */
extern const struct store_act store_cancel_booking;
/* {day, limit, offset} → {bookings: [row], total, booked} */
extern const struct store_act store_list_bookings;

#endif
