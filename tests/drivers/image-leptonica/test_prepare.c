// SPDX-License-Identifier: Apache-2.0
/* Image.Prepare and Image.Preview asked of the running driver, with pages of real text. */
#include <leptonica/allheaders.h>

#include "tests/support/driver_process.h"
#include "tests/support/page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/blob.h"
#include "drivers/image/leptonica/jpeg.h"
#include "drivers/image/leptonica/measure.h"
#include "drivers/image/leptonica/picture.h"

#define DPI 200
#define TIMEOUT_MS 20000

static struct driver_process
    *driver; // one for all: what a page leaves behind is tested too

static json_t *
payload_of(const struct page *page)
{
    return json_pack("{s:{s:i, s:s, s:i, s:i, s:i, s:i}, s:i, s:i}", "page", "blob", 0,
                     "format", "rgb24", "width", page->width, "height", page->height,
                     "stride", page->width * 3, "dpi", page->dpi, "preview_width", 600,
                     "preview_height", 700);
}

static struct packet
ask(const char *name, json_t *payload, const void *bytes, size_t size)
{
    struct driver_process_bytes blob = {bytes, size};
    int id = driver_process_send_blobs(driver, name, payload, TIMEOUT_MS, &blob, 1);
    return driver_process_await(driver, id, TIMEOUT_MS);
}

static struct packet
prepare_page(const struct page *page)
{
    struct packet packet =
        ask("Image.Prepare", payload_of(page), page->pixels, page_size(page));
    g_assert_cmpstr(packet_completion(&packet), ==, "success");
    return packet;
}

static double
real_of(const struct packet *packet, const char *name)
{
    return json_number_value(packet_member(packet, name));
}

static int
integer_of(const struct packet *packet, const char *part, const char *name)
{
    return (int)json_integer_value(json_object_get(packet_member(packet, part), name));
}

static struct blob_view
view_of(const struct packet *packet, const char *part)
{
    g_autoptr(GError) error = NULL;
    struct blob_view view = {0};
    blob_view_init(&view, packet->blobs[integer_of(packet, part, "blob")],
                   PROTOCOL_BLOB_SIZE_MAX, &error);
    g_assert_no_error(error);
    return view;
}

/* The kept JPEG, decoded. */
static PIX *
kept_page(const struct packet *packet, int *dpi_out)
{
    g_autoptr(GError) error = NULL;
    struct blob_view view = view_of(packet, "jpeg");
    PIX *pix = jpeg_decode(view.bytes, view.size, 1, dpi_out, &error);
    g_assert_no_error(error);
    blob_view_finish(&view);
    return pix;
}

static void
test_prepare__finds_a_straight_page_good(void)
{
    struct page page;
    page_draw(&page, PAGE_HOUSEHOLD, DPI, 0);
    page_add_noise(&page, 2, 1);
    struct packet packet = prepare_page(&page);
    g_assert_cmpstr(packet_text(&packet, "verdict"), ==, "good");
    g_assert_cmpfloat(fabs(real_of(&packet, "skew")), <, 0.15);
    g_assert_cmpfloat(real_of(&packet, "ink"), >, 0.02);
    g_assert_cmpfloat(real_of(&packet, "sharpness"), >, 500);
    int dpi = 0;
    PIX *pix = kept_page(&packet, &dpi);
    g_assert_cmpint(pixGetWidth(pix), ==, page.width);
    g_assert_cmpint(pixGetHeight(pix), ==, page.height);
    g_assert_cmpint(integer_of(&packet, "jpeg", "width"), ==, page.width);
    g_assert_cmpint(integer_of(&packet, "jpeg", "height"), ==, page.height);
    g_assert_cmpint(dpi, ==, DPI);
    pixDestroy(&pix);
    packet_finish(&packet);
    page_finish(&page);
}

static void
test_prepare__brings_a_skewed_page_back_straight(void)
{
    static const double angles[] = {-14, -7.5, -2.3, 0.6, 5, 12};
    for (size_t i = 0; i < G_N_ELEMENTS(angles); i++) {
        struct page page;
        page_draw(&page, PAGE_HOUSEHOLD, DPI, angles[i]);
        page_add_noise(&page, 2, 2);
        struct packet packet = prepare_page(&page);
        g_assert_cmpfloat_with_epsilon(real_of(&packet, "skew"), angles[i], 0.2);
        g_assert_cmpstr(packet_text(&packet, "verdict"), ==, "good");
        int dpi = 0;
        PIX *pix = kept_page(&packet, &dpi);
        struct plane plane;
        plane_init(&plane, pix, dpi);
        struct measure again = measure_page(&plane);
        g_assert_cmpfloat(fabs(again.skew), <, 0.3);
        g_assert_cmpfloat(again.skew_confidence, >, 3);
        plane_finish(&plane);
        pixDestroy(&pix);
        packet_finish(&packet);
        page_finish(&page);
    }
}

