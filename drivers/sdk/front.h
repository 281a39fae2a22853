// SPDX-License-Identifier: Apache-2.0
/* Front: how packets come in and go out. Two of them: the link on descriptor 3
 * (front_link.c) and JSON lines by hand (front_stdio.c). Main thread only; never blocks.
 */
#ifndef SDK_FRONT_H
#define SDK_FRONT_H

#include <glib.h>
#include <poll.h>
#include <stdbool.h>
#include "base/link.h"
#include "mail.h"

struct front;

struct front_ops {
    /* Fills in what to poll for; at most FRONT_POLL_MAX rows, returns how many. */
    size_t (*poll)(const struct front *front, struct pollfd *polled);
    /* As link_receive(): a packet's body passed protocol_envelope. */
    enum link_result (*receive)(struct front *front, struct packet *packet_out,
                                GError **error);
    /* Takes what `message` holds. False: it cannot be sent, now or ever. */
    bool (*send)(struct front *front, struct message *message, GError **error);
    /* Writes on what waits. False: the other end is gone. */
    bool (*flush)(struct front *front);
    /* True while something sent waits to be written. */
    bool (*pending)(const struct front *front);
    void (*destroy)(struct front *front);
    bool by_hand; // at the end of input finish what runs, and do not ask for a hello
};

#define FRONT_POLL_MAX 2

struct front {
    const struct front_ops *ops;
};

struct front *front_link_create(void);
/* NULL: *error, the folder for blobs cannot be made. `blob_dir` may be NULL. */
struct front *front_stdio_create(const char *blob_dir, GError **error);

/* Bytes that are no packet, for `junk` of virtual devices. Any thread. */
void front_send_junk(bool by_hand);

#endif
