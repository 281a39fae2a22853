// SPDX-License-Identifier: Apache-2.0
#include <glib/gstdio.h>
#include <kiosk/contacts.h>

#include "tests/support/driver_process.h"
#include "tests/support/virtual_control.h"

static void
test_contacts_virtual__is_as_it_is_set(void)
{
    g_autofree char *folder = g_dir_make_tmp("kiosk-box-XXXXXX", NULL);
    g_autofree char *socket = g_build_filename(folder, "socket", NULL);
    g_autofree char *address = g_strdup_printf("virtual:%s", socket);
    struct driver_process *process = driver_process_open("contacts-virtual", address);
    virtual_control(socket, "set proximitySensor present");
    struct packet event = driver_process_await_event(process, "Contacts.Changed", 1000);
    g_assert_cmpstr(packet_text(&event, "value"), ==, "present");
    packet_finish(&event);
    virtual_control(socket, "set cabinetDoor open");
    driver_process_await_status(process, "userError", "doorOpen", 1000);
    virtual_control(socket, "fault tampered");
    driver_process_await_status(process, "fraudAttempt", "tampered", 1000);
    struct packet answer =
        driver_process_call(process, "Contacts.SetLight",
                            json_pack("{s:s, s:b}", "light", "statusBad", "on", 1), 1000);
    packet_expect(&answer, "success", NULL);
    answer = driver_process_call(process, "Contacts.Read", NULL, 1000);
    g_assert_true(schema_accepts(&contacts_read_completion,
                                 json_object_get(answer.body, "payload"), NULL));
    packet_expect(&answer, "success", NULL);
    virtual_control(socket, "clear");
    driver_process_await_status(process, "online", "none", 1000);
    g_autofree char *refused = virtual_control_ask(socket, "set cabinetDoor present");
    g_assert_true(g_str_has_prefix(refused, "error"));
    g_assert_cmpint(driver_process_stop(process), ==, 0);
    g_unlink(socket);
    g_rmdir(folder);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/contacts-virtual/set", test_contacts_virtual__is_as_it_is_set);
    return g_test_run();
}
