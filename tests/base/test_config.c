// SPDX-License-Identifier: Apache-2.0
#include "base/config.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct config_key keys[] = {
    {"terminal", "id", CONFIG_STRING, NULL, true, 0, 0, "Number of the terminal."},
    {"terminal", "zone", CONFIG_STRING, "extranet", false, 0, 0, "Network it stands in."},
    {"terminal", "note", CONFIG_STRING, NULL, false, 0, 0, NULL},
    {"terminal", "panel_mm", CONFIG_SIZE, NULL, false, 0, 0, "Panel."},
    {"terminal", "height", CONFIG_INTEGER, "800", false, 0, 2000, "Lower edge."},
    {"terminal", "volume", CONFIG_INTEGER, NULL, false, -10, 10, "Loudness."},
    {"terminal", "state", CONFIG_PATH, "state", false, 0, 0, "Folder."},
    {"terminal", "office", CONFIG_URL, NULL, false, 0, 0, "Office."},
    {"terminal", "headphones", CONFIG_BOOLEAN, "false", false, 0, 0, "Has a jack."},
    {"device.*", "class", CONFIG_STRING, NULL, true, 0, 0, "Class."},
    {"device.*", "timeout_ms", CONFIG_INTEGER, "500", false, 1, 9999, "Patience."},
    {"office", "listen", CONFIG_ADDRESS, "127.0.0.1:8443", false, 0, 0, "Where."},
    {0}};

static char *path; // of the file that a test writes

static struct config *
load(const char *text, GError **error)
{
    // Thousands of them are written: none must survive a power cut.
    FILE *file = fopen(path, "w");
    g_assert_true(file && fputs(text, file) >= 0 && fclose(file) == 0);
    return config_load(path, keys, error);
}

static void
test_config__reads_every_kind(void)
{
    GError *error = NULL;
    int width = 0, height = 0;
    struct config *config =
        load("# a comment\n"
             "[device.desk]\nclass=scanner\n"
             "[terminal]\nid=0001\npanel_mm=268x476\nvolume=-3\n"
             "state=/var/lib/kiosk/../x\noffice=https://o.example:8443/a\n"
             "headphones=true\n"
             "[device.card]\nclass=card\ntimeout_ms=7\n",
             &error);

    g_assert_no_error(error);
    g_assert_cmpstr(config_text(config, "terminal", "id"), ==, "0001");
    g_assert_cmpstr(config_text(config, "terminal", "zone"), ==, "extranet");
    g_assert_null(config_text(config, "terminal", "note"));
    config_size(config, "terminal", "panel_mm", &width, &height);
    g_assert_cmpint(width, ==, 268);
    g_assert_cmpint(height, ==, 476);
    g_assert_cmpint(config_number(config, "terminal", "height"), ==, 800);
    g_assert_cmpint(config_number(config, "terminal", "volume"), ==, -3);
    g_assert_cmpstr(config_text(config, "terminal", "state"), ==, "/var/lib/x");
    g_assert_cmpstr(config_text(config, "terminal", "office"), ==,
                    "https://o.example:8443/a");
    g_assert_true(config_flag(config, "terminal", "headphones"));
    // A group that is not in the file has its defaults.
    g_assert_cmpstr(config_text(config, "office", "listen"), ==, "127.0.0.1:8443");
    g_assert_cmpint(config_number(config, "office", "listen"), ==, 8443);
    // Devices stand in the order of the file.
    const char *const *devices = config_groups(config, "device.*");
    g_assert_cmpstr(devices[0], ==, "device.desk");
    g_assert_cmpstr(devices[1], ==, "device.card");
    g_assert_null(devices[2]);
    g_assert_cmpint(config_number(config, "device.desk", "timeout_ms"), ==, 500);
    g_assert_cmpint(config_number(config, "device.card", "timeout_ms"), ==, 7);
    g_assert_null(config_text(config, "device.none", "class"));
    g_assert_cmpstr(config_groups(config, "terminal")[0], ==, "terminal");
    g_assert_null(config_groups(config, "office")[0]);
    config_destroy(config);
    config_destroy(NULL);
}

static void
test_config__what_is_left_out_is_zero(void)
{
    struct config *config = load("[terminal]\nid=1\n", NULL);
    int width = 7, height = 7;

    g_assert_cmpint(config_number(config, "terminal", "volume"), ==, 0);
    g_assert_false(config_flag(config, "terminal", "headphones"));
    config_size(config, "terminal", "panel_mm", &width, &height);
    g_assert_cmpint(width + height, ==, 0);
    g_assert_null(config_groups(config, "device.*")[0]);
    config_destroy(config);
}

