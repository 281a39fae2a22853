// SPDX-License-Identifier: Apache-2.0
// Session: how the screen looks and where it stands, as a person has chosen for one visit.
#include "session_parts.h"

#include <string.h>

bool
session_look_is_first(const struct session *session)
{
    return !session->assisted && !session->lowered && session->colours == COLOURS_USUAL;
}

void
session_look_follow(struct session *session, const struct session_seen *before,
                    enum session_event_kind kind)
{
    if (kind == SESSION_SHEET)
        return;
    struct session_seen now = session_see(session);
    bool same = now.screen == before->screen && now.assisted == before->assisted &&
                now.form_page == before->form_page && now.question == before->question &&
                now.material_index == before->material_index &&
                now.part == before->part && now.wrong == before->wrong &&
                strcmp(now.focus, before->focus) == 0 && kind != SESSION_LOWER;
    if (!same)
        session->sheet = -1;
}

SESSION_HANDLER(session_colours)
{
    (void)event;
    if (session_is_staff(session))
        return false;
    session->colours = (session->colours + 1) % COLOURS_COUNT;
    session_effect(effects, EFFECT_MODE);
    return true;
}

SESSION_HANDLER(session_lower)
{
    (void)event;
    if (session_is_staff(session))
        return false;
    session->lowered = !session->lowered;
    session_effect(effects, EFFECT_MODE);
    return true;
}

SESSION_HANDLER(session_sheet)
{
    (void)effects;
    if (event->number < 0 || event->number == session->sheet)
        return false;
    session->sheet = event->number;
    return true;
}
