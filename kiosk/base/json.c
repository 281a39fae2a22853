// SPDX-License-Identifier: Apache-2.0
#include "json.h"

#include "file.h"

#include <stdint.h>

/* jansson's own sentences quote the text near the mistake, which may be personal data;
 * ours say only what is wrong. */
static const char *
sentence_of(enum json_error_code code)
{
    switch (code) {
    case json_error_invalid_utf8:
        return "not UTF-8";
    case json_error_premature_end_of_input:
        return "ends too early";
    case json_error_end_of_input_expected:
        return "something stands behind the value";
    case json_error_null_character:
    case json_error_null_byte_in_key:
        return "\\u0000 is not allowed";
    case json_error_duplicate_key:
        return "a name stands twice in one object";
    case json_error_numeric_overflow:
        return "a number is too large";
    default:
        return "not JSON";
    }
}

/* `at` is the byte that is wrong; people count lines and characters. */
static void
set_error(GError **error, const char *text, size_t at, const char *sentence)
{
    int line = 1, column = 1;

    for (size_t i = 0; i < at; i++) {
        if (text[i] == '\n') {
            line++;
            column = 1;
        } else if (((unsigned char)text[i] & 0xc0) != 0x80) {
            column++;
        }
    }
    g_set_error(error, JSON_ERROR, 0, "line %d, column %d: %s", line, column, sentence);
}

/* jansson tells how many bytes it had read. What is wrong begins behind them when something
 * is missing or cannot be read; otherwise it is the last of them. */
static size_t
place_of(const json_error_t *mistake)
{
    enum json_error_code code = json_error_code(mistake);
    bool is_behind = code == json_error_premature_end_of_input ||
                     code == json_error_invalid_utf8;

    return (size_t)(is_behind ? mistake->position : MAX(mistake->position - 1, 0));
}

/* Where the text first nests deeper than JSON_DEPTH_MAX; `length` when nowhere. Looked
 * for before parsing: the parser recurses. */
static size_t
too_deep_at(const char *text, size_t length)
{
    int depth = 0;
    bool in_string = false;

    for (size_t i = 0; i < length; i++) {
        if (in_string) {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '"')
                in_string = false;
        } else if (text[i] == '"') {
            in_string = true;
        } else if (text[i] == '{' || text[i] == '[') {
            if (++depth > JSON_DEPTH_MAX)
                return i;
        } else if (text[i] == '}' || text[i] == ']') {
            depth--;
        }
    }
    return length;
}

json_t *
json_parse(const char *text, size_t length, GError **error)
{
    json_error_t mistake;
    size_t deep = too_deep_at(text, length);

    if (deep < length) {
        set_error(error, text, deep, "nested too deeply");
        return NULL;
    }
    json_t *value =
        json_loadb(text, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &mistake);
    if (!value) {
        size_t at = MIN(place_of(&mistake), length);
        set_error(error, text, at, sentence_of(json_error_code(&mistake)));
    }
    return value;
}

json_t *
json_parse_file(const char *path, size_t limit, GError **error)
{
    size_t size;
    char *text = file_read(path, limit, &size, error);

    if (!text)
        return NULL;
    json_t *value = json_parse(text, size, error);
    if (!value)
        g_prefix_error(error, "%s: ", path);
    g_free(text);
    return value;
}

json_t *
json_iterable(const json_t *value)
{
    return (json_t *)(uintptr_t)value; // NOLINT(performance-no-int-to-ptr)
}

const char *
json_text(const json_t *object, const char *name, const char *otherwise)
{
    const char *text = json_string_value(json_object_get(object, name));

    return text ? text : otherwise;
}
