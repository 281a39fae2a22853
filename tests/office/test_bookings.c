// SPDX-License-Identifier: Apache-2.0
/* Bookings asked for over TLS as terminals do: slots, holds, confirmation, change, cancel; many
 * terminals at once; what the database knows of a person; the staff's page. */
#include "tests/support/office_process.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "core/calendar.h"

#define CROWD 20
#define MONDAY "2026-11-23T09:00:00+08:00" // no holiday is near, and its year is known
#define ID_NUMBER "999999194603150023"
#define OTHER "999999198001010011"
#define NAME "王秀兰"

struct house {
    struct office_process *process;
    struct office_client *client;
    char *bookings; // its own bookings.json
    int next_id;
};

/* Rules of one window that is open all day, every day: tests run at any hour. */
static json_t *
rules(int capacity, int hold_s)
{
    json_t *hours = json_array();

    for (int i = 0; i < 7; i++)
        json_array_append_new(hours,
                              json_pack("[{s:s, s:s}]", "from", "0:00", "to", "24:00"));
    return json_pack("{s:i, s:i, s:i, s:i, s:i, s:i, s:[{s:s, s:{s:s}, s:{s:s}, s:[s], "
                     "s:[{s:{s:s}}], s:o, s:i, s:i}]}",
                     "days_ahead", 14, "hold_s", hold_s, "lead_minutes", 0, "per_person",
                     2, "early_minutes", 10, "late_minutes", 30, "windows", "id",
                     "general", "name", "zh_CN", "综合窗口", "where", "zh_CN", "中心一楼",
                     "services", "medical-insurance", "bring", "name", "zh_CN", "身份证",
                     "hours", hours, "slot_minutes", 60, "capacity", capacity);
}

static void
write_rules(struct house *house, json_t *value)
{
    g_assert_cmpint(json_dump_file(value, house->bookings, JSON_INDENT(2)), ==, 0);
    json_decref(value);
}

static void
set_up(struct house *house, gconstpointer name)
{
    g_autofree char *text = NULL;

    house->process = office_process_create(name);
    house->client = office_client_create(house->process);
    house->bookings = g_build_filename(house->process->folder, "bookings.json", NULL);
    g_assert_true(g_file_get_contents(house->process->config, &text, NULL, NULL));
    GRegex *line = g_regex_new("bookings=.*", 0, 0, NULL);
    g_autofree char *own =
        g_regex_replace_literal(line, text, -1, 0, "bookings=bookings.json", 0, NULL);
    g_regex_unref(line);
    g_assert_true(g_file_set_contents(house->process->config, own, -1, NULL));
    write_rules(house, rules(2, 180));
}

static void
tear_down(struct house *house, gconstpointer name)
{
    (void)name;
    office_client_destroy(house->client);
    office_process_destroy(house->process);
    g_free(house->bookings);
}

/* ---- asking ----------------------------------------------------------------------------- */

static void
new_id(struct house *house, char id_out[37])
{
    g_snprintf(id_out, 37, "01936f00-0000-7000-8000-%012d", ++house->next_id);
}

/* Takes `body`, to which the terminal is added. */
static struct office_reply *
post_by(struct office_client *client, const char *path, json_t *body)
{
    g_autofree char *where = g_strconcat("/v1/bookings/", path, NULL);

    json_object_set_new(body, "terminal", json_string("0001"));
    char *text = json_dumps(body, JSON_COMPACT);
    struct office_reply *reply = office_ask(
        client, &(struct office_call){.method = "POST", .path = where, .body = text});
    free(text);
    json_decref(body);
    return reply;
}

static struct office_reply *
post(struct house *house, const char *path, json_t *body)
{
    return post_by(house->client, path, body);
}

/* The same, when only its status matters. */
static long
status_of(struct office_reply *reply)
{
    const long status = reply->status;

    office_reply_free(reply);
    return status;
}

static const char *
code_of(const struct office_reply *reply)
{
    return json_text(reply->json, "code", "");
}

static void
today_is(char text_out[16], int shift)
{
    const struct clock_date now = clock_date(clock_real_ms());
    const struct clock_date day = calendar_after_natural(&now, shift);

    g_snprintf(text_out, 16, "%04d-%02d-%02d", day.year, day.month, day.day);
}

