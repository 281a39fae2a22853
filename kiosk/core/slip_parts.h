// SPDX-License-Identifier: Apache-2.0
/* What slip.c and slip_steps.c share. */
#ifndef CORE_SLIP_PARTS_H
#define CORE_SLIP_PARTS_H

#include "core/slip.h"

/* The text of `texts` in the slip's language. Borrowed. */
const char *slip_said(const struct slip_case *slip, const json_t *texts);
/* "by 24 November", or the count alone where the holidays are not announced yet. g_free. */
char *slip_within(const struct slip_case *slip, int days, bool working);

#endif
