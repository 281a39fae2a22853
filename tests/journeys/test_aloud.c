// SPDX-License-Identifier: Apache-2.0
/* A visit in assisted mode, heard: each screen is read aloud by itself, a touch stops it,
 * the numbers are said when asked for, and nothing of it is left. */
#include "tests/support/visit.h"

#include <glib/gstdio.h>
#include <string.h>

#define SCREEN_MS 20000
#define SAID_MS 20000

static void
must_be_said(struct world *world, const char *text)
{
    gint64 end = g_get_monotonic_time() + SAID_MS * 1000;
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

/* How much was heard since the device was opened last, and whether it was more than silence. */
static size_t
heard(struct world *world, bool *loud_out)
{
    char *path = g_build_filename(world->folder, "sound.raw", NULL), *bytes = NULL;
    gsize size = 0;
    *loud_out = false;
    if (g_file_get_contents(path, &bytes, &size, NULL))
        for (gsize i = 0; i + 1 < size && !*loud_out; i += 2)
            *loud_out = abs((int16_t)((uint8_t)bytes[i] | (uint8_t)bytes[i + 1] << 8)) >
                        500;
    g_free(bytes);
    g_free(path);
    return size;
}

static void
must_sound(struct world *world)
{
    bool loud = false;
    gint64 end = g_get_monotonic_time() + SAID_MS * 1000;
    while (heard(world, &loud) == 0 || !loud) {
        if (g_get_monotonic_time() > end)
            g_error("nothing is heard");
        g_usleep(20000);
    }
}

static void
must_be_silent(struct world *world)
{
    bool loud;
    g_usleep(400000); // what was on its way to the device
    size_t before = heard(world, &loud);
    g_usleep(600000);
    g_assert_cmpuint(heard(world, &loud), ==, before);
}

static void
test_aloud__every_screen_is_said_in_assisted_mode(void)
{
    struct world *world = world_start(
        &(struct world_options){.name = "aloud", .pictures = g_getenv("KIOSK_PICTURES")});
    json_decref(world_must_reach(world, "attract", 20000));
    world_must_tap(world, "start-assisted");
    must_be_said(world, "想办什么");
    must_sound(world);
    // Any touch stops it, wherever it is.
    xvfb_tap(world->xvfb, 540, 240);
    must_be_silent(world);
    world_must_tap(world, world_has(world, "service-" VISIT_SERVICE)
                              ? "service-" VISIT_SERVICE
                              : "group-" VISIT_GROUP);
    must_be_said(world, "医保");
    must_sound(world);
    world_must_tap(world, "help");
    must_be_said(world, "12345");
    world_must_tap(world, "close");
    world_must_tap(world, "end");
    json_decref(world_must_reach(world, "attract", SCREEN_MS));
    must_be_silent(world);
    char *said = inspect_said(world->inspect);
    g_assert_cmpstr(said, ==, "");
    g_free(said);
    world_stop(world);
}

static void
must_stand_at(struct world *world, const char *volume)
{
    world_must_say(world, volume, SCREEN_MS);
}

static void
test_aloud__is_asked_for_in_standard_mode(void)
{
    struct world *world = world_start(&(struct world_options){.name = "aloud-asked"});
    visit_begin(world);
    char *said = inspect_said(world->inspect);
    g_assert_cmpstr(said, ==, "");
    g_free(said);
    world_must_tap(world, "say");
    must_be_said(world, "身份证");
    must_sound(world);
    must_stand_at(world, "音量4");
    world_must_tap(world, "louder");
    must_stand_at(world, "音量5");
    world_must_tap(world, "quieter");
    world_must_tap(world, "quieter");
    must_stand_at(world, "音量3");
    visit_card(world);
    visit_form(world);
    visit_scan(world);
    visit_submit(world);
    char *number = NULL, *code = NULL;
    visit_numbers(world, "done", &number, &code);
    world_must_tap(world, "say"); // others may listen: asked back once
    must_be_said(world, "旁边的人也听得见");
    said = inspect_said(world->inspect);
    g_assert_null(strstr(said, "零零零一"));
    g_free(said);
    world_must_tap(world, "read-all");
    must_be_said(world, "查询码");
    must_be_said(world, "零零零一，");
    visit_leave(world);
    said = inspect_said(world->inspect);
    g_assert_cmpstr(said, ==, "");
    g_free(said);
    world_must_tap(world, "start");
    world_must_tap(world, "say");
    must_stand_at(world, "音量4");
    g_free(number);
    g_free(code);
    world_stop(world);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/aloud/every_screen_is_said_in_assisted_mode",
                    test_aloud__every_screen_is_said_in_assisted_mode);
    g_test_add_func("/aloud/is_asked_for_in_standard_mode",
                    test_aloud__is_asked_for_in_standard_mode);
    return g_test_run();
}
