// SPDX-License-Identifier: Apache-2.0
/* Clock: the only place that asks what time it is. Functions of core take time as argument.
 * KIOSK_CLOCK="RATE[@TIME[@START]]" makes it show TIME at the real moment START (both RFC
 * 3339; left out: now) and run RATE times as fast from then on, so that days can be simulated.
 * The first program writes what it left out into its own environment, so the drivers that it
 * starts, whenever that is, read the same clock. Any thread. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#define CLOCK_OFFSET_S INT64_C(28800) // Asia/Shanghai: 8 hours, no summer time since 1991

int64_t clock_real_ms(void);      // since 1970-01-01 UTC
int64_t clock_monotonic_ms(void); // since some moment, never backwards; runs at RATE too
/* Real milliseconds to sleep until `ms` have passed on this clock; at least 1 when ms > 0. */
int clock_wait_ms(int64_t ms);

/* A moment in Asia/Shanghai. */
struct clock_date {
    int year, month, day; // month 1-12
    int hour, minute, second;
    int weekday; // 0 Sunday … 6 Saturday
};
struct clock_date clock_date(int64_t real_ms);
int64_t clock_from_date(const struct clock_date *date); // weekday is not read

#define CLOCK_TEXT_SIZE 26 // "2026-11-21T14:41:03+08:00" and its zero
void clock_format(int64_t real_ms, char text_out[CLOCK_TEXT_SIZE]);
/* RFC 3339 with any offset or Z, fractions of a second allowed; no leap seconds. */
bool clock_parse(const char *text, int64_t *real_ms_out);
/* "2026-11-21", a day that exists; hour, minute and second become 0. */
bool clock_parse_day(const char *text, struct clock_date *date_out);
int clock_days_in_month(int year, int month);

#endif