static json_t *
list_slots(struct house *house, int days)
{
    char today[16];

    today_is(today, 0);
    struct office_reply *reply = post(house, "slots",
                                      json_pack("{s:s, s:s, s:i}", "window", "general",
                                                "from_day", today, "days", days));
    g_assert_cmpint(reply->status, ==, 200);
    json_t *answer = json_incref(reply->json);
    office_reply_free(reply);
    return answer;
}

/* The n-th slot that is free, from tomorrow on: the hour that runs now may end meanwhile. */
static void
find_slot(struct house *house, size_t n, char id_out[65])
{
    json_t *answer = list_slots(house, 10);
    size_t index, i;
    json_t *day, *slot;
    char today[16];

    today_is(today, 0);
    id_out[0] = '\0';
    json_array_foreach (json_object_get(answer, "days"), index, day) {
        if (g_str_equal(json_text(day, "day", ""), today))
            continue;
        json_array_foreach (json_object_get(day, "slots"), i, slot)
            if (!id_out[0] && n-- == 0)
                g_strlcpy(id_out, json_text(slot, "id", ""), 65);
    }
    g_assert_cmpstr(id_out, !=, "");
    json_decref(answer);
}

static json_int_t
taken(struct house *house, const char *id)
{
    json_t *answer = list_slots(house, 10);
    json_int_t count = -1;
    size_t index, i;
    json_t *day, *slot;

    json_array_foreach (json_object_get(answer, "days"), index, day)
        json_array_foreach (json_object_get(day, "slots"), i, slot)
            if (g_str_equal(json_text(slot, "id", ""), id))
                count = json_integer_value(json_object_get(slot, "taken"));
    json_decref(answer);
    return count;
}

static struct office_reply *
hold(struct house *house, const char *slot, char hold_id_out[37])
{
    new_id(house, hold_id_out);
    return post(house, "hold",
                json_pack("{s:s, s:s}", "slot", slot, "hold_id", hold_id_out));
}

static json_t *
confirmation(const char *booking_id, const char *hold_id, const char *id_number)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:s}", "booking_id", booking_id, "hold_id",
                     hold_id, "name", NAME, "id_number", id_number, "service",
                     "medical-insurance");
}

/* Books the slot; the answer. */
static json_t *
book(struct house *house, const char *slot, const char *id_number)
{
    char hold_id[37], booking_id[37];

    g_assert_cmpint(status_of(hold(house, slot, hold_id)), ==, 200);
    new_id(house, booking_id);
    struct office_reply *reply =
        post(house, "confirm", confirmation(booking_id, hold_id, id_number));
    g_assert_cmpint(reply->status, ==, 201);
    json_t *booking = json_incref(reply->json);
    office_reply_free(reply);
    return booking;
}

static size_t
count_found(struct house *house, json_t *who)
{
    struct office_reply *reply = post(house, "find", who);
    g_assert_cmpint(reply->status, ==, 200);
    const size_t count = json_array_size(json_object_get(reply->json, "bookings"));

    office_reply_free(reply);
    return count;
}

/* ---- slots and holds -------------------------------------------------------------------- */

static void
test_bookings__windows_and_slots_are_told(struct house *house, gconstpointer data)
{
    (void)data;
    office_process_start(house->process);
    struct office_reply *reply = post(house, "windows", json_object());
    g_assert_cmpint(reply->status, ==, 200);
    g_assert_cmpstr(json_text(json_at(reply->json, "/windows/0"), "id", ""), ==,
                    "general");
    office_reply_free(reply);
    json_t *answer = list_slots(house, 3);
    const json_t *days = json_object_get(answer, "days");
    g_assert_cmpuint(json_array_size(days), ==, 3);
    g_assert_cmpuint(json_array_size(json_object_get(json_array_get(days, 1), "slots")),
                     <=, 24);
    json_decref(answer);
    reply = post(house, "slots",
                 json_pack("{s:s, s:s, s:i}", "service", "medical-insurance", "from_day",
                           "2026-01-01", "days", 1));
    g_assert_cmpint(reply->status, ==, 200);
    g_assert_cmpuint(json_array_size(json_object_get(reply->json, "bring")), >=, 1);
    office_reply_free(reply);
    g_assert_cmpint(status_of(post(house, "slots",
                                   json_pack("{s:s, s:s, s:i}", "window", "none",
                                             "from_day", "2026-01-01", "days", 1))),
                    ==, 404);
}

