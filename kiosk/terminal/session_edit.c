// SPDX-License-Identifier: Apache-2.0
// Session: to one answer, entry or paper, and back to where it was changed from.
#include "session_parts.h"

#include <string.h>

static void
edit_question(struct session *session, const struct question *question, int entry,
              struct effects *effects)
{
    session_form_enter(session, (size_t)(question->page - session->service->pages), false,
                       effects);
    if (question->page->repeat != NULL) {
        session->entry = entry;
        session_go(session, SCREEN_FORM, effects);
    }
    session->question = (size_t)(question - session_form_page(session)->questions);
    session->alone = (int)session->question + 1;
    if (session->assisted || field_is_typed(question))
        session_focus_on(session, question);
}

static bool
edit_page(struct session *session, const struct question_page *page, int entry,
          struct effects *effects)
{
    size_t index = (size_t)(page - session->service->pages);
    if (page->repeat == NULL || !session_form_page_is_asked(session, index))
        return false;
    session_form_enter(session, index, false, effects);
    if (entry > 0 &&
        (size_t)entry <= json_array_size(form_entries(page, session->answers))) {
        session->entry = entry;
        session_form_entry(session, effects);
    }
    return true;
}

static bool
edit_material(struct session *session, const char *id, struct effects *effects)
{
    for (size_t i = 0; i < session->material_count; i++) {
        if (strcmp(session->materials[i].material->id, id) != 0)
            continue;
        session->material_index = i;
        session_go(session, SCREEN_SCAN, effects);
        return true;
    }
    return false;
}

/* Whether it can be asked where it stands. */
static bool
can_edit(struct session *session, const struct question *question, int entry)
{
    if (question == NULL || question->page->repeat == NULL)
        return question != NULL && session_asks(session, question);
    size_t count = json_array_size(form_entries(question->page, session->answers));
    return entry > 0 && (size_t)entry <= count;
}

/* Of a rule's two sides, the one that is asked. */
static const struct question *
asked_side(const struct session *session, const struct rule *rule)
{
    const struct operand *sides[] = {&rule->left, &rule->right};
    for (size_t i = 0; i < G_N_ELEMENTS(sides); i++) {
        const struct question *side =
            sides[i]->id == NULL ? NULL
                                 : service_question(session->service, sides[i]->id);
        if (side != NULL && side->page->repeat == NULL && session_asks(session, side))
            return side;
    }
    return NULL;
}

const struct question *
session_mended_at(const struct session *session, const struct field_defect *defect)
{
    const struct question *question = defect->question;
    if (question == NULL || question->page->repeat != NULL ||
        session_asks(session, question) || defect->rule == NULL)
        return question;
    return asked_side(session, defect->rule);
}

/* A rule that is told at what the card said is mended at its other side, or by another card. */
static bool
edit_elsewhere(struct session *session, const struct question *question,
               struct effects *effects)
{
    for (guint i = 0; session->defects != NULL && i < session->defects->len; i++) {
        const struct field_defect *defect =
            &g_array_index(session->defects, struct field_defect, i);
        if (defect->question != question || defect->rule == NULL)
            continue;
        const struct question *other = session_mended_at(session, defect);
        if (other != NULL)
            return other != question && session_edit(session, other->id, 0, effects);
        session_other_person(session, effects);
        return true;
    }
    return false;
}

bool
session_edit(struct session *session, const char *id, int entry, struct effects *effects)
{
    bool from_errors = session->screen == SCREEN_ERRORS;
    const struct question *question = service_question(session->service, id);
    if (question != NULL && question->page->repeat == NULL &&
        !session_asks(session, question) && edit_elsewhere(session, question, effects))
        return true;
    const struct question_page *page = service_page(session->service, id);
    bool asked = can_edit(session, question, entry);
    if (asked)
        edit_question(session, question, entry, effects);
    else if (!edit_material(session, id, effects) &&
             (page == NULL || !edit_page(session, page, entry, effects)))
        return false;
    session->editing = true;
    session->editing_errors = from_errors;
    if (asked && from_errors && !session_is_good(session, question))
        session_form_error(session, question); // at the field, too
    return true;
}

void
session_edited(struct session *session, struct effects *effects)
{
    bool errors = session->editing_errors && session_find_defects(session) > 0;
    session->editing = session->editing_errors = false;
    session->entry = 0;
    session_materials_follow(session);
    session_go(session, errors ? SCREEN_ERRORS : session_last_look(session), effects);
}
