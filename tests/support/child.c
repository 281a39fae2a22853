// SPDX-License-Identifier: Apache-2.0
#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHILD_STOP_MS 3000

struct child {
    pid_t pid;
    int input, output;
    bool ended;
    int status;
    GString *buffer;
};

static void
become(const char *const *argv, const char *const *environment, const char *log,
       int input, int output)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(input, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    if (log != NULL) {
        int file = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        dup2(file, STDERR_FILENO);
    }
    for (size_t i = 0; environment != NULL && environment[i] != NULL; i++)
        putenv((char *)(uintptr_t)environment[i]);
    execvp(argv[0], (char *const *)(uintptr_t)argv);
    _exit(127);
}

struct child *
child_start(const char *const *argv, const char *const *environment, const char *log,
            GError **error)
{
    int in[2], out[2];
    if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0) {
        g_set_error(error, G_SPAWN_ERROR, G_SPAWN_ERROR_FAILED, "pipe: %s",
                    g_strerror(errno));
        return NULL;
    }
    pid_t pid = fork();
    if (pid == 0)
        become(argv, environment, log, in[0], out[1]);
    close(in[0]);
    close(out[1]);
    if (pid < 0) {
        close(in[1]);
        close(out[0]);
        g_set_error(error, G_SPAWN_ERROR, G_SPAWN_ERROR_FORK, "fork: %s",
                    g_strerror(errno));
        return NULL;
    }
    signal(SIGPIPE, SIG_IGN);
    struct child *child = g_new0(struct child, 1);
    *child = (struct child){
        .pid = pid, .input = in[1], .output = out[0], .buffer = g_string_new(NULL)};
    return child;
}

pid_t
child_pid(const struct child *child)
{
    return child->pid;
}

bool
child_say(struct child *child, const char *line)
{
    char *text = g_strconcat(line, "\n", NULL);
    size_t length = strlen(text);
    bool good = write(child->input, text, length) == (ssize_t)length;
    g_free(text);
    return good;
}

char *
child_hear(struct child *child, int timeout_ms)
{
    gint64 end = g_get_monotonic_time() + (gint64)timeout_ms * 1000;
    for (;;) {
        char *stop = strchr(child->buffer->str, '\n');
        if (stop != NULL) {
            gssize length = stop - child->buffer->str;
            char *line = g_strndup(child->buffer->str, (size_t)length);
            g_string_erase(child->buffer, 0, length + 1);
            return line;
        }
        int left_ms = (int)((end - g_get_monotonic_time()) / 1000);
        struct pollfd wait = {.fd = child->output, .events = POLLIN};
        char bytes[4096];
        if (left_ms <= 0 || poll(&wait, 1, left_ms) <= 0)
            return NULL;
        ssize_t got = read(child->output, bytes, sizeof bytes);
        if (got <= 0)
            return NULL;
        g_string_append_len(child->buffer, bytes, got);
    }
}

bool
child_wait(struct child *child, int timeout_ms, int *status_out)
{
    gint64 end = g_get_monotonic_time() + (gint64)timeout_ms * 1000;
    while (!child->ended) {
        if (waitpid(child->pid, &child->status, WNOHANG) == child->pid)
            child->ended = true;
        else if (g_get_monotonic_time() > end)
            return false;
        else
            g_usleep(5000);
    }
    if (status_out != NULL)
        *status_out = child->status;
    return true;
}

void
child_kill(struct child *child, int signal_number)
{
    if (!child->ended)
        kill(child->pid, signal_number);
}

int
child_stop(struct child *child)
{
    if (child == NULL)
        return 0;
    child_kill(child, SIGTERM);
    if (!child_wait(child, CHILD_STOP_MS, NULL)) {
        child_kill(child, SIGKILL);
        child_wait(child, CHILD_STOP_MS, NULL);
    }
    int status = child->status;
    close(child->input);
    close(child->output);
    g_string_free(child->buffer, TRUE);
    g_free(child);
    return status;
}

char *
child_built(const char *path)
{
    const char *build = g_getenv("BUILD");
    char *joined = g_build_filename(build == NULL ? "build" : build, path, NULL);
    char *absolute = g_canonicalize_filename(joined, NULL);
    g_free(joined);
    return absolute;
}
