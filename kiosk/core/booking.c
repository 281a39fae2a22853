// SPDX-License-Identifier: Apache-2.0
#include "booking.h"

#include <string.h>

#include "base/json.h"

#define DAY_MINUTES (24 * 60)
#define STAMP_LENGTH 14 // -yyyymmdd-hhmm

/* ---- times ---- */

int
booking_read_time(const char *text)
{
    size_t length = strlen(text), colon = strcspn(text, ":");
    if (length > 5 || colon < 1 || colon > 2 || length != colon + 3)
        return -1;
    for (size_t i = 0; i < length; i++)
        if (i != colon && !g_ascii_isdigit(text[i]))
            return -1;
    int hour = colon == 1 ? text[0] - '0' : (text[0] - '0') * 10 + text[1] - '0';
    int minute = (text[colon + 1] - '0') * 10 + text[colon + 2] - '0';
    return minute > 59 || hour * 60 + minute > DAY_MINUTES ? -1 : hour * 60 + minute;
}

void
booking_show_time(int minute, char text_out[BOOKING_TIME_SIZE])
{
    g_snprintf(text_out, BOOKING_TIME_SIZE, "%d:%02d", minute / 60 % 100, minute % 60);
}

void
booking_show_day(const struct clock_date *day, char text_out[BOOKING_DAY_SIZE])
{
    g_snprintf(text_out, BOOKING_DAY_SIZE, "%04d-%02d-%02d", day->year % 10000,
               day->month % 100, day->day % 100);
}

/* ---- rules ---- */

static int
span_minute(const json_t *span, const char *name)
{
    return booking_read_time(json_text(span, name, ""));
}

static const char *
spans_follow(const json_t *value)
{
    int before = 0;
    size_t i;
    json_t *span;
    json_array_foreach (value, i, span) {
        int from = span_minute(span, "from"), to = span_minute(span, "to");
        if (from < 0 || to < 0)
            return "a time is not like 8:30";
        if (from >= to || from < before)
            return "spans must be in order and must not overlap";
        before = to;
    }
    return NULL;
}

static const struct schema_member span_members[] = {
    {"from", &booking_time_schema, true, NULL},
    {"to", &booking_time_schema, true, NULL},
    {0}};
static const struct schema span_schema = {.kind = SCHEMA_OBJECT, .members = span_members};
static const struct schema spans_schema = {.kind = SCHEMA_ARRAY,
                                           .max = 8,
                                           .item = &span_schema,
                                           .rule = spans_follow,
                                           .about = "None: closed."};
static const struct schema hours_schema = {.kind = SCHEMA_ARRAY,
                                           .min = 7,
                                           .max = 7,
                                           .item = &spans_schema,
                                           .about = "Sunday first."};
static const struct schema slot_minutes_schema = {
    .kind = SCHEMA_INTEGER, .min = 5, .max = 480};
static const struct schema capacity_schema = {
    .kind = SCHEMA_INTEGER, .min = 1, .max = 500, .about = "People a slot."};
static const struct schema window_id_schema = {
    .kind = SCHEMA_STRING, .format = SCHEMA_SLUG, .min = 1, .max = 40};
static const struct schema_member window_members[] = {
    {"id", &window_id_schema, true, NULL},
    {"name", &schema_texts, true, "综合窗口"},
    {"where", &schema_texts, true, "中心一楼"},
    {"services", &booking_services_schema, true, "Services it is for; it may do more."},
    {"bring", &booking_things_schema, true, "What to bring when no service says so."},
    {"hours", &hours_schema, true, NULL},
    {"slot_minutes", &slot_minutes_schema, true, NULL},
    {"capacity", &capacity_schema, true, NULL},
    {0}};

static const char *
day_has_room(const json_t *value)
{
    int minutes = (int)json_integer_value(json_object_get(value, "slot_minutes"));
    size_t i, j;
    json_t *spans, *span;
    json_array_foreach (json_object_get(value, "hours"), i, spans) {
        int slots = 0;
        json_array_foreach (spans, j, span)
            slots += (span_minute(span, "to") - span_minute(span, "from")) / minutes;
        if (slots > BOOKING_SLOTS_MAX)
            return "a day has more than 32 slots";
    }
    return NULL;
}

static const struct schema window_schema = {
    .kind = SCHEMA_OBJECT, .members = window_members, .rule = day_has_room};

static const char *
windows_differ(const json_t *value)
{
    GHashTable *met = g_hash_table_new(g_str_hash, g_str_equal);
    const char *wrong = NULL;
    size_t i;
    json_t *window;
    json_array_foreach (value, i, window)
        if (!g_hash_table_add(met, (gpointer)(uintptr_t)json_text(window, "id", "")))
            wrong = "two windows have the same id";
    g_hash_table_destroy(met);
    return wrong;
}

