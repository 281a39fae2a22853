// SPDX-License-Identifier: Apache-2.0
/* Album: scanned pages of one material as one PDF. Their JPEG bytes go into it as they are, so
 * it is as small as they are. Any thread. */
#ifndef DOCUMENTS_ALBUM_H
#define DOCUMENTS_ALBUM_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#define ALBUM_SIDE_MAX 20000 // pixels
#define ALBUM_ERROR (g_quark_from_static_string("kiosk-album"))

struct album_page {
    const void *bytes; // a whole JPEG
    size_t size;
};

struct album {
    const struct album_page *pages;
    size_t count;
    const char *title; // of the file; NULL: none
    const char *mark;  // below the picture of every page; NULL: none
};

/* Appends the PDF to `pdf_out`, which stays as it was when this fails: a page that is no whole
 * JPEG. Each page has the size of its picture, or of A4 where the picture does not tell. */
bool album_pdf(const struct album *album, GByteArray *pdf_out, GError **error);

#endif
