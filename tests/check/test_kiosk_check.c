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
        {"\"version\": 2", "\"version\": 2,", ":3: column 16: a comma too many"},
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

/* The good definition as `bytes`, told of. g_free. */
static char *
said_of(const char *bytes, size_t size, int *status_out)
{
    char *folder = g_dir_make_tmp("kiosk-check-XXXXXX", NULL), *said = NULL;
    char *path = g_build_filename(folder, "draft.json", NULL);
    g_assert_true(g_file_set_contents(path, bytes, (gssize)size, NULL));
    *status_out = run_check(path, &said);
    g_unlink(path);
    g_rmdir(folder);
    g_free(path);
    g_free(folder);
    return said;
}

static void
must_tell(const char *bytes, size_t size, const char *const *wanted)
{
    int status;
    char *said = said_of(bytes, size, &status);
    g_assert_cmpint(status, ==, 1);
    for (; *wanted != NULL; wanted++)
        if (strstr(said, *wanted) == NULL)
            g_error("“%s” was wanted in:\n%s", *wanted, said);
    g_free(said);
}

static char *
replaced(const char *text, const char *from, const char *to)
{
    char **parts = g_strsplit(text, from, 2);
    g_assert_cmpuint(g_strv_length(parts), ==, 2);
    char *whole = g_strjoinv(to, parts);
    g_strfreev(parts);
    return whole;
}

/* What stands behind a slip is checked all the same. */
static void
test_kiosk_check__a_slip_of_typing_hides_nothing(void)
{
    static const struct {
        const char *from, *to, *wanted;
    } rows[] = {
        {"\"version\": 2,", "\"version\": 2", ":3: column 15: a comma is missing here"},
        {"\"version\": 2,", "\"version\": 2，", "write , in place of the wide sign"},
        {"\"version\": 2,", "\"version\" 2,", "a colon is missing"},
        {"\"version\": 2,", "version: 2,", "a name stands in quotes"},
        {"\"version\": 2,", "“version”: 2,", "no other quotes"},
        {"\"version\": 2,", "\"version: 2,", "the closing \" of this text is missing"},
        {"\"version\": 2,", "\"version\": ,", "a value is missing"},
        {"\"version\": 2,", "\"version\": 02,", "not a number"},
        {"\"version\": 2,", "\"version\": 2,,", "a comma too many"},
        {"\"version\": 2,", "\"version\": 2, // new", "there are no remarks"},
        {"\"version\": 2,", "\"version\": 2, \"version\": 2,", "stands twice"},
        {"\"is_fee\": false", "\"is_fee\": False", "write false"},
        {"\"instant\"", "\"in\\stant\"", "write \\\\ for one"},
    };
    char *good = NULL;
    g_assert_true(g_file_get_contents(GOOD, &good, NULL, NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        char *slip = replaced(good, rows[i].from, rows[i].to);
        char *both = replaced(slip, "\"keywords\"", "\"keywrods\"");
        must_tell(both, strlen(both),
                  (const char *const[]){rows[i].wanted, "\"keywords\" is near", NULL});
        g_free(both);
        g_free(slip);
    }
    char *short_of = g_strndup(good, strlen(good) - 4);
    must_tell(short_of, strlen(short_of),
              (const char *const[]){"} is missing, it closes the { of line 1", NULL});
    g_free(short_of);
    g_free(good);
}

static void
test_kiosk_check__reads_whatever_an_editor_saved(void)
{
    char *good = NULL;
    g_assert_true(g_file_get_contents(GOOD, &good, NULL, NULL));
    char *bad = replaced(good, "\"keywords\"", "\"keywrods\"");
    char *marked = g_strconcat("\xef\xbb\xbf", bad, NULL);
    gsize size;
    char *wide = g_convert(bad, -1, "UTF-16", "UTF-8", NULL, &size, NULL);
    must_tell(wide, size, (const char *const[]){"is UTF-16", "is near", NULL});
    char *old = g_convert(bad, -1, "GB18030", "UTF-8", NULL, &size, NULL);
    must_tell(old, size, (const char *const[]){"GBK", "is near", NULL});
    must_tell(marked, strlen(marked), (const char *const[]){"BOM", "is near", NULL});
    char *torn = replaced(bad, "户", "\xe6\x88");
    must_tell(torn, strlen(torn), (const char *const[]){"not UTF-8", "is near", NULL});
    must_tell("", 0, (const char *const[]){":1: column 1: there is nothing", NULL});
    g_free(torn);
    g_free(old);
    g_free(wide);
    g_free(marked);
    g_free(bad);
    g_free(good);
}

static void
test_kiosk_check__never_falls_over(void)
{
    static const char *const heads[] = {"[",  "{\"a\":", "{", "]", "}",  ",",
                                        ":",  "\"",      "“", "'", "\\", "/",
                                        "//", "/*",      "-", "é", "{]"};
    for (size_t i = 0; i < G_N_ELEMENTS(heads); i++) {
        GString *text = g_string_new(NULL);
        for (int times = 0; times < 300; times++)
            g_string_append(text, heads[i]);
        must_tell(text->str, text->len, (const char *const[]){"draft.json:1: ", NULL});
        g_string_free(text, TRUE);
    }
}

/* What it names elsewhere: groups, life events, samples, regions, languages. */
static void
test_kiosk_check__looks_around(void)
{
    char *good = NULL;
    g_assert_true(g_file_get_contents(GOOD, &good, NULL, NULL));
    char *group = replaced(good, "\"group\": \"medical\"", "\"group\": \"medicine\"");
    char *sample = replaced(group, "\"sample\": \"sample-register\"",
                            "\"sample\": \"sample-registers\"");
    char *region = replaced(sample, "\"kind\": \"address\"",
                            "\"region\": \"888888\", \"kind\": \"address\"");
    char *language =
        replaced(region, "\"task_name\": {", "\"task_name\": {\"tw\": \"x\", ");
    must_tell(language, strlen(language),
              (const char *const[]){"no \"medicine\" in groups.json; there are: medical",
                                    "there is no sample-registers.png",
                                    "no region \"888888\"", "no language of this machine",
                                    NULL});
    g_free(language);
    g_free(region);
    g_free(sample);
    g_free(group);
    g_free(good);
}

/* Only seen when it is drawn. */
static void
test_kiosk_check__looks_at_what_is_drawn(void)
{
    char *good = NULL;
    g_assert_true(g_file_get_contents(GOOD, &good, NULL, NULL));
    char *icon = replaced(good, "\"icon\": \"badge\"", "\"icon\": \"badger\"");
    must_tell(icon, strlen(icon),
              (const char *const[]){"/icon: no icon \"badger\" in the font", NULL});
    g_free(icon);
    g_free(good);
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
    g_test_add_func("/kiosk-check/slips",
                    test_kiosk_check__a_slip_of_typing_hides_nothing);
    g_test_add_func("/kiosk-check/editors",
                    test_kiosk_check__reads_whatever_an_editor_saved);
    g_test_add_func("/kiosk-check/robust", test_kiosk_check__never_falls_over);
    g_test_add_func("/kiosk-check/around", test_kiosk_check__looks_around);
    g_test_add_func("/kiosk-check/drawn", test_kiosk_check__looks_at_what_is_drawn);
    g_test_add_func("/kiosk-check/preview",
                    test_kiosk_check__shows_a_service_without_devices);
    return g_test_run();
}
