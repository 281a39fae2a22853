// SPDX-License-Identifier: Apache-2.0
/* kiosk-check as an author runs it. */
#include "tests/support/child.h"

#include <glib/gstdio.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>

#define GOOD "assets/services/medical-insurance/service.json"

/* Exit status of kiosk-check on `path`; what it said in *said_out (g_free). */
static int
run_check(const char *path, char **said_out)
{
    char *program = child_built("bin/kiosk-check");
    const char *argv[] = {program, path, NULL};
    int status = -1;
    GError *error = NULL;
    g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL,
                 said_out, NULL, &status, &error);
    g_assert_no_error(error);
    g_free(program);
    return WEXITSTATUS(status);
}

/* The good definition with `from` replaced by `to`, in a folder of its own. */
static char *
spoil(const char *from, const char *to)
{
    char *text = NULL, *folder = g_dir_make_tmp("kiosk-check-XXXXXX", NULL);
    g_assert_true(g_file_get_contents(GOOD, &text, NULL, NULL));
    char *at = strstr(text, from);
    g_assert_nonnull(at);
    char *spoilt =
        g_strdup_printf("%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    char *path = g_build_filename(folder, "draft.json", NULL);
    g_assert_true(g_file_set_contents(path, spoilt, -1, NULL));
    g_free(spoilt);
    g_free(folder);
    g_free(text);
    return path;
}

static void
test_kiosk_check__is_content_with_what_ships(void)
{
    char *said = NULL;
    g_assert_cmpint(run_check(GOOD, &said), ==, 0);
    g_free(said);
}

static void
test_kiosk_check__names_line_and_what_is_wanted(void)
{
    static const struct {
        const char *from, *to, *wanted;
    } rows[] = {
        {"\"kind\": \"phone\"", "\"kind\": \"fone\"", "/kind: must be one of: "},
        {"\"is_fee\": false", "\"is_fee\": \"no\"", "/is_fee: must be true or false"},
        {"\"keywords\"", "\"keywrods\"", "\"keywords\" is near"},
        {"\"version\": 2", "\"version\": 2,", "line 3"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        char *path = spoil(rows[i].from, rows[i].to), *said = NULL;
        g_assert_cmpint(run_check(path, &said), ==, 1);
        if (strstr(said, rows[i].wanted) == NULL)
            g_error("“%s” was wanted in:\n%s", rows[i].wanted, said);
        g_assert_true(strstr(said, path) == said);
        g_unlink(path);
        g_free(said);
        g_free(path);
    }
}

static void
test_kiosk_check__shows_a_service_without_devices(void)
{
    char *program = child_built("bin/kiosk-check");
    char *folder = g_dir_make_tmp("kiosk-preview-XXXXXX", NULL);
    const char *argv[] = {program, "--preview", GOOD, folder, NULL};
    int status = -1;
    struct child *child = child_start(argv, NULL, NULL, NULL);
    g_assert_true(child_wait(child, 20000, &status));
    g_assert_cmpint(status, ==, 0);
    child_stop(child);
    static const char *const pictures[] = {"standard-01-guide.bmp",
                                           "assisted-01-guide.bmp"};
    for (size_t i = 0; i < G_N_ELEMENTS(pictures); i++) {
        char *path = g_build_filename(folder, pictures[i], NULL);
        g_assert_true(g_file_test(path, G_FILE_TEST_EXISTS));
        g_free(path);
    }
    GDir *pages = g_dir_open(folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(pages)) != NULL;) {
        char *path = g_build_filename(folder, name, NULL);
        g_unlink(path);
        g_free(path);
    }
    g_dir_close(pages);
    g_rmdir(folder);
    g_free(folder);
    g_free(program);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/kiosk-check/good", test_kiosk_check__is_content_with_what_ships);
    g_test_add_func("/kiosk-check/bad", test_kiosk_check__names_line_and_what_is_wanted);
    g_test_add_func("/kiosk-check/preview",
                    test_kiosk_check__shows_a_service_without_devices);
    return g_test_run();
}
