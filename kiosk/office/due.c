// SPDX-License-Identifier: Apache-2.0
#include "office/due.h"

#include <stdio.h>
#include <string.h>

#define COUNT_MAX 400 // days; what lies further away is not counted

static void
format_day(const struct clock_date *date, char day_out[DUE_SIZE])
{
    g_snprintf(day_out, DUE_SIZE, "%04d-%02d-%02d", date->year % 10000, date->month % 100,
               date->day % 100);
}

void
due_in_state(const struct calendar *calendar, const struct service *service,
             enum case_state state, int64_t since_ms, char day_out[DUE_SIZE])
{
    struct clock_date due;

    memcpy(day_out, DUE_UNKNOWN, DUE_SIZE);
    if (case_flow_due(calendar, service, state, since_ms, &due))
        format_day(&due, day_out);
}

void
due_day(const struct calendar *calendar, const struct service *service,
        int64_t received_ms, char day_out[DUE_SIZE])
{
    due_in_state(calendar, service, CASE_RECEIVED, received_ms, day_out);
}

/* Working days after `from`, up to and with `to`. */
static bool
count_between(const struct calendar *calendar, struct clock_date day, const char *to,
              int *count_out)
{
    int count = 0;
    char text[DUE_SIZE];

    format_day(&day, text);
    for (int i = 0; strcmp(text, to) < 0; i++) {
        bool working = false;
        day = calendar_after_natural(&day, 1);
        if (i == COUNT_MAX || !calendar_is_working_day(calendar, &day, &working, NULL))
            return false;
        count += working;
        format_day(&day, text);
    }
    *count_out = count;
    return true;
}

bool
due_left(const struct calendar *calendar, const char *day, int64_t now_ms, int *days_out)
{
    const struct clock_date now = clock_date(now_ms);
    struct clock_date due = {.hour = 12};
    char today[DUE_SIZE];
    int passed = 0;

    if (!calendar || g_str_equal(day, DUE_UNKNOWN) ||
        sscanf(day, "%4d-%2d-%2d", &due.year, &due.month, &due.day) != 3)
        return false;
    format_day(&now, today);
    if (strcmp(today, day) <= 0)
        return count_between(calendar, now, day, days_out);
    if (!count_between(calendar, due, today, &passed))
        return false;
    // Over since a day off: late all the same.
    *days_out = passed > 0 ? -passed : -1;
    return true;
}

void
due_soon(const struct calendar *calendar, int64_t now_ms, char today_out[DUE_SIZE],
         char soon_out[DUE_SIZE])
{
    const struct clock_date today = clock_date(now_ms);
    struct clock_date next = today;

    format_day(&today, today_out);
    if (calendar && !calendar_after(calendar, &today, 1, &next, NULL))
        next = today;
    format_day(&next, soon_out);
}
