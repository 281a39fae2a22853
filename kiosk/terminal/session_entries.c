// SPDX-License-Identifier: Apache-2.0
// Session: the entries of a repeated page, such as members of a family.
#include "session_parts.h"

#include <string.h>

static json_t *
entries_of(const struct session *session)
{
    return form_entries(session_form_page(session), session->answers);
}

GArray *
session_entry_defects(const struct session *session)
{
    struct clock_date today = session_today(session);
    return form_check_page(session->service, session_form_page(session), session->answers,
                           &today);
}

bool
session_entry_may_go(const struct session *session, size_t index)
{
    return index > 0 || !session_form_page(session)->repeat->first_is_applicant ||
           session->progress.correcting;
}

static void
drop_empty(struct session *session)
{
    json_t *entry = session_entry(session);
    if (entry != NULL && json_object_size(entry) == 0)
        json_array_remove(entries_of(session), (size_t)session->entry - 1);
}

void
session_entries_show(struct session *session, struct effects *effects)
{
    drop_empty(session);
    session->entry = session->entry_armed = 0;
    session->focus[0] = '\0';
    session_go(session, SCREEN_ENTRIES, effects);
}

/* A new one behind the others; false: there is no room. */
static bool
add_entry(struct session *session)
{
    const struct question_page *page = session_form_page(session);
    json_t *entries = entries_of(session);
    if ((int)json_array_size(entries) >= page->repeat->max)
        return false;
    if (entries == NULL) {
        entries = json_array();
        json_object_set_new(session->answers, page->id, entries);
    }
    json_array_append_new(entries, json_object());
    return true;
}

SESSION_HANDLER(session_entry_open)
{
    int number = event->number + 1;
    if (event->number < 0) {
        if (!add_entry(session))
            return false;
        number = (int)json_array_size(entries_of(session));
    }
    if ((size_t)number > json_array_size(entries_of(session)))
        return false;
    session->entry = number;
    session->entry_armed = 0;
    session_form_entry(session, effects);
    return true;
}

/* What was typed goes only when it is asked for twice. */
SESSION_HANDLER(session_entry_remove)
{
    (void)effects;
    size_t index = (size_t)event->number;
    if (event->number < 0) { // it stays after all
        session->entry_armed = 0;
        return true;
    }
    if (index >= json_array_size(entries_of(session)) ||
        !session_entry_may_go(session, index))
        return false;
    session->field_error[0] = '\0';
    if (session->entry_armed != event->number + 1) {
        session->entry_armed = event->number + 1;
        return true;
    }
    session->entry_armed = 0;
    json_array_remove(entries_of(session), index);
    return true;
}

SESSION_HANDLER(session_entries_next)
{
    (void)event;
    GArray *defects = session_entry_defects(session);
    bool good = defects->len == 0;
    g_array_unref(defects);
    session->entry_armed = 0;
    if (!good) {
        g_strlcpy(session->field_error, session_form_page(session)->id,
                  sizeof session->field_error);
        return true;
    }
    session_form_page_next(session, effects);
    return true;
}
