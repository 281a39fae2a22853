// SPDX-License-Identifier: Apache-2.0
/* Bookings: confirmed once, found, changed, cancelled; what the database knows of a person;
 * the staff's page. */
#include "tests/support/desk.h"

#include <string.h>

#include "base/json.h"

static size_t
count_found(struct desk *desk, json_t *who)
{
    struct office_reply *reply = desk_post(desk, "bookings/find", who);
    g_assert_cmpint(reply->status, ==, 200);
    const size_t count = json_array_size(json_object_get(reply->json, "bookings"));

    office_reply_free(reply);
    return count;
}

/* ---- bookings --------------------------------------------------------------------------- */

static void
test_booked__confirmed_once_however_often(struct desk *desk, gconstpointer data)
{
    char slot[65], hold_id[37], booking_id[37];

    (void)data;
    office_process_start(desk->process);
    desk_find_slot(desk, 0, slot);
    g_assert_cmpint(desk_status(desk_hold(desk, slot, hold_id)), ==, 200);
    desk_new_id(desk, booking_id);
    struct office_reply *one = desk_post(
        desk, "bookings/confirm", desk_confirmation(booking_id, hold_id, DESK_ID_NUMBER));
    struct office_reply *two = desk_post(
        desk, "bookings/confirm", desk_confirmation(booking_id, hold_id, DESK_ID_NUMBER));
    g_assert_cmpint(one->status, ==, 201);
    g_assert_cmpint(two->status, ==, 200);
    g_assert_true(json_equal(one->json, two->json));
    g_assert_cmpuint(json_array_size(json_object_get(one->json, "bring")), >=, 1);
    g_assert_true(g_str_has_prefix(json_text(one->json, "booking_number", ""), "0001"));
    office_reply_free(one);
    office_reply_free(two);
    struct office_reply *other = desk_post(
        desk, "bookings/confirm", desk_confirmation(booking_id, hold_id, DESK_OTHER));
    g_assert_cmpstr(desk_code(other), ==, "booking_differs");
    office_reply_free(other);
    g_assert_cmpint(desk_taken(desk, slot), ==, 1);
}

static void
test_booked__survive_a_kill(struct desk *desk, gconstpointer data)
{
    char slot[65];

    (void)data;
    office_process_start(desk->process);
    desk_find_slot(desk, 0, slot);
    json_t *booking = desk_book(desk, slot, DESK_ID_NUMBER);
    office_process_kill(desk->process);
    office_process_start(desk->process);
    g_assert_cmpint(desk_taken(desk, slot), ==, 1);
    g_assert_cmpuint(count_found(desk, json_pack("{s:s}", "id_number", DESK_ID_NUMBER)),
                     ==, 1);
    json_decref(booking);
}

static void
test_booked__one_person_has_limits(struct desk *desk, gconstpointer data)
{
    char slots[3][65], hold_id[37], booking_id[37];

    (void)data;
    office_process_start(desk->process);
    for (size_t i = 0; i < 3; i++)
        desk_find_slot(desk, i, slots[i]);
    json_decref(desk_book(desk, slots[0], DESK_ID_NUMBER));
    g_assert_cmpint(desk_status(desk_hold(desk, slots[0], hold_id)), ==, 200);
    desk_new_id(desk, booking_id);
    struct office_reply *reply = desk_post(
        desk, "bookings/confirm", desk_confirmation(booking_id, hold_id, DESK_ID_NUMBER));
    g_assert_cmpstr(desk_code(reply), ==, "already_booked");
    office_reply_free(reply);
    json_decref(desk_book(desk, slots[1], DESK_ID_NUMBER));
    g_assert_cmpint(desk_status(desk_hold(desk, slots[2], hold_id)), ==, 200);
    reply = desk_post(desk, "bookings/confirm",
                      desk_confirmation(booking_id, hold_id, DESK_ID_NUMBER));
    g_assert_cmpstr(desk_code(reply), ==, "too_many_bookings");
    office_reply_free(reply);
}

static void
test_booked__found_changed_and_cancelled(struct desk *desk, gconstpointer data)
{
    char slot[65], other[65], hold_id[37];

    (void)data;
    office_process_start(desk->process);
    desk_find_slot(desk, 0, slot);
    desk_find_slot(desk, 1, other);
    json_t *booking = desk_book(desk, slot, DESK_ID_NUMBER);
    const char *shown = json_text(booking, "booking_number", "");
    const char *code = json_text(booking, "code", "");
    g_assert_cmpuint(count_found(desk, json_pack("{s:s}", "id_number", DESK_OTHER)), ==,
                     0);
    g_assert_cmpuint(
        count_found(desk, json_pack("{s:s, s:s}", "booking_number", shown, "code", code)),
        ==, 1);
    g_assert_cmpint(desk_status(desk_hold(desk, other, hold_id)), ==, 200);
    for (int i = 0; i < 2; i++) { // the same again: the same
        struct office_reply *reply =
            desk_post(desk, "bookings/change",
                      json_pack("{s:s, s:s, s:s}", "booking_number", shown, "code", code,
                                "hold_id", hold_id));
        g_assert_cmpint(reply->status, ==, 200);
        g_assert_cmpstr(json_text(json_object_get(reply->json, "slot"), "id", ""), ==,
                        other);
        office_reply_free(reply);
    }
    g_assert_cmpint(desk_taken(desk, slot), ==, 0);
    g_assert_cmpint(desk_taken(desk, other), ==, 1);
    g_assert_cmpint(desk_status(desk_post(desk, "bookings/cancel",
                                          json_pack("{s:s, s:s}", "booking_number", shown,
                                                    "id_number", DESK_OTHER))),
                    ==, 404);
    for (int i = 0; i < 2; i++)
        g_assert_cmpint(
            desk_status(desk_post(desk, "bookings/cancel",
                                  json_pack("{s:s, s:s}", "booking_number", shown,
                                            "id_number", DESK_ID_NUMBER))),
            ==, 200);
    g_assert_cmpint(desk_taken(desk, other), ==, 0);
    g_assert_cmpuint(count_found(desk, json_pack("{s:s}", "id_number", DESK_ID_NUMBER)),
                     ==, 0);
    json_decref(booking);
}

