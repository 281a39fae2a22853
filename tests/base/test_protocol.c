// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"

#include <kiosk/card.h>
#include <kiosk/contacts.h>
#include <kiosk/image.h>
#include <kiosk/keypad.h>
#include <kiosk/printer.h>
#include <kiosk/protocol.h>
#include <kiosk/scanner.h>
#include <kiosk/typesetter.h>

#include <stdlib.h>
#include <string.h>

static const struct driver_class *const classes[] = {
    &card_class,       &scanner_class, &printer_class,  &image_class,
    &typesetter_class, &keypad_class,  &contacts_class, &common_class};

/* ---- words ------------------------------------------------------------------------------ */

static void
test_protocol__words_lead_there_and_back(void)
{
    for (int i = 0; i < COMPLETION_COUNT; i++) {
        enum completion completion = COMPLETION_COUNT;
        g_assert_true(completion_parse(completion_name((enum completion)i), &completion));
        g_assert_cmpint(completion, ==, i);
    }
    for (int i = 0; i < DEVICE_STATE_COUNT; i++) {
        enum device_state state = DEVICE_STATE_COUNT;
        g_assert_true(
            device_state_parse(device_state_name((enum device_state)i), &state));
        g_assert_cmpint(state, ==, i);
    }
    for (int i = 0; i < ACTION_COUNT; i++) {
        enum device_action action = ACTION_COUNT;
        g_assert_true(
            device_action_parse(device_action_name((enum device_action)i), &action));
        g_assert_cmpint(action, ==, i);
    }
}

static void
test_protocol__words_are_those_of_the_standard(void)
{
    g_assert_cmpstr(completion_name(COMPLETION_SUCCESS), ==, "success");
    g_assert_cmpstr(completion_name(COMPLETION_INVALID_REQUEST_ID), ==,
                    "invalidRequestID");
    g_assert_cmpstr(completion_name(COMPLETION_NOT_ENOUGH_SPACE), ==, "notEnoughSpace");
    g_assert_cmpstr(device_state_name(DEVICE_ONLINE), ==, "online");
    g_assert_cmpstr(device_state_name(DEVICE_BUSY), ==, "deviceBusy");
    g_assert_cmpstr(device_state_name(DEVICE_STARTING), ==, "starting");
    g_assert_cmpstr(device_action_name(ACTION_NONE), ==, "");
    g_assert_cmpstr(device_action_name(ACTION_SUSPEND), ==, "suspend");
}

static void
test_protocol__refuses_unknown_words(void)
{
    enum completion completion = COMPLETION_TIME_OUT;
    enum device_state state = DEVICE_BUSY;
    enum device_action action = ACTION_CLEAR;

    g_assert_false(completion_parse("Success", &completion));
    g_assert_false(completion_parse(NULL, &completion));
    g_assert_false(device_state_parse("", &state));
    g_assert_false(device_action_parse("none", &action));
    // What was there before stays.
    g_assert_cmpint(completion, ==, COMPLETION_TIME_OUT);
    g_assert_cmpint(state, ==, DEVICE_BUSY);
    g_assert_cmpint(action, ==, ACTION_CLEAR);
    g_assert_true(protocol_cause_known("none"));
    g_assert_true(protocol_cause_known("badImage"));
    g_assert_false(protocol_cause_known("gremlins"));
    g_assert_false(protocol_cause_known(NULL));
}

static void
test_protocol__every_cause_stands_once(void)
{
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);

    for (const char *const *cause = protocol_causes; *cause; cause++)
        g_assert_true(g_hash_table_add(seen, (char *)(uintptr_t)*cause));
    g_assert_cmpuint(g_hash_table_size(seen), >=, 38);
    g_hash_table_unref(seen);
}

/* ---- classes ---------------------------------------------------------------------------- */

static void
test_protocol__finds_commands_and_events(void)
{
    g_assert_true(protocol_command_find(&card_class, "Card.Read") == &card_commands[0]);
    g_assert_cmpstr(protocol_command_find(&card_class, "Common.Cancel")->name, ==,
                    "Common.Cancel");
    g_assert_cmpstr(protocol_command_find(NULL, "Common.Status")->name, ==,
                    "Common.Status");
    g_assert_null(protocol_command_find(&card_class, "Scanner.Scan"));
    g_assert_null(protocol_command_find(&card_class, NULL));
    g_assert_true(protocol_event_find(&scanner_class, "Scanner.Progress") ==
                  &scanner_events[0]);
    g_assert_true(protocol_event_find(&scanner_class, "Common.StatusChanged")->payload ==
                  &protocol_status);
    g_assert_null(protocol_event_find(NULL, "Scanner.Progress"));
    g_assert_null(protocol_event_find(&typesetter_class, "Typesetter.None"));
}

