// SPDX-License-Identifier: Apache-2.0
/* Inside terminal*.c only. ui thread. */
#ifndef TERMINAL_PRIVATE_H
#define TERMINAL_PRIVATE_H

#include "library.h"
#include "outbox/outbox.h"
#include "pages.h"
#include "services.h"
#include "session.h"
#include "terminal.h"
#include "ui/audio.h"
#include "ui/glyphs.h"
#include "ui/picture.h"
#include "ui/theme.h"
#include "ui/view.h"
#include "ui/window.h"
#include "warm.h"

#include "base/uuid.h"

/* A case as it was handed to the store, so that the same one is handed in again when its end
 * is not known. */
struct submission {
    char case_id[UUID_TEXT_SIZE];
    char query_code[7];
    int64_t submitted_ms;
    char *application; // canonical; owned
};

/* What is wanted of the voice, once the page stands. */
enum speech_wish { SPEECH_NOTHING, SPEECH_NEW_PAGE, SPEECH_ASKED };

struct terminal {
    struct terminal_settings settings;
    struct services services;
    struct library library;
    struct session_language languages[SESSION_LANGUAGES_MAX];
    struct catalogue *next_catalogue; // of the office; taken between two visits
    struct session session;
    struct pages *pages;
    int photo_fd;  // of the card of this visit, -1: none
    int result_fd; // the result that is taken in this visit, a PDF; -1: none
    struct submission submission;
    struct uuid_source ids;

    struct window *window;
    struct theme theme;
    struct glyphs *glyphs;
    struct pictures *pictures;
    struct view *view;
    struct warm warm;

    struct audio *audio;
    enum speech_wish speech_wish;
    int speech_order; // of what is being said; grows
    bool speaking;    // the worker makes sounds, or may still
    GString *said;    // in this visit, last

    struct mailbox *mailbox;
    struct worker_settings worker_settings;
    struct worker *worker;
    struct outbox *outbox;
    char *terminal_key; // its path
    unsigned lights;    // of the cabinet, as the worker knows
    bool changed;       // the page must be built anew
    bool stop;
    bool restart; // and begin anew
};

/* terminal.c: what a touch on a widget, or a key in its place, sends. */
void terminal_tapped(struct terminal *terminal, const struct view_tap *tap);
/* terminal_effects.c: hands one event to the session and carries out what it wants. */
void terminal_handle(struct terminal *terminal, struct session_event *event);
/* The theme as the session wants it, on this panel. */
void terminal_dress(struct terminal *terminal);
/* terminal_events.c: what other threads told. */
void terminal_take(struct terminal *terminal, struct event *event);
/* terminal_keys.c: tactile keys (words of <kiosk/keypad.h>) and contacts of the cabinet
 * (<kiosk/contacts.h>). */
void terminal_key(struct terminal *terminal, const char *word, bool held);
void terminal_press(struct terminal *terminal, int key); // of a keyboard: input_event.key
void terminal_contact(struct terminal *terminal, const char *contact, const char *value);
/* terminal_staff.c: two effects. */
void terminal_staff_begins(struct terminal *terminal, const struct effect *effect);
void terminal_staff(struct terminal *terminal, const struct effect *effect);
/* terminal_result.c: the result that is taken */
void terminal_result_keep(struct terminal *terminal, struct event *event);
void terminal_result_drawn(struct terminal *terminal, struct event *event,
                           struct session_event *told);
void terminal_result_forget(struct terminal *terminal);
void terminal_view(struct terminal *terminal, const struct effect *effect);
void terminal_print_result(struct terminal *terminal, const struct effect *effect);
void terminal_printed_before(struct terminal *terminal, const struct effect *effect);
/* terminal_sample.c */
void terminal_samples_begin(struct terminal *terminal);
void terminal_take_sample(struct terminal *terminal, const struct event *event);
/* terminal_copy.c */
/* ---- terminal_scan.c ---- */
void terminal_scan(struct terminal *terminal, const struct effect *effect);
void terminal_scan_cancel(struct terminal *terminal, const struct effect *effect);
void terminal_turn(struct terminal *terminal, const struct effect *effect);
void terminal_live(struct terminal *terminal, const struct effect *effect);
void terminal_live_end(struct terminal *terminal, const struct effect *effect);

void terminal_make_copy(struct terminal *terminal, const struct effect *effect);
void terminal_keep_copy(struct terminal *terminal, struct event *event,
                        struct session_event *told);
void terminal_print_copy(struct terminal *terminal, const struct effect *effect);
/* terminal_submit.c */
void terminal_submit(struct terminal *terminal, int order);
void terminal_seal(struct terminal *terminal);
void terminal_forget_submission(struct terminal *terminal);

/* terminal_speech.c: says what is wanted about the page that stands now. */
void terminal_speak(struct terminal *terminal);
/* Says what has the focus, to whoever listens. */
void terminal_speak_focus(struct terminal *terminal);
void terminal_hush(struct terminal *terminal); // stops at once
void terminal_take_sound(struct terminal *terminal, struct event *event);
void terminal_forget_speech(struct terminal *terminal);

#endif
