// SPDX-License-Identifier: Apache-2.0
#include "demo.h"

#include "tests/support/child.h"

#include <stdio.h>

#define FRAME_PX 80        // title and task bar
#define WINDOW_MAX_PX 1920 // height of the kiosk; more is larger than the real one
#define LOOK_MS 300

static struct child *
start_panel(const struct world *world, const char *display)
{
    g_autofree char *left = g_strdup_printf("%d", world->options.window_height * 9 / 16);
    char *program = child_built("bin/kiosk-panel"), *locale = child_built("share/locale");
    char *config = g_build_filename(world->folder, "kiosk.conf", NULL);
    char *where = g_strconcat("DISPLAY=", display, NULL);
    const char *argv[] = {
        program,           "--config", config, "--pages", world->folder, "--pictures",
        "assets/pictures", "--locale", locale, "--left",  left,          NULL};
    const char *environment[] = {where, "SDL_VIDEODRIVER=x11", NULL};
    GError *error = NULL;
    struct child *panel = child_start(argv, environment, NULL, &error);
    g_assert_no_error(error);
    g_free(program);
    g_free(locale);
    g_free(config);
    g_free(where);
    return panel;
}

int
demo_show(const char *display)
{
    int width = 0, height = 0;
    if (!xvfb_display_size(display, &width, &height)) {
        fprintf(stderr, "The display %s cannot be opened.\n", display);
        return 1;
    }
    struct world *world = world_start(
        &(struct world_options){.name = "demo",
                                .display = display,
                                .window_height = MIN(height - FRAME_PX, WINDOW_MAX_PX)});
    struct child *panel = start_panel(world, display);
    demo_add_clerk(world, DEMO_CLERK);
    printf(
        "The kiosk is open on %s, and beside it a window with its devices: lay the card\n"
        "down there, feed pages, take the paper, let anything break.\n"
        "The clerk's pages: https://127.0.0.1:%d/staff/ (%s, %s)\n"
        "Printed papers: %s\nEnd with Ctrl-C or by closing a window.\n",
        display, world->staff_port, DEMO_CLERK, DEMO_PASSWORD, world->printed);
    fflush(stdout);
    while (!child_wait(world->kiosk, LOOK_MS, NULL) && !child_wait(panel, 0, NULL))
        continue;
    child_stop(panel);
    world_stop(world);
    return 0;
}
