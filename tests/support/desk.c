// SPDX-License-Identifier: Apache-2.0
#include "desk.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "core/calendar.h"

/* Rules of one window that is open all day, every day: tests run at any hour. */
json_t *
desk_rules(int capacity, int hold_s)
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

void
desk_write_rules(struct desk *desk, json_t *value)
{
    g_assert_cmpint(json_dump_file(value, desk->bookings, JSON_INDENT(2)), ==, 0);
    json_decref(value);
}

void
desk_set_up(struct desk *desk, gconstpointer name)
{
    g_autofree char *text = NULL;

    desk->process = office_process_create(name);
    desk->client = office_client_create(desk->process);
    desk->bookings = g_build_filename(desk->process->folder, "bookings.json", NULL);
    g_assert_true(g_file_get_contents(desk->process->config, &text, NULL, NULL));
    GRegex *line = g_regex_new("bookings=.*", 0, 0, NULL);
    g_autofree char *own =
        g_regex_replace_literal(line, text, -1, 0, "bookings=bookings.json", 0, NULL);
    g_regex_unref(line);
    g_assert_true(g_file_set_contents(desk->process->config, own, -1, NULL));
    desk_write_rules(desk, desk_rules(2, 180));
}

void
desk_tear_down(struct desk *desk, gconstpointer name)
{
    (void)name;
    office_client_destroy(desk->client);
    office_process_destroy(desk->process);
    g_free(desk->bookings);
}

void
desk_test_init(int *argc, char ***argv)
{
    g_test_init(argc, argv, NULL);
    g_setenv("KIOSK_CLOCK", "1@" DESK_MONDAY, TRUE);
    clock_real_ms(); // fixes when this began, for the offices too
}

/* ---- asking ----------------------------------------------------------------------------- */

void
desk_new_id(struct desk *desk, char id_out[37])
{
    g_snprintf(id_out, 37, "01936f00-0000-7000-8000-%012d", ++desk->next_id);
}

static struct office_reply *
post_as(struct office_client *client, const char *terminal, const char *certificate,
        const char *path, json_t *body)
{
    g_autofree char *where = g_strconcat("/v1/", path, NULL);

    json_object_set_new(body, "terminal", json_string(terminal));
    char *text = json_dumps(body, JSON_COMPACT);
    struct office_reply *reply = office_ask(
        client,
        &(struct office_call){
            .method = "POST", .path = where, .body = text, .certificate = certificate});
    free(text);
    json_decref(body);
    return reply;
}

struct office_reply *
desk_post(struct desk *desk, const char *path, json_t *body)
{
    return post_as(desk->client, "0001", NULL, path, body);
}

struct office_reply *
desk_staff(struct office_client *client, const char *method, const char *path,
           const char *form)
{
    return office_ask(client,
                      &(struct office_call){.method = method,
                                            .path = path,
                                            .body = form,
                                            .media = "application/x-www-form-urlencoded",
                                            .staff = true});
}

void
desk_add_clerk(struct desk *desk)
{
    static const char *const add[] = {"account", "add", "zhangmin", NULL};
    g_free(office_process_run(desk->process, add, "qingshan-2026", NULL));
}

struct office_client *
desk_clerk(struct desk *desk)
{
    struct office_client *clerk = office_client_create(desk->process);
    office_reply_free(desk_staff(clerk, "POST", "/staff/login",
                                 "name=zhangmin&password=qingshan-2026"));
    return clerk;
}

/* The same, when only its status matters. */
long
desk_status(struct office_reply *reply)
{
    const long status = reply->status;

    office_reply_free(reply);
    return status;
}

const char *
desk_code(const struct office_reply *reply)
{
    return json_text(reply->json, "code", "");
}

void
desk_day(char text_out[16], int shift)
{
    const struct clock_date now = clock_date(clock_real_ms());
    const struct clock_date day = calendar_after_natural(&now, shift);

    g_snprintf(text_out, 16, "%04d-%02d-%02d", day.year, day.month, day.day);
}

