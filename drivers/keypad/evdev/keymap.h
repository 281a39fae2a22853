// SPDX-License-Identifier: Apache-2.0
/* Which code of the kernel means what. Pure. */
#ifndef KEYPAD_EVDEV_KEYMAP_H
#define KEYPAD_EVDEV_KEYMAP_H

#include <glib.h>
#include <linux/input-event-codes.h>
#include <stdbool.h>

#define KEYMAP_ERROR (g_quark_from_static_string("kiosk-keymap"))

struct keymap {
    const char *words[KEY_CNT]; // of keypad_key_words; NULL: the code means nothing
};

/* The codes that pads usually have. */
void keymap_init(struct keymap *keymap);
/* "183:next,184:previous": these codes mean this from now on, whatever they meant before; a
 * map that is given replaces the usual one. False: *error. */
bool keymap_parse(struct keymap *keymap, const char *text, GError **error);
/* Words that may come again while the key is held. */
bool keymap_repeats(const char *word);

#endif
