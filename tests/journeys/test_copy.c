// SPDX-License-Identifier: Apache-2.0
/* A card is copied, on virtual devices: both sides laid on the glass, one sheet out of the
 * printer with both of them on it. */
#include <stdio.h>
#include <string.h>
#include "tests/support/page.h"
#include "tests/support/world.h"

/* A card in the middle of the glass. */
static void
lay_card(struct world *world, const char *name, int shade)
{
    struct page glass;
    page_fill(&glass, 1240, 1754, 150, 248);
    for (int y = 600; y < 600 + 319; y++)
        for (int x = 350; x < 350 + 506; x++)
            memset(glass.pixels + (y * glass.width + x) * 3,
                   y % 40 < 8 && x % 12 < 7 && x > 380 && x < 600 ? 30 : shade, 3);
    page_add_noise(&glass, 2, 5);
    g_autofree char *path = g_build_filename(world->folder, name, NULL);
    g_autoptr(GError) error = NULL;
    page_write(&glass, path, &error);
    g_assert_no_error(error);
    page_finish(&glass);
    world_scanner(world, "unload");
    g_autofree char *line = g_strdup_printf("load %s", path);
    world_scanner(world, line);
}

/* As it was written: what stands askew has no lines. g_free. */
static char *
text_in_order(const char *path)
{
    const char *argv[] = {"pdftotext", "-raw", path, "-", NULL};
    char *text = NULL;
    g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                 &text, NULL, NULL, NULL);
    return text;
}

/* From the copy's first page to the sheet in the hand. */
static void
copy_card(struct world *world)
{
    json_decref(world_must_reach(world, "copy", 5000));
    world_must_tap_within(world, "for-bank", 5000);
    lay_card(world, "front.ppm", 205);
    world_must_tap(world, "scan");
    world_must_say(world, "另一面", 15000);
    lay_card(world, "back.ppm", 190);
    world_must_tap_within(world, "scan", 5000);
    world_must_tap_within(world, "print", 15000);
    world_must_say(world, "复印件出来了", 20000);
    g_autofree char *path = world_must_print(world, 1, 5000);
    g_autofree char *text = text_in_order(path);
    g_assert_nonnull(strstr(text, "未与原件核对"));
    g_assert_nonnull(strstr(text, "仅用于银行办理业务")); // across each side
    g_assert_cmpint(world_printed_count(world), ==, 1);
    world_must_tap(world, "next");
    json_decref(world_must_reach(world, "attract", 5000));
}

static void
test_copy__both_sides_come_out_on_one_sheet(void)
{
    struct world *world =
        world_start(&(struct world_options){.name = "copy", .devices = WORLD_VIRTUAL});
    json_decref(world_must_reach(world, "attract", 20000));
    world_must_tap(world, "start");
    json_decref(world_must_reach(world, "home", 5000));
    world_must_tap(world, "progress");
    json_decref(world_must_reach(world, "progress-who", 5000));
    world_must_tap_within(world, "copy", 5000);
    copy_card(world);
    world_stop(world);
}

/* Whoever searches for it finds it, in large letters, too. */
static void
test_copy__is_found_by_its_letters_in_assisted_mode(void)
{
    struct world *world = world_start(&(struct world_options){
        .name = "copy-assisted", .devices = WORLD_VIRTUAL, .assisted = true});
    json_decref(world_must_reach(world, "attract", 20000));
    world_must_tap(world, "start-assisted");
    json_decref(world_must_reach(world, "home", 5000));
    world_must_tap(world, "search");
    json_decref(world_must_reach(world, "search", 5000));
    if (!world_has(world, "key-3"))
        world_must_tap(world, "key-pinyin");
    static const char *const keys[] = {"key-3", "key-8", "key-9", "key-4", "key-6"};
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) // fuyin on nine keys
        world_must_tap_within(world, keys[i], 5000);
    json_decref(
        world_must_reach(world, "search", 5000)); // the list is that of the last key
    world_must_tap_within(world, "answer-copy", 5000);
    world_must_tap_within(world, "copy", 5000);
    copy_card(world);
    world_stop(world);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/copy/both-sides-on-one-sheet",
                    test_copy__both_sides_come_out_on_one_sheet);
    g_test_add_func("/copy/found-assisted",
                    test_copy__is_found_by_its_letters_in_assisted_mode);
    return g_test_run();
}
