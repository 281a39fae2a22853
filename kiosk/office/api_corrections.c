// SPDX-License-Identifier: Apache-2.0
#include "office/api.h"

#include <kiosk/office.h>

#include "base/clock.h"
#include "base/json.h"
#include "office/due.h"

struct asking {
    struct http_request *request;
};

static const struct refusal {
    const char *outcome;
    unsigned status;
    const char *code, *message, *message_zh;
} refusals[] = {
    {"no_case", 404, "not_found", "there is no such case", "没有这一件"},
    {"differs", 409, "case_differs", "this correction was delivered with another header",
     "这次补正已经收过，内容不一样"},
    {"wrong_state", 409, "wrong_state", "nothing is missing in this case",
     "这一件现在不用补"},
    {"wrong_code", 403, "wrong_code", "the header does not know the case's code",
     "编号和查询码对不上"},
    {"missing", 422, "missing_pieces", "pieces must be sent before their correction",
     "还有材料没送到"},
};

static json_t *
correction_state(const json_t *out)
{
    const json_t *correction = json_object_get(out, "correction");
    char received_at[CLOCK_TEXT_SIZE];

    clock_format(json_integer_value(json_object_get(correction, "received_ms")),
                 received_at);
    return json_pack("{s:O, s:O, s:O, s:s}", "correction_id",
                     json_object_get(correction, "correction_id"), "case_id",
                     json_object_get(correction, "case_id"), "receipt_number",
                     json_object_get(json_object_get(out, "case"), "receipt_number"),
                     "received_at", received_at);
}

static void
correction_stored(json_t *out, const GError *error, void *context)
{
    struct asking *asking = context;
    struct http_request *request = asking->request;
    const char *outcome = json_text(out, "outcome", "");
    json_t *missing = json_object_get(out, "missing");

    if (error)
        api_fail_store(request, error);
    else if (g_str_equal(outcome, "created") || g_str_equal(outcome, "existed"))
        api_answer(request, g_str_equal(outcome, "created") ? 201 : 200,
                   correction_state(out));
    else
        for (size_t i = 0; i < G_N_ELEMENTS(refusals); i++)
            if (g_str_equal(refusals[i].outcome, outcome))
                api_fail(request, refusals[i].status, refusals[i].code,
                         refusals[i].message, refusals[i].message_zh,
                         missing ? json_pack("{s:O}", "pieces", missing) : NULL);
    json_decref(out);
}

static bool
header_is_right(struct http_request *request, const json_t *header)
{
    const json_t *pieces = json_object_get(header, "pieces");
    size_t index;
    json_t *piece;
    bool application = false;

    json_array_foreach (pieces, index, piece)
        application |= g_str_equal(json_text(piece, "name", ""), "application");
    if (!g_str_equal(json_text(header, "case_id", ""), http_capture(request, 0)))
        api_fail_field(request, "/case_id", "not the case that the path names");
    else if (!g_str_equal(json_text(header, "correction_id", ""),
                          http_capture(request, 1)))
        api_fail_field(request, "/correction_id", "not the one that the path names");
    else if (!application)
        api_fail_field(request, "/pieces", "the piece \"application\" is missing");
    else
        return true;
    return false;
}

void
api_put_correction(struct http_request *request, void *context)
{
    struct office *office = context;
    json_t *header = api_body(request, &envelope_correction_header_schema);
    char due[DUE_SIZE];

    if (!header)
        return;
    if (!header_is_right(request, header)) {
        json_decref(header);
        return;
    }
    struct asking *asking = g_new(struct asking, 1);
    asking->request = request;
    http_keep(request, asking, g_free);
    // The definition is not asked for here: this thread may not wait. The law's days count.
    due_in_state(office->calendar, NULL, CASE_RECEIVED, clock_real_ms(), due);
    char *canonical = json_canonical(header);
    char *hash = json_sha256(header);
    json_t *in = json_pack("{s:o, s:s, s:s, s:s}", "header", header, "idempotency_hash",
                           hash, "canonical", canonical, "due_day", due);
    g_free(canonical);
    g_free(hash);
    http_defer(request);
    store_ask(office->store, &store_put_correction, in, correction_stored, asking);
}
