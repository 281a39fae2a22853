// SPDX-License-Identifier: Apache-2.0
/* Pages as they really come: on a desk under a camera, on their side, with a lamp in them; the
 * two sides of a card on one sheet. The pure parts of image-leptonica, without the protocol. */
#include <cairo.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "drivers/image/leptonica/bind.h"
#include "drivers/image/leptonica/jpeg.h"
#include "drivers/image/leptonica/prepare.h"
#include "tests/support/page.h"

#define DPI 150
#define WIDTH 1240 // A4
#define HEIGHT 1754

static const char chinese[] =
    "申请人住在示例县示例镇，家中有三口人。去年冬天，房屋漏雨，修理花费较多。"
    "现在申请临时救助，请予办理。以上情况属实，如有不实，愿意承担责任。"
    "本人承诺：所填内容真实、完整，材料齐全，没有隐瞒。示例数据，仅供测试。"
    "联系人在白天、晚上都可以接电话，如果没有人接，请留言，或者打给邻居。";
static const char latin[] =
    "The applicant lives in the sample town, with three others. Last winter, the roof "
    "leaked, and the repair was dear. All that is said here is true. These are sample "
    "data, for tests only, and of nobody. The applicant can be called by day, or by "
    "night. If nobody answers, leave a word, or call the neighbour. Thank you.";

/* A page of writing. */
static void
write_page(struct page *page, const char *text, const char *font)
{
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
    cairo_t *cairo = cairo_create(surface);
    cairo_set_source_rgb(cairo, 0.96, 0.95, 0.92);
    cairo_paint(cairo);
    cairo_set_source_rgb(cairo, 0.1, 0.1, 0.1);
    PangoLayout *layout = pango_cairo_create_layout(cairo);
    PangoFontDescription *description = pango_font_description_from_string(font);
    pango_font_description_set_absolute_size(description, 32 * PANGO_SCALE);
    pango_layout_set_font_description(layout, description);
    pango_layout_set_width(layout, (WIDTH - 240) * PANGO_SCALE);
    pango_layout_set_spacing(layout, 18 * PANGO_SCALE);
    g_autofree char *twice = g_strconcat(text, "\n", text, NULL);
    pango_layout_set_text(layout, twice, -1);
    cairo_move_to(cairo, 120, 160);
    pango_cairo_show_layout(cairo, layout);
    pango_font_description_free(description);
    g_object_unref(layout);
    cairo_destroy(cairo);
    page_fill(page, WIDTH, HEIGHT, DPI, 255);
    cairo_surface_flush(surface);
    const uint8_t *data = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            for (int i = 0; i < 3; i++)
                page->pixels[(y * WIDTH + x) * 3 + i] = data[y * stride + 4 * x + 2 - i];
    cairo_surface_destroy(surface);
}

/* The same page lying on its side; quarters clockwise. */
static void
turn_page(struct page *page, int quarters)
{
    for (; quarters > 0; quarters--) {
        struct page turned;
        page_fill(&turned, page->height, page->width, page->dpi, 0);
        for (int y = 0; y < turned.height; y++)
            for (int x = 0; x < turned.width; x++)
                memcpy(turned.pixels + (y * turned.width + x) * 3,
                       page->pixels + ((page->height - 1 - x) * page->width + y) * 3, 3);
        page_finish(page);
        *page = turned;
    }
}

/* `page` on a desk: its corners come to lie at `corner` (clockwise from its top left). */
static void
lay(struct page *desk, const struct page *page, const double corner[4][2])
{
    for (int y = 0; y < desk->height; y++) {
        for (int x = 0; x < desk->width; x++) {
            // Inverse of a bilinear patch, by steps: exact enough for a test of one pixel.
            double u = 0.5, v = 0.5;
            for (int i = 0; i < 8; i++) {
                double px = 0, py = 0;
                const double w[4] = {(1 - u) * (1 - v), u * (1 - v), u * v, (1 - u) * v};
                for (int k = 0; k < 4; k++) {
                    px += w[k] * corner[k][0];
                    py += w[k] * corner[k][1];
                }
                double ax = corner[1][0] - corner[0][0], ay = corner[1][1] - corner[0][1];
                double bx = corner[3][0] - corner[0][0], by = corner[3][1] - corner[0][1];
                double under = ax * by - ay * bx, dx = x - px, dy = y - py;
                u += (dx * by - dy * bx) / under;
                v += (ax * dy - ay * dx) / under;
            }
            if (u < 0 || v < 0 || u >= 1 || v >= 1)
                continue;
            int from_x = (int)(u * page->width), from_y = (int)(v * page->height);
            memcpy(desk->pixels + (y * desk->width + x) * 3,
                   page->pixels + (from_y * page->width + from_x) * 3, 3);
        }
    }
}

