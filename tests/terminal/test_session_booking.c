// SPDX-License-Identifier: Apache-2.0
/* Booking in the pure session: what is asked of the office, and what follows from each answer. */
#include "tests/support/visitor_booking.h"

#include <string.h>

#include "base/json.h"
#include "core/slip_booking.h"
#include <kiosk/document.h>

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
test_booking__takes_at_most_six_touches(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_does(&visitor, SESSION_START, NULL);
    visitor.touches = 0; // counted from home
    visitor_does(&visitor, SESSION_OPEN_GROUP, SESSION_GROUP_BOOKING);
    visitor_answered(&visitor, 200, visitor_windows());
    visitor_chooses(&visitor, "window", "general");
    visitor_answered(&visitor, 200, visitor_slots());
    visitor_chooses(&visitor, "day", "2026-11-24");
    visitor_chooses(&visitor, "slot", "general-20261124-1400");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_answered(&visitor, 200,
                     visitor_held("2026-11-24", 14, "2026-11-21T14:50:00+08:00"));
    visitor_card_is_read(&visitor);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_answered(&visitor, 201, visitor_booking("2026-11-24", 14));
    assert_screen(&visitor, SCREEN_BOOKING_DONE);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_PRINT_SLIP));
    g_assert_cmpint(visitor.touches, <=, 6);
    visitor_finish(&visitor);
}

static void
test_booking__first_day_with_a_free_place_is_shown(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_slots(&visitor);
    g_assert_cmpstr(visitor.session.booking.day, ==, "2026-11-23"); // today is full
    g_assert_cmpstr(visitor.session.booking.slot, ==, "");
    g_assert_false(visitor_chooses(&visitor, "slot", "general-20261123-1100")); // full
    g_assert_false(visitor_does(&visitor, SESSION_NEXT, NULL));
    visitor_finish(&visitor);
}

static void
test_booking__that_is_asked_again_keeps_its_name(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_booking_check(&visitor);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    char first[37];
    g_strlcpy(first, json_text(asked(&visitor, "confirmBooking"), "booking_id", ""),
              sizeof first);
    g_assert_cmpuint(strlen(first), ==, 36);
    visitor_answered(&visitor, 0, NULL);
    assert_screen(&visitor, SCREEN_BOOKING_AWAY);
    visitor_does(&visitor, SESSION_RETRY, NULL);
    g_assert_cmpstr(json_text(asked(&visitor, "confirmBooking"), "booking_id", ""), ==,
                    first);
    visitor_finish(&visitor);
}

static void
test_booking__another_time_lets_the_held_one_go(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_booking_check(&visitor);
    char *held = g_strdup(visitor.session.booking.hold_id);
    visitor_does(&visitor, SESSION_EDIT, "times");
    visitor_answered(&visitor, 200, visitor_slots());
    visitor_chooses(&visitor, "slot", "general-20261123-1000");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    const json_t *question = asked(&visitor, "holdSlot");
    g_assert_cmpstr(json_text(question, "instead_of", ""), ==, held);
    g_assert_cmpstr(json_text(question, "hold_id", ""), !=, held);
    g_free(held);
    visitor_finish(&visitor);
}

static void
test_booking__hold_that_is_over_offers_the_next(void)
{
    static const char *const words[] = {"hold_over", "too_late"};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        struct visitor visitor;
        visitor_init(&visitor);
        visitor_comes_to_booking_check(&visitor);
        visitor_does(&visitor, SESSION_NEXT, NULL);
        visitor_answered(&visitor, 409, visitor_refusal(words[i]));
        assert_screen(&visitor, SCREEN_BOOKING_SLOTS);
        g_assert_cmpstr(visitor.session.booking.problem, ==, words[i]);
        asked(&visitor, "listSlots");
        visitor_finish(&visitor);
    }
}

static void
test_booking__says_how_long_the_place_is_kept(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_booking_card(&visitor);
    g_assert_cmpint(visitor.session.booking.seconds_left, ==, -1); // no hurry yet
    for (int i = 0; i < 3; i++) {
        visitor_waits(&visitor, 50000);
        visitor_does(&visitor, SESSION_TOUCHED, NULL);
    }
    visitor_waits(&visitor, 1000);
    g_assert_cmpint(visitor.session.booking.seconds_left, ==, 29);
    visitor_waits(&visitor, 40000);
    g_assert_cmpint(visitor.session.booking.seconds_left, ==, 0);
    assert_screen(&visitor, SCREEN_BOOKING_CARD); // nobody is sent away for it
    visitor_finish(&visitor);
}

