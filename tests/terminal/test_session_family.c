// SPDX-License-Identifier: Apache-2.0
// The session with a service of every kind: members of a family, who applies and with whose
// cards, a card that is typed, a promise that is signed.
#include "terminal/session.h"

#include <string.h>

#include "base/json.h"
#include "terminal/session_parts.h"
#include "tests/support/visitor_family.h"
#include "tests/support/visitor_progress.h"
#include <kiosk/envelope.h>

#define OTHER "999999198005050010" // of age
#define CHILD "99999920150601002X"

static void
opens_entry(struct visitor *visitor, int index)
{
    visitor_event(visitor,
                  &(struct session_event){.kind = SESSION_ENTRY, .number = index});
}

static void
takes_out(struct visitor *visitor, int index)
{
    visitor_event(visitor,
                  &(struct session_event){.kind = SESSION_ENTRY_REMOVE, .number = index});
}

static size_t
members(const struct visitor *visitor)
{
    return json_array_size(json_object_get(visitor->session.answers, "members"));
}

/* The case as it would be handed in now; passes the contract. */
static json_t *
application_of(const struct visitor *visitor)
{
    json_t *application = session_application(&visitor->session,
                                              "0199a1b2-0000-7000-8000-000000000001",
                                              "482915", visitor->real_ms);
    GError *error = NULL;
    schema_accepts(&envelope_application_schema, application, &error);
    g_assert_no_error(error);
    return application;
}

static void
test_entries__are_added_changed_and_taken_out(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_entries(&visitor);
    g_assert_cmpuint(members(&visitor), ==, 1); // the applicant, from the card
    visitor_does(&visitor, SESSION_NEXT, NULL); // not all is filled in
    visitor_must_be_on(&visitor, SCREEN_ENTRIES);
    g_assert_cmpstr(visitor.session.field_error, ==, "members");

    opens_entry(&visitor, -1);
    visitor_must_be_on(&visitor, SCREEN_FORM);
    visitor_does(&visitor, SESSION_BACK, NULL); // nothing was filled: it goes
    visitor_must_be_on(&visitor, SCREEN_ENTRIES);
    g_assert_cmpuint(members(&visitor), ==, 1);

    opens_entry(&visitor, -1);
    visitor_fills(&visitor);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_must_be_on(&visitor, SCREEN_ENTRIES);
    g_assert_cmpuint(members(&visitor), ==, 2);
    opens_entry(&visitor, -1);
    visitor_fills(&visitor);
    visitor_does(&visitor, SESSION_BACK, NULL); // what was typed stays
    g_assert_cmpuint(members(&visitor), ==, 3);

    takes_out(&visitor, 1);
    g_assert_cmpuint(members(&visitor), ==, 3); // asked first
    takes_out(&visitor, -1);
    takes_out(&visitor, 1);
    takes_out(&visitor, 1);
    g_assert_cmpuint(members(&visitor), ==, 2);
    takes_out(&visitor, 0); // the applicant stays
    takes_out(&visitor, 0);
    g_assert_cmpuint(members(&visitor), ==, 2);
    opens_entry(&visitor, -1);
    visitor_fills(&visitor);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    opens_entry(&visitor, -1);
    visitor_fills(&visitor);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    opens_entry(&visitor, -1); // four are the most
    visitor_must_be_on(&visitor, SCREEN_ENTRIES);
    g_assert_cmpuint(members(&visitor), ==, 4);
    visitor_finish(&visitor);
}

static void
test_entries__ask_one_thing_at_a_time_in_assisted_mode(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_entries(&visitor);
    visitor_does(&visitor, SESSION_MODE, NULL);
    opens_entry(&visitor, 0);
    g_assert_cmpstr(visitor.session.focus, ==, "member_name"); // as the card has it
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpstr(visitor.session.focus, ==, "relation");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpstr(visitor.session.field_error, ==, "relation");
    visitor_fills(&visitor);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpstr(visitor.session.focus, ==, "income");
    visitor_does(&visitor, SESSION_BACK, NULL);
    g_assert_cmpstr(visitor.session.focus, ==, "relation");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_fills(&visitor);
    visitor_does(&visitor, SESSION_NEXT, NULL); // no school: nobody is a child
    visitor_must_be_on(&visitor, SCREEN_ENTRIES);
    visitor_finish(&visitor);
}

