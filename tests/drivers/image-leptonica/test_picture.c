// SPDX-License-Identifier: Apache-2.0
/* What is no picture is refused, and pixels arrive as they were. */
#include "drivers/image/leptonica/jpeg.h"
#include "drivers/image/leptonica/picture.h"
#include "drivers/image/leptonica/preview.h"
#include "drivers/image/leptonica/turn.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/page.h"

static void
refuses(const char *format, const void *bytes, size_t size, int width, int height)
{
    g_autoptr(GError) error = NULL;
    struct picture picture = {0};
    struct picture_source source = {.format = format,
                                    .width = width,
                                    .height = height,
                                    .stride = CLAMP(width, 0, 25000) * 3,
                                    .bytes = bytes,
                                    .size = size};
    bool taken = picture_decode(&picture, &source, &error);
    g_assert_false(taken);
    g_assert_error(error, PICTURE_ERROR, 0);
    g_assert_null(picture.pix);
}

static struct picture_source
source_of(const struct page *page)
{
    return (struct picture_source){.format = "rgb24",
                                   .width = page->width,
                                   .height = page->height,
                                   .stride = page->width * 3,
                                   .dpi = page->dpi,
                                   .bytes = page->pixels,
                                   .size = page_size(page)};
}

static void
decode(struct picture *picture, const struct picture_source *source)
{
    g_autoptr(GError) error = NULL;
    picture_decode(picture, source, &error);
    g_assert_no_error(error);
}

static void
test_picture__keeps_every_pixel(void)
{
    struct page page;
    page_draw(&page, PAGE_HOUSEHOLD, 75, 0);
    struct picture_source source = source_of(&page);
    struct picture colour = {0}, grey = {0};
    decode(&colour, &source);
    for (int y = 0; y < page.height; y += 7)
        for (int x = 0; x < page.width; x++) {
            l_int32 red, green, blue;
            pixGetRGBPixel(colour.pix, x, y, &red, &green, &blue);
            const uint8_t *pixel =
                page.pixels + ((size_t)y * (size_t)page.width + (size_t)x) * 3;
            g_assert_cmpint(red, ==, pixel[0]);
            g_assert_cmpint(green, ==, pixel[1]);
            g_assert_cmpint(blue, ==, pixel[2]);
        }
    g_autofree uint8_t *levels = page_grey(&page);
    source.format = "gray8";
    source.stride = page.width;
    source.bytes = levels;
    source.size = page_size(&page) / 3;
    decode(&grey, &source);
    for (int y = 0; y < page.height; y++)
        for (int x = 0; x < page.width; x++) {
            l_uint32 level;
            pixGetPixel(grey.pix, x, y, &level);
            g_assert_cmpuint(level, ==,
                             levels[(size_t)y * (size_t)page.width + (size_t)x]);
        }
    picture_finish(&grey);
    picture_finish(&colour);
    page_finish(&page);
}

static void
test_picture__skips_the_padding_of_rows(void)
{
    uint8_t rows[40][130];
    memset(rows, 9, sizeof(rows));
    for (int y = 0; y < 40; y++)
        memset(rows[y], 100 + y, 40 * 3);
    struct picture_source source = {"rgb24", 40, 40, 130, 0, rows, sizeof(rows)};
    struct picture picture = {0};
    decode(&picture, &source);
    l_int32 red, green, blue;
    pixGetRGBPixel(picture.pix, 39, 39, &red, &green, &blue);
    g_assert_cmpint(red, ==, 139);
    pixGetRGBPixel(picture.pix, 0, 38, &red, &green, &blue);
    g_assert_cmpint(blue, ==, 138);
    picture_finish(&picture);
}

static void
test_picture__refuses_what_is_shorter_than_it_says(void)
{
    struct page page;
    page_fill(&page, 100, 100, 72, 200);
    refuses("rgb24", page.pixels, page_size(&page) - 1, 100, 100);
    refuses("rgb24", page.pixels, page_size(&page), 100, 101);
    refuses("rgb24", page.pixels, page_size(&page), 101, 100);
    page_finish(&page);
}

static void
test_picture__refuses_tiny_and_huge_sizes(void)
{
    static const struct {
        int width, height;
    } rows[] = {
        {1, 1},       {0, 0},       {-5, 100},      {31, 400},     {400, 31},
        {20001, 100}, {100, 20001}, {20000, 20000}, {32, 1 << 30}, {1 << 30, 1 << 30}};
    uint8_t bytes[64] = {0};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        refuses("rgb24", bytes, sizeof(bytes), rows[i].width, rows[i].height);
}

