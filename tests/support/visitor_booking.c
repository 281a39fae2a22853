// SPDX-License-Identifier: Apache-2.0
#include "visitor_booking.h"

#include <kiosk/booking.h>

#define MONDAY "2026-11-23"

bool
visitor_answered(struct visitor *visitor, int status, json_t *body)
{
    char operation[32];
    g_strlcpy(operation, visitor->session.booking.operation, sizeof operation);
    bool changed = visitor_event(
        visitor, &(struct session_event){.kind = SESSION_ANSWERED,
                                         .order = visitor->session.ask_order,
                                         .text = operation,
                                         .number = status,
                                         .json = body});
    json_decref(body);
    return changed;
}

bool
visitor_chooses(struct visitor *visitor, const char *what, const char *which)
{
    visitor->touches++;
    return visitor_event(
        visitor,
        &(struct session_event){.kind = SESSION_CHOOSE, .text = what, .text2 = which});
}

static json_t *
said(const char *chinese, const char *english)
{
    return json_pack("{s:s, s:s}", "zh_CN", chinese, "en", english);
}

static json_t *
window(const char *id, json_t *name, json_t *where, const char *service)
{
    json_t *services = json_array();
    if (service != NULL)
        json_array_append_new(services, json_string(service));
    return json_pack("{s:s, s:o, s:o, s:o}", "id", id, "name", name, "where", where,
                     "services", services);
}

static json_t *
general(void)
{
    return window("general", said("综合窗口", "General window"),
                  said("中心一楼，1、2号窗口", "ground floor, windows 1 and 2"), NULL);
}

static json_t *
social(void)
{
    return window("social", said("社保医保窗口", "Social and medical insurance"),
                  said("中心一楼，3号窗口", "ground floor, window 3"),
                  "medical-insurance");
}

json_t *
visitor_windows(void)
{
    return json_pack("{s:[o, o], s:i}", "windows", social(), general(), "days_ahead", 14);
}

json_t *
visitor_slot(const char *day, int hour, int taken)
{
    g_autofree char *id =
        g_strdup_printf("general-%.4s%.2s%.2s-%02d00", day, day + 5, day + 8, hour);
    g_autofree char *from = g_strdup_printf("%d:00", hour);
    g_autofree char *to = g_strdup_printf("%d:00", hour + 1);
    return json_pack("{s:s, s:s, s:s, s:s, s:i, s:i}", "id", id, "day", day, "from", from,
                     "to", to, "capacity", 10, "taken", taken);
}

static json_t *
things(void)
{
    return json_pack(
        "[{s:o, s:o, s:o}, {s:o, s:o, s:o}]", "name", said("身份证", "ID card"), "need",
        said("原件", "original"), "about", said("本人的", "your own"), "name",
        said("户口簿", "Household register"), "need", said("原件", "original"), "about",
        said("首页和本人那一页", "first page and your own"));
}

json_t *
visitor_slots(void)
{
    static const char *const days[] = {"2026-11-21", MONDAY, "2026-11-24", "2026-11-25",
                                       "2026-11-26"};
    static const int hours[] = {9, 10, 11, 14, 15}, taken[] = {2, 7, 10, 5, 1};
    json_t *list = json_array();
    for (size_t i = 0; i < G_N_ELEMENTS(days); i++) {
        json_t *slots = json_array();
        // Today only the last hour is left, and it is full.
        for (size_t k = i == 0 ? 4 : 0; k < G_N_ELEMENTS(hours); k++)
            json_array_append_new(
                slots, visitor_slot(days[i], hours[k], i == 0 ? 10 : taken[k]));
        json_array_append_new(list, json_pack("{s:s, s:s, s:o}", "day", days[i], "state",
                                              "open", "slots", slots));
    }
    json_array_append_new(list, json_pack("{s:s, s:s, s:[]}", "day", "2026-11-27",
                                          "state", "closed", "slots"));
    return json_pack("{s:o, s:o, s:o}", "window", general(), "days", list, "bring",
                     things());
}

json_t *
visitor_held(const char *day, int hour, const char *expires_at)
{
    return json_pack("{s:o, s:s}", "slot", visitor_slot(day, hour, 3), "expires_at",
                     expires_at);
}

