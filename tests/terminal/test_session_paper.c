// SPDX-License-Identifier: Apache-2.0
/* Which printer has a slip, and paper that nobody took. */
#include "terminal/session.h"

#include <string.h>

#include "tests/support/visitor.h"

static void
says_media(struct visitor *visitor, const char *class, const char *media)
{
    struct session_device device = {.state = DEVICE_ONLINE, .present = true};
    g_strlcpy(device.class, class, sizeof device.class);
    g_strlcpy(device.cause, "none", sizeof device.cause);
    g_strlcpy(device.media, media, sizeof device.media);
    visitor_event(visitor,
                  &(struct session_event){.kind = SESSION_DEVICE, .device = &device});
}

static const char *
class_of_print(const struct visitor *visitor)
{
    for (size_t i = 0; i < visitor->effects.count; i++)
        if (visitor->effects.list[i].kind == EFFECT_PRINT_SLIP)
            return visitor->effects.list[i].text;
    return "";
}

/* On the way to the last screen the slip is ordered of this printer. */
static void
expect_printer(const char *receipt, const char *printer, const char *class)
{
    struct visitor visitor;
    visitor_init(&visitor);
    if (receipt != NULL)
        visitor_device(&visitor, "receipt",
                       strcmp(receipt, "none") == 0 ? DEVICE_ONLINE : DEVICE_USER_ERROR,
                       receipt);
    visitor_device(&visitor, "printer",
                   strcmp(printer, "none") == 0 ? DEVICE_ONLINE : DEVICE_USER_ERROR,
                   printer);
    visitor_comes_to_submitting(&visitor);
    visitor_is_stored(&visitor);
    visitor_is_delivered(&visitor);
    g_assert_cmpstr(class_of_print(&visitor), ==, class);
    visitor_finish(&visitor);
}

static void
test_paper__a_slip_goes_where_it_can_be_printed(void)
{
    expect_printer(NULL, "none", "printer");
    expect_printer("none", "none", "receipt");
    expect_printer("none", "paperOut", "receipt");
    expect_printer("paperOut", "none", "printer");
    expect_printer("paperOut", "paperOut", ""); // told instead
}

static void
test_paper__a_broken_slip_printer_leads_to_a4_when_it_is_tried_again(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_device(&visitor, "receipt", DEVICE_ONLINE, "none");
    visitor_device(&visitor, "printer", DEVICE_ONLINE, "none");
    visitor_comes_to_done(&visitor);
    visitor_print_fails(&visitor, "cutterFault", 0);
    visitor_must_be_on(&visitor, SCREEN_FAULT);
    g_assert_cmpstr(visitor.session.fault_class, ==, "receipt");
    visitor_device(&visitor, "receipt", DEVICE_HARDWARE_ERROR, "cutterFault");
    visitor_does(&visitor, SESSION_RETRY, NULL);
    g_assert_cmpstr(class_of_print(&visitor), ==, "printer");
    visitor_must_be_on(&visitor, SCREEN_DONE);
    visitor_finish(&visitor);
}

static void
test_paper__is_reminded_of_for_a_while_where_nobody_notices(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_done(&visitor);
    visitor_is_printed(&visitor);
    visitor_does(&visitor, SESSION_END, NULL);
    g_assert_true(session_paper_is_left(&visitor.session));
    visitor_waits(&visitor, 19000);
    g_assert_true(session_paper_is_left(&visitor.session));
    visitor_waits(&visitor, 2000);
    g_assert_false(session_paper_is_left(&visitor.session));
    visitor_finish(&visitor);
}

static void
test_paper__is_reminded_of_until_it_is_taken_where_the_printer_notices(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    says_media(&visitor, "printer", "notPresent");
    visitor_comes_to_done(&visitor);
    says_media(&visitor, "printer", "present");
    visitor_is_printed(&visitor);
    visitor_does(&visitor, SESSION_END, NULL);
    visitor_waits(&visitor, 600000);
    g_assert_true(session_paper_is_left(&visitor.session));
    says_media(&visitor, "printer", "notPresent");
    g_assert_false(session_paper_is_left(&visitor.session));
    visitor_finish(&visitor);
}

