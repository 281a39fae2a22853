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
    ADD(lamps_show_where_something_is_to_be_done);
    return g_test_run();
}
