// SPDX-License-Identifier: Apache-2.0
#include "core/booking.h"

#include <string.h>

#include "base/json.h"
#include "tests/support/assets.h"

struct world {
    struct booking_rules rules;
    struct calendar *calendar;
};

static void
set_up(struct world *world, gconstpointer data)
{
    json_t *value = assets_json("assets/bookings.json");

    (void)data;
    g_assert_true(booking_rules_init(&world->rules, value, NULL));
    world->calendar = assets_calendar();
    json_decref(value);
}

static void
tear_down(struct world *world, gconstpointer data)
{
    (void)data;
    booking_rules_finish(&world->rules);
    booking_rules_finish(&world->rules);
    booking_rules_finish(NULL);
    calendar_destroy(world->calendar);
}

static struct clock_date
day(const char *text)
{
    struct clock_date date;
    g_assert_true(clock_parse_day(text, &date));
    return date;
}

static void
test_booking__days_have_the_hours_of_their_kind(struct world *world, gconstpointer data)
{
    static const struct {
        const char *window, *day;
        enum booking_day state;
        guint slots;
        const char *why;
    } rows[] = {
        {"social", "2026-11-23", BOOKING_OPEN, 5, "a Monday, with its break at noon"},
        {"social", "2026-11-21", BOOKING_CLOSED, 0, "a Saturday without hours"},
        {"general", "2026-11-21", BOOKING_OPEN, 5, "a Saturday with hours of its own"},
        {"general", "2026-10-03", BOOKING_CLOSED, 0, "a Saturday in the holidays"},
        {"general", "2026-10-05", BOOKING_CLOSED, 0, "a Monday in the holidays"},
        {"social", "2026-10-10", BOOKING_OPEN, 5, "a Saturday that is worked"},
        {"social", "2027-03-01", BOOKING_UNKNOWN, 0, "its holidays are not announced"},
    };
    (void)data;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        GArray *slots = g_array_new(FALSE, FALSE, sizeof(struct booking_slot));
        struct clock_date date = day(rows[i].day);
        g_test_message("%s", rows[i].why);
        g_assert_cmpint(booking_slots(booking_window(&world->rules, rows[i].window),
                                      world->calendar, &date, slots),
                        ==, rows[i].state);
        g_assert_cmpuint(slots->len, ==, rows[i].slots);
        g_array_unref(slots);
    }
}

static void
test_booking__a_window_is_open_within_its_hours(struct world *world, gconstpointer data)
{
    static const struct {
        const char *day;
        int hour, minute;
        enum booking_day state;
        int until, opens;
        const char *why;
    } rows[] = {
        {"2026-11-23", 8, 59, BOOKING_CLOSED, -1, 9 * 60, "a minute too early"},
        {"2026-11-23", 9, 0, BOOKING_OPEN, 12 * 60, 14 * 60, "it begins"},
        {"2026-11-23", 12, 0, BOOKING_CLOSED, -1, 14 * 60, "the break"},
        {"2026-11-23", 15, 59, BOOKING_OPEN, 16 * 60, -1, "the last minute"},
        {"2026-11-23", 16, 0, BOOKING_CLOSED, -1, -1, "over"},
        {"2026-11-21", 10, 0, BOOKING_CLOSED, -1, -1, "a Saturday without hours"},
        {"2026-10-05", 10, 0, BOOKING_CLOSED, -1, -1, "a Monday in the holidays"},
        {"2027-03-01", 10, 0, BOOKING_UNKNOWN, -1, -1, "holidays not announced"},
    };
    const struct booking_window *window = booking_window(&world->rules, "social");
    (void)data;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct clock_date now = day(rows[i].day);
        now.hour = rows[i].hour;
        now.minute = rows[i].minute;
        struct booking_now told = booking_now(window, world->calendar, &now);
        g_test_message("%s", rows[i].why);
        g_assert_cmpint(told.state, ==, rows[i].state);
        g_assert_cmpint(told.until_minute, ==, rows[i].until);
        g_assert_cmpint(told.opens_minute, ==, rows[i].opens);
    }
}

static void
test_booking__slots_are_found_by_their_name(struct world *world, gconstpointer data)
{
    static const char *const wrong[] = {
        "",
        "social",
        "-20261123-0900",
        "social-20261123-0930",
        "social-20261123-1200",
        "social-20261121-0900",
        "social-20261323-0900",
        "nothing-20261123-0900",
        "social-20261123-09000",
        "social-2026x123-0900",
    };
    struct booking_slot slot;
    char from[BOOKING_TIME_SIZE];
    (void)data;
    g_assert_true(
        booking_slot_find(&world->rules, world->calendar, "social-20261123-1400", &slot));
    booking_show_time(slot.from_minute, from);
    g_assert_cmpstr(from, ==, "14:00");
    int64_t begin_ms;
    g_assert_true(clock_parse("2026-11-23T14:00:00+08:00", &begin_ms));
    g_assert_cmpint(booking_slot_begin_ms(&slot), ==, begin_ms);
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
        g_assert_false(
            booking_slot_find(&world->rules, world->calendar, wrong[i], &slot));
}

