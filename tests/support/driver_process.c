// SPDX-License-Identifier: Apache-2.0
#include "driver_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/blob.h"
#include "base/json.h"

struct driver_process {
    char *program;
    pid_t pid;
    int status; // wait status once it ended
    bool ended;
    struct link *link;
    int link_fd; // borrowed from link
    int log;     // memfd that is its standard error
    int last_id;
    json_t *hello;
    GQueue packets; // struct packet *: came and were not awaited yet
};

/* ---- begin and end ----------------------------------------------------------------- */

static char *
program_path(const char *program)
{
    if (strchr(program, '/') != NULL)
        return g_strdup(program);
    const char *build = g_getenv("BUILD");
    return g_build_filename(build == NULL ? "build" : build, "bin", "drivers", program,
                            NULL);
}

/* g_strfreev */
static char **
program_vector(const char *path, const char *const *arguments)
{
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    g_strv_builder_add(builder, path);
    for (size_t i = 0; arguments != NULL && arguments[i] != NULL; i++)
        g_strv_builder_add(builder, arguments[i]);
    return g_strv_builder_end(builder);
}

static void
process_exec(char **vector, int link_fd, int log)
{
    // dup2() onto itself would leave close-on-exec set.
    int link_copy = fcntl(link_fd, F_DUPFD, PROTOCOL_DESCRIPTOR + 1);
    int log_copy = fcntl(log, F_DUPFD_CLOEXEC, PROTOCOL_DESCRIPTOR + 1);
    dup2(link_copy, PROTOCOL_DESCRIPTOR);
    dup2(log_copy, STDERR_FILENO);
    close(link_copy);
    execv(vector[0], vector);
    dprintf(STDERR_FILENO, "%s: %s\n", vector[0], g_strerror(errno));
    _exit(127);
}

static G_NORETURN void
process_fail(const struct driver_process *process, const char *what, const char *which)
{
    g_autofree char *log = driver_process_log(process);
    g_error("%s: %s %s; its log:\n%s", process->program, what, which, log);
}

struct driver_process *
driver_process_start(const char *program, const char *const *arguments)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = program_path(program);
    g_auto(GStrv) vector = program_vector(path, arguments);
    int ends[2];
    if (!link_pair(ends, &error))
        g_error("%s", error->message);
    struct driver_process *process = g_new0(struct driver_process, 1);
    process->program = g_strdup(program);
    process->log = memfd_create("log", MFD_CLOEXEC);
    process->pid = fork();
    g_assert_cmpint(process->pid, >=, 0);
    if (process->pid == 0)
        process_exec(vector, ends[1], process->log);
    close(ends[1]);
    process->link_fd = ends[0];
    process->link = link_create(ends[0]);
    g_queue_init(&process->packets);

    json_t *hello = json_pack("{s:s, s:{s:i, s:s, s:s, s:s}}", "type", "hello", "payload",
                              "protocol", PROTOCOL_VERSION, "class", "terminal", "driver",
                              "test", "version", KIOSK_VERSION);
    if (!link_send(process->link, hello, NULL, 0, &error))
        process_fail(process, "cannot be greeted:", error->message);
    json_decref(hello);
    struct packet answer =
        driver_process_await_event(process, "hello", PROTOCOL_HELLO_MS);
    process->hello = json_incref(json_object_get(answer.body, "payload"));
    packet_finish(&answer);
    return process;
}

struct driver_process *
driver_process_open(const char *program, const char *address)
{
    return driver_process_start(program, (const char *[]){"--address", address, NULL});
}

static void
packet_free(gpointer packet)
{
    packet_finish(packet);
    g_free(packet);
}

int
driver_process_wait(struct driver_process *process, int timeout_ms)
{
    gint64 end = g_get_monotonic_time() + timeout_ms * G_TIME_SPAN_MILLISECOND;
    while (!process->ended) {
        if (waitpid(process->pid, &process->status, WNOHANG) == process->pid)
            process->ended = true;
        else if (g_get_monotonic_time() >= end)
            return -1;
        else
            g_usleep(5000);
    }
    return process->status;
}

