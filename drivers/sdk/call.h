// SPDX-License-Identifier: Apache-2.0
/* One command from its arrival to its completion. The main thread makes it, the command
 * thread runs it and makes its completion; `canceled` alone is shared between them. */
#ifndef SDK_CALL_H
#define SDK_CALL_H

#include <stdint.h>
#include <kiosk/driver.h>
#include "base/link.h"
#include "mail.h"

struct driver_call {
    struct driver *driver;
    int id;
    const struct protocol_command *row;
    enum completion (*run)(struct driver *driver, struct driver_call *call);
    bool report;  // Common.*: the sdk's own, runs although the device is not there
    bool opens;   // wants the device open
    bool in_vain; // the device was opened in vain while it waited
    bool fresh;   // the device was opened just before it ran, or in vain
    struct packet packet;            // owned
    int64_t arrived_ms, deadline_ms; // monotonic; deadline 0: none
    gint canceled;                   // atomic
    int interrupt;                   // borrowed eventfd, readable when canceled

    json_t *reply;                 // owned
    int blobs[PROTOCOL_BLOBS_MAX]; // owned
    size_t blob_count;
    const char *cause; // a word of protocol_causes or NULL
    char *explanation;
};

/* Takes what `packet` holds, which is an envelope of type command. */
struct driver_call *call_create(struct driver *driver, struct packet *packet,
                                const struct protocol_command *row);
void call_destroy(struct driver_call *call);

/* Borrowed payload of a packet; an empty object when it has none. */
json_t *call_packet_payload(const struct packet *packet);

bool call_is_late(const struct driver_call *call);

/* Makes the completion, once. The reply of a success is checked against the class table;
 * one that does not fit becomes internalError. */
void call_complete(struct driver_call *call, enum completion completion,
                   struct message *message_out);

/* The same for a command that never became a call. `cause` may be NULL. */
json_t *call_refusal(int id, const char *name, enum completion completion,
                     const char *cause, const char *explanation);

/* Real time that a device needs, never the simulated clock. */
int64_t call_now_ms(void);

#endif
