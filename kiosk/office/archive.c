// SPDX-License-Identifier: Apache-2.0
#include "office/archive.h"
#include "office/archive_parts.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "base/uuid.h"
#include "office/checked.h"
#include "office/dossier.h"
#include "office/inbox.h"
#include "office/store.h"
#include "office/trust.h"
#include "office/unseal.h"

/* ---- export ----------------------------------------------------------------------------- */

struct export
{
    const struct settings *settings;
    struct keyring *keyring;
    json_t *row, *header;
    const char *folder;
    GString *checksums;
};

static bool
make_empty_folder(const char *path, GError **error)
{
    GDir *folder = g_dir_open(path, 0, NULL);
    const bool used = folder && g_dir_read_name(folder);

    if (folder)
        g_dir_close(folder);
    if (used) {
        g_set_error(error, ARCHIVE_ERROR, 0, "%s is not empty", path);
        return false;
    }
    g_autofree char *materials = g_build_filename(path, "materials", NULL);
    return file_make_folder(materials, error);
}

static bool
put_file(struct export *export, const char *name, const void *bytes, size_t size,
         GError **error)
{
    g_autofree char *path = g_build_filename(export->folder, name, NULL);
    g_autofree char *sha256 = g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes, size);

    if (!file_write_durably(path, bytes, size, error))
        return false;
    g_string_append_printf(export->checksums, "%s  %s\n", sha256, name);
    return true;
}

static bool
put_json(struct export *export, const char *name, const json_t *value, GError **error)
{
    char *text = json_dumps(value, JSON_INDENT(2) | JSON_SORT_KEYS);
    const bool put = put_file(export, name, text, strlen(text), error);

    sodium_memzero(text, strlen(text));
    free(text);
    return put;
}

static bool
put_case(struct export *export, GError **error)
{
    json_t *application = unseal_application(export->keyring, export->settings->pieces,
                                             export->header, error);
    if (!application)
        return false;
    json_t *whole = archive_listed(export->row);
    json_object_set(whole, "header", export->header);
    json_object_set_new(whole, "application", application);
    const bool put = put_json(export, "case.json", whole, error);
    json_decref(whole);
    return put;
}

static const char *
extension(const struct plain *plain)
{
    if (plain->size >= 3 && memcmp(plain->bytes, "\xff\xd8\xff", 3) == 0)
        return "jpg";
    if (plain->size >= 8 && memcmp(plain->bytes, "\x89PNG\r\n\x1a\n", 8) == 0)
        return "png";
    if (plain->size >= 5 && memcmp(plain->bytes, "%PDF-", 5) == 0)
        return "pdf";
    if (plain->size >= 2 && plain->bytes[0] == '{')
        return "json";
    return "bin";
}

static bool
put_materials(struct export *export, GError **error)
{
    size_t index;
    json_t *piece;

    json_array_foreach (json_object_get(export->header, "pieces"), index, piece) {
        const char *name = json_text(piece, "name", "");
        struct plain plain = {0};
        if (g_str_equal(name, "application"))
            continue;
        if (!unseal_piece(export->keyring, export->settings->pieces, export->header, name,
                          &plain, error))
            return false;
        g_autofree char *file =
            g_strdup_printf("materials/%s.%s", name, extension(&plain));
        const bool put = put_file(export, file, plain.bytes, plain.size, error);
        plain_finish(&plain);
        if (!put)
            return false;
    }
    return true;
}

/* A page of a correction, or a paper, under the name that the case's page has for it. */
static bool
put_opened(struct export *export, const struct dossier *dossier, const char *folder,
           const char *name, GError **error)
{
    struct plain plain = {0};

    if (!dossier_piece(dossier, name, &plain, error))
        return false;
    g_autofree char *file = g_strdup_printf("%s/%s.%s", folder, name, extension(&plain));
    const bool put = put_file(export, file, plain.bytes, plain.size, error);
    plain_finish(&plain);
    return put;
}

