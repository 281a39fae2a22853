// SPDX-License-Identifier: Apache-2.0
/* scanner-sane beside scanners that take a connection and say nothing. In a network of its own. */
#include "tests/support/driver_process.h"
#include "tests/support/sane_world.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#define SANED_PORT 6566

static struct sane_world world;

/* Takes connections, as its kernel does, and never a byte of them. `port` 0: any; returns it. */
static int
listen_mutely(int port, int *fd_out)
{
    struct sockaddr_in place = {.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof place;
    *fd_out = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    g_assert_cmpint(bind(*fd_out, (struct sockaddr *)&place, size), ==, 0);
    g_assert_cmpint(listen(*fd_out, 64), ==, 0);
    g_assert_cmpint(getsockname(*fd_out, (struct sockaddr *)&place, &size), ==, 0);
    return ntohs(place.sin_port);
}

/* The backend needs 5 s to give such a one up, so the claims are tried side by side. */
static void
test_mute__network_scanner_does_not_keep_the_driver_from_the_protocol(void)
{
    static const char *const claims[] = {"a command", "a canceled", "a second",
                                         "it ends so while"};
    struct child *checks[G_N_ELEMENTS(claims)];
    int mute;
    sane_world_init(&world, "airscan");
    g_autofree char *text =
        g_strdup_printf("[devices]\n\"Desk\" = http://127.0.0.1:%d/eSCL/, eSCL\n"
                        "[options]\ndiscovery = disable\n",
                        listen_mutely(0, &mute));
    sane_world_configure(&world, "airscan.conf", text);
    g_autofree char *address = sane_world_address(&world, "airscan:e0:Desk", NULL);
    g_autofree char *check = child_built("bin/driver-check");
    g_autofree char *program = child_built("bin/drivers/scanner-sane");
    for (size_t i = 0; i < G_N_ELEMENTS(claims); i++) {
        const char *const argv[] = {check,       "--only", claims[i], program,
                                    "--address", address,  NULL};
        checks[i] = child_start(argv, NULL, NULL, NULL);
        g_assert_nonnull(checks[i]);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(claims); i++) {
        int status = -1;
        g_assert_true(child_wait(checks[i], 30000, &status));
        g_test_message("%s: %d", claims[i], status);
        g_assert_cmpint(status, ==, 0);
        child_stop(checks[i]);
    }
    close(mute);
    sane_world_finish(&world);
}

/* A saned that takes the connection and says no word: its backend waits for it for ever. */
static void
test_mute__saned_does_not_hold_the_opening(void)
{
    int mute;
    sane_world_init(&world, "net");
    sane_world_configure(&world, "net.conf", "127.0.0.1\n");
    listen_mutely(SANED_PORT, &mute);
    g_autofree char *address = sane_world_address(&world, "net:127.0.0.1:pnm:0", NULL);
    struct driver_process *driver = driver_process_open("scanner-sane", address);
    driver_process_await_status(driver, "offline", "notResponding", 6000);
    for (int i = 0; i < 2; i++) { // the second finds the first opening still held
        struct packet packet = driver_process_call(driver, "Scanner.Scan", NULL, 6000);
        packet_expect(&packet, "deviceNotReady", "notResponding");
    }
    g_assert_cmpint(shutdown(mute, SHUT_RDWR), ==, 0); // the machine is rebooted
    close(mute);
    struct packet packet = {0};
    for (int i = 0; i < 5; i++) {
        packet_finish(&packet);
        packet = driver_process_call(driver, "Common.Status",
                                     json_pack("{s:b}", "refresh", 1), 6000);
        if (g_str_equal(packet_text(&packet, "device"), "noDevice"))
            break;
    }
    g_assert_cmpstr(packet_text(&packet, "device"), ==, "noDevice");
    packet_finish(&packet);
    g_assert_cmpint(driver_process_stop(driver), ==, 0);
    sane_world_finish(&world);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    sane_world_own_network();
#define ADD(name) g_test_add_func("/sane/mute/" #name, test_mute__##name)
    ADD(saned_does_not_hold_the_opening);
    ADD(network_scanner_does_not_keep_the_driver_from_the_protocol);
#undef ADD
    return g_test_run();
}
