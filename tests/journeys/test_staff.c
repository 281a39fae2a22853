// SPDX-License-Identifier: Apache-2.0
/* Staff in front of the machine: the PIN and its lock, tests of devices, a driver that was
 * killed, what was not sent, the way out. From outside, as everything else. */
#include "tests/support/visit.h"

#include <string.h>
#include <sys/wait.h>

#define PIN "204816"
#define WRONG "135790"
#define SCREEN_MS 20000
#define DEVICE_MS 20000

static void
reach(struct world *world, const char *screen)
{
    json_decref(world_must_reach(world, screen, DEVICE_MS));
}

static void
touch_corner(struct world *world, const char *screen)
{
    reach(world, screen);
    for (int i = 0; i < 4; i++)
        world_must_tap(world, "mark");
    reach(world, "staff-pin");
}

static void
type_pin(struct world *world, const char *pin)
{
    world_type(world, pin);
    world_must_tap_within(world, "enter", SCREEN_MS);
}

static void
enter(struct world *world)
{
    touch_corner(world, "attract");
    type_pin(world, PIN);
    reach(world, "staff");
}

static void
leave(struct world *world)
{
    world_must_tap(world, "leave");
    reach(world, "attract");
}

/* Somebody is at the machine: the mark does nothing, whatever size it has. Then they go, and the
 * menu is the usual one whatever mode they had. */
static void
must_stay_out(struct world *world)
{
    visit_start(world);
    for (int i = 0; i < 5; i++)
        xvfb_tap(world->xvfb, 94, 68);
    reach(world, "home");
    world_must_tap(world, "end");
    reach(world, "attract");
}

static void
test_staff__try_every_device_and_are_shown_nobody(gconstpointer mode)
{
    struct world *world = visit_world(
        mode, &(struct world_options){.name = "staff-tests",
                                      .pictures = g_getenv("KIOSK_PICTURES")});
    g_assert_cmpint(visit_set_pin(world, "123456"), !=, 0); // what anybody tries first
    g_assert_cmpint(visit_set_pin(world, "20481"), !=, 0);
    g_assert_cmpint(visit_set_pin(world, PIN), ==, 0);
    must_stay_out(world);
    enter(world);
    world_must_tap(world, "test-print");
    char *page = world_must_print(world, 1, DEVICE_MS);
    char *text = world_pdf_text(page);
    g_assert_nonnull(strstr(text, "0123456789"));
    world_must_say(world, "数到1张", DEVICE_MS);
    world_must_tap(world, "back");
    reach(world, "staff");
    world_must_tap(world, "test-scan");
    world_must_say(world, "没有纸", DEVICE_MS); // what is wrong is said as on the menu
    char *line = g_strdup_printf("load %s", world->page);
    world_scanner(world, line);
    g_free(line);
    world_must_tap_within(world, "again", SCREEN_MS);
    world_must_say(world, "扫描仪能用", DEVICE_MS);
    world_must_tap(world, "back");
    reach(world, "staff");
    world_must_tap(world, "test-card");
    world_insert_card(world, WORLD_CARD_WANG);
    world_must_say(world, "居民身份证", DEVICE_MS);
    json_t *tree = inspect_tree(world->inspect);
    g_assert_false(inspect_says(tree, "王秀兰"));
    g_assert_false(inspect_says(tree, "0023"));
    json_decref(tree);
    world_remove_card(world);
    leave(world);
    g_assert_false(world_terminal_holds(world, "王秀兰"));
    g_assert_false(world_terminal_holds(world, PIN));
    g_free(page);
    g_free(text);
    world_stop(world);
}

static void
test_staff__are_locked_out_also_after_a_kill(void)
{
    struct world *world = world_start(&(struct world_options){.name = "staff-locked"});
    touch_corner(world, "attract");
    world_must_say(world, "还没有设口令", SCREEN_MS);
    leave(world);
    g_assert_cmpint(visit_set_pin(world, PIN), ==, 0);
    touch_corner(world, "attract");
    for (int i = 0; i < 2; i++) {
        type_pin(world, WRONG);
        world_must_say(world, i == 0 ? "还能试4次" : "还能试3次", SCREEN_MS);
    }
    world_kill_kiosk(world);
    world_start_kiosk(world);
    touch_corner(world, "attract");
    world_must_say(world, "还能试3次", SCREEN_MS);
    for (int i = 0; i < 3; i++) {
        type_pin(world, WRONG);
        if (i < 2)
            world_must_say(world, i == 0 ? "还能试2次" : "还能试1次", SCREEN_MS);
    }
    world_must_say(world, "锁住了", SCREEN_MS);
    world_kill_kiosk(world);
    world_start_kiosk(world);
    touch_corner(world, "attract");
    world_must_say(world, "锁住了", SCREEN_MS);
    g_assert_false(world_has(world, "key-1"));
    leave(world);
    world_stop(world);
}

