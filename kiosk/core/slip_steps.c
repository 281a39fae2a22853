// SPDX-License-Identifier: Apache-2.0
// What comes next of slip.h: days by the calendar, never by guess.
#include "slip.h"

#include <string.h>

#include "base/json.h"
#include "core/slip_parts.h"
#include "core/text.h"

static char *
day_shown(const struct slip_case *slip, const struct clock_date *day, bool this_year)
{
    // Large print has no room for the year where it is plain.
    return slip->large && this_year ? text_short_day(day) : text_day(day);
}

static char *
before_day(const struct slip_case *slip, const struct clock_date *day,
           const struct clock_date *today)
{
    char *shown = day_shown(slip, day, day->year == today->year);
    char *text = text_format(N_("by %s"), shown);
    g_free(shown);
    return text;
}

char *
slip_within(const struct slip_case *slip, int days, bool working)
{
    struct clock_date today = clock_date(slip->submitted_ms), day;
    if (!working)
        day = calendar_after_natural(&today, days);
    else if (!calendar_after(slip->calendar, &today, days, &day, NULL))
        return text_format(N_("within %d working days"), days);
    return before_day(slip, &day, &today);
}

static char *
until(const struct slip_case *slip, const char *month_day)
{
    struct clock_date today = clock_date(slip->submitted_ms);
    struct clock_date day = {
        .year = today.year,
        .month = (month_day[0] - '0') * 10 + month_day[1] - '0',
        .day = (month_day[3] - '0') * 10 + month_day[4] - '0',
    };
    if (day.month * 100 + day.day < today.month * 100 + today.day)
        day.year++;
    while (
        !g_date_valid_dmy((GDateDay)day.day, (GDateMonth)day.month, (GDateYear)day.year))
        day.day--; // 02-29 of a year that has none
    day = calendar_after_natural(&day, 0);
    return before_day(slip, &day, &today);
}

static char *
step_when(const struct slip_case *slip, const json_t *step)
{
    const json_t *days = json_object_get(step, "within_days");
    const char *day = json_text(step, "until", NULL);
    bool working = strcmp(json_text(step, "day_type", "working"), "working") == 0;
    if (days != NULL)
        return slip_within(slip, (int)json_integer_value(days), working);
    if (day != NULL)
        return until(slip, day);
    return g_strdup(slip_said(slip, json_object_get(step, "when")));
}

json_t *
slip_next_steps(const struct slip_case *slip)
{
    json_t *steps = json_array();
    size_t i;
    json_t *step;
    json_array_foreach (json_object_get(slip->service->json, "next_steps"), i, step) {
        char *when = step_when(slip, step);
        json_array_append_new(steps,
                              json_pack("{s:s, s:s}", "when", when, "what",
                                        slip_said(slip, json_object_get(step, "what"))));
        g_free(when);
    }
    return steps;
}
