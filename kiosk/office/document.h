// SPDX-License-Identifier: Apache-2.0
/* Notices of a case as their papers hold them and as staff read them. A paper of JSON:
 *   {"kind", "receipt_number", "at": DATE_TIME, "who", "reason": text, "until": "2026-12-11" or "",
 *    "items": [{"kind": question | material, "id", "sentence"}],
 *    "result", "sheets", "strokes"}        // the last three: delivery only
 */
#ifndef OFFICE_DOCUMENT_H
#define OFFICE_DOCUMENT_H

#include "office/dossier.h"
#include "office/html.h"

/* "受理通知书"; "" for a kind without a document. */
const char *document_title(const char *kind);

/* What has been decided, as a new paper. `items` (array, borrowed) and `until` may be NULL. */
json_t *document_make(const struct dossier *dossier, const char *kind, const char *who,
                      const char *reason, const json_t *items, const char *until);

/* As a sheet on a page. */
void document_put(GString *out, const struct dossier *dossier, const json_t *paper);

/* A signature as it was drawn; nothing when there is none. */
void document_put_strokes(GString *out, const json_t *strokes);

/* Name of a question or material: "手机号码". */
const char *
document_item_name(const struct service *service, const char *kind, const char *id);

#endif
