// SPDX-License-Identifier: Apache-2.0
/* Words are written on the screen, by pinyin and by finger, and arrive in the office's case
 * as they were written. */
#include "tests/support/typing.h"
#include "tests/support/visit.h"

#include <glib/gstdio.h>
#include <string.h>

#define SCREEN_MS 20000
#define KEY_MS 20000
#define OFFICE_MS 20000
#define WORDS "老槐树"

/* The field must come to hold `text`. */
static void
must_hold(struct world *world, const char *text)
{
    gint64 end = g_get_monotonic_time() + KEY_MS * 1000;
    for (;;) {
        json_t *tree = inspect_tree(world->inspect);
        char *value = g_strdup(inspect_value(tree, "field-landmark"));
        json_decref(tree);
        bool holds = g_strcmp0(value, text) == 0;
        if (!holds && g_get_monotonic_time() > end)
            g_error("the field holds \"%s\", not \"%s\"", value, text);
        g_free(value);
        if (holds)
            return;
        g_usleep(10000);
    }
}

/* Takes the candidate that says `text`, going through the batches. */
static void
must_pick_of_all(struct world *world, const char *text)
{
    for (int batch = 0; batch < 4; batch++) {
        for (int look = 0; look < 30; look++) {
            json_t *tree = inspect_tree(world->inspect);
            for (int i = 0; i < 12; i++) {
                char id[24];
                g_snprintf(id, sizeof id, "candidate-%d", i);
                if (g_strcmp0(inspect_name(tree, id), text) != 0)
                    continue;
                json_decref(tree);
                world_must_tap(world, id);
                return;
            }
            json_decref(tree);
            g_usleep(10000);
        }
        world_must_tap(world, "candidates-more");
    }
    g_error("%s was not recognised", text);
}

static void
hand_in(struct world *world)
{
    world_must_tap(world, "next");
    json_decref(world_must_reach(world, "check", SCREEN_MS));
    visit_submit(world);
    json_decref(world_must_reach(world, "done", 30000));
    visit_leave(world);
    json_t *cases = world_must_have_cases(world, 1, OFFICE_MS);
    char *folder = world_export(
        world, json_string_value(json_object_get(json_array_get(cases, 0), "case_id")));
    char *path = g_build_filename(folder, "case.json", NULL);
    json_t *root = json_load_file(path, 0, NULL);
    json_t *answers = json_object_get(json_object_get(root, "application"), "answers");
    g_assert_cmpstr(json_string_value(json_object_get(answers, "landmark")), ==, WORDS);
    g_assert_false(world_terminal_holds(world, WORDS));
    json_decref(root);
    json_decref(cases);
    g_free(path);
    g_free(folder);
}

static void
test_keyboard__writes_by_pinyin(void)
{
    char *services = visit_services_with_words("keyboard-services");
    struct world *world =
        world_start(&(struct world_options){.name = "keyboard-pinyin",
                                            .services = services,
                                            .pictures = g_getenv("KIOSK_PICTURES")});
    visit_begin(world);
    visit_card(world);
    typing_keys(world, "laohuaishu");
    typing_pick(world, WORDS);
    must_hold(world, WORDS);
    // One after the other, and back again.
    typing_keys(world, "pang");
    typing_pick(world, "旁");
    must_hold(world, WORDS "旁");
    typing_keys(world, "xy");
    world_must_tap(world, "key-erase");
    world_must_tap(world, "key-erase");
    must_hold(world, WORDS "旁");
    world_must_tap(world, "key-erase");
    must_hold(world, WORDS);
    world_must_tap(world, "key-digits");
    typing_keys(world, "7");
    must_hold(world, WORDS "7");
    world_must_tap(world, "key-erase");
    hand_in(world);
    world_stop(world);
    g_free(services);
}

static void
test_keyboard__writes_with_nine_keys(void)
{
    char *services = visit_services_with_words("keyboard-services");
    struct world *world = world_start(
        &(struct world_options){.name = "keyboard-nine", .services = services});
    visit_begin(world);
    visit_card(world);
    world_must_tap(world, "mode");
    world_must_tap_within(world, "key-rewrite", KEY_MS); // the square was there first
    world_must_tap(world, "key-pinyin");
    json_decref(world_must_reach(world, "form", KEY_MS));
    typing_syllable(world, "526", "lao", "老");
    must_hold(world, "老");
    typing_syllable(world, "4824", "huai", "槐");
    must_hold(world, "老槐");
    typing_syllable(world, "748", "shu", "树");
    must_hold(world, WORDS);
    hand_in(world);
    world_stop(world);
    g_free(services);
}

