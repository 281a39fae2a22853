// SPDX-License-Identifier: Apache-2.0
/* Codes of slips, and the numbers of what could not be done: read or typed, asked and answered. */
#include <string.h>

#include "base/json.h"
#include "tests/support/visitor.h"
#include "tests/support/visitor_progress.h"

#define TICKET_DIGITS "000126112100071"

static int
count_effects(const struct visitor *visitor, enum effect_kind kind)
{
    int count = 0;
    for (size_t i = 0; i < visitor->effects.count; i++)
        count += visitor->effects.list[i].kind == kind;
    return count;
}

static void
code_reader_is(struct visitor *visitor, enum device_state state)
{
    struct session_device device = {.class = "code", .state = state, .present = true};
    visitor_event(visitor,
                  &(struct session_event){.kind = SESSION_DEVICE, .device = &device});
}

static bool
code_comes(struct visitor *visitor, const char *text)
{
    return visitor_event(visitor, &(struct session_event){
                                      .kind = SESSION_CODE_READ,
                                      .order = visitor->session.code_order,
                                      .text = text,
                                  });
}

static void
to_progress(struct visitor *visitor)
{
    visitor_init(visitor);
    code_reader_is(visitor, DEVICE_ONLINE);
    visitor_does(visitor, SESSION_START, NULL);
    g_assert_cmpint(visitor->session.code_order, ==, 0); // nobody asked for one yet
    visitor_does(visitor, SESSION_PROGRESS, NULL);
    g_assert_cmpint(visitor->session.code_order, !=, 0);
}

static void
test_code__of_a_slip_stands_for_its_number(void)
{
    struct visitor visitor;
    to_progress(&visitor);
    code_comes(&visitor, "000126112100071|c2lnbmF0dXJl");
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_PROGRESS_CODE);
    g_assert_cmpstr(visitor.session.progress.number, ==, "000126112100071");
    g_assert_cmpint(visitor.session.code_order, ==, 0);
    visitor_finish(&visitor);
}

static void
test_code__of_a_booking_leads_to_the_booking(void)
{
    struct visitor visitor;
    to_progress(&visitor);
    code_comes(&visitor, "KB1|000126112100071|c2lnbmF0dXJl");
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_BOOKING_NUMBER);
    g_assert_cmpstr(visitor.session.booking.number, ==, "000126112100071");
    g_assert_cmpstr(visitor.session.focus, ==, "code");
    visitor_finish(&visitor);
}

static void
test_code__of_anybody_else_is_told_and_the_next_is_waited_for(void)
{
    static const char *const others[] = {"",
                                         "https://example.com/",
                                         "000126112100072|wrong check digit",
                                         "|",
                                         "KB1|",
                                         "KB1|000126112100072|x",
                                         "000126112100071"};
    struct visitor visitor;
    to_progress(&visitor);
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        int order = visitor.session.code_order;
        code_comes(&visitor, others[i]);
        g_assert_cmpint(visitor.session.screen, ==, SCREEN_PROGRESS_WHO);
        g_assert_true(visitor.session.code_unknown);
        g_assert_cmpint(visitor.session.code_order, !=, order);
    }
    visitor_finish(&visitor);
}

static void
test_code__reader_that_is_away_is_not_waited_for(void)
{
    struct visitor visitor;
    to_progress(&visitor);
    code_reader_is(&visitor, DEVICE_NO_DEVICE);
    g_assert_cmpint(visitor.session.code_order, ==, 0);
    g_assert_cmpint(count_effects(&visitor, EFFECT_CANCEL_CODE), ==, 1);
    code_reader_is(&visitor, DEVICE_ONLINE);
    g_assert_cmpint(visitor.session.code_order, !=, 0);
    visitor_does(&visitor, SESSION_BACK, NULL);
    g_assert_cmpint(visitor.session.code_order, ==, 0);
    visitor_finish(&visitor);
}

/* ---- what could not be done ------------------------------------------------------------- */

static void
test_ticket__is_asked_by_its_typed_number_without_a_code(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_ticket(&visitor);
    g_assert_cmpint(visitor.touches, <=, 3); // home, progress, B
    const struct session_progress *progress = &visitor.session.progress;
    g_assert_cmpstr(json_text(progress->ticket_told, "state", ""), ==, "taken");
    visitor_does(&visitor, SESSION_BACK, NULL);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_PROGRESS_WHO);
    g_assert_null(progress->ticket_told);
    visitor_does(&visitor, SESSION_END, NULL);
    visitor_must_be_wiped(&visitor);
    visitor_finish(&visitor);
}

static void
test_ticket__is_asked_by_the_code_of_its_slip(void)
{
    struct visitor visitor;
    to_progress(&visitor);
    code_comes(&visitor, "B" TICKET_DIGITS);
    g_assert_false(visitor.session.code_unknown);
    g_assert_cmpstr(json_text(visitor.session.asking, "number", ""), ==,
                    "B" TICKET_DIGITS);
    visitor_is_answered(&visitor, 404, NULL);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_PROGRESS_WHO);
    g_assert_cmpint(visitor.session.progress.problem, ==, PROGRESS_NO_TICKET);
    visitor_finish(&visitor);
}

static void
test_ticket__is_asked_again_when_nobody_answered(void)
{
    struct visitor visitor;
    to_progress(&visitor);
    visitor_does(&visitor, SESSION_TYPE, "B");
    visitor_types(&visitor, TICKET_DIGITS);
    int order = visitor.session.ask_order;
    g_assert_cmpint(order, !=, 0);
    g_assert_false(visitor_does(&visitor, SESSION_TYPE, "B")); // while it is asked
    visitor_is_answered(&visitor, 0, NULL);
    g_assert_cmpint(visitor.session.progress.problem, ==, PROGRESS_NO_OFFICE);
    visitor_does(&visitor, SESSION_RETRY, NULL);
    g_assert_cmpint(visitor.session.ask_order, !=, order);
    visitor_finish(&visitor);
}

static void
test_ticket__gives_way_to_a_card_that_is_laid_down(void)
{
    struct visitor visitor;
    to_progress(&visitor);
    visitor_does(&visitor, SESSION_TYPE, "B");
    visitor_types(&visitor, TICKET_DIGITS);
    visitor_card_is_read(&visitor);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_PROGRESS_CODE);
    g_assert_cmpint(visitor.session.ask_order, ==, 0);
    g_assert_false(visitor.session.progress.ticket);
    visitor_finish(&visitor);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD_CODE(name) g_test_add_func("/code/" #name, test_code__##name)
    ADD_CODE(of_a_slip_stands_for_its_number);
    ADD_CODE(of_a_booking_leads_to_the_booking);
    ADD_CODE(of_anybody_else_is_told_and_the_next_is_waited_for);
    ADD_CODE(reader_that_is_away_is_not_waited_for);
#define ADD_TICKET(name) g_test_add_func("/ticket/" #name, test_ticket__##name)
    ADD_TICKET(is_asked_by_its_typed_number_without_a_code);
    ADD_TICKET(is_asked_by_the_code_of_its_slip);
    ADD_TICKET(is_asked_again_when_nobody_answered);
    ADD_TICKET(gives_way_to_a_card_that_is_laid_down);
    return g_test_run();
}
