// SPDX-License-Identifier: Apache-2.0
/* Outbox: the store thread. Seals a case, makes it durable, and only then says so; hands
 * what waits to the worker; keeps what became of it. Takes the events of ../event.h that
 * are meant for the store, answers with events for ui and worker.
 *
 * outbox_start, outbox_put and outbox_stop: ui thread (outbox_put: any). */
#ifndef OUTBOX_OUTBOX_H
#define OUTBOX_OUTBOX_H

#include "../event.h"

struct outbox_settings {
    const char *state;        // folder
    const char *office_key;   // file: the office's public key
    const char *terminal_key; // file: this terminal's signing key; made when missing
    const char
        *catalogue_key; // file: under the office's catalogue; NULL: none is put back
    const char *terminal, *region;
    int capacity[2]; // sheets of a full tray, slips of a roll; 0: not known
    void (*to_ui)(struct event *event, void *context); // both take `event`; any thread
    void (*to_worker)(struct event *event, void *context);
    void *context;
};

struct outbox;

/* Starts the thread and returns at once. Copies `settings`. */
struct outbox *outbox_start(const struct outbox_settings *settings);
void outbox_put(struct outbox *outbox, struct event *event); // takes `event`
/* Nothing is left to do. Any thread. */
bool outbox_is_settled(struct outbox *outbox);
/* Lets the thread finish what was put, and joins it. NULL-safe. */
void outbox_stop(struct outbox *outbox);

#endif
