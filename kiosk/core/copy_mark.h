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
/* The same once somebody at a window has compared it (trust level B, 国办函〔2016〕108号). */
void copy_mark_checked(const struct clock_date *until, char mark_out[256]);

#endif
