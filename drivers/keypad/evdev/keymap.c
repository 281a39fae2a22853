// SPDX-License-Identifier: Apache-2.0
#include "keymap.h"

#include <kiosk/keypad.h>
#include <string.h>

static const struct {
    int code;
    const char *word;
} usual[] = {
    {KEY_DOWN, "next"},
    {KEY_RIGHT, "next"},
    {KEY_TAB, "next"},
    {KEY_UP, "previous"},
    {KEY_LEFT, "previous"},
    {KEY_ENTER, "activate"},
    {KEY_KPENTER, "activate"},
    {KEY_SELECT, "activate"},
    {KEY_OK, "activate"},
    {KEY_SPACE, "activate"},
    {KEY_ESC, "back"},
    {KEY_BACK, "back"},
    {KEY_AGAIN, "repeat"},
    {KEY_REPLY, "repeat"},
    {KEY_HELP, "help"},
    {KEY_F1, "help"},
    {KEY_INFO, "help"},
    {KEY_VOLUMEUP, "louder"},
    {KEY_VOLUMEDOWN, "quieter"},
    {KEY_BACKSPACE, "clear"},
    {KEY_DELETE, "clear"},
    {KEY_CLEAR, "clear"},
    {KEY_0, "0"},
    {KEY_1, "1"},
    {KEY_2, "2"},
    {KEY_3, "3"},
    {KEY_4, "4"},
    {KEY_5, "5"},
    {KEY_6, "6"},
    {KEY_7, "7"},
    {KEY_8, "8"},
    {KEY_9, "9"},
    {KEY_KP0, "0"},
    {KEY_KP1, "1"},
    {KEY_KP2, "2"},
    {KEY_KP3, "3"},
    {KEY_KP4, "4"},
    {KEY_KP5, "5"},
    {KEY_KP6, "6"},
    {KEY_KP7, "7"},
    {KEY_KP8, "8"},
    {KEY_KP9, "9"},
    {KEY_NUMERIC_0, "0"},
    {KEY_NUMERIC_1, "1"},
    {KEY_NUMERIC_2, "2"},
    {KEY_NUMERIC_3, "3"},
    {KEY_NUMERIC_4, "4"},
    {KEY_NUMERIC_5, "5"},
    {KEY_NUMERIC_6, "6"},
    {KEY_NUMERIC_7, "7"},
    {KEY_NUMERIC_8, "8"},
    {KEY_NUMERIC_9, "9"},
};

void
keymap_init(struct keymap *keymap)
{
    *keymap = (struct keymap){0};
    for (size_t i = 0; i < G_N_ELEMENTS(usual); i++)
        keymap->words[usual[i].code] = usual[i].word;
}

static const char *
find_word(const char *text)
{
    for (size_t i = 0; keypad_key_words[i] != NULL; i++) {
        if (strcmp(keypad_key_words[i], text) == 0)
            return keypad_key_words[i];
    }
    return NULL;
}

bool
keymap_parse(struct keymap *keymap, const char *text, GError **error)
{
    struct keymap fresh = {0};
    g_auto(GStrv) pairs = g_strsplit(text, ",", 0);
    for (size_t i = 0; pairs[i] != NULL; i++) {
        g_auto(GStrv) halves = g_strsplit(pairs[i], ":", 2);
        guint64 code = 0;
        const char *word = g_strv_length(halves) == 2 ? find_word(halves[1]) : NULL;
        if (word == NULL ||
            !g_ascii_string_to_unsigned(halves[0], 10, 1, KEY_MAX, &code, NULL)) {
            g_set_error(error, KEYMAP_ERROR, 0,
                        "keys: wanted is CODE:WORD, not “%s”; words: see keypad.h",
                        pairs[i]);
            return false;
        }
        fresh.words[code] = word;
    }
    *keymap = fresh;
    return true;
}

bool
keymap_repeats(const char *word)
{
    static const char *const words[] = {"next", "previous", "louder", "quieter", NULL};
    return g_strv_contains(words, word);
}
