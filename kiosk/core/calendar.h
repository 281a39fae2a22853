// SPDX-License-Identifier: Apache-2.0
/* Working days from yearly files (assets/calendars/2026.json: {"year", "source", "off":
 * ["2026-01-01", …], "work": […]}); past the last known year it says so and never guesses. */
#ifndef CORE_CALENDAR_H
#define CORE_CALENDAR_H

#include "base/clock.h"
#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <kiosk/schema.h>

#define CALENDAR_ERROR (g_quark_from_static_string("kiosk-calendar"))

extern const struct schema calendar_schema; // one year's file

struct calendar;

struct calendar *calendar_create(void);
bool calendar_add_year(struct calendar *calendar, const json_t *year, GError **error);
void calendar_destroy(struct calendar *calendar);

/* False (and *error) when the year is not known. */
bool
calendar_is_working_day(const struct calendar *calendar, const struct clock_date *day,
                        bool *working_out, GError **error);
/* Announced as a day off; an ordinary weekend is not. False (and *error) as above. */
bool calendar_is_off(const struct calendar *calendar, const struct clock_date *day,
                     bool *off_out, GError **error);
/* The day that is `days` working days after `from`; `from` itself is not counted. */
bool calendar_after(const struct calendar *calendar, const struct clock_date *from,
                    int days, struct clock_date *day_out, GError **error);
struct clock_date calendar_after_natural(const struct clock_date *from, int days);

#endif
