// SPDX-License-Identifier: Apache-2.0
/* The IPP driver on an IPP printer that was written apart from it, over the real link. The
 * printer counts its jobs: whatever happens, there is never a second copy. */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "tests/support/driver_process.h"
#include "tests/support/ipp_printer.h"

#define JOB "0193f2a0-7c31-7000-8000-00000000000"

struct desk { // a printer and the driver that drives it
    char *folder;
    struct ipp_printer *printer;
    struct driver_process *driver;
};

static struct desk
desk_set(void)
{
    GError *error = NULL;
    struct desk desk = {.folder = g_dir_make_tmp("kiosk-printer-XXXXXX", &error)};
    g_assert_no_error(error);
    desk.printer = ipp_printer_start(0, desk.folder, &error);
    g_assert_no_error(error);
    desk.driver = driver_process_open("printer-ipp", ipp_printer_uri(desk.printer));
    driver_process_await_status(desk.driver, "online", "none", 5000);
    return desk;
}

static void
desk_clear(struct desk *desk)
{
    driver_process_stop(desk->driver);
    ipp_printer_stop(desk->printer);
    GDir *folder = g_dir_open(desk->folder, 0, NULL);
    const char *name;
    while ((name = g_dir_read_name(folder)) != NULL) {
        char *path = g_build_filename(desk->folder, name, NULL);
        g_remove(path);
        g_free(path);
    }
    g_dir_close(folder);
    g_rmdir(desk->folder);
    g_free(desk->folder);
}

static void
say(struct desk *desk, const char *line)
{
    char *answer = ipp_printer_say(desk->printer, line);
    g_assert_cmpstr(answer, ==, "ok");
    g_free(answer);
}

/* A document of so many pages, at least `size` bytes long. The printer looks for page objects
 * only. */
static GString *
document(int pages, size_t size)
{
    GString *text = g_string_new("%PDF-1.4\n");
    for (int i = 0; i < pages; i++)
        g_string_append_printf(text, "%d 0 obj << /Type /Page >> endobj\n", i + 1);
    while (text->len < size)
        g_string_append_printf(text, "%% %zu\n", text->len);
    g_string_append(text, "%%EOF\n");
    return text;
}

static int
send_sized(struct desk *desk, const char *job, int pages, size_t size, json_t *more,
           int timeout_ms)
{
    GString *text = document(pages, size);
    struct driver_process_bytes blob = {text->str, text->len};
    json_t *payload = json_pack("{s:s}", "job", job);
    if (more != NULL)
        json_object_update(payload, more);
    json_decref(more);
    int id = driver_process_send_blobs(desk->driver, "Printer.Print", payload, timeout_ms,
                                       &blob, 1);
    g_string_free(text, TRUE);
    return id;
}

static int
send(struct desk *desk, const char *job, int pages, int timeout_ms)
{
    return send_sized(desk, job, pages, 20000, NULL, timeout_ms);
}

static void
expect(struct desk *desk, int id, int timeout_ms, const char *completion,
       const char *cause, int sheets)
{
    struct packet answer = driver_process_await(desk->driver, id, timeout_ms);
    g_assert_cmpint((int)json_integer_value(packet_member(&answer, "sheets")), ==,
                    sheets);
    packet_expect(&answer, completion, cause);
}

static void
expect_jobs(struct desk *desk, int jobs)
{
    g_assert_cmpint(ipp_printer_jobs(desk->printer), ==, jobs);
}

/* Waits until the printer has begun with the first job. */
static void
await_state(struct desk *desk, int state)
{
    g_assert_true(ipp_printer_wait(desk->printer, 0, state, 3000));
}

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

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define CASE(name) g_test_add_func("/printer-ipp/" #name, name)
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
#undef CASE
    return g_test_run();
}
