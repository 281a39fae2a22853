// SPDX-License-Identifier: Apache-2.0
/* What time brings and what an end asks, told as stories: idle, rest, leaving. */
#include "terminal/session.h"

#include "tests/support/visitor.h"

static void
test_idle__asks_counts_down_and_wipes(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_form(&visitor);
    visitor_types(&visitor, "1000");
    g_assert_cmpint(session_next_tick(&visitor.session), ==,
                    visitor.monotonic_ms + SESSION_IDLE_MS);
    visitor_waits(&visitor, SESSION_IDLE_MS - 1);
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_NONE);
    visitor_waits(&visitor, 1);
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_IDLE);
    g_assert_cmpint(visitor.session.idle_seconds_left, ==, 45);
    g_assert_cmpint(session_next_tick(&visitor.session), ==, visitor.monotonic_ms + 1000);
    visitor_waits(&visitor, 1000);
    g_assert_cmpint(visitor.session.idle_seconds_left, ==, 44);
    visitor_waits(&visitor, SESSION_IDLE_ANSWER_MS - 1000);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_VISIT_ENDS));
    visitor_must_be_wiped(&visitor);
    g_assert_cmpint(session_next_tick(&visitor.session), ==, INT64_MAX);
    visitor_finish(&visitor);
}

static void
test_idle__can_be_extended_without_end(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_form(&visitor);
    visitor_types(&visitor, "1000");
    for (int i = 0; i < 20; i++) {
        visitor_waits(&visitor, SESSION_IDLE_MS + 30000);
        g_assert_cmpint(visitor.session.dialog, ==, DIALOG_IDLE);
        visitor_does(&visitor, SESSION_DISMISS, NULL);
        g_assert_cmpint(visitor.session.dialog, ==, DIALOG_NONE);
    }
    g_assert_cmpstr(visitor.session.draft, ==, "1000");
    visitor_finish(&visitor);
}

static void
test_idle__gives_assisted_people_longer(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_form(&visitor);
    visitor_does(&visitor, SESSION_MODE, NULL);
    visitor_waits(&visitor, SESSION_IDLE_ASSISTED_MS - 1);
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_NONE);
    visitor_waits(&visitor, 1);
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_IDLE);
    g_assert_cmpint(visitor.session.idle_seconds_left, ==, 60);
    visitor_finish(&visitor);
}

static void
test_idle__never_comes_while_the_machine_works(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_scan(&visitor);
    visitor_does(&visitor, SESSION_SCAN, NULL);
    visitor_waits(&visitor, SESSION_IDLE_MS * 3);
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_NONE);
    visitor_page_comes(&visitor, "good");
    visitor_waits(&visitor, SESSION_IDLE_MS - 1);
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_NONE);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_does(&visitor, SESSION_PROMISE, NULL);
    visitor_does(&visitor, SESSION_SUBMIT, NULL);
    visitor_is_stored(&visitor);
    visitor_is_delivered(&visitor);
    visitor_waits(&visitor, SESSION_IDLE_MS * 3);
    visitor_must_be_on(&visitor, SCREEN_DONE);
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_NONE);
    visitor_is_printed(&visitor);
    visitor_waits(&visitor, SESSION_DONE_MS - 1);
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_IDLE);
    visitor_waits(&visitor, 1);
    visitor_must_be_wiped(&visitor);
    visitor_finish(&visitor);
}

static void
test_rest__language_and_mode_go_back_when_nobody_begins(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_does(&visitor, SESSION_MODE, NULL);
    visitor_does(&visitor, SESSION_LANGUAGE, "en");
    visitor_does(&visitor, SESSION_HELP, NULL);
    visitor_waits(&visitor, SESSION_IDLE_ASSISTED_MS);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_MODE));
    g_assert_true(visitor_has_effect(&visitor, EFFECT_LANGUAGE));
    visitor_must_be_wiped(&visitor);
    g_assert_cmpint(session_next_tick(&visitor.session), ==, INT64_MAX);
    visitor_finish(&visitor);
}

static void
test_end__asks_only_when_something_would_be_lost(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_card(&visitor);
    visitor_does(&visitor, SESSION_ASK_END, NULL);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_CANCEL_CARD));
    visitor_must_be_wiped(&visitor);
    visitor_comes_to_form(&visitor);
    visitor_does(&visitor, SESSION_ASK_END, NULL);
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_END);
    visitor_types(&visitor, "1"); // does not reach below the dialog
    g_assert_cmpstr(visitor.session.draft, ==, "");
    visitor_does(&visitor, SESSION_BACK, NULL);
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_NONE);
    visitor_must_be_on(&visitor, SCREEN_FORM);
    visitor_does(&visitor, SESSION_ASK_END, NULL);
    visitor_does(&visitor, SESSION_END, NULL);
    visitor_must_be_wiped(&visitor);
    visitor_finish(&visitor);
}

static void
test_rest__without_services_or_a_place_to_keep_says_out_of_service(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    struct catalogue none = {0};
    session_set_catalogue(&visitor.session, &none);
    visitor_must_be_on(&visitor, SCREEN_OUT_OF_SERVICE);
    g_assert_false(visitor_does(&visitor, SESSION_START, NULL));
    g_assert_true(visitor_does(&visitor, SESSION_HELP, NULL)); // somebody can be called
    visitor_does(&visitor, SESSION_DISMISS, NULL);
    session_set_catalogue(&visitor.session, visitor.catalogue);
    visitor_must_be_on(&visitor, SCREEN_ATTRACT);
    visitor_device(&visitor, "store", DEVICE_HARDWARE_ERROR, "ioError");
    visitor_must_be_on(&visitor, SCREEN_OUT_OF_SERVICE);
    visitor_device(&visitor, "store", DEVICE_ONLINE, "none");
    visitor_must_be_on(&visitor, SCREEN_ATTRACT);
    visitor_finish(&visitor);
}

#define TEST(path, function) g_test_add_func("/session/" path, function)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("idle/wipes", test_idle__asks_counts_down_and_wipes);
    TEST("idle/extends", test_idle__can_be_extended_without_end);
    TEST("idle/assisted", test_idle__gives_assisted_people_longer);
    TEST("idle/busy", test_idle__never_comes_while_the_machine_works);
    TEST("rest/ways", test_rest__language_and_mode_go_back_when_nobody_begins);
    TEST("end/asks", test_end__asks_only_when_something_would_be_lost);
    TEST("rest/out", test_rest__without_services_or_a_place_to_keep_says_out_of_service);
    return g_test_run();
}
