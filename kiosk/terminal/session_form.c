// SPDX-License-Identifier: Apache-2.0
// Session: answering questions, page by page, or one by one in assisted mode.
#include "session_parts.h"

#include <string.h>

#include "base/json.h"

static const struct question_page *
page_of(const struct session *session)
{
    return &session->service->pages[session->form_page];
}

/* Whether the person has something to do at this question. */
static bool
is_asked(const struct session *session, const struct question *question)
{
    return session_asks(session, question);
}

static bool
page_is_asked(const struct session *session, size_t index)
{
    const struct question_page *page = &session->service->pages[index];
    for (size_t i = 0; i < page->question_count; i++)
        if (is_asked(session, &page->questions[i]))
            return true;
    return false;
}

static bool
is_good(const struct session *session, const struct question *question)
{
    struct clock_date today = session_today(session);
    const json_t *value = json_object_get(session->answers, question->id);
    if (session->progress.correcting && value == NULL)
        return false; // it was asked for, so it is wanted
    return field_check(question, value, &today).problem == FIELD_GOOD;
}

/* First question of the page that is asked and not yet good; NULL: all are. */
static const struct question *
first_open(const struct session *session)
{
    const struct question_page *page = page_of(session);
    for (size_t i = 0; i < page->question_count; i++) {
        const struct question *question = &page->questions[i];
        if (is_asked(session, question) && !is_good(session, question))
            return question;
    }
    return NULL;
}

const struct question *
session_focused(const struct session *session)
{
    if (session->service == NULL || session->focus[0] == '\0')
        return NULL;
    return service_question(session->service, session->focus);
}

static void
focus_on(struct session *session, const struct question *question)
{
    session_input_forget(session);
    session_wipe_text(&session->draft);
    if (question == NULL) {
        session->focus[0] = '\0';
        session->draft = g_strdup("");
        return;
    }
    g_strlcpy(session->focus, question->id, sizeof session->focus);
    session->draft =
        field_text(question, json_object_get(session->answers, question->id));
}

/* ---- in and out of pages ---- */

/* In standard mode the focus is where keys are typed; choices are pressed at any time. */
static void
focus_standard(struct session *session)
{
    const struct question_page *page = page_of(session);
    const struct question *typed = NULL;
    for (size_t i = 0; i < page->question_count; i++) {
        const struct question *question = &page->questions[i];
        if (!is_asked(session, question) || !field_is_typed(question))
            continue;
        if (!is_good(session, question)) {
            typed = question;
            break;
        }
        if (typed == NULL)
            typed = question;
    }
    focus_on(session, typed);
}

/* The next question that is asked, from `from` in steps of `step`; false: none. */
static bool
focus_assisted(struct session *session, size_t from, int step)
{
    const struct question_page *page = page_of(session);
    for (size_t i = from; i < page->question_count; i += (size_t)step) {
        if (!is_asked(session, &page->questions[i]))
            continue;
        session->question = i;
        session->part = 0;
        focus_on(session, &page->questions[i]);
        return true;
    }
    return false; // also when i stepped below 0 and so became very large
}

static void
enter_page(struct session *session, size_t index, bool at_end, struct effects *effects)
{
    session->form_page = index;
    session_go(session, SCREEN_FORM, effects);
    size_t last = page_of(session)->question_count - 1;
    if (!session->assisted)
        focus_standard(session);
    else
        focus_assisted(session, at_end ? last : 0, at_end ? -1 : 1);
}

static bool
enter_page_from(struct session *session, size_t from, int step, struct effects *effects)
{
    for (size_t i = from; i < session->service->page_count; i += (size_t)step) {
        if (page_is_asked(session, i)) {
            enter_page(session, i, step < 0, effects);
            return true;
        }
    }
    return false;
}

static void
go_to_materials(struct session *session, struct effects *effects)
{
    session->material_index = 0;
    session_go(session,
               session->material_count > 0 ? SCREEN_SCAN : session_last_look(session),
               effects);
}

void
session_form_begin(struct session *session, struct effects *effects)
{
    if (!enter_page_from(session, 0, 1, effects))
        go_to_materials(session, effects);
}

