// SPDX-License-Identifier: Apache-2.0
/* The whole driver on a FIFO that carries the kernel's events. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <kiosk/keypad.h>
#include <linux/input.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/driver_process.h"

struct bench {
    char *folder, *fifo;
    int keys; // we write the kernel's events here
    struct driver_process *process;
};

static struct bench
bench_start(const char *options)
{
    struct bench bench = {.folder = g_dir_make_tmp("kiosk-keys-XXXXXX", NULL)};
    bench.fifo = g_build_filename(bench.folder, "event0", NULL);
    g_assert_cmpint(mkfifo(bench.fifo, 0600), ==, 0);
    bench.keys = open(bench.fifo, O_RDWR | O_CLOEXEC);
    g_autofree char *address = g_strdup_printf("evdev:%s%s", bench.fifo, options);
    bench.process = driver_process_open("keypad-evdev", address);
    driver_process_await_status(bench.process, "online", "none", 2000);
    return bench;
}

static void
bench_stop(struct bench *bench)
{
    g_assert_cmpint(driver_process_stop(bench->process), ==, 0);
    if (bench->keys >= 0)
        close(bench->keys);
    g_unlink(bench->fifo);
    g_assert_cmpint(g_rmdir(bench->folder), ==, 0);
    g_free(bench->fifo);
    g_free(bench->folder);
}

static void
happen(const struct bench *bench, int type, int code, int value)
{
    const struct input_event events[] = {
        {.type = (uint16_t)type, .code = (uint16_t)code, .value = value},
        {.type = EV_SYN, .code = SYN_REPORT}};
    g_assert_cmpint(write(bench->keys, events, sizeof events), ==, sizeof events);
}

static void
press(const struct bench *bench, int code)
{
    happen(bench, EV_KEY, code, 1);
    happen(bench, EV_KEY, code, 0);
}

static void
expect_key(struct bench *bench, const char *word, bool repeat)
{
    struct packet event =
        driver_process_await_event(bench->process, "Keypad.KeyPressed", 1500);
    g_assert_cmpstr(packet_text(&event, "key"), ==, word);
    g_assert_true(json_is_true(packet_member(&event, "repeat")) == repeat);
    packet_finish(&event);
}

static void
enable(struct bench *bench, bool enabled)
{
    struct packet answer = driver_process_call(
        bench->process, "Keypad.Enable", json_pack("{s:b}", "enabled", enabled), 1000);
    g_assert_cmpuint(json_array_size(packet_member(&answer, "keys")), >, 0);
    packet_expect(&answer, "success", NULL);
}

static void
test_keypad_evdev__tells_what_a_key_means(void)
{
    static const struct {
        int code;
        const char *word;
    } rows[] = {{KEY_DOWN, "next"}, {KEY_UP, "previous"}, {KEY_ENTER, "activate"},
                {KEY_ESC, "back"},  {KEY_HELP, "help"},   {KEY_KP5, "5"}};
    struct bench bench = bench_start("");
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        press(&bench, KEY_A); // means nothing
        press(&bench, rows[i].code);
        expect_key(&bench, rows[i].word, false);
    }
    bench_stop(&bench);
}

static void
test_keypad_evdev__takes_the_codes_of_another_pad(void)
{
    struct bench bench = bench_start("?keys=193:help,190:next");
    press(&bench, KEY_DOWN);
    press(&bench, 193);
    expect_key(&bench, "help", false);
    bench_stop(&bench);
}

static void
test_keypad_evdev__repeats_a_key_that_is_held(void)
{
    struct bench bench = bench_start("");
    happen(&bench, EV_KEY, KEY_DOWN, 1);
    expect_key(&bench, "next", false);
    gint64 begin = g_get_monotonic_time();
    happen(&bench, EV_KEY, KEY_DOWN, 2); // the kernel's own beat is passed over
    expect_key(&bench, "next", true);
    g_assert_cmpint((g_get_monotonic_time() - begin) / 1000, >=,
                    KEYPAD_REPEAT_AFTER_MS - 50);
    happen(&bench, EV_KEY, KEY_DOWN, 0);
    while (driver_process_has_event(bench.process, "Keypad.KeyPressed", 0)) {
        struct packet event =
            driver_process_await_event(bench.process, "Keypad.KeyPressed", 0);
        packet_finish(&event);
    }
    g_assert_false(driver_process_has_event(bench.process, "Keypad.KeyPressed", 500));
    happen(&bench, EV_KEY, KEY_ENTER, 1); // would open one thing after another
    expect_key(&bench, "activate", false);
    g_assert_false(driver_process_has_event(bench.process, "Keypad.KeyPressed", 900));
    bench_stop(&bench);
}

static void
test_keypad_evdev__is_silent_when_it_shall_be(void)
{
    struct bench bench = bench_start("");
    enable(&bench, false);
    press(&bench, KEY_DOWN);
    g_assert_false(driver_process_has_event(bench.process, "Keypad.KeyPressed", 200));
    enable(&bench, true);
    press(&bench, KEY_DOWN);
    expect_key(&bench, "next", false);
    bench_stop(&bench);
}

static void
test_keypad_evdev__tells_headphones(void)
{
    struct bench bench = bench_start("");
    happen(&bench, EV_SW, SW_HEADPHONE_INSERT, 1);
    struct packet event =
        driver_process_await_event(bench.process, "Keypad.HeadphonesChanged", 1000);
    g_assert_true(json_is_true(packet_member(&event, "plugged")));
    packet_finish(&event);
    struct packet answer = driver_process_call(bench.process, "Keypad.Enable",
                                               json_pack("{s:b}", "enabled", 1), 1000);
    g_assert_true(json_is_true(packet_member(&answer, "headphones")));
    packet_expect(&answer, "success", NULL);
    bench_stop(&bench);
}

static void
test_keypad_evdev__tells_when_it_is_unplugged_and_comes_back(void)
{
    struct bench bench = bench_start("");
    close(bench.keys);
    bench.keys = -1;
    driver_process_await_status(bench.process, "noDevice", "notConnected", 1000);
    struct packet answer = driver_process_call(bench.process, "Keypad.Enable",
                                               json_pack("{s:b}", "enabled", 1), 1000);
    packet_expect(&answer, "deviceNotReady", "notConnected");
    bench.keys = open(bench.fifo, O_RDWR | O_CLOEXEC);
    answer = driver_process_call(bench.process, "Common.Status",
                                 json_pack("{s:b}", "refresh", 1), 1000);
    g_assert_cmpstr(packet_text(&answer, "device"), ==, "online");
    packet_finish(&answer);
    press(&bench, KEY_DOWN);
    expect_key(&bench, "next", false);
    bench_stop(&bench);
}

static void
test_keypad_evdev__says_what_is_wrong_with_its_address(void)
{
    static const struct {
        const char *address, *cause;
    } rows[] = {
        {"serial:/dev/ttyS0", "badConfiguration"},
        {"evdev:/dev/null", "badConfiguration"}, // no input device
        {"evdev:/dev/input/no-such-pad", "notConnected"},
        {"evdev:?name=No%20such%20pad", "notConnected"},
        {"evdev:/dev/null?keys=1:upwards", "badConfiguration"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct driver_process *process =
            driver_process_open("keypad-evdev", rows[i].address);
        driver_process_await_status(process, "noDevice", rows[i].cause, 1000);
        g_assert_cmpint(driver_process_stop(process), ==, 0);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define CASE(name) g_test_add_func("/keypad-evdev/" #name, test_keypad_evdev__##name)
    CASE(tells_what_a_key_means);
    CASE(takes_the_codes_of_another_pad);
    CASE(repeats_a_key_that_is_held);
    CASE(is_silent_when_it_shall_be);
    CASE(tells_headphones);
    CASE(tells_when_it_is_unplugged_and_comes_back);
    CASE(says_what_is_wrong_with_its_address);
    return g_test_run();
}
