// SPDX-License-Identifier: Apache-2.0
/* The demo. Without a display it walks through everything under Xvfb, in standard and in assisted
 * mode, and leaves in $BUILD/demo a picture of each screen, the papers that were printed and the
 * clerk's pages, with a README and an index.html that say what each shows. With a display it
 * opens kiosk and devices on it (show.c). */
#include "album.h"
#include "demo.h"
#include "tests/support/browser.h"
#include "tests/support/clerk.h"

#include <glib/gstdio.h>
#include <stdio.h>

#define APPROVER "approver"
#define OFFICE_MS 30000
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
    char *list = g_build_filename(folder, "office-list.png", NULL);
    char *page = g_build_filename(folder, "office-case.png", NULL);
    browser_open(browser, url);
    browser_type(browser, "input[name=name]", DEMO_CLERK);
    browser_type(browser, "input[name=password]", DEMO_PASSWORD);
    browser_follow(browser, "button[type=submit]");
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

struct clerks {
    struct office_process office;
    struct clerk window, approver;
};

static void
clerks_come_in(struct clerks *clerks, struct world *world)
{
    clerk_office(&clerks->office, world->folder, world->office_port, world->staff_port);
    clerk_come_in(&clerks->window, &clerks->office, DEMO_CLERK, DEMO_PASSWORD);
    clerk_come_in(&clerks->approver, &clerks->office, APPROVER, DEMO_PASSWORD);
}

static void
clerks_leave(struct clerks *clerks)
{
    clerk_leave(&clerks->window);
    clerk_leave(&clerks->approver);
    g_free(clerks->office.config);
}

/* Two things are to be mended, each with a sentence of the clerk's own. */
static void
ask_correction(struct clerks *clerks, const char *case_id)
{
    char *number = g_uri_escape_string("打不通，请再核对一遍", NULL, false);
    char *page = g_uri_escape_string("照片太糊，看不清字", NULL, false);
    char *more = g_strdup_printf("&v-question-phone=mend&s-question-phone=%s"
                                 "&v-material-household_register=mend"
                                 "&s-material-household_register=%s",
                                 number, page);
    g_assert_cmpint(clerk_act(&clerks->window, case_id, "ask_correction", more), ==, 303);
    g_free(number);
    g_free(page);
    g_free(more);
}

/* One accepts, another approves, and a result is attached. */
static void
decide(struct clerks *clerks, const char *case_id)
{
    GByteArray *result = clerk_result();
    g_assert_cmpint(clerk_act(&clerks->window, case_id, "accept", ""), ==, 303);
    g_assert_cmpint(clerk_act(&clerks->approver, case_id, "take_up", ""), ==, 303);
    g_assert_cmpint(clerk_act(&clerks->approver, case_id, "grant", ""), ==, 303);
    g_assert_cmpint(clerk_issue(&clerks->window, case_id, result->data, result->len), ==,
                    303);
    g_byte_array_unref(result);
}

/* Everything a citizen does, in one mode; pictures and papers to `folder`. */
static void
walk_mode(struct world *world, bool assisted, const char *folder)
{
    struct clerks clerks = {0};
    world->options.assisted = assisted;
    album_open(world, folder);
    struct demo_case given = demo_enrol(world, folder);
    if (!assisted)
        visit_office(world, folder, given.case_id);
    clerks_come_in(&clerks, world);
    ask_correction(&clerks, given.case_id);
    demo_correct(world, &given);
    decide(&clerks, given.case_id);
    demo_take_result(world, &given, folder);
    clerks_leave(&clerks);
    demo_book(world, folder);
    demo_report_trouble(world, folder);
    demo_write_words(world);
    demo_look_around(world);
    demo_fall_idle(world);
    g_free(given.number);
    g_free(given.code);
    g_free(given.case_id);
}

static int
walk(void)
{
    gint64 begin = g_get_monotonic_time();
    char *folder = demo_folder(), *assisted = g_build_filename(folder, "assisted", NULL);
    struct world *world =
        world_start(&(struct world_options){.name = "demo", .devices = WORLD_REAL});
    g_mkdir_with_parents(assisted, 0755);
    demo_add_clerk(world, DEMO_CLERK);
    demo_add_clerk(world, APPROVER);
    walk_mode(world, true, assisted);
    walk_mode(world, false, folder);
    demo_bad_day(world);
    demo_maintain(world);
    json_decref(world_must_have_cases(world, 3, OFFICE_MS));
    world_stop(world);
    printf(
        "Everything went through in %d seconds. %d pictures and the printed papers are "
        "in\n%s; index.html and README there say what each shows.\n",
        (int)((g_get_monotonic_time() - begin) / G_USEC_PER_SEC), album_index(folder),
        folder);
    g_free(assisted);
    g_free(folder);
    return 0;
}

int
main(void)
{
    const char *display = g_getenv("DISPLAY");
    return display == NULL || display[0] == '\0' ? walk() : demo_show(display);
}
