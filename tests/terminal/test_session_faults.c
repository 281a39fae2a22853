// SPDX-License-Identifier: Apache-2.0
/* Every fault of every class on every screen: made from the list of classes, the table of
 * faults and the list of screens, so that a new one of each is covered the day it is written.
 * The cells stand in $BUILD/fault-table.html. */
#include "terminal/devices/supervisor.h"
#include "terminal/screens/screens.h"
#include "terminal/session.h"

#include <string.h>

#include "core/fault.h"
#include "tests/support/fault_table.h"
#include "tests/support/visitor.h"
#include "tests/support/visitor_progress.h"
#include "tests/support/visitor_ways.h"

/* The device breaks, and what it was doing fails with the same cause. */
static void
break_device(struct visitor *visitor, const char *class, const char *cause)
{
    enum screen_id screen = visitor->session.screen;
    visitor_device(visitor, class, DEVICE_HARDWARE_ERROR, cause);
    if (visitor_waits_for(screen, class))
        visitor_work_fails(visitor, screen, class, cause);
}

/* What was being done failed: the screen knows the cause, and there are words for it. */
static const char *
is_told(const struct visitor *visitor, enum screen_id screen, const char *class,
        const char *cause)
{
    const struct fault *words = fault_find(class, cause);
    if (words->title[0] == '\0' || words->staff[0] == '\0')
        return "nobody is told what to do";
    if (visitor_waits_for(screen, class) &&
        strcmp(visitor_told_cause(visitor), cause) != 0)
        return "the screen does not name the cause";
    if (screen == SCREEN_DONE && visitor->session.screen == SCREEN_FAULT &&
        visitor->session.receipt.number[0] == '\0')
        return "what is safe is not said any more";
    return NULL;
}

/* Nothing that was answered is lost by it. */
static const char *
is_kept(const struct session *session, enum screen_id screen)
{
    bool answered = screen > SCREEN_FORM && screen < SCREEN_OUT_OF_SERVICE;
    if (answered && (!session->card || !json_object_get(session->answers, "phone")))
        return "an answer is lost";
    if (screen > SCREEN_PROMISE && screen < SCREEN_OUT_OF_SERVICE &&
        session->materials[0].page_count != 1)
        return "a page is lost";
    return NULL;
}

/* Calling somebody is always possible. */
static const char *
can_call(struct visitor *visitor)
{
    if (session_is_staff(&visitor->session))
        return NULL; // they are the ones who are called
    visitor_does(visitor, SESSION_HELP, NULL);
    if (visitor->session.dialog != DIALOG_HELP)
        return "nobody can be called";
    visitor_does(visitor, SESSION_DISMISS, NULL);
    return NULL;
}

/* Some key leads on; from a machine that is out of service only a person does. */
static const char *
leads_on(struct visitor *visitor)
{
    static const enum session_event_kind keys[] = {
        SESSION_WITHOUT_PAPER, SESSION_BACK, SESSION_NEXT, SESSION_START, SESSION_END};
    enum screen_id screen = visitor->session.screen;
    if (screen == SCREEN_OUT_OF_SERVICE)
        return NULL;
    if (screen == SCREEN_SUBMITTING) {
        visitor_is_stored(visitor); // the store is no device: it answers
        visitor_does(visitor, SESSION_DO_NOT_WAIT, NULL);
    }
    if (screen == SCREEN_RESULT_PRINT) // nobody takes a sheet from a running printer
        visitor_result_is_printed(visitor, 3);
    for (size_t i = 0; visitor->session.screen == screen && i < G_N_ELEMENTS(keys); i++)
        visitor_does(visitor, keys[i], NULL);
    return visitor->session.screen == screen ? "no key leads on" : NULL;
}

