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
        return text_format(
            days == 1 ? N_("within %d working day") : N_("within %d working days"), days);
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

/* Where to go for it and what to have ready; NULL: the step needs neither. */
static char *
step_detail(const struct slip_case *slip, const json_t *step)
{
    const json_t *where = json_object_get(step, "where"),
                 *bring = json_object_get(step, "bring");
    if (where != NULL && bring != NULL)
        return text_format(N_("Where: %1$s; have ready: %2$s"), slip_said(slip, where),
                           slip_said(slip, bring));
    if (where != NULL)
        return text_format(N_("Where: %s"), slip_said(slip, where));
    return bring == NULL ? NULL
                         : text_format(N_("Have ready: %s"), slip_said(slip, bring));
}

json_t *
slip_next_steps(const struct slip_case *slip)
{
    json_t *steps = json_array();
    size_t i;
    json_t *step;
    json_array_foreach (json_object_get(slip->service->json, "next_steps"), i, step) {
        char *when = step_when(slip, step), *detail = step_detail(slip, step);
        json_t *one = json_pack("{s:s, s:s}", "when", when, "what",
                                slip_said(slip, json_object_get(step, "what")));
        if (detail != NULL)
            json_object_set_new(one, "detail", json_string(detail));
        json_array_append_new(steps, one);
        g_free(when);
        g_free(detail);
    }
    return steps;
}

json_t *
slip_steps_on_paper(const struct slip_case *slip)
{
    json_t *steps = slip_next_steps(slip);
    size_t i;
    json_t *step;
    json_array_foreach (steps, i, step) {
        const char *detail = json_text(step, "detail", NULL);
        if (detail == NULL)
            continue;
        json_object_set_new(step, "what",
                            json_sprintf("%s\n%s", json_text(step, "what", ""), detail));
        json_object_del(step, "detail");
    }
    return steps;
}
