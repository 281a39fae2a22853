// SPDX-License-Identifier: Apache-2.0
#include "office/store.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "office/pieces.h"

#define CASE_COLUMNS                                                                     \
    "case_id, terminal, service, service_version, receipt_number, submitted_ms, "        \
    "received_ms, state, since_ms, accepted_by, content, page_count, due_day, header, "  \
    "idempotency_hash"

static bool
answer(json_t **out, json_t *value)
{
    *out = value;
    return true;
}

static json_t *
outcome(const char *word)
{
    return json_pack("{s:s}", "outcome", word);
}

/* ---- pieces ----------------------------------------------------------------------------- */

static int
descriptor_of(const json_t *in)
{
    return (int)json_integer_value(json_object_get(in, "descriptor"));
}

bool
store_piece_before(const json_t *in, GHashTable *folders, GError **error)
{
    char *changed = NULL;

    if (!pieces_publish(json_text(in, "folder", ""), json_text(in, "temporary", ""),
                        descriptor_of(in), json_text(in, "sha256", ""), &changed, error))
        return false;
    g_hash_table_add(folders, changed);
    return true;
}

bool
store_piece_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *rows = NULL;
    json_t *row = json_deep_copy(in);

    json_object_set_new(row, "received_ms", json_integer(clock_real_ms()));
    const bool done =
        database_run(database,
                     "INSERT INTO pieces (sha256, length, terminal, received_ms) VALUES "
                     "(:sha256, :length, :terminal, :received_ms) "
                     "ON CONFLICT (sha256) DO NOTHING RETURNING sha256",
                     row, &rows, error);
    json_decref(row);
    if (!done)
        return false;
    const bool created = json_array_size(rows) > 0;
    json_decref(rows);
    return answer(out, outcome(created ? "created" : "existed"));
}

const struct store_act store_put_piece = {"put_piece", true, store_piece_before,
                                          store_piece_run};

/* ---- the chain of events ---------------------------------------------------------------- */

char *
store_event_hash(const json_t *event)
{
    json_t *copy = json_deep_copy(event);

    json_object_del(copy, "hash");
    char *hash = json_sha256(copy);
    json_decref(copy);
    return hash;
}

/* Where the chain of a case ends: its last event, or its idempotency hash. */
static bool
chain_end(struct database *database, const json_t *in, json_t **end_out, GError **error)
{
    json_t *rows = NULL;

    if (!database_run(database,
                      "SELECT seq, hash FROM case_events WHERE case_id = :case_id "
                      "ORDER BY seq DESC LIMIT 1",
                      in, &rows, error))
        return false;
    if (json_array_size(rows) == 0) {
        json_decref(rows);
        if (!database_run(database,
                          "SELECT 0 AS seq, idempotency_hash AS hash FROM cases "
                          "WHERE case_id = :case_id",
                          in, &rows, error))
            return false;
    }
    *end_out = store_first(rows);
    if (!*end_out)
        g_set_error(error, DATABASE_ERROR, DATABASE_FAILED, "no such case");
    return *end_out != NULL;
}

bool
store_append_event(struct database *database, const char *case_id, const char *actor,
                   const char *act, const json_t *detail, GError **error)
{
    json_t *key = json_pack("{s:s}", "case_id", case_id);
    json_t *end = NULL;
    const bool found = chain_end(database, key, &end, error);
    json_decref(key);
    if (!found)
        return false;

    char *text = json_canonical(detail);
    json_t *event = json_pack("{s:s, s:I, s:I, s:s, s:s, s:s, s:O}", "case_id", case_id,
                              "seq", json_integer_value(json_object_get(end, "seq")) + 1,
                              "at_ms", (json_int_t)clock_real_ms(), "actor", actor, "act",
                              act, "detail", text, "prev_hash",
                              json_object_get(end, "hash"));
    char *hash = store_event_hash(event);
    json_object_set_new(event, "hash", json_string(hash));
    const bool done = database_run(
        database,
        "INSERT INTO case_events (case_id, seq, at_ms, actor, act, detail, prev_hash, "
        "hash) "
        "VALUES (:case_id, :seq, :at_ms, :actor, :act, :detail, :prev_hash, :hash)",
        event, NULL, error);
    g_free(text);
    g_free(hash);
    json_decref(event);
    json_decref(end);
    return done;
}

/* ---- put_case --------------------------------------------------------------------------- */

bool
store_find_case(struct database *database, const json_t *in, json_t **case_out,
                GError **error)
{
    json_t *rows = NULL;

    if (!database_run(database,
                      "SELECT " CASE_COLUMNS " FROM cases WHERE case_id = :case_id", in,
                      &rows, error))
        return false;
    *case_out = store_first(rows);
    return true;
}

