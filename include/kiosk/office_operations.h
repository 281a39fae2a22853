// SPDX-License-Identifier: Apache-2.0
/* What the office can be asked: every operation with its path, body and answers. The last part
 * of <kiosk/office.h>, which is what to include. */
#ifndef KIOSK_OFFICE_OPERATIONS_H
#define KIOSK_OFFICE_OPERATIONS_H

#include <kiosk/office.h>

struct office_response {
    int status;
    const struct schema *body; // NULL: no body
    const char *about;
};

struct office_operation {
    const char *name; // operationId
    const char *method;
    const char *path; // with {parameters}
    const char *about;
    const char *media;                       // of the request's body; NULL: none
    const struct schema *body;               // application/json; NULL: bytes
    size_t body_max;                         // bytes
    const struct office_response *responses; // ended by status 0; the common ones apart
};

/* What any operation may answer beside its own. */
static const struct office_response office_common_responses[] = {
    {400, &office_error_schema, "The request cannot be understood."},
    {403, &office_error_schema,
     "No client certificate of a terminal, or of another one."},
    {404, &office_error_schema, "There is no such thing."},
    {405, &office_error_schema, "The path does not know this method; see Allow."},
    {413, &office_error_schema, "The body is too large; `limit` says what fits."},
    {415, &office_error_schema, "The body is of another media type."},
    {422, &office_error_schema,
     "Understood, but not right; `code` and the rest say why."},
    {500, &office_error_schema, "A mistake of the office; repeat later."},
    {503, &office_error_schema, "Not stored; repeat after Retry-After seconds."},
    {507, &office_error_schema, "Not stored: the office's disk is full."},
    {0, NULL, NULL}};

static const struct office_response office_catalogue_responses[] = {
    {200, &office_catalogue_schema,
     "The catalogue, with ETag and " OFFICE_SIGNATURE_HEADER "."},
    {304, NULL, "If-None-Match names the catalogue as it is."},
    {0, NULL, NULL}};
static const struct office_response office_piece_responses[] = {
    {200, &office_piece_stored_schema, "It was there already."},
    {201, &office_piece_stored_schema, "It is durable now."},
    {0, NULL, NULL}};
static const struct office_response office_put_case_responses[] = {
    {200, &office_case_state_schema, "The same case again: the same answer."},
    {201, &office_case_state_schema, "The case is durable now."},
    {409, &office_error_schema, "case_differs or receipt_number_taken."},
    {0, NULL, NULL}};
static const struct office_response office_get_case_responses[] = {
    {200, &office_case_state_schema, "Only for the terminal that sent the case."},
    {0, NULL, NULL}};
static const struct office_response office_correction_responses[] = {
    {200, &office_correction_state_schema, "The same correction again: the same answer."},
    {201, &office_correction_state_schema, "The correction is durable now."},
    {409, &office_error_schema, "case_differs, or wrong_state: nothing is missing."},
    {0, NULL, NULL}};
static const struct office_response office_progress_responses[] = {
    {200, &office_progress_schema, "How the case stands."},
    {403, &office_error_schema, "wrong_code; `tries_left` says how often still."},
    {429, &office_error_schema, "too_many_tries; again after Retry-After seconds."},
    {0, NULL, NULL}};
static const struct office_response office_result_responses[] = {
    {200, &office_pdf_schema, "The document."},
    {403, &office_error_schema, "wrong_code; `tries_left` says how often still."},
    {429, &office_error_schema, "too_many_tries; again after Retry-After seconds."},
    {0, NULL, NULL}};
static const struct office_response office_delivery_responses[] = {
    {200, &letter_stored_schema, "The same letter again: the same answer."},
    {201, &letter_stored_schema, "It is durable now: 送达."},
    {409, &office_error_schema,
     "letter_differs, or wrong_state: this terminal took no such result."},
    {0, NULL, NULL}};
static const struct office_response office_heartbeat_responses[] = {
    {200, &office_heartbeat_answer_schema, "Stored."}, {0, NULL, NULL}};

static const struct office_response office_letter_responses[] = {
    {200, &letter_stored_schema, "The same letter again: the same answer."},
    {201, &letter_stored_schema, "It is durable now."},
    {409, &office_error_schema, "letter_differs or already_rated."},
    {0, NULL, NULL}};

static const struct office_response office_ticket_responses[] = {
    {200, &letter_ticket_schema, "How it stands."}, {0, NULL, NULL}};

static const struct office_response office_windows_responses[] = {
    {200, &booking_windows_answer_schema, "All windows with a calendar."},
    {0, NULL, NULL}};
static const struct office_response office_slots_responses[] = {
    {200, &booking_slots_answer_schema, "As it is now; nothing is promised by it."},
    {0, NULL, NULL}};
static const struct office_response office_hold_responses[] = {
    {200, &booking_held_schema, "Held; the same hold again: the same answer."},
    {409, &office_error_schema, "slot_full, too_late or hold_differs."},
    {0, NULL, NULL}};
static const struct office_response office_confirm_responses[] = {
    {200, &booking_schema, "The same booking again: the same answer."},
    {201, &booking_schema, "Booked, durably."},
    {409, &office_error_schema,
     "hold_over, already_booked, too_many_bookings or booking_differs."},
    {0, NULL, NULL}};
