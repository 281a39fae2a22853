// SPDX-License-Identifier: Apache-2.0
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static char *folder; // of the running test

static void
set_up(void *fixture, const void *data)
{
    (void)fixture, (void)data;
    folder = g_dir_make_tmp("test-file-XXXXXX", NULL);
    g_assert_nonnull(folder);
}

static int
count_entries(const char *path)
{
    GDir *dir = g_dir_open(path, 0, NULL);
    int count = 0;

    while (g_dir_read_name(dir))
        count++;
    g_dir_close(dir);
    return count;
}

static void
remove_tree(const char *path)
{
    GDir *dir = g_dir_open(path, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        char *child = g_build_filename(path, name, NULL);
        if (g_file_test(child, G_FILE_TEST_IS_DIR) &&
            !g_file_test(child, G_FILE_TEST_IS_SYMLINK))
            remove_tree(child);
        else
            g_unlink(child);
        g_free(child);
    }
    g_clear_pointer(&dir, g_dir_close);
    g_rmdir(path);
}

static void
tear_down(void *fixture, const void *data)
{
    (void)fixture, (void)data;
    remove_tree(folder);
    g_clear_pointer(&folder, g_free);
}

static char *
path_of(const char *name)
{
    return g_build_filename(folder, name, NULL);
}

static void
expect_content(const char *path, const char *wanted)
{
    size_t size;
    GError *error = NULL;
    char *bytes = file_read(path, 1000, &size, &error);

    g_assert_no_error(error);
    g_assert_cmpstr(bytes, ==, wanted);
    g_assert_cmpuint(size, ==, strlen(wanted));
    g_free(bytes);
}

/* ---- reading ---------------------------------------------------------------------------- */

