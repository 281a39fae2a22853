// SPDX-License-Identifier: Apache-2.0
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#include "tests/support/driver_process.h"
#include "tests/support/virtual_control.h"

static const char pdf[] = "%PDF-1.7\n1 0 obj<</Type/Pages>>\n2 0 obj<</Type /Page>>\n"
                          "3 0 obj<</Type/Page/Parent 1 0 R>>\n%%EOF\n";
static char *folder, *control, *out;
static int serial;

static struct driver_process *
printer_start(void)
{
    g_autofree char *address = g_strdup_printf("virtual:%s?out=%s", control, out);
    return driver_process_open("printer-virtual", address);
}

static json_t *
job(const char **name_out)
{
    static char name[32];
    g_snprintf(name, sizeof name, "job/%d", ++serial);
    *name_out = name;
    return json_pack("{s:s}", "job", name);
}

static int
print(struct driver_process *process, json_t *payload, int timeout_ms)
{
    struct driver_process_bytes blob = {pdf, sizeof pdf - 1};
    return driver_process_send_blobs(process, "Printer.Print", payload, timeout_ms, &blob,
                                     1);
}

static void
expect_sheets(struct packet *packet, int sheets, const char *completion,
              const char *cause)
{
    g_assert_nonnull(packet_member(packet, "sheets"));
    g_assert_cmpint(json_integer_value(packet_member(packet, "sheets")), ==, sheets);
    packet_expect(packet, completion, cause);
}

static void
expect_job(struct driver_process *process, const char *name, const char *state,
           int sheets)
{
    struct packet answer = driver_process_call(process, "Printer.JobStatus",
                                               json_pack("{s:s}", "job", name), 1000);
    g_assert_cmpstr(packet_text(&answer, "state"), ==, state);
    g_assert_cmpint(json_integer_value(packet_member(&answer, "sheets")), ==, sheets);
    packet_expect(&answer, "success", NULL);
}

static void
test_printer_virtual__prints_and_keeps_the_very_bytes(void)
{
    struct driver_process *process = printer_start();
    const char *name;
    int id = print(process, job(&name), 1000);
    struct packet answer = driver_process_await(process, id, 1000);
    expect_sheets(&answer, 2, "success", NULL);
    for (int i = 1; i <= 2; i++) {
        answer = driver_process_await_event(process, "Printer.PageDone", 100);
        g_assert_cmpint(json_integer_value(packet_member(&answer, "sheets")), ==, i);
        packet_finish(&answer);
    }
    expect_job(process, name, "completed", 2);
    g_autofree char *path = g_build_filename(out, "job-job%2F1.pdf", NULL);
    g_autofree char *kept = NULL;
    gsize size;
    g_assert_true(g_file_get_contents(path, &kept, &size, NULL));
    g_assert_cmpuint(size, ==, sizeof pdf - 1);
    g_assert_cmpint(memcmp(kept, pdf, size), ==, 0);
    virtual_control(control, "take");
    answer = driver_process_await_event(process, "Printer.MediaTaken", 1000);
    packet_finish(&answer);
    g_assert_cmpint(driver_process_stop(process), ==, 0);
}

static void
test_printer_virtual__counts_sheets_by_copies_and_sides(void)
{
    struct driver_process *process = printer_start();
    const char *name;
    json_t *payload = job(&name);
    json_object_update_new(
        payload, json_pack("{s:i, s:b, s:i}", "copies", 2, "duplex", 1, "pages", 3));
    int id = print(process, payload, 1000);
    struct packet answer = driver_process_await(process, id, 1000);
    expect_sheets(&answer, 4, "success", NULL);
    driver_process_stop(process);
}

static void
test_printer_virtual__never_prints_a_job_twice(void)
{
    struct driver_process *process = printer_start();
    const char *name;
    json_t *payload = job(&name);
    int first = print(process, json_incref(payload), 1000);
    int second = print(process, payload, 1000);
    struct packet answer = driver_process_await(process, first, 1000);
    packet_expect(&answer, "success", NULL);
    answer = driver_process_await(process, second, 1000);
    packet_expect(&answer, "sequenceError", NULL);
    driver_process_stop(process);
}

static void
test_printer_virtual__remembers_its_jobs_when_the_driver_died(void)
{
    struct driver_process *process = printer_start();
    const char *name;
    json_t *payload = job(&name);
    struct packet answer =
        driver_process_await(process, print(process, payload, 1000), 1000);
    packet_expect(&answer, "success", NULL);
    g_autofree char *printed = g_strdup(name);
    virtual_control(control, "sheet-ms 60000");
    print(process, job(&name), 0);
    virtual_control(control, "delay 0");
    driver_process_has_event(process, "never", 100);
    kill(driver_process_pid(process), SIGKILL);
    driver_process_stop(process);
    process = printer_start();
    expect_job(process, printed, "completed", 2);
    expect_job(process, name, "aborted", 0);
    expect_job(process, "never heard of", "unknown", 0);
    driver_process_stop(process);
}

static void
test_printer_virtual__goes_on_with_the_rest_when_the_jam_is_cleared(void)
{
    struct driver_process *process = printer_start();
    const char *name;
    json_t *payload = job(&name);
    json_object_set_new(payload, "pages", json_integer(3));
    virtual_control(control, "sheet-ms 100");
    int id = print(process, payload, 10000);
    struct packet answer = driver_process_await_event(process, "Printer.PageDone", 2000);
    packet_finish(&answer);
    virtual_control(control, "fault paperJam");
    driver_process_await_status(process, "userError", "paperJam", 1000);
    g_assert_cmpuint(driver_process_count(process, id, 500), ==, 0);
    virtual_control(control, "clear");
    driver_process_await_status(process, "online", "none", 1000);
    answer = driver_process_await(process, id, 2000);
    expect_sheets(&answer, 3, "success", NULL);
    driver_process_stop(process);
}

