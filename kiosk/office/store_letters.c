// SPDX-License-Identifier: Apache-2.0
#include "office/store_letters.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"

#define LETTER_COLUMNS                                                                   \
    "id, kind, terminal, at_ms, received_ms, case_id, service, level, body, state, "     \
    "due_day, number, taken_by"

static bool
answer(json_t **out, const char *outcome, json_t *letter)
{
    *out = json_pack("{s:s, s:o}", "outcome", outcome, "letter", letter);
    return true;
}

static bool
find(struct database *database, const json_t *in, json_t **row_out, GError **error)
{
    json_t *rows = NULL;

    if (!database_run(database, "SELECT " LETTER_COLUMNS " FROM letters WHERE id = :id",
                      in, &rows, error))
        return false;
    *row_out = store_first(rows);
    return true;
}

/* A person rates a case once; two terminals cannot both be right. */
static bool
is_rated(struct database *database, const json_t *in, bool *rated_out, GError **error)
{
    json_t *rows = NULL;

    *rated_out = false;
    if (!g_str_equal(json_text(in, "kind", ""), "rating"))
        return true;
    if (!database_run(database,
                      "SELECT id FROM letters WHERE kind = 'rating' AND "
                      "case_id = :case_id",
                      in, &rows, error))
        return false;
    *rated_out = json_array_size(rows) > 0;
    json_decref(rows);
    return true;
}

static bool
put_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *row = NULL;
    bool rated = false;

    if (!find(database, in, &row, error))
        return false;
    if (row) {
        bool same = g_str_equal(json_text(row, "body", ""), json_text(in, "body", "")) &&
                    g_str_equal(json_text(row, "kind", ""), json_text(in, "kind", ""));
        return answer(out, same ? "existed" : "differs", row);
    }
    if (!is_rated(database, in, &rated, error))
        return false;
    if (rated)
        return answer(out, "already_rated", json_object());
    row = json_deep_copy(in);
    json_object_set_new(row, "received_ms", json_integer(clock_real_ms()));
    if (!database_run(database,
                      "INSERT INTO letters (" LETTER_COLUMNS ") VALUES (:id, :kind, "
                      ":terminal, :at_ms, :received_ms, :case_id, :service, :level, "
                      ":body, :state, :due_day, :number, '')",
                      row, NULL, error)) {
        json_decref(row);
        return false;
    }
    return answer(out, "created", row);
}

const struct store_act store_put_letter = {"put_letter", true, NULL, put_run};

static bool
count(struct database *database, const char *sql, json_t **number_out, GError **error)
{
    json_t *rows = NULL;

    if (!database_run(database, sql, NULL, &rows, error))
        return false;
    json_t *row = store_first(rows);
    *number_out = json_incref(json_object_get(row, "n"));
    json_decref(row);
    return true;
}

/* What is asked for, of all. */
#define WANTED                                                                           \
    " FROM letters WHERE (:kind = '' OR kind = :kind) AND (:which = 'all' OR "           \
    "(:which = 'open') = (state = 'open'))"

static bool
count_wanted(struct database *database, const json_t *in, json_t **number_out,
             GError **error)
{
    json_t *rows = NULL;

    if (!database_run(database, "SELECT COUNT(*) AS n" WANTED, in, &rows, error))
        return false;
    json_t *row = store_first(rows);
    *number_out = json_incref(json_object_get(row, "n"));
    json_decref(row);
    return true;
}

static bool
list_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *letters = NULL, *total = NULL, *open = NULL;

    if (!database_run(database,
                      "SELECT " LETTER_COLUMNS WANTED " ORDER BY CASE state WHEN "
                      "'open' THEN 0 ELSE 1 END, at_ms DESC, id DESC LIMIT :limit OFFSET "
                      ":offset",
                      in, &letters, error))
        return false;
    if (!count_wanted(database, in, &total, error) ||
        !count(database, "SELECT COUNT(*) AS n FROM letters WHERE state = 'open'", &open,
               error)) {
        json_decref(letters);
        json_decref(total);
        return false;
    }
    *out = json_pack("{s:o, s:o, s:o}", "letters", letters, "total", total, "open", open);
    return true;
}

const struct store_act store_list_letters = {"list_letters", false, NULL, list_run};
