// SPDX-License-Identifier: Apache-2.0
/* Characters written with a finger in the square, through the real recogniser. */
#ifndef SUPPORT_WRITING_H
#define SUPPORT_WRITING_H

#include "world.h"

/* 老, 槐 or 树, as a tidy hand writes it; taken from the candidates, wherever it stands. */
void writing_character(struct world *world, const char *text);
/* Corners in hundredths of the square: "25,25 68,22". */
void
writing_stroke(struct world *world, const struct inspect_box *square, const char *stroke);

#endif
