// SPDX-License-Identifier: Apache-2.0
#include "virtual_control.h"

#include <errno.h>
#include <glib.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define CONNECT_MS 20000
#define ANSWER_MS 20000

/* -1: nobody is there. */
static int
control_connect_once(const char *socket_path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    g_assert_cmpuint(strlen(socket_path), <, sizeof address.sun_path);
    g_strlcpy(address.sun_path, socket_path, sizeof address.sun_path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    int why = errno;
    close(fd);
    errno = why;
    return -1;
}

static int
control_connect(const char *socket_path)
{
    gint64 end = g_get_monotonic_time() + CONNECT_MS * G_TIME_SPAN_MILLISECOND;
    for (;;) {
        int fd = control_connect_once(socket_path);
        if (fd >= 0)
            return fd;
        int why = errno;
        if (g_get_monotonic_time() >= end)
            g_error("control socket %s: %s", socket_path, g_strerror(why));
        g_usleep(10000);
    }
}

/* One line without its end; NULL: none came. */
static char *
control_read_line(int fd)
{
    g_autoptr(GString) line = g_string_new(NULL);
    struct pollfd polled = {.fd = fd, .events = POLLIN};
    char byte;
    while (poll(&polled, 1, ANSWER_MS) == 1 && read(fd, &byte, 1) == 1) {
        if (byte == '\n')
            return g_strndup(line->str, line->len);
        g_string_append_c(line, byte);
    }
    return NULL;
}

static char *
control_say(int fd, const char *line)
{
    g_autofree char *text = g_strconcat(line, "\n", NULL);
    char *answer = NULL;
    if (send(fd, text, strlen(text), MSG_NOSIGNAL) == (ssize_t)strlen(text))
        answer = control_read_line(fd);
    close(fd);
    return answer;
}

char *
virtual_control_ask(const char *socket_path, const char *line)
{
    return control_say(control_connect(socket_path), line);
}

char *
virtual_control_try(const char *socket_path, const char *line)
{
    int fd = control_connect_once(socket_path);
    return fd < 0 ? NULL : control_say(fd, line);
}

void
virtual_control(const char *socket_path, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *line = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *answer = virtual_control_ask(socket_path, line);
    if (g_strcmp0(answer, "ok") != 0)
        g_error("%s: %s: %s", socket_path, line, answer == NULL ? "no answer" : answer);
}

json_t *
virtual_control_state(const char *socket_path)
{
    g_autofree char *answer = virtual_control_ask(socket_path, "state");
    json_t *state = answer == NULL ? NULL : json_loads(answer, 0, NULL);
    g_assert_nonnull(state);
    return state;
}
