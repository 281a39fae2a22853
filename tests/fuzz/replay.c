// SPDX-License-Identifier: Apache-2.0
/* Feeds the seeds of a fuzz program to it, once each: build/bin/tests/fuzz/fuzz_packet reads
 * tests/fuzz/seeds/packet. With names of files as arguments: those, to see a finding again. */
#include "tests/fuzz/fuzz.h"

#include <glib.h>
#include <string.h>

static void
feed(const char *path)
{
    GError *error = NULL;
    char *bytes = NULL;
    gsize size = 0;
    g_file_get_contents(path, &bytes, &size, &error);
    g_assert_no_error(error);
    // A copy of just its size, so that a sanitizer sees what is read behind its end.
    uint8_t *copy = g_memdup2(bytes, size);
    LLVMFuzzerTestOneInput(copy, size);
    g_free(copy);
    g_free(bytes);
}

static void
test_fuzz__seeds_do_no_harm(gconstpointer folder)
{
    GError *error = NULL;
    GDir *seeds = g_dir_open(folder, 0, &error);
    g_assert_no_error(error);
    int fed = 0;
    for (const char *name; (name = g_dir_read_name(seeds)) != NULL; fed++) {
        char *path = g_build_filename(folder, name, NULL);
        feed(path);
        g_free(path);
    }
    g_assert_cmpint(fed, >, 0);
    g_dir_close(seeds);
}

int
main(int argc, char **argv)
{
    char *subject = g_path_get_basename(argv[0]);
    char *folder = g_build_filename("tests/fuzz/seeds", subject + strlen("fuzz_"), NULL);
    char *name = g_strdup_printf("/fuzz/%s/seeds_do_no_harm", subject + strlen("fuzz_"));
    g_test_init(&argc, &argv, NULL);
    for (int i = 1; i < argc; i++)
        feed(argv[i]);
    g_test_add_data_func(name, folder, test_fuzz__seeds_do_no_harm);
    int result = argc > 1 ? 0 : g_test_run();
    g_free(name);
    g_free(folder);
    g_free(subject);
    return result;
}
