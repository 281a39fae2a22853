// SPDX-License-Identifier: Apache-2.0
#include "said.h"

#include <errno.h>
#include <glib-unix.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#define WINDOW_US (60 * G_TIME_SPAN_SECOND)
#define DIGITS_LEAST 6 // a year, a port or an error code is shorter, a telephone longer
#define LEFT_MOST (256 * 1024) // bytes read of one that is gone: others may hold its pipe

struct said {
    said_tell *tell;
    void *context;
    GSource *source;
    int fd; // -1: none
    char line[SAID_LINE_MAX + 1];
    size_t length;
    gint64 window_us; // when this minute began
    unsigned lines, left_out;
};

struct said *
said_create(said_tell *tell, void *context)
{
    struct said *said = g_new0(struct said, 1);
    said->tell = tell;
    said->context = context;
    said->fd = -1;
    return said;
}

void
said_mask(char *line)
{
    char *to = line;
    for (const char *at = line; *at;) {
        size_t digits = strspn(at, "0123456789");
        if ((guchar)*at >= 0x80) {
            while ((guchar)*at >= 0x80)
                at++;
            *to++ = '?';
        } else if (digits >= DIGITS_LEAST) {
            at += digits;
            *to++ = '#';
        } else {
            size_t count = MAX(digits, 1);
            memmove(to, at, count);
            to += count;
            at += count;
        }
    }
    *to = '\0';
}

static void
tell_left_out(struct said *said)
{
    if (said->left_out == 0)
        return;
    char line[64];
    g_snprintf(line, sizeof line, "%u more lines were left out", said->left_out);
    said->left_out = 0;
    said->tell(4, line, said->context);
}

static void
finish_line(struct said *said)
{
    char *line = said->line;
    line[said->length] = '\0';
    said->length = 0;
    if (*line == '\0')
        return;
    gint64 now_us = g_get_monotonic_time();
    if (now_us - said->window_us >= WINDOW_US) {
        tell_left_out(said);
        said->window_us = now_us;
        said->lines = 0;
    }
    if (said->lines >= SAID_LINES_MOST) {
        said->left_out++;
        return;
    }
    said->lines++;
    int priority = 6; // "<4>": how the sdk marks a warning for the journal
    if (line[0] == '<' && g_ascii_isdigit(line[1]) && line[2] == '>') {
        priority = line[1] - '0';
        line += 3;
    }
    said_mask(line);
    said->tell(priority, line, said->context);
}

static void
take(struct said *said, const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] == '\n' || bytes[i] == '\0')
            finish_line(said);
        else if (said->length < SAID_LINE_MAX)
            said->line[said->length++] = bytes[i];
    }
}

/* False: nothing more will come. */
static bool
read_some(struct said *said, size_t *size_out)
{
    char bytes[16 * 1024];
    ssize_t got = TEMP_FAILURE_RETRY(read(said->fd, bytes, sizeof bytes));
    *size_out = got > 0 ? (size_t)got : 0;
    take(said, bytes, *size_out);
    return got > 0 || (got < 0 && errno == EAGAIN);
}

static void
stop(struct said *said)
{
    if (said->source) {
        g_source_destroy(said->source);
        g_clear_pointer(&said->source, g_source_unref);
    }
    if (said->fd >= 0)
        close(said->fd);
    said->fd = -1;
}

static gboolean
listen_on(gint fd, GIOCondition condition, gpointer context)
{
    struct said *said = context;
    size_t size;
    (void)fd;
    (void)condition;
    if (read_some(said, &size))
        return G_SOURCE_CONTINUE;
    finish_line(said);
    stop(said);
    return G_SOURCE_REMOVE;
}

void
said_listen(struct said *said, int fd)
{
    said_end(said);
    said->fd = fd;
    g_unix_set_fd_nonblocking(fd, true, NULL);
    said->source = g_unix_fd_source_new(fd, G_IO_IN | G_IO_HUP | G_IO_ERR);
    g_source_set_callback(said->source, G_SOURCE_FUNC(listen_on), said, NULL);
    // What a driver has to say waits behind what it answers.
    g_source_set_priority(said->source, G_PRIORITY_DEFAULT_IDLE);
    g_source_attach(said->source, g_main_context_get_thread_default());
}

void
said_end(struct said *said)
{
    size_t size = 1;
    for (size_t total = 0; said->fd >= 0 && size > 0 && total < LEFT_MOST; total += size)
        if (!read_some(said, &size))
            break;
    finish_line(said);
    tell_left_out(said);
    stop(said);
}

void
said_destroy(struct said *said)
{
    if (!said)
        return;
    said_end(said);
    g_free(said);
}
