// SPDX-License-Identifier: Apache-2.0
/* The HTTP contract between a terminal and a back office, as tables.
 *
 * From these tables come the checks of the reference office, the checks that the terminal
 * makes on answers, and office.openapi.json (`kiosk-office --openapi`). A county's own
 * platform that answers like this can stand in the reference office's place.
 *
 * TRANSPORT  HTTPS with client certificates (EKU clientAuth). The common name of the client
 *   certificate is OFFICE_COMMON_NAME_PREFIX and the terminal's four digits: terminal-0001.
 *   No certificate, one of another authority, an expired one, one for another purpose, or a
 *   body that names another terminal: 403.
 *
 * A CASE  is delivered as sealed pieces (<kiosk/envelope.h>) first, then its header:
 *     PUT /v1/pieces/{sha256}   each piece; may be repeated; only the bytes of that hash fit
 *     PUT /v1/cases/{case_id}   the canonical header; 201 once all of it is durable
 *   The same case id with the same header is the same case: 200 and the same answer, however
 *   often. With another header: 409. A terminal repeats a request whose answer it did not get
 *   with the very same bytes.
 *
 * A CORRECTION  goes the same way: pieces, then PUT /v1/cases/{case_id}/corrections/{id}.
 *
 * PROGRESS  the receipt number, or the number of a card that lies on the reader, together with
 *   the six digits of the query code. OFFICE_TRIES_MAX wrong codes for one number from one
 *   terminal in an hour, then 429 until the hour is over.
 *
 * CATALOGUE  GET /v1/catalogue: canonical JSON; OFFICE_SIGNATURE_HEADER holds the base64
 *   ed25519 signature of the body as sent, by the office's catalogue key. `version` is the
 *   SHA-256 of the canonical array `services`.
 *
 * ERRORS  every status ≥ 400 carries office_error_schema. 4xx is final but for 408 and 429;
 *   5xx and a lost answer are repeated later, after Retry-After seconds when it is there.
 */
#ifndef KIOSK_OFFICE_H
#define KIOSK_OFFICE_H

#include <kiosk/booking.h>
#include <kiosk/envelope.h>
#include <kiosk/letter.h>
#include <kiosk/queue.h>
#include <kiosk/schema.h>

#define OFFICE_COMMON_NAME_PREFIX "terminal-"
#define OFFICE_SIGNATURE_HEADER "Catalogue-Signature"
#define OFFICE_BODY_MAX (64 * 1024)             // bytes of a JSON body
#define OFFICE_CATALOGUE_MAX (16 * 1024 * 1024) // bytes
#define OFFICE_RESULT_MAX (8 * 1024 * 1024)     // bytes of a result's PDF
#define OFFICE_TRIES_MAX 5
#define OFFICE_TRIES_MS (60 * 60 * 1000)

/* ---- errors ----------------------------------------------------------------------------- */

static const char *const office_error_words[] = {
    "bad_json",                // 400 the body is not JSON
    "bad_request",             // 400 the request line or the path cannot be understood
    "certificate_refused",     // 403 no client certificate, or not one of a terminal
    "wrong_terminal",          // 403 the body speaks for another terminal
    "wrong_code",              // 403 number and query code do not belong together
    "not_found",               // 404
    "method_not_allowed",      // 405
    "case_differs",            // 409 this case id was delivered with another header
    "receipt_number_taken",    // 409 another case has this receipt number
    "letter_differs",          // 409 this letter id was used for another body
    "already_rated",           // 409 the case has a rating
    "slot_full",               // 409 `next` says what is free instead
    "hold_over",               // 409 the hold ended and its place is gone
    "hold_differs",            // 409 this hold id was used for another slot
    "booking_differs",         // 409 this booking id was used for another hold or person
    "already_booked",          // 409 the person has a booking at that time already
    "too_many_bookings",       // 409 the person has as many as one may have
    "window_closed",           // 409 no numbers are given there now; `opens` may say when
    "ticket_differs",          // 409 this ticket id was used for another window
    "too_late",                // 409 the time of the slot or booking is over
    "wrong_state",             // 409 the case stands where this cannot be done
    "too_large",               // 413
    "unsupported_media_type",  // 415
    "invalid",                 // 422 field_errors says what
    "wrong_hash",              // 422 the bytes are not those of the path
    "missing_pieces",          // 422 `pieces` says which must be sent first
    "unknown_service_version", // 422 the office never published it
    "too_many_tries",          // 429 wrong codes; Retry-After says how long
    "internal_error",          // 500
    "unavailable",             // 503 not stored, try again later
    "storage_full",            // 507 not stored, a person must act first
    NULL,
};
static const struct schema office_error_code_schema = {.kind = SCHEMA_STRING,
                                                       .choices = office_error_words};
