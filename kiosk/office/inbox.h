// SPDX-License-Identifier: Apache-2.0
/* Inbox: the folder through which the command line hands the office what must be written to
 * the database, because only the store's thread may write there. Each file is one JSON object
 * {"act": "put_account" | "audit", "in": {…}} and is taken exactly once in effect: acts are
 * repeatable, and a file goes away only after COMMIT. What no office is running to take waits
 * until one starts. */
#ifndef OFFICE_INBOX_H
#define OFFICE_INBOX_H

#include "office/database.h"

#define INBOX_FILE_MAX (64 * 1024)

struct inbox;

struct inbox *inbox_create(const char *folder);
void inbox_destroy(struct inbox *inbox);

/* On the store's thread, outside a transaction. One stat when nothing is new. */
void inbox_take(struct inbox *inbox, struct database *database);

/* Leaves a file; takes `in`. Durable when true. */
bool inbox_leave(const char *folder, const char *act, json_t *in, GError **error);

#endif