static void
test_printer_virtual__says_how_far_it_came_when_nobody_clears(void)
{
    struct driver_process *process = printer_start();
    const char *name;
    json_t *payload = job(&name);
    json_object_set_new(payload, "pages", json_integer(5));
    virtual_control(control, "paper 2");
    int id = print(process, payload, 500);
    struct packet answer = driver_process_await(process, id, 2000);
    expect_sheets(&answer, 2, "userError", "paperOut");
    driver_process_await_status(process, "userError", "paperOut", 1000);
    expect_job(process, name, "aborted", 2);
    driver_process_stop(process);
}

static void
test_printer_virtual__refuses_a_job_when_it_cannot_print(void)
{
    static const char *const rows[][2] = {
        {"paperOut", "userError"},          {"paperJam", "userError"},
        {"coverOpen", "userError"},         {"doorOpen", "userError"},
        {"tonerOut", "userError"},          {"trayMissing", "userError"},
        {"stopped", "deviceNotReady"},      {"jobAborted", "hardwareError"},
        {"notConnected", "deviceNotReady"},
    };
    struct driver_process *process = printer_start();
    const char *name;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        virtual_control(control, "fault %s", rows[i][0]);
        json_t *payload = job(&name);
        int id = print(process, payload, 1000);
        struct packet answer = driver_process_await(process, id, 1000);
        expect_sheets(&answer, 0, rows[i][1], rows[i][0]);
        expect_job(process, name, "unknown", 0);
    }
    virtual_control(control, "offline");
    struct packet answer =
        driver_process_await(process, print(process, job(&name), 1000), 1000);
    expect_sheets(&answer, 0, "deviceNotReady", "notResponding");
    virtual_control(control, "clear");
    virtual_control(control, "fault paperLow");
    answer = driver_process_await(process, print(process, job(&name), 1000), 1000);
    expect_sheets(&answer, 2, "success", NULL);
    driver_process_stop(process);
}

static void
test_printer_virtual__announces_the_end_of_the_paper(void)
{
    struct driver_process *process = printer_start();
    virtual_control(control, "paper 5");
    struct packet event =
        driver_process_await_event(process, "Printer.PaperThreshold", 1000);
    g_assert_cmpstr(packet_text(&event, "level"), ==, "low");
    packet_finish(&event);
    driver_process_await_status(process, "online", "paperLow", 1000);
    virtual_control(control, "paper 0");
    driver_process_await_status(process, "userError", "paperOut", 1000);
    virtual_control(control, "clear");
    driver_process_await_status(process, "online", "none", 1000);
    driver_process_stop(process);
}

static void
test_printer_virtual__stops_when_canceled_and_says_how_far(void)
{
    struct driver_process *process = printer_start();
    const char *name;
    json_t *payload = job(&name);
    json_object_set_new(payload, "pages", json_integer(50));
    virtual_control(control, "sheet-ms 50");
    int id = print(process, payload, 0);
    struct packet answer = driver_process_await_event(process, "Printer.PageDone", 2000);
    packet_finish(&answer);
    answer =
        driver_process_call(process, "Common.Cancel", json_pack("{s:i}", "id", id), 1000);
    packet_expect(&answer, "success", NULL);
    answer = driver_process_await(process, id, 1000);
    g_assert_cmpint(json_integer_value(packet_member(&answer, "sheets")), >=, 1);
    packet_expect(&answer, "canceled", NULL);
    driver_process_stop(process);
}

static void
test_printer_virtual__refuses_what_is_no_pdf(void)
{
    struct driver_process *process = printer_start();
    const char *name;
    struct packet answer =
        driver_process_call(process, "Printer.Print", job(&name), 1000);
    packet_expect(&answer, "invalidData", "protocolError");
    struct driver_process_bytes blob = {"hello", 5};
    int id =
        driver_process_send_blobs(process, "Printer.Print", job(&name), 1000, &blob, 1);
    answer = driver_process_await(process, id, 1000);
    packet_expect(&answer, "invalidData", "protocolError");
    driver_process_stop(process);
}

static void
remove_folder(const char *path)
{
    GDir *dir = g_dir_open(path, 0, NULL);
    for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
        g_autofree char *file = g_build_filename(path, name, NULL);
        g_unlink(file);
    }
    if (dir != NULL)
        g_dir_close(dir);
    g_rmdir(path);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("kiosk-printer-XXXXXX", NULL);
    control = g_build_filename(folder, "control", NULL);
    out = g_build_filename(folder, "out", NULL);
#define ADD(name) g_test_add_func("/printer-virtual/" #name, test_printer_virtual__##name)
    ADD(prints_and_keeps_the_very_bytes);
    ADD(counts_sheets_by_copies_and_sides);
    ADD(never_prints_a_job_twice);
    ADD(remembers_its_jobs_when_the_driver_died);
    ADD(goes_on_with_the_rest_when_the_jam_is_cleared);
    ADD(says_how_far_it_came_when_nobody_clears);
    ADD(refuses_a_job_when_it_cannot_print);
    ADD(announces_the_end_of_the_paper);
    ADD(stops_when_canceled_and_says_how_far);
    ADD(refuses_what_is_no_pdf);
#undef ADD
    int status = g_test_run();
    remove_folder(out);
    remove_folder(folder);
    g_free(out);
    g_free(control);
    g_free(folder);
    return status;
}