static const struct office_response office_find_responses[] = {
    {200, &booking_found_schema, "With a wrong number or code: none."},
    {429, &office_error_schema, "Too many wrong codes; see Retry-After."},
    {0, NULL, NULL}};
static const struct office_response office_change_responses[] = {
    {200, &booking_schema, "As it is now; the same request again: the same answer."},
    {409, &office_error_schema, "hold_over, too_late or already_booked."},
    {429, &office_error_schema, "Too many wrong codes; see Retry-After."},
    {0, NULL, NULL}};

static const struct office_response office_queues_responses[] = {
    {200, &queue_list_answer_schema, "All windows, as they are now."}, {0, NULL, NULL}};
static const struct office_response office_take_responses[] = {
    {200, &queue_ticket_schema, "The same ticket again: the same number."},
    {201, &queue_ticket_schema, "A number of its own, durably."},
    {409, &office_error_schema, "window_closed or ticket_differs."},
    {0, NULL, NULL}};

static const struct office_operation office_operations[] = {
    {"getCatalogue", "GET", "/v1/catalogue", "All services, signed.", NULL, NULL, 0,
     office_catalogue_responses},
    {"putPiece", "PUT", "/v1/pieces/{sha256}",
     "One sealed piece, named by the SHA-256 of its bytes.", "application/octet-stream",
     NULL, ENVELOPE_PIECE_MAX, office_piece_responses},
    {"putCase", "PUT", "/v1/cases/{case_id}",
     "The header of a case whose pieces are there.", "application/json",
     &envelope_header_schema, OFFICE_BODY_MAX, office_put_case_responses},
    {"getCase", "GET", "/v1/cases/{case_id}", "How a case stands.", NULL, NULL, 0,
     office_get_case_responses},
    {"putCorrection", "PUT", "/v1/cases/{case_id}/corrections/{correction_id}",
     "The header of a correction whose pieces are there.", "application/json",
     &envelope_correction_header_schema, OFFICE_BODY_MAX, office_correction_responses},
    {"progress", "POST", "/v1/progress", "How a person's case stands.",
     "application/json", &office_progress_question_schema, OFFICE_BODY_MAX,
     office_progress_responses},
    {"result", "POST", "/v1/result", "A document that was issued.", "application/json",
     &office_result_question_schema, OFFICE_BODY_MAX, office_result_responses},
    {"delivery", "POST", "/v1/delivery", "送达回执: a printed result was signed for.",
     "application/json", &letter_delivery_schema, OFFICE_BODY_MAX,
     office_delivery_responses},
    {"heartbeat", "POST", "/v1/heartbeat", "How the terminal is.", "application/json",
     &office_heartbeat_schema, OFFICE_BODY_MAX, office_heartbeat_responses},
    {"rateCase", "POST", "/v1/ratings", "好差评: what a person says of a case.",
     "application/json", &letter_rating_schema, OFFICE_BODY_MAX, office_letter_responses},
    {"reportTrouble", "POST", "/v1/troubles", "办不成事: what could not be done.",
     "application/json", &letter_trouble_schema, OFFICE_BODY_MAX,
     office_letter_responses},
    {"ticket", "POST", "/v1/troubles/ticket",
     "How a matter that could not be done stands.", "application/json",
     &letter_ticket_question_schema, OFFICE_BODY_MAX, office_ticket_responses},
    {"callHelp", "POST", "/v1/help-calls", "Somebody is wanted at a machine.",
     "application/json", &letter_help_schema, OFFICE_BODY_MAX, office_letter_responses},
    {"listWindows", "POST", "/v1/bookings/windows", "What can be booked.",
     "application/json", &booking_list_windows_schema, OFFICE_BODY_MAX,
     office_windows_responses},
    {"listSlots", "POST", "/v1/bookings/slots", "When, and how busy it is.",
     "application/json", &booking_list_slots_schema, OFFICE_BODY_MAX,
     office_slots_responses},
    {"holdSlot", "POST", "/v1/bookings/hold", "Keeps a place while a person decides.",
     "application/json", &booking_hold_schema, OFFICE_BODY_MAX, office_hold_responses},
    {"confirmBooking", "POST", "/v1/bookings/confirm", "Makes a booking of a hold.",
     "application/json", &booking_confirm_schema, OFFICE_BODY_MAX,
     office_confirm_responses},
    {"findBookings", "POST", "/v1/bookings/find", "By card, or by number and code.",
     "application/json", &booking_find_schema, OFFICE_BODY_MAX, office_find_responses},
    {"changeBooking", "POST", "/v1/bookings/change", "To the slot of a hold.",
     "application/json", &booking_change_schema, OFFICE_BODY_MAX,
     office_change_responses},
    {"cancelBooking", "POST", "/v1/bookings/cancel", "Gives the place back.",
     "application/json", &booking_cancel_schema, OFFICE_BODY_MAX,
     office_change_responses},
    {"listQueues", "POST", "/v1/queue/windows", "取号: which windows are open now.",
     "application/json", &queue_list_schema, OFFICE_BODY_MAX, office_queues_responses},
    {"takeTicket", "POST", "/v1/queue/take", "A number for a window that is open now.",
     "application/json", &queue_take_schema, OFFICE_BODY_MAX, office_take_responses},
    {NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL}};

#endif
