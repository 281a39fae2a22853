// SPDX-License-Identifier: Apache-2.0
/* Bookings: which slots a window has on a day, by rules that a township writes down
 * (assets/bookings.json), and how busy a slot is. Pure; any thread. */
#ifndef CORE_BOOKING_H
#define CORE_BOOKING_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <kiosk/booking.h>

#include "core/calendar.h"

#define BOOKING_WINDOWS_MAX 64
#define BOOKING_SLOT_ID_SIZE 61
#define BOOKING_BOXES 10 // of the picture of busyness

struct booking_window {
    const char *id;
    const json_t *name, *where; // texts
    const json_t *services;     // array of service ids
    const json_t *bring;        // array of BookingThing, for what no service says
    const json_t *hours;        // [Sunday … Saturday] of arrays of {"from","to"}
    int slot_minutes, capacity;
};

struct booking_rules {
    int days_ahead;    // today is 0
    int hold_s;        // how long a person may decide
    int lead_minutes;  // a slot can be had until so long before it begins
    int per_person;    // bookings ahead of one person at the same time
    int early_minutes; // come so much earlier
    int late_minutes;  // the place is kept so long
    struct booking_window windows[BOOKING_WINDOWS_MAX];
    size_t window_count;
    json_t *json; // owned; the windows point into it
};

extern const struct schema booking_rules_schema;

/* Keeps a reference. False: defects told (may be NULL). */
bool booking_rules_init(struct booking_rules *rules, json_t *value, GPtrArray *defects);
void booking_rules_finish(struct booking_rules *rules); // NULL- and zero-safe

const struct booking_window *
booking_window(const struct booking_rules *rules, const char *id);
/* The first one that names the service. */
const struct booking_window *
booking_window_of_service(const struct booking_rules *rules, const char *service);

struct booking_slot {
    const struct booking_window *window;
    struct clock_date day;
    int from_minute, to_minute; // of the day
    char id[BOOKING_SLOT_ID_SIZE];
};

enum booking_day { BOOKING_OPEN, BOOKING_CLOSED, BOOKING_UNKNOWN };

/* Appends the slots of a day, by time, to `slots` (of struct booking_slot; may be NULL).
 *   a working day                    its weekday's hours; a worked weekend has Monday's
 *   an ordinary Saturday or Sunday   its own hours
 *   an announced day off             closed
 *   a year without holidays known    BOOKING_UNKNOWN: nothing is guessed */
enum booking_day
booking_slots(const struct booking_window *window, const struct calendar *calendar,
              const struct clock_date *day, GArray *slots);
/* Whether the window is open at this moment, and until when (minute of the day, -1 when it is
 * not); when it opens again today (-1: not any more). */
struct booking_now {
    enum booking_day state;
    int until_minute, opens_minute;
};
struct booking_now
booking_now(const struct booking_window *window, const struct calendar *calendar,
            const struct clock_date *now);
/* The slot of that name; false: there is none. */
bool booking_slot_find(const struct booking_rules *rules, const struct calendar *calendar,
                       const char *id, struct booking_slot *slot_out);
int64_t booking_slot_begin_ms(const struct booking_slot *slot);
/* Whether it may still be booked: not too late, not too far ahead. */
bool booking_slot_is_bookable(const struct booking_rules *rules,
                              const struct booking_slot *slot, int64_t now_ms);

#define BOOKING_TIME_SIZE 8
#define BOOKING_DAY_SIZE 16
void booking_show_time(int minute, char text_out[BOOKING_TIME_SIZE]); // "9:00"
int booking_read_time(const char *text); // minute of the day; -1: no time
void booking_show_day(const struct clock_date *day, char text_out[BOOKING_DAY_SIZE]);

/* How busy: 人少 一般 人多 约满, and the boxes that are filled. */
enum booking_busy { BOOKING_FEW, BOOKING_SOME, BOOKING_MANY, BOOKING_FULL };
enum booking_busy booking_busy(int capacity, int taken, int *boxes_out);

#endif
