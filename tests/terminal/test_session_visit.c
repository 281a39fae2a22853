// SPDX-License-Identifier: Apache-2.0
/* The way through a visit, told as stories: from the waiting screen to the end, back, and through
 * services of other shapes. */
#include "terminal/session.h"

#include "base/json.h"
#include "tests/support/visitor.h"
#include <kiosk/envelope.h>

#define TOUCHES_MAX 12 // medical insurance, home to receipt

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
test_session__enrols_in_at_most_twelve_touches(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_done(&visitor);
    visitor_is_printed(&visitor);
    g_assert_cmpint(visitor.session.print, ==, PRINT_DONE);
    g_assert_cmpint(visitor.session.sheets_out, ==, 1);
    visitor_does(&visitor, SESSION_END, NULL);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_VISIT_ENDS));
    g_assert_cmpint(visitor.touches, <=, TOUCHES_MAX);
    visitor_must_be_wiped(&visitor);
    visitor_finish(&visitor);
}

static void
test_back__leads_all_the_way_home_and_keeps_the_answers(void)
{
    static const enum screen_id way[] = {SCREEN_SCAN, SCREEN_FORM, SCREEN_GUIDE,
                                         SCREEN_HOME};
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_check(&visitor);
    for (size_t i = 0; i < G_N_ELEMENTS(way); i++) {
        visitor_does(&visitor, SESSION_BACK, NULL);
        visitor_must_be_on(&visitor, way[i]);
    }
    // The same matter again goes on where it was: no second consent, no second card.
    visitor_does(&visitor, SESSION_OPEN_SERVICE, "medical-insurance");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_must_be_on(&visitor, SCREEN_FORM);
    g_assert_cmpstr(json_text(visitor.session.answers, "phone", ""), ==, "10000001234");
    g_assert_cmpuint(visitor.session.materials[0].page_count, ==, 1);
    visitor_finish(&visitor);
}

static void
test_group__is_where_the_guide_goes_back_to(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_does(&visitor, SESSION_START, NULL);
    g_assert_false(visitor_does(&visitor, SESSION_OPEN_GROUP, "nothing"));
    g_assert_false(visitor_does(&visitor, SESSION_OPEN_SERVICE, "nothing"));
    visitor_does(&visitor, SESSION_OPEN_GROUP, "medical");
    visitor_must_be_on(&visitor, SCREEN_GROUP);
    visitor_does(&visitor, SESSION_OPEN_SERVICE, "medical-insurance");
    visitor_must_be_on(&visitor, SCREEN_GUIDE);
    visitor_does(&visitor, SESSION_BACK, NULL);
    visitor_must_be_on(&visitor, SCREEN_GROUP);
    visitor_does(&visitor, SESSION_BACK, NULL);
    visitor_must_be_on(&visitor, SCREEN_HOME);
    visitor_does(&visitor, SESSION_BACK, NULL);
    visitor_must_be_wiped(&visitor);
    visitor_finish(&visitor);
}

static void
test_steps__are_those_of_the_service(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    g_assert_cmpint(session_step(&visitor.session), ==, 0);
    g_assert_false(session_step_exists(&visitor.session, 1));
    visitor_comes_to_card(&visitor);
    g_assert_cmpint(session_step(&visitor.session), ==, 2);
    for (int step = 1; step <= 6; step++)
        g_assert_true(session_step_exists(&visitor.session, step));
    g_assert_false(session_step_exists(&visitor.session, 7));
    visitor_finish(&visitor);
}

static void
test_service__of_the_window_only_shows_its_guide(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    open_service(&visitor, "window-only");
    g_assert_false(session_page_is_complete(&visitor.session));
    g_assert_false(visitor_does(&visitor, SESSION_NEXT, NULL));
    visitor_finish(&visitor);
}

static void
test_service__with_nothing_to_fill_or_scan_goes_to_the_check(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    open_service(&visitor, "card-only");
    g_assert_true(session_page_is_complete(&visitor.session));
    g_assert_false(session_step_exists(&visitor.session, 3));
    g_assert_false(session_step_exists(&visitor.session, 4));
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_agrees(&visitor);
    visitor_card_is_read(&visitor);
    visitor_must_be_on(&visitor, SCREEN_CHECK);
    g_assert_false(session_page_is_complete(&visitor.session));
    g_assert_false(visitor_does(&visitor, SESSION_EDIT, "name")); // the card said so
    visitor_does(&visitor, SESSION_BACK, NULL);
    visitor_must_be_on(&visitor, SCREEN_GUIDE);
    visitor_finish(&visitor);
}

