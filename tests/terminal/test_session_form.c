// SPDX-License-Identifier: Apache-2.0
/* Questions, told as stories: what is typed, what is wrong, what a change of mode keeps. */
#include "terminal/session.h"

#include "base/json.h"
#include "tests/support/visitor_family.h"

static void
open_service(struct visitor *visitor, const char *id)
{
    visitor_does(visitor, SESSION_START, NULL);
    visitor_does(visitor, SESSION_OPEN_SERVICE, id);
    visitor_must_be_on(visitor, SCREEN_GUIDE);
}

static void
choose(struct visitor *visitor, const char *question, const char *word)
{
    visitor_event(visitor, &(struct session_event){
                               .kind = SESSION_CHOOSE, .text = question, .text2 = word});
}

static void
test_session__fills_the_form_from_the_card(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_form(&visitor);
    // The page that only holds what the card said is not shown; the phone is in focus.
    g_assert_cmpuint(visitor.session.form_page, ==, 1);
    g_assert_cmpstr(visitor.session.focus, ==, "phone");
    g_assert_cmpstr(json_text(visitor.session.answers, "name", ""), ==, "王秀兰");
    g_assert_null(json_object_get(visitor.session.answers, "category"));
    g_assert_false(session_page_is_complete(&visitor.session));
    visitor_finish(&visitor);
}

static void
test_form__names_the_answer_that_is_wrong_and_stays(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_form(&visitor);
    visitor_types(&visitor, "1000000123");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_must_be_on(&visitor, SCREEN_FORM);
    g_assert_cmpstr(visitor.session.field_error, ==, "phone");
    visitor_types(&visitor, "4");
    g_assert_cmpstr(visitor.session.field_error, ==, "");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpstr(visitor.session.field_error, ==, "category");
    visitor_does(&visitor, SESSION_CLEAR, NULL);
    g_assert_null(json_object_get(visitor.session.answers, "phone"));
    visitor_finish(&visitor);
}

/* The screen names the question that it shows alone, when the page has no room for all. */
static void
test_form__goes_from_one_question_to_the_next_when_one_is_shown_alone(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_form(&visitor);
    visitor_does(&visitor, SESSION_NEXT, "phone");
    g_assert_cmpstr(visitor.session.field_error, ==, "phone");
    g_assert_cmpint(visitor.session.alone, ==, 1);
    visitor_types(&visitor, "10000001234");
    visitor_does(&visitor, SESSION_NEXT, "phone");
    visitor_must_be_on(&visitor, SCREEN_FORM);
    g_assert_cmpint(visitor.session.alone, ==, 2);
    g_assert_cmpstr(visitor.session.field_error, ==, "");
    visitor_does(&visitor, SESSION_NEXT, "category");
    g_assert_cmpstr(visitor.session.field_error, ==, "category");
    visitor_does(&visitor, SESSION_BACK, NULL);
    visitor_must_be_on(&visitor, SCREEN_FORM);
    g_assert_cmpint(visitor.session.alone, ==, 1);
    g_assert_cmpstr(visitor.session.draft, ==, "10000001234");
    visitor_does(&visitor, SESSION_NEXT, "phone");
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_CHOOSE,
                                                    .text = "category",
                                                    .text2 = "ordinary"});
    visitor_must_be_on(&visitor, SCREEN_FORM);
    visitor_does(&visitor, SESSION_NEXT, "category");
    visitor_must_be_on(&visitor, SCREEN_SCAN);
    visitor_finish(&visitor);
}

static void
test_form__a_change_of_mode_or_language_loses_no_answer(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_form(&visitor);
    visitor_types(&visitor, "10000");
    visitor_does(&visitor, SESSION_MODE, NULL);
    g_assert_true(visitor.session.assisted);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_MODE));
    g_assert_cmpstr(visitor.session.focus, ==, "phone");
    g_assert_cmpstr(visitor.session.draft, ==, "10000");
    visitor_types(&visitor, "00123");
    visitor_does(&visitor, SESSION_LANGUAGE, "en");
    g_assert_true(visitor_has_effect(&visitor, EFFECT_LANGUAGE));
    visitor_does(&visitor, SESSION_MODE, NULL);
    visitor_types(&visitor, "4");
    g_assert_cmpstr(json_text(visitor.session.answers, "phone", ""), ==, "10000001234");
    visitor_does(&visitor, SESSION_END, NULL);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_LANGUAGE));
    visitor_must_be_wiped(&visitor);
    visitor_finish(&visitor);
}

