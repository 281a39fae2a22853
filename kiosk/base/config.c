// SPDX-License-Identifier: Apache-2.0
#include "config.h"

#include "config_value.h"
#include "file.h"
#include "nearest.h"

#include <string.h>

struct config {
    const struct config_key *keys; // borrowed for ever: a constant table
    GHashTable *values;            // "group\nkey" → struct config_value *
    GHashTable *groups;            // pattern of the table → GStrv of full names
};

/* What a load works with. */
struct load {
    struct config *config;
    GKeyFile *file;
    char **groups;
    const char *path;
    char *folder;
    GString *defects; // one a line
};

static bool
group_fits(const char *pattern, const char *group)
{
    size_t length = strlen(pattern);

    if (length > 0 && pattern[length - 1] == '*')
        return strncmp(pattern, group, length - 1) == 0 && group[length - 1] != '\0';
    return strcmp(pattern, group) == 0;
}

static const struct config_key *
find_key(const struct config_key *keys, const char *group, const char *name)
{
    for (; keys->group; keys++) {
        if (group_fits(keys->group, group) && strcmp(keys->key, name) == 0)
            return keys;
    }
    return NULL;
}

/* Whether `keys` is the first row of its group, so that groups can be gone through once. */
static bool
is_first_of_group(const struct config_key *all, const struct config_key *key)
{
    for (; all != key; all++) {
        if (strcmp(all->group, key->group) == 0)
            return false;
    }
    return true;
}

G_GNUC_PRINTF(4, 5)
static void
report(struct load *load, const char *group, const char *key, const char *format, ...)
{
    va_list arguments;

    g_string_append_printf(load->defects, "%s%s: [%s] ",
                           load->defects->len > 0 ? "\n" : "", load->path, group);
    if (key)
        g_string_append_printf(load->defects, "%s: ", key);
    va_start(arguments, format);
    g_string_append_vprintf(load->defects, format, arguments);
    va_end(arguments);
}

/* ---- what stands in the file and not in the table --------------------------------------- */

/* A group, or with `key` one of its keys. */
static void
report_unknown(struct load *load, const char *group, const char *key)
{
    const struct config_key *keys = load->config->keys;
    size_t rows = 0, count = 0;

    while (keys[rows].group)
        rows++;
    const char **known = g_new0(const char *, rows + 1);
    for (const struct config_key *k = keys; k->group; k++) {
        if (!key && is_first_of_group(keys, k))
            known[count++] = k->group;
        else if (key && group_fits(k->group, group))
            known[count++] = k->key;
    }
    const char *nearest = nearest_word(key ? key : group, known);
    report(load, group, key, "no such %s%s%s", key ? "key" : "group",
           nearest ? "; near is " : "", nearest ? nearest : "");
    g_free(known);
}

static void
find_unknown_keys(struct load *load, const char *group)
{
    char **keys = g_key_file_get_keys(load->file, group, NULL, NULL);

    for (char **key = keys; key && *key; key++) {
        if (!find_key(load->config->keys, group, *key))
            report_unknown(load, group, *key);
    }
    g_strfreev(keys);
}

static void
find_unknown(struct load *load)
{
    for (char **group = load->groups; *group; group++) {
        bool known = false;
        for (const struct config_key *k = load->config->keys; k->group && !known; k++)
            known = group_fits(k->group, *group);
        if (known)
            find_unknown_keys(load, *group);
        else
            report_unknown(load, *group, NULL);
    }
}

/* ---- values ----------------------------------------------------------------------------- */

static void
keep_value(struct load *load, const char *group, const struct config_key *key,
           const char *text)
{
    struct config_value *value = config_value_parse(key, text, load->folder);

    if (value) {
        g_hash_table_insert(load->config->values,
                            g_strdup_printf("%s\n%s", group, key->key), value);
        return;
    }
    char *wanted = config_value_wanted(key);
    report(load, group, key->key, "must be %s", wanted);
    g_free(wanted);
}

static void
load_value(struct load *load, const char *group, const struct config_key *key)
{
    GError *error = NULL;
    char *text = g_key_file_get_string(load->file, group, key->key, &error);

    // GLib may give a text and an error together.
    if (g_error_matches(error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE) ||
        g_error_matches(error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_UNKNOWN_ENCODING))
        report(load, group, key->key,
               "must be UTF-8 text, with a backslash written \\\\");
    else if (text)
        keep_value(load, group, key, text);
    else if (key->otherwise)
        keep_value(load, group, key, key->otherwise);
    else if (key->required)
        report(load, group, key->key, "is missing");
    g_clear_error(&error);
    g_free(text);
}

