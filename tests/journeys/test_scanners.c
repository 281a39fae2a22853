// SPDX-License-Identifier: Apache-2.0
/* A machine with a glass plate and a document camera: people lay a page where they like, and
 * where one of them breaks, the other stands in. */
#include "tests/support/virtual_control.h"
#include "tests/support/visit.h"

#include <string.h>

#define SCREEN_MS 8000
#define DEVICE_MS 20000

struct desk {
    struct world *world;
    char *camera; // its control socket
};

static void
set_up(struct desk *desk, gconstpointer mode, const char *name)
{
    bool assisted = strcmp(mode, "assisted") == 0;
    g_autofree char *below =
        g_strdup_printf("worlds/%s%s/camera.sock", name, assisted ? "-assisted" : "");
    desk->camera = child_built(below);
    g_autofree char *more =
        g_strdup_printf("[device.desk-camera]\nclass=scanner\ndriver=scanner-virtual\n"
                        "address=virtual:%s?camera=1\n",
                        desk->camera);
    desk->world = visit_world(
        mode,
        &(struct world_options){.name = name, .devices = WORLD_VIRTUAL, .more = more});
}

static void
tear_down(struct desk *desk)
{
    world_stop(desk->world);
    g_free(desk->camera);
}

static void
lay_under_camera(struct desk *desk)
{
    virtual_control(desk->camera, "load %s", desk->world->page);
}

static void
to_scan(struct world *world)
{
    visit_begin(world);
    visit_card(world);
    visit_form(world);
}

/* Nobody pressed anything for it; what is told is where to lay the page now. */
static void
test_scanners__the_second_takes_over_when_the_first_breaks(gconstpointer mode)
{
    struct desk desk;
    set_up(&desk, mode, "scanners");
    to_scan(desk.world);
    g_assert_true(world_has(desk.world, "other-scanner"));
    world_scanner(desk.world, "fault ioError");
    world_must_say(desk.world, "换到这里放", SCREEN_MS);
    g_assert_false(world_has(desk.world, "other-scanner")); // there is one left
    lay_under_camera(&desk);
    world_must_tap(desk.world, "scan");
    world_must_tap_within(desk.world, "next", DEVICE_MS);
    json_decref(world_must_reach(desk.world, "check", SCREEN_MS));
    tear_down(&desk);
}

/* The first breaks under the page: what failed is told by the other taking over. */
static void
test_scanners__the_second_takes_over_in_the_middle_of_a_page(gconstpointer mode)
{
    struct desk desk;
    set_up(&desk, mode, "scanners-middle");
    to_scan(desk.world);
    g_autofree char *line = g_strdup_printf("load %s", desk.world->page);
    world_scanner(desk.world, line);
    world_scanner(desk.world, "page-ms 4000");
    world_must_tap(desk.world, "scan");
    world_must_say(desk.world, "正在扫描", SCREEN_MS);
    world_scanner(desk.world, "fault ioError");
    world_must_say(desk.world, "换到这里放", SCREEN_MS);
    lay_under_camera(&desk);
    world_must_tap_within(desk.world, "scan", SCREEN_MS);
    world_must_tap_within(desk.world, "next", DEVICE_MS);
    tear_down(&desk);
}

static void
test_scanners__a_page_is_laid_where_the_person_likes(gconstpointer mode)
{
    struct desk desk;
    set_up(&desk, mode, "scanners-choice");
    to_scan(desk.world);
    lay_under_camera(&desk);
    world_must_tap(desk.world, "other-scanner");
    world_must_say(desk.world, "四个角", SCREEN_MS); // of the live picture
    world_keep_picture(desk.world, "live");
    world_must_tap(desk.world, "other-scanner"); // and back to the glass
    g_autofree char *line = g_strdup_printf("load %s", desk.world->page);
    world_scanner(desk.world, line);
    world_must_tap_within(desk.world, "scan", SCREEN_MS);
    world_must_tap_within(desk.world, "next", DEVICE_MS);
    tear_down(&desk);
}

