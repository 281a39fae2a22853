// SPDX-License-Identifier: Apache-2.0
#include "calendar.h"

#include <string.h>

#include "base/json.h"

static const struct schema year_schema = {
    .kind = SCHEMA_INTEGER, .min = 2000, .max = 2200};
static const struct schema days_schema = {
    .kind = SCHEMA_ARRAY, .max = 366, .item = &schema_date};

static const char *
days_of_the_year(const json_t *value)
{
    char year[8];
    g_snprintf(year, sizeof year, "%04d-",
               (int)json_integer_value(json_object_get(value, "year")));
    const char *names[] = {"off", "work"};
    GHashTable *met = g_hash_table_new(g_str_hash, g_str_equal);
    const char *wrong = NULL;
    for (size_t n = 0; n < G_N_ELEMENTS(names); n++) {
        size_t i;
        json_t *day;
        json_array_foreach (json_object_get(value, names[n]), i, day) {
            const char *text = json_string_value(day);
            if (!g_str_has_prefix(text, year))
                wrong = "a day of another year stands in \"off\" or \"work\"";
            else if (!g_hash_table_add(met, (gpointer)(uintptr_t)text))
                wrong = "a day stands twice in \"off\" and \"work\"";
        }
    }
    g_hash_table_destroy(met);
    return wrong;
}

static const struct schema_member year_members[] = {
    {"year", &year_schema, true, NULL},
    {"source", &schema_string, true, "Who announced it, and when."},
    {"off", &days_schema, true, "Days off, those on a weekend too."},
    {"work", &days_schema, true, "Saturdays and Sundays that are worked."},
    {0}};
const struct schema calendar_schema = {.kind = SCHEMA_OBJECT,
                                       .name = "CalendarYear",
                                       .members = year_members,
                                       .rule = days_of_the_year};

struct calendar {
    GHashTable *years; // year → itself + 1
    GHashTable *days;  // yyyymmdd → 1 off, 2 work
};

struct calendar *
calendar_create(void)
{
    struct calendar *calendar = g_new0(struct calendar, 1);
    calendar->years = g_hash_table_new(g_direct_hash, g_direct_equal);
    calendar->days = g_hash_table_new(g_direct_hash, g_direct_equal);
    return calendar;
}

void
calendar_destroy(struct calendar *calendar)
{
    if (calendar == NULL)
        return;
    g_hash_table_destroy(calendar->years);
    g_hash_table_destroy(calendar->days);
    g_free(calendar);
}

enum { DAY_ORDINARY, DAY_OFF, DAY_WORK };

static void
add_days(struct calendar *calendar, const json_t *list, int kind)
{
    size_t i;
    json_t *day;
    json_array_foreach (list, i, day) {
        const char *t = json_string_value(day);
        int key = 0;
        for (; *t != '\0'; t++)
            if (*t != '-')
                key = key * 10 + (*t - '0');
        g_hash_table_insert(calendar->days, GINT_TO_POINTER(key), GINT_TO_POINTER(kind));
    }
}

bool
calendar_add_year(struct calendar *calendar, const json_t *year, GError **error)
{
    if (!schema_accepts(&calendar_schema, year, error))
        return false;
    add_days(calendar, json_object_get(year, "off"), DAY_OFF);
    add_days(calendar, json_object_get(year, "work"), DAY_WORK);
    int number = (int)json_integer_value(json_object_get(year, "year"));
    g_hash_table_add(calendar->years, GINT_TO_POINTER(number));
    return true;
}

static bool
kind_of(const struct calendar *calendar, const struct clock_date *day, int *kind_out,
        GError **error)
{
    if (!g_hash_table_contains(calendar->years, GINT_TO_POINTER(day->year))) {
        g_set_error(error, CALENDAR_ERROR, 0, "the working days of %d are not known",
                    day->year);
        return false;
    }
    int key = day->year * 10000 + day->month * 100 + day->day;
    *kind_out =
        GPOINTER_TO_INT(g_hash_table_lookup(calendar->days, GINT_TO_POINTER(key)));
    return true;
}

bool
calendar_is_working_day(const struct calendar *calendar, const struct clock_date *day,
                        bool *working_out, GError **error)
{
    int kind;
    if (!kind_of(calendar, day, &kind, error))
        return false;
    struct clock_date same = calendar_after_natural(day, 0); // for its day of the week
    bool weekend = same.weekday == 0 || same.weekday == 6;
    *working_out = kind == DAY_WORK || (kind != DAY_OFF && !weekend);
    return true;
}

bool
calendar_is_off(const struct calendar *calendar, const struct clock_date *day,
                bool *off_out, GError **error)
{
    int kind;
    if (!kind_of(calendar, day, &kind, error))
        return false;
    *off_out = kind == DAY_OFF;
    return true;
}

struct clock_date
calendar_after_natural(const struct clock_date *from, int days)
{
    // Noon: no shift of an hour could ever change the day.
    struct clock_date noon = {
        .year = from->year, .month = from->month, .day = from->day, .hour = 12};
    struct clock_date there =
        clock_date(clock_from_date(&noon) + (int64_t)days * 24 * 3600 * 1000);
    there.hour = there.minute = there.second = 0;
    return there;
}

bool
calendar_after(const struct calendar *calendar, const struct clock_date *from, int days,
               struct clock_date *day_out, GError **error)
{
    struct clock_date day = calendar_after_natural(from, 0);
    while (days > 0) {
        bool working;
        day = calendar_after_natural(&day, 1);
        if (!calendar_is_working_day(calendar, &day, &working, error))
            return false;
        if (working)
            days--;
    }
    *day_out = day;
    return true;
}
