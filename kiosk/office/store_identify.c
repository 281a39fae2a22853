// SPDX-License-Identifier: Apache-2.0
/* Who knows the query code of a case. Wrong tries are counted in the same transaction that
 * looks, so that many at once are not more than OFFICE_TRIES_MAX. */
#include "office/store.h"

#include <sodium.h>
#include <string.h>
#include <kiosk/office.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/seal.h"

struct tries {
    json_int_t count;
    json_int_t oldest_ms;
};

/* What is asked about: the first of these that is there. */
static const struct {
    const char *member;
    const char *sql;
} subjects[] = {
    {"case_id", "SELECT case_id, header FROM cases WHERE case_id = :subject"},
    {"receipt_number",
     "SELECT case_id, header FROM cases WHERE receipt_number = :subject"},
    {"person", "SELECT case_id, header FROM cases WHERE person = :subject "
               "ORDER BY received_ms DESC LIMIT 200"},
};

static bool
count_tries(struct database *database, const json_t *key, struct tries *tries_out,
            GError **error)
{
    json_t *rows = NULL;

    if (!database_run(database,
                      "SELECT COUNT(*) AS n, COALESCE(MIN(at_ms), 0) AS oldest FROM "
                      "wrong_tries WHERE subject = :subject AND terminal = :terminal "
                      "AND at_ms > :from_ms",
                      key, &rows, error))
        return false;
    json_t *row = store_first(rows);
    *tries_out =
        (struct tries){.count = json_integer_value(json_object_get(row, "n")),
                       .oldest_ms = json_integer_value(json_object_get(row, "oldest"))};
    json_decref(row);
    return true;
}

static bool
note_wrong(struct database *database, const json_t *key, GError **error)
{
    return database_run(database, "DELETE FROM wrong_tries WHERE at_ms <= :from_ms", key,
                        NULL, error) &&
           database_run(database,
                        "INSERT INTO wrong_tries (subject, terminal, at_ms) "
                        "VALUES (:subject, :terminal, :now_ms)",
                        key, NULL, error);
}

static bool
code_is_of(const json_t *row, const char *code)
{
    const char *text = json_text(row, "header", "");
    json_t *header = json_parse(text, strlen(text), NULL);
    char hash[SEAL_HEX_SIZE];
    const char *wanted = json_text(header, "query_code_hash", "");

    seal_code_hash(json_text(row, "case_id", ""), code, hash);
    const bool right = strlen(wanted) == sizeof hash - 1 &&
                       sodium_memcmp(wanted, hash, sizeof hash - 1) == 0;
    json_decref(header);
    return right;
}

/* The newest case that has this code; NULL: none. */
static bool
find(struct database *database, const char *sql, const json_t *key, const char *code,
     json_t **case_out, GError **error)
{
    json_t *rows = NULL, *row;
    size_t index;
    bool done = database_run(database, sql, key, &rows, error);

    *case_out = NULL;
    if (!done)
        return false;
    json_array_foreach (rows, index, row) {
        if (!code_is_of(row, code))
            continue;
        done = store_find_case(database, row, case_out, error);
        break;
    }
    json_decref(rows);
    return done;
}

static bool
look(struct database *database, const char *sql, const json_t *key, const char *code,
     json_t **out, GError **error)
{
    struct tries tries = {0};
    json_t *row = NULL;
    const json_int_t now_ms = json_integer_value(json_object_get(key, "now_ms"));

    if (!count_tries(database, key, &tries, error))
        return false;
    const json_int_t retry_s =
        MAX((tries.oldest_ms + OFFICE_TRIES_MS - now_ms + 999) / 1000, 1);
    if (tries.count >= OFFICE_TRIES_MAX) {
        *out = json_pack("{s:s, s:i, s:I}", "outcome", "locked", "tries_left", 0,
                         "retry_s", retry_s);
        return true;
    }
    if (!find(database, sql, key, code, &row, error))
        return false;
    if (!row && !note_wrong(database, key, error))
        return false;
    const json_int_t left = OFFICE_TRIES_MAX - tries.count - (row ? 0 : 1);
    *out = json_pack("{s:s, s:o?, s:I}", "outcome", row ? "found" : "wrong", "case", row,
                     "tries_left", left);
    return true;
}

static bool
identify_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    const json_int_t now_ms = clock_real_ms();

    for (size_t i = 0; i < G_N_ELEMENTS(subjects); i++) {
        const char *subject = json_text(in, subjects[i].member, NULL);
        if (!subject)
            continue;
        json_t *key = json_pack("{s:s, s:s, s:I, s:I}", "subject", subject, "terminal",
                                json_text(in, "terminal", ""), "now_ms", now_ms,
                                "from_ms", now_ms - OFFICE_TRIES_MS);
        const bool done = look(database, subjects[i].sql, key,
                               json_text(in, "query_code", ""), out, error);
        json_decref(key);
        return done;
    }
    g_assert_not_reached();
}

const struct store_act store_identify = {"identify", true, NULL, identify_run};
