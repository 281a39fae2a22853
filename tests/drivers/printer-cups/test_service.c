// SPDX-License-Identifier: Apache-2.0
/* The print service dies, stops, stays mute, comes back: the printer counts its jobs, and there
 * is never a second copy. */
#include "desk.h"

/* ---- the print service ----------------------------------------------------------------------- */

static void
test_print__follows_the_printer_when_the_service_is_killed(void)
{
    struct desk desk = desk_set();
    say(&desk, "sheet-ms 800");
    int id = give(&desk, JOB "1", 3, 30000);
    await_sheet(&desk);
    cups_world_kill(&desk.world);
    expect(&desk, id, 15000, "success", NULL, 3);
    expect_jobs(&desk, 1);
    cups_world_start(&desk.world);
    expect_status(&desk, JOB "1", "completed", 3);
    expect(&desk, give(&desk, JOB "2", 1, 20000), 10000, "success", NULL, 1);
    desk_clear(&desk);
}

/* A service that has its jobs on disk begins them anew when it comes back. */
static void
test_print__makes_no_second_copy_when_the_service_comes_back(void)
{
    struct desk desk = desk_set_remembering(true);
    say(&desk, "sheet-ms 1000");
    int id = give(&desk, JOB "1", 4, 30000);
    await_sheet(&desk);
    cups_world_kill(&desk.world);
    g_usleep(700 * 1000);
    cups_world_start(&desk.world);
    expect(&desk, id, 20000, "success", NULL, 4);
    g_usleep(2500 * 1000);
    g_assert_cmpint(sheets_out(&desk), ==, 4);
    g_assert_cmpint(cups_world_spooled(&desk.world), ==, 0);
    desk_clear(&desk);
}

static void
test_print__ends_when_the_service_stays_mute(void)
{
    struct desk desk = desk_set();
    child_kill(desk.world.cupsd, SIGSTOP);
    expect(&desk, give(&desk, JOB "1", 1, 10000), 8000, "deviceNotReady", "notResponding",
           0);
    child_kill(desk.world.cupsd, SIGCONT);
    expect(&desk, give(&desk, JOB "1", 1, 10000), 8000, "success", NULL, 1);
    expect_jobs(&desk, 1);
    desk_clear(&desk);
}

static void
test_status__tells_a_dead_service_a_missing_and_a_stopped_queue(void)
{
    struct desk desk = desk_set();
    struct driver_process *first = desk.driver;
    desk_open(&desk, "attic");
    driver_process_await_status(desk.driver, "noDevice", "badConfiguration", 5000);
    driver_process_stop(desk.driver);
    desk.driver = first;
    cups_world_run(&desk.world, "cupsdisable", "desk");
    expect(&desk, give(&desk, JOB "1", 1, 10000), 8000, "deviceNotReady", "stopped", 0);
    driver_process_await_status(desk.driver, "offline", "stopped", 3000);
    cups_world_run(&desk.world, "cupsenable", "desk");
    cups_world_kill(&desk.world);
    expect(&desk, give(&desk, JOB "1", 1, 10000), 8000, "deviceNotReady", "notConnected",
           0);
    driver_process_await_status(desk.driver, "offline", "notConnected", 3000);
    cups_world_start(&desk.world);
    expect(&desk, give(&desk, JOB "1", 1, 10000), 8000, "success", NULL, 1);
    desk_clear(&desk);
}

/* The terminal asks a new driver what became of the job that the last one had begun. */
static void
test_status__knows_the_job_of_a_driver_that_was_killed(void)
{
    struct desk desk = desk_set();
    say(&desk, "sheet-ms 400");
    give(&desk, JOB "1", 3, 30000);
    await_sheet(&desk);
    kill(driver_process_pid(desk.driver), SIGKILL);
    driver_process_wait(desk.driver, 3000);
    driver_process_stop(desk.driver);
    desk_open(&desk, "desk");
    g_assert_true(ipp_printer_wait(desk.printer, 0, 9, 8000));
    expect_status(&desk, JOB "1", "completed", 3);
    // Sent again under its name, it is found and not printed anew.
    expect(&desk, give(&desk, JOB "1", 3, 10000), 8000, "success", NULL, 3);
    expect_jobs(&desk, 1);
    desk_clear(&desk);
}

#define ADD(name) g_test_add_func("/printer-cups/" #name, test_##name)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(print__follows_the_printer_when_the_service_is_killed);
    ADD(print__makes_no_second_copy_when_the_service_comes_back);
    ADD(print__ends_when_the_service_stays_mute);
    ADD(status__tells_a_dead_service_a_missing_and_a_stopped_queue);
    ADD(status__knows_the_job_of_a_driver_that_was_killed);
    return g_test_run();
}
