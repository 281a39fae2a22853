// SPDX-License-Identifier: Apache-2.0
/* Calls: every call into SANE that this driver makes: of the library, and recorded where that
 * is wanted; or played from a recording. As the functions of <sane/sane.h> of like names.
 *
 * A recording has a '!' line a call, "NAME ARGUMENTS = RESULTS", texts percent-encoded. Calls
 * that do something (open, set, start, read) are played in the order in which they were
 * recorded. What was only asked (devices, option, get, parameters) stands there when its answer
 * was another one than before, and holds until it is another one. Pages are in it: it is made
 * by hand only.
 *
 * Command thread, but for calls_cancel, calls_close and calls_exit. */
#ifndef DRIVERS_SCANNER_SANE_CALLS_H
#define DRIVERS_SCANNER_SANE_CALLS_H

#include <glib.h>
#include <sane/sane.h>
#include <stdbool.h>

/* `address` "replay:FILE": from now on plays it, and *address_out is the address that was
 * recorded; else that is `address`, and `record_file` (may be NULL) is written. g_free it. */
bool calls_begin(const char *address, const char *record_file, char **address_out,
                 GError **error);

SANE_Status calls_init(void);
void calls_exit(void);
SANE_Status calls_devices(const SANE_Device ***list, bool local_only);
SANE_Status calls_open(const char *name, SANE_Handle *handle);
void calls_close(SANE_Handle handle);
const SANE_Option_Descriptor *calls_option(SANE_Handle handle, SANE_Int number);
SANE_Status calls_get(SANE_Handle handle, SANE_Int number, void *value);
SANE_Status calls_set(SANE_Handle handle, SANE_Int number, void *value);
SANE_Status calls_start(SANE_Handle handle);
SANE_Status calls_parameters(SANE_Handle handle, SANE_Parameters *parameters);
SANE_Status
calls_read(SANE_Handle handle, SANE_Byte *bytes, SANE_Int most, SANE_Int *count);
void calls_cancel(SANE_Handle handle);
/* sane_set_io_mode and sane_get_select_fd; -1: reads block. */
SANE_Int calls_pollable(SANE_Handle handle);

#endif
