// SPDX-License-Identifier: Apache-2.0
/* Dossier: one case with all that came to it — corrections over the application, papers, log —
 * opened for whoever may see it. Never on a thread that serves connections. */
#ifndef OFFICE_DOSSIER_H
#define OFFICE_DOSSIER_H

#include <glib.h>
#include <jansson.h>

#include "core/case_flow.h"
#include "office/office.h"
#include "office/unseal.h"

struct dossier {
    struct office *office;
    json_t *whole;                 // what store_whole_case answered
    const json_t *row;             // NULL: there is no such case
    json_t *header;                // of the case
    json_t *application;           // with its corrections; NULL until dossier_open
    const struct service *service; // NULL: its definition cannot be read
    enum case_state state;
};

/* False: the store does not answer (*error). `row` may be NULL after true. */
bool dossier_load(struct dossier *dossier, struct office *office, const char *case_id,
                  GError **error);
/* The same from what store_whole_case answered, which it takes; `service` stays NULL. */
void dossier_take(struct dossier *dossier, struct office *office, json_t *whole);
/* Opens application and corrections. A page that came with the n-th correction is named
 * "c<n>-…" in it. */
bool dossier_open(struct dossier *dossier, GError **error);
void dossier_finish(struct dossier *dossier); // zero-safe

/* The bytes of a page, or of a paper. */
bool dossier_piece(const struct dossier *dossier, const char *name,
                   struct plain *plain_out, GError **error);

/* Row of the newest paper of a kind; NULL: none. */
const json_t *dossier_paper(const struct dossier *dossier, const char *kind);
const json_t *dossier_paper_named(const struct dossier *dossier, const char *name);
/* What stands in a paper of JSON. New reference; NULL: it cannot be opened. */
json_t *dossier_read(const struct dossier *dossier, const json_t *paper);
/* "result-2": the name that the next paper of this kind gets. g_free. */
char *dossier_next_name(const struct dossier *dossier, const char *kind);
/* One material of the opened application; NULL: it is not in it. */
const json_t *dossier_material(const struct dossier *dossier, const char *material);
/* All its pages as one PDF, marked when they were compared with the original. */
bool dossier_album(const struct dossier *dossier, const json_t *given,
                   GByteArray *pdf_out, GError **error);
/* seq of the last event. */
json_int_t dossier_seq(const struct dossier *dossier);

#endif
