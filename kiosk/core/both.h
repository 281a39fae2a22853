// SPDX-License-Identifier: Apache-2.0
/* Both: a paper in Chinese with another language beside it. The same document
 * (<kiosk/document.h>) composed in either becomes one: what is one line on paper stands as
 * "编号 · Receipt number", all else as Chinese with the other below it; what is the same in
 * both stands once. The letterhead, the code and the foot's note stay Chinese. Pure. */
#ifndef CORE_BOTH_H
#define CORE_BOTH_H

#include <jansson.h>

/* New reference. Where the two are built differently, the Chinese stands alone. */
json_t *both_of(const json_t *chinese, const json_t *other);

#endif
