// SPDX-License-Identifier: Apache-2.0
/* Scenes of maintenance. Included by scenes.h alone. */
#ifndef TESTS_TERMINAL_UI_SCENES_STAFF_H
#define TESTS_TERMINAL_UI_SCENES_STAFF_H

/* ---- maintenance ---- */

/* The store answers what was asked last. */
static void
scene_told(struct visitor *visitor, const char *what, int number, json_t *json)
{
    visitor_event(visitor, &(struct session_event){.kind = SESSION_STAFF_TOLD,
                                                   .order = visitor->session.staff.order,
                                                   .text = what,
                                                   .number = number,
                                                   .json = json});
    json_decref(json);
}

static json_t *
scene_gate(bool set, int left, int64_t until_ms)
{
    return json_pack("{s:b, s:i, s:I}", "pin_set", set, "tries_left", left, "until_ms",
                     (json_int_t)until_ms);
}

static void
scene_to_pin(struct visitor *visitor, json_t *gate)
{
    for (int i = 0; i < SESSION_CORNER_TOUCHES; i++)
        visitor_does(visitor, SESSION_CORNER, NULL);
    g_assert_cmpint(visitor->session.screen, ==, SCREEN_STAFF_PIN);
    scene_told(visitor, "look", TOLD_DONE, gate);
}

SCENE(staff_pin)
{
    UNUSED_PAGES;
    scene_to_pin(visitor, scene_gate(true, 4, 0));
    for (int i = 0; i < 4; i++)
        visitor_does(visitor, SESSION_TYPE, "7");
}

SCENE(staff_closed)
{
    UNUSED_PAGES;
    scene_to_pin(visitor, scene_gate(true, 5, visitor->real_ms + 300000));
}

SCENE(staff_no_pin)
{
    UNUSED_PAGES;
    scene_to_pin(visitor, scene_gate(false, 5, 0));
}

static json_t *
scene_queue(int refused)
{
    json_t *rows = json_array();
    for (int i = 0; i < 14; i++) {
        g_autofree char *number = g_strdup_printf("00012611210%03d1", i + 1);
        json_array_append_new(
            rows, json_pack("{s:s, s:s, s:I, s:i, s:s}", "number", number, "state",
                            i < refused ? "refused" : "waiting", "at_ms",
                            INT64_C(1795242660000) - i * 60000, "attempts", i, "reason",
                            i < refused ? "unknown_service_version" : ""));
    }
    json_t *letters = json_array();
    for (int i = 0; i < refused; i++)
        json_array_append_new(letters,
                              json_pack("{s:s, s:I, s:s}", "operation",
                                        i == 0 ? "delivery" : "rateCase", "at_ms",
                                        INT64_C(1795242660000), "reason", "wrong_state"));
    return json_pack("{s:i, s:i, s:i, s:i, s:i, s:I, s:o, s:o}", "waiting", 14 - refused,
                     "refused", refused, "damaged", 0, "letters", 2, "letters_refused",
                     refused, "oldest_ms", INT64_C(1795242000000), "rows", rows,
                     "refused_letters", letters);
}

static void
scene_to_menu(struct visitor *visitor, int refused)
{
    static const char *const classes[] = {"card",    "scanner", "image", "typesetter",
                                          "printer", "store",   "office"};
    for (size_t i = 0; i < G_N_ELEMENTS(classes); i++)
        visitor_device(visitor, classes[i], DEVICE_ONLINE, "none");
    scene_to_pin(visitor, scene_gate(true, 5, 0));
    for (int i = 0; i < SESSION_PIN_LENGTH; i++)
        visitor_does(visitor, SESSION_TYPE, "7");
    visitor_does(visitor, SESSION_NEXT, NULL);
    scene_told(visitor, "pin", TOLD_DONE, scene_gate(true, 5, 0));
    scene_told(visitor, "queue", TOLD_DONE, scene_queue(refused));
    g_assert_cmpint(visitor->session.screen, ==, SCREEN_STAFF);
}

SCENE(staff)
{
    UNUSED_PAGES;
    scene_to_menu(visitor, 0);
}

SCENE(staff_library)
{
    scene_staff(visitor, pages);
    session_set_library_trouble(&visitor->session, "bulletin.json:112");
}

SCENE(staff_trouble)
{
    UNUSED_PAGES;
    scene_to_menu(visitor, 1);
    visitor_device(visitor, "printer", DEVICE_USER_ERROR, "paperOut");
    visitor_device(visitor, "scanner", DEVICE_OFFLINE, "driverCrashed");
    visitor_device(visitor, "office", DEVICE_OFFLINE, "notResponding");
}

