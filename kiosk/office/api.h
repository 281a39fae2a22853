// SPDX-License-Identifier: Apache-2.0
/* What terminals may ask (<kiosk/office.h>), as routes. One api_*.c for each kind of thing. */
#ifndef OFFICE_API_H
#define OFFICE_API_H

#include <jansson.h>

#include "office/http.h"
#include "office/office.h"

extern const struct http_route api_routes[];
void api_refuse(struct http_request *request, enum http_refusal refusal, size_t limit,
                void *office);

/* The handlers, in the order of office_operations. */
void api_get_catalogue(struct http_request *request, void *office);
extern const struct http_receiver api_piece_receiver;
void api_put_piece(struct http_request *request, void *office);
void api_put_case(struct http_request *request, void *office);
void api_get_case(struct http_request *request, void *office);
void api_put_correction(struct http_request *request, void *office);
void api_progress(struct http_request *request, void *office);
void api_result(struct http_request *request, void *office);
void api_delivery(struct http_request *request, void *office);
void api_heartbeat(struct http_request *request, void *office);
void api_rate_case(struct http_request *request, void *office);
void api_report_trouble(struct http_request *request, void *office);
void api_ticket(struct http_request *request, void *office);
void api_call_help(struct http_request *request, void *office);
void api_list_windows(struct http_request *request, void *office);
void api_list_slots(struct http_request *request, void *office);
void api_hold_slot(struct http_request *request, void *office);
void api_confirm_booking(struct http_request *request, void *office);
void api_find_bookings(struct http_request *request, void *office);
void api_change_booking(struct http_request *request, void *office);
void api_cancel_booking(struct http_request *request, void *office);
void api_list_queues(struct http_request *request, void *office);
void api_take_ticket(struct http_request *request, void *office);

/* ---- for them --------------------------------------------------------------------------- */

/* Whether a certificate of this common name is a terminal's. */
bool api_is_terminal(const char *common_name);
/* Terminal number of the client certificate: "0001". */
const char *api_terminal(const struct http_request *request);

/* Takes `body`. */
void api_answer(struct http_request *request, unsigned status, json_t *body);

/* An error of office_error_schema. `more` (taken, may be NULL) adds members. */
void api_fail(struct http_request *request, unsigned status, const char *code,
              const char *message, const char *message_zh, json_t *more);
void api_fail_store(struct http_request *request, const GError *error);

/* 422 with one defect. */
void
api_fail_field(struct http_request *request, const char *pointer, const char *message);

/* The body, of its route's schema and for the terminal that sent it; NULL: answered. */
json_t *api_body(struct http_request *request, const struct schema *schema);

#endif
