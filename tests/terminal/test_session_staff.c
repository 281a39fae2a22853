// SPDX-License-Identifier: Apache-2.0
/* Maintenance, ratings and calls for help in the pure session: who comes in, what goes out
 * when somebody just walks away. */
#include "tests/support/assets.h"
#include "tests/support/visitor.h"
#include "tests/support/visitor_ways.h"

#include <string.h>

static void
touch_corner(struct visitor *visitor, int touches, int64_t apart_ms)
{
    for (int i = 0; i < touches; i++) {
        visitor->monotonic_ms += i == 0 ? 0 : apart_ms;
        visitor_does(visitor, SESSION_CORNER, NULL);
    }
}

static void
told(struct visitor *visitor, const char *what, enum session_told number)
{
    json_t *gate =
        json_pack("{s:b, s:i, s:i}", "pin_set", true, "tries_left", 5, "until_ms", 0);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_STAFF_TOLD,
                                                   .order = visitor->session.staff.order,
                                                   .text = what,
                                                   .number = (int)number,
                                                   .json = gate});
    json_decref(gate);
}

static void
come_in(struct visitor *visitor)
{
    touch_corner(visitor, 4, 100);
    told(visitor, "look", TOLD_DONE);
    for (int i = 0; i < SESSION_PIN_LENGTH; i++)
        visitor_does(visitor, SESSION_TYPE, "7");
    visitor_does(visitor, SESSION_NEXT, NULL);
    told(visitor, "pin", TOLD_DONE);
    g_assert_cmpint(visitor->session.screen, ==, SCREEN_STAFF);
}

static void
test_staff__come_in_by_four_quick_touches_only(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    touch_corner(&visitor, 3, 100);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_ATTRACT);
    visitor.monotonic_ms += SESSION_CORNER_MS;
    touch_corner(&visitor, 3, 100); // the first three are forgotten
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_ATTRACT);
    touch_corner(&visitor, 1, 0);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_STAFF_PIN);
    visitor_finish(&visitor);
}

static void
test_staff__do_not_come_in_during_a_visit(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_form(&visitor);
    touch_corner(&visitor, 8, 100);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_FORM);
    visitor_finish(&visitor);
}

static void
test_staff__are_out_after_a_minute_and_nothing_is_left(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    come_in(&visitor);
    visitor_waits(&visitor, SESSION_STAFF_MS - 1);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_STAFF);
    visitor_waits(&visitor, 1);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_ATTRACT);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_VISIT_ENDS));
    g_assert_false(visitor.session.staff.entered);
    g_assert_cmpstr(visitor.session.staff.pin, ==, "");
    visitor_finish(&visitor);
}

static void
test_staff__see_nothing_of_a_card_but_its_type(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    come_in(&visitor);
    visitor_does(&visitor, SESSION_STAFF_TEST, "card");
    json_t *card = json_pack("{s:s, s:s}", "card_type", "citizen", "name", "王秀兰");
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_CARD_READ,
                                                    .order = visitor.session.staff.order,
                                                    .json = card});
    json_decref(card);
    g_assert_cmpint(visitor.session.staff.test_state, ==, TEST_GOOD);
    g_assert_cmpstr(visitor.session.staff.test_found, ==, "citizen");
    g_assert_null(visitor.session.card);
    visitor_finish(&visitor);
}

/* Only where a command for it is configured, only by staff, and at the second press. */
static void
test_staff__switch_off_at_the_second_press_only(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to(&visitor, SCREEN_STAFF_DRIVERS);
    g_assert_false(visitor_does(&visitor, SESSION_STAFF_DO, "power")); // not configured
    visitor.session.can_power_off = true;
    visitor_does(&visitor, SESSION_STAFF_DO, "power");
    g_assert_false(visitor_has_effect(&visitor, EFFECT_STAFF));
    visitor_does(&visitor, SESSION_STAFF_DO, "power");
    g_assert_true(visitor_has_effect(&visitor, EFFECT_STAFF));
    visitor_does(&visitor, SESSION_END, NULL);
    visitor_does(&visitor, SESSION_START, NULL);
    g_assert_false(visitor_does(&visitor, SESSION_STAFF_DO, "power")); // never in a visit
    visitor_finish(&visitor);
}

