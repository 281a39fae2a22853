// SPDX-License-Identifier: Apache-2.0
// Session: when the screen is read aloud, and how loud.
#include "session_parts.h"

#include <string.h>

bool
session_can_speak(const struct session *session)
{
    return !session->silent && !session_is_staff(session) &&
           session_device_is_usable(session_device(session, "speech")) &&
           session_speaks(session, session->language);
}

struct session_seen
session_see(const struct session *session)
{
    struct session_seen seen = {.screen = session->screen,
                                .dialog = session->dialog,
                                .assisted = session->assisted,
                                .form_page = session->form_page,
                                .question = session->question,
                                .material_index = session->material_index,
                                .part = session->part,
                                .sheet = session->sheet,
                                .wrong = session->field_error[0] != '\0'};
    g_strlcpy(seen.focus, session->focus, sizeof seen.focus);
    g_strlcpy(seen.language, session->language, sizeof seen.language);
    return seen;
}

static bool
is_new(const struct session_seen *now, const struct session_seen *before)
{
    return now->screen != before->screen || now->dialog != before->dialog ||
           now->assisted != before->assisted || now->form_page != before->form_page ||
           now->question != before->question || now->part != before->part ||
           now->material_index != before->material_index ||
           (now->sheet != before->sheet && now->sheet >= 0) ||
           (now->wrong && !before->wrong) || strcmp(now->language, before->language) != 0;
}

bool
session_speech_follow(struct session *session, const struct session_seen *before,
                      enum session_event_kind kind, struct effects *effects)
{
    bool about_speech = kind == SESSION_SAY || kind == SESSION_VOLUME ||
                        kind == SESSION_ALOUD;
    bool closes = session->speech_open && !about_speech && kind < SESSION_TOUCHED;
    if (closes)
        session->speech_open = false;
    struct session_seen now = session_see(session);
    if ((session->assisted || session->headphones) && session_in_visit(session) &&
        !about_speech && session_can_speak(session) && is_new(&now, before))
        session_effect(effects, EFFECT_SAY);
    return closes;
}

/* ---- what is about the person ---- */

bool
session_may_say_all(const struct session *session)
{
    return session->headphones || session->aloud == ALOUD_YES;
}

/* Screens that are about the person's own answers and numbers. */
static bool
shows_person(const struct session *session)
{
    switch (session->screen) {
    case SCREEN_CHECK:
    case SCREEN_ERRORS:
    case SCREEN_DONE:
    case SCREEN_CORRECTION:
    case SCREEN_PROGRESS:
    case SCREEN_BOOKING_CHECK:
    case SCREEN_BOOKING_DONE:
    case SCREEN_BOOKING_MINE:
        return true;
    case SCREEN_FAULT:
        return session->stored; // with its number
    default:
        return false;
    }
}

/* Others stand by and listen: asked before, once, and only where there is something to ask. */
bool
session_asks_aloud(const struct session *session)
{
    return session->aloud == ALOUD_UNASKED && !session->headphones &&
           session->dialog == DIALOG_NONE && shows_person(session);
}

SESSION_HANDLER(session_aloud)
{
    if (session->dialog != DIALOG_ALOUD)
        return false;
    session->dialog = DIALOG_NONE;
    session->aloud = event->number == 1 ? ALOUD_YES : ALOUD_NO;
    if (session_can_speak(session)) {
        session->speech_open = true;
        session_effect(effects, EFFECT_SAY)->number = 1;
    }
    return true;
}

SESSION_HANDLER(session_headphones)
{
    bool plugged = event->number == 1;
    bool news = plugged && !session->headphones;
    session->headphones = plugged;
    // Who plugs them in wants to hear what is there, also where a visit begins.
    if (news && session_can_speak(session))
        session_effect(effects, EFFECT_SAY)->number = 1;
    return false;
}

SESSION_HANDLER(session_say)
{
    (void)event;
    if (!session_can_speak(session))
        return false;
    if (session_asks_aloud(session)) {
        session->dialog = DIALOG_ALOUD;
        session->aloud = ALOUD_NO; // until they say yes; it is not asked again
    } else {
        session->speech_open = true;
    }
    session_effect(effects, EFFECT_SAY)->number = 1;
    return true;
}

SESSION_HANDLER(session_volume)
{
    int volume = session->volume + (event->number > 0 ? 1 : -1);
    if (!session_can_speak(session))
        return false;
    session->speech_open = true;
    session->volume = CLAMP(volume, -SESSION_VOLUME_MOST, SESSION_VOLUME_MOST);
    session_effect(effects, EFFECT_SAY)->number = 1;
    return true;
}
