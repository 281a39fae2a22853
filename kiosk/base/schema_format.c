// SPDX-License-Identifier: Apache-2.0
#include "schema_format.h"

#include "clock.h"

#include <string.h>

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"
#define HEX DIGITS "abcdef"

/* True when all of `text` is of `letters`. */
static bool
is_all(const char *text, const char *letters)
{
    return text[strspn(text, letters)] == '\0';
}

static bool
is_date(const char *text)
{
    struct clock_date date;

    return clock_parse_day(text, &date);
}

static bool
is_date_time(const char *text)
{
    int64_t real_ms;

    return clock_parse(text, &real_ms);
}

static bool
is_uuid(const char *text)
{
    static const size_t dashes[] = {8, 13, 18, 23, 36};

    for (size_t i = 0; i < G_N_ELEMENTS(dashes); i++) {
        size_t from = i == 0 ? 0 : dashes[i - 1] + 1;
        if (strspn(text + from, HEX) != dashes[i] - from)
            return false;
        if (text[dashes[i]] != (i == 4 ? '\0' : '-'))
            return false;
    }
    return true;
}

static bool
is_sha256(const char *text)
{
    return strlen(text) == 64 && is_all(text, HEX);
}

static bool
is_hex(const char *text)
{
    return strlen(text) % 2 == 0 && is_all(text, HEX);
}

static bool
is_digits(const char *text)
{
    return *text && is_all(text, DIGITS);
}

static bool
is_identifier(const char *text)
{
    return g_ascii_islower(*text) && is_all(text, LOWER DIGITS "_");
}

static bool
is_slug(const char *text)
{
    return *text && *text != '-' && is_all(text, LOWER DIGITS "-");
}

static bool
is_base64(const char *text)
{
    size_t letters = strspn(text, UPPER LOWER DIGITS "+/");
    size_t padding = strspn(text + letters, "=");

    return text[letters + padding] == '\0' && (letters + padding) % 4 == 0 &&
           padding <= 2;
}

static bool
is_language(const char *text)
{
    size_t language = strspn(text, LOWER);

    if (language < 2 || language > 3)
        return false;
    text += language;
    if (*text == '_') {
        if (strspn(text + 1, UPPER) != 2)
            return false;
        text += 3;
    }
    if (*text == '@') {
        text += 1 + strspn(text + 1, LOWER);
        return *text == '\0' && text[-1] != '@';
    }
    return *text == '\0';
}

static const struct schema_format_rule rules[] = {
    [SCHEMA_PLAIN] = {NULL, NULL, NULL, NULL},
    [SCHEMA_DATE] = {is_date, "a day that exists, written 2026-11-21", "date", NULL},
    [SCHEMA_DATE_TIME] = {is_date_time,
                          "a moment with offset, written 2026-11-21T14:41:03+08:00",
                          "date-time", NULL},
    [SCHEMA_UUID] = {is_uuid, "a UUID in lower-case hex", "uuid",
                     "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"},
    [SCHEMA_SHA256] = {is_sha256, "64 lower-case hex digits", NULL, "^[0-9a-f]{64}$"},
    [SCHEMA_HEX] = {is_hex, "lower-case hex digits, two a byte", NULL,
                    "^([0-9a-f]{2})*$"},
    [SCHEMA_DIGITS] = {is_digits, "digits 0 to 9 only, at least one", NULL, "^[0-9]+$"},
    [SCHEMA_IDENTIFIER] = {is_identifier,
                           "lower-case letters, digits and _, a letter first", NULL,
                           "^[a-z][a-z0-9_]*$"},
    [SCHEMA_SLUG] = {is_slug, "lower-case letters, digits and -, no - first", NULL,
                     "^[a-z0-9][a-z0-9-]*$"},
    [SCHEMA_BASE64] = {is_base64, "Base64 with its padding", NULL,
                       "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"},
    [SCHEMA_LANGUAGE] = {is_language, "a language name such as zh_CN or en", NULL,
                         "^[a-z]{2,3}(_[A-Z]{2})?(@[a-z]+)?$"},
};

const struct schema_format_rule *
schema_format_rule(enum schema_format format)
{
    g_assert((size_t)format < G_N_ELEMENTS(rules));
    return &rules[format];
}
