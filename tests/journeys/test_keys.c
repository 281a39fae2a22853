// SPDX-License-Identifier: Apache-2.0
/* The enrolment in resident medical insurance without touching the screen: Tab, Enter and
 * digits, as real key events. */
#include "tests/support/visit.h"

#include <string.h>

#define SCREEN_MS 8000
#define DEVICE_MS 20000
#define STEPS_MOST 60

static char *
focused(struct world *world)
{
    json_t *tree = inspect_tree(world->inspect);
    char *id = NULL;
    size_t index;
    json_t *widget;
    json_array_foreach (json_object_get(tree, "widgets"), index, widget) {
        const char *role = json_string_value(json_object_get(widget, "role"));
        bool typed = strcmp(role, "textbox") == 0;
        if (json_is_true(json_object_get(widget, "focused")) && (id == NULL || !typed)) {
            g_free(id);
            id = g_strdup(json_string_value(json_object_get(widget, "id")));
        }
    }
    json_decref(tree);
    return id;
}

static void
settle(struct world *world)
{
    for (int i = 0; i < 200; i++) {
        json_t *tree = inspect_tree(world->inspect);
        bool settled = json_is_true(json_object_get(tree, "settled"));
        json_decref(tree);
        if (settled)
            return;
        g_usleep(20000);
    }
}

/* On with Tab until `id` has the focus; gives the number of steps. */
static int
go_to(struct world *world, const char *id)
{
    for (int step = 1; step <= STEPS_MOST; step++) {
        xvfb_key(world->xvfb, "Tab");
        settle(world);
        char *now = focused(world);
        bool there = g_strcmp0(now, id) == 0;
        g_free(now);
        if (there)
            return step;
    }
    g_error("the keys do not come to %s", id);
}

static void
press(struct world *world, const char *id)
{
    go_to(world, id);
    xvfb_key(world->xvfb, "Return");
    settle(world);
}

/* Reads on over parts until `id` is there. */
static void
press_on_some_part(struct world *world, const char *id)
{
    for (int part = 0; part < 20 && !world_has(world, id); part++)
        press(world, "part-next");
    press(world, id);
}

static void
reach(struct world *world, const char *screen, int timeout_ms)
{
    json_decref(world_must_reach(world, screen, timeout_ms));
}

static void
to_card(struct world *world)
{
    reach(world, "attract", DEVICE_MS);
    xvfb_key(world->xvfb, "Tab"); // who begins with the keys does not see the screen
    reach(world, "home", SCREEN_MS);
    if (!world_has(world, "service-" VISIT_SERVICE))
        press(world, "group-" VISIT_GROUP);
    press_on_some_part(world, "service-" VISIT_SERVICE);
    reach(world, "guide", SCREEN_MS);
    press_on_some_part(world, "begin");
    reach(world, "consent", SCREEN_MS);
    press_on_some_part(world, "agree");
    reach(world, "who", SCREEN_MS);
    press(world, "who-self");
    reach(world, "card", SCREEN_MS);
}

static void
fill_form(struct world *world)
{
    for (const char *digit = VISIT_PHONE; *digit != '\0'; digit++) {
        const char name[2] = {*digit, '\0'};
        xvfb_key(world->xvfb, name);
        settle(world);
    }
    press(world, "next");
    press(world, "choice-category-ordinary");
    press(world, "next");
    reach(world, "scan", SCREEN_MS);
}

static void
test_keys__enrol_without_touching_the_screen(void)
{
    struct world *world = world_start(
        &(struct world_options){.name = "keys", .devices = WORLD_VIRTUAL});
    to_card(world);
    visit_card(world);
    fill_form(world);
    char *line = g_strdup_printf("load %s", world->page);
    world_scanner(world, line);
    g_free(line);
    press(world, world_has(world, "retry") ? "retry" : "scan");
    for (int i = 0; i < 200 && !world_has(world, "again"); i++)
        g_usleep(50000);
    settle(world);
    press(world, "next");
    reach(world, "check", SCREEN_MS);
    press_on_some_part(world, "promise");
    press(world, "submit");
    reach(world, "done", DEVICE_MS);
    press_on_some_part(world, "finish");
    reach(world, "attract", SCREEN_MS);
    json_decref(world_must_have_cases(world, 1, DEVICE_MS));
    world_stop(world);
}

static void
test_keys__the_first_step_is_the_first_thing_to_do(void)
{
    struct world *world = world_start(
        &(struct world_options){.name = "keys-first", .devices = WORLD_VIRTUAL});
    reach(world, "attract", DEVICE_MS);
    xvfb_key(world->xvfb, "Tab");
    reach(world, "home", SCREEN_MS);
    settle(world);
    xvfb_key(world->xvfb, "Tab");
    settle(world);
    char *first = focused(world);
    g_assert_true(g_str_has_prefix(first, "service-") ||
                  g_str_has_prefix(first, "search"));
    g_free(first);
    xvfb_key(world->xvfb, "Escape"); // home asks whether to stop
    settle(world);
    world_stop(world);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/keys/enrol_without_touching_the_screen",
                    test_keys__enrol_without_touching_the_screen);
    g_test_add_func("/keys/the_first_step_is_the_first_thing_to_do",
                    test_keys__the_first_step_is_the_first_thing_to_do);
    return g_test_run();
}
