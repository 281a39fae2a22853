// SPDX-License-Identifier: Apache-2.0
/* What the cabinet has beside its devices: tactile keys, headphones, a presence sensor, doors,
 * lamps; and a cable that is pulled in the middle of a visit. */
#include "tests/support/virtual_control.h"
#include "tests/support/visit.h"

#include <string.h>

#define SCREEN_MS 8000
#define DEVICE_MS 20000
#define SAID_MS 20000
#define TOLD_MS 1000 // from the device to the screen, in a visit
#define STEPS_MOST 60

static void
reach(struct world *world, const char *screen)
{
    json_decref(world_must_reach(world, screen, DEVICE_MS));
}

static bool
is_said(struct world *world, const char *text)
{
    g_autofree char *said = inspect_said(world->inspect);
    return said != NULL && strstr(said, text) != NULL;
}

static void
must_be_said(struct world *world, const char *text)
{
    gint64 end = g_get_monotonic_time() + SAID_MS * 1000;
    while (!is_said(world, text)) {
        g_autofree char *said = inspect_said(world->inspect);
        if (g_get_monotonic_time() > end)
            g_error("\"%s\" was not said, but: %s", text, said);
        g_usleep(20000);
    }
}

/* ---- tactile keys ------------------------------------------------------------------------ */

static void
settle(struct world *world)
{
    g_usleep(20000); // the key is on its way through the driver
    for (int i = 0; i < 200; i++) {
        json_t *tree = inspect_tree(world->inspect);
        bool settled = json_is_true(json_object_get(tree, "settled"));
        json_decref(tree);
        if (settled)
            return;
        g_usleep(20000);
    }
}

static void
key(struct world *world, const char *word)
{
    g_autofree char *line = g_strdup_printf("press %s", word);
    world_tell(world, world->socket_keypad, line);
    settle(world);
}

static bool
has_focus(struct world *world, const char *id)
{
    json_t *tree = inspect_tree(world->inspect), *widget;
    bool found = false;
    size_t index;
    json_array_foreach (json_object_get(tree, "widgets"), index, widget)
        found = found ||
                (json_is_true(json_object_get(widget, "focused")) &&
                 strcmp(json_string_value(json_object_get(widget, "id")), id) == 0);
    json_decref(tree);
    return found;
}

static void
press(struct world *world, const char *id)
{
    for (int step = 0; !has_focus(world, id); step++) {
        if (step == STEPS_MOST) {
            world_keep_picture(world, "given-up");
            json_t *tree = inspect_tree(world->inspect);
            g_error("the keys do not come to %s on %s", id,
                    json_string_value(json_object_get(tree, "screen")));
        }
        key(world, "next");
    }
    key(world, "activate");
}

static void
press_on_some_part(struct world *world, const char *id)
{
    for (int part = 0; part < 20 && !world_has(world, id); part++)
        press(world, world_has(world, "sheet-next") ? "sheet-next" : "part-next");
    press(world, id);
}

static void
begin_by_keys(struct world *world)
{
    reach(world, "attract");
    key(world, "next"); // who begins with the keys does not see the screen
    reach(world, "home");
    must_be_said(world, "想办什么");
    if (!world_has(world, "service-" VISIT_SERVICE))
        press(world, "group-" VISIT_GROUP);
    press_on_some_part(world, "service-" VISIT_SERVICE);
    reach(world, "guide");
    key(world, "back"); // and in again
    press_on_some_part(world, "service-" VISIT_SERVICE);
    reach(world, "guide");
    key(world, "help");
    must_be_said(world, "12345");
    key(world, "back");
    press_on_some_part(world, "begin");
    reach(world, "consent");
    press_on_some_part(world, "agree");
    settle(world);
    if (world_has(world, "who-self"))
        press(world, "who-self");
    reach(world, "card");
    visit_card(world);
}

