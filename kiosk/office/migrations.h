// SPDX-License-Identifier: Apache-2.0
/* Migrations: numbered SQL texts, each applied once, in order, in one transaction. A text that
 * was applied may never change: its SHA-256 is kept and compared at every start. */
#ifndef OFFICE_MIGRATIONS_H
#define OFFICE_MIGRATIONS_H

#include "office/database.h"

bool migrations_apply(struct database *database, GError **error);

#endif
