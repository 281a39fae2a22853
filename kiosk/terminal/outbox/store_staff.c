// SPDX-License-Identifier: Apache-2.0
/* The store's letters, and what staff are shown of it. */
#include "store_private.h"

#include <string.h>

const char store_staff_sql[] =
    "CREATE TABLE letters("
    " id TEXT PRIMARY KEY, operation TEXT NOT NULL, body TEXT NOT NULL,"
    " created_ms INTEGER NOT NULL,"
    " state TEXT NOT NULL CHECK(state IN('waiting','sent','refused')),"
    " attempts INTEGER NOT NULL DEFAULT 0, reason TEXT, ended_ms INTEGER) STRICT;"
    "CREATE INDEX letters_waiting ON letters(created_ms, id) WHERE state='waiting';"
    "CREATE TABLE staff_acts("
    " id INTEGER PRIMARY KEY AUTOINCREMENT, at_ms INTEGER NOT NULL, act TEXT NOT NULL,"
    " detail TEXT NOT NULL) STRICT;"
    "CREATE TRIGGER staff_acts_stay BEFORE DELETE ON staff_acts"
    " BEGIN SELECT raise(ABORT, 'acts of staff are kept'); END;"
    "CREATE TRIGGER staff_acts_are_true BEFORE UPDATE ON staff_acts"
    " BEGIN SELECT raise(ABORT, 'acts of staff are not changed'); END;";

const char store_who_sql[] =
    "ALTER TABLE staff_acts ADD COLUMN who TEXT NOT NULL DEFAULT '';";

/* ---- letters ---------------------------------------------------------------------------- */

void
store_letter_free(struct store_letter *letter)
{
    if (!letter)
        return;
    g_free(letter->body);
    g_free(letter);
}

bool
store_begin_letter(struct store *store, const char *kind, const char *day,
                   int *serial_out, GError **error)
{
    // Beside the serials of cases in the same table: a day of cases has no prefix.
    g_autofree char *key = g_strdup_printf("%s %s", kind, day);
    return store_begin(store, key, serial_out, error);
}

bool
store_begin_only(struct store *store, GError **error)
{
    g_assert(!store->begun);
    store->begun = store_execute(store, "beginning a letter", "BEGIN IMMEDIATE", error);
    return store->begun;
}

bool
store_post(struct store *store, const struct store_letter *letter, int64_t now_ms,
           GError **error)
{
    g_assert(store->begun);
    if (!store_run(store, "keeping a letter", error,
                   "INSERT INTO letters(id, operation, body, created_ms, state)"
                   " VALUES(?1, ?2, ?3, ?4, 'waiting')",
                   "sssi", letter->id, letter->operation, letter->body, now_ms)) {
        store_abandon(store);
        return false;
    }
    store->begun = false;
    if (store_execute(store, "committing a letter", "COMMIT", error))
        return true;
    sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

GPtrArray *
store_letters(struct store *store, const char *state, GError **error)
{
    sqlite3_stmt *statement =
        store_query(store,
                    "SELECT id, operation, body, attempts FROM letters"
                    " WHERE state=?1 ORDER BY created_ms, id",
                    "s", state);
    GPtrArray *letters =
        g_ptr_array_new_with_free_func((GDestroyNotify)store_letter_free);
    int step = SQLITE_ERROR;
    while (statement && (step = sqlite3_step(statement)) == SQLITE_ROW) {
        struct store_letter *letter = g_new0(struct store_letter, 1);
        g_strlcpy(letter->id, (const char *)sqlite3_column_text(statement, 0),
                  sizeof letter->id);
        g_strlcpy(letter->operation, (const char *)sqlite3_column_text(statement, 1),
                  sizeof letter->operation);
        letter->body = g_strdup((const char *)sqlite3_column_text(statement, 2));
        letter->attempts = sqlite3_column_int(statement, 3);
        g_ptr_array_add(letters, letter);
    }
    if (step != SQLITE_DONE) {
        store_fail(store, "listing letters", error);
        g_clear_pointer(&letters, g_ptr_array_unref);
    }
    sqlite3_finalize(statement);
    return letters;
}

bool
store_letter_attempt(struct store *store, const char *id, int attempts, GError **error)
{
    return store_run(store, "noting an attempt", error,
                     "UPDATE letters SET attempts=?2 WHERE id=?1", "sd", id, attempts);
}

bool
store_letter_over(struct store *store, const char *id, const char *state,
                  const char *reason, int64_t now_ms, GError **error)
{
    return store_run(store, "noting the end of a letter", error,
                     "UPDATE letters SET state=?2, reason=?3, ended_ms=?4,"
                     " body=CASE ?2 WHEN 'sent' THEN '' ELSE body END WHERE id=?1",
                     "sssi", id, state, reason, now_ms);
}

bool
store_letters_again(struct store *store, GError **error)
{
    return store_run(store, "putting refused letters back", error,
                     "UPDATE letters SET state='waiting', attempts=0, reason=NULL,"
                     " ended_ms=NULL WHERE state='refused'",
                     "");
}

/* ---- for staff -------------------------------------------------------------------------- */

bool
store_note_act(struct store *store, int64_t now_ms, const char *who, const char *act,
               const char *detail, GError **error)
{
    return store_run(
        store, "noting what staff did", error,
        "INSERT INTO staff_acts(at_ms, act, detail, who) VALUES(?1, ?2, ?3, ?4)", "isss",
        now_ms, act, detail, who);
}

static json_t *
text_column(sqlite3_stmt *statement, int column)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);
    return json_string(text ? text : "");
}

