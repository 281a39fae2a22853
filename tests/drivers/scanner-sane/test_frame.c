// SPDX-License-Identifier: Apache-2.0
/* Frames of every kind become blobs of the right pixels; what is too much is refused. */
#include "drivers/scanner/sane/frame.h"

#include <string.h>
#include <unistd.h>

#include "base/blob.h"
#include "tests/support/page.h"

static SANE_Parameters
parameters_of(SANE_Frame format, int depth, int width, int line, int height)
{
    return (SANE_Parameters){.format = format,
                             .last_frame = SANE_TRUE,
                             .depth = depth,
                             .pixels_per_line = width,
                             .bytes_per_line = line,
                             .lines = height};
}

/* Hands over `size` bytes in uneven pieces. */
static void
feed(struct frame *frame, const void *bytes, size_t size)
{
    g_autoptr(GError) error = NULL;
    size_t done = 0;
    for (size_t piece = 1; done < size; piece = piece * 7 % 1013 + 1) {
        uint8_t *room = NULL;
        size_t space = 0;
        frame_room(frame, &room, &space, &error);
        g_assert_no_error(error);
        size_t count = MIN(MIN(piece, space), size - done);
        memcpy(room, (const uint8_t *)bytes + done, count);
        frame_add(frame, count);
        done += count;
    }
}

