// SPDX-License-Identifier: Apache-2.0
// Session: the case that is handed in, and its slip.
#include "session_parts.h"

#include <string.h>

#include "base/json.h"
#include "core/slip.h"
#include <kiosk/envelope.h>

void
session_piece_name(const struct session *session, size_t index, size_t page,
                   char name_out[64])
{
    // Ids have underscores, names of pieces have none: - cannot stand in an id.
    g_snprintf(name_out, 64, "page-%s-%zu", session->materials[index].material->id,
               page + 1);
    for (char *at = name_out; *at != '\0'; at++)
        if (*at == '_')
            *at = '-';
}

/* Only what is asked and shown is handed in: an answer to a question that went away was
 * never meant. */
static json_t *
answers_given(const struct session *session)
{
    if (!session->progress.correcting)
        return form_given(session->service, session->answers);
    json_t *given = json_object();
    for (size_t i = 0; i < session->service->page_count; i++) {
        const struct question_page *page = &session->service->pages[i];
        for (size_t j = 0; j < page->question_count; j++) {
            const struct question *question = &page->questions[j];
            json_t *value = json_object_get(session->answers, question->id);
            if (value != NULL && page->repeat == NULL && session_asks(session, question))
                json_object_set(given, question->id, value);
        }
        json_t *entries = form_entries(page, session->answers);
        if (entries != NULL && session_defect(session, "question", page->id) != NULL)
            json_object_set(given, page->id, entries);
    }
    return given;
}

static json_t *
material_given(const char *id, const char *how, json_t *pages, const char *trust,
               const char *original)
{
    return json_pack("{s:s, s:s, s:o, s:s, s:s}", "material", id, "how", how, "pages",
                     pages, "trust", trust, "original", original);
}

static const struct session_material *
scanned(const struct session *session, const struct material *material, size_t *index_out)
{
    for (size_t i = 0; i < session->material_count; i++) {
        if (session->materials[i].material == material) {
            *index_out = i;
            return &session->materials[i];
        }
    }
    g_assert_not_reached();
}

static json_t *
material_scanned(const struct session *session, const struct material *material)
{
    size_t index;
    const struct session_material *given = scanned(session, material, &index);
    json_t *pages = json_array();
    char name[64];
    for (size_t i = 0; i < given->page_count; i++) {
        session_piece_name(session, index, i, name);
        json_array_append_new(pages, json_string(name));
    }
    if (given->deferred)
        return material_given(material->id, "deferred", pages, "D", material->original);
    return material_given(material->id, "scan", pages, "C", material->original);
}

/* The card itself; typed, it is the person's own word and still to be seen. */
static json_t *
material_read(const struct session *session, const struct material *material)
{
    if (session->card_typed)
        return material_given(material->id, "typed", json_array(), "D", "window");
    return material_given(material->id, "card", json_array(), "A", material->original);
}

static json_t *
materials_given(const struct session *session)
{
    json_t *list = json_array();
    for (size_t i = 0; i < session->service->material_count; i++) {
        const struct material *material = &session->service->materials[i];
        size_t index;
        if (session->progress.correcting &&
            session_defect(session, "material", material->id) == NULL)
            continue;
        if (!session->progress.correcting &&
            !form_material_is_wanted(session->service, material, session->answers))
            continue;
        if (material->how == MATERIAL_CARD && session->card != NULL)
            json_array_append_new(list, material_read(session, material));
        else if (material->how == MATERIAL_SCAN &&
                 (scanned(session, material, &index)->page_count > 0 ||
                  scanned(session, material, &index)->deferred))
            json_array_append_new(list, material_scanned(session, material));
    }
    return list;
}

/* The card's members, or as much of them as the schema wants where no card is asked for. */
static json_t *
applicant(const struct session *session)
{
    if (session->card != NULL)
        return json_deep_copy(session->card);
    return json_pack("{s:s, s:s, s:s}", "card_type", "chip", "name", "", "id_number", "");
}

