// SPDX-License-Identifier: Apache-2.0
#include "terminal/language.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <stdbool.h>
#include <stdint.h>

static char *top;

static void
touch(const char *path)
{
    g_autofree char *file = g_build_filename(top, path, NULL);
    g_autofree char *folder = g_path_get_dirname(file);
    g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
    g_assert_true(g_file_set_contents(file, "", 0, NULL));
}

static void
expect(const char *program, bool found)
{
    touch(program);
    g_autofree char *path = g_build_filename(top, program, NULL);
    g_autofree char *folder = language_find_folder(path);
    g_assert_cmpint(folder != NULL, ==, found);
    if (!found)
        return;
    g_autofree char *chinese =
        g_build_filename(folder, "zh_CN", "LC_MESSAGES", "kiosk.mo", NULL);
    g_assert_true(g_file_test(chinese, G_FILE_TEST_EXISTS));
}

static void
test_language__is_found_where_the_program_is_installed(void)
{
    touch("opt/share/locale/zh_CN/LC_MESSAGES/kiosk.mo");
    expect("opt/bin/kiosk", true);
    expect("opt/inspect/bin/kiosk", true);
    expect("elsewhere/bin/kiosk", false);
}

static void
test_language__is_not_taken_from_a_folder_without_ours(void)
{
    touch("system/share/locale/zh_CN/LC_MESSAGES/other.mo");
    expect("system/bin/kiosk", false);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    top = g_dir_make_tmp("kiosk-language-XXXXXX", NULL);
    g_test_add_func("/language/installed",
                    test_language__is_found_where_the_program_is_installed);
    g_test_add_func("/language/not_ours",
                    test_language__is_not_taken_from_a_folder_without_ours);
    int status = g_test_run();
    const char *remove[] = {"rm", "-rf", top, NULL};
    g_spawn_sync(NULL, (char **)(uintptr_t)remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                 NULL, NULL, NULL, NULL);
    g_free(top);
    return status;
}
