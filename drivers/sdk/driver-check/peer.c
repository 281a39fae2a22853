// SPDX-License-Identifier: Apache-2.0
#include "peer.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/json.h"

#define OUTPUT_MAX (4 * 1024 * 1024) // bytes of --describe

static gint64
now_ms(void)
{
    return g_get_monotonic_time() / G_TIME_SPAN_MILLISECOND;
}

/* ---- processes --------------------------------------------------------------------- */

/* In the child: these descriptors become 0, 1 and 3; -1 leaves what is there. */
static G_NORETURN void
child_exec(char **arguments, const int descriptors[3])
{
    static const int places[] = {STDIN_FILENO, STDOUT_FILENO, PROTOCOL_DESCRIPTOR};
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        if (descriptors[i] < 0)
            continue;
        // By way of a high number: dup2() onto itself would leave close-on-exec set.
        int copy = fcntl(descriptors[i], F_DUPFD_CLOEXEC, 10);
        dup2(copy, places[i]);
    }
    execv(arguments[0], arguments);
    dprintf(STDERR_FILENO, "%s: %s\n", arguments[0], g_strerror(errno));
    _exit(127);
}

/* Waits for the end; kills when time is over. */
static char *
child_end(pid_t pid, int timeout_ms)
{
    gint64 end = now_ms() + timeout_ms;
    int status;
    while (waitpid(pid, &status, WNOHANG) != pid) {
        if (now_ms() >= end) {
            kill(pid, SIGKILL);
            waitpid(pid, &status, 0);
            return g_strdup_printf("it did not end within %d ms", timeout_ms);
        }
        g_usleep(2000);
    }
    if (WIFSIGNALED(status))
        return g_strdup_printf("it was ended by signal %d", WTERMSIG(status));
    return WEXITSTATUS(status) == 0
               ? NULL
               : g_strdup_printf("it ended with status %d", WEXITSTATUS(status));
}

char *
peer_run(char **arguments, const char *input, int timeout_ms, char **output_out)
{
    int in[2], out[2];
    if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0)
        g_error("pipe: %s", g_strerror(errno));
    pid_t pid = fork();
    if (pid == 0)
        child_exec(arguments, (const int[]){in[0], out[1], -1});
    close(in[0]);
    close(out[1]);
    // The input is a few lines: it fits the pipe. A program that does not read it is told of.
    signal(SIGPIPE, SIG_IGN);
    bool written = write(in[1], input, strlen(input)) == (ssize_t)strlen(input);
    close(in[1]);
    GString *output = g_string_new(NULL);
    gint64 end = now_ms() + timeout_ms;
    struct pollfd polled = {.fd = out[0], .events = POLLIN};
    char bytes[4096];
    ssize_t count = 1;
    while (count > 0 && output->len < OUTPUT_MAX && now_ms() < end &&
           poll(&polled, 1, (int)(end - now_ms())) > 0) {
        count = read(out[0], bytes, sizeof bytes);
        g_string_append_len(output, bytes, MAX(count, 0));
    }
    close(out[0]);
    *output_out = g_string_free(output, FALSE);
    char *ended = child_end(pid, (int)MAX(end - now_ms(), 100));
    if (ended == NULL && !written && *input != '\0')
        return g_strdup("it did not read its input");
    return ended;
}

bool
peer_start(struct peer *peer, char **arguments, GError **error)
{
    int ends[2];
    if (!link_pair(ends, error))
        return false;
    pid_t pid = fork();
    if (pid == 0)
        child_exec(arguments, (const int[]){-1, -1, ends[1]});
    close(ends[1]);
    *peer = (struct peer){
        .pid = pid,
        .link = link_create(ends[0]),
        .link_fd = ends[0],
        .packets = g_ptr_array_new_with_free_func((GDestroyNotify)json_decref),
    };
    json_t *hello = json_pack("{s:s, s:{s:i, s:s, s:s, s:s}}", "type", "hello", "payload",
                              "protocol", PROTOCOL_VERSION, "class", "terminal", "driver",
                              "driver-check", "version", KIOSK_VERSION);
    link_send(peer->link, hello, NULL, 0, NULL);
    json_decref(hello);
    return true;
}

