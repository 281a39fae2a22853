// SPDX-License-Identifier: Apache-2.0
/* What a code holds, as text: bytes that somebody printed, in one of two encodings. Pure. */
#ifndef SDK_CODE_TEXT_H
#define SDK_CODE_TEXT_H

#include <glib.h>
#include <stddef.h>

/* UTF-8, or GB 18030 where it is none; ends of lines at its end are no part of it. NULL when it
 * is neither, empty, too long for <kiosk/code.h>, or holds control characters. g_free. */
char *code_text(const void *bytes, size_t size);

#endif
