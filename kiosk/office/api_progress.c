// SPDX-License-Identifier: Apache-2.0
/* What a person asks about a case of theirs: how it stands, its result. All
 * of it opens sealed papers, so it runs on a worker. */
#include "office/api.h"

#include <string.h>
#include <kiosk/office.h>

#include "base/clock.h"
#include "base/diag.h"
#include "base/json.h"
#include "base/uuid.h"
#include "office/document.h"
#include "office/due.h"
#include "office/papers.h"

struct asking {
    struct http_request *request;
    json_t *body;
    const struct schema *schema;
    void (*answer)(struct asking *asking, struct dossier *dossier);
};

static void
asking_free(gpointer data)
{
    struct asking *asking = data;

    json_decref(asking->body);
    g_free(asking);
}

/* ---- who asks --------------------------------------------------------------------------- */

/* As the store wants it: a number of a card becomes the hash it is found by. */
static json_t *
subject(struct office *office, const json_t *body)
{
    static const char *const plain[] = {"terminal", "query_code", "receipt_number",
                                        "case_id"};
    const char *id_number = json_text(body, "id_number", NULL);
    char person[KEYS_PERSON_SIZE];
    json_t *in = json_object();

    for (size_t i = 0; i < G_N_ELEMENTS(plain); i++)
        if (json_object_get(body, plain[i]))
            json_object_set(in, plain[i], json_object_get(body, plain[i]));
    if (id_number) {
        keys_person(office->keyring, id_number, person);
        json_object_set_new(in, "person", json_string(person));
    }
    return in;
}

static void
fail_identity(struct http_request *request, const json_t *out)
{
    const json_t *left = json_object_get(out, "tries_left");
    json_t *more = json_pack("{s:I}", "tries_left", json_integer_value(left));

    if (g_str_equal(json_text(out, "outcome", ""), "locked")) {
        g_autofree char *retry = g_strdup_printf(
            "%" JSON_INTEGER_FORMAT, json_integer_value(json_object_get(out, "retry_s")));
        http_add_header(request, "Retry-After", retry);
        api_fail(request, 429, "too_many_tries", "too many wrong codes for this number",
                 "查询码错了5次，过一个小时再查，或者问窗口", more);
    } else {
        api_fail(request, 403, "wrong_code", "number and query code do not fit",
                 "编号和查询码对不上", more);
    }
}

/* On a worker. */
static void
run(struct office *office, void *data)
{
    struct asking *asking = data;
    struct http_request *request = asking->request;
    struct dossier dossier = {0};
    g_autoptr(GError) error = NULL;
    json_t *out =
        store_call(office->store, &store_identify, subject(office, asking->body), &error);

    const char *case_id = json_text(json_object_get(out, "case"), "case_id", "");
    if (out && !g_str_equal(json_text(out, "outcome", ""), "found"))
        fail_identity(request, out);
    else if (!out || !dossier_load(&dossier, office, case_id, &error))
        api_fail_store(request, error);
    else
        asking->answer(asking, &dossier);
    dossier_finish(&dossier);
    json_decref(out);
}

static void
begin(struct http_request *request, struct office *office, const struct schema *schema,
      void (*answer)(struct asking *asking, struct dossier *dossier))
{
    json_t *body = api_body(request, schema);
    if (!body)
        return;
    struct asking *asking = g_new(struct asking, 1);
    *asking = (struct asking){
        .request = request, .body = body, .schema = schema, .answer = answer};
    http_keep(request, asking, asking_free);
    http_defer(request);
    office_do(office, run, asking);
}

/* ---- progress --------------------------------------------------------------------------- */

static void
set_time(json_t *object, const char *name, const json_t *ms)
{
    char text[CLOCK_TEXT_SIZE];

    clock_format(json_integer_value(ms), text);
    json_object_set_new(object, name, json_string(text));
}

static json_t *
steps_of(const struct dossier *dossier)
{
    json_t *steps =
        case_flow_steps(json_object_get(dossier->whole, "events"), dossier->state);
    size_t index;
    json_t *step;

    json_array_foreach (steps, index, step) {
        const json_t *at_ms = json_object_get(step, "at_ms");
        if (at_ms)
            set_time(step, "at", at_ms);
        json_object_del(step, "at_ms");
    }
    return steps;
}

/* A sealed piece is so much longer than what stands in it (<kiosk/envelope.h>). */
static json_int_t
plain_size(json_int_t length)
{
    const json_int_t chunks = (length - 117) / (ENVELOPE_CHUNK + 17) + 1;

    return length - 117 - 17 * chunks;
}

static json_t *
results_of(const struct dossier *dossier)
{
    json_t *results = json_array(), *paper;
    size_t index;

    json_array_foreach (json_object_get(dossier->whole, "papers"), index, paper) {
        if (!g_str_equal(json_text(paper, "kind", ""), "result"))
            continue;
        const int number = (int)json_array_size(results) + 1;
        g_autofree char *receipt = g_strdup_printf("delivery-%d", number);
        json_t *result =
            json_pack("{s:i, s:I, s:b}", "result", number, "size",
                      plain_size(json_integer_value(json_object_get(paper, "length"))),
                      "delivered", dossier_paper_named(dossier, receipt) != NULL);
        set_time(result, "issued_at", json_object_get(paper, "at_ms"));
        json_array_append_new(results, result);
    }
    return results;
}

