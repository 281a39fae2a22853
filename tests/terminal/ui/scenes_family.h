// SPDX-License-Identifier: Apache-2.0
/* Scenes of the service of every kind: who applies, two cards, a family, dates, places,
 * signatures. Included by scenes.h alone. */
#ifndef TESTS_TERMINAL_UI_SCENES_FAMILY_H
#define TESTS_TERMINAL_UI_SCENES_FAMILY_H

SCENE(who)
{
    UNUSED_PAGES;
    visitor_comes_to_who(visitor);
}

SCENE(card_agent)
{
    UNUSED_PAGES;
    visitor_comes_to_who(visitor);
    visitor_does(visitor, SESSION_APPLY, "agent");
}

SCENE(card_child)
{
    UNUSED_PAGES;
    visitor_comes_to_who(visitor);
    visitor_does(visitor, SESSION_APPLY, "guardian");
    visitor_card_is_read(visitor);
    visitor_lays_card(visitor, "李建国", "999999198005050010");
}

SCENE(card_typed)
{
    UNUSED_PAGES;
    visitor_comes_to_typed_card(visitor);
    visitor_types(visitor, "99999919800505");
}

/* To the page on which this question is asked. */
static void
family_to_question(struct visitor *visitor, const char *id)
{
    visitor_comes_to_who(visitor);
    visitor_does(visitor, SESSION_APPLY, "self");
    visitor_card_is_read(visitor);
    for (int i = 0; i < 60; i++) {
        if (visitor->session.screen == SCREEN_ENTRIES) {
            GArray *defects = session_entry_defects(&visitor->session);
            bool open = defects->len > 0;
            g_array_unref(defects);
            visitor_event(visitor, &(struct session_event){.kind = open ? SESSION_ENTRY
                                                                        : SESSION_NEXT});
        }
        const struct question_page *page = session_form_page(&visitor->session);
        bool here = false;
        for (size_t k = 0; k < page->question_count; k++)
            if (strcmp(page->questions[k].id, id) == 0)
                here = !visitor->session.assisted || visitor->session.question == k;
        if (here && visitor->session.screen == SCREEN_FORM)
            break;
        visitor_fills(visitor);
        visitor_does(visitor, SESSION_NEXT, NULL);
    }
    visitor_does(visitor, SESSION_FOCUS, id);
}

SCENE(place)
{
    UNUSED_PAGES;
    family_to_question(visitor, "home");
    visitor_does(visitor, SESSION_REGION, "999999001");
}

SCENE(place_picked)
{
    UNUSED_PAGES;
    family_to_question(visitor, "home");
    visitor_does(visitor, SESSION_REGION, "999999001002");
    visitor_types(visitor, "三组");
}

SCENE(choice_notes)
{
    UNUSED_PAGES;
    family_to_question(visitor, "reason");
}

SCENE(date_year)
{
    UNUSED_PAGES;
    family_to_question(visitor, "since");
}

SCENE(date_month)
{
    UNUSED_PAGES;
    family_to_question(visitor, "since");
    visitor_does(visitor, SESSION_DRAFT, "2026");
}

SCENE(date_day)
{
    UNUSED_PAGES;
    family_to_question(visitor, "since");
    visitor_does(visitor, SESSION_DRAFT, "20261001");
}

SCENE(entries)
{
    UNUSED_PAGES;
    visitor_comes_to_entries(visitor);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_ENTRY, .number = -1});
    for (int i = 0; i < 8 && visitor->session.screen == SCREEN_FORM; i++) {
        visitor_fills(visitor);
        visitor_does(visitor, SESSION_NEXT, NULL);
    }
    visitor_does(visitor, SESSION_NEXT, NULL);
}

SCENE(entries_remove)
{
    scene_entries(visitor, pages);
    visitor_event(visitor,
                  &(struct session_event){.kind = SESSION_ENTRY_REMOVE, .number = 1});
}

SCENE(signature)
{
    UNUSED_PAGES;
    family_to_question(visitor, "check_consent");
}

SCENE(promise)
{
    UNUSED_PAGES;
    visitor_comes_to_promise(visitor);
}

SCENE(check_family)
{
    scene_promise(visitor, pages);
    visitor_signs(visitor, NULL);
    visitor_does(visitor, SESSION_NEXT, NULL);
}

SCENE(errors_family)
{
    scene_check_family(visitor, pages);
    json_t *second =
        json_array_get(json_object_get(visitor->session.answers, "members"), 0);
    json_object_set_new(second, "member_id", json_string("99999919431112002"));
    json_object_set_new(visitor->session.answers, "until", json_string("2026-09-01"));
    visitor_does(visitor, SESSION_PROMISE, NULL);
    visitor_does(visitor, SESSION_SUBMIT, NULL);
}

#endif
