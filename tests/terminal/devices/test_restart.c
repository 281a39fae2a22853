// SPDX-License-Identifier: Apache-2.0
#include "terminal/devices/restart.h"

#include <glib.h>

static void
test_restart__comes_back_within_a_second_at_first(void)
{
    struct restart restart = {0};
    struct restart_plan plan = restart_after_crash(&restart, 1000);
    g_assert_cmpint(plan.wait_ms, ==, RESTART_FIRST_MS);
    g_assert_false(plan.out_of_service);
}

static void
test_restart__waits_longer_each_time_and_gives_up_at_five(void)
{
    struct restart restart = {0};
    int64_t now_ms = 1000, last = 0;
    for (int i = 1; i < RESTART_CRASHES_MAX; i++) {
        struct restart_plan plan = restart_after_crash(&restart, now_ms);
        g_assert_false(plan.out_of_service);
        g_assert_cmpint(plan.wait_ms, >, last);
        last = plan.wait_ms;
        now_ms += plan.wait_ms;
    }
    struct restart_plan plan = restart_after_crash(&restart, now_ms);
    g_assert_true(plan.out_of_service);
    g_assert_cmpint(plan.wait_ms, ==, 1000 + RESTART_WINDOW_MS - now_ms);
    // One more crash after the window: the first ones no longer count.
    plan = restart_after_crash(&restart, now_ms + RESTART_WINDOW_MS);
    g_assert_false(plan.out_of_service);
    g_assert_cmpint(plan.wait_ms, ==, RESTART_FIRST_MS);
}

static void
test_restart__forgets_crashes_that_are_an_hour_old(void)
{
    struct restart restart = {0};
    for (int i = 0; i < 20; i++) {
        struct restart_plan plan =
            restart_after_crash(&restart, (int64_t)i * (RESTART_WINDOW_MS + 1));
        g_assert_cmpint(plan.wait_ms, ==, RESTART_FIRST_MS);
        g_assert_false(plan.out_of_service);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/terminal/devices/test_restart__comes_back_within_a_second_at_first",
                    test_restart__comes_back_within_a_second_at_first);
    g_test_add_func(
        "/terminal/devices/test_restart__waits_longer_each_time_and_gives_up_at_five",
        test_restart__waits_longer_each_time_and_gives_up_at_five);
    g_test_add_func(
        "/terminal/devices/test_restart__forgets_crashes_that_are_an_hour_old",
        test_restart__forgets_crashes_that_are_an_hour_old);
    return g_test_run();
}
