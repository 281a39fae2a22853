// SPDX-License-Identifier: Apache-2.0
/* A stranger's driver: built in a folder of its own against what `make install-sdk` put in
 * place and nothing else, run over the link, and passed through driver-check. */
#include <glib/gstdio.h>
#include <kiosk/protocol.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/driver_process.h"

static char *top; // of the tree
static char *work, *prefix, *driver;

/* Runs a shell line; its output when it failed is the test's. */
static char *
run(const char *format, ...)
{
    char *output = NULL, *errors = NULL;
    int status;
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *line = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    const char *argv[] = {"/bin/sh", "-c", line, NULL};
    g_autoptr(GError) error = NULL;
    g_spawn_sync(top, (char **)(uintptr_t)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL,
                 &output, &errors, &status, &error);
    g_assert_no_error(error);
    if (status != 0)
        g_error("%s\n%s%s", line, output, errors);
    g_free(errors);
    return output;
}

static void
test_install__builds_a_driver_outside_the_tree(void)
{
    const char *build = g_getenv("BUILD") != NULL ? g_getenv("BUILD") : "build";
    bool sanitized = g_str_has_suffix(build, "/san");
    g_autofree char *base = g_strndup(build, strlen(build) - (sanitized ? 4 : 0));
    g_free(run("BUILD=%s SAN=%d make -s install-sdk PREFIX=%s", base, sanitized, prefix));
    g_free(run("mkdir %s/src && cp tests/support/example-driver/* %s/src", work, work));
    g_free(run("cd %s/src && PKG_CONFIG_PATH=%s/lib/pkgconfig make -s LDFLAGS='%s'", work,
               prefix, sanitized ? "-fsanitize=address,undefined" : ""));
    g_assert_true(g_file_test(driver, G_FILE_TEST_IS_EXECUTABLE));
    g_autofree char *headers =
        run("grep -l '#include \"' %s/include/kiosk/*.h || true", prefix);
    g_assert_cmpstr(headers, ==, ""); // nothing that is installed needs the tree
}

static void
test_install__passes_the_check_that_is_installed(void)
{
    g_autofree char *output = run("%s/bin/driver-check %s 2>/dev/null", prefix, driver);
    g_assert_nonnull(strstr(output, "\nok "));
    g_assert_null(strstr(output, "not ok"));
}

static void
test_install__reads_a_card_with_it(void)
{
    g_autofree char *file = g_build_filename(work, "card.txt", NULL);
    g_assert_true(g_file_set_contents(
        file, "< 0 e69d8e3b393939\n< 5 393939313935323033303830303232\n< 6 0a\n> 9 00\n",
        -1, NULL));
    g_autofree char *address = g_strdup_printf("replay:%s", file);
    struct driver_process *process = driver_process_open(driver, address);
    struct packet answer = driver_process_call(process, "Card.Read", NULL, 1000);
    g_assert_cmpstr(packet_text(&answer, "name"), ==, "李");
    g_assert_cmpstr(packet_text(&answer, "id_number"), ==, "999999195203080022");
    packet_expect(&answer, "success", NULL);
    g_assert_cmpint(driver_process_stop(process), ==, 0);
}

/* The whole: into a folder for a package, which nothing that is in it may name. */
static void
test_install__puts_the_whole_under_its_prefix(void)
{
    const char *build = g_getenv("BUILD") != NULL ? g_getenv("BUILD") : "build";
    bool sanitized = g_str_has_suffix(build, "/san");
    g_autofree char *base = g_strndup(build, strlen(build) - (sanitized ? 4 : 0));
    static const char *const files[] = {
        "bin/kiosk",
        "bin/kiosk-office",
        "bin/kiosk-panel",
        "lib/kiosk/drivers/card-sam",
        "lib/libkiosk-driver.a",
        "include/kiosk/driver.h",
        "share/kiosk/place.json",
        "share/locale/zh_CN/LC_MESSAGES/kiosk.mo",
    };
    g_free(run("BUILD=%s SAN=%d make -s install DESTDIR=%s/root PREFIX=/opt/kiosk", base,
               sanitized, work));
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *path =
            g_build_filename(work, "root", "opt", "kiosk", files[i], NULL);
        if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
            g_error("%s is not there", path);
    }
    g_autofree char *settings = run("cat %s/root/opt/kiosk/lib/pkgconfig/*.pc", work);
    g_assert_true(g_str_has_prefix(settings, "prefix=/opt/kiosk\n"));
    g_free(run("test \"$(ls %s/root)\" = opt", work));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    top = g_get_current_dir();
    work = g_dir_make_tmp("kiosk-install-XXXXXX", NULL);
    prefix = g_build_filename(work, "usr", NULL);
    driver = g_build_filename(work, "src", "card-example", NULL);
    g_test_add_func("/install/builds", test_install__builds_a_driver_outside_the_tree);
    g_test_add_func("/install/passes", test_install__passes_the_check_that_is_installed);
    g_test_add_func("/install/reads", test_install__reads_a_card_with_it);
    g_test_add_func("/install/whole", test_install__puts_the_whole_under_its_prefix);
    int status = g_test_run();
    g_free(run("rm -rf %s", work));
    g_free(top);
    g_free(work);
    g_free(prefix);
    g_free(driver);
    return status;
}
