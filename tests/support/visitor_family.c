// SPDX-License-Identifier: Apache-2.0
#include "visitor_family.h"

#include <string.h>

static const char *const typed[QUESTION_KIND_COUNT] = {
    [QUESTION_TEXT] = "示例街三号院",
    [QUESTION_PERSON_NAME] = "王秀兰",
    [QUESTION_ID_NUMBER] = "999999200001010011",
    [QUESTION_PHONE] = "10000001234",
    [QUESTION_NUMBER] = "3",
    [QUESTION_MONEY] = "120.5",
    [QUESTION_ADDRESS] = "三组8号",
    [QUESTION_BANK_CARD] = "4111111111111111",
    [QUESTION_CREDIT_CODE] = "91350100M000100Y43",
};

void
visitor_signs(struct visitor *visitor, const char *question)
{
    json_t *strokes = json_pack("[[i, i, i, i], [i, i]]", 10, 10, 200, 90, 300, 50);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_WRITTEN,
                                                   .text = question,
                                                   .number = 2,
                                                   .json = strokes});
    json_decref(strokes);
}

/* A day that this question takes: of late, soon, long ago. */
static void
type_day(struct visitor *visitor, const struct question *question)
{
    static const char *const days[] = {"20261001", "20260101", "20261231", "20000101"};
    for (size_t i = 0; i < G_N_ELEMENTS(days); i++) {
        visitor_does(visitor, SESSION_CLEAR, NULL);
        visitor_types(visitor, days[i]);
        if (session_check(&visitor->session, question).problem == FIELD_GOOD)
            return;
    }
}

static void
answer(struct visitor *visitor, const struct question *question)
{
    const struct session *session = &visitor->session;
    if (question->kind == QUESTION_SIGNATURE) {
        visitor_signs(visitor, question->id);
        return;
    }
    const char *word = question->choice_count > 0 ? question->choices[0].value : "yes";
    if (!field_is_typed(question)) {
        visitor_event(visitor, &(struct session_event){.kind = SESSION_CHOOSE,
                                                       .text = question->id,
                                                       .text2 = word});
        return;
    }
    visitor_does(visitor, SESSION_FOCUS, question->id);
    if (strcmp(session->focus, question->id) != 0)
        return;
    visitor_event(visitor, &(struct session_event){.kind = SESSION_KEYBOARD,
                                                   .number = KEYBOARD_LETTERS});
    if (session_picks_region(session, question)) {
        visitor_does(visitor, SESSION_REGION, "999999001"); // its villages
        visitor_does(visitor, SESSION_REGION, "999999001002");
    }
    if (question->kind == QUESTION_DATE) {
        type_day(visitor, question);
        return;
    }
    visitor_does(visitor, SESSION_CLEAR, NULL);
    visitor_types(visitor, typed[question->kind]);
}

void
visitor_fills(struct visitor *visitor)
{
    const struct session *session = &visitor->session;
    const struct question_page *page = session_form_page(session);
    for (size_t i = 0; i < page->question_count; i++) {
        const struct question *question = &page->questions[i];
        if (session->assisted && i != session->question)
            continue;
        if (session_asks(session, question) &&
            session_check(session, question).problem != FIELD_GOOD)
            answer(visitor, question);
    }
}

void
visitor_lays_card(struct visitor *visitor, const char *name, const char *id_number)
{
    json_t *card = json_pack("{s:s, s:s, s:s, s:s}", "card_type", "citizen", "name", name,
                             "id_number", id_number, "sex", "female");
    json_object_set_new(
        card, "birth",
        json_sprintf("%.4s-%.2s-%.2s", id_number + 6, id_number + 10, id_number + 12));
    visitor_event(visitor, &(struct session_event){.kind = SESSION_CARD_READ,
                                                   .order = visitor->card_order,
                                                   .json = card});
    json_decref(card);
}

void
visitor_defers(struct visitor *visitor)
{
    visitor_must_be_on(visitor, SCREEN_SCAN);
    visitor_does(visitor, SESSION_DEFER, NULL);
}

void
visitor_comes_to_who(struct visitor *visitor)
{
    visitor_does(visitor, SESSION_START, NULL);
    visitor_does(visitor, SESSION_OPEN_SERVICE, FAMILY_SERVICE);
    visitor_does(visitor, SESSION_NEXT, NULL);
    visitor_does(visitor, SESSION_AGREE, NULL);
    visitor_must_be_on(visitor, SCREEN_WHO);
}

void
visitor_comes_to_typed_card(struct visitor *visitor)
{
    visitor_comes_to_who(visitor);
    visitor_does(visitor, SESSION_APPLY, "self");
    visitor_must_be_on(visitor, SCREEN_CARD);
    visitor_does(visitor, SESSION_TYPE_CARD, NULL);
    visitor_must_be_on(visitor, SCREEN_CARD_TYPED);
}

void
visitor_comes_to_entries(struct visitor *visitor)
{
    visitor_comes_to_who(visitor);
    visitor_does(visitor, SESSION_APPLY, "self");
    visitor_card_is_read(visitor);
    for (int i = 0; i < 40 && visitor->session.screen == SCREEN_FORM; i++) {
        visitor_fills(visitor);
        visitor_does(visitor, SESSION_NEXT, NULL);
    }
    visitor_must_be_on(visitor, SCREEN_ENTRIES);
}

void
visitor_fills_all(struct visitor *visitor)
{
    struct session *session = &visitor->session;
    for (int i = 0; i < 200 && session->screen != SCREEN_SCAN; i++) {
        if (session->screen == SCREEN_ENTRIES) {
            GArray *defects = session_entry_defects(session);
            int entry = defects->len == 0
                            ? 0
                            : g_array_index(defects, struct field_defect, 0).entry;
            if (defects->len > 0)
                visitor_event(visitor, &(struct session_event){.kind = SESSION_ENTRY,
                                                               .number = entry - 1});
            else
                visitor_does(visitor, SESSION_NEXT, NULL);
            g_array_unref(defects);
            continue;
        }
        visitor_must_be_on(visitor, SCREEN_FORM);
        visitor_fills(visitor);
        visitor_does(visitor, SESSION_NEXT, NULL);
    }
    visitor_must_be_on(visitor, SCREEN_SCAN);
}

void
visitor_comes_to_promise(struct visitor *visitor)
{
    visitor_comes_to_entries(visitor);
    visitor_fills_all(visitor);
    visitor_defers(visitor);
    visitor_does(visitor, SESSION_NEXT, NULL); // the bill is not needed
    visitor_must_be_on(visitor, SCREEN_PROMISE);
}
