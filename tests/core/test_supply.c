// SPDX-License-Identifier: Apache-2.0
#include "core/supply.h"

#include <glib.h>

static void
test_supply__reckons_with_what_went_lately(void)
{
    g_assert_cmpint(supply_days_left(500, 300, 140, 14), ==, 20); // 10 a day, 200 left
    g_assert_cmpint(supply_days_left(500, 499, 140, 14), ==, 0);
    g_assert_cmpint(supply_days_left(500, 600, 140, 14), ==, 0); // more than went in
    g_assert_cmpint(supply_days_left(500, 0, 50, 5), ==, 50);
}

static void
test_supply__does_not_guess(void)
{
    g_assert_cmpint(supply_days_left(0, 10, 100, 14), ==, -1);
    g_assert_cmpint(supply_days_left(500, 10, 0, 14), ==, -1);
    g_assert_cmpint(supply_days_left(500, 10, 40, 2), ==, -1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/supply/reckons_with_what_went_lately",
                    test_supply__reckons_with_what_went_lately);
    g_test_add_func("/supply/does_not_guess", test_supply__does_not_guess);
    return g_test_run();
}
