// SPDX-License-Identifier: Apache-2.0
#include "base/diag.h"

#include <errno.h>
#include <string.h>

static void
says_lines(void)
{
    char *flood = g_strnfill(5000, 'x');

    diag_info("before %s", "init");
    diag_init("card-sam");
    errno = EBUSY;
    diag_info("reader there, %d tries", 3);
    diag_warn("reader gone, retrying in %d s", 4);
    g_assert_cmpint(errno, ==, EBUSY);
    diag_warn("two\nlines\tand\x1b[31mcolour");
    diag_info("%s", flood);
    g_setenv("JOURNAL_STREAM", "8:1", TRUE);
    diag_info("to the journal");
    diag_warn("to the journal");
    g_free(flood);
}

static void
test_diag__says_one_line_each(void)
{
    g_unsetenv("JOURNAL_STREAM");
    g_test_trap_subprocess("/diag/subprocess/says_lines", 0, 0);
    g_test_trap_assert_passed();
    g_test_trap_assert_stderr("*kiosk: before init\n*");
    // A flood is cut: 1000 bytes a line, the zero of C included.
    char *flood = g_strnfill(999 - strlen("card-sam: "), 'x');
    char *lines = g_strdup_printf("*card-sam: reader there, 3 tries\n"
                                  "card-sam: warning: reader gone, retrying in 4 s\n"
                                  "card-sam: warning: two?lines?and??31mcolour\n"
                                  "card-sam: %s\n"
                                  "<6>card-sam: to the journal\n"
                                  "<4>card-sam: warning: to the journal\n*",
                                  flood);
    g_test_trap_assert_stderr(lines);
    g_free(lines);
    g_free(flood);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/diag/says_one_line_each", test_diag__says_one_line_each);
    g_test_add_func("/diag/subprocess/says_lines", says_lines);
    return g_test_run();
}