/* A correction: only what was asked for. */
static json_t *
correction(const struct session *session, const char *correction_id, int64_t submitted_ms)
{
    char submitted_at[CLOCK_TEXT_SIZE];
    clock_format(submitted_ms, submitted_at);
    return json_pack(
        "{s:s, s:O, s:s, s:i, s:s, s:s, s:o, s:o, s:s}", "correction_id", correction_id,
        "case_id", json_object_get(session->progress.told, "case_id"), "service",
        session->service->id, "service_version", session->service->version, "language",
        session->language, "mode", session->assisted ? "assisted" : "standard", "answers",
        answers_given(session), "materials", materials_given(session), "submitted_at",
        submitted_at);
}

/* What only some cases have: who came for the applicant, whose card was typed, what was
 * promised. */
static json_t *
typed_of(const struct session *session)
{
    json_t *typed = json_array();
    if (session->card_typed)
        json_array_append_new(typed, json_string("applicant"));
    if (session->agent_typed)
        json_array_append_new(typed, json_string("agent"));
    return typed;
}

static void
add_parties(const struct session *session, json_t *application)
{
    json_t *typed = typed_of(session), *promise = session_promise_given(session);
    if (session->agent != NULL)
        json_object_set(application, "agent", session->agent);
    if (json_array_size(typed) > 0)
        json_object_set(application, "typed", typed);
    if (promise != NULL)
        json_object_set_new(application, "promise", promise);
    json_decref(typed);
}

json_t *
session_application(const struct session *session, const char *case_id,
                    const char *query_code, int64_t submitted_ms)
{
    if (session->progress.correcting)
        return correction(session, case_id, submitted_ms);
    const json_t *consent = json_object_get(session->service->json, "consent");
    char consent_at[CLOCK_TEXT_SIZE], submitted_at[CLOCK_TEXT_SIZE];
    clock_format(session->consent_ms, consent_at);
    clock_format(submitted_ms, submitted_at);
    json_t *application = json_pack(
        "{s:s, s:s, s:i, s:s, s:s, s:{s:O, s:s}, s:s, s:o, s:o, s:o, s:s, s:s}",
        "case_id", case_id, "service", session->service->id, "service_version",
        session->service->version, "language", session->language, "mode",
        session->assisted ? "assisted" : "standard", "consent", "version",
        json_object_get(consent, "version"), "given_at", consent_at, "assurance",
        session->card_typed || session->agent_typed ? "typed"
                                                    : session->service->assurance,
        "applicant", applicant(session), "answers", answers_given(session), "materials",
        materials_given(session), "query_code", query_code, "submitted_at", submitted_at);
    add_parties(session, application);
    return application;
}

json_t *
session_slip(const struct session *session)
{
    if (session->booking.ticket != NULL)
        return session_queue_slip(session);
    if (session->booking.booking != NULL)
        return session_booking_slip(session);
    json_t *answers = answers_given(session);
    json_t *materials = materials_given(session);
    json_t *person = applicant(session), *typed = typed_of(session);
    json_t *promise = session_promise_given(session);
    const struct slip_case slip = {
        .service = session->service,
        .place = session->place,
        .calendar = session->calendar,
        .terminal = session->terminal,
        .language = session->language,
        .large = session->assisted,
        .receipt_number = session->receipt.number,
        .query_code = session->receipt.query_code,
        .code_data = session->receipt.code_data,
        .submitted_ms = session->receipt.submitted_ms,
        .delivered = session->delivered,
        .applicant = person,
        .answers = answers,
        .materials = materials,
        .agent = session->agent,
        .typed = typed,
        .promise = promise,
    };
    bool thermal = strcmp(session->print_class, "receipt") == 0;
    json_t *document = thermal ? slip_receipt_strip(&slip) : slip_receipt(&slip);
    json_decref(answers);
    json_decref(materials);
    json_decref(person);
    json_decref(typed);
    json_decref(promise);
    return document;
}
