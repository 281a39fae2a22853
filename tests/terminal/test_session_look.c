// SPDX-License-Identifier: Apache-2.0
/* How the screen looks and stands is chosen for one visit and ends with it. */
#include "tests/support/visitor.h"

static void
test_session_look__colours_and_lowering_end_with_the_visit(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_does(&visitor, SESSION_START, NULL);
    visitor_does(&visitor, SESSION_COLOURS, NULL);
    g_assert_cmpint(visitor.session.colours, ==, COLOURS_DARK);
    visitor_does(&visitor, SESSION_LOWER, NULL);
    g_assert_true(visitor.session.lowered);
    visitor_does(&visitor, SESSION_END, NULL);
    g_assert_cmpint(visitor.session.colours, ==, COLOURS_USUAL);
    g_assert_false(visitor.session.lowered);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_MODE));
    visitor_finish(&visitor);
}

static void
test_session_look__colours_at_rest_go_back_when_nobody_comes(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_does(&visitor, SESSION_COLOURS, NULL);
    visitor_does(&visitor, SESSION_COLOURS, NULL);
    g_assert_cmpint(visitor.session.colours, ==, COLOURS_LIGHT);
    visitor_waits(&visitor, SESSION_IDLE_MS + 1000);
    g_assert_cmpint(visitor.session.colours, ==, COLOURS_USUAL);
    visitor_finish(&visitor);
}

static void
test_session_look__another_screen_begins_at_its_first_sheet(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_does(&visitor, SESSION_START, NULL);
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_SHEET, .number = 2});
    g_assert_cmpint(visitor.session.sheet, ==, 2);
    visitor_does(&visitor, SESSION_OPEN_GROUP, "medical");
    g_assert_cmpint(visitor.session.sheet, ==, -1);
    visitor_finish(&visitor);
}

#define CLAIM(name) g_test_add_func("/session-look/" #name, test_session_look__##name)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    CLAIM(colours_and_lowering_end_with_the_visit);
    CLAIM(colours_at_rest_go_back_when_nobody_comes);
    CLAIM(another_screen_begins_at_its_first_sheet);
    return g_test_run();
}
