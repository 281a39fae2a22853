// SPDX-License-Identifier: Apache-2.0
/* The queue driver on a real print service with an IPP printer behind it that stops, aborts,
 * drops and lies. Nothing is called printed that is not. */
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "desk.h"

/* ---- when all is well ------------------------------------------------------------------------ */

static void
test_print__ends_when_the_printer_has_the_sheets_out(void)
{
    struct desk desk = desk_set();
    say(&desk, "sheet-ms 1500");
    int id = give(&desk, JOB "1", 2, 20000);
    await_sheet(&desk);
    g_assert_cmpuint(driver_process_count(desk.driver, id, 0), ==, 0);
    expect(&desk, id, 10000, "success", NULL, 2);
    struct ipp_printer_job job;
    g_assert_true(ipp_printer_job(desk.printer, 0, &job));
    g_assert_cmpstr(job.name, ==, JOB "1");
    g_free(job.file);
    expect_jobs(&desk, 1);
    expect_status(&desk, JOB "1", "completed", 2);
    expect_status(&desk, JOB "2", "unknown", 0);
    desk_clear(&desk);
}

static void
test_print__leaves_nothing_in_the_queue(void)
{
    struct desk desk = desk_set();
    expect(&desk, give(&desk, JOB "1", 1, 20000), 10000, "success", NULL, 1);
    g_assert_cmpint(cups_world_spooled(&desk.world), ==, 0);
    say(&desk, "sheet-ms 5000");
    int id = give(&desk, JOB "2", 9, 20000);
    g_assert_true(ipp_printer_wait(desk.printer, 1, 5, 5000));
    driver_process_send(desk.driver, "Common.Cancel", json_pack("{s:i}", "id", id), 1000);
    struct packet answer = driver_process_await(desk.driver, id, 2500);
    packet_expect(&answer, "canceled", NULL);
    g_assert_true(ipp_printer_wait(desk.printer, 1, 7, 3000));
    g_assert_cmpint(cups_world_spooled(&desk.world), ==, 0);
    desk_clear(&desk);
}

/* ---- the printer ----------------------------------------------------------------------------- */

static void
test_print__believes_the_printer_and_not_the_queue(void)
{
    struct desk desk = desk_set();
    say(&desk, "mode abort"); // the queue calls it completed
    expect(&desk, give(&desk, JOB "1", 3, 20000), 15000, "hardwareError", "jobAborted",
           1);
    expect_status(&desk, JOB "1", "aborted", 1);
    expect_jobs(&desk, 1);
    say(&desk, "mode lie");
    expect(&desk, give(&desk, JOB "2", 2, 20000), 15000, "hardwareError", "jobAborted",
           0);
    say(&desk, "mode ok");
    expect(&desk, give(&desk, JOB "3", 1, 20000), 15000, "success", NULL, 1);
    desk_clear(&desk);
}

static void
test_print__refuses_before_sending_and_says_why(void)
{
    static const struct {
        const char *line, *completion, *cause;
    } rows[] = {
        {"reasons media-empty-report", "userError", "paperOut"},
        {"reasons media-jam-error", "userError", "paperJam"},
        {"reasons cover-open", "userError", "coverOpen"},
        {"reasons toner-empty-error", "userError", "tonerOut"},
        {"unplug", "deviceNotReady", "notConnected"},
    };
    struct desk desk = desk_set();
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        say(&desk, "clear");
        say(&desk, rows[i].line);
        expect(&desk, give(&desk, JOB "1", 1, 10000), 8000, rows[i].completion,
               rows[i].cause, 0);
    }
    say(&desk, "clear");
    expect_jobs(&desk, 0);
    expect(&desk, give(&desk, JOB "1", 1, 10000), 8000, "success", NULL, 1);
    desk_clear(&desk);
}

static void
test_print__goes_on_when_paper_is_put_in(void)
{
    struct desk desk = desk_set();
    say(&desk, "after 1 media-empty-error");
    int id = give(&desk, JOB "1", 3, 30000);
    driver_process_await_status(desk.driver, "userError", "paperOut", 8000);
    say(&desk, "reasons");
    expect(&desk, id, 15000, "success", NULL, 3);
    driver_process_await_status(desk.driver, "online", "none", 3000);
    expect_jobs(&desk, 1);
    desk_clear(&desk);
}