static void
test_booking__late_answer_is_nobodys(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_does(&visitor, SESSION_START, NULL);
    visitor_does(&visitor, SESSION_OPEN_GROUP, SESSION_GROUP_BOOKING);
    int order = visitor.session.ask_order;
    visitor_does(&visitor, SESSION_BACK, NULL);
    assert_screen(&visitor, SCREEN_HOME);
    visitor_does(&visitor, SESSION_OPEN_GROUP, SESSION_GROUP_BOOKING);
    json_t *windows = visitor_windows();
    g_assert_false(
        visitor_event(&visitor, &(struct session_event){.kind = SESSION_ANSWERED,
                                                        .order = order,
                                                        .text = "listWindows",
                                                        .number = 200,
                                                        .json = windows}));
    g_assert_null(visitor.session.booking.windows);
    json_decref(windows);
    visitor_finish(&visitor);
}

static void
test_booking__leaves_nothing_behind(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_mine(&visitor);
    visitor_chooses(&visitor, "cancel", "000126112150010");
    visitor_does(&visitor, SESSION_END, NULL);
    assert_screen(&visitor, SCREEN_ATTRACT);
    struct session_booking empty;
    memset(&empty, 0, sizeof empty);
    empty.seconds_left = -1;
    g_assert_true(memcmp(&visitor.session.booking, &empty, sizeof empty) == 0);
    visitor_finish(&visitor);
}

static void
test_slip__says_when_where_and_what_to_bring(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    json_t *booking = visitor_booking("2026-11-23", 9);
    const struct slip_booking slip = {.booking = booking,
                                      .place = &visitor.place,
                                      .terminal = "0001",
                                      .language = "zh_CN",
                                      .name = "王**秀兰"};
    json_t *document = slip_booking(&slip);
    GError *error = NULL;
    schema_accepts(&document_schema, document, &error);
    g_assert_no_error(error);
    char *text = json_dumps(document, JSON_COMPACT);
    static const char *const words[] = {
        "9:00—10:00", "综合窗口",           "户口簿",
        "305 172",    "0001 261121 5001 0", "KB1|000126112150010|"};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        g_assert_nonnull(strstr(text, words[i]));
    g_assert_null(strstr(text, "王**秀兰")); // no name sets anything in bold
    free(text);
    json_decref(document);
    json_decref(booking);
    visitor_finish(&visitor);
}

static bool
slip_says(const struct visitor *visitor, const char *today, const char *words)
{
    json_t *booking = visitor_booking("2026-11-23", 9);
    struct slip_booking slip = {.booking = booking,
                                .place = &visitor->place,
                                .terminal = "0001",
                                .language = "zh_CN",
                                .name = ""};
    g_assert_true(clock_parse(today, &slip.now_ms));
    json_t *document = slip_booking(&slip);
    char *text = json_dumps(document, JSON_COMPACT);
    bool says = strstr(text, words) != NULL;
    free(text);
    json_decref(document);
    json_decref(booking);
    return says;
}

static void
test_slip__for_today_says_where_to_go_from_here(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    g_assert_true(slip_says(&visitor, "2026-11-23T08:10:00+08:00", "It is **today**"));
    g_assert_false(slip_says(&visitor, "2026-11-22T08:10:00+08:00", "It is **today**"));
    visitor_finish(&visitor);
}

#define TEST(name) g_test_add_func("/session_booking/" #name, test_##name)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST(booking__takes_at_most_six_touches);
    TEST(booking__first_day_with_a_free_place_is_shown);
    TEST(booking__that_is_asked_again_keeps_its_name);
    TEST(booking__another_time_lets_the_held_one_go);
    TEST(booking__hold_that_is_over_offers_the_next);
    TEST(booking__says_how_long_the_place_is_kept);
    TEST(booking__late_answer_is_nobodys);
    TEST(booking__leaves_nothing_behind);
    TEST(slip__says_when_where_and_what_to_bring);
    TEST(slip__for_today_says_where_to_go_from_here);
    return g_test_run();
}