int
driver_process_stop(struct driver_process *process)
{
    if (process == NULL)
        return 0;
    link_destroy(process->link);
    if (driver_process_wait(process, 2000) < 0) {
        kill(process->pid, SIGKILL);
        driver_process_wait(process, 10000);
    }
    int status = process->status;
    if (status != 0) {
        g_autofree char *log = driver_process_log(process);
        g_test_message("%s ended with wait status %d; its log:\n%s", process->program,
                       status, log);
    }
    g_queue_clear_full(&process->packets, packet_free);
    json_decref(process->hello);
    close(process->log);
    g_free(process->program);
    g_free(process);
    return status;
}

pid_t
driver_process_pid(const struct driver_process *process)
{
    return process->pid;
}

const json_t *
driver_process_hello(const struct driver_process *process)
{
    return process->hello;
}

char *
driver_process_log(const struct driver_process *process)
{
    off_t size = lseek(process->log, 0, SEEK_END);
    char *text = g_malloc0((gsize)size + 1);
    if (pread(process->log, text, (size_t)size, 0) < 0)
        text[0] = '\0';
    return text;
}

/* ---- out --------------------------------------------------------------------------- */

int
driver_process_send_blobs(struct driver_process *process, const char *name,
                          json_t *payload, int timeout_ms,
                          const struct driver_process_bytes *blobs, size_t blob_count)
{
    g_autoptr(GError) error = NULL;
    int descriptors[PROTOCOL_BLOBS_MAX];
    g_assert_cmpuint(blob_count, <=, PROTOCOL_BLOBS_MAX);
    for (size_t i = 0; i < blob_count; i++) {
        descriptors[i] = blob_create(blobs[i].bytes, blobs[i].size, &error);
        g_assert_no_error(error);
    }
    int id = ++process->last_id;
    json_t *body = json_pack("{s:s, s:i, s:s, s:i, s:o, s:i}", "type", "command", "id",
                             id, "name", name, "timeout_ms", timeout_ms, "payload",
                             payload == NULL ? json_object() : payload, "blobs",
                             (int)blob_count);
    if (!link_send(process->link, body, descriptors, blob_count, &error))
        process_fail(process, "cannot be asked:", error->message);
    json_decref(body);
    return id;
}

int
driver_process_send(struct driver_process *process, const char *name, json_t *payload,
                    int timeout_ms)
{
    return driver_process_send_blobs(process, name, payload, timeout_ms, NULL, 0);
}

void
driver_process_send_raw(struct driver_process *process, const void *bytes, size_t size)
{
    g_assert_cmpint(send(process->link_fd, bytes, size, MSG_NOSIGNAL), ==, (ssize_t)size);
}

/* ---- in ---------------------------------------------------------------------------- */

/* Which packet is wanted: the completion of `id`, or an event of `name` when `id` is 0. */
struct wanted {
    int id;
    const char *name;
};

static bool
packet_is(const struct packet *packet, const struct wanted *wanted)
{
    const char *type = json_text(packet->body, "type", "");
    if (wanted->id != 0)
        return strcmp(type, "completion") == 0 &&
               json_integer_value(json_object_get(packet->body, "id")) == wanted->id;
    if (strcmp(wanted->name, "hello") == 0)
        return strcmp(type, "hello") == 0;
    return strcmp(type, "completion") != 0 &&
           strcmp(json_text(packet->body, "name", ""), wanted->name) == 0;
}

/* Moves what has come into the queue. False: the driver is gone. */
static bool
process_receive(struct driver_process *process)
{
    for (;;) {
        g_autoptr(GError) error = NULL;
        struct packet packet = {0};
        switch (link_receive(process->link, &packet, &error)) {
        case LINK_PACKET:
            g_queue_push_tail(&process->packets, g_memdup2(&packet, sizeof packet));
            break;
        case LINK_EMPTY:
            return true;
        case LINK_CLOSED:
            return false;
        case LINK_JUNK:
            g_test_message("%s sent junk: %s", process->program, error->message);
            break;
        }
    }
}