static const struct schema office_pointer_schema = {.kind = SCHEMA_STRING,
                                                    .max = 512,
                                                    .about = "Place in the body.",
                                                    .source = "RFC 6901"};
static const struct schema_member office_field_error_members[] = {
    {"pointer", &office_pointer_schema, true, NULL},
    {"message", &schema_string, true, NULL},
    {0}};
static const struct schema office_field_error_schema = {
    .kind = SCHEMA_OBJECT, .name = "FieldError", .members = office_field_error_members};
static const struct schema office_field_errors_schema = {
    .kind = SCHEMA_ARRAY, .max = 256, .item = &office_field_error_schema};
static const struct schema office_hashes_schema = {
    .kind = SCHEMA_ARRAY, .max = ENVELOPE_PIECES_MAX, .item = &schema_sha256};
static const struct schema_member office_error_members[] = {
    {"code", &office_error_code_schema, true, NULL},
    {"message", &schema_string, true,
     "English, for the logs of staff; no personal data."},
    {"message_zh", &schema_string, true, "The same in Chinese."},
    {"field_errors", &office_field_errors_schema, true, "All defects of the body."},
    {"pieces", &office_hashes_schema, false, "missing_pieces: what is not there."},
    {"limit", &schema_natural, false, "too_large: the greatest size in bytes."},
    {"next", &booking_next_schema, false,
     "slot_full: what is free instead, soonest first."},
    {"opens", &booking_time_schema, false,
     "window_closed: when the window opens again today; left out: not today."},
    {"tries_left", &schema_natural, false,
     "wrong_code, too_many_tries: of this number here."},
    {"request_id", &schema_string, true, "To find the request in the office's journal."},
    {0}};
static const struct schema office_error_schema = {.kind = SCHEMA_OBJECT,
                                                  .name = "Error",
                                                  .members = office_error_members,
                                                  .open = true};

/* ---- catalogue -------------------------------------------------------------------------- */

static const struct schema_member office_service_members[] = {
    {"id", &schema_slug, true, NULL},
    {"version", &envelope_version_schema, true, NULL},
    {0}};
static const struct schema office_service_schema = {
    .kind = SCHEMA_OBJECT,
    .name = "Service",
    .open = true,
    .members = office_service_members,
    .about = "A service definition, whole; its format is service.schema.json."};
static const struct schema office_services_schema = {
    .kind = SCHEMA_ARRAY, .max = 1000, .item = &office_service_schema};
static const struct schema_member office_catalogue_members[] = {
    {"version", &schema_sha256, true, "Of the canonical JSON of `services`."},
    {"services", &office_services_schema, true, "By id."},
    {0}};
static const struct schema office_catalogue_schema = {
    .kind = SCHEMA_OBJECT, .name = "Catalogue", .members = office_catalogue_members};

/* ---- pieces and cases ------------------------------------------------------------------- */

static const struct schema_member office_piece_stored_members[] = {
    {"sha256", &schema_sha256, true, NULL},
    {"length", &schema_natural, true, "Bytes."},
    {0}};
static const struct schema office_piece_stored_schema = {.kind = SCHEMA_OBJECT,
                                                         .name = "PieceStored",
                                                         .open = true,
                                                         .members =
                                                             office_piece_stored_members};

static const char *const office_state_words[] = {
    "received",   // 收件; not yet 受理
    "correction", // 待补正
    "refused",    // 不予受理
    "accepted",   // 受理
    "approving",  // 审批中
    "decided",    // 办结
    "issued",     // 出件
    "delivered",  // 送达
    "archived",   // 归档
    NULL,
};
static const struct schema office_state_schema = {.kind = SCHEMA_STRING,
                                                  .choices = office_state_words};
static const struct schema_member office_case_state_members[] = {
    {"case_id", &schema_uuid, true, NULL},
    {"receipt_number", &envelope_receipt_schema, true, NULL},
    {"state", &office_state_schema, true, NULL},
    {"received_at", &schema_date_time, true, "When it was durable in the office."},
    {0}};
static const struct schema office_case_state_schema = {.kind = SCHEMA_OBJECT,
                                                       .name = "CaseState",
                                                       .open = true,
                                                       .members =
                                                           office_case_state_members};

static const struct schema_member office_correction_state_members[] = {
    {"correction_id", &schema_uuid, true, NULL},
    {"case_id", &schema_uuid, true, NULL},
    {"receipt_number", &envelope_receipt_schema, true, "Of the case."},
    {"received_at", &schema_date_time, true, "When it was durable in the office."},
    {0}};
static const struct schema office_correction_state_schema = {
    .kind = SCHEMA_OBJECT,
    .name = "CorrectionState",
    .open = true,
    .members = office_correction_state_members};