static void
test_config__paths_are_relative_to_the_file(void)
{
    char *folder = g_path_get_dirname(path), *here = g_get_current_dir();
    char *wanted = g_build_filename(folder, "data/x", NULL);
    char *by_default = g_build_filename(folder, "state", NULL);
    char *name = g_path_get_basename(path);
    struct config *config = load("[terminal]\nid=1\nstate=./data/x\n", NULL);

    g_assert_cmpstr(config_text(config, "terminal", "state"), ==, wanted);
    config_destroy(config);
    // Also when the file itself is named by a relative path.
    g_assert_true(g_file_set_contents(path, "[terminal]\nid=1\n", -1, NULL));
    g_assert_cmpint(g_chdir(folder), ==, 0);
    config = config_load(name, keys, NULL);
    g_assert_cmpstr(config_text(config, "terminal", "state"), ==, by_default);
    config_destroy(config);
    g_assert_cmpint(g_chdir(here), ==, 0);
    g_free(name);
    g_free(by_default);
    g_free(wanted);
    g_free(here);
    g_free(folder);
}

/* ---- defects ---------------------------------------------------------------------------- */

static const struct {
    const char *text;
    const char *wanted; // lines without the path; NULL: accepted
} rows[] = {
    {"[terminal]\nid=1\nnote=\n", NULL},
    {"", "[terminal] id: is missing"},
    {"[terminal]\nid=\n", "[terminal] id: must be text that is not empty"},
    {"[terminal]\nid=1\nzome=x\n", "[terminal] zome: no such key; near is zone"},
    {"[terminal]\nid=1\nanother=x\n", "[terminal] another: no such key"},
    {"[terminal]\nid=1\n[terminals]\nx=1\n",
     "[terminals] no such group; near is terminal"},
    {"[terminal]\nid=1\n[device.]\nclass=x\n",
     "[device.] no such group; near is device.*"},
    {"[terminal]\nid=1\n[something]\n", "[something] no such group"},
    {"[terminal]\nid=1\n[device.card]\n", "[device.card] class: is missing"},
    {"[terminal]\nid=a\\qb\n",
     "[terminal] id: must be UTF-8 text, with a backslash written \\\\"},
    {"[terminal]\nid=\xff\n",
     "[terminal] id: must be UTF-8 text, with a backslash written \\\\"},
    {"[terminal]\nid=1\nheight=2001\n",
     "[terminal] height: must be a whole number from 0 to 2000"},
    {"[terminal]\nid=1\nheight=1.5\n",
     "[terminal] height: must be a whole number from 0 to 2000"},
    {"[terminal]\nid=1\nheight=\n",
     "[terminal] height: must be a whole number from 0 to 2000"},
    {"[terminal]\nid=1\nvolume=-11\n",
     "[terminal] volume: must be a whole number from -10 to 10"},
    {"[terminal]\nid=1\npanel_mm=268\n",
     "[terminal] panel_mm: must be two whole numbers such as 268x476"},
    {"[terminal]\nid=1\npanel_mm=0x1\n",
     "[terminal] panel_mm: must be two whole numbers such as 268x476"},
    {"[terminal]\nid=1\npanel_mm=1x\n",
     "[terminal] panel_mm: must be two whole numbers such as 268x476"},
    {"[terminal]\nid=1\npanel_mm=1x2x3\n",
     "[terminal] panel_mm: must be two whole numbers such as 268x476"},
    {"[terminal]\nid=1\nheadphones=yes\n",
     "[terminal] headphones: must be true or false"},
    {"[terminal]\nid=1\nstate=\n", "[terminal] state: must be a path"},
    {"[terminal]\nid=1\noffice=http://127.0.0.1:8080\n", NULL},
    {"[terminal]\nid=1\noffice=http://[::1]:8080\n", NULL},
    {"[terminal]\nid=1\noffice=http://localhost\n", NULL},
    {"[terminal]\nid=1\noffice=http://office.example\n",
     "[terminal] office: must be an address that begins with https://"},
    {"[terminal]\nid=1\noffice=ftp://127.0.0.1\n",
     "[terminal] office: must be an address that begins with https://"},
    {"[terminal]\nid=1\noffice=https://\n",
     "[terminal] office: must be an address that begins with https://"},
    {"[terminal]\nid=1\noffice=office.example\n",
     "[terminal] office: must be an address that begins with https://"},
    {"[terminal]\nid=1\n[office]\nlisten=[::1]:0\n", NULL},
    {"[terminal]\nid=1\n[office]\nlisten=localhost:65535\n", NULL},
    {"[terminal]\nid=1\n[office]\nlisten=localhost:65536\n",
     "[office] listen: must be host:port"},
    {"[terminal]\nid=1\n[office]\nlisten=:80\n", "[office] listen: must be host:port"},
    {"[terminal]\nid=1\n[office]\nlisten=::1:80\n", "[office] listen: must be host:port"},
    {"[terminal]\nid=1\n[office]\nlisten=[::1:80\n",
     "[office] listen: must be host:port"},
    {"[terminal]\nid=1\n[office]\nlisten=localhost\n",
     "[office] listen: must be host:port"},
    // All at once: first what is not known, then what is wrong or missing.
    {"[terminal]\nzome=x\nheight=x\n[device.a]\n[tv]\n",
     "[terminal] zome: no such key; near is zone\n"
     "[tv] no such group\n"
     "[terminal] id: is missing\n"
     "[terminal] height: must be a whole number from 0 to 2000\n"
     "[device.a] class: is missing"},
};

