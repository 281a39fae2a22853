// SPDX-License-Identifier: Apache-2.0
/* Copying a card: both sides on one sheet, a side that is no card, a printer that fails. */
#include "tests/support/visitor.h"

#include <string.h>

static int
count_effects(const struct visitor *visitor, enum effect_kind kind)
{
    int count = 0;
    for (size_t i = 0; i < visitor->effects.count; i++)
        count += visitor->effects.list[i].kind == kind;
    return count;
}

static void
to_copy(struct visitor *visitor)
{
    visitor_init(visitor);
    visitor_does(visitor, SESSION_START, NULL);
    visitor_does(visitor, SESSION_PROGRESS, NULL);
    g_assert_true(visitor_does(visitor, SESSION_COPY, NULL));
    g_assert_cmpint(visitor->session.screen, ==, SCREEN_COPY);
    g_assert_false(visitor_does(visitor, SESSION_SCAN, NULL)); // first what it is for
    g_assert_false(visitor_does(visitor, SESSION_CHOOSE, "anything"));
    g_assert_true(visitor_does(visitor, SESSION_CHOOSE, "bank"));
}

static void
side_comes(struct visitor *visitor, bool cropped)
{
    visitor_does(visitor, SESSION_SCAN, NULL);
    visitor_event(visitor, &(struct session_event){
                               .kind = SESSION_PAGE_READY,
                               .order = visitor->session.copy.order,
                               .page = {.handle = ++visitor->next_handle,
                                        .verdict = "good",
                                        .cropped = cropped},
                           });
}

static void
test_copy__puts_both_sides_on_one_sheet_and_prints_once(void)
{
    struct visitor visitor;
    to_copy(&visitor);
    side_comes(&visitor, true);
    g_assert_false(visitor_does(&visitor, SESSION_NEXT, NULL)); // a side is missing
    side_comes(&visitor, true);
    g_assert_cmpint(count_effects(&visitor, EFFECT_MAKE_COPY), ==, 1);
    visitor_event(&visitor,
                  &(struct session_event){.kind = SESSION_COPY_MADE,
                                          .order = visitor.session.copy.order,
                                          .page = {.handle = ++visitor.next_handle}});
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpint(count_effects(&visitor, EFFECT_PRINT_COPY), ==, 1);
    visitor_does(&visitor, SESSION_NEXT, NULL); // impatience makes no second copy
    g_assert_cmpint(count_effects(&visitor, EFFECT_PRINT_COPY), ==, 0);
    g_assert_false(visitor.session.copy.printed);
    visitor_event(&visitor,
                  &(struct session_event){.kind = SESSION_PRINTED,
                                          .order = visitor.session.copy.print_order,
                                          .number = 1});
    g_assert_true(visitor.session.copy.printed);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpint(count_effects(&visitor, EFFECT_PRINT_COPY), ==, 0);
    visitor_does(&visitor, SESSION_END, NULL);
    visitor_must_be_wiped(&visitor);
    visitor_finish(&visitor);
}

static void
test_copy__wants_a_card_not_the_whole_glass(void)
{
    struct visitor visitor;
    to_copy(&visitor);
    side_comes(&visitor, false);
    g_assert_cmpint(count_effects(&visitor, EFFECT_DROP_PAGE), ==, 1);
    g_assert_cmpstr(visitor.session.copy.cause, ==, "noCard");
    side_comes(&visitor, true);
    g_assert_cmpstr(visitor.session.copy.cause, ==, "");
    visitor_does(&visitor, SESSION_BACK, NULL);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_HOME);
    g_assert_cmpint(visitor.session.copy.sides[0], ==, 0);
    visitor_finish(&visitor);
}

static void
test_copy__is_found_by_searching(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_does(&visitor, SESSION_START, NULL);
    visitor_does(&visitor, SESSION_FIND, NULL);
    visitor_types(&visitor, "复印");
    g_assert_cmpuint(visitor.session.find.hit_count, >, 0);
    g_assert_cmpstr(visitor.session.find.hits[0].answer->opens, ==, "copy");
    visitor_does(&visitor, SESSION_OPEN_ANSWER, visitor.session.find.hits[0].answer->id);
    g_assert_true(visitor_does(&visitor, SESSION_COPY, NULL));
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_COPY);
    visitor_finish(&visitor);
}

static void
test_copy__keeps_what_it_is_for_when_it_begins_again(void)
{
    struct visitor visitor;
    to_copy(&visitor);
    side_comes(&visitor, true);
    side_comes(&visitor, true);
    visitor_event(&visitor,
                  &(struct session_event){.kind = SESSION_COPY_MADE,
                                          .order = visitor.session.copy.order,
                                          .page = {.handle = ++visitor.next_handle}});
    visitor_does(&visitor, SESSION_SCAN, NULL); // begin again
    g_assert_cmpint(visitor.session.copy.purpose, ==, COPY_FOR_BANK);
    g_assert_cmpint(visitor.session.copy.sides[0], ==, 0);
    visitor_finish(&visitor);
}

static void
test_copy__is_not_offered_without_paper(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    struct session_device printer = {
        .class = "printer", .state = DEVICE_ONLINE, .present = true, .paper = "out"};
    visitor_event(&visitor,
                  &(struct session_event){.kind = SESSION_DEVICE, .device = &printer});
    visitor_does(&visitor, SESSION_START, NULL);
    visitor_does(&visitor, SESSION_PROGRESS, NULL);
    g_assert_false(visitor_does(&visitor, SESSION_COPY, NULL));
    visitor_finish(&visitor);
}

static void
test_copy__a_printer_that_fails_can_be_tried_again(void)
{
    struct visitor visitor;
    to_copy(&visitor);
    side_comes(&visitor, true);
    side_comes(&visitor, true);
    visitor_event(&visitor,
                  &(struct session_event){.kind = SESSION_COPY_MADE,
                                          .order = visitor.session.copy.order,
                                          .page = {.handle = ++visitor.next_handle}});
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_event(&visitor,
                  &(struct session_event){.kind = SESSION_PRINT_FAILED,
                                          .order = visitor.session.copy.print_order,
                                          .text = "paperJam"});
    g_assert_cmpstr(visitor.session.copy.cause, ==, "paperJam");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpint(count_effects(&visitor, EFFECT_PRINT_COPY), ==, 1);
    visitor_finish(&visitor);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/copy/" #name, test_copy__##name)
    ADD(puts_both_sides_on_one_sheet_and_prints_once);
    ADD(wants_a_card_not_the_whole_glass);
    ADD(is_found_by_searching);
    ADD(keeps_what_it_is_for_when_it_begins_again);
    ADD(is_not_offered_without_paper);
    ADD(a_printer_that_fails_can_be_tried_again);
    return g_test_run();
}
