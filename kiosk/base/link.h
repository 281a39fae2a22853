// SPDX-License-Identifier: Apache-2.0
/* Link: one end of a SOCK_SEQPACKET socket that carries packets of <kiosk/protocol.h>.
 * Never blocks. One thread at a time. */
#ifndef BASE_LINK_H
#define BASE_LINK_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <kiosk/protocol.h>

#define LINK_ERROR (g_quark_from_static_string("kiosk-link"))
#define LINK_QUEUE_MAX 256 // packets waiting to be sent; more and link_send fails

struct link;

struct packet {
    json_t *body;                  // owned; an object that passed protocol_envelope
    int blobs[PROTOCOL_BLOBS_MAX]; // owned descriptors, each passed blob_check
    size_t blob_count;
};

void packet_finish(struct packet *packet); // NULL- and zero-safe; closes what is left
/* Takes blob `index` out of the packet; the caller owns it now. -1: no such blob. */
int packet_take_blob(struct packet *packet, size_t index);

/* Both ends, blocking for who reads them by hand, close-on-exec. */
bool link_pair(int ends_out[2], GError **error);

struct link *link_create(int fd); // takes `fd`
void link_destroy(struct link *link);
int link_descriptor(const struct link *link);

/* Sends now or queues when the socket is full. Duplicates nothing: takes the descriptors in
 * every case, borrows `body`, and writes `blob_count` as "blobs" into what is sent. False: too
 * large, queue full or the other end is gone. */
bool link_send(struct link *link, const json_t *body, const int *blobs, size_t blob_count,
               GError **error);
/* True while something waits: call link_flush when the descriptor is writable. */
bool link_pending(const struct link *link);
bool link_flush(struct link *link, GError **error);

enum link_result {
    LINK_PACKET, // *packet_out is filled
    LINK_EMPTY,  // nothing there now
    LINK_CLOSED, // the other end is gone
    LINK_JUNK, // a packet that is none (not JSON, too large, unsealed blob): *error says
               // what; it was thrown away and the link goes on
};
enum link_result
link_receive(struct link *link, struct packet *packet_out, GError **error);

#endif
