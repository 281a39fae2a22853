// SPDX-License-Identifier: Apache-2.0
/* Supervisor: starts each driver, watches it, starts it again, and asks how the devices are.
 * Lives in the worker thread, on its thread-default main context. */
#ifndef DEVICES_SUPERVISOR_H
#define DEVICES_SUPERVISOR_H

#include <stdbool.h>
#include "device.h"

#define SUPERVISOR_POLL_IDLE_MS 30000
#define SUPERVISOR_POLL_VISIT_MS 1000
#define SUPERVISOR_MARGIN_MS 2000     // a command that is so much over its time is dead
#define SUPERVISOR_JUNK_MAX 3         // packets that are none, then the driver is killed
#define SUPERVISOR_START_WAIT_MS 8000 // a command waits so long for a driver to start

struct supervisor_listener {
    void (*changed)(const struct health *health, void *context);
    /* An event that belongs to no command, checked by the class; may be NULL. */
    void (*told)(const struct health *health, const char *name, const json_t *payload,
                 void *context);
    void *context;
};

struct supervisor;

/* `folder` holds the driver programs. */
struct supervisor *
supervisor_create(const char *folder, const struct supervisor_listener *listener);
/* Ends every driver: end of file, two seconds, kill. Outstanding commands end first. */
void supervisor_destroy(struct supervisor *supervisor);

/* `class` must be one that supervisor_knows; starts the driver at once. */
struct device *supervisor_add(struct supervisor *supervisor, const char *name,
                              const char *class, const char *driver, const char *address);
bool supervisor_knows(const char *class);
const char *supervisor_class(size_t index); // the classes it knows; NULL after the last

/* The device of a class that is used: the first that works where several stand in for each
 * other (session_class_stands_in), else the first. NULL: none is configured. */
struct device *supervisor_find(struct supervisor *supervisor, const char *class);
/* The one of this name; as supervisor_find when there is none, or `name` is NULL. */
struct device *
supervisor_named(struct supervisor *supervisor, const char *class, const char *name);
size_t supervisor_count(const struct supervisor *supervisor);
struct device *supervisor_at(struct supervisor *supervisor, size_t index);

/* Polls every second from now on, or every 30 seconds again. */
void supervisor_visit(struct supervisor *supervisor, bool begins);
bool supervisor_is_in_visit(const struct supervisor *supervisor);
/* Staff want this driver anew, by name or as the first of a class: as soon as it is idle, or at once when it does not
 * run; its crashes are forgotten. False: there is no such device. */
bool supervisor_restart(struct supervisor *supervisor, const char *name);
/* A visit is over: drivers that got a command have seen personal data and are started anew,
 * each as soon as it is idle. No crash. */
void supervisor_renew(struct supervisor *supervisor);

#endif