bool
session_form_end(struct session *session, struct effects *effects)
{
    return enter_page_from(session, session->service->page_count - 1, -1, effects);
}

bool
session_form_exists(const struct session *session)
{
    // Before the card is read nobody knows what it leaves open: what it could fill counts
    // as filled.
    for (size_t i = 0; i < session->service->page_count; i++) {
        const struct question_page *page = &session->service->pages[i];
        for (size_t j = 0; j < page->question_count; j++)
            if (!page->questions[j].locked)
                return true;
    }
    return false;
}

bool
session_form_is_complete(const struct session *session)
{
    if (!session->assisted)
        return first_open(session) == NULL;
    const struct question *question = session_focused(session);
    return question == NULL || is_good(session, question);
}

void
session_form_mode(struct session *session)
{
    const struct question_page *page = page_of(session);
    session_input_forget(session); // the other mode has other keys
    if (!session->assisted) {
        session->alone = (int)session->question + 1;
        const struct question *question = session_focused(session);
        if (question == NULL || !field_is_typed(question))
            focus_standard(session);
        return;
    }
    const struct question *wanted = session_focused(session);
    if (wanted == NULL)
        wanted = first_open(session);
    size_t index = 0;
    for (size_t i = 0; i < page->question_count; i++)
        if (&page->questions[i] == wanted)
            index = i;
    focus_assisted(session, index, 1);
}

/* ---- forward and back ---- */

static const struct question *
asked_on_page(const struct session *session, const char *id)
{
    const struct question_page *page = page_of(session);
    for (size_t i = 0; id != NULL && i < page->question_count; i++)
        if (strcmp(page->questions[i].id, id) == 0 &&
            is_asked(session, &page->questions[i]))
            return &page->questions[i];
    return NULL;
}

static void
show_error(struct session *session, const struct question *question)
{
    g_strlcpy(session->field_error, question->id, sizeof session->field_error);
}

static void
next_page(struct session *session, struct effects *effects)
{
    if (session->editing)
        session_edited(session, effects);
    else if (!enter_page_from(session, session->form_page + 1, 1, effects))
        go_to_materials(session, effects);
}

static bool
next_assisted(struct session *session, struct effects *effects)
{
    const struct question *question = session_focused(session);
    if (question != NULL && !is_good(session, question)) {
        show_error(session, question);
        return true;
    }
    session->field_error[0] = '\0';
    if (session->editing || !focus_assisted(session, session->question + 1, 1))
        next_page(session, effects);
    return true;
}

/* Shows another question of a page that has no room for all of them. */
static bool
show_alone(struct session *session, size_t from, int step)
{
    const struct question_page *page = page_of(session);
    for (size_t i = from; i < page->question_count; i += (size_t)step) {
        if (!is_asked(session, &page->questions[i]))
            continue;
        session->alone = (int)i + 1;
        session->part = 0;
        if (field_is_typed(&page->questions[i]))
            focus_on(session, &page->questions[i]);
        return true;
    }
    return false; // also when i stepped below 0 and so became very large
}

/* From one question to the next, whether it must be answered or not: what is optional, or has
 * several answers, is not passed over. */
static bool
next_alone(struct session *session, const struct question *question,
           struct effects *effects)
{
    size_t index = (size_t)(question - page_of(session)->questions);
    session->field_error[0] = '\0';
    show_alone(session, index, 1);
    if (!is_good(session, question)) {
        show_error(session, question);
        return true;
    }
    if (session->editing_errors || !show_alone(session, index + 1, 1))
        next_page(session, effects);
    return true;
}

SESSION_HANDLER(session_form_next)
{
    if (session->assisted)
        return next_assisted(session, effects);
    const struct question *alone = asked_on_page(session, event->text);
    if (alone != NULL)
        return next_alone(session, alone, effects);
    const struct question *focused = session_focused(session);
    const struct question *open = first_open(session);
    session->field_error[0] = '\0';
    if (open == NULL) {
        next_page(session, effects);
        return true;
    }
    // What is being filled comes first; the next thing to fill is no mistake yet.
    if (focused != NULL && !is_good(session, focused))
        show_error(session, focused);
    else if (field_is_typed(open))
        focus_on(session, open);
    else
        show_error(session, open);
    return true;
}