static void
leave(struct visitor *visitor)
{
    for (int i = 0; i < 4 && (session_in_visit(&visitor->session) ||
                              session_is_staff(&visitor->session));
         i++)
        visitor_does(visitor, SESSION_END, NULL);
    for (size_t i = 0; supervisor_class(i); i++)
        visitor_device(visitor, supervisor_class(i), DEVICE_ONLINE, "none");
    visitor_device(visitor, "store", DEVICE_ONLINE, "none");
    visitor_waits(visitor, 1); // it rests on the screen that fits
    visitor_must_be_on(visitor, SCREEN_ATTRACT);
}

static void
try_cell(struct visitor *visitor, struct fault_table *table, enum screen_id screen,
         const char *class, const char *cause)
{
    if (!visitor_comes_to(visitor, screen))
        return; // it will stand there as missing
    break_device(visitor, class, cause);
    const char *why = is_told(visitor, screen, class, cause);
    if (!why)
        why = is_kept(&visitor->session, screen);
    if (!why)
        why = can_call(visitor);
    if (!why)
        why = leads_on(visitor);
    fault_table_set(table, class, cause, screen, why);
    leave(visitor);
}

/* A cause that a device of the class can have: it has a row of its own, or any class can. */
static bool
can_have(const char *class, const char *cause)
{
    const struct fault *row = fault_find(class, cause);
    return strcmp(cause, "none") != 0 && row != &fault_table[fault_count - 1];
}

static void
test_faults__each_on_each_screen_is_told_and_leads_on(void)
{
    const char *names[SCREEN_COUNT];
    struct visitor visitor;
    for (int screen = 0; screen < SCREEN_COUNT; screen++)
        names[screen] = screen_table[screen].name;
    struct fault_table *table = fault_table_create(
        "session", "The pure session: each fault of each class of device on each screen.",
        names, SCREEN_COUNT);
    visitor_init(&visitor);
    for (size_t c = 0; supervisor_class(c); c++)
        for (size_t i = 0; protocol_causes[i]; i++)
            for (int screen = 0; screen < SCREEN_COUNT; screen++)
                if (can_have(supervisor_class(c), protocol_causes[i]))
                    try_cell(&visitor, table, (enum screen_id)screen, supervisor_class(c),
                             protocol_causes[i]);
    visitor_finish(&visitor);
    g_assert_cmpuint(fault_table_finish(table), ==, 0);
}

/* A device that was broken from the beginning: the whole way is still walked to a number. */
static void
test_faults__a_visit_without_printer_still_ends_with_a_number(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    for (size_t i = 0; protocol_causes[i] != NULL; i++) {
        visitor_device(&visitor, "printer", DEVICE_HARDWARE_ERROR, protocol_causes[i]);
        visitor_comes_to_submitting(&visitor);
        visitor_is_stored(&visitor);
        visitor_is_delivered(&visitor);
        g_assert_cmpint(visitor.session.screen, ==, SCREEN_FAULT);
        visitor_does(&visitor, SESSION_WITHOUT_PAPER, NULL);
        g_assert_cmpint(visitor.session.screen, ==, SCREEN_DONE);
        g_assert_cmpstr(visitor.session.receipt.number, ==, "000126112100071");
        visitor_does(&visitor, SESSION_END, NULL);
    }
    visitor_finish(&visitor);
}

static void
test_faults__a_terminal_without_printer_never_speaks_of_paper(void)
{
    struct visitor visitor;
    struct session_device none = {.class = "printer", .state = DEVICE_NO_DEVICE};
    visitor_init(&visitor);
    visitor_event(&visitor,
                  &(struct session_event){.kind = SESSION_DEVICE, .device = &none});
    visitor_comes_to_submitting(&visitor);
    visitor_is_stored(&visitor);
    visitor_is_delivered(&visitor);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_DONE);
    g_assert_cmpint(visitor.session.print, ==, PRINT_GIVEN_UP);
    visitor_finish(&visitor);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/faults/cells",
                    test_faults__each_on_each_screen_is_told_and_leads_on);
    g_test_add_func("/faults/printer",
                    test_faults__a_visit_without_printer_still_ends_with_a_number);
    g_test_add_func("/faults/no-printer",
                    test_faults__a_terminal_without_printer_never_speaks_of_paper);
    return g_test_run();
}