static void
test_booking__can_be_had_from_now_to_the_last_day(struct world *world, gconstpointer data)
{
    static const struct {
        const char *now;
        bool bookable;
    } rows[] = {
        {"2026-11-23T13:45:00+08:00", true},  // a quarter of an hour before
        {"2026-11-23T13:45:01+08:00", false}, // too near
        {"2026-11-24T09:00:00+08:00", false}, // over
        {"2026-11-09T00:00:00+08:00", true},  // fourteen days before
        {"2026-11-08T23:59:59+08:00", false},
    };
    struct booking_slot slot;
    (void)data;
    g_assert_true(
        booking_slot_find(&world->rules, world->calendar, "social-20261123-1400", &slot));
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        int64_t now_ms;
        g_assert_true(clock_parse(rows[i].now, &now_ms));
        g_assert_cmpint(booking_slot_is_bookable(&world->rules, &slot, now_ms), ==,
                        rows[i].bookable);
    }
}

static void
test_booking__a_service_has_its_window(struct world *world, gconstpointer data)
{
    (void)data;
    g_assert_cmpstr(booking_window_of_service(&world->rules, "medical-insurance")->id, ==,
                    "social");
    g_assert_null(booking_window_of_service(&world->rules, "none"));
}

static void
test_booking__times_are_read_strictly(void)
{
    static const struct {
        const char *text;
        int minute;
    } rows[] = {{"9:00", 540},  {"09:00", 540}, {"17:30", 1050}, {"24:00", 1440},
                {"24:01", -1},  {"9:60", -1},   {"9:0", -1},     {"9", -1},
                {":30", -1},    {"9:300", -1},  {"a:30", -1},    {"", -1},
                {"123:00", -1}, {"-1:00", -1},  {"1 :00", -1}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpint(booking_read_time(rows[i].text), ==, rows[i].minute);
}

static void
test_booking__boxes_never_lie_at_the_ends(void)
{
    static const struct {
        int capacity, taken, boxes;
        enum booking_busy busy;
    } rows[] = {
        {10, 0, 0, BOOKING_FEW},  {10, 2, 2, BOOKING_FEW},    {10, 5, 5, BOOKING_SOME},
        {10, 7, 7, BOOKING_MANY}, {10, 10, 10, BOOKING_FULL}, {10, 11, 10, BOOKING_FULL},
        {100, 1, 1, BOOKING_FEW}, {100, 99, 9, BOOKING_MANY}, {1, 0, 0, BOOKING_FEW},
        {1, 1, 10, BOOKING_FULL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        int boxes = -1;
        g_assert_cmpint(booking_busy(rows[i].capacity, rows[i].taken, &boxes), ==,
                        rows[i].busy);
        g_assert_cmpint(boxes, ==, rows[i].boxes);
    }
}

static void
test_booking__broken_rules_are_refused(void)
{
    static const struct {
        const char *pointer, *member, *value;
    } rows[] = {
        {"", "hold_s", "0"},
        {"", "days_ahead", "400"},
        {"", "windows", "{}"},
        {"/windows/0", "capacity", "0"},
        {"/windows/0", "id", "\"general\""}, // twice
        {"/windows/0", "hours", "[]"},
        {"/windows/0", "slot_minutes", "1"},
        {"/windows/1/hours/1/0", "from", "\"9\""},
        {"/windows/1/hours/1/0", "from", "\"12:00\""},
        {"/windows/1/hours/1/1", "from", "\"11:00\""}, // overlaps
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        json_t *value = assets_json("assets/bookings.json");
        json_t *object = json_at(value, rows[i].pointer);
        struct booking_rules rules;
        GPtrArray *defects = schema_defects_new();
        json_object_set_new(object, rows[i].member,
                            json_loads(rows[i].value, JSON_DECODE_ANY, NULL));
        g_assert_false(booking_rules_init(&rules, value, defects));
        g_assert_cmpuint(defects->len, >, 0);
        g_ptr_array_unref(defects);
        json_decref(value);
    }
}

#define ADD(claim)                                                                       \
    g_test_add("/booking/" #claim, struct world, NULL, set_up, test_booking__##claim,    \
               tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(days_have_the_hours_of_their_kind);
    ADD(a_window_is_open_within_its_hours);
    ADD(slots_are_found_by_their_name);
    ADD(can_be_had_from_now_to_the_last_day);
    ADD(a_service_has_its_window);
    g_test_add_func("/booking/times", test_booking__times_are_read_strictly);
    g_test_add_func("/booking/boxes", test_booking__boxes_never_lie_at_the_ends);
    g_test_add_func("/booking/broken", test_booking__broken_rules_are_refused);
    return g_test_run();
}
