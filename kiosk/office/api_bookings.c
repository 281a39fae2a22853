// SPDX-License-Identifier: Apache-2.0
/* What terminals ask about bookings. Here the rules are applied and people are hidden behind
 * hashes; who gets a place is decided in the store. */
#include "office/api.h"

#include <string.h>
#include <kiosk/office.h>

#include "base/clock.h"
#include "base/json.h"
#include "office/bookings.h"
#include "office/store_bookings.h"

struct booking_asking {
    struct office *office;
    struct http_request *request;
    json_t *body;   // as it came
    GArray *slots;  // struct booking_slot: of the days asked for, or what may be offered
    json_t *answer; // what does not wait for the store
    struct booking_slot slot; // to be held
};

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

/* Takes `body`. */
static struct booking_asking *
ask_for(struct office *office, struct http_request *request, json_t *body)
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

static void
fail(struct http_request *request, const char *outcome, json_t *more)
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

/* ---- windows and slots ------------------------------------------------------------------ */

void
api_list_windows(struct http_request *request, void *context)
{
    const struct office *office = context;
    const struct booking_rules *rules = &office->bookings->rules;
    json_t *body = api_body(request, &booking_list_windows_schema);
    if (!body)
        return;
    json_t *windows = json_array();

    json_decref(body);
    for (size_t i = 0; i < rules->window_count; i++)
        json_array_append_new(windows, bookings_window(&rules->windows[i]));
    api_answer(
        request, 200,
        json_pack("{s:o, s:i}", "windows", windows, "days_ahead", rules->days_ahead));
}

/* The window that is asked for, by its id or by a service that it is for. */
static const struct booking_window *
window_of(const struct booking_rules *rules, const json_t *body)
{
    const char *service = json_text(body, "service", "");
    const char *window = json_text(body, "window", "");

    return window[0] ? booking_window(rules, window)
                     : booking_window_of_service(rules, service);
}

/* Adds one day; its slots go to asking->slots, their places in it are filled in later. */
static json_t *
list_day(struct booking_asking *asking, const struct booking_window *window,
         const struct clock_date *day, int64_t now_ms)
{
    const struct bookings *bookings = asking->office->bookings;
    const guint before = asking->slots->len;
    const enum booking_day state =
        booking_slots(window, bookings->calendar, day, asking->slots);
    char text[BOOKING_DAY_SIZE];

    for (guint i = asking->slots->len; i > before; i--)
        if (!booking_slot_is_bookable(
                &bookings->rules,
                &g_array_index(asking->slots, struct booking_slot, i - 1), now_ms))
            g_array_remove_index(asking->slots, i - 1);
    booking_show_day(day, text);
    return json_pack("{s:s, s:s, s:[]}", "day", text, "state",
                     state == BOOKING_UNKNOWN       ? "unknown"
                     : asking->slots->len == before ? "closed"
                                                    : "open",
                     "slots");
}

static void
slots_counted(json_t *out, const GError *error, void *context)
{
    struct booking_asking *asking = context;
    const json_t *taken = json_object_get(out, "taken");
    const json_t *days = json_object_get(asking->answer, "days");
    guint next = 0;
    size_t index;
    json_t *day;

    if (error) {
        api_fail_store(asking->request, error);
        json_decref(out);
        return;
    }
    json_array_foreach (days, index, day) {
        for (; next < asking->slots->len; next++) {
            const struct booking_slot *slot =
                &g_array_index(asking->slots, struct booking_slot, next);
            json_t *told =
                bookings_slot(slot, json_integer_value(json_object_get(taken, slot->id)));
            const bool here =
                g_str_equal(json_text(told, "day", ""), json_text(day, "day", ""));
            if (here)
                json_array_append(json_object_get(day, "slots"), told);
            json_decref(told);
            if (!here)
                break;
        }
    }
    api_answer(asking->request, 200, g_steal_pointer(&asking->answer));
    json_decref(out);
}

