// SPDX-License-Identifier: Apache-2.0
/* What terminals ask about bookings. People are hidden behind hashes here. */
#include "office/api_bookings_parts.h"

#include <string.h>
#include <kiosk/office.h>

#include "base/clock.h"
#include "base/json.h"
#include "office/store_bookings.h"

static void
asking_free(gpointer data)
{
    struct booking_asking *asking = data;

    json_decref(asking->body);
    json_decref(asking->answer);
    if (asking->slots)
        g_array_unref(asking->slots);
    g_free(asking);
}

struct booking_asking *
api_booking_asking(struct office *office, struct http_request *request, json_t *body)
{
    struct booking_asking *asking = g_new0(struct booking_asking, 1);

    *asking = (struct booking_asking){.office = office, .request = request, .body = body};
    http_keep(request, asking, asking_free);
    return asking;
}

/* ---- refusals --------------------------------------------------------------------------- */

struct refusal {
    const char *outcome;
    unsigned status;
    const char *code, *message, *message_zh;
};

static const struct refusal refusals[] = {
    {"full", 409, "slot_full", "somebody else took the last place of this slot",
     "这个时间刚刚约满了"},
    {"differs", 409, "hold_differs", "this hold id was used for another slot",
     "占位编号用过了"},
    {"too_late", 409, "too_late", "the time of it is over, or too near",
     "这个时间已经过了"},
    {"hold_over", 409, "hold_over", "the hold ended and its place is gone",
     "留的位置到时间了"},
    {"booking_differs", 409, "booking_differs",
     "this booking id was used for another hold or person", "预约编号用过了"},
    {"already", 409, "already_booked", "the person has a booking at that time",
     "您这个时间已经约过了"},
    {"too_many", 409, "too_many_bookings",
     "the person has as many bookings as one may have", "您约的已经够多了"},
    {"locked", 429, "too_many_tries", "too many wrong codes for this number",
     "码输错太多次，请一小时后再试，或者用身份证"},
    {"wrong", 404, "not_found", "no booking of that number, code or person",
     "没有找到这个预约"},
};

void
api_booking_fail(struct http_request *request, const char *outcome, json_t *more)
{
    for (size_t i = 0; i < G_N_ELEMENTS(refusals); i++) {
        const struct refusal *refusal = &refusals[i];
        if (!g_str_equal(refusal->outcome, outcome))
            continue;
        if (refusal->status == 429)
            http_add_header(request, "Retry-After", "3600");
        api_fail(request, refusal->status, refusal->code, refusal->message,
                 refusal->message_zh, more);
        return;
    }
    g_assert_not_reached();
}

/* ---- bookings --------------------------------------------------------------------------- */

static void
booking_stored(json_t *out, const GError *error, void *context)
{
    struct booking_asking *asking = context;
    const char *outcome = json_text(out, "outcome", "");
    const json_t *row = json_object_get(out, "booking");

    if (error)
        api_fail_store(asking->request, error);
    else if (row)
        api_answer(asking->request, g_str_equal(outcome, "created") ? 201 : 200,
                   bookings_booking(asking->office->bookings, row));
    else
        api_booking_fail(asking->request,
                         g_str_equal(outcome, "differs") ? "booking_differs" : outcome,
                         NULL);
    json_decref(out);
}

static char *
seal_person(const struct bookings *bookings, const json_t *body)
{
    return bookings_seal(bookings,
                         json_pack("{s:s, s:s, s:s}", "name", json_text(body, "name", ""),
                                   "id_number", json_text(body, "id_number", ""), "phone",
                                   json_text(body, "phone", "")));
}