static void
load_group(struct load *load, const char *pattern, const char *group)
{
    for (const struct config_key *k = load->config->keys; k->group; k++) {
        if (strcmp(k->group, pattern) == 0)
            load_value(load, group, k);
    }
}

static void
load_values(struct load *load)
{
    const struct config_key *keys = load->config->keys;

    for (const struct config_key *k = keys; k->group; k++) {
        if (!is_first_of_group(keys, k))
            continue;
        GPtrArray *names = g_ptr_array_new();
        for (char **group = load->groups; *group; group++) {
            if (group_fits(k->group, *group))
                g_ptr_array_add(names, g_strdup(*group));
        }
        // A group with a name of its own has its defaults even when it is not in the file.
        if (names->len == 0 && !strchr(k->group, '*'))
            load_group(load, k->group, k->group);
        for (guint i = 0; i < names->len; i++)
            load_group(load, k->group, names->pdata[i]);
        g_ptr_array_add(names, NULL);
        g_hash_table_insert(load->config->groups, g_strdup(k->group),
                            g_ptr_array_free(names, FALSE));
    }
}

static void
free_groups(void *groups)
{
    g_strfreev(groups);
}

static bool
read_file(struct load *load, GError **error)
{
    size_t size;
    char *text = file_read(load->path, (size_t)CONFIG_FILE_MAX, &size, error);

    if (!text)
        return false;
    bool good = g_key_file_load_from_data(load->file, text, size, G_KEY_FILE_NONE, error);
    if (!good)
        g_prefix_error(error, "%s: ", load->path);
    g_free(text);
    return good;
}

struct config *
config_load(const char *path, const struct config_key *keys, GError **error)
{
    struct config *config = g_new0(struct config, 1);
    struct load load = {.config = config,
                        .file = g_key_file_new(),
                        .path = path,
                        .defects = g_string_new(NULL)};
    char *absolute = g_canonicalize_filename(path, NULL);

    load.folder = g_path_get_dirname(absolute);
    config->keys = keys;
    config->values =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, config_value_destroy);
    config->groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_groups);
    bool good = read_file(&load, error);
    if (good) {
        load.groups = g_key_file_get_groups(load.file, NULL);
        find_unknown(&load);
        load_values(&load);
        g_strfreev(load.groups);
        good = load.defects->len == 0;
        if (!good)
            g_set_error_literal(error, CONFIG_ERROR, 0, load.defects->str);
    }
    g_string_free(load.defects, TRUE);
    g_key_file_unref(load.file);
    g_free(load.folder);
    g_free(absolute);
    if (good)
        return config;
    config_destroy(config);
    return NULL;
}

void
config_destroy(struct config *config)
{
    if (!config)
        return;
    g_hash_table_unref(config->values);
    g_hash_table_unref(config->groups);
    g_free(config);
}

/* ---- asking ----------------------------------------------------------------------------- */

static const struct config_value *
find_value(const struct config *config, const char *group, const char *key)
{
    char *name = g_strdup_printf("%s\n%s", group, key);
    const struct config_value *value = g_hash_table_lookup(config->values, name);

    g_assert(find_key(config->keys, group, key));
    g_free(name);
    return value;
}

const char *
config_text(const struct config *config, const char *group, const char *key)
{
    const struct config_value *value = find_value(config, group, key);

    return value ? value->text : NULL;
}

long
config_number(const struct config *config, const char *group, const char *key)
{
    const struct config_value *value = find_value(config, group, key);

    return value ? value->number : 0;
}

bool
config_flag(const struct config *config, const char *group, const char *key)
{
    return config_number(config, group, key) != 0;
}

void
config_size(const struct config *config, const char *group, const char *key,
            int *width_out, int *height_out)
{
    const struct config_value *value = find_value(config, group, key);

    *width_out = value ? value->width : 0;
    *height_out = value ? value->height : 0;
}

const char *const *
config_groups(const struct config *config, const char *pattern)
{
    char **groups = g_hash_table_lookup(config->groups, pattern);

    g_assert(groups);
    return (const char *const *)groups;
}