static void
test_bookings__a_full_slot_offers_the_next(struct house *house, gconstpointer data)
{
    char slot[65], following[65], hold_id[37];

    (void)data;
    office_process_start(house->process);
    find_slot(house, 3, slot);
    find_slot(house, 4, following);
    for (int i = 0; i < 2; i++)
        g_assert_cmpint(status_of(hold(house, slot, hold_id)), ==, 200);
    g_assert_cmpint(taken(house, slot), ==, 2);
    struct office_reply *reply = hold(house, slot, hold_id);
    g_assert_cmpint(reply->status, ==, 409);
    g_assert_cmpstr(code_of(reply), ==, "slot_full");
    g_assert_cmpstr(json_text(json_at(reply->json, "/next/0"), "id", ""), ==, following);
    g_assert_cmpuint(json_array_size(json_object_get(reply->json, "next")), ==, 3);
    office_reply_free(reply);
}

static void
test_bookings__a_hold_is_one_hold_and_can_move(struct house *house, gconstpointer data)
{
    char slot[65], other[65], hold_id[37], second[37];

    (void)data;
    office_process_start(house->process);
    find_slot(house, 0, slot);
    find_slot(house, 1, other);
    g_assert_cmpint(status_of(hold(house, slot, hold_id)), ==, 200);
    g_assert_cmpint(
        status_of(post(house, "hold",
                       json_pack("{s:s, s:s}", "slot", slot, "hold_id", hold_id))),
        ==, 200);
    g_assert_cmpint(taken(house, slot), ==, 1);
    struct office_reply *reply =
        post(house, "hold", json_pack("{s:s, s:s}", "slot", other, "hold_id", hold_id));
    g_assert_cmpstr(code_of(reply), ==, "hold_differs");
    office_reply_free(reply);
    new_id(house, second);
    g_assert_cmpint(status_of(post(house, "hold",
                                   json_pack("{s:s, s:s, s:s}", "slot", other, "hold_id",
                                             second, "instead_of", hold_id))),
                    ==, 200);
    g_assert_cmpint(taken(house, slot), ==, 0);
    g_assert_cmpint(taken(house, other), ==, 1);
    g_assert_cmpint(status_of(hold(house, "general-20260101-0900", hold_id)), ==, 404);
    g_assert_cmpint(status_of(hold(house, "general-20260105-0900", hold_id)), ==, 409);
}

/* The office's clock runs a hundred times as fast: three minutes are two seconds. */
static void
test_bookings__a_hold_ends(struct house *house, gconstpointer data)
{
    char slot[65], first[37], second[37], booking_id[37];

    (void)data;
    write_rules(house, rules(1, 180));
    g_autofree char *clock = g_strdup(g_getenv("KIOSK_CLOCK"));
    g_setenv("KIOSK_CLOCK", "100@" MONDAY, TRUE);
    office_process_start(house->process);
    g_setenv("KIOSK_CLOCK", clock, TRUE);
    find_slot(house, 100, slot);
    g_assert_cmpint(status_of(hold(house, slot, first)), ==, 200);
    g_assert_cmpint(status_of(hold(house, slot, second)), ==, 409);
    g_usleep(2 * G_USEC_PER_SEC);
    g_assert_cmpint(taken(house, slot), ==, 0);
    g_assert_cmpint(status_of(hold(house, slot, second)), ==, 200);
    new_id(house, booking_id);
    struct office_reply *reply =
        post(house, "confirm", confirmation(booking_id, first, ID_NUMBER));
    g_assert_cmpint(reply->status, ==, 409);
    g_assert_cmpstr(code_of(reply), ==, "hold_over");
    office_reply_free(reply);
    // Over, but nobody wanted its place: it still counts for who held it.
    g_usleep(2 * G_USEC_PER_SEC);
    g_assert_cmpint(
        status_of(post(house, "confirm", confirmation(booking_id, second, ID_NUMBER))),
        ==, 201);
    g_assert_cmpint(taken(house, slot), ==, 1);
}

/* ---- bookings --------------------------------------------------------------------------- */