/* Width and height of a JPEG, from its frame header. */
static bool
is_wide(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree guchar *bytes = NULL;
    gsize size = 0, at = 2;
    g_assert_true(g_file_get_contents(path, (char **)&bytes, &size, NULL));
    while (at + 9 < size && (bytes[at + 1] < 0xc0 || bytes[at + 1] > 0xc2))
        at += 2 + (gsize)(bytes[at + 2] << 8 | bytes[at + 3]);
    g_assert_cmpuint(at + 9, <, size);
    int height = bytes[at + 5] << 8 | bytes[at + 6];
    int width = bytes[at + 7] << 8 | bytes[at + 8];
    return width > height;
}

static void
test_scanners__an_earlier_page_is_turned(gconstpointer mode)
{
    struct desk desk;
    set_up(&desk, mode, "scanners-turn");
    to_scan(desk.world);
    g_autofree char *line =
        g_strdup_printf("load %s %s", desk.world->page, desk.world->page);
    world_scanner(desk.world, line);
    world_must_tap(desk.world, "scan");
    world_must_say(desk.world, "再扫一页", DEVICE_MS);
    world_must_tap(desk.world, "scan");
    world_must_tap_within(desk.world, "page-2", DEVICE_MS);
    world_must_tap_within(desk.world, "page-1", SCREEN_MS);
    world_must_tap_within(desk.world, "turn", SCREEN_MS);
    g_usleep(300 * 1000); // the touch arrives
    json_decref(world_must_reach(desk.world, "scan", DEVICE_MS));
    world_must_tap_within(desk.world, "next", DEVICE_MS);
    json_decref(world_must_reach(desk.world, "check", SCREEN_MS));
    visit_submit(desk.world);
    json_decref(world_must_reach(desk.world, "done", DEVICE_MS));
    json_t *cases = world_must_have_cases(desk.world, 1, DEVICE_MS);
    const json_t *id = json_object_get(json_array_get(cases, 0), "case_id");
    g_autofree char *folder = world_export(desk.world, json_string_value(id));
    g_assert_true(is_wide(folder, "materials/page-household-register-1.jpg"));
    g_assert_false(is_wide(folder, "materials/page-household-register-2.jpg"));
    json_decref(cases);
    tear_down(&desk);
}

/* The code of a slip, held to the reader, is as good as its number. */
static void
test_scanners__a_code_held_to_the_reader_opens_the_matter(gconstpointer mode)
{
    g_autofree char *below = g_strdup_printf("worlds/code-%s", (const char *)mode);
    g_autofree char *folder = child_built(below);
    g_autofree char *reader = g_build_filename(folder, "reader.sock", NULL);
    g_autofree char *more = g_strdup_printf(
        "[device.code]\nclass=code\ndriver=code-virtual\naddress=virtual:%s\n", reader);
    g_autofree char *name = g_strdup_printf("code-%s", (const char *)mode);
    struct world *world = world_start(&(struct world_options){
        .name = g_intern_string(name),
        .devices = WORLD_VIRTUAL,
        .assisted = strcmp(mode, "assisted") == 0,
        .more = more,
    });
    visit_start(world);
    visit_tap(world, "progress");
    json_decref(world_must_reach(world, "progress-who", SCREEN_MS));
    virtual_control(reader, "show 000126112100071|A|B");
    json_decref(world_must_reach(world, "progress-code", SCREEN_MS));
    world_stop(world);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    visit_add_both("/scanners/second-takes-over",
                   test_scanners__the_second_takes_over_when_the_first_breaks);
    g_test_add_data_func("/scanners/in-the-middle-of-a-page", "standard",
                         test_scanners__the_second_takes_over_in_the_middle_of_a_page);
    g_test_add_data_func("/scanners/where-the-person-likes", "standard",
                         test_scanners__a_page_is_laid_where_the_person_likes);
    g_test_add_data_func("/scanners/an-earlier-page-is-turned", "standard",
                         test_scanners__an_earlier_page_is_turned);
    visit_add_both("/scanners/code-opens-the-matter",
                   test_scanners__a_code_held_to_the_reader_opens_the_matter);
    return g_test_run();
}
