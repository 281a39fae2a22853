// SPDX-License-Identifier: Apache-2.0
#include "transport.h"

#include <errno.h>
#include <string.h>

struct transport_replay {
    struct transport transport;
    struct recording *recording;
    size_t offset;   // how much of the piece that is played is over
    bool went_wrong; // other bytes were written than in the recording
};

/* The piece that is played now; NULL at the end. Steps over what is finished. */
static const struct recording_piece *
replay_piece(struct transport_replay *self)
{
    const struct recording_piece *piece;
    while ((piece = recording_now(self->recording)) != NULL) {
        if (piece->direction == '!' || self->offset < g_bytes_get_size(piece->bytes))
            return piece;
        self->recording->at++;
        self->offset = 0;
    }
    return NULL;
}

static ssize_t
replay_read(struct transport *transport, void *bytes, size_t size)
{
    struct transport_replay *self = (struct transport_replay *)transport;
    const struct recording_piece *piece = replay_piece(self);
    if (piece == NULL || piece->direction == '!' || self->went_wrong)
        return 0;
    if (piece->direction != '<') {
        errno = EAGAIN;
        return -1;
    }
    size_t whole;
    const char *data = g_bytes_get_data(piece->bytes, &whole);
    size = MIN(size, whole - self->offset);
    memcpy(bytes, data + self->offset, size);
    self->offset += size;
    return (ssize_t)size;
}

/* What the driver left unread before it wrote is over. */
static const struct recording_piece *
replay_next_written(struct transport_replay *self)
{
    const struct recording_piece *piece;
    while ((piece = replay_piece(self)) != NULL && piece->direction == '<')
        self->offset = g_bytes_get_size(piece->bytes);
    return piece;
}

static ssize_t
replay_write(struct transport *transport, const void *bytes, size_t size)
{
    struct transport_replay *self = (struct transport_replay *)transport;
    const struct recording_piece *piece = replay_next_written(self);
    if (piece == NULL || piece->direction == '!' || self->went_wrong) {
        errno = EIO;
        return -1;
    }
    size_t whole;
    const char *data = g_bytes_get_data(piece->bytes, &whole);
    size = MIN(size, whole - self->offset);
    if (memcmp(data + self->offset, bytes, size) != 0) {
        self->went_wrong = true;
        errno = EILSEQ;
        return -1;
    }
    self->offset += size;
    return (ssize_t)size;
}

static void
replay_close(struct transport *transport)
{
    struct transport_replay *self = (struct transport_replay *)transport;
    recording_free(self->recording);
    g_free(self);
}

static const struct transport_ops replay_ops = {
    .read = replay_read,
    .write = replay_write,
    .close = replay_close,
};

struct transport *
transport_replay_open(const char *rest, GError **error)
{
    g_autoptr(GError) reason = NULL;
    struct recording *recording = recording_load(rest, &reason);
    if (recording == NULL) {
        bool absent = g_error_matches(reason, RECORDING_ERROR, RECORDING_ERROR_ABSENT);
        g_set_error_literal(error, TRANSPORT_ERROR,
                            absent ? TRANSPORT_ERROR_GONE : TRANSPORT_ERROR_ADDRESS,
                            reason->message);
        return NULL;
    }
    struct transport_replay *self = g_new0(struct transport_replay, 1);
    self->transport = (struct transport){.ops = &replay_ops, .fd = -1};
    self->recording = recording;
    return &self->transport;
}
