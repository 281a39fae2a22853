// SPDX-License-Identifier: Apache-2.0
/* Slots and holds asked for over TLS as terminals do; the rules of a township. */
#include "tests/support/desk.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"

/* ---- slots and holds -------------------------------------------------------------------- */

static void
test_bookings__windows_and_slots_are_told(struct desk *desk, gconstpointer data)
{
    (void)data;
    office_process_start(desk->process);
    struct office_reply *reply = desk_post(desk, "bookings/windows", json_object());
    g_assert_cmpint(reply->status, ==, 200);
    g_assert_cmpstr(json_text(json_at(reply->json, "/windows/0"), "id", ""), ==,
                    "general");
    office_reply_free(reply);
    json_t *answer = desk_slots(desk, 3);
    const json_t *days = json_object_get(answer, "days");
    g_assert_cmpuint(json_array_size(days), ==, 3);
    g_assert_cmpuint(json_array_size(json_object_get(json_array_get(days, 1), "slots")),
                     <=, 24);
    json_decref(answer);
    reply = desk_post(desk, "bookings/slots",
                      json_pack("{s:s, s:s, s:i}", "service", "medical-insurance",
                                "from_day", "2026-01-01", "days", 1));
    g_assert_cmpint(reply->status, ==, 200);
    g_assert_cmpuint(json_array_size(json_object_get(reply->json, "bring")), >=, 1);
    office_reply_free(reply);
    g_assert_cmpint(
        desk_status(desk_post(desk, "bookings/slots",
                              json_pack("{s:s, s:s, s:i}", "window", "none", "from_day",
                                        "2026-01-01", "days", 1))),
        ==, 404);
}

static void
test_bookings__a_full_slot_offers_the_next(struct desk *desk, gconstpointer data)
{
    char slot[65], following[65], hold_id[37];

    (void)data;
    office_process_start(desk->process);
    desk_find_slot(desk, 3, slot);
    desk_find_slot(desk, 4, following);
    for (int i = 0; i < 2; i++)
        g_assert_cmpint(desk_status(desk_hold(desk, slot, hold_id)), ==, 200);
    g_assert_cmpint(desk_taken(desk, slot), ==, 2);
    struct office_reply *reply = desk_hold(desk, slot, hold_id);
    g_assert_cmpint(reply->status, ==, 409);
    g_assert_cmpstr(desk_code(reply), ==, "slot_full");
    g_assert_cmpstr(json_text(json_at(reply->json, "/next/0"), "id", ""), ==, following);
    g_assert_cmpuint(json_array_size(json_object_get(reply->json, "next")), ==, 3);
    office_reply_free(reply);
}

static void
test_bookings__a_hold_is_one_hold_and_can_move(struct desk *desk, gconstpointer data)
{
    char slot[65], other[65], hold_id[37], second[37];

    (void)data;
    office_process_start(desk->process);
    desk_find_slot(desk, 0, slot);
    desk_find_slot(desk, 1, other);
    g_assert_cmpint(desk_status(desk_hold(desk, slot, hold_id)), ==, 200);
    g_assert_cmpint(
        desk_status(desk_post(desk, "bookings/hold",
                              json_pack("{s:s, s:s}", "slot", slot, "hold_id", hold_id))),
        ==, 200);
    g_assert_cmpint(desk_taken(desk, slot), ==, 1);
    struct office_reply *reply =
        desk_post(desk, "bookings/hold",
                  json_pack("{s:s, s:s}", "slot", other, "hold_id", hold_id));
    g_assert_cmpstr(desk_code(reply), ==, "hold_differs");
    office_reply_free(reply);
    desk_new_id(desk, second);
    g_assert_cmpint(
        desk_status(desk_post(desk, "bookings/hold",
                              json_pack("{s:s, s:s, s:s}", "slot", other, "hold_id",
                                        second, "instead_of", hold_id))),
        ==, 200);
    g_assert_cmpint(desk_taken(desk, slot), ==, 0);
    g_assert_cmpint(desk_taken(desk, other), ==, 1);
    g_assert_cmpint(desk_status(desk_hold(desk, "general-20260101-0900", hold_id)), ==,
                    404);
    g_assert_cmpint(desk_status(desk_hold(desk, "general-20260105-0900", hold_id)), ==,
                    409);
}

