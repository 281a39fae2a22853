// SPDX-License-Identifier: Apache-2.0
/* A visitor who books: the steps, and what an office would answer to each. */
#ifndef SUPPORT_VISITOR_BOOKING_H
#define SUPPORT_VISITOR_BOOKING_H

#include "visitor.h"

/* Answers the question that is under way. Takes `body` (NULL with status 0: no answer came). */
bool visitor_answered(struct visitor *visitor, int status, json_t *body);
bool visitor_chooses(struct visitor *visitor, const char *what, const char *which);

/* Bodies as <kiosk/booking.h> has them. */
json_t *visitor_windows(void);
json_t *visitor_slots(void); // today (Saturday) and the four working days that follow
json_t *visitor_slot(const char *day, int hour, int taken); // room for ten
json_t *visitor_held(const char *day, int hour, const char *expires_at);
json_t *visitor_booking(const char *day, int hour);
json_t *visitor_refusal(const char *code);

/* Bodies as <kiosk/queue.h> has them: one window of two open, or none. */
json_t *visitor_queues(bool open);
json_t *visitor_ticket(int waiting); // B012

/* From the waiting screen to… */
void visitor_comes_to_booking(struct visitor *visitor); // what for, with its windows
void visitor_comes_to_slots(struct visitor *visitor);
void visitor_comes_to_booking_card(struct visitor *visitor);
void visitor_comes_to_booking_check(struct visitor *visitor);
void visitor_comes_to_booking_done(struct visitor *visitor);
void visitor_comes_to_mine(struct visitor *visitor); // two bookings
void visitor_comes_to_queue(struct visitor *visitor);
void visitor_comes_to_queue_done(struct visitor *visitor);

#endif
