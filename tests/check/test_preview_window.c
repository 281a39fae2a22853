// SPDX-License-Identifier: Apache-2.0
/* kiosk-check --preview on a display: an author touches through a service in a window. */
#include "tests/support/child.h"
#include "tests/support/xvfb.h"

#define SERVICE "assets/services/medical-insurance/service.json"
#define WAIT_MS 15000
#define STEP_MS 100
/* The window of half the reference panel stands at the top left; its primary key: */
#define KEY_X 350
#define KEY_Y 785

static bool
is_teal(uint32_t pixel)
{
    int red = pixel >> 16 & 255, green = pixel >> 8 & 255, blue = pixel & 255;
    return red < 0x30 && green > 0x28 && green < 0x58 && blue > 0x38 && blue < 0x68;
}

/* The primary key is there: the page is drawn. */
static void
must_show_key(struct xvfb *display)
{
    for (int waited_ms = 0; waited_ms < WAIT_MS; waited_ms += STEP_MS) {
        if (is_teal(xvfb_pixel(display, KEY_X - 60, KEY_Y + 20)))
            return;
        g_usleep(STEP_MS * 1000);
    }
    g_error("no page with a primary key came");
}

/* How many pixels of the window are otherwise than before. */
static int
changed(struct xvfb *display, const uint8_t *before)
{
    g_autofree uint8_t *now = xvfb_pixels(display);
    int count = 0;
    for (int i = 0; i < 540 * 960; i++)
        count += now[3 * (i / 540 * 560 + i % 540)] !=
                 before[3 * (i / 540 * 560 + i % 540)];
    return count;
}

static void
must_change(struct xvfb *display, const uint8_t *before)
{
    for (int waited_ms = 0; waited_ms < WAIT_MS; waited_ms += STEP_MS) {
        if (changed(display, before) > 4000)
            return;
        g_usleep(STEP_MS * 1000);
    }
    g_error("the page did not change");
}

static void
test_preview__is_touched_through_in_a_window(void)
{
    GError *error = NULL;
    struct xvfb *display = xvfb_start(560, 980, &error);
    g_assert_no_error(error);
    char *program = child_built("bin/kiosk-check");
    char *variable = g_strdup_printf("DISPLAY=%s", xvfb_name(display));
    const char *argv[] = {program, "--preview", SERVICE, NULL};
    const char *environment[] = {variable, NULL};
    struct child *child = child_start(argv, environment, NULL, NULL);
    // Both screens of the guide, the notice of data; the card is read by itself, then questions.
    for (int taps = 0; taps < 3; taps++) {
        must_show_key(display);
        uint8_t *before = xvfb_pixels(display);
        xvfb_tap(display, KEY_X, KEY_Y);
        must_change(display, before);
        g_free(before);
    }
    child_stop(child);
    xvfb_stop(display);
    g_free(variable);
    g_free(program);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/preview/window", test_preview__is_touched_through_in_a_window);
    return g_test_run();
}
