// SPDX-License-Identifier: Apache-2.0
// What there is: cases and letters, read beside a running office.
#include "office/archive_parts.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "office/archive.h"
#include "office/store_letters.h"

static void
set_time(json_t *object, const char *name, const json_t *ms)
{
    char text[CLOCK_TEXT_SIZE];

    clock_format(json_integer_value(ms), text);
    json_object_set_new(object, name, json_string(text));
}

/* Runs one act on a connection of its own. */
json_t *
archive_read(const struct settings *settings, const struct store_act *act, json_t *in,
             GError **error)
{
    struct database *database = database_open(settings->database, DATABASE_READER, error);
    json_t *out = NULL;

    g_assert(!act->writes);
    if (database)
        act->run(database, in, &out, error);
    database_close(database);
    json_decref(in);
    return out;
}

/* ---- list ------------------------------------------------------------------------------- */

json_t *
archive_listed(const json_t *row)
{
    static const char *const same[] = {
        "case_id", "receipt_number", "service",    "service_version", "terminal",
        "state",   "content",        "page_count", "due_day",         "idempotency_hash"};
    json_t *object = json_object();

    for (size_t i = 0; i < G_N_ELEMENTS(same); i++)
        json_object_set(object, same[i], json_object_get(row, same[i]));
    set_time(object, "submitted_at", json_object_get(row, "submitted_ms"));
    set_time(object, "received_at", json_object_get(row, "received_ms"));
    return object;
}

json_t *
archive_rows(const struct settings *settings, const char *number, GError **error)
{
    json_t *found =
        archive_read(settings, &store_list_cases,
                     json_pack("{s:s, s:s, s:i, s:i}", "order", "newest", "number",
                               number, "offset", 0, "limit", INT32_MAX),
                     error);
    json_t *rows = json_incref(json_object_get(found, "cases"));

    json_decref(found);
    return rows;
}

json_t *
archive_list(const struct settings *settings, GError **error)
{
    json_t *rows = archive_rows(settings, "", error);
    if (!rows)
        return NULL;

    json_t *list = json_array();
    size_t index;
    json_t *row;
    json_array_foreach (rows, index, row)
        json_array_insert_new(list, 0, archive_listed(row));
    json_decref(rows);
    return list;
}

json_t *
archive_letters(const struct settings *settings, GError **error)
{
    json_t *found = archive_read(settings, &store_list_letters,
                                 json_pack("{s:i, s:i, s:s, s:s}", "offset", 0, "limit",
                                           INT32_MAX, "which", "all", "kind", ""),
                                 error);
    json_t *rows = json_incref(json_object_get(found, "letters"));
    size_t index;
    json_t *row;

    json_decref(found);
    json_array_foreach (rows, index, row) {
        const char *text = json_text(row, "body", "");
        json_object_set_new(row, "body", json_parse(text, strlen(text), NULL));
        set_time(row, "at", json_object_get(row, "at_ms"));
    }
    return rows;
}

json_t *
archive_terminals(const struct settings *settings, GError **error)
{
    json_t *found = archive_read(settings, &store_terminals, json_object(), error);
    json_t *rows = json_incref(json_object_get(found, "terminals"));
    size_t index;
    json_t *row;

    json_decref(found);
    json_array_foreach (rows, index, row) {
        const char *text = json_text(row, "heartbeat", "");
        json_object_set_new(row, "heartbeat", json_parse(text, strlen(text), NULL));
        set_time(row, "first_seen_at", json_object_get(row, "first_seen_ms"));
        set_time(row, "heard_at", json_object_get(row, "heard_ms"));
    }
    return rows;
}
