// SPDX-License-Identifier: Apache-2.0
/* What archive.c and archive_list.c share. */
#ifndef OFFICE_ARCHIVE_PARTS_H
#define OFFICE_ARCHIVE_PARTS_H

#include "office/settings.h"
#include "office/store.h"

/* Runs one act that only reads, on a connection of its own. Takes `in`. New reference. */
json_t *archive_read(const struct settings *settings, const struct store_act *act,
                     json_t *in, GError **error);
/* Rows of cases whose number begins like this, newest first. New reference; NULL: *error. */
json_t *archive_rows(const struct settings *settings, const char *number, GError **error);
/* A row as the list and case.json have it. New reference. */
json_t *archive_listed(const json_t *row);

#endif
