// SPDX-License-Identifier: Apache-2.0
/* What store_holds.c, store_bookings.c and store_bookings_change.c share. */
#ifndef OFFICE_STORE_BOOKINGS_PARTS_H
#define OFFICE_STORE_BOOKINGS_PARTS_H

#include "office/store_bookings.h"
#include "office/store_parts.h"

/* A held place counts until it is over; a booked one for good. */
#define STORE_BOOKING_COUNTS "(booking_id <> '' OR expires_ms > :now_ms)"

bool store_booking_taken_of_slot(struct database *database, const char *slot,
                                 int64_t now_ms, json_int_t *taken_out, GError **error);
/* The place of a hold that is not booked yet; NULL: it is gone. */
bool store_booking_held_place(struct database *database, const json_t *in,
                              json_t **place_out, GError **error);
/* Why this person cannot have the place, or NULL in *word_out. `except`: a booking that is
 * moved and does not count. */
bool
store_booking_obstacle(struct database *database, const json_t *in, const json_t *place,
                       const char *except, const char **word_out, GError **error);
/* The booking of `number` in *row_out when `person` or `proof` fits; NULL and a word why it is
 * not told otherwise. A number that does not exist and a wrong code are the same word. */
bool store_booking_find_allowed(struct database *database, const json_t *in,
                                json_t **row_out, const char **word_out, GError **error);
/* {"outcome": word, "booking": the one of number} */
bool store_booking_answer_number(struct database *database, const char *word,
                                 const json_t *in, json_t **out, GError **error);

#endif
