// SPDX-License-Identifier: Apache-2.0
#include "inspect.h"

#include <jansson.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include "base/diag.h"
#include "base/file.h"
#include "screens/screens.h"
#include "session.h"
#include "ui/view.h"
#include "ui/window.h"

#define CLIENTS_MAX 8
#define LINE_SIZE 64

struct client {
    int fd; // 0: free
    bool wants_tree, wants_speech, wants_events;
    char line[LINE_SIZE];
    size_t length;
};

static struct {
    GThread *thread;
    GMutex lock; // of `clients`
    struct client clients[CLIENTS_MAX];
    int listener, stop_fd;
    char *path;
    enum screen_id told; // the screen of the last line of events
} inspect;

bool
inspect_is_built_in(void)
{
    return true;
}

/* ---- the socket, in its own thread ------------------------------------------------------- */

static void
take_line(struct client *client)
{
    client->wants_tree |= strcmp(client->line, "tree") == 0;
    client->wants_speech |= strcmp(client->line, "speech") == 0;
    client->wants_events |= strcmp(client->line, "events") == 0;
    client->length = 0;
}

static void
drop(struct client *client)
{
    close(client->fd);
    *client = (struct client){0};
}

static void
read_client(struct client *client)
{
    char bytes[LINE_SIZE];
    ssize_t got = recv(client->fd, bytes, sizeof bytes, MSG_DONTWAIT);
    if (got <= 0) {
        drop(client);
        return;
    }
    for (ssize_t i = 0; i < got; i++) {
        if (bytes[i] == '\n') {
            client->line[client->length] = '\0';
            take_line(client);
        } else if (client->length < LINE_SIZE - 1) {
            client->line[client->length++] = bytes[i];
        }
    }
    window_wake();
}

static void
accept_client(void)
{
    int fd = accept4(inspect.listener, NULL, NULL, SOCK_CLOEXEC);
    if (fd < 0)
        return;
    for (size_t i = 0; i < CLIENTS_MAX; i++) {
        if (inspect.clients[i].fd == 0) {
            inspect.clients[i].fd = fd;
            return;
        }
    }
    close(fd);
}

static gpointer
run(gpointer context)
{
    (void)context;
    for (;;) {
        struct pollfd polls[CLIENTS_MAX + 2] = {
            {.fd = inspect.stop_fd, .events = POLLIN},
            {.fd = inspect.listener, .events = POLLIN}};
        for (size_t i = 0; i < CLIENTS_MAX; i++) {
            int fd = inspect.clients[i].fd;
            polls[i + 2] = (struct pollfd){.fd = fd > 0 ? fd : -1, .events = POLLIN};
        }
        if (poll(polls, G_N_ELEMENTS(polls), -1) < 0)
            continue;
        if (polls[0].revents)
            return NULL;
        g_mutex_lock(&inspect.lock);
        for (size_t i = 0; i < CLIENTS_MAX; i++) {
            if (polls[i + 2].revents)
                read_client(&inspect.clients[i]);
        }
        if (polls[1].revents)
            accept_client();
        g_mutex_unlock(&inspect.lock);
    }
}

static int
listen_at(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path)
        return -1;
    g_strlcpy(address.sun_path, path, sizeof address.sun_path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    unlink(path);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) == 0 && listen(fd, 4) == 0)
        return fd;
    close(fd);
    return -1;
}

bool
inspect_start(const char *socket_path, GError **error)
{
    inspect.listener = listen_at(socket_path);
    if (inspect.listener < 0) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                    "%s: no socket can stand here", socket_path);
        return false;
    }
    inspect.path = g_strdup(socket_path);
    inspect.stop_fd = eventfd(0, EFD_CLOEXEC);
    inspect.told = SCREEN_COUNT;
    inspect.thread = g_thread_new("inspect", run, NULL);
    return true;
}

void
inspect_stop(void)
{
    if (!inspect.thread)
        return;
    eventfd_write(inspect.stop_fd, 1);
    g_thread_join(inspect.thread);
    inspect.thread = NULL;
    for (size_t i = 0; i < CLIENTS_MAX; i++) {
        if (inspect.clients[i].fd > 0)
            drop(&inspect.clients[i]);
    }
    close(inspect.listener);
    close(inspect.stop_fd);
    unlink(inspect.path);
    g_clear_pointer(&inspect.path, g_free);
}

/* ---- what is told, in the ui thread ------------------------------------------------------ */

static const char *
words(const char *text)
{
    return text ? text : "";
}

static json_t *
widget_json(const struct widget *widget, const struct widget *focus)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:i, s:i, s:i, s:i, s:b, s:b, s:b, s:s}", "id",
                     words(widget->id), "role", words(widget_role_words[widget->role]),
                     "name", words(widget->name), "value", words(widget->value), "x",
                     widget->box.x, "y", widget->box.y, "w", widget->box.w, "h",
                     widget->box.h, "enabled", !widget->disabled, "focused",
                     widget->focused || widget == focus, "selected", widget->selected,
                     "error", words(widget->error));
}

static json_t *
tree_json(const struct session *session, const struct view *view, bool settled)
{
    json_t *list = json_array();
    for (size_t i = 0; i < view_count(view); i++) {
        const struct widget *widget = view_widget(view, i);
        if (widget->id || widget->role != ROLE_NONE)
            json_array_append_new(list, widget_json(widget, view_focus(view)));
    }
    return json_pack("{s:s, s:s, s:s, s:b, s:o}", "screen",
                     screen_table[session->screen].name, "mode",
                     session->assisted ? "assisted" : "standard", "language",
                     session->language, "settled", settled, "widgets", list);
}

static void
answer(struct client *client, json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT);
    g_autofree char *line = g_strconcat(text, "\n", NULL);
    free(text);
    json_decref(value);
    if (!file_write_all(client->fd, line, strlen(line)))
        drop(client);
}

void
inspect_serve(const struct session *session, const struct view *view, bool settled,
              const char *said)
{
    if (!inspect.thread)
        return;
    bool changed = inspect.told != session->screen;
    inspect.told = session->screen;
    g_mutex_lock(&inspect.lock);
    for (size_t i = 0; i < CLIENTS_MAX; i++) {
        struct client *client = &inspect.clients[i];
        if (client->wants_events && changed)
            answer(client, json_pack("{s:s, s:s}", "event", "screen", "screen",
                                     screen_table[session->screen].name));
        if (client->fd > 0 && client->wants_tree)
            answer(client, tree_json(session, view, settled));
        if (client->fd > 0 && client->wants_speech)
            answer(client, json_pack("{s:s}", "said", said));
        client->wants_tree = client->wants_speech = false;
    }
    g_mutex_unlock(&inspect.lock);
}
