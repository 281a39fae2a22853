// SPDX-License-Identifier: Apache-2.0
/* What terminals ask about windows and slots, and a place held in one. Here the rules are
 * applied; who gets a place is decided in the store. */
#include "office/api_bookings_parts.h"

#include <string.h>
#include <kiosk/office.h>

#include "base/clock.h"
#include "base/json.h"
#include "office/store_bookings.h"

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
    struct booking_asking *asking = api_booking_asking(office, request, body);
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
        api_booking_fail(asking->request, outcome,
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
    struct booking_asking *asking = api_booking_asking(office, request, body);
    struct booking_slot *slot = &asking->slot;
    if (!booking_slot_find(&bookings->rules, bookings->calendar,
                           json_text(body, "slot", ""), slot)) {
        api_fail(request, 404, "not_found", "no such slot", "没有这个时间", NULL);
        return;
    }
    if (!booking_slot_is_bookable(&bookings->rules, slot, now_ms)) {
        api_booking_fail(request, "too_late", NULL);
        return;
    }
    const int64_t begin_ms = booking_slot_begin_ms(slot);
    const int64_t long_ms = (int64_t)(slot->to_minute - slot->from_minute) * 60000;
    char day[BOOKING_DAY_SIZE];
    booking_show_day(&slot->day, day);
    json_t *in = json_pack(
        "{s:s, s:s, s:s, s:I, s:I, s:i, s:O, s:s, s:s, s:I, s:I, s:o}", "slot", slot->id,
        "desk", slot->window->id, "day", day, "begin_ms", (json_int_t)begin_ms, "end_ms",
        (json_int_t)begin_ms + long_ms, "capacity", slot->window->capacity, "hold_id",
        json_object_get(body, "hold_id"), "instead_of", json_text(body, "instead_of", ""),
        "terminal", api_terminal(request), "now_ms", (json_int_t)now_ms, "expires_ms",
        (json_int_t)now_ms + (json_int_t)bookings->rules.hold_s * 1000, "candidates",
        list_candidates(asking, now_ms));
    http_defer(request);
    store_ask(office->store, &store_hold_slot, in, held, asking);
}
