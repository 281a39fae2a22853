// SPDX-License-Identifier: Apache-2.0
/* The IPP driver on an IPP printer that was written apart from it, over the real link: from the
 * question whether it can print to the last sheet. What is lost on the way: test_lost.c. */
#include "desk.h"

/* ---- when all is well ------------------------------------------------------------------------ */

static void
test_print__brings_the_document_byte_for_byte(void)
{
    struct desk desk = desk_set();
    GString *text = document(2, 300000);
    int id = send_sized(&desk, JOB "1", 2, 300000, NULL, 20000);
    expect(&desk, id, 20000, "success", NULL, 2);
    struct ipp_printer_job job;
    g_assert_true(ipp_printer_job(desk.printer, 0, &job));
    char *bytes = NULL;
    gsize size = 0;
    g_assert_true(g_file_get_contents(job.file, &bytes, &size, NULL));
    g_assert_cmpuint(size, ==, text->len);
    g_assert_cmpint(memcmp(bytes, text->str, size), ==, 0);
    g_assert_cmpstr(job.name, ==, JOB "1");
    g_assert_cmpstr(job.user, ==, "kiosk");
    g_assert_cmpstr(job.media, ==, "iso_a4_210x297mm");
    g_assert_cmpstr(job.sides, ==, "one-sided");
    g_assert_cmpint(job.state, ==, 9);
    expect_jobs(&desk, 1);
    g_free(bytes);
    g_free(job.file);
    g_string_free(text, TRUE);
    desk_clear(&desk);
}

static void
test_print__counts_copies_and_both_sides(void)
{
    struct desk desk = desk_set();
    json_t *more = json_pack("{s:i, s:b}", "copies", 2, "duplex", 1);
    int id = send_sized(&desk, JOB "1", 3, 0, more, 20000);
    expect(&desk, id, 20000, "success", NULL, 4); // 3 pages on 2 sheets, twice
    desk_clear(&desk);
}

static void
test_print__tells_each_sheet_while_it_waits(void)
{
    struct desk desk = desk_set();
    say(&desk, "sheet-ms 600");
    int id = send(&desk, JOB "1", 3, 20000);
    for (int sheet = 1; sheet <= 3; sheet++) {
        struct packet event =
            driver_process_await_event(desk.driver, "Printer.PageDone", 3000);
        g_assert_cmpint((int)json_integer_value(packet_member(&event, "sheets")), ==,
                        sheet);
        packet_finish(&event);
        if (sheet < 3) // not over before the last sheet is out
            g_assert_cmpuint(driver_process_count(desk.driver, id, 0), ==, 0);
    }
    expect(&desk, id, 3000, "success", NULL, 3);
    desk_clear(&desk);
}

static void
test_print__believes_a_printer_that_does_not_count(void)
{
    struct desk desk = desk_set();
    say(&desk, "count off");
    int id = send(&desk, JOB "1", 2, 20000);
    expect(&desk, id, 20000, "success", NULL, 0); // what it counted, not what was sent
    desk_clear(&desk);
}

/* ---- before anything is sent --------------------------------------------------------------------- */

static void
test_print__refuses_before_sending_and_says_why(void)
{
    static const struct {
        const char *line, *completion, *cause;
    } rows[] = {
        {"reasons media-empty-error", "userError", "paperOut"},
        {"reasons media-empty-report", "userError",
         "paperOut"}, // idle printers say it so
        {"reasons media-needed-warning", "userError", "paperOut"},
        {"reasons media-jam-error", "userError", "paperJam"},
        {"reasons media-empty-error media-jam-error", "userError", "paperJam"},
        {"reasons cover-open", "userError", "coverOpen"},
        {"reasons door-open-error", "userError", "doorOpen"},
        {"reasons input-tray-missing-error", "userError", "trayMissing"},
        {"reasons output-area-full-error", "userError", "outputFull"},
        {"reasons toner-empty-error", "userError", "tonerOut"},
        {"reasons marker-supply-empty-error", "userError", "tonerOut"},
        {"reasons spool-area-full-report", "deviceNotReady", "spoolFull"},
        {"reasons opc-life-over-error", "deviceNotReady", "stopped"},
        {"reasons paused", "deviceNotReady", "stopped"},
        {"state 5", "deviceNotReady", "stopped"},
    };
    struct desk desk = desk_set();
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        say(&desk, "clear");
        say(&desk, rows[i].line);
        int id = send(&desk, JOB "1", 1, 10000);
        expect(&desk, id, 5000, rows[i].completion, rows[i].cause, 0);
    }
    expect_jobs(&desk, 0);
    say(&desk, "clear");
    int id = send(&desk, JOB "1", 1, 10000);
    expect(&desk, id, 5000, "success", NULL, 1);
    desk_clear(&desk);
}

