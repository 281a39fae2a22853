// SPDX-License-Identifier: Apache-2.0
#include "clock.h"

#include <glib.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define DAY_S INT64_C(86400)

/* shown = `from_ms` + `rate` × (real - `start_ms`). Written before main() begins, read
 * only after. */
static struct {
    double rate;
    int64_t from_ms, start_ms;
} pace = {.rate = 1};

static int64_t
read_ms(clockid_t id)
{
    struct timespec now;

    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool
read_pace(const char *text)
{
    char **parts = g_strsplit(text, "@", 3);
    char *end = NULL;
    bool good = parts[0] != NULL;

    pace.start_ms = pace.from_ms = read_ms(CLOCK_REALTIME);
    if (good) {
        pace.rate = g_ascii_strtod(parts[0], &end);
        good = end != parts[0] && *end == '\0' && pace.rate >= 0 && pace.rate <= 1e6;
    }
    if (good && parts[1])
        good = clock_parse(parts[1], &pace.from_ms);
    if (good && parts[1] && parts[2])
        good = clock_parse(parts[2], &pace.start_ms);
    g_strfreev(parts);
    return good;
}

/* Before main(), because the environment may only be written while there is one thread.
 */
__attribute__((constructor)) static void
begin(void)
{
    const char *text = g_getenv("KIOSK_CLOCK");
    char rate[G_ASCII_DTOSTR_BUF_SIZE], from[CLOCK_TEXT_SIZE], start[CLOCK_TEXT_SIZE];

    if (!text || *text == '\0')
        return;
    if (!read_pace(text))
        g_error("KIOSK_CLOCK: RATE[@TIME[@START]] wanted, TIME and START after RFC 3339");
    // Whole seconds, so that parent and children agree to the millisecond.
    pace.from_ms -= pace.from_ms % 1000;
    pace.start_ms -= pace.start_ms % 1000;
    clock_format(pace.from_ms, from);
    clock_format(pace.start_ms, start);
    char *full = g_strdup_printf("%s@%s@%s", g_ascii_dtostr(rate, sizeof rate, pace.rate),
                                 from, start);
    g_setenv("KIOSK_CLOCK", full, TRUE);
    g_free(full);
}

int64_t
clock_real_ms(void)
{
    int64_t now = read_ms(CLOCK_REALTIME);

    if (pace.start_ms == 0)
        return now;
    return pace.from_ms + (int64_t)floor((double)(now - pace.start_ms) * pace.rate);
}

int64_t
clock_monotonic_ms(void)
{
    int64_t now = read_ms(CLOCK_MONOTONIC);

    return pace.start_ms == 0 ? now : (int64_t)floor((double)now * pace.rate);
}

int
clock_wait_ms(int64_t ms)
{
    if (ms <= 0)
        return 0;
    // A stopped clock never gets there; whoever waits looks again now and then.
    double real = pace.rate > 0 ? ceil((double)ms / pace.rate) : (double)INT_MAX;
    return real >= (double)INT_MAX ? INT_MAX : (int)real;
}

/* ---- days
 * ------------------------------------------------------------------------------- */

static bool
is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int
clock_days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    g_assert(month >= 1 && month <= 12);
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Days from 1970-01-01. Years begin in March here, so that the leap day is the last one,
 * and are counted in cycles of 400 years, after which the calendar repeats. */
static int64_t
days_from_civil(int year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t cycle = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_cycle = y - cycle * 400;
    int64_t day_of_year =
        (INT64_C(153) * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int64_t day_of_cycle =
        year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;

    return cycle * 146097 + day_of_cycle - 719468;
}

static int64_t
floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

struct clock_date
clock_date(int64_t real_ms)
{
    int64_t seconds = floor_divide(real_ms, 1000) + CLOCK_OFFSET_S;
    int64_t days = floor_divide(seconds, DAY_S);
    int rest = (int)(seconds - days * DAY_S);
    int64_t shifted = days + 719468;
    int64_t cycle = floor_divide(shifted, 146097);
    int64_t in_cycle = shifted - cycle * 146097;
    int64_t year =
        (in_cycle - in_cycle / 1460 + in_cycle / 36524 - in_cycle / 146096) / 365;
    int64_t in_year = in_cycle - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * in_year + 2) / 153;

    return (struct clock_date){
        .year = (int)(year + cycle * 400 + (month >= 10)),
        .month = (int)(month < 10 ? month + 3 : month - 9),
        .day = (int)(in_year - (153 * month + 2) / 5 + 1),
        .hour = rest / 3600,
        .minute = rest / 60 % 60,
        .second = rest % 60,
        // 1970-01-01 was a Thursday.
        .weekday = (int)(((days + 4) % 7 + 7) % 7),
    };
}

static int64_t
seconds_of(const struct clock_date *date)
{
    return days_from_civil(date->year, date->month, date->day) * DAY_S +
           INT64_C(3600) * date->hour + INT64_C(60) * date->minute + date->second;
}

int64_t
clock_from_date(const struct clock_date *date)
{
    return (seconds_of(date) - CLOCK_OFFSET_S) * 1000;
}

/* ---- text
 * ------------------------------------------------------------------------------- */

void
clock_format(int64_t real_ms, char text_out[CLOCK_TEXT_SIZE])
{
    struct clock_date date = clock_date(real_ms);

    g_assert(date.year >= 0 && date.year <= 9999);
    snprintf(text_out, CLOCK_TEXT_SIZE, "%04u-%02u-%02uT%02u:%02u:%02u+08:00",
             (unsigned)date.year % 10000, (unsigned)date.month % 100,
             (unsigned)date.day % 100, (unsigned)date.hour % 100,
             (unsigned)date.minute % 100, (unsigned)date.second % 100);
}

/* Reads exactly `count` digits and steps over them. */
static bool
take_number(const char **text, int count, int least, int greatest, int *number_out)
{
    int number = 0;

    for (int i = 0; i < count; i++, (*text)++) {
        if (!g_ascii_isdigit(**text))
            return false;
        number = number * 10 + (**text - '0');
    }
    *number_out = number;
    return number >= least && number <= greatest;
}

static bool
take_char(const char **text, char wanted)
{
    return **text == wanted ? (*text)++, true : false;
}

static bool
take_day(const char **text, struct clock_date *date)
{
    return take_number(text, 4, 1, 9999, &date->year) && take_char(text, '-') &&
           take_number(text, 2, 1, 12, &date->month) && take_char(text, '-') &&
           take_number(text, 2, 1, clock_days_in_month(date->year, date->month),
                       &date->day);
}

static bool
take_time(const char **text, struct clock_date *date, int *ms_out)
{
    int ms = 0;

    if (!take_number(text, 2, 0, 23, &date->hour) || !take_char(text, ':') ||
        !take_number(text, 2, 0, 59, &date->minute) || !take_char(text, ':') ||
        !take_number(text, 2, 0, 59, &date->second))
        return false;
    if (take_char(text, '.')) {
        if (!g_ascii_isdigit(**text))
            return false;
        for (int weight = 100; g_ascii_isdigit(**text); (*text)++, weight /= 10)
            ms += (**text - '0') * weight;
    }
    *ms_out = ms;
    return true;
}

static bool
take_offset(const char **text, int *offset_s_out)
{
    int hours, minutes;
    bool west = **text == '-';

    *offset_s_out = 0;
    if (take_char(text, 'Z'))
        return true;
    if ((!take_char(text, '+') && !take_char(text, '-')) ||
        !take_number(text, 2, 0, 23, &hours) || !take_char(text, ':') ||
        !take_number(text, 2, 0, 59, &minutes))
        return false;
    *offset_s_out = (hours * 3600 + minutes * 60) * (west ? -1 : 1);
    return true;
}

bool
clock_parse(const char *text, int64_t *real_ms_out)
{
    struct clock_date date = {0};
    int ms, offset_s;

    if (!take_day(&text, &date) || !take_char(&text, 'T') ||
        !take_time(&text, &date, &ms) || !take_offset(&text, &offset_s) || *text != '\0')
        return false;
    *real_ms_out = (seconds_of(&date) - offset_s) * 1000 + ms;
    return true;
}

bool
clock_parse_day(const char *text, struct clock_date *date_out)
{
    struct clock_date date = {0};

    if (!take_day(&text, &date) || *text != '\0')
        return false;
    *date_out = clock_date(clock_from_date(&date));
    return true;
}
