// SPDX-License-Identifier: Apache-2.0
/* What the command line reads: the list of cases, and one case as an archive package. A
 * reading connection, opened and closed at once, so the office may run beside it. */
#ifndef OFFICE_ARCHIVE_H
#define OFFICE_ARCHIVE_H

#include "office/settings.h"

#include <jansson.h>

#define ARCHIVE_ERROR (g_quark_from_static_string("kiosk-archive"))

/* Array of all cases, oldest first; no personal data. */
json_t *archive_list(const struct settings *settings, GError **error);

/* Array of all letters, newest first, open ones before others; what is sealed stays sealed. */
json_t *archive_letters(const struct settings *settings, GError **error);

/* Array of all terminals with what each told last ("heartbeat") and when ("heard_at"). */
json_t *archive_terminals(const struct settings *settings, GError **error);

/* Writes into `folder`, which must be new or empty:
 *   case.json                   header, state, and the opened application
 *   materials/<piece>.jpg …     every other piece, opened
 *   log.json                    events (chain checked) and who looked
 *   checksums.txt               SHA-256 of all of these, as sha256sum reads it
 * `which` is a case id or a receipt number. That it was exported, and by which user of the
 * system, is handed to the office to be written down, before anything is opened. */
bool archive_export(const struct settings *settings, const char *which,
                    const char *folder, GError **error);

#endif