static void
test_form__asks_one_question_at_a_time_in_assisted_mode(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_START, .number = 1});
    g_assert_true(visitor_has_effect(&visitor, EFFECT_MODE));
    visitor_does(&visitor, SESSION_OPEN_SERVICE, "medical-insurance");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_agrees(&visitor);
    visitor_card_is_read(&visitor);
    g_assert_cmpstr(visitor.session.focus, ==, "phone");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpstr(visitor.session.field_error, ==, "phone");
    visitor_types(&visitor, "10000001234");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpstr(visitor.session.focus, ==, "category");
    visitor_does(&visitor, SESSION_BACK, NULL);
    g_assert_cmpstr(visitor.session.focus, ==, "phone");
    g_assert_cmpstr(visitor.session.draft, ==, "10000001234");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_CHOOSE,
                                                    .text = "category",
                                                    .text2 = "pupil"});
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_must_be_on(&visitor, SCREEN_SCAN);
    visitor_does(&visitor, SESSION_BACK, NULL);
    visitor_must_be_on(&visitor, SCREEN_FORM);
    g_assert_cmpstr(visitor.session.focus, ==, "category");
    visitor_finish(&visitor);
}

static void
test_form__tells_all_errors_at_once_and_goes_to_each(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_check(&visitor);
    visitor_does(&visitor, SESSION_EDIT, "phone");
    visitor_must_be_on(&visitor, SCREEN_FORM);
    visitor_types(&visitor, "\b");
    visitor_does(&visitor, SESSION_BACK, NULL); // back with a number that is too short
    visitor_must_be_on(&visitor, SCREEN_CHECK);
    visitor_does(&visitor, SESSION_EDIT, "household_register");
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_REMOVE_PAGE});
    g_assert_true(visitor_has_effect(&visitor, EFFECT_DROP_PAGE));
    visitor_does(&visitor, SESSION_BACK, NULL);
    visitor_does(&visitor, SESSION_SUBMIT, NULL);
    g_assert_cmpstr(visitor.session.field_error, ==, "promise");
    visitor_does(&visitor, SESSION_PROMISE, NULL);
    visitor_does(&visitor, SESSION_SUBMIT, NULL);
    visitor_must_be_on(&visitor, SCREEN_ERRORS);
    g_assert_cmpuint(visitor.session.defects->len, ==, 2);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpstr(visitor.session.focus, ==, "phone");
    visitor_types(&visitor, "4");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_must_be_on(&visitor, SCREEN_ERRORS); // one is left
    g_assert_cmpuint(visitor.session.defects->len, ==, 1);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_must_be_on(&visitor, SCREEN_SCAN);
    visitor_does(&visitor, SESSION_DEFER, NULL);
    visitor_must_be_on(&visitor, SCREEN_PROMISE); // to bring it later
    visitor_signs(&visitor, NULL);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_must_be_on(&visitor, SCREEN_CHECK);
    visitor_does(&visitor, SESSION_SUBMIT, NULL);
    visitor_must_be_on(&visitor, SCREEN_SUBMITTING);
    visitor_finish(&visitor);
}

static void
test_form__passes_a_page_without_keys_from_mode_to_mode(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    open_service(&visitor, "open-application");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_agrees(&visitor);
    visitor_types(&visitor, "王秀兰");
    choose(&visitor, "for_firm", "no");
    g_assert_false(visitor_does(&visitor, SESSION_FOCUS, "for_firm")); // nothing to type
    g_assert_false(visitor_does(&visitor, SESSION_FOCUS, "firm"));     // not asked
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpstr(visitor.session.focus, ==, "since"); // what is typed on this page
    visitor_does(&visitor, SESSION_MODE, NULL);
    g_assert_cmpstr(visitor.session.focus, ==, "since");
    visitor_does(&visitor, SESSION_BACK, NULL);
    g_assert_cmpstr(visitor.session.focus, ==, "forms");
    g_assert_false(visitor_does(&visitor, SESSION_TYPE, "1"));
    visitor_does(&visitor, SESSION_MODE, NULL);
    g_assert_cmpstr(visitor.session.focus, ==, "since");
    visitor_finish(&visitor);
}