static bool
put_correction(struct export *export, const struct dossier *dossier, size_t number,
               const json_t *row, GError **error)
{
    const char *text = json_text(row, "header", "");
    json_t *header = json_parse(text, strlen(text), error), *piece;
    size_t index;
    bool put = header != NULL;

    json_array_foreach (json_object_get(header, "pieces"), index, piece) {
        g_autofree char *name =
            g_strdup_printf("c%zu-%s", number, json_text(piece, "name", ""));
        put = put && put_opened(export, dossier, "materials", name, error);
    }
    json_decref(header);
    return put;
}

static bool
put_all_opened(struct export *export, const struct dossier *dossier, GError **error)
{
    g_autofree char *papers = g_build_filename(export->folder, "papers", NULL);
    const json_t *rows = json_object_get(dossier->whole, "papers");
    size_t index;
    json_t *row;

    json_array_foreach (json_object_get(dossier->whole, "corrections"), index, row)
        if (!put_correction(export, dossier, index + 1, row, error))
            return false;
    if (json_array_size(rows) > 0 && !file_make_folder(papers, error))
        return false;
    json_array_foreach (rows, index, row)
        if (!put_opened(export, dossier, "papers", json_text(row, "name", ""), error))
            return false;
    return true;
}

/* All pages of a material in one file, where it has several, or they were compared with the
 * original. What cannot be bound is there page by page. */
static bool
put_album(struct export *export, const struct dossier *dossier, const json_t *given,
          GError **error)
{
    const json_t *pages = json_object_get(given, "pages");
    GByteArray *pdf = g_byte_array_new();
    bool put = true;

    if ((json_array_size(pages) > 1 || json_object_get(given, "compared")) &&
        dossier_album(dossier, given, pdf, NULL)) {
        g_autofree char *file =
            g_strdup_printf("materials/%s.pdf", json_text(given, "material", ""));
        put = put_file(export, file, pdf->data, pdf->len, error);
    }
    if (pdf->len > 0)
        explicit_bzero(pdf->data, pdf->len);
    g_byte_array_unref(pdf);
    return put;
}

/* How far each material can be relied on now. */
static bool
put_trust(struct export *export, const struct dossier *dossier, GError **error)
{
    json_t *list = trust_list(dossier->application), *given;
    bool put = put_json(export, "trust.json", list, error);
    size_t index;

    json_decref(list);
    json_array_foreach (json_object_get(dossier->application, "materials"), index, given)
        put = put && put_album(export, dossier, given, error);
    return put;
}

/* The definition that the case was made with, and what is wrong in the case by it now, with
 * its corrections. */
static bool
put_checked(struct export *export, struct dossier *dossier, GError **error)
{
    json_t *row = archive_read(
        export->settings, &store_definition,
        json_pack("{s:O, s:O}", "service", json_object_get(export->row, "service"),
                  "version", json_object_get(export->row, "service_version")),
        error);
    const char *text = json_text(row, "definition", "");
    json_t *definition = json_parse(text, strlen(text), NULL);
    g_autoptr(GPtrArray) mistakes = schema_defects_new();
    struct service *service = definition ? service_create(definition, mistakes) : NULL;
    bool put = row && dossier_open(dossier, error);
    json_t *list = put ? checked_list(dossier->application, service) : NULL;

    put = put && put_json(export, "defects.json", list, error) &&
          put_trust(export, dossier, error) &&
          (!definition || put_json(export, "service.json", definition, error));
    service_destroy(service);
    json_decref(list);
    json_decref(definition);
    json_decref(row);
    return put;
}

/* What came later, and what the office wrote: corrections, notices, results, receipts. */
static bool
put_papers(struct export *export, GError **error)
{
    // Only keys and folder are looked at: no office runs here.
    struct office office = {.settings = *export->settings, .keyring = export->keyring};
    struct dossier dossier = {0};
    json_t *whole = archive_read(
        export->settings, &store_whole_case,
        json_pack("{s:O}", "case_id", json_object_get(export->row, "case_id")), error);

    if (!whole)
        return false;
    dossier_take(&dossier, &office, whole);
    const bool put = put_all_opened(export, &dossier, error) &&
                     put_checked(export, &dossier, error);
    dossier_finish(&dossier);
    return put;
}