static void
test_entries__are_changed_from_the_check_page(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_promise(&visitor);
    visitor_signs(&visitor, NULL);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_must_be_on(&visitor, SCREEN_CHECK);
    visitor_event(&visitor, &(struct session_event){
                                .kind = SESSION_EDIT, .text = "members", .number = 1});
    visitor_must_be_on(&visitor, SCREEN_FORM);
    g_assert_cmpint(visitor.session.entry, ==, 1);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_must_be_on(&visitor, SCREEN_ENTRIES);
    opens_entry(&visitor, -1); // and another one
    visitor_does(&visitor, SESSION_FOCUS, "member_id");
    visitor_types(&visitor, CHILD);
    visitor_does(&visitor, SESSION_BACK, NULL);
    visitor_does(&visitor, SESSION_BACK, NULL);
    visitor_must_be_on(&visitor, SCREEN_CHECK);
    // What it lacks is told all at once, and mended where it stands.
    visitor_does(&visitor, SESSION_PROMISE, NULL);
    visitor_does(&visitor, SESSION_SUBMIT, NULL);
    visitor_must_be_on(&visitor, SCREEN_ERRORS);
    g_assert_cmpuint(visitor.session.defects->len, ==, 3); // name, relation, income
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_must_be_on(&visitor, SCREEN_FORM);
    g_assert_cmpint(visitor.session.entry, ==, 2);
    g_assert_cmpstr(visitor.session.field_error, ==, "member_name");
    visitor_fills(&visitor);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_must_be_on(&visitor, SCREEN_CHECK);
    visitor_does(&visitor, SESSION_SUBMIT, NULL);
    visitor_must_be_on(&visitor, SCREEN_SUBMITTING);
    json_t *application = application_of(&visitor);
    json_t *list = json_object_get(json_object_get(application, "answers"), "members");
    g_assert_cmpuint(json_array_size(list), ==, 2);
    g_assert_cmpstr(json_text(json_array_get(list, 1), "member_id", ""), ==, CHILD);
    json_decref(application);
    visitor_finish(&visitor);
}

static void
test_rules__are_told_at_the_field_and_at_the_end(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_promise(&visitor);
    visitor_signs(&visitor, NULL);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_does(&visitor, SESSION_EDIT, "until");
    visitor_does(&visitor, SESSION_CLEAR, NULL);
    visitor_types(&visitor, "20260930"); // before it began
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpstr(visitor.session.field_error, ==, "until");
    visitor_does(&visitor, SESSION_BACK, NULL);
    visitor_does(&visitor, SESSION_PROMISE, NULL);
    visitor_does(&visitor, SESSION_SUBMIT, NULL);
    visitor_must_be_on(&visitor, SCREEN_ERRORS);
    g_assert_cmpint(
        g_array_index(visitor.session.defects, struct field_defect, 0).problem, ==,
        FIELD_RULE);
    visitor_finish(&visitor);
}

