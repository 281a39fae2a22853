// SPDX-License-Identifier: Apache-2.0
/* The made-up person who tries a service. */
#ifndef PREVIEW_PERSON_H
#define PREVIEW_PERSON_H

#include "terminal/session.h"

/* Card of whoever is wanted now: the applicant, somebody of age who acts for others, a child;
 * another one when the last was refused. New reference. */
json_t *person_card(const struct session *session);

#endif
