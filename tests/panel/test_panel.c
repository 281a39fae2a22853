// SPDX-License-Identifier: Apache-2.0
/* The panel with real virtual drivers: what is touched there happens to the device, and what
 * is said goes by. */
#include "panel/page.h"
#include "terminal/language.h"
#include "tests/support/child.h"
#include "tests/support/driver_process.h"
#include "tests/support/virtual_control.h"
#include "tests/support/xvfb.h"

#include <string.h>

#define WIDTH 1280
#define HEIGHT 860
#define SOON_MS 20000

struct desk {
    char *folder, *card, *scanner, *printer;
    struct driver_process *drivers[3];
    struct bench *bench;
    struct page page;
    struct theme theme;
    struct glyphs *glyphs;
    struct pictures *pictures;
    struct view *view;
};

static void
nothing(void)
{
}

static char *
in_folder(const struct desk *desk, const char *name)
{
    return g_build_filename(desk->folder, name, NULL);
}

static struct driver_process *
start_driver(const char *program, const char *path)
{
    g_autofree char *address = g_strdup_printf("virtual:%s", path);
    return driver_process_open(program, address);
}

static void
desk_init(struct desk *desk)
{
    *desk = (struct desk){.folder = child_built("worlds/panel")};
    g_assert_cmpint(g_mkdir_with_parents(desk->folder, 0700), ==, 0);
    desk->card = in_folder(desk, "card.sock");
    desk->scanner = in_folder(desk, "scanner.sock");
    desk->printer = in_folder(desk, "printer.sock");
    desk->drivers[0] = start_driver("card-virtual", desk->card);
    desk->drivers[1] = start_driver("scanner-virtual", desk->scanner);
    desk->drivers[2] = start_driver("printer-virtual", desk->printer);
    const struct bench_address addresses[] = {
        {"card", desk->card}, {"scanner", desk->scanner}, {"printer", desk->printer}};
    desk->bench = bench_create(addresses, G_N_ELEMENTS(addresses), nothing);
    desk->page = (struct page){.bench = desk->bench};
    page_theme(&desk->theme, WIDTH, HEIGHT);
    desk->glyphs = glyphs_create(NULL);
    desk->pictures = pictures_create("assets/pictures");
    desk->view = view_create(&desk->theme, desk->glyphs, desk->pictures);
}

static void
desk_finish(struct desk *desk)
{
    view_destroy(desk->view);
    pictures_destroy(desk->pictures);
    glyphs_destroy(desk->glyphs);
    bench_destroy(desk->bench);
    for (size_t i = 0; i < G_N_ELEMENTS(desk->drivers); i++)
        driver_process_stop(desk->drivers[i]);
    g_free(desk->card);
    g_free(desk->scanner);
    g_free(desk->printer);
    g_free(desk->folder);
}

static const struct widget *
find(struct desk *desk, const char *id)
{
    page_build(&desk->page, desk->view);
    for (size_t i = 0; i < view_count(desk->view); i++) {
        const struct widget *widget = view_widget(desk->view, i);
        if (widget->id && strcmp(widget->id, id) == 0)
            return widget;
    }
    return NULL;
}

static const struct widget *
must_find(struct desk *desk, const char *id)
{
    gint64 end = g_get_monotonic_time() + SOON_MS * G_TIME_SPAN_MILLISECOND;
    const struct widget *widget;
    while ((widget = find(desk, id)) == NULL && g_get_monotonic_time() < end)
        g_usleep(5000);
    if (!widget)
        g_error("%s does not stand on the panel", id);
    return widget;
}

static void
tap(struct desk *desk, const char *id)
{
    const struct widget *widget = must_find(desk, id);
    struct view_tap tap = {.action = widget->send.action, .number = widget->send.number};
    if (widget->send.text)
        g_strlcpy(tap.text, widget->send.text, sizeof tap.text);
    page_tap(&desk->page, &tap);
}

