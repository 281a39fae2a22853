// SPDX-License-Identifier: Apache-2.0
/* One picture of a device's health: the citizen's screen, the staff menu and what the office
 * was told over TLS say the same of a fault, of its end, and of the paper that is left. */
#include "base/clock.h"
#include "base/json.h"
#include "core/fault.h"
#include "core/text.h"
#include "tests/support/virtual_control.h"
#include "tests/support/visit.h"

#include <kiosk/office.h>
#include <libintl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#define SCREEN_MS 8000
#define DEVICE_MS 20000
#define TOLD_MS 1000   // from the device to the screen
#define OFFICE_MS 8000 // from the device to the office: news go out 5 s apart
#define PIN "204816"
#define DAY_MS (24 * 3600 * 1000LL)

static void
reach(struct world *world, const char *screen)
{
    json_decref(world_must_reach(world, screen, DEVICE_MS));
}

/* The device of this class as the office was told of it; borrowed from the heartbeat. */
static json_t *
told_device(const json_t *heartbeat, const char *class)
{
    size_t index;
    json_t *device;
    json_array_foreach (json_object_get(heartbeat, "devices"), index, device)
        if (strcmp(json_text(device, "class", ""), class) == 0)
            return device;
    return NULL;
}

/* The heartbeat in which the device has this cause. */
static json_t *
office_must_hear(struct world *world, const char *class, const char *cause)
{
    gint64 end = g_get_monotonic_time() + OFFICE_MS * G_TIME_SPAN_MILLISECOND;
    for (;;) {
        json_t *heartbeat = world_heartbeat(world);
        const json_t *device = told_device(heartbeat, class);
        if (strcmp(json_text(device, "cause", ""), cause) == 0)
            return heartbeat;
        json_decref(heartbeat);
        if (g_get_monotonic_time() > end)
            g_error("the office was not told that the %s has %s", class, cause);
        g_usleep(100000);
    }
}

static void
enter_staff_menu(struct world *world)
{
    reach(world, "attract");
    for (int i = 0; i < 4; i++)
        world_must_tap(world, "mark");
    reach(world, "staff-pin");
    world_type(world, PIN);
    world_must_tap_within(world, "enter", SCREEN_MS);
    reach(world, "staff");
}

/* All that the row of this device says: its name and value, and what stands in it. */
static char *
staff_row_words(struct world *world, const char *class)
{
    json_t *tree = inspect_tree(world->inspect), *widget;
    GString *words = g_string_new(NULL);
    g_autofree char *id = g_strdup_printf("device-%s", class);
    struct inspect_box row, box;
    size_t index;
    g_assert_true(inspect_find(tree, id, &row));
    json_array_foreach (json_object_get(tree, "widgets"), index, widget) {
        box.y = (int)json_integer_value(json_object_get(widget, "y"));
        if (box.y >= row.y && box.y < row.y + row.height)
            g_string_append_printf(words, "%s %s ", json_text(widget, "name", ""),
                                   json_text(widget, "value", ""));
    }
    json_decref(tree);
    return g_string_free(words, FALSE);
}

static void
must_stand_in(const char *words, const char *wanted)
{
    if (strstr(words, wanted) == NULL)
        g_error("\"%s\" is not in: %s", wanted, words);
}

static char *
clock_words(const char *since)
{
    int64_t ms;
    g_assert_true(clock_parse(since, &ms));
    struct clock_date date = clock_date(ms);
    return g_strdup_printf("%02d:%02d", date.hour, date.minute);
}

struct told {
    const char *class, *cause, *action, *who;
    bool works;
};

/* What the office holds, and the menu says, of a device that has a fault. */
static void
must_agree(struct world *world, const struct told *told)
{
    json_t *heartbeat = office_must_hear(world, told->class, told->cause);
    const json_t *device = told_device(heartbeat, told->class);
    g_assert_cmpstr(json_text(device, "action", ""), ==, told->action);
    g_assert_true(json_is_true(json_object_get(device, "works")) == told->works);
    enter_staff_menu(world);
    g_autofree char *words = staff_row_words(world, told->class);
    g_autofree char *since = clock_words(json_text(device, "since", ""));
    must_stand_in(words, gettext(fault_find(told->class, told->cause)->title));
    must_stand_in(words, since);
    must_stand_in(words, told->who);
    world_must_tap(world, "leave");
    reach(world, "attract");
    json_decref(heartbeat);
}

