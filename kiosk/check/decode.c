// SPDX-License-Identifier: Apache-2.0
#include "decode.h"

#include <string.h>

#define TOLD_MOST 20 // torn characters

static const struct {
    const char *mark; // first bytes
    size_t length;
    const char *charset;
} marks[] = {
    {"\xff\xfe", 2, "UTF-16LE"},
    {"\xfe\xff", 2, "UTF-16BE"},
};

static int
line_at(const char *text, size_t at)
{
    int line = 1;
    for (size_t i = 0; i < at; i++)
        line += text[i] == '\n';
    return line;
}

/* Every other byte of a Latin letter is zero. */
static const char *
charset_of(const char *bytes, size_t size, size_t *mark_out)
{
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        if (size >= marks[i].length &&
            memcmp(bytes, marks[i].mark, marks[i].length) == 0) {
            *mark_out = marks[i].length;
            return marks[i].charset;
        }
    *mark_out = 0;
    if (size < 4 || size % 2 != 0 || (bytes[0] == '\0') == (bytes[1] == '\0'))
        return NULL;
    return bytes[0] == '\0' ? "UTF-16BE" : "UTF-16LE";
}

/* Most likely what Chinese editors saved before UTF-8: then what comes before the first such
 * byte is plain ASCII. One torn character among good ones is no other encoding. NULL: no. */
static char *
from_gb18030(const char *text, size_t size, size_t good)
{
    for (size_t i = 0; i < good; i++)
        if ((unsigned char)text[i] >= 0x80)
            return NULL;
    return g_convert(text, (gssize)size, "UTF-8", "GB18030", NULL, NULL, NULL);
}

/* The torn characters as marks that can be shown; each is told. */
static char *
repair(const char *text, size_t size, struct findings *findings)
{
    const char *end, *at = text;
    for (int told = 0; told < TOLD_MOST; told++) {
        if (g_utf8_validate(at, (gssize)(size - (size_t)(at - text)), &end))
            break;
        findings_add(findings, line_at(text, (size_t)(end - text)), "",
                     "not UTF-8: write the character here again, and save the file as "
                     "UTF-8");
        for (at = end + 1; at < text + size && (*at & 0xc0) == 0x80; at++)
            continue;
    }
    return g_utf8_make_valid(text, (gssize)size);
}

static char *
as_utf8(const char *bytes, size_t size, struct findings *findings)
{
    size_t mark;
    const char *charset = charset_of(bytes, size, &mark), *end;
    if (charset != NULL) {
        findings_add(findings, 1, "", "the file is UTF-16: save it as UTF-8");
        return g_convert_with_fallback(bytes + mark, (gssize)(size - mark), "UTF-8",
                                       charset, "?", NULL, NULL, NULL);
    }
    if (g_utf8_validate(bytes, (gssize)size, &end))
        return g_strndup(bytes, size);
    size_t good = (size_t)(end - bytes);
    char *other = from_gb18030(bytes, size, good);
    if (other == NULL)
        return repair(bytes, size, findings);
    findings_add(findings, line_at(bytes, good), "",
                 "not UTF-8, it looks like GB 18030 (GBK): save the file as UTF-8");
    return other;
}

char *
decode_text(const char *bytes, size_t size, struct findings *findings)
{
    if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
        findings_add(findings, 1, "",
                     "the file begins with a byte order mark: save it as UTF-8 without "
                     "BOM");
        bytes += 3;
        size -= 3;
    }
    size_t mark;
    const char *zero = memchr(bytes, '\0', size);
    if (zero == NULL || charset_of(bytes, size, &mark) != NULL)
        return as_utf8(bytes, size, findings);
    findings_add(findings, line_at(bytes, (size_t)(zero - bytes)), "",
                 "a zero byte: take it out");
    g_autofree char *without = g_memdup2(bytes, size);
    for (size_t i = 0; i < size; i++)
        if (without[i] == '\0')
            without[i] = ' ';
    return as_utf8(without, size, findings);
}
