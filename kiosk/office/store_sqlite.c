// SPDX-License-Identifier: Apache-2.0
#include "office/database.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "office/migrations.h"

#define BUSY_MS 5000 // a reader may hold the file for a moment while the log is reset

struct database {
    sqlite3 *handle;
    GHashTable *statements; // text → sqlite3_stmt, kept prepared
    int lock;               // descriptor that holds the writer's lock; -1: reader
};

static bool
fail(struct database *database, const char *what, GError **error)
{
    const int code = sqlite3_extended_errcode(database->handle);
    const int kind = code & 0xff;

    g_set_error(error, DATABASE_ERROR,
                kind == SQLITE_CONSTRAINT ? DATABASE_CONFLICT
                : kind == SQLITE_FULL     ? DATABASE_FULL
                                          : DATABASE_FAILED,
                "%s: %s (%d)", what, sqlite3_errmsg(database->handle), code);
    return false;
}

static void
finalize(gpointer statement)
{
    sqlite3_finalize(statement);
}

/* ---- statements ------------------------------------------------------------------------- */

static sqlite3_stmt *
prepare(struct database *database, const char *sql, GError **error)
{
    sqlite3_stmt *statement = g_hash_table_lookup(database->statements, sql);
    if (statement)
        return statement;
    if (sqlite3_prepare_v3(database->handle, sql, -1, SQLITE_PREPARE_PERSISTENT,
                           &statement, NULL) != SQLITE_OK) {
        fail(database, "statement", error);
        return NULL;
    }
    g_hash_table_insert(database->statements, g_strdup(sql), statement);
    return statement;
}

static void
bind_all(sqlite3_stmt *statement, const json_t *parameters)
{
    const int count = sqlite3_bind_parameter_count(statement);
    for (int i = 1; i <= count; i++) {
        const char *name = sqlite3_bind_parameter_name(statement, i);
        g_assert(name && name[0] == ':');
        const json_t *value = json_object_get(parameters, name + 1);
        g_assert(value); // a forgotten parameter would silently be NULL
        if (json_is_string(value))
            sqlite3_bind_text(statement, i, json_string_value(value),
                              (int)json_string_length(value), SQLITE_STATIC);
        else if (json_is_integer(value))
            sqlite3_bind_int64(statement, i, json_integer_value(value));
        else if (json_is_null(value))
            sqlite3_bind_null(statement, i);
        else
            g_assert_not_reached();
    }
}

static json_t *
row_object(sqlite3_stmt *statement)
{
    json_t *row = json_object();
    const int count = sqlite3_column_count(statement);

    for (int i = 0; i < count; i++) {
        json_t *value = NULL;
        switch (sqlite3_column_type(statement, i)) {
        case SQLITE_INTEGER:
            value = json_integer(sqlite3_column_int64(statement, i));
            break;
        case SQLITE_TEXT:
            value = json_stringn((const char *)sqlite3_column_text(statement, i),
                                 (size_t)sqlite3_column_bytes(statement, i));
            break;
        default:
            break;
        }
        json_object_set_new(row, sqlite3_column_name(statement, i),
                            value ? value : json_null());
    }
    return row;
}

bool
database_run(struct database *database, const char *sql, const json_t *parameters,
             json_t **rows_out, GError **error)
{
    sqlite3_stmt *statement = prepare(database, sql, error);
    if (!statement)
        return false;
    bind_all(statement, parameters);

    json_t *rows = json_array();
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        json_array_append_new(rows, row_object(statement));

    const bool done = code == SQLITE_DONE;
    if (!done)
        fail(database, "statement", error);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    if (done && rows_out)
        *rows_out = json_incref(rows);
    json_decref(rows);
    return done;
}

bool
database_script(struct database *database, const char *sql, GError **error)
{
    if (sqlite3_exec(database->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
        return fail(database, "script", error);
    return true;
}

/* ---- open and close --------------------------------------------------------------------- */

/* Two writers would each believe to be the only one. */
static bool
take_lock(struct database *database, const char *path, GError **error)
{
    g_autofree char *name = g_strconcat(path, ".lock", NULL);

    database->lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (database->lock < 0) {
        g_set_error(error, DATABASE_ERROR, DATABASE_FAILED, "%s: %s", name,
                    g_strerror(errno));
        return false;
    }
    if (flock(database->lock, LOCK_EX | LOCK_NB) != 0) {
        g_set_error(error, DATABASE_ERROR, DATABASE_HELD,
                    "%s: another kiosk-office works with this database", path);
        return false;
    }
    return true;
}

static bool
set_up(struct database *database, enum database_mode mode, GError **error)
{
    sqlite3_busy_timeout(database->handle, BUSY_MS);
    sqlite3_extended_result_codes(database->handle, 1);
    if (mode == DATABASE_READER) {
        sqlite3_db_config(database->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
        return database_script(
            database, "PRAGMA query_only=ON; PRAGMA wal_autocheckpoint=0;", error);
    }
    return database_script(database,
                           "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                           "PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=1000;",
                           error) &&
           migrations_apply(database, error);
}

struct database *
database_open(const char *url, enum database_mode mode, GError **error)
{
    if (!g_str_has_prefix(url, "sqlite:")) {
        g_set_error(error, DATABASE_ERROR, DATABASE_FAILED,
                    "database: this office knows sqlite:PATH only");
        return NULL;
    }
    const char *path = url + strlen("sqlite:");
    struct database *database = g_new0(struct database, 1);
    database->lock = -1;
    database->statements =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, finalize);

    if (mode == DATABASE_WRITER && !take_lock(database, path, error))
        goto fail;
    const int flags = mode == DATABASE_READER
                          ? SQLITE_OPEN_READONLY
                          : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    if (sqlite3_open_v2(path, &database->handle, flags | SQLITE_OPEN_NOMUTEX, NULL) !=
        SQLITE_OK) {
        fail(database, path, error);
        goto fail;
    }
    if (!set_up(database, mode, error))
        goto fail;
    return database;

fail:
    database_close(database);
    return NULL;
}

void
database_close(struct database *database)
{
    if (!database)
        return;
    g_hash_table_destroy(database->statements);
    sqlite3_close(database->handle);
    if (database->lock >= 0)
        close(database->lock);
    g_free(database);
}
