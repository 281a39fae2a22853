// SPDX-License-Identifier: Apache-2.0
// Session: the way through the screens, and what there is on every one of them.
#include "session_parts.h"

#include <string.h>

void
session_begin_visit(struct session *session, struct effects *effects)
{
    session->answers = json_object();
    session->draft = g_strdup("");
    session_effect(effects, EFFECT_VISIT_BEGINS);
}

SESSION_HANDLER(session_start)
{
    session_begin_visit(session, effects);
    if (event->number == 1 && !session->assisted) {
        session->assisted = true;
        session_effect(effects, EFFECT_MODE);
    }
    session->dialog = DIALOG_NONE;
    session_go(session, SCREEN_HOME, effects);
    return true;
}

/* Out of service: nothing can be handed in, but everything can be read. */
SESSION_HANDLER(session_start_reading)
{
    (void)event;
    if (session->catalogue->count == 0)
        return false;
    session_begin_visit(session, effects);
    session_find_again(session, effects);
    return true;
}

void
session_forget_service(struct session *session, struct effects *effects)
{
    if (session_page_count(session) > 0 || session->card != NULL)
        session_effect(effects, EFFECT_DROP_PAGES);
    char group[sizeof session->group];
    session_paper_goes_on(session, false);
    struct session_find find = session->find; // what was looked up is the way back
    g_strlcpy(group, session->group, sizeof group);
    session_wipe_visit(session);
    g_strlcpy(session->group, group, sizeof session->group);
    session->find = find;
    explicit_bzero(&find, sizeof find);
    session->answers = json_object();
    session->draft = g_strdup("");
}

SESSION_HANDLER(session_open_group)
{
    if (event->text == NULL ||
        (catalogue_group(session->catalogue, event->text) == NULL &&
         catalogue_life_event(session->catalogue, event->text) == NULL))
        return false;
    if (strcmp(event->text, SESSION_GROUP_BOOKING) == 0) {
        session_forget_service(session, effects);
        session->group[0] = '\0';
        session_booking_begin(session, effects);
        return true;
    }
    g_strlcpy(session->group, event->text, sizeof session->group);
    session->draft_lost = false;
    session_go(session, SCREEN_GROUP, effects);
    return true;
}

static void
take_service(struct session *session, const struct service *service)
{
    session->service = service;
    for (size_t i = 0; i < service->material_count; i++)
        if (service->materials[i].how == MATERIAL_SCAN)
            session->materials[session->material_total++].material =
                &service->materials[i];
    session_materials_follow(session);
}

SESSION_HANDLER(session_open_service)
{
    const struct service *service =
        event->text == NULL ? NULL : catalogue_service(session->catalogue, event->text);
    if (service == NULL)
        return false;
    if (session->screen != SCREEN_GROUP)
        session->group[0] = '\0';
    session->find.open = session->screen == SCREEN_SEARCH ||
                         session->screen == SCREEN_ANSWER;
    // Another matter needs its own consent, so nothing of the first one is carried over.
    if (service != session->service) {
        session_forget_service(session, effects);
        take_service(session, service);
    }
    session->draft_lost = false;
    session_go(session, SCREEN_GUIDE, effects);
    return true;
}

bool
session_needs_card(const struct session *session)
{
    return strcmp(session->service->assurance, "none") != 0;
}

bool
session_can_begin(const struct session *session)
{
    struct clock_date today = session_today(session);
    return service_state(session->service, &today) == SERVICE_OPEN &&
           session_resting_screen(session) != SCREEN_OUT_OF_SERVICE;
}

SESSION_HANDLER(session_guide_next)
{
    (void)event;
    if (!session_can_begin(session))
        return false;
    if (session->consent_given)
        session_who_begin(session, effects);
    else
        session_go(session, SCREEN_CONSENT, effects);
    return true;
}

SESSION_HANDLER(session_agree)
{
    session->consent_given = true;
    session->consent_ms = event->now_ms;
    session_who_begin(session, effects);
    return true;
}

SESSION_HANDLER(session_back_home)
{
    (void)event;
    session_go(session, SCREEN_HOME, effects);
    return true;
}