static struct prepared
prepared_of(const struct page *page, const struct prepare_wish *wish, int dpi,
            struct picture *picture)
{
    struct picture_source source = {.format = "rgb24",
                                    .width = page->width,
                                    .height = page->height,
                                    .stride = page->width * 3,
                                    .dpi = dpi,
                                    .bytes = page->pixels,
                                    .size = page_size(page)};
    struct prepared prepared;
    g_autoptr(GError) error = NULL;
    prepare(&source, wish, picture, &prepared, &error);
    g_assert_no_error(error);
    return prepared;
}

static void
test_desk__sets_writing_upright_whichever_way_it_lay(void)
{
    static const struct {
        const char *text, *font;
    } rows[] = {{chinese, "Noto Sans CJK SC"}, {latin, "DejaVu Sans"}};
    for (size_t row = 0; row < G_N_ELEMENTS(rows); row++) {
        for (int quarters = 0; quarters < 4; quarters++) {
            struct page page;
            struct picture picture;
            write_page(&page, rows[row].text, rows[row].font);
            turn_page(&page, quarters);
            page_add_noise(&page, 2, 5);
            struct prepared prepared = prepared_of(
                &page, &(struct prepare_wish){.upright = true}, DPI, &picture);
            g_assert_cmpint(prepared.turned, ==, (4 - quarters) % 4 * 90);
            g_assert_cmpint(pixGetHeight(picture.pix), >, pixGetWidth(picture.pix));
            picture_finish(&picture);
            page_finish(&page);
        }
    }
}

static void
test_desk__leaves_alone_what_does_not_tell(void)
{
    static const enum page_kind kinds[] = {PAGE_HOUSEHOLD, PAGE_IDENTITY, PAGE_NOTE};
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        for (int skew = -6; skew <= 6; skew += 6) {
            struct page page;
            struct picture picture;
            page_draw(&page, kinds[i], DPI, skew);
            struct prepared prepared = prepared_of(
                &page, &(struct prepare_wish){.upright = true}, DPI, &picture);
            g_assert_cmpint(prepared.turned, ==, 0);
            picture_finish(&picture);
            page_finish(&page);
        }
    }
}

static void
test_desk__turns_as_the_person_wishes(void)
{
    struct page page;
    struct picture picture;
    write_page(&page, chinese, "Noto Sans CJK SC");
    struct prepared prepared =
        prepared_of(&page, &(struct prepare_wish){.turn = 270}, DPI, &picture);
    g_assert_cmpint(prepared.turned, ==, 270);
    g_assert_cmpint(pixGetWidth(picture.pix), >, pixGetHeight(picture.pix));
    picture_finish(&picture);
    page_finish(&page);
}

static void
test_desk__cuts_the_paper_out_of_the_picture_of_a_desk(void)
{
    static const double corners[][4][2] = {
        {{300, 100}, {1000, 110}, {1010, 1095}, {290, 1090}}, // nearly straight
        {{380, 120}, {980, 180}, {900, 1080}, {260, 1000}},   // turned
        {{380, 140}, {940, 140}, {1020, 1080}, {300, 1080}},  // seen from the front
        {{200, 300}, {1250, 250}, {1270, 1000}, {220, 1020}}, // on its side
    };
    for (size_t i = 0; i < G_N_ELEMENTS(corners); i++) {
        struct page page, desk;
        struct picture picture;
        write_page(&page, chinese, "Noto Sans CJK SC");
        if (i == 3)
            turn_page(&page, 1);
        page_fill(&desk, 1600, 1200, 0, 70);
        lay(&desk, &page, corners[i]);
        page_add_noise(&desk, 3, 7);
        struct prepared prepared = prepared_of(
            &desk, &(struct prepare_wish){.crop = CROP_PAPER, .upright = true}, 0,
            &picture);
        g_assert_true(prepared.cropped);
        double shape = (double)pixGetHeight(picture.pix) / pixGetWidth(picture.pix);
        g_assert_cmpfloat_with_epsilon(shape, 1.414, 0.12);
        g_assert_cmpint(prepared.measure.verdict, ==, VERDICT_GOOD);
        // The rim of what was cut out is paper, not desk.
        struct plane plane;
        plane_init(&plane, picture.pix, picture.dpi);
        int dark = 0;
        for (int x = 0; x < plane.width; x++)
            dark += plane.levels[plane.width * 6 + x] < 150;
        g_assert_cmpint(dark, <, plane.width / 20);
        plane_finish(&plane);
        picture_finish(&picture);
        page_finish(&page);
        page_finish(&desk);
    }
}

