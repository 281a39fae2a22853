// SPDX-License-Identifier: Apache-2.0
/* Findings: what is wrong with one file, told in the order of its lines. */
#ifndef CHECK_FINDINGS_H
#define CHECK_FINDINGS_H

#include <glib.h>
#include <stdbool.h>

struct findings {
    GPtrArray *list;
    bool bad; // a mistake is among them, not only notes
};

void findings_init(struct findings *findings);
void findings_finish(struct findings *findings);

/* A mistake at `line` (1 is the first) of what `place` names; "" names nothing. */
void findings_add(struct findings *findings, int line, const char *place,
                  const char *format, ...) G_GNUC_PRINTF(4, 5);
/* What the author may have meant; the file is good all the same. */
void findings_note(struct findings *findings, int line, const char *place,
                   const char *format, ...) G_GNUC_PRINTF(4, 5);
void findings_print(struct findings *findings, const char *path);

#endif
