// SPDX-License-Identifier: Apache-2.0
/* Each fault of the virtual devices, on the screen that waits for the device and on screens
 * that do not, in one terminal that is never started anew. The cells go to
 * $BUILD/fault-table.html, beside those of the pure session. */
#include "core/fault.h"
#include "core/text.h"
#include "tests/support/fault_table.h"
#include "tests/support/virtual_control.h"
#include "tests/support/visit.h"

#include <libintl.h>
#include <stdlib.h>
#include <string.h>

#define TOLD_MS 1000  // from the device to the screen, in a visit
#define WORK_MS 15000 // what the device does until it meets its fault
#define CALM_MS 120   // time enough for the screen to do something wrong

enum kind { KIND_HOME, KIND_FORM, KIND_CARD, KIND_SCAN, KIND_PRINT, KIND_COUNT };
static const char *const kinds[] = {"home", "form", "waiting for the card",
                                    "waiting for the page", "waiting for the paper"};

struct table {
    struct world *world;
    struct fault_table *cells;
};

struct device {
    const char *class, *path;
    enum kind waits; // on which kind of screen it is waited for
};

static void
devices_of(const struct world *world, struct device devices_out[3])
{
    devices_out[0] = (struct device){"card", world->socket_card, KIND_CARD};
    devices_out[1] = (struct device){"scanner", world->socket_scanner, KIND_SCAN};
    devices_out[2] = (struct device){"printer", world->socket_printer, KIND_PRINT};
}

/* Faults that stop nothing, however long they last. */
static bool
only_warns(const char *cause)
{
    return g_str_has_suffix(cause, "Low");
}

static json_t *
faults_of(const char *path)
{
    g_autofree char *answer = virtual_control_ask(path, "describe");
    json_t *told = json_loads(answer, 0, NULL);
    json_t *faults = json_incref(json_object_get(told, "faults"));
    g_assert_cmpuint(json_array_size(faults), >, 0);
    json_decref(told);
    return faults;
}

/* Whether `text` comes to be read within `timeout_ms`. */
static bool
comes_to_say(struct world *world, const char *text, int timeout_ms)
{
    gint64 end = g_get_monotonic_time() + timeout_ms * G_TIME_SPAN_MILLISECOND;
    do {
        json_t *tree = inspect_tree(world->inspect);
        bool says = inspect_says(tree, text);
        json_decref(tree);
        if (says)
            return true;
        g_usleep(10000);
    } while (g_get_monotonic_time() < end);
    return false;
}

static bool
is_on(struct world *world, const char *screen)
{
    json_t *tree = inspect_tree(world->inspect);
    const char *shown = json_string_value(json_object_get(tree, "screen"));
    bool same = g_strcmp0(shown, screen) == 0;
    json_decref(tree);
    return same;
}

/* ---- a screen that does not wait for the device ------------------------------------------ */

static const char *
stands_still(struct world *world, const char *screen)
{
    g_usleep(CALM_MS * 1000);
    if (!is_on(world, screen))
        return "the screen went away for a device that nobody waits for";
    if (!world_has(world, "help"))
        return "nobody can be called";
    return NULL;
}

static void
try_elsewhere(struct table *table, const char *screen, enum kind kind)
{
    struct device devices[3];
    devices_of(table->world, devices);
    for (size_t d = 0; d < G_N_ELEMENTS(devices); d++) {
        json_t *faults = faults_of(devices[d].path), *row;
        size_t index;
        json_array_foreach (faults, index, row) {
            const char *cause = json_string_value(row);
            if (devices[d].waits == kind)
                break;
            virtual_control(devices[d].path, "fault %s", cause);
            fault_table_set(table->cells, devices[d].class, cause, kind,
                            stands_still(table->world, screen));
        }
        if (devices[d].waits != kind)
            virtual_control(devices[d].path, "clear");
        json_decref(faults);
    }
}

/* ---- the screen that waits for it -------------------------------------------------------- */

/* What the person reads, whether it can be tried again, and whether somebody can be called. */
static const char *
is_told(struct world *world, const char *class, const char *cause, int timeout_ms)
{
    if (!comes_to_say(world, gettext(fault_find(class, cause)->title), timeout_ms))
        return "the screen does not say what is wrong";
    if (!world_has(world, "help"))
        return "nobody can be called";
    return NULL;
}

