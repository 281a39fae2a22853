// SPDX-License-Identifier: Apache-2.0
/* Pieces: sealed files named by the SHA-256 of their bytes, in <folder>/<first two digits>/.
 * They stay sealed for ever; nothing here opens them. */
#ifndef OFFICE_PIECES_H
#define OFFICE_PIECES_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Makes the folders that will be needed and removes what an earlier run left half received. */
bool pieces_prepare(const char *folder, GError **error);

/* A new file for a piece that is being received. Its name goes to *path_out (g_free). -1:
 * *error. */
int pieces_receive(const char *folder, char **path_out, GError **error);

/* Makes the received bytes durable and gives them their name. The folder that changed
 * (*changed_out, g_free) must still be synced. */
bool pieces_publish(const char *folder, const char *temporary, int descriptor,
                    const char *sha256, char **changed_out, GError **error);

char *pieces_path(const char *folder, const char *sha256); // g_free

#endif
