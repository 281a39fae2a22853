// SPDX-License-Identifier: Apache-2.0
#include "code_text.h"

#include <stdbool.h>
#include <string.h>
#include <kiosk/code.h>

/* GB 18030 takes four bytes a character at most, UTF-8 too. */
#define BYTES_MAX (CODE_TEXT_MAX * 4)

static bool
is_plain(const char *text)
{
    g_autofree gunichar *characters = g_utf8_to_ucs4_fast(text, -1, NULL);
    for (const gunichar *at = characters; *at != 0; at++) {
        gunichar character = *at;
        if (g_unichar_iscntrl(character) && character != '\t' && character != '\n')
            return false;
    }
    return true;
}

char *
code_text(const void *bytes, size_t size)
{
    const char *from = bytes;
    while (size > 0 && (from[size - 1] == '\r' || from[size - 1] == '\n'))
        size--;
    if (size == 0 || size > BYTES_MAX || memchr(from, '\0', size) != NULL)
        return NULL;
    char *text = NULL;
    if (g_utf8_validate(from, (gssize)size, NULL))
        text = g_strndup(from, size);
    else
        text = g_convert(from, (gssize)size, "UTF-8", "GB18030", NULL, NULL, NULL);
    if (text != NULL && g_utf8_strlen(text, -1) <= CODE_TEXT_MAX && is_plain(text))
        return text;
    g_free(text);
    return NULL;
}
