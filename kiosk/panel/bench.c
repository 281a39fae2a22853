// SPDX-License-Identifier: Apache-2.0
#include "bench.h"

#include <errno.h>
#include <glib.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include "base/json.h"

#define COME_BACK_MS 300 // to a socket that is not there
#define BENCH_LINE_MAX (256 * 1024)

struct device {
    char *name, *path;
    int fd; // -1: not connected
    GString *line;

    // Guarded by the bench's lock:
    json_t *description, *state;
    char *answer;
    GQueue packets; // char *
    GString *out;   // lines that wait to be sent
};

struct bench {
    struct device devices[BENCH_DEVICES_MAX];
    size_t count;
    void (*changed)(void);
    GThread *thread;
    int wake; // eventfd
    gint stop;
    GMutex lock;
};

/* ---- what a device says ---------------------------------------------------------------- */

static void
keep_packet(struct device *device, const json_t *told)
{
    char *text = json_dumps(json_object_get(told, "packet"), JSON_COMPACT);
    bool in = strcmp(json_text(told, "watch", ""), "in") == 0;
    g_queue_push_tail(&device->packets, g_strdup_printf("%s %s", in ? "→" : "←", text));
    free(text);
    while (device->packets.length > BENCH_LOG_MAX)
        g_free(g_queue_pop_head(&device->packets));
}

static void
keep(json_t **place, json_t *told)
{
    json_decref(*place);
    *place = json_incref(told);
}

/* What a line is shows in itself: answers come in order, but packets come between them. */
static void
take_line(struct device *device, const char *line)
{
    json_t *told = *line == '{' ? json_loads(line, 0, NULL) : NULL;
    if (json_object_get(told, "watch")) {
        keep_packet(device, told);
        g_string_append(device->out, "state\n"); // it may have changed something
    } else if (json_object_get(told, "faults")) {
        keep(&device->description, told);
    } else if (told) {
        keep(&device->state, told);
    } else {
        g_free(device->answer);
        device->answer = g_strdup(line);
    }
    json_decref(told);
}

static void
take_lines(struct bench *bench, struct device *device)
{
    char *end;
    g_mutex_lock(&bench->lock);
    while ((end = strchr(device->line->str, '\n')) != NULL) {
        *end = '\0';
        take_line(device, device->line->str);
        g_string_erase(device->line, 0, end - device->line->str + 1);
    }
    g_mutex_unlock(&bench->lock);
}

/* ---- the line -------------------------------------------------------------------------- */

static void
hang_up(struct bench *bench, struct device *device)
{
    close(device->fd);
    device->fd = -1;
    g_string_truncate(device->line, 0);
    g_mutex_lock(&bench->lock);
    g_string_truncate(device->out, 0);
    g_clear_pointer(&device->state, json_decref);
    g_mutex_unlock(&bench->lock);
    bench->changed();
}

static void
call_up(struct bench *bench, struct device *device)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    g_strlcpy(address.sun_path, device->path, sizeof address.sun_path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        close(fd);
        return;
    }
    device->fd = fd;
    g_mutex_lock(&bench->lock);
    g_string_assign(device->out, "describe\nwatch\nstate\n");
    g_mutex_unlock(&bench->lock);
}

