// SPDX-License-Identifier: Apache-2.0
/* What the paper of a queue number (排队号) says. Pure; language by gettext. */
#ifndef CORE_SLIP_QUEUE_H
#define CORE_SLIP_QUEUE_H

#include "core/place.h"

struct slip_queue {
    const json_t *ticket; // QueueTicket of <kiosk/queue.h>
    const struct place *place;
    const char *terminal; // "0001"
    const char *language;
    bool large; // large print: the visit was in assisted mode
};

/* New reference, passes document_schema. */
json_t *slip_queue(const struct slip_queue *slip);

/* "3 people before you", or that nobody is. g_free. */
char *slip_queue_before(int waiting);

#endif