static void
test_bookings__confirmed_once_however_often(struct house *house, gconstpointer data)
{
    char slot[65], hold_id[37], booking_id[37];

    (void)data;
    office_process_start(house->process);
    find_slot(house, 0, slot);
    g_assert_cmpint(status_of(hold(house, slot, hold_id)), ==, 200);
    new_id(house, booking_id);
    struct office_reply *one =
        post(house, "confirm", confirmation(booking_id, hold_id, ID_NUMBER));
    struct office_reply *two =
        post(house, "confirm", confirmation(booking_id, hold_id, ID_NUMBER));
    g_assert_cmpint(one->status, ==, 201);
    g_assert_cmpint(two->status, ==, 200);
    g_assert_true(json_equal(one->json, two->json));
    g_assert_cmpuint(json_array_size(json_object_get(one->json, "bring")), >=, 1);
    g_assert_true(g_str_has_prefix(json_text(one->json, "booking_number", ""), "0001"));
    office_reply_free(one);
    office_reply_free(two);
    struct office_reply *other =
        post(house, "confirm", confirmation(booking_id, hold_id, OTHER));
    g_assert_cmpstr(code_of(other), ==, "booking_differs");
    office_reply_free(other);
    g_assert_cmpint(taken(house, slot), ==, 1);
}

static void
test_bookings__survive_a_kill(struct house *house, gconstpointer data)
{
    char slot[65];

    (void)data;
    office_process_start(house->process);
    find_slot(house, 0, slot);
    json_t *booking = book(house, slot, ID_NUMBER);
    office_process_kill(house->process);
    office_process_start(house->process);
    g_assert_cmpint(taken(house, slot), ==, 1);
    g_assert_cmpuint(count_found(house, json_pack("{s:s}", "id_number", ID_NUMBER)), ==,
                     1);
    json_decref(booking);
}

static void
test_bookings__one_person_has_limits(struct house *house, gconstpointer data)
{
    char slots[3][65], hold_id[37], booking_id[37];

    (void)data;
    office_process_start(house->process);
    for (size_t i = 0; i < 3; i++)
        find_slot(house, i, slots[i]);
    json_decref(book(house, slots[0], ID_NUMBER));
    g_assert_cmpint(status_of(hold(house, slots[0], hold_id)), ==, 200);
    new_id(house, booking_id);
    struct office_reply *reply =
        post(house, "confirm", confirmation(booking_id, hold_id, ID_NUMBER));
    g_assert_cmpstr(code_of(reply), ==, "already_booked");
    office_reply_free(reply);
    json_decref(book(house, slots[1], ID_NUMBER));
    g_assert_cmpint(status_of(hold(house, slots[2], hold_id)), ==, 200);
    reply = post(house, "confirm", confirmation(booking_id, hold_id, ID_NUMBER));
    g_assert_cmpstr(code_of(reply), ==, "too_many_bookings");
    office_reply_free(reply);
}

static void
test_bookings__found_changed_and_cancelled(struct house *house, gconstpointer data)
{
    char slot[65], other[65], hold_id[37];

    (void)data;
    office_process_start(house->process);
    find_slot(house, 0, slot);
    find_slot(house, 1, other);
    json_t *booking = book(house, slot, ID_NUMBER);
    const char *shown = json_text(booking, "booking_number", "");
    const char *code = json_text(booking, "code", "");
    g_assert_cmpuint(count_found(house, json_pack("{s:s}", "id_number", OTHER)), ==, 0);
    g_assert_cmpuint(count_found(house, json_pack("{s:s, s:s}", "booking_number", shown,
                                                  "code", code)),
                     ==, 1);
    g_assert_cmpint(status_of(hold(house, other, hold_id)), ==, 200);
    for (int i = 0; i < 2; i++) { // the same again: the same
        struct office_reply *reply =
            post(house, "change",
                 json_pack("{s:s, s:s, s:s}", "booking_number", shown, "code", code,
                           "hold_id", hold_id));
        g_assert_cmpint(reply->status, ==, 200);
        g_assert_cmpstr(json_text(json_object_get(reply->json, "slot"), "id", ""), ==,
                        other);
        office_reply_free(reply);
    }
    g_assert_cmpint(taken(house, slot), ==, 0);
    g_assert_cmpint(taken(house, other), ==, 1);
    g_assert_cmpint(status_of(post(house, "cancel",
                                   json_pack("{s:s, s:s}", "booking_number", shown,
                                             "id_number", OTHER))),
                    ==, 404);
    for (int i = 0; i < 2; i++)
        g_assert_cmpint(status_of(post(house, "cancel",
                                       json_pack("{s:s, s:s}", "booking_number", shown,
                                                 "id_number", ID_NUMBER))),
                        ==, 200);
    g_assert_cmpint(taken(house, other), ==, 0);
    g_assert_cmpuint(count_found(house, json_pack("{s:s}", "id_number", ID_NUMBER)), ==,
                     0);
    json_decref(booking);
}