static const struct schema windows_schema = {.kind = SCHEMA_ARRAY,
                                             .max = BOOKING_WINDOWS_MAX,
                                             .item = &window_schema,
                                             .rule = windows_differ};
static const struct schema days_schema = {
    .kind = SCHEMA_INTEGER, .min = 0, .max = BOOKING_DAYS_MAX - 1};
static const struct schema hold_schema = {
    .kind = SCHEMA_INTEGER, .min = 10, .max = 3600, .about = "Seconds."};
static const struct schema minutes_schema = {
    .kind = SCHEMA_INTEGER, .min = 0, .max = DAY_MINUTES};
static const struct schema per_person_schema = {
    .kind = SCHEMA_INTEGER, .min = 1, .max = BOOKING_LIST_MAX};
static const struct schema_member rules_members[] = {
    {"days_ahead", &days_schema, true, "How far ahead one may book; 0: only today."},
    {"hold_s", &hold_schema, true, "How long a place is kept while a person decides."},
    {"lead_minutes", &minutes_schema, true, "Until so long before a slot begins."},
    {"per_person", &per_person_schema, true, "Bookings of one person at a time."},
    {"early_minutes", &minutes_schema, true, "Come so much earlier."},
    {"late_minutes", &minutes_schema, true, "The place is kept so long."},
    {"windows", &windows_schema, true, NULL},
    {0}};
const struct schema booking_rules_schema = {.kind = SCHEMA_OBJECT,
                                            .name = "BookingRules",
                                            .members = rules_members,
                                            .about = "When people may be booked where."};

static int
number(const json_t *value, const char *name)
{
    return (int)json_integer_value(json_object_get(value, name));
}

bool
booking_rules_init(struct booking_rules *rules, json_t *value, GPtrArray *defects)
{
    *rules = (struct booking_rules){0};
    if (!schema_check(&booking_rules_schema, value, defects))
        return false;
    rules->days_ahead = number(value, "days_ahead");
    rules->hold_s = number(value, "hold_s");
    rules->lead_minutes = number(value, "lead_minutes");
    rules->per_person = number(value, "per_person");
    rules->early_minutes = number(value, "early_minutes");
    rules->late_minutes = number(value, "late_minutes");
    size_t i;
    json_t *window;
    json_array_foreach (json_object_get(value, "windows"), i, window)
        rules->windows[rules->window_count++] =
            (struct booking_window){.id = json_text(window, "id", ""),
                                    .name = json_object_get(window, "name"),
                                    .where = json_object_get(window, "where"),
                                    .services = json_object_get(window, "services"),
                                    .bring = json_object_get(window, "bring"),
                                    .hours = json_object_get(window, "hours"),
                                    .slot_minutes = number(window, "slot_minutes"),
                                    .capacity = number(window, "capacity")};
    rules->json = json_incref(value);
    return true;
}

void
booking_rules_finish(struct booking_rules *rules)
{
    if (rules == NULL)
        return;
    json_decref(rules->json);
    *rules = (struct booking_rules){0};
}

const struct booking_window *
booking_window(const struct booking_rules *rules, const char *id)
{
    for (size_t i = 0; i < rules->window_count; i++)
        if (strcmp(rules->windows[i].id, id) == 0)
            return &rules->windows[i];
    return NULL;
}

const struct booking_window *
booking_window_of_service(const struct booking_rules *rules, const char *service)
{
    for (size_t i = 0; i < rules->window_count; i++) {
        size_t j;
        json_t *one;
        json_array_foreach (rules->windows[i].services, j, one)
            if (strcmp(json_string_value(one), service) == 0)
                return &rules->windows[i];
    }
    return NULL;
}

/* ---- slots ---- */

static void
add_slots(const struct booking_window *window, const struct clock_date *day, int weekday,
          GArray *slots)
{
    size_t i;
    json_t *span;
    json_array_foreach (json_array_get(window->hours, (size_t)weekday), i, span) {
        int end = span_minute(span, "to"), minutes = window->slot_minutes;
        for (int from = span_minute(span, "from"); from + minutes <= end;
             from += minutes) {
            struct booking_slot slot = {.window = window,
                                        .day = *day,
                                        .from_minute = from,
                                        .to_minute = from + minutes};
            g_snprintf(slot.id, sizeof slot.id, "%s-%04d%02d%02d-%02d%02d", window->id,
                       day->year, day->month, day->day, from / 60, from % 60);
            g_array_append_val(slots, slot);
        }
    }
}

