// SPDX-License-Identifier: Apache-2.0
/* What api_slots.c and api_bookings.c share. */
#ifndef OFFICE_API_BOOKINGS_PARTS_H
#define OFFICE_API_BOOKINGS_PARTS_H

#include "office/api.h"
#include "office/bookings.h"

struct booking_asking {
    struct office *office;
    struct http_request *request;
    json_t *body;   // as it came
    GArray *slots;  // struct booking_slot: of the days asked for, or what may be offered
    json_t *answer; // what does not wait for the store
    struct booking_slot slot; // to be held
};

/* Lives as long as the request. Takes `body`. */
struct booking_asking *
api_booking_asking(struct office *office, struct http_request *request, json_t *body);
/* Refuses with a word that the store's acts answer. Takes `more` (may be NULL). */
void api_booking_fail(struct http_request *request, const char *outcome, json_t *more);

#endif