static char *
with_path(const char *lines)
{
    char **parts = g_strsplit(lines, "\n", -1);
    GString *text = g_string_new(NULL);

    for (char **part = parts; *part; part++)
        g_string_append_printf(text, "%s%s: %s", part == parts ? "" : "\n", path, *part);
    g_strfreev(parts);
    return g_string_free(text, FALSE);
}

static void
test_config__tells_every_defect(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        GError *error = NULL;
        g_test_message("%s", rows[i].text);
        struct config *config = load(rows[i].text, &error);
        if (rows[i].wanted) {
            char *wanted = with_path(rows[i].wanted);
            g_assert_error(error, CONFIG_ERROR, 0);
            g_assert_cmpstr(error->message, ==, wanted);
            g_assert_null(config);
            g_free(wanted);
        } else {
            g_assert_no_error(error);
            g_assert_nonnull(config);
        }
        g_clear_error(&error);
        config_destroy(config);
    }
}

static void
test_config__refuses_what_is_no_key_file(void)
{
    char *large = g_strnfill(CONFIG_FILE_MAX + 1, '\n');
    GError *error = NULL;

    g_assert_null(load("id=1\n", &error)); // before any group
    g_assert_true(error->domain == G_KEY_FILE_ERROR);
    g_assert_true(g_str_has_prefix(error->message, path));
    g_clear_error(&error);
    g_assert_null(load(large, &error));
    g_assert_true(error->domain == G_FILE_ERROR);
    g_clear_error(&error);
    g_assert_null(config_load("/none/kiosk.conf", keys, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    g_clear_error(&error);
    g_free(large);
}

static void
test_config__survives_noise(void)
{
    static const char seed_text[] = "[terminal]\nid=0001\npanel_mm=268x476\nheight=8\n"
                                    "office=https://o.example:1\n[device.a]\nclass=card\n"
                                    "[office]\nlisten=[::1]:80\n";
    GRand *random = g_rand_new_with_seed(20261121);
    int accepted = 0;

    for (int i = 0; i < 3000; i++) {
        char text[sizeof seed_text];
        memcpy(text, seed_text, sizeof text);
        for (int c = g_rand_int_range(random, 0, 4); c > 0; c--)
            text[g_rand_int_range(random, 0, sizeof text - 1)] =
                (char)g_rand_int_range(random, 1, 256);
        GError *error = NULL;
        struct config *config = load(text, &error);
        g_assert_true(!config == (error != NULL));
        if (config) {
            accepted++;
            g_assert_nonnull(config_text(config, "terminal", "id"));
        }
        g_clear_error(&error);
        config_destroy(config);
    }
    g_assert_cmpint(accepted, >, 500);
    g_assert_cmpint(accepted, <, 2500);
    g_rand_free(random);
}

/* ---- help and mistakes of ours ---------------------------------------------------------- */

static void
test_config__help_names_every_key(void)
{
    char *help = config_help(keys);

    for (const struct config_key *key = keys; key->group; key++)
        g_assert_nonnull(strstr(help, key->key));
    g_assert_true(g_str_has_prefix(
        help,
        "[terminal]\n"
        "  id=TEXT                      Number of the terminal. (required)\n"
        "  zone=TEXT                    Network it stands in. (default: extranet)\n"));
    g_assert_nonnull(strstr(help, "height=NUMBER                Lower edge. (0 to 2000) "
                                  "(default: 800)\n"));
    g_assert_nonnull(strstr(help, "\n[device.*]\n  class=TEXT "));
    g_free(help);
}

static void
test_config__asking_for_an_unknown_key_is_a_mistake_of_ours(void)
{
    if (g_test_subprocess()) {
        struct config *config = load("[terminal]\nid=1\n", NULL);
        config_text(config, "terminal", "none");
        return;
    }
    g_test_trap_subprocess(NULL, 0, 0);
    g_test_trap_assert_failed();
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/config/reads_every_kind", test_config__reads_every_kind);
    g_test_add_func("/config/what_is_left_out_is_zero",
                    test_config__what_is_left_out_is_zero);
    g_test_add_func("/config/paths_are_relative_to_the_file",
                    test_config__paths_are_relative_to_the_file);
    g_test_add_func("/config/tells_every_defect", test_config__tells_every_defect);
    g_test_add_func("/config/refuses_what_is_no_key_file",
                    test_config__refuses_what_is_no_key_file);
    g_test_add_func("/config/survives_noise", test_config__survives_noise);
    g_test_add_func("/config/help_names_every_key", test_config__help_names_every_key);
    g_test_add_func("/config/asking_for_an_unknown_key_is_a_mistake_of_ours",
                    test_config__asking_for_an_unknown_key_is_a_mistake_of_ours);

    path = g_build_filename(g_get_tmp_dir(), "test-config-XXXXXX", NULL);
    close(g_mkstemp(path));
    int result = g_test_run();
    g_unlink(path);
    g_free(path);
    return result;
}
