// SPDX-License-Identifier: Apache-2.0
/* When a service can be done: its state, dates, season, days of the month. */
#include "core/service.h"
#include "tests/support/assets.h"

#include <string.h>

static const struct clock_date november = {.year = 2026, .month = 11, .day = 21};

/* Medical insurance with `members` written over it. */
static struct service *
service_with(const char *members, GPtrArray *defects)
{
    json_t *definition = assets_json("assets/services/medical-insurance/service.json");
    json_t *over = json_loads(members, 0, NULL);
    g_assert_nonnull(over);
    json_object_update(definition, over);
    struct service *service = service_create(definition, defects);
    json_decref(over);
    json_decref(definition);
    return service;
}

static enum service_state
state_with(const char *members, struct clock_date today)
{
    struct service *service = service_with(members, NULL);
    g_assert_nonnull(service);
    enum service_state state = service_state(service, &today);
    service_destroy(service);
    return state;
}

static void
test_when__is_open_without_any_word_about_it(void)
{
    g_assert_cmpint(state_with("{}", november), ==, SERVICE_OPEN);
    g_assert_cmpint(state_with("{\"task_state\": \"in_use\"}", november), ==,
                    SERVICE_OPEN);
}

static void
test_when__paused_and_cancelled_are_not_the_same(void)
{
    g_assert_cmpint(state_with("{\"task_state\": \"paused\"}", november), ==,
                    SERVICE_PAUSED);
    g_assert_cmpint(state_with("{\"task_state\": \"cancelled\"}", november), ==,
                    SERVICE_GONE);
    g_assert_cmpint(
        state_with("{\"is_service_terminals\": false, \"channels\": [\"window\"]}",
                   november),
        ==, SERVICE_ELSEWHERE);
}

static void
test_when__begins_and_ends_on_its_days(void)
{
    static const char from[] = "{\"plan_effective_date\": \"2026-11-22\"}";
    static const char until[] = "{\"plan_cancel_date\": \"2026-11-21\"}";
    g_assert_cmpint(state_with(from, november), ==, SERVICE_GONE);
    g_assert_cmpint(state_with(until, november), ==, SERVICE_GONE);
    struct clock_date next = {.year = 2026, .month = 11, .day = 22};
    struct clock_date before = {.year = 2026, .month = 11, .day = 20};
    g_assert_cmpint(state_with(from, next), ==, SERVICE_OPEN);
    g_assert_cmpint(state_with(until, before), ==, SERVICE_OPEN);
}

static void
test_when__a_season_may_go_over_the_new_year(void)
{
    static const char winter[] = "{\"season\": {\"from\": \"11-22\", \"to\": \"02-28\"}}";
    struct clock_date january = {.year = 2027, .month = 1, .day = 5};
    struct clock_date march = {.year = 2027, .month = 3, .day = 1}, opens;
    g_assert_cmpint(state_with(winter, november), ==, SERVICE_SEASON);
    g_assert_cmpint(state_with(winter, january), ==, SERVICE_OPEN);
    g_assert_cmpint(state_with(winter, march), ==, SERVICE_SEASON);
    struct service *service = service_with(winter, NULL);
    g_assert_false(service_is_listed(service, &march));
    g_assert_true(service_is_listed(service, &january));
    g_assert_true(service_opens(service, &march, &opens));
    g_assert_cmpint(opens.month * 100 + opens.day, ==, 1122);
    service_destroy(service);
}

static void
test_when__days_of_the_month_leave_it_in_the_lists(void)
{
    struct service *service =
        service_with("{\"month_days\": {\"from\": 1, \"to\": 20}}", NULL);
    struct clock_date opens;
    g_assert_cmpint(service_state(service, &november), ==, SERVICE_SEASON);
    g_assert_true(service_is_listed(service, &november));
    g_assert_true(service_opens(service, &november, &opens));
    g_assert_cmpint(opens.month * 100 + opens.day, ==, 1201);
    service_destroy(service);
}

static void
refuses(const char *members, const char *pointer)
{
    GPtrArray *defects = schema_defects_new();
    struct service *service = service_with(members, defects);
    g_assert_null(service);
    g_assert_cmpuint(defects->len, ==, 1);
    const struct schema_defect *defect = defects->pdata[0];
    g_assert_cmpstr(defect->pointer, ==, pointer);
    g_ptr_array_unref(defects);
}

static void
test_when__tells_what_cannot_be(void)
{
    refuses("{\"season\": {\"from\": \"13-01\", \"to\": \"12-31\"}}", "/season/from");
    refuses("{\"month_days\": {\"from\": 20, \"to\": 1}}", "/month_days/from");
    refuses("{\"plan_effective_date\": \"2026-02-01\", \"plan_cancel_date\": "
            "\"2026-01-01\"}",
            "/plan_cancel_date");
    refuses("{\"plan_effective_date\": \"2026-02-30\"}", "/plan_effective_date");
    refuses("{\"channels\": [\"window\"]}", "/channels");
    refuses("{\"is_service_terminals\": false}", "/channels");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define T(name) g_test_add_func("/service-when/" #name, test_when__##name)
    T(is_open_without_any_word_about_it);
    T(paused_and_cancelled_are_not_the_same);
    T(begins_and_ends_on_its_days);
    T(a_season_may_go_over_the_new_year);
    T(days_of_the_month_leave_it_in_the_lists);
    T(tells_what_cannot_be);
    return g_test_run();
}
