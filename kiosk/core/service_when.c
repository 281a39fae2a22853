// SPDX-License-Identifier: Apache-2.0
// When and where a service is done: its state, its dates, its season. Part of service.h.
#include "service.h"

#include <string.h>

#include "base/json.h"
#include "core/calendar.h"

/* 1231 for "12-31"; the schema has looked at its form. */
static int
month_day(const char *text)
{
    return ((text[0] - '0') * 10 + text[1] - '0') * 100 + (text[3] - '0') * 10 + text[4] -
           '0';
}

static bool
is_offered(const struct service *service, const struct clock_date *today)
{
    char day[sizeof "2026-11-21"];
    g_snprintf(day, sizeof day, "%04d-%02d-%02d", today->year, today->month, today->day);
    return strcmp(json_text(service->json, "task_state", ""), "cancelled") != 0 &&
           strcmp(day, json_text(service->json, "plan_effective_date", "")) >= 0 &&
           strcmp(day, json_text(service->json, "plan_cancel_date", "9")) < 0;
}

static bool
is_in_season(const struct service *service, const struct clock_date *today)
{
    const json_t *season = json_object_get(service->json, "season");
    if (season == NULL)
        return true;
    int from = month_day(json_text(season, "from", "01-01"));
    int to = month_day(json_text(season, "to", "12-31"));
    int day = today->month * 100 + today->day;
    return from <= to ? day >= from && day <= to : day >= from || day <= to;
}

static bool
is_day_of_month(const struct service *service, const struct clock_date *today)
{
    const json_t *days = json_object_get(service->json, "month_days");
    return days == NULL ||
           (today->day >= json_integer_value(json_object_get(days, "from")) &&
            today->day <= json_integer_value(json_object_get(days, "to")));
}

enum service_state
service_state(const struct service *service, const struct clock_date *today)
{
    if (!is_offered(service, today))
        return SERVICE_GONE;
    if (!service->self_service)
        return SERVICE_ELSEWHERE;
    if (strcmp(json_text(service->json, "task_state", ""), "paused") == 0)
        return SERVICE_PAUSED;
    bool open = is_in_season(service, today) && is_day_of_month(service, today);
    return open ? SERVICE_OPEN : SERVICE_SEASON;
}

bool
service_is_listed(const struct service *service, const struct clock_date *today)
{
    return is_offered(service, today) && is_in_season(service, today);
}

bool
service_opens(const struct service *service, const struct clock_date *today,
              struct clock_date *day_out)
{
    for (int ahead = 1; ahead <= 366; ahead++) {
        struct clock_date day = calendar_after_natural(today, ahead);
        if (service_state(service, &day) != SERVICE_OPEN)
            continue;
        *day_out = day;
        return true;
    }
    return false;
}

bool
service_stands_in(const struct service *service, const char *id)
{
    if (strcmp(service->group, id) == 0)
        return true;
    size_t i;
    json_t *event;
    json_array_foreach (json_object_get(service->json, "life_events"), i, event)
        if (strcmp(json_string_value(event), id) == 0)
            return true;
    return false;
}
