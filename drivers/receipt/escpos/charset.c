// SPDX-License-Identifier: Apache-2.0
#include "charset.h"

#include <iconv.h>
#include <string.h>

static const char *const names[] = {
    [CHARSET_GBK] = "gbk",
    [CHARSET_GB2312] = "gb2312",
    [CHARSET_GB18030] = "gb18030",
    [CHARSET_NONE] = "none",
};

bool
charset_parse(const char *name, enum charset *charset_out)
{
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (strcmp(names[i], name) == 0) {
            *charset_out = (enum charset)i;
            return true;
        }
    }
    return false;
}

int
charset_columns(gunichar character)
{
    if (g_unichar_iszerowidth(character))
        return 0;
    // Ambiguous ones (· — “) are Han-wide in the fonts of such printers.
    return character < 0x80 ? 1 : g_unichar_iswide_cjk(character) ? 2 : 1;
}

/* Bytes of `character`; 0: it has none. */
static size_t
convert(iconv_t converter, gunichar character, char bytes_out[8])
{
    if ((intptr_t)converter == -1)
        return 0;
    char text[8], *from = text, *to = bytes_out;
    size_t left = (size_t)g_unichar_to_utf8(character, text), room = 8;
    iconv(converter, NULL, NULL, NULL, NULL);
    if (iconv(converter, &from, &left, &to, &room) != 0 || left > 0)
        return 0;
    return 8 - room;
}

static bool
is_private(gunichar character)
{
    return g_unichar_type(character) == G_UNICODE_PRIVATE_USE;
}

bool
charset_append(enum charset charset, gunichar character, GByteArray *bytes)
{
    static iconv_t gb18030, gb2312; // command thread only
    if (gb18030 == NULL) {
        gb18030 = iconv_open("GB18030", "UTF-8");
        gb2312 = iconv_open("GB2312", "UTF-8");
    }
    char code[8], other[8];
    if (character >= 0x20 && character < 0x7f) {
        guint8 byte = (guint8)character;
        g_byte_array_append(bytes, &byte, 1);
        return true;
    }
    // A private character is another sign in each printer: it is never sent as text.
    if (charset == CHARSET_NONE || character < 0x80 || is_private(character) ||
        charset_columns(character) == 0)
        return false;
    size_t size = convert(gb18030, character, code);
    // The editions of GB 18030 differ in what FE 50 to FE FE mean: printers, too.
    bool agreed = size == 2 && (guint8)code[0] != 0xfe;
    bool held = agreed || (size == 4 && charset == CHARSET_GB18030);
    if (held && charset == CHARSET_GB2312)
        held = convert(gb2312, character, other) == 2;
    if (held)
        g_byte_array_append(bytes, (const guint8 *)code, (guint)size);
    return held;
}