static void
test_desk__keeps_the_whole_picture_where_no_paper_is_found(void)
{
    struct page page, desk;
    struct picture picture;
    page_fill(&desk, 1600, 1200, 0, 70);
    page_add_noise(&desk, 3, 7);
    struct prepared prepared =
        prepared_of(&desk, &(struct prepare_wish){.crop = CROP_PAPER}, 0, &picture);
    g_assert_false(prepared.cropped);
    g_assert_cmpint(pixGetWidth(picture.pix), ==, 1600);
    g_assert_cmpint(prepared.measure.verdict, ==, VERDICT_BLANK);
    picture_finish(&picture);
    page_finish(&desk);
    write_page(&page, chinese, "Noto Sans CJK SC"); // it fills the picture
    prepared =
        prepared_of(&page, &(struct prepare_wish){.crop = CROP_PAPER}, 0, &picture);
    g_assert_false(prepared.cropped);
    picture_finish(&picture);
    page_finish(&page);
}

/* A card of true size on white glass. */
static void
draw_card(struct page *glass, double degrees)
{
    struct page card;
    int width = (int)(85.6 / 25.4 * DPI), height = (int)(53.98 / 25.4 * DPI);
    page_fill(&card, width, height, DPI, 205);
    for (int y = 40; y < height - 40; y += 30)
        for (int x = 30; x < width / 2; x++)
            for (int k = 0; k < 8; k++)
                memset(card.pixels + ((y + k) * width + x) * 3, x % 12 < 7 ? 40 : 205, 3);
    page_fill(glass, WIDTH, HEIGHT, DPI, 248);
    double turn = degrees * G_PI / 180, corner[4][2];
    for (int i = 0; i < 4; i++) {
        double x = (i == 1 || i == 2 ? 0.5 : -0.5) * width;
        double y = (i >= 2 ? 0.5 : -0.5) * height;
        corner[i][0] = 600 + x * cos(turn) - y * sin(turn);
        corner[i][1] = 700 + x * sin(turn) + y * cos(turn);
    }
    lay(glass, &card, corner);
    page_add_noise(glass, 2, 3);
    page_finish(&card);
}

static void
test_desk__cuts_a_card_out_in_its_true_size(void)
{
    static const double angles[] = {0, 4, -20, 90, 47};
    for (size_t i = 0; i < G_N_ELEMENTS(angles); i++) {
        struct page glass;
        struct picture picture;
        draw_card(&glass, angles[i]);
        struct prepared prepared =
            prepared_of(&glass, &(struct prepare_wish){.crop = CROP_CARD}, DPI, &picture);
        g_assert_true(prepared.cropped);
        g_assert_cmpint(pixGetWidth(picture.pix), ==, 1011);
        g_assert_cmpint(pixGetHeight(picture.pix), ==, 638);
        g_assert_cmpint(picture.dpi, ==, 300);
        picture_finish(&picture);
        page_finish(&glass);
    }
    struct page page;
    struct picture picture;
    write_page(&page, chinese, "Noto Sans CJK SC");
    g_assert_false(
        prepared_of(&page, &(struct prepare_wish){.crop = CROP_CARD}, DPI, &picture)
            .cropped);
    picture_finish(&picture);
    page_finish(&page);
}

