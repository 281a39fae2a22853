// SPDX-License-Identifier: Apache-2.0
/* Worker: the thread with the GLib main loop, in which drivers and network live. Takes the
 * events of event.h that are meant for it, answers with events for ui and store.
 *
 * worker_create, worker_start, worker_stop, worker_destroy: ui thread. worker_put, worker_is_settled: any. */
#ifndef TERMINAL_WORKER_H
#define TERMINAL_WORKER_H

#include <stdbool.h>
#include <stddef.h>
#include "event.h"
#include "remote/remote.h"

struct worker_device {
    const char *name, *class, *driver, *address;
    int capacity; // sheets of a full tray, slips of a roll; 0: not known
};

struct worker_settings {
    const char *drivers; // folder of the driver programs
    const struct worker_device *devices;
    size_t device_count;
    struct http_settings http;
    const char *terminal;
    const char *services; // folder: its groups, for a catalogue that brings none
    const char *catalogue_key, *etag;
    void (*to_ui)(struct event *event, void *context); // both take `event`
    void (*to_store)(struct event *event, void *context);
    void *context;
};

struct worker;

struct worker *worker_create(void); // takes events from now on, handles them once started
/* `settings` is read in the thread and must stand until worker_stop. */
void worker_start(struct worker *worker, const struct worker_settings *settings);
void worker_put(struct worker *worker, struct event *event); // takes `event`
/* Drivers are up or known to be down, no job runs (waiting for a card is none), nothing that
 * was put is unhandled, and the office has been tried. */
bool worker_is_settled(struct worker *worker);
/* SIGTERM and SIGINT are caught in the thread and become EVENT_STOP for the ui. */
/* Ends the drivers and joins. What is still put is handled by nobody. NULL-safe; also when it
 * never started. */
void worker_stop(struct worker *worker);
/* Once nobody puts any more. NULL-safe. */
void worker_destroy(struct worker *worker);

#endif
