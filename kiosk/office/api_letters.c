// SPDX-License-Identifier: Apache-2.0
/* Letters of the terminals: ratings, matters that could not be done, calls for help. What is
 * sealed in them stays so here; the database holds nothing that says who somebody is. */
#include "office/api.h"

#include <kiosk/office.h>
#include <string.h>

#include "base/json.h"
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
