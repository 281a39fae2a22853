// SPDX-License-Identifier: Apache-2.0
#include <glib/gstdio.h>
#include "tests/support/driver_process.h"
#include "tests/support/virtual_control.h"

static char *control;

static struct driver_process *
reader_start(void)
{
    g_autofree char *address = g_strconcat("virtual:", control, NULL);
    return driver_process_open("code-virtual", address);
}

static void
test_code_virtual__reads_what_is_shown_once(void)
{
    struct driver_process *process = reader_start();
    int id = driver_process_send(process, "Code.Read", NULL, 3000);
    virtual_control(control, "show 预约 7");
    struct packet answer = driver_process_await(process, id, 2000);
    g_assert_cmpstr(packet_text(&answer, "text"), ==, "预约 7");
    packet_expect(&answer, "success", NULL);
    answer = driver_process_call(process, "Code.Read", NULL, 300);
    packet_expect(&answer, "timeOut", NULL);
    virtual_control(control, "show 预约 7");
    answer = driver_process_call(process, "Code.Read", NULL, 1000);
    packet_expect(&answer, "success", NULL);
    driver_process_stop(process);
}

static void
test_code_virtual__has_every_fault_it_knows(void)
{
    static const char *const causes[] = {"ioError", "busy", "accessDenied",
                                         "notConnected", "notResponding"};
    struct driver_process *process = reader_start();
    for (size_t i = 0; i < G_N_ELEMENTS(causes); i++) {
        virtual_control(control, "fault %s", causes[i]);
        struct packet answer = driver_process_call(process, "Code.Read", NULL, 1000);
        g_assert_cmpstr(packet_cause(&answer), ==, causes[i]);
        packet_finish(&answer);
        virtual_control(control, "clear");
    }
    driver_process_stop(process);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_autofree char *folder = g_dir_make_tmp("kiosk-code-XXXXXX", NULL);
    control = g_build_filename(folder, "control", NULL);
    g_test_add_func("/code-virtual/reads-once",
                    test_code_virtual__reads_what_is_shown_once);
    g_test_add_func("/code-virtual/faults", test_code_virtual__has_every_fault_it_knows);
    int result = g_test_run();
    g_rmdir(folder);
    g_free(control);
    return result;
}
