// SPDX-License-Identifier: Apache-2.0
/* The smart card service is killed, hangs, has no reader any more. */
#include "bench.h"

static void
test_service__can_be_canceled_while_a_card_hangs(void)
{
    struct bench bench = bench_start();
    chip_world_behave(bench.world, "hang");
    chip_world_insert(bench.world);
    int id = driver_process_send(bench.process, "Card.Read", NULL, 0);
    gint64 end = g_get_monotonic_time() + 4 * G_TIME_SPAN_SECOND;
    while (chip_world_asked(bench.world) == 0 && g_get_monotonic_time() < end)
        g_usleep(10000);
    struct packet answer = driver_process_call(bench.process, "Common.Cancel",
                                               json_pack("{s:i}", "id", id), 1000);
    packet_expect(&answer, "success", NULL);
    answer = driver_process_await(bench.process, id, 1900);
    packet_expect(&answer, "canceled", NULL);
    // The card goes, and with it what hung.
    take_out(&bench);
    expect_good_read(&bench);
    bench_stop(&bench);
}

static void
test_service__gets_over_a_service_that_was_killed(void)
{
    struct bench bench = bench_start();
    int id = driver_process_send(bench.process, "Card.Read", NULL, 0);
    g_assert_cmpuint(driver_process_count(bench.process, id, 200), ==, 0);
    chip_world_kill_service(bench.world);
    struct packet answer = driver_process_await(bench.process, id, 1000);
    packet_expect(&answer, "deviceNotReady", "notResponding");
    driver_process_await_status(bench.process, "offline", "notResponding", 1000);
    answer = read_card(&bench, 1000);
    packet_expect(&answer, "deviceNotReady", "notResponding");
    chip_world_start_service(bench.world, true);
    expect_good_read(&bench);
    bench_stop(&bench);
}

static void
test_service__gets_over_a_service_that_hangs(void)
{
    struct bench bench = bench_start();
    chip_world_halt_service(bench.world, true);
    gint64 begin = g_get_monotonic_time();
    struct packet answer = read_card(&bench, 8000);
    packet_expect(&answer, "deviceNotReady", "notResponding");
    g_assert_cmpint((g_get_monotonic_time() - begin) / 1000, <, 3000);
    // Asking again costs no more threads, and no more than a moment.
    answer = read_card(&bench, 2000);
    packet_expect(&answer, "deviceNotReady", "notResponding");
    chip_world_halt_service(bench.world, false);
    expect_good_read(&bench);
    bench_stop(&bench);
}

static void
test_service__says_that_the_reader_is_gone(void)
{
    struct bench bench = bench_start();
    chip_world_kill_service(bench.world);
    chip_world_start_service(bench.world, false);
    struct packet answer = driver_process_call(bench.process, "Common.Status",
                                               json_pack("{s:b}", "refresh", 1), 3000);
    packet_finish(&answer);
    answer = driver_process_call(bench.process, "Common.Status",
                                 json_pack("{s:b}", "refresh", 1), 3000);
    g_assert_cmpstr(packet_text(&answer, "device"), ==, "noDevice");
    g_assert_cmpstr(packet_text(&answer, "cause"), ==, "notConnected");
    packet_finish(&answer);
    chip_world_kill_service(bench.world);
    chip_world_start_service(bench.world, true);
    expect_good_read(&bench);
    bench_stop(&bench);
}

int
main(int argc, char **argv)
{
    bool own = chip_world_own_spaces();
    g_test_init(&argc, &argv, NULL);
    // Without a service of its own a test would put cards into the machine's.
    g_assert_true(own);
#define CASE(name) g_test_add_func("/card-pcsc/service/" #name, test_service__##name)
    CASE(can_be_canceled_while_a_card_hangs);
    CASE(gets_over_a_service_that_was_killed);
    CASE(gets_over_a_service_that_hangs);
    CASE(says_that_the_reader_is_gone);
    return g_test_run();
}