static void
test_part__is_turned_and_begins_anew_on_each_screen(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    open_service(&visitor, "medical-insurance");
    g_assert_true(visitor_event(
        &visitor, &(struct session_event){.kind = SESSION_PART, .number = 1}));
    g_assert_cmpint(visitor.session.part, ==, 1);
    g_assert_false(visitor_event(
        &visitor, &(struct session_event){.kind = SESSION_PART, .number = -1}));
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpint(visitor.session.part, ==, 0);
    visitor_finish(&visitor);
}

/* The way to one wrong answer, what is said there, and on to the next one. */
static void
test_form__leads_from_one_error_to_the_next_in_assisted_mode(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_check(&visitor);
    visitor_does(&visitor, SESSION_MODE, NULL);
    visitor_does(&visitor, SESSION_EDIT, "phone");
    visitor_types(&visitor, "\b");
    visitor_does(&visitor, SESSION_BACK, NULL);
    visitor_does(&visitor, SESSION_EDIT, "household_register");
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_REMOVE_PAGE});
    visitor_does(&visitor, SESSION_BACK, NULL);
    visitor_does(&visitor, SESSION_PROMISE, NULL);
    visitor_does(&visitor, SESSION_SUBMIT, NULL);
    visitor_must_be_on(&visitor, SCREEN_ERRORS);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_SAY));
    g_assert_cmpint(visitor.session.mend_total, ==, 2);
    // Another one first, which is told aloud, too; and round again.
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_PART, .number = 1});
    g_assert_true(visitor_has_effect(&visitor, EFFECT_SAY));
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_PART, .number = 0});
    visitor_does(&visitor, SESSION_EDIT, "phone");
    visitor_must_be_on(&visitor, SCREEN_FORM);
    g_assert_cmpstr(visitor.session.focus, ==, "phone");
    g_assert_cmpstr(visitor.session.field_error, ==, "phone");
    g_assert_true(visitor_has_effect(&visitor, EFFECT_SAY));
    visitor_does(&visitor, SESSION_NEXT, NULL); // not mended: it stays
    visitor_must_be_on(&visitor, SCREEN_FORM);
    visitor_types(&visitor, "4");
    g_assert_cmpstr(visitor.session.field_error, ==, "");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_must_be_on(&visitor, SCREEN_ERRORS);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_SAY));
    g_assert_cmpuint(visitor.session.defects->len, ==, 1);
    g_assert_cmpint(visitor.session.mend_total, ==, 2); // the second of two
    visitor_does(&visitor, SESSION_EDIT, "household_register");
    visitor_must_be_on(&visitor, SCREEN_SCAN);
    visitor_does(&visitor, SESSION_SCAN, NULL);
    visitor_page_comes(&visitor, "good");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_must_be_on(&visitor, SCREEN_CHECK);
    visitor_finish(&visitor);
}

#define TEST(path, function) g_test_add_func("/session/" path, function)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("prefill", test_session__fills_the_form_from_the_card);
    TEST("form/wrong", test_form__names_the_answer_that_is_wrong_and_stays);
    TEST("form/alone",
         test_form__goes_from_one_question_to_the_next_when_one_is_shown_alone);
    TEST("form/mode", test_form__a_change_of_mode_or_language_loses_no_answer);
    TEST("form/assisted", test_form__asks_one_question_at_a_time_in_assisted_mode);
    TEST("form/errors", test_form__tells_all_errors_at_once_and_goes_to_each);
    TEST("form/errors-assisted",
         test_form__leads_from_one_error_to_the_next_in_assisted_mode);
    TEST("form/choices", test_form__passes_a_page_without_keys_from_mode_to_mode);
    TEST("part", test_part__is_turned_and_begins_anew_on_each_screen);
    return g_test_run();
}
