// SPDX-License-Identifier: Apache-2.0
/* A program of ours as a direct child: lines in, lines out, killed with its parent. */
#ifndef SUPPORT_CHILD_H
#define SUPPORT_CHILD_H

#include <glib.h>
#include <stdbool.h>
#include <sys/types.h>

struct child;

/* `argv` ends with NULL; `environment` (may be NULL) holds "NAME=value" to add, ended by
 * NULL. Standard error is appended to `log` (path, may be NULL: the test's own). */
struct child *child_start(const char *const *argv, const char *const *environment,
                          const char *log, GError **error);
pid_t child_pid(const struct child *child);
/* Writes `line` and a newline. False: the child does not read any more. */
bool child_say(struct child *child, const char *line);
/* The next line of its standard output without its end; g_free. NULL: time over or closed. */
char *child_hear(struct child *child, int timeout_ms);
/* True when it ended within the time; *status_out as of waitpid. */
bool child_wait(struct child *child, int timeout_ms, int *status_out);
void child_kill(struct child *child, int signal_number);
/* SIGTERM, three seconds, SIGKILL; waits and frees. NULL-safe. Returns the wait status. */
int child_stop(struct child *child);

/* $BUILD (or build) + "/" + path, absolute; g_free. */
char *child_built(const char *path);

#endif
