// SPDX-License-Identifier: Apache-2.0
#include <glib.h>
#include <kiosk/driver.h>

/* The program stands in BUILD/bin/drivers or in PREFIX/lib/kiosk/drivers. */
char *
driver_data_file(const char *name)
{
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = program != NULL ? g_path_get_dirname(program)
                                              : g_strdup("/usr/lib/kiosk/drivers");
    g_autofree char *built = g_build_filename(folder, "../../share", name, NULL);
    if (g_file_test(built, G_FILE_TEST_EXISTS))
        return g_canonicalize_filename(built, "/");
    g_autofree char *installed =
        g_build_filename(folder, "../../../share/kiosk", name, NULL);
    return g_canonicalize_filename(installed, "/");
}
