// SPDX-License-Identifier: Apache-2.0
/* The driver on USB: its transport on a stand-in of the bus (tests/support/preload/usb.c), with
 * the simulated module behind it. */
#include <glib/gstdio.h>
#include <kiosk/card.h>
#include <unistd.h>

#include "tests/support/child.h"
#include "tests/support/driver_process.h"
#include "tests/support/sam_simulator.h"

#define ADDRESS "usb:0400:C35A?split=7"

static char *line;

struct bench {
    struct sam_simulator *simulator;
    struct driver_process *process;
};

static struct driver_process *
open_driver(const char *address)
{
    g_autofree char *library = child_built("lib/preload/usb.so");
    g_setenv("LD_PRELOAD", library, true);
    g_setenv("KIOSK_USB", line, true);
#ifdef __SANITIZE_ADDRESS__
    g_setenv("ASAN_OPTIONS", "verify_asan_link_order=0", true);
#endif
    struct driver_process *process = driver_process_open("card-sam", address);
    g_unsetenv("LD_PRELOAD");
    return process;
}

static struct bench
bench_start(void)
{
    g_autoptr(GError) error = NULL;
    struct bench bench = {.simulator = sam_simulator_start(line, &error)};
    g_assert_no_error(error);
    bench.process = open_driver(ADDRESS);
    driver_process_await_status(bench.process, "online", "none", 3000);
    return bench;
}

static void
bench_stop(struct bench *bench)
{
    g_assert_cmpint(driver_process_stop(bench->process), ==, 0);
    sam_simulator_stop(bench->simulator);
}

static void
insert(struct bench *bench)
{
    uint8_t record[SAM_CARD_SIZE];
    g_assert_true(sam_card_write("citizen", NULL, record, NULL));
    sam_simulator_insert(bench->simulator, record);
}

static void
expect_read(struct bench *bench)
{
    insert(bench);
    struct packet answer = driver_process_call(bench->process, "Card.Read", NULL, 6000);
    g_assert_cmpuint(answer.blob_count, ==, 1);
    packet_expect(&answer, "success", NULL);
}

static void
test_usb__reads_a_card(void)
{
    struct bench bench = bench_start();
    expect_read(&bench);
    expect_read(&bench);
    bench_stop(&bench);
}

static void
test_usb__gets_over_faults_of_the_module(void)
{
    static const char *const faults[] = {"garbage",     "bad-sum", "short",
                                         "huge-length", "split",   "hang"};
    struct bench bench = bench_start();
    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++) {
        g_test_message("%s", faults[i]);
        g_assert_true(sam_simulator_fault(bench.simulator, faults[i], 1));
        expect_read(&bench);
        sam_simulator_clear(bench.simulator);
    }
    bench_stop(&bench);
}

static void
test_usb__tells_when_it_is_unplugged_and_comes_back(void)
{
    struct bench bench = bench_start();
    int id = driver_process_send(bench.process, "Card.Read", NULL, 0);
    g_assert_cmpuint(driver_process_count(bench.process, id, 200), ==, 0);
    sam_simulator_unplug(bench.simulator);
    struct packet answer = driver_process_await(bench.process, id, 1000);
    packet_expect(&answer, "deviceNotReady", "notConnected");
    answer = driver_process_call(bench.process, "Card.Read", NULL, 1000);
    packet_expect(&answer, "deviceNotReady", "notConnected");
    g_assert_true(sam_simulator_plug(bench.simulator, NULL));
    expect_read(&bench);
    bench_stop(&bench);
}

static void
test_usb__says_what_is_wrong_with_its_address(void)
{
    static const struct {
        const char *address, *cause;
    } rows[] = {{"usb:", "badConfiguration"},
                {"usb:0400", "badConfiguration"},
                {"usb:0400:C35A?split=x", "badConfiguration"},
                {"usb:0400:C35A?colour=red", "badConfiguration"},
                {"usb:10400:C35A", "badConfiguration"},
                {"usb:0400:C35B", "notConnected"}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct driver_process *process = open_driver(rows[i].address);
        driver_process_await_status(process, "noDevice", rows[i].cause, 2000);
        g_assert_cmpint(driver_process_stop(process), ==, 0);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_autofree char *folder = g_dir_make_tmp("kiosk-usb-XXXXXX", NULL);
    line = g_build_filename(folder, "module", NULL);
    g_test_add_func("/card-sam/usb/reads", test_usb__reads_a_card);
    g_test_add_func("/card-sam/usb/faults", test_usb__gets_over_faults_of_the_module);
    g_test_add_func("/card-sam/usb/unplugged",
                    test_usb__tells_when_it_is_unplugged_and_comes_back);
    g_test_add_func("/card-sam/usb/address",
                    test_usb__says_what_is_wrong_with_its_address);
    int status = g_test_run();
    g_unlink(line);
    g_rmdir(folder);
    g_free(line);
    return status;
}