static void
becomes(const SANE_Parameters *parameters, const void *bytes, size_t size,
        const uint8_t *pixels, size_t pixel_size)
{
    g_autoptr(GError) error = NULL;
    struct frame frame;
    frame_init(&frame, parameters, &error);
    g_assert_no_error(error);
    feed(&frame, bytes, size);
    g_assert_true(frame_is_whole(&frame));
    int fd = frame_take(&frame, &error);
    g_assert_no_error(error);
    struct blob_view view = {0};
    blob_view_init(&view, fd, 1 << 26, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(view.size, ==, pixel_size);
    g_assert_true(memcmp(view.bytes, pixels, pixel_size) == 0);
    blob_view_finish(&view);
    close(fd);
}

static void
test_frame__keeps_eight_bits_as_they_come(void)
{
    struct page page;
    page_draw(&page, PAGE_HOUSEHOLD, 60, 0);
    SANE_Parameters known =
        parameters_of(SANE_FRAME_RGB, 8, page.width, page.width * 3, page.height);
    becomes(&known, page.pixels, page_size(&page), page.pixels, page_size(&page));
    SANE_Parameters unknown =
        parameters_of(SANE_FRAME_RGB, 8, page.width, page.width * 3, -1);
    becomes(&unknown, page.pixels, page_size(&page), page.pixels, page_size(&page));
    page_finish(&page);
}

static void
test_frame__grows_with_a_page_of_unknown_height(void)
{
    size_t line = 9000, height = 2500; // 22.5 MB: more than twice the first guess
    g_autofree uint8_t *bytes = g_malloc(line * height);
    for (size_t i = 0; i < line * height; i++)
        bytes[i] = (uint8_t)(i * 2654435761U >> 24);
    SANE_Parameters parameters = parameters_of(SANE_FRAME_RGB, 8, 3000, 9000, -1);
    becomes(&parameters, bytes, line * height, bytes, line * height);
}

static void
test_frame__spreads_one_bit_to_black_and_white(void)
{
    static const uint8_t rows[] = {0xa5, 0x40, 0x00, 0xc0};
    static const uint8_t grey[] = {0,   255, 0,   255, 255, 0,   255, 0,   255, 0,
                                   255, 255, 255, 255, 255, 255, 255, 255, 0,   0};
    SANE_Parameters parameters = parameters_of(SANE_FRAME_GRAY, 1, 10, 2, 2);
    becomes(&parameters, rows, sizeof(rows), grey, sizeof(grey));
    // Colour: a byte of red, of green, of blue for eight pixels; a set bit is full.
    static const uint8_t bits[] = {0x80, 0x40, 0xff};
    static const uint8_t colour[] = {255, 0, 255, 0, 255, 255, 0, 0, 255};
    parameters = parameters_of(SANE_FRAME_RGB, 1, 3, 3, 1);
    becomes(&parameters, bits, sizeof(bits), colour, sizeof(colour));
}

static void
test_frame__cuts_sixteen_bits_to_the_upper_eight(void)
{
    static const uint16_t words[] = {0x12ff, 0xfe01, 0x0000, 0x8000, 0x00ff, 0xffff};
    static const uint8_t pixels[] = {0x12, 0xfe, 0x00, 0x80, 0x00, 0xff};
    SANE_Parameters parameters = parameters_of(SANE_FRAME_RGB, 16, 2, 12, 1);
    becomes(&parameters, words, sizeof(words), pixels, sizeof(pixels));
}

static void
test_frame__is_not_whole_one_byte_early_or_late(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree uint8_t *bytes = g_malloc0(200 * 100 + 1);
    SANE_Parameters parameters = parameters_of(SANE_FRAME_GRAY, 8, 200, 200, 100);
    static const struct {
        size_t size;
        bool whole;
    } rows[] = {{0, false},
                {200 * 99, false},
                {200 * 100 - 1, false},
                {200 * 100, true},
                {200 * 100 + 1, false}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct frame frame;
        g_assert_true(frame_init(&frame, &parameters, &error));
        feed(&frame, bytes, rows[i].size);
        g_assert_cmpint(frame_is_whole(&frame), ==, rows[i].whole);
        frame_finish(&frame);
    }
    parameters.lines = -1;
    struct frame frame;
    g_assert_true(frame_init(&frame, &parameters, &error));
    g_assert_false(frame_is_whole(&frame)); // nothing is no page
    feed(&frame, bytes, 301);
    g_assert_false(frame_is_whole(&frame));
    frame_finish(&frame);
}

static void
refuses(const SANE_Parameters *parameters, enum frame_error code)
{
    g_autoptr(GError) error = NULL;
    struct frame frame = {0};
    g_assert_false(frame_init(&frame, parameters, &error));
    g_assert_error(error, FRAME_ERROR, (int)code);
    frame_finish(&frame);
}

static void
test_frame__refuses_three_passes_and_strange_depths(void)
{
    static const SANE_Frame passes[] = {SANE_FRAME_RED, SANE_FRAME_GREEN, SANE_FRAME_BLUE,
                                        (SANE_Frame)11};
    for (size_t i = 0; i < G_N_ELEMENTS(passes); i++) {
        SANE_Parameters parameters = parameters_of(passes[i], 8, 100, 100, 100);
        refuses(&parameters, FRAME_ERROR_KIND);
    }
    SANE_Parameters parameters = parameters_of(SANE_FRAME_GRAY, 4, 100, 50, 100);
    refuses(&parameters, FRAME_ERROR_KIND);
}

static void
test_frame__refuses_sizes_beyond_a_blob_and_impossible_ones(void)
{
    static const struct {
        SANE_Frame format;
        int depth, width, line, height;
        enum frame_error code;
    } rows[] = {
        {SANE_FRAME_RGB, 8, 4960, 14880, 7014,
         FRAME_ERROR_SIZE}, // A4, 600 dpi, colour: 104 MB
        {SANE_FRAME_GRAY, 8, 20001, 20001, 10, FRAME_ERROR_SIZE},
        {SANE_FRAME_GRAY, 8, 100, 100, 20001, FRAME_ERROR_SIZE},
        {SANE_FRAME_GRAY, 8, 100, 1 << 30, 100, FRAME_ERROR_SIZE},
        {SANE_FRAME_GRAY, 8, 100, 99, 100, FRAME_ERROR_SENSE},
        {SANE_FRAME_RGB, 8, 100, 100, 100, FRAME_ERROR_SENSE},
        {SANE_FRAME_GRAY, 8, 0, 100, 100, FRAME_ERROR_SENSE},
        {SANE_FRAME_GRAY, 8, 100, 100, 0, FRAME_ERROR_SENSE},
        {SANE_FRAME_GRAY, 8, -1, -1, 100, FRAME_ERROR_SENSE},
        {SANE_FRAME_RGB, 16, 100, 599, 100, FRAME_ERROR_SENSE},
        {SANE_FRAME_RGB, 1, 9, 5, 100, FRAME_ERROR_SENSE},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        SANE_Parameters parameters = parameters_of(
            rows[i].format, rows[i].depth, rows[i].width, rows[i].line, rows[i].height);
        refuses(&parameters, rows[i].code);
    }
}

static void
test_frame__ends_a_page_that_does_not_end(void)
{
    g_autoptr(GError) error = NULL;
    SANE_Parameters parameters = parameters_of(SANE_FRAME_GRAY, 8, 10, 10, -1);
    struct frame frame;
    g_assert_true(frame_init(&frame, &parameters, NULL));
    uint8_t *room = NULL;
    size_t size = 0, total = 0;
    while (frame_room(&frame, &room, &size, &error)) {
        frame_add(&frame, 10);
        g_assert_cmpuint(total += 10, <=, 200000);
    }
    g_assert_error(error, FRAME_ERROR, FRAME_ERROR_SIZE);
    frame_finish(&frame);
}

#define ADD(name) g_test_add_func("/sane/frame/" #name, test_frame__##name)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(keeps_eight_bits_as_they_come);
    ADD(grows_with_a_page_of_unknown_height);
    ADD(spreads_one_bit_to_black_and_white);
    ADD(cuts_sixteen_bits_to_the_upper_eight);
    ADD(is_not_whole_one_byte_early_or_late);
    ADD(refuses_three_passes_and_strange_depths);
    ADD(refuses_sizes_beyond_a_blob_and_impossible_ones);
    ADD(ends_a_page_that_does_not_end);
    return g_test_run();
}
