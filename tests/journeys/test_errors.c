// SPDX-License-Identifier: Apache-2.0
/* Two answers are broken on the last look. Standard mode tells both at once; assisted mode tells
 * one, aloud too, leads to it, and then to the other. */
#include "tests/support/visit.h"

#include <string.h>

#define SCREEN_MS 20000
#define DEVICE_MS 20000
#define PRINT_MS 30000

static void
reach(struct world *world, const char *screen)
{
    json_decref(world_must_reach(world, screen, DEVICE_MS));
}

static void
must_be_said(struct world *world, const char *text)
{
    gint64 end = g_get_monotonic_time() + SCREEN_MS * 1000;
    for (;;) {
        char *said = inspect_said(world->inspect);
        bool found = said != NULL && strstr(said, text) != NULL;
        if (!found && g_get_monotonic_time() > end)
            g_error("\"%s\" was not said, but: %s", text, said);
        g_free(said);
        if (found)
            return;
        g_usleep(20000);
    }
}

/* The next page in the scanner shows nothing. */
static void
load_blank(struct world *world)
{
    const int width = 1240, height = 1754;
    char *path = g_build_filename(world->folder, "blank.pgm", NULL);
    char *line = g_strdup_printf("load %s", path);
    GString *picture = g_string_new(NULL);
    g_string_printf(picture, "P5 %d %d 255\n", width, height);
    gsize head = picture->len;
    g_string_set_size(picture, head + (gsize)(width * height));
    memset(picture->str + head, 252, (gsize)(width * height));
    g_assert_true(g_file_set_contents(path, picture->str, (gssize)picture->len, NULL));
    world_scanner(world, line);
    g_string_free(picture, TRUE);
    g_free(line);
    g_free(path);
}

/* A digit of the number is taken out, and the page is scanned anew with its blank side. */
static void
break_two(struct world *world)
{
    visit_tap(world, "edit-contact");
    reach(world, "form");
    world_must_tap(world, "key-erase");
    world_must_tap(world, "back");
    reach(world, "check");
    visit_tap(world, "edit-household_register");
    reach(world, "scan");
    load_blank(world);
    world_must_tap(world, "again");
    world_must_say(world, "空白", DEVICE_MS);
    world_must_tap(world, "back");
    reach(world, "check");
    visit_submit(world);
    reach(world, "errors");
}

static void
mend_number(struct world *world)
{
    visit_tap(world, "fix-phone");
    reach(world, "form");
    world_must_say(world, "现在是10位", SCREEN_MS); // at the field
    if (world->options.assisted)
        must_be_said(world, "现在是10位");
    world_type(world, "4");
    visit_tap(world, "next");
    reach(world, "errors");
}

static void
mend_page(struct world *world)
{
    visit_tap(world, "fix-household_register");
    reach(world, "scan");
    char *line = g_strdup_printf("load %s", world->page);
    world_scanner(world, line);
    g_free(line);
    visit_tap(world, world_has(world, "again") ? "again" : "scan");
    world_must_tap_within(world, "next", DEVICE_MS);
    reach(world, "check");
}

static void
test_errors__are_told_as_the_mode_has_it(gconstpointer mode)
{
    char *number = NULL, *code = NULL;
    struct world *world =
        visit_world(mode, &(struct world_options){
                              .name = "errors", .pictures = g_getenv("KIOSK_PICTURES")});
    visit_begin(world);
    visit_card(world);
    visit_form(world);
    visit_scan(world);
    break_two(world);
    g_assert_true(world_has(world, "fix-phone"));
    g_assert_true(world_has(world, "fix-household_register") != world->options.assisted);
    if (world->options.assisted) {
        world_must_say(world, "改第1处，共2处", SCREEN_MS);
        must_be_said(world, "现在是10位");
        world_must_tap(world, "fix-later");
        world_must_say(world, "改第2处，共2处", SCREEN_MS);
        must_be_said(world, "户口簿");
        world_must_tap(world, "fix-later");
        world_must_say(world, "改第1处，共2处", SCREEN_MS);
    }
    mend_number(world);
    if (world->options.assisted) {
        world_must_say(world, "改第2处，共2处", SCREEN_MS);
        must_be_said(world, "还没扫");
    }
    mend_page(world);
    visit_tap(world, "submit");
    visit_numbers(world, "done", &number, &code);
    g_free(world_must_print(world, 1, PRINT_MS));
    visit_leave(world);
    g_free(number);
    g_free(code);
    world_stop(world);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    visit_add_both("/journeys/errors", test_errors__are_told_as_the_mode_has_it);
    return g_test_run();
}
