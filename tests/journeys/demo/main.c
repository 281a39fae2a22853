// SPDX-License-Identifier: Apache-2.0
/* The demo. Without a display it walks three visits under Xvfb (a good day, a bad day, assisted
 * mode) and leaves in $BUILD/demo a picture of every screen, the slip as PDF and the clerk's
 * page. With a display it opens kiosk and devices on it (show.c). */
#include "demo.h"
#include "tests/support/browser.h"
#include "tests/support/clerk.h"
#include "tests/support/visit.h"
#include "tests/support/walk.h"

#include <glib/gstdio.h>
#include <stdio.h>

#define APPROVER "approver"
#define PRINT_MS 30000
#define BROWSER_FRAME 143 // the window is that much higher than its page

static char *
demo_folder(void)
{
    char *folder = child_built("demo");
    char *remove = g_strdup_printf("rm -rf '%s'", folder); // of an earlier walk
    g_spawn_command_line_sync(remove, NULL, NULL, NULL, NULL);
    g_mkdir_with_parents(folder, 0755);
    g_free(remove);
    return folder;
}

static void
run_with_input(const char *const *argv, const char *input)
{
    GError *error = NULL;
    struct child *child = child_start(argv, NULL, NULL, &error);
    g_assert_no_error(error);
    child_say(child, input);
    int status = -1;
    g_assert_true(child_wait(child, 20000, &status));
    g_assert_cmpint(status, ==, 0);
    child_stop(child);
}

void
demo_add_clerk(struct world *world, const char *name)
{
    char *program = child_built("bin/kiosk-office");
    char *config = g_build_filename(world->folder, "office.conf", NULL);
    const char *argv[] = {program, "--config", config, "account", "add", name, NULL};
    run_with_input(argv, DEMO_PASSWORD);
    g_free(program);
    g_free(config);
}

/* The clerk signs in, sees the list, opens the newest case. */
static void
visit_office(struct world *world, const char *folder, const char *case_id)
{
    struct browser *browser = browser_start(world->folder, 1366, 768 + BROWSER_FRAME);
    char *url = g_strdup_printf("https://127.0.0.1:%d/staff/", world->staff_port);
    char *list = g_build_filename(folder, "staff-list.png", NULL);
    char *page = g_build_filename(folder, "staff-case.png", NULL);
    browser_open(browser, url);
    browser_type(browser, "input[name=name]", DEMO_CLERK);
    browser_type(browser, "input[name=password]", DEMO_PASSWORD);
    browser_click(browser, "button[type=submit]");
    browser_picture(browser, list);
    g_free(url);
    url = g_strdup_printf("https://127.0.0.1:%d/staff/cases/%s", world->staff_port,
                          case_id);
    browser_open(browser, url);
    browser_picture(browser, page);
    browser_stop(browser);
    g_free(url);
    g_free(list);
    g_free(page);
}

/* One accepts, another approves, and a result is attached. */
static void
decide(struct world *world, const char *case_id)
{
    struct office_process office;
    struct clerk window, approver;
    GByteArray *result = clerk_result();

    clerk_office(&office, world->folder, world->office_port, world->staff_port);
    clerk_come_in(&window, &office, DEMO_CLERK, DEMO_PASSWORD);
    clerk_come_in(&approver, &office, APPROVER, DEMO_PASSWORD);
    g_assert_cmpint(clerk_act(&window, case_id, "accept", ""), ==, 303);
    g_assert_cmpint(clerk_act(&approver, case_id, "take_up", ""), ==, 303);
    g_assert_cmpint(clerk_act(&approver, case_id, "grant", ""), ==, 303);
    g_assert_cmpint(clerk_issue(&window, case_id, result->data, result->len), ==, 303);
    clerk_leave(&window);
    clerk_leave(&approver);
    g_byte_array_unref(result);
    g_free(office.config);
}

