// SPDX-License-Identifier: Apache-2.0
/* 取号 asked for over TLS as terminals do: which windows are open, a number of one's own, the
 * next one called by staff. */
#include "tests/support/desk.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"

static json_t *
wish(const char *ticket_id)
{
    return json_pack("{s:s, s:s}", "ticket_id", ticket_id, "window", "general");
}

static struct office_reply *
take(struct desk *desk, char ticket_id_out[37])
{
    desk_new_id(desk, ticket_id_out);
    return desk_post(desk, "queue/take", wish(ticket_id_out));
}

/* Open on every day between these times. */
static void
open_between(struct desk *desk, const char *from, const char *to)
{
    json_t *rules = desk_rules(2, 180);
    const json_t *hours = json_at(rules, "/windows/0/hours");
    size_t index;
    json_t *day;

    json_array_foreach (hours, index, day) {
        json_array_clear(day);
        json_array_append_new(day, json_pack("{s:s, s:s}", "from", from, "to", to));
    }
    desk_write_rules(desk, rules);
}

static void
test_queue__numbers_follow_each_other(struct desk *desk, gconstpointer data)
{
    char id[37];

    (void)data;
    office_process_start(desk->process);
    for (int i = 0; i < 3; i++) {
        char shown[8];
        struct office_reply *reply = take(desk, id);
        g_snprintf(shown, sizeof shown, "A%03d", i + 1);
        g_assert_cmpint(reply->status, ==, 201);
        g_assert_cmpstr(json_text(reply->json, "number", ""), ==, shown);
        g_assert_cmpint(json_integer_value(json_object_get(reply->json, "waiting")), ==,
                        i);
        office_reply_free(reply);
    }
    struct office_reply *list = desk_post(desk, "queue/windows", json_object());
    const json_t *queue = json_at(list->json, "/queues/0");
    g_assert_cmpint(list->status, ==, 200);
    g_assert_cmpstr(json_text(queue, "state", ""), ==, "open");
    g_assert_cmpint(json_integer_value(json_object_get(queue, "waiting")), ==, 3);
    office_reply_free(list);
}

static void
test_queue__a_ticket_is_one_ticket_however_often(struct desk *desk, gconstpointer data)
{
    char id[37];

    (void)data;
    office_process_start(desk->process);
    struct office_reply *one = take(desk, id);
    office_process_kill(desk->process);
    office_process_start(desk->process);
    struct office_reply *two = desk_post(desk, "queue/take", wish(id));
    g_assert_cmpint(two->status, ==, 200);
    g_assert_true(json_equal(one->json, two->json));
    office_reply_free(one);
    office_reply_free(two);
    g_assert_cmpint(desk_status(desk_post(
                        desk, "queue/take",
                        json_pack("{s:s, s:s}", "ticket_id", id, "window", "elsewhere"))),
                    ==, 404);
}

static void
test_queue__nothing_is_given_while_closed(struct desk *desk, gconstpointer data)
{
    char id[37];

    (void)data;
    open_between(desk, "14:00", "16:00"); // it is nine in the morning
    office_process_start(desk->process);
    struct office_reply *reply = take(desk, id);
    g_assert_cmpint(reply->status, ==, 409);
    g_assert_cmpstr(desk_code(reply), ==, "window_closed");
    g_assert_cmpstr(json_text(reply->json, "opens", ""), ==, "14:00");
    office_reply_free(reply);
    struct office_reply *list = desk_post(desk, "queue/windows", json_object());
    g_assert_cmpstr(json_text(json_at(list->json, "/queues/0"), "state", ""), ==,
                    "closed");
    g_assert_cmpstr(json_text(json_at(list->json, "/queues/0"), "opens", ""), ==,
                    "14:00");
    office_reply_free(list);
}

/* Its answer was lost, and the window closed meanwhile: the number still stands. */
static void
test_queue__a_number_that_was_given_is_told_after_closing(struct desk *desk,
                                                          gconstpointer data)
{
    char id[37], other[37];

    (void)data;
    office_process_start(desk->process);
    g_assert_cmpint(desk_status(take(desk, id)), ==, 201);
    office_process_stop(desk->process);
    open_between(desk, "1:00", "2:00");
    office_process_start(desk->process);
    g_assert_cmpint(desk_status(desk_post(desk, "queue/take", wish(id))), ==, 200);
    g_assert_cmpint(desk_status(take(desk, other)), ==, 409);
}

