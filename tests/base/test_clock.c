// SPDX-License-Identifier: Apache-2.0
#include "base/clock.h"

#include <glib.h>
#include <limits.h>
#include <string.h>
#include <time.h>

/* ---- days and text ---------------------------------------------------------------------- */

static const struct {
    int64_t real_ms;
    const char *text;
    int weekday;
} moments[] = {
    {0, "1970-01-01T08:00:00+08:00", 4},
    {-1, "1970-01-01T07:59:59+08:00", 4},
    {-8 * 3600 * 1000, "1970-01-01T00:00:00+08:00", 4},
    {-8 * 3600 * 1000 - 1, "1969-12-31T23:59:59+08:00", 3},
    {1795243263000, "2026-11-21T14:41:03+08:00", 6},
    {1709136000000, "2024-02-29T00:00:00+08:00", 4},
    {1709222399999, "2024-02-29T23:59:59+08:00", 4},
    {1709222400000, "2024-03-01T00:00:00+08:00", 5},
    {951753600000, "2000-02-29T00:00:00+08:00", 2},
    {4107513600000, "2100-03-01T00:00:00+08:00", 1},
    {253402271999000, "9999-12-31T23:59:59+08:00", 5},
    {-62135625600000, "0001-01-01T00:00:00+08:00", 1},
};

static void
test_clock__writes_and_reads_moments(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(moments); i++) {
        char text[CLOCK_TEXT_SIZE];
        int64_t ms = 0;
        clock_format(moments[i].real_ms, text);
        g_assert_cmpstr(text, ==, moments[i].text);
        g_assert_cmpint(clock_date(moments[i].real_ms).weekday, ==, moments[i].weekday);
        g_assert_true(clock_parse(text, &ms));
        // Whole seconds: the text has no more.
        int64_t rest = ((moments[i].real_ms % 1000) + 1000) % 1000;
        g_assert_cmpint(ms, ==, moments[i].real_ms - rest);
    }
}

/* Every day of 400 years, counted up by the rules a child learns. */
static void
test_clock__agrees_with_the_calendar(void)
{
    struct clock_date date = {.year = 1800, .month = 1, .day = 1, .weekday = 3};

    for (int i = 0; i < 146097; i++) {
        int64_t ms = clock_from_date(&date);
        struct clock_date back = clock_date(ms);
        g_assert_cmpint(back.year, ==, date.year);
        g_assert_cmpint(back.month, ==, date.month);
        g_assert_cmpint(back.day, ==, date.day);
        g_assert_cmpint(back.weekday, ==, date.weekday);
        g_assert_cmpint(back.hour + back.minute + back.second, ==, 0);
        date.weekday = (date.weekday + 1) % 7;
        if (++date.day >
            g_date_get_days_in_month((GDateMonth)date.month, (GDateYear)date.year)) {
            date.day = 1;
            date.month = date.month % 12 + 1;
            date.year += date.month == 1;
        }
    }
    g_assert_cmpint(date.year, ==, 2200);
}

static const struct {
    const char *text;
    int64_t real_ms;
} readable[] = {
    {"2026-11-21T06:41:03Z", 1795243263000},
    {"2026-11-21T06:41:03+00:00", 1795243263000},
    {"2026-11-21T06:41:03-00:00", 1795243263000},
    {"2026-11-21T14:41:03.5+08:00", 1795243263500},
    {"2026-11-21T14:41:03.0019+08:00", 1795243263001},
    {"2026-11-21T03:11:03-03:30", 1795243263000},
    {"2026-11-22T06:40:03+23:59", 1795243263000},
    {"1969-12-31T23:59:59Z", -1000},
};

static void
test_clock__reads_any_offset(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(readable); i++) {
        int64_t ms = 7;
        g_test_message("%s", readable[i].text);
        g_assert_true(clock_parse(readable[i].text, &ms));
        g_assert_cmpint(ms, ==, readable[i].real_ms);
    }
    int64_t ms = 7;
    g_assert_false(clock_parse("2026-11-21T06:41:03", &ms));
    g_assert_false(clock_parse("yesterday", &ms));
    g_assert_cmpint(ms, ==, 7);
}

static void
test_clock__reads_days(void)
{
    struct clock_date date = {.year = 7};

    g_assert_false(clock_parse_day("2026-02-29", &date));
    g_assert_false(clock_parse_day("2026-02-2", &date));
    g_assert_cmpint(date.year, ==, 7);
    g_assert_true(clock_parse_day("2024-02-29", &date));
    g_assert_cmpint(date.day, ==, 29);
    g_assert_cmpint(date.weekday, ==, 4);
    g_assert_cmpint(date.hour, ==, 0);
    g_assert_cmpint(clock_days_in_month(1900, 2), ==, 28);
    g_assert_cmpint(clock_days_in_month(2000, 2), ==, 29);
    g_assert_cmpint(clock_days_in_month(2026, 4), ==, 30);
}

/* ---- time that passes ------------------------------------------------------------------- */