static void
test_print__prints_with_warnings_and_with_unknown_words(void)
{
    static const char *const lines[] = {
        "reasons media-low-warning", "reasons toner-low-report",
        "reasons marker-supply-low", "reasons none",
        "reasons media-empty-ness",  "reasons cleaning-soon"};
    struct desk desk = desk_set();
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        char *job = g_strdup_printf(JOB "%zu", i);
        // What begins like a reason of ours is none: the printer stand-in stops on that one.
        say(&desk, i == 4 ? "reasons mediaempty" : lines[i]);
        int id = send(&desk, job, 1, 10000);
        expect(&desk, id, 5000, "success", NULL, 1);
        g_free(job);
    }
    expect_jobs(&desk, (int)G_N_ELEMENTS(lines));
    desk_clear(&desk);
}

static void
test_print__sends_only_what_the_printer_can_print(void)
{
    struct desk desk = desk_set();
    say(&desk, "formats image/pwg-raster image/urf");
    int id = send(&desk, JOB "1", 1, 10000);
    expect(&desk, id, 5000, "unsupportedData", "badConfiguration", 0);
    say(&desk, "formats application/pdf");
    struct driver_process_bytes blob = {"GIF89a.....", 11};
    id = driver_process_send_blobs(desk.driver, "Printer.Print",
                                   json_pack("{s:s}", "job", JOB "1"), 10000, &blob, 1);
    expect(&desk, id, 5000, "unsupportedData", NULL, 0);
    id = driver_process_send(desk.driver, "Printer.Print",
                             json_pack("{s:s}", "job", JOB "1"), 10000);
    expect(&desk, id, 5000, "invalidData", NULL, 0); // no blob
    expect_jobs(&desk, 0);
    desk_clear(&desk);
}

/* ---- in the middle of a job ----------------------------------------------------------------------- */

static void
test_print__goes_on_when_paper_is_put_in(void)
{
    struct desk desk = desk_set();
    say(&desk, "after 1 media-empty-error");
    int id = send(&desk, JOB "1", 3, 30000);
    driver_process_await_status(desk.driver, "userError", "paperOut", 5000);
    g_assert_cmpuint(driver_process_count(desk.driver, id, 300), ==, 0);
    say(&desk, "reasons");
    expect(&desk, id, 10000, "success", NULL, 3);
    driver_process_await_status(desk.driver, "online", "none", 3000);
    expect_jobs(&desk, 1);
    desk_clear(&desk);
}

static void
test_print__takes_the_job_back_when_nobody_puts_paper_in(void)
{
    struct desk desk = desk_set();
    say(&desk, "after 1 media-empty-error");
    int id = send(&desk, JOB "1", 3, 4000);
    expect(&desk, id, 5000, "userError", "paperOut", 1);
    // Else it would come out for the next person.
    await_state(&desk, 7);
    expect_jobs(&desk, 1);
    desk_clear(&desk);
}

static void
test_print__takes_the_job_back_when_it_is_canceled(void)
{
    struct desk desk = desk_set();
    say(&desk, "sheet-ms 500");
    int id = send(&desk, JOB "1", 9, 30000);
    struct packet event =
        driver_process_await_event(desk.driver, "Printer.PageDone", 5000);
    packet_finish(&event);
    gint64 begin = g_get_monotonic_time();
    driver_process_send(desk.driver, "Common.Cancel", json_pack("{s:i}", "id", id), 1000);
    struct packet answer = driver_process_await(desk.driver, id, 2500);
    g_assert_cmpint((int)((g_get_monotonic_time() - begin) / 1000), <, 2000);
    g_assert_cmpint((int)json_integer_value(packet_member(&answer, "sheets")), >=, 1);
    packet_expect(&answer, "canceled", NULL);
    await_state(&desk, 7);
    desk_clear(&desk);
}

