// SPDX-License-Identifier: Apache-2.0
#include "terminal/ui/view.h"

#include <string.h>

#define WIDTH 1080
#define HEIGHT 1920

/* A page of two keys, one above the other, and a word. */
struct desk {
    struct theme theme;
    struct glyphs *glyphs;
    struct pictures *pictures;
    struct view *view;
    struct canvas canvas;
    uint32_t *pixels;
};

static struct glyphs *shared_glyphs;

static void
fill(struct view *view, const char *word)
{
    view_begin(view, "test");
    view_add(view, &(struct widget){.kind = WIDGET_LABEL,
                                    .id = "word",
                                    .name = word,
                                    .step = TYPE_BODY,
                                    .colour = COLOUR_INK,
                                    .box = {100, 100, 600, 60}});
    for (int i = 0; i < 2; i++) {
        char id[8] = {'k', 'e', 'y', (char)('0' + i), '\0'};
        view_add(view, &(struct widget){.kind = WIDGET_KEY,
                                        .role = ROLE_BUTTON,
                                        .id = id,
                                        .name = "键",
                                        .step = TYPE_KEY,
                                        .box = {100, 300 + i * 120, 400, 100},
                                        .send = {.action = 7 + i, .text = "text"}});
    }
    view_end(view);
}

static void
desk_init(struct desk *desk)
{
    *desk = (struct desk){.glyphs = shared_glyphs};
    theme_init(&desk->theme, PALETTE_STANDARD, false, WIDTH, HEIGHT, 0);
    desk->pictures = pictures_create("assets/pictures");
    desk->view = view_create(&desk->theme, desk->glyphs, desk->pictures);
    desk->pixels = g_new0(uint32_t, WIDTH * HEIGHT);
    canvas_init(&desk->canvas, desk->pixels, WIDTH, HEIGHT, WIDTH * 4);
    fill(desk->view, "一");
}

static void
desk_finish(struct desk *desk)
{
    view_destroy(desk->view);
    pictures_destroy(desk->pictures);
    g_free(desk->pixels);
}

static size_t
paint(struct desk *desk, struct box *box_out)
{
    struct box boxes[VIEW_BOXES_MAX];
    size_t count = view_paint(desk->view, &desk->canvas, boxes);
    if (count > 0 && box_out != NULL)
        *box_out = boxes[0];
    return count;
}

static bool
touch(struct desk *desk, enum input_kind kind, int x, int y, struct view_tap *tap_out)
{
    struct input_event event = {.kind = kind, .finger = 1, .x = x, .y = y};
    return view_touch(desk->view, &event, tap_out);
}

static void
test_view__paints_only_what_has_changed(void)
{
    struct desk desk;
    struct box box = {0};
    desk_init(&desk);
    g_assert_cmpuint(paint(&desk, &box), ==, 1);
    g_assert_cmpint(box.w, ==, WIDTH); // the first time everything
    fill(desk.view, "一");
    g_assert_cmpuint(paint(&desk, &box), ==, 0);
    fill(desk.view, "二");
    g_assert_cmpuint(paint(&desk, &box), ==, 1);
    g_assert_cmpint(box.y, ==, 100);
    g_assert_cmpint(box.h, ==, 60);
    desk_finish(&desk);
}

static void
test_view__painting_in_parts_gives_the_same_pixels(void)
{
    struct desk desk;
    desk_init(&desk);
    paint(&desk, NULL);
    fill(desk.view, "二");
    paint(&desk, NULL);
    uint32_t *parts = g_memdup2(desk.pixels, WIDTH * HEIGHT * 4);
    view_expose(desk.view);
    paint(&desk, NULL);
    g_assert_true(memcmp(parts, desk.pixels, WIDTH * HEIGHT * 4) == 0);
    g_free(parts);
    desk_finish(&desk);
}

static void
test_view__what_goes_leaves_the_ground(void)
{
    struct desk desk;
    desk_init(&desk);
    paint(&desk, NULL);
    g_assert_cmphex(desk.pixels[350 * WIDTH + 120], ==, 0xffffffff);
    view_begin(desk.view, "test");
    view_end(desk.view);
    paint(&desk, NULL);
    g_assert_cmphex(desk.pixels[350 * WIDTH + 120], ==, 0xfff7f2e8);
    desk_finish(&desk);
}

static void
test_view__a_touch_is_seen_at_once_and_a_lift_is_a_tap(void)
{
    struct desk desk;
    struct view_tap tap;
    struct box box = {0};
    desk_init(&desk);
    paint(&desk, NULL);
    g_assert_false(touch(&desk, INPUT_DOWN, 200, 350, &tap));
    g_assert_cmpstr(view_pressed(desk.view), ==, "key0");
    g_assert_cmpuint(paint(&desk, &box), ==, 1);
    g_assert_cmpint(box.h, <, 160); // one key, no more
    g_assert_cmphex(desk.pixels[350 * WIDTH + 120], ==, 0xff052b35);
    g_assert_true(touch(&desk, INPUT_UP, 210, 340, &tap));
    g_assert_cmpstr(tap.id, ==, "key0");
    g_assert_cmpint(tap.action, ==, 7);
    g_assert_cmpstr(tap.text, ==, "text");
    g_assert_null(view_pressed(desk.view));
    desk_finish(&desk);
}

