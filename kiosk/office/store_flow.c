// SPDX-License-Identifier: Apache-2.0
/* Acts that move a case, and what is read of one for it. */
#include "office/store.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "core/case_flow.h"

static bool
answer(json_t **out, json_t *value)
{
    *out = value;
    return true;
}

static bool
outcome(json_t **out, const char *word, json_t *row)
{
    return answer(out, json_pack("{s:s, s:o?}", "outcome", word, "case", row));
}

static bool
flag(const json_t *in, const char *name)
{
    return json_integer_value(json_object_get(in, name)) != 0;
}

/* ---- the whole case --------------------------------------------------------------------- */

static bool
add_rows(struct database *database, const char *sql, const json_t *in, const char *name,
         json_t *whole, GError **error)
{
    json_t *rows = NULL;

    return database_run(database, sql, in, &rows, error) &&
           json_object_set_new(whole, name, rows) == 0;
}

static bool
whole_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *row = NULL;

    if (!store_find_case(database, in, &row, error))
        return false;
    json_t *whole = json_pack("{s:o?}", "case", row);
    if (add_rows(database,
                 "SELECT name, kind, at_ms, who, sha256, length FROM papers "
                 "WHERE case_id = :case_id ORDER BY at_ms, name",
                 in, "papers", whole, error) &&
        add_rows(database,
                 "SELECT correction_id, terminal, received_ms, header FROM corrections "
                 "WHERE case_id = :case_id ORDER BY received_ms, correction_id",
                 in, "corrections", whole, error) &&
        add_rows(database,
                 "SELECT case_id, seq, at_ms, actor, act, detail, prev_hash, hash "
                 "FROM case_events WHERE case_id = :case_id ORDER BY seq",
                 in, "events", whole, error))
        return answer(out, whole);
    json_decref(whole);
    return false;
}

const struct store_act store_whole_case = {"whole_case", false, NULL, whole_run};

/* ---- moving ----------------------------------------------------------------------------- */

static bool
move_before(const json_t *in, GHashTable *folders, GError **error)
{
    const json_t *paper = json_object_get(in, "paper");

    return !json_object_get(paper, "temporary") ||
           store_piece_before(paper, folders, error);
}

/* Somebody else acted since the page was shown: what was decided on is no more. */
static bool
is_as_seen(struct database *database, const json_t *in, bool *same_out, GError **error)
{
    json_t *rows = NULL;
    const json_int_t seen = json_integer_value(json_object_get(in, "seq"));

    *same_out = true;
    if (seen < 0)
        return true;
    if (!database_run(database,
                      "SELECT MAX(seq) AS seq FROM case_events WHERE case_id = :case_id",
                      in, &rows, error))
        return false;
    json_t *row = store_first(rows);
    *same_out = json_integer_value(json_object_get(row, "seq")) == seen;
    json_decref(row);
    return true;
}

static bool
has_paper(struct database *database, const json_t *in, bool *has_out, GError **error)
{
    const json_t *paper = json_object_get(in, "paper");
    json_t *rows = NULL;

    *has_out = false;
    if (!paper)
        return true;
    json_t *key = json_pack("{s:O, s:O}", "case_id", json_object_get(in, "case_id"),
                            "name", json_object_get(paper, "name"));
    const bool done = database_run(
        database, "SELECT 1 FROM papers WHERE case_id = :case_id AND name = :name", key,
        &rows, error);
    json_decref(key);
    *has_out = json_array_size(rows) > 0;
    json_decref(rows);
    return done;
}

static bool
insert_paper(struct database *database, const json_t *in, GError **error)
{
    const json_t *paper = json_object_get(in, "paper");
    json_t *piece = NULL;

    if (!paper)
        return true;
    if (json_object_get(paper, "temporary") &&
        !store_piece_run(database, paper, &piece, error))
        return false;
    json_decref(piece);
    json_t *row = json_deep_copy(paper);
    json_object_set(row, "case_id", json_object_get(in, "case_id"));
    json_object_set(row, "who", json_object_get(in, "who"));
    json_object_set_new(row, "at_ms", json_integer(clock_real_ms()));
    const bool done = database_run(
        database,
        "INSERT INTO papers (case_id, name, kind, at_ms, who, sha256, length) "
        "VALUES (:case_id, :name, :kind, :at_ms, :who, :sha256, :length)",
        row, NULL, error);
    json_decref(row);
    return done;
}

