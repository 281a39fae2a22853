// SPDX-License-Identifier: Apache-2.0
#include "office/dossier.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "documents/album.h"
#include "office/pieces.h"
#include "office/trust.h"

void
dossier_take(struct dossier *dossier, struct office *office, json_t *whole)
{
    const json_t *row = json_object_get(whole, "case");
    const char *header = json_text(row, "header", "");

    *dossier = (struct dossier){.office = office, .whole = whole};
    if (!json_is_object(row))
        return;
    dossier->row = row;
    dossier->header = json_parse(header, strlen(header), NULL);
    case_state_parse(json_text(row, "state", ""), &dossier->state);
}

bool
dossier_load(struct dossier *dossier, struct office *office, const char *case_id,
             GError **error)
{
    json_t *whole = store_call(office->store, &store_whole_case,
                               json_pack("{s:s}", "case_id", case_id), error);
    if (!whole)
        return false;
    dossier_take(dossier, office, whole);
    if (dossier->row)
        dossier->service = office_service(
            office, json_text(dossier->row, "service", ""),
            json_integer_value(json_object_get(dossier->row, "service_version")));
    return true;
}

void
dossier_finish(struct dossier *dossier)
{
    json_decref(dossier->application);
    json_decref(dossier->header);
    json_decref(dossier->whole);
    *dossier = (struct dossier){0};
}

/* ---- corrections ------------------------------------------------------------------------ */

/* Its pieces are bound to its own id, as those of a case are to the case's. */
static json_t *
correction_header(const json_t *row)
{
    const char *text = json_text(row, "header", "");
    json_t *header = json_parse(text, strlen(text), NULL);

    if (header)
        json_object_set(header, "case_id", json_object_get(row, "correction_id"));
    return header;
}

static json_t *
open_correction(const struct dossier *dossier, const json_t *row, GError **error)
{
    const struct office *office = dossier->office;
    json_t *header = correction_header(row);
    struct plain plain = {0};
    json_t *correction = NULL;

    if (unseal_piece(office->keyring, office->settings.pieces, header, "application",
                     &plain, error)) {
        correction = json_parse((const char *)plain.bytes, plain.size, error);
        plain_finish(&plain);
    }
    json_decref(header);
    if (correction && schema_accepts(&envelope_correction_schema, correction, error) &&
        json_equal(json_object_get(correction, "case_id"),
                   json_object_get(dossier->row, "case_id")))
        return correction;
    if (correction && error && !*error)
        g_set_error(error, UNSEAL_ERROR, 1, "the correction is of another case");
    json_decref(correction);
    return NULL;
}

static void
rename_pages(json_t *material, size_t number)
{
    json_t *pages = json_array(), *page;
    size_t index;

    json_array_foreach (json_object_get(material, "pages"), index, page) {
        g_autofree char *name =
            g_strdup_printf("c%zu-%s", number, json_string_value(page));
        json_array_append_new(pages, json_string(name));
    }
    json_object_set_new(material, "pages", pages);
}

static void
put_material(json_t *materials, json_t *material)
{
    size_t index;
    json_t *old;

    json_array_foreach (materials, index, old) {
        if (!json_equal(json_object_get(old, "material"),
                        json_object_get(material, "material")))
            continue;
        json_array_set(materials, index, material);
        return;
    }
    json_array_append(materials, material);
}

static void
merge(json_t *application, const json_t *correction, size_t number)
{
    size_t index;
    json_t *material;

    json_object_update(json_object_get(application, "answers"),
                       json_object_get(correction, "answers"));
    json_array_foreach (json_object_get(correction, "materials"), index, material) {
        rename_pages(material, number);
        put_material(json_object_get(application, "materials"), material);
    }
}

bool
dossier_open(struct dossier *dossier, GError **error)
{
    const struct office *office = dossier->office;
    json_t *application = unseal_application(office->keyring, office->settings.pieces,
                                             dossier->header, error);
    size_t index;
    json_t *row;

    if (!application)
        return false;
    json_array_foreach (json_object_get(dossier->whole, "corrections"), index, row) {
        json_t *correction = open_correction(dossier, row, error);
        if (!correction) {
            json_decref(application);
            return false;
        }
        merge(application, correction, index + 1);
        json_decref(correction);
    }
    trust_apply(application, json_object_get(dossier->whole, "events"));
    dossier->application = application;
    return true;
}

/* ---- pieces and papers ------------------------------------------------------------------ */

