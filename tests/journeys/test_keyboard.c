// SPDX-License-Identifier: Apache-2.0
/* Words are written on the screen, by pinyin and by finger, and arrive in the office's case
 * as they were written. */
#include "tests/support/typing.h"
#include "tests/support/visit.h"
#include "tests/support/writing.h"

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
    writing_stroke(world, &square, "20,50 80,50");
    g_usleep(100000);
    g_assert_cmpint(dark_pixels(world, &square), >, 5000);
    world_must_tap(world, "key-rewrite");
    g_usleep(100000);
    g_assert_cmpint(dark_pixels(world, &square), ==, 0);
    GString *text = g_string_new(NULL);
    static const char *const characters[] = {"老", "槐", "树"};
    for (size_t i = 0; i < G_N_ELEMENTS(characters); i++) {
        writing_character(world, characters[i]);
        g_string_append(text, characters[i]);
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
