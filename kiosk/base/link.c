// SPDX-License-Identifier: Apache-2.0
#include "link.h"

#include "blob.h"
#include "json.h"

#include <errno.h>
#include <linux/sockios.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

struct outgoing {
    char *text;
    size_t length;
    int blobs[PROTOCOL_BLOBS_MAX]; // owned
    size_t blob_count;
};

struct link {
    int fd;
    GQueue outgoing; // of struct outgoing *
    char buffer[PROTOCOL_PACKET_MAX];
};

/* Room for the descriptors of one message, aligned as the kernel wants it. */
union ancillary {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof(int) * PROTOCOL_BLOBS_MAX)];
};

static bool
fail(GError **error, const char *sentence)
{
    g_set_error_literal(error, LINK_ERROR, 0, sentence);
    return false;
}

static void
close_all(const int *fds, size_t count)
{
    for (size_t i = 0; i < count; i++)
        close(fds[i]);
}

/* ---- packets and links ------------------------------------------------------------------ */

void
packet_finish(struct packet *packet)
{
    if (!packet)
        return;
    json_decref(packet->body);
    for (size_t i = 0; i < packet->blob_count; i++) {
        if (packet->blobs[i] >= 0)
            close(packet->blobs[i]);
    }
    *packet = (struct packet){0};
}

int
packet_take_blob(struct packet *packet, size_t index)
{
    if (index >= packet->blob_count)
        return -1;
    int fd = packet->blobs[index];
    packet->blobs[index] = -1;
    return fd;
}

bool
link_pair(int ends_out[2], GError **error)
{
    int ends[2];

    // Blocking: a driver in any language may simply read. A link never waits all the same.
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
        g_set_error(error, LINK_ERROR, errno, "cannot make a socket pair: %s",
                    g_strerror(errno));
        return false;
    }
    ends_out[0] = ends[0];
    ends_out[1] = ends[1];
    return true;
}

struct link *
link_create(int fd)
{
    struct link *link = g_new0(struct link, 1);

    link->fd = fd;
    g_queue_init(&link->outgoing);
    return link;
}

static void
outgoing_destroy(struct outgoing *packet)
{
    close_all(packet->blobs, packet->blob_count);
    free(packet->text);
    g_free(packet);
}

void
link_destroy(struct link *link)
{
    struct outgoing *packet;

    if (!link)
        return;
    while ((packet = g_queue_pop_head(&link->outgoing)))
        outgoing_destroy(packet);
    close(link->fd);
    g_free(link);
}

int
link_descriptor(const struct link *link)
{
    return link->fd;
}

/* ---- sending ---------------------------------------------------------------------------- */

enum sent { SENT, SENT_LATER, SENT_NEVER };

static enum sent
send_now(struct link *link, const struct outgoing *packet, GError **error)
{
    struct iovec part = {.iov_base = packet->text, .iov_len = packet->length};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    union ancillary ancillary = {0};

    if (packet->blob_count > 0) {
        size_t size = sizeof(int) * packet->blob_count;
        message.msg_control = &ancillary;
        message.msg_controllen = CMSG_SPACE(size);
        ancillary.header = (struct cmsghdr){.cmsg_level = SOL_SOCKET,
                                            .cmsg_type = SCM_RIGHTS,
                                            .cmsg_len = CMSG_LEN(size)};
        memcpy(CMSG_DATA(&ancillary.header), packet->blobs, size);
    }
    if (TEMP_FAILURE_RETRY(sendmsg(link->fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT)) >= 0)
        return SENT;
    if (errno == EAGAIN)
        return SENT_LATER;
    if (errno == EPIPE || errno == ECONNRESET || errno == ENOTCONN)
        fail(error, "the other end is gone");
    else
        g_set_error(error, LINK_ERROR, errno, "cannot send: %s", g_strerror(errno));
    return SENT_NEVER;
}

/* The text of `body` with its number of blobs; NULL when it cannot be written. */
static char *
text_of(const json_t *body, size_t blob_count)
{
    json_t *copy = json_copy(json_iterable(body)); // shallow

    if (blob_count > 0)
        json_object_set_new(copy, "blobs", json_integer((json_int_t)blob_count));
    else
        json_object_del(copy, "blobs");
    char *text = json_dumps(copy, JSON_COMPACT);
    json_decref(copy);
    return text;
}

/* Sends `packet` or keeps it; takes it in every case. */
static bool
send_or_queue(struct link *link, struct outgoing *packet, GError **error)
{
    enum sent sent = SENT_LATER;

    // What waits goes first: packets keep their order.
    if (g_queue_is_empty(&link->outgoing))
        sent = send_now(link, packet, error);
    if (sent == SENT_LATER && g_queue_get_length(&link->outgoing) < LINK_QUEUE_MAX) {
        g_queue_push_tail(&link->outgoing, packet);
        return true;
    }
    if (sent == SENT_LATER)
        fail(error, "the other end reads nothing: the queue is full");
    outgoing_destroy(packet);
    return sent == SENT;
}

