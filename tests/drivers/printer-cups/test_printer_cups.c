// SPDX-License-Identifier: Apache-2.0
/* The queue driver on a real print service with an IPP printer behind it that stops, aborts,
 * drops, stays mute and lies. The printer counts its jobs: whatever happens to service or
 * printer, there is never a second copy, and nothing is called printed that is not. */
#include <arpa/inet.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/support/cups_world.h"
#include "tests/support/driver_process.h"
#include "tests/support/ipp_printer.h"

#define JOB "0193f2a0-7c31-7000-8000-00000000000"

struct desk { // a printer, the queue before it, and the driver
    struct cups_world world;
    char *folder;
    struct ipp_printer *printer;
    struct driver_process *driver;
};

static void
desk_open(struct desk *desk, const char *queue)
{
    g_autofree char *address = cups_world_address(&desk->world, queue);
    desk->driver = driver_process_open("printer-cups", address);
}

static struct desk
desk_set_remembering(bool remembers)
{
    g_autoptr(GError) error = NULL;
    struct desk desk = {.folder = g_dir_make_tmp("kiosk-printer-XXXXXX", NULL)};
    cups_world_init(&desk.world);
    desk.world.remembers = remembers;
    desk.printer = ipp_printer_start(0, desk.folder, &error);
    g_assert_no_error(error);
    cups_world_queue(&desk.world, "desk", ipp_printer_uri(desk.printer));
    cups_world_start(&desk.world);
    desk_open(&desk, "desk");
    driver_process_await_status(desk.driver, "online", "none", 5000);
    return desk;
}

static struct desk
desk_set(void)
{
    return desk_set_remembering(false);
}

static void
desk_clear(struct desk *desk)
{
    driver_process_stop(desk->driver);
    cups_world_finish(&desk->world);
    ipp_printer_stop(desk->printer);
    GDir *folder = g_dir_open(desk->folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(folder)) != NULL;) {
        g_autofree char *path = g_build_filename(desk->folder, name, NULL);
        g_remove(path);
    }
    g_dir_close(folder);
    g_rmdir(desk->folder);
    g_free(desk->folder);
}

static void
say(struct desk *desk, const char *line)
{
    g_autofree char *answer = ipp_printer_say(desk->printer, line);
    g_assert_cmpstr(answer, ==, "ok");
}

static int
give(struct desk *desk, const char *job, int pages, int timeout_ms)
{
    GString *text = g_string_new("%PDF-1.4\n");
    for (int i = 0; i < pages; i++)
        g_string_append_printf(text, "%d 0 obj << /Type /Page >> endobj\n", i + 1);
    g_string_append(text, "%%EOF\n");
    struct driver_process_bytes blob = {text->str, text->len};
    int id = driver_process_send_blobs(desk->driver, "Printer.Print",
                                       json_pack("{s:s}", "job", job), timeout_ms, &blob,
                                       1);
    g_string_free(text, TRUE);
    return id;
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
expect_status(struct desk *desk, const char *job, const char *state, int sheets)
{
    struct packet answer = driver_process_call(desk->driver, "Printer.JobStatus",
                                               json_pack("{s:s}", "job", job), 5000);
    g_assert_cmpstr(packet_text(&answer, "state"), ==, state);
    g_assert_cmpint((int)json_integer_value(packet_member(&answer, "sheets")), ==,
                    sheets);
    packet_expect(&answer, "success", NULL);
}

static void
expect_jobs(struct desk *desk, int jobs)
{
    g_assert_cmpint(ipp_printer_jobs(desk->printer), ==, jobs);
}

/* Sheets that lie in the tray, of all jobs. */
static int
sheets_out(struct desk *desk)
{
    struct ipp_printer_job job;
    int sheets = 0;
    for (int i = 0; ipp_printer_job(desk->printer, i, &job); i++) {
        sheets += job.sheets;
        g_free(job.file);
    }
    return sheets;
}

static void
await_sheet(struct desk *desk)
{
    struct packet event =
        driver_process_await_event(desk->driver, "Printer.PageDone", 8000);
    packet_finish(&event);
}

/* ---- when all is well ------------------------------------------------------------------------ */

static void
test_print__ends_when_the_printer_has_the_sheets_out(void)
{
    struct desk desk = desk_set();
    say(&desk, "sheet-ms 400");
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
    driver_process_await_status(desk.driver, "online", "none", 5000);
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
    ADD(print__follows_the_printer_when_the_service_is_killed);
    ADD(print__makes_no_second_copy_when_the_service_comes_back);
    ADD(print__ends_when_the_service_stays_mute);
    ADD(status__tells_a_dead_service_a_missing_and_a_stopped_queue);
    ADD(status__knows_the_job_of_a_driver_that_was_killed);
    ADD(print__through_a_queue_that_cannot_be_verified_counts_no_sheets);
    return g_test_run();
}
