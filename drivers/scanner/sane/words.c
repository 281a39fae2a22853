// SPDX-License-Identifier: Apache-2.0
#include "words.h"

#include <stdlib.h>
#include <string.h>

#define ITEMS_MAX 1024 // of a list

static size_t
words_in(const SANE_Option_Descriptor *option)
{
    return option == NULL ? 1 : (size_t)option->size / sizeof(SANE_Word);
}

static bool
is_text(const SANE_Option_Descriptor *option)
{
    return option != NULL && option->type == SANE_TYPE_STRING;
}

static char *
escape(const char *text)
{
    return *text == '\0' ? g_strdup("%00") : g_uri_escape_string(text, ":/()+,", TRUE);
}

/* g_free it. */
static char *
unescape(const char *word)
{
    return strcmp(word, "%00") == 0 ? g_strdup("") : g_uri_unescape_string(word, NULL);
}

static void
add_numbers(GString *words, const SANE_Word *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        g_string_append_printf(words, "%s%d", words->len > 0 ? " " : "", numbers[i]);
}

/* ---- to words ------------------------------------------------------------------------ */

char *
words_of_value(const SANE_Option_Descriptor *option, const void *value)
{
    if (is_text(option))
        return escape(value);
    GString *words = g_string_new(NULL);
    add_numbers(words, value, words_in(option));
    return g_string_free(words, FALSE);
}

static void
add_constraint(GString *words, const SANE_Option_Descriptor *option)
{
    const SANE_Range *range = option->constraint.range;
    switch (option->constraint_type) {
    case SANE_CONSTRAINT_RANGE:
        g_string_append_printf(words, " range %d %d %d", range->min, range->max,
                               range->quant);
        break;
    case SANE_CONSTRAINT_WORD_LIST:
        g_string_append(words, " words");
        add_numbers(words, option->constraint.word_list + 1,
                    (size_t)option->constraint.word_list[0]);
        break;
    case SANE_CONSTRAINT_STRING_LIST:
        g_string_append(words, " texts");
        for (const SANE_String_Const *at = option->constraint.string_list; *at; at++) {
            g_autofree char *text = escape(*at);
            g_string_append_printf(words, " %s", text);
        }
        break;
    case SANE_CONSTRAINT_NONE:
    default:
        break;
    }
}

char *
words_of_option(const SANE_Option_Descriptor *option)
{
    if (option == NULL)
        return g_strdup("-");
    GString *words = g_string_new(NULL);
    g_autofree char *name = escape(option->name != NULL ? option->name : "");
    g_string_append_printf(words, "%s %d %d %d %d", name, option->type, option->unit,
                           option->size, option->cap);
    add_constraint(words, option);
    return g_string_free(words, FALSE);
}

char *
words_of_devices(const SANE_Device **list)
{
    GString *words = g_string_new(NULL);
    for (; list != NULL && *list != NULL; list++) {
        g_autofree char *name = escape((*list)->name);
        g_string_append_printf(words, "%s%s", words->len > 0 ? " " : "", name);
    }
    return g_string_free(words, FALSE);
}

char *
words_of_bytes(const SANE_Byte *bytes, SANE_Int count)
{
    GString *words = g_string_new(NULL);
    for (SANE_Int i = 0; i < count; i++)
        g_string_append_printf(words, "%02x", bytes[i]);
    return g_string_free(words, FALSE);
}

/* ---- from words ---------------------------------------------------------------------- */

static bool
take_number(const char *word, SANE_Word *number_out)
{
    gint64 number;
    if (word == NULL ||
        !g_ascii_string_to_signed(word, 10, G_MININT32, G_MAXINT32, &number, NULL))
        return false;
    *number_out = (SANE_Word)number;
    return true;
}

