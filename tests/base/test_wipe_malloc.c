// SPDX-License-Identifier: Apache-2.0
/* The wiping allocator is not part of the library, so this program contains it. What it does
 * is looked at from outside: all writable memory of the process is searched for a secret that
 * was given back. */
#include "kiosk/base/wipe_malloc.c"

#include <fcntl.h>
#include <glib.h>
#include <jansson.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#ifndef __SANITIZE_ADDRESS__

#define SECRET_SIZE 24

/* The secret never stands in the program as such, so what is found is a copy somebody made. */
static void
write_secret(char *bytes)
{
    static const unsigned char mixed[SECRET_SIZE] = {
        0x19, 0x2f, 0x34, 0x37, 0x28, 0x3b, 0x00, 0x01, 0x02, 0x63, 0x64, 0x65,
        0x66, 0x19, 0x2f, 0x34, 0x37, 0x28, 0x3b, 0x00, 0x01, 0x02, 0x63, 0x64};

    for (size_t i = 0; i < SECRET_SIZE; i++)
        bytes[i] = (char)(mixed[i] ^ 0x5a);
}

static void
fill_with_secret(char *bytes, size_t size)
{
    for (size_t at = 0; at + SECRET_SIZE <= size; at += SECRET_SIZE)
        write_secret(bytes + at);
}

static size_t
count_in(const unsigned char *bytes, size_t size)
{
    char wanted[SECRET_SIZE];
    size_t found = 0;
    const unsigned char *end = bytes + size;

    write_secret(wanted);
    // The first 16 bytes of a freed block belong to glibc, so the last ones are looked for.
    while ((bytes = memmem(bytes, (size_t)(end - bytes), wanted + 8, SECRET_SIZE - 8))) {
        found++;
        bytes += SECRET_SIZE - 8;
    }
    explicit_bzero(wanted, sizeof wanted);
    return found;
}

/* How often the secret stands in writable memory, the stack aside. */
static size_t
count_secrets(void)
{
    static unsigned char part[1 << 16];
    static char line[512];
    static char maps_buffer[1 << 16];
    FILE *maps = fopen("/proc/self/maps", "re");
    int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    size_t found = 0;
    unsigned long from, to;

    g_assert_true(maps && memory >= 0);
    setvbuf(maps, maps_buffer, _IOFBF, sizeof maps_buffer);
    while (fgets(line, sizeof line, maps)) {
        if (sscanf(line, "%lx-%lx rw", &from, &to) != 2 || !strstr(line, " rw") ||
            strstr(line, "[stack]"))
            continue;
        for (unsigned long at = from; at < to; at += sizeof part - SECRET_SIZE) {
            if ((unsigned char *)at >= part && (unsigned char *)at < part + sizeof part)
                continue;
            ssize_t got = pread(memory, part, MIN(sizeof part, to - at), (off_t)at);
            if (got > 0)
                found += count_in(part, (size_t)got);
            explicit_bzero(part, sizeof part);
        }
    }
    fclose(maps);
    close(memory);
    return found;
}

/* The compiler knows malloc() by name and leaves out what it thinks is of no use. */
static void *
obtain(size_t size)
{
    void *volatile block = malloc(size);

    return block;
}

static const size_t sizes[] = {24,   25,    48,    100,    520,    1032,    1500,
                               4096, 20000, 70000, 131000, 140000, 1 << 20, 5 << 20};

static void
test_wipe_malloc__the_search_finds_what_is_not_wiped(void)
{
    char *bytes = obtain(1000);

    fill_with_secret(bytes, 1000);
    g_assert_cmpuint(count_secrets(), >=, 41);
    __libc_free(bytes); // as it would be without us
    g_assert_cmpuint(count_secrets(), >=, 38);
    // The same block again, now wiped.
    bytes = obtain(1000);
    free(bytes);
    g_assert_cmpuint(count_secrets(), ==, 0);
}

static void
test_wipe_malloc__nothing_is_left_after_free(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        char *bytes = obtain(sizes[i]);
        g_test_message("%zu bytes", sizes[i]);
        fill_with_secret(bytes, sizes[i]);
        g_assert_cmpuint(count_secrets(), >=, 1);
        free(bytes);
        g_assert_cmpuint(count_secrets(), ==, 0);
    }
    free(NULL);
}