static void
kill_driver(struct world *world, const char *name)
{
    char *command =
        g_strdup_printf("pkill -KILL -P %d -f %s", child_pid(world->kiosk), name);
    int status = 0;
    g_spawn_command_line_sync(command, NULL, NULL, &status, NULL);
    g_assert_cmpint(status, ==, 0);
    g_free(command);
}

/* The driver dies until it is given up; only staff bring it back before the hour is over. */
static void
test_staff__bring_back_a_driver_that_was_given_up(void)
{
    struct world *world = world_start(&(struct world_options){.name = "staff-driver"});
    g_assert_cmpint(visit_set_pin(world, PIN), ==, 0);
    enter(world);
    for (int i = 0; i < 5; i++) {
        world_must_say(world, "都正常", DEVICE_MS);
        kill_driver(world, "printer-virtual");
        world_must_say(world, "要处理1件事", DEVICE_MS);
    }
    world_must_say(world, "工程师", SCREEN_MS);
    world_must_tap(world, "open-drivers");
    reach(world, "staff-drivers");
    world_must_tap(world, "do-printer");
    world_must_say(world, "已经让它重来", SCREEN_MS);
    world_must_tap(world, "back");
    reach(world, "staff");
    world_must_say(world, "都正常", DEVICE_MS);
    world_must_tap(world, "open-log");
    reach(world, "staff-log");
    world_must_say(world, "重启设备程序 · A4打印机", SCREEN_MS);
    leave(world);
    world_stop(world);
}

static void
test_staff__see_what_waits_and_send_it(void)
{
    struct world *world =
        world_start(&(struct world_options){.name = "staff-queue", .office_down = true});
    char *number = NULL, *code = NULL;
    g_assert_cmpint(visit_set_pin(world, PIN), ==, 0);
    visit_begin(world);
    visit_card(world);
    visit_form(world);
    visit_scan(world);
    visit_submit(world);
    visit_numbers(world, "done", &number, &code);
    g_free(world_must_print(world, 1, DEVICE_MS));
    visit_leave(world);
    enter(world);
    world_must_say(world, "1件", SCREEN_MS);
    world_must_tap(world, "open-queue");
    reach(world, "staff-queue");
    char *shown = g_strdup_printf("%.4s %.6s %.4s %s", number, number + 4, number + 10,
                                  number + 14);
    world_must_say(world, shown, SCREEN_MS);
    json_t *tree = inspect_tree(world->inspect);
    g_assert_false(inspect_says(tree, "王"));
    json_decref(tree);
    world_start_office(world);
    world_must_tap(world, "send-now");
    json_decref(world_must_have_cases(world, 1, DEVICE_MS));
    leave(world);
    enter(world);
    world_must_say(world, "0件", SCREEN_MS);
    leave(world);
    g_free(shown);
    g_free(number);
    g_free(code);
    world_stop(world);
}

static void
test_staff__restart_the_program_at_the_second_press(void)
{
    struct world *world = world_start(&(struct world_options){.name = "staff-restart"});
    g_assert_cmpint(visit_set_pin(world, PIN), ==, 0);
    enter(world);
    world_must_tap(world, "open-drivers");
    reach(world, "staff-drivers");
    world_must_tap(world, "do-catalogue");
    world_must_tap(world, "do-catalogue");
    world_must_say(world, "没做成", SCREEN_MS); // nothing was fetched before this one
    world_must_tap(world, "do-program");
    world_must_say(world, "再按", SCREEN_MS);
    world_must_tap(world, "do-program");
    int status = -1;
    g_assert_true(child_wait(world->kiosk, DEVICE_MS, &status));
    g_assert_true(WIFEXITED(status));
    g_assert_cmpint(WEXITSTATUS(status), ==, 75);
    world_kill_kiosk(world); // it is gone; this forgets it
    world_start_kiosk(world);
    enter(world);
    world_must_tap(world, "open-log");
    reach(world, "staff-log");
    world_must_say(world, "重启本程序", SCREEN_MS);
    leave(world);
    world_stop(world);
}

/* Who begins a visit is not in front of the menu: the mark does nothing there. */
static void
test_staff__cannot_come_in_during_a_visit(void)
{
    struct world *world = world_start(&(struct world_options){.name = "staff-visit"});
    g_assert_cmpint(visit_set_pin(world, PIN), ==, 0);
    visit_begin(world);
    for (int i = 0; i < 5; i++)
        xvfb_tap(world->xvfb, 94, 68);
    reach(world, "card");
    world_stop(world);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    visit_add_both("/journeys/staff/tests",
                   test_staff__try_every_device_and_are_shown_nobody);
    g_test_add_func("/journeys/staff/locked",
                    test_staff__are_locked_out_also_after_a_kill);
    g_test_add_func("/journeys/staff/driver",
                    test_staff__bring_back_a_driver_that_was_given_up);
    g_test_add_func("/journeys/staff/queue", test_staff__see_what_waits_and_send_it);
    g_test_add_func("/journeys/staff/restart",
                    test_staff__restart_the_program_at_the_second_press);
    g_test_add_func("/journeys/staff/visit", test_staff__cannot_come_in_during_a_visit);
    return g_test_run();
}
