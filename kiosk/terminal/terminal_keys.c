// SPDX-License-Identifier: Apache-2.0
/* Tactile keys and what the cabinet tells, handed to the session. */
#include "terminal_private.h"

#include <string.h>

/* Keys that mean the same on every screen. */
static const struct {
    const char *word;
    enum session_event_kind kind;
    int number;
} keys[] = {
    {"back", SESSION_BACK, 0},       {"repeat", SESSION_SAY, 0},
    {"help", SESSION_HELP, 0},       {"louder", SESSION_VOLUME, 1},
    {"quieter", SESSION_VOLUME, -1},
};

/* Digits and the last key go to the keys on the page that say the same. */
static bool
type(struct terminal *terminal, const char *word, struct view_tap *tap_out)
{
    bool clear = strcmp(word, "clear") == 0;
    g_autofree char *id = clear ? g_strdup("key-erase") : g_strdup_printf("key-%s", word);
    return view_tap_by_id(terminal->view, id, tap_out);
}

/* One step back, out of a dialog, too. */
static bool
find_back(struct terminal *terminal, struct view_tap *tap_out)
{
    static const char *const ways[] = {"close", "stay", "keep", "back"};
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++)
        if (view_tap_by_id(terminal->view, ways[i], tap_out))
            return true;
    return false;
}

/* What the page itself knows of a key; true when there is nothing more to it. */
static bool
page_takes(struct terminal *terminal, const char *word)
{
    struct view_tap tap;
    bool next = strcmp(word, "next") == 0, previous = strcmp(word, "previous") == 0;
    if (next || previous) {
        if (view_focus_move(terminal->view, next ? 1 : -1))
            terminal_speak_focus(terminal);
        return true;
    }
    bool tapped = strcmp(word, "activate") == 0
                      ? view_focus_activate(terminal->view, &tap)
                  : strcmp(word, "back") == 0 ? find_back(terminal, &tap)
                                              : type(terminal, word, &tap);
    if (tapped && tap.action > 0)
        terminal_tapped(terminal, &tap);
    return tapped;
}

void
terminal_press(struct terminal *terminal, int key)
{
    static const char *const words[] = {
        [INPUT_KEY_NEXT] = "next",         [INPUT_KEY_PREVIOUS] = "previous",
        [INPUT_KEY_ACTIVATE] = "activate", [INPUT_KEY_BACK] = "back",
        [INPUT_KEY_ERASE] = "clear",       [INPUT_KEY_HELP] = "help",
        [INPUT_KEY_REPEAT] = "repeat",
    };
    const char character[2] = {(char)key, '\0'};
    bool named = key > 0 && key < (int)G_N_ELEMENTS(words);
    terminal_key(terminal, named ? words[key] : character, false);
}

void
terminal_key(struct terminal *terminal, const char *word, bool held)
{
    terminal_hush(terminal); // as any touch does
    // Who begins with the keys does not see the screen.
    if (terminal->session.screen == SCREEN_ATTRACT) {
        if (!held)
            terminal_handle(terminal,
                            &(struct session_event){.kind = SESSION_START, .number = 1});
        return;
    }
    terminal_handle(terminal, &(struct session_event){.kind = SESSION_TOUCHED});
    if (page_takes(terminal, word))
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        if (strcmp(keys[i].word, word) == 0)
            terminal_handle(terminal, &(struct session_event){.kind = keys[i].kind,
                                                              .number = keys[i].number});
    }
}

/* Whoever steps up finds the page of this minute, painted whole, and hears how to begin when
 * headphones are plugged in. */
static void
greet(struct terminal *terminal)
{
    const struct session *session = &terminal->session;
    view_expose(terminal->view);
    if (session->screen == SCREEN_ATTRACT && session->headphones &&
        session_can_speak(session))
        terminal->speech_wish = SPEECH_ASKED;
}

void
terminal_contact(struct terminal *terminal, const char *contact, const char *value)
{
    bool present = strcmp(value, "present") == 0;
    if (strcmp(contact, "enhancedAudioSensor") == 0) {
        terminal_hush(terminal); // what was meant for two ears is not for the room
        terminal_handle(terminal, &(struct session_event){.kind = SESSION_HEADPHONES,
                                                          .number = present});
    }
    if (strcmp(contact, "proximitySensor") == 0 && present)
        greet(terminal);
    if (strcmp(contact, "callButton") == 0 && present)
        terminal_key(terminal, "help", false);
}
