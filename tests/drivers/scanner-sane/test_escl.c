// SPDX-License-Identifier: Apache-2.0
/* A network scanner that speaks eSCL, through the airscan backend. In a network of its own. */
#include "tests/support/driver_process.h"
#include "tests/support/sane_world.h"

#include <stdio.h>
#include <string.h>

#include "base/blob.h"
#include "base/json.h"

#define SCAN_MS 60000

static struct sane_world world;
static struct page page;
static struct child *simulator;
static struct driver_process *driver;

static void
tell(const char *line)
{
    g_assert_true(child_say(simulator, line));
    g_autofree char *heard = child_hear(simulator, 5000);
    g_assert_cmpstr(heard, ==, "done");
}

static void
start_driver(void)
{
    g_autofree char *address = sane_world_address(&world, "airscan:e0:Desk", NULL);
    driver = driver_process_open("scanner-sane", address);
}

static void
begin(void)
{
    g_autoptr(GError) error = NULL;
    sane_world_init(&world, "airscan");
    page_draw(&page, PAGE_HOUSEHOLD, 300, 0);
    g_autofree char *path = sane_world_page(&world, "page.png", &page);
    g_autofree char *program = child_built("bin/support/escl-simulator");
    const char *const argv[] = {program, path, NULL};
    simulator = child_start(argv, NULL, NULL, &error);
    g_assert_no_error(error);
    g_autofree char *line = child_hear(simulator, 5000);
    int port = 0;
    g_assert_true(line && sscanf(line, "port %d", &port) == 1);
    g_autofree char *text =
        g_strdup_printf("[devices]\n\"Desk\" = http://127.0.0.1:%d/eSCL/, eSCL\n"
                        "[options]\ndiscovery = disable\n",
                        port);
    sane_world_configure(&world, "airscan.conf", text);
    start_driver();
}

static void
finish(void)
{
    driver_process_stop(driver);
    child_stop(simulator);
    page_finish(&page);
    sane_world_finish(&world);
}

static struct packet
scan(void)
{
    return driver_process_call(driver, "Scanner.Scan", json_pack("{s:i}", "dpi", 300),
                               SCAN_MS);
}

static void
expect_page(void)
{
    g_autoptr(GError) error = NULL;
    struct packet packet = scan();
    g_assert_cmpstr(packet_completion(&packet), ==, "success");
    const json_t *got = json_array_get(packet_member(&packet, "pages"), 0);
    g_assert_cmpint(json_integer_value(json_object_get(got, "width")), ==, page.width);
    g_assert_cmpint(json_integer_value(json_object_get(got, "height")), ==, page.height);
    g_assert_cmpint(json_integer_value(json_object_get(got, "dpi")), ==, 300);
    struct blob_view view = {0};
    blob_view_init(&view, packet.blobs[0], PROTOCOL_BLOB_SIZE_MAX, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(view.size, ==, page_size(&page));
    g_assert_true(memcmp(view.bytes, page.pixels, view.size) == 0);
    blob_view_finish(&view);
    packet_finish(&packet);
}

static void
test_escl__gives_the_very_bytes_of_a_page(void)
{
    begin();
    expect_page();
    expect_page();
    finish();
}

static void
test_escl__never_takes_garbage_for_a_page(void)
{
    static const char *const modes[] = {"garbage", "cut"};
    begin();
    for (size_t i = 0; i < G_N_ELEMENTS(modes); i++) {
        tell(modes[i]);
        struct packet packet = scan();
        g_test_message("%s: %s, %s: %s", modes[i], packet_completion(&packet),
                       packet_cause(&packet), packet_explanation(&packet));
        packet_expect(&packet, "hardwareError", NULL);
    }
    tell("clear");
    expect_page();
    finish();
}

static void
test_escl__says_that_the_scanner_is_busy_or_gone(void)
{
    begin();
    tell("busy");
    struct packet packet = scan();
    packet_expect(&packet, "deviceNotReady", "busy");
    tell("vanish");
    packet = scan();
    g_assert_cmpstr(packet_completion(&packet), !=, "success");
    g_test_message("vanish: %s, %s", packet_completion(&packet), packet_cause(&packet));
    packet_finish(&packet);
    tell("clear");
    expect_page();
    finish();
}

static void
test_escl__cancels_beside_a_scanner_that_hangs(void)
{
    begin();
    tell("hang");
    int id = driver_process_send(driver, "Scanner.Scan", json_pack("{s:i}", "dpi", 300),
                                 SCAN_MS);
    g_usleep(1500 * 1000);
    int64_t asked = g_get_monotonic_time();
    driver_process_send(driver, "Common.Cancel", json_pack("{s:i}", "id", id), 2000);
    struct packet packet = driver_process_await(driver, id, 20000);
    g_test_message("canceled after %d ms",
                   (int)((g_get_monotonic_time() - asked) / 1000));
    packet_expect(&packet, "canceled", NULL);
    finish();
}

/* The backend holds on for 10 s and then takes the canceled scan for one that still runs, or
 * never lets go: then the driver ends, and whoever watches it starts another one. */
static void
test_escl__scans_again_after_a_cancel_beside_a_scanner_that_hung(void)
{
    begin();
    tell("hang");
    int id = driver_process_send(driver, "Scanner.Scan", json_pack("{s:i}", "dpi", 300),
                                 SCAN_MS);
    g_usleep(1500 * 1000);
    driver_process_send(driver, "Common.Cancel", json_pack("{s:i}", "id", id), 2000);
    struct packet packet = driver_process_await(driver, id, 20000);
    packet_expect(&packet, "canceled", NULL);
    tell("clear");
    bool again = false;
    for (int i = 0; i < 20 && !again; i++) {
        if (driver_process_wait(driver, 1000) >= 0) {
            driver_process_stop(driver);
            start_driver();
        }
        packet = scan();
        again = strcmp(packet_completion(&packet), "success") == 0;
        if (!again)
            g_test_message("%s: %s", packet_cause(&packet), packet_explanation(&packet));
        packet_finish(&packet);
    }
    g_assert_true(again);
    finish();
}

#define ADD(name) g_test_add_func("/sane/escl/" #name, test_escl__##name)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    sane_world_own_network();
    ADD(gives_the_very_bytes_of_a_page);
    ADD(never_takes_garbage_for_a_page);
    ADD(says_that_the_scanner_is_busy_or_gone);
    ADD(cancels_beside_a_scanner_that_hangs);
    ADD(scans_again_after_a_cancel_beside_a_scanner_that_hung);
    return g_test_run();
}
