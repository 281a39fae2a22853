// SPDX-License-Identifier: Apache-2.0
/* The whole driver against a real smart card service with a virtual reader and card. */
#ifndef TEST_CARD_PCSC_BENCH_H
#define TEST_CARD_PCSC_BENCH_H

#include <glib/gstdio.h>
#include <kiosk/card.h>
#include <string.h>
#include "tests/support/chip_world.h"
#include "tests/support/driver_process.h"

#define ADDRESS "pcsc:Virtual%20PCD"

struct bench {
    struct chip_world *world;
    struct driver_process *process;
};

static struct bench
bench_start_at(const char *address)
{
    struct bench bench = {.world = chip_world_start()};
    bench.process = driver_process_open("card-pcsc", address);
    driver_process_await_status(bench.process, "online", "none", 5000);
    return bench;
}

static inline struct bench
bench_start(void)
{
    return bench_start_at(ADDRESS);
}

static void
bench_stop(struct bench *bench)
{
    g_assert_cmpint(driver_process_stop(bench->process), ==, 0);
    chip_world_stop(bench->world);
}

static inline struct packet
read_card(struct bench *bench, int timeout_ms)
{
    return driver_process_call(bench->process, "Card.Read", NULL, timeout_ms);
}

/* Takes the card out, and waits until the service has noticed, too: it looks every 0.4 s, and
 * a card that is back sooner, after one that failed, it takes for the failed one. */
static inline void
take_out(struct bench *bench)
{
    chip_world_remove(bench->world);
    bool gone = false;
    for (int i = 0; !gone && i < 60; i++) {
        struct packet answer = driver_process_call(
            bench->process, "Common.Status", json_pack("{s:b}", "refresh", 1), 3000);
        gone = strcmp(packet_text(&answer, "media"), "notPresent") == 0;
        packet_finish(&answer);
        g_usleep(50000);
    }
    g_assert_true(gone);
    g_usleep(500000);
}

/* The card lies there and everything is well again. */
static inline void
expect_good_read(struct bench *bench)
{
    chip_world_behave(bench->world, "");
    chip_world_insert(bench->world);
    struct packet answer = read_card(bench, 4000);
    packet_expect(&answer, "success", NULL);
}

#endif
