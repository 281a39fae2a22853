// SPDX-License-Identifier: Apache-2.0
/* The control socket of a virtual device: a thread that turns lines into answers. */
#ifndef SDK_VIRTUAL_SOCKET_H
#define SDK_VIRTUAL_SOCKET_H

#include <glib.h>
#include <stdbool.h>

struct virtual_socket;

/* `answer` runs on the thread of the socket: the line comes without its end, the answer
 * (g_free) goes out with one. NULL: *error. */
struct virtual_socket *
virtual_socket_open(const char *path, char *(*answer)(void *context, const char *line),
                    void *context, GError **error);
/* From the answer on: the client whose line is being answered gets what is told. */
void virtual_socket_add_watcher(struct virtual_socket *control);
/* A line (without its end) for all watchers. Any thread; never waits. */
void virtual_socket_tell(struct virtual_socket *control, const char *line);
/* Whether anybody watches. Any thread. */
bool virtual_socket_is_watched(struct virtual_socket *control);
void virtual_socket_close(struct virtual_socket *control); // NULL-safe; joins the thread

#endif
