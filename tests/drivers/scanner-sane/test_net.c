// SPDX-License-Identifier: Apache-2.0
/* A scanner behind saned on another machine, and what becomes of us when that dies, hangs or
 * comes back. In a network of its own. */
#include "tests/support/driver_process.h"
#include "tests/support/process.h"
#include "tests/support/sane_world.h"

#include <signal.h>
#include <string.h>

#include "base/blob.h"
#include "base/json.h"

#define SCAN_MS 30000
#define STALL_MS 8000 // the driver's
#define SLOW "200000" // microseconds a piece of 64 KiB

static struct driver_process *
open_remote(const struct sane_world *world, const char *device, const char *option,
            const char *value)
{
    g_autofree char *address =
        sane_world_address(world, device, option, value,
                           option[0] == 'r' ? "read-delay-duration" : NULL, SLOW, NULL);
    return driver_process_open("scanner-sane", address);
}

static struct packet
scan(struct driver_process *driver)
{
    return driver_process_call(driver, "Scanner.Scan", json_pack("{s:i}", "dpi", 50),
                               SCAN_MS);
}

/* A scan of several seconds whose first bytes have come. */
static int
begin_scan(struct driver_process *driver)
{
    int id = driver_process_send(driver, "Scanner.Scan", json_pack("{s:i}", "dpi", 300),
                                 SCAN_MS);
    struct packet event = driver_process_await_event(driver, "Scanner.Progress", 5000);
    packet_finish(&event);
    return id;
}

static void
begin_world(struct sane_world *world)
{
    sane_world_init(world, "net");
    sane_world_serve(world, "pnm test");
}

static void
test_net__gives_the_very_bytes_of_a_page(void)
{
    g_autoptr(GError) error = NULL;
    struct sane_world world;
    struct page page;
    begin_world(&world);
    page_draw(&page, PAGE_HOUSEHOLD, 200, 0);
    g_autofree char *path = sane_world_page(&world, "page.ppm", &page);
    struct driver_process *driver =
        open_remote(&world, "net:127.0.0.1:pnm:0", "filename", path);
    for (int round = 0; round < 2; round++) {
        struct packet packet = scan(driver);
        g_assert_cmpstr(packet_completion(&packet), ==, "success");
        struct blob_view view = {0};
        blob_view_init(&view, packet.blobs[0], PROTOCOL_BLOB_SIZE_MAX, &error);
        g_assert_no_error(error);
        g_assert_cmpuint(view.size, ==, page_size(&page));
        g_assert_true(memcmp(view.bytes, page.pixels, view.size) == 0);
        blob_view_finish(&view);
        packet_finish(&packet);
    }
    g_assert_cmpint(driver_process_stop(driver), ==, 0);
    page_finish(&page);
    sane_world_finish(&world);
}

static void
test_net__notices_a_peer_that_died(void)
{
    struct sane_world world;
    begin_world(&world);
    struct driver_process *driver =
        open_remote(&world, "net:127.0.0.1:test:0", "read-delay", "yes");
    int id = begin_scan(driver);
    int64_t begin = g_get_monotonic_time();
    kill(sane_world_session(&world), SIGKILL);
    uint64_t before_us = process_use(driver_process_pid(driver)).cpu_us;
    struct packet packet = driver_process_await(driver, id, STALL_MS + 4000);
    uint64_t used_us = process_use(driver_process_pid(driver)).cpu_us - before_us;
    g_assert_cmpuint(used_us, <, 500 * 1000); // waited for, not spun for
    int64_t lasted_ms = (g_get_monotonic_time() - begin) / 1000;
    g_test_message("noticed after %d ms", (int)lasted_ms);
    g_assert_cmpstr(packet_completion(&packet), !=, "success");
    g_test_message("%s, %s", packet_completion(&packet), packet_cause(&packet));
    g_assert_cmpint(lasted_ms, <, STALL_MS + 3000);
    packet_finish(&packet);
    // saned itself lives and serves the next session: so does the driver.
    packet = scan(driver);
    packet_expect(&packet, "success", NULL);
    driver_process_stop(driver);
    sane_world_finish(&world);
}

static void
test_net__notices_a_peer_that_hangs_and_takes_it_back(void)
{
    struct sane_world world;
    begin_world(&world);
    struct driver_process *driver =
        open_remote(&world, "net:127.0.0.1:test:0", "read-delay", "yes");
    int id = begin_scan(driver);
    pid_t session = sane_world_session(&world);
    kill(session, SIGSTOP);
    struct packet packet = driver_process_await(driver, id, STALL_MS + 4000);
    packet_expect(&packet, "deviceNotReady", "notResponding");
    driver_process_await_status(driver, "offline", "notResponding", 2000);
    // Still held: refused at once, not waited for.
    int64_t begin = g_get_monotonic_time();
    packet = scan(driver);
    packet_expect(&packet, "deviceNotReady", "notResponding");
    g_assert_cmpint((g_get_monotonic_time() - begin) / 1000, <, 3000);
    kill(session, SIGCONT);
    g_usleep(500 * 1000);
    packet = scan(driver);
    packet_expect(&packet, "success", NULL);
    driver_process_stop(driver);
    sane_world_finish(&world);
}

static void
test_net__cancels_beside_a_peer_that_hangs(void)
{
    struct sane_world world;
    begin_world(&world);
    struct driver_process *driver =
        open_remote(&world, "net:127.0.0.1:test:0", "read-delay", "yes");
    int id = begin_scan(driver);
    pid_t session = sane_world_session(&world);
    kill(session, SIGSTOP);
    g_usleep(200 * 1000);
    int64_t begin = g_get_monotonic_time();
    driver_process_send(driver, "Common.Cancel", json_pack("{s:i}", "id", id), 2000);
    struct packet packet = driver_process_await(driver, id, 4000);
    packet_expect(&packet, "canceled", NULL);
    g_assert_cmpint((g_get_monotonic_time() - begin) / 1000, <, PROTOCOL_CANCEL_MS);
    kill(session, SIGKILL);
    driver_process_stop(driver);
    sane_world_finish(&world);
}

static void
test_net__says_when_the_other_machine_is_not_there(void)
{
    struct sane_world world;
    sane_world_init(&world, "net"); // nobody listens
    struct driver_process *driver =
        open_remote(&world, "net:127.0.0.1:test:0", "mode", "Gray");
    struct packet packet = scan(driver);
    packet_expect(&packet, "deviceNotReady", "notConnected");
    sane_world_serve(&world, "test");
    packet = scan(driver); // it was switched on: no restart is needed
    packet_expect(&packet, "success", NULL);
    driver_process_stop(driver);
    sane_world_finish(&world);
}

#define ADD(name) g_test_add_func("/sane/net/" #name, test_net__##name)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    if (!sane_world_own_network())
        g_printerr("# in the network of the machine: port 6566 must be free\n");
    ADD(gives_the_very_bytes_of_a_page);
    ADD(notices_a_peer_that_died);
    ADD(notices_a_peer_that_hangs_and_takes_it_back);
    ADD(cancels_beside_a_peer_that_hangs);
    ADD(says_when_the_other_machine_is_not_there);
    return g_test_run();
}
