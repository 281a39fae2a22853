// SPDX-License-Identifier: Apache-2.0
#include "mend_text.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#define TOLD_MOST 80

/* What a Chinese keyboard writes in place of what JSON wants. */
static const struct {
    gunichar typed, wanted;
} wide[] = {
    {0xff0c, ','}, {0x3001, ','}, {0xff1a, ':'}, {0xff5b, '{'}, {0xff5d, '}'},
    {0xff3b, '['}, {0xff3d, ']'}, {0x3010, '['}, {0x3011, ']'}, {0x201c, '"'},
    {0x201d, '"'}, {0xff02, '"'}, {0x2018, '"'}, {0x2019, '"'}, {'\'', '"'},
};

static gunichar
wanted_for(gunichar typed)
{
    for (size_t i = 0; i < G_N_ELEMENTS(wide); i++)
        if (wide[i].typed == typed)
            return wide[i].wanted;
    return typed;
}

void
mend_text_init(struct mend_text *text, const char *source, struct findings *findings)
{
    *text = (struct mend_text){
        .start = source,
        .at = source,
        .line = 1,
        .out = g_string_new(NULL),
        .last = {1, source},
        .mark = {1, source},
        .findings = findings,
    };
}

char *
mend_text_finish(struct mend_text *text, bool good)
{
    return g_string_free(text->out, !good);
}

/* ---- what is told ---- */

static void
tell_at(struct mend_text *text, struct mend_place place, const char *message)
{
    const char *line = place.at;
    while (line > text->start && line[-1] != '\n')
        line--;
    g_autofree char *column =
        g_strdup_printf("column %ld", g_utf8_strlen(line, place.at - line) + 1);
    if (++text->told < TOLD_MOST)
        findings_add(text->findings, place.line, column, "%s", message);
    else if (text->told == TOLD_MOST)
        findings_add(text->findings, place.line, column,
                     "more of this kind follow: mend these first");
}

void
mend_text_tell(struct mend_text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    tell_at(text, (struct mend_place){text->line, text->at}, message);
}

void
mend_text_tell_before(struct mend_text *text, const char *message)
{
    tell_at(text, text->last, message);
}

void
mend_text_tell_marked(struct mend_text *text, const char *message)
{
    tell_at(text, text->mark, message);
}

void
mend_text_mark(struct mend_text *text)
{
    text->mark = (struct mend_place){text->line, g_utf8_prev_char(text->at)};
}

/* ---- what is written ---- */

static void
written(struct mend_text *text)
{
    text->end_of_last = text->out->len;
    text->last = (struct mend_place){text->line, text->at};
}

void
mend_text_put(struct mend_text *text, const char *json)
{
    g_string_append(text->out, json);
    text->end_of_last = text->out->len;
}

void
mend_text_put_before(struct mend_text *text, const char *json)
{
    g_string_insert(text->out, (gssize)text->end_of_last, json);
    text->end_of_last += strlen(json);
}

/* ---- what is read ---- */

static void
step(struct mend_text *text)
{
    if (*text->at == '\n') {
        g_string_append_c(text->out, '\n');
        text->line++;
    }
    text->at += g_utf8_skip[(guchar)*text->at];
}

static bool
at_remark(const struct mend_text *text)
{
    return *text->at == '#' || g_str_has_prefix(text->at, "//") ||
           g_str_has_prefix(text->at, "/*");
}

static void
skip_remark(struct mend_text *text)
{
    bool block = g_str_has_prefix(text->at, "/*");
    const char *end = strstr(text->at, block ? "*/" : "\n");
    if (end == NULL)
        end = text->at + strlen(text->at);
    else if (block)
        end += 2;
    mend_text_tell(text, "there are no remarks in such a file: take it out");
    while (text->at < end)
        step(text);
}

gunichar
mend_text_next(struct mend_text *text)
{
    for (;;) {
        gunichar sign = g_utf8_get_char(text->at);
        if (at_remark(text)) {
            skip_remark(text);
            continue;
        }
        if (sign == 0 || !(g_unichar_isspace(sign) || sign == 0xfeff))
            return wanted_for(sign);
        if (sign >= 0x80)
            mend_text_tell(text, "a wide space outside of quotes: write an ordinary one");
        step(text);
    }
}

void
mend_text_skip(struct mend_text *text, const char *put)
{
    gunichar typed = g_utf8_get_char(text->at), wanted = wanted_for(typed);
    if (typed != wanted)
        mend_text_tell(text, "write %c in place of the wide sign", (char)wanted);
    text->at += g_utf8_skip[(guchar)*text->at];
    if (put != NULL)
        mend_text_put(text, put);
    written(text);
}

void
mend_text_end(struct mend_text *text)
{
    while (*text->at != '\0')
        step(text);
}

/* ---- texts in quotes ---- */

/* Where the text that begins at `from` ends; *closed_out tells whether by a quote. */
static const char *
end_of_string(const char *from, gunichar quote, bool *closed_out)
{
    const char *other = NULL, *at = from;
    for (; *at != '\0' && *at != '\n'; at += g_utf8_skip[(guchar)*at]) {
        gunichar sign = g_utf8_get_char(at);
        if (sign == '\\' && at[1] != '\0' && at[1] != '\n') {
            at++;
            continue;
        }
        *closed_out = true;
        if (sign == '"' || (quote != '"' && wanted_for(sign) == '"'))
            return at;
        if (sign == 0x201d)
            other = at;
    }
    *closed_out = false;
    if (other != NULL)
        return other;
    // What closes the line belongs to it, not to the text.
    while (at > from && strchr(" \t\r,", at[-1]) != NULL)
        at--;
    return at;
}