static void
test_view__lifted_outside_nothing_happened(void)
{
    struct desk desk;
    struct view_tap tap;
    desk_init(&desk);
    touch(&desk, INPUT_DOWN, 200, 350, &tap);
    touch(&desk, INPUT_MOVE, 900, 900, &tap);
    g_assert_null(view_pressed(desk.view));
    touch(&desk, INPUT_MOVE, 200, 350, &tap);
    g_assert_cmpstr(view_pressed(desk.view), ==, "key0");   // and back again
    g_assert_false(touch(&desk, INPUT_UP, 200, 470, &tap)); // on the other key
    desk_finish(&desk);
}

static void
test_view__the_gap_belongs_to_the_nearer_key(void)
{
    struct desk desk;
    struct view_tap tap;
    desk_init(&desk);
    touch(&desk, INPUT_DOWN, 200, 406, &tap); // keys: 300…400 and 420…520
    g_assert_true(touch(&desk, INPUT_UP, 200, 406, &tap));
    g_assert_cmpstr(tap.id, ==, "key0");
    touch(&desk, INPUT_DOWN, 200, 414, &tap);
    g_assert_true(touch(&desk, INPUT_UP, 200, 414, &tap));
    g_assert_cmpstr(tap.id, ==, "key1");
    touch(&desk, INPUT_DOWN, 200, 560, &tap);
    g_assert_false(touch(&desk, INPUT_UP, 200, 560, &tap));
    desk_finish(&desk);
}

static void
test_view__a_second_finger_says_nothing(void)
{
    struct desk desk;
    struct view_tap tap;
    desk_init(&desk);
    touch(&desk, INPUT_DOWN, 200, 350, &tap);
    struct input_event other = {.kind = INPUT_DOWN, .finger = 2, .x = 200, .y = 470};
    g_assert_false(view_touch(desk.view, &other, &tap));
    other.kind = INPUT_UP;
    g_assert_false(view_touch(desk.view, &other, &tap));
    g_assert_true(touch(&desk, INPUT_UP, 200, 350, &tap));
    g_assert_cmpstr(tap.id, ==, "key0");
    desk_finish(&desk);
}

static void
test_view__a_page_that_goes_takes_the_finger_with_it(void)
{
    struct desk desk;
    struct view_tap tap;
    desk_init(&desk);
    touch(&desk, INPUT_DOWN, 200, 350, &tap);
    view_begin(desk.view, "other");
    view_end(desk.view);
    fill(desk.view, "一");
    g_assert_false(touch(&desk, INPUT_UP, 200, 350, &tap));
    desk_finish(&desk);
}

static void
test_view__behind_a_veil_nothing_is_touched(void)
{
    struct desk desk;
    struct view_tap tap;
    desk_init(&desk);
    view_begin(desk.view, "test");
    view_add(desk.view, &(struct widget){.kind = WIDGET_KEY,
                                         .id = "behind",
                                         .name = "键",
                                         .step = TYPE_KEY,
                                         .box = {100, 300, 400, 100},
                                         .send = {.action = 1}});
    view_add(
        desk.view,
        &(struct widget){.kind = WIDGET_VEIL, .id = "veil", .box = {0, 0, WIDTH, 800}});
    view_end(desk.view);
    touch(&desk, INPUT_DOWN, 200, 350, &tap);
    g_assert_false(touch(&desk, INPUT_UP, 200, 350, &tap));
    desk_finish(&desk);
}

static void
test_view__millimetres_stay_on_another_panel(void)
{
    struct theme theme;
    // The same pixels on a panel half as wide: everything twice as many pixels.
    theme_init(&theme, PALETTE_STANDARD, false, 1080, 1920, 134);
    g_assert_cmpint(theme_px(&theme, 100), ==, 200);
    g_assert_cmpint(theme_mm(&theme, 10), ==, 81);
    g_assert_cmpint(theme.type_px[TYPE_BODY], ==, 72);
    g_assert_cmpint(theme.page_width, ==, 540);
}

static void
test_view__forgets_every_word(void)
{
    struct desk desk;
    desk_init(&desk);
    view_forget(desk.view);
    g_assert_cmpuint(view_count(desk.view), ==, 0);
    paint(&desk, NULL);
    for (int i = 0; i < WIDTH * HEIGHT; i++)
        g_assert_cmphex(desk.pixels[i], ==, 0xfff7f2e8);
    desk_finish(&desk);
}

#define CLAIM(name) g_test_add_func("/view/" #name, test_view__##name)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    shared_glyphs = glyphs_create(NULL);
    if (shared_glyphs == NULL) {
        g_print("1..0 # SKIP the fonts are not installed\n");
        return 0;
    }
    CLAIM(paints_only_what_has_changed);
    CLAIM(painting_in_parts_gives_the_same_pixels);
    CLAIM(what_goes_leaves_the_ground);
    CLAIM(a_touch_is_seen_at_once_and_a_lift_is_a_tap);
    CLAIM(lifted_outside_nothing_happened);
    CLAIM(the_gap_belongs_to_the_nearer_key);
    CLAIM(a_second_finger_says_nothing);
    CLAIM(a_page_that_goes_takes_the_finger_with_it);
    CLAIM(behind_a_veil_nothing_is_touched);
    CLAIM(millimetres_stay_on_another_panel);
    CLAIM(forgets_every_word);
    int result = g_test_run();
    glyphs_destroy(shared_glyphs);
    return result;
}
