// SPDX-License-Identifier: Apache-2.0
/* The whole driver on a pseudo-terminal, and where a code ends. */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include "drivers/code/serial/line.h"
#include "tests/support/code_simulator.h"
#include "tests/support/driver_process.h"

static char *link_path;

struct bench {
    struct code_simulator *simulator;
    struct driver_process *process;
};

static struct bench
bench_start(void)
{
    g_autoptr(GError) error = NULL;
    struct bench bench = {.simulator = code_simulator_start(link_path, &error)};
    g_assert_no_error(error);
    g_autofree char *address = g_strdup_printf("serial:%s?baud=9600", link_path);
    bench.process = driver_process_open("code-serial", address);
    return bench;
}

static void
bench_stop(struct bench *bench)
{
    g_assert_cmpint(driver_process_stop(bench->process), ==, 0);
    code_simulator_stop(bench->simulator);
}

/* Begins to read, and waits until what came before is thrown away. */
static int
begin_read(struct bench *bench, int timeout_ms)
{
    int id = driver_process_send(bench->process, "Code.Read", NULL, timeout_ms);
    g_usleep(100 * 1000);
    return id;
}

static void
expect_text(struct bench *bench, int id, const char *text)
{
    struct packet answer = driver_process_await(bench->process, id, 2000);
    g_assert_cmpstr(packet_completion(&answer), ==, "success");
    g_assert_cmpstr(packet_text(&answer, "text"), ==, text);
    packet_finish(&answer);
}

static void
test_code_serial__takes_every_end_that_scanners_have(void)
{
    static const char *const ends[] = {"\r", "\n", "\r\n", ""};
    struct bench bench = bench_start();
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        int id = begin_read(&bench, 3000);
        code_simulator_scan(bench.simulator, "000126112100071", ends[i]);
        expect_text(&bench, id, "000126112100071");
    }
    bench_stop(&bench);
}

static void
test_code_serial__puts_pieces_together(void)
{
    struct bench bench = bench_start();
    int id = begin_read(&bench, 3000);
    for (const char *at = "预约单 0007\r"; *at != '\0'; at++) {
        code_simulator_send(bench.simulator, at, 1);
        g_usleep(2000);
    }
    expect_text(&bench, id, "预约单 0007");
    bench_stop(&bench);
}

static void
test_code_serial__reads_gb18030_where_it_is_no_utf8(void)
{
    struct bench bench = bench_start();
    int id = begin_read(&bench, 3000);
    g_autofree char *bytes =
        g_convert("收件回执", -1, "GB18030", "UTF-8", NULL, NULL, NULL);
    code_simulator_scan(bench.simulator, bytes, "\r");
    expect_text(&bench, id, "收件回执");
    bench_stop(&bench);
}

static void
test_code_serial__passes_over_noise(void)
{
    static const unsigned char noise[] = {0xff, 0x00, 0x01, 0x81, 0x7f, '\r', 0x1b, '\n'};
    struct bench bench = bench_start();
    int id = begin_read(&bench, 4000);
    code_simulator_send(bench.simulator, noise, sizeof noise);
    g_autofree char *flood = g_strnfill(2 * LINE_BYTES_MAX, 'x'); // without an end
    code_simulator_send(bench.simulator, flood, strlen(flood));
    code_simulator_scan(bench.simulator, "\r", "");
    code_simulator_scan(bench.simulator, "good", "\r");
    expect_text(&bench, id, "good");
    bench_stop(&bench);
}

static void
test_code_serial__what_was_scanned_before_was_not_asked_for(void)
{
    struct bench bench = bench_start();
    code_simulator_scan(bench.simulator, "earlier", "\r");
    g_usleep(50 * 1000);
    int id = begin_read(&bench, 500);
    struct packet answer = driver_process_await(bench.process, id, 2000);
    packet_expect(&answer, "timeOut", NULL);
    bench_stop(&bench);
}

