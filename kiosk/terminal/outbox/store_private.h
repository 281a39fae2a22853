// SPDX-License-Identifier: Apache-2.0
/* Inside store*.c only: the one connection, and statements with bound values. */
#ifndef OUTBOX_STORE_PRIVATE_H
#define OUTBOX_STORE_PRIVATE_H

#include "store.h"
#include <sqlite3.h>

struct store {
    sqlite3 *database;
    char *folder; // the state folder
    bool begun;   // a transaction is open
    int log_pages;
};

/* False, with what SQLite says; its messages name tables and columns, never values. */
bool store_fail(struct store *store, const char *doing, GError **error);
/* Binds by letter: s text (NULL too), i int64_t, d int. NULL: it cannot be prepared. */
sqlite3_stmt *store_query(struct store *store, const char *sql, const char *kinds, ...);
/* One statement that gives no rows. */
bool store_run(struct store *store, const char *doing, GError **error, const char *sql,
               const char *kinds, ...);
bool
store_execute(struct store *store, const char *doing, const char *sql, GError **error);
bool
store_number(struct store *store, const char *sql, int64_t *number_out, GError **error);
/* Rows as objects, members named as the columns; finalizes. NULL: *error. */
json_t *store_rows(struct store *store, sqlite3_stmt *statement, const char *doing,
                   GError **error);
/* store_staff.c: tables of letters and of what staff did. */
extern const char store_staff_sql[], store_intents_sql[], store_supplies_sql[],
    store_who_sql[];

#endif
