// SPDX-License-Identifier: Apache-2.0
/* Touch to pixel, page to page, start to first frame and memory of the terminal's screens,
 * beside a bare SDL2 window that only fills rectangles, in the same run on the same Xvfb.
 * The program starts itself as the window that is measured: `bench_ui ours`, `bench_ui
 * bare`. Session, screens, view and window are the terminal's own; devices are not there. */
#include "terminal/screens/screens.h"
#include "terminal/ui/view.h"
#include "terminal/ui/window.h"
#include "tests/support/assets.h"
#include "tests/support/child.h"
#include "tests/support/process.h"
#include "tests/support/visitor.h"
#include "tests/support/xvfb.h"

#include <SDL.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define WIDTH 1080
#define HEIGHT 1920
#define ROUNDS 200
#define START_ROUNDS 7
#define TURN_ROUNDS 60
#define DRAG_FRAMES 240
#define PATIENCE_US (2 * G_USEC_PER_SEC)

#define GOAL_TOUCH_MS 1.0
#define GOAL_PAGE_MS 6.0
#define GOAL_FRAME_MS (1000.0 / 60)
#define GOAL_START_MS 100.0
#define GOAL_PSS_MIB 40.0

/* Where a key of the number pad is touched and, away from its digit, looked at; and where
 * the form's bed and the guide's paper differ. */
#define KEY_X 540
#define KEY_Y 1150
#define KEY_LOOK_X 420
#define TURN_X 950
#define TURN_Y 1834
#define TURN_LOOK_X 30
#define TURN_LOOK_Y 1300

/* ---- the window that is measured ---- */

struct ours {
    struct window *window;
    struct theme theme;
    struct glyphs *glyphs;
    struct pictures *pictures;
    struct view *view;
    struct visitor visitor;
};

static void
show(struct ours *ours)
{
    struct box boxes[VIEW_BOXES_MAX];
    size_t count = view_paint(ours->view, window_canvas(ours->window), boxes);
    window_show(ours->window, boxes, count);
}

static void
build(struct ours *ours)
{
    struct screen_context context = {&ours->visitor.session, NULL};
    screens_build(ours->view, &context);
}

/* The key 结束 turns between form and guide here; every other key does what it says. */
static void
tapped(struct ours *ours, const struct view_tap *tap)
{
    struct session *session = &ours->visitor.session;
    if (strcmp(tap->id, "start") == 0) {
        visitor_comes_to_form(&ours->visitor);
    } else if (strcmp(tap->id, "end") == 0) {
        session->screen = session->screen == SCREEN_FORM ? SCREEN_GUIDE : SCREEN_FORM;
    } else {
        struct session_event event = {.kind = (enum session_event_kind)tap->action,
                                      .text = tap->text,
                                      .text2 = tap->text2,
                                      .number = tap->number};
        visitor_event(&ours->visitor, &event);
    }
    build(ours);
}

static void
open_ours(struct ours *ours)
{
    *ours = (struct ours){0};
    assets_speak("zh_CN");
    setenv("XCOMPOSEFILE", "/dev/null", 1); // as the terminal does, see main.c
    ours->window = window_create("bench", WIDTH, HEIGHT, NULL);
    ours->glyphs = glyphs_create(NULL);
    ours->pictures = pictures_create("assets/pictures");
    g_assert_true(ours->window != NULL && ours->glyphs != NULL);
    theme_init(&ours->theme, PALETTE_STANDARD, false, WIDTH, HEIGHT, 0);
    ours->view = view_create(&ours->theme, ours->glyphs, ours->pictures);
    visitor_init(&ours->visitor);
}

static int
run_ours(void)
{
    struct ours ours;
    open_ours(&ours);
    build(&ours);
    show(&ours); // the waiting screen is the first frame
    for (;;) {
        struct input_event event = window_wait(ours.window, -1);
        struct view_tap tap;
        if (event.kind == INPUT_QUIT)
            return 0;
        if (event.kind == INPUT_EXPOSE)
            view_expose(ours.view);
        if (view_touch(ours.view, &event, &tap))
            tapped(&ours, &tap);
        show(&ours);
    }
}