/* Ink of the kept page in pixels, outside a frame of 1 %. */
static int
dark_pixels(PIX *pix)
{
    PIX *grey = pixConvertTo8(pix, 0), *bits = pixThresholdToBinary(grey, 140);
    l_int32 count = 0;
    pixCountPixels(bits, &count, NULL);
    pixDestroy(&bits);
    pixDestroy(&grey);
    return count;
}

static void
test_prepare__loses_no_ink_in_the_corners(void)
{
    struct page page;
    page_draw(&page, PAGE_HOUSEHOLD, DPI, 9);
    // A block of ink in two corners, where turning would push it out.
    for (int y = 0; y < 120; y++)
        for (int x = 0; x < 120; x++) {
            int top = (y + 40) * page.width + x + 40;
            int bottom = (page.height - 41 - y) * page.width + page.width - 41 - x;
            memset(page.pixels + top * 3, 20, 3);
            memset(page.pixels + bottom * 3, 20, 3);
        }
    struct picture picture = {0};
    struct picture_source source = {"rgb24",         page.width, page.height,
                                    page.width * 3,  page.dpi,   page.pixels,
                                    page_size(&page)};
    g_assert_true(picture_decode(&picture, &source, NULL));
    int before = dark_pixels(picture.pix), dpi = 0;
    struct packet packet = prepare_page(&page);
    PIX *pix = kept_page(&packet, &dpi);
    g_assert_cmpint(pixGetWidth(pix), >, page.width);
    g_assert_cmpint(abs(dark_pixels(pix) - before), <, before / 20); // a block is a tenth
    pixDestroy(&pix);
    picture_finish(&picture);
    packet_finish(&packet);
    page_finish(&page);
}

static void
verdict_is(struct page *page, const char *verdict)
{
    struct packet packet = prepare_page(page);
    g_assert_cmpstr(packet_text(&packet, "verdict"), ==, verdict);
    // The person must see what is wrong: the pictures come in every case.
    g_assert_nonnull(packet_member(&packet, "preview"));
    g_assert_nonnull(packet_member(&packet, "jpeg"));
    packet_finish(&packet);
    page_finish(page);
}

static void
test_prepare__calls_noisy_paper_blank(void)
{
    struct page page;
    page_draw(&page, PAGE_BLANK, DPI, 0);
    page_add_noise(&page, 5, 3);
    verdict_is(&page, "blank");
    page_draw(&page, PAGE_BLANK, DPI, 0);
    page_add_noise(&page, 14, 3); // a bad camera in bad light
    verdict_is(&page, "blank");
    page_fill(&page, 1600, 2300, DPI, 12); // the open lid of an empty scanner
    page_add_noise(&page, 3, 4);
    verdict_is(&page, "blank");
}

static void
test_prepare__calls_one_short_line_a_page(void)
{
    struct page page;
    page_draw(&page, PAGE_NOTE, DPI, 0);
    page_add_noise(&page, 5, 5);
    verdict_is(&page, "good");
}

static void
test_prepare__calls_a_page_out_of_focus_blurred(void)
{
    static const enum page_kind kinds[] = {PAGE_HOUSEHOLD, PAGE_IDENTITY, PAGE_NOTE};
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        struct page page;
        page_draw(&page, kinds[i], DPI, 0);
        page_blur(&page, 4); // 0.5 mm
        page_add_noise(&page, 2, 6);
        verdict_is(&page, "blurred");
        page_draw(&page, kinds[i], DPI, 0);
        page_blur(&page, 1.5); // 0.2 mm: soft, but a cheap scanner's sharp
        page_add_noise(&page, 2, 7);
        verdict_is(&page, "good");
    }
}

static void
test_prepare__gives_a_preview_of_the_same_shape(void)
{
    struct page page;
    page_draw(&page, PAGE_IDENTITY, DPI, 0);
    struct packet packet = prepare_page(&page);
    int width = integer_of(&packet, "preview", "width");
    int height = integer_of(&packet, "preview", "height");
    int stride = integer_of(&packet, "preview", "stride");
    g_assert_cmpint(width, <=, 600);
    g_assert_cmpint(height, ==, 700);
    g_assert_cmpfloat_with_epsilon((double)width / height, 210.0 / 297, 0.003);
    g_assert_cmpint(stride, >=, width * 4);
    struct blob_view view = view_of(&packet, "preview");
    g_assert_cmpuint(view.size, ==, (size_t)stride * (size_t)height);
    const uint8_t *pixels = view.bytes;
    bool ink = false;
    for (size_t i = 0; i < view.size; i += 4) {
        g_assert_cmpint(pixels[i + 3], ==, 255);
        ink |= pixels[i] < 80;
    }
    g_assert_true(ink);
    blob_view_finish(&view);
    packet_finish(&packet);
    page_finish(&page);
}