static void
test_picture__refuses_garbage_of_every_format(void)
{
    static const char *const formats[] = {"jpeg", "png", "rgb24", "gray8", "tiff", ""};
    g_autofree uint8_t *bytes = g_malloc(4096);
    GRand *random = g_rand_new_with_seed(20261121);
    for (int round = 0; round < 50; round++) {
        for (int i = 0; i < 4096; i++)
            bytes[i] = (uint8_t)g_rand_int_range(random, 0, 256);
        if (round % 3 == 1)
            memcpy(bytes, "\xff\xd8\xff\xe0\0\x10JFIF", 10);
        if (round % 3 == 2)
            memcpy(bytes, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
        for (size_t f = 0; f < G_N_ELEMENTS(formats); f++)
            refuses(formats[f], bytes, (size_t)g_rand_int_range(random, 1, 4096), 300,
                    300);
    }
    g_rand_free(random);
}

static void
encode(const struct page *page, void **bytes, size_t *size)
{
    g_autoptr(GError) error = NULL;
    struct picture_source source = source_of(page);
    struct picture picture = {0};
    decode(&picture, &source);
    jpeg_encode(picture.pix, page->dpi, 80, bytes, size, &error);
    g_assert_no_error(error);
    picture_finish(&picture);
}

static void
test_picture__refuses_a_jpeg_that_was_cut_or_damaged(void)
{
    struct page page;
    void *bytes = NULL;
    size_t size = 0;
    page_draw(&page, PAGE_HOUSEHOLD, 100, 0);
    encode(&page, &bytes, &size);
    for (size_t cut = 1; cut <= 10; cut++)
        refuses("jpeg", bytes, size * cut / 11, 0, 0);
    refuses("jpeg", bytes, size - 3, 0, 0);
    // A marker in the middle of the rows: what follows would be invented.
    uint8_t *middle = (uint8_t *)bytes + size / 2;
    memcpy(middle, "\xff\xd9", 2);
    refuses("jpeg", bytes, size, 0, 0);
    g_free(bytes);
    page_finish(&page);
}

static void
test_picture__takes_a_jpeg_with_bytes_behind_it(void)
{
    struct page page;
    void *bytes = NULL;
    size_t size = 0;
    page_draw(&page, PAGE_NOTE, 100, 0);
    encode(&page, &bytes, &size);
    bytes = g_realloc(bytes, size + 100);
    memset((uint8_t *)bytes + size, 0, 100);
    struct picture_source source = {.format = "jpeg", .bytes = bytes, .size = size + 100};
    struct picture picture = {0};
    decode(&picture, &source);
    g_assert_cmpint(pixGetWidth(picture.pix), ==, page.width);
    g_assert_cmpint(pixGetHeight(picture.pix), ==, page.height);
    g_assert_cmpint(picture.dpi, ==, 100);
    picture_finish(&picture);
    g_free(bytes);
    page_finish(&page);
}

static void
test_picture__refuses_a_png_that_was_cut_and_takes_the_whole(void)
{
    struct page page;
    page_draw(&page, PAGE_NOTE, 75, 0);
    struct picture_source source = source_of(&page);
    struct picture picture = {0};
    decode(&picture, &source);
    l_uint8 *bytes = NULL;
    size_t size = 0;
    g_assert_cmpint(pixWriteMemPng(&bytes, &size, picture.pix, 0), ==, 0);
    for (size_t cut = 1; cut <= 10; cut++)
        refuses("png", bytes, size * cut / 11, 0, 0);
    struct picture_source file = {.format = "png", .bytes = bytes, .size = size};
    struct picture again = {0};
    decode(&again, &file);
    l_int32 same = 0;
    pixEqual(picture.pix, again.pix, &same);
    g_assert_true(same);
    picture_finish(&again);
    bytes[size / 2] ^= 0x40; // its checksum tells
    refuses("png", bytes, size, 0, 0);
    lept_free(bytes);
    picture_finish(&picture);
    page_finish(&page);
}

static void
test_preview__keeps_the_shape_and_fits_the_box(void)
{
    static const struct {
        int width, height, box_width, box_height, fitted_width, fitted_height;
    } rows[] = {
        {2480, 3507, 900, 1300, 900, 1273}, {2480, 3507, 1300, 900, 636, 900},
        {3507, 2480, 900, 1300, 900, 636},  {600, 400, 900, 1300, 600, 400},
        {2480, 32, 900, 1300, 900, 16},     {40, 20000, 900, 1300, 16, 1300},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct preview preview = preview_fit(rows[i].width, rows[i].height,
                                             rows[i].box_width, rows[i].box_height);
        g_assert_cmpint(preview.width, ==, rows[i].fitted_width);
        g_assert_cmpint(preview.height, ==, rows[i].fitted_height);
        g_assert_cmpint(preview.stride, ==, rows[i].fitted_width * 4);
    }
}

static void
test_preview__is_blue_green_red_and_opaque(void)
{
    PIX *pix = pixCreate(100, 60, 32);
    for (int y = 0; y < 60; y++)
        for (int x = 0; x < 100; x++)
            pixSetRGBPixel(pix, x, y, y < 30 ? 200 : 10, 100, x < 50 ? 40 : 240);
    struct preview preview = preview_fit(100, 60, 50, 50);
    g_autofree uint8_t *pixels =
        g_malloc((size_t)preview.stride * (size_t)preview.height);
    preview_draw(&preview, pix, pixels);
    const uint8_t *last = pixels + (size_t)preview.stride * (size_t)preview.height - 4;
    static const uint8_t top_left[] = {40, 100, 200, 255},
                         bottom_right[] = {240, 100, 10, 255};
    g_assert_true(memcmp(pixels, top_left, 4) == 0);
    g_assert_true(memcmp(last, bottom_right, 4) == 0);
    pixDestroy(&pix);
}

/* Mean difference in green between two pages, away from the rim. */
static double
difference_of(PIX *one, PIX *other)
{
    int64_t sum = 0, count = 0;
    for (int y = 150; y < pixGetHeight(one) - 150; y++)
        for (int x = 150; x < pixGetWidth(one) - 150; x++, count++) {
            l_int32 red, blue, green, other_green;
            pixGetRGBPixel(one, x, y, &red, &green, &blue);
            pixGetRGBPixel(other, x, y, &red, &other_green, &blue);
            sum += abs(green - other_green);
        }
    return (double)sum / (double)count;
}

static void
test_turn__is_as_near_to_the_straight_page_as_leptonica(void)
{
    static const double angles[] = {-14, -2.3, 0.4, 5.5};
    struct page straight;
    page_draw(&straight, PAGE_HOUSEHOLD, 100, 0);
    struct picture_source source = source_of(&straight);
    struct picture ideal = {0};
    decode(&ideal, &source);
    for (size_t i = 0; i < G_N_ELEMENTS(angles); i++) {
        struct page page;
        page_draw(&page, PAGE_HOUSEHOLD, 100, angles[i]);
        source = source_of(&page);
        struct picture picture = {0};
        decode(&picture, &source);
        double radians = -angles[i] * G_PI / 180;
        PIX *ours = turn(picture.pix, radians, false);
        PIX *theirs = pixRotateAMColor(picture.pix, (l_float32)radians, 0xffffff00);
        g_assert_cmpint(pixGetWidth(ours), ==, page.width);
        g_assert_cmpfloat(difference_of(ours, ideal.pix), <=,
                          1.05 * difference_of(theirs, ideal.pix));
        pixDestroy(&theirs);
        pixDestroy(&ours);
        picture_finish(&picture);
        page_finish(&page);
    }
    picture_finish(&ideal);
    page_finish(&straight);
}

static void
test_turn__grows_rather_than_cut_a_corner(void)
{
    PIX *pix = pixCreate(300, 200, 32);
    pixSetAll(pix); // white
    static const int corners[4][2] = {{0, 0}, {290, 0}, {0, 190}, {290, 190}};
    for (int c = 0; c < 4; c++)
        for (int i = 0; i < 100; i++)
            pixSetRGBPixel(pix, corners[c][0] + i % 10, corners[c][1] + i / 10, 0, 0, 0);
    PIX *turned = turn(pix, 0.2, true);
    int dark = 0;
    for (int y = 0; y < pixGetHeight(turned); y++)
        for (int x = 0; x < pixGetWidth(turned); x++) {
            l_int32 red, green, blue;
            pixGetRGBPixel(turned, x, y, &red, &green, &blue);
            dark += red < 128;
        }
    g_assert_cmpint(abs(dark - 400), <, 60); // the rims of four blocks, blended
    pixDestroy(&turned);
    pixDestroy(&pix);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    setMsgSeverity(L_SEVERITY_NONE);
    g_test_add_func("/image/picture/keeps_every_pixel", test_picture__keeps_every_pixel);
    g_test_add_func("/image/picture/skips_the_padding_of_rows",
                    test_picture__skips_the_padding_of_rows);
    g_test_add_func("/image/picture/refuses_what_is_shorter_than_it_says",
                    test_picture__refuses_what_is_shorter_than_it_says);
    g_test_add_func("/image/picture/refuses_tiny_and_huge_sizes",
                    test_picture__refuses_tiny_and_huge_sizes);
    g_test_add_func("/image/picture/refuses_garbage_of_every_format",
                    test_picture__refuses_garbage_of_every_format);
    g_test_add_func("/image/picture/refuses_a_jpeg_that_was_cut_or_damaged",
                    test_picture__refuses_a_jpeg_that_was_cut_or_damaged);
    g_test_add_func("/image/picture/takes_a_jpeg_with_bytes_behind_it",
                    test_picture__takes_a_jpeg_with_bytes_behind_it);
    g_test_add_func("/image/picture/refuses_a_png_that_was_cut_and_takes_the_whole",
                    test_picture__refuses_a_png_that_was_cut_and_takes_the_whole);
    g_test_add_func("/image/turn/is_as_near_to_the_straight_page_as_leptonica",
                    test_turn__is_as_near_to_the_straight_page_as_leptonica);
    g_test_add_func("/image/turn/grows_rather_than_cut_a_corner",
                    test_turn__grows_rather_than_cut_a_corner);
    g_test_add_func("/image/preview/keeps_the_shape_and_fits_the_box",
                    test_preview__keeps_the_shape_and_fits_the_box);
    g_test_add_func("/image/preview/is_blue_green_red_and_opaque",
                    test_preview__is_blue_green_red_and_opaque);
    return g_test_run();
}
