// SPDX-License-Identifier: Apache-2.0
/* Restart: when a driver that ended is started again. Pure: time is an argument. */
#ifndef DEVICES_RESTART_H
#define DEVICES_RESTART_H

#include <stdbool.h>
#include <stdint.h>

#define RESTART_CRASHES_MAX 5 // within RESTART_WINDOW_MS: out of service
#define RESTART_WINDOW_MS (60 * 60 * 1000LL)
#define RESTART_FIRST_MS 200 // so that it is back within a second

struct restart {                             // zeroed at first
    int64_t crashes_ms[RESTART_CRASHES_MAX]; // the last ones, oldest first
    int count;
};

struct restart_plan {
    int64_t wait_ms;     // until the next start
    bool out_of_service; // crashed too often; the wait is until the window is over
};

/* The driver crashed at `now_ms` (monotonic). An end that was asked for is no crash. */
struct restart_plan restart_after_crash(struct restart *restart, int64_t now_ms);

#endif
