// SPDX-License-Identifier: Apache-2.0
/* Mend: JSON as a person types it, made JSON, so that one missing comma does not hide all other
 * mistakes. Lines stay where they are. */
#ifndef CHECK_MEND_H
#define CHECK_MEND_H

#include "findings.h"

/* `text` is UTF-8. Every slip is told with line, column and what to write instead. What comes
 * back has each value on its line and nests no deeper than JSON_DEPTH_MAX; NULL: there is
 * nothing in it, or it nests deeper. g_free. */
char *mend_json(const char *text, struct findings *findings);

#endif