/* An event that was changed, left out or put in breaks the chain. */
static bool
chain_is_whole(const json_t *row, const json_t *events)
{
    const char *last = json_text(row, "idempotency_hash", "");
    size_t index;
    json_t *event;

    json_array_foreach (events, index, event) {
        g_autofree char *hash = store_event_hash(event);
        if (!g_str_equal(json_text(event, "prev_hash", ""), last) ||
            !g_str_equal(json_text(event, "hash", ""), hash) ||
            json_integer_value(json_object_get(event, "seq")) != (json_int_t)index + 1)
            return false;
        last = json_text(event, "hash", "");
    }
    return json_array_size(events) > 0;
}

static bool
put_log(struct export *export, GError **error)
{
    json_t *log = archive_read(
        export->settings, &store_case_log,
        json_pack("{s:O}", "case_id", json_object_get(export->row, "case_id")), error);
    if (!log)
        return false;
    const bool whole = chain_is_whole(export->row, json_object_get(log, "events"));
    json_object_set_new(log, "chain_is_whole", json_boolean(whole));
    const bool put = put_json(export, "log.json", log, error);
    json_decref(log);
    return put;
}

static bool
put_checksums(struct export *export, GError **error)
{
    g_autofree char *path = g_build_filename(export->folder, "checksums.txt", NULL);

    return file_write_durably(path, export->checksums->str, export->checksums->len,
                              error);
}

static bool
find_case(struct export *export, const char *which, GError **error)
{
    const bool is_number = strspn(which, "0123456789 ") == strlen(which);
    g_auto(GStrv) parts = g_strsplit(which, " ", -1);
    g_autofree char *digits = g_strjoinv("", parts);
    json_t *rows = is_number ? archive_rows(export->settings, digits, error) : NULL;
    json_t *found = is_number ? NULL
                              : archive_read(export->settings, &store_get_case,
                                             json_pack("{s:s}", "case_id", which), error);

    if (json_array_size(rows) == 1)
        export->row = json_incref(json_array_get(rows, 0));
    else if (json_is_object(json_object_get(found, "case")))
        export->row = json_incref(json_object_get(found, "case"));
    json_decref(rows);
    json_decref(found);
    if (!export->row && error && !*error)
        g_set_error(error, ARCHIVE_ERROR, 0, "there is no case %s", which);
    if (!export->row)
        return false;
    const char *header = json_text(export->row, "header", "");
    export->header = json_parse(header, strlen(header), error);
    return export->header != NULL;
}

static bool
leave_record(struct export *export, GError **error)
{
    struct uuid_source source = {0};
    uint8_t noise[10];
    char id[UUID_TEXT_SIZE];
    const int64_t now_ms = clock_real_ms();
    g_autofree char *who = g_strdup_printf("%s@%s", g_get_user_name(), g_get_host_name());

    randombytes_buf(noise, sizeof noise);
    uuid_make(&source, now_ms, noise, id);
    return inbox_leave(export->settings->inbox, "audit",
                       json_pack("{s:s, s:I, s:s, s:s, s:O, s:s}", "id", id, "at_ms",
                                 (json_int_t)now_ms, "who", who, "act", "exported",
                                 "case_id", json_object_get(export->row, "case_id"),
                                 "detail", ""),
                       error);
}

bool
archive_export(const struct settings *settings, const char *which, const char *folder,
               GError **error)
{
    struct export export = {.settings = settings,
                            .folder = folder,
                            .checksums = g_string_new(NULL),
                            .keyring = keyring_load(settings->keys, error)};
    const bool done = export.keyring && find_case(&export, which, error) &&
                      make_empty_folder(folder, error) && leave_record(&export, error) &&
                      put_case(&export, error) && put_materials(&export, error) &&
                      put_papers(&export, error) && put_log(&export, error) &&
                      put_checksums(&export, error);

    keyring_destroy(export.keyring);
    json_decref(export.row);
    json_decref(export.header);
    g_string_free(export.checksums, TRUE);
    return done;
}