/* No card; a page that is only asked after a yes; two materials, the second not needed. */
static void
test_service__without_card_asks_all_and_takes_each_material(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    open_service(&visitor, "open-application");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_agrees(&visitor);
    visitor_must_be_on(&visitor, SCREEN_FORM);
    visitor_types(&visitor, "王秀兰");
    choose(&visitor, "for_firm", "no");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpuint(visitor.session.form_page, ==, 2); // over the page of firms
    choose(&visitor, "forms", "paper");
    visitor_does(&visitor, SESSION_BACK, NULL);
    g_assert_cmpuint(visitor.session.form_page, ==, 0);
    choose(&visitor, "for_firm", "yes");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpstr(visitor.session.focus, ==, "firm"); // it is the next thing to fill
    visitor_types(&visitor, "示例公司");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpuint(visitor.session.form_page, ==, 1);
    visitor_types(&visitor, "3");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_must_be_on(&visitor, SCREEN_SCAN);
    for (int page = 0; page < 2; page++) {
        g_assert_false(visitor_does(&visitor, SESSION_NEXT, NULL));
        visitor_does(&visitor, SESSION_SCAN, NULL);
        visitor_page_comes(&visitor, "good");
    }
    g_assert_false(visitor_does(&visitor, SESSION_DEFER, NULL)); // this one is needed now
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpuint(visitor.session.material_index, ==, 1);
    visitor_does(&visitor, SESSION_BACK, NULL);
    g_assert_cmpuint(visitor.session.material_index, ==, 0);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_does(&visitor, SESSION_NEXT, NULL); // the letter is not needed
    visitor_must_be_on(&visitor, SCREEN_CHECK);

    // An answer to a question that went away is not handed in.
    visitor_does(&visitor, SESSION_EDIT, "for_firm");
    choose(&visitor, "for_firm", "no");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_does(&visitor, SESSION_PROMISE, NULL);
    visitor_does(&visitor, SESSION_SUBMIT, NULL);
    visitor_must_be_on(&visitor, SCREEN_SUBMITTING);
    json_t *application = session_application(&visitor.session,
                                              "0199a1b2-0000-7000-8000-000000000001",
                                              "482915", visitor.real_ms);
    g_assert_true(schema_accepts(&envelope_application_schema, application, NULL));
    g_assert_null(json_at(application, "/answers/firm"));
    g_assert_null(json_at(application, "/answers/staff"));
    g_assert_cmpuint(json_array_size(json_at(application, "/materials")), ==, 1);
    g_assert_cmpuint(json_array_size(json_at(application, "/materials/0/pages")), ==, 2);
    json_decref(application);
    visitor_finish(&visitor);
}

static void
test_service__another_one_forgets_the_first_and_its_consent(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_check(&visitor);
    for (int i = 0; i < 4; i++)
        visitor_does(&visitor, SESSION_BACK, NULL);
    visitor_must_be_on(&visitor, SCREEN_HOME);
    visitor_does(&visitor, SESSION_OPEN_SERVICE, "card-only");
    g_assert_true(visitor_has_effect(&visitor, EFFECT_DROP_PAGES));
    g_assert_null(visitor.session.card);
    g_assert_false(visitor.session.consent_given);
    g_assert_cmpuint(json_object_size(visitor.session.answers), ==, 0);
    visitor_finish(&visitor);
}

#define TEST(path, function) g_test_add_func("/session/" path, function)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("enrols", test_session__enrols_in_at_most_twelve_touches);
    TEST("back", test_back__leads_all_the_way_home_and_keeps_the_answers);
    TEST("group", test_group__is_where_the_guide_goes_back_to);
    TEST("steps", test_steps__are_those_of_the_service);
    TEST("service/window", test_service__of_the_window_only_shows_its_guide);
    TEST("service/bare", test_service__with_nothing_to_fill_or_scan_goes_to_the_check);
    TEST("service/no-card", test_service__without_card_asks_all_and_takes_each_material);
    TEST("service/another", test_service__another_one_forgets_the_first_and_its_consent);
    return g_test_run();
}
