// SPDX-License-Identifier: Apache-2.0
/* Letters of the terminals: ratings, matters that could not be done, calls for help. What is
 * sealed in them stays so here; the database holds nothing that says who somebody is. */
#include "office/api.h"

#include <kiosk/office.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "office/due.h"
#include "office/letters.h"
#include "office/store_letters.h"

static void
letter_put(json_t *out, const GError *error, void *context)
{
    letters_answer(context, out, error);
    json_decref(out);
}

/* Takes `body`; `days` 0: nobody need do anything. */
static void
put_letter(const struct office *office, struct http_request *request, const char *kind,
           json_t *body, int days)
{
    json_t *in = letters_row(office, api_terminal(request), kind, body, days);
    json_decref(body);
    http_defer(request);
    store_ask(office->store, &store_put_letter, in, letter_put, request);
}

void
api_rate_case(struct http_request *request, void *office)
{
    json_t *body = api_body(request, &letter_rating_schema);
    if (!body)
        return;
    json_int_t level = json_integer_value(json_object_get(body, "level"));
    bool bad = level > 0 && level <= LETTER_LEVEL_BAD;
    put_letter(office, request, "rating", body, bad ? LETTER_RATING_DAYS : 0);
}

void
api_report_trouble(struct http_request *request, void *office)
{
    json_t *body = api_body(request, &letter_trouble_schema);
    if (body)
        put_letter(office, request, "trouble", body, LETTER_TROUBLE_DAYS);
}

void
api_call_help(struct http_request *request, void *office)
{
    json_t *body = api_body(request, &letter_help_schema);
    if (!body)
        return;
    bool back = g_str_equal(json_text(body, "kind", ""), "call_back");
    put_letter(office, request, "help", body, back ? LETTER_TROUBLE_DAYS : 0);
}

/* ---- how one stands --------------------------------------------------------------------- */

static void
set_time(json_t *object, const char *name, const json_t *ms)
{
    char text[CLOCK_TEXT_SIZE];

    clock_format(json_integer_value(ms), text);
    json_object_set_new(object, name, json_string(text));
}

/* Nothing of what the person or staff wrote: whoever has the number may ask. */
static json_t *
ticket_of(const json_t *letter, const json_t *acts)
{
    const size_t count = json_array_size(acts);
    const json_t *last = count > 0 ? json_array_get(acts, count - 1) : NULL;
    const char *act = json_text(last, "act", ""), *due = json_text(letter, "due_day", "");
    const char *state = g_str_equal(json_text(letter, "state", ""), "closed") ? "closed"
                        : g_str_equal(act, "answer")                          ? "answered"
                        : last                                                ? "taken"
                                                                              : "waiting";
    json_t *ticket = json_pack("{s:O, s:s}", "number", json_object_get(letter, "number"),
                               "state", state);

    set_time(ticket, "at", json_object_get(letter, "at_ms"));
    set_time(ticket, "since",
             last ? json_object_get(last, "at_ms")
                  : json_object_get(letter, "received_ms"));
    if (*due != '\0' && !g_str_equal(due, DUE_UNKNOWN))
        json_object_set_new(ticket, "answer_by", json_string(due));
    return ticket;
}

static void
ticket_found(json_t *out, const GError *error, void *context)
{
    struct http_request *request = context;
    const json_t *letter = json_object_get(out, "letter");

    if (!out)
        api_fail_store(request, error);
    else if (!json_is_object(letter) ||
             !g_str_equal(json_text(letter, "kind", ""), "trouble"))
        api_fail(request, 404, "not_found", "no such number came here yet",
                 "还没有这个编号；刚交的要等一会儿", NULL);
    else
        api_answer(request, 200, ticket_of(letter, json_object_get(out, "acts")));
    json_decref(out);
}

void
api_ticket(struct http_request *request, void *context)
{
    struct office *office = context;
    json_t *body = api_body(request, &letter_ticket_question_schema);
    if (!body)
        return;
    json_t *in = json_pack("{s:O}", "number", json_object_get(body, "number"));
    json_decref(body);
    http_defer(request);
    store_ask(office->store, &store_find_letter, in, ticket_found, request);
}
