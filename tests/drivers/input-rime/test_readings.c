// SPDX-License-Identifier: Apache-2.0
#include "drivers/input/rime/readings.h"

#include <glib.h>

static void
expect(const char *composition, const char *wanted)
{
    const char *found[24];
    size_t count = readings_find(composition, found, G_N_ELEMENTS(found));
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < count; i++)
        g_string_append_printf(text, i ? " %s" : "%s", found[i]);
    g_assert_cmpstr(text->str, ==, wanted);
    g_string_free(text, TRUE);
}

static void
test_readings__are_all_syllables_of_the_digits_and_their_letters(void)
{
    expect("64", "ni mi o m n");
    expect("94664", "xiong zhong xin yin xi zi yi w x y z");
}

static void
test_readings__begin_behind_what_was_picked(void)
{
    expect("ni'426", "gao hao gan han ga ha g h i");
    expect("ni'", "");
    expect("", "");
}

static void
test_readings__never_tell_a_letter_that_begins_no_syllable_first(void)
{
    const char *found[24];
    g_assert_cmpuint(readings_find("2", found, 24), ==, 3);
    g_assert_cmpstr(found[0], ==, "a");
}

static void
test_readings__are_no_more_than_asked_for(void)
{
    const char *found[3];
    g_assert_cmpuint(readings_find("744", found, 3), ==, 3);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/readings/all",
                    test_readings__are_all_syllables_of_the_digits_and_their_letters);
    g_test_add_func("/readings/behind", test_readings__begin_behind_what_was_picked);
    g_test_add_func("/readings/letters",
                    test_readings__never_tell_a_letter_that_begins_no_syllable_first);
    g_test_add_func("/readings/limit", test_readings__are_no_more_than_asked_for);
    return g_test_run();
}
