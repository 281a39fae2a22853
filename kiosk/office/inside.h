// SPDX-License-Identifier: Apache-2.0
/* A look inside each new case, after it is stored and answered: whether its application can be
 * opened and is of its schema, how many pictures it has, and until when somebody must look at
 * it. One thread of its own, so that no clerk waits behind a hundred cases that a terminal
 * sends after a night without a line. What is not done when the office stops is done when it
 * starts again. */
#ifndef OFFICE_INSIDE_H
#define OFFICE_INSIDE_H

#include <jansson.h>
#include <stdint.h>

struct office;
struct inside;

struct inside *inside_create(struct office *office);
/* Leaves what is not begun. NULL-safe. */
void inside_destroy(struct inside *inside);

/* Takes `header`. Any thread. */
void inside_look(struct inside *inside, json_t *header, int64_t received_ms);
void inside_look_at_unchecked(struct inside *inside);

#endif
