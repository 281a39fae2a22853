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
    json_decref(world_must_reach(world, "copy", 5000));
    lay_card(world, "front.ppm", 205);
    world_must_tap(world, "scan");
    world_must_say(world, "另一面", 15000);
    lay_card(world, "back.ppm", 190);
    world_must_tap_within(world, "scan", 5000);
    world_must_tap_within(world, "print", 15000);
    world_must_say(world, "复印件出来了", 20000);
    g_autofree char *path = world_must_print(world, 1, 5000);
    g_autofree char *text = world_pdf_text(path);
    g_assert_nonnull(strstr(text, "未与原件核对"));
    g_assert_cmpint(world_printed_count(world), ==, 1);
    world_must_tap(world, "next");
    json_decref(world_must_reach(world, "attract", 5000));
    world_stop(world);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/copy/both-sides-on-one-sheet",
                    test_copy__both_sides_come_out_on_one_sheet);
    return g_test_run();
}
