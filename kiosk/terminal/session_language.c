// SPDX-License-Identifier: Apache-2.0
// Session: the language of a visit. Nothing of what was filled in depends on it.
#include "session_parts.h"

#include <string.h>

void
session_set_languages(struct session *session, const struct session_language *languages,
                      size_t count)
{
    session->languages = languages;
    session->language_count = count;
}

static const struct session_language *
find(const struct session *session, const char *code)
{
    for (size_t i = 0; i < session->language_count; i++)
        if (strcmp(session->languages[i].code, code) == 0)
            return &session->languages[i];
    return NULL;
}

const struct session_language *
session_language_now(const struct session *session)
{
    return find(session, session->language);
}

bool
session_speaks(const struct session *session, const char *language)
{
    size_t i;
    json_t *voice;
    json_array_foreach (session->voices, i, voice)
        if (g_strcmp0(json_string_value(voice), language) == 0)
            return true;
    return session->voices == NULL;
}

bool
session_languages_close(struct session *session)
{
    session->dialog = session->under;
    session->under = DIALOG_NONE;
    session->sheet = -1;
    return true;
}

SESSION_HANDLER(session_languages)
{
    (void)event;
    (void)effects;
    if (session->language_count < 2 || session_is_staff(session))
        return false;
    if (session->dialog == DIALOG_LANGUAGES)
        return session_languages_close(session);
    session->under = session->dialog;
    session->dialog = DIALOG_LANGUAGES;
    session->sheet = -1;
    return true;
}

SESSION_HANDLER(session_language)
{
    if (event->text == NULL || strcmp(event->text, session->language) == 0 ||
        find(session, event->text) == NULL || session_is_staff(session))
        return false;
    g_strlcpy(session->language, event->text, sizeof session->language);
    session_effect(effects, EFFECT_LANGUAGE);
    return true;
}

SESSION_HANDLER(session_voices)
{
    (void)effects;
    json_decref(session->voices);
    session->voices = json_incref((json_t *)(uintptr_t)event->json);
    return true;
}