static void
test_who__an_agent_shows_two_cards_and_the_mandate(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_who(&visitor);
    visitor_does(&visitor, SESSION_APPLY, "nobody");
    visitor_must_be_on(&visitor, SCREEN_WHO);
    visitor_does(&visitor, SESSION_APPLY, "agent");
    g_assert_cmpint(session_card_of(&visitor.session), ==, CARD_OF_AGENT);
    visitor_lays_card(&visitor, "李建国", OTHER);
    visitor_must_be_on(&visitor, SCREEN_CARD);
    g_assert_cmpint(session_card_of(&visitor.session), ==, CARD_OF_PRINCIPAL);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_DROP_PHOTO));
    visitor_lays_card(&visitor, "李建国", OTHER); // it is being lifted
    g_assert_cmpstr(visitor.session.card_cause, ==, "");
    for (int waited_s = 0; waited_s < 8; waited_s++) { // it was left lying
        visitor_waits(&visitor, 1000);
        visitor_lays_card(&visitor, "李建国", OTHER);
    }
    g_assert_cmpstr(visitor.session.card_cause, ==, "samePerson");
    visitor_waits(&visitor, 1000); // no key is pressed for the other one
    visitor_card_is_read(&visitor);
    visitor_must_be_on(&visitor, SCREEN_FORM);
    g_assert_cmpstr(json_text(visitor.session.answers, "name", ""), ==, "王秀兰");
    g_assert_cmpuint(visitor.session.material_count, ==, 3); // register, mandate, bill
    json_t *application = application_of(&visitor);
    g_assert_cmpstr(json_text(json_object_get(application, "agent"), "name", ""), ==,
                    "李建国");
    g_assert_cmpstr(json_text(json_object_get(application, "applicant"), "name", ""), ==,
                    "王秀兰");
    g_assert_cmpstr(json_text(json_object_get(application, "answers"), "applying_as", ""),
                    ==, "agent");
    json_decref(application);

    // Somebody else applies after all: nothing of the other's card stays.
    visitor_does(&visitor, SESSION_BACK, NULL);
    visitor_does(&visitor, SESSION_BACK, NULL);
    visitor_does(&visitor, SESSION_BACK, NULL);
    visitor_finish(&visitor);
}

static void
test_who__a_guardian_comes_for_a_child(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_who(&visitor);
    visitor_does(&visitor, SESSION_APPLY, "guardian");
    visitor_lays_card(&visitor, "王小宝", CHILD);
    g_assert_cmpstr(visitor.session.card_cause, ==, "notAdult");
    visitor_does(&visitor, SESSION_RETRY, NULL);
    visitor_card_is_read(&visitor);
    visitor_lays_card(&visitor, "李建国", OTHER);
    g_assert_cmpstr(visitor.session.card_cause, ==, "notMinor");
    visitor_does(&visitor, SESSION_TYPE_CARD, NULL); // many children have no card
    visitor_must_be_on(&visitor, SCREEN_CARD_TYPED);
    visitor_types(&visitor, CHILD);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_KEYBOARD,
                                                    .number = KEYBOARD_LETTERS});
    visitor_types(&visitor, "王小宝");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_must_be_on(&visitor, SCREEN_FORM);
    json_t *application = application_of(&visitor);
    const json_t *child = json_object_get(application, "applicant");
    g_assert_cmpstr(json_text(child, "id_number", ""), ==, CHILD);
    g_assert_cmpstr(json_text(child, "birth", ""), ==, "2015-06-01");
    g_assert_cmpstr(json_text(child, "sex", ""), ==, "female");
    g_assert_cmpstr(json_text(application, "assurance", ""), ==, "typed");
    json_decref(application);
    visitor_finish(&visitor);
}

static void
test_who__a_card_that_cannot_be_read_is_typed_and_marked(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_typed_card(&visitor);
    visitor_types(&visitor, "999999198005050011"); // mistyped
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpstr(visitor.session.field_error, ==, "card_number");
    visitor_types(&visitor, "\b0");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_fills(&visitor);
    visitor_does(&visitor, SESSION_BACK, NULL);
    visitor_must_be_on(&visitor, SCREEN_CARD);
    visitor_does(&visitor, SESSION_TYPE_CARD, NULL); // and nothing is lost
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_must_be_on(&visitor, SCREEN_FORM);
    g_assert_true(visitor.session.card_typed);
    g_assert_true(session_asks(&visitor.session,
                               service_question(visitor.session.service, "phone")));
    json_t *application = application_of(&visitor);
    json_t *typed = json_object_get(application, "typed");
    g_assert_cmpstr(json_string_value(json_array_get(typed, 0)), ==, "applicant");
    const json_t *card = json_array_get(json_object_get(application, "materials"), 0);
    g_assert_cmpstr(json_text(card, "how", ""), ==, "typed");
    g_assert_cmpstr(json_text(card, "trust", ""), ==, "D");
    g_assert_cmpstr(json_text(card, "original", ""), ==, "window");
    json_decref(application);
    visitor_finish(&visitor);

    visitor_init(&visitor); // only where the service allows it
    visitor_comes_to_card(&visitor);
    visitor_does(&visitor, SESSION_TYPE_CARD, NULL);
    visitor_must_be_on(&visitor, SCREEN_CARD);
    visitor_finish(&visitor);
}