char *
peer_stop(struct peer *peer, int timeout_ms)
{
    link_destroy(peer->link);
    g_ptr_array_unref(peer->packets);
    g_free(peer->junk);
    return child_end(peer->pid, timeout_ms);
}

/* ---- out --------------------------------------------------------------------------- */

int
peer_command(struct peer *peer, const char *name, json_t *payload, int timeout_ms)
{
    int id = ++peer->last_id;
    json_t *body = json_pack("{s:s, s:i, s:s, s:i, s:o}", "type", "command", "id", id,
                             "name", name, "timeout_ms", timeout_ms, "payload",
                             payload == NULL ? json_object() : payload);
    bool sent = link_send(peer->link, body, NULL, 0, NULL);
    json_decref(body);
    return sent ? id : 0;
}

void
peer_send(struct peer *peer, const void *bytes, size_t size, int fd)
{
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof(int))];
    } ancillary = {0};
    struct iovec part = {.iov_base = (void *)(uintptr_t)bytes, .iov_len = size};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (fd >= 0) {
        ancillary.header = (struct cmsghdr){.cmsg_len = CMSG_LEN(sizeof fd),
                                            .cmsg_level = SOL_SOCKET,
                                            .cmsg_type = SCM_RIGHTS};
        memcpy(CMSG_DATA(&ancillary.header), &fd, sizeof fd);
        message.msg_control = &ancillary;
        message.msg_controllen = sizeof ancillary;
    }
    sendmsg(peer->link_fd, &message, MSG_NOSIGNAL);
}

/* ---- in ---------------------------------------------------------------------------- */

static void
peer_receive(struct peer *peer)
{
    for (;;) {
        g_autoptr(GError) error = NULL;
        struct packet packet = {0};
        switch (link_receive(peer->link, &packet, &error)) {
        case LINK_PACKET:
            g_ptr_array_add(peer->packets, json_incref(packet.body));
            packet_finish(&packet);
            break;
        case LINK_JUNK:
            if (peer->junk == NULL)
                peer->junk = g_strdup(error->message);
            break;
        case LINK_CLOSED:
            peer->gone = true;
            return;
        case LINK_EMPTY:
            return;
        }
    }
}

/* Waits for something to come until `end`; false: time is over, or nothing will come. */
static bool
peer_wait(struct peer *peer, gint64 end)
{
    peer_receive(peer);
    gint64 left = end - now_ms();
    if (peer->gone || left <= 0)
        return false;
    struct pollfd polled = {.fd = peer->link_fd, .events = POLLIN};
    poll(&polled, 1, (int)left);
    peer_receive(peer);
    return true;
}

void
peer_listen(struct peer *peer, int duration_ms)
{
    gint64 end = now_ms() + duration_ms;
    while (peer_wait(peer, end))
        continue;
}

static const json_t *
peer_find(const struct peer *peer, int id, int *count_out)
{
    const json_t *found = NULL;
    *count_out = 0;
    for (guint i = 0; i < peer->packets->len; i++) {
        const json_t *body = g_ptr_array_index(peer->packets, i);
        if (strcmp(json_text(body, "type", ""), "completion") == 0 &&
            json_integer_value(json_object_get(body, "id")) == id) {
            found = body;
            ++*count_out;
        }
    }
    return found;
}

const json_t *
peer_completion(struct peer *peer, int id, int timeout_ms)
{
    gint64 end = now_ms() + timeout_ms;
    int count;
    const json_t *found;
    peer_receive(peer);
    while ((found = peer_find(peer, id, &count)) == NULL && peer_wait(peer, end))
        continue;
    return found;
}

int
peer_count(const struct peer *peer, int id)
{
    int count;
    peer_find(peer, id, &count);
    return count;
}
