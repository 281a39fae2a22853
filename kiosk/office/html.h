// SPDX-License-Identifier: Apache-2.0
/* HTML, written so that nothing that comes from outside can become markup. */
#ifndef OFFICE_HTML_H
#define OFFICE_HTML_H

#include <glib.h>

/* Markup of ours, as it is. */
#define html_raw(out, literal) g_string_append((out), "" literal "")

/* printf whose every %s is escaped for text and for attributes in quotes. */
void html_put(GString *out, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* An icon of assets/office/icons.svg; it always stands beside a word. */
void html_icon(GString *out, const char *name);

#endif