void
api_confirm_booking(struct http_request *request, void *context)
{
    struct office *office = context;
    const struct bookings *bookings = office->bookings;
    const int64_t now_ms = clock_real_ms();
    const struct clock_date today = clock_date(now_ms);
    json_t *body = api_body(request, &booking_confirm_schema);
    if (!body)
        return;
    struct booking_asking *asking = api_booking_asking(office, request, body);
    const char *service = json_text(body, "service", "");
    const char *booking_id = json_text(body, "booking_id", "");
    char person[BOOKINGS_HASH_SIZE], proof[BOOKINGS_HASH_SIZE], code[7];
    if (service[0] && !json_object_get(bookings->services, service)) {
        api_fail_field(request, "/service", "no such service");
        return;
    }
    bookings_person(bookings, json_text(body, "id_number", ""), person);
    bookings_code(bookings, booking_id, code);
    bookings_proof(bookings, code, proof);
    g_autofree char *sealed = seal_person(bookings, body);
    g_autofree char *series = g_strdup_printf("%s%02d%02d%02d", api_terminal(request),
                                              today.year % 100, today.month, today.day);
    json_t *in = json_pack(
        "{s:s, s:O, s:s, s:s, s:s, s:s, s:s, s:s, s:i, s:I}", "booking_id", booking_id,
        "hold_id", json_object_get(body, "hold_id"), "terminal", api_terminal(request),
        "series", series, "service", service, "person", person, "proof", proof, "sealed",
        sealed, "per_person", bookings->rules.per_person, "now_ms", (json_int_t)now_ms);
    http_defer(request);
    store_ask(office->store, &store_confirm_booking, in, booking_stored, asking);
}

/* {number, person, proof, now_ms} of a body that says who asks. */
static json_t *
who_asks(const struct bookings *bookings, const json_t *body)
{
    const char *id_number = json_text(body, "id_number", "");
    const char *code = json_text(body, "code", "");
    char person[BOOKINGS_HASH_SIZE] = "", proof[BOOKINGS_HASH_SIZE] = "";

    if (id_number[0])
        bookings_person(bookings, id_number, person);
    if (code[0])
        bookings_proof(bookings, code, proof);
    return json_pack("{s:s, s:s, s:s, s:i, s:I}", "number",
                     json_text(body, "booking_number", ""), "person", person, "proof",
                     proof, "per_person", bookings->rules.per_person, "now_ms",
                     (json_int_t)clock_real_ms());
}

static void
bookings_found(json_t *out, const GError *error, void *context)
{
    struct booking_asking *asking = context;
    json_t *list = json_array();
    size_t index;
    json_t *row;

    json_array_foreach (json_object_get(out, "bookings"), index, row)
        json_array_append_new(list, bookings_booking(asking->office->bookings, row));
    if (error)
        api_fail_store(asking->request, error);
    else if (g_str_equal(json_text(out, "outcome", ""), "found"))
        api_answer(asking->request, 200, json_pack("{s:O}", "bookings", list));
    else
        api_booking_fail(asking->request, json_text(out, "outcome", ""), NULL);
    json_decref(list);
    json_decref(out);
}

static void
ask_store(struct office *office, struct http_request *request,
          const struct schema *schema, const struct store_act *act, store_done done)
{
    json_t *body = api_body(request, schema);
    if (!body)
        return;
    struct booking_asking *asking = api_booking_asking(office, request, body);
    json_t *in = who_asks(office->bookings, body);
    json_t *hold_id = json_object_get(body, "hold_id");
    if (hold_id)
        json_object_set(in, "hold_id", hold_id);
    json_object_set_new(in, "terminal", json_string(api_terminal(request)));
    http_defer(request);
    store_ask(office->store, act, in, done, asking);
}

void
api_find_bookings(struct http_request *request, void *context)
{
    ask_store(context, request, &booking_find_schema, &store_find_bookings,
              bookings_found);
}

void
api_change_booking(struct http_request *request, void *context)
{
    ask_store(context, request, &booking_change_schema, &store_change_booking,
              booking_stored);
}

void
api_cancel_booking(struct http_request *request, void *context)
{
    ask_store(context, request, &booking_cancel_schema, &store_cancel_booking,
              booking_stored);
}