/* ---- progress --------------------------------------------------------------------------- */

static inline const char *
office_one_number(const json_t *question)
{
    return !json_object_get(question, "receipt_number") ==
                   !json_object_get(question, "id_number")
               ? "either receipt_number or id_number is wanted"
               : NULL;
}

static const struct schema office_id_number_schema = {
    .kind = SCHEMA_STRING, .min = 1, .max = 32, .about = "As the card has it."};
static const struct schema_member office_progress_question_members[] = {
    {"terminal", &envelope_terminal_schema, true, NULL},
    {"receipt_number", &envelope_receipt_schema, false, NULL},
    {"id_number", &office_id_number_schema, false, "Of a card that lies on the reader."},
    {"query_code", &envelope_query_code_schema, true, NULL},
    {0}};
static const struct schema office_progress_question_schema = {
    .kind = SCHEMA_OBJECT,
    .name = "ProgressQuestion",
    .open = true,
    .members = office_progress_question_members,
    .rule = office_one_number};

static const char *const office_step_words[] = {"received",  "correction", "refused",
                                                "accepted",  "decided",    "issued",
                                                "delivered", NULL};
static const char *const office_standing_words[] = {"done", "now", "later", NULL};
static const char *const office_next_words[] = {"wait",    // nothing to do but to wait
                                                "correct", // give what is missing, here
                                                "print",   // a result can be printed
                                                "nothing", // it is over
                                                NULL};
static const struct schema office_step_word_schema = {.kind = SCHEMA_STRING,
                                                      .choices = office_step_words};
static const struct schema office_standing_schema = {.kind = SCHEMA_STRING,
                                                     .choices = office_standing_words};
static const struct schema office_next_schema = {.kind = SCHEMA_STRING,
                                                 .choices = office_next_words};
static const struct schema_member office_step_members[] = {
    {"step", &office_step_word_schema, true, NULL},
    {"standing", &office_standing_schema, true, NULL},
    {"at", &schema_date_time, false, "When it was done, or began."},
    {0}};
static const struct schema office_step_schema = {
    .kind = SCHEMA_OBJECT, .name = "Step", .open = true, .members = office_step_members};
static const struct schema office_steps_schema = {
    .kind = SCHEMA_ARRAY, .max = 16, .item = &office_step_schema};

static const char *const office_lack_words[] = {"question", "material", NULL};
static const struct schema office_lack_schema = {.kind = SCHEMA_STRING,
                                                 .choices = office_lack_words};
static const struct schema office_sentence_schema = {.kind = SCHEMA_STRING, .max = 500};
static const struct schema_member office_defect_members[] = {
    {"kind", &office_lack_schema, true, NULL},
    {"id", &schema_identifier, true, "Of the question or material in the service."},
    {"sentence", &office_sentence_schema, true, "What is wanted, as the clerk wrote it."},
    {0}};
static const struct schema office_defect_schema = {.kind = SCHEMA_OBJECT,
                                                   .name = "Defect",
                                                   .open = true,
                                                   .members = office_defect_members};
static const struct schema office_defects_schema = {
    .kind = SCHEMA_ARRAY, .max = 100, .item = &office_defect_schema};

static const struct schema_member office_result_members[] = {
    {"result", &letter_result_number_schema, true, NULL},
    {"size", &schema_natural, true, "Bytes of the PDF."},
    {"issued_at", &schema_date_time, true, NULL},
    {"delivered", &schema_boolean, true, "Somebody has signed for it."},
    {0}};
static const struct schema office_result_schema = {.kind = SCHEMA_OBJECT,
                                                   .name = "Result",
                                                   .open = true,
                                                   .members = office_result_members};
static const struct schema office_results_schema = {
    .kind = SCHEMA_ARRAY, .max = 99, .item = &office_result_schema};

static const struct schema_member office_progress_members[] = {
    {"case_id", &schema_uuid, true, NULL},
    {"receipt_number", &envelope_receipt_schema, true, NULL},
    {"service", &schema_slug, true, NULL},
    {"service_version", &envelope_version_schema, true, NULL},
    {"state", &office_state_schema, true, NULL},
    {"since", &schema_date_time, true, "When it came into this state."},
    {"due_day", &schema_date, false,
     "Last day of what is under way; absent: none or unknown."},
    {"days_left", &schema_integer, false,
     "Working days up to due_day; negative: it is over."},
    {"department", &schema_texts, false, "Who has it."},
    {"next", &office_next_schema, true, "What the person must do."},
    {"steps", &office_steps_schema, true, NULL},
    {"defects", &office_defects_schema, true,
     "All that is missing, at once; state correction."},
    {"reason", &office_sentence_schema, true,
     "Why it was refused or denied; \"\": it was not."},
    {"results", &office_results_schema, true, "What can be printed."},
    {0}};