static void
try_card(struct table *table)
{
    struct world *world = table->world;
    json_t *faults = faults_of(world->socket_card), *row;
    size_t index;
    json_array_foreach (faults, index, row) {
        const char *cause = json_string_value(row);
        virtual_control(world->socket_card, "fault %s", cause);
        world_insert_card(world, WORLD_CARD_WANG);
        fault_table_set(table->cells, "card", cause, KIND_CARD,
                        is_told(world, "card", cause, TOLD_MS));
        world_remove_card(world);
        virtual_control(world->socket_card, "clear");
        world_must_tap(world, "retry");
    }
    json_decref(faults);
}

static void
try_scanner(struct table *table)
{
    struct world *world = table->world;
    json_t *faults = faults_of(world->socket_scanner), *row;
    size_t index;
    json_array_foreach (faults, index, row) {
        const char *cause = json_string_value(row);
        virtual_control(world->socket_scanner, "fault %s", cause);
        virtual_control(world->socket_scanner, "load %s", world->page);
        world_must_tap_within(world, world_has(world, "retry") ? "retry" : "scan",
                              WORK_MS);
        fault_table_set(table->cells, "scanner", cause, KIND_SCAN,
                        is_told(world, "scanner", cause, WORK_MS));
        virtual_control(world->socket_scanner, "clear");
    }
    json_decref(faults);
}

/* From one fault of the printer to the next by "try again": the slip waits all the while. */
static void
try_printer(struct table *table)
{
    struct world *world = table->world;
    json_t *faults = faults_of(world->socket_printer), *row;
    size_t index;
    bool handed_in = false;
    json_array_foreach (faults, index, row) {
        const char *cause = json_string_value(row);
        if (only_warns(cause)) {
            fault_table_set(table->cells, "printer", cause, KIND_PRINT, NULL);
            continue;
        }
        virtual_control(world->socket_printer, "fault %s", cause);
        if (handed_in)
            world_must_tap_within(world, "retry", WORK_MS);
        else
            visit_submit(world);
        const char *why = is_told(world, "printer", cause, WORK_MS);
        json_decref(world_must_reach(world, "fault", WORK_MS));
        fault_table_set(table->cells, "printer", cause, KIND_PRINT, why);
        if (!handed_in)
            try_elsewhere(table, "fault", KIND_PRINT);
        handed_in = true;
    }
    json_decref(faults);
}

/* Paper that is low or nearly so is no reason to stop. */
static void
print_on_little_paper(struct world *world)
{
    // The slip is still wanted: it comes as soon as the printer is well enough.
    virtual_control(world->socket_printer, "fault paperLow");
    g_free(world_must_print(world, 1, WORK_MS));
    virtual_control(world->socket_printer, "clear");
    visit_leave(world);
    g_assert_cmpint(world_printed_count(world), ==, 1); // for all those tries one slip
}

static void
test_faults__each_is_told_where_it_is_met_and_nowhere_else(void)
{
    struct world *world =
        world_start(&(struct world_options){.name = "faults", .devices = WORLD_VIRTUAL});
    struct table table = {
        world, fault_table_create("devices",
                                  "One long-lived terminal with virtual drivers: each "
                                  "fault on each kind of screen.",
                                  kinds, KIND_COUNT)};
    json_decref(world_must_reach(world, "attract", WORK_MS));
    world_must_tap(world, "start");
    json_decref(world_must_reach(world, "home", WORK_MS));
    try_elsewhere(&table, "home", KIND_HOME);
    world_must_tap(world, "end");
    visit_begin(world);
    try_elsewhere(&table, "card", KIND_CARD);
    try_card(&table);
    visit_card(world);
    try_elsewhere(&table, "form", KIND_FORM);
    visit_form(world);
    try_elsewhere(&table, "scan", KIND_SCAN);
    try_scanner(&table);
    visit_scan(world);
    try_printer(&table);
    print_on_little_paper(world);
    json_decref(world_must_have_cases(world, 1, WORK_MS));
    world_stop(world);
    g_assert_cmpuint(fault_table_finish(table.cells), ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_autofree char *locale = child_built("share/locale");
    bindtextdomain("kiosk", locale);
    textdomain("kiosk");
    setenv("LANGUAGE", "zh_CN", 1);
    g_test_add_func(
        "/journeys/test_faults__each_is_told_where_it_is_met_and_nowhere_else",
        test_faults__each_is_told_where_it_is_met_and_nowhere_else);
    return g_test_run();
}
