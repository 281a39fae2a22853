// SPDX-License-Identifier: Apache-2.0
/* Nothing that was typed is ever lost: whatever a person does meanwhile on whatever page of a
 * service with every kind of question, all answers stay as they were, half-typed ones, too. */
#include "tests/support/visitor_family.h"

#include <string.h>

#define STEPS_MOST 120

static void
help(struct visitor *visitor)
{
    visitor_does(visitor, SESSION_HELP, NULL);
    visitor_does(visitor, SESSION_DISMISS, NULL);
}

static void
other_language(struct visitor *visitor)
{
    visitor_does(visitor, SESSION_LANGUAGE, "en");
    visitor_does(visitor, SESSION_LANGUAGE, "zh_CN");
}

static void
large_type(struct visitor *visitor)
{
    visitor_does(visitor, SESSION_MODE, NULL);
    visitor_does(visitor, SESSION_MODE, NULL);
}

static void
look(struct visitor *visitor)
{
    for (int i = 0; i < COLOURS_COUNT; i++)
        visitor_does(visitor, SESSION_COLOURS, NULL);
    visitor_does(visitor, SESSION_LOWER, NULL);
    visitor_does(visitor, SESSION_LOWER, NULL);
}

/* The question whether somebody is still there, answered. */
static void
silence(struct visitor *visitor)
{
    visitor_waits(visitor, visitor->session.assisted ? SESSION_IDLE_ASSISTED_MS + 1000
                                                     : SESSION_IDLE_MS + 1000);
    visitor_does(visitor, SESSION_DISMISS, NULL);
}

static void
almost_end(struct visitor *visitor)
{
    visitor_does(visitor, SESSION_ASK_END, NULL);
    visitor_does(visitor, SESSION_DISMISS, NULL);
}

static void
trouble(struct visitor *visitor)
{
    visitor_does(visitor, SESSION_OPEN_TROUBLE, NULL);
    visitor_does(visitor, SESSION_BACK, NULL);
}

static void
keyboards(struct visitor *visitor)
{
    for (int keyboard = 0; keyboard < KEYBOARD_COUNT; keyboard++)
        visitor_event(visitor, &(struct session_event){.kind = SESSION_KEYBOARD,
                                                       .number = keyboard});
}

static void
scanner_breaks(struct visitor *visitor)
{
    visitor_device(visitor, "scanner", DEVICE_HARDWARE_ERROR, "ioError");
    visitor_device(visitor, "scanner", DEVICE_ONLINE, "none");
}

static void (*const disturbances[])(struct visitor *visitor) = {
    help,       other_language, large_type, look,          silence,
    almost_end, trouble,        keyboards,  scanner_breaks};

static void
must_keep(struct visitor *visitor)
{
    enum screen_id screen = visitor->session.screen;
    size_t page = visitor->session.form_page, question = visitor->session.question;
    json_t *before = json_deep_copy(visitor->session.answers);
    for (size_t i = 0; i < G_N_ELEMENTS(disturbances); i++) {
        disturbances[i](visitor);
        if (visitor->session.screen != screen || visitor->session.form_page != page)
            g_error("disturbance %zu: another page", i);
        if (visitor->session.assisted && visitor->session.question != question)
            g_error("disturbance %zu: another question", i);
        if (!json_equal(visitor->session.answers, before))
            g_error("disturbance %zu: an answer is otherwise than before", i);
    }
    json_decref(before);
}

/* There and back again: to the page before, or to the members of the household. */
static void
must_keep_on_the_way_back(struct visitor *visitor)
{
    size_t page = visitor->session.form_page;
    size_t question = visitor->session.question;
    json_t *before = json_deep_copy(visitor->session.answers);
    visitor_does(visitor, SESSION_BACK, NULL);
    visitor_does(visitor, SESSION_NEXT, NULL);
    visitor_must_be_on(visitor, SCREEN_FORM);
    g_assert_cmpuint(visitor->session.form_page, ==, page);
    g_assert_cmpuint(visitor->session.question, ==, question);
    g_assert_true(json_equal(visitor->session.answers, before));
    json_decref(before);
}

static void
fill_and_disturb(struct visitor *visitor)
{
    const struct question *focused =
        service_question(visitor->session.service, visitor->session.focus);
    if (focused != NULL && focused->kind != QUESTION_DATE && field_is_typed(focused)) {
        visitor_does(visitor, SESSION_TYPE, "1"); // half of an answer
        must_keep(visitor);
        visitor_does(visitor, SESSION_TYPE, "\b");
    }
    visitor_fills(visitor);
    must_keep(visitor);
    // Only a later page: before the first stands the card.
    if (visitor->session.form_page > 2 && visitor->session.entry == 0)
        must_keep_on_the_way_back(visitor);
}

static void
test_kept__whatever_a_person_does_meanwhile(gconstpointer mode)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_who(&visitor);
    if (strcmp(mode, "assisted") == 0)
        visitor_does(&visitor, SESSION_MODE, NULL);
    visitor_does(&visitor, SESSION_APPLY, "self");
    visitor_card_is_read(&visitor);
    int pages = 0, entries = 0;
    for (int i = 0; i < STEPS_MOST && visitor.session.screen != SCREEN_SCAN; i++) {
        if (visitor.session.screen == SCREEN_FORM) {
            fill_and_disturb(&visitor);
            pages++;
        } else if (visitor.session.screen == SCREEN_ENTRIES && entries++ == 0) {
            must_keep(&visitor);
            visitor_event(&visitor, &(struct session_event){.kind = SESSION_ENTRY});
            continue;
        }
        if (visitor.session.screen == SCREEN_FORM || entries > 0)
            visitor_does(&visitor, SESSION_NEXT, NULL);
    }
    if (visitor.session.screen != SCREEN_SCAN)
        g_error("stopped on page %s, question %zu",
                session_form_page(&visitor.session)->id, visitor.session.question);
    g_assert_cmpint(pages, >=, 5);
    must_keep(&visitor);
    visitor_finish(&visitor);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/kept/standard", "standard",
                         test_kept__whatever_a_person_does_meanwhile);
    g_test_add_data_func("/kept/assisted", "assisted",
                         test_kept__whatever_a_person_does_meanwhile);
    return g_test_run();
}
