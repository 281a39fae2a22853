// SPDX-License-Identifier: Apache-2.0
/* 取号: which windows are open now, and a number for one of them. A number that was given is
 * told again although the window has closed meanwhile: its answer may have been lost. */
#include "office/api.h"

#include <string.h>
#include <kiosk/office.h>

#include "base/clock.h"
#include "base/json.h"
#include "office/bookings.h"
#include "office/store_queue.h"

struct queue_asking {
    struct office *office;
    struct http_request *request;
    json_t *body;
};

static void
asking_free(gpointer data)
{
    struct queue_asking *asking = data;

    json_decref(asking->body);
    g_free(asking);
}

/* Takes `body`. */
static struct queue_asking *
ask_for(struct office *office, struct http_request *request, json_t *body)
{
    struct queue_asking *asking = g_new0(struct queue_asking, 1);

    *asking = (struct queue_asking){.office = office, .request = request, .body = body};
    http_keep(request, asking, asking_free);
    http_defer(request);
    return asking;
}

static void
add_time(json_t *object, const char *name, int minute)
{
    char text[BOOKING_TIME_SIZE];

    if (minute < 0)
        return;
    booking_show_time(minute, text);
    json_object_set_new(object, name, json_string(text));
}

/* ---- which are open --------------------------------------------------------------------- */

static json_t *
queue_of(const struct office *office, const struct booking_window *window,
         const struct clock_date *now, json_t *waiting)
{
    static const char *const words[] = {[BOOKING_OPEN] = "open",
                                        [BOOKING_CLOSED] = "closed",
                                        [BOOKING_UNKNOWN] = "unknown"};
    const struct booking_now told = booking_now(window, office->bookings->calendar, now);
    json_t *queue = json_pack("{s:o, s:s, s:I}", "window", bookings_window(window),
                              "state", words[told.state], "waiting",
                              json_integer_value(json_object_get(waiting, window->id)));

    add_time(queue, "until", told.until_minute);
    if (told.state == BOOKING_CLOSED)
        add_time(queue, "opens", told.opens_minute);
    return queue;
}

static void
counted(json_t *out, const GError *error, void *context)
{
    struct queue_asking *asking = context;
    const struct booking_rules *rules = &asking->office->bookings->rules;
    const struct clock_date now = clock_date(clock_real_ms());
    json_t *queues = json_array();

    for (size_t i = 0; i < rules->window_count; i++)
        json_array_append_new(queues, queue_of(asking->office, &rules->windows[i], &now,
                                               json_object_get(out, "waiting")));
    if (error)
        api_fail_store(asking->request, error);
    else
        api_answer(asking->request, 200, json_pack("{s:O}", "queues", queues));
    json_decref(queues);
    json_decref(out);
}

static json_t *
today_key(void)
{
    const struct clock_date now = clock_date(clock_real_ms());
    char day[BOOKING_DAY_SIZE];

    booking_show_day(&now, day);
    return json_pack("{s:s}", "day", day);
}

void
api_list_queues(struct http_request *request, void *context)
{
    struct office *office = context;
    json_t *body = api_body(request, &queue_list_schema);
    if (!body)
        return;
    store_ask(office->store, &store_queue_waiting, today_key(), counted,
              ask_for(office, request, body));
}

/* ---- a number --------------------------------------------------------------------------- */

static void
taken(json_t *out, const GError *error, void *context)
{
    struct queue_asking *asking = context;
    const struct office *office = asking->office;
    const struct clock_date now = clock_date(clock_real_ms());
    const json_t *row = json_object_get(out, "ticket");
    const struct booking_window *window =
        booking_window(&office->bookings->rules, json_text(asking->body, "window", ""));
    char taken_at[CLOCK_TEXT_SIZE];

    if (error) {
        api_fail_store(asking->request, error);
    } else if (!row) {
        api_fail(asking->request, 409, "ticket_differs",
                 "this ticket id was used for another window", "取号编号用过了", NULL);
    } else {
        clock_format(json_integer_value(json_object_get(row, "taken_ms")), taken_at);
        json_t *ticket = json_pack(
            "{s:O, s:O, s:o, s:O, s:s}", "ticket_id", json_object_get(row, "ticket_id"),
            "number", json_object_get(row, "number"), "window", bookings_window(window),
            "waiting", json_object_get(out, "ahead"), "taken_at", taken_at);
        add_time(ticket, "until",
                 booking_now(window, office->bookings->calendar, &now).until_minute);
        const bool fresh = g_str_equal(json_text(out, "outcome", ""), "taken");
        api_answer(asking->request, fresh ? 201 : 200, ticket);
    }
    json_decref(out);
}

/* The window is closed: what was given before is told again, nothing is given. */
static void
looked_up(json_t *out, const GError *error, void *context)
{
    struct queue_asking *asking = context;
    const struct bookings *bookings = asking->office->bookings;
    const struct clock_date now = clock_date(clock_real_ms());
    const struct booking_window *window =
        booking_window(&bookings->rules, json_text(asking->body, "window", ""));
    const json_t *row = json_object_get(out, "ticket");

    const bool mine =
        json_is_object(row) && g_str_equal(json_text(row, "desk", ""), window->id) &&
        g_str_equal(json_text(row, "terminal", ""), api_terminal(asking->request));
    if (error || mine) {
        taken(out, error, context);
        return;
    }
    json_t *more = json_object();
    add_time(more, "opens", booking_now(window, bookings->calendar, &now).opens_minute);
    api_fail(asking->request, 409, "window_closed", "the window is not open now",
             "这个窗口现在没开", more);
    json_decref(out);
}

void
api_take_ticket(struct http_request *request, void *context)
{
    struct office *office = context;
    const struct bookings *bookings = office->bookings;
    const int64_t now_ms = clock_real_ms();
    const struct clock_date now = clock_date(now_ms);
    json_t *body = api_body(request, &queue_take_schema);
    if (!body)
        return;
    const struct booking_window *window =
        booking_window(&bookings->rules, json_text(body, "window", ""));
    if (!window) {
        api_fail(request, 404, "not_found", "no such window", "没有这个窗口", NULL);
        json_decref(body);
        return;
    }
    const bool open = booking_now(window, bookings->calendar, &now).state == BOOKING_OPEN;
    const size_t index = (size_t)(window - bookings->rules.windows);
    const char letter[3] = {index < 26 ? (char)('A' + index)
                                       : (char)('A' + index / 26 - 1),
                            index < 26 ? '\0' : (char)('A' + index % 26), '\0'};
    json_t *in = today_key();
    json_object_set(in, "ticket_id", json_object_get(body, "ticket_id"));
    json_object_set_new(in, "desk", json_string(window->id));
    json_object_set_new(in, "letter", json_string(letter));
    json_object_set_new(in, "terminal", json_string(api_terminal(request)));
    json_object_set_new(in, "now_ms", json_integer(now_ms));
    struct queue_asking *asking = ask_for(office, request, body);
    store_ask(office->store, open ? &store_take_ticket : &store_queue_ticket, in,
              open ? taken : looked_up, asking);
}
