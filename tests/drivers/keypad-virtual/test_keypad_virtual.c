// SPDX-License-Identifier: Apache-2.0
#include <glib/gstdio.h>
#include <kiosk/keypad.h>

#include "tests/support/driver_process.h"
#include "tests/support/virtual_control.h"

static void
test_keypad_virtual__tells_keys_unless_it_has_a_fault(void)
{
    g_autofree char *folder = g_dir_make_tmp("kiosk-keys-XXXXXX", NULL);
    g_autofree char *socket = g_build_filename(folder, "socket", NULL);
    g_autofree char *address = g_strdup_printf("virtual:%s", socket);
    struct driver_process *process = driver_process_open("keypad-virtual", address);
    virtual_control(socket, "press help");
    struct packet event = driver_process_await_event(process, "Keypad.KeyPressed", 1000);
    g_assert_cmpstr(packet_text(&event, "key"), ==, "help");
    packet_finish(&event);
    virtual_control(socket, "hold next 2");
    for (int i = 0; i < 3; i++) {
        event = driver_process_await_event(process, "Keypad.KeyPressed", 1000);
        g_assert_true(json_is_true(packet_member(&event, "repeat")) == (i > 0));
        packet_finish(&event);
    }
    virtual_control(socket, "headphones in");
    event = driver_process_await_event(process, "Keypad.HeadphonesChanged", 1000);
    packet_finish(&event);
    virtual_control(socket, "fault notConnected");
    virtual_control(socket, "press help");
    g_assert_false(driver_process_has_event(process, "Keypad.KeyPressed", 100));
    struct packet answer = driver_process_call(process, "Keypad.Enable",
                                               json_pack("{s:b}", "enabled", 1), 1000);
    packet_expect(&answer, "deviceNotReady", "notConnected");
    virtual_control(socket, "clear");
    answer = driver_process_call(process, "Keypad.Enable",
                                 json_pack("{s:b}", "enabled", 1), 1000);
    g_assert_true(schema_accepts(&keypad_enable_completion,
                                 json_object_get(answer.body, "payload"), NULL));
    packet_expect(&answer, "success", NULL);
    g_assert_cmpint(driver_process_stop(process), ==, 0);
    g_unlink(socket);
    g_rmdir(folder);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/keypad-virtual/keys",
                    test_keypad_virtual__tells_keys_unless_it_has_a_fault);
    return g_test_run();
}
