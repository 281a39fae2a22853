// SPDX-License-Identifier: Apache-2.0
// Session: somebody is called to the machine, or calls back; the own number for it; and the
// letters that all of this becomes.
#include "session_parts.h"

#include <limits.h>
#include <string.h>

#include "base/json.h"

/* ---- letters ---------------------------------------------------------------------------- */

int
session_letter(struct session *session, const char *operation, json_t *body,
               json_t *private, struct effects *effects)
{
    if (session->letters == NULL)
        session->letters = json_array();
    json_t *letter = json_pack("{s:s, s:o}", "operation", operation, "body", body);
    if (private != NULL)
        json_object_set_new(letter, "private", private);
    json_array_append_new(session->letters, letter);
    return session_order(session, effects, EFFECT_LETTER)->order;
}

json_t *
session_take_letter(struct session *session)
{
    json_t *letter = json_incref(json_array_get(session->letters, 0));
    json_array_remove(session->letters, 0);
    return letter;
}

/* ---- somebody comes --------------------------------------------------------------------- */

bool
session_is_staffed(const struct session *session)
{
    struct clock_date now = session_today(session);
    return place_is_open(session->place, &now);
}

static void
call(struct session *session, const char *kind, json_t *private, struct effects *effects)
{
    session_letter(session, "callHelp",
                   json_pack("{s:s, s:i}", "kind", kind, "screen", (int)session->screen),
                   private, effects);
}

SESSION_HANDLER(session_help)
{
    if (session_is_staff(session))
        return false;
    session->dialog = DIALOG_HELP;
    if (session->help == HELP_NONE && session_is_staffed(session)) {
        call(session, "come", NULL, effects);
        session->help = HELP_CALLED;
        session->help_ms = event->now_ms;
    }
    return true;
}

SESSION_HANDLER(session_no_longer)
{
    (void)event;
    if (session->help != HELP_CALLED)
        return false;
    call(session, "no_longer", NULL, effects);
    session->help = HELP_NONE;
    session->dialog = DIALOG_NONE;
    return true;
}

/* ---- the own number --------------------------------------------------------------------- */

static const struct question own_number = {.id = "phone",
                                           .kind = QUESTION_PHONE,
                                           .required = true,
                                           .min = INT_MIN,
                                           .max = INT_MAX};

/* What the person has written in the form already. */
static const char *
known_number(const struct session *session)
{
    const struct service *service = session->service;
    for (size_t i = 0; service != NULL && i < service->page_count; i++)
        for (size_t k = 0; k < service->pages[i].question_count; k++) {
            const struct question *question = &service->pages[i].questions[k];
            if (question->kind == QUESTION_PHONE)
                return json_text(session->answers, question->id, "");
        }
    return "";
}

SESSION_HANDLER(session_open_phone)
{
    struct session_voice *voice = &session->voice;
    enum screen_id from = session->screen;
    bool aside = from == SCREEN_TROUBLE ? session->voice.order == 0
                                        : session_can_turn_aside(session);
    if (!aside || (event->number != PHONE_FOR_TROUBLE && event->number != PHONE_FOR_HELP))
        return false;
    // For a matter it is asked beside that matter only: the answer goes back to it.
    if (event->number == PHONE_FOR_TROUBLE && from != SCREEN_TROUBLE)
        return false;
    if (!session_in_visit(session))
        session_begin_visit(session, effects);
    voice->phone_for = (enum phone_for)event->number;
    voice->phone_from = from;
    voice->phone_wrong = false;
    g_strlcpy(voice->phone, voice->left[0] != '\0' ? voice->left : known_number(session),
              sizeof voice->phone);
    session->dialog = DIALOG_NONE;
    session_go(session, SCREEN_PHONE, effects);
    return true;
}

SESSION_HANDLER(session_phone_type)
{
    struct session_voice *voice = &session->voice;
    (void)effects;
    char *text = event->text == NULL ? NULL
                                     : field_type(&own_number, voice->phone, event->text);
    if (text == NULL || strlen(text) >= sizeof voice->phone) {
        session_wipe_text(&text);
        return false;
    }
    explicit_bzero(voice->phone, sizeof voice->phone);
    g_strlcpy(voice->phone, text, sizeof voice->phone);
    session_wipe_text(&text);
    voice->phone_wrong = false;
    return true;
}

SESSION_HANDLER(session_phone_clear)
{
    (void)event;
    (void)effects;
    explicit_bzero(session->voice.phone, sizeof session->voice.phone);
    session->voice.phone_wrong = false;
    return true;
}

static struct field_defect
look_at_number(const struct session *session)
{
    struct clock_date today = session_today(session);
    json_t *value = session->voice.phone[0] == '\0' ? json_null()
                                                    : json_string(session->voice.phone);
    struct field_defect defect =
        field_check(&own_number, json_is_null(value) ? NULL : value, &today);
    json_decref(value);
    return defect;
}

char *
session_phone_trouble(const struct session *session)
{
    struct field_defect defect = look_at_number(session);
    return session->voice.phone_wrong && defect.problem != FIELD_GOOD
               ? field_defect_says(&defect, session->language)
               : NULL;
}

/* Back to where the number was wanted; a screen without a visit is not gone back to with
 * something of a person in memory. */
static void
go_back(struct session *session, struct effects *effects)
{
    enum screen_id from = session->voice.phone_from;
    explicit_bzero(session->voice.phone, sizeof session->voice.phone);
    if (from == SCREEN_ATTRACT || from == SCREEN_OUT_OF_SERVICE)
        session_end_visit(session, effects);
    else
        session_go(session, from, effects);
}

SESSION_HANDLER(session_phone_back)
{
    (void)event;
    go_back(session, effects);
    return true;
}

SESSION_HANDLER(session_phone_next)
{
    struct session_voice *voice = &session->voice;
    bool help = voice->phone_for == PHONE_FOR_HELP;
    // To leave no number is an answer, too, where it was not the very question.
    bool none = voice->phone[0] == '\0' && !help;
    if (!none && look_at_number(session).problem != FIELD_GOOD) {
        voice->phone_wrong = true;
        return true;
    }
    if (!help) {
        g_strlcpy(voice->left, voice->phone, sizeof voice->left);
        go_back(session, effects);
        voice->phone_asked = true;
        return session->assisted ? session_trouble_send(session, event, effects) : true;
    }
    json_t *own = json_pack("{s:s}", "phone", voice->phone);
    session->screen = voice->phone_from; // it is that screen that needed help
    call(session, "call_back", own, effects);
    go_back(session, effects);
    session->help = HELP_CALL_BACK;
    session->help_ms = event->now_ms;
    session->dialog = DIALOG_HELP;
    return true;
}