static void
test_protocol__every_class_is_complete(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(classes); i++) {
        g_test_message("%s", classes[i]->name);
        for (const struct protocol_command *c = classes[i]->commands; c->name; c++) {
            g_assert_true(strlen(c->name) <= 64 && strchr(c->name, '.'));
            // Only what lasts until it is canceled has no deadline.
            bool endless = strcmp(c->name, "Scanner.Preview") == 0;
            g_assert_true(c->about && c->payload && c->completion);
            g_assert_true(endless ? c->timeout_ms == 0 : c->timeout_ms > 0);
        }
        for (const struct protocol_event *e = classes[i]->events; e->name; e++)
            g_assert_true(e->about && e->payload);
    }
}

/* ---- status, hello and envelope --------------------------------------------------------- */

static const struct {
    const struct schema *schema;
    const char *value;
    const char *wanted; // NULL: accepted
} rows[] = {
    {&protocol_status, "{\"device\":\"online\",\"cause\":\"none\",\"action\":\"\"}",
     NULL},
    {&protocol_status,
     "{\"device\":\"userError\",\"cause\":\"paperOut\",\"action\":\"clear\",\"since\":"
     "\"2026-11-21T14:41:03+08:00\",\"media\":\"present\",\"paper\":\"out\",\"toner\":"
     "\"low\",\"explanation\":\"Tray 1 is empty.\"}",
     NULL},
    {&protocol_status, "{\"device\":\"on\",\"cause\":\"none\",\"action\":\"\"}",
     "/device must be one of: online, offline, powerOff, noDevice, hardwareError, "
     "userError, "
     "deviceBusy, fraudAttempt, potentialFraud, starting"},
    {&protocol_status, "{\"device\":\"online\",\"action\":\"\"}",
     "value lacks the member \"cause\""},
    {&protocol_hello,
     "{\"protocol\":1,\"class\":\"card\",\"driver\":\"sam\",\"version\":\"1.0\"}", NULL},
    {&protocol_hello, "{\"protocol\":1,\"class\":\"card\",\"driver\":\"sam\"}",
     "value lacks the member \"version\""},
    {&protocol_envelope, "{\"type\":\"hello\",\"payload\":{\"protocol\":1}}", NULL},
    {&protocol_envelope, "{\"type\":\"hello\"}", "value a hello needs payload"},
    {&protocol_envelope,
     "{\"type\":\"command\",\"id\":7,\"name\":\"Scanner.Scan\",\"timeout_ms\":30000,"
     "\"payload\":{\"dpi\":300},\"blobs\":1}",
     NULL},
    {&protocol_envelope, "{\"type\":\"command\",\"id\":7}",
     "value a command needs id and name"},
    {&protocol_envelope, "{\"type\":\"command\",\"id\":0,\"name\":\"x\"}",
     "/id must be at least 1"},
    {&protocol_envelope, "{\"type\":\"command\",\"id\":2147483648,\"name\":\"x\"}",
     "/id must be at most 2147483647"},
    {&protocol_envelope,
     "{\"type\":\"command\",\"id\":1,\"name\":\"x\",\"timeout_ms\":-1}",
     "/timeout_ms must be at least 0"},
    {&protocol_envelope, "{\"type\":\"command\",\"id\":1,\"name\":\"x\",\"payload\":[]}",
     "/payload must be an object, is a list"},
    {&protocol_envelope, "{\"type\":\"event\",\"id\":1,\"name\":\"x\"}", NULL},
    {&protocol_envelope, "{\"type\":\"event\",\"name\":\"x\"}",
     "value an event needs id and name"},
    {&protocol_envelope,
     "{\"type\":\"completion\",\"id\":1,\"name\":\"x\",\"completion\":\"success\"}",
     NULL},
    {&protocol_envelope,
     "{\"type\":\"completion\",\"id\":1,\"name\":\"x\",\"completion\":\"userError\","
     "\"cause\":\"aWordOfTheirOwn\",\"explanation\":\"\",\"later\":1}",
     NULL},
    {&protocol_envelope, "{\"type\":\"completion\",\"id\":1,\"name\":\"x\"}",
     "value a completion needs id, name and completion"},
    {&protocol_envelope, "{\"type\":\"unsolicited\",\"name\":\"x\"}", NULL},
    {&protocol_envelope, "{\"type\":\"unsolicited\"}",
     "value an unsolicited event needs name"},
    {&protocol_envelope, "{\"type\":\"greeting\"}",
     "/type must be one of: hello, command, event, completion, unsolicited"},
    {&protocol_envelope, "{\"id\":1}", "value lacks the member \"type\""},
    {&protocol_envelope, "[]", "value must be an object, is a list"},
    {&protocol_envelope, "{\"type\":\"unsolicited\",\"name\":\"x\",\"blobs\":16}", NULL},
    {&protocol_envelope, "{\"type\":\"unsolicited\",\"name\":\"x\",\"blobs\":17}",
     "/blobs must be 0 to 16 blobs"},
    {&protocol_envelope, "{\"type\":\"unsolicited\",\"name\":\"x\",\"blobs\":-1}",
     "/blobs must be 0 to 16 blobs"},
    {&protocol_envelope, "{\"type\":\"unsolicited\",\"name\":\"x\",\"blobs\":\"1\"}",
     "/blobs must be a number of blobs, or with --stdio a list of file paths"},
    {&protocol_envelope,
     "{\"type\":\"unsolicited\",\"name\":\"x\",\"blobs\":[\"a.pdf\"]}", NULL},
    {&protocol_envelope, "{\"type\":\"unsolicited\",\"name\":\"x\",\"blobs\":[1]}",
     "/blobs must be a list of file paths"},
    {&protocol_envelope,
     "{\"type\":\"unsolicited\",\"name\":\"x\",\"blobs\":[1,2,3,4,5,6,7,8,9,10,11,12,13,"
     "14,"
     "15,16,17]}",
     "/blobs must be 0 to 16 blobs"},
};