static bool
unseal_paper(const struct dossier *dossier, const json_t *paper, struct plain *plain_out,
             GError **error)
{
    const struct office *office = dossier->office;
    size_t size = 0;
    g_autofree char *path =
        pieces_path(office->settings.pieces, json_text(paper, "sha256", ""));
    g_autofree char *sealed = file_read(path, ENVELOPE_PIECE_MAX, &size, error);

    return sealed && unseal(office->keyring, (const uint8_t *)sealed, size,
                            json_text(dossier->row, "case_id", ""),
                            json_text(paper, "name", ""), plain_out, error);
}

bool
dossier_piece(const struct dossier *dossier, const char *name, struct plain *plain_out,
              GError **error)
{
    const struct office *office = dossier->office;
    const json_t *paper = dossier_paper_named(dossier, name);
    char *rest = NULL;
    const guint64 number = name[0] == 'c' ? g_ascii_strtoull(name + 1, &rest, 10) : 0;
    const json_t *corrections = json_object_get(dossier->whole, "corrections");

    if (paper)
        return unseal_paper(dossier, paper, plain_out, error);
    if (number == 0 || *rest != '-' || number > json_array_size(corrections))
        return unseal_piece(office->keyring, office->settings.pieces, dossier->header,
                            name, plain_out, error);
    json_t *header = correction_header(json_array_get(corrections, number - 1));
    const bool opened = unseal_piece(office->keyring, office->settings.pieces, header,
                                     rest + 1, plain_out, error);
    json_decref(header);
    return opened;
}

const json_t *
dossier_paper(const struct dossier *dossier, const char *kind)
{
    const json_t *found = NULL;
    size_t index;
    json_t *paper;

    json_array_foreach (json_object_get(dossier->whole, "papers"), index, paper)
        if (g_str_equal(json_text(paper, "kind", ""), kind))
            found = paper;
    return found;
}

const json_t *
dossier_paper_named(const struct dossier *dossier, const char *name)
{
    size_t index;
    json_t *paper;

    json_array_foreach (json_object_get(dossier->whole, "papers"), index, paper)
        if (g_str_equal(json_text(paper, "name", ""), name))
            return paper;
    return NULL;
}

json_t *
dossier_read(const struct dossier *dossier, const json_t *paper)
{
    struct plain plain = {0};

    if (!paper || !unseal_paper(dossier, paper, &plain, NULL))
        return NULL;
    json_t *value = json_parse((const char *)plain.bytes, plain.size, NULL);
    plain_finish(&plain);
    return value;
}

char *
dossier_next_name(const struct dossier *dossier, const char *kind)
{
    int count = 0;
    size_t index;
    json_t *paper;

    json_array_foreach (json_object_get(dossier->whole, "papers"), index, paper)
        count += g_str_equal(json_text(paper, "kind", ""), kind);
    return g_strdup_printf("%s-%d", kind, count + 1);
}

json_int_t
dossier_seq(const struct dossier *dossier)
{
    const json_t *events = json_object_get(dossier->whole, "events");
    const json_t *last = json_array_get(events, json_array_size(events) - 1);

    return json_integer_value(json_object_get(last, "seq"));
}

/* ---- one material as one file ----------------------------------------------------------- */

const json_t *
dossier_material(const struct dossier *dossier, const char *material)
{
    size_t index;
    json_t *given;

    json_array_foreach (json_object_get(dossier->application, "materials"), index, given)
        if (g_str_equal(json_text(given, "material", ""), material))
            return given;
    return NULL;
}

bool
dossier_album(const struct dossier *dossier, const json_t *given, GByteArray *pdf_out,
              GError **error)
{
    const json_t *names = json_object_get(given, "pages");
    const size_t count = json_array_size(names);
    struct plain *plains = g_new0(struct plain, count + 1);
    struct album_page *pages = g_new0(struct album_page, count + 1);
    g_autofree char *mark = trust_mark(given);
    bool done = count > 0;

    for (size_t i = 0; i < count && done; i++) {
        done = dossier_piece(dossier, json_string_value(json_array_get(names, i)),
                             &plains[i], error);
        pages[i] = (struct album_page){plains[i].bytes, plains[i].size};
    }
    const struct album album = {.pages = pages, .count = count, .mark = mark};
    done = done && album_pdf(&album, pdf_out, error);
    for (size_t i = 0; i < count; i++)
        plain_finish(&plains[i]);
    g_free(plains);
    g_free(pages);
    return done;
}
