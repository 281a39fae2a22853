// SPDX-License-Identifier: Apache-2.0
// Session: one answer: where it stands, whether it is good, how it is filled.
#include "session_parts.h"

#include <string.h>

#include "base/json.h"

json_t *
session_entry(const struct session *session)
{
    // None is open: far beyond the last.
    return json_array_get(form_entries(session_form_page(session), session->answers),
                          (size_t)session->entry - 1);
}

json_t *
session_scope(const struct session *session, const struct question *question)
{
    if (question->page == session_typed_page())
        return session->typed;
    if (question->page == NULL || question->page->repeat == NULL)
        return session->answers;
    return question->page == session_form_page(session) ? session_entry(session) : NULL;
}

const json_t *
session_answer(const struct session *session, const struct question *question)
{
    return json_object_get(session_scope(session, question), question->id);
}

const struct question_page *
session_form_page(const struct session *session)
{
    return session->screen == SCREEN_CARD_TYPED
               ? session_typed_page()
               : &session->service->pages[session->form_page];
}

struct field_defect
session_check(const struct session *session, const struct question *question)
{
    struct clock_date today = session_today(session);
    const json_t *value = session_answer(session, question);
    bool correcting = session->progress.correcting;
    bool repeated = question->page != NULL && question->page->repeat != NULL;
    // No rule of a service knows what stands on a card that is typed, nor answers that are
    // not here.
    bool alone = question->page == session_typed_page() ||
                 (correcting && !repeated) || session_may_stay_empty(session, question);
    struct field_defect defect = alone ? field_check(question, value, &today)
                                       : form_check_one(session->service, question,
                                                        session->answers,
                                                        session_entry(session), &today);
    if (correcting && value == NULL && session_may_stay_empty(session, question))
        defect.problem = FIELD_GOOD;
    // In a correction it was asked for, so it is wanted.
    else if (correcting && !repeated && value == NULL && question->kind != QUESTION_FILE)
        defect.problem = FIELD_MISSING;
    defect.entry = session->entry;
    return defect;
}

bool
session_is_good(const struct session *session, const struct question *question)
{
    return session_check(session, question).problem == FIELD_GOOD;
}

const struct question *
session_focused(const struct session *session)
{
    if (session->service == NULL || session->focus[0] == '\0')
        return NULL;
    const struct question_page *page = session_form_page(session);
    for (size_t i = 0; i < page->question_count; i++)
        if (strcmp(page->questions[i].id, session->focus) == 0)
            return &page->questions[i];
    return NULL;
}

void
session_focus_on(struct session *session, const struct question *question)
{
    session_input_forget(session);
    session_wipe_text(&session->draft);
    if (question == NULL) {
        session->focus[0] = '\0';
        session->draft = g_strdup("");
        return;
    }
    g_strlcpy(session->focus, question->id, sizeof session->focus);
    session->draft = field_text(question, session_answer(session, question));
    // Digits that were chosen for words do not take the calendar away.
    if (question->kind == QUESTION_DATE && session->input.keyboard == KEYBOARD_DIGITS)
        session->input.keyboard = KEYBOARD_USUAL;
    bool placed = json_is_object(session_answer(session, question));
    g_strlcpy(session->region,
              question->region != NULL && !placed ? question->region : "",
              sizeof session->region);
}

const struct question *
session_asked_here(const struct session *session, const char *id)
{
    const struct question_page *page = session_form_page(session);
    for (size_t i = 0; id != NULL && i < page->question_count; i++)
        if (strcmp(page->questions[i].id, id) == 0 &&
            session_asks(session, &page->questions[i]))
            return &page->questions[i];
    return NULL;
}

/* ---- one answer ---- */

static void
answer(struct session *session, const struct question *question, json_t *value)
{
    if (value == NULL)
        json_object_del(session_scope(session, question), question->id);
    else
        json_object_set_new(session_scope(session, question), question->id, value);
    if (strcmp(session->field_error, question->id) == 0 &&
        session_is_good(session, question))
        session->field_error[0] = '\0';
}

SESSION_HANDLER(session_form_focus)
{
    (void)effects;
    const struct question *question = session_asked_here(session, event->text);
    if (question == NULL || session->assisted || !field_is_typed(question))
        return false;
    session_focus_on(session, question);
    return true;
}

static bool
set_draft(struct session *session, const struct question *question, char *text)
{
    const json_t *before = session_answer(session, question);
    json_t *value = field_value(question, text);
    if (question->kind == QUESTION_ADDRESS && json_is_object(before)) {
        json_t *place = json_deep_copy(before);
        json_object_set_new(place, "detail", value != NULL ? value : json_string(""));
        value = place;
    }
    session_wipe_text(&session->draft);
    session->draft = text;
    answer(session, question, value);
    return true;
}