SESSION_HANDLER(session_form_back)
{
    (void)event;
    session->field_error[0] = '\0';
    if (session->editing)
        session_edited(session, effects);
    else if (session->assisted && focus_assisted(session, session->question - 1, -1))
        return true;
    else if (session->alone > 1 && show_alone(session, (size_t)session->alone - 2, -1))
        return true;
    else if (!enter_page_from(session, session->form_page - 1, -1, effects))
        session_go(session, session_before_form(session), effects);
    return true;
}

/* ---- to one answer and back ---- */

bool
session_edit(struct session *session, const char *id, int entry, struct effects *effects)
{
    (void)entry;
    bool from_errors = session->screen == SCREEN_ERRORS;
    const struct question *question = service_question(session->service, id);
    if (question != NULL && is_asked(session, question)) {
        size_t index = 0;
        while (question < session->service->pages[index].questions ||
               question >= session->service->pages[index].questions +
                               session->service->pages[index].question_count)
            index++;
        enter_page(session, index, false, effects);
        session->question = (size_t)(question - page_of(session)->questions);
        session->alone = (int)session->question + 1;
        if (session->assisted || field_is_typed(question))
            focus_on(session, question);
        session->editing = true;
        session->editing_errors = from_errors;
        if (from_errors && !is_good(session, question))
            show_error(session, question); // at the field, too
        return true;
    }
    for (size_t i = 0; i < session->material_count; i++) {
        if (strcmp(session->materials[i].material->id, id) != 0)
            continue;
        session->material_index = i;
        session_go(session, SCREEN_SCAN, effects);
        session->editing = true;
        session->editing_errors = from_errors;
        return true;
    }
    return false;
}

void
session_edited(struct session *session, struct effects *effects)
{
    bool errors = session->editing_errors && session_find_defects(session) > 0;
    session->editing = session->editing_errors = false;
    session_go(session, errors ? SCREEN_ERRORS : session_last_look(session), effects);
}

/* ---- one answer ---- */

static void
answer(struct session *session, const struct question *question, json_t *value)
{
    if (value == NULL)
        json_object_del(session->answers, question->id);
    else
        json_object_set_new(session->answers, question->id, value);
    if (strcmp(session->field_error, question->id) == 0 && is_good(session, question))
        session->field_error[0] = '\0';
}

SESSION_HANDLER(session_form_focus)
{
    (void)effects;
    const struct question *question = asked_on_page(session, event->text);
    if (question == NULL || session->assisted || !field_is_typed(question))
        return false;
    focus_on(session, question);
    return true;
}

static bool
set_draft(struct session *session, const struct question *question, char *text)
{
    session_wipe_text(&session->draft);
    session->draft = text;
    answer(session, question, field_value(question, text));
    return true;
}

void
session_form_append(struct session *session, const char *text)
{
    const struct question *question = asked_on_page(session, session->focus);
    for (; question != NULL && *text != '\0'; text = g_utf8_find_next_char(text, NULL)) {
        char key[7] = {0};
        g_utf8_strncpy(key, text, 1);
        char *longer = field_type(question, session->draft, key);
        if (longer == NULL)
            return;
        set_draft(session, question, longer);
    }
}

SESSION_HANDLER(session_form_type)
{
    const struct question *question = asked_on_page(session, session->focus);
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
    const struct question *question = asked_on_page(session, session->focus);
    session_input_forget(session);
    return question != NULL && field_is_typed(question) &&
           set_draft(session, question, g_strdup(""));
}

SESSION_HANDLER(session_form_choose)
{
    (void)effects;
    const struct question *question = asked_on_page(session, event->text);
    if (question == NULL || event->text2 == NULL)
        return false;
    const json_t *before = json_object_get(session->answers, question->id);
    json_t *value = field_choose(question, before, event->text2);
    if (value == NULL)
        return false;
    answer(session, question, value);
    return true;
}