/* The person comes back, sees how it stands, prints the result and signs for it. */
static void
take_result(struct world *world, const char *code)
{
    json_decref(world_must_reach(world, "attract", PRINT_MS));
    world_must_tap(world, "start");
    json_decref(world_must_reach(world, "home", PRINT_MS));
    world_must_tap(world, "progress");
    json_decref(world_must_reach(world, "progress-who", PRINT_MS));
    world_insert_card(world, WORLD_CARD_WANG);
    json_decref(world_must_reach(world, "progress-code", PRINT_MS));
    world_remove_card(world);
    world_type(world, code);
    json_decref(world_must_reach(world, "progress", PRINT_MS));
    world_must_tap(world, "print");
    json_decref(world_must_reach(world, "result", PRINT_MS));
    world_must_say(world, "一共2张", PRINT_MS);
    world_must_tap_within(world, "print", PRINT_MS);
    json_decref(world_must_reach(world, "sign", PRINT_MS));
    g_free(world_must_print(world, 2, PRINT_MS));
    world_must_tap(world, "signature");
    world_must_tap_within(world, "sign", PRINT_MS);
    json_decref(world_must_reach(world, "delivered", PRINT_MS));
    world_must_tap(world, "finish");
    json_decref(world_must_reach(world, "attract", PRINT_MS));
}

/* Another citizen, while the printer is out of paper and the office is down: the screens that
 * a good day does not show. */
static void
walk_on_a_bad_day(struct world *world)
{
    int papers = world_printed_count(world);
    char *number = NULL, *code = NULL;
    json_decref(world_must_reach(world, "attract", PRINT_MS));
    world_must_tap(world, "start");
    json_decref(world_must_reach(world, "home", PRINT_MS));
    world_must_tap(world, "group-" VISIT_GROUP);
    json_decref(world_must_reach(world, "group", PRINT_MS));
    visit_begin_from(world, "service-" VISIT_SERVICE);
    visit_card(world);
    visit_form(world);
    visit_scan(world);
    world_stop_office(world);
    world_printer(world, "reasons media-empty-error");
    world_printer(world, "state 5");
    visit_submit(world);
    json_decref(world_must_reach(world, "submitting", PRINT_MS));
    visit_numbers(world, "fault", &number, &code);
    world_printer(world, "clear");
    world_start_office(world);
    world_must_tap_within(world, "retry", PRINT_MS);
    g_free(world_must_print(world, papers + 1, PRINT_MS));
    visit_leave(world);
    g_free(number);
    g_free(code);
}

/* The same visit with large letters, one question at a time. */
static void
walk_assisted(struct world *world, const char *folder)
{
    char *number = NULL, *assisted = g_build_filename(folder, "assisted", NULL);
    json_t *definition =
        json_load_file("assets/services/" VISIT_SERVICE "/service.json", 0, NULL);
    world->options.pictures = assisted;
    g_string_assign(world->shots, "|");
    walk_service(world, definition, true, &number);
    visit_leave(world);
    world->options.pictures = folder;
    json_decref(definition);
    g_free(number);
    g_free(assisted);
}

static int
walk(void)
{
    char *folder = demo_folder();
    struct world *world = world_start(&(struct world_options){
        .name = "demo", .devices = WORLD_REAL, .pictures = folder});
    demo_add_clerk(world, DEMO_CLERK);
    visit_begin(world);
    visit_card(world);
    visit_form(world);
    visit_scan(world);
    visit_submit(world);
    char *number = NULL, *code = NULL, *bytes = NULL;
    gsize size = 0;
    visit_numbers(world, "done", &number, &code);
    char *slip = world_must_print(world, 1, PRINT_MS);
    char *copy = g_build_filename(folder, "slip.pdf", NULL);
    GError *error = NULL;
    g_assert_true(g_file_get_contents(slip, &bytes, &size, &error));
    g_assert_true(g_file_set_contents(copy, bytes, (gssize)size, &error));
    visit_leave(world);
    json_t *cases = world_must_have_cases(world, 1, PRINT_MS);
    const json_t *row = json_array_get(cases, 0);
    const char *case_id = json_string_value(json_object_get(row, "case_id"));
    visit_office(world, folder, case_id);
    demo_add_clerk(world, APPROVER);
    decide(world, case_id);
    take_result(world, code);
    json_decref(cases);
    walk_on_a_bad_day(world);
    walk_assisted(world, folder);
    json_decref(world_must_have_cases(world, 3, PRINT_MS));
    world_stop(world);
    printf(
        "The visit went through: receipt number %s. Pictures, slip.pdf and the clerk's\n"
        "page are in %s\n",
        number, folder);
    g_free(number);
    g_free(code);
    g_free(slip);
    g_free(copy);
    g_free(bytes);
    g_free(folder);
    return 0;
}

int
main(void)
{
    const char *display = g_getenv("DISPLAY");
    return display == NULL || display[0] == '\0' ? walk() : demo_show(display);
}
