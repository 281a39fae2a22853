// SPDX-License-Identifier: Apache-2.0
#include "office/migrations.h"

#include "base/clock.h"
#include "base/json.h"
#include "office/embedded.h"

static bool
apply(struct database *database, const struct embedded *migration, const char *sha256,
      GError **error)
{
    g_autoptr(GError) undo_error = NULL;
    json_t *row = json_pack("{s:s, s:s, s:I}", "name", migration->name, "sha256", sha256,
                            "applied_ms", (json_int_t)clock_real_ms());
    const bool applied =
        database_script(database, "BEGIN IMMEDIATE", error) &&
        database_script(database, migration->text, error) &&
        database_run(database,
                     "INSERT INTO schema_migrations (name, sha256, applied_ms) "
                     "VALUES (:name, :sha256, :applied_ms)",
                     row, NULL, error) &&
        database_script(database, "COMMIT", error);

    json_decref(row);
    if (!applied)
        database_script(database, "ROLLBACK", &undo_error);
    return applied;
}

static bool
apply_or_compare(struct database *database, const struct embedded *migration,
                 const json_t *applied, GError **error)
{
    g_autofree char *sha256 =
        g_compute_checksum_for_string(G_CHECKSUM_SHA256, migration->text, -1);
    size_t index;
    json_t *row;

    json_array_foreach (applied, index, row) {
        if (!g_str_equal(json_text(row, "name", ""), migration->name))
            continue;
        if (g_str_equal(json_text(row, "sha256", ""), sha256))
            return true;
        g_set_error(error, DATABASE_ERROR, DATABASE_FAILED,
                    "migration %s was changed after it had been applied",
                    migration->name);
        return false;
    }
    return apply(database, migration, sha256, error);
}

/* A database of a newer office has rows that this one does not know: it must not write. */
static bool
refuse_newer(const json_t *applied, GError **error)
{
    size_t known = 0;

    while (embedded_migrations[known].name)
        known++;
    if (json_array_size(applied) <= known)
        return true;
    g_set_error(error, DATABASE_ERROR, DATABASE_FAILED,
                "the database belongs to a newer office (%zu migrations, %zu known)",
                json_array_size(applied), known);
    return false;
}

bool
migrations_apply(struct database *database, GError **error)
{
    json_t *applied = NULL;

    if (!database_script(
            database,
            "CREATE TABLE IF NOT EXISTS schema_migrations (name TEXT NOT NULL "
            "PRIMARY KEY, sha256 TEXT NOT NULL, applied_ms BIGINT NOT NULL)",
            error) ||
        !database_run(database, "SELECT name, sha256 FROM schema_migrations", NULL,
                      &applied, error))
        return false;
    bool right = refuse_newer(applied, error);
    for (const struct embedded *m = embedded_migrations; right && m->name; m++)
        right = apply_or_compare(database, m, applied, error);
    json_decref(applied);
    return right;
}
