// SPDX-License-Identifier: Apache-2.0
/* The whole driver with libgpiod, on a stand-in of the kernel's GPIO (tests/support/preload). */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <kiosk/contacts.h>
#include <linux/gpio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/child.h"
#include "tests/support/driver_process.h"

#define CHIP "gpio:/dev/null" // what the stand-in takes for the chip
#define WIRES                                                                            \
    "?cabinetDoor=1&tamperSensor=2:low&proximitySensor=3&statusBad=4&cardReader=5:low"
#define LINES 6

struct bench {
    char *folder;
    int edges[LINES];
    struct driver_process *process;
};

static char *
path_of(const struct bench *bench, const char *what, int line)
{
    return g_strdup_printf("%s/%s-%d", bench->folder, what, line);
}

static void
set_level(const struct bench *bench, int line, const char *level)
{
    g_autofree char *path = path_of(bench, "value", line);
    g_assert_true(g_file_set_contents(path, level, 1, NULL));
}

static void
edge(const struct bench *bench, int line)
{
    struct gpioevent_data event = {.timestamp = 1, .id = GPIOEVENT_EVENT_RISING_EDGE};
    g_assert_cmpint(write(bench->edges[line], &event, sizeof event), ==, sizeof event);
}

static void
turn(const struct bench *bench, int line, const char *level)
{
    set_level(bench, line, level);
    edge(bench, line);
}

static struct driver_process *
open_driver(const char *address)
{
    g_autofree char *library = child_built("lib/preload/gpio.so");
    g_setenv("LD_PRELOAD", library, true);
#ifdef __SANITIZE_ADDRESS__
    g_setenv("ASAN_OPTIONS", "verify_asan_link_order=0", true);
#endif
    struct driver_process *process = driver_process_open("contacts-gpio", address);
    g_unsetenv("LD_PRELOAD");
    return process;
}

static struct bench
bench_start(void)
{
    struct bench bench = {.folder = g_dir_make_tmp("kiosk-gpio-XXXXXX", NULL)};
    for (int line = 0; line < LINES; line++) {
        g_autofree char *fifo = path_of(&bench, "edges", line);
        g_assert_cmpint(mkfifo(fifo, 0600), ==, 0);
        bench.edges[line] = open(fifo, O_RDWR | O_CLOEXEC);
        set_level(&bench, line, line == 2 ? "1" : "0"); // the tamper switch is closed
    }
    g_setenv("KIOSK_GPIO", bench.folder, true);
    bench.process = open_driver(CHIP WIRES);
    driver_process_await_status(bench.process, "online", "none", 2000);
    return bench;
}

static void
bench_stop(struct bench *bench)
{
    static const char *const kinds[] = {"edges", "value", "absent"};
    g_assert_cmpint(driver_process_stop(bench->process), ==, 0);
    for (int line = 0; line < LINES; line++) {
        close(bench->edges[line]);
        for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
            g_autofree char *path = path_of(bench, kinds[i], line);
            g_unlink(path);
        }
    }
    g_assert_cmpint(g_rmdir(bench->folder), ==, 0);
    g_free(bench->folder);
}

static void
expect_change(struct bench *bench, const char *contact, const char *value)
{
    struct packet event =
        driver_process_await_event(bench->process, "Contacts.Changed", 1000);
    g_assert_cmpstr(packet_text(&event, "contact"), ==, contact);
    g_assert_cmpstr(packet_text(&event, "value"), ==, value);
    packet_finish(&event);
}

static void
test_contacts_gpio__tells_doors_and_tampering_as_faults(void)
{
    struct bench bench = bench_start();
    turn(&bench, 1, "1");
    expect_change(&bench, "cabinetDoor", "open");
    driver_process_await_status(bench.process, "userError", "doorOpen", 1000);
    turn(&bench, 2, "0"); // active low
    expect_change(&bench, "tamperSensor", "open");
    driver_process_await_status(bench.process, "fraudAttempt", "tampered", 1000);
    turn(&bench, 2, "1");
    expect_change(&bench, "tamperSensor", "closed");
    driver_process_await_status(bench.process, "userError", "doorOpen", 1000);
    turn(&bench, 1, "0");
    expect_change(&bench, "cabinetDoor", "closed");
    driver_process_await_status(bench.process, "online", "none", 1000);
    turn(&bench, 3, "1");
    expect_change(&bench, "proximitySensor", "present");
    bench_stop(&bench);
}