static void
test_code_serial__goes_on_reading_and_tells_each_once(void)
{
    struct bench bench = bench_start();
    int id = driver_process_send(bench.process, "Code.Read",
                                 json_pack("{s:b}", "continuous", 1), 0);
    g_usleep(100 * 1000);
    code_simulator_scan(bench.simulator, "one", "\r");
    code_simulator_scan(bench.simulator, "one", "\r"); // it lies there
    code_simulator_scan(bench.simulator, "two", "\r");
    struct packet event =
        driver_process_await_event(bench.process, "Code.CodeRead", 1000);
    g_assert_cmpstr(packet_text(&event, "text"), ==, "one");
    packet_finish(&event);
    event = driver_process_await_event(bench.process, "Code.CodeRead", 1000);
    g_assert_cmpstr(packet_text(&event, "text"), ==, "two");
    packet_finish(&event);
    struct packet answer = driver_process_call(bench.process, "Common.Cancel",
                                               json_pack("{s:i}", "id", id), 1000);
    packet_finish(&answer);
    answer = driver_process_await(bench.process, id, 2000);
    packet_expect(&answer, "canceled", NULL);
    bench_stop(&bench);
}

static void
test_code_serial__is_unplugged_and_comes_back(void)
{
    struct bench bench = bench_start();
    int id = begin_read(&bench, 5000);
    code_simulator_unplug(bench.simulator);
    struct packet answer = driver_process_await(bench.process, id, 2000);
    packet_expect(&answer, "deviceNotReady", "notConnected");
    driver_process_await_status(bench.process, "noDevice", "notConnected", 1000);
    g_assert_true(code_simulator_plug(bench.simulator, NULL));
    id = begin_read(&bench, 3000);
    code_simulator_scan(bench.simulator, "again", "\r");
    expect_text(&bench, id, "again");
    bench_stop(&bench);
}

static void
test_code_serial__tells_unasked_that_its_cable_was_pulled(void)
{
    struct bench bench = bench_start();
    driver_process_await_status(bench.process, "online", "none", 2000);
    code_simulator_unplug(bench.simulator);
    driver_process_await_status(bench.process, "noDevice", "notConnected", 500);
    g_assert_true(code_simulator_plug(bench.simulator, NULL));
    int id = begin_read(&bench, 3000);
    code_simulator_scan(bench.simulator, "back", "\r");
    expect_text(&bench, id, "back");
    code_simulator_unplug(bench.simulator); // watched again
    driver_process_await_status(bench.process, "noDevice", "notConnected", 500);
    bench_stop(&bench);
}

static void
test_code_serial__plays_a_recording(void)
{
    g_autofree char *file = g_build_filename(g_get_tmp_dir(), "kiosk-code-replay", NULL);
    g_assert_true(g_file_set_contents(file, "# a scanner with CR\n< 5 3030\n< 9 30310d\n",
                                      -1, NULL));
    g_autofree char *address = g_strdup_printf("replay:%s", file);
    struct driver_process *process = driver_process_open("code-serial", address);
    struct packet answer = driver_process_call(process, "Code.Read", NULL, 1000);
    g_assert_cmpstr(packet_text(&answer, "text"), ==, "0001");
    packet_expect(&answer, "success", NULL);
    driver_process_stop(process);
    g_unlink(file);
}

static void
test_line__never_reads_past_its_end(void)
{
    struct line *line = g_new0(struct line, 1);
    g_autofree char *bytes = g_malloc(3 * LINE_BYTES_MAX);
    memset(bytes, 'a', 3 * LINE_BYTES_MAX);
    const char *at = bytes;
    size_t size = 3 * LINE_BYTES_MAX;
    char *text = NULL;
    g_assert_false(line_take(line, &at, &size, &text));
    g_assert_true(line->overlong);
    g_assert_false(line_silence(line, &text));
    g_assert_false(line_is_open(line));
    at = "ok\r";
    size = 3;
    g_assert_true(line_take(line, &at, &size, &text));
    g_assert_cmpstr(text, ==, "ok");
    g_free(text);
    g_free(line);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_autofree char *folder = g_dir_make_tmp("kiosk-code-XXXXXX", NULL);
    link_path = g_build_filename(folder, "scanner", NULL);
#define ADD(name) g_test_add_func("/code-serial/" #name, test_code_serial__##name)
    ADD(takes_every_end_that_scanners_have);
    ADD(puts_pieces_together);
    ADD(reads_gb18030_where_it_is_no_utf8);
    ADD(passes_over_noise);
    ADD(what_was_scanned_before_was_not_asked_for);
    ADD(goes_on_reading_and_tells_each_once);
    ADD(is_unplugged_and_comes_back);
    ADD(tells_unasked_that_its_cable_was_pulled);
    ADD(plays_a_recording);
    g_test_add_func("/code-serial/line/bounded", test_line__never_reads_past_its_end);
    int result = g_test_run();
    g_rmdir(folder);
    g_free(link_path);
    return result;
}