void
session_form_append(struct session *session, const char *text)
{
    if (session->screen == SCREEN_TROUBLE_WORDS) {
        session_words_append(session, text);
        return;
    }
    const struct question *question = session_asked_here(session, session->focus);
    for (; question != NULL && *text != '\0'; text = g_utf8_find_next_char(text, NULL)) {
        char key[7] = {0};
        g_utf8_strncpy(key, text, 1);
        char *longer = field_type(question, session->draft, key);
        if (longer == NULL)
            return;
        set_draft(session, question, longer);
    }
}

/* ---- a date and a place that are picked ---- */

SESSION_HANDLER(session_form_draft)
{
    (void)effects;
    const struct question *question = session_asked_here(session, session->focus);
    const char *text = event->text != NULL ? event->text : "";
    if (question == NULL || question->kind != QUESTION_DATE || strlen(text) > 8 ||
        text[strspn(text, "0123456789")] != '\0')
        return false;
    return set_draft(session, question, g_strdup(text));
}

bool
session_picks_region(const struct session *session, const struct question *question)
{
    const struct region *list[REGION_BELOW_MAX];
    return question->kind == QUESTION_ADDRESS && question->region != NULL &&
           session->region[0] != '\0' &&
           regions_below(session->regions, session->region, list) > 0;
}

static void
take_place(struct session *session, const struct question *question, const char *code)
{
    char *name = regions_full_name(session->regions, code, SESSION_LANGUAGE_FIRST);
    const json_t *before = session_answer(session, question);
    json_t *place = json_pack("{s:s, s:s, s:s}", "region", code, "region_name", name,
                              "detail", json_text(before, "detail", ""));
    session->region[0] = '\0';
    answer(session, question, place);
    g_free(name);
}

SESSION_HANDLER(session_form_region)
{
    (void)effects;
    const struct region *list[REGION_BELOW_MAX];
    const struct question *question = session_asked_here(session, session->focus);
    if (question == NULL || question->region == NULL || event->text == NULL ||
        !g_str_has_prefix(event->text, question->region) ||
        strlen(event->text) > REGION_CODE_MAX)
        return false;
    session->part = 0;
    if (regions_below(session->regions, event->text, list) > 0)
        g_strlcpy(session->region, event->text, sizeof session->region);
    else if (regions_find(session->regions, event->text) != NULL)
        take_place(session, question, event->text);
    else
        return false;
    return true;
}

/* An address as a card has it becomes a place and what is behind it; one from elsewhere is
 * asked for. */
void
session_place_answers(struct session *session)
{
    for (size_t i = 0; i < session->service->page_count; i++) {
        const struct question_page *page = &session->service->pages[i];
        for (size_t j = 0; j < page->question_count && page->repeat == NULL; j++) {
            const struct question *question = &page->questions[j];
            const json_t *value = json_object_get(session->answers, question->id);
            const char *rest;
            if (question->region == NULL || !json_is_string(value) ||
                session->regions == NULL)
                continue;
            const struct region *found = regions_match(session->regions, question->region,
                                                       json_string_value(value), &rest);
            json_t *detail = json_string(found != NULL ? rest : "");
            json_object_del(session->answers, question->id);
            if (found != NULL)
                take_place(session, question, found->code);
            json_t *place = json_object_get(session->answers, question->id);
            if (place != NULL)
                json_object_set(place, "detail", detail);
            json_decref(detail);
        }
    }
}

SESSION_HANDLER(session_form_type)
{
    const struct question *question = session_asked_here(session, session->focus);
    if (question == NULL || event->text == NULL)
        return false;
    if (session_is_text(question) && session_input_takes(session, event->text, effects))
        return true;
    char *text = field_type(question, session->draft, event->text);
    return text != NULL && set_draft(session, question, text);
}

SESSION_HANDLER(session_form_clear)
{
    (void)event;
    (void)effects;
    const struct question *question = session_asked_here(session, session->focus);
    session_input_forget(session);
    return question != NULL && field_is_typed(question) &&
           set_draft(session, question, g_strdup(""));
}

/* ---- a signature ---- */

SESSION_HANDLER(session_form_written)
{
    const struct question *question = session_asked_here(session, event->text);
    if (question == NULL || question->kind != QUESTION_SIGNATURE)
        return session_input_written(session, event, effects);
    if (json_array_size(event->json) == 0)
        return false;
    session->input.strokes = event->number;
    answer(session, question, json_deep_copy(event->json));
    return true;
}

SESSION_HANDLER(session_form_rewrite)
{
    const struct question *question = session_asked_here(session, event->text);
    if (question == NULL || question->kind != QUESTION_SIGNATURE)
        return session_input_rewrite(session, event, effects);
    session->input.ink++;
    session->input.strokes = 0;
    answer(session, question, NULL);
    return true;
}

SESSION_HANDLER(session_form_choose)
{
    (void)effects;
    const struct question *question = session_asked_here(session, event->text);
    if (question == NULL || event->text2 == NULL)
        return false;
    const json_t *before = session_answer(session, question);
    json_t *value = field_choose(question, before, event->text2);
    if (value == NULL)
        return false;
    answer(session, question, value);
    return true;
}
