// SPDX-License-Identifier: Apache-2.0
/* A case as it leaves the terminal: one clear header and sealed pieces.
 *
 * PIECE (a file, at most ENVELOPE_PIECE_MAX bytes), all integers big-endian:
 *   offset  bytes
 *        0  4   magic "KSE1"
 *        4  1   suite: 1 = X25519 sealed box + XChaCha20-Poly1305 secretstream (libsodium)
 *        5  8   key id: first 8 bytes of SHA-256 of the office's X25519 public key (32 bytes)
 *       13  80  sealed key: crypto_box_seal of a fresh 32-byte stream key to that public key
 *       93  24  secretstream header
 *      117  …   chunks: 64 KiB of plain text + 17 bytes each, the last one shorter (maybe 0
 *               plain bytes) and tagged FINAL
 * Every chunk is authenticated with the associated data "<case id>/<piece name>" in ASCII, so
 * a piece cannot be moved to another case or place. A piece that does not end in FINAL is cut.
 *
 * PIECE NAMES  "application" is canonical JSON (application_schema); "page-<material>-<n>" is
 *   a JPEG, n from 1; "photo" the card's photo as the card codes it.
 *
 * HEADER  canonical JSON (base/json.h) of header_schema. It holds no personal data:
 *   {"case_id": UUIDv7, "terminal": "0001", "region": "999999", "service": "medical-insurance",
 *    "service_version": 3, "receipt_number": "000126112100071", "submitted_at": DATE_TIME,
 *    "query_code_hash": HEX, "pieces":[{"name","length","sha256"}]}
 *   length and sha256 are of the sealed piece. SHA-256 of the canonical header is the
 *   idempotency hash: the same case id with the same hash is the same case.
 *   query_code_hash = BLAKE2b-256 (crypto_generichash) of "<case id>/<query code>".
 *
 * CORRECTION  what a case lacked, given later: the same pieces under a header of its own. Its
 *   piece "application" is correction_schema; pieces are bound to "<correction id>/<piece>".
 *
 * KEYS  a key pair file holds 64 lower-case hex digits and a newline. The office keeps
 *   private keys as <keys>/<key id hex>.key and its public keys as <key id hex>.pub.
 *
 * Once sealed the terminal cannot read a piece; only the office's private key opens it.
 */
#ifndef KIOSK_ENVELOPE_H
#define KIOSK_ENVELOPE_H

#include <kiosk/card.h>
#include <kiosk/schema.h>

#define ENVELOPE_MAGIC "KSE1"
#define ENVELOPE_SUITE_SODIUM 1
#define ENVELOPE_KEY_ID_SIZE 8
#define ENVELOPE_CHUNK (64 * 1024)            // plain bytes
#define ENVELOPE_PIECE_MAX (32 * 1024 * 1024) // bytes, sealed
#define ENVELOPE_PIECES_MAX 64
#define ENVELOPE_RECEIPT_DIGITS 15 // terminal 4, yymmdd 6, serial 4, check 1

static const struct schema envelope_terminal_schema = {
    .kind = SCHEMA_STRING, .format = SCHEMA_DIGITS, .min = 4, .max = 4};
static const struct schema envelope_region_schema = {.kind = SCHEMA_STRING,
                                                     .format = SCHEMA_DIGITS,
                                                     .min = 6,
                                                     .max = 12,
                                                     .source = "GB/T 2260, GB/T 10114"};
static const struct schema envelope_version_schema = {
    .kind = SCHEMA_INTEGER, .min = 1, .max = 1000000, .about = "Version of the service."};
static const struct schema envelope_receipt_schema = {.kind = SCHEMA_STRING,
                                                      .format = SCHEMA_DIGITS,
                                                      .min = ENVELOPE_RECEIPT_DIGITS,
                                                      .max = ENVELOPE_RECEIPT_DIGITS,
                                                      .source = "ISO/IEC 7064 MOD 11,10"};
static const struct schema envelope_piece_name_schema = {
    .kind = SCHEMA_STRING, .format = SCHEMA_SLUG, .min = 1, .max = 64};
static const struct schema envelope_length_schema = {.kind = SCHEMA_INTEGER,
                                                     .min = 117 + 17,
                                                     .max = ENVELOPE_PIECE_MAX,
                                                     .about = "Bytes."};

static const struct schema_member envelope_piece_members[] = {
    {"name", &envelope_piece_name_schema, true, NULL},
    {"length", &envelope_length_schema, true, NULL},
    {"sha256", &schema_sha256, true, "Of the sealed bytes."},
    {0}};
