// SPDX-License-Identifier: Apache-2.0
#include "virtual_socket.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <kiosk/virtual.h>

struct client {
    int fd; // -1: free place
    GString *line;
    bool watches;
};

struct virtual_socket {
    char *path;
    ino_t inode; // of our socket: a successor may have put its own in this place
    int listener, stop;
    // Of the control thread; another one may only send to them, with the lock held.
    struct client clients[VIRTUAL_CLIENTS_MAX];
    struct client *asking; // whose line is being answered
    GMutex lock;           // guards that clients come, go and begin to watch
    gint watchers;         // atomic
    char *(*answer)(void *context, const char *line);
    void *context;
    GThread *thread;
};

/* ---- clients ----------------------------------------------------------------------- */

static void
client_close(struct virtual_socket *control, struct client *client)
{
    g_mutex_lock(&control->lock);
    if (client->watches)
        g_atomic_int_add(&control->watchers, -1);
    if (client->fd >= 0)
        close(client->fd);
    if (client->line != NULL)
        g_string_free(client->line, TRUE);
    *client = (struct client){.fd = -1};
    g_mutex_unlock(&control->lock);
}

void
virtual_socket_add_watcher(struct virtual_socket *control)
{
    g_mutex_lock(&control->lock);
    if (!control->asking->watches)
        g_atomic_int_inc(&control->watchers);
    control->asking->watches = true;
    g_mutex_unlock(&control->lock);
}

bool
virtual_socket_is_watched(struct virtual_socket *control)
{
    return g_atomic_int_get(&control->watchers) > 0;
}

/* A part of a line would spoil the next one: whoever reads so slowly is let go. */
static void
client_tell(struct client *client, const char *line, size_t length)
{
    ssize_t sent = send(client->fd, line, length, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent > 0 && (size_t)sent < length)
        shutdown(client->fd, SHUT_RDWR);
}

void
virtual_socket_tell(struct virtual_socket *control, const char *line)
{
    g_autofree char *text = g_strconcat(line, "\n", NULL);
    g_mutex_lock(&control->lock);
    for (size_t i = 0; i < VIRTUAL_CLIENTS_MAX; i++)
        if (control->clients[i].watches)
            client_tell(&control->clients[i], text, strlen(text));
    g_mutex_unlock(&control->lock);
}

static void
client_answer_line(struct virtual_socket *control, struct client *client,
                   const char *line)
{
    control->asking = client;
    g_autofree char *answer = control->answer(control->context, line);
    g_autofree char *text = g_strconcat(answer, "\n", NULL);
    // A client that does not read its answers loses them, and the device stays awake.
    send(client->fd, text, strlen(text), MSG_DONTWAIT | MSG_NOSIGNAL);
}

static void
client_read(struct virtual_socket *control, struct client *client)
{
    char bytes[4096];
    ssize_t count = recv(client->fd, bytes, sizeof bytes, MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (count <= 0 || client->line->len + (size_t)count > VIRTUAL_LINE_MAX) {
        client_close(control, client);
        return;
    }
    g_string_append_len(client->line, bytes, count);
    char *end;
    while (client->fd >= 0 && (end = strchr(client->line->str, '\n')) != NULL) {
        g_autofree char *line =
            g_strndup(client->line->str, (gsize)(end - client->line->str));
        g_string_erase(client->line, 0, end - client->line->str + 1);
        client_answer_line(control, client, g_strstrip(line));
    }
}

static void
virtual_socket_accept(struct virtual_socket *control)
{
    int fd = accept4(control->listener, NULL, NULL, SOCK_CLOEXEC);
    if (fd < 0)
        return;
    for (size_t i = 0; i < VIRTUAL_CLIENTS_MAX; i++) {
        if (control->clients[i].fd < 0) {
            g_mutex_lock(&control->lock);
            control->clients[i] = (struct client){.fd = fd, .line = g_string_new(NULL)};
            g_mutex_unlock(&control->lock);
            return;
        }
    }
    close(fd);
}

static gpointer
virtual_socket_thread(gpointer data)
{
    struct virtual_socket *control = data;
    struct pollfd polled[VIRTUAL_CLIENTS_MAX + 2];
    for (;;) {
        for (size_t i = 0; i < VIRTUAL_CLIENTS_MAX; i++)
            polled[i] = (struct pollfd){.fd = control->clients[i].fd, .events = POLLIN};
        struct pollfd *listener = &polled[VIRTUAL_CLIENTS_MAX], *stop = listener + 1;
        *listener = (struct pollfd){.fd = control->listener, .events = POLLIN};
        *stop = (struct pollfd){.fd = control->stop, .events = POLLIN};
        if (poll(polled, G_N_ELEMENTS(polled), -1) < 0)
            continue;
        if (stop->revents != 0)
            return NULL;
        for (size_t i = 0; i < VIRTUAL_CLIENTS_MAX; i++) {
            if (polled[i].revents != 0)
                client_read(control, &control->clients[i]);
        }
        if (listener->revents != 0)
            virtual_socket_accept(control);
    }
}

/* ---- begin and end ----------------------------------------------------------------- */

static int
virtual_socket_listen(const char *path, GError **error)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        g_set_error(error, VIRTUAL_ERROR, 0,
                    "the path of the control socket is too long");
        return -1;
    }
    g_strlcpy(address.sun_path, path, sizeof address.sun_path);
    unlink(path); // what an earlier process left behind
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd >= 0 && bind(fd, (struct sockaddr *)&address, sizeof address) == 0 &&
        listen(fd, VIRTUAL_CLIENTS_MAX) == 0)
        return fd;
    g_set_error(error, VIRTUAL_ERROR, errno, "control socket %s: %s", path,
                g_strerror(errno));
    if (fd >= 0)
        close(fd);
    return -1;
}

static ino_t
virtual_socket_inode(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 ? status.st_ino : 0;
}

struct virtual_socket *
virtual_socket_open(const char *path, char *(*answer)(void *context, const char *line),
                    void *context, GError **error)
{
    int listener = virtual_socket_listen(path, error);
    if (listener < 0)
        return NULL;
    struct virtual_socket *control = g_new0(struct virtual_socket, 1);
    *control = (struct virtual_socket){
        .path = g_strdup(path),
        .inode = virtual_socket_inode(path),
        .listener = listener,
        .stop = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK),
        .answer = answer,
        .context = context,
    };
    g_mutex_init(&control->lock);
    for (size_t i = 0; i < VIRTUAL_CLIENTS_MAX; i++)
        control->clients[i].fd = -1;
    control->thread = g_thread_new("control", virtual_socket_thread, control);
    return control;
}

void
virtual_socket_close(struct virtual_socket *control)
{
    if (control == NULL)
        return;
    eventfd_write(control->stop, 1);
    g_thread_join(control->thread);
    for (size_t i = 0; i < VIRTUAL_CLIENTS_MAX; i++)
        client_close(control, &control->clients[i]);
    close(control->listener);
    close(control->stop);
    if (virtual_socket_inode(control->path) == control->inode)
        unlink(control->path);
    g_mutex_clear(&control->lock);
    g_free(control->path);
    g_free(control);
}
