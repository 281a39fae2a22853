// SPDX-License-Identifier: Apache-2.0
/* Files that must be there after a power cut. Any thread but ui: these wait for the disk. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Bytes of a file of at most `limit` bytes, a zero behind them. NULL: *error with path. */
char *file_read(const char *path, size_t limit, size_t *size_out, GError **error);

/* All bytes to a descriptor that blocks. False: errno says why. */
bool file_write_all(int fd, const void *bytes, size_t size);

/* Durable when it returns true: temporary file, write, fdatasync, rename, fsync of the
 * folder. Mode 0600. The old file or the whole new one stands there, nothing between. */
bool file_write_durably(const char *path, const void *bytes, size_t size, GError **error);

/* The same in two steps, so that there is time for other work while the disk is busy: what was
 * begun is published, durable when that returns true, or finish takes it away. */
struct file_draft {
    char *path, *temporary;
    int fd;
};
bool file_draft_begin(struct file_draft *draft, const char *path, const void *bytes,
                      size_t size, GError **error);
bool file_draft_publish(struct file_draft *draft, GError **error); // at most once
void
file_draft_finish(struct file_draft *draft); // after any end of the two, and zero-safe

/* The same for several files of one folder with one fsync of the folder: write each with
 * file_stage (durable bytes under a temporary name), then file_publish all. */
struct file_stage;
struct file_stage *file_stage_create(const char *folder);
bool file_stage_add(struct file_stage *stage, const char *name, const void *bytes,
                    size_t size, GError **error);
bool file_stage_publish(struct file_stage *stage, GError **error); // at most once
void file_stage_destroy(struct file_stage *stage); // unpublished files are removed

bool file_make_folder(const char *path, GError **error); // and its parents, 0700
bool file_sync_folder(const char *path, GError **error);

#endif
