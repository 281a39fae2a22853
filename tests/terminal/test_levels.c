// SPDX-License-Identifier: Apache-2.0
#include "terminal/levels.h"

#include <glib.h>

static int
taken_until(struct levels *levels, int64_t from_ms, int64_t to_ms)
{
    int count = 0;
    for (int64_t now_ms = from_ms; now_ms < to_ms; now_ms += 100)
        while (levels_take(levels, now_ms))
            count++;
    return count;
}

static void
test_levels__are_taken_when_they_have_stood_a_moment(void)
{
    struct levels levels = {0};
    levels_tell(&levels, "printer", "paper", "low", 1000);
    g_assert_cmpint(levels_next_ms(&levels), ==, 1000 + LEVELS_SETTLE_MS);
    g_assert_null(levels_take(&levels, 1000 + LEVELS_SETTLE_MS - 1));
    const struct level *level = levels_take(&levels, 1000 + LEVELS_SETTLE_MS);
    g_assert_nonnull(level);
    g_assert_cmpstr(level->class, ==, "printer");
    g_assert_cmpstr(level->taken, ==, "low");
    g_assert_cmpint(levels_next_ms(&levels), ==, INT64_MAX);
}

static void
test_levels__that_bounce_are_not_written_down(void)
{
    struct levels levels = {0};
    for (int64_t now_ms = 0; now_ms < 600000; now_ms += 500) {
        levels_tell(&levels, "receipt", "paper", now_ms / 500 % 2 ? "low" : "full",
                    now_ms);
        g_assert_null(levels_take(&levels, now_ms));
    }
    g_assert_cmpint(taken_until(&levels, 600000, 700000), ==, 1);
}

static void
test_levels__that_bounce_slowly_are_one_a_minute(void)
{
    struct levels levels = {0};
    int count = 0;
    for (int64_t now_ms = 0; now_ms < 600000; now_ms += 3000) {
        levels_tell(&levels, "receipt", "paper", now_ms / 3000 % 2 ? "low" : "full",
                    now_ms);
        count += taken_until(&levels, now_ms, now_ms + 3000);
    }
    g_assert_cmpint(count, <=, 11);
}

static void
test_levels__told_again_are_no_news(void)
{
    struct levels levels = {0};
    int count = 0;
    for (int64_t now_ms = 0; now_ms < 600000; now_ms += 5000) {
        levels_tell(&levels, "printer", "paper", "full",
                    now_ms); // at each start of a driver
        count += taken_until(&levels, now_ms, now_ms + 5000);
    }
    g_assert_cmpint(count, ==, 1);
}

static void
test_levels__keep_the_last_one(void)
{
    struct levels levels = {0};
    levels_tell(&levels, "printer", "paper", "out", 0);
    g_assert_cmpint(taken_until(&levels, 0, 5000), ==, 1);
    levels_tell(&levels, "printer", "paper", "full", 10000); // staff were quick
    levels_tell(&levels, "printer", "toner", "low", 10000);  // and this is another thing
    g_assert_cmpint(taken_until(&levels, 10000, 20000), ==, 1);
    g_assert_cmpint(taken_until(&levels, 20000, 70000), ==, 1);
    g_assert_cmpstr(levels.rows[0].taken, ==, "full");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/levels/moment",
                    test_levels__are_taken_when_they_have_stood_a_moment);
    g_test_add_func("/levels/bounce", test_levels__that_bounce_are_not_written_down);
    g_test_add_func("/levels/slowly", test_levels__that_bounce_slowly_are_one_a_minute);
    g_test_add_func("/levels/again", test_levels__told_again_are_no_news);
    g_test_add_func("/levels/last", test_levels__keep_the_last_one);
    return g_test_run();
}