static void
test_who__an_enterprise_is_asked_for_its_code(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_who(&visitor);
    visitor_does(&visitor, SESSION_APPLY, "enterprise");
    visitor_card_is_read(&visitor);
    visitor_must_be_on(&visitor, SCREEN_FORM);
    g_assert_cmpstr(visitor.session.focus, ==, "unit_name");
    visitor_fills(&visitor);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpstr(json_text(visitor.session.answers, "unit_code", ""), ==,
                    "91350100M000100Y43");
    visitor_finish(&visitor);
}

static void
answers(struct visitor *visitor, const char *defects_at, const char *other)
{
    static struct rule rule;
    const struct service *service = visitor->session.service;
    rule = (struct rule){.at = service_question(service, defects_at),
                         .left = {.kind = OPERAND_QUESTION, .id = defects_at},
                         .right = {.kind = OPERAND_VALUE}};
    if (other != NULL)
        rule.right = (struct operand){.kind = OPERAND_QUESTION, .id = other};
    const struct field_defect defect = {
        .question = rule.at, .problem = FIELD_RULE, .rule = &rule};
    visitor->session.defects = g_array_new(FALSE, TRUE, sizeof defect);
    g_array_append_val(visitor->session.defects, defect);
    visitor->session.screen = SCREEN_ERRORS;
    visitor_event(visitor,
                  &(struct session_event){.kind = SESSION_EDIT, .text = defects_at});
}

static void
test_rules__at_what_the_card_said_have_a_way(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_entries(&visitor);
    answers(&visitor, "birth", "since"); // the other side can be changed
    visitor_must_be_on(&visitor, SCREEN_FORM);
    g_assert_cmpstr(session_form_page(&visitor.session)->id, ==, "amounts");
    g_array_unref(visitor.session.defects);
    answers(&visitor, "birth", NULL); // nothing can be: it is another person's matter
    visitor_must_be_on(&visitor, SCREEN_WHO);
    g_assert_null(visitor.session.card);
    g_assert_null(json_object_get(visitor.session.answers, "birth"));
    visitor_finish(&visitor);
}

static void
test_correction__of_a_family_asks_each_member_by_its_own_answers(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_progress_of(
        &visitor,
        "{\"case_id\":\"0199a1b2-0000-7000-8000-000000000001\",\"receipt_number\":"
        "\"000126112100071\",\"service\":\"every-kind\",\"service_version\":1,"
        "\"state\":\"correction\",\"next\":\"correct\",\"steps\":[],\"results\":[],"
        "\"defects\":[{\"kind\":\"question\",\"id\":\"members\",\"sentence\":"
        "\"another income\"}]}");
    visitor_does(&visitor, SESSION_CORRECT, NULL);
    visitor_must_be_on(&visitor, SCREEN_ENTRIES);
    g_assert_cmpuint(members(&visitor), <=, 1); // whoever came by card
    opens_entry(&visitor, members(&visitor) == 0 ? -1 : 0);
    visitor_must_be_on(&visitor, SCREEN_FORM);
    g_assert_null(
        session_asked_here(&visitor.session, "school")); // nobody is a child yet
    visitor_fills(&visitor);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_must_be_on(&visitor, SCREEN_ENTRIES);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_must_be_on(&visitor, SCREEN_CORRECTION);
    g_assert_true(session_correction_is_complete(&visitor.session));
    visitor_finish(&visitor);
}

