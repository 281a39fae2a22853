// SPDX-License-Identifier: Apache-2.0
#include "transport.h"

#include <errno.h>
#include <string.h>
#include "base/file.h"

#define REPLAY_FILE_MAX (16 * 1024 * 1024) // bytes

struct piece {
    char direction; // '>' or '<'
    GBytes *bytes;
};

struct transport_replay {
    struct transport transport;
    GArray *pieces;  // struct piece
    guint at;        // the piece that is played
    size_t offset;   // how much of it is over
    bool went_wrong; // other bytes were written than in the recording
};

static void
piece_clear(gpointer piece)
{
    g_bytes_unref(((struct piece *)piece)->bytes);
}

/* Reads "> 12 aaaa96". False: not of this form. */
static bool
replay_parse_line(const char *line, struct piece *piece_out)
{
    g_auto(GStrv) words = g_strsplit(line, " ", 3);
    if (g_strv_length(words) != 3 || strlen(words[2]) % 2 != 0 ||
        (strcmp(words[0], ">") != 0 && strcmp(words[0], "<") != 0))
        return false;
    size_t size = strlen(words[2]) / 2;
    unsigned char *bytes = g_malloc(size + 1);
    for (size_t i = 0; i < size; i++) {
        int high = g_ascii_xdigit_value(words[2][2 * i]);
        int low = g_ascii_xdigit_value(words[2][2 * i + 1]);
        if (high < 0 || low < 0) {
            g_free(bytes);
            return false;
        }
        bytes[i] = (unsigned char)(high << 4 | low);
    }
    *piece_out = (struct piece){words[0][0], g_bytes_new_take(bytes, size)};
    return true;
}

/* The piece that is played now; NULL at the end. Steps over what is finished. */
static const struct piece *
replay_piece(struct transport_replay *self)
{
    while (self->at < self->pieces->len) {
        const struct piece *piece = &g_array_index(self->pieces, struct piece, self->at);
        if (self->offset < g_bytes_get_size(piece->bytes))
            return piece;
        self->at++;
        self->offset = 0;
    }
    return NULL;
}

static ssize_t
replay_read(struct transport *transport, void *bytes, size_t size)
{
    struct transport_replay *self = (struct transport_replay *)transport;
    const struct piece *piece = replay_piece(self);
    if (piece == NULL || self->went_wrong)
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
static const struct piece *
replay_next_written(struct transport_replay *self)
{
    const struct piece *piece;
    while ((piece = replay_piece(self)) != NULL && piece->direction == '<')
        self->offset = g_bytes_get_size(piece->bytes);
    return piece;
}

static ssize_t
replay_write(struct transport *transport, const void *bytes, size_t size)
{
    struct transport_replay *self = (struct transport_replay *)transport;
    const struct piece *piece = replay_next_written(self);
    if (piece == NULL || self->went_wrong) {
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
    g_array_unref(self->pieces);
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
    size_t size;
    g_autoptr(GError) reading = NULL;
    g_autofree char *text = file_read(rest, REPLAY_FILE_MAX, &size, &reading);
    if (text == NULL) {
        g_set_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_GONE, "%s", reading->message);
        return NULL;
    }
    struct transport_replay *self = g_new0(struct transport_replay, 1);
    self->transport = (struct transport){.ops = &replay_ops, .fd = -1};
    self->pieces = g_array_new(FALSE, FALSE, sizeof(struct piece));
    g_array_set_clear_func(self->pieces, piece_clear);
    g_auto(GStrv) lines = g_strsplit(text, "\n", 0);
    for (size_t i = 0; lines[i] != NULL; i++) {
        struct piece piece;
        const char *line = g_strstrip(lines[i]);
        if (*line == '\0' || *line == '#')
            continue;
        if (!replay_parse_line(line, &piece)) {
            g_set_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_ADDRESS,
                        "%s: line %zu: wanted is > MS HEX or < MS HEX", rest, i + 1);
            replay_close(&self->transport);
            return NULL;
        }
        g_array_append_val(self->pieces, piece);
    }
    return &self->transport;
}