static void
test_paper__that_was_taken_or_never_came_is_not_spoken_of(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    says_media(&visitor, "printer", "notPresent");
    visitor_comes_to_done(&visitor);
    visitor_is_printed(&visitor);
    visitor_does(&visitor, SESSION_END, NULL); // taken already
    g_assert_false(session_paper_is_left(&visitor.session));
    visitor_does(&visitor, SESSION_START, NULL);
    visitor_does(&visitor, SESSION_END, NULL);
    g_assert_false(session_paper_is_left(&visitor.session));
    visitor_finish(&visitor);
}

/* ---- paper whose visit is over ----------------------------------------------------------- */

static bool
is_lost(const struct visitor *visitor)
{
    struct session_lost lost;
    return session_paper_is_lost(&visitor->session, &lost);
}

/* Finishes while the slip is being printed: asked, and gone. */
static void
leaves_while_it_prints(struct visitor *visitor)
{
    visitor_comes_to_done(visitor);
    visitor_does(visitor, SESSION_END, NULL);
    g_assert_cmpint(visitor->session.dialog, ==, DIALOG_END);
    visitor_does(visitor, SESSION_END, NULL);
    g_assert_false(visitor_has_effect(visitor, EFFECT_CANCEL_PRINT));
    visitor_must_be_wiped(visitor);
}

static void
test_paper__comes_out_though_its_visit_is_over(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    leaves_while_it_prints(&visitor);
    g_assert_true(session_paper_is_coming(&visitor.session));
    g_assert_true(session_lights(&visitor.session) & SESSION_LIGHT_PRINTER);
    visitor_waits(&visitor, 15000);
    g_assert_true(session_paper_is_coming(&visitor.session));
    visitor_is_printed(&visitor);
    g_assert_false(session_paper_is_coming(&visitor.session));
    g_assert_true(session_paper_is_left(&visitor.session));
    g_assert_false(is_lost(&visitor));
    visitor_waits(&visitor, 21000);
    g_assert_false(session_paper_is_left(&visitor.session));
    visitor_finish(&visitor);
}

static void
test_paper__that_never_came_is_told_where_the_person_went(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    leaves_while_it_prints(&visitor);
    visitor_print_fails(&visitor, "paperJam", 0);
    g_assert_true(is_lost(&visitor));
    g_assert_false(session_paper_is_left(&visitor.session));
    struct session_lost lost;
    session_paper_is_lost(&visitor.session, &lost);
    g_assert_cmpstr(lost.class, ==, "printer");
    g_assert_cmpstr(lost.cause, ==, "paperJam");
    g_assert_cmpint(session_next_tick(&visitor.session), <=,
                    visitor.monotonic_ms + SESSION_LOST_MS);
    visitor_waits(&visitor, SESSION_LOST_MS);
    g_assert_false(is_lost(&visitor));
    visitor_finish(&visitor);
}

static void
test_paper__that_does_not_come_as_things_are_is_told_too(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    leaves_while_it_prints(&visitor);
    visitor_device(&visitor, "printer", DEVICE_USER_ERROR, "paperOut");
    g_assert_true(is_lost(&visitor));
    visitor_device(&visitor, "printer", DEVICE_ONLINE, "none"); // somebody put paper in
    g_assert_false(is_lost(&visitor));
    g_assert_true(session_paper_is_coming(&visitor.session));
    visitor_finish(&visitor);
}

