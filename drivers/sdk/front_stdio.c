// SPDX-License-Identifier: Apache-2.0
/* JSON lines on standard input and output: the protocol by hand. "blobs" is a list of
 * file paths both ways. */
#include "front.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include "base/blob.h"
#include "base/file.h"
#include "base/json.h"

struct front_stdio {
    struct front front;
    char *blob_dir; // NULL until one is needed
    GString *input;
    bool input_over;  // nothing more will come
    bool line_broken; // inside a line that is too long; thrown away up to its end
    GString *output;
    bool output_gone;
    unsigned blob_serial;
};

static struct front_stdio *
front_stdio(struct front *front)
{
    return (struct front_stdio *)front;
}

static size_t
front_stdio_poll(const struct front *front, struct pollfd *polled)
{
    const struct front_stdio *self = (const struct front_stdio *)front;
    // A negative descriptor is passed over: after the end of input it would be ready
    // always.
    polled[0] =
        (struct pollfd){.fd = self->input_over ? -1 : STDIN_FILENO, .events = POLLIN};
    polled[1] = (struct pollfd){.fd = self->output->len > 0 ? STDOUT_FILENO : -1,
                                .events = POLLOUT};
    return 2;
}

/* ---- in ---------------------------------------------------------------------------- */

static bool
front_stdio_load_blobs(json_t *paths, struct packet *packet, GError **error)
{
    size_t index;
    json_t *path;
    json_array_foreach (paths, index, path) {
        if (index == PROTOCOL_BLOBS_MAX || !json_is_string(path)) {
            g_set_error(error, BLOB_ERROR, 0, "blobs: at most %d file paths are wanted",
                        PROTOCOL_BLOBS_MAX);
            return false;
        }
        size_t size;
        g_autofree char *bytes =
            file_read(json_string_value(path), PROTOCOL_BLOB_SIZE_MAX, &size, error);
        int fd = bytes == NULL ? -1 : blob_create(bytes, size, error);
        if (fd < 0)
            return false;
        packet->blobs[packet->blob_count++] = fd;
    }
    return true;
}

static enum link_result
front_stdio_parse(const char *line, size_t length, struct packet *packet_out,
                  GError **error)
{
    struct packet packet = {.body = json_parse(line, length, error)};
    if (packet.body == NULL)
        return LINK_JUNK;
    json_t *paths = json_object_get(packet.body, "blobs");
    bool right = true;
    if (json_is_array(paths)) {
        right = front_stdio_load_blobs(paths, &packet, error);
        json_object_set_new(packet.body, "blobs",
                            json_integer((json_int_t)packet.blob_count));
    } else if (paths != NULL) {
        g_set_error(error, BLOB_ERROR, 0, "blobs: by hand this is a list of file paths");
        right = false;
    }
    if (!right || !schema_accepts(&protocol_envelope, packet.body, error)) {
        packet_finish(&packet);
        return LINK_JUNK;
    }
    *packet_out = packet;
    return LINK_PACKET;
}

/* Moves what waits on standard input into the buffer; at most a little more than a line.
 */
static void
front_stdio_fill(struct front_stdio *self)
{
    char bytes[4096];
    while (!self->input_over && self->input->len <= PROTOCOL_PACKET_MAX) {
        struct pollfd polled = {.fd = STDIN_FILENO, .events = POLLIN};
        if (poll(&polled, 1, 0) <= 0)
            return;
        ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
        if (count > 0)
            g_string_append_len(self->input, bytes, count);
        else if (count == 0 || (errno != EINTR && errno != EAGAIN))
            self->input_over = true;
    }
}

static bool
front_stdio_is_blank(const char *line, size_t length)
{
    return strspn(line, " \t\r\n") >= length;
}

static enum link_result
front_stdio_receive(struct front *front, struct packet *packet_out, GError **error)
{
    struct front_stdio *self = front_stdio(front);
    for (;;) {
        front_stdio_fill(self);
        const char *end = memchr(self->input->str, '\n', self->input->len);
        bool long_line = end == NULL && self->input->len > PROTOCOL_PACKET_MAX;
        bool last_line = end == NULL && self->input_over && self->input->len > 0;
        if (end == NULL && !long_line && !last_line)
            return self->input_over ? LINK_CLOSED : LINK_EMPTY;
        size_t length = end != NULL ? (size_t)(end - self->input->str) : self->input->len;
        enum link_result result = LINK_EMPTY;
        if (self->line_broken) {
            self->line_broken = end == NULL;
        } else if (long_line) {
            g_set_error(error, LINK_ERROR, 0, "a line of more than %d bytes",
                        PROTOCOL_PACKET_MAX);
            self->line_broken = true;
            result = LINK_JUNK;
        } else if (!front_stdio_is_blank(self->input->str, length)) {
            result = front_stdio_parse(self->input->str, length, packet_out, error);
        }
        g_string_erase(self->input, 0, (gssize)(end != NULL ? length + 1 : length));
        if (result != LINK_EMPTY)
            return result;
    }
}

