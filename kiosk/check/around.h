// SPDX-License-Identifier: Apache-2.0
/* Around: what stands beside a definition and is named in it: its folder, groups, life events,
 * samples, regions, languages. */
#ifndef CHECK_AROUND_H
#define CHECK_AROUND_H

#include <jansson.h>

#include "findings.h"

/* `text` is the definition as it was written, for the lines. Works on any JSON. */
void around_check(const char *path, const char *text, const json_t *definition,
                  struct findings *findings);

/* Line of `pointer`, or of what it would stand in. */
int around_line_of(const char *text, const char *pointer);

#endif
