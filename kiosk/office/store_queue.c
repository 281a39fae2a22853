// SPDX-License-Identifier: Apache-2.0
/* Numbers for windows: each act decides and writes in one transaction, so that two who ask at
 * once get two numbers. */
#include "office/store_queue.h"

#include <stdint.h>

#include "base/json.h"
#include "office/store_parts.h"

#define COLUMNS                                                                          \
    "SELECT desk, day, count, ticket_id, number, terminal, taken_ms, called_ms, "        \
    "called_by FROM queue_tickets "

static bool
waiting_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *rows = NULL;
    json_t *row;
    size_t index;

    if (!database_run(database,
                      "SELECT desk, COUNT(*) AS n FROM queue_tickets WHERE day = :day "
                      "AND called_ms = 0 GROUP BY desk",
                      in, &rows, error))
        return false;
    json_t *waiting = json_object();
    json_array_foreach (rows, index, row)
        json_object_set(waiting, json_text(row, "desk", ""), json_object_get(row, "n"));
    json_decref(rows);
    *out = json_pack("{s:o}", "waiting", waiting);
    return true;
}

const struct store_act store_queue_waiting = {"queue_waiting", false, NULL, waiting_run};

/* ---- taken ------------------------------------------------------------------------------ */

/* With how many wait before it. Takes `row`. */
static bool
answer_ticket(struct database *database, const char *outcome, json_t *row, json_t **out,
              GError **error)
{
    json_t *before = NULL;

    if (!store_row(database,
                   "SELECT COUNT(*) AS n FROM queue_tickets WHERE desk = :desk AND "
                   "day = :day AND count < :count AND called_ms = 0",
                   row, &before, error)) {
        json_decref(row);
        return false;
    }
    *out = json_pack("{s:s, s:o, s:I}", "outcome", outcome, "ticket", row, "ahead",
                     store_number(before, "n"));
    json_decref(before);
    return true;
}

static bool
insert_ticket(struct database *database, const json_t *in, GError **error)
{
    json_t *last = NULL;
    char shown[16];

    if (!store_row(database,
                   "SELECT COALESCE(MAX(count), 0) AS n FROM queue_tickets "
                   "WHERE desk = :desk AND day = :day",
                   in, &last, error))
        return false;
    const json_int_t count = store_number(last, "n") + 1;
    json_decref(last);
    g_snprintf(shown, sizeof shown, "%.2s%03d", json_text(in, "letter", ""), (int)count);
    json_t *row = json_copy((json_t *)(uintptr_t)in);
    json_object_set_new(row, "count", json_integer(count));
    json_object_set_new(row, "number", json_string(shown));
    const bool done = database_run(
        database,
        "INSERT INTO queue_tickets (desk, day, count, ticket_id, number, terminal, "
        "taken_ms, called_ms, called_by) VALUES (:desk, :day, :count, :ticket_id, "
        ":number, :terminal, :now_ms, 0, '')",
        row, NULL, error);
    json_decref(row);
    return done;
}

static bool
find_ticket(struct database *database, const json_t *in, json_t **row_out, GError **error)
{
    return store_row(database, COLUMNS "WHERE ticket_id = :ticket_id", in, row_out,
                     error);
}

static bool
ticket_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *row = NULL;

    if (!find_ticket(database, in, &row, error))
        return false;
    if (row)
        return answer_ticket(database, "existed", row, out, error);
    *out = json_pack("{s:n}", "ticket");
    return true;
}

const struct store_act store_queue_ticket = {"queue_ticket", false, NULL, ticket_run};

static bool
take_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *row = NULL;

    if (!find_ticket(database, in, &row, error))
        return false;
    if (!row)
        return insert_ticket(database, in, error) &&
               find_ticket(database, in, &row, error) &&
               answer_ticket(database, "taken", row, out, error);
    const bool same =
        g_str_equal(json_text(row, "desk", ""), json_text(in, "desk", "")) &&
        g_str_equal(json_text(row, "terminal", ""), json_text(in, "terminal", ""));
    if (same)
        return answer_ticket(database, "existed", row, out, error);
    json_decref(row);
    return store_answer_word(out, "differs");
}

const struct store_act store_take_ticket = {"take_ticket", true, NULL, take_run};

/* ---- called ----------------------------------------------------------------------------- */

static bool
last_called(struct database *database, const json_t *in, json_int_t *count_out,
            GError **error)
{
    json_t *row = NULL;

    if (!store_row(database,
                   "SELECT COALESCE(MAX(count), 0) AS n FROM queue_tickets WHERE "
                   "desk = :desk AND day = :day AND called_ms > 0",
                   in, &row, error))
        return false;
    *count_out = store_number(row, "n");
    json_decref(row);
    return true;
}

static bool
call_ticket(struct database *database, const json_t *in, json_t *row, json_t **out,
            GError **error)
{
    json_t *key = json_copy((json_t *)(uintptr_t)in);

    json_object_set(key, "ticket_id", json_object_get(row, "ticket_id"));
    const bool done =
        database_run(database,
                     "UPDATE queue_tickets SET called_ms = :now_ms, called_by = :who "
                     "WHERE ticket_id = :ticket_id",
                     key, NULL, error);
    json_decref(key);
    if (done)
        *out = json_pack("{s:s, s:O}", "outcome", "called", "ticket", row);
    return done;
}

static bool
call_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_int_t last = 0;
    json_t *row = NULL;

    if (!last_called(database, in, &last, error))
        return false;
    if (last != store_number(in, "seen"))
        return store_answer_word(out, "changed");
    if (!store_row(database,
                   COLUMNS "WHERE desk = :desk AND day = :day AND called_ms = 0 "
                           "ORDER BY count LIMIT 1",
                   in, &row, error))
        return false;
    if (!row)
        return store_answer_word(out, "none");
    const bool done = call_ticket(database, in, row, out, error);
    json_decref(row);
    return done;
}

const struct store_act store_call_next = {"call_next", true, NULL, call_run};

static bool
list_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *rows = NULL;

    if (!database_run(database,
                      COLUMNS "WHERE day = :day ORDER BY desk, count DESC LIMIT 2000", in,
                      &rows, error))
        return false;
    *out = json_pack("{s:o}", "tickets", rows);
    return true;
}

const struct store_act store_list_queue = {"list_queue", false, NULL, list_run};