static void
test_protocol__checks_what_crosses_the_link(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        GError *error = NULL;
        json_t *value = json_parse(rows[i].value, strlen(rows[i].value), NULL);
        g_test_message("%s", rows[i].value);
        g_assert_nonnull(value);
        g_assert_true(schema_accepts(rows[i].schema, value, &error) == !rows[i].wanted);
        g_assert_cmpstr(error ? error->message : NULL, ==, rows[i].wanted);
        g_clear_error(&error);
        json_decref(value);
    }
}

/* ---- description ------------------------------------------------------------------------ */

static void
test_protocol__a_description_is_a_hello_that_fits_a_packet(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(classes) - 1; i++) {
        json_t *hello = protocol_describe(classes[i], "virtual", "Stands in.", false);
        GError *error = NULL;
        g_assert_true(schema_accepts(&protocol_hello, hello, &error));
        g_assert_no_error(error);
        char *text = json_dumps(hello, JSON_COMPACT);
        g_assert_cmpuint(strlen(text), <, PROTOCOL_PACKET_MAX / 2);
        g_assert_cmpint(json_integer_value(json_at(hello, "/protocol")), ==,
                        PROTOCOL_VERSION);
        g_assert_cmpstr(json_text(hello, "class", ""), ==, classes[i]->name);
        g_assert_cmpstr(json_string_value(json_at(hello, "/commands/0")), ==,
                        classes[i]->commands[0].name);
        free(text);
        json_decref(hello);
    }
}

static void
test_protocol__a_full_description_has_schemas(void)
{
    json_t *all = protocol_describe(&scanner_class, "sane", "Scanners.", true);

    // Its own two and the three of every device; its own four events and the common one.
    g_assert_cmpuint(json_array_size(json_at(all, "/commands")), ==, 5);
    g_assert_cmpuint(json_array_size(json_at(all, "/events")), ==, 5);
    g_assert_cmpint(json_integer_value(json_at(all, "/commands/0/payload/properties/dpi/"
                                                    "maximum")),
                    ==, 1200);
    g_assert_cmpint(json_integer_value(json_at(all, "/commands/0/timeout_ms")), ==,
                    SCANNER_SCAN_TIMEOUT_MS);
    g_assert_cmpstr(json_string_value(json_at(all, "/commands/2/name")), ==,
                    "Common.Status");
    g_assert_nonnull(json_at(all, "/events/0/payload/properties/fraction"));
    json_decref(all);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/protocol/words_lead_there_and_back",
                    test_protocol__words_lead_there_and_back);
    g_test_add_func("/protocol/words_are_those_of_the_standard",
                    test_protocol__words_are_those_of_the_standard);
    g_test_add_func("/protocol/refuses_unknown_words",
                    test_protocol__refuses_unknown_words);
    g_test_add_func("/protocol/every_cause_stands_once",
                    test_protocol__every_cause_stands_once);
    g_test_add_func("/protocol/finds_commands_and_events",
                    test_protocol__finds_commands_and_events);
    g_test_add_func("/protocol/every_class_is_complete",
                    test_protocol__every_class_is_complete);
    g_test_add_func("/protocol/checks_what_crosses_the_link",
                    test_protocol__checks_what_crosses_the_link);
    g_test_add_func("/protocol/a_description_is_a_hello_that_fits_a_packet",
                    test_protocol__a_description_is_a_hello_that_fits_a_packet);
    g_test_add_func("/protocol/a_full_description_has_schemas",
                    test_protocol__a_full_description_has_schemas);
    return g_test_run();
}
