// SPDX-License-Identifier: Apache-2.0
/* Lengths of fields, shared by the checker and by typing. Core only. */
#ifndef CORE_FIELD_LIMITS_H
#define CORE_FIELD_LIMITS_H

#include <stdbool.h>

#define FIELD_ID_LENGTH 18 // GB 11643
#define FIELD_PHONE_LENGTH 11
#define FIELD_BANK_CARD_LEAST 16
#define FIELD_BANK_CARD_MOST 19     // ISO/IEC 7812
#define FIELD_CREDIT_CODE_LENGTH 18 // GB 32100
#define FIELD_STROKES_MOST 64       // of a signature
#define FIELD_STROKE_MOST 600       // numbers of one stroke
#define FIELD_DATE_LENGTH 8         // typed: 20261121
#define FIELD_NAME_MOST 70          // as a card holds it at most
#define FIELD_TEXT_MOST 100 // where the author set no max
#define FIELD_TEXT_LONGEST 300
#define FIELD_NUMBER_MOST 9 // digits; fits an int
#define FIELD_MONEY_MOST 10 // 1234567.89

/* "2026-11-21" or "20261121"; says nothing about whether there is such a day. */
bool field_parse_date(const char *text, int *year_out, int *month_out, int *day_out);

#endif
