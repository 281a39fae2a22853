// SPDX-License-Identifier: Apache-2.0
#include "base/blob.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#define LIMIT ((size_t)1 << 20)

static void
test_blob__carries_bytes(void)
{
    GError *error = NULL;
    struct blob_view view = {0};
    size_t size = 0;
    int fd = blob_create("seven b", 7, &error);

    g_assert_no_error(error);
    g_assert_cmpint(fcntl(fd, F_GETFD), ==, FD_CLOEXEC);
    g_assert_true(blob_check(fd, 7, &size, &error));
    g_assert_cmpuint(size, ==, 7);
    g_assert_true(blob_view_init(&view, fd, LIMIT, &error));
    g_assert_cmpuint(view.size, ==, 7);
    g_assert_cmpint(memcmp(view.bytes, "seven b", 7), ==, 0);
    blob_view_finish(&view);
    g_assert_null(view.bytes);
    blob_view_finish(&view);
    blob_view_finish(NULL);
    close(fd);
}

static void
test_blob__may_be_empty(void)
{
    struct blob_view view = {0};
    int fd = blob_create(NULL, 0, NULL);

    g_assert_true(blob_view_init(&view, fd, LIMIT, NULL));
    g_assert_cmpuint(view.size, ==, 0);
    g_assert_nonnull(view.bytes);
    blob_view_finish(&view);
    close(fd);
}

static void
test_blob__a_sealed_blob_never_changes(void)
{
    int fd = blob_create("abc", 3, NULL);

    g_assert_cmpint(pwrite(fd, "x", 1, 0), ==, -1);
    g_assert_cmpint(errno, ==, EPERM);
    g_assert_cmpint(ftruncate(fd, 0), ==, -1);
    g_assert_cmpint(ftruncate(fd, 9), ==, -1);
    g_assert_true(mmap(NULL, 3, PROT_WRITE, MAP_SHARED, fd, 0) == MAP_FAILED);
    g_assert_cmpint(fcntl(fd, F_ADD_SEALS, F_SEAL_FUTURE_WRITE), ==, -1);
    close(fd);
}

static void
refuse(int fd, size_t limit, const char *sentence)
{
    GError *error = NULL;
    struct blob_view view = {0};
    size_t size = 77;

    g_assert_false(blob_check(fd, limit, &size, &error));
    g_assert_cmpstr(error->message, ==, sentence);
    g_assert_true(error->domain == BLOB_ERROR);
    g_assert_cmpuint(size, ==, 77);
    g_assert_false(blob_view_init(&view, fd, limit, NULL));
    g_assert_null(view.bytes);
    g_clear_error(&error);
}

static int
sealed_with(int seals)
{
    int fd = blob_open(100, NULL);

    g_assert_cmpint(fcntl(fd, F_ADD_SEALS, seals), ==, 0);
    return fd;
}

static void
refuse_sealed_with(int seals)
{
    int fd = sealed_with(seals);

    refuse(fd, LIMIT, "the descriptor is no sealed memory file");
    close(fd);
}

static void
test_blob__refuses_what_may_change(void)
{
    int all = F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW;
    int pipe_ends[2], fd = sealed_with(all);

    g_assert_true(blob_check(fd, LIMIT, NULL, NULL));
    close(fd);
    refuse_sealed_with(all & ~F_SEAL_WRITE);
    refuse_sealed_with(all & ~F_SEAL_SHRINK);
    refuse_sealed_with(all & ~F_SEAL_GROW);
    refuse_sealed_with((all & ~F_SEAL_WRITE) | F_SEAL_FUTURE_WRITE);
    refuse_sealed_with(0);

    fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    refuse(fd, LIMIT, "the descriptor is no sealed memory file");
    close(fd);
    g_assert_cmpint(pipe(pipe_ends), ==, 0);
    refuse(pipe_ends[0], LIMIT, "the descriptor is no sealed memory file");
    close(pipe_ends[0]);
    close(pipe_ends[1]);
    refuse(-1, LIMIT, "the descriptor is no sealed memory file");
}

static void
test_blob__refuses_what_is_too_large(void)
{
    int fd = blob_create("12345678", 8, NULL);

    refuse(fd, 7, "the blob is larger than 7 bytes");
    close(fd);
}

static void
test_blob__is_filled_in_place(void)
{
    int fd = blob_open(4096, NULL);
    struct blob_view view = {0};
    char *bytes = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    GError *error = NULL;

    g_assert_true(bytes != MAP_FAILED);
    memset(bytes, 'x', 4096);
    // As long as somebody can write, it cannot be sealed.
    g_assert_false(blob_seal(fd, &error));
    g_assert_error(error, BLOB_ERROR, EBUSY);
    g_clear_error(&error);
    munmap(bytes, 4096);
    g_assert_true(blob_seal(fd, &error));
    g_assert_no_error(error);
    g_assert_true(blob_view_init(&view, fd, LIMIT, NULL));
    g_assert_cmpint(((const char *)view.bytes)[4095], ==, 'x');
    blob_view_finish(&view);
    close(fd);
}

static void
test_blob__the_world_may_be_short_of_everything(void)
{
    GError *error = NULL;
    struct rlimit saved, none;

    g_assert_cmpint(blob_open(SIZE_MAX, &error), ==, -1);
    g_assert_error(error, BLOB_ERROR, EINVAL);
    g_clear_error(&error);
    g_assert_cmpint(blob_create("x", SIZE_MAX, &error), ==, -1);
    g_clear_error(&error);
    // More bytes than there are to copy from.
    g_assert_cmpint(blob_create(NULL, 10, &error), ==, -1);
    g_assert_error(error, BLOB_ERROR, EFAULT);
    g_clear_error(&error);

    getrlimit(RLIMIT_NOFILE, &saved);
    none = (struct rlimit){.rlim_cur = 0, .rlim_max = saved.rlim_max};
    setrlimit(RLIMIT_NOFILE, &none);
    int fd = blob_open(1, &error);
    setrlimit(RLIMIT_NOFILE, &saved);
    g_assert_cmpint(fd, ==, -1);
    g_assert_error(error, BLOB_ERROR, EMFILE);
    g_clear_error(&error);
}

static void
test_blob__cannot_be_mapped_without_room(void)
{
    size_t size = (size_t)1 << 52; // more than a process can address
    struct blob_view view = {0};
    GError *error = NULL;
    int fd = blob_open(size, &error); // takes no memory before it is written

    g_assert_no_error(error);
    g_assert_true(blob_seal(fd, NULL));
    g_assert_false(blob_view_init(&view, fd, SIZE_MAX, &error));
    g_assert_error(error, BLOB_ERROR, ENOMEM);
    g_clear_error(&error);
    close(fd);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/blob/carries_bytes", test_blob__carries_bytes);
    g_test_add_func("/blob/may_be_empty", test_blob__may_be_empty);
    g_test_add_func("/blob/a_sealed_blob_never_changes",
                    test_blob__a_sealed_blob_never_changes);
    g_test_add_func("/blob/refuses_what_may_change", test_blob__refuses_what_may_change);
    g_test_add_func("/blob/refuses_what_is_too_large",
                    test_blob__refuses_what_is_too_large);
    g_test_add_func("/blob/is_filled_in_place", test_blob__is_filled_in_place);
    g_test_add_func("/blob/the_world_may_be_short_of_everything",
                    test_blob__the_world_may_be_short_of_everything);
    g_test_add_func("/blob/cannot_be_mapped_without_room",
                    test_blob__cannot_be_mapped_without_room);
    return g_test_run();
}
