// SPDX-License-Identifier: Apache-2.0
/* The control socket of a virtual device: a thread that turns lines into answers. */
#ifndef SDK_VIRTUAL_SOCKET_H
#define SDK_VIRTUAL_SOCKET_H

#include <glib.h>

struct virtual_socket;

/* `answer` runs on the thread of the socket: the line comes without its end, the answer
 * (g_free) goes out with one. NULL: *error. */
struct virtual_socket *
virtual_socket_open(const char *path, char *(*answer)(void *context, const char *line),
                    void *context, GError **error);
void virtual_socket_close(struct virtual_socket *control); // NULL-safe; joins the thread

#endif
