// SPDX-License-Identifier: Apache-2.0
/* From the person's "submit" to a receipt: seal, sync the file, commit the row, say so. */
#include "outbox_private.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include "base/clock.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/json.h"
#include "base/sha256.h"
#include "core/receipt.h"

static char *
checked(const struct schema *schema, json_t *header, GError **error)
{
    char *text = NULL;
    if (schema_accepts(schema, header, error))
        text = json_canonical(header);
    json_decref(header);
    return text;
}

/* A correction keeps number and code of its case, which event->json names. */
static char *
make_correction_header(const struct outbox *outbox, const struct event *event,
                       json_t *pieces, GError **error)
{
    const char *case_id = json_text(event->json, "case_id", "");
    char code_hash[SEAL_HEX_SIZE], submitted[CLOCK_TEXT_SIZE];
    seal_code_hash(case_id, event->text2, code_hash);
    clock_format(event->time_ms, submitted);
    json_t *header = json_pack(
        "{s:s, s:s, s:s, s:s, s:i, s:O, s:s, s:s, s:O}", "correction_id", event->case_id,
        "case_id", case_id, "terminal", outbox->terminal, "service", event->text3,
        "service_version", event->number, "receipt_number",
        json_object_get(event->json, "receipt_number"), "submitted_at", submitted,
        "query_code_hash", code_hash, "pieces", pieces);
    return checked(&envelope_correction_header_schema, header, error);
}

/* Canonical text of the header; NULL when it does not fit its own schema. */
static char *
make_header(const struct outbox *outbox, const struct event *event, const char *number,
            json_t *pieces, GError **error)
{
    char code_hash[SEAL_HEX_SIZE], submitted[CLOCK_TEXT_SIZE];
    if (event->json)
        return make_correction_header(outbox, event, pieces, error);
    seal_code_hash(event->case_id, event->text2, code_hash);
    clock_format(event->time_ms, submitted);
    json_t *header = json_pack("{s:s, s:s, s:s, s:s, s:i, s:s, s:s, s:s, s:O}", "case_id",
                               event->case_id, "terminal", outbox->terminal, "region",
                               outbox->region, "service", event->text3, "service_version",
                               event->number, "receipt_number", number, "submitted_at",
                               submitted, "query_code_hash", code_hash, "pieces", pieces);
    return checked(&envelope_header_schema, header, error);
}

/* The number that the person knows it by. */
static const char *
known_number(const struct event *event, const struct store_case *row)
{
    return json_text(event->json, "receipt_number", row->receipt_number);
}

/* Everything of the row but its commit. */
static bool
fill_row(struct outbox *outbox, const struct event *event, json_t *pieces, int serial,
         struct store_case *row, GError **error)
{
    struct clock_date day = clock_date(event->time_ms);
    g_strlcpy(row->case_id, event->case_id, sizeof row->case_id);
    row->submitted_ms = event->time_ms;
    if (!receipt_make(outbox->terminal, &day, serial, row->receipt_number)) {
        g_set_error(error, STORE_ERROR, STORE_ERROR_FAILED,
                    "no receipt number is left today");
        return false;
    }
    row->header = make_header(outbox, event, row->receipt_number, pieces, error);
    if (!row->header)
        return false;
    char hash[SHA256_HEX_SIZE];
    sha256_hex(row->header, strlen(row->header), hash);
    row->code_data = sign_code(&outbox->terminal_key, known_number(event, row), hash);
    return true;
}

/* A serial and the row, while the disk takes the bytes of the draft; then the promises in their
 * order: the file, and a row that never stands without it. */
static bool
commit_row(struct outbox *outbox, const struct event *event, struct file_draft *draft,
           struct store_case *row, GError **error)
{
    struct clock_date date = clock_date(event->time_ms);
    char day[16];
    g_snprintf(day, sizeof day, "%02d%02d%02d", date.year % 100, date.month, date.day);
    int serial = 0;
    if (!store_begin(outbox->store, day, &serial, error))
        return false;
    json_t *pieces = sealing_list(&outbox->sealing);
    bool there = fill_row(outbox, event, pieces, serial, row, error) &&
                 file_draft_publish(draft, error);
    json_decref(pieces);
    if (!there) {
        store_abandon(outbox->store);
        return false;
    }
    return store_commit(outbox->store, row, error);
}

