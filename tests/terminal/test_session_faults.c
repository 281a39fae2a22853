// SPDX-License-Identifier: Apache-2.0
/* Every fault of every class on every screen: made from the list of causes and the list of
 * screens, so that a new cause or screen is covered the day it is written. */
#include "terminal/session.h"

#include <string.h>

#include "core/fault.h"
#include "tests/support/visitor.h"

static const char *const classes[] = {"card", "scanner", "image", "printer",
                                      "typesetter"};

static void
begin(struct visitor *visitor)
{
    visitor_does(visitor, SESSION_START, NULL);
}

static void
open_group(struct visitor *visitor)
{
    begin(visitor);
    visitor_does(visitor, SESSION_OPEN_GROUP, "medical");
}

static void
open_guide(struct visitor *visitor)
{
    begin(visitor);
    visitor_does(visitor, SESSION_OPEN_SERVICE, "medical-insurance");
}

static void
open_consent(struct visitor *visitor)
{
    open_guide(visitor);
    visitor_does(visitor, SESSION_NEXT, NULL);
}

static void
scanning(struct visitor *visitor)
{
    visitor_comes_to_scan(visitor);
    visitor_does(visitor, SESSION_SCAN, NULL);
}

static void
errors(struct visitor *visitor)
{
    visitor_comes_to_check(visitor);
    visitor_does(visitor, SESSION_EDIT, "phone");
    visitor_types(visitor, "\b");
    visitor_does(visitor, SESSION_BACK, NULL);
    visitor_does(visitor, SESSION_PROMISE, NULL);
    visitor_does(visitor, SESSION_SUBMIT, NULL);
}

static void
fault(struct visitor *visitor)
{
    visitor_comes_to_done(visitor);
    visitor_print_fails(visitor, "paperJam", 1);
}

/* How to come to each screen, and which class works there. */
static const struct {
    void (*come)(struct visitor *visitor); // NULL: it is there
    const char *works;                     // classes with an order under way; NULL: none
} ways[SCREEN_COUNT] = {
    [SCREEN_ATTRACT] = {NULL, NULL},
    [SCREEN_HOME] = {begin, NULL},
    [SCREEN_GROUP] = {open_group, NULL},
    [SCREEN_GUIDE] = {open_guide, NULL},
    [SCREEN_CONSENT] = {open_consent, NULL},
    [SCREEN_CARD] = {visitor_comes_to_card, "card"},
    [SCREEN_FORM] = {visitor_comes_to_form, NULL},
    [SCREEN_SCAN] = {scanning, "scanner image"},
    [SCREEN_CHECK] = {visitor_comes_to_check, NULL},
    [SCREEN_ERRORS] = {errors, NULL},
    [SCREEN_SUBMITTING] = {visitor_comes_to_submitting, NULL},
    [SCREEN_DONE] = {visitor_comes_to_done, "printer typesetter"},
    [SCREEN_FAULT] = {fault, NULL},
};

static bool
works_here(enum screen_id screen, const char *class)
{
    return ways[screen].works != NULL && strstr(ways[screen].works, class) != NULL;
}

/* The device breaks, and what it was doing fails with the same cause. */
static void
break_device(struct visitor *visitor, const char *class, const char *cause)
{
    enum screen_id screen = visitor->session.screen;
    visitor_device(visitor, class, DEVICE_HARDWARE_ERROR, cause);
    if (!works_here(screen, class))
        return;
    if (screen == SCREEN_CARD)
        visitor_card_fails(visitor, cause);
    else if (screen == SCREEN_SCAN)
        visitor_scan_fails(visitor, cause);
    else
        visitor_print_fails(visitor, cause, 0);
}

/* What was being done failed: the screen knows the cause, and there are words for it. */
static void
check_told(const struct visitor *visitor, enum screen_id screen, const char *class,
           const char *cause)
{
    const struct session *session = &visitor->session;
    const struct fault *words = fault_find(class, cause);
    g_assert_true(words->title[0] != '\0' && words->staff[0] != '\0');
    if (!works_here(screen, class))
        return;
    const char *told = screen == SCREEN_CARD   ? session->card_cause
                       : screen == SCREEN_SCAN ? session->scan_cause
                                               : session->fault_cause;
    g_assert_cmpstr(told, ==, cause);
    if (screen == SCREEN_DONE) {
        g_assert_cmpint(session->screen, ==, SCREEN_FAULT);
        g_assert_cmpstr(session->receipt.number, !=, ""); // what is safe is still said
    }
}

/* Nothing that was answered is lost by it. */
static void
check_kept(const struct visitor *visitor, enum screen_id screen)
{
    const struct session *session = &visitor->session;
    if (screen > SCREEN_FORM && screen != SCREEN_OUT_OF_SERVICE) {
        g_assert_nonnull(session->card);
        g_assert_nonnull(json_object_get(session->answers, "phone"));
    }
    if (screen > SCREEN_SCAN)
        g_assert_cmpuint(session->materials[0].page_count, ==, 1);
}

/* Some key leads on, and calling somebody is always possible. */
static void
check_way_on(struct visitor *visitor)
{
    static const enum session_event_kind keys[] = {SESSION_WITHOUT_PAPER, SESSION_BACK,
                                                   SESSION_NEXT, SESSION_START,
                                                   SESSION_ASK_END};
    enum screen_id screen = visitor->session.screen;
    g_assert_true(visitor_does(visitor, SESSION_HELP, NULL));
    g_assert_cmpint(visitor->session.dialog, ==, DIALOG_HELP);
    visitor_does(visitor, SESSION_DISMISS, NULL);
    if (screen == SCREEN_SUBMITTING)
        visitor_is_stored(visitor); // the store is no device: it answers
    if (screen == SCREEN_SUBMITTING)
        visitor_does(visitor, SESSION_DO_NOT_WAIT, NULL);
    for (size_t i = 0; visitor->session.screen == screen && i < G_N_ELEMENTS(keys); i++)
        visitor_does(visitor, keys[i], NULL);
    g_assert_cmpint(visitor->session.screen, !=, screen);
}

static void
leave(struct visitor *visitor)
{
    static const char *const all[] = {"card", "scanner", "image", "printer",
                                      "typesetter"};
    for (int i = 0; i < 4 && session_in_visit(&visitor->session); i++)
        visitor_does(visitor, SESSION_END, NULL);
    g_assert_cmpint(visitor->session.screen, ==, SCREEN_ATTRACT);
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
        visitor_device(visitor, all[i], DEVICE_ONLINE, "none");
}

static void
test_faults__each_on_each_screen_is_told_and_leads_on(void)
{
    struct visitor visitor;
    int cells = 0;
    visitor_init(&visitor);
    for (int screen = 0; screen < SCREEN_OUT_OF_SERVICE; screen++)
        for (size_t c = 0; c < G_N_ELEMENTS(classes); c++)
            for (size_t i = 0; protocol_causes[i] != NULL; i++, cells++) {
                if (strcmp(protocol_causes[i], "none") == 0)
                    continue;
                if (ways[screen].come != NULL)
                    ways[screen].come(&visitor);
                g_assert_cmpint(visitor.session.screen, ==, screen);
                break_device(&visitor, classes[c], protocol_causes[i]);
                check_told(&visitor, (enum screen_id)screen, classes[c],
                           protocol_causes[i]);
                check_kept(&visitor, (enum screen_id)screen);
                check_way_on(&visitor);
                leave(&visitor);
            }
    g_test_message("%d cells", cells);
    visitor_finish(&visitor);
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
