// SPDX-License-Identifier: Apache-2.0
/* Judge: asks kiosk-preview for what only shows when a service is drawn (icons that there are
 * not, words without room). It is a program of its own: the checker knows nothing of screens. */
#ifndef CHECK_JUDGE_H
#define CHECK_JUDGE_H

#include "findings.h"

/* Nothing is told where it is not installed. */
void judge_drawn(const char *path, struct findings *findings);
char *judge_program(void); // kiosk-preview, beside this one. g_free

#endif
