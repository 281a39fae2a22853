// SPDX-License-Identifier: Apache-2.0
/* The store's intents: what is written before paper moves, and how far it came. */
#include "store_private.h"

#include <string.h>
#include <kiosk/printer.h>

const char store_intents_sql[] =
    "ALTER TABLE intents ADD COLUMN part TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE intents ADD COLUMN first INTEGER NOT NULL DEFAULT 1;"
    "ALTER TABLE intents ADD COLUMN pages INTEGER NOT NULL DEFAULT 0;"
    "CREATE INDEX intents_of_case ON intents(case_id, part, begun_ms);";

bool
store_intend(struct store *store, const struct store_print *print, int64_t now_ms,
             GError **error)
{
    return store_run(store, "noting an intent", error,
                     "INSERT INTO intents(job, case_id, begun_ms, part, first, pages,"
                     " printer) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                     "ssisdds", print->job, print->case_id, now_ms, print->part,
                     print->first, print->pages, print->printer);
}

bool
store_intent_sheets(struct store *store, const char *job, int sheets, GError **error)
{
    return store_run(store, "noting a sheet", error,
                     "UPDATE intents SET sheets=max(ifnull(sheets, 0), ?2) WHERE job=?1",
                     "sd", job, sheets);
}

bool
store_intent_done(struct store *store, const char *job, const char *outcome, int sheets,
                  int64_t now_ms, GError **error)
{
    return store_run(store, "noting an outcome", error,
                     "UPDATE intents SET outcome=?2, ended_ms=?4,"
                     " sheets=max(ifnull(sheets, 0), ?3) WHERE job=?1",
                     "ssdi", job, outcome, sheets, now_ms);
}

bool
store_printed_before(struct store *store, const char *case_id, const char *part,
                     int *sheets_out, GError **error)
{
    sqlite3_stmt *statement = store_query(
        store,
        "SELECT first - 1 + ifnull(sheets, 0), pages FROM intents WHERE case_id=?1"
        " AND part=?2 ORDER BY begun_ms DESC, job DESC LIMIT 1",
        "ss", case_id, part);
    int step = statement ? sqlite3_step(statement) : SQLITE_ERROR;
    if (step == SQLITE_ROW) {
        int out = sqlite3_column_int(statement, 0);
        *sheets_out = out < sqlite3_column_int(statement, 1) ? out : 0;
    } else if (step == SQLITE_DONE) {
        *sheets_out = 0;
    } else {
        store_fail(store, "looking for a print", error);
    }
    sqlite3_finalize(statement);
    return step == SQLITE_ROW || step == SQLITE_DONE;
}

GArray *
store_open_intents(struct store *store, GError **error)
{
    sqlite3_stmt *statement =
        store_query(store,
                    "SELECT job, case_id, printer FROM intents WHERE outcome IS NULL"
                    " ORDER BY begun_ms",
                    "");
    GArray *intents = g_array_new(false, true, sizeof(struct store_intent));
    int step = SQLITE_ERROR;
    while (statement && (step = sqlite3_step(statement)) == SQLITE_ROW) {
        struct store_intent intent = {0};
        g_strlcpy(intent.job, (const char *)sqlite3_column_text(statement, 0),
                  sizeof intent.job);
        g_strlcpy(intent.case_id, (const char *)sqlite3_column_text(statement, 1),
                  sizeof intent.case_id);
        g_strlcpy(intent.printer, (const char *)sqlite3_column_text(statement, 2),
                  sizeof intent.printer);
        g_array_append_val(intents, intent);
    }
    if (step != SQLITE_DONE) {
        store_fail(store, "listing intents", error);
        g_array_unref(intents);
        intents = NULL;
    }
    sqlite3_finalize(statement);
    return intents;
}

/* ---- doubt ------------------------------------------------------------------------------ */

/* Longer than any printer is waited for: what has no outcome then will get none in this run. */
#define UNDECIDED_MS (3 * PRINTER_PRINT_TIMEOUT_MS)

/* A print whose device could not say what became of it, without one behind it that came out. */
#define DOUBTFUL                                                                         \
    "FROM intents AS one LEFT JOIN cases USING(case_id)"                                 \
    " WHERE (one.outcome IN('unknown', 'noAnswer')"                                      \
    "  OR one.outcome IS NULL AND one.begun_ms<?1)"                                      \
    " AND NOT EXISTS(SELECT 1 FROM intents AS other WHERE other.case_id=one.case_id"     \
    "  AND other.part=one.part AND other.begun_ms>one.begun_ms"                          \
    "  AND other.outcome='completed' AND one.case_id NOT IN('', 'paper', 'test'))"

json_t *
store_doubtful(struct store *store, int limit, int64_t now_ms, GError **error)
{
    return store_rows(store,
                      store_query(store,
                                  "SELECT ifnull(receipt_number, '') AS number, printer,"
                                  " begun_ms AS at_ms " DOUBTFUL
                                  " ORDER BY begun_ms DESC, job LIMIT ?2",
                                  "id", now_ms - UNDECIDED_MS, limit),
                      "listing prints in doubt", error);
}

bool
store_doubtful_seen(struct store *store, int64_t now_ms, GError **error)
{
    return store_run(store, "noting that prints were looked at", error,
                     "UPDATE intents SET outcome='seen', ended_ms=?2"
                     " WHERE job IN(SELECT job " DOUBTFUL ")",
                     "ii", now_ms - UNDECIDED_MS, now_ms);
}
