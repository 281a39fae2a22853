// SPDX-License-Identifier: Apache-2.0
#include "core/calendar.h"

#include "tests/support/assets.h"

static struct clock_date
day(int year, int month, int number)
{
    return (struct clock_date){.year = year, .month = month, .day = number};
}

static void
test_calendar__counts_the_announced_days_of_2026(void)
{
    static const struct {
        int month, day, days, month_then, day_then;
    } rows[] = {
        {2, 13, 1, 2, 14},   // a Saturday that is worked
        {2, 13, 5, 2, 27},   // across the spring festival
        {2, 14, 1, 2, 24},   // the festival begins on the next day
        {9, 18, 3, 9, 22},   // a Sunday that is worked
        {9, 30, 2, 10, 9},   // across the national holiday
        {4, 30, 20, 6, 1},   // a month of days
        {5, 8, 1, 5, 9},     // a Saturday that is worked
        {11, 21, 1, 11, 23}, // Saturday → Monday
        {11, 23, 0, 11, 23},
    };
    struct calendar *calendar = assets_calendar();
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct clock_date from = day(2026, rows[i].month, rows[i].day), then;
        g_assert_true(calendar_after(calendar, &from, rows[i].days, &then, NULL));
        g_assert_cmpint(then.month, ==, rows[i].month_then);
        g_assert_cmpint(then.day, ==, rows[i].day_then);
    }
    calendar_destroy(calendar);
}

static void
test_calendar__finds_248_working_days_in_2026(void)
{
    struct calendar *calendar = assets_calendar();
    struct clock_date at = day(2026, 1, 1);
    int working_days = 0;
    while (at.year == 2026) {
        bool working;
        g_assert_true(calendar_is_working_day(calendar, &at, &working, NULL));
        working_days += working;
        at = calendar_after_natural(&at, 1);
    }
    g_assert_cmpint(working_days, ==, 248);
    calendar_destroy(calendar);
}

static void
test_calendar__never_guesses_an_unknown_year(void)
{
    struct calendar *calendar = assets_calendar();
    struct clock_date from = day(2026, 12, 31), then = {.year = 1};
    bool working = true;
    GError *error = NULL;
    g_assert_false(calendar_after(calendar, &from, 1, &then, &error));
    g_assert_error(error, CALENDAR_ERROR, 0);
    g_assert_cmpint(then.year, ==, 1);
    g_clear_error(&error);
    from = day(2027, 1, 4);
    g_assert_false(calendar_is_working_day(calendar, &from, &working, &error));
    g_assert_error(error, CALENDAR_ERROR, 0);
    g_clear_error(&error);
    calendar_destroy(calendar);
}

static void
test_calendar__natural_days_cross_months_and_years(void)
{
    struct clock_date from = day(2026, 12, 30);
    struct clock_date then = calendar_after_natural(&from, 7);
    g_assert_cmpint(then.year, ==, 2027);
    g_assert_cmpint(then.month, ==, 1);
    g_assert_cmpint(then.day, ==, 6);
    g_assert_cmpint(then.weekday, ==, 3);
}

static void
test_calendar__refuses_a_broken_year(void)
{
    static const char *const broken[] = {
        "{\"year\":2026,\"source\":\"s\",\"off\":[\"2025-01-01\"],\"work\":[]}",
        "{\"year\":2026,\"source\":\"s\",\"off\":[\"2026-01-01\"],\"work\":[\"2026-01-"
        "01\"]}",
        "{\"year\":2026,\"source\":\"s\",\"off\":[\"2026-02-30\"],\"work\":[]}",
        "{\"year\":2026,\"off\":[],\"work\":[]}",
        "[]",
    };
    struct calendar *calendar = calendar_create();
    for (size_t i = 0; i < G_N_ELEMENTS(broken); i++) {
        json_t *year = json_loads(broken[i], 0, NULL);
        GError *error = NULL;
        g_assert_nonnull(year);
        g_assert_false(calendar_add_year(calendar, year, &error));
        g_assert_nonnull(error);
        g_clear_error(&error);
        json_decref(year);
    }
    calendar_destroy(calendar);
    calendar_destroy(NULL);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/calendar/2026", test_calendar__counts_the_announced_days_of_2026);
    g_test_add_func("/calendar/248", test_calendar__finds_248_working_days_in_2026);
    g_test_add_func("/calendar/unknown", test_calendar__never_guesses_an_unknown_year);
    g_test_add_func("/calendar/natural",
                    test_calendar__natural_days_cross_months_and_years);
    g_test_add_func("/calendar/broken", test_calendar__refuses_a_broken_year);
    return g_test_run();
}