json_t *
store_rows(struct store *store, sqlite3_stmt *statement, const char *doing,
           GError **error)
{
    json_t *rows = json_array();
    int step = SQLITE_ERROR;
    while (statement && (step = sqlite3_step(statement)) == SQLITE_ROW) {
        json_t *row = json_object();
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            bool number = sqlite3_column_type(statement, i) == SQLITE_INTEGER;
            json_object_set_new(row, sqlite3_column_name(statement, i),
                                number ? json_integer(sqlite3_column_int64(statement, i))
                                       : text_column(statement, i));
        }
        json_array_append_new(rows, row);
    }
    if (step != SQLITE_DONE) {
        store_fail(store, doing, error);
        json_decref(rows);
        rows = NULL;
    }
    sqlite3_finalize(statement);
    return rows;
}

json_t *
store_acts(struct store *store, int limit, GError **error)
{
    return store_rows(
        store,
        store_query(
            store,
            "SELECT at_ms, act, detail, who FROM staff_acts ORDER BY id DESC LIMIT ?1",
            "d", limit),
        "listing what staff did", error);
}

json_t *
store_unsent(struct store *store, int limit, GError **error)
{
    static const struct {
        const char *member, *sql;
    } counts[] = {
        {"waiting", "SELECT count(*) FROM cases WHERE state='waiting'"},
        {"refused", "SELECT count(*) FROM cases WHERE state='refused'"},
        {"damaged", "SELECT count(*) FROM cases WHERE state='damaged'"},
        {"oldest_ms",
         "SELECT ifnull(min(submitted_ms), 0) FROM cases WHERE state='waiting'"},
        {"letters", "SELECT count(*) FROM letters WHERE state='waiting'"},
        {"letters_refused", "SELECT count(*) FROM letters WHERE state='refused'"},
    };
    json_t *rows = store_rows(
        store,
        store_query(store,
                    "SELECT receipt_number AS number, state, submitted_ms AS at_ms,"
                    " attempts, ifnull(reason, '') AS reason FROM cases"
                    " WHERE state<>'delivered' ORDER BY submitted_ms, case_id LIMIT ?1",
                    "d", limit),
        "listing what was not sent", error);
    if (!rows)
        return NULL;
    json_t *letters = store_rows(
        store,
        store_query(
            store,
            "SELECT operation, created_ms AS at_ms, ifnull(reason, '') AS reason"
            " FROM letters WHERE state='refused' ORDER BY created_ms, id LIMIT ?1",
            "d", limit),
        "listing refused letters", error);
    if (!letters) {
        json_decref(rows);
        return NULL;
    }
    json_t *unsent = json_pack("{s:o, s:o}", "rows", rows, "refused_letters", letters);
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) {
        int64_t number = 0;
        if (!store_number(store, counts[i].sql, &number, error)) {
            json_decref(unsent);
            return NULL;
        }
        json_object_set_new(unsent, counts[i].member, json_integer(number));
    }
    return unsent;
}