static void
must_become(const char *path, const char *member, const char *value)
{
    gint64 end = g_get_monotonic_time() + SOON_MS * G_TIME_SPAN_MILLISECOND;
    for (;;) {
        json_t *state = virtual_control_state(path);
        bool so = g_strcmp0(json_string_value(json_object_get(state, member)), value) ==
                  0;
        json_decref(state);
        if (so)
            return;
        if (g_get_monotonic_time() > end)
            g_error("%s: %s does not become %s", path, member, value);
        g_usleep(5000);
    }
}

static void
test_panel__a_card_is_laid_down_and_taken_away(void)
{
    struct desk desk;
    desk_init(&desk);
    tap(&desk, "hand-0");
    must_become(desk.card, "media", "present");
    tap(&desk, "hand-3");
    must_become(desk.card, "media", "notPresent");
    desk_finish(&desk);
}

/* Every key of every device is taken by it, and each has room for its words. */
static void
check_keys(struct desk *desk, const char *device)
{
    struct canvas canvas;
    struct box boxes[VIEW_BOXES_MAX];
    must_find(desk, device);
    tap(desk, device);
    must_find(desk, "hand-0");
    must_find(desk, "say-clear");
    uint32_t *pixels = g_new0(uint32_t, WIDTH * HEIGHT);
    canvas_init(&canvas, pixels, WIDTH, HEIGHT, WIDTH * (int)sizeof *pixels);
    view_paint(desk->view, &canvas, boxes);
    for (guint i = 0; i < view_overflows(desk->view)->len; i++)
        g_test_message("%s has no room", (char *)view_overflows(desk->view)->pdata[i]);
    g_assert_cmpuint(view_overflows(desk->view)->len, ==, 0);
    for (size_t i = 0; i < view_count(desk->view); i++) {
        const struct widget *widget = view_widget(desk->view, i);
        g_assert_cmpint(widget->box.y + widget->box.h, <=, HEIGHT);
        g_assert_cmpint(widget->box.x + widget->box.w, <=, WIDTH);
    }
    g_free(pixels);
}

static void
test_panel__each_device_fits_the_window(void)
{
    struct desk desk;
    g_autofree char *locale = child_built("share/locale");
    language_init(locale);
    desk_init(&desk);
    check_keys(&desk, "device-card");
    check_keys(&desk, "device-scanner");
    check_keys(&desk, "device-printer");
    desk_finish(&desk);
}

static void
test_panel__a_fault_is_set_and_cleared(void)
{
    struct desk desk;
    desk_init(&desk);
    must_find(&desk, "device-printer");
    tap(&desk, "device-printer");
    tap(&desk, "fault-paperJam");
    must_become(desk.printer, "fault", "paperJam");
    tap(&desk, "say-clear");
    must_become(desk.printer, "fault", "none");
    desk_finish(&desk);
}

static void
test_panel__packets_go_by(void)
{
    struct desk desk;
    desk_init(&desk);
    must_find(&desk, "hand-0");
    int id = driver_process_send(desk.drivers[0], "Common.Status", NULL, 0);
    struct packet packet = driver_process_await(desk.drivers[0], id, SOON_MS);
    packet_finish(&packet);
    const struct widget *first = must_find(&desk, "packet-0");
    g_assert_nonnull(strstr(first->name, "Common.Status"));
    must_find(&desk, "packet-1");
    desk_finish(&desk);
}

