// SPDX-License-Identifier: Apache-2.0
/* Outbox: the store thread. Seals a case, makes it durable, and only then says so; hands
 * what waits to the worker; keeps what became of it. Takes the events of ../event.h that
 * are meant for the store, answers into the mailboxes of ui and worker.
 *
 * outbox_start, outbox_put and outbox_stop: ui thread (outbox_put: any). */
#ifndef OUTBOX_OUTBOX_H
#define OUTBOX_OUTBOX_H

#include "../event.h"

struct outbox_settings {
    const char *state;        // folder
    const char *office_key;   // file: the office's public key
    const char *terminal_key; // file: this terminal's signing key; made when missing
    const char *terminal, *region;
    struct mailbox *ui, *worker; // borrowed; must outlive the thread
};

struct outbox;

/* Starts the thread and returns at once. Copies `settings`. */
struct outbox *outbox_start(const struct outbox_settings *settings);
void outbox_put(struct outbox *outbox, struct event *event); // takes `event`
/* Lets the thread finish what was put, and joins it. NULL-safe. */
void outbox_stop(struct outbox *outbox);

#endif
