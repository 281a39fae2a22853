// SPDX-License-Identifier: Apache-2.0
#include "terminal/pages.h"

#include <fcntl.h>
#include <glib.h>
#include <string.h>
#include <unistd.h>
#include "base/blob.h"

static uint8_t pixels[40 * 30 * 4];

static int
blob(size_t size)
{
    int fd = blob_create(pixels, size, NULL);
    g_assert_cmpint(fd, >=, 0);
    return fd;
}

static void
test_pages__keeps_pixels_until_they_are_dropped(void)
{
    struct pages *pages = pages_create();
    struct page_pixels seen;
    pixels[5] = 77;
    int one = pages_add(pages, blob(100), blob(sizeof pixels), 40, 30, 160);
    int other = pages_add(pages, blob(100), blob(sizeof pixels), 40, 30, 160);
    g_assert_cmpint(one, >, 0);
    g_assert_cmpint(other, >, one);
    g_assert_true(pages_pixels(pages, one, &seen));
    g_assert_cmpint(seen.width, ==, 40);
    g_assert_cmpint(seen.bgra[5], ==, 77);
    int jpeg = pages_jpeg(pages, one);
    g_assert_cmpint(jpeg, >=, 0);
    pages_drop(pages, one);
    g_assert_false(pages_pixels(pages, one, &seen));
    g_assert_cmpint(pages_jpeg(pages, one), ==, -1);
    g_assert_cmpint(fcntl(jpeg, F_GETFD), ==, -1);
    g_assert_true(pages_pixels(pages, other, &seen));
    pages_drop(pages, 12345); // nobody
    pages_drop_all(pages);
    g_assert_false(pages_pixels(pages, other, &seen));
    pages_destroy(pages);
}

static const struct {
    int width, height, stride;
    const char *why;
} lies[] = {
    {40, 31, 160, "one row more than there is"},
    {41, 30, 160, "rows longer than their stride"},
    {40, 30, 200, "a stride that leads out of the blob"},
    {0, 30, 160, "no width"},
    {40, -1, 160, "a negative height"},
    {40, 30, 161, "a stride that cuts pixels"},
};

static void
test_pages__believes_no_size_that_leads_out_of_the_blob(void)
{
    struct pages *pages = pages_create();
    for (size_t i = 0; i < G_N_ELEMENTS(lies); i++) {
        int handle = pages_add(pages, blob(100), blob(sizeof pixels), lies[i].width,
                               lies[i].height, lies[i].stride);
        if (handle != 0)
            g_error("taken although it has %s", lies[i].why);
    }
    pages_destroy(pages);
}

static void
test_pages__takes_no_unsealed_blob(void)
{
    struct pages *pages = pages_create();
    int open = blob_open(sizeof pixels, NULL); // its writer could still change it
    g_assert_cmpint(pages_add(pages, blob(100), open, 40, 30, 160), ==, 0);
    open = blob_open(100, NULL);
    g_assert_cmpint(pages_add(pages, open, blob(sizeof pixels), 40, 30, 160), ==, 0);
    pages_destroy(pages);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/terminal/test_pages__keeps_pixels_until_they_are_dropped",
                    test_pages__keeps_pixels_until_they_are_dropped);
    g_test_add_func("/terminal/test_pages__believes_no_size_that_leads_out_of_the_blob",
                    test_pages__believes_no_size_that_leads_out_of_the_blob);
    g_test_add_func("/terminal/test_pages__takes_no_unsealed_blob",
                    test_pages__takes_no_unsealed_blob);
    return g_test_run();
}