static bool
exists(struct database *database, const char *sql, const json_t *in, bool *exists_out,
       GError **error)
{
    json_t *rows = NULL;

    if (!database_run(database, sql, in, &rows, error))
        return false;
    *exists_out = json_array_size(rows) > 0;
    json_decref(rows);
    return true;
}

bool
store_missing_pieces(struct database *database, const json_t *header,
                     json_t **missing_out, GError **error)
{
    json_t *missing = json_array();
    size_t index;
    json_t *piece;

    json_array_foreach (json_object_get(header, "pieces"), index, piece) {
        bool here = false;
        if (!exists(database,
                    "SELECT 1 FROM pieces WHERE sha256 = :sha256 AND length = :length",
                    piece, &here, error)) {
            json_decref(missing);
            return false;
        }
        if (!here)
            json_array_append(missing, json_object_get(piece, "sha256"));
    }
    *missing_out = missing;
    return true;
}

static bool
insert_case(struct database *database, const json_t *in, GError **error)
{
    const json_t *header = json_object_get(in, "header");
    const char *case_id = json_text(header, "case_id", "");
    int64_t submitted_ms = 0;
    clock_parse(json_text(header, "submitted_at", ""), &submitted_ms);

    json_t *row = json_deep_copy(header);
    json_object_set(row, "idempotency_hash", json_object_get(in, "idempotency_hash"));
    json_object_set(row, "header", json_object_get(in, "canonical"));
    json_object_set_new(row, "submitted_ms", json_integer(submitted_ms));
    json_object_set_new(row, "received_ms", json_integer(clock_real_ms()));
    bool done = database_run(
        database,
        "INSERT INTO cases (case_id, idempotency_hash, terminal, service, "
        "service_version, "
        "receipt_number, submitted_ms, received_ms, state, since_ms, content, "
        "page_count, "
        "due_day, header) VALUES (:case_id, :idempotency_hash, :terminal, :service, "
        ":service_version, "
        ":receipt_number, :submitted_ms, :received_ms, 'received', :received_ms, "
        "'unchecked', 0, "
        "'9999-12-31', :header)",
        row, NULL, error);
    json_decref(row);
    if (!done)
        return false;

    const char *terminal = json_text(header, "terminal", "");
    json_t *detail = json_pack("{s:s, s:s}", "state", "received", "submitted_at",
                               json_text(header, "submitted_at", ""));
    g_autofree char *actor = g_strdup_printf("terminal-%s", terminal);
    done = store_append_event(database, case_id, actor, "received", detail, error);
    json_decref(detail);
    return done;
}

/* Why the case cannot be taken, or NULL in *outcome_out. */
static bool
obstacle(struct database *database, const json_t *header, json_t **outcome_out,
         GError **error)
{
    bool known = false, taken = false;
    json_t *missing = NULL;

    *outcome_out = NULL;
    if (!exists(database,
                "SELECT 1 FROM services WHERE service = :service "
                "AND version = :service_version",
                header, &known, error) ||
        !exists(database, "SELECT 1 FROM cases WHERE receipt_number = :receipt_number",
                header, &taken, error) ||
        !store_missing_pieces(database, header, &missing, error))
        return false;
    if (!known)
        *outcome_out = outcome("unknown_service");
    else if (taken)
        *outcome_out = outcome("receipt_taken");
    else if (json_array_size(missing) > 0)
        *outcome_out = json_pack("{s:s, s:O}", "outcome", "missing", "missing", missing);
    json_decref(missing);
    return true;
}

static bool
case_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    const json_t *header = json_object_get(in, "header");
    json_t *row = NULL;

    if (!store_find_case(database, header, &row, error))
        return false;
    if (row) {
        const bool same = g_str_equal(json_text(row, "idempotency_hash", ""),
                                      json_text(in, "idempotency_hash", ""));
        return answer(out, json_pack("{s:s, s:o}", "outcome",
                                     same ? "existed" : "differs", "case", row));
    }
    if (!obstacle(database, header, out, error))
        return false;
    if (*out)
        return true;
    if (!insert_case(database, in, error) ||
        !store_find_case(database, header, &row, error))
        return false;
    return answer(out, json_pack("{s:s, s:o}", "outcome", "created", "case", row));
}

const struct store_act store_put_case = {"put_case", true, NULL, case_run};

/* ---- reading ---------------------------------------------------------------------------- */

static bool
get_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *row = NULL;

    if (!store_find_case(database, in, &row, error))
        return false;
    return answer(out, json_pack("{s:o?}", "case", row));
}

const struct store_act store_get_case = {"get_case", false, NULL, get_run};