static void
test_contacts_gpio__passes_over_a_bounce(void)
{
    struct bench bench = bench_start();
    for (int i = 0; i < 5; i++)
        turn(&bench, 1, i % 2 == 0 ? "1" : "0");
    set_level(&bench, 1, "0"); // and settles where it was
    g_assert_false(driver_process_has_event(bench.process, "Contacts.Changed", 200));
    bench_stop(&bench);
}

static void
test_contacts_gpio__switches_lamps(void)
{
    static const struct {
        const char *light;
        int line;
        const char *on, *off;
    } rows[] = {{"statusBad", 4, "1", "0"}, {"cardReader", 5, "0", "1"}};
    struct bench bench = bench_start();
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        for (int on = 1; on >= 0; on--) {
            struct packet answer = driver_process_call(
                bench.process, "Contacts.SetLight",
                json_pack("{s:s, s:b}", "light", rows[i].light, "on", on), 1000);
            packet_expect(&answer, "success", NULL);
            g_autofree char *path = path_of(&bench, "value", rows[i].line), *level = NULL;
            g_assert_true(g_file_get_contents(path, &level, NULL, NULL));
            g_assert_cmpstr(level, ==, on ? rows[i].on : rows[i].off);
        }
    }
    struct packet answer = driver_process_call(
        bench.process, "Contacts.SetLight",
        json_pack("{s:s, s:b}", "light", "fasciaLight", "on", 1), 1000);
    packet_expect(&answer, "unsupportedData", "none");
    answer = driver_process_call(bench.process, "Contacts.Read", NULL, 1000);
    g_assert_cmpuint(json_array_size(packet_member(&answer, "contacts")), ==, 3);
    g_assert_cmpuint(json_array_size(packet_member(&answer, "lights")), ==, 2);
    packet_expect(&answer, "success", NULL);
    bench_stop(&bench);
}

static void
test_contacts_gpio__tells_when_the_chip_goes_and_comes_back(void)
{
    struct bench bench = bench_start();
    g_autofree char *absent = path_of(&bench, "absent", 0);
    g_assert_true(g_file_set_contents(absent, "", 0, NULL));
    edge(&bench, 1);
    driver_process_await_status(bench.process, "noDevice", "notConnected", 1000);
    struct packet answer =
        driver_process_call(bench.process, "Contacts.Read", NULL, 1000);
    packet_expect(&answer, "deviceNotReady", "notConnected");
    g_unlink(absent);
    answer = driver_process_call(bench.process, "Common.Status",
                                 json_pack("{s:b}", "refresh", 1), 1000);
    g_assert_cmpstr(packet_text(&answer, "device"), ==, "online");
    packet_finish(&answer);
    bench_stop(&bench);
}

static void
test_contacts_gpio__says_what_is_wrong_with_its_address(void)
{
    struct driver_process *process = open_driver("gpio:/dev/zero?cabinetDoor=1");
    driver_process_await_status(process, "noDevice", "badConfiguration", 1000);
    driver_process_stop(process);
    process = open_driver("gpio:/dev/no-such-chip?cabinetDoor=1");
    driver_process_await_status(process, "noDevice", "notConnected", 1000);
    driver_process_stop(process);
    process = open_driver("gpio:/dev/null?door=1");
    driver_process_await_status(process, "noDevice", "badConfiguration", 1000);
    driver_process_stop(process);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define CASE(name) g_test_add_func("/contacts-gpio/" #name, test_contacts_gpio__##name)
    CASE(tells_doors_and_tampering_as_faults);
    CASE(passes_over_a_bounce);
    CASE(switches_lamps);
    CASE(tells_when_the_chip_goes_and_comes_back);
    CASE(says_what_is_wrong_with_its_address);
    return g_test_run();
}