static struct packet *
process_find(struct driver_process *process, const struct wanted *wanted, bool take)
{
    for (GList *i = process->packets.head; i != NULL; i = i->next) {
        struct packet *packet = i->data;
        if (packet_is(packet, wanted)) {
            if (take)
                g_queue_delete_link(&process->packets, i);
            return packet;
        }
    }
    return NULL;
}

/* Waits until it is there, at most `timeout_ms`; NULL when it is not. */
static struct packet *
process_look(struct driver_process *process, const struct wanted *wanted, int timeout_ms,
             bool take)
{
    gint64 end = g_get_monotonic_time() + timeout_ms * G_TIME_SPAN_MILLISECOND;
    for (;;) {
        bool alive = process_receive(process);
        struct packet *found = process_find(process, wanted, take);
        gint64 left = end - g_get_monotonic_time();
        if (found != NULL || !alive || left <= 0)
            return found;
        struct pollfd polled = {.fd = process->link_fd,
                                .events = link_pending(process->link) ? POLLIN | POLLOUT
                                                                      : POLLIN};
        poll(&polled, 1, (int)(left / G_TIME_SPAN_MILLISECOND) + 1);
        link_flush(process->link, NULL);
    }
}

struct packet
driver_process_await(struct driver_process *process, int id, int timeout_ms)
{
    struct packet *found =
        process_look(process, &(struct wanted){.id = id}, timeout_ms, true);
    if (found == NULL)
        process_fail(process, "did not complete", "the command");
    struct packet packet = *found;
    g_free(found);
    return packet;
}

struct packet
driver_process_await_event(struct driver_process *process, const char *name,
                           int timeout_ms)
{
    struct packet *found =
        process_look(process, &(struct wanted){.name = name}, timeout_ms, true);
    if (found == NULL)
        process_fail(process, "did not send", name);
    struct packet packet = *found;
    g_free(found);
    return packet;
}

void
driver_process_await_status(struct driver_process *process, const char *device,
                            const char *cause, int timeout_ms)
{
    for (bool found = false; !found;) {
        struct packet packet =
            driver_process_await_event(process, "Common.StatusChanged", timeout_ms);
        found = strcmp(packet_text(&packet, "device"), device) == 0 &&
                strcmp(packet_text(&packet, "cause"), cause) == 0;
        packet_finish(&packet);
    }
}

bool
driver_process_has_event(struct driver_process *process, const char *name, int timeout_ms)
{
    return process_look(process, &(struct wanted){.name = name}, timeout_ms, false) !=
           NULL;
}

unsigned
driver_process_count(struct driver_process *process, int id, int timeout_ms)
{
    unsigned count = 0;
    struct wanted never = {.name = ""};
    process_look(process, &never, timeout_ms, false);
    for (GList *i = process->packets.head; i != NULL; i = i->next)
        count += packet_is(i->data, &(struct wanted){.id = id});
    return count;
}

struct packet
driver_process_call(struct driver_process *process, const char *name, json_t *payload,
                    int timeout_ms)
{
    int id = driver_process_send(process, name, payload, timeout_ms);
    return driver_process_await(process, id, timeout_ms + 1000);
}

/* ---- packets ----------------------------------------------------------------------- */

const char *
packet_completion(const struct packet *packet)
{
    return json_text(packet->body, "completion", "");
}

const char *
packet_cause(const struct packet *packet)
{
    return json_text(packet->body, "cause", "");
}

const char *
packet_explanation(const struct packet *packet)
{
    return json_text(packet->body, "explanation", "");
}

json_t *
packet_member(const struct packet *packet, const char *name)
{
    return json_object_get(json_object_get(packet->body, "payload"), name);
}

const char *
packet_text(const struct packet *packet, const char *name)
{
    const char *text = json_string_value(packet_member(packet, name));
    return text == NULL ? "" : text;
}

void
packet_expect(struct packet *packet, const char *completion, const char *cause)
{
    if (strcmp(packet_completion(packet), completion) != 0)
        g_test_message("explanation: %s", packet_explanation(packet));
    g_assert_cmpstr(packet_completion(packet), ==, completion);
    if (cause != NULL)
        g_assert_cmpstr(packet_cause(packet), ==, cause);
    packet_finish(packet);
}