static void
must_be_said_no_more(struct world *world, const char *text)
{
    gint64 end = g_get_monotonic_time() + TOLD_MS * G_TIME_SPAN_MILLISECOND;
    for (;; g_usleep(20000)) {
        json_t *tree = inspect_tree(world->inspect);
        bool said = inspect_says(tree, text);
        json_decref(tree);
        if (!said)
            return;
        if (g_get_monotonic_time() > end)
            g_error("still said: %s", text);
    }
}

static void
test_health__screen_menu_and_office_say_the_same(void)
{
    static const struct {
        struct told told;
        const char *line;
    } rows[] = {
        {{"printer", "coverOpen", "clear", "值班员", false}, "fault coverOpen"},
        {{"printer", "tonerLow", "clear", "值班员", true}, "fault tonerLow"},
        {{"printer", "accessDenied", "configuration", "管理员", false},
         "fault accessDenied"},
    };
    struct world *world = world_start(&(struct world_options){.name = "health"});
    g_assert_cmpint(visit_set_pin(world, PIN), ==, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const struct told *told = &rows[i].told;
        const char *title = gettext(fault_find(told->class, told->cause)->title);
        reach(world, "attract");
        world_printer(world, rows[i].line);
        if (!told->works)
            world_must_say(world, title, TOLD_MS);
        must_agree(world, told);
        world_printer(world, "paper 250");
        world_printer(world, "clear");
        must_be_said_no_more(world, title);
    }
    json_decref(office_must_hear(world, "printer", "none"));
    world_stop(world);
}

/* What was printed was printed so many days ago: a forecast needs some. */
static void
age_prints(struct world *world, int days)
{
    sqlite3 *database = NULL;
    g_autofree char *path = g_build_filename(world->folder, "state", "outbox.db", NULL);
    g_autofree char *act =
        g_strdup_printf("UPDATE intents SET begun_ms = begun_ms - %lld", days * DAY_MS);
    g_assert_cmpint(sqlite3_open(path, &database), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_exec(database, act, NULL, NULL, NULL), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_changes(database), ==, 1);
    sqlite3_close(database);
}

/* Sheets are counted by what the printer gave out, and the forecast stands in menu and office
 * alike. */
static void
test_health__the_office_hears_how_long_the_paper_lasts(void)
{
    struct world *world = world_start(&(struct world_options){
        .name = "supplies", .more = "[device.printer]\ncapacity=250\n"});
    g_assert_cmpint(visit_set_pin(world, PIN), ==, 0);
    visit_begin(world);
    visit_card(world);
    visit_form(world);
    visit_scan(world);
    visit_submit(world);
    g_free(world_must_print(world, 1, DEVICE_MS));
    world_printer(world, "take");
    visit_leave(world);
    world_kill_kiosk(world);
    age_prints(world, 6);
    world_start_kiosk(world);
    reach(world, "attract");
    world_printer(world, "fault tonerLow"); // it tells sooner than once a minute
    json_t *heartbeat = office_must_hear(world, "printer", "tonerLow");
    json_t *supplies = json_object_get(heartbeat, "supplies");
    g_assert_true(schema_accepts(&office_supplies_schema, supplies, NULL));
    const json_t *paper = json_array_get(supplies, 0);
    g_assert_cmpstr(json_text(paper, "class", ""), ==, "printer");
    g_assert_cmpint(json_integer_value(json_object_get(paper, "sheets_since_refill")), ==,
                    1);
    g_assert_cmpint(json_integer_value(json_object_get(paper, "sheets_lately")), ==, 1);
    json_int_t days = json_integer_value(json_object_get(paper, "days_left"));
    g_assert_cmpint(days, ==, 249 * 7); // one sheet in the seven days since the first
    world_printer(world, "clear");
    json_decref(office_must_hear(world, "printer", "none"));
    enter_staff_menu(world);
    g_autofree char *words = staff_row_words(world, "printer");
    g_autofree char *left = text_format(
        "%1$d sheets since paper was put in, about %2$d days left", 1, (int)days);
    must_stand_in(words, left);
    json_decref(heartbeat);
    world_stop(world);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_autofree char *locale = child_built("share/locale");
    bindtextdomain("kiosk", locale);
    textdomain("kiosk");
    setenv("LANGUAGE", "zh_CN", 1);
    g_test_add_func("/health/alike", test_health__screen_menu_and_office_say_the_same);
    g_test_add_func("/health/paper",
                    test_health__the_office_hears_how_long_the_paper_lasts);
    return g_test_run();
}