static void
fill_by_keys(struct world *world)
{
    for (const char *digit = VISIT_PHONE; *digit != '\0'; digit++) {
        const char word[2] = {*digit, '\0'};
        key(world, word);
    }
    press(world, "next");
    press(world, "choice-category-ordinary");
    press(world, "next");
    reach(world, "scan");
    g_autofree char *line = g_strdup_printf("load %s", world->page);
    world_scanner(world, line);
    press(world, world_has(world, "retry") ? "retry" : "scan");
    for (int i = 0; i < 200 && !world_has(world, "again"); i++)
        g_usleep(50000);
    settle(world);
    press(world, "next");
    reach(world, "check");
}

/* What is about the person is heard by nobody else. */
static void
test_cabinet__a_visit_by_tactile_keys_and_headphones(void)
{
    struct world *world =
        world_start(&(struct world_options){.name = "cabinet-keys", .keypad = true});
    begin_by_keys(world);
    fill_by_keys(world);
    settle(world);
    g_assert_false(is_said(world, "王秀兰"));
    world_tell(world, world->socket_keypad, "headphones in");
    must_be_said(world, "王秀兰");
    world_tell(world, world->socket_keypad, "headphones out");
    settle(world);
    key(world, "repeat");
    settle(world);
    g_assert_false(is_said(world, "王秀兰"));
    world_tell(world, world->socket_keypad, "headphones in");
    settle(world);
    if (world_has(world, "read-rest")) // it was asked whether all may be read aloud
        press(world, "read-rest");
    press_on_some_part(world, "promise");
    press(world, "submit");
    reach(world, "done");
    must_be_said(world, "零零零一，");
    press_on_some_part(world, "finish");
    reach(world, "attract");
    g_assert_false(is_said(world, "零零零一"));
    json_decref(world_must_have_cases(world, 1, DEVICE_MS));
    world_stop(world);
}

/* ---- presence, doors, lamps -------------------------------------------------------------- */

static void
test_cabinet__who_steps_up_with_headphones_is_greeted(void)
{
    struct world *world =
        world_start(&(struct world_options){.name = "cabinet-greets", .contacts = true});
    reach(world, "attract");
    world_tell(world, world->socket_contacts, "set proximitySensor present");
    settle(world);
    g_autofree char *quiet = inspect_said(world->inspect);
    g_assert_cmpstr(quiet, ==, ""); // nobody asked to hear anything
    world_tell(world, world->socket_contacts, "set enhancedAudioSensor present");
    must_be_said(world, "开始");
    world_must_tap(world, "start");
    reach(world, "home");
    world_must_tap(world, "end");
    reach(world, "attract");
    g_assert_false(is_said(world, "开始"));
    world_tell(world, world->socket_contacts, "set proximitySensor notPresent");
    world_tell(world, world->socket_contacts, "set proximitySensor present");
    must_be_said(world, "开始");
    world_stop(world);
}

static void
must_shine(struct world *world, const char *lamp, bool on)
{
    gint64 end = g_get_monotonic_time() + TOLD_MS * 1000;
    for (;;) {
        json_t *state = virtual_control_state(world->socket_contacts);
        bool shines =
            json_is_true(json_object_get(json_object_get(state, "lights"), lamp));
        json_decref(state);
        if (shines == on)
            return;
        if (g_get_monotonic_time() > end)
            g_error("lamp %s is %s", lamp, on ? "dark" : "on");
        g_usleep(20000);
    }
}

static void
test_cabinet__lamps_show_where_something_is_to_be_done(void)
{
    struct world *world =
        world_start(&(struct world_options){.name = "cabinet-lamps", .contacts = true});
    reach(world, "attract");
    must_shine(world, "statusGood", true);
    must_shine(world, "statusBad", false);
    visit_begin(world);
    must_shine(world, "cardReader", true);
    visit_card(world);
    must_shine(world, "cardReader", false);
    visit_form(world);
    must_shine(world, "scanner", true);
    virtual_control(world->socket_contacts, "crash"); // all are dark then, and lit anew
    g_usleep(500 * 1000);
    must_shine(world, "scanner", true);
    visit_scan(world);
    must_shine(world, "scanner", false);
    visit_submit(world);
    must_shine(world, "documentPrinter", true);
    g_free(world_must_print(world, 1, DEVICE_MS));
    world_printer(world, "take");
    visit_leave(world);
    must_shine(world, "documentPrinter", false);
    world_stop(world);
}

