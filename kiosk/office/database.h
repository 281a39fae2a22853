// SPDX-License-Identifier: Apache-2.0
/* Database: what the store needs of an SQL engine, and no more. store_sqlite.c is one; the
 * statements and migrations are written so that PostgreSQL takes them too: TEXT and BIGINT
 * columns, time as milliseconds, ON CONFLICT, parameters by name, no engine's own functions.
 *
 * One thread at a time. Exactly one process may hold a database for writing; readers are
 * other, short-lived connections that never write and never checkpoint (SQLite up to 3.51.2
 * can damage a WAL that one connection checkpoints while another commits).
 */
#ifndef OFFICE_DATABASE_H
#define OFFICE_DATABASE_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

struct database;

enum database_mode { DATABASE_WRITER, DATABASE_READER };

enum database_error {
    DATABASE_FAILED,
    DATABASE_CONFLICT, // a constraint does not allow it
    DATABASE_FULL,     // no room on the disk
    DATABASE_HELD,     // another process writes this database
};
#define DATABASE_ERROR (g_quark_from_static_string("kiosk-database"))

/* `url` is "sqlite:/path/to/file". A writer brings the tables up to date. */
struct database *database_open(const char *url, enum database_mode mode, GError **error);
void database_close(struct database *database); // NULL-safe

/* Runs one statement. `parameters` (object, borrowed, may be NULL) has a member for each
 * :name in it: string, integer or null; others are not looked at. *rows_out (may be NULL):
 * new array of row objects. */
bool database_run(struct database *database, const char *sql, const json_t *parameters,
                  json_t **rows_out, GError **error);

/* Several statements without parameters. */
bool database_script(struct database *database, const char *sql, GError **error);

#endif
