// SPDX-License-Identifier: Apache-2.0
/* Numbers that prove or name: checks and masks. Pure; any thread. */
#ifndef CORE_IDENTITY_H
#define CORE_IDENTITY_H

#include "base/clock.h"
#include <stdbool.h>

enum identity_problem {
    IDENTITY_GOOD,
    IDENTITY_LENGTH, // not 18
    IDENTITY_OLD,    // 15 digits: the old form, no longer valid
    IDENTITY_CHARACTER,
    IDENTITY_DATE,        // no such day, or later than today
    IDENTITY_CHECK_DIGIT, // ISO 7064 MOD 11-2, GB 11643
};

/* Unknown area codes are not refused: areas get abolished. */
enum identity_problem
identity_check(const char *id_number, const struct clock_date *today);
/* The same for the number on a card of a type of <kiosk/card.h>: the cards of foreigners of
 * 2017 have 15 characters without a check digit, chip cards none. */
enum identity_problem identity_check_card(const char *card_type, const char *id_number,
                                          const struct clock_date *today);
char identity_check_digit(const char *first17);
int identity_age(const char *birth_iso, const struct clock_date *today); // -1: no date
bool identity_phone_is_good(const char *phone);      // 11 digits beginning with 1
bool identity_bank_card_is_good(const char *number); // 16-19 digits, Luhn
bool identity_uscc_is_good(const char *code);        // GB 32100, MOD 31

/* "9999 •••••••••• 0023", "100 •••• 1234", last four of an account, "王**". g_free. */
char *identity_mask_id(const char *id_number);
char *identity_mask_phone(const char *phone);
char *identity_mask_account(const char *number);
char *identity_mask_name(const char *name);
char *identity_group_phone(const char *phone); // "100 0000 1234"

#endif
