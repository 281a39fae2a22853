// SPDX-License-Identifier: Apache-2.0
/* Words written on the keyboards of the screen. What does not come ends the test. */
#ifndef SUPPORT_TYPING_H
#define SUPPORT_TYPING_H

#include "world.h"

void
typing_keys(struct world *world, const char *letters);   // "lao", or "526" on nine keys
void typing_pick(struct world *world, const char *text); // among the candidates
/* On nine keys: digits, then the reading that they mean, then the character. */
void typing_syllable(struct world *world, const char *digits, const char *reading,
                     const char *character);

#endif
