// SPDX-License-Identifier: Apache-2.0
#include "config_value.h"

#include <limits.h>
#include <string.h>

static bool
parse_string(const struct config_key *key, const char *text, struct config_value *value)
{
    (void)value;
    return *text || !key->required;
}

static bool
parse_path(const struct config_key *key, const char *text, struct config_value *value)
{
    (void)key, (void)value;
    return *text != '\0';
}

static bool
parse_integer(const struct config_key *key, const char *text, struct config_value *value)
{
    gint64 number;

    if (!g_ascii_string_to_signed(text, 10, key->min, key->max, &number, NULL))
        return false;
    value->number = (long)number;
    return true;
}

/* A positive whole number up to `end`. */
static bool
parse_side(const char *text, const char *end, int *side_out)
{
    char *digits = g_strndup(text, (gsize)(end - text));
    guint64 number = 0;
    bool good = g_ascii_string_to_unsigned(digits, 10, 1, 1000000, &number, NULL);

    g_free(digits);
    if (good)
        *side_out = (int)number;
    return good;
}

static bool
parse_size(const struct config_key *key, const char *text, struct config_value *value)
{
    const char *cross = strchr(text, 'x');

    (void)key;
    return cross && parse_side(text, cross, &value->width) &&
           parse_side(cross + 1, cross + strlen(cross), &value->height);
}

static bool
parse_boolean(const struct config_key *key, const char *text, struct config_value *value)
{
    (void)key;
    value->number = strcmp(text, "true") == 0;
    return value->number || strcmp(text, "false") == 0;
}

static bool
parse_url(const struct config_key *key, const char *text, struct config_value *value)
{
    static const char *const own[] = {"127.0.0.1", "localhost", "::1", NULL};
    GUri *uri = g_uri_parse(text, G_URI_FLAGS_NONE, NULL);
    bool good = false;

    (void)key, (void)value;
    if (uri) {
        const char *scheme = g_uri_get_scheme(uri), *host = g_uri_get_host(uri);
        // Without TLS only to ourselves.
        good = host && *host &&
               (strcmp(scheme, "https") == 0 ||
                (strcmp(scheme, "http") == 0 && g_strv_contains(own, host)));
        g_uri_unref(uri);
    }
    return good;
}

static bool
parse_address(const struct config_key *key, const char *text, struct config_value *value)
{
    const char *colon = strrchr(text, ':');
    guint64 port;

    (void)key;
    if (!colon || colon == text ||
        !g_ascii_string_to_unsigned(colon + 1, 10, 0, 65535, &port, NULL))
        return false;
    // A version 6 address has colons of its own and stands in brackets.
    if (memchr(text, ':', (size_t)(colon - text)) && (*text != '[' || colon[-1] != ']'))
        return false;
    value->number = (long)port;
    return true;
}

static const struct {
    bool (*parse)(const struct config_key *key, const char *text,
                  struct config_value *value);
    const char *wanted, *word;
} kinds[] = {
    [CONFIG_STRING] = {parse_string, "text that is not empty", "TEXT"},
    [CONFIG_PATH] = {parse_path, "a path", "PATH"},
    [CONFIG_INTEGER] = {parse_integer, NULL, "NUMBER"},
    [CONFIG_SIZE] = {parse_size, "two whole numbers such as 268x476", "WxH"},
    [CONFIG_BOOLEAN] = {parse_boolean, "true or false", "true|false"},
    [CONFIG_URL] = {parse_url, "an address that begins with https://", "URL"},
    [CONFIG_ADDRESS] = {parse_address, "host:port", "HOST:PORT"},
};

struct config_value *
config_value_parse(const struct config_key *key, const char *text, const char *folder)
{
    struct config_value *value = g_new0(struct config_value, 1);

    if (!kinds[key->kind].parse(key, text, value)) {
        g_free(value);
        return NULL;
    }
    value->text = key->kind == CONFIG_PATH ? g_canonicalize_filename(text, folder)
                                           : g_strdup(text);
    return value;
}

void
config_value_destroy(void *data)
{
    struct config_value *value = data;

    g_free(value->text);
    g_free(value);
}

char *
config_value_wanted(const struct config_key *key)
{
    if (key->kind == CONFIG_INTEGER)
        return g_strdup_printf("a whole number from %ld to %ld", key->min, key->max);
    return g_strdup(kinds[key->kind].wanted);
}

const char *
config_value_word(enum config_kind kind)
{
    return kinds[kind].word;
}

/* ---- help ------------------------------------------------------------------------------- */

static void
append_key(GString *text, const struct config_key *key)
{
    char *head = g_strdup_printf("%s=%s", key->key, config_value_word(key->kind));

    g_string_append_printf(text, "  %-28s %s", head, key->about ? key->about : "");
    if (key->kind == CONFIG_INTEGER)
        g_string_append_printf(text, " (%ld to %ld)", key->min, key->max);
    if (key->otherwise)
        g_string_append_printf(text, " (default: %s)", key->otherwise);
    else if (key->required)
        g_string_append(text, " (required)");
    g_string_append_c(text, '\n');
    g_free(head);
}

char *
config_help(const struct config_key *keys)
{
    GString *text = g_string_new(NULL);

    for (const struct config_key *key = keys; key->group; key++) {
        if (key == keys || strcmp(key->group, key[-1].group) != 0)
            g_string_append_printf(text, "[%s]\n", key->group);
        append_key(text, key);
    }
    return g_string_free(text, FALSE);
}
