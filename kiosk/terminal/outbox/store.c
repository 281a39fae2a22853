// SPDX-License-Identifier: Apache-2.0
#include "store.h"
#include "store_private.h"

#include <stdarg.h>
#include <string.h>
#include "base/file.h"

#define SCHEMA_VERSION 5
#define TIDY_PAGES 16 // a shorter log is left alone

static const char schema_sql[] =
    "CREATE TABLE cases("
    " case_id TEXT PRIMARY KEY, receipt_number TEXT NOT NULL UNIQUE, header TEXT NOT "
    "NULL,"
    " code_data TEXT NOT NULL, submitted_ms INTEGER NOT NULL,"
    " state TEXT NOT NULL CHECK(state IN('waiting','delivered','refused','damaged')),"
    " attempts INTEGER NOT NULL DEFAULT 0, reason TEXT, answer TEXT,"
    " delivered_ms INTEGER) STRICT, WITHOUT ROWID;"
    "CREATE INDEX cases_waiting ON cases(submitted_ms) WHERE state='waiting';"
    "CREATE TABLE serials(day TEXT PRIMARY KEY, last INTEGER NOT NULL)"
    " STRICT, WITHOUT ROWID;"
    "CREATE TABLE intents("
    " job TEXT PRIMARY KEY, case_id TEXT NOT NULL, begun_ms INTEGER NOT NULL,"
    " outcome TEXT, sheets INTEGER, ended_ms INTEGER) STRICT;"
    "CREATE INDEX intents_open ON intents(begun_ms) WHERE outcome IS NULL;"
    "CREATE TABLE meta(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;"
    "INSERT INTO meta VALUES('starts', 0);";

bool
store_fail(struct store *store, const char *doing, GError **error)
{
    int code = sqlite3_errcode(store->database);
    // The message of SQLite names tables and columns, never values.
    g_set_error(error, STORE_ERROR,
                code == SQLITE_FULL ? STORE_ERROR_FULL : STORE_ERROR_FAILED,
                "%s: %s (%d)", doing, sqlite3_errmsg(store->database),
                sqlite3_extended_errcode(store->database));
    return false;
}

static int
log_grew(void *context, sqlite3 *database, const char *name, int pages)
{
    (void)database;
    (void)name;
    ((struct store *)context)->log_pages = pages;
    return SQLITE_OK;
}

static sqlite3_stmt *
prepare(struct store *store, const char *sql, const char *kinds, va_list values)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(store->database, sql, -1, &statement, NULL) != SQLITE_OK)
        return NULL;
    for (int i = 1; *kinds; kinds++, i++) {
        if (*kinds == 's')
            sqlite3_bind_text(statement, i, va_arg(values, const char *), -1,
                              SQLITE_TRANSIENT);
        else if (*kinds == 'i')
            sqlite3_bind_int64(statement, i, va_arg(values, int64_t));
        else
            sqlite3_bind_int(statement, i, va_arg(values, int));
    }
    return statement;
}

sqlite3_stmt *
store_query(struct store *store, const char *sql, const char *kinds, ...)
{
    va_list values;
    va_start(values, kinds);
    sqlite3_stmt *statement = prepare(store, sql, kinds, values);
    va_end(values);
    return statement;
}

bool
store_run(struct store *store, const char *doing, GError **error, const char *sql,
          const char *kinds, ...)
{
    va_list values;
    va_start(values, kinds);
    sqlite3_stmt *statement = prepare(store, sql, kinds, values);
    va_end(values);
    bool done = statement && sqlite3_step(statement) == SQLITE_DONE;
    if (!done)
        store_fail(store, doing, error);
    sqlite3_finalize(statement);
    return done;
}

bool
store_execute(struct store *store, const char *doing, const char *sql, GError **error)
{
    return sqlite3_exec(store->database, sql, NULL, NULL, NULL) == SQLITE_OK ||
           store_fail(store, doing, error);
}

bool
store_number(struct store *store, const char *sql, int64_t *number_out, GError **error)
{
    sqlite3_stmt *statement = store_query(store, sql, "");
    bool there = statement && sqlite3_step(statement) == SQLITE_ROW;
    if (there)
        *number_out = sqlite3_column_int64(statement, 0);
    else
        store_fail(store, "reading the store", error);
    sqlite3_finalize(statement);
    return there;
}

