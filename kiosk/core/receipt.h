// SPDX-License-Identifier: Apache-2.0
/* Receipt number: terminal 4, yymmdd 6, serial 4, check digit (ISO 7064 MOD 11,10). Pure. */
#ifndef CORE_RECEIPT_H
#define CORE_RECEIPT_H

#include "base/clock.h"
#include <stdbool.h>

#define RECEIPT_SIZE 16       // 15 digits and a zero
#define RECEIPT_SHOWN_SIZE 20 // "0001 261121 0007 1" and a zero
#define RECEIPT_SERIAL_MAX 9999

/* False when `serial` is not in 1…9999 or `terminal` is not four digits. */
bool receipt_make(const char *terminal, const struct clock_date *date, int serial,
                  char number_out[RECEIPT_SIZE]);
bool receipt_is_good(const char *number);
void receipt_show(const char *number, char shown_out[RECEIPT_SHOWN_SIZE]);
/* "482 915" from "482915". */
void receipt_show_code(const char *code, char shown_out[8]);

#endif