static const struct schema envelope_piece_schema = {
    .kind = SCHEMA_OBJECT, .name = "Piece", .members = envelope_piece_members};
static const struct schema envelope_pieces_schema = {.kind = SCHEMA_ARRAY,
                                                     .min = 1,
                                                     .max = ENVELOPE_PIECES_MAX,
                                                     .item = &envelope_piece_schema};

static const struct schema_member envelope_header_members[] = {
    {"case_id", &schema_uuid, true, "UUIDv7, made on the terminal."},
    {"terminal", &envelope_terminal_schema, true, NULL},
    {"region", &envelope_region_schema, true, NULL},
    {"service", &schema_slug, true, NULL},
    {"service_version", &envelope_version_schema, true, NULL},
    {"receipt_number", &envelope_receipt_schema, true, NULL},
    {"submitted_at", &schema_date_time, true, NULL},
    {"query_code_hash", &schema_sha256, true,
     "BLAKE2b-256 of \"<case id>/<query code>\"."},
    {"pieces", &envelope_pieces_schema, true, NULL},
    {0}};
static const struct schema envelope_header_schema = {
    .kind = SCHEMA_OBJECT,
    .name = "CaseHeader",
    .members = envelope_header_members,
    .about = "What the office may know without opening the case."};

static const struct schema_member envelope_correction_header_members[] = {
    {"correction_id", &schema_uuid, true, "UUIDv7, made on the terminal."},
    {"case_id", &schema_uuid, true, "The case that lacks something."},
    {"terminal", &envelope_terminal_schema, true, NULL},
    {"service", &schema_slug, true, NULL},
    {"service_version", &envelope_version_schema, true, "The case's own."},
    {"receipt_number", &envelope_receipt_schema, true, "The case's own."},
    {"submitted_at", &schema_date_time, true, NULL},
    {"query_code_hash", &schema_sha256, true,
     "The case's own: who gives it knows its code."},
    {"pieces", &envelope_pieces_schema, true, NULL},
    {0}};
static const struct schema envelope_correction_header_schema = {
    .kind = SCHEMA_OBJECT,
    .name = "CorrectionHeader",
    .members = envelope_correction_header_members,
    .about = "What the office may know without opening the correction."};

static const char *const envelope_how_words[] = {"scan", "card", "typed", "deferred",
                                                 NULL};
static const char *const envelope_trust_words[] = {"A", "B", "C", "D", NULL};
static const char *const envelope_original_words[] = {"none", "window", "pickup", NULL};
static const char *const envelope_mode_words[] = {"standard", "assisted", NULL};
static const struct schema envelope_how_schema = {.kind = SCHEMA_STRING,
                                                  .choices = envelope_how_words};
static const struct schema envelope_trust_schema = {
    .kind = SCHEMA_STRING,
    .choices = envelope_trust_words,
    .about = "A from the issuer, B seen at a window, C handed in here, D own promise."};
static const struct schema envelope_original_schema = {
    .kind = SCHEMA_STRING,
    .choices = envelope_original_words,
    .about = "Where the original is looked at."};
static const struct schema envelope_mode_schema = {.kind = SCHEMA_STRING,
                                                   .choices = envelope_mode_words};
static const struct schema envelope_page_names_schema = {.kind = SCHEMA_ARRAY,
                                                         .max = ENVELOPE_PIECES_MAX,
                                                         .item =
                                                             &envelope_piece_name_schema};
static const struct schema envelope_query_code_schema = {
    .kind = SCHEMA_STRING, .format = SCHEMA_DIGITS, .min = 6, .max = 6};
static const struct schema envelope_answers_schema = {
    .kind = SCHEMA_MAP,
    .max = 200,
    .item = &schema_any,
    .about = "Question id to value, as the service defines it."};

static const struct schema_member envelope_material_members[] = {
    {"material", &schema_identifier, true, NULL},
    {"how", &envelope_how_schema, true, NULL},
    {"pages", &envelope_page_names_schema, true, "Names of pieces, in order."},
    {"trust", &envelope_trust_schema, true, NULL},
    {"original", &envelope_original_schema, true, NULL},
    {0}};
static const struct schema envelope_material_schema = {
    .kind = SCHEMA_OBJECT, .name = "MaterialGiven", .members = envelope_material_members};
static const struct schema envelope_materials_schema = {
    .kind = SCHEMA_ARRAY, .max = 32, .item = &envelope_material_schema};