static int64_t
kernel_ms(clockid_t id)
{
    struct timespec now;

    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void
test_clock__is_the_real_one_by_default(void)
{
    int64_t before = kernel_ms(CLOCK_REALTIME), now = clock_real_ms();

    g_assert_cmpint(now, >=, before);
    g_assert_cmpint(now, <=, kernel_ms(CLOCK_REALTIME));
    before = kernel_ms(CLOCK_MONOTONIC), now = clock_monotonic_ms();
    g_assert_cmpint(now, >=, before);
    g_assert_cmpint(now, <=, kernel_ms(CLOCK_MONOTONIC));
    g_assert_cmpint(clock_wait_ms(250), ==, 250);
    g_assert_cmpint(clock_wait_ms(0), ==, 0);
    g_assert_cmpint(clock_wait_ms(-5), ==, 0);
    g_assert_cmpint(clock_wait_ms(INT64_MAX), ==, INT_MAX);
}

/* The environment is read before main(), so each setting needs a process of its own. */
static void
run_with(const char *setting, const char *test)
{
    g_setenv("KIOSK_CLOCK", setting, TRUE);
    g_test_trap_subprocess(test, 0, 0);
    g_unsetenv("KIOSK_CLOCK");
}

static void
runs_fast(void)
{
    int64_t start, shown = clock_real_ms(), monotonic = clock_monotonic_ms();

    g_assert_true(clock_parse("2026-11-21T08:00:00+08:00", &start));
    // Whole seconds of the real start are handed on, so up to a second may have passed.
    g_assert_cmpint(shown, >=, start);
    g_assert_cmpint(shown, <, start + 3600 * 1000 * 10);
    g_usleep(20000);
    g_assert_cmpint(clock_real_ms() - shown, >=, 20 * 3600);
    g_assert_cmpint(clock_monotonic_ms() - monotonic, >=, 20 * 3600 - 3600);
    g_assert_cmpint(clock_wait_ms(3600 * 1000), ==, 1000);
    g_assert_cmpint(clock_wait_ms(1), ==, 1);
}

/* A child that starts later shows the same time as its parent. */
static void
agrees_with_its_parent(void)
{
    char *parent = g_strdup(g_getenv("PARENT_SHOWS"));
    int64_t shown = g_ascii_strtoll(parent ? parent : "0", NULL, 10);

    if (parent) {
        g_assert_cmpint(clock_real_ms(), >=, shown);
        g_assert_cmpint(clock_real_ms(), <,
                        shown + 3600 * 1000 * 20); // 20 s of the world
    } else {
        g_usleep(1100000); // a child with a start of its own would now be behind
        parent = g_strdup_printf("%" G_GINT64_FORMAT, clock_real_ms());
        g_setenv("PARENT_SHOWS", parent, TRUE);
        g_test_trap_subprocess("/clock/subprocess/agrees", 0, 0);
        g_test_trap_assert_passed();
    }
    g_free(parent);
}

static void
stands_still(void)
{
    char text[CLOCK_TEXT_SIZE];
    int64_t monotonic = clock_monotonic_ms();

    g_usleep(5000);
    clock_format(clock_real_ms(), text);
    g_assert_cmpstr(text, ==, "2026-11-21T08:00:00+08:00");
    g_assert_cmpint(clock_monotonic_ms(), ==, monotonic);
    g_assert_cmpint(clock_wait_ms(10), ==, INT_MAX);
    g_assert_cmpstr(g_getenv("KIOSK_CLOCK"), ==,
                    "0@2026-11-21T08:00:00+08:00@2026-01-01T08:00:00+08:00");
}

static void
does_nothing(void)
{
}

static void
test_clock__runs_as_the_environment_says(void)
{
    run_with("3600@2026-11-21T08:00:00+08:00", "/clock/subprocess/runs_fast");
    g_test_trap_assert_passed();
    run_with("3600", "/clock/subprocess/agrees");
    g_test_trap_assert_passed();
    run_with("0@2026-11-21T08:00:00+08:00@2026-01-01T00:00:00Z",
             "/clock/subprocess/stands_still");
    g_test_trap_assert_passed();
    run_with("", "/clock/subprocess/does_nothing");
    g_test_trap_assert_passed();
}

/* A test whose clock is silently the real one would lie. */
static void
test_clock__ends_the_program_when_the_setting_is_wrong(void)
{
    static const char *const wrong[] = {
        "fast", "1@today", "1@2026-11-21T08:00:00Z@x", "-1", "1e9", "@", "1x", "nan"};

    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_test_message("%s", wrong[i]);
        run_with(wrong[i], "/clock/subprocess/does_nothing");
        g_test_trap_assert_failed();
        g_test_trap_assert_stderr("*KIOSK_CLOCK*");
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/clock/writes_and_reads_moments",
                    test_clock__writes_and_reads_moments);
    g_test_add_func("/clock/agrees_with_the_calendar",
                    test_clock__agrees_with_the_calendar);
    g_test_add_func("/clock/reads_any_offset", test_clock__reads_any_offset);
    g_test_add_func("/clock/reads_days", test_clock__reads_days);
    g_test_add_func("/clock/is_the_real_one_by_default",
                    test_clock__is_the_real_one_by_default);
    g_test_add_func("/clock/runs_as_the_environment_says",
                    test_clock__runs_as_the_environment_says);
    g_test_add_func("/clock/ends_the_program_when_the_setting_is_wrong",
                    test_clock__ends_the_program_when_the_setting_is_wrong);
    g_test_add_func("/clock/subprocess/runs_fast", runs_fast);
    g_test_add_func("/clock/subprocess/agrees", agrees_with_its_parent);
    g_test_add_func("/clock/subprocess/stands_still", stands_still);
    g_test_add_func("/clock/subprocess/does_nothing", does_nothing);
    return g_test_run();
}
