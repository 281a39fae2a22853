// SPDX-License-Identifier: Apache-2.0
/* The IPP driver when answers are lost and printers do not behave. The printer counts its jobs:
 * whatever happens, there is never a second copy. */
#include "desk.h"

/* ---- answers that are lost -------------------------------------------------------------------------- */

static void
test_print__finds_its_job_when_the_answer_was_lost(void)
{
    struct desk desk = desk_set();
    say(&desk, "mode drop");
    int id = send(&desk, JOB "1", 2, 20000);
    expect(&desk, id, 10000, "success", NULL, 2);
    expect_jobs(&desk, 1);
    desk_clear(&desk);
}

static void
test_print__sends_nothing_again_that_may_be_printed(void)
{
    struct desk desk = desk_set();
    // The job is over and forgotten before it can be asked for.
    say(&desk, "forget on");
    say(&desk, "sheet-ms 1");
    say(&desk, "mode drop");
    int id = send(&desk, JOB "1", 1, 20000);
    expect(&desk, id, 20000, "deviceNotReady", "noAnswer", 0);
    expect_jobs(&desk, 1);
    desk_clear(&desk);
}

static void
test_print__sends_again_what_surely_did_not_arrive(void)
{
    struct desk desk = desk_set();
    say(&desk, "mode cut");
    int id = send_sized(&desk, JOB "1", 1, 24 * 1024 * 1024, NULL, 30000);
    g_usleep(250 *
             1000); // the first try is cut by now, the second comes after a second look
    say(&desk, "mode ok");
    struct packet answer = driver_process_await(desk.driver, id, 20000);
    packet_expect(&answer, "success", NULL);
    expect_jobs(&desk, 1);
    desk_clear(&desk);
}

static void
test_print__does_not_try_for_ever(void)
{
    struct desk desk = desk_set();
    say(&desk, "mode cut");
    int id = send_sized(&desk, JOB "1", 1, 24 * 1024 * 1024, NULL, 30000);
    struct packet answer = driver_process_await(desk.driver, id, 20000);
    g_assert_cmpstr(packet_completion(&answer), ==, "deviceNotReady");
    packet_finish(&answer);
    expect_jobs(&desk, 0);
    desk_clear(&desk);
}

static void
test_print__prints_a_job_once_however_often_it_is_asked_for(void)
{
    struct desk desk = desk_set();
    for (int i = 0; i < 3; i++) {
        int id = send(&desk, JOB "1", 2, 20000);
        expect(&desk, id, 10000, "success", NULL, 2);
    }
    expect_jobs(&desk, 1);
    desk_clear(&desk);
}

static void
test_print__watches_the_job_of_a_driver_that_was_killed(void)
{
    struct desk desk = desk_set();
    say(&desk, "sheet-ms 700");
    send(&desk, JOB "1", 3, 30000);
    await_state(&desk, 5);
    kill(driver_process_pid(desk.driver), SIGKILL);
    driver_process_stop(desk.driver);
    desk.driver = driver_process_open("printer-ipp", ipp_printer_uri(desk.printer));
    struct packet answer = driver_process_call(desk.driver, "Printer.JobStatus",
                                               json_pack("{s:s}", "job", JOB "1"), 5000);
    g_assert_cmpstr(packet_text(&answer, "state"), ==, "processing");
    packet_finish(&answer);
    int id = send(&desk, JOB "1", 3, 30000);
    expect(&desk, id, 10000, "success", NULL, 3);
    expect_jobs(&desk, 1);
    desk_clear(&desk);
}

/* ---- printers that do not behave --------------------------------------------------------------------- */

static void
test_print__waits_for_a_busy_printer(void)
{
    struct desk desk = desk_set();
    say(&desk, "mode busy");
    int id = send(&desk, JOB "1", 1, 20000);
    driver_process_await_status(desk.driver, "deviceBusy", "busy", 3000);
    g_usleep(600 * 1000);
    say(&desk, "mode ok");
    expect(&desk, id, 8000, "success", NULL, 1);
    say(&desk, "mode busy");
    id = send(&desk, JOB "2", 1, 3000);
    expect(&desk, id, 4000, "deviceNotReady", "busy", 0);
    expect_jobs(&desk, 1);
    desk_clear(&desk);
}

static void
test_print__names_a_printer_that_is_none(void)
{
    struct desk desk = desk_set();
    say(&desk, "mode garbage");
    int id = send(&desk, JOB "1", 1, 20000);
    expect(&desk, id, 8000, "deviceNotReady", "protocolError", 0);
    say(&desk, "mode ok");
    id = send(&desk, JOB "1", 1, 20000);
    expect(&desk, id, 8000, "success", NULL, 1);
    desk_clear(&desk);
}

static void
test_print__does_not_wait_for_a_mute_printer(void)
{
    struct desk desk = desk_set();
    say(&desk, "mode mute");
    int id = send(&desk, JOB "1", 1, 20000);
    expect(&desk, id, 6000, "deviceNotReady", "notResponding", 0);
    driver_process_await_status(desk.driver, "offline", "notResponding", 1000);
    expect_jobs(&desk, 0);
    desk_clear(&desk);
}

static void
test_print__says_that_nobody_is_there(void)
{
    struct desk desk = desk_set();
    say(&desk, "unplug");
    int id = send(&desk, JOB "1", 1, 20000);
    expect(&desk, id, 6000, "deviceNotReady", "notConnected", 0);
    say(&desk, "plug");
    id = send(&desk, JOB "1", 1, 20000);
    expect(&desk, id, 6000, "success", NULL, 1);
    desk_clear(&desk);
}

