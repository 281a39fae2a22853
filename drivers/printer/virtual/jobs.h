// SPDX-License-Identifier: Apache-2.0
/* What became of each job. With a folder the printer remembers it there, as a real device
 * does, when its driver is restarted: job-<name>.json beside job-<name>.pdf. */
#ifndef PRINTER_VIRTUAL_JOBS_H
#define PRINTER_VIRTUAL_JOBS_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct jobs;

struct job {
    const char *state; // a word of printer_job_words, static
    int sheets;        // really printed
};

/* `folder` may be NULL: then jobs live as long as the process. NULL: *error. */
struct jobs *jobs_create(const char *folder, GError **error);
void jobs_destroy(struct jobs *jobs); // NULL-safe

/* "unknown" and 0 sheets when there was no such job. */
struct job jobs_find(struct jobs *jobs, const char *name);
bool jobs_note(struct jobs *jobs, const char *name, struct job job, GError **error);
/* Keeps what was printed; nothing happens without a folder. */
bool jobs_keep(struct jobs *jobs, const char *name, const void *pdf, size_t size,
               GError **error);

#endif
