// SPDX-License-Identifier: Apache-2.0
/* A driver under test: started as the terminal starts it, on a socket pair, and asked over the
 * real link. What is awaited and does not come fails the test at once, with what the driver
 * wrote on standard error. One thread. */
#ifndef SUPPORT_DRIVER_PROCESS_H
#define SUPPORT_DRIVER_PROCESS_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <sys/types.h>
#include <kiosk/protocol.h>
#include "base/link.h"

struct driver_process;

/* `program`: "card-sam" stands for $BUILD/bin/drivers/card-sam (BUILD: build), a path for
 * itself. `arguments` end with NULL; may be NULL. Says hello and awaits the driver's hello. */
struct driver_process *
driver_process_start(const char *program, const char *const *arguments);
/* The same with --address. */
struct driver_process *driver_process_open(const char *program, const char *address);
/* Closes the link, gives the driver 2 s, kills it then. The wait status. NULL: 0. */
int driver_process_stop(struct driver_process *process);

pid_t driver_process_pid(const struct driver_process *process);
/* Payload of the driver's hello, borrowed. */
const json_t *driver_process_hello(const struct driver_process *process);
/* All that it wrote on standard error so far. g_free. */
char *driver_process_log(const struct driver_process *process);
/* Waits for its end by itself. The wait status; -1 when it still runs. */
int driver_process_wait(struct driver_process *process, int timeout_ms);

/* Sends a command and returns its id. Takes `payload`, which may be NULL. `timeout_ms` 0: the
 * command has no deadline. */
int driver_process_send(struct driver_process *process, const char *name, json_t *payload,
                        int timeout_ms);
/* The same with blobs, made from these bytes. */
struct driver_process_bytes {
    const void *bytes;
    size_t size;
};
int
driver_process_send_blobs(struct driver_process *process, const char *name,
                          json_t *payload, int timeout_ms,
                          const struct driver_process_bytes *blobs, size_t blob_count);
/* Any bytes as one packet. */
void
driver_process_send_raw(struct driver_process *process, const void *bytes, size_t size);

/* The completion of command `id`. packet_finish() it. */
struct packet
driver_process_await(struct driver_process *process, int id, int timeout_ms);
/* The next event of this name, of a command or unsolicited, that was not awaited yet. */
struct packet driver_process_await_event(struct driver_process *process, const char *name,
                                         int timeout_ms);
/* Awaits StatusChanged after StatusChanged until device and cause are so. */
void driver_process_await_status(struct driver_process *process, const char *device,
                                 const char *cause, int timeout_ms);
/* True when such an event came and was not awaited, or comes within `timeout_ms`. */
bool driver_process_has_event(struct driver_process *process, const char *name,
                              int timeout_ms);
/* Number of completions of `id` that came and were not awaited; looks for `timeout_ms`. */
unsigned driver_process_count(struct driver_process *process, int id, int timeout_ms);

/* Sends a command and awaits its completion, at most `timeout_ms` and a second. */
struct packet driver_process_call(struct driver_process *process, const char *name,
                                  json_t *payload, int timeout_ms);

/* Members of a packet, borrowed; "" when not there. */
const char *packet_completion(const struct packet *packet);
const char *packet_cause(const struct packet *packet);
const char *packet_explanation(const struct packet *packet);
/* Member of its payload. */
const char *packet_text(const struct packet *packet, const char *name);
json_t *packet_member(const struct packet *packet, const char *name);
/* Fails the test unless the completion is so, and its cause when that is not NULL; finishes
 * the packet. */
void packet_expect(struct packet *packet, const char *completion, const char *cause);

#endif
