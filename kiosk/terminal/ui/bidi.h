// SPDX-License-Identifier: Apache-2.0
/* Bidi: in which order the characters of a line are seen when some of them run from right to
 * left (UAX #9, by FriBidi). A number keeps its own order wherever it stands, its groups and
 * marks included: 0001 261121 0007 1 is one number in every language. */
#ifndef UI_BIDI_H
#define UI_BIDI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bidi_character {
    uint32_t code_point; // the first one of what is shaped as a whole
    uint32_t kind;       // FriBidi's; filled by bidi_resolve()
    int8_t level;        // odd: from right to left
    int8_t base;         // level of its paragraph
};

/* Whether it belongs to a script that runs from right to left. */
bool bidi_is_rtl(uint32_t code_point);
/* A letter that joins with its neighbours: words of them are shaped whole. */
bool bidi_is_joined(uint32_t code_point);

/* Fills `kind`, `level` and `base`; '\n' ends a paragraph. `mirrored`: the page runs from
 * right to left, and so does a paragraph with any such character in it; else the first
 * letter of a paragraph decides. */
void bidi_resolve(struct bidi_character *characters, size_t count, bool mirrored);
/* order_out[n]: index of what is seen n-th from the left, of one line. */
void bidi_order(const struct bidi_character *line, size_t count, int *order_out);
/* The same character, or what stands for it from right to left: ( and ). */
uint32_t bidi_seen(const struct bidi_character *character);

#endif