static bool
count(struct database *database, const char *sql, const json_t *in, json_t *out,
      const char *name, GError **error)
{
    json_t *rows = NULL;

    if (!database_run(database, sql, in, &rows, error))
        return false;
    json_t *row = store_first(rows);
    json_object_set(out, name, json_object_get(row, "n"));
    json_decref(row);
    return true;
}

static bool
newest_first(const json_t *in)
{
    return g_str_equal(json_text(in, "order", ""), "newest");
}

static bool
list_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    const char *sql =
        newest_first(in)
            ? "SELECT " CASE_COLUMNS " FROM cases WHERE receipt_number LIKE "
              "'%' || :number || '%' ORDER BY received_ms DESC, case_id DESC "
              "LIMIT :limit OFFSET :offset"
            : "SELECT " CASE_COLUMNS " FROM cases WHERE receipt_number LIKE "
              "'%' || :number || '%' ORDER BY due_day, received_ms, "
              "case_id LIMIT :limit OFFSET :offset";
    json_t *list = json_object();
    json_t *rows = NULL;

    if (!database_run(database, sql, in, &rows, error) ||
        json_object_set_new(list, "cases", rows) != 0 ||
        !count(database,
               "SELECT COUNT(*) AS n FROM cases WHERE receipt_number LIKE "
               "'%' || :number || '%'",
               in, list, "total", error) ||
        !count(database, "SELECT COUNT(*) AS n FROM cases", NULL, list, "all", error)) {
        json_decref(list);
        return false;
    }
    return answer(out, list);
}

const struct store_act store_list_cases = {"list_cases", false, NULL, list_run};

#define NEIGHBOUR(columns, values, sign, order)                                          \
    "SELECT case_id FROM cases WHERE receipt_number LIKE '%' || :number || '%' AND "     \
    "(" columns ") " sign " (" values ") ORDER BY " order " LIMIT 1"
#define BY_TIME "received_ms, case_id", ":received_ms, :case_id"
#define BY_DUE "due_day, received_ms, case_id", ":due_day, :received_ms, :case_id"

#define NEIGHBOUR_OF(key, sign, order) NEIGHBOUR(key, sign, order)

/* Before and after in the order of the list: rows compare as tuples. */
static bool
neighbours_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    static const char *const statements[2][2] = {
        {NEIGHBOUR_OF(BY_DUE, "<", "due_day DESC, received_ms DESC, case_id DESC"),
         NEIGHBOUR_OF(BY_DUE, ">", "due_day, received_ms, case_id")},
        {NEIGHBOUR_OF(BY_TIME, ">", "received_ms, case_id"),
         NEIGHBOUR_OF(BY_TIME, "<", "received_ms DESC, case_id DESC")}};
    const bool newest = newest_first(in);
    json_t *before = NULL, *after = NULL;

    if (!database_run(database, statements[newest][0], in, &before, error))
        return false;
    if (!database_run(database, statements[newest][1], in, &after, error)) {
        json_decref(before);
        return false;
    }
    json_t *first = store_first(before), *last = store_first(after);
    *out = json_pack("{s:O?, s:O?}", "before", json_object_get(first, "case_id"), "after",
                     json_object_get(last, "case_id"));
    json_decref(first);
    json_decref(last);
    return true;
}

const struct store_act store_neighbours = {"neighbours", false, NULL, neighbours_run};

static bool
log_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *events = NULL, *views = NULL;

    if (!database_run(database,
                      "SELECT case_id, seq, at_ms, actor, act, detail, prev_hash, hash "
                      "FROM case_events WHERE case_id = :case_id ORDER BY seq",
                      in, &events, error))
        return false;
    if (!database_run(database,
                      "SELECT at_ms, who, act, case_id, detail FROM audit "
                      "WHERE case_id = :case_id ORDER BY at_ms, id",
                      in, &views, error)) {
        json_decref(events);
        return false;
    }
    return answer(out, json_pack("{s:o, s:o}", "events", events, "views", views));
}

const struct store_act store_case_log = {"case_log", false, NULL, log_run};

/* ---- what is inside --------------------------------------------------------------------- */

static bool
content_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    return database_run(database,
                        "UPDATE cases SET content = :content, page_count = :page_count, "
                        "person = :person, due_day = CASE WHEN state = 'received' "
                        "THEN :due_day ELSE due_day END WHERE case_id = :case_id",
                        in, NULL, error) &&
           answer(out, json_object());
}

const struct store_act store_set_content = {"set_content", true, NULL, content_run};

static bool
unchecked_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *rows = NULL;

    (void)in;
    if (!database_run(database,
                      "SELECT header, received_ms FROM cases WHERE content = 'unchecked' "
                      "ORDER BY received_ms",
                      NULL, &rows, error))
        return false;
    return answer(out, json_pack("{s:o}", "cases", rows));
}

const struct store_act store_unchecked = {"unchecked", false, NULL, unchecked_run};
