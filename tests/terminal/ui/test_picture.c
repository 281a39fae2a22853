// SPDX-License-Identifier: Apache-2.0
#include "terminal/ui/picture.h"
#include "terminal/ui/polygon.h"

#include <glib/gstdio.h>
#include <string.h>

static struct theme theme;

static uint32_t *
rasterise(const char *text, int width, int height)
{
    GError *error = NULL;
    uint32_t *pixels = picture_rasterise(text, &theme, width, height, &error);
    g_assert_no_error(error);
    return pixels;
}

static void
test_picture__fills_exactly_what_it_covers(void)
{
    uint32_t *pixels = rasterise("size 10 10\nfill #123456 M2,2 H8 V8 H2 Z", 10, 10);
    for (int y = 0; y < 10; y++)
        for (int x = 0; x < 10; x++) {
            bool inside = x >= 2 && x < 8 && y >= 2 && y < 8;
            g_assert_cmphex(pixels[y * 10 + x], ==, inside ? 0xff123456 : 0);
        }
    g_free(pixels);
}

static void
test_picture__an_edge_inside_a_pixel_covers_part_of_it(void)
{
    struct path path;
    uint8_t mask[4 * 4];
    path_init(&path);
    g_assert_true(path_parse(&path, "M0.5,1 L3,1 L3,2.25 L0.5,2.25 Z", 1, 1, 0, 0));
    path_cover(&path, (struct box){0, 0, 4, 4}, mask);
    const uint8_t expected[16] = {0,  0,  0,  0, 128, 255, 255, 0,
                                  32, 64, 64, 0, 0,   0,   0,   0};
    for (int i = 0; i < 16; i++)
        g_assert_cmpint(ABS(mask[i] - expected[i]), <=, 1);
    path_finish(&path);
}

static void
test_picture__a_run_the_other_way_makes_a_hole(void)
{
    struct path path;
    uint8_t mask[6 * 6];
    path_init(&path);
    g_assert_true(
        path_parse(&path, "M0,0 L6,0 L6,6 L0,6 Z M2,2 L2,4 L4,4 L4,2 Z", 1, 1, 0, 0));
    path_cover(&path, (struct box){0, 0, 6, 6}, mask);
    g_assert_cmpint(mask[0], ==, 255);
    g_assert_cmpint(mask[3 * 6 + 3], ==, 0);
    path_finish(&path);
}

static void
test_picture__what_lies_outside_is_cut_off(void)
{
    uint32_t *pixels = rasterise(
        "size 8 8\nfill #ffffff M-100,-100 L100,-100 L100,100 L-100,100 Z", 8, 8);
    for (int i = 0; i < 64; i++)
        g_assert_cmphex(pixels[i], ==, 0xffffffff);
    g_free(pixels);
}

static void
test_picture__tells_which_line_is_wrong(void)
{
    static const char *const broken[] = {
        "size 8 8\nfill nocolour M0,0 L1,1",
        "size 8 8\nfill ink M0,0 K1,1",
        "size 8 8\nrect ink 1 2 3",
        "size 8 8\nrect ink 1 2 3 4 5 6",
        "size 8 8\nsquare ink 1 2",
        "fill ink M0,0 L1,1",
        "size 8 8\nfill ink",
        "size 0 8",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(broken); i++) {
        GError *error = NULL;
        g_assert_null(picture_rasterise(broken[i], &theme, 8, 8, &error));
        g_assert_nonnull(error);
        g_error_free(error);
    }
}