static void
test_promise__is_signed_for_what_comes_later(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_promise(&visitor);
    visitor_does(&visitor, SESSION_NEXT, NULL); // not signed
    visitor_must_be_on(&visitor, SCREEN_PROMISE);
    visitor_signs(&visitor, NULL);
    visitor_does(&visitor, SESSION_REWRITE, NULL);
    g_assert_null(visitor.session.promise);
    visitor_signs(&visitor, NULL);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_must_be_on(&visitor, SCREEN_CHECK);
    json_t *application = application_of(&visitor);
    json_t *promise = json_object_get(application, "promise");
    json_t *first = json_array_get(json_object_get(promise, "materials"), 0);
    g_assert_cmpstr(json_text(first, "material", ""), ==, "household_register");
    g_assert_cmpstr(json_text(first, "due", ""), ==, "2026-12-04"); // ten working days
    g_assert_cmpstr(json_text(promise, "text", ""), !=, "");
    g_assert_cmpuint(json_array_size(json_object_get(promise, "strokes")), ==, 2);
    json_decref(application);

    // Scanned after all: nothing is promised any more.
    visitor_does(&visitor, SESSION_EDIT, "household_register");
    visitor_does(&visitor, SESSION_SCAN, NULL);
    visitor_page_comes(&visitor, "good");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_must_be_on(&visitor, SCREEN_CHECK);
    application = application_of(&visitor);
    g_assert_null(json_object_get(application, "promise"));
    json_decref(application);
    // And later again: the old signature was not for this.
    visitor_does(&visitor, SESSION_EDIT, "household_register");
    visitor_does(&visitor, SESSION_DEFER, NULL);
    visitor_must_be_on(&visitor, SCREEN_PROMISE);
    visitor_finish(&visitor);
}

static void
test_materials__keep_their_pages_while_nothing_asks_for_them(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_promise(&visitor);
    visitor_does(&visitor, SESSION_BACK, NULL);
    visitor_must_be_on(&visitor, SCREEN_SCAN); // the bill
    visitor_does(&visitor, SESSION_SCAN, NULL);
    int handle = visitor_page_comes(&visitor, "good");
    g_assert_cmpuint(visitor.session.material_total, ==, 4);
    g_assert_cmpuint(visitor.session.material_count, ==, 2);
    g_assert_cmpint(visitor.session.materials[1].pages[0].handle, ==, handle);
    json_t *application = application_of(&visitor);
    json_t *last = json_array_get(json_object_get(application, "materials"), 2);
    g_assert_cmpstr(json_text(last, "material", ""), ==, "bill");
    json_decref(application);
    visitor_does(&visitor, SESSION_END, NULL);
    visitor_must_be_wiped(&visitor);
    visitor_finish(&visitor);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/entries/change", test_entries__are_added_changed_and_taken_out);
    g_test_add_func("/entries/assisted",
                    test_entries__ask_one_thing_at_a_time_in_assisted_mode);
    g_test_add_func("/entries/check", test_entries__are_changed_from_the_check_page);
    g_test_add_func("/rules/told", test_rules__are_told_at_the_field_and_at_the_end);
    g_test_add_func("/rules/locked", test_rules__at_what_the_card_said_have_a_way);
    g_test_add_func("/correction/members",
                    test_correction__of_a_family_asks_each_member_by_its_own_answers);
    g_test_add_func("/who/agent", test_who__an_agent_shows_two_cards_and_the_mandate);
    g_test_add_func("/who/guardian", test_who__a_guardian_comes_for_a_child);
    g_test_add_func("/who/typed",
                    test_who__a_card_that_cannot_be_read_is_typed_and_marked);
    g_test_add_func("/who/enterprise", test_who__an_enterprise_is_asked_for_its_code);
    g_test_add_func("/promise/signed", test_promise__is_signed_for_what_comes_later);
    g_test_add_func("/materials/kept",
                    test_materials__keep_their_pages_while_nothing_asks_for_them);
    return g_test_run();
}
