// SPDX-License-Identifier: Apache-2.0
/* Bench: the virtual devices on the table, each behind its control socket
 * (<kiosk/virtual.h>). One thread of its own speaks with all of them, comes back to a driver
 * that was restarted, and keeps what it last heard. */
#ifndef PANEL_BENCH_H
#define PANEL_BENCH_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#define BENCH_DEVICES_MAX 16
#define BENCH_LOG_MAX 400 // packets that are kept of each device

struct bench;

struct bench_address {
    const char *name; // of the device in the configuration; copied
    const char *path; // of its control socket; copied
};

/* `changed` runs on the bench's thread when something is new. */
struct bench *
bench_create(const struct bench_address *addresses, size_t count, void (*changed)(void));
void bench_destroy(struct bench *bench); // joins the thread; NULL-safe

size_t bench_count(const struct bench *bench);

/* One device as it was last heard of. All owned by whoever asked; bench_view_finish(). */
struct bench_view {
    const char *name;    // borrowed from the bench
    bool there;          // its driver answers
    json_t *description; // answer to `describe`; NULL: not heard yet
    json_t *state;       // answer to `state`; NULL: not heard yet
    char *answer;        // to the last line that was sent; NULL: none
    char **packets;      // newest last, "→ {…}" to the device, "← {…}" from it
};
/* Any thread. `packets_max`: of the newest. */
void bench_look(struct bench *bench, size_t index, size_t packets_max,
                struct bench_view *view_out);
void bench_view_finish(struct bench_view *view);

/* Sends a line to the device. Any thread; never waits. */
void bench_say(struct bench *bench, size_t index, const char *line);

#endif