static void
test_wipe_malloc__nothing_is_left_after_realloc(void)
{
    for (size_t from = 0; from < G_N_ELEMENTS(sizes); from++) {
        for (size_t to = 0; to < G_N_ELEMENTS(sizes); to++) {
            char first[SECRET_SIZE];
            char *bytes = obtain(sizes[from]);
            char *barrier = obtain(100); // so that the block cannot simply grow
            g_test_message("%zu to %zu bytes", sizes[from], sizes[to]);
            fill_with_secret(bytes, sizes[from]);
            bytes = realloc(bytes, sizes[to]);
            // What was kept is right, and there is no more of it than before.
            write_secret(first);
            g_assert_cmpint(memcmp(bytes, first, SECRET_SIZE), ==, 0);
            explicit_bzero(first, sizeof first);
            explicit_bzero(bytes, sizes[to]);
            g_assert_cmpuint(count_secrets(), ==, 0);
            free(bytes);
            free(barrier);
        }
    }
}

static void
test_wipe_malloc__keeps_the_contract_of_realloc(void)
{
    volatile size_t huge = (size_t)1 << 62;
    char *bytes = realloc(NULL, 10);
    char *volatile same = bytes;

    g_assert_nonnull(bytes);
    memcpy(bytes, "123456789", 10);
    g_assert_null(realloc(bytes, huge)); // and the old block stays as it was
    bytes = same;
    g_assert_cmpstr(bytes, ==, "123456789");
    errno = 0;
    g_assert_null(reallocarray(bytes, huge, 8));
    g_assert_cmpint(errno, ==, ENOMEM);
    bytes = same;
    bytes = reallocarray(bytes, 100, 10);
    g_assert_cmpstr(bytes, ==, "123456789");
    errno = EBUSY;
    g_assert_null(realloc(bytes, 0));
    g_assert_cmpint(errno, ==, EBUSY);
}

/* Libraries free through the same name. */
static void
test_wipe_malloc__works_for_libraries_too(void)
{
    char secret[SECRET_SIZE + 1] = "";

    write_secret(secret);
    for (int i = 0; i < SECRET_SIZE; i++)
        secret[i] = secret[i] ? secret[i] : 'x';
    GString *string = g_string_new(NULL);
    json_t *object = json_object();
    for (int i = 0; i < 50; i++) {
        g_string_append(string, secret);
        json_object_set_new(object, string->str, json_string(string->str));
    }
    char *text = json_dumps(object, 0);
    g_assert_cmpuint(count_secrets(), >, 100);
    free(text);
    json_decref(object);
    g_string_free(string, TRUE);
    explicit_bzero(secret, sizeof secret);
    g_assert_cmpuint(count_secrets(), ==, 0);
}

/* Large pictures are mappings of their own: the kernel takes the pages back. */
static void
test_wipe_malloc__large_blocks_cost_no_wiping(void)
{
    mallopt(M_MMAP_THRESHOLD, 128 * 1024); // fixed from here on
    char *bytes = obtain((size_t)2 << 30);

    g_assert_true(is_mapping(bytes));
    bytes[0] = 'x';
    gint64 begin = g_get_monotonic_time();
    free(bytes); // wiping would touch half a million pages
    g_assert_cmpint(g_get_monotonic_time() - begin, <, 50000);
    bytes = obtain(1000);
    g_assert_false(is_mapping(bytes));
    free(bytes);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/wipe_malloc/the_search_finds_what_is_not_wiped",
                    test_wipe_malloc__the_search_finds_what_is_not_wiped);
    g_test_add_func("/wipe_malloc/nothing_is_left_after_free",
                    test_wipe_malloc__nothing_is_left_after_free);
    g_test_add_func("/wipe_malloc/nothing_is_left_after_realloc",
                    test_wipe_malloc__nothing_is_left_after_realloc);
    g_test_add_func("/wipe_malloc/keeps_the_contract_of_realloc",
                    test_wipe_malloc__keeps_the_contract_of_realloc);
    g_test_add_func("/wipe_malloc/works_for_libraries_too",
                    test_wipe_malloc__works_for_libraries_too);
    g_test_add_func("/wipe_malloc/large_blocks_cost_no_wiping",
                    test_wipe_malloc__large_blocks_cost_no_wiping);
    return g_test_run();
}

#else

#include <dlfcn.h>

/* The sanitizers find what our free() would hide, so it must not be there. */
static void
test_wipe_malloc__leaves_the_sanitizers_allocator_alone(void)
{
    Dl_info where;

    g_assert_null(dlsym(RTLD_DEFAULT, "wipe_malloc_is_not_for_sanitizers"));
    g_assert_true(dladdr(dlsym(RTLD_DEFAULT, "free"), &where));
    g_assert_nonnull(strstr(where.dli_fname, "asan"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/wipe_malloc/leaves_the_sanitizers_allocator_alone",
                    test_wipe_malloc__leaves_the_sanitizers_allocator_alone);
    return g_test_run();
}

#endif