static void
test_staff__type_a_new_pin_twice(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to(&visitor, SCREEN_STAFF_CHANGE);
    visitor_types(&visitor, "135790");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_types(&visitor, "135791");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_false(visitor_has_effect(&visitor, EFFECT_STAFF));
    g_assert_cmpint(visitor.session.staff.pin_told, ==, TOLD_WRONG);
    for (int i = 0; i < 2; i++) {
        visitor_types(&visitor, "135790");
        visitor_does(&visitor, SESSION_NEXT, NULL);
    }
    g_assert_true(visitor_has_effect(&visitor, EFFECT_STAFF));
    visitor_event(&visitor,
                  &(struct session_event){.kind = SESSION_STAFF_TOLD,
                                          .order = visitor.session.staff.order,
                                          .text = "change",
                                          .number = TOLD_DONE});
    g_assert_cmpint(visitor.session.staff.pin_told, ==, TOLD_DONE);
    g_assert_cmpstr(visitor.session.staff.pin, ==, "");
    visitor_finish(&visitor);
}

/* Who chose a level and walked away has rated. */
static void
test_rating__goes_when_the_person_just_leaves(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_done(&visitor);
    visitor_is_printed(&visitor);
    visitor_does(&visitor, SESSION_OPEN_RATING, NULL);
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_LEVEL, .number = 1});
    visitor_waits(&visitor, SESSION_IDLE_MS);
    visitor_waits(&visitor, SESSION_IDLE_ANSWER_MS);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_ATTRACT);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_LETTER));
    json_t *letter = session_take_letter(&visitor.session);
    const json_t *level = json_object_get(json_object_get(letter, "body"), "level");
    g_assert_cmpint(json_integer_value(level), ==, 1);
    json_decref(letter);
    visitor_finish(&visitor);
}

static void
test_rating__is_not_offered_before_the_end(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_check(&visitor);
    g_assert_false(visitor_does(&visitor, SESSION_OPEN_RATING, NULL));
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_CHECK);
    visitor_finish(&visitor);
}

static void
test_trouble__comes_back_to_where_it_was_pressed(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_form(&visitor);
    visitor_does(&visitor, SESSION_OPEN_TROUBLE, NULL);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_TROUBLE);
    g_assert_false(visitor_does(&visitor, SESSION_NEXT, NULL)); // no reason yet
    visitor_does(&visitor, SESSION_BACK, NULL);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_FORM);
    g_assert_nonnull(visitor.session.card);
    visitor_finish(&visitor);
}

static void
test_help__is_called_once_and_only_while_staff_are_in(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_does(&visitor, SESSION_START, NULL);
    visitor_does(&visitor, SESSION_HELP, NULL);
    g_assert_cmpint(visitor_count_effects(&visitor, EFFECT_LETTER), ==, 1);
    visitor_does(&visitor, SESSION_DISMISS, NULL);
    visitor_does(&visitor, SESSION_HELP, NULL);
    g_assert_cmpint(visitor_count_effects(&visitor, EFFECT_LETTER), ==, 0);
    visitor_does(&visitor, SESSION_END, NULL);
    visitor.real_ms += 8 * 3600 * 1000; // night
    visitor_does(&visitor, SESSION_START, NULL);
    visitor_does(&visitor, SESSION_HELP, NULL);
    g_assert_cmpint(visitor_count_effects(&visitor, EFFECT_LETTER), ==, 0);
    g_assert_cmpint(visitor.session.help, ==, HELP_NONE);
    visitor_finish(&visitor);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/staff/corner", test_staff__come_in_by_four_quick_touches_only);
    g_test_add_func("/staff/visit", test_staff__do_not_come_in_during_a_visit);
    g_test_add_func("/staff/minute",
                    test_staff__are_out_after_a_minute_and_nothing_is_left);
    g_test_add_func("/staff/change", test_staff__type_a_new_pin_twice);
    g_test_add_func("/staff/power", test_staff__switch_off_at_the_second_press_only);
    g_test_add_func("/staff/card", test_staff__see_nothing_of_a_card_but_its_type);
    g_test_add_func("/rating/leaves", test_rating__goes_when_the_person_just_leaves);
    g_test_add_func("/rating/early", test_rating__is_not_offered_before_the_end);
    g_test_add_func("/trouble/back", test_trouble__comes_back_to_where_it_was_pressed);
    g_test_add_func("/help/once", test_help__is_called_once_and_only_while_staff_are_in);
    return g_test_run();
}
