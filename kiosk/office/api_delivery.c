// SPDX-License-Identifier: Apache-2.0
/* 送达回执: the signature for a result that a terminal printed, as a letter. It becomes a paper
 * of its case. Opens what is sealed, so it runs on a worker. */
#include "office/api.h"

#include <string.h>
#include <kiosk/office.h>

#include "base/diag.h"
#include "base/json.h"
#include "office/document.h"
#include "office/due.h"
#include "office/letters.h"
#include "office/papers.h"
#include "office/store_letters.h"

struct delivery {
    struct http_request *request;
    struct office *office;
    json_t *body;
    json_t *strokes; // as they were sealed
    char *who;       // "terminal-0001"
    struct dossier dossier;
};

static void
delivery_free(gpointer data)
{
    struct delivery *delivery = data;

    json_decref(delivery->body);
    json_decref(delivery->strokes);
    dossier_finish(&delivery->dossier);
    g_free(delivery->who);
    g_free(delivery);
}

static bool
fail_state(struct delivery *delivery)
{
    api_fail(delivery->request, 409, "wrong_state",
             "this terminal took no such result of this case", "这台机器没有取过这份结果",
             NULL);
    return false;
}

static bool
fail_store(struct delivery *delivery, const GError *error)
{
    api_fail_store(delivery->request, error);
    return false;
}

static char *
paper_name(const struct delivery *delivery, const char *kind)
{
    return g_strdup_printf(
        "%s-%d", kind,
        (int)json_integer_value(json_object_get(delivery->body, "result")));
}

/* False from here on: it has answered. */
static bool
open_signature(struct delivery *delivery)
{
    g_autoptr(GError) error = NULL;
    json_t *private = letters_open(delivery->office, delivery->body, &error);

    delivery->strokes = json_incref(json_object_get(private, "strokes"));
    json_decref(private);
    if (delivery->strokes)
        return true;
    diag_warn("letter %s: the signature: %s", json_text(delivery->body, "id", ""),
              error ? error->message : "none is sealed in it");
    api_fail_field(delivery->request, "/sealed", "holds no signature that can be opened");
    return false;
}

/* Who fetched the result knew the query code: the log of the office says so. */
static bool
was_fetched(struct delivery *delivery)
{
    g_autofree char *result = paper_name(delivery, "result");
    g_autoptr(GError) error = NULL;
    json_t *out = store_call(delivery->office->store, &store_was_fetched,
                             json_pack("{s:O, s:s, s:s}", "case_id",
                                       json_object_get(delivery->body, "case_id"), "who",
                                       delivery->who, "detail", result),
                             &error);
    const bool fetched = json_is_true(json_object_get(out, "fetched"));

    json_decref(out);
    if (error)
        return fail_store(delivery, error);
    return fetched || fail_state(delivery);
}

static bool
load(struct delivery *delivery)
{
    g_autoptr(GError) error = NULL;

    if (!dossier_load(&delivery->dossier, delivery->office,
                      json_text(delivery->body, "case_id", ""), &error))
        return fail_store(delivery, error);
    return delivery->dossier.row || fail_state(delivery);
}

static json_t *
seal_receipt(struct delivery *delivery, const char *name, GError **error)
{
    json_t *document =
        document_make(&delivery->dossier, "delivery", delivery->who, "", NULL, NULL);

    json_object_set(document, "result", json_object_get(delivery->body, "result"));
    json_object_set(document, "sheets", json_object_get(delivery->body, "sheets"));
    json_object_set(document, "signed_at", json_object_get(delivery->body, "at"));
    json_object_set(document, "strokes", delivery->strokes);
    json_t *paper = papers_seal_json(delivery->office,
                                     json_text(delivery->body, "case_id", ""), name,
                                     "delivery", document, error);
    json_decref(document);
    return paper;
}

/* The first signature for a result stands; a later one is kept as a letter only. */
static bool
move_case(struct delivery *delivery)
{
    g_autofree char *name = paper_name(delivery, "delivery");
    g_autoptr(GError) error = NULL;

    if (dossier_paper_named(&delivery->dossier, name))
        return true;
    json_t *paper = seal_receipt(delivery, name, &error);
    json_t *out =
        paper
            ? store_call(
                  delivery->office->store, &store_move_case,
                  json_pack("{s:O, s:s, s:s, s:i, s:i, s:i, s:i, s:s, s:{s:O, s:O}, "
                            "s:o}",
                            "case_id", json_object_get(delivery->body, "case_id"), "act",
                            "deliver", "who", delivery->who, "terminal", 1, "alone", 0,
                            "has_reason", 0, "seq", -1, "due_day", DUE_UNKNOWN, "detail",
                            "result", json_object_get(delivery->body, "result"), "sheets",
                            json_object_get(delivery->body, "sheets"), "paper",
                            json_deep_copy(paper)),
                  &error)
            : NULL;
    const char *word = json_text(out, "outcome", "");
    const bool moved = g_str_equal(word, "done") || g_str_equal(word, "existed");

    json_decref(out);
    papers_release(paper);
    if (error)
        return fail_store(delivery, error);
    return moved || fail_state(delivery);
}

/* On a worker. The paper first: a letter that is there says that all of it is. */
static void
run(struct office *office, void *data)
{
    struct delivery *delivery = data;
    g_autoptr(GError) error = NULL;

    if (!open_signature(delivery) || !was_fetched(delivery) || !load(delivery) ||
        !move_case(delivery))
        return;
    json_t *out = store_call(office->store, &store_put_letter,
                             letters_row(office, api_terminal(delivery->request),
                                         "delivery", delivery->body, 0),
                             &error);
    letters_answer(delivery->request, out, error);
    json_decref(out);
}

void
api_delivery(struct http_request *request, void *office)
{
    json_t *body = api_body(request, &letter_delivery_schema);
    if (!body)
        return;
    struct delivery *delivery = g_new0(struct delivery, 1);
    *delivery =
        (struct delivery){.request = request,
                          .office = office,
                          .body = body,
                          .who = g_strdup_printf("terminal-%s", api_terminal(request))};
    http_keep(request, delivery, delivery_free);
    http_defer(request);
    office_do(office, run, delivery);
}
