// SPDX-License-Identifier: Apache-2.0
/* What a driver process may no longer do. Main thread, before any other thread starts. */
#ifndef SDK_CONFINE_H
#define SDK_CONFINE_H

#include <stdbool.h>

/* Dies with its parent: SIGTERM, which driver_run() takes as the end of the link, when
 * the parent goes. False: it has gone already. */
bool confine_to_parent(void);

/* Gives up privileges that no driver needs. Children (SANE's helpers, CUPS filters)
 * inherit it. Best effort: an old kernel that lacks one of these still runs the device.
 */
void confine_process(void);

/* Refuses system calls that no driver needs; after no_new_privs. Best effort likewise. */
void confine_calls(void);

/* Leaves the process the files of the system to read, the devices, and what its address names;
 * after confine_process(), before any thread. False: this kernel cannot (no Landlock). */
bool confine_files(const char *address, const char *record_file);

/* Closes every descriptor above that of the link. */
void confine_descriptors(void);

#endif