static void
test_paper__of_the_last_person_is_not_the_next_ones(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    leaves_while_it_prints(&visitor);
    int earlier = visitor.print_order;
    visitor_comes_to_done(&visitor);
    int own = visitor.print_order;
    visitor.print_order = earlier;
    visitor_print_fails(&visitor, "paperOut", 0);
    visitor_must_be_on(&visitor, SCREEN_DONE);
    g_assert_cmpint(visitor.session.print, ==, PRINT_RUNNING);
    g_assert_false(is_lost(&visitor)); // not theirs to hear
    visitor.print_order = own;
    visitor_is_printed(&visitor);
    g_assert_cmpint(visitor.session.print, ==, PRINT_DONE);
    visitor_finish(&visitor);
}

static void
test_paper__comes_out_while_staff_are_in(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    leaves_while_it_prints(&visitor);
    for (int i = 0; i < SESSION_CORNER_TOUCHES; i++)
        visitor_does(&visitor, SESSION_CORNER, NULL);
    visitor_must_be_on(&visitor, SCREEN_STAFF_PIN);
    visitor_print_fails(&visitor, "paperOut", 0);
    visitor_does(&visitor, SESSION_BACK, NULL);
    g_assert_true(is_lost(&visitor)); // still told when they have gone
    visitor_finish(&visitor);
}

static void
test_paper__that_is_coming_keeps_the_visit(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_done(&visitor);
    for (int i = 0; i < 20; i++)
        visitor_waits(&visitor, 10000);
    visitor_must_be_on(&visitor, SCREEN_DONE); // the person waits for the machine
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_NONE);
    visitor_is_printed(&visitor);
    visitor_waits(&visitor, SESSION_DONE_MS - 1000);
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_IDLE);
    visitor_waits(&visitor, 2000);
    visitor_must_be_wiped(&visitor);
    visitor_finish(&visitor);
}

static void
test_paper__is_not_lost_between_the_store_and_the_office(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_submitting(&visitor);
    visitor_does(&visitor, SESSION_END, NULL); // not durable yet: nobody would know it
    visitor_must_be_on(&visitor, SCREEN_SUBMITTING);
    visitor_is_stored(&visitor);
    visitor_does(&visitor, SESSION_END, NULL);
    visitor_must_be_on(&visitor, SCREEN_DONE);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_PRINT_SLIP));
    visitor_finish(&visitor);
}

/* ---- lamps of the cabinet ---------------------------------------------------------------- */

static void
test_paper__lamps_show_where_something_is_to_be_done(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_device(&visitor, "printer", DEVICE_ONLINE, "none");
    g_assert_cmpuint(session_lights(&visitor.session), ==, SESSION_LIGHT_GOOD);
    says_media(&visitor, "printer", "present"); // somebody forgot a sheet
    g_assert_true(session_lights(&visitor.session) & SESSION_LIGHT_PRINTER);
    says_media(&visitor, "printer", "taken");
    g_assert_false(session_lights(&visitor.session) & SESSION_LIGHT_PRINTER);
    visitor_device(&visitor, "printer", DEVICE_USER_ERROR, "paperOut");
    g_assert_true(session_lights(&visitor.session) & SESSION_LIGHT_BAD);
    visitor_finish(&visitor);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/paper/" #name, test_paper__##name)
    ADD(a_slip_goes_where_it_can_be_printed);
    ADD(a_broken_slip_printer_leads_to_a4_when_it_is_tried_again);
    ADD(is_reminded_of_for_a_while_where_nobody_notices);
    ADD(is_reminded_of_until_it_is_taken_where_the_printer_notices);
    ADD(that_was_taken_or_never_came_is_not_spoken_of);
    ADD(comes_out_though_its_visit_is_over);
    ADD(that_never_came_is_told_where_the_person_went);
    ADD(that_does_not_come_as_things_are_is_told_too);
    ADD(of_the_last_person_is_not_the_next_ones);
    ADD(comes_out_while_staff_are_in);
    ADD(that_is_coming_keeps_the_visit);
    ADD(is_not_lost_between_the_store_and_the_office);
    ADD(lamps_show_where_something_is_to_be_done);
    return g_test_run();
}
