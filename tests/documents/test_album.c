// SPDX-License-Identifier: Apache-2.0
/* Scanned pages as one PDF: as many pages as pictures, each in its own size; nothing that is cut
 * off passes for whole. */
#include "documents/album.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <stdint.h>
#include <string.h>

/* All that a PDF needs to know of a JPEG stands before its first scan. */
static const uint8_t a4_at_300[] = {0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 'J',  'F',  'I',
                                    'F',  0,    1,    1,    1,    0x01, 0x2c, 0x01, 0x2c,
                                    0,    0,    0xff, 0xc0, 0x00, 0x0b, 8,    0x0d, 0xb4,
                                    0x09, 0xb0, 1,    1,    0x11, 0,    0xff, 0xd9};

static char *
look(GByteArray *pdf, const char *tool)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = NULL;
    int fd = g_file_open_tmp("kiosk-album-XXXXXX.pdf", &path, &error);
    g_assert_no_error(error);
    g_close(fd, NULL);
    g_assert_true(
        g_file_set_contents(path, (const char *)pdf->data, (gssize)pdf->len, NULL));
    const char *info[] = {"pdfinfo", "-l", "9", path, NULL};
    const char *text[] = {"pdftotext", "-raw", path, "-", NULL};
    const char *const *argv = strcmp(tool, "pdfinfo") == 0 ? info : text;
    char *output = NULL;
    g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                 &output, NULL, NULL, &error);
    g_assert_no_error(error);
    g_unlink(path);
    return output;
}

static void
test_album__has_a_page_for_each_picture_in_its_own_size(void)
{
    const struct album_page pages[] = {{a4_at_300, sizeof a4_at_300},
                                       {a4_at_300, sizeof a4_at_300},
                                       {a4_at_300, sizeof a4_at_300}};
    const struct album album = {.pages = pages, .count = 3};
    GByteArray *pdf = g_byte_array_new();
    g_assert_true(album_pdf(&album, pdf, NULL));
    g_autofree char *info = look(pdf, "pdfinfo");
    g_assert_nonnull(strstr(info, "Pages:           3"));
    g_assert_nonnull(strstr(info, "595.2 x 841.92")); // 2480 × 3508 at 300 dpi
    g_byte_array_unref(pdf);
}

static void
test_album__says_below_each_page_what_was_compared(void)
{
    const struct album_page pages[] = {{a4_at_300, sizeof a4_at_300}};
    const struct album album = {
        .pages = pages, .count = 1, .mark = "此件经与原件核对无误"};
    GByteArray *pdf = g_byte_array_new();
    g_assert_true(album_pdf(&album, pdf, NULL));
    g_autofree char *text = look(pdf, "pdftotext");
    g_assert_nonnull(strstr(text, "此件经与原件核对无误"));
    g_byte_array_unref(pdf);
}

static void
test_album__refuses_what_is_no_whole_picture(void)
{
    GByteArray *pdf = g_byte_array_new();
    g_byte_array_append(pdf, (const guint8 *)"before", 6);
    for (size_t size = 0; size < sizeof a4_at_300; size++) {
        g_autoptr(GError) error = NULL;
        const struct album_page page = {a4_at_300, size};
        const struct album album = {.pages = &page, .count = 1};
        g_assert_false(album_pdf(&album, pdf, &error));
        g_assert_error(error, ALBUM_ERROR, 0);
        g_assert_cmpuint(pdf->len, ==, 6); // as it was
    }
    g_byte_array_unref(pdf);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/album/pages",
                    test_album__has_a_page_for_each_picture_in_its_own_size);
    g_test_add_func("/album/mark", test_album__says_below_each_page_what_was_compared);
    g_test_add_func("/album/refuses", test_album__refuses_what_is_no_whole_picture);
    return g_test_run();
}