static bool
make_schema(struct store *store, GError **error)
{
    int64_t version = 0;
    if (!store_number(store, "PRAGMA user_version", &version, error))
        return false;
    if (version > SCHEMA_VERSION) {
        g_set_error(error, STORE_ERROR, STORE_ERROR_FAILED,
                    "the store is of version %d, this program knows %d", (int)version,
                    SCHEMA_VERSION);
        return false;
    }
    if (version == SCHEMA_VERSION)
        return true;
    // From each version to the next; what one of them adds stands in one text.
    static const char *const steps[] = {schema_sql, store_staff_sql, store_intents_sql,
                                        store_supplies_sql, store_who_sql};
    g_autoptr(GString) sql = g_string_new("BEGIN IMMEDIATE; ");
    for (int64_t step = version; step < SCHEMA_VERSION; step++)
        g_string_append(sql, steps[step]);
    g_string_append_printf(sql, "PRAGMA user_version=%d; COMMIT;", SCHEMA_VERSION);
    if (store_execute(store, "making the store", sql->str, error))
        return true;
    sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

static bool
connect_database(struct store *store, GError **error)
{
    g_autofree char *path = g_build_filename(store->folder, "outbox.db", NULL);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(path, &store->database, flags, NULL) != SQLITE_OK)
        return store_fail(store, path, error);
    sqlite3_extended_result_codes(store->database, 1);
    // One connection writes and checkpoints, and it does so only in store_tidy: SQLite before
    // 3.51.3 may lose frames when one connection checkpoints while another commits.
    return store_execute(store, path,
                         "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                         "PRAGMA wal_autocheckpoint=0; PRAGMA journal_size_limit=1048576;"
                         "PRAGMA locking_mode=EXCLUSIVE;"
                         "PRAGMA trusted_schema=OFF; PRAGMA cache_size=-512",
                         error) &&
           make_schema(store, error) &&
           (sqlite3_wal_hook(store->database, log_grew, store), true) &&
           // Begins the log now, so that the first case does not pay for it.
           store_execute(store, path, "UPDATE meta SET value=value+1 WHERE name='starts'",
                         error);
}

struct store *
store_open(const char *state_folder, GError **error)
{
    struct store *store = g_new0(struct store, 1);
    store->folder = g_strdup(state_folder);
    g_autofree char *pieces = store_folder(store);
    if (!file_make_folder(pieces, error) || !connect_database(store, error)) {
        store_close(store);
        return NULL;
    }
    return store;
}

void
store_close(struct store *store)
{
    if (!store)
        return;
    sqlite3_close(store->database);
    g_free(store->folder);
    g_free(store);
}

char *
store_folder(const struct store *store)
{
    return g_build_filename(store->folder, "outbox", NULL);
}

char *
store_path(const struct store *store, const char *case_id)
{
    g_autofree char *name = g_strconcat(case_id, ".sealed", NULL);
    return g_build_filename(store->folder, "outbox", name, NULL);
}

/* ---- cases ----------------------------------------------------------------------------- */

void
store_case_free(struct store_case *stored)
{
    if (!stored)
        return;
    g_free(stored->header);
    g_free(stored->code_data);
    g_free(stored);
}

bool
store_begin(struct store *store, const char *day, int *serial_out, GError **error)
{
    g_assert(!store->begun);
    if (!store_execute(store, "beginning a case", "BEGIN IMMEDIATE", error))
        return false;
    store->begun = true;
    sqlite3_stmt *statement = store_query(
        store,
        "INSERT INTO serials VALUES(?1, 1) ON CONFLICT(day) DO UPDATE SET last=last+1"
        " RETURNING last",
        "s", day);
    bool there = statement && sqlite3_step(statement) == SQLITE_ROW;
    if (there) {
        *serial_out = sqlite3_column_int(statement, 0);
        there = sqlite3_step(statement) == SQLITE_DONE;
    }
    if (!there)
        store_fail(store, "taking a serial", error);
    sqlite3_finalize(statement);
    if (!there)
        store_abandon(store);
    return there;
}

void
store_abandon(struct store *store)
{
    if (store->begun)
        sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
    store->begun = false;
}

/* After an error of fsync nobody can say what the disk holds, and asking the same descriptor
 * again may lie: a fresh connection reads what is really there. */
static bool
look_again(struct store *store, const char *case_id, bool *there_out)
{
    sqlite3_close(store->database);
    store->database = NULL;
    if (!connect_database(store, NULL))
        return false;
    GError *why = NULL;
    struct store_case *found = store_find(store, case_id, &why);
    bool known = !why;
    *there_out = found != NULL;
    g_clear_error(&why);
    store_case_free(found);
    return known;
}

bool
store_commit(struct store *store, const struct store_case *added, GError **error)
{
    g_assert(store->begun);
    if (!store_run(
            store, "storing a case", error,
            "INSERT INTO cases(case_id, receipt_number, header, code_data, submitted_ms,"
            " state) VALUES(?1, ?2, ?3, ?4, ?5, 'waiting')",
            "ssssi", added->case_id, added->receipt_number, added->header,
            added->code_data, added->submitted_ms)) {
        store_abandon(store);
        return false;
    }
    store->begun = false;
    GError *why = NULL;
    if (store_execute(store, "committing a case", "COMMIT", &why))
        return true;
    sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
    bool there = false;
    if (!look_again(store, added->case_id, &there))
        why->code = STORE_ERROR_UNKNOWN;
    if (there)
        g_error_free(why);
    else
        g_propagate_error(error, why);
    return there;
}