static void
test_panel__a_driver_that_comes_back_is_found_again(void)
{
    struct desk desk;
    desk_init(&desk);
    must_find(&desk, "hand-0");
    tap(&desk, "say-crash");
    g_assert_cmpint(driver_process_wait(desk.drivers[0], SOON_MS), !=, -1);
    driver_process_stop(desk.drivers[0]);
    desk.drivers[0] = start_driver("card-virtual", desk.card);
    json_decref(virtual_control_state(desk.card)); // waits until its socket is there
    gint64 end = g_get_monotonic_time() + SOON_MS * G_TIME_SPAN_MILLISECOND;
    bool there = false;
    while (!there && g_get_monotonic_time() < end) {
        struct bench_view device;
        bench_look(desk.bench, 0, 0, &device);
        there = device.there;
        bench_view_finish(&device);
        g_usleep(5000);
    }
    g_assert_true(there);
    tap(&desk, "hand-0");
    must_become(desk.card, "media", "present");
    desk_finish(&desk);
}

/* The program itself, touched from outside. */
static void
test_panel__a_touch_on_the_window_reaches_the_device(void)
{
    struct desk desk;
    desk_init(&desk);
    GError *error = NULL;
    struct xvfb *xvfb = xvfb_start(WIDTH, HEIGHT, &error);
    g_assert_no_error(error);
    g_autofree char *config = in_folder(&desk, "kiosk.conf");
    g_autofree char *text = g_strdup_printf(
        "[device.card]\naddress=virtual:card.sock\n[device.scanner]\n"
        "address=virtual:%s\n[device.printer]\naddress=virtual:printer.sock?out=x\n"
        "[device.image]\nclass=image\n",
        desk.scanner);
    g_assert_true(g_file_set_contents(config, text, -1, NULL));
    g_autofree char *program = child_built("bin/kiosk-panel");
    g_autofree char *display = g_strconcat("DISPLAY=", xvfb_name(xvfb), NULL);
    g_autofree char *locale = child_built("share/locale");
    const char *argv[] = {program,           "--config", config, "--pictures",
                          "assets/pictures", "--locale", locale, NULL};
    const char *environment[] = {display, "SDL_VIDEODRIVER=x11", NULL};
    struct child *panel = child_start(argv, environment, NULL, &error);
    g_assert_no_error(error);
    struct box box = must_find(&desk, "hand-0")->box;
    gint64 end = g_get_monotonic_time() + SOON_MS * G_TIME_SPAN_MILLISECOND;
    bool lies = false;
    while (!lies && g_get_monotonic_time() < end) { // it must open first
        xvfb_tap(xvfb, box.x + box.w / 2, box.y + box.h / 2);
        g_usleep(50000);
        json_t *state = virtual_control_state(desk.card);
        lies = strcmp(json_string_value(json_object_get(state, "media")), "present") == 0;
        json_decref(state);
    }
    const char *picture = g_getenv("KIOSK_LOOK");
    if (picture)
        xvfb_picture(xvfb, picture, NULL);
    g_assert_true(lies);
    child_stop(panel);
    xvfb_stop(xvfb);
    desk_finish(&desk);
}

static void
test_panel__without_virtual_devices_it_says_so(void)
{
    g_autofree char *folder = child_built("worlds/panel");
    g_mkdir_with_parents(folder, 0700);
    g_autofree char *config = g_build_filename(folder, "empty.conf", NULL);
    g_assert_true(
        g_file_set_contents(config, "[device.card]\naddress=pcsc:\n", -1, NULL));
    g_autofree char *program = child_built("bin/kiosk-panel");
    g_autofree char *command = g_strdup_printf("%s --config %s", program, config);
    g_autofree char *said = NULL;
    int status = 0;
    g_assert_true(g_spawn_command_line_sync(command, NULL, &said, &status, NULL));
    g_assert_cmpint(status, !=, 0);
    g_assert_nonnull(strstr(said, "no device there has an address virtual:PATH"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/panel/" #name, test_panel__##name)
    TEST(a_card_is_laid_down_and_taken_away);
    TEST(each_device_fits_the_window);
    TEST(a_fault_is_set_and_cleared);
    TEST(packets_go_by);
    TEST(a_driver_that_comes_back_is_found_again);
    TEST(a_touch_on_the_window_reaches_the_device);
    TEST(without_virtual_devices_it_says_so);
    return g_test_run();
}
