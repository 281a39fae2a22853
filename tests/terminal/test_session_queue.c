// SPDX-License-Identifier: Apache-2.0
/* A number for now in the pure session: touches, closed windows, answers that were lost. */
#include "tests/support/visitor_booking.h"

#include <string.h>

#include "base/json.h"
#include <kiosk/document.h>
#include <kiosk/queue.h>

#include "core/strip.h"
#include <kiosk/receipt.h>

static void
assert_screen(const struct visitor *visitor, enum screen_id screen)
{
    g_assert_cmpint(visitor->session.screen, ==, screen);
}

static const json_t *
asked(const struct visitor *visitor, const char *operation)
{
    g_assert_cmpstr(visitor->session.booking.operation, ==, operation);
    return visitor->session.booking.question;
}

static void
test_queue__takes_three_touches_and_is_printed(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_does(&visitor, SESSION_START, NULL);
    visitor.touches = 0; // counted from home
    visitor_does(&visitor, SESSION_OPEN_GROUP, SESSION_GROUP_BOOKING);
    visitor_answered(&visitor, 200, visitor_windows());
    visitor_does(&visitor, SESSION_EDIT, "queue");
    asked(&visitor, "listQueues");
    visitor_answered(&visitor, 200, visitor_queues(true));
    visitor_chooses(&visitor, "queue", "general");
    const json_t *body = asked(&visitor, "takeTicket");
    g_assert_true(schema_check(&queue_take_schema, body, NULL));
    visitor_answered(&visitor, 201, visitor_ticket(3));
    assert_screen(&visitor, SCREEN_QUEUE_DONE);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_PRINT_SLIP));
    g_assert_cmpint(visitor.touches, <=, 3);
    visitor_finish(&visitor);
}

static void
test_queue__only_open_windows_give_numbers(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_queue(&visitor);
    g_assert_false(visitor_chooses(&visitor, "queue", "social")); // closed
    g_assert_false(visitor_chooses(&visitor, "queue", "nowhere"));
    g_assert_true(visitor_chooses(&visitor, "queue", "general"));
    g_assert_false(visitor_chooses(&visitor, "queue", "general")); // it is under way
    visitor_answered(&visitor, 409, visitor_refusal("window_closed"));
    assert_screen(&visitor, SCREEN_QUEUE);
    asked(&visitor, "listQueues"); // how it is now
    visitor_answered(&visitor, 200, visitor_queues(false));
    g_assert_cmpuint(session_queue_count_open(&visitor.session), ==, 0);
    visitor_does(&visitor, SESSION_BACK, NULL);
    assert_screen(&visitor, SCREEN_BOOKING); // a time instead
    visitor_finish(&visitor);
}

/* The answer was lost: the same ticket is asked for again, not another one. */
static void
test_queue__a_lost_answer_is_asked_for_again(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_queue(&visitor);
    visitor_chooses(&visitor, "queue", "general");
    json_t *first = json_deep_copy(asked(&visitor, "takeTicket"));
    visitor_answered(&visitor, 0, NULL);
    assert_screen(&visitor, SCREEN_BOOKING_AWAY);
    visitor_does(&visitor, SESSION_RETRY, NULL);
    g_assert_true(json_equal(first, asked(&visitor, "takeTicket")));
    visitor_answered(&visitor, 200, visitor_ticket(0));
    assert_screen(&visitor, SCREEN_QUEUE_DONE);
    json_decref(first);
    visitor_finish(&visitor);
}

static void
test_queue__paper_says_number_window_and_how_many(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_queue_done(&visitor);
    json_t *slip = session_slip(&visitor.session);
    json_t *strip = strip_of(slip);
    char *text = json_dumps(slip, JSON_COMPACT);
    g_assert_true(schema_check(&document_schema, slip, NULL));
    g_assert_true(schema_check(&receipt_blocks_schema, strip, NULL));
    g_assert_nonnull(strstr(text, "B012"));
    g_assert_nonnull(strstr(text, "综合窗口"));
    g_assert_nonnull(strstr(text, "3"));
    g_assert_nonnull(strstr(text, "14:50"));
    free(text);
    json_decref(strip);
    json_decref(slip);
    visitor_does(&visitor, SESSION_END, NULL); // asks: paper is on its way
    visitor_does(&visitor, SESSION_END, NULL);
    visitor_must_hold_nothing(&visitor);
    visitor_finish(&visitor);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/queue/touches", test_queue__takes_three_touches_and_is_printed);
    g_test_add_func("/queue/open", test_queue__only_open_windows_give_numbers);
    g_test_add_func("/queue/lost", test_queue__a_lost_answer_is_asked_for_again);
    g_test_add_func("/queue/paper", test_queue__paper_says_number_window_and_how_many);
    return g_test_run();
}
