// SPDX-License-Identifier: Apache-2.0
/* driver-check holds what is right for right and finds each thing that is wrong. */
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>

/* Runs driver-check, or only the cases that begin with `only`, on the driver written for it;
 * its output, g_free. */
static char *
check(const char *only, const char *fault, int *status_out)
{
    const char *build = g_getenv("BUILD");
    build = build == NULL ? "build" : build;
    g_autofree char *program = g_build_filename(build, "bin", "driver-check", NULL);
    g_autofree char *driver =
        g_build_filename(build, "bin", "support", "flawed-driver", NULL);
    const char *vector[] = {program, "--only", only, driver, "--fault", fault, NULL};
    char *output = NULL;
    g_assert_true(g_spawn_sync(NULL, (char **)(uintptr_t)vector, NULL,
                               G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL,
                               status_out, NULL));
    return output;
}

static void
test_driver_check__passes_a_driver_without_a_fault(void)
{
    int status;
    g_autofree char *output = check("", "none", &status);
    if (status != 0)
        g_test_message("%s", output);
    g_assert_cmpint(status, ==, 0);
    g_assert_null(strstr(output, "not ok"));
    g_assert_nonnull(strstr(output, "\n1.."));
}

/* Each fault, and the beginning of the claim that must fail because of it. */
static void
test_driver_check__finds_every_fault(void)
{
    static const char *const rows[][2] = {
        {"describes-nothing", "--describe"},
        {"describes-no-schemas", "--describe"},
        {"no-version", "--version"},
        {"takes-any-option", "an unknown option"},
        {"by-hand-chatty", "--stdio"},
        {"by-hand-no-hello", "--stdio"},
        {"by-hand-mute", "--stdio"},
        {"by-hand-lingers", "--stdio"},
        {"by-hand-fails", "--stdio"},
        {"silent", "the first packet"},
        {"hello-late", "the first packet"},
        {"other-class", "the first packet"},
        {"other-protocol", "the first packet"},
        {"odd-status", "Common.Status is answered"},
        {"odd-capabilities", "Common.Capabilities"},
        {"no-refusal", "an unknown command"},
        {"takes-anything", "a wrong member"},
        {"names-nothing", "a wrong member"},
        {"fragile", "packets that are none"},
        {"sends-junk", "Common.Status is answered"},
        {"two-completions", "a command completes once"},
        {"no-deadline", "a command completes once"},
        {"deaf", "a canceled command"},
        {"no-queue", "a second command"},
        {"blocks", "a second command"},
        {"cancels-anything", "a cancel for nothing"},
        {"lingers", "it ends within 1 s"},
        {"crashes-at-the-end", "it ends within 1 s"},
        {"lingers-when-busy", "it ends so while"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        int status;
        g_autofree char *output = check(rows[i][1], rows[i][0], &status);
        g_test_message("fault %s", rows[i][0]);
        g_assert_true(WIFEXITED(status));
        g_assert_cmpint(WEXITSTATUS(status), ==, 1);
        g_auto(GStrv) lines = g_strsplit(output, "\n", 0);
        bool found = false;
        for (size_t line = 0; lines[line] != NULL; line++)
            found = found || (g_str_has_prefix(lines[line], "not ok") &&
                              strstr(lines[line], rows[i][1]) != NULL);
        if (!found)
            g_test_message("%s", output);
        g_assert_true(found);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/sdk/driver-check/" #name, test_driver_check__##name)
    ADD(passes_a_driver_without_a_fault);
    ADD(finds_every_fault);
#undef ADD
    return g_test_run();
}
