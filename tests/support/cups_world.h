// SPDX-License-Identifier: Apache-2.0
/* A print service of its own for a test: cupsd as a child with folders of its own on a local
 * socket, and queues written into its configuration. Users and rights are those that the
 * service has by default. One thread. */
#ifndef SUPPORT_CUPS_WORLD_H
#define SUPPORT_CUPS_WORLD_H

#include <glib.h>
#include <stdbool.h>

#include "tests/support/child.h"

struct cups_world {
    char *folder; // temporary
    struct child *cupsd;
    GString *queues; // printers.conf
    bool remembers;  // jobs are on disk at once: cupsd begins them anew after a crash
};

void cups_world_init(struct cups_world *world);
void cups_world_finish(struct cups_world *world); // stops cupsd, removes the folder

/* Before cups_world_start(). A queue that hands documents on as they come. */
void cups_world_queue(struct cups_world *world, const char *name, const char *device_uri);
/* Starts cupsd and waits until it answers. */
void cups_world_start(struct cups_world *world);
/* Ends it as a crash does; what it had begun may go on by itself. */
void cups_world_kill(struct cups_world *world);
/* "cups:NAME?server=…"; g_free. */
char *cups_world_address(const struct cups_world *world, const char *name);
/* Runs cupsdisable, cupsenable, cupsreject … on a queue. */
void
cups_world_run(const struct cups_world *world, const char *program, const char *queue);
/* Documents that lie in its spool. The note of a job (c00001: its number, which says nothing of
 * anybody) may be written once more by cupsd after the job was purged. */
int cups_world_spooled(const struct cups_world *world);

#endif