/* Every picture that ships can be read and shows something. */
static void
test_picture__all_that_ship_are_drawn(void)
{
    GDir *folder = g_dir_open("assets/pictures", 0, NULL);
    const char *name;
    int count = 0;
    g_assert_nonnull(folder);
    while ((name = g_dir_read_name(folder)) != NULL) {
        if (!g_str_has_suffix(name, ".picture"))
            continue;
        char *path = g_build_filename("assets/pictures", name, NULL), *text = NULL;
        gsize length;
        g_assert_true(g_file_get_contents(path, &text, &length, NULL));
        g_assert_cmpuint(length, <=, PICTURE_FILE_MAX);
        g_assert_true(g_str_has_prefix(text, "% SPDX-License-Identifier: Apache-2.0\n"));
        uint32_t *pixels = rasterise(text, 300, 200);
        int inked = 0;
        for (int i = 0; i < 300 * 200; i++)
            inked += pixels[i] != 0;
        g_assert_cmpint(inked, >, 1000);
        count++;
        g_free(pixels);
        g_free(text);
        g_free(path);
    }
    g_dir_close(folder);
    g_assert_cmpint(count, >=, 10);
}

struct asked {
    char *key, *path;
    int width, height, count;
};

static void
note_asked(const char *key, const char *path, int width, int height, void *context)
{
    struct asked *asked = context;
    g_free(asked->key);
    g_free(asked->path);
    *asked =
        (struct asked){g_strdup(key), g_strdup(path), width, height, asked->count + 1};
}

/* Asked once for each size, empty until it comes, in the middle of its place then. */
static void
test_picture__of_an_author_is_decoded_elsewhere(void)
{
    char *folder = g_dir_make_tmp("kiosk-picture-XXXXXX", NULL);
    char *own = g_build_filename(folder, "bus-card", NULL);
    char *file = g_build_filename(own, "form.png", NULL);
    g_assert_cmpint(g_mkdir(own, 0700), ==, 0);
    g_assert_true(g_file_set_contents(file, "any bytes", -1, NULL));
    uint32_t pixels[20 * 10] = {0};
    struct canvas canvas;
    canvas_init(&canvas, pixels, 20, 10, 80);
    struct pictures *pictures = pictures_create("assets/pictures");
    struct asked asked = {0};
    pictures_of_services(pictures, folder);
    pictures_ask_by(pictures, note_asked, &asked);
    for (int times = 0; times < 2; times++)
        pictures_draw(pictures, &canvas, &theme, "bus-card/form",
                      (struct box){0, 0, 20, 10});
    g_assert_cmpint(asked.count, ==, 1);
    g_assert_cmpstr(asked.path, ==, file);
    g_assert_cmpint(asked.width, ==, 20);
    g_assert_cmphex(pixels[0], ==, 0);
    pictures_ask_again(pictures);
    pictures_draw(pictures, &canvas, &theme, "bus-card/form", (struct box){0, 0, 20, 10});
    g_assert_cmpint(asked.count, ==, 2);
    static const uint8_t red[6 * 10 * 4] = {0, 0, 255, 255};
    pictures_give(pictures, asked.key, red, 6, 10, 24);
    pictures_draw(pictures, &canvas, &theme, "bus-card/form", (struct box){0, 0, 20, 10});
    g_assert_cmpint(asked.count, ==, 2);
    g_assert_cmphex(pixels[7] & 0xffffff, ==, 0xff0000);
    g_assert_cmphex(pixels[6] & 0xffffff, ==, 0);
    pictures_destroy(pictures);
    g_unlink(file);
    g_rmdir(own);
    g_rmdir(folder);
    g_free(asked.key);
    g_free(asked.path);
    g_free(file);
    g_free(own);
    g_free(folder);
}

#define CLAIM(name) g_test_add_func("/picture/" #name, test_picture__##name)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    theme_init(&theme, PALETTE_STANDARD, false, 1080, 1920, 0);
    CLAIM(fills_exactly_what_it_covers);
    CLAIM(an_edge_inside_a_pixel_covers_part_of_it);
    CLAIM(a_run_the_other_way_makes_a_hole);
    CLAIM(what_lies_outside_is_cut_off);
    CLAIM(tells_which_line_is_wrong);
    CLAIM(all_that_ship_are_drawn);
    CLAIM(of_an_author_is_decoded_elsewhere);
    return g_test_run();
}
