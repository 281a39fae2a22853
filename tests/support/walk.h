// SPDX-License-Identifier: Apache-2.0
/* Walks any service from the guide to the last screen, reading its definition for what to
 * fill in: made-up digits by kind of question, the first choice of each list, one page a scan.
 * For services that nobody has written a journey for. */
#ifndef SUPPORT_WALK_H
#define SUPPORT_WALK_H

#include "visit.h"

/* From the attract screen to done, in one of the two modes; virtual or real devices. The touches it took, typed
 * characters not counted. Receipt number to *number_out (g_free). */
int walk_service(struct world *world, const json_t *definition, bool assisted,
                 char **number_out);

#endif