/* Whose hours hold on that day: a weekday, 0 Sunday. */
static enum booking_day
hours_of_day(const struct booking_window *window, const struct calendar *calendar,
             const struct clock_date *day, int *weekday_out)
{
    bool working, off;
    if (calendar == NULL || !calendar_is_working_day(calendar, day, &working, NULL) ||
        !calendar_is_off(calendar, day, &off, NULL))
        return BOOKING_UNKNOWN;
    struct clock_date date = calendar_after_natural(day, 0); // for its day of the week
    bool weekend = date.weekday == 0 || date.weekday == 6;
    int weekday = weekend && working ? 1 : date.weekday;
    if (off || json_array_size(json_array_get(window->hours, (size_t)weekday)) == 0)
        return BOOKING_CLOSED;
    *weekday_out = weekday;
    return BOOKING_OPEN;
}

enum booking_day
booking_slots(const struct booking_window *window, const struct calendar *calendar,
              const struct clock_date *day, GArray *slots)
{
    int weekday = 0;
    enum booking_day state = hours_of_day(window, calendar, day, &weekday);
    struct clock_date date = calendar_after_natural(day, 0);
    if (state == BOOKING_OPEN && slots != NULL)
        add_slots(window, &date, weekday, slots);
    return state;
}

struct booking_now
booking_now(const struct booking_window *window, const struct calendar *calendar,
            const struct clock_date *now)
{
    struct booking_now told = {.until_minute = -1, .opens_minute = -1};
    int weekday = 0, minute = now->hour * 60 + now->minute;
    size_t i;
    json_t *span;
    told.state = hours_of_day(window, calendar, now, &weekday);
    if (told.state != BOOKING_OPEN)
        return told;
    told.state = BOOKING_CLOSED;
    json_array_foreach (json_array_get(window->hours, (size_t)weekday), i, span) {
        int from = span_minute(span, "from"), to = span_minute(span, "to");
        if (minute >= from && minute < to) {
            told.state = BOOKING_OPEN;
            told.until_minute = to;
        } else if (minute < from && told.opens_minute < 0) {
            told.opens_minute = from;
        }
    }
    return told;
}

static bool
slot_day(const char *stamp, struct clock_date *day_out)
{
    char day[BOOKING_DAY_SIZE];
    g_snprintf(day, sizeof day, "%.4s-%.2s-%.2s", stamp + 1, stamp + 5, stamp + 7);
    return clock_parse_day(day, day_out);
}

bool
booking_slot_find(const struct booking_rules *rules, const struct calendar *calendar,
                  const char *id, struct booking_slot *slot_out)
{
    size_t length = strlen(id);
    struct clock_date day;
    if (length <= STAMP_LENGTH || !slot_day(id + length - STAMP_LENGTH, &day))
        return false;
    char *name = g_strndup(id, length - STAMP_LENGTH);
    const struct booking_window *window = booking_window(rules, name);
    g_free(name);
    if (window == NULL)
        return false;
    GArray *slots = g_array_new(FALSE, FALSE, sizeof(struct booking_slot));
    bool found = false;
    booking_slots(window, calendar, &day, slots);
    for (guint i = 0; i < slots->len && !found; i++) {
        const struct booking_slot *slot = &g_array_index(slots, struct booking_slot, i);
        found = strcmp(slot->id, id) == 0;
        if (found)
            *slot_out = *slot;
    }
    g_array_unref(slots);
    return found;
}

int64_t
booking_slot_begin_ms(const struct booking_slot *slot)
{
    struct clock_date begin = slot->day;
    begin.hour = slot->from_minute / 60;
    begin.minute = slot->from_minute % 60;
    begin.second = 0;
    return clock_from_date(&begin);
}

bool
booking_slot_is_bookable(const struct booking_rules *rules,
                         const struct booking_slot *slot, int64_t now_ms)
{
    struct clock_date today = clock_date(now_ms);
    struct clock_date last = calendar_after_natural(&today, rules->days_ahead + 1);
    int64_t begin_ms = booking_slot_begin_ms(slot);
    return begin_ms >= now_ms + (int64_t)rules->lead_minutes * 60000 &&
           begin_ms < clock_from_date(&last);
}

/* ---- how busy ---- */

enum booking_busy
booking_busy(int capacity, int taken, int *boxes_out)
{
    if (taken >= capacity) {
        *boxes_out = BOOKING_BOXES;
        return BOOKING_FULL;
    }
    // Somebody is there: never no box; a place is left: never all of them.
    int boxes = (taken * BOOKING_BOXES + capacity / 2) / capacity;
    *boxes_out = taken > 0 ? CLAMP(boxes, 1, BOOKING_BOXES - 1) : 0;
    if (taken * 10 >= capacity * 7)
        return BOOKING_MANY;
    return taken * 10 >= capacity * 4 ? BOOKING_SOME : BOOKING_FEW;
}
