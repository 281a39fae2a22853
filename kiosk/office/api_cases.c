// SPDX-License-Identifier: Apache-2.0
#include "office/api.h"

#include <string.h>
#include <kiosk/office.h>

#include "base/clock.h"
#include "base/json.h"
#include "core/receipt.h"
#include "office/inside.h"

struct asking {
    struct office *office;
    struct http_request *request;
    json_t *header;
};

static void
asking_free(gpointer data)
{
    struct asking *asking = data;

    json_decref(asking->header);
    g_free(asking);
}

static struct asking *
ask_for(struct office *office, struct http_request *request)
{
    struct asking *asking = g_new0(struct asking, 1);

    *asking = (struct asking){.office = office, .request = request};
    http_keep(request, asking, asking_free);
    return asking;
}

static json_t *
case_state(const json_t *row)
{
    char received_at[CLOCK_TEXT_SIZE];

    clock_format(json_integer_value(json_object_get(row, "received_ms")), received_at);
    return json_pack("{s:O, s:O, s:O, s:s}", "case_id", json_object_get(row, "case_id"),
                     "receipt_number", json_object_get(row, "receipt_number"), "state",
                     json_object_get(row, "state"), "received_at", received_at);
}

/* ---- what a schema cannot say ----------------------------------------------------------- */

static bool
names_are_right(const json_t *pieces, const char **message_out)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    size_t index;
    json_t *piece;

    json_array_foreach (pieces, index, piece) {
        if (!g_hash_table_add(seen, (gpointer)(uintptr_t)json_text(piece, "name", ""))) {
            *message_out = "two pieces have the same name";
            return false;
        }
    }
    *message_out = "the piece \"application\" is missing";
    return g_hash_table_contains(seen, "application");
}

static bool
header_is_right(struct http_request *request, const json_t *header)
{
    const char *number = json_text(header, "receipt_number", "");
    const char *message = NULL;

    if (!g_str_equal(json_text(header, "case_id", ""), http_capture(request, 0)))
        api_fail_field(request, "/case_id", "not the case that the path names");
    else if (!receipt_is_good(number))
        api_fail_field(request, "/receipt_number", "the check digit does not fit");
    else if (!g_str_has_prefix(number, api_terminal(request)))
        api_fail_field(request, "/receipt_number", "does not begin with the terminal");
    else if (!names_are_right(json_object_get(header, "pieces"), &message))
        api_fail_field(request, "/pieces", message);
    else
        return true;
    return false;
}

/* ---- PUT -------------------------------------------------------------------------------- */

struct refusal {
    const char *outcome;
    unsigned status;
    const char *code, *message, *message_zh;
};

static const struct refusal refusals[] = {
    {"differs", 409, "case_differs", "this case was delivered with another header",
     "这件已经收过，内容不一样"},
    {"receipt_taken", 409, "receipt_number_taken", "another case has this receipt number",
     "这个编号别的件用了"},
    {"unknown_service", 422, "unknown_service_version",
     "this version of the service was never published here", "后台不认得这个事项的版本"},
    {"missing", 422, "missing_pieces", "pieces must be sent before their case",
     "还有材料没送到"},
};

static void
fail_outcome(struct http_request *request, const json_t *out)
{
    const char *outcome = json_text(out, "outcome", "");
    json_t *missing = json_object_get(out, "missing");

    for (size_t i = 0; i < G_N_ELEMENTS(refusals); i++) {
        const struct refusal *refusal = &refusals[i];
        if (!g_str_equal(refusal->outcome, outcome))
            continue;
        api_fail(request, refusal->status, refusal->code, refusal->message,
                 refusal->message_zh,
                 missing ? json_pack("{s:O}", "pieces", missing) : NULL);
        return;
    }
    g_assert_not_reached();
}

static void
case_stored(json_t *out, const GError *error, void *context)
{
    struct asking *asking = context;
    struct http_request *request = asking->request;
    const char *outcome = json_text(out, "outcome", "");

    if (error) {
        api_fail_store(request, error);
    } else if (g_str_equal(outcome, "created")) {
        // Before the answer: when the office stops, it waits for answers and then for work.
        const json_t *row = json_object_get(out, "case");
        inside_look(asking->office->inside, json_incref(asking->header),
                    json_integer_value(json_object_get(row, "received_ms")));
        api_answer(request, 201, case_state(row));
    } else if (g_str_equal(outcome, "existed")) {
        api_answer(request, 200, case_state(json_object_get(out, "case")));
    } else {
        fail_outcome(request, out);
    }
    json_decref(out);
}

void
api_put_case(struct http_request *request, void *context)
{
    json_t *header = api_body(request, &envelope_header_schema);
    if (!header)
        return;
    if (!header_is_right(request, header)) {
        json_decref(header);
        return;
    }
    struct asking *asking = ask_for(context, request);
    asking->header = header;
    char *canonical = json_canonical(header);
    char *hash = json_sha256(header);
    // A copy: worker and store each own what they read.
    json_t *in = json_pack("{s:o, s:s, s:s}", "header", json_deep_copy(header),
                           "idempotency_hash", hash, "canonical", canonical);
    g_free(canonical);
    g_free(hash);
    http_defer(request);
    store_ask(asking->office->store, &store_put_case, in, case_stored, asking);
}

/* ---- GET -------------------------------------------------------------------------------- */

static void
case_found(json_t *out, const GError *error, void *context)
{
    struct asking *asking = context;
    struct http_request *request = asking->request;
    const json_t *row = json_object_get(out, "case");

    if (error)
        api_fail_store(request, error);
    else if (!json_is_object(row) ||
             !g_str_equal(json_text(row, "terminal", ""), api_terminal(request)))
        api_fail(request, 404, "not_found", "this terminal sent no such case",
                 "没有这一件", NULL);
    else
        api_answer(request, 200, case_state(row));
    json_decref(out);
}

void
api_get_case(struct http_request *request, void *context)
{
    struct asking *asking = ask_for(context, request);
    json_t *in = json_pack("{s:s}", "case_id", http_capture(request, 0));

    http_defer(request);
    store_ask(asking->office->store, &store_get_case, in, case_found, asking);
}
