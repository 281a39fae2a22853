// SPDX-License-Identifier: Apache-2.0
#include "office/store.h"

#include "base/clock.h"
#include "base/json.h"

static bool
answer(json_t **out, json_t *value)
{
    *out = value;
    return true;
}

/* ---- services --------------------------------------------------------------------------- */

static bool
is_used(struct database *database, const json_t *row, bool *used_out, GError **error)
{
    json_t *rows = NULL;

    if (!database_run(database,
                      "SELECT 1 AS used FROM cases WHERE service = :service AND "
                      "service_version = :version LIMIT 1",
                      row, &rows, error))
        return false;
    *used_out = json_array_size(rows) > 0;
    json_decref(rows);
    return true;
}

/* A version that nobody has used yet may still be mended by its author. */
static bool
publish_one(struct database *database, const json_t *row, json_t *changed, GError **error)
{
    json_t *rows = NULL;
    bool used = false;

    if (!database_run(database,
                      "SELECT sha256 FROM services WHERE service = :service AND "
                      "version = :version",
                      row, &rows, error))
        return false;
    json_t *before = store_first(rows);
    const bool same = before && g_str_equal(json_text(before, "sha256", ""),
                                            json_text(row, "sha256", ""));
    const bool other = before && !same;
    json_decref(before);
    if (same)
        return true;
    if (other && !is_used(database, row, &used, error))
        return false;
    if (used) {
        json_array_append_new(
            changed, json_pack("{s:O, s:O}", "service", json_object_get(row, "service"),
                               "version", json_object_get(row, "version")));
        return true;
    }
    return database_run(
        database,
        "INSERT INTO services (service, version, sha256, definition, first_seen_ms) "
        "VALUES "
        "(:service, :version, :sha256, :definition, :first_seen_ms) "
        "ON CONFLICT (service, version) DO UPDATE SET sha256 = excluded.sha256, "
        "definition = excluded.definition",
        row, NULL, error);
}

static bool
publish_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *changed = json_array();
    size_t index;
    json_t *service;

    json_array_foreach (json_object_get(in, "services"), index, service) {
        json_t *row = json_copy(service);
        json_object_set_new(row, "first_seen_ms", json_integer(clock_real_ms()));
        const bool done = publish_one(database, row, changed, error);
        json_decref(row);
        if (!done) {
            json_decref(changed);
            return false;
        }
    }
    return answer(out, json_pack("{s:o}", "changed", changed));
}

const struct store_act store_publish = {"publish", true, NULL, publish_run};

static bool
definition_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *rows = NULL;

    if (!database_run(database,
                      "SELECT definition FROM services WHERE service = :service AND "
                      "version = :version",
                      in, &rows, error))
        return false;
    json_t *row = store_first(rows);
    *out = json_pack("{s:O?}", "definition", json_object_get(row, "definition"));
    json_decref(row);
    return true;
}

const struct store_act store_definition = {"definition", false, NULL, definition_run};

/* ---- terminals -------------------------------------------------------------------------- */

static bool
heartbeat_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *row = json_deep_copy(in);

    json_object_set_new(row, "heard_ms", json_integer(clock_real_ms()));
    const bool done = database_run(
        database,
        "INSERT INTO terminals (terminal, first_seen_ms, heard_ms, heartbeat) VALUES "
        "(:terminal, :heard_ms, :heard_ms, :heartbeat) ON CONFLICT (terminal) DO UPDATE "
        "SET "
        "heard_ms = excluded.heard_ms, heartbeat = excluded.heartbeat",
        row, NULL, error);
    json_decref(row);
    return done && answer(out, json_object());
}

const struct store_act store_heartbeat = {"heartbeat", true, NULL, heartbeat_run};

static bool
terminals_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *rows = NULL;

    (void)in;
    if (!database_run(
            database,
            "SELECT terminal, first_seen_ms, heard_ms, heartbeat FROM terminals "
            "ORDER BY terminal",
            NULL, &rows, error))
        return false;
    return answer(out, json_pack("{s:o}", "terminals", rows));
}

const struct store_act store_terminals = {"terminals", false, NULL, terminals_run};

/* ---- accounts and audit ----------------------------------------------------------------- */

static bool
account_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *rows = NULL;

    if (!database_run(database, "SELECT password_hash FROM accounts WHERE name = :name",
                      in, &rows, error))
        return false;
    json_t *row = store_first(rows);
    *out = json_pack("{s:O?}", "password_hash", json_object_get(row, "password_hash"));
    json_decref(row);
    return true;
}

const struct store_act store_account = {"account", false, NULL, account_run};

static bool
put_account_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *row = json_deep_copy(in);

    json_object_set_new(row, "changed_ms", json_integer(clock_real_ms()));
    const bool done = database_run(
        database,
        "INSERT INTO accounts (name, password_hash, changed_ms) VALUES "
        "(:name, :password_hash, :changed_ms) ON CONFLICT (name) DO UPDATE SET "
        "password_hash = excluded.password_hash, changed_ms = excluded.changed_ms",
        row, NULL, error);
    json_decref(row);
    return done && answer(out, json_object());
}

const struct store_act store_put_account = {"put_account", true, NULL, put_account_run};

static bool
audit_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    return database_run(database,
                        "INSERT INTO audit (id, at_ms, who, act, case_id, detail) VALUES "
                        "(:id, :at_ms, :who, :act, :case_id, :detail) "
                        "ON CONFLICT (id) DO NOTHING",
                        in, NULL, error) &&
           answer(out, json_object());
}

const struct store_act store_audit = {"audit", true, NULL, audit_run};

static bool
list_audit_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *views = NULL, *total = NULL;

    if (!database_run(database,
                      "SELECT audit.at_ms, audit.who, audit.act, audit.case_id, "
                      "audit.detail, cases.receipt_number FROM audit LEFT JOIN cases ON "
                      "cases.case_id = audit.case_id ORDER BY audit.at_ms DESC, audit.id "
                      "DESC LIMIT :limit OFFSET :offset",
                      in, &views, error))
        return false;
    if (!database_run(database, "SELECT COUNT(*) AS n FROM audit", NULL, &total, error)) {
        json_decref(views);
        return false;
    }
    json_t *row = store_first(total);
    *out = json_pack("{s:o, s:O}", "views", views, "total", json_object_get(row, "n"));
    json_decref(row);
    return true;
}

const struct store_act store_list_audit = {"list_audit", false, NULL, list_audit_run};

/* ---- counting --------------------------------------------------------------------------- */

static bool
one_row(struct database *database, const char *sql, const json_t *in, json_t **out,
        GError **error)
{
    json_t *rows = NULL;

    if (!database_run(database, sql, in, &rows, error))
        return false;
    return answer(out, store_first(rows));
}

static bool
counts_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    return one_row(database,
                   "SELECT (SELECT COUNT(*) FROM cases) AS cases, "
                   "(SELECT COUNT(*) FROM terminals) AS terminals, "
                   "(SELECT COUNT(*) FROM audit) AS views, "
                   "(SELECT COUNT(*) FROM letters WHERE state = 'open') AS letters",
                   in, out, error);
}

const struct store_act store_counts = {"counts", false, NULL, counts_run};

static bool
due_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    return one_row(database,
                   "SELECT (SELECT COUNT(*) FROM cases WHERE due_day < :today) AS late, "
                   "(SELECT COUNT(*) FROM cases WHERE due_day >= :today AND "
                   "due_day <= :soon) AS soon",
                   in, out, error);
}

const struct store_act store_due = {"due", false, NULL, due_run};