SESSION_HANDLER(session_guide_back)
{
    (void)event;
    if (session->find.open)
        session_find_again(session, effects);
    else
        session_go(session, session->group[0] != '\0' ? SCREEN_GROUP : SCREEN_HOME,
                   effects);
    return true;
}

SESSION_HANDLER(session_back_guide)
{
    (void)event;
    session_go(session, SCREEN_GUIDE, effects);
    return true;
}

SESSION_HANDLER(session_back_consent)
{
    (void)event;
    session->consent_given = false; // it is asked again: a way back is a way out of it
    session_go(session, SCREEN_CONSENT, effects);
    return true;
}

SESSION_HANDLER(session_check_back)
{
    (void)event;
    session->entry = 0;
    if (session->material_count > 0) {
        session->material_index = session->material_count - 1;
        session_go(session, SCREEN_SCAN, effects);
    } else if (!session_form_end(session, effects)) {
        session_go(session, SCREEN_GUIDE, effects);
    }
    return true;
}

SESSION_HANDLER(session_back_check)
{
    (void)event;
    session_go(session, SCREEN_CHECK, effects);
    return true;
}

SESSION_HANDLER(session_edit_one)
{
    return event->text != NULL &&
           session_edit(session, event->text, event->number, effects);
}

SESSION_HANDLER(session_errors_next)
{
    (void)event;
    for (guint i = 0; session->defects != NULL && i < session->defects->len; i++) {
        const struct field_defect *defect =
            &g_array_index(session->defects, struct field_defect, i);
        if (session_edit(session, field_defect_id(defect), defect->entry, effects))
            return true;
    }
    session_go(session, SCREEN_CHECK, effects);
    return true;
}

SESSION_HANDLER(session_promise)
{
    (void)event;
    (void)effects;
    session->promised = !session->promised;
    session->field_error[0] = '\0';
    return true;
}

/* ---- what is there on every screen ---- */

SESSION_HANDLER(session_dismiss)
{
    (void)event;
    (void)effects;
    bool changed = session->dialog != DIALOG_NONE;
    if (session->dialog == DIALOG_LANGUAGES)
        return session_languages_close(session);
    session->dialog = DIALOG_NONE;
    return changed;
}

SESSION_HANDLER(session_part)
{
    (void)effects;
    if (event->number < 0 || event->number == session->part || !session_in_visit(session))
        return false;
    session->part = event->number;
    return true;
}

SESSION_HANDLER(session_mode)
{
    (void)event;
    session->assisted = !session->assisted;
    session->part = 0; // sizes change, and with them what has room
    session_effect(effects, EFFECT_MODE);
    if (session->screen == SCREEN_FORM)
        session_form_mode(session);
    else if (session->screen == SCREEN_TROUBLE_WORDS)
        session_input_forget(session); // the other mode has other keys
    return true;
}

SESSION_HANDLER(session_end)
{
    (void)event;
    if (!session_in_visit(session))
        return false;
    // A case is being made durable: to end now would leave nobody who knows its number. Once it
    // is, its slip comes first.
    if (session->screen == SCREEN_SUBMITTING)
        return session_do_not_wait(session, event, effects);
    // Paper with a name on it is on its way, and comes in any case: ask before nobody waits.
    if (session_prints(session) && session->dialog != DIALOG_END) {
        session->dialog = DIALOG_END;
        return true;
    }
    session_end_visit(session, effects);
    return true;
}

SESSION_HANDLER(session_ask_end)
{
    if (!session_in_visit(session))
        return false;
    if (session->screen == SCREEN_SUBMITTING)
        return session_do_not_wait(session, event, effects);
    if (session_has_draft(session)) {
        session->dialog = DIALOG_END;
        return true;
    }
    return session_end(session, event, effects);
}

/* A page that nobody waits for any more. */
SESSION_HANDLER(session_late_page)
{
    (void)session;
    if (event->page.handle > 0)
        session_effect(effects, EFFECT_DROP_PAGE)->number = event->page.handle;
    return false;
}