static void
test_open__comes_later_when_the_printer_is_off(void)
{
    struct desk desk = desk_set();
    driver_process_stop(desk.driver);
    say(&desk, "unplug");
    desk.driver = driver_process_open("printer-ipp", ipp_printer_uri(desk.printer));
    driver_process_await_status(desk.driver, "offline", "notConnected", 5000);
    int id = send(&desk, JOB "1", 1, 20000);
    struct packet answer = driver_process_await(desk.driver, id, 6000);
    packet_expect(&answer, "deviceNotReady", "notConnected");
    say(&desk, "plug");
    id = send(&desk, JOB "1", 1, 20000);
    expect(&desk, id, 6000, "success", NULL, 1);
    desk_clear(&desk);
}

static void
test_open__explains_what_an_address_looks_like(void)
{
    struct driver_process *driver = driver_process_open("printer-ipp", "usb:04a9:1912");
    driver_process_await_status(driver, "noDevice", "badConfiguration", 5000);
    driver_process_stop(driver);
}

/* ---- asking ------------------------------------------------------------------------------------------ */

static void
assert_job_status(struct desk *desk, const char *state, int sheets)
{
    struct packet answer = driver_process_call(desk->driver, "Printer.JobStatus",
                                               json_pack("{s:s}", "job", JOB "1"), 5000);
    g_assert_cmpstr(packet_text(&answer, "state"), ==, state);
    g_assert_cmpint((int)json_integer_value(packet_member(&answer, "sheets")), ==,
                    sheets);
    packet_expect(&answer, "success", NULL);
}

static void
test_job_status__tells_what_became_of_a_job(void)
{
    struct desk desk = desk_set();
    assert_job_status(&desk, "unknown", 0);
    int id = send(&desk, JOB "1", 2, 20000);
    expect(&desk, id, 10000, "success", NULL, 2);
    assert_job_status(&desk, "completed", 2);
    id = send(&desk, JOB "2", 1, 20000); // another is on top now
    expect(&desk, id, 10000, "success", NULL, 1);
    assert_job_status(&desk, "completed", 2);
    say(&desk, "unplug");
    struct packet answer = driver_process_call(desk.driver, "Printer.JobStatus",
                                               json_pack("{s:s}", "job", JOB "1"), 5000);
    packet_expect(&answer, "deviceNotReady", "notConnected");
    desk_clear(&desk);
}

static void
refreshed(struct desk *desk, const char *device, const char *cause, const char *paper)
{
    gint64 begin = g_get_monotonic_time();
    struct packet answer = driver_process_call(desk->driver, "Common.Status",
                                               json_pack("{s:b}", "refresh", 1), 3000);
    g_assert_cmpint((int)((g_get_monotonic_time() - begin) / 1000), <, 2000);
    g_assert_cmpstr(packet_text(&answer, "device"), ==, device);
    g_assert_cmpstr(packet_text(&answer, "cause"), ==, cause);
    g_assert_cmpstr(packet_text(&answer, "paper"), ==, paper);
    packet_finish(&answer);
}

static void
test_status__follows_the_printer(void)
{
    struct desk desk = desk_set();
    refreshed(&desk, "online", "none", "full");
    say(&desk, "reasons media-low-warning");
    refreshed(&desk, "online", "paperLow", "low");
    struct packet event =
        driver_process_await_event(desk.driver, "Printer.PaperThreshold", 1000);
    g_assert_cmpstr(packet_text(&event, "level"), ==, "low");
    packet_finish(&event);
    say(&desk, "reasons toner-low-warning media-empty-report");
    refreshed(&desk, "userError", "paperOut", "out");
    event = driver_process_await_event(desk.driver, "Printer.TonerThreshold", 1000);
    g_assert_cmpstr(packet_text(&event, "level"), ==, "low");
    packet_finish(&event);
    say(&desk, "mode mute");
    refreshed(&desk, "offline", "notResponding", "unknown");
    say(&desk, "clear");
    refreshed(&desk, "online", "none", "full");
    say(&desk, "unplug");
    refreshed(&desk, "offline", "notConnected", "unknown");
    desk_clear(&desk);
}

static void
test_capabilities__say_what_the_printer_can_do(void)
{
    struct desk desk = desk_set();
    struct packet answer =
        driver_process_call(desk.driver, "Common.Capabilities", NULL, 3000);
    g_assert_true(json_is_true(packet_member(&answer, "duplex")));
    g_assert_cmpint((int)json_integer_value(packet_member(&answer, "copies")), ==, 99);
    g_assert_cmpstr(packet_text(&answer, "model"), ==, "Paper for tests");
    packet_expect(&answer, "success", NULL);
    desk_clear(&desk);
}

#define CASE(name) g_test_add_func("/printer-ipp/" #name, name)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    CASE(test_print__finds_its_job_when_the_answer_was_lost);
    CASE(test_print__sends_nothing_again_that_may_be_printed);
    CASE(test_print__sends_again_what_surely_did_not_arrive);
    CASE(test_print__does_not_try_for_ever);
    CASE(test_print__prints_a_job_once_however_often_it_is_asked_for);
    CASE(test_print__watches_the_job_of_a_driver_that_was_killed);
    CASE(test_print__waits_for_a_busy_printer);
    CASE(test_print__names_a_printer_that_is_none);
    CASE(test_print__does_not_wait_for_a_mute_printer);
    CASE(test_print__says_that_nobody_is_there);
    CASE(test_open__comes_later_when_the_printer_is_off);
    CASE(test_open__explains_what_an_address_looks_like);
    CASE(test_job_status__tells_what_became_of_a_job);
    CASE(test_status__follows_the_printer);
    CASE(test_capabilities__say_what_the_printer_can_do);
    return g_test_run();
}
