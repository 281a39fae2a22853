// SPDX-License-Identifier: Apache-2.0
/* Jobs: what the session orders of the devices, as chains of commands: reading a card;
 * scanning a page and preparing it; setting, intending and printing a slip. One of a kind at
 * a time. Each ends in one event for the session, or in none when it was canceled. Worker
 * thread. */
#ifndef TERMINAL_JOBS_H
#define TERMINAL_JOBS_H

#include <stdbool.h>
#include "devices/supervisor.h"
#include "event.h"

struct jobs_settings {
    struct supervisor *supervisor;                     // borrowed
    void (*to_ui)(struct event *event, void *context); // both take `event`
    void (*to_store)(struct event *event, void *context);
    void *context;
};

struct jobs;

struct jobs *jobs_create(const struct jobs_settings *settings);
void jobs_destroy(struct jobs *jobs); // after the supervisor is gone; NULL-safe

/* A device is otherwise than before: what must be done when its driver comes up. */
void jobs_device(struct jobs *jobs, const struct session_device *device);
void jobs_handle(struct jobs *jobs, struct event *event);
/* Which languages the speech driver has a voice for; told as SESSION_VOICES. */
void jobs_voices(struct jobs *jobs);
/* The next person stands there: paper of visits that are over which no printer has yet is not
 * begun any more. */
void jobs_begin_visit(struct jobs *jobs);
/* Ends what a person began: card and scan. A print goes on, its paper belongs to somebody. */
void jobs_end_visit(struct jobs *jobs);
/* Nothing is told any more. */
void jobs_stop(struct jobs *jobs);
bool jobs_are_settled(const struct jobs *jobs);

#endif