static bool
update_case(struct database *database, const json_t *in, const struct case_rule *rule,
            const json_t *row, GError **error)
{
    const bool accepts = rule->to == CASE_ACCEPTED;
    json_t *change = json_pack(
        "{s:O, s:s, s:I, s:s, s:s}", "case_id", json_object_get(in, "case_id"), "state",
        case_state_word(rule->to), "since_ms", (json_int_t)clock_real_ms(), "due_day",
        json_text(in, "due_day", "9999-12-31"), "accepted_by",
        accepts ? json_text(in, "who", "") : json_text(row, "accepted_by", ""));
    const bool done = database_run(
        database,
        "UPDATE cases SET state = :state, since_ms = :since_ms, due_day = :due_day, "
        "accepted_by = :accepted_by WHERE case_id = :case_id",
        change, NULL, error);

    json_decref(change);
    return done;
}

static bool
write_event(struct database *database, const json_t *in, const struct case_rule *rule,
            const json_t *row, GError **error)
{
    const json_t *paper = json_object_get(in, "paper");
    json_t *detail = json_pack("{s:O, s:s}", "from", json_object_get(row, "state"), "to",
                               case_state_word(rule->to));

    json_object_update(detail, json_object_get(in, "detail"));
    if (paper)
        json_object_set_new(detail, "paper",
                            json_pack("{s:O, s:O}", "name",
                                      json_object_get(paper, "name"), "sha256",
                                      json_object_get(paper, "sha256")));
    const bool done = store_append_event(database, json_text(in, "case_id", ""),
                                         json_text(in, "who", ""), rule->act, detail,
                                         error);
    json_decref(detail);
    return done;
}

static const char *
obstacle_word(enum case_obstacle obstacle)
{
    return obstacle == CASE_SAME_PERSON      ? "same_person"
           : obstacle == CASE_REASON_MISSING ? "reason_missing"
                                             : "wrong_state";
}

static bool
move_row(struct database *database, const json_t *in, json_t *row, json_t **out,
         GError **error)
{
    const struct case_rule *rule = case_rule_find(json_text(in, "act", ""));
    struct case_try try = {.rule = rule,
                           .terminal = flag(in, "terminal"),
                           .who = json_text(in, "who", ""),
                           .accepted_by = json_text(row, "accepted_by", ""),
                           .alone = flag(in, "alone"),
                           .has_reason = flag(in, "has_reason")};
    const bool known = rule && case_state_parse(json_text(row, "state", ""), &try.state);
    const enum case_obstacle obstacle = known ? case_try_check(&try) : CASE_WRONG_STATE;
    bool same = false, existed = false;

    if (!is_as_seen(database, in, &same, error) ||
        !has_paper(database, in, &existed, error))
        return false;
    if (existed)
        return outcome(out, "existed", json_incref(row));
    if (!same)
        return outcome(out, "changed", json_incref(row));
    if (obstacle != CASE_MAY)
        return outcome(out, obstacle_word(obstacle), json_incref(row));
    json_t *moved = NULL;
    if (!update_case(database, in, rule, row, error) ||
        !insert_paper(database, in, error) ||
        !write_event(database, in, rule, row, error) ||
        !store_find_case(database, in, &moved, error))
        return false;
    return outcome(out, "done", moved);
}

static bool
move_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *row = NULL;

    if (!store_find_case(database, in, &row, error))
        return false;
    if (!row)
        return outcome(out, "no_case", NULL);
    const bool done = move_row(database, in, row, out, error);
    json_decref(row);
    return done;
}

const struct store_act store_move_case = {"move_case", true, move_before, move_run};

/* ---- corrections ------------------------------------------------------------------------ */

static bool
find_correction(struct database *database, const json_t *header, json_t **row_out,
                GError **error)
{
    json_t *rows = NULL;

    if (!database_run(database,
                      "SELECT correction_id, case_id, idempotency_hash, received_ms "
                      "FROM corrections WHERE correction_id = :correction_id",
                      header, &rows, error))
        return false;
    *row_out = store_first(rows);
    return true;
}