static void
test_desk__hints_at_glare_and_only_at_glare(void)
{
    struct page page, desk;
    struct picture picture;
    write_page(&page, chinese, "Noto Sans CJK SC");
    for (size_t i = 0; i < page_size(&page); i++)
        page.pixels[i] = (uint8_t)(page.pixels[i] * 4 / 5); // paper in the shade
    page_fill(&desk, WIDTH, HEIGHT, DPI, 0);
    memcpy(desk.pixels, page.pixels, page_size(&page));
    g_assert_false(prepared_of(&page, &(struct prepare_wish){0}, DPI, &picture).glare);
    picture_finish(&picture);
    for (int y = 300; y < 460; y++)
        for (int x = 400; x < 640; x++)
            memset(desk.pixels + (y * WIDTH + x) * 3, 255, 3);
    g_assert_true(prepared_of(&desk, &(struct prepare_wish){0}, DPI, &picture).glare);
    picture_finish(&picture);
    page_finish(&page);
    page_finish(&desk);
    write_page(&page, chinese, "Noto Sans CJK SC");
    g_assert_false(prepared_of(&page, &(struct prepare_wish){0}, DPI, &picture).glare);
    picture_finish(&picture);
    page_finish(&page);
}

static void
test_desk__calls_a_page_that_moved_blurred(void)
{
    static const struct {
        int dx, dy, length;
        enum verdict verdict;
        const char *claim;
    } rows[] = {{1, 0, 0, VERDICT_GOOD, "at rest"},
                {1, 0, 14, VERDICT_BLURRED, "sideways"},
                {0, 1, 14, VERDICT_BLURRED, "away"},
                {1, 1, 12, VERDICT_BLURRED, "aslant"},
                {1, 0, 2, VERDICT_GOOD, "a little: it can still be read"}};
    for (size_t row = 0; row < G_N_ELEMENTS(rows); row++) {
        struct page page, moved;
        struct picture picture;
        write_page(&page, chinese, "Noto Sans CJK SC");
        page_fill(&moved, WIDTH, HEIGHT, DPI, 245);
        int length = rows[row].length + 1;
        for (int y = 0; y < HEIGHT - length; y++)
            for (int x = 0; x < WIDTH - length; x++)
                for (int i = 0; i < 3; i++) {
                    int sum = 0;
                    for (int step = 0; step < length; step++)
                        sum += page.pixels[((y + step * rows[row].dy) * WIDTH + x +
                                            step * rows[row].dx) *
                                               3 +
                                           i];
                    moved.pixels[(y * WIDTH + x) * 3 + i] = (uint8_t)(sum / length);
                }
        page_add_noise(&moved, 1.5, 3);
        enum verdict verdict =
            prepared_of(&moved, &(struct prepare_wish){0}, DPI, &picture).measure.verdict;
        if (verdict != rows[row].verdict)
            g_error("%s: %s", rows[row].claim, verdict_name(verdict));
        picture_finish(&picture);
        page_finish(&page);
        page_finish(&moved);
    }
}

static void
test_desk__hints_at_a_page_in_the_dark(void)
{
    struct page page;
    struct picture picture;
    write_page(&page, chinese, "Noto Sans CJK SC");
    g_assert_false(prepared_of(&page, &(struct prepare_wish){0}, DPI, &picture).dark);
    picture_finish(&picture);
    for (size_t i = 0; i < page_size(&page); i++)
        page.pixels[i] = (uint8_t)(page.pixels[i] / 4);
    g_assert_true(prepared_of(&page, &(struct prepare_wish){0}, DPI, &picture).dark);
    picture_finish(&picture);
    page_finish(&page);
}

/* A slip on a glass whose lid is open: it is paper, not a lamp. */
static void
test_desk__takes_a_white_slip_on_black_for_no_glare(void)
{
    struct page page;
    struct picture picture;
    page_fill(&page, WIDTH, HEIGHT, DPI, 50);
    for (int y = 200; y < 1200; y++)
        for (int x = 150; x < 560; x++)
            memset(page.pixels + (y * WIDTH + x) * 3,
                   y % 50 < 14 && x % 20 < 9 ? 20 : 255, 3);
    g_assert_false(prepared_of(&page, &(struct prepare_wish){0}, DPI, &picture).glare);
    picture_finish(&picture);
    page_finish(&page);
}

static void
test_desk__keeps_all_of_a_page_that_lies_on_its_side(void)
{
    struct page page;
    struct picture picture;
    page_fill(&page, 3508, 2480, 300, 245);
    for (int y = 300; y < 2000; y++)
        for (int x = 300; x < 3000; x++)
            if (y % 60 < 20 && x % 30 < 12)
                memset(page.pixels + (y * page.width + x) * 3, 20, 3);
    prepared_of(&page, &(struct prepare_wish){0}, 300, &picture);
    g_assert_cmpint(pixGetWidth(picture.pix), ==, 3508);
    g_assert_cmpint(pixGetHeight(picture.pix), ==, 2480);
    g_assert_cmpint(picture.dpi, ==, 300);
    picture_finish(&picture);
    page_finish(&page);
}

