// SPDX-License-Identifier: Apache-2.0
/* Characters: how wide they are on the paper, and their bytes for the printer. Pure. */
#ifndef RECEIPT_ESCPOS_CHARSET_H
#define RECEIPT_ESCPOS_CHARSET_H

#include <glib.h>
#include <stdbool.h>

/* What the font inside the printer holds. */
enum charset {
    CHARSET_GBK,     // the two-byte part of GB 18030: what nearly all have
    CHARSET_GB2312,  // older ones
    CHARSET_GB18030, // the four-byte part, too
    CHARSET_NONE,    // ASCII alone
};

/* "gbk", "gb2312", "gb18030", "none". False: no such word. */
bool charset_parse(const char *name, enum charset *charset_out);

/* Columns of 12 dots: 2 for Han, 1 for Latin, 0 for marks that join what stands before. */
int charset_columns(gunichar character);
/* Appends the bytes of GB 18030. False, and nothing is appended: the printer's font does not
 * have it. */
bool charset_append(enum charset charset, gunichar character, GByteArray *bytes);

#endif