json_t *
visitor_booking(const char *day, int hour)
{
    g_autofree char *id = g_strdup_printf("01936f00-0000-7000-8000-0000000000%02d", hour);
    return json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:i, s:i, s:s}", "booking_id", id,
        "booking_number", hour == 9 ? "000126112150010" : "000126112150028", "code",
        "305172", "code_data",
        "KB1|000126112150010|q2V0dGVkIGlzIG5vdCBhIHNlYWwgYnV0IGEgc2lnbmF0dXJlIG9mIHNpeHR"
        "5LWZvdXIgYnl0ZXMu",
        "state", "booked", "slot", visitor_slot(day, hour, 3), "window", general(),
        "bring", things(), "early_minutes", 10, "late_minutes", 30, "booked_at",
        "2026-11-21T14:50:00+08:00");
}

json_t *
visitor_refusal(const char *code)
{
    return json_pack("{s:s, s:s, s:s, s:[], s:s}", "code", code, "message", "",
                     "message_zh", "", "field_errors", "request_id", "1");
}

static json_t *
queue(json_t *which, const char *state, const char *name, const char *time, int waiting)
{
    json_t *queue =
        json_pack("{s:o, s:s, s:i}", "window", which, "state", state, "waiting", waiting);
    if (time != NULL)
        json_object_set_new(queue, name, json_string(time));
    return queue;
}

json_t *
visitor_queues(bool open)
{
    return json_pack("{s:[o, o]}", "queues",
                     queue(social(), "closed", "opens", open ? "14:00" : NULL, 0),
                     open ? queue(general(), "open", "until", "16:00", 3)
                          : queue(general(), "unknown", "opens", NULL, 0));
}

json_t *
visitor_ticket(int waiting)
{
    return json_pack("{s:s, s:s, s:o, s:i, s:s, s:s}", "ticket_id",
                     "01936f00-0000-7000-8000-000000000077", "number", "B012", "window",
                     general(), "waiting", waiting, "taken_at",
                     "2026-11-21T14:50:00+08:00", "until", "16:00");
}

/* ---- the way ---- */

void
visitor_comes_to_booking(struct visitor *visitor)
{
    visitor_does(visitor, SESSION_START, NULL);
    visitor_does(visitor, SESSION_OPEN_GROUP, SESSION_GROUP_BOOKING);
    visitor_answered(visitor, 200, visitor_windows());
}

void
visitor_comes_to_slots(struct visitor *visitor)
{
    visitor_comes_to_booking(visitor);
    visitor_chooses(visitor, "window", "general");
    visitor_answered(visitor, 200, visitor_slots());
}

void
visitor_comes_to_booking_card(struct visitor *visitor)
{
    visitor_comes_to_slots(visitor);
    visitor_chooses(visitor, "slot", "general-20261123-0900");
    visitor_does(visitor, SESSION_NEXT, NULL);
    char expires_at[CLOCK_TEXT_SIZE];
    clock_format(visitor->real_ms + 180000, expires_at);
    visitor_answered(visitor, 200, visitor_held(MONDAY, 9, expires_at));
}

void
visitor_comes_to_booking_check(struct visitor *visitor)
{
    visitor_comes_to_booking_card(visitor);
    visitor_card_is_read(visitor);
}

void
visitor_comes_to_booking_done(struct visitor *visitor)
{
    visitor_comes_to_booking_check(visitor);
    visitor_does(visitor, SESSION_NEXT, NULL);
    visitor_answered(visitor, 201, visitor_booking(MONDAY, 9));
}

void
visitor_comes_to_mine(struct visitor *visitor)
{
    visitor_comes_to_booking(visitor);
    visitor_does(visitor, SESSION_EDIT, "mine");
    visitor_card_is_read(visitor);
    visitor_answered(visitor, 200,
                     json_pack("{s:[o, o]}", "bookings", visitor_booking(MONDAY, 9),
                               visitor_booking("2026-11-25", 14)));
}

void
visitor_comes_to_queue(struct visitor *visitor)
{
    visitor_comes_to_booking(visitor);
    visitor_does(visitor, SESSION_EDIT, "queue");
    visitor_answered(visitor, 200, visitor_queues(true));
}

void
visitor_comes_to_queue_done(struct visitor *visitor)
{
    visitor_comes_to_queue(visitor);
    visitor_chooses(visitor, "queue", "general");
    visitor_answered(visitor, 201, visitor_ticket(3));
}