static void
test_file__reads_to_the_limit_and_not_beyond(void *fixture, const void *data)
{
    char *path = path_of("a");
    size_t size = 99;
    GError *error = NULL;

    (void)fixture, (void)data;
    g_assert_true(g_file_set_contents(path, "12\0 45", 6, NULL));
    char *bytes = file_read(path, 6, &size, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(size, ==, 6);
    g_assert_cmpint(memcmp(bytes, "12\0 45", 7), ==, 0); // and a zero behind
    g_free(bytes);
    bytes = file_read(path, 6, NULL, NULL);
    g_assert_nonnull(bytes);
    g_free(bytes);
    g_assert_null(file_read(path, 5, &size, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED);
    char *wanted = g_strdup_printf("%s: larger than 5 bytes", path);
    g_assert_cmpstr(error->message, ==, wanted);
    g_assert_cmpuint(size, ==, 6); // untouched
    g_clear_error(&error);
    g_free(wanted);
    g_free(path);
}

static void
test_file__reads_what_tells_no_size(void *fixture, const void *data)
{
    size_t size = 0;
    GError *error = NULL;
    char *bytes = file_read("/proc/self/status", 1000000, &size, &error);

    (void)fixture, (void)data;
    g_assert_no_error(error);
    g_assert_cmpuint(size, >, 100);
    g_assert_cmpuint(strlen(bytes), ==, size);
    g_free(bytes);
}

static void
test_file__reads_files_only(void *fixture, const void *data)
{
    char *pipe_path = path_of("pipe"), *none = path_of("none");
    GError *error = NULL;

    (void)fixture, (void)data;
    g_assert_null(file_read(none, 10, NULL, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    g_clear_error(&error);
    g_assert_null(file_read(folder, 10, NULL, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
    g_clear_error(&error);
    g_assert_cmpint(mkfifo(pipe_path, 0600), ==, 0);
    g_assert_null(
        file_read(pipe_path, 10, NULL, &error)); // and nobody waits for a writer
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
    g_clear_error(&error);
    g_assert_null(file_read("/proc/self/mem", 10, NULL, &error)); // nothing lies at 0
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_IO);
    g_clear_error(&error);
    g_free(none);
    g_free(pipe_path);
}

/* ---- writing ---------------------------------------------------------------------------- */

static void
test_file__writes_the_whole_or_nothing(void *fixture, const void *data)
{
    char *path = path_of("a");
    struct stat status;
    GError *error = NULL;

    (void)fixture, (void)data;
    g_assert_true(file_write_durably(path, "one", 3, &error));
    expect_content(path, "one");
    g_assert_true(file_write_durably(path, "", 0, &error));
    expect_content(path, "");
    g_assert_true(file_write_durably(path, "three", 5, &error));
    g_assert_no_error(error);
    expect_content(path, "three");
    g_assert_cmpint(stat(path, &status), ==, 0);
    g_assert_cmpint(status.st_mode & 0777, ==, 0600);
    g_assert_cmpint(count_entries(folder), ==, 1);
    g_free(path);
}

/* Writes while no file may grow beyond `limit` bytes, as on a full disk. */
static bool
write_with_limit(const char *path, size_t size, rlim_t limit, GError **error)
{
    struct rlimit saved, tight;
    char *bytes = g_strnfill(size, 'x');

    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &saved);
    tight = (struct rlimit){.rlim_cur = limit, .rlim_max = saved.rlim_max};
    setrlimit(RLIMIT_FSIZE, &tight);
    bool written = file_write_durably(path, bytes, size, error);
    setrlimit(RLIMIT_FSIZE, &saved);
    g_free(bytes);
    return written;
}

static void
test_file__keeps_the_old_one_when_the_disk_is_full(void *fixture, const void *data)
{
    char *path = path_of("a");
    GError *error = NULL;

    (void)fixture, (void)data;
    g_assert_true(file_write_durably(path, "old", 3, NULL));
    // The first part fits, the second does not.
    g_assert_false(write_with_limit(path, 9000, 5000, &error));
    g_assert_true(error->domain == G_FILE_ERROR);
    g_assert_nonnull(strstr(error->message, "a: cannot write: File too large"));
    g_clear_error(&error);
    expect_content(path, "old");
    g_assert_cmpint(count_entries(folder), ==, 1); // nothing temporary stays
    g_free(path);
}

static void
test_file__tells_what_stands_in_the_way(void *fixture, const void *data)
{
    char *inside = path_of("none/a"), *taken = path_of("taken");
    GError *error = NULL;

    (void)fixture, (void)data;
    g_assert_false(file_write_durably(inside, "x", 1, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    g_clear_error(&error);
    g_assert_cmpint(g_mkdir(taken, 0700), ==, 0);
    g_assert_false(file_write_durably(taken, "x", 1, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);
    g_clear_error(&error);
    g_assert_cmpint(count_entries(folder), ==, 1);
    g_assert_false(file_sync_folder(inside, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    g_clear_error(&error);
    g_assert_false(file_sync_folder("/proc", &error)); // which cannot be synced
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
    g_clear_error(&error);
    g_free(inside);
    g_free(taken);
}

/* ---- several at once -------------------------------------------------------------------- */

static void
test_file__a_stage_shows_nothing_before_it_is_published(void *fixture, const void *data)
{
    struct file_stage *stage = file_stage_create(folder);
    char *a = path_of("a"), *b = path_of("b");
    GError *error = NULL;

    (void)fixture, (void)data;
    g_assert_true(file_stage_add(stage, "a", "one", 3, &error));
    g_assert_true(file_stage_add(stage, "b", "two", 3, &error));
    g_assert_false(g_file_test(a, G_FILE_TEST_EXISTS));
    g_assert_cmpint(count_entries(folder), ==, 2); // under temporary names
    g_assert_true(file_stage_publish(stage, &error));
    g_assert_no_error(error);
    file_stage_destroy(stage);
    expect_content(a, "one");
    expect_content(b, "two");
    g_assert_cmpint(count_entries(folder), ==, 2);
    g_free(a);
    g_free(b);
}

static void
test_file__a_stage_that_is_not_published_leaves_nothing(void *fixture, const void *data)
{
    struct file_stage *stage = file_stage_create(folder);

    (void)fixture, (void)data;
    g_assert_true(file_stage_add(stage, "a", "one", 3, NULL));
    file_stage_destroy(stage);
    g_assert_cmpint(count_entries(folder), ==, 0);
    file_stage_destroy(NULL);
}

static void
test_file__a_stage_that_fails_half_way_removes_the_rest(void *fixture, const void *data)
{
    struct file_stage *stage = file_stage_create(folder);
    char *a = path_of("a"), *taken = path_of("taken");
    GError *error = NULL;

    (void)fixture, (void)data;
    g_assert_cmpint(g_mkdir(taken, 0700), ==, 0);
    g_assert_true(file_stage_add(stage, "a", "one", 3, NULL));
    g_assert_true(file_stage_add(stage, "taken", "two", 3, NULL));
    g_assert_true(file_stage_add(stage, "c", "three", 5, NULL));
    g_assert_false(file_stage_publish(stage, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);
    g_clear_error(&error);
    file_stage_destroy(stage);
    expect_content(a, "one");
    g_assert_cmpint(count_entries(folder), ==, 2);
    g_free(a);
    g_free(taken);
}

static void
test_file__a_stage_needs_its_folder(void *fixture, const void *data)
{
    char *none = path_of("none");
    struct file_stage *stage = file_stage_create(none);
    GError *error = NULL;

    (void)fixture, (void)data;
    g_assert_false(file_stage_add(stage, "a", "one", 3, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    g_clear_error(&error);
    file_stage_destroy(stage);
    g_free(none);
}

/* ---- folders ---------------------------------------------------------------------------- */

static void
test_file__makes_a_folder_and_its_parents(void *fixture, const void *data)
{
    char *deep = path_of("a/b/c"), *through = path_of("file/x"), *file = path_of("file");
    struct stat status;
    GError *error = NULL;

    (void)fixture, (void)data;
    g_assert_true(file_make_folder(deep, &error));
    g_assert_true(file_make_folder(deep, &error)); // it may be there already
    g_assert_no_error(error);
    g_assert_cmpint(stat(deep, &status), ==, 0);
    g_assert_cmpint(status.st_mode & 0777, ==, 0700);
    g_assert_true(g_file_set_contents(file, "", 0, NULL));
    g_assert_false(file_make_folder(through, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_EXIST);
    g_clear_error(&error);
    g_assert_false(file_make_folder("/proc/none/x", &error));
    g_assert_true(error->domain == G_FILE_ERROR);
    g_clear_error(&error);
    g_free(deep);
    g_free(through);
    g_free(file);
}

#define add(name, f) g_test_add_vtable("/file/" name, 0, NULL, set_up, f, tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    add("reads_to_the_limit_and_not_beyond",
        test_file__reads_to_the_limit_and_not_beyond);
    add("reads_what_tells_no_size", test_file__reads_what_tells_no_size);
    add("reads_files_only", test_file__reads_files_only);
    add("writes_the_whole_or_nothing", test_file__writes_the_whole_or_nothing);
    add("keeps_the_old_one_when_the_disk_is_full",
        test_file__keeps_the_old_one_when_the_disk_is_full);
    add("tells_what_stands_in_the_way", test_file__tells_what_stands_in_the_way);
    add("a_stage_shows_nothing_before_it_is_published",
        test_file__a_stage_shows_nothing_before_it_is_published);
    add("a_stage_that_is_not_published_leaves_nothing",
        test_file__a_stage_that_is_not_published_leaves_nothing);
    add("a_stage_that_fails_half_way_removes_the_rest",
        test_file__a_stage_that_fails_half_way_removes_the_rest);
    add("a_stage_needs_its_folder", test_file__a_stage_needs_its_folder);
    add("makes_a_folder_and_its_parents", test_file__makes_a_folder_and_its_parents);
    return g_test_run();
}
