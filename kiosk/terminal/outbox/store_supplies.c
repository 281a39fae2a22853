// SPDX-License-Identifier: Apache-2.0
/* The store's count of paper: sheets that came out, by printer, since paper was put in. */
#include "store_private.h"

#include <string.h>
#include "core/supply.h"

#define DAY_MS INT64_C(86400000)

const char store_supplies_sql[] =
    "ALTER TABLE intents ADD COLUMN printer TEXT NOT NULL DEFAULT 'printer';"
    "CREATE TABLE refills("
    " id INTEGER PRIMARY KEY AUTOINCREMENT, class TEXT NOT NULL,"
    " at_ms INTEGER NOT NULL) STRICT;"
    "CREATE INDEX refills_of_class ON refills(class, at_ms);";

bool
store_refilled(struct store *store, const char *class, int64_t now_ms, GError **error)
{
    return store_run(store, "noting that paper was put in", error,
                     "INSERT INTO refills(class, at_ms) VALUES(?1, ?2)", "si", class,
                     now_ms);
}

/* One number of one class; 0 when there is none. */
static int64_t
number_of(struct store *store, const char *sql, const char *class, int64_t from_ms)
{
    sqlite3_stmt *statement = store_query(store, sql, "si", class, from_ms);
    int64_t number = 0;
    if (statement && sqlite3_step(statement) == SQLITE_ROW)
        number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return number;
}

static json_t *
supply_of(struct store *store, const char *class, int capacity, int64_t now_ms)
{
    static const char refilled[] =
        "SELECT ifnull(max(at_ms), 0) FROM refills WHERE class=?1 AND at_ms>=?2";
    static const char first[] =
        "SELECT ifnull(min(begun_ms), 0) FROM intents WHERE printer=?1 AND begun_ms>=?2";
    static const char sheets[] = "SELECT ifnull(sum(ifnull(sheets, 0)), 0) FROM intents"
                                 " WHERE printer=?1 AND begun_ms>=?2";
    int64_t refilled_ms = number_of(store, refilled, class, 0);
    int64_t first_ms = number_of(store, first, class, 0);
    if (first_ms == 0 && refilled_ms == 0)
        return NULL;
    int since = (int)number_of(store, sheets, class, refilled_ms);
    int lately = (int)number_of(store, sheets, class, now_ms - SUPPLY_DAYS * DAY_MS);
    int days = first_ms == 0 ? 0 : (int)((now_ms - first_ms) / DAY_MS) + 1;
    int left = supply_days_left(capacity, since, lately, days);
    json_t *supply = json_pack("{s:s, s:i, s:i}", "class", class, "sheets_since_refill",
                               MAX(since, 0), "sheets_lately", MAX(lately, 0));
    if (left >= 0)
        json_object_set_new(supply, "days_left", json_integer(left));
    return supply;
}

json_t *
store_supplies(struct store *store, const int capacity[STORE_SUPPLIES], int64_t now_ms)
{
    static const char *const classes[STORE_SUPPLIES] = {"printer", "receipt"};
    json_t *list = json_array();
    for (size_t i = 0; i < STORE_SUPPLIES; i++) {
        json_t *supply = supply_of(store, classes[i], capacity[i], now_ms);
        if (supply != NULL)
            json_array_append_new(list, supply);
    }
    return list;
}
