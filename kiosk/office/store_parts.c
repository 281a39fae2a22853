// SPDX-License-Identifier: Apache-2.0
#include "office/store_parts.h"

bool
store_answer(json_t **out, json_t *value)
{
    *out = value;
    return true;
}

bool
store_answer_word(json_t **out, const char *word)
{
    return store_answer(out, json_pack("{s:s}", "outcome", word));
}

json_int_t
store_number(const json_t *object, const char *name)
{
    return json_integer_value(json_object_get(object, name));
}

bool
store_row(struct database *database, const char *sql, const json_t *in, json_t **row_out,
          GError **error)
{
    json_t *rows = NULL;

    if (!database_run(database, sql, in, &rows, error))
        return false;
    *row_out = store_first(rows);
    return true;
}

bool
store_run(struct database *database, const char *sql, const json_t *in, GError **error)
{
    return database_run(database, sql, in, NULL, error);
}
