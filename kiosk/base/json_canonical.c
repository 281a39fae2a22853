// SPDX-License-Identifier: Apache-2.0
#include "json.h"

#include <stdlib.h>
#include <string.h>

static void
write_string(GString *out, const char *text, size_t length)
{
    static const char hex[] = "0123456789abcdef";
    static const char shorts[] = "btn?fr"; // 0x08 … 0x0d; 0x0b has no short form

    g_string_append_c(out, '"');
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte >= 0x20) {
            if (byte == '"' || byte == '\\')
                g_string_append_c(out, '\\');
            g_string_append_c(out, (char)byte);
        } else if (byte >= 0x08 && byte <= 0x0d && byte != 0x0b) {
            g_string_append_c(out, '\\');
            g_string_append_c(out, shorts[byte - 0x08]);
        } else {
            g_string_append(out, "\\u00");
            g_string_append_c(out, hex[byte >> 4]);
            g_string_append_c(out, hex[byte & 0x0f]);
        }
    }
    g_string_append_c(out, '"');
}

static int
compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void write_value(GString *out, const json_t *value);

static void
write_object(GString *out, const json_t *object)
{
    size_t count = json_object_size(object), i = 0;
    const char **names = g_new(const char *, count + 1); // never NULL: qsort minds
    const char *name;
    json_t *member;

    json_object_foreach (json_iterable(object), name, member)
        names[i++] = name;
    qsort(names, count, sizeof *names, compare_names);
    g_string_append_c(out, '{');
    for (i = 0; i < count; i++) {
        if (i > 0)
            g_string_append_c(out, ',');
        write_string(out, names[i], strlen(names[i]));
        g_string_append_c(out, ':');
        write_value(out, json_object_get(object, names[i]));
    }
    g_string_append_c(out, '}');
    g_free(names);
}

static void
write_array(GString *out, const json_t *array)
{
    g_string_append_c(out, '[');
    for (size_t i = 0; i < json_array_size(array); i++) {
        if (i > 0)
            g_string_append_c(out, ',');
        write_value(out, json_array_get(array, i));
    }
    g_string_append_c(out, ']');
}

/* Nothing of ours holds one, but wire formats are open to members of strangers. 17 digits bring
 * back the same double on any machine; zero has one form. */
static void
write_real(GString *out, double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(text, sizeof text, "%.17g", value);
    g_string_append(out, value == 0 ? "0" : text);
}

static void
write_value(GString *out, const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        write_object(out, value);
        break;
    case JSON_ARRAY:
        write_array(out, value);
        break;
    case JSON_STRING:
        write_string(out, json_string_value(value), json_string_length(value));
        break;
    case JSON_INTEGER:
        g_string_append_printf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        break;
    case JSON_TRUE:
        g_string_append(out, "true");
        break;
    case JSON_FALSE:
        g_string_append(out, "false");
        break;
    case JSON_NULL:
        g_string_append(out, "null");
        break;
    case JSON_REAL:
        write_real(out, json_real_value(value));
        break;
    }
}

char *
json_canonical(const json_t *value)
{
    GString *out = g_string_new(NULL);

    write_value(out, value);
    return g_string_free(out, FALSE);
}

char *
json_sha256(const json_t *value)
{
    char *text = json_canonical(value);
    char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);

    g_free(text);
    return sum;
}
