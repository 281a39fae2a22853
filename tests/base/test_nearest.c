// SPDX-License-Identifier: Apache-2.0
#include "base/nearest.h"

#include <glib.h>
#include <string.h>

static const char *const words[] = {
    "promise_day",
    "task_name",
    "task_code",
    "id",
    "name",
    "a_word_of_more_than_sixty_four_bytes_that_nobody_would_"
    "ever_type_by_hand",
    NULL};

static const struct {
    const char *typed, *wanted, *about;
} rows[] = {
    {"promise_day", "promise_day", "the word itself"},
    {"promise_days", "promise_day", "a letter too many"},
    {"promise_dy", "promise_day", "a letter too few"},
    {"promsie_day", "promise_day", "two letters swapped"},
    {"tesk_name", "task_name", "another letter"},
    {"task_nmae", "task_name", "the nearest of several"},
    {"di", "id", "a short word swapped"},
    {"xy", NULL, "two other letters are another word"},
    {"Name", "name", "another case"},
    {"", NULL, "nothing is near to nothing"},
    {"accept_condition", NULL, "another word altogether"},
};

static void
test_nearest__finds_what_was_meant(void)
{
    char *longest = g_strnfill(NEAREST_WORD_MAX + 1, 'a');

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].about);
        g_assert_cmpstr(nearest_word(rows[i].typed, words), ==, rows[i].wanted);
    }
    g_assert_null(nearest_word(longest, words));
    longest[NEAREST_WORD_MAX] = '\0';
    g_assert_null(nearest_word(longest, words));
    g_free(longest);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/nearest/finds_what_was_meant", test_nearest__finds_what_was_meant);
    return g_test_run();
}
