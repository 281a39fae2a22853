// SPDX-License-Identifier: Apache-2.0
/* The page read aloud: composed from its widgets here, made to sound by the driver, heard
 * until somebody touches the screen. */
#include "terminal_private.h"

#include "base/blob.h"
#include "base/diag.h"
#include "speech.h"
#include <string.h>

/* Percent of the voice's own speed. */
#define RATE 100
#define RATE_ASSISTED 80

static void
forget_said(struct terminal *terminal)
{
    explicit_bzero(terminal->said->str, terminal->said->len);
    g_string_truncate(terminal->said, 0);
}

void
terminal_hush(struct terminal *terminal)
{
    // What is still being made has an older order then and is not heard.
    terminal->speech_order++;
    terminal->speech_wish = SPEECH_NOTHING;
    if (terminal->speaking)
        worker_put(terminal->worker, event_create(EVENT_HUSH));
    terminal->speaking = false;
    audio_stop(terminal->audio);
}

void
terminal_forget_speech(struct terminal *terminal)
{
    terminal_hush(terminal);
    forget_said(terminal);
}

static struct speech_page
page_of(const struct terminal *terminal)
{
    const struct theme *theme = &terminal->theme;
    size_t count = view_count(terminal->view);
    return (struct speech_page){.widgets = count > 0 ? view_widget(terminal->view, 0)
                                                     : NULL,
                                .count = count,
                                .top = theme_px(theme, theme->header_height),
                                .bottom = theme_px(theme, theme->panel_bar_top),
                                .session = &terminal->session};
}

/* Takes `sentences`. */
static void
say(struct terminal *terminal, GPtrArray *sentences)
{
    terminal_hush(terminal);
    struct event *event = event_create(EVENT_SAY);
    forget_said(terminal);
    event->order = terminal->speech_order;
    event->number = terminal->session.assisted ? RATE_ASSISTED : RATE;
    event->text = g_strdup(terminal->session.language);
    event->json = json_array();
    for (guint i = 0; i < sentences->len; i++) {
        const char *sentence = g_ptr_array_index(sentences, i);
        g_string_append(terminal->said, sentence);
        json_array_append_new(event->json, json_string(sentence));
    }
    g_ptr_array_unref(sentences);
    terminal->speaking = true;
    worker_put(terminal->worker, event);
}

void
terminal_speak(struct terminal *terminal)
{
    enum speech_wish wish = terminal->speech_wish;
    if (wish == SPEECH_NOTHING || terminal->changed)
        return;
    struct speech_page page = page_of(terminal);
    say(terminal, speech_compose(&page));
}

void
terminal_speak_focus(struct terminal *terminal)
{
    const struct session *session = &terminal->session;
    const struct widget *widget = view_focus(terminal->view);
    bool listens = session->assisted || session->speech_open || session->headphones;
    if (widget == NULL || !listens || !session_can_speak(session))
        return;
    struct speech_page page = page_of(terminal);
    say(terminal, speech_focus(&page, widget));
}

/* Four minutes of 48 kHz in two channels. */
#define SOUND_BYTES_MAX (48000 * 2 * 2 * 240)

void
terminal_take_sound(struct terminal *terminal, struct event *event)
{
    struct blob_view view;
    g_autoptr(GError) error = NULL;
    if (event->order != terminal->speech_order || event->number2 < 1)
        return;
    if (!blob_view_init(&view, event->sound_fd, SOUND_BYTES_MAX, &error)) {
        diag_warn("speech: %s", error->message);
        return;
    }
    struct audio_sound sound = {.samples = view.bytes,
                                .frames =
                                    view.size / sizeof(int16_t) / (size_t)event->number2,
                                .rate = event->number,
                                .channels = event->number2,
                                .volume = terminal->session.volume + SESSION_VOLUME_MOST};
    if (!audio_play(terminal->audio, &sound)) {
        diag_warn("speech: there is no sound device any more");
        terminal->session.silent = true;
        terminal->changed = true;
    }
    blob_view_finish(&view);
}