static const struct schema office_progress_schema = {.kind = SCHEMA_OBJECT,
                                                     .name = "Progress",
                                                     .open = true,
                                                     .members = office_progress_members};

static const struct schema_member office_result_question_members[] = {
    {"terminal", &envelope_terminal_schema, true, NULL},
    {"case_id", &schema_uuid, true, NULL},
    {"query_code", &envelope_query_code_schema, true, NULL},
    {"result", &letter_result_number_schema, true, NULL},
    {0}};
static const struct schema office_result_question_schema = {
    .kind = SCHEMA_OBJECT,
    .name = "ResultQuestion",
    .open = true,
    .members = office_result_question_members};
/* A body of this schema is no JSON but the bytes of a document, application/pdf. */
static const struct schema office_pdf_schema = {.kind = SCHEMA_ANY};

/* ---- heartbeat -------------------------------------------------------------------------- */

static const struct schema office_word_schema = {
    .kind = SCHEMA_STRING,
    .max = 64,
    .about = "A word of <kiosk/protocol.h>; \"\": none."};
static const struct schema office_name_schema = {.kind = SCHEMA_STRING, .max = 64};
static const struct schema_member office_device_members[] = {
    {"name", &office_name_schema, true, "Name in the terminal's configuration."},
    {"class", &schema_slug, true, NULL},
    {"device", &office_word_schema, true, "State: online, userError, …"},
    {"cause", &office_word_schema, true, NULL},
    {"action", &office_word_schema, true, "Who must act."},
    {"since", &schema_date_time, false, "Since when state and cause are so."},
    {"works", &schema_boolean, false, "Whether people can use it all the same."},
    {0}};
static const struct schema office_device_schema = {.kind = SCHEMA_OBJECT,
                                                   .name = "DeviceHealth",
                                                   .open = true,
                                                   .members = office_device_members};
static const struct schema office_devices_schema = {
    .kind = SCHEMA_ARRAY, .max = 64, .item = &office_device_schema};
static const struct schema_member office_queue_members[] = {
    {"waiting", &schema_natural, true, "Cases not yet delivered."},
    {"oldest_s", &schema_natural, true, "Age of the oldest of them, seconds; 0: none."},
    {0}};
static const struct schema office_queue_schema = {.kind = SCHEMA_OBJECT,
                                                  .name = "QueueHealth",
                                                  .open = true,
                                                  .members = office_queue_members};
static const struct schema_member office_supply_members[] = {
    {"class", &schema_slug, true, "printer or receipt."},
    {"sheets_since_refill", &schema_natural, true,
     "Sheets or slips that came out since paper was put in."},
    {"sheets_lately", &schema_natural, true, "In the last 14 days."},
    {"days_left", &schema_natural, false,
     "At that rate; left out when the tray's size or the rate is not known."},
    {0}};
static const struct schema office_supply_schema = {.kind = SCHEMA_OBJECT,
                                                   .name = "Supply",
                                                   .open = true,
                                                   .members = office_supply_members};
static const struct schema office_supplies_schema = {
    .kind = SCHEMA_ARRAY, .max = 8, .item = &office_supply_schema};
static const struct schema office_etag_schema = {
    .kind = SCHEMA_STRING,
    .max = 100,
    .about = "With its quotes, as in the header ETag."};
static const struct schema_member office_heartbeat_members[] = {
    {"terminal", &envelope_terminal_schema, true, NULL},
    {"at", &schema_date_time, true, "The terminal's clock."},
    {"version", &office_name_schema, true, "Of the terminal's program."},
    {"devices", &office_devices_schema, true, NULL},
    {"queue", &office_queue_schema, true, NULL},
    {"catalogue", &office_etag_schema, true,
     "ETag of the catalogue it uses; \"\": none yet."},
    {"supplies", &office_supplies_schema, false, NULL},
    {0}};
static const struct schema office_heartbeat_schema = {.kind = SCHEMA_OBJECT,
                                                      .name = "Heartbeat",
                                                      .open = true,
                                                      .members =
                                                          office_heartbeat_members};
static const struct schema_member office_heartbeat_answer_members[] = {
    {"time", &schema_date_time, true, "The office's clock."},
    {"catalogue_etag", &office_etag_schema, true, "What GET /v1/catalogue has now."},
    {0}};
static const struct schema office_heartbeat_answer_schema = {
    .kind = SCHEMA_OBJECT,
    .name = "HeartbeatAnswer",
    .open = true,
    .members = office_heartbeat_answer_members};

#include <kiosk/office_operations.h>

#endif