/* Staff and the office hear of an open door; the person at the screen is left in peace. */
static void
test_cabinet__an_open_door_is_told_to_staff_and_office_alone(void)
{
    struct world *world =
        world_start(&(struct world_options){.name = "cabinet-door", .contacts = true});
    visit_begin(world);
    visit_card(world);
    json_t *before = world_must_reach(world, "form", DEVICE_MS);
    world_tell(world, world->socket_contacts, "set cabinetDoor open");
    must_shine(world, "statusBad", true);
    json_t *after = world_must_reach(world, "form", DEVICE_MS);
    g_assert_cmpuint(json_array_size(json_object_get(after, "widgets")), ==,
                     json_array_size(json_object_get(before, "widgets")));
    g_assert_false(inspect_says(after, "门"));
    json_decref(before);
    json_decref(after);
    for (int i = 0; i < 100 && !world_office_holds(world, "doorOpen"); i++)
        g_usleep(50000);
    g_assert_true(world_office_holds(world, "doorOpen"));
    visit_form(world);
    g_assert_cmpint(visit_set_pin(world, "204816"), ==, 0);
    world_must_tap(world, "end");
    world_must_tap_within(world, "leave", SCREEN_MS);
    reach(world, "attract");
    for (int i = 0; i < 4; i++)
        world_must_tap(world, "mark");
    reach(world, "staff-pin");
    world_type(world, "204816");
    world_must_tap_within(world, "enter", SCREEN_MS);
    reach(world, "staff");
    world_must_say(world, "机柜的门开着", SCREEN_MS);
    world_tell(world, world->socket_contacts, "set cabinetDoor closed");
    must_shine(world, "statusBad", false);
    world_must_tap(world, "leave");
    reach(world, "attract");
    world_stop(world);
}

/* ---- a cable ----------------------------------------------------------------------------- */

static void
test_cabinet__a_cable_that_is_pulled_is_told_and_mended_alone(void)
{
    struct world *world =
        world_start(&(struct world_options){.name = "cable", .devices = WORLD_REAL});
    visit_begin(world);
    for (int time = 0; time < 2; time++) {
        world_card(world, "unplug");
        world_must_say(world, "没接上", TOLD_MS);
        world_card(world, "plug");
        gint64 end = g_get_monotonic_time() + TOLD_MS * 1000;
        for (json_t *tree = NULL;; g_usleep(20000)) {
            tree = inspect_tree(world->inspect);
            bool told = inspect_says(tree, "没接上");
            json_decref(tree);
            if (!told)
                break;
            if (g_get_monotonic_time() > end)
                g_error("the reader is back, and the screen does not know");
        }
    }
    visit_card(world); // read without a touch in between
    // Nobody waits for it now: nothing of it is seen, and it is there when it is needed.
    world_card(world, "unplug");
    visit_form(world);
    world_card(world, "plug");
    visit_scan(world);
    visit_submit(world);
    visit_leave(world);
    world_stop(world);
}

#define ADD(name) g_test_add_func("/cabinet/" #name, test_cabinet__##name)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(a_visit_by_tactile_keys_and_headphones);
    ADD(who_steps_up_with_headphones_is_greeted);
    ADD(lamps_show_where_something_is_to_be_done);
    ADD(an_open_door_is_told_to_staff_and_office_alone);
    ADD(a_cable_that_is_pulled_is_told_and_mended_alone);
    return g_test_run();
}