static bool
keep_row(struct outbox *outbox, const struct event *event, const char *path,
         struct file_draft *draft, struct store_case *row, GError **error)
{
    GError *why = NULL;
    if (commit_row(outbox, event, draft, row, &why))
        return true;
    // Of a commit that may have happened the file stays; recovery looks at both.
    if (!g_error_matches(why, STORE_ERROR, STORE_ERROR_UNKNOWN))
        unlink(path);
    g_propagate_error(error, why);
    return false;
}

/* Pages, unless they were sealed ahead, and behind them what was answered. */
static bool
seal_all(struct outbox *outbox, struct event *event, GError **error)
{
    return sealing_add_pages(&outbox->sealing, &outbox->office_key, event, error) &&
           sealing_add(&outbox->sealing, &outbox->office_key, "application", event->text,
                       strlen(event->text), error);
}

static bool
keep(struct outbox *outbox, struct event *event, struct store_case *row, GError **error)
{
    const struct sealing *sealing = &outbox->sealing;
    g_autofree char *path = store_path(outbox->store, event->case_id);
    struct file_draft draft = {.fd = -1};
    bool done = seal_all(outbox, event, error) &&
                file_draft_begin(&draft, path, sealing->bytes->data, sealing->bytes->len,
                                 error) &&
                keep_row(outbox, event, path, &draft, row, error);
    file_draft_finish(&draft);
    sealing_forget(&outbox->sealing);
    return done;
}

static void
tell_stored(struct outbox *outbox, const struct event *event,
            const struct store_case *row)
{
    struct event *told = event_tell(SESSION_STORED, event->order);
    g_strlcpy(told->receipt.case_id, row->case_id, sizeof told->receipt.case_id);
    g_strlcpy(told->receipt.number, known_number(event, row),
              sizeof told->receipt.number);
    g_strlcpy(told->receipt.query_code, event->text2, sizeof told->receipt.query_code);
    told->receipt.code_data = g_strdup(row->code_data);
    told->receipt.submitted_ms = row->submitted_ms;
    outbox_to_ui(outbox, told);
}

static bool
is_full(const GError *error)
{
    return g_error_matches(error, STORE_ERROR, STORE_ERROR_FULL) ||
           g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ||
           strstr(error->message, g_strerror(ENOSPC)) ||
           strstr(error->message, g_strerror(EFBIG)) ||
           strstr(error->message, g_strerror(EDQUOT));
}

static void
tell_failed(struct outbox *outbox, const struct event *event, const GError *error)
{
    struct event *told = event_tell(SESSION_STORE_FAILED, event->order);
    told->text = g_strdup(error && is_full(error) ? "full" : "failed");
    outbox_to_ui(outbox, told);
}

void
outbox_seal_ahead(struct outbox *outbox, struct event *event)
{
    GError *error = NULL;
    if (!outbox_ready(outbox) ||
        sealing_add_pages(&outbox->sealing, &outbox->office_key, event, &error))
        return;
    diag_warn("pages of case %s were not sealed ahead: %s", event->case_id,
              error->message); // told to the person when handing in fails of it, too
    g_error_free(error);
}

void
outbox_submit(struct outbox *outbox, struct event *event)
{
    if (!outbox_ready(outbox)) {
        tell_failed(outbox, event, NULL);
        return;
    }
    // Sent a second time after an unknown end: it may be there.
    struct store_case *row = store_find(outbox->store, event->case_id, NULL);
    GError *error = NULL;
    if (!row) {
        row = g_new0(struct store_case, 1);
        if (!keep(outbox, event, row, &error)) {
            diag_warn("case %s was not stored: %s", event->case_id, error->message);
            tell_failed(outbox, event, error);
            // Opened anew for the next case, and compared with what lies on the disk.
            if (g_error_matches(error, STORE_ERROR, STORE_ERROR_UNKNOWN))
                g_clear_pointer(&outbox->store, store_close);
            g_error_free(error);
            store_case_free(row);
            return;
        }
    }
    tell_stored(outbox, event, row);
    diag_info("case %s stored", row->case_id);
    outbox_deliver(outbox, row);
    outbox_tell_queue(outbox);
    store_case_free(row);
}
