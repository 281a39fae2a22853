// SPDX-License-Identifier: Apache-2.0
// Session: giving what a case lacks, and only that. The same form, scanner and outbox.
#include "session_parts.h"

#include <string.h>

#include "base/json.h"

/* What the office wants of this question or material; NULL: nothing. */
const json_t *
session_defect(const struct session *session, const char *kind, const char *id)
{
    size_t index;
    json_t *defect;
    json_array_foreach (json_object_get(session->progress.told, "defects"), index, defect)
        if (strcmp(json_text(defect, "kind", ""), kind) == 0 &&
            strcmp(json_text(defect, "id", ""), id) == 0)
            return defect;
    return NULL;
}

/* What an entry is asked again waits for answers of that entry, or for some that are not here:
 * then it is offered, and may stay empty. */
bool
session_may_stay_empty(const struct session *session, const struct question *question)
{
    const char *waits = question->show_if.question;
    const struct question *other =
        waits == NULL ? NULL : service_question(session->service, waits);
    return session->progress.correcting && question->page != NULL &&
           question->page->repeat != NULL && waits != NULL &&
           (other == NULL || other->page != question->page);
}

static bool
asks_again(const struct session *session, const struct question *question)
{
    const struct question_page *page = question->page;
    if (page == NULL || page->repeat == NULL)
        return session_defect(session, "question", question->id) != NULL;
    return session_defect(session, "question", page->id) != NULL &&
           (session_may_stay_empty(session, question) ||
            form_is_shown(session->service, question, session->answers,
                          session_entry(session)));
}

bool
session_asks(const struct session *session, const struct question *question)
{
    const struct question_page *page = question->page;
    if (page == session_typed_page())
        return true;
    if (session->progress.correcting)
        return asks_again(session, question);
    bool repeated = page != NULL && page->repeat != NULL;
    // The card fills the first entry only.
    bool from_card = !repeated || session->entry == 1;
    return question->kind != QUESTION_FILE &&
           form_is_shown(session->service, question, session->answers,
                         repeated ? session_entry(session) : NULL) &&
           !(from_card && form_is_locked(question, session->card));
}

enum screen_id
session_last_look(const struct session *session)
{
    if (session->progress.correcting)
        return SCREEN_CORRECTION;
    return session_promise_is_open(session) ? SCREEN_PROMISE : SCREEN_CHECK;
}

enum screen_id
session_before_form(const struct session *session)
{
    return session->progress.correcting ? SCREEN_PROGRESS : SCREEN_GUIDE;
}

SESSION_HANDLER(session_correct_begin)
{
    struct session_progress *progress = &session->progress;
    const struct service *service = session->service;
    (void)event;
    if (json_array_size(json_object_get(progress->told, "defects")) == 0)
        return false;
    if (service == NULL || service->version != json_integer_value(json_object_get(
                                                   progress->told, "service_version"))) {
        progress->problem = PROGRESS_OTHER_VERSION;
        return true;
    }
    progress->correcting = true;
    session->material_count = 0;
    for (size_t i = 0; i < service->material_count; i++)
        if (service->materials[i].how == MATERIAL_SCAN &&
            session_defect(session, "material", service->materials[i].id) != NULL)
            session->materials[session->material_count++].material =
                &service->materials[i];
    session->material_total = session->material_count;
    for (size_t i = 0; i < service->page_count && session->card != NULL; i++)
        if (session_defect(session, "question", service->pages[i].id) != NULL)
            form_prefill_first(&service->pages[i], session->card, session->answers);
    session_form_begin(session, effects);
    return true;
}

SESSION_HANDLER(session_correct_back)
{
    (void)event;
    session->material_index = session->material_count > 0 ? session->material_count - 1
                                                          : 0;
    if (session->material_count > 0)
        session_go(session, SCREEN_SCAN, effects);
    else if (!session_form_end(session, effects))
        session_go(session, SCREEN_PROGRESS, effects);
    return true;
}

/* Every one of them has been given. */
bool
session_correction_is_complete(const struct session *session)
{
    const struct clock_date today = session_today(session);
    size_t index;
    json_t *defect;
    json_array_foreach (json_object_get(session->progress.told, "defects"), index,
                        defect) {
        const struct question *question =
            service_question(session->service, json_text(defect, "id", ""));
        const struct question_page *page =
            service_page(session->service, json_text(defect, "id", ""));
        if (strcmp(json_text(defect, "kind", ""), "question") != 0)
            continue;
        if (question == NULL && page != NULL && page->repeat != NULL &&
            !form_page_is_good(session->service, page, session->answers, &today))
            return false;
        if (question == NULL)
            continue;
        const json_t *value = json_object_get(session->answers, question->id);
        if (value == NULL || field_check(question, value, &today).problem != FIELD_GOOD)
            return false;
    }
    for (size_t i = 0; i < session->material_count; i++)
        if (!session_scan_is_complete(&session->materials[i]))
            return false;
    return true;
}

SESSION_HANDLER(session_correct_submit)
{
    (void)event;
    if (!session_correction_is_complete(session))
        return false;
    session_submit_begin(session, effects);
    return true;
}