/* The least a window can do: one rectangle when touched at a key, all of it at a turn. */
static int
run_bare(void)
{
    SDL_Init(SDL_INIT_VIDEO);
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_Window *window =
        SDL_CreateWindow("bare", 0, 0, WIDTH, HEIGHT, SDL_WINDOW_BORDERLESS);
    SDL_Surface *surface = SDL_GetWindowSurface(window);
    SDL_Rect all = {0, 0, WIDTH, HEIGHT}, key = {397, 1092, 284, 120};
    Uint32 page = 0xE9E1D1;
    SDL_FillRect(surface, &all, page);
    SDL_UpdateWindowSurface(window);
    SDL_Event event;
    while (SDL_WaitEvent(&event)) {
        if (event.type != SDL_MOUSEBUTTONDOWN && event.type != SDL_MOUSEBUTTONUP)
            continue;
        bool down = event.type == SDL_MOUSEBUTTONDOWN;
        if (event.button.y > 1700 && !down) {
            page = page == 0xE9E1D1 ? 0xF7F2E8 : 0xE9E1D1;
            SDL_FillRect(surface, &all, page);
            SDL_UpdateWindowSurface(window);
        } else if (event.button.y < 1700) {
            SDL_FillRect(surface, &key, down ? 0x052B35 : 0xFFFFFF);
            SDL_UpdateWindowSurfaceRects(window, &key, 1);
        }
    }
    return 0;
}

/* ---- the one who measures ---- */

static struct xvfb *xvfb;

/* Looks without a rest, for what takes less than a millisecond, or every half of one, so that
 * a program that starts is not kept from its processor. */
static bool
look(int x, int y, uint32_t colour, bool is, gulong rest_us)
{
    gint64 end = g_get_monotonic_time() + PATIENCE_US;
    while ((xvfb_pixel(xvfb, x, y) == colour) != is) {
        if (g_get_monotonic_time() > end)
            return false;
        if (rest_us > 0)
            g_usleep(rest_us);
    }
    return true;
}

static bool
wait_until(int x, int y, uint32_t colour, bool is)
{
    return look(x, y, colour, is, 0);
}

static struct child *
start(const char *mode)
{
    char *program = child_built("bin/tests/bench/bench_ui");
    char *display = g_strdup_printf("DISPLAY=%s", xvfb_name(xvfb));
    const char *const argv[] = {program, mode, NULL};
    const char *const environment[] = {display, "SDL_VIDEODRIVER=x11", NULL};
    GError *error = NULL;
    struct child *child = child_start(argv, environment, NULL, &error);
    g_assert_no_error(error);
    g_free(program);
    g_free(display);
    return child;
}