static void
test_prepare__keeps_a_wide_page_no_wider_than_2480(void)
{
    struct page page;
    page_draw(&page, PAGE_HOUSEHOLD, 400, 0);
    struct packet packet = prepare_page(&page);
    int dpi = 0;
    PIX *pix = kept_page(&packet, &dpi);
    g_assert_cmpint(pixGetWidth(pix), ==, 2480);
    g_assert_cmpfloat_with_epsilon((double)pixGetHeight(pix) / 2480, 297.0 / 210, 0.002);
    g_assert_cmpint(dpi, ==, 300);
    pixDestroy(&pix);
    packet_finish(&packet);
    page_finish(&page);
}

static void
test_prepare__lays_the_watermark_under_the_ink(void)
{
    struct page page;
    page_draw(&page, PAGE_HOUSEHOLD, DPI, 0);
    struct packet plain = prepare_page(&page);
    json_t *payload = payload_of(&page);
    json_object_set_new(payload, "watermark", json_string("仅供办理医疗保险参保使用"));
    struct packet marked = ask("Image.Prepare", payload, page.pixels, page_size(&page));
    g_assert_cmpstr(packet_completion(&marked), ==, "success");
    int dpi = 0;
    PIX *before = kept_page(&plain, &dpi), *after = kept_page(&marked, &dpi);
    int darker = 0, total = page.width * page.height;
    for (int y = 0; y < page.height; y++)
        for (int x = 0; x < page.width; x++) {
            l_int32 red, green, blue, marked_red, marked_green, marked_blue;
            pixGetRGBPixel(before, x, y, &red, &green, &blue);
            pixGetRGBPixel(after, x, y, &marked_red, &marked_green, &marked_blue);
            g_assert_cmpint(marked_green, >, green - 80); // never so dark as ink
            darker += marked_green < green - 30;
        }
    // Three slanting lines of bold characters: a few percent of the page.
    g_assert_cmpint(darker, >, total / 100);
    g_assert_cmpint(darker, <, total / 10);
    g_assert_cmpint(abs(dark_pixels(after) - dark_pixels(before)), <,
                    dark_pixels(before) / 20);
    pixDestroy(&before);
    pixDestroy(&after);
    packet_finish(&plain);
    packet_finish(&marked);
    page_finish(&page);
}

static void
test_prepare__refuses_a_watermark_it_cannot_draw(void)
{
    struct page page;
    page_draw(&page, PAGE_NOTE, 100, 0);
    GString *much = g_string_new(NULL);
    for (int i = 0; i < 61; i++)
        g_string_append(much, "字");
    const char *const texts[] = {much->str, "\xf3\xb0\x80\x81"}; // too long; private use
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        json_t *payload = payload_of(&page);
        json_object_set_new(payload, "watermark", json_string(texts[i]));
        struct packet packet =
            ask("Image.Prepare", payload, page.pixels, page_size(&page));
        packet_expect(&packet, "unsupportedData", "badImage");
    }
    g_string_free(much, TRUE);
    page_finish(&page);
}

static void
test_prepare__refuses_garbage_and_goes_on(void)
{
    static const char *const formats[] = {"jpeg", "png", "rgb24", "gray8"};
    uint8_t garbage[2000];
    for (size_t i = 0; i < sizeof(garbage); i++)
        garbage[i] = (uint8_t)(i * 131 + i / 7);
    for (size_t f = 0; f < G_N_ELEMENTS(formats); f++) {
        json_t *payload = json_pack("{s:{s:i, s:s, s:i, s:i, s:i}, s:i, s:i}", "page",
                                    "blob", 0, "format", formats[f], "width", 500,
                                    "height", 500, "stride", 1500, "preview_width", 300,
                                    "preview_height", 300);
        struct packet packet = ask("Image.Prepare", payload, garbage, sizeof(garbage));
        packet_expect(&packet, "unsupportedData", "badImage");
    }
    struct packet packet =
        ask("Image.Preview",
            json_pack("{s:i, s:i}", "preview_width", 300, "preview_height", 300), garbage,
            sizeof(garbage));
    packet_expect(&packet, "unsupportedData", "badImage");
    packet = driver_process_call(
        driver, "Image.Preview",
        json_pack("{s:i, s:i}", "preview_width", 300, "preview_height", 300), TIMEOUT_MS);
    packet_expect(&packet, "unsupportedData", "badImage"); // no blob at all
    test_prepare__calls_one_short_line_a_page();
}