static const char *
next_word(enum case_state state)
{
    switch (state) {
    case CASE_CORRECTION:
        return "correct";
    case CASE_ISSUED:
        return "print";
    case CASE_RECEIVED:
    case CASE_ACCEPTED:
    case CASE_APPROVING:
    case CASE_DECIDED:
        return "wait";
    default:
        return "nothing";
    }
}

/* Member of the newest paper of a kind. New reference. */
static json_t *
paper_member(const struct dossier *dossier, const char *kind, const char *member,
             json_t *otherwise)
{
    const json_t *row = dossier_paper(dossier, kind);
    json_t *paper = row ? dossier_read(dossier, row) : NULL;
    json_t *value = json_incref(json_object_get(paper, member));

    if (row && !paper)
        diag_warn("case %s: a notice cannot be opened",
                  json_text(dossier->row, "case_id", ""));
    json_decref(paper);
    if (!value)
        return otherwise;
    json_decref(otherwise);
    return value;
}

static void
add_due(json_t *progress, const struct dossier *dossier)
{
    const char *day = json_text(dossier->row, "due_day", DUE_UNKNOWN);
    int left = 0;

    if (g_str_equal(day, DUE_UNKNOWN))
        return;
    json_object_set_new(progress, "due_day", json_string(day));
    if (due_left(dossier->office->calendar, day, clock_real_ms(), &left))
        json_object_set_new(progress, "days_left", json_integer(left));
}

static void
answer_progress(struct asking *asking, struct dossier *dossier)
{
    const json_t *row = dossier->row;
    const bool corrects = dossier->state == CASE_CORRECTION;
    const char *denied = dossier_paper(dossier, "refusal") ? "refusal" : "denial";
    json_t *progress = json_pack(
        "{s:O, s:O, s:O, s:O, s:O, s:s, s:o, s:o, s:o, s:o}", "case_id",
        json_object_get(row, "case_id"), "receipt_number",
        json_object_get(row, "receipt_number"), "service",
        json_object_get(row, "service"), "service_version",
        json_object_get(row, "service_version"), "state", json_object_get(row, "state"),
        "next", next_word(dossier->state), "steps", steps_of(dossier), "defects",
        corrects ? paper_member(dossier, "correction", "items", json_array())
                 : json_array(),
        "reason", paper_member(dossier, denied, "reason", json_string("")), "results",
        results_of(dossier));
    const json_t *department =
        dossier->service ? json_object_get(dossier->service->json, "dept_name") : NULL;

    set_time(progress, "since", json_object_get(row, "since_ms"));
    add_due(progress, dossier);
    if (department)
        json_object_set_new(progress, "department", json_deep_copy(department));
    api_answer(asking->request, 200, progress);
}

void
api_progress(struct http_request *request, void *office)
{
    begin(request, office, &office_progress_question_schema, answer_progress);
}

/* ---- results ---------------------------------------------------------------------------- */

static void
wipe(gpointer bytes)
{
    sodium_free(bytes);
}

static bool
can_be_taken(const struct dossier *dossier)
{
    return dossier->state == CASE_ISSUED || dossier->state == CASE_DELIVERED;
}

/* Who took the bytes is written down before they go. */
static bool
record_fetch(struct asking *asking, const struct dossier *dossier, const char *name)
{
    struct uuid_source source = {0};
    uint8_t noise[10];
    char id[UUID_TEXT_SIZE];
    const int64_t now_ms = clock_real_ms();
    g_autofree char *who = g_strdup_printf("terminal-%s", api_terminal(asking->request));

    randombytes_buf(noise, sizeof noise);
    uuid_make(&source, now_ms, noise, id);
    json_t *done =
        store_call(dossier->office->store, &store_audit,
                   json_pack("{s:s, s:I, s:s, s:s, s:O, s:s}", "id", id, "at_ms",
                             (json_int_t)now_ms, "who", who, "act", "fetched", "case_id",
                             json_object_get(dossier->row, "case_id"), "detail", name),
                   NULL);
    json_decref(done);
    return done != NULL;
}

static void
answer_result(struct asking *asking, struct dossier *dossier)
{
    struct http_request *request = asking->request;
    const int number = (int)json_integer_value(json_object_get(asking->body, "result"));
    g_autofree char *name = g_strdup_printf("result-%d", number);
    struct plain plain = {0};
    g_autoptr(GError) error = NULL;

    if (!can_be_taken(dossier) || !dossier_paper_named(dossier, name)) {
        api_fail(request, 404, "not_found", "there is no such result to take",
                 "没有这份结果", NULL);
    } else if (!dossier_piece(dossier, name, &plain, &error)) {
        diag_warn("case %s: %s: %s", json_text(dossier->row, "case_id", ""), name,
                  error->message);
        api_fail(request, 500, "internal_error", "the result cannot be opened",
                 "这份结果打不开，请找窗口", NULL);
    } else if (!record_fetch(asking, dossier, name)) {
        plain_finish(&plain);
        api_fail(request, 503, "unavailable", "not now; repeat", "现在取不了，请过一会儿",
                 NULL);
    } else {
        http_add_header(request, "Cache-Control", "no-store");
        http_answer_owned(request, 200, "application/pdf", plain.bytes, plain.size, wipe);
    }
}

void
api_result(struct http_request *request, void *office)
{
    begin(request, office, &office_result_question_schema, answer_result);
}