static int
compare(gconstpointer a, gconstpointer b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

struct spread {
    double median, p99;
};

static struct spread
spread_of(double *values, size_t count)
{
    qsort(values, count, sizeof *values, compare);
    return (struct spread){values[count / 2], values[count * 99 / 100]};
}

static struct spread
measure_touch(void)
{
    double times[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        gint64 begin = g_get_monotonic_time();
        xvfb_press(xvfb, KEY_X, KEY_Y);
        g_assert_true(wait_until(KEY_LOOK_X, KEY_Y, 0x052B35, true));
        times[i] = (double)(g_get_monotonic_time() - begin) / 1000;
        xvfb_release(xvfb);
        g_assert_true(wait_until(KEY_LOOK_X, KEY_Y, 0x052B35, false));
        g_usleep(3000);
    }
    return spread_of(times, ROUNDS);
}

/* From the lift of the finger; the key itself was painted when it came down. Each page was
 * painted once before, as the terminal does while nobody is there (terminal/warm.h). */
static struct spread
measure_turn(void)
{
    double times[TURN_ROUNDS];
    for (int i = -2; i < TURN_ROUNDS; i++) {
        uint32_t before = xvfb_pixel(xvfb, TURN_LOOK_X, TURN_LOOK_Y);
        xvfb_press(xvfb, TURN_X, TURN_Y);
        g_usleep(15000);
        gint64 begin = g_get_monotonic_time();
        xvfb_release(xvfb);
        g_assert_true(wait_until(TURN_LOOK_X, TURN_LOOK_Y, before, false));
        if (i >= 0)
            times[i] = (double)(g_get_monotonic_time() - begin) / 1000;
        g_usleep(10000);
    }
    return spread_of(times, TURN_ROUNDS);
}

static struct spread
measure_start(const char *mode, int x, int y, uint32_t colour)
{
    double times[START_ROUNDS];
    for (int i = 0; i < START_ROUNDS; i++) {
        gint64 begin = g_get_monotonic_time();
        struct child *child = start(mode);
        g_assert_true(look(x, y, colour, true, 500));
        times[i] = (double)(g_get_monotonic_time() - begin) / 1000;
        child_stop(child);
        g_assert_true(look(x, y, colour, false, 500));
    }
    return spread_of(times, START_ROUNDS);
}

/* One frame of a list that follows the finger: build nothing, paint the page, show it. In this
 * process, on the same display. */
static struct spread
measure_drag(void)
{
    double times[DRAG_FRAMES];
    g_setenv("DISPLAY", xvfb_name(xvfb), TRUE);
    g_setenv("SDL_VIDEODRIVER", "x11", TRUE);
    struct ours ours;
    open_ours(&ours);
    visitor_comes_to_form(&ours.visitor);
    ours.visitor.session.screen = SCREEN_GUIDE; // in large type it has parts
    ours.visitor.session.assisted = true;
    theme_init(&ours.theme, PALETTE_STANDARD, true, WIDTH, HEIGHT, 0);
    view_theme_changed(ours.view);
    build(&ours);
    show(&ours);
    struct view_tap tap;
    struct input_event event = {.kind = INPUT_DOWN, .finger = 1, .x = 300, .y = 1200};
    view_touch(ours.view, &event, &tap);
    event.kind = INPUT_MOVE;
    for (int i = 0; i < DRAG_FRAMES; i++) {
        event.y = 1150 - i % 60 * 10;
        gint64 begin = g_get_monotonic_time();
        view_touch(ours.view, &event, &tap);
        g_assert_true(view_is_dirty(ours.view));
        show(&ours);
        times[i] = (double)(g_get_monotonic_time() - begin) / 1000;
    }
    window_destroy(ours.window);
    return spread_of(times, DRAG_FRAMES);
}

struct figures {
    struct spread start, touch, turn;
    double pss_mib;
};

static struct figures
measure(const char *mode, int x, int y, uint32_t colour)
{
    struct figures figures = {.start = measure_start(mode, x, y, colour)};
    struct child *child = start(mode);
    g_assert_true(wait_until(x, y, colour, true));
    if (strcmp(mode, "ours") == 0) {
        g_usleep(300000); // the server still tells the window who has the focus
        xvfb_tap(xvfb, KEY_X, 1360); // from the waiting screen to the form
        g_assert_true(wait_until(TURN_LOOK_X, TURN_LOOK_Y, 0xE9E1D1, true));
    }
    g_usleep(200000);
    figures.touch = measure_touch();
    figures.turn = measure_turn();
    figures.pss_mib = (double)process_use(child_pid(child)).pss_kib / 1024;
    child_stop(child);
    return figures;
}

/* Where a window that does next to nothing takes longer than the goal, the machine has other
 * work, and nothing can be said of ours. */
static bool
tell(const char *what, double ours, double bare, double goal, const char *unit)
{
    bool good = ours <= goal || bare > goal;
    printf("%-32s %7.2f %-3s   bare SDL2 %7.2f   ratio %5.1f   goal %6.1f   %s\n", what,
           ours, unit, bare, bare > 0 ? ours / bare : 0, goal,
           ours <= goal ? "met"
           : good       ? "no verdict: the machine is busy"
                        : "MISSED");
    return good;
}

int
main(int argc, char **argv)
{
    if (argc > 1)
        return strcmp(argv[1], "ours") == 0 ? run_ours() : run_bare();
    GError *error = NULL;
    xvfb = xvfb_start(WIDTH, HEIGHT, &error);
    g_assert_no_error(error);
    // The mark of the waiting screen, and the ground of the bare window.
    struct figures bare = measure("bare", 20, 20, 0xE9E1D1);
    struct figures ours = measure("ours", 66, 90, 0x0A4250);
    struct spread drag = measure_drag();
    xvfb_stop(xvfb);

    bool good = tell("touch to pixel, median", ours.touch.median, bare.touch.median,
                     GOAL_TOUCH_MS, "ms");
    good &= tell("touch to pixel, p99", ours.touch.p99, bare.touch.p99, 2 * GOAL_TOUCH_MS,
                 "ms");
    good &= tell("touch to next page, median", ours.turn.median, bare.turn.median,
                 GOAL_PAGE_MS, "ms");
    good &= tell("touch to next page, p99", ours.turn.p99, bare.turn.p99, 10, "ms");
    good &= tell("a frame while dragging, median", drag.median, 0, GOAL_FRAME_MS, "ms");
    good &= tell("a frame while dragging, p99", drag.p99, 0, GOAL_FRAME_MS, "ms");
    good &= tell("start to first frame, median", ours.start.median, bare.start.median,
                 GOAL_START_MS, "ms");
    good &= tell("memory (PSS)", ours.pss_mib, bare.pss_mib, GOAL_PSS_MIB, "MiB");
    return good ? 0 : 1;
}
