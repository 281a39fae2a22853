// SPDX-License-Identifier: Apache-2.0
#include "drivers/keypad/evdev/keymap.h"

#include <linux/input-event-codes.h>

static void
test_keymap__knows_the_usual_keys(void)
{
    struct keymap keymap;
    keymap_init(&keymap);
    g_assert_cmpstr(keymap.words[KEY_DOWN], ==, "next");
    g_assert_cmpstr(keymap.words[KEY_KPENTER], ==, "activate");
    g_assert_cmpstr(keymap.words[KEY_KP7], ==, "7");
    g_assert_null(keymap.words[KEY_A]);
    g_assert_true(keymap_repeats("next"));
    g_assert_false(keymap_repeats("activate"));
}

static void
test_keymap__takes_the_codes_of_another_pad(void)
{
    struct keymap keymap;
    keymap_init(&keymap);
    g_assert_true(keymap_parse(&keymap, "193:help,190:next", NULL));
    g_assert_cmpstr(keymap.words[193], ==, "help");
    g_assert_null(keymap.words[KEY_DOWN]); // no key means two things unseen
    static const char *const wrong[] = {"",          "193",       "193:upwards", "0:next",
                                        "9999:next", "190:next,", "x:next"};
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_assert_false(keymap_parse(&keymap, wrong[i], NULL) && *wrong[i] != '\0');
        g_assert_cmpstr(keymap.words[193], ==, *wrong[i] == '\0' ? NULL : "help");
        g_assert_true(keymap_parse(&keymap, "193:help,190:next", NULL));
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/keymap/usual", test_keymap__knows_the_usual_keys);
    g_test_add_func("/keymap/other", test_keymap__takes_the_codes_of_another_pad);
    return g_test_run();
}