json_t *
desk_slots(struct desk *desk, int days)
{
    char today[16];

    desk_day(today, 0);
    struct office_reply *reply =
        desk_post(desk, "bookings/slots",
                  json_pack("{s:s, s:s, s:i}", "window", "general", "from_day", today,
                            "days", days));
    g_assert_cmpint(reply->status, ==, 200);
    json_t *answer = json_incref(reply->json);
    office_reply_free(reply);
    return answer;
}

/* The n-th slot that is free, from tomorrow on: the hour that runs now may end meanwhile. */
void
desk_find_slot(struct desk *desk, size_t n, char id_out[65])
{
    json_t *answer = desk_slots(desk, 10);
    size_t index, i;
    json_t *day, *slot;
    char today[16];

    desk_day(today, 0);
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

json_int_t
desk_taken(struct desk *desk, const char *id)
{
    json_t *answer = desk_slots(desk, 10);
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

struct office_reply *
desk_hold(struct desk *desk, const char *slot, char hold_id_out[37])
{
    desk_new_id(desk, hold_id_out);
    return desk_post(desk, "bookings/hold",
                     json_pack("{s:s, s:s}", "slot", slot, "hold_id", hold_id_out));
}

json_t *
desk_confirmation(const char *booking_id, const char *hold_id, const char *id_number)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:s}", "booking_id", booking_id, "hold_id",
                     hold_id, "name", DESK_NAME, "id_number", id_number, "service",
                     "medical-insurance");
}

/* Books the slot; the answer. */
json_t *
desk_book(struct desk *desk, const char *slot, const char *id_number)
{
    char hold_id[37], booking_id[37];

    g_assert_cmpint(desk_status(desk_hold(desk, slot, hold_id)), ==, 200);
    desk_new_id(desk, booking_id);
    struct office_reply *reply = desk_post(
        desk, "bookings/confirm", desk_confirmation(booking_id, hold_id, id_number));
    g_assert_cmpint(reply->status, ==, 201);
    json_t *booking = json_incref(reply->json);
    office_reply_free(reply);
    return booking;
}

/* ---- many at once ------------------------------------------------------------------------ */

struct start {
    struct desk_runner runner;
    desk_run run;
    void *mine;
    gint *waiting; // atomic: runners that have not started yet
};

static gpointer
start_running(gpointer data)
{
    struct start *start = data;

    // Connected before, so that all of them ask at the same moment.
    office_reply_free(
        desk_runner_post(&start->runner, "bookings/windows", json_object()));
    g_atomic_int_add(start->waiting, -1);
    while (g_atomic_int_get(start->waiting) > 0)
        g_usleep(100);
    start->run(&start->runner, start->mine);
    return NULL;
}

struct office_reply *
desk_runner_post(const struct desk_runner *runner, const char *path, json_t *body)
{
    return post_as(runner->client, runner->terminal, runner->certificate, path, body);
}

void
desk_race(struct desk *desk, desk_run run, void *each, size_t size)
{
    struct start starts[DESK_CROWD] = {0};
    GThread *threads[DESK_CROWD];
    gint waiting = DESK_CROWD;

    for (int i = 0; i < DESK_CROWD; i++) {
        struct desk_runner *runner = &starts[i].runner;
        starts[i].run = run;
        starts[i].mine = (char *)each + (size_t)i * size;
        starts[i].waiting = &waiting;
        runner->client = office_client_create(desk->process);
        g_snprintf(runner->terminal, sizeof runner->terminal, "%04d", i + 1);
        g_snprintf(runner->certificate, sizeof runner->certificate, "terminal-%04d",
                   i + 1);
        if (i > 0)
            office_process_certificate(desk->process, runner->certificate,
                                       runner->certificate, "clientAuth", 30);
    }
    for (int i = 0; i < DESK_CROWD; i++)
        threads[i] = g_thread_new("runner", start_running, &starts[i]);
    for (int i = 0; i < DESK_CROWD; i++) {
        g_thread_join(threads[i]);
        office_client_destroy(starts[i].runner.client);
    }
}