static bool
correction_outcome(json_t **out, const char *word, json_t *correction, json_t *row)
{
    return answer(out, json_pack("{s:s, s:o?, s:o?}", "outcome", word, "correction",
                                 correction, "case", row));
}

static bool
insert_correction(struct database *database, const json_t *in, GError **error)
{
    json_t *row = json_deep_copy(json_object_get(in, "header"));
    int64_t submitted_ms = 0;

    clock_parse(json_text(row, "submitted_at", ""), &submitted_ms);
    json_object_set(row, "idempotency_hash", json_object_get(in, "idempotency_hash"));
    json_object_set(row, "header", json_object_get(in, "canonical"));
    json_object_set_new(row, "submitted_ms", json_integer(submitted_ms));
    json_object_set_new(row, "received_ms", json_integer(clock_real_ms()));
    const bool done = database_run(
        database,
        "INSERT INTO corrections (correction_id, case_id, idempotency_hash, terminal, "
        "submitted_ms, received_ms, header) VALUES (:correction_id, :case_id, "
        ":idempotency_hash, :terminal, :submitted_ms, :received_ms, :header)",
        row, NULL, error);
    json_decref(row);
    return done;
}

/* Whose code the header carries. */
static bool
code_fits(const json_t *row, const json_t *header)
{
    const char *text = json_text(row, "header", "");
    json_t *own = json_parse(text, strlen(text), NULL);
    const bool fits = json_equal(json_object_get(own, "query_code_hash"),
                                 json_object_get(header, "query_code_hash"));

    json_decref(own);
    return fits;
}

/* Moves the case back to the office and writes the correction down. */
static bool
take_correction(struct database *database, const json_t *in, json_t *row, json_t **out,
                GError **error)
{
    const json_t *header = json_object_get(in, "header");
    g_autofree char *actor =
        g_strdup_printf("terminal-%s", json_text(header, "terminal", ""));
    json_t *move = json_pack(
        "{s:O, s:s, s:s, s:i, s:i, s:i, s:i, s:O, s:{s:O, s:O}}", "case_id",
        json_object_get(header, "case_id"), "act", "correct", "who", actor, "terminal", 1,
        "alone", 0, "has_reason", 0, "seq", -1, "due_day", json_object_get(in, "due_day"),
        "detail", "correction", json_object_get(header, "correction_id"), "hash",
        json_object_get(in, "idempotency_hash"));
    json_t *moved = NULL, *correction = NULL;
    bool done = move_row(database, move, row, &moved, error);
    const bool may = g_str_equal(json_text(moved, "outcome", ""), "done");

    if (done && may)
        done = insert_correction(database, in, error) &&
               find_correction(database, header, &correction, error);
    if (done)
        correction_outcome(out, may ? "created" : "wrong_state", correction,
                           json_incref(json_object_get(moved, "case")));
    json_decref(moved);
    json_decref(move);
    return done;
}

static bool
correction_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    const json_t *header = json_object_get(in, "header");
    json_t *row = NULL, *known = NULL, *missing = NULL;

    if (!store_find_case(database, header, &row, error))
        return false;
    if (!row)
        return correction_outcome(out, "no_case", NULL, NULL);
    bool done = find_correction(database, header, &known, error);
    if (done && known) {
        const bool same = g_str_equal(json_text(known, "idempotency_hash", ""),
                                      json_text(in, "idempotency_hash", ""));
        return correction_outcome(out, same ? "existed" : "differs", known, row);
    }
    if (done && !code_fits(row, header))
        return correction_outcome(out, "wrong_code", NULL, row);
    done = done && store_missing_pieces(database, header, &missing, error);
    if (done && json_array_size(missing) > 0)
        done = answer(out,
                      json_pack("{s:s, s:O}", "outcome", "missing", "missing", missing));
    else if (done)
        done = take_correction(database, in, row, out, error);
    json_decref(missing);
    json_decref(row);
    return done;
}

const struct store_act store_put_correction = {"put_correction", true, NULL,
                                               correction_run};
