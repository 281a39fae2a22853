// SPDX-License-Identifier: Apache-2.0
// Session: what could not be done, in the person's own words.
#include "session_parts.h"

#include <limits.h>
#include <string.h>

#include <kiosk/letter.h>

static const struct question own_words = {
    .id = "words", .kind = QUESTION_TEXT, .min = INT_MIN, .max = LETTER_WORDS_MAX};

SESSION_HANDLER(session_words_open)
{
    (void)event;
    if (session->voice.order != 0)
        return false;
    session_go(session, SCREEN_TROUBLE_WORDS, effects);
    return true;
}

void
session_words_append(struct session *session, const char *text)
{
    struct session_voice *voice = &session->voice;
    for (; *text != '\0'; text = g_utf8_find_next_char(text, NULL)) {
        char key[7] = {0};
        g_utf8_strncpy(key, text, 1);
        char *longer = field_type(&own_words, voice->words, key);
        if (longer == NULL || strlen(longer) >= sizeof voice->words) {
            session_wipe_text(&longer);
            return;
        }
        g_strlcpy(voice->words, longer, sizeof voice->words);
        session_wipe_text(&longer);
    }
}

SESSION_HANDLER(session_words_type)
{
    struct session_voice *voice = &session->voice;
    if (event->text == NULL)
        return false;
    if (session_input_takes(session, event->text, effects))
        return true;
    if (strcmp(event->text, "\b") != 0) {
        session_words_append(session, event->text);
        return true;
    }
    char *shorter = field_type(&own_words, voice->words, event->text);
    if (shorter == NULL)
        return false;
    explicit_bzero(voice->words, sizeof voice->words);
    g_strlcpy(voice->words, shorter, sizeof voice->words);
    session_wipe_text(&shorter);
    return true;
}

SESSION_HANDLER(session_words_clear)
{
    (void)event;
    (void)effects;
    session_input_forget(session);
    explicit_bzero(session->voice.words, sizeof session->voice.words);
    return true;
}

/* Assisted, it was a question on the way to the office; else the page waits. */
SESSION_HANDLER(session_words_next)
{
    session->voice.words_asked = true;
    session_go(session, SCREEN_TROUBLE, effects);
    return session->assisted ? session_trouble_send(session, event, effects) : true;
}

SESSION_HANDLER(session_words_back)
{
    (void)event;
    session_go(session, SCREEN_TROUBLE, effects);
    return true;
}
