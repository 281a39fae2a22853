// SPDX-License-Identifier: Apache-2.0
// Session: what a person says of the matter (好差评) and what could not be done (办不成事).
#include "session_parts.h"

#include <string.h>

#include "core/calendar.h"
#include "core/trouble.h"
#include <kiosk/letter.h>

/* Place of `word` in a list of words; -1: it is none of them. */
static int
index_of(const char *const *words, const char *word)
{
    for (int i = 0; word != NULL && words[i] != NULL; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return -1;
}

static json_t *
words_of(const char *const *words, unsigned bits)
{
    json_t *list = json_array();
    for (int i = 0; words[i] != NULL; i++)
        if ((bits >> i & 1) != 0)
            json_array_append_new(list, json_string(words[i]));
    return list;
}

/* ---- rating ----------------------------------------------------------------------------- */

static void
send_rating(struct session *session, struct effects *effects)
{
    struct session_voice *voice = &session->voice;
    if (!voice->chosen || voice->rated)
        return;
    voice->rated = true;
    session_letter(session, "rateCase",
                   json_pack("{s:s, s:s, s:i, s:o}", "case_id", session->receipt.case_id,
                             "service", session->service->id, "level", voice->level,
                             "tags", words_of(letter_rating_words, voice->tags)),
                   NULL, effects);
}

void
session_voice_leave(struct session *session, struct effects *effects)
{
    send_rating(session, effects);
}

SESSION_HANDLER(session_open_rating)
{
    (void)event;
    if (!session->stored || session->voice.rated)
        return false;
    session_go(session, SCREEN_RATING, effects);
    return true;
}

SESSION_HANDLER(session_rating_back)
{
    (void)event;
    session_go(session, SCREEN_DONE, effects);
    return true;
}

SESSION_HANDLER(session_level)
{
    if (event->number < 0 || event->number > 5)
        return false;
    session->voice.chosen = true;
    session->voice.level = event->number;
    if (event->number == 0)
        return session_rating_send(session, event, effects);
    session_go(session, SCREEN_RATING_TAGS, effects);
    return true;
}

SESSION_HANDLER(session_tag)
{
    (void)effects;
    int index = index_of(letter_rating_words, event->text);
    if (index < 0)
        return false;
    session->voice.tags ^= 1u << index;
    return true;
}

SESSION_HANDLER(session_rating_send)
{
    (void)event;
    send_rating(session, effects);
    session_go(session, SCREEN_DONE, effects);
    return true;
}

/* ---- what could not be done ------------------------------------------------------------- */

bool
session_answer_day(const struct session *session, struct clock_date *day_out)
{
    struct clock_date today = session_today(session);
    return calendar_after(session->calendar, &today, LETTER_TROUBLE_DAYS, day_out, NULL);
}

bool
session_can_turn_aside(const struct session *session)
{
    switch (session->screen) {
    case SCREEN_SUBMITTING:   // a case is made durable
    case SCREEN_RESULT_PRINT: // sheets are counted
    case SCREEN_RESULT_STUCK:
    case SCREEN_TROUBLE:
    case SCREEN_TROUBLE_WORDS:
    case SCREEN_TROUBLE_DONE:
    case SCREEN_PHONE:
        return false;
    default:
        // The office's answer must find the screen that asked.
        return session->ask_order == 0 && !session_is_staff(session);
    }
}

SESSION_HANDLER(session_open_trouble)
{
    (void)event;
    enum screen_id from = session->screen;
    if (!session_can_turn_aside(session))
        return false;
    session->dialog = DIALOG_NONE;
    if (!session_in_visit(session))
        session_begin_visit(session, effects);
    session->voice.from = from;
    session->voice.number[0] = '\0';
    session->voice.failed = false;
    session_go(session, SCREEN_TROUBLE, effects);
    return true;
}

SESSION_HANDLER(session_reason)
{
    (void)effects;
    int index = index_of(letter_trouble_words, event->text);
    if (index < 0 || session->voice.order != 0)
        return false;
    session->voice.reasons ^= 1u << index;
    session->voice.failed = false;
    return true;
}

SESSION_HANDLER(session_trouble_send)
{
    struct session_voice *voice = &session->voice;
    if (voice->reasons == 0 || voice->order != 0)
        return false;
    // One question at a time: what is said, then the number, before it goes.
    if (session->assisted && !voice->words_asked)
        return session_words_open(session, event, effects);
    if (session->assisted && !voice->phone_asked) {
        struct session_event phone = *event;
        phone.number = PHONE_FOR_TROUBLE;
        return session_open_phone(session, &phone, effects);
    }
    json_t *body = json_pack("{s:o, s:i}", "reasons",
                             words_of(letter_trouble_words, voice->reasons), "screen",
                             (int)voice->from);
    if (session->service != NULL)
        json_object_set_new(body, "service", json_string(session->service->id));
    if (session->stored)
        json_object_set_new(body, "case_id", json_string(session->receipt.case_id));
    json_t *own = json_object();
    if (voice->left[0] != '\0')
        json_object_set_new(own, "phone", json_string(voice->left));
    if (voice->words[0] != '\0')
        json_object_set_new(own, "words", json_string(voice->words));
    if (json_object_size(own) == 0) {
        json_decref(own);
        own = NULL;
    }
    voice->at_ms = event->now_ms;
    voice->order = session_letter(session, "reportTrouble", body, own, effects);
    return true;
}

/* Only where nothing else is being printed: the number on the screen is enough. */
static void
print_paper(struct session *session, struct effects *effects)
{
    bool free = session->print != PRINT_RUNNING &&
                session->progress.paper != PRINT_RUNNING;
    session->voice.paper_order = free ? session_order_paper(session, effects) : 0;
    session->voice.paper = session->voice.paper_order != 0 ? PRINT_RUNNING
                                                           : PRINT_GIVEN_UP;
}

SESSION_HANDLER(session_letter_kept)
{
    struct session_voice *voice = &session->voice;
    if (event->order == 0 || event->order != voice->order)
        return false;
    voice->order = 0;
    voice->failed = event->number == 0 || event->text == NULL;
    if (voice->failed)
        return true;
    g_strlcpy(voice->number, event->text, sizeof voice->number);
    session_go(session, SCREEN_TROUBLE_DONE, effects);
    print_paper(session, effects);
    return true;
}

SESSION_HANDLER(session_paper_tells)
{
    struct session_voice *voice = &session->voice;
    (void)effects;
    if (event->order == 0 || event->order != voice->paper_order)
        return false;
    voice->paper_order = 0;
    voice->paper = event->kind == SESSION_PRINTED ? PRINT_DONE : PRINT_FAILED;
    return true;
}

SESSION_HANDLER(session_trouble_back)
{
    struct session_voice *voice = &session->voice;
    enum screen_id from = voice->from;
    (void)event;
    if (voice->order != 0)
        return false; // the number comes in a moment
    if (from == SCREEN_ATTRACT || from == SCREEN_OUT_OF_SERVICE) {
        session_end_visit(session, effects);
        return true;
    }
    voice->reasons = 0;
    voice->phone_asked = voice->words_asked = false;
    explicit_bzero(voice->words, sizeof voice->words);
    explicit_bzero(voice->left, sizeof voice->left);
    session_go(session, from, effects);
    return true;
}

json_t *
session_paper(const struct session *session)
{
    if (session->screen == SCREEN_TAKE)
        return session_guide_sheet(session);
    if (session->progress.paper_order != 0)
        return session_progress_slip(session);
    const struct session_voice *voice = &session->voice;
    struct clock_date day;
    return trouble_slip(
        &(struct trouble){.place = session->place,
                          .terminal = session->terminal,
                          .language = session->language,
                          .large = session->assisted,
                          .number = voice->number,
                          .reasons = voice->reasons,
                          .service = session->service,
                          .at_ms = voice->at_ms,
                          .calls_back = voice->left[0] != '\0',
                          .day = session_answer_day(session, &day) ? &day : NULL});
}
