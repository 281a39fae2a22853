// SPDX-License-Identifier: Apache-2.0
/* Copy mark: what stands across a copy that was made here: what it may be used for, until when,
 * and that nobody has compared it with its original (trust level C). Always in the language of
 * the office that reads it. Pure. */
#ifndef CORE_COPY_MARK_H
#define CORE_COPY_MARK_H

#include "base/clock.h"

#define COPY_MARK_CHARACTERS_MAX 60 // more cannot be read across a page

#define COPY_MARK_VALID_DAYS 180

/* `purpose`: name of the matter; too long a one is cut, and says so. */
void copy_mark(const char *purpose, const struct clock_date *until, char mark_out[256]);
/* What a copy of an ID card may be used for: chosen before it is made. */
enum copy_purpose {
    COPY_FOR_NOTHING_YET,
    COPY_FOR_INSURANCE,
    COPY_FOR_BANK,
    COPY_FOR_WORK,
    COPY_FOR_SCHOOL,
    COPY_FOR_HOUSE,
    COPY_FOR_OTHER,
    COPY_PURPOSE_COUNT
};
enum copy_purpose
copy_purpose_find(const char *word); // COPY_FOR_NOTHING_YET: no such word
const char *copy_purpose_word(enum copy_purpose purpose);
/* Across each side: what for, and on which day. */
void copy_purpose_mark(enum copy_purpose purpose, const struct clock_date *today,
                       char mark_out[256]);
/* The same once somebody at a window has compared it (trust level B, 国办函〔2016〕108号). */
void copy_mark_checked(const struct clock_date *until, char mark_out[256]);

#endif