/* ---- binding ---------------------------------------------------------------------------- */

static struct bind_jpeg
jpeg_of(int width, int height, int dpi)
{
    PIX *pix = pixCreate(width, height, 32);
    pixSetAllArbitrary(pix, 0x8090a000);
    void *bytes;
    size_t size;
    g_assert_true(jpeg_encode(pix, dpi, 80, &bytes, &size, NULL));
    pixDestroy(&pix);
    return (struct bind_jpeg){bytes, size};
}

static void
test_desk__binds_both_sides_of_a_card_on_one_sheet(void)
{
    struct bind_jpeg sides[2] = {jpeg_of(1011, 638, 300), jpeg_of(1011, 638, 300)};
    struct bind_wish wish = {.layout = BIND_CARD_COPY,
                             .jpegs = sides,
                             .count = 2,
                             .watermark = "仅供办理临时救助使用"};
    void *bytes;
    size_t size;
    int pages;
    g_autoptr(GError) error = NULL;
    g_assert_true(bind_pdf(&wish, &bytes, &size, &pages, &error));
    g_assert_cmpint(pages, ==, 1);
    g_assert_true(memcmp(bytes, "%PDF-", 5) == 0);
    g_assert_cmpuint(size, <, 2 * (sides[0].size + sides[1].size) + 60000);
    // The JPEG's own bytes are in it, not others made of it.
    g_assert_nonnull(memmem(bytes, size, sides[0].bytes, sides[0].size));
    g_free(bytes);
    struct preview preview;
    g_autofree uint8_t *pixels = bind_preview(&wish, 420, 594, &preview, &error);
    g_assert_no_error(error);
    g_assert_cmpint(preview.width, ==, 420);
    // True size: the first side covers 85.6 of 210 mm, and begins 50 mm below the edge.
    int y = (int)((50 + 27) / 297.0 * preview.height), covered = 0;
    for (int x = 0; x < preview.width; x++)
        covered += pixels[y * preview.stride + 4 * x] < 250;
    g_assert_cmpfloat_with_epsilon(covered, 85.6 / 210 * preview.width, 2.5);
    for (size_t i = 0; i < 2; i++)
        g_free((void *)(uintptr_t)sides[i].bytes);
}

static void
test_desk__binds_pages_of_their_own_size(void)
{
    struct bind_jpeg pages[3] = {jpeg_of(620, 877, 75), jpeg_of(877, 620, 75),
                                 jpeg_of(300, 300, 0)};
    struct bind_wish wish = {.layout = BIND_PAGES, .jpegs = pages, .count = 3};
    void *bytes;
    size_t size;
    int count;
    g_assert_true(bind_pdf(&wish, &bytes, &size, &count, NULL));
    g_assert_cmpint(count, ==, 3);
    g_free(bytes);
    g_autoptr(GError) error = NULL;
    pages[1].size /= 2; // half a page must not look like a whole one
    g_assert_false(bind_pdf(&wish, &bytes, &size, &count, &error));
    g_assert_error(error, PICTURE_ERROR, 0);
    for (size_t i = 0; i < 3; i++)
        g_free((void *)(uintptr_t)pages[i].bytes);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    setMsgSeverity(L_SEVERITY_NONE);
#define ADD(name) g_test_add_func("/desk/" #name, test_desk__##name)
    ADD(sets_writing_upright_whichever_way_it_lay);
    ADD(leaves_alone_what_does_not_tell);
    ADD(turns_as_the_person_wishes);
    ADD(cuts_the_paper_out_of_the_picture_of_a_desk);
    ADD(keeps_the_whole_picture_where_no_paper_is_found);
    ADD(cuts_a_card_out_in_its_true_size);
    ADD(hints_at_glare_and_only_at_glare);
    ADD(calls_a_page_that_moved_blurred);
    ADD(hints_at_a_page_in_the_dark);
    ADD(takes_a_white_slip_on_black_for_no_glare);
    ADD(keeps_all_of_a_page_that_lies_on_its_side);
    ADD(binds_both_sides_of_a_card_on_one_sheet);
    ADD(binds_pages_of_their_own_size);
    return g_test_run();
}
