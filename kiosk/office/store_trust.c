// SPDX-License-Identifier: Apache-2.0
/* A material was compared with its original: one more event of the case's chain. */
#include "office/store_parts.h"

#include "base/json.h"
#include "office/trust.h"

static const char *
obstacle(struct database *database, const json_t *in, const json_t *row, GError **error)
{
    json_t *last = NULL;

    if (!store_row(database,
                   "SELECT MAX(seq) AS seq FROM case_events WHERE case_id = :case_id", in,
                   &last, error))
        return "";
    const bool same = store_number(last, "seq") == store_number(in, "seq");
    json_decref(last);
    // The state is what the page showed, too: every act that moves a case writes an event.
    return !row ? "no_case" : !same ? "changed" : NULL;
}

static bool
compare_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *row = NULL;

    if (!store_find_case(database, in, &row, error))
        return false;
    const char *why_not = obstacle(database, in, row, error);
    json_decref(row);
    if (why_not)
        return why_not[0] && store_answer_word(out, why_not);
    return store_append_event(database, json_text(in, "case_id", ""),
                              json_text(in, "who", ""), json_text(in, "act", ""),
                              json_object_get(in, "detail"), error) &&
           store_answer_word(out, "done");
}

const struct store_act store_compare = {"compare", true, NULL, compare_run};