static void
hear(struct bench *bench, struct device *device)
{
    char bytes[16384];
    ssize_t count = recv(device->fd, bytes, sizeof bytes, MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (count <= 0 || device->line->len > BENCH_LINE_MAX) {
        hang_up(bench, device);
        return;
    }
    g_string_append_len(device->line, bytes, count);
    take_lines(bench, device);
    bench->changed();
}

static void
speak(struct bench *bench, struct device *device)
{
    g_mutex_lock(&bench->lock);
    ssize_t sent =
        send(device->fd, device->out->str, device->out->len, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent > 0)
        g_string_erase(device->out, 0, sent);
    g_mutex_unlock(&bench->lock);
}

static bool
has_to_speak(struct bench *bench, const struct device *device)
{
    g_mutex_lock(&bench->lock);
    bool has = device->out->len > 0;
    g_mutex_unlock(&bench->lock);
    return has;
}

static gpointer
run(gpointer data)
{
    struct bench *bench = data;
    struct pollfd polled[BENCH_DEVICES_MAX + 1];
    while (!g_atomic_int_get(&bench->stop)) {
        bool all = true;
        for (size_t i = 0; i < bench->count; i++) {
            struct device *device = &bench->devices[i];
            if (device->fd < 0)
                call_up(bench, device);
            all = all && device->fd >= 0;
            short events = POLLIN;
            if (device->fd >= 0 && has_to_speak(bench, device))
                events |= POLLOUT;
            polled[i] = (struct pollfd){.fd = device->fd, .events = events};
        }
        polled[bench->count] = (struct pollfd){.fd = bench->wake, .events = POLLIN};
        poll(polled, bench->count + 1, all ? -1 : COME_BACK_MS);
        eventfd_t woken;
        eventfd_read(bench->wake, &woken);
        for (size_t i = 0; i < bench->count; i++) {
            if (polled[i].revents & POLLOUT)
                speak(bench, &bench->devices[i]);
            if (polled[i].revents & (POLLIN | POLLHUP | POLLERR))
                hear(bench, &bench->devices[i]);
        }
    }
    return NULL;
}

/* ---- begin, end, look, say ------------------------------------------------------------- */

struct bench *
bench_create(const struct bench_address *addresses, size_t count, void (*changed)(void))
{
    struct bench *bench = g_new0(struct bench, 1);
    g_assert(count <= BENCH_DEVICES_MAX);
    bench->count = count;
    bench->changed = changed;
    bench->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    g_mutex_init(&bench->lock);
    for (size_t i = 0; i < count; i++)
        bench->devices[i] = (struct device){.name = g_strdup(addresses[i].name),
                                            .path = g_strdup(addresses[i].path),
                                            .fd = -1,
                                            .line = g_string_new(NULL),
                                            .out = g_string_new(NULL),
                                            .packets = G_QUEUE_INIT};
    bench->thread = g_thread_new("bench", run, bench);
    return bench;
}

static void
device_finish(struct device *device)
{
    if (device->fd >= 0)
        close(device->fd);
    g_string_free(device->line, TRUE);
    g_string_free(device->out, TRUE);
    json_decref(device->description);
    json_decref(device->state);
    g_free(device->answer);
    g_queue_clear_full(&device->packets, g_free);
    g_free(device->name);
    g_free(device->path);
}

void
bench_destroy(struct bench *bench)
{
    if (!bench)
        return;
    g_atomic_int_set(&bench->stop, 1);
    eventfd_write(bench->wake, 1);
    g_thread_join(bench->thread);
    for (size_t i = 0; i < bench->count; i++)
        device_finish(&bench->devices[i]);
    close(bench->wake);
    g_mutex_clear(&bench->lock);
    g_free(bench);
}

size_t
bench_count(const struct bench *bench)
{
    return bench->count;
}

void
bench_look(struct bench *bench, size_t index, size_t packets_max,
           struct bench_view *view_out)
{
    struct device *device = &bench->devices[index];
    GPtrArray *packets = g_ptr_array_new();
    g_mutex_lock(&bench->lock);
    size_t have = device->packets.length, skip = have - MIN(have, packets_max);
    for (GList *link = g_queue_peek_nth_link(&device->packets, (guint)skip); link;
         link = link->next)
        g_ptr_array_add(packets, g_strdup(link->data));
    g_ptr_array_add(packets, NULL);
    *view_out = (struct bench_view){.name = device->name,
                                    .there = device->state != NULL,
                                    .description = json_incref(device->description),
                                    .state = json_incref(device->state),
                                    .answer = g_strdup(device->answer),
                                    .packets = (char **)g_ptr_array_free(packets, FALSE)};
    g_mutex_unlock(&bench->lock);
}

void
bench_view_finish(struct bench_view *view)
{
    json_decref(view->description);
    json_decref(view->state);
    g_free(view->answer);
    g_strfreev(view->packets);
    *view = (struct bench_view){0};
}

void
bench_say(struct bench *bench, size_t index, const char *line)
{
    struct device *device = &bench->devices[index];
    g_mutex_lock(&bench->lock);
    g_clear_pointer(&device->answer, g_free);
    g_string_append_printf(device->out, "%s\nstate\n", line);
    g_mutex_unlock(&bench->lock);
    eventfd_write(bench->wake, 1);
}