static const struct schema_member envelope_consent_members[] = {
    {"version", &schema_natural, true, "Of the notice that was shown."},
    {"given_at", &schema_date_time, true, NULL},
    {0}};
static const struct schema envelope_consent_schema = {
    .kind = SCHEMA_OBJECT, .name = "Consent", .members = envelope_consent_members};

/* 容缺承诺书: what was promised, by when, and the signature: strokes of x, y, x, y …, in
 * thousandths of the width of the field. */
static const struct schema envelope_coordinate_schema = {
    .kind = SCHEMA_INTEGER, .min = 0, .max = 1000};
static const struct schema envelope_stroke_schema = {
    .kind = SCHEMA_ARRAY, .min = 2, .max = 600, .item = &envelope_coordinate_schema};
static const struct schema envelope_strokes_schema = {
    .kind = SCHEMA_ARRAY, .min = 1, .max = 64, .item = &envelope_stroke_schema};
static const struct schema_member envelope_promised_members[] = {
    {"material", &schema_identifier, true, NULL},
    {"days", &schema_natural, true, "Working days to bring it."},
    {"due", &schema_date, false, "The last one; left out past the known calendar."},
    {0}};
static const struct schema envelope_promised_schema = {
    .kind = SCHEMA_OBJECT, .members = envelope_promised_members};
static const struct schema envelope_promised_list_schema = {
    .kind = SCHEMA_ARRAY, .min = 1, .max = 32, .item = &envelope_promised_schema};
static const struct schema_member envelope_promise_members[] = {
    {"text", &schema_string, true, "As it stood above the signature."},
    {"materials", &envelope_promised_list_schema, true, NULL},
    {"strokes", &envelope_strokes_schema, true, "The signature."},
    {"signed_at", &schema_date_time, true, NULL},
    {0}};
static const struct schema envelope_promise_schema = {
    .kind = SCHEMA_OBJECT, .name = "DeferPromise", .members = envelope_promise_members};
static const char *const envelope_party_words[] = {"applicant", "agent", NULL};
static const struct schema envelope_party_schema = {.kind = SCHEMA_STRING,
                                                    .choices = envelope_party_words};
static const struct schema envelope_parties_schema = {
    .kind = SCHEMA_ARRAY, .min = 1, .max = 2, .item = &envelope_party_schema};

static const struct schema_member envelope_application_members[] = {
    {"case_id", &schema_uuid, true, NULL},
    {"service", &schema_slug, true, NULL},
    {"service_version", &envelope_version_schema, true, NULL},
    {"language", &schema_string, true, NULL},
    {"mode", &envelope_mode_schema, true, NULL},
    {"consent", &envelope_consent_schema, true, NULL},
    {"assurance", &schema_identifier, true,
     "What proved the person: card, …; typed: a card that could not be read."},
    {"applicant", &card_fields_schema, true,
     "The card of the person it is about, without its photo."},
    {"agent", &card_fields_schema, false,
     "The card of who came for that person, by mandate or as guardian."},
    {"typed", &envelope_parties_schema, false,
     "Whose card could not be read and was typed: it is to be seen."},
    {"promise", &envelope_promise_schema, false, "For what is brought later."},
    {"answers", &envelope_answers_schema, true, NULL},
    {"materials", &envelope_materials_schema, true, NULL},
    {"query_code", &envelope_query_code_schema, true, NULL},
    {"submitted_at", &schema_date_time, true, NULL},
    {0}};
static const struct schema envelope_application_schema = {
    .kind = SCHEMA_OBJECT,
    .name = "Application",
    .members = envelope_application_members,
    .about = "The sealed piece \"application\"."};

static const struct schema_member envelope_correction_members[] = {
    {"correction_id", &schema_uuid, true, NULL},
    {"case_id", &schema_uuid, true, NULL},
    {"service", &schema_slug, true, NULL},
    {"service_version", &envelope_version_schema, true, NULL},
    {"language", &schema_string, true, NULL},
    {"mode", &envelope_mode_schema, true, NULL},
    {"answers", &envelope_answers_schema, true, "Only those that were asked for."},
    {"materials", &envelope_materials_schema, true, "Only those that were asked for."},
    {"submitted_at", &schema_date_time, true, NULL},
    {0}};
static const struct schema envelope_correction_schema = {
    .kind = SCHEMA_OBJECT,
    .name = "Correction",
    .members = envelope_correction_members,
    .about = "The sealed piece \"application\" of a correction."};

#endif
