// SPDX-License-Identifier: Apache-2.0
/* The terminal's side of the link, as far as driver-check needs it. One thread. Functions
 * that return a sentence return NULL when all is well; g_free the sentence. */
#ifndef DRIVER_CHECK_PEER_H
#define DRIVER_CHECK_PEER_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include "base/link.h"

struct peer {
    pid_t pid;
    struct link *link;
    int link_fd; // borrowed from link
    int last_id;
    GPtrArray *packets; // json_t *: the bodies of all packets that came, in order
    char *junk; // what was wrong with a packet that was none; NULL: all were right
    bool gone;  // the driver closed its end
};

/* Starts the program with the link on descriptor 3. `arguments` as execv(3). */
bool peer_start(struct peer *peer, char **arguments, GError **error);
/* Closes the link and sees that the driver goes; kills it after `timeout_ms`. The sentence
 * tells of a driver that had to be killed or that crashed. */
char *peer_stop(struct peer *peer, int timeout_ms);

/* Sends a command; takes `payload` (NULL: none). Returns its id; 0: the driver is gone. */
int peer_command(struct peer *peer, const char *name, json_t *payload, int timeout_ms);
/* Sends any bytes with any descriptor (-1: none). */
void peer_send(struct peer *peer, const void *bytes, size_t size, int fd);

/* Reads what comes for so long. */
void peer_listen(struct peer *peer, int duration_ms);
/* Waits for the completion of `id`; NULL when it does not come. Borrowed. */
const json_t *peer_completion(struct peer *peer, int id, int timeout_ms);
/* Completions of `id` that came so far. */
int peer_count(const struct peer *peer, int id);

/* Runs the program to its end with `input`; output_out (g_free) is what it printed. The
 * sentence tells that it did not end, or not with status 0. */
char *peer_run(char **arguments, const char *input, int timeout_ms, char **output_out);

#endif
