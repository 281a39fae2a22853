// SPDX-License-Identifier: Apache-2.0
#include "recording.h"

#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "base/file.h"

#define RECORDING_FILE_MAX (16 * 1024 * 1024) // bytes

/* ---- making one ---------------------------------------------------------------------- */

struct recorder {
    FILE *file;
    gint64 opened_us;
    GMutex lock; // a line is written whole
};

struct recorder *
recorder_open(const char *file, const char *address)
{
    FILE *opened = fopen(file, "ae");
    if (opened == NULL)
        return NULL;
    struct recorder *recorder = g_new0(struct recorder, 1);
    *recorder = (struct recorder){.file = opened, .opened_us = g_get_monotonic_time()};
    g_mutex_init(&recorder->lock);
    fprintf(opened, "# %s\n", address);
    return recorder;
}

void
recorder_close(struct recorder *recorder)
{
    if (recorder == NULL)
        return;
    fclose(recorder->file);
    g_mutex_clear(&recorder->lock);
    g_free(recorder);
}

static void
begin_line(struct recorder *recorder, char direction)
{
    g_mutex_lock(&recorder->lock);
    fprintf(recorder->file, "%c %lld ", direction,
            (long long)(g_get_monotonic_time() - recorder->opened_us) / 1000);
}

static void
end_line(struct recorder *recorder)
{
    fputc('\n', recorder->file);
    fflush(recorder->file); // it must tell what led to a crash
    g_mutex_unlock(&recorder->lock);
}

void
recorder_note(struct recorder *recorder, char direction, const void *bytes, size_t size)
{
    if (recorder == NULL)
        return;
    begin_line(recorder, direction);
    for (size_t i = 0; i < size; i++)
        fprintf(recorder->file, "%02x", ((const unsigned char *)bytes)[i]);
    end_line(recorder);
}

void
recorder_say(struct recorder *recorder, const char *format, ...)
{
    va_list arguments;
    if (recorder == NULL)
        return;
    begin_line(recorder, '!');
    va_start(arguments, format);
    vfprintf(recorder->file, format, arguments);
    va_end(arguments);
    end_line(recorder);
}

/* ---- playing one --------------------------------------------------------------------- */

static void
piece_clear(gpointer piece)
{
    g_bytes_unref(((struct recording_piece *)piece)->bytes);
}

static GBytes *
parse_hex(const char *text)
{
    size_t size = strlen(text) / 2;
    if (strlen(text) % 2 != 0)
        return NULL;
    unsigned char *bytes = g_malloc(size + 1);
    for (size_t i = 0; i < size; i++) {
        int high = g_ascii_xdigit_value(text[2 * i]);
        int low = g_ascii_xdigit_value(text[2 * i + 1]);
        if (high < 0 || low < 0) {
            g_free(bytes);
            return NULL;
        }
        bytes[i] = (unsigned char)(high << 4 | low);
    }
    return g_bytes_new_take(bytes, size);
}

/* Reads "> 12 aaaa96". False: not of this form. */
static bool
parse_line(const char *line, struct recording_piece *piece_out)
{
    g_auto(GStrv) words = g_strsplit(line, " ", 3);
    const char *rest = g_strv_length(words) == 3 ? words[2] : ""; // nothing came
    if (g_strv_length(words) < 2 || strlen(words[0]) != 1 ||
        (*rest == '\0' && words[0][0] != '<'))
        return false;
    GBytes *bytes = NULL;
    if (words[0][0] == '!')
        bytes = g_bytes_new(rest, strlen(rest) + 1);
    else if (words[0][0] == '>' || words[0][0] == '<')
        bytes = parse_hex(rest);
    *piece_out = (struct recording_piece){words[0][0], atoi(words[1]), bytes};
    return bytes != NULL;
}

static bool
take_lines(struct recording *recording, char **lines, const char *file, GError **error)
{
    if (lines[0] != NULL && lines[0][0] == '#')
        recording->address = g_strstrip(g_strdup(lines[0] + 1));
    for (size_t i = 0; lines[i] != NULL; i++) {
        struct recording_piece piece;
        const char *line = g_strstrip(lines[i]);
        if (*line == '\0' || *line == '#')
            continue;
        if (!parse_line(line, &piece)) {
            g_set_error(error, RECORDING_ERROR, 0,
                        "%s: line %zu: wanted is > MS HEX, < MS HEX or ! MS WORDS", file,
                        i + 1);
            return false;
        }
        g_array_append_val(recording->pieces, piece);
    }
    return true;
}

struct recording *
recording_load(const char *file, GError **error)
{
    size_t size;
    g_autoptr(GError) reading = NULL;
    g_autofree char *text = file_read(file, RECORDING_FILE_MAX, &size, &reading);
    if (text == NULL) {
        g_set_error(error, RECORDING_ERROR, RECORDING_ERROR_ABSENT, "%s",
                    reading->message);
        return NULL;
    }
    struct recording *recording = g_new0(struct recording, 1);
    recording->pieces = g_array_new(FALSE, FALSE, sizeof(struct recording_piece));
    g_array_set_clear_func(recording->pieces, piece_clear);
    g_auto(GStrv) lines = g_strsplit(text, "\n", 0);
    if (!take_lines(recording, lines, file, error)) {
        recording_free(recording);
        return NULL;
    }
    if (recording->address == NULL)
        recording->address = g_strdup("");
    return recording;
}

void
recording_free(struct recording *recording)
{
    if (recording == NULL)
        return;
    g_array_unref(recording->pieces);
    g_free(recording->address);
    g_free(recording);
}

const struct recording_piece *
recording_now(const struct recording *recording)
{
    return recording->at < recording->pieces->len
               ? &g_array_index(recording->pieces, struct recording_piece, recording->at)
               : NULL;
}

/* ---- at its own pace ----------------------------------------------------------------- */

struct feed {
    struct recording *recording;
    int fd; // our end
};

/* False: nobody reads any more. */
static bool
feed_waits(const struct feed *feed, gint64 until_us)
{
    gint64 left_us;
    while ((left_us = until_us - g_get_monotonic_time()) > 0) {
        struct pollfd polled = {.fd = feed->fd, .events = 0};
        if (poll(&polled, 1, (int)(left_us / 1000) + 1) > 0)
            return false;
    }
    return true;
}

static gpointer
feed_thread(gpointer context)
{
    struct feed *feed = context;
    const struct recording_piece *piece;
    gint64 began_us = g_get_monotonic_time();
    for (; (piece = recording_now(feed->recording)) != NULL; feed->recording->at++) {
        if (!feed_waits(feed, began_us + piece->ms * 1000LL) || piece->direction == '!')
            break;
        size_t size;
        const void *bytes = g_bytes_get_data(piece->bytes, &size);
        if (piece->direction == '<' && send(feed->fd, bytes, size, MSG_NOSIGNAL) < 0)
            break;
    }
    close(feed->fd);
    recording_free(feed->recording);
    g_free(feed);
    return NULL;
}

int
recording_feed(struct recording *recording)
{
    int ends[2];
    g_assert(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == 0);
    struct feed *feed = g_new(struct feed, 1);
    *feed = (struct feed){recording, ends[1]};
    g_thread_unref(g_thread_new("feed", feed_thread, feed));
    return ends[0];
}
