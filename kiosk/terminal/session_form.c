// SPDX-License-Identifier: Apache-2.0
// Session: answering questions, page by page, or one by one in assisted mode.
#include "session_parts.h"

#include <string.h>

#include "base/json.h"

bool
session_form_page_is_asked(const struct session *session, size_t index)
{
    const struct question_page *page = &session->service->pages[index];
    if (page->repeat != NULL)
        return session->progress.correcting
                   ? session_defect(session, "question", page->id) != NULL
                   : form_page_is_shown(session->service, page, session->answers);
    for (size_t i = 0; i < page->question_count; i++)
        if (session_asks(session, &page->questions[i]))
            return true;
    return false;
}

/* First question of the page that is asked and not yet good; NULL: all are. */
static const struct question *
first_open(const struct session *session)
{
    const struct question_page *page = session_form_page(session);
    for (size_t i = 0; i < page->question_count; i++) {
        const struct question *question = &page->questions[i];
        if (session_asks(session, question) && !session_is_good(session, question))
            return question;
    }
    return NULL;
}

/* ---- in and out of pages ---- */

/* What is typed into on a page with all its questions: the first that is not good yet. */
static const struct question *
typed_first(const struct session *session)
{
    const struct question_page *page = session_form_page(session);
    const struct question *typed = NULL;
    for (size_t i = 0; i < page->question_count; i++) {
        const struct question *question = &page->questions[i];
        if (!session_asks(session, question) || !field_is_typed(question))
            continue;
        if (!session_is_good(session, question))
            return question;
        if (typed == NULL)
            typed = question;
    }
    return typed;
}

/* In standard mode the focus is where keys are typed; choices are pressed at any time. */
static void
focus_standard(struct session *session)
{
    session_focus_on(session, typed_first(session));
}

/* The next question that is asked, from `from` in steps of `step`; false: none. */
static bool
focus_assisted(struct session *session, size_t from, int step)
{
    const struct question_page *page = session_form_page(session);
    for (size_t i = from; i < page->question_count; i += (size_t)step) {
        if (!session_asks(session, &page->questions[i]))
            continue;
        session->question = i;
        session->part = 0;
        session_focus_on(session, &page->questions[i]);
        return true;
    }
    return false; // also when i stepped below 0 and so became very large
}

void
session_form_enter(struct session *session, size_t index, bool at_end,
                   struct effects *effects)
{
    session->form_page = index;
    session->entry = 0;
    if (session_form_page(session)->repeat != NULL) {
        session_entries_show(session, effects);
        return;
    }
    session_go(session, SCREEN_FORM, effects);
    size_t last = session_form_page(session)->question_count - 1;
    if (!session->assisted)
        focus_standard(session);
    else
        focus_assisted(session, at_end ? last : 0, at_end ? -1 : 1);
}

static bool
enter_page_from(struct session *session, size_t from, int step, struct effects *effects)
{
    for (size_t i = from; i < session->service->page_count; i += (size_t)step) {
        if (session_form_page_is_asked(session, i)) {
            session_form_enter(session, i, step < 0, effects);
            return true;
        }
    }
    return false;
}

static void
go_to_materials(struct session *session, struct effects *effects)
{
    session_materials_follow(session);
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
    return question == NULL || session_is_good(session, question);
}

void
session_form_mode(struct session *session)
{
    const struct question_page *page = session_form_page(session);
    session_input_forget(session); // the other mode has other keys
    if (!session->assisted) {
        session->alone = (int)session->question + 1;
        const struct question *question = session_focused(session);
        if (question == NULL || !field_is_typed(question))
            focus_standard(session);
        return;
    }
    const struct question *wanted = session_focused(session);
    size_t alone = (size_t)session->alone;
    // Back to the question that was left, unless another was touched meanwhile.
    if (alone > 0 && alone <= page->question_count && wanted == typed_first(session))
        wanted = &page->questions[alone - 1];
    if (wanted == NULL)
        wanted = first_open(session);
    size_t index = 0;
    for (size_t i = 0; i < page->question_count; i++)
        if (&page->questions[i] == wanted)
            index = i;
    focus_assisted(session, index, 1);
}

/* ---- forward and back ---- */

void
session_form_error(struct session *session, const struct question *question)
{
    g_strlcpy(session->field_error, question->id, sizeof session->field_error);
}

/* Changed from the check page, an entry is gone through whole; a mistake in it is mended and
 * that is all. */
static bool
edits_one_answer(const struct session *session)
{
    return session->editing && (session->entry == 0 || session->editing_errors);
}

void
session_form_page_next(struct session *session, struct effects *effects)
{
    if (session->editing)
        session_edited(session, effects);
    else if (!enter_page_from(session, session->form_page + 1, 1, effects))
        go_to_materials(session, effects);
}

static void
next_page(struct session *session, struct effects *effects)
{
    if (session->screen == SCREEN_CARD_TYPED)
        session_typed_done(session, effects);
    else if (session->entry > 0 && !edits_one_answer(session))
        session_entries_show(session, effects);
    else
        session_form_page_next(session, effects);
}

void
session_form_entry(struct session *session, struct effects *effects)
{
    if (session->screen != SCREEN_CARD_TYPED)
        session_go(session, SCREEN_FORM, effects);
    if (session->assisted)
        focus_assisted(session, 0, 1);
    else
        focus_standard(session);
}

static bool
next_assisted(struct session *session, struct effects *effects)
{
    const struct question *question = session_focused(session);
    if (question != NULL && !session_is_good(session, question)) {
        session_form_error(session, question);
        return true;
    }
    session->field_error[0] = '\0';
    if (edits_one_answer(session) || !focus_assisted(session, session->question + 1, 1))
        next_page(session, effects);
    return true;
}

/* Shows another question of a page that has no room for all of them. */
static bool
show_alone(struct session *session, size_t from, int step)
{
    const struct question_page *page = session_form_page(session);
    for (size_t i = from; i < page->question_count; i += (size_t)step) {
        if (!session_asks(session, &page->questions[i]))
            continue;
        session->alone = (int)i + 1;
        session->part = 0;
        if (field_is_typed(&page->questions[i]))
            session_focus_on(session, &page->questions[i]);
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
    size_t index = (size_t)(question - session_form_page(session)->questions);
    session->field_error[0] = '\0';
    show_alone(session, index, 1);
    if (!session_is_good(session, question)) {
        session_form_error(session, question);
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
    const struct question *alone = session_asked_here(session, event->text);
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
    if (focused != NULL && !session_is_good(session, focused))
        session_form_error(session, focused);
    else if (field_is_typed(open))
        session_focus_on(session, open);
    else
        session_form_error(session, open);
    return true;
}

/* One question back, within the page. */
static bool
back_within(struct session *session)
{
    if (session->screen == SCREEN_ENTRIES)
        return false;
    if (session->assisted)
        return focus_assisted(session, session->question - 1, -1);
    return session->alone > 1 && show_alone(session, (size_t)session->alone - 2, -1);
}

SESSION_HANDLER(session_form_back)
{
    session->field_error[0] = '\0';
    bool list = session->screen == SCREEN_ENTRIES;
    if (session->editing && (list || edits_one_answer(session)))
        session_edited(session, effects);
    else if (back_within(session))
        return true;
    else if (session->screen == SCREEN_CARD_TYPED)
        return session_typed_back(session, event, effects);
    else if (session->entry > 0)
        session_entries_show(session, effects);
    else if (!enter_page_from(session, session->form_page - 1, -1, effects))
        session_go(session, session_before_form(session), effects);
    return true;
}
