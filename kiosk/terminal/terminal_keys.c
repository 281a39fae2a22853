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
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        if (strcmp(keys[i].word, word) == 0)
            terminal_handle(terminal, &(struct session_event){.kind = keys[i].kind,
                                                              .number = keys[i].number});
    }
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
    // Whoever steps up finds the page of this minute, painted whole.
    if (strcmp(contact, "proximitySensor") == 0 && present)
        view_expose(terminal->view);
    if (strcmp(contact, "callButton") == 0 && present)
        terminal_key(terminal, "help", false);
}
