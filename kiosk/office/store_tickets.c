// SPDX-License-Identifier: Apache-2.0
/* What staff do with a letter: one takes it, answers, closes it. */
#include "office/store_letters.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"

#define TICKET_COLUMNS                                                                   \
    "SELECT id, kind, terminal, at_ms, received_ms, case_id, service, level, body, "     \
    "state, due_day, number, taken_by FROM letters WHERE "

/* The row with what was done; `letter` is null when there is none. */
static bool
whole(struct database *database, const char *sql, const json_t *in, json_t **out,
      GError **error)
{
    json_t *rows = NULL, *acts = NULL;

    if (!database_run(database, sql, in, &rows, error))
        return false;
    json_t *row = store_first(rows);
    if (row && !database_run(database,
                             "SELECT seq, at_ms, who, act, words FROM letter_acts "
                             "WHERE letter = :id ORDER BY seq",
                             row, &acts, error)) {
        json_decref(row);
        return false;
    }
    *out = json_pack("{s:o, s:o}", "letter", row ? row : json_null(), "acts",
                     acts ? acts : json_array());
    return true;
}

static bool
get_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    return whole(database, TICKET_COLUMNS "id = :id", in, out, error);
}

const struct store_act store_get_letter = {"get_letter", false, NULL, get_run};

static bool
find_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    return whole(database, TICKET_COLUMNS "number = :number AND number <> ''", in, out,
                 error);
}

const struct store_act store_find_letter = {"find_letter", false, NULL, find_run};

/* ---- acts of staff ---------------------------------------------------------------------- */

static const char *
obstacle(const json_t *found, const json_t *in)
{
    const json_t *row = json_object_get(found, "letter");
    const size_t acts = json_array_size(json_object_get(found, "acts"));

    if (json_is_null(row))
        return "none";
    if (!g_str_equal(json_text(row, "state", ""), "open"))
        return "closed";
    if (json_integer_value(json_object_get(in, "seq")) != (json_int_t)acts)
        return "changed"; // somebody else was quicker
    return NULL;
}

static bool
note_act(struct database *database, const json_t *in, size_t seq, GError **error)
{
    const bool closes = g_str_equal(json_text(in, "act", ""), "close");
    json_t *row = json_deep_copy(in);

    json_object_set_new(row, "seq", json_integer((json_int_t)seq));
    json_object_set_new(row, "at_ms", json_integer(clock_real_ms()));
    json_object_set_new(row, "state", json_string(closes ? "closed" : "open"));
    const bool done =
        database_run(database,
                     "INSERT INTO letter_acts (letter, seq, at_ms, who, act, words) "
                     "VALUES (:id, :seq, :at_ms, :who, :act, :words)",
                     row, NULL, error) &&
        database_run(database,
                     "UPDATE letters SET state = :state, taken_by = :who WHERE id = :id",
                     row, NULL, error);
    json_decref(row);
    return done;
}

static bool
act_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *found = NULL;

    if (!get_run(database, in, &found, error))
        return false;
    const char *why_not = obstacle(found, in);
    const size_t seq = json_array_size(json_object_get(found, "acts")) + 1;
    const bool done = why_not || note_act(database, in, seq, error);
    if (done)
        *out = json_pack("{s:s, s:O}", "outcome", why_not ? why_not : "done", "letter",
                         json_object_get(found, "letter"));
    json_decref(found);
    return done;
}

const struct store_act store_letter_act = {"letter_act", true, NULL, act_run};

/* ---- who took a result ------------------------------------------------------------------ */

static bool
fetched_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *rows = NULL;

    if (!database_run(database,
                      "SELECT 1 AS fetched FROM audit WHERE case_id = :case_id AND "
                      "act = 'fetched' AND who = :who AND detail = :detail LIMIT 1",
                      in, &rows, error))
        return false;
    *out = json_pack("{s:b}", "fetched", json_array_size(rows) > 0);
    json_decref(rows);
    return true;
}

const struct store_act store_was_fetched = {"was_fetched", false, NULL, fetched_run};
