// SPDX-License-Identifier: Apache-2.0
/* Letters of the terminals: ratings, matters that could not be done, calls for help. What is
 * sealed in them stays so here; the database holds nothing that says who somebody is. */
#include "office/api.h"

#include <kiosk/office.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "office/due.h"
#include "office/store_letters.h"

static json_t *
letter_stored(const json_t *row)
{
    json_t *stored = json_pack("{s:O, s:O}", "id", json_object_get(row, "id"), "state",
                               json_object_get(row, "state"));
    const char *day = json_text(row, "due_day", "");

    if (*day && !g_str_equal(day, DUE_UNKNOWN))
        json_object_set_new(stored, "answer_by", json_string(day));
    return stored;
}

static void
letter_put(json_t *out, const GError *error, void *context)
{
    struct http_request *request = context;
    const char *outcome = json_text(out, "outcome", "");

    if (error)
        api_fail_store(request, error);
    else if (g_str_equal(outcome, "differs"))
        api_fail(request, 409, "letter_differs",
                 "this letter id was used for another body", "这个编号用过了", NULL);
    else if (g_str_equal(outcome, "already_rated"))
        api_fail(request, 409, "already_rated", "the case has a rating", "这件事评过了",
                 NULL);
    else
        api_answer(request, g_str_equal(outcome, "created") ? 201 : 200,
                   letter_stored(json_object_get(out, "letter")));
    json_decref(out);
}

/* Last day on which somebody must have answered; "" when nobody must. */
static void
answer_by(const struct office *office, int64_t at_ms, int days, char day_out[DUE_SIZE])
{
    struct clock_date from = clock_date(at_ms), day;

    if (days == 0)
        *day_out = '\0';
    else if (office->calendar &&
             calendar_after(office->calendar, &from, days, &day, NULL))
        g_snprintf(day_out, DUE_SIZE, "%04d-%02d-%02d", day.year, day.month, day.day);
    else
        g_strlcpy(day_out, DUE_UNKNOWN, DUE_SIZE);
}

/* Takes `body`; `days` 0: nobody need do anything. */
static void
put_letter(const struct office *office, struct http_request *request, const char *kind,
           json_t *body, int days)
{
    char due[DUE_SIZE];
    int64_t at_ms = 0;
    char *text = json_canonical(body);

    clock_parse(json_text(body, "at", ""), &at_ms);
    answer_by(office, at_ms, days, due);
    json_t *in = json_pack("{s:s, s:s, s:s, s:I, s:s, s:s, s:I, s:s, s:s, s:s}", "id",
                           json_text(body, "id", ""), "kind", kind, "terminal",
                           api_terminal(request), "at_ms", (json_int_t)at_ms, "case_id",
                           json_text(body, "case_id", ""), "service",
                           json_text(body, "service", ""), "level",
                           json_integer_value(json_object_get(body, "level")), "body",
                           text, "state", days > 0 ? "open" : "noted", "due_day", due);
    g_free(text);
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
