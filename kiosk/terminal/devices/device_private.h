// SPDX-License-Identifier: Apache-2.0
/* Inside devices/ only: device.c (commands), device_packet.c (what the driver says) and
 * lifecycle.c (the process). */
#ifndef DEVICES_DEVICE_PRIVATE_H
#define DEVICES_DEVICE_PRIVATE_H

#include <sys/types.h>
#include "device.h"
#include "restart.h"

enum device_phase {
    PHASE_STOPPED, // no process; starts at restart_at_ms
    PHASE_STARTED, // hello is awaited until hello_by_ms
    PHASE_RUNNING,
    PHASE_ENDING, // its link is closed or it was killed; its end is awaited
};

struct command {
    int id;
    const struct protocol_command *row;
    json_t *payload;
    int blobs[PROTOCOL_BLOBS_MAX];
    size_t blob_count;
    int timeout_ms;
    struct device_request request; // done, told, context
    int64_t give_up_ms;            // while it waits for a start; 0: no limit
    int64_t dead_ms;               // when it runs: then the driver hangs; 0: no limit
    int64_t cancel_by_ms;          // 0: nobody canceled
};

struct device {
    struct health health;
    char *program, *address;
    char *line; // what staff was told last
    int64_t lines_since_ms;
    unsigned lines, lines_left_out; // since then
    const struct driver_class *class;
    const struct supervisor_listener *listener;

    enum device_phase phase;
    pid_t pid;
    struct link *link;
    struct said *said; // what it writes to standard error
    GSource *input, *output, *child, *timer;
    int64_t restart_at_ms, hello_by_ms, end_by_ms; // real monotonic, 0: none
    struct restart restart;
    bool out_of_service;
    bool end_wanted; // its end is no crash: cancel, renewal, stop
    bool stopping;   // for good
    bool renew;      // start anew when idle
    bool renewed;    // it was, and has not said how it is since
    bool used;       // a command went there in this visit
    const char *why; // cause that a kill gives to the running command

    GQueue waiting; // of struct command *
    struct command *running;
    int last_id, status_id;
    int64_t status_by_ms;
    bool told_status; // since the process started
    int junk;
    unsigned junk_total;
};

int64_t device_now_ms(void); // real, whatever the clock shows

/* lifecycle.c */
void device_start(struct device *device);
void device_end_gently(struct device *device); // end of file first; no crash
void device_drop_sources(struct device *device);
void device_kill(struct device *device, const char *cause, bool counts);
void device_reschedule(struct device *device);
void device_became_idle(struct device *device);
void device_announce(struct device *device); // health changed: listener and staff line

/* device.c */
void device_send_next(struct device *device);
void device_finish(struct device *device, struct command *command,
                   const struct device_answer *answer);
void device_fail(struct device *device, struct command *command,
                 enum completion completion, const char *cause);
void device_check_deadlines(struct device *device, int64_t now_ms);
int64_t device_nearest_deadline(const struct device *device);
void device_ask_status(struct device *device);
void device_fail_all(struct device *device, const char *cause);
bool device_transmit(struct device *device, const char *name, int id, int timeout_ms,
                     const json_t *payload, const int *blobs, size_t blob_count);

/* device_packet.c */
void device_take_packet(struct device *device, struct packet *packet);
void device_take_junk(struct device *device, const char *what);
void device_say_hello(struct device *device);

#endif