static struct store_case *
case_of_row(sqlite3_stmt *statement)
{
    struct store_case *stored = g_new0(struct store_case, 1);
    g_strlcpy(stored->case_id, (const char *)sqlite3_column_text(statement, 0),
              sizeof stored->case_id);
    g_strlcpy(stored->receipt_number, (const char *)sqlite3_column_text(statement, 1),
              sizeof stored->receipt_number);
    stored->header = g_strdup((const char *)sqlite3_column_text(statement, 2));
    stored->code_data = g_strdup((const char *)sqlite3_column_text(statement, 3));
    stored->submitted_ms = sqlite3_column_int64(statement, 4);
    g_strlcpy(stored->state, (const char *)sqlite3_column_text(statement, 5),
              sizeof stored->state);
    stored->attempts = sqlite3_column_int(statement, 6);
    return stored;
}

#define CASE_COLUMNS                                                                     \
    "SELECT case_id, receipt_number, header, code_data, submitted_ms, state, attempts"   \
    " FROM cases "

GPtrArray *
store_cases(struct store *store, const char *state, GError **error)
{
    sqlite3_stmt *statement = store_query(
        store, CASE_COLUMNS "WHERE state=?1 ORDER BY submitted_ms, case_id", "s", state);
    GPtrArray *cases = g_ptr_array_new_with_free_func((GDestroyNotify)store_case_free);
    int step = SQLITE_ERROR;
    while (statement && (step = sqlite3_step(statement)) == SQLITE_ROW)
        g_ptr_array_add(cases, case_of_row(statement));
    if (step != SQLITE_DONE) {
        store_fail(store, "listing cases", error);
        g_clear_pointer(&cases, g_ptr_array_unref);
    }
    sqlite3_finalize(statement);
    return cases;
}

struct store_case *
store_find(struct store *store, const char *case_id, GError **error)
{
    sqlite3_stmt *statement =
        store_query(store, CASE_COLUMNS "WHERE case_id=?1", "s", case_id);
    int step = statement ? sqlite3_step(statement) : SQLITE_ERROR;
    struct store_case *found = step == SQLITE_ROW ? case_of_row(statement) : NULL;
    if (!found && step != SQLITE_DONE)
        store_fail(store, "finding a case", error);
    sqlite3_finalize(statement);
    return found;
}

bool
store_attempt(struct store *store, const char *case_id, int attempts, GError **error)
{
    return store_run(store, "noting an attempt", error,
                     "UPDATE cases SET attempts=?2 WHERE case_id=?1", "sd", case_id,
                     attempts);
}

bool
store_delivered(struct store *store, const char *case_id, const char *answer,
                int64_t now_ms, GError **error)
{
    return store_run(
        store, "noting a delivery", error,
        "UPDATE cases SET state='delivered', answer=?2, delivered_ms=?3, reason=NULL"
        " WHERE case_id=?1",
        "ssi", case_id, answer, now_ms);
}

bool
store_set_state(struct store *store, const char *case_id, const char *state,
                const char *reason, GError **error)
{
    return store_run(store, "noting the state of a case", error,
                     "UPDATE cases SET state=?2, reason=?3 WHERE case_id=?1", "sss",
                     case_id, state, reason);
}

bool
store_queue(struct store *store, int *waiting_out, int64_t *oldest_ms_out, GError **error)
{
    int64_t waiting = 0, oldest = 0;
    if (!store_number(store, "SELECT count(*) FROM cases WHERE state='waiting'", &waiting,
                      error) ||
        !store_number(
            store, "SELECT ifnull(min(submitted_ms), 0) FROM cases WHERE state='waiting'",
            &oldest, error))
        return false;
    *waiting_out = (int)waiting;
    *oldest_ms_out = oldest;
    return true;
}

/* ---- upkeep ---------------------------------------------------------------------------- */

void
store_tidy(struct store *store)
{
    if (store->log_pages < TIDY_PAGES || store->begun)
        return;
    store->log_pages = 0;
    if (sqlite3_wal_checkpoint_v2(store->database, NULL, SQLITE_CHECKPOINT_RESTART, NULL,
                                  NULL) == SQLITE_OK)
        sqlite3_exec(store->database, "UPDATE meta SET value=value WHERE name='starts'",
                     NULL, NULL, NULL);
}

bool
store_forget(struct store *store, int64_t before_ms, GError **error)
{
    return store_run(store, "forgetting old cases", error,
                     "DELETE FROM cases WHERE state='delivered' AND delivered_ms<?1", "i",
                     before_ms) &&
           store_run(store, "forgetting old intents", error,
                     "DELETE FROM intents WHERE outcome IS NOT NULL AND ended_ms<?1", "i",
                     before_ms) &&
           store_run(store, "forgetting old letters", error,
                     "DELETE FROM letters WHERE state='sent' AND ended_ms<?1", "i",
                     before_ms);
}
