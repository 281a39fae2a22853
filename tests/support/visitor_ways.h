// SPDX-License-Identifier: Apache-2.0
/* How a visitor of the pure session comes to each screen, and what a device is doing there. */
#ifndef SUPPORT_VISITOR_WAYS_H
#define SUPPORT_VISITOR_WAYS_H

#include "visitor.h"

/* From the waiting screen to `screen`. False: nobody has written the way there. */
bool visitor_comes_to(struct visitor *visitor, enum screen_id screen);

/* True when a device of this class is at work on the screen, so that its fault ends what the
 * person waits for there. */
bool visitor_waits_for(enum screen_id screen, const char *class);
/* What that device was doing fails with this cause. */
void visitor_work_fails(struct visitor *visitor, enum screen_id screen, const char *class,
                        const char *cause);
/* The cause that the screen names now; "" : none. */
const char *visitor_told_cause(const struct visitor *visitor);

#endif
