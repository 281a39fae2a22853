// SPDX-License-Identifier: Apache-2.0
#include <glib/gstdio.h>
#include <string.h>

#include "tests/support/driver_process.h"
#include "tests/support/virtual_control.h"

static char *folder, *control;

static struct driver_process *
receipt_start(void)
{
    g_autofree char *address = g_strdup_printf("virtual:%s?out=%s", control, folder);
    return driver_process_open("receipt-virtual", address);
}

static void
expect_slip(struct driver_process *process, const char *job, int timeout_ms,
            const char *completion, const char *cause, int sheets)
{
    struct packet answer =
        driver_process_call(process, "Receipt.Print",
                            json_pack("{s:s, s:[{s:s, s:s, s:s}]}", "job", job, "blocks",
                                      "kind", "pair", "label", "编号", "value", "0001"),
                            timeout_ms);
    g_assert_cmpint((int)json_integer_value(packet_member(&answer, "sheets")), ==,
                    sheets);
    packet_expect(&answer, completion, cause);
}

static void
test_receipt_virtual__keeps_what_it_prints_and_prints_nothing_twice(void)
{
    struct driver_process *process = receipt_start();
    expect_slip(process, "one", 3000, "success", NULL, 1);
    expect_slip(process, "one", 3000, "sequenceError", NULL, 0);
    g_assert_true(driver_process_has_event(process, "Receipt.MediaPresented", 500));
    g_autofree char *path = g_build_filename(folder, "slip-one.txt", NULL);
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_assert_cmpstr(text, ==, "pair\t编号\t0001\n");
    virtual_control(control, "take");
    g_assert_true(driver_process_has_event(process, "Receipt.MediaTaken", 500));
    driver_process_stop(process);
    process = receipt_start(); // as a device that keeps its jobs
    struct packet answer = driver_process_call(process, "Receipt.JobStatus",
                                               json_pack("{s:s}", "job", "one"), 1000);
    g_assert_cmpstr(packet_text(&answer, "state"), ==, "completed");
    packet_finish(&answer);
    driver_process_stop(process);
}

static void
test_receipt_virtual__has_each_fault_of_a_slip_printer(void)
{
    static const struct {
        const char *line, *completion, *cause;
    } rows[] = {{"fault paperOut", "userError", "paperOut"},
                {"paper 0", "userError", "paperOut"},
                {"fault coverOpen", "userError", "coverOpen"},
                {"fault cutterFault", "hardwareError", "cutterFault"},
                {"fault notConnected", "deviceNotReady", "notConnected"},
                {"offline", "deviceNotReady", "notResponding"}};
    struct driver_process *process = receipt_start();
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *job = g_strdup_printf("fault-%zu", i);
        virtual_control(control, "%s", rows[i].line);
        expect_slip(process, job, 3000, rows[i].completion, rows[i].cause, 0);
        virtual_control(control, "clear");
    }
    virtual_control(control, "paper 5");
    driver_process_await_status(process, "online", "paperLow", 1000);
    driver_process_stop(process);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("kiosk-receipt-XXXXXX", NULL);
    control = g_build_filename(folder, "control", NULL);
#define ADD(name) g_test_add_func("/receipt-virtual/" #name, test_receipt_virtual__##name)
    ADD(keeps_what_it_prints_and_prints_nothing_twice);
    ADD(has_each_fault_of_a_slip_printer);
    int failed = g_test_run();
    GDir *open = g_dir_open(folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(open)) != NULL;) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_remove(path);
    }
    g_dir_close(open);
    g_rmdir(folder);
    g_free(control);
    g_free(folder);
    return failed;
}