static bool
is_before(const struct clock_date *one, const struct clock_date *other)
{
    return clock_from_date(one) < clock_from_date(other);
}

/* Days from the one asked for, none of the past and none beyond what may be booked. */
static void
list_days(struct booking_asking *asking, const struct booking_window *window,
          int64_t now_ms)
{
    const struct booking_rules *rules = &asking->office->bookings->rules;
    const struct clock_date now = clock_date(now_ms);
    const struct clock_date today = calendar_after_natural(&now, 0);
    const struct clock_date behind =
        calendar_after_natural(&today, rules->days_ahead + 1);
    const json_int_t count = json_integer_value(json_object_get(asking->body, "days"));
    json_t *days = json_array();
    struct clock_date day = today, from;

    if (clock_parse_day(json_text(asking->body, "from_day", ""), &from) &&
        is_before(&today, &from))
        day = from;
    for (json_int_t i = 0; i < count && is_before(&day, &behind); i++) {
        json_array_append_new(days, list_day(asking, window, &day, now_ms));
        day = calendar_after_natural(&day, 1);
    }
    json_object_set_new(asking->answer, "days", days);
}

void
api_list_slots(struct http_request *request, void *context)
{
    struct office *office = context;
    const struct bookings *bookings = office->bookings;
    const int64_t now_ms = clock_real_ms();
    json_t *body = api_body(request, &booking_list_slots_schema);
    if (!body)
        return;
    struct booking_asking *asking = ask_for(office, request, body);
    const struct booking_window *window = window_of(&bookings->rules, body);
    if (!window) {
        api_fail(request, 404, "not_found", "no window for that", "这件事不能预约", NULL);
        return;
    }
    asking->slots = g_array_new(FALSE, FALSE, sizeof(struct booking_slot));
    asking->answer =
        json_pack("{s:o, s:o}", "window", bookings_window(window), "bring",
                  bookings_bring(bookings, window, json_text(body, "service", "")));
    list_days(asking, window, now_ms);
    json_t *in = json_pack("{s:s, s:s, s:s, s:I}", "desk", window->id, "first_day",
                           "0000-00-00", "last_day", "9999-99-99", "now_ms",
                           (json_int_t)now_ms);
    const json_t *days = json_object_get(asking->answer, "days");
    const size_t count = json_array_size(days);
    if (count > 0) {
        json_object_set(in, "first_day", json_object_get(json_array_get(days, 0), "day"));
        json_object_set(in, "last_day",
                        json_object_get(json_array_get(days, count - 1), "day"));
    }
    http_defer(request);
    store_ask(office->store, &store_slots_taken, in, slots_counted, asking);
}

/* ---- hold ------------------------------------------------------------------------------- */

static const struct booking_slot *
slot_of_id(const GArray *slots, const char *id)
{
    for (guint i = 0; i < slots->len; i++) {
        const struct booking_slot *slot = &g_array_index(slots, struct booking_slot, i);
        if (g_str_equal(slot->id, id))
            return slot;
    }
    return NULL;
}

static json_t *
offered(const struct booking_asking *asking, const json_t *next)
{
    json_t *offers = json_array();
    size_t index;
    json_t *row;

    json_array_foreach (next, index, row) {
        const struct booking_slot *slot =
            slot_of_id(asking->slots, json_text(row, "slot", ""));
        json_array_append_new(
            offers,
            bookings_slot(slot, json_integer_value(json_object_get(row, "taken"))));
    }
    return offers;
}

static void
held(json_t *out, const GError *error, void *context)
{
    struct booking_asking *asking = context;
    const char *outcome = json_text(out, "outcome", "");
    char expires_at[CLOCK_TEXT_SIZE];

    if (error) {
        api_fail_store(asking->request, error);
    } else if (g_str_equal(outcome, "held")) {
        clock_format(json_integer_value(json_object_get(out, "expires_ms")), expires_at);
        api_answer(
            asking->request, 200,
            json_pack("{s:o, s:s}", "slot",
                      bookings_slot(&asking->slot,
                                    json_integer_value(json_object_get(out, "taken"))),
                      "expires_at", expires_at));
    } else {
        const json_t *next = json_object_get(out, "next");
        fail(asking->request, outcome,
             next ? json_pack("{s:o}", "next", offered(asking, next)) : NULL);
    }
    json_decref(out);
}

