// SPDX-License-Identifier: Apache-2.0
/* Blobs: sealed memfds that carry pictures, PDF and other big or personal data between
 * processes without touching a disk. Any thread. */
#ifndef BASE_BLOB_H
#define BASE_BLOB_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#define BLOB_ERROR (g_quark_from_static_string("kiosk-blob"))

/* An unsealed, close-on-exec memfd of `size` bytes, to be written and then sealed. -1: *error. */
int blob_open(size_t size, GError **error);
/* Forbids writing, shrinking and growing for ever. */
bool blob_seal(int fd, GError **error);
/* open + copy + seal. */
int blob_create(const void *bytes, size_t size, GError **error);
/* False unless `fd` is a memfd that carries all three seals and is at most `limit` bytes. */
bool blob_check(int fd, size_t limit, size_t *size_out, GError **error);

struct blob_view {
    const void *bytes;
    size_t size;
};

/* Maps a checked blob for reading. blob_view_finish unmaps; NULL- and zero-safe. */
bool blob_view_init(struct blob_view *view, int fd, size_t limit, GError **error);
void blob_view_finish(struct blob_view *view);

#endif
