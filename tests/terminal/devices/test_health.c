// SPDX-License-Identifier: Apache-2.0
/* One picture of a device: what the office is told is what screens and staff go by. */
#include "terminal/devices/health.h"

#include <kiosk/office.h>
#include <string.h>
#include "base/json.h"

static struct health
health_of(const char *class, enum device_state state, const char *cause,
          enum device_action action)
{
    struct health health = {.name = "one", .device = {.present = true}};
    g_strlcpy(health.device.class, class, sizeof health.device.class);
    health_set(&health, state, cause, action, 1000);
    return health;
}

static void
test_health__tells_the_office_what_the_screens_go_by(void)
{
    static const struct {
        const char *class;
        enum device_state state;
        const char *cause;
        enum device_action action;
        const char *acts;
        bool works;
    } rows[] = {
        {"printer", DEVICE_ONLINE, "none", ACTION_NONE, "", true},
        {"printer", DEVICE_ONLINE, "tonerLow", ACTION_CLEAR, "clear", true},
        {"printer", DEVICE_USER_ERROR, "paperOut", ACTION_CLEAR, "clear", false},
        {"card", DEVICE_OFFLINE, "driverCrashed", ACTION_SUSPEND, "suspend", false},
        // A driver that does not say who must act: the list of faults does.
        {"card", DEVICE_HARDWARE_ERROR, "samFault", ACTION_NONE, "maintenance", false},
        {"contacts", DEVICE_FRAUD_ATTEMPT, "tampered", ACTION_NONE, "maintenance", false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct health health =
            health_of(rows[i].class, rows[i].state, rows[i].cause, rows[i].action);
        g_autoptr(GError) error = NULL;
        json_t *told = health_json(&health);
        schema_accepts(&office_device_schema, told, &error);
        g_assert_no_error(error);
        g_assert_cmpstr(json_text(told, "action", "?"), ==, rows[i].acts);
        g_assert_cmpstr(session_device_action(&health.device), ==, rows[i].acts);
        g_assert_true(json_is_true(json_object_get(told, "works")) == rows[i].works);
        g_assert_true(session_device_is_usable(&health.device) == rows[i].works);
        g_assert_true(*json_text(told, "since", "") != '\0');
        json_decref(told);
    }
}

/* A driver may leave out the cause: all read the rest of what it said alike. */
static void
test_health__names_what_a_driver_leaves_out(void)
{
    static const struct {
        const char *class, *status, *cause, *acts;
        bool works;
    } rows[] = {
        {"printer", "{'device':'online','paper':'out'}", "paperOut", "clear", false},
        {"printer", "{'device':'online','paper':'low'}", "paperLow", "clear", true},
        {"printer", "{'device':'online','toner':'low'}", "tonerLow", "clear", true},
        {"printer", "{'device':'offline','paper':'low'}", "notResponding", "clear",
         false},
        {"card", "{'device':'noDevice'}", "notConnected", "clear", false},
        {"scanner", "{'device':'hardwareError'}", "notResponding", "clear", false},
        {"scanner", "{'device':'deviceBusy'}", "none", "", true},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct health health =
            health_of(rows[i].class, DEVICE_STARTING, "none", ACTION_NONE);
        g_autoptr(GString) text = g_string_new(rows[i].status);
        g_string_replace(text, "'", "\"", 0);
        json_t *status = json_loads(text->str, 0, NULL);
        json_object_set_new(status, "cause", json_string("none"));
        json_object_set_new(status, "action", json_string(""));
        health_update(&health, status, 2000);
        json_t *told = health_json(&health);
        g_assert_cmpstr(session_device_cause(&health.device), ==, rows[i].cause);
        g_assert_cmpstr(json_text(told, "cause", ""), ==, rows[i].cause);
        g_assert_cmpstr(json_text(told, "action", "?"), ==, rows[i].acts);
        g_assert_true(json_is_true(json_object_get(told, "works")) == rows[i].works);
        json_decref(told);
        json_decref(status);
    }
}

static void
test_health__counts_since_what_is_told(void)
{
    struct health health = health_of("printer", DEVICE_ONLINE, "none", ACTION_NONE);
    json_t *status = json_pack("{s:s, s:s, s:s, s:s}", "device", "online", "cause",
                               "none", "action", "", "paper", "full");
    g_assert_true(health_update(&health, status, 4000));
    g_assert_cmpint(health.device.since_ms, ==, 1000);
    json_object_set_new(status, "paper", json_string("low"));
    g_assert_true(health_update(&health, status, 5000));
    g_assert_cmpint(health.device.since_ms, ==, 5000);
    g_assert_false(health_update(&health, status, 6000));
    json_object_set_new(status, "cause", json_string("paperLow")); // now it says so, too
    g_assert_true(health_update(&health, status, 7000));
    g_assert_cmpint(health.device.since_ms, ==, 5000);
    json_object_set_new(status, "cause", json_string("paperOut"));
    g_assert_true(health_update(&health, status, 8000));
    g_assert_cmpint(health.device.since_ms, ==, 8000);
    json_decref(status);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/health/one-picture",
                    test_health__tells_the_office_what_the_screens_go_by);
    g_test_add_func("/health/left-out", test_health__names_what_a_driver_leaves_out);
    g_test_add_func("/health/since", test_health__counts_since_what_is_told);
    return g_test_run();
}