/* Every slot of the window that may be booked: the rest of the day of the full one and what
 * follows first, then what is earlier. */
static json_t *
list_candidates(struct booking_asking *asking, int64_t now_ms)
{
    const struct bookings *bookings = asking->office->bookings;
    const struct booking_slot *full = &asking->slot;
    const struct clock_date today = clock_date(now_ms);
    json_t *later = json_array(), *earlier = json_array();

    asking->slots = g_array_new(FALSE, FALSE, sizeof(struct booking_slot));
    for (int i = 0; i <= bookings->rules.days_ahead; i++) {
        const struct clock_date day = calendar_after_natural(&today, i);
        booking_slots(full->window, bookings->calendar, &day, asking->slots);
    }
    for (guint i = 0; i < asking->slots->len; i++) {
        const struct booking_slot *slot =
            &g_array_index(asking->slots, struct booking_slot, i);
        if (g_str_equal(slot->id, full->id) ||
            !booking_slot_is_bookable(&bookings->rules, slot, now_ms))
            continue;
        const bool after = booking_slot_begin_ms(slot) > booking_slot_begin_ms(full);
        json_array_append_new(after ? later : earlier,
                              json_pack("{s:s, s:i}", "slot", slot->id, "capacity",
                                        slot->window->capacity));
    }
    json_array_extend(later, earlier);
    json_decref(earlier);
    return later;
}

void
api_hold_slot(struct http_request *request, void *context)
{
    struct office *office = context;
    const struct bookings *bookings = office->bookings;
    const int64_t now_ms = clock_real_ms();
    json_t *body = api_body(request, &booking_hold_schema);
    if (!body)
        return;
    struct booking_asking *asking = ask_for(office, request, body);
    struct booking_slot *slot = &asking->slot;
    if (!booking_slot_find(&bookings->rules, bookings->calendar,
                           json_text(body, "slot", ""), slot)) {
        api_fail(request, 404, "not_found", "no such slot", "没有这个时间", NULL);
        return;
    }
    if (!booking_slot_is_bookable(&bookings->rules, slot, now_ms)) {
        fail(request, "too_late", NULL);
        return;
    }
    const int64_t begin_ms = booking_slot_begin_ms(slot);
    const int64_t long_ms = (int64_t)(slot->to_minute - slot->from_minute) * 60000;
    char day[BOOKING_DAY_SIZE];
    booking_show_day(&slot->day, day);
    json_t *in = json_pack(
        "{s:s, s:s, s:s, s:I, s:I, s:i, s:O, s:s, s:s, s:I, s:I, s:o}", "slot", slot->id,
        "desk", slot->window->id, "day", day, "begin_ms", (json_int_t)begin_ms, "end_ms",
        (json_int_t)(begin_ms + long_ms), "capacity", slot->window->capacity, "hold_id",
        json_object_get(body, "hold_id"), "instead_of", json_text(body, "instead_of", ""),
        "terminal", api_terminal(request), "now_ms", (json_int_t)now_ms, "expires_ms",
        (json_int_t)(now_ms + (int64_t)bookings->rules.hold_s * 1000), "candidates",
        list_candidates(asking, now_ms));
    http_defer(request);
    store_ask(office->store, &store_hold_slot, in, held, asking);
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
        fail(asking->request,
             g_str_equal(outcome, "differs") ? "booking_differs" : outcome, NULL);
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
    struct booking_asking *asking = ask_for(office, request, body);
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
        fail(asking->request, json_text(out, "outcome", ""), NULL);
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
    struct booking_asking *asking = ask_for(office, request, body);
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