bool
link_send(struct link *link, const json_t *body, const int *blobs, size_t blob_count,
          GError **error)
{
    struct outgoing *packet = g_new0(struct outgoing, 1);

    g_assert(json_is_object(body));
    packet->text = text_of(body, blob_count);
    packet->length = packet->text ? strlen(packet->text) : 0;
    if (blob_count > PROTOCOL_BLOBS_MAX || packet->length > (size_t)PROTOCOL_PACKET_MAX ||
        packet->length == 0) {
        close_all(blobs, blob_count);
        outgoing_destroy(packet);
        return fail(error, "the packet is too large");
    }
    packet->blob_count = blob_count;
    if (blob_count > 0)
        memcpy(packet->blobs, blobs, sizeof *blobs * blob_count);
    return send_or_queue(link, packet, error);
}

bool
link_pending(const struct link *link)
{
    return link->outgoing.length > 0;
}

bool
link_flush(struct link *link, GError **error)
{
    struct outgoing *packet;

    while ((packet = g_queue_peek_head(&link->outgoing))) {
        enum sent sent = send_now(link, packet, error);
        if (sent == SENT_LATER)
            return true;
        g_queue_pop_head(&link->outgoing);
        outgoing_destroy(packet);
        if (sent == SENT_NEVER)
            return false;
    }
    return true;
}

/* ---- receiving -------------------------------------------------------------------------- */

/* Moves the descriptors of a message into `packet`, which owns them then. */
static void
take_descriptors(struct msghdr *message, struct packet *packet)
{
    for (struct cmsghdr *c = CMSG_FIRSTHDR(message); c; c = CMSG_NXTHDR(message, c)) {
        if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
            continue;
        // The room for ancillary data holds no more than PROTOCOL_BLOBS_MAX.
        size_t count = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        memcpy(packet->blobs + packet->blob_count, CMSG_DATA(c), count * sizeof(int));
        packet->blob_count += count;
    }
}

/* Nothing was read: the end, or an empty packet, which looks the same? */
static bool
is_gone(const struct link *link)
{
    struct pollfd end = {.fd = link->fd, .events = POLLRDHUP};
    int waiting = 0;

    ioctl(link->fd, SIOCINQ, &waiting);
    return poll(&end, 1, 0) == 1 && (end.revents & (POLLRDHUP | POLLHUP)) && waiting == 0;
}

/* Makes a packet of the text in the buffer and checks what came beside it. */
static bool
open_packet(struct link *link, size_t length, struct packet *packet, GError **error)
{
    packet->body = json_parse(link->buffer, length, error);
    if (!packet->body || !schema_accepts(&protocol_envelope, packet->body, error))
        return false;
    const json_t *blobs = json_object_get(packet->body, "blobs");
    if (blobs && !json_is_integer(blobs))
        return fail(error, "/blobs must be a number beside a packet");
    if ((size_t)json_integer_value(blobs) != packet->blob_count)
        return fail(error, "/blobs is not the number of descriptors that came");
    for (size_t i = 0; i < packet->blob_count; i++) {
        if (!blob_check(packet->blobs[i], (size_t)PROTOCOL_BLOB_SIZE_MAX, NULL, error))
            return false;
    }
    return true;
}

static ssize_t
receive_message(struct link *link, struct msghdr *message)
{
    ssize_t received;

    // ECONNRESET only tells that the other end left unread packets behind when it went; what
    // it sent before is still there to be read.
    do {
        received = recvmsg(link->fd, message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    } while (received < 0 && (errno == EINTR || errno == ECONNRESET));
    return received;
}

enum link_result
link_receive(struct link *link, struct packet *packet_out, GError **error)
{
    struct iovec part = {.iov_base = link->buffer, .iov_len = sizeof link->buffer};
    union ancillary ancillary;
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = &ancillary,
                             .msg_controllen = sizeof ancillary};
    struct packet packet = {0};
    ssize_t received = receive_message(link, &message);

    if (received < 0)
        return errno == EAGAIN ? LINK_EMPTY : LINK_CLOSED;
    take_descriptors(&message, &packet);
    bool good = false;
    if (received == 0 && packet.blob_count == 0 && is_gone(link))
        return LINK_CLOSED;
    if (message.msg_flags & MSG_TRUNC)
        fail(error, "the packet is too large");
    else if (message.msg_flags & MSG_CTRUNC)
        fail(error, "more descriptors came than a packet may carry");
    else
        good = open_packet(link, (size_t)received, &packet, error);
    // Personal data must not stay here until the next packet comes.
    explicit_bzero(link->buffer, (size_t)received);
    if (!good) {
        packet_finish(&packet);
        return LINK_JUNK;
    }
    *packet_out = packet;
    return LINK_PACKET;
}
