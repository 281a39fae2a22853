// SPDX-License-Identifier: Apache-2.0
/* What the slip of an appointment (预约单) says. Pure; language by gettext. */
#ifndef CORE_SLIP_BOOKING_H
#define CORE_SLIP_BOOKING_H

#include "core/place.h"

struct slip_booking {
    const json_t *booking; // Booking of <kiosk/booking.h>
    const struct place *place;
    const char *terminal; // "0001"
    const char *language;
    bool large;       // large print: the visit was in assisted mode
    const char *name; // of the person; "": not known
    int64_t now_ms;   // when it is printed: what is today says how to get there
};

/* New reference, passes document_schema. */
json_t *slip_booking(const struct slip_booking *slip);

/* "11月23日 星期一" and "9:00—10:00" of a BookingSlot. g_free both. */
char *slip_booking_day(const json_t *slot);
char *slip_booking_hours(const json_t *slot);

#endif
