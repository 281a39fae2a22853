// SPDX-License-Identifier: Apache-2.0
/* Process: starts a driver program with its end of the link on descriptor 3 and nothing else
 * of ours: no other descriptor, no display, no environment but what drivers need. */
#ifndef DEVICES_PROCESS_H
#define DEVICES_PROCESS_H

#include <glib.h>
#include <stdbool.h>
#include <sys/types.h>

/* `argv` ends with NULL, argv[0] is the program's path. *link_fd_out is our end,
 * *said_fd_out what it writes to its standard error and output; both are owned by the caller. The thread that calls must live as long as the child: the child asks the kernel to
 * be killed with its parent thread. */
bool process_start(const char *const *argv, pid_t *pid_out, int *link_fd_out,
                   int *said_fd_out, GError **error);

/* Whether this kernel lets drivers confine themselves to their files (Landlock). */
bool process_confines(void);

/* True when a variable is handed to drivers. */
bool process_passes(const char *name);

#endif