static void
test_print__ends_in_time_when_a_mute_printer_is_canceled(void)
{
    struct desk desk = desk_set();
    say(&desk, "sheet-ms 500");
    int id = send(&desk, JOB "1", 9, 30000);
    await_state(&desk, 5);
    say(&desk, "mode mute");
    g_usleep(700 * 1000);
    gint64 begin = g_get_monotonic_time();
    driver_process_send(desk.driver, "Common.Cancel", json_pack("{s:i}", "id", id), 1000);
    struct packet answer = driver_process_await(desk.driver, id, 3000);
    g_assert_cmpint((int)((g_get_monotonic_time() - begin) / 1000), <, 2000);
    packet_expect(&answer, "canceled", NULL);
    desk_clear(&desk);
}

static void
test_print__says_that_the_printer_gave_up(void)
{
    struct desk desk = desk_set();
    say(&desk, "mode abort");
    int id = send(&desk, JOB "1", 3, 20000);
    expect(&desk, id, 5000, "hardwareError", "jobAborted", 1);
    expect_jobs(&desk, 1);
    desk_clear(&desk);
}

static void
test_print__does_not_believe_completed_without_a_sheet(void)
{
    struct desk desk = desk_set();
    say(&desk, "mode lie");
    int id = send(&desk, JOB "1", 2, 20000);
    expect(&desk, id, 5000, "hardwareError", "jobAborted", 0);
    expect_jobs(&desk, 1);
    desk_clear(&desk);
}

static void
test_print__goes_on_when_the_cable_is_back(void)
{
    struct desk desk = desk_set();
    say(&desk, "sheet-ms 800");
    int id = send(&desk, JOB "1", 3, 30000);
    await_state(&desk, 5);
    say(&desk, "unplug");
    driver_process_await_status(desk.driver, "offline", "notConnected", 5000);
    g_usleep(500 * 1000);
    say(&desk, "plug");
    expect(&desk, id, 10000, "success", NULL, 3);
    expect_jobs(&desk, 1);
    desk_clear(&desk);
}

static void
test_print__gives_up_when_the_cable_stays_out(void)
{
    struct desk desk = desk_set();
    say(&desk, "sheet-ms 2000");
    int id = send(&desk, JOB "1", 3, 60000);
    await_state(&desk, 5);
    say(&desk, "unplug");
    struct packet answer = driver_process_await(desk.driver, id, 20000);
    packet_expect(&answer, "deviceNotReady", "notConnected");
    expect_jobs(&desk, 1);
    desk_clear(&desk);
}

#define CASE(name) g_test_add_func("/printer-ipp/" #name, name)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    CASE(test_print__brings_the_document_byte_for_byte);
    CASE(test_print__counts_copies_and_both_sides);
    CASE(test_print__tells_each_sheet_while_it_waits);
    CASE(test_print__believes_a_printer_that_does_not_count);
    CASE(test_print__refuses_before_sending_and_says_why);
    CASE(test_print__prints_with_warnings_and_with_unknown_words);
    CASE(test_print__sends_only_what_the_printer_can_print);
    CASE(test_print__goes_on_when_paper_is_put_in);
    CASE(test_print__takes_the_job_back_when_nobody_puts_paper_in);
    CASE(test_print__takes_the_job_back_when_it_is_canceled);
    CASE(test_print__ends_in_time_when_a_mute_printer_is_canceled);
    CASE(test_print__says_that_the_printer_gave_up);
    CASE(test_print__does_not_believe_completed_without_a_sheet);
    CASE(test_print__goes_on_when_the_cable_is_back);
    CASE(test_print__gives_up_when_the_cable_stays_out);
    return g_test_run();
}
