// SPDX-License-Identifier: Apache-2.0
/* multipart/form-data (RFC 7578), as a browser sends a form with one file. Pure. */
#ifndef OFFICE_MULTIPART_H
#define OFFICE_MULTIPART_H

#include <glib.h>
#include <stdbool.h>

struct multipart_file {
    const char *bytes; // borrowed from the body
    size_t size;
    char *name; // as the sender calls it; for showing only
};

/* Fields go into `form` (name → value), the first file into *file_out. False: not of this
 * form. */
bool multipart_read(const char *media, const char *body, size_t size, GHashTable *form,
                    struct multipart_file *file_out);
void multipart_file_finish(struct multipart_file *file); // zero-safe

#endif