bool
words_take_value(const SANE_Option_Descriptor *option, const char *words, void *value_out)
{
    if (is_text(option)) {
        g_autofree char *text = unescape(words);
        if (text == NULL || strlen(text) >= (size_t)option->size)
            return false;
        strcpy(value_out, text);
        return true;
    }
    g_auto(GStrv) parts = g_strsplit(words, " ", 0);
    SANE_Word *numbers = value_out;
    if (g_strv_length(parts) != words_in(option))
        return false;
    for (size_t i = 0; parts[i] != NULL; i++)
        if (!take_number(parts[i], &numbers[i]))
            return false;
    return true;
}

bool
words_take_bytes(const char *words, SANE_Byte *bytes_out, SANE_Int most,
                 SANE_Int *count_out)
{
    size_t size = strlen(words) / 2;
    if (strlen(words) % 2 != 0 || size > (size_t)most)
        return false;
    for (size_t i = 0; i < size; i++) {
        int high = g_ascii_xdigit_value(words[2 * i]);
        int low = g_ascii_xdigit_value(words[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        bytes_out[i] = (SANE_Byte)(high << 4 | low);
    }
    *count_out = (SANE_Int)size;
    return true;
}

static bool
take_range(SANE_Option_Descriptor *option, char **parts)
{
    SANE_Range *range = g_new0(SANE_Range, 1);
    option->constraint_type = SANE_CONSTRAINT_RANGE;
    option->constraint.range = range;
    return take_number(parts[0], &range->min) && take_number(parts[1], &range->max) &&
           take_number(parts[2], &range->quant);
}

static bool
take_words(SANE_Option_Descriptor *option, char **parts)
{
    guint count = MIN(g_strv_length(parts), ITEMS_MAX);
    SANE_Word *list = g_new0(SANE_Word, count + 1);
    option->constraint_type = SANE_CONSTRAINT_WORD_LIST;
    option->constraint.word_list = list;
    list[0] = (SANE_Word)count;
    for (guint i = 0; i < count; i++)
        if (!take_number(parts[i], &list[i + 1]))
            return false;
    return true;
}

static bool
take_texts(SANE_Option_Descriptor *option, char **parts)
{
    guint count = MIN(g_strv_length(parts), ITEMS_MAX);
    SANE_String_Const *list = g_new0(SANE_String_Const, count + 1);
    option->constraint_type = SANE_CONSTRAINT_STRING_LIST;
    option->constraint.string_list = list;
    for (guint i = 0; i < count; i++)
        if ((list[i] = unescape(parts[i])) == NULL)
            return false;
    return true;
}

const SANE_Option_Descriptor *
words_take_option(const char *words)
{
    static const struct {
        const char *word;
        bool (*take)(SANE_Option_Descriptor *option, char **parts);
    } constraints[] = {
        {"range", take_range}, {"words", take_words}, {"texts", take_texts}};
    g_auto(GStrv) parts = g_strsplit(words, " ", 0);
    SANE_Option_Descriptor *option = g_new0(SANE_Option_Descriptor, 1);
    SANE_Word type, unit;
    if (g_strv_length(parts) < 5 || !take_number(parts[1], &type) ||
        !take_number(parts[2], &unit) || !take_number(parts[3], &option->size) ||
        !take_number(parts[4], &option->cap) ||
        (option->name = unescape(parts[0])) == NULL) {
        g_free(option);
        return NULL;
    }
    option->type = (SANE_Value_Type)type;
    option->unit = (SANE_Unit)unit;
    for (size_t i = 0; parts[5] != NULL && i < G_N_ELEMENTS(constraints); i++)
        if (strcmp(constraints[i].word, parts[5]) == 0 &&
            !constraints[i].take(option, parts + 6))
            return NULL;
    return option;
}

const SANE_Device **
words_take_devices(const char *words)
{
    g_auto(GStrv) parts = g_strsplit(words, " ", 0);
    size_t count = 0;
    const SANE_Device **list = g_new0(const SANE_Device *, ITEMS_MAX + 1);
    for (size_t i = 0; parts[i] != NULL && *parts[i] != '\0' && i < ITEMS_MAX; i++) {
        SANE_Device *device = g_new0(SANE_Device, 1);
        device->name = unescape(parts[i]);
        device->vendor = device->model = device->type = "";
        list[count++] = device;
    }
    return list;
}