/* A character as a tidy hand writes it: strokes of corners, in hundredths of the square. */
struct character {
    const char *text;
    const char *strokes[16];
};

static const struct character characters[] = {
    {"老",
     {"25,25 68,22", "46,8 46,40", "10,42 92,39", "80,15 12,72",
      "40,52 40,82 48,90 80,90 86,76", "72,52 42,66"}},
    {"槐",
     {"8,35 40,33", "25,10 25,92", "25,36 6,70", "27,40 38,58", "68,8 58,18",
      "48,20 48,48", "48,20 86,18 84,48", "50,33 84,32", "48,47 84,46",
      "60,48 54,72 38,92", "70,48 70,82 74,88 92,88 94,76", "82,58 76,76 88,74",
      "84,66 92,82"}},
    {"树",
     {"8,35 40,33", "25,10 25,92", "25,36 6,70", "27,40 38,58", "42,30 60,28 42,78",
      "42,45 62,75", "62,38 96,35", "84,10 84,88 76,82", "68,52 74,64"}},
};

/* The finger goes from corner to corner in small steps. */
static void
draw_stroke(struct world *world, const struct inspect_box *square, const char *stroke)
{
    g_auto(GStrv) corners = g_strsplit(stroke, " ", -1);
    int from_x = 0, from_y = 0;
    for (int i = 0; corners[i] != NULL; i++) {
        int x = 0, y = 0;
        g_assert_cmpint(sscanf(corners[i], "%d,%d", &x, &y), ==, 2);
        x = square->x + square->width * x / 100;
        y = square->y + square->height * y / 100;
        for (int step = 1; i > 0 && step <= 8; step++)
            xvfb_move(world->xvfb, from_x + (x - from_x) * step / 8,
                      from_y + (y - from_y) * step / 8);
        if (i == 0)
            xvfb_press(world->xvfb, x, y);
        from_x = x;
        from_y = y;
    }
    xvfb_release(world->xvfb);
}

static int
dark_pixels(struct world *world, const struct inspect_box *square)
{
    uint8_t *pixels = xvfb_pixels(world->xvfb);
    int dark = 0;
    for (int y = square->y + 8; y < square->y + square->height - 8; y++)
        for (int x = square->x + 8; x < square->x + square->width - 8; x++)
            dark += pixels[((size_t)y * 1080 + (size_t)x) * 3] < 40;
    g_free(pixels);
    return dark;
}

static void
write_character(struct world *world, const struct character *character)
{
    struct inspect_box square;
    json_t *tree = inspect_tree(world->inspect);
    g_assert_true(inspect_find(tree, "square", &square));
    json_decref(tree);
    for (int i = 0; character->strokes[i] != NULL; i++)
        draw_stroke(world, &square, character->strokes[i]);
    must_pick_of_all(world, character->text);
}

static void
test_keyboard__writes_with_the_finger(void)
{
    char *services = visit_services_with_words("keyboard-services");
    struct world *world = world_start(
        &(struct world_options){.name = "keyboard-finger",
                                .services = services,
                                .pictures = g_getenv("KIOSK_PICTURES_ASSISTED")});
    visit_begin(world);
    visit_card(world);
    world_must_tap(world, "mode");
    world_must_tap_within(world, "key-rewrite", KEY_MS);
    struct inspect_box square;
    json_t *tree = inspect_tree(world->inspect);
    g_assert_true(inspect_find(tree, "square", &square));
    json_decref(tree);
    // A stroke is seen at once, and gone after "again".
    g_assert_cmpint(dark_pixels(world, &square), ==, 0);
    draw_stroke(world, &square, "20,50 80,50");
    g_usleep(100000);
    g_assert_cmpint(dark_pixels(world, &square), >, 5000);
    world_must_tap(world, "key-rewrite");
    g_usleep(100000);
    g_assert_cmpint(dark_pixels(world, &square), ==, 0);
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(characters); i++) {
        write_character(world, &characters[i]);
        g_string_append(text, characters[i].text);
        must_hold(world, text->str);
    }
    g_assert_cmpint(dark_pixels(world, &square), ==, 0);
    hand_in(world);
    g_string_free(text, TRUE);
    world_stop(world);
    g_free(services);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/keyboard/writes_by_pinyin", test_keyboard__writes_by_pinyin);
    g_test_add_func("/keyboard/writes_with_the_finger",
                    test_keyboard__writes_with_the_finger);
    g_test_add_func("/keyboard/writes_with_nine_keys",
                    test_keyboard__writes_with_nine_keys);
    return g_test_run();
}
