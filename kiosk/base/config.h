// SPDX-License-Identifier: Apache-2.0
/* Configuration: GLib key files described by a table. Unknown groups and keys, missing
 * required ones and values of the wrong kind are all told at once. */
#ifndef BASE_CONFIG_H
#define BASE_CONFIG_H

#include <glib.h>
#include <stdbool.h>

#define CONFIG_ERROR (g_quark_from_static_string("kiosk-config"))
#define CONFIG_FILE_MAX (256 * 1024)

enum config_kind {
    CONFIG_STRING,
    CONFIG_PATH,    // relative ones are relative to the file's folder; result is absolute
    CONFIG_INTEGER, // min…max
    CONFIG_SIZE,    // "268x476": two positive integers
    CONFIG_BOOLEAN,
    CONFIG_URL,     // https://… or http://127.0.0.1…
    CONFIG_ADDRESS, // host:port
};

struct config_key {
    const char *group; // "terminal", or "device.*" for every group device.NAME
    const char *key;
    enum config_kind kind;
    const char *otherwise; // default; NULL with `required` false: stays NULL
    bool required;
    long min, max;     // CONFIG_INTEGER
    const char *about; // one sentence; printed by --help
};

struct config;

/* NULL: *error holds every defect, one a line: "FILE: [group] key: what is wanted". */
struct config *
config_load(const char *path, const struct config_key *keys, GError **error);
void config_destroy(struct config *config);

/* Borrowed. The key must stand in the table (assert). */
const char *config_text(const struct config *config, const char *group, const char *key);
long config_number(const struct config *config, const char *group, const char *key);
bool config_flag(const struct config *config, const char *group, const char *key);
void config_size(const struct config *config, const char *group, const char *key,
                 int *width_out, int *height_out);
/* Borrowed, NULL-terminated: the full names of the groups of a pattern ("device.*"), in the
 * order of the file. */
const char *const *config_groups(const struct config *config, const char *pattern);

/* The table as text for --help. g_free. */
char *config_help(const struct config_key *keys);

#endif
