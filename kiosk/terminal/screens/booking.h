// SPDX-License-Identifier: Apache-2.0
/* What the screens of a booking share. ui thread. */
#ifndef SCREENS_BOOKING_H
#define SCREENS_BOOKING_H

#include "frame.h"

/* "10月23日 星期一" in large, the hours, where, as a card. Gives the y below it. */
int booking_card(const struct frame *frame, int y, const json_t *slot,
                 const json_t *window, const char *more);
/* The things to bring in one line, or NULL. g_free. */
char *booking_things(const struct frame *frame, const json_t *bring);
/* How long the place is still kept, when it is time to say so. Gives the y below it. */
int booking_hurry(const struct frame *frame, int y);
/* Why it did not go on, in the words of a neighbour; NULL: all is well. Borrowed. */
const char *booking_problem(const struct frame *frame);
/* A strip with the problem, or with what is being asked; nothing when there is neither. */
int booking_state(const struct frame *frame, int y);
/* Two keys side by side at the bottom: `beside` and the primary `key`. */
void booking_keys(const struct frame *frame, const struct widget *beside,
                  const struct widget *key);

#endif
