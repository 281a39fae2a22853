// SPDX-License-Identifier: Apache-2.0
#include "json.h"

#include <string.h>

/* Decodes one reference token of a pointer; *pointer stands on its '/' and then behind
 * the token. NULL: malformed. */
static char *
next_token(const char **pointer)
{
    GString *token = g_string_new(NULL);
    const char *p = *pointer + 1;

    for (; *p && *p != '/'; p++) {
        if (*p != '~') {
            g_string_append_c(token, *p);
        } else if (p[1] == '0' || p[1] == '1') {
            g_string_append_c(token, *++p == '0' ? '~' : '/');
        } else {
            g_string_free(token, TRUE);
            return NULL;
        }
    }
    *pointer = p;
    return g_string_free(token, FALSE);
}

/* RFC 6901: digits without leading zeros. */
static bool
parse_index(const char *token, guint64 *index_out)
{
    if (token[0] == '0' && token[1] != '\0')
        return false;
    return g_ascii_string_to_unsigned(token, 10, 0, G_MAXINT32, index_out, NULL);
}

static json_t *
child_of(const json_t *value, const char *token)
{
    guint64 index;

    if (json_is_object(value))
        return json_object_get(value, token);
    return parse_index(token, &index) ? json_array_get(value, (size_t)index) : NULL;
}

json_t *
json_at(const json_t *value, const char *pointer)
{
    // Lent as jansson's own getters lend: const goes in, what is not comes out.
    json_t *at = json_iterable(value);

    while (at && *pointer == '/') {
        char *token = next_token(&pointer);
        at = token ? child_of(at, token) : NULL;
        g_free(token);
    }
    return *pointer == '\0' ? at : NULL;
}

/* The line of a value is found by walking over the text: jansson keeps no positions. The
 * text was parsed before, so the walk only has to be safe, not strict, on what is no
 * JSON. */
static const char *
skip_space(const char *p)
{
    return p + strspn(p, " \t\r\n");
}

/* Behind the string that begins at `p`; on the final zero when it does not end. */
static const char *
skip_string(const char *p)
{
    for (p++; *p && *p != '"'; p++) {
        if (*p == '\\' && p[1])
            p++;
    }
    return *p ? p + 1 : p;
}

/* Behind the value that begins at `p`. */
static const char *
skip_value(const char *p)
{
    int depth = 0;

    if (*p == '\0')
        return p;
    do {
        if (*p == '"') {
            p = skip_string(p);
            continue;
        }
        if (*p == '{' || *p == '[')
            depth++;
        else if (*p == '}' || *p == ']')
            depth--;
        p++;
    } while (*p && (depth > 0 || !strchr(",]} \t\r\n", *p)));
    return p;
}

/* The name that begins at `p` as its decoded text; NULL when it is no string. */
static char *
decode_name(const char *p)
{
    const char *end = skip_string(p);
    json_t *string = json_loadb(p, (size_t)(end - p), JSON_DECODE_ANY, NULL);
    char *name = g_strdup(json_string_value(string));

    json_decref(string);
    return name;
}

static bool
name_is(const char *p, const char *wanted)
{
    char *name = *p == '"' ? decode_name(p) : NULL;
    bool same = g_strcmp0(name, wanted) == 0;

    g_free(name);
    return same;
}

/* `p` stands on '{': the value of member `token`, or NULL. */
static const char *
find_member(const char *p, const char *token)
{
    p = skip_space(p + 1);
    while (*p == '"') {
        bool found = name_is(p, token);
        p = skip_space(skip_string(p));
        if (*p != ':')
            return NULL;
        p = skip_space(p + 1);
        if (found)
            return p;
        p = skip_space(skip_value(p));
        if (*p != ',')
            return NULL;
        p = skip_space(p + 1);
    }
    return NULL;
}

/* `p` stands on '[': the item with that index, or NULL. */
static const char *
find_item(const char *p, const char *token)
{
    guint64 index;

    if (!parse_index(token, &index))
        return NULL;
    p = skip_space(p + 1);
    for (; index > 0; index--) {
        p = skip_space(skip_value(p));
        if (*p != ',')
            return NULL;
        p = skip_space(p + 1);
    }
    return *p == ']' ? NULL : p;
}

static const char *
find_value(const char *text, const char *pointer)
{
    const char *p = skip_space(text);

    while (p && *pointer == '/') {
        char *token = next_token(&pointer);
        if (token && *p == '{')
            p = find_member(p, token);
        else
            p = token && *p == '[' ? find_item(p, token) : NULL;
        g_free(token);
    }
    return p && *p && *pointer == '\0' ? p : NULL;
}

int
json_line_of(const char *text, const char *pointer)
{
    const char *found = find_value(text, pointer);
    int line = 1;

    if (!found)
        return 0;
    for (const char *p = text; p < found; p++)
        line += *p == '\n';
    return line;
}