static bool
hex4(const char *at, guint *code_out)
{
    guint code = 0;
    for (int i = 0; i < 4; i++) {
        if (!g_ascii_isxdigit(at[i]))
            return false;
        code = code * 16 + (guint)g_ascii_xdigit_value(at[i]);
    }
    *code_out = code;
    return true;
}

/* \uXXXX at `at`; bytes taken, 0: it names no character. */
static int
length_of_code(const char *at)
{
    guint code, low;
    if (!hex4(at + 2, &code) || code == 0 || (code >= 0xdc00 && code < 0xe000))
        return 0;
    if (code < 0xd800 || code >= 0xe000)
        return 6;
    bool pair = at[6] == '\\' && at[7] == 'u' && hex4(at + 8, &low) && low >= 0xdc00 &&
                low < 0xe000;
    return pair ? 12 : 0;
}

static void
copy_escape(struct mend_text *text)
{
    int length = text->at[1] == 'u'                          ? length_of_code(text->at)
                 : strchr("\"\\/bfnrt", text->at[1]) != NULL ? 2
                                                             : 0;
    if (length == 0) {
        mend_text_tell(text,
                       text->at[1] == 'u'
                           ? "\\u names no character here: write the character itself"
                           : "\\ means nothing here: write \\\\ for one, or take it "
                             "out");
        g_string_append(text->out, "\\\\");
        text->at++;
        return;
    }
    g_string_append_len(text->out, text->at, length);
    text->at += length;
}

static void
copy_sign(struct mend_text *text)
{
    const char *next = (text->at + g_utf8_skip[(guchar)*text->at]);
    if (*text->at == '\\' && text->at[1] != '\0') {
        copy_escape(text);
        return;
    }
    if (*text->at == '"')
        g_string_append(text->out, "\\\"");
    else if ((guchar)*text->at >= 0x20)
        g_string_append_len(text->out, text->at, next - text->at);
    else {
        mend_text_tell(text, "a tab in a text: write a space");
        g_string_append_c(text->out, ' ');
    }
    text->at = next;
}

static char *
reading_of(const char *json, size_t length)
{
    json_t *string = json_loadb(json, length, JSON_DECODE_ANY, NULL);
    char *reading = g_strdup(string != NULL ? json_string_value(string) : "");
    json_decref(string);
    return reading;
}

char *
mend_text_string(struct mend_text *text)
{
    gunichar quote = g_utf8_get_char(text->at);
    bool closed;
    const char *end =
        end_of_string((text->at + g_utf8_skip[(guchar)*text->at]), quote, &closed);
    size_t from = text->out->len;
    if (quote != '"')
        mend_text_tell(text, "write \" before and behind a text, no other quotes");
    else if (!closed)
        mend_text_tell(text, "the closing \" of this text is missing");
    text->at += g_utf8_skip[(guchar)*text->at];
    g_string_append_c(text->out, '"');
    while (text->at < end)
        copy_sign(text);
    if (*text->at != '\0' && wanted_for(g_utf8_get_char(text->at)) == '"')
        text->at += g_utf8_skip[(guchar)*text->at];
    g_string_append_c(text->out, '"');
    written(text);
    return reading_of(text->out->str + from, text->out->len - from);
}

/* ---- words without quotes ---- */

static char *
take_bare(struct mend_text *text)
{
    const char *from = text->at;
    do
        text->at += g_utf8_skip[(guchar)*text->at];
    while (*text->at != '\0' && !g_unichar_isspace(g_utf8_get_char(text->at)) &&
           (wanted_for(g_utf8_get_char(text->at)) >= 0x80 ||
            strchr(",:{}[]\"", (int)wanted_for(g_utf8_get_char(text->at))) == NULL));
    return g_strndup(from, (gsize)(text->at - from));
}

static void
put_quoted(struct mend_text *text, const char *word)
{
    json_t *string = json_string(word);
    char *json = json_dumps(string, JSON_ENCODE_ANY);
    mend_text_put(text, json);
    free(json);
    json_decref(string);
}

char *
mend_text_name(struct mend_text *text)
{
    mend_text_tell(text, "a name stands in quotes: write \" before and behind it");
    char *name = take_bare(text);
    put_quoted(text, name);
    written(text);
    return name;
}

static bool
is_number(const char *word)
{
    return g_regex_match_simple("^-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,17})?$", word, 0, 0);
}

static const struct {
    const char *typed, *wanted;
} meant[] = {
    {"true", "true"}, {"false", "false"}, {"null", "null"},
    {"yes", "true"},  {"no", "false"},    {"undefined", "null"},
    {"none", "null"}, {"是", "true"},     {"否", "false"},
};

void
mend_text_value(struct mend_text *text)
{
    struct mend_text begin = *text;
    g_autofree char *word = take_bare(text);
    if (is_number(word)) {
        mend_text_put(text, word);
    } else {
        const char *wanted = NULL;
        for (size_t i = 0; i < G_N_ELEMENTS(meant); i++)
            if (g_ascii_strcasecmp(meant[i].typed, word) == 0)
                wanted = meant[i].wanted;
        bool number = strchr("+-.0123456789", word[0]) != NULL;
        if (wanted == NULL && number)
            mend_text_tell(&begin, "not a number as it is written here: digits, no + and "
                                   "no 0 before them, at most 18");
        else if (wanted == NULL)
            mend_text_tell(&begin,
                           "a text stands in quotes: write \" before and behind it");
        else if (strcmp(wanted, word) != 0)
            mend_text_tell(&begin, "write %s", wanted);
        text->told = begin.told;
        if (wanted != NULL || number)
            mend_text_put(text, wanted != NULL ? wanted : "0");
        else
            put_quoted(text, word);
    }
    written(text);
}
