// SPDX-License-Identifier: Apache-2.0
#include "terminal/outbox/gate.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include "terminal/outbox/pin.h"

#define MINUTE_MS INT64_C(60000)
#define NOW_MS INT64_C(1795242660000)

static const struct {
    int wrong;
    int left;
    int64_t closed_minutes;
    const char *why;
} rows[] = {
    {1, 4, 0, "the first wrong one leaves four"},
    {4, 1, 0, "the fourth leaves one"},
    {5, 5, 5, "the fifth closes it for five minutes"},
    {6, 4, 0, "after them it is open again, with four left"},
    {10, 5, 10, "the next five close it for twice as long"},
    {15, 5, 20, "and so on"},
    {50, 5, 24 * 60, "up to a day"},
    {500, 5, 24 * 60, "and never longer"},
};

static void
test_gate__closes_as_the_table_says(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct gate gate = {0};
        for (int wrong = 0; wrong < rows[i].wrong; wrong++)
            gate_count(&gate, NOW_MS);
        int64_t end_ms = NOW_MS + rows[i].closed_minutes * MINUTE_MS;
        bool right = gate_tries_left(&gate) == rows[i].left &&
                     !gate_is_closed(&gate, end_ms) &&
                     gate_is_closed(&gate, end_ms - 1) == (rows[i].closed_minutes > 0);
        if (!right)
            g_error("row %zu: %s", i, rows[i].why);
    }
}

static void
test_gate__opens_when_the_clock_was_set_back(void)
{
    struct gate gate = {0};
    for (int i = 0; i < GATE_TRIES; i++)
        gate_count(&gate, NOW_MS);
    g_assert_true(gate_is_closed(&gate, NOW_MS));
    g_assert_false(gate_is_closed(&gate, NOW_MS - 1000 * MINUTE_MS));
}

/* ---- the PIN in its files ---- */

static void
remove_folder(const char *folder)
{
    static const char *const names[] = {"staff.pin", "staff.tries"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);
        g_remove(path);
    }
    g_rmdir(folder);
}

static void
test_pin__is_asked_no_more_when_it_is_closed(void)
{
    g_autofree char *folder = g_dir_make_tmp("kiosk-pin-XXXXXX", NULL);
    struct gate gate;
    char name[PIN_NAME_SIZE];
    g_assert_cmpint(pin_try(folder, "204816", NOW_MS, &gate, name), ==, PIN_NOT_SET);
    g_assert_true(pin_set(folder, "", "204816", NULL));
    g_assert_cmpint(pin_try(folder, "204816", NOW_MS, &gate, name), ==, PIN_RIGHT);
    for (int i = 0; i < GATE_TRIES; i++)
        g_assert_cmpint(pin_try(folder, "135790", NOW_MS, &gate, name), ==, PIN_WRONG);
    g_assert_cmpint(pin_try(folder, "204816", NOW_MS + 1, &gate, name), ==, PIN_CLOSED);
    int64_t later_ms = NOW_MS + 5 * MINUTE_MS;
    g_assert_cmpint(pin_try(folder, "204816", later_ms, &gate, name), ==, PIN_RIGHT);
    pin_tries(folder, later_ms, &gate);
    g_assert_cmpint(gate.wrong, ==, 0);
    remove_folder(folder);
}

static void
test_pin__counts_before_it_looks(void)
{
    g_autofree char *folder = g_dir_make_tmp("kiosk-pin-XXXXXX", NULL);
    g_autofree char *tries = g_build_filename(folder, "staff.tries", NULL);
    struct gate gate;
    char name[PIN_NAME_SIZE];
    g_assert_true(pin_set(folder, "", "204816", NULL));
    g_remove(tries);
    g_assert_cmpint(g_mkdir(tries, 0700), ==, 0); // nothing can be written there
    g_assert_cmpint(pin_try(folder, "204816", NOW_MS, &gate, name), !=, PIN_RIGHT);
    g_rmdir(tries);
    remove_folder(folder);
}

static void
test_pin__closes_when_its_count_is_damaged(void)
{
    g_autofree char *folder = g_dir_make_tmp("kiosk-pin-XXXXXX", NULL);
    g_autofree char *tries = g_build_filename(folder, "staff.tries", NULL);
    struct gate gate;
    char name[PIN_NAME_SIZE];
    g_assert_true(pin_set(folder, "", "204816", NULL));
    g_assert_true(g_file_set_contents(tries, "{\"wrong\":", -1, NULL));
    g_assert_cmpint(pin_try(folder, "204816", NOW_MS, &gate, name), ==, PIN_CLOSED);
    g_assert_cmpint(pin_try(folder, "204816", NOW_MS + 5 * MINUTE_MS, &gate, name), ==,
                    PIN_RIGHT);
    remove_folder(folder);
}

static void
test_pin__refuses_what_anybody_tries_first(void)
{
    static const char *const easy[] = {"111111",  "123456", "654321", "20481",
                                       "2048161", "20481x", ""};
    g_autofree char *folder = g_dir_make_tmp("kiosk-pin-XXXXXX", NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(easy); i++)
        g_assert_false(pin_set(folder, "", easy[i], NULL));
    g_assert_false(pin_is_set(folder));
    remove_folder(folder);
}

static void
test_pin__says_who_it_is(void)
{
    g_autofree char *folder = g_dir_make_tmp("kiosk-pin-XXXXXX", NULL);
    struct gate gate;
    char name[PIN_NAME_SIZE] = "nobody";
    g_assert_true(pin_set(folder, "", "204816", NULL)); // as it was before names
    g_assert_true(pin_set(folder, "张敏", "135790", NULL));
    g_assert_true(pin_set(folder, "liwei", "975310", NULL));
    g_assert_false(pin_set(folder, "wang", "135790", NULL)); // somebody has it
    g_assert_false(pin_set(folder, "two words", "864209", NULL));
    g_assert_cmpint(pin_try(folder, "135790", NOW_MS, &gate, name), ==, PIN_RIGHT);
    g_assert_cmpstr(name, ==, "张敏");
    g_assert_cmpint(pin_try(folder, "204816", NOW_MS, &gate, name), ==, PIN_RIGHT);
    g_assert_cmpstr(name, ==, "");
    g_assert_true(pin_set(folder, "liwei", "864209", NULL)); // the old one is gone
    g_assert_cmpint(pin_try(folder, "975310", NOW_MS, &gate, name), ==, PIN_WRONG);
    g_assert_cmpint(pin_try(folder, "864209", NOW_MS, &gate, name), ==, PIN_RIGHT);
    g_assert_cmpstr(name, ==, "liwei");
    remove_folder(folder);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_assert_cmpint(sodium_init(), >=, 0);
    g_test_add_func("/gate/table", test_gate__closes_as_the_table_says);
    g_test_add_func("/gate/clock", test_gate__opens_when_the_clock_was_set_back);
    g_test_add_func("/pin/closed", test_pin__is_asked_no_more_when_it_is_closed);
    g_test_add_func("/pin/counts", test_pin__counts_before_it_looks);
    g_test_add_func("/pin/damaged", test_pin__closes_when_its_count_is_damaged);
    g_test_add_func("/pin/easy", test_pin__refuses_what_anybody_tries_first);
    g_test_add_func("/pin/says-who-it-is", test_pin__says_who_it_is);
    return g_test_run();
}
