// SPDX-License-Identifier: Apache-2.0
/* What a slip says, as a document of <kiosk/document.h>. Pure; language by gettext. */
#ifndef CORE_SLIP_H
#define CORE_SLIP_H

#include "core/calendar.h"
#include "core/place.h"
#include "core/service.h"

struct slip_case {
    const struct service *service;
    const struct place *place;
    const struct calendar *calendar;
    const char *terminal; // "0001"
    const char *language;
    bool large;                 // large print: the visit was in assisted mode
    const char *receipt_number; // 15 digits
    const char *query_code;     // 6 digits
    const char *code_data;      // what the QR holds
    int64_t submitted_ms;
    bool delivered;          // false: the slip says 待上传
    const json_t *applicant; // CardFields
    const json_t *answers;
    const json_t *materials; // array of MaterialGiven (envelope.h)
    const json_t *agent;     // CardFields of who came for the applicant, or NULL
    const json_t *typed;     // whose card was typed (envelope.h), or NULL
    const json_t *promise;   // DeferPromise (envelope.h), or NULL
};

/* 收件回执. New reference, passes document_schema. */
json_t *slip_receipt(const struct slip_case *slip);

/* The same for thermal paper: shorter, the name masked. For strip_of() (core/strip.h). */
json_t *slip_receipt_strip(const struct slip_case *slip);

/* The "what comes next" steps, for the last screen: array of {"when", "what", "detail"}; detail,
 * where there is one, says where it is and what to have ready. */
json_t *slip_next_steps(const struct slip_case *slip);

#endif