static void
test_preview__shows_the_kept_jpeg_again(void)
{
    struct page page;
    page_draw(&page, PAGE_HOUSEHOLD, DPI, 0);
    struct packet kept = prepare_page(&page);
    struct blob_view jpeg = view_of(&kept, "jpeg"), first = view_of(&kept, "preview");
    struct packet packet =
        ask("Image.Preview",
            json_pack("{s:i, s:i}", "preview_width", 600, "preview_height", 700),
            jpeg.bytes, jpeg.size);
    g_assert_cmpstr(packet_completion(&packet), ==, "success");
    g_assert_cmpint(integer_of(&packet, "preview", "width"), ==,
                    integer_of(&kept, "preview", "width"));
    g_assert_cmpint(integer_of(&packet, "preview", "height"), ==,
                    integer_of(&kept, "preview", "height"));
    struct blob_view again = view_of(&packet, "preview");
    g_assert_cmpuint(again.size, ==, first.size);
    int64_t difference = 0;
    for (size_t i = 0; i < first.size; i++)
        difference +=
            abs(((const uint8_t *)first.bytes)[i] - ((const uint8_t *)again.bytes)[i]);
    g_assert_cmpfloat((double)difference / (double)first.size, <, 4);
    blob_view_finish(&again);
    blob_view_finish(&first);
    blob_view_finish(&jpeg);
    packet_finish(&packet);
    packet_finish(&kept);
    page_finish(&page);
}

/* What an author puts beside a service (范本). */
static void
test_preview__decodes_a_png(void)
{
    PIX *pix = pixCreate(400, 600, 32);
    pixSetAll(pix);
    l_uint8 *png = NULL;
    size_t size = 0;
    g_assert_cmpint(pixWriteMemPng(&png, &size, pix, 0), ==, 0);
    struct packet packet =
        ask("Image.Preview",
            json_pack("{s:i, s:i}", "preview_width", 200, "preview_height", 200), png,
            size);
    g_assert_cmpstr(packet_completion(&packet), ==, "success");
    g_assert_cmpint(integer_of(&packet, "preview", "width"), ==, 133);
    g_assert_cmpint(integer_of(&packet, "preview", "height"), ==, 200);
    packet_finish(&packet);
    packet = ask("Image.Preview",
                 json_pack("{s:i, s:i}", "preview_width", 200, "preview_height", 200),
                 png, size / 2);
    packet_expect(&packet, "unsupportedData", "badImage");
    lept_free(png);
    pixDestroy(&pix);
}

#define ADD(name, function) g_test_add_func("/image/" name, function)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("prepare/finds_a_straight_page_good", test_prepare__finds_a_straight_page_good);
    ADD("prepare/brings_a_skewed_page_back_straight",
        test_prepare__brings_a_skewed_page_back_straight);
    ADD("prepare/loses_no_ink_in_the_corners", test_prepare__loses_no_ink_in_the_corners);
    ADD("prepare/calls_noisy_paper_blank", test_prepare__calls_noisy_paper_blank);
    ADD("prepare/calls_one_short_line_a_page", test_prepare__calls_one_short_line_a_page);
    ADD("prepare/calls_a_page_out_of_focus_blurred",
        test_prepare__calls_a_page_out_of_focus_blurred);
    ADD("prepare/gives_a_preview_of_the_same_shape",
        test_prepare__gives_a_preview_of_the_same_shape);
    ADD("prepare/keeps_a_wide_page_no_wider_than_2480",
        test_prepare__keeps_a_wide_page_no_wider_than_2480);
    ADD("prepare/lays_the_watermark_under_the_ink",
        test_prepare__lays_the_watermark_under_the_ink);
    ADD("prepare/refuses_a_watermark_it_cannot_draw",
        test_prepare__refuses_a_watermark_it_cannot_draw);
    ADD("prepare/refuses_garbage_and_goes_on", test_prepare__refuses_garbage_and_goes_on);
    ADD("preview/shows_the_kept_jpeg_again", test_preview__shows_the_kept_jpeg_again);
    ADD("preview/decodes_a_png", test_preview__decodes_a_png);
    driver = driver_process_start("image-leptonica", NULL);
    int status = g_test_run();
    int ended = driver_process_stop(driver);
    return status ? status : ended;
}