/* ---- twenty at once --------------------------------------------------------------------- */

struct taker {
    char ticket_id[37], number[16];
    long status;
};

static void
take_one(const struct desk_runner *runner, void *mine)
{
    struct taker *taker = mine;
    struct office_reply *reply =
        desk_runner_post(runner, "queue/take", wish(taker->ticket_id));

    taker->status = reply->status;
    g_strlcpy(taker->number, json_text(reply->json, "number", ""), sizeof taker->number);
    office_reply_free(reply);
}

static void
test_queue__twenty_terminals_get_twenty_numbers(struct desk *desk, gconstpointer data)
{
    struct taker takers[DESK_CROWD] = {0};
    g_autoptr(GHashTable) numbers = g_hash_table_new(g_str_hash, g_str_equal);

    (void)data;
    office_process_start(desk->process);
    for (int i = 0; i < DESK_CROWD; i++)
        desk_new_id(desk, takers[i].ticket_id);
    desk_race(desk, take_one, takers, sizeof takers[0]);
    for (int i = 0; i < DESK_CROWD; i++) {
        g_assert_cmpint(takers[i].status, ==, 201);
        g_assert_true(g_hash_table_add(numbers, takers[i].number));
    }
    for (int i = 0; i < DESK_CROWD; i++) { // none was passed over
        char shown[8];
        g_snprintf(shown, sizeof shown, "A%03d", i + 1);
        g_assert_true(g_hash_table_contains(numbers, shown));
    }
}

/* ---- staff ------------------------------------------------------------------------------ */

/* The value of the first hidden field of that name; g_free. */
static char *
hidden(const struct office_reply *page, const char *name)
{
    g_autofree char *start = g_strdup_printf("name=\"%s\" value=\"", name);
    const char *value = strstr(page->body, start);

    g_assert_nonnull(value);
    value += strlen(start);
    return g_strndup(value, strcspn(value, "\""));
}

static void
test_queue__staff_call_the_next(struct desk *desk, gconstpointer data)
{
    char ids[2][37];

    (void)data;
    desk_add_clerk(desk);
    office_process_start(desk->process);
    for (int i = 0; i < 2; i++)
        g_assert_cmpint(desk_status(take(desk, ids[i])), ==, 201);
    struct office_client *clerk = desk_clerk(desk);
    struct office_reply *page = desk_staff(clerk, "GET", "/staff/queue", NULL);
    g_assert_cmpint(page->status, ==, 200);
    g_assert_nonnull(strstr(page->body, "还等着 <b>2</b> 人"));
    g_autofree char *token = hidden(page, "csrf"), *seen = hidden(page, "seen");
    g_autofree char *form =
        g_strdup_printf("csrf=%s&window=general&seen=%s", token, seen);
    office_reply_free(page);
    g_assert_cmpint(desk_status(desk_staff(clerk, "POST", "/staff/queue/next",
                                           "csrf=0&window=general&seen=0")),
                    ==, 403);
    for (int i = 0; i < 2; i++) // pressed twice: one person
        g_assert_cmpint(desk_status(desk_staff(clerk, "POST", "/staff/queue/next", form)),
                        ==, 303);
    page = desk_staff(clerk, "GET", "/staff/queue", NULL);
    g_assert_nonnull(strstr(page->body, "叫到 <b>A001</b>"));
    g_assert_nonnull(strstr(page->body, "还等着 <b>1</b> 人"));
    g_assert_nonnull(strstr(page->body, "zhangmin"));
    office_reply_free(page);
    struct office_reply *again = desk_post(desk, "queue/take", wish(ids[1]));
    g_assert_cmpint(json_integer_value(json_object_get(again->json, "waiting")), ==, 0);
    office_reply_free(again);
    office_client_destroy(clerk);
}

#define ADD(claim)                                                                       \
    g_test_add("/office/queue/" #claim, struct desk, "queue-" #claim, desk_set_up,       \
               test_queue__##claim, desk_tear_down)

int
main(int argc, char **argv)
{
    desk_test_init(&argc, &argv);
    ADD(numbers_follow_each_other);
    ADD(a_ticket_is_one_ticket_however_often);
    ADD(nothing_is_given_while_closed);
    ADD(a_number_that_was_given_is_told_after_closing);
    ADD(twenty_terminals_get_twenty_numbers);
    ADD(staff_call_the_next);
    return g_test_run();
}
