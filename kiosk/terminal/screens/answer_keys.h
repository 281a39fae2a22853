// SPDX-License-Identifier: Apache-2.0
/* Answer keys: what stands below a question to answer it with: a keyboard, digits, a calendar,
 * a list of places; and the square to sign in. ui thread. */
#ifndef SCREENS_ANSWER_KEYS_H
#define SCREENS_ANSWER_KEYS_H

#include "frame.h"

/* Where the keys for `question` begin, when they end at `bottom`. NULL: none. */
int
answer_keys_top(const struct frame *frame, const struct question *question, int bottom);
/* Those keys and the primary one, `next`. The questions end at `top`. */
void answer_keys_add(const struct frame *frame, const struct question *question, int top,
                     int bottom, const struct widget *next);

int answer_sign_height(const struct frame *frame);
void answer_sign_add(const struct frame *frame, const struct question *question, int y);

/* date_keys.c: year, month and day, picked one after another. */
void date_keys_add(const struct frame *frame, const struct question *question, int top,
                   int bottom);
/* place_keys.c: what lies below session->region, in batches. */
void place_keys_add(const struct frame *frame, const struct question *question, int top,
                    int bottom);

#endif
