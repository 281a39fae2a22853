// SPDX-License-Identifier: Apache-2.0
/* Pad: keys to type numbers with; words have keyboard.h. ui thread. */
#ifndef SCREENS_PAD_H
#define SCREENS_PAD_H

#include "frame.h"

/* The keys that `question` is typed with, on a bed that ends at `bottom`. */
void pad_add(const struct frame *frame, const struct question *question, int bottom);
/* Where that bed begins. */
int pad_top(const struct frame *frame, int bottom);
/* What was typed so far in the groups that people read: "100 0000 12". g_free. */
char *pad_group(const struct question *question, const char *text);

#endif