static void
test_bookings__codes_cannot_be_tried_out(struct house *house, gconstpointer data)
{
    char slot[65];

    (void)data;
    office_process_start(house->process);
    find_slot(house, 0, slot);
    json_t *booking = book(house, slot, ID_NUMBER);
    const char *shown = json_text(booking, "booking_number", "");
    const char *code = json_text(booking, "code", "");
    const char *wrong = g_str_equal(code, "000000") ? "000001" : "000000";
    for (int i = 0; i < 5; i++)
        g_assert_cmpuint(count_found(house, json_pack("{s:s, s:s}", "booking_number",
                                                      shown, "code", wrong)),
                         ==, 0);
    g_assert_cmpint(
        status_of(post(house, "find",
                       json_pack("{s:s, s:s}", "booking_number", shown, "code", code))),
        ==, 429);
    g_assert_cmpuint(count_found(house, json_pack("{s:s}", "id_number", ID_NUMBER)), ==,
                     1);
    json_decref(booking);
}

/* ---- the race --------------------------------------------------------------------------- */

struct runner {
    struct house *house;
    struct office_client *client;
    GThread *thread;
    char slot[65], offered[65];
    char hold_id[37], booking_id[37], certificate[16], terminal[5];
    long held, held_next, booked;
};

static gint waiting; // atomic: runners that have not started yet

static struct office_reply *
race_post(struct runner *runner, const char *path, json_t *body)
{
    json_object_set_new(body, "terminal", json_string(runner->terminal));
    char *text = json_dumps(body, JSON_COMPACT);
    struct office_reply *reply = office_ask(
        runner->client, &(struct office_call){.method = "POST",
                                              .path = path,
                                              .body = text,
                                              .certificate = runner->certificate});
    free(text);
    json_decref(body);
    return reply;
}

static gpointer
race(gpointer data)
{
    struct runner *runner = data;

    // Connected before the race, so that all of them ask at the same moment.
    office_reply_free(race_post(runner, "/v1/bookings/windows", json_object()));
    g_atomic_int_add(&waiting, -1);
    while (g_atomic_int_get(&waiting) > 0)
        g_usleep(100);
    struct office_reply *reply = race_post(
        runner, "/v1/bookings/hold",
        json_pack("{s:s, s:s}", "slot", runner->slot, "hold_id", runner->hold_id));
    runner->held = reply->status;
    if (reply->status == 409)
        g_strlcpy(runner->offered, json_text(json_at(reply->json, "/next/0"), "id", ""),
                  sizeof runner->offered);
    office_reply_free(reply);
    if (runner->held != 200)
        return NULL;
    reply = race_post(runner, "/v1/bookings/confirm",
                      confirmation(runner->booking_id, runner->hold_id, ID_NUMBER));
    runner->booked = reply->status;
    office_reply_free(reply);
    return NULL;
}

