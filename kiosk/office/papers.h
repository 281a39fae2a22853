// SPDX-License-Identifier: Apache-2.0
/* Papers: what the office writes about a case — notices, results, delivery receipts. Each is
 * sealed to the office's own key before it touches the disk and stands among the pieces; the
 * database knows only its name. Never on a thread that serves connections. */
#ifndef OFFICE_PAPERS_H
#define OFFICE_PAPERS_H

#include <jansson.h>

#include "office/office.h"

/* A sealed paper in a temporary file: member "paper" of store_move_case, or the input of
 * store_put_piece. papers_release when the store has answered. NULL: *error. */
json_t *papers_seal(struct office *office, const char *case_id, const char *name,
                    const char *kind, const void *bytes, size_t size, GError **error);
json_t *papers_seal_json(struct office *office, const char *case_id, const char *name,
                         const char *kind, const json_t *value, GError **error);
/* Takes `paper`; what was not published goes away. NULL-safe. */
void papers_release(json_t *paper);

/* NULL when the bytes are a whole PDF that a machine can print; else one Chinese sentence. */
const char *papers_pdf_defect(const void *bytes, size_t size);

#endif
