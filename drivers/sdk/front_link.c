// SPDX-License-Identifier: Apache-2.0
#include "front.h"

#include <sys/socket.h>
#include <unistd.h>

struct front_link {
    struct front front;
    struct link *link;
};

static size_t
front_link_poll(const struct front *front, struct pollfd *polled)
{
    const struct front_link *self = (const struct front_link *)front;
    short events = link_pending(self->link) ? POLLIN | POLLOUT : POLLIN;
    polled[0] = (struct pollfd){.fd = link_descriptor(self->link), .events = events};
    return 1;
}

static enum link_result
front_link_receive(struct front *front, struct packet *packet_out, GError **error)
{
    return link_receive(((struct front_link *)front)->link, packet_out, error);
}

static bool
front_link_send(struct front *front, struct message *message, GError **error)
{
    struct front_link *self = (struct front_link *)front;
    bool sent =
        link_send(self->link, message->body, message->blobs, message->blob_count, error);
    message->blob_count = 0; // link_send() took them in every case
    message_finish(message);
    return sent;
}

static bool
front_link_flush(struct front *front)
{
    return link_flush(((struct front_link *)front)->link, NULL);
}

static bool
front_link_pending(const struct front *front)
{
    return link_pending(((const struct front_link *)front)->link);
}

static void
front_link_destroy(struct front *front)
{
    link_destroy(((struct front_link *)front)->link);
    g_free(front);
}

static const struct front_ops front_link_ops = {
    .poll = front_link_poll,
    .receive = front_link_receive,
    .send = front_link_send,
    .flush = front_link_flush,
    .pending = front_link_pending,
    .destroy = front_link_destroy,
};

struct front *
front_link_create(void)
{
    struct front_link *self = g_new0(struct front_link, 1);
    self->front.ops = &front_link_ops;
    self->link = link_create(PROTOCOL_DESCRIPTOR);
    return &self->front;
}

void
front_send_junk(bool by_hand)
{
    static const char junk[] = "{\"type\":\"completion\",\"id\":\xff\xfe no packet";
    if (by_hand) {
        ssize_t written = write(STDOUT_FILENO, junk, sizeof junk - 1);
        written += write(STDOUT_FILENO, "\n", 1);
        (void)written;
    } else {
        send(PROTOCOL_DESCRIPTOR, junk, sizeof junk - 1, MSG_DONTWAIT | MSG_NOSIGNAL);
    }
}