static void
test_booked__codes_cannot_be_tried_out(struct desk *desk, gconstpointer data)
{
    char slot[65];

    (void)data;
    office_process_start(desk->process);
    desk_find_slot(desk, 0, slot);
    json_t *booking = desk_book(desk, slot, DESK_ID_NUMBER);
    const char *shown = json_text(booking, "booking_number", "");
    const char *code = json_text(booking, "code", "");
    const char *wrong = g_str_equal(code, "000000") ? "000001" : "000000";
    for (int i = 0; i < 5; i++)
        g_assert_cmpuint(count_found(desk, json_pack("{s:s, s:s}", "booking_number",
                                                     shown, "code", wrong)),
                         ==, 0);
    g_assert_cmpint(desk_status(desk_post(
                        desk, "bookings/find",
                        json_pack("{s:s, s:s}", "booking_number", shown, "code", code))),
                    ==, 429);
    g_assert_cmpuint(count_found(desk, json_pack("{s:s}", "id_number", DESK_ID_NUMBER)),
                     ==, 1);
    json_decref(booking);
}

/* ---- what is known of a person ---------------------------------------------------------- */

static bool
folder_holds(const char *folder, const char *needle)
{
    const char *argv[] = {"grep", "-rqaF", "--", needle, folder, NULL};
    int status = 0;

    g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                 NULL, NULL, &status, NULL);
    return g_spawn_check_wait_status(status, NULL);
}

static void
test_booked__the_database_tells_nobody_who(struct desk *desk, gconstpointer data)
{
    char slot[65];

    (void)data;
    office_process_start(desk->process);
    desk_find_slot(desk, 0, slot);
    json_t *booking = desk_book(desk, slot, DESK_ID_NUMBER);
    g_assert_true(
        folder_holds(desk->process->folder, json_text(booking, "booking_number", "")));
    g_assert_false(folder_holds(desk->process->folder, DESK_NAME));
    g_assert_false(folder_holds(desk->process->folder, DESK_ID_NUMBER));
    json_decref(booking);
}

static void
test_booked__staff_see_the_day(struct desk *desk, gconstpointer data)
{
    char slot[65], path[64];

    (void)data;
    desk_add_clerk(desk);
    office_process_start(desk->process);
    desk_find_slot(desk, 0, slot);
    json_t *booking = desk_book(desk, slot, DESK_ID_NUMBER);
    const char *day = json_text(json_object_get(booking, "slot"), "day", "");
    struct office_client *clerk = desk_clerk(desk);
    g_snprintf(path, sizeof path, "/staff/bookings?day=%s", day);
    struct office_reply *masked = desk_staff(clerk, "GET", path, NULL);
    g_strlcat(path, "&full=1", sizeof path);
    struct office_reply *full = desk_staff(clerk, "GET", path, NULL);
    struct office_reply *log = desk_staff(clerk, "GET", "/staff/log", NULL);
    g_assert_cmpint(masked->status, ==, 200);
    g_assert_nonnull(strstr(masked->body, "的预约 1 人"));
    g_assert_nonnull(strstr(masked->body, "王**"));
    g_assert_null(strstr(masked->body, DESK_NAME));
    g_assert_null(strstr(masked->body, DESK_ID_NUMBER));
    g_assert_nonnull(strstr(full->body, DESK_NAME));
    g_assert_nonnull(strstr(log->body, "看了预约的全名"));
    office_reply_free(masked);
    office_reply_free(full);
    office_reply_free(log);
    json_decref(booking);
    office_client_destroy(clerk);
}

#define ADD(claim)                                                                       \
    g_test_add("/office/booked/" #claim, struct desk, "booked-" #claim, desk_set_up,     \
               test_booked__##claim, desk_tear_down)

int
main(int argc, char **argv)
{
    desk_test_init(&argc, &argv);
    ADD(confirmed_once_however_often);
    ADD(survive_a_kill);
    ADD(one_person_has_limits);
    ADD(found_changed_and_cancelled);
    ADD(codes_cannot_be_tried_out);
    ADD(the_database_tells_nobody_who);
    ADD(staff_see_the_day);
    return g_test_run();
}