/* ---- out --------------------------------------------------------------------------- */

/* Blobs are personal data: without --blob-dir they go to a folder of their own that only
 * this user can enter. Its path stands in the answer. */
static bool
front_stdio_need_folder(struct front_stdio *self, GError **error)
{
    if (self->blob_dir == NULL)
        self->blob_dir = g_dir_make_tmp("kiosk-blobs-XXXXXX", error);
    return self->blob_dir != NULL;
}

static char *
front_stdio_save_blob(struct front_stdio *self, const char *name, int fd, GError **error)
{
    struct blob_view view = {0};
    if (!blob_view_init(&view, fd, PROTOCOL_BLOB_SIZE_MAX, error))
        return NULL;
    g_autofree char *path = g_build_filename(self->blob_dir, name, NULL);
    bool saved = g_file_set_contents_full(path, view.bytes, (gssize)view.size,
                                          G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
    blob_view_finish(&view);
    return saved ? g_steal_pointer(&path) : NULL;
}

static bool
front_stdio_save_blobs(struct front_stdio *self, struct message *message, GError **error)
{
    if (message->blob_count == 0)
        return true;
    if (!front_stdio_need_folder(self, error))
        return false;
    json_t *paths = json_array();
    json_int_t id = json_integer_value(json_object_get(message->body, "id"));
    for (size_t i = 0; i < message->blob_count; i++) {
        g_autofree char *name =
            g_strdup_printf("%" JSON_INTEGER_FORMAT "-%u", id, self->blob_serial++);
        g_autofree char *path =
            front_stdio_save_blob(self, name, message->blobs[i], error);
        if (path == NULL) {
            json_decref(paths);
            return false;
        }
        json_array_append_new(paths, json_string(path));
    }
    json_object_set_new(message->body, "blobs", paths);
    return true;
}

static bool
front_stdio_flush(struct front *front)
{
    struct front_stdio *self = front_stdio(front);
    while (self->output->len > 0 && !self->output_gone) {
        struct pollfd polled = {.fd = STDOUT_FILENO, .events = POLLOUT};
        if (poll(&polled, 1, 0) <= 0)
            break;
        // No more than a pipe surely takes when it is writable, so that this never
        // blocks.
        size_t size = MIN(self->output->len, 4096);
        ssize_t count = write(STDOUT_FILENO, self->output->str, size);
        if (count > 0)
            g_string_erase(self->output, 0, count);
        else if (errno != EINTR && errno != EAGAIN)
            self->output_gone = true;
    }
    return !self->output_gone;
}

static bool
front_stdio_send(struct front *front, struct message *message, GError **error)
{
    struct front_stdio *self = front_stdio(front);
    bool saved = front_stdio_save_blobs(self, message, error);
    if (saved) {
        char *line = json_dumps(message->body, JSON_COMPACT);
        g_string_append_printf(self->output, "%s\n", line);
        free(line);
        front_stdio_flush(front);
    }
    message_finish(message);
    return saved;
}

static bool
front_stdio_pending(const struct front *front)
{
    const struct front_stdio *self = (const struct front_stdio *)front;
    return self->output->len > 0 && !self->output_gone;
}

static void
front_stdio_destroy(struct front *front)
{
    struct front_stdio *self = front_stdio(front);
    g_string_free(self->input, TRUE);
    g_string_free(self->output, TRUE);
    g_free(self->blob_dir);
    g_free(self);
}

static const struct front_ops front_stdio_ops = {
    .poll = front_stdio_poll,
    .receive = front_stdio_receive,
    .send = front_stdio_send,
    .flush = front_stdio_flush,
    .pending = front_stdio_pending,
    .destroy = front_stdio_destroy,
    .by_hand = true,
};

struct front *
front_stdio_create(const char *blob_dir, GError **error)
{
    if (blob_dir != NULL && !file_make_folder(blob_dir, error))
        return NULL;
    struct front_stdio *self = g_new0(struct front_stdio, 1);
    self->front.ops = &front_stdio_ops;
    self->blob_dir = g_strdup(blob_dir);
    self->input = g_string_new(NULL);
    self->output = g_string_new(NULL);
    return &self->front;
}
