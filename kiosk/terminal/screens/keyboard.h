// SPDX-License-Identifier: Apache-2.0
/* Keyboard: keys to write words with: pinyin on 26 keys or on nine, strokes, letters, digits
 * and marks, and a square for the finger. Which of them is shown says session_keyboard().
 * ui thread. */
#ifndef SCREENS_KEYBOARD_H
#define SCREENS_KEYBOARD_H

#include "frame.h"

/* Where it begins: what stands above it ends here. */
int keyboard_top(const struct frame *frame);
/* The keys, from `top` at the earliest down to the bottom bar, and among them the primary
 * key: `next`, or while there is something to choose from the key that takes the first. */
void keyboard_add(const struct frame *frame, int top, const struct widget *next);

#endif
