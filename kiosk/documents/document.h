// SPDX-License-Identifier: Apache-2.0
/* A document (<kiosk/document.h>) becomes a PDF. Any thread; each has its own fonts. */
#ifndef DOCUMENTS_DOCUMENT_H
#define DOCUMENTS_DOCUMENT_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

#define DOCUMENT_ERROR (g_quark_from_static_string("kiosk-document"))
enum document_error {
    DOCUMENT_ERROR_INVALID,  // the sentence names block and member
    DOCUMENT_ERROR_TOO_LONG, // more than DOCUMENT_PAGES_MAX pages
    DOCUMENT_ERROR_FAILED,   // the PDF could not be written
};

/* Shape of the document and of each of its blocks. */
bool document_check(const json_t *document, GError **error);

/* Checks and sets `document`; appends the PDF to `pdf_out`, which stays as it was when this
 * fails. `pages_out` may be NULL. The PDF's own title is the document's; nothing else of the
 * document stands in its description. */
bool
document_set(const json_t *document, GByteArray *pdf_out, int *pages_out, GError **error);

/* Reads the fonts now, for the thread that calls; else the first document does (≈ 0.1 s).
 * False: the Chinese font is not installed. */
bool document_preload(GError **error);

#endif