/* The office's clock runs a hundred times as fast: three minutes are two seconds. */
static void
test_bookings__a_hold_ends(struct desk *desk, gconstpointer data)
{
    char slot[65], first[37], second[37], booking_id[37];

    (void)data;
    desk_write_rules(desk, desk_rules(1, 180));
    g_autofree char *clock = g_strdup(g_getenv("KIOSK_CLOCK"));
    g_setenv("KIOSK_CLOCK", "100@" DESK_MONDAY, TRUE);
    office_process_start(desk->process);
    g_setenv("KIOSK_CLOCK", clock, TRUE);
    desk_find_slot(desk, 100, slot);
    g_assert_cmpint(desk_status(desk_hold(desk, slot, first)), ==, 200);
    g_assert_cmpint(desk_status(desk_hold(desk, slot, second)), ==, 409);
    g_usleep(2 * G_USEC_PER_SEC);
    g_assert_cmpint(desk_taken(desk, slot), ==, 0);
    g_assert_cmpint(desk_status(desk_hold(desk, slot, second)), ==, 200);
    desk_new_id(desk, booking_id);
    struct office_reply *reply = desk_post(
        desk, "bookings/confirm", desk_confirmation(booking_id, first, DESK_ID_NUMBER));
    g_assert_cmpint(reply->status, ==, 409);
    g_assert_cmpstr(desk_code(reply), ==, "hold_over");
    office_reply_free(reply);
    // Over, but nobody wanted its place: it still counts for who held it.
    g_usleep(2 * G_USEC_PER_SEC);
    g_assert_cmpint(
        desk_status(desk_post(desk, "bookings/confirm",
                              desk_confirmation(booking_id, second, DESK_ID_NUMBER))),
        ==, 201);
    g_assert_cmpint(desk_taken(desk, slot), ==, 1);
}

/* ---- the race --------------------------------------------------------------------------- */

struct wish {
    char slot[65], offered[65], hold_id[37], booking_id[37];
    long held, booked;
};

static void
want(const struct desk_runner *runner, void *mine)
{
    struct wish *wish = mine;
    struct office_reply *reply = desk_runner_post(
        runner, "bookings/hold",
        json_pack("{s:s, s:s}", "slot", wish->slot, "hold_id", wish->hold_id));

    wish->held = reply->status;
    if (reply->status == 409)
        g_strlcpy(wish->offered, json_text(json_at(reply->json, "/next/0"), "id", ""),
                  sizeof wish->offered);
    office_reply_free(reply);
    if (wish->held == 200)
        wish->booked = desk_status(desk_runner_post(
            runner, "bookings/confirm",
            desk_confirmation(wish->booking_id, wish->hold_id, DESK_ID_NUMBER)));
}

static void
test_bookings__twenty_terminals_race_for_one_place(struct desk *desk, gconstpointer data)
{
    struct wish wishes[DESK_CROWD] = {0};
    char slot[65], following[65];
    int winners = 0;

    (void)data;
    desk_write_rules(desk, desk_rules(1, 180));
    office_process_start(desk->process);
    desk_find_slot(desk, 2, slot);
    desk_find_slot(desk, 3, following);
    for (int i = 0; i < DESK_CROWD; i++) {
        g_strlcpy(wishes[i].slot, slot, sizeof wishes[i].slot);
        desk_new_id(desk, wishes[i].hold_id);
        desk_new_id(desk, wishes[i].booking_id);
    }
    desk_race(desk, want, wishes, sizeof wishes[0]);
    for (int i = 0; i < DESK_CROWD; i++) {
        if (wishes[i].held == 200) {
            winners++;
            g_assert_cmpint(wishes[i].booked, ==, 201);
        } else {
            g_assert_cmpint(wishes[i].held, ==, 409);
            g_assert_cmpstr(wishes[i].offered, ==, following);
        }
    }
    g_assert_cmpint(winners, ==, 1);
    g_assert_cmpint(desk_taken(desk, slot), ==, 1);
}

/* ---- rules ------------------------------------------------------------------------------ */

static void
test_bookings__wrong_rules_are_told_at_the_start(struct desk *desk, gconstpointer data)
{
    static const char *const words[] = {"serve", NULL};
    json_t *wrong = desk_rules(0, 180);
    int status = 0;

    (void)data;
    desk_write_rules(desk, wrong);
    g_free(office_process_run(desk->process, words, NULL, &status));
    g_assert_cmpint(status, !=, 0);
    g_autofree char *log = office_process_log(desk->process);
    g_assert_nonnull(strstr(log, "/windows/0/capacity"));
}

#define ADD(claim)                                                                       \
    g_test_add("/office/bookings/" #claim, struct desk, "bookings-" #claim, desk_set_up, \
               test_bookings__##claim, desk_tear_down)

int
main(int argc, char **argv)
{
    desk_test_init(&argc, &argv);
    ADD(windows_and_slots_are_told);
    ADD(a_full_slot_offers_the_next);
    ADD(a_hold_is_one_hold_and_can_move);
    ADD(a_hold_ends);
    ADD(twenty_terminals_race_for_one_place);
    ADD(wrong_rules_are_told_at_the_start);
    return g_test_run();
}