static void
test_print__takes_the_job_back_when_nobody_puts_paper_in(void)
{
    struct desk desk = desk_set();
    say(&desk, "after 1 media-empty-error");
    expect(&desk, give(&desk, JOB "1", 3, 6000), 8000, "userError", "paperOut", 1);
    g_assert_true(ipp_printer_wait(desk.printer, 0, 7, 3000));
    say(&desk, "clear");
    g_usleep(2000 * 1000);
    g_assert_cmpint(sheets_out(&desk), ==, 1); // nothing comes out for the next person
    g_assert_cmpint(cups_world_spooled(&desk.world), ==, 0);
    desk_clear(&desk);
}

static void
test_print__lives_through_a_printer_that_drops_and_comes_back(void)
{
    struct desk desk = desk_set();
    say(&desk, "mode drop"); // no answer is an answer: the queue stops
    expect(&desk, give(&desk, JOB "1", 2, 30000), 25000, "deviceNotReady", "stopped", 0);
    g_assert_cmpint(cups_world_spooled(&desk.world), ==, 0);
    say(&desk, "mode ok");
    cups_world_run(&desk.world, "cupsenable", "desk");
    g_usleep(500 * 1000);
    g_assert_cmpint(sheets_out(&desk), ==, 0); // it was taken back
    int before = ipp_printer_jobs(desk.printer);
    say(&desk, "sheet-ms 700");
    int id = give(&desk, JOB "2", 3, 30000);
    await_sheet(&desk);
    say(&desk, "unplug");
    driver_process_await_status(desk.driver, "offline", "notConnected", 5000);
    say(&desk, "plug");
    expect(&desk, id, 15000, "success", NULL, 3);
    expect_jobs(&desk, before + 1);
    desk_clear(&desk);
}

/* ---- printers that cannot be asked ----------------------------------------------------------- */

static gpointer
sink(gpointer data)
{
    int listener = GPOINTER_TO_INT(data);
    int fd = accept(listener, NULL, NULL);
    char bytes[4096];
    gsize size = 0;
    for (ssize_t got; (got = read(fd, bytes, sizeof bytes)) > 0;)
        size += (gsize)got;
    close(fd);
    return GSIZE_TO_POINTER(size);
}

static void
test_print__through_a_queue_that_cannot_be_verified_counts_no_sheets(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    g_assert_cmpint(bind(listener, (struct sockaddr *)&address, length), ==, 0);
    g_assert_cmpint(listen(listener, 4), ==, 0);
    getsockname(listener, (struct sockaddr *)&address, &length);
    g_autofree char *uri =
        g_strdup_printf("socket://127.0.0.1:%d", ntohs(address.sin_port));
    struct desk desk = {.folder = g_dir_make_tmp("kiosk-printer-XXXXXX", NULL)};
    desk.printer = ipp_printer_start(0, desk.folder, NULL);
    cups_world_init(&desk.world);
    cups_world_queue(&desk.world, "usb", uri);
    cups_world_start(&desk.world);
    desk_open(&desk, "usb");
    driver_process_await_status(desk.driver, "online", "none", 15000);
    GThread *thread = g_thread_new("sink", sink, GINT_TO_POINTER(listener));
    expect(&desk, give(&desk, JOB "1", 2, 20000), 15000, "success", NULL, 0);
    g_assert_cmpuint(GPOINTER_TO_SIZE(g_thread_join(thread)), >, 80);
    struct packet answer =
        driver_process_call(desk.driver, "Common.Capabilities", NULL, 3000);
    g_assert_true(json_is_false(packet_member(&answer, "verified")));
    packet_finish(&answer);
    close(listener);
    desk_clear(&desk);
}

#define ADD(name) g_test_add_func("/printer-cups/" #name, test_##name)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(print__ends_when_the_printer_has_the_sheets_out);
    ADD(print__leaves_nothing_in_the_queue);
    ADD(print__believes_the_printer_and_not_the_queue);
    ADD(print__refuses_before_sending_and_says_why);
    ADD(print__goes_on_when_paper_is_put_in);
    ADD(print__takes_the_job_back_when_nobody_puts_paper_in);
    ADD(print__lives_through_a_printer_that_drops_and_comes_back);
    ADD(print__through_a_queue_that_cannot_be_verified_counts_no_sheets);
    return g_test_run();
}
