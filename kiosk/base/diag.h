// SPDX-License-Identifier: Apache-2.0
/* Diagnostics: one line for staff on standard error (the journal). No personal data, ever:
 * callers pass ids, counts, states and causes, never values. Any thread. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <glib.h>

void diag_init(const char *program); // prefix of each line
void diag_info(const char *format, ...) G_GNUC_PRINTF(1, 2);
void diag_warn(const char *format, ...) G_GNUC_PRINTF(1, 2);

#endif
