// SPDX-License-Identifier: Apache-2.0
/* A code scanner on a pseudo-terminal: what is scanned comes out as bytes. One thread. */
#ifndef SUPPORT_CODE_SIMULATOR_H
#define SUPPORT_CODE_SIMULATOR_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct code_simulator;

/* `link_path` (may be NULL) becomes a symbolic link to the terminal's slave, also after
 * unplugging and plugging in. NULL: *error. */
struct code_simulator *code_simulator_start(const char *link_path, GError **error);
void code_simulator_stop(struct code_simulator *simulator); // NULL-safe
const char *code_simulator_path(const struct code_simulator *simulator);

/* Any bytes, at once. */
void
code_simulator_send(struct code_simulator *simulator, const void *bytes, size_t size);
/* A code and its end ("\r", "\n", "\r\n" or ""). */
void
code_simulator_scan(struct code_simulator *simulator, const char *text, const char *end);
void code_simulator_unplug(struct code_simulator *simulator);
bool code_simulator_plug(struct code_simulator *simulator, GError **error);

#endif