static void
scene_open(struct visitor *visitor, enum screen_id screen)
{
    visitor_event(visitor, &(struct session_event){.kind = SESSION_STAFF_OPEN,
                                                   .number = (int)screen});
}

SCENE(staff_queue)
{
    UNUSED_PAGES;
    scene_to_menu(visitor, 2);
    scene_open(visitor, SCREEN_STAFF_QUEUE);
    scene_told(visitor, "queue", TOLD_DONE, scene_queue(2));
}

SCENE(staff_drivers)
{
    UNUSED_PAGES;
    visitor->session.can_power_off = true;
    scene_to_menu(visitor, 0);
    scene_open(visitor, SCREEN_STAFF_DRIVERS);
    visitor_does(visitor, SESSION_STAFF_DO, "program");
}

static json_t *
scene_paper(bool doubtful)
{
    json_t *list = scene_queue(0);
    json_object_set_new(list, "supplies",
                        json_pack("[{s:s, s:i, s:i}, {s:s, s:i, s:i}]", "class",
                                  "printer", "sheets_since_refill", 488, "days_left", 1,
                                  "class", "receipt", "sheets_since_refill", 120,
                                  "days_left", 9));
    json_t *rows = json_array();
    for (int i = 0; doubtful && i < 3; i++)
        json_array_append_new(rows, json_pack("{s:s, s:s, s:I}", "number",
                                              i == 2 ? "" : "000126112100071", "printer",
                                              i == 1 ? "printer" : "receipt", "at_ms",
                                              INT64_C(1795242660000) - i * 600000));
    json_object_set_new(list, "doubtful", rows);
    return list;
}

SCENE(staff_low)
{
    UNUSED_PAGES;
    visitor_device(visitor, "receipt", DEVICE_ONLINE, "none");
    scene_to_menu(visitor, 0);
    scene_open(visitor, SCREEN_STAFF_LOG);
    visitor_does(visitor, SESSION_BACK, NULL);
    scene_told(visitor, "queue", TOLD_DONE, scene_paper(true));
}

SCENE(staff_paper)
{
    UNUSED_PAGES;
    visitor_device(visitor, "receipt", DEVICE_ONLINE, "none");
    scene_to_menu(visitor, 0);
    scene_open(visitor, SCREEN_STAFF_PAPER);
    scene_told(visitor, "queue", TOLD_DONE, scene_paper(true));
}

SCENE(staff_paper_in)
{
    UNUSED_PAGES;
    scene_to_menu(visitor, 0);
    scene_open(visitor, SCREEN_STAFF_PAPER);
    scene_told(visitor, "queue", TOLD_DONE, scene_paper(false));
    visitor_does(visitor, SESSION_STAFF_DO, "refill printer");
    scene_told(visitor, "refill", TOLD_DONE, scene_paper(false));
}

SCENE(staff_change)
{
    UNUSED_PAGES;
    scene_to_menu(visitor, 0);
    scene_open(visitor, SCREEN_STAFF_CHANGE);
    for (int i = 0; i < 2; i++)
        visitor_does(visitor, SESSION_TYPE, "7");
}

SCENE(staff_log)
{
    UNUSED_PAGES;
    scene_to_menu(visitor, 0);
    scene_open(visitor, SCREEN_STAFF_LOG);
    json_t *rows = json_array();
    for (int i = 0; i < 20; i++)
        json_array_append_new(rows, json_pack("{s:I, s:s, s:s, s:s}", "at_ms",
                                              INT64_C(1795242600000) - i * 3600000, "act",
                                              i % 3 == 0 ? "enter" : "test", "detail",
                                              "print", "who", i % 2 ? "张敏" : ""));
    scene_told(visitor, "log", TOLD_DONE, rows);
}

SCENE(staff_test_card)
{
    UNUSED_PAGES;
    scene_to_menu(visitor, 0);
    visitor_does(visitor, SESSION_STAFF_TEST, "card");
}

SCENE(staff_test_good)
{
    scene_staff_test_card(visitor, pages);
    json_t *card = json_pack("{s:s}", "card_type", "citizen");
    visitor_event(visitor, &(struct session_event){.kind = SESSION_CARD_READ,
                                                   .order = visitor->session.staff.order,
                                                   .json = card});
    json_decref(card);
}

SCENE(staff_test_bad)
{
    UNUSED_PAGES;
    scene_to_menu(visitor, 0);
    visitor_does(visitor, SESSION_STAFF_TEST, "print");
    visitor_event(visitor, &(struct session_event){.kind = SESSION_PRINT_FAILED,
                                                   .order = visitor->session.staff.order,
                                                   .text = "paperOut"});
}

#endif