static void
test_bookings__twenty_terminals_race_for_one_place(struct house *house,
                                                   gconstpointer data)
{
    struct runner runners[CROWD] = {0};
    char slot[65], following[65];
    int winners = 0;

    (void)data;
    write_rules(house, rules(1, 180));
    office_process_start(house->process);
    find_slot(house, 2, slot);
    find_slot(house, 3, following);
    g_atomic_int_set(&waiting, CROWD);
    for (int i = 0; i < CROWD; i++) {
        struct runner *runner = &runners[i];
        runner->house = house;
        runner->client = office_client_create(house->process);
        g_strlcpy(runner->slot, slot, sizeof runner->slot);
        new_id(house, runner->hold_id);
        new_id(house, runner->booking_id);
        g_snprintf(runner->terminal, sizeof runner->terminal, "%04d", i + 1);
        g_snprintf(runner->certificate, sizeof runner->certificate, "terminal-%04d",
                   i + 1);
        if (i > 0)
            office_process_certificate(house->process, runner->certificate,
                                       runner->certificate, "clientAuth", 30);
    }
    for (int i = 0; i < CROWD; i++)
        runners[i].thread = g_thread_new("runner", race, &runners[i]);
    for (int i = 0; i < CROWD; i++) {
        g_thread_join(runners[i].thread);
        office_client_destroy(runners[i].client);
        if (runners[i].held == 200) {
            winners++;
            g_assert_cmpint(runners[i].booked, ==, 201);
        } else {
            g_assert_cmpint(runners[i].held, ==, 409);
            g_assert_cmpstr(runners[i].offered, ==, following);
        }
    }
    g_assert_cmpint(winners, ==, 1);
    g_assert_cmpint(taken(house, slot), ==, 1);
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
test_bookings__the_database_tells_nobody_who(struct house *house, gconstpointer data)
{
    char slot[65];

    (void)data;
    office_process_start(house->process);
    find_slot(house, 0, slot);
    json_t *booking = book(house, slot, ID_NUMBER);
    g_assert_true(
        folder_holds(house->process->folder, json_text(booking, "booking_number", "")));
    g_assert_false(folder_holds(house->process->folder, NAME));
    g_assert_false(folder_holds(house->process->folder, ID_NUMBER));
    json_decref(booking);
}

static struct office_reply *
staff(struct office_client *client, const char *method, const char *path,
      const char *form)
{
    return office_ask(client,
                      &(struct office_call){.method = method,
                                            .path = path,
                                            .body = form,
                                            .media = "application/x-www-form-urlencoded",
                                            .staff = true});
}

static void
test_bookings__staff_see_the_day(struct house *house, gconstpointer data)
{
    static const char *const add[] = {"account", "add", "zhangmin", NULL};
    struct office_client *clerk = office_client_create(house->process);
    char slot[65], path[64];

    (void)data;
    g_free(office_process_run(house->process, add, "qingshan-2026", NULL));
    office_process_start(house->process);
    find_slot(house, 0, slot);
    json_t *booking = book(house, slot, ID_NUMBER);
    const char *day = json_text(json_object_get(booking, "slot"), "day", "");
    office_reply_free(
        staff(clerk, "POST", "/staff/login", "name=zhangmin&password=qingshan-2026"));
    g_snprintf(path, sizeof path, "/staff/bookings?day=%s", day);
    struct office_reply *masked = staff(clerk, "GET", path, NULL);
    g_strlcat(path, "&full=1", sizeof path);
    struct office_reply *full = staff(clerk, "GET", path, NULL);
    struct office_reply *log = staff(clerk, "GET", "/staff/log", NULL);
    g_assert_cmpint(masked->status, ==, 200);
    g_assert_nonnull(strstr(masked->body, "的预约 1 人"));
    g_assert_nonnull(strstr(masked->body, "王**"));
    g_assert_null(strstr(masked->body, NAME));
    g_assert_null(strstr(masked->body, ID_NUMBER));
    g_assert_nonnull(strstr(full->body, NAME));
    g_assert_nonnull(strstr(log->body, "看了预约的全名"));
    office_reply_free(masked);
    office_reply_free(full);
    office_reply_free(log);
    json_decref(booking);
    office_client_destroy(clerk);
}

/* ---- rules ------------------------------------------------------------------------------ */

static void
test_bookings__wrong_rules_are_told_at_the_start(struct house *house, gconstpointer data)
{
    static const char *const words[] = {"serve", NULL};
    json_t *wrong = rules(0, 180);
    int status = 0;

    (void)data;
    write_rules(house, wrong);
    g_free(office_process_run(house->process, words, NULL, &status));
    g_assert_cmpint(status, !=, 0);
    g_autofree char *log = office_process_log(house->process);
    g_assert_nonnull(strstr(log, "/windows/0/capacity"));
}

#define ADD(claim)                                                                       \
    g_test_add("/office/bookings/" #claim, struct house, "bookings-" #claim, set_up,     \
               test_bookings__##claim, tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_setenv("KIOSK_CLOCK", "1@" MONDAY, TRUE);
    clock_real_ms(); // fixes when this began, for the offices too
    ADD(windows_and_slots_are_told);
    ADD(a_full_slot_offers_the_next);
    ADD(a_hold_is_one_hold_and_can_move);
    ADD(a_hold_ends);
    ADD(confirmed_once_however_often);
    ADD(survive_a_kill);
    ADD(one_person_has_limits);
    ADD(found_changed_and_cancelled);
    ADD(codes_cannot_be_tried_out);
    ADD(twenty_terminals_race_for_one_place);
    ADD(the_database_tells_nobody_who);
    ADD(staff_see_the_day);
    ADD(wrong_rules_are_told_at_the_start);
    return g_test_run();
}
