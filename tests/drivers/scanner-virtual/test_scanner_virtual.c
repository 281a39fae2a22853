// SPDX-License-Identifier: Apache-2.0
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include "base/blob.h"
#include "drivers/scanner/virtual/picture.h"
#include "tests/support/driver_process.h"
#include "tests/support/virtual_control.h"

#define WIDTH 40
#define HEIGHT 30

static char *folder, *control, *colour_page, *gray_page;
static unsigned char colour[WIDTH * HEIGHT * 3];

static struct driver_process *
scanner_start(void)
{
    g_autofree char *address = g_strconcat("virtual:", control, NULL);
    return driver_process_open("scanner-virtual", address);
}

static void
make_pages(void)
{
    for (size_t i = 0; i < sizeof colour; i++)
        colour[i] = (unsigned char)(i * 7);
    g_autoptr(GString) page = g_string_new("P6\n# a comment\n40 30\n255\n");
    g_string_append_len(page, (const char *)colour, sizeof colour);
    g_file_set_contents(colour_page, page->str, (gssize)page->len, NULL);
    g_string_assign(page, "P5 40 30 255\n");
    g_string_append_len(page, (const char *)colour, WIDTH * HEIGHT);
    g_file_set_contents(gray_page, page->str, (gssize)page->len, NULL);
}

static json_int_t
page_number(struct packet *packet, size_t page, const char *name)
{
    json_t *row = json_array_get(packet_member(packet, "pages"), page);
    return json_integer_value(json_object_get(row, name));
}

static void
test_scanner_virtual__brings_the_pixels_of_the_file(void)
{
    struct driver_process *process = scanner_start();
    virtual_control(control, "load '%s'", colour_page);
    struct packet event =
        driver_process_await_event(process, "Scanner.MediaInserted", 1000);
    packet_finish(&event);
    struct packet answer = driver_process_call(process, "Scanner.Scan",
                                               json_pack("{s:i}", "dpi", 200), 1000);
    g_assert_cmpint(page_number(&answer, 0, "width"), ==, WIDTH);
    g_assert_cmpint(page_number(&answer, 0, "height"), ==, HEIGHT);
    g_assert_cmpint(page_number(&answer, 0, "stride"), ==, WIDTH * 3);
    g_assert_cmpint(page_number(&answer, 0, "dpi"), ==, 200);
    g_assert_cmpuint(answer.blob_count, ==, 1);
    struct blob_view view;
    g_assert_true(blob_view_init(&view, answer.blobs[0], 1 << 20, NULL));
    g_assert_cmpuint(view.size, ==, sizeof colour);
    g_assert_cmpint(memcmp(view.bytes, colour, sizeof colour), ==, 0);
    blob_view_finish(&view);
    packet_expect(&answer, "success", NULL);
    answer = driver_process_call(process, "Scanner.Scan", NULL, 1000);
    packet_expect(&answer, "userError", "noMedia");
    g_assert_cmpint(driver_process_stop(process), ==, 0);
}

static void
test_scanner_virtual__empties_the_feeder(void)
{
    struct driver_process *process = scanner_start();
    virtual_control(control, "load '%s' '%s' '%s'", colour_page, gray_page, colour_page);
    struct packet answer = driver_process_call(
        process, "Scanner.Scan",
        json_pack("{s:s, s:s}", "source", "feeder", "colour", "gray"), 1000);
    g_assert_cmpuint(answer.blob_count, ==, 3);
    for (size_t i = 0; i < 3; i++)
        g_assert_cmpint(page_number(&answer, i, "stride"), ==, WIDTH);
    packet_expect(&answer, "success", NULL);
    driver_process_stop(process);
}

static void
test_scanner_virtual__a_page_that_ends_early_is_no_page(void)
{
    struct driver_process *process = scanner_start();
    virtual_control(control, "load '%s'", colour_page);
    virtual_control(control, "short 0.5");
    struct packet answer = driver_process_call(process, "Scanner.Scan", NULL, 1000);
    g_assert_cmpuint(answer.blob_count, ==, 0);
    g_assert_null(packet_member(&answer, "pages"));
    packet_expect(&answer, "hardwareError", "incompletePage");
    virtual_control(control, "clear");
    answer = driver_process_call(process, "Scanner.Scan", NULL, 1000);
    packet_expect(&answer, "success", NULL);
    driver_process_stop(process);
}

static void
test_scanner_virtual__jams_in_the_middle_of_a_page(void)
{
    struct driver_process *process = scanner_start();
    virtual_control(control, "load '%s'", colour_page);
    virtual_control(control, "page-ms 2000");
    int id = driver_process_send(process, "Scanner.Scan", NULL, 5000);
    struct packet event = driver_process_await_event(process, "Scanner.Progress", 2000);
    g_assert_cmpint(json_integer_value(packet_member(&event, "page")), ==, 1);
    packet_finish(&event);
    virtual_control(control, "fault mediaJam");
    driver_process_await_status(process, "userError", "mediaJam", 1000);
    struct packet answer = driver_process_await(process, id, 1000);
    packet_expect(&answer, "userError", "mediaJam");
    driver_process_stop(process);
}

static void
test_scanner_virtual__has_every_fault_it_knows(void)
{
    static const char *const faults[][2] = {
        {"coverOpen", "userError"},         {"noMedia", "userError"},
        {"ioError", "hardwareError"},       {"busy", "deviceNotReady"},
        {"accessDenied", "deviceNotReady"}, {"notConnected", "deviceNotReady"},
    };
    struct driver_process *process = scanner_start();
    virtual_control(control, "load '%s'", colour_page);
    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++) {
        virtual_control(control, "fault %s", faults[i][0]);
        struct packet answer = driver_process_call(process, "Scanner.Scan", NULL, 1000);
        packet_expect(&answer, faults[i][1], faults[i][0]);
    }
    virtual_control(control, "offline");
    struct packet answer = driver_process_call(process, "Scanner.Scan", NULL, 1000);
    packet_expect(&answer, "deviceNotReady", "notResponding");
    driver_process_stop(process);
}

static void
test_scanner_virtual__refuses_what_is_no_picture(void)
{
    struct driver_process *process = scanner_start();
    static const char *const bad[] = {"",
                                      "P",
                                      "P6",
                                      "P6 4 4 255",
                                      "P6 0 4 255\n",
                                      "P4 1 1 255\nx",
                                      "P6 4 4 65535\n",
                                      "P5 20000 20000 255\nx",
                                      "P6 99999999999 1 255\n",
                                      "P6 2 2 255\n12345678901"};
    g_autofree char *path = g_build_filename(folder, "bad.ppm", NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_file_set_contents(path, bad[i], -1, NULL);
        g_assert_null(picture_load(path, NULL));
    }
    g_autofree char *line = g_strdup_printf("load '%s'", path);
    g_autofree char *answer = virtual_control_ask(control, line);
    g_assert_true(g_str_has_prefix(answer, "error: "));
    g_unlink(path);
    driver_process_stop(process);
}

static void
test_scanner_virtual__can_be_canceled(void)
{
    struct driver_process *process = scanner_start();
    virtual_control(control, "load '%s'", colour_page);
    virtual_control(control, "page-ms 60000");
    int id = driver_process_send(process, "Scanner.Scan", NULL, 0);
    struct packet answer =
        driver_process_call(process, "Common.Cancel", json_pack("{s:i}", "id", id), 1000);
    packet_expect(&answer, "success", NULL);
    answer = driver_process_await(process, id, 1000);
    packet_expect(&answer, "canceled", NULL);
    driver_process_stop(process);
}

static void
test_scanner_virtual__shows_the_desk_when_it_is_a_camera(void)
{
    g_autofree char *address = g_strconcat("virtual:", control, "?camera=1", NULL);
    struct driver_process *process = driver_process_open("scanner-virtual", address);
    virtual_control(control, "load '%s'", colour_page);
    int id = driver_process_send(
        process, "Scanner.Preview",
        json_pack("{s:i, s:i}", "preview_width", 20, "preview_height", 20), 0);
    struct packet frame = driver_process_await_event(process, "Scanner.Frame", 1000);
    g_assert_cmpint(json_integer_value(packet_member(&frame, "width")), ==, 20);
    struct blob_view view;
    g_assert_true(blob_view_init(&view, frame.blobs[0], 1 << 20, NULL));
    const unsigned char *pixels = view.bytes;
    g_assert_cmpint(pixels[3], ==, 255);
    blob_view_finish(&view);
    packet_finish(&frame);
    struct packet answer =
        driver_process_call(process, "Common.Cancel", json_pack("{s:i}", "id", id), 1000);
    packet_finish(&answer);
    answer = driver_process_await(process, id, 1000);
    packet_expect(&answer, "canceled", NULL);
    g_assert_cmpint(driver_process_stop(process), ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("kiosk-scanner-XXXXXX", NULL);
    control = g_build_filename(folder, "control", NULL);
    colour_page = g_build_filename(folder, "colour page.ppm", NULL);
    gray_page = g_build_filename(folder, "gray.pgm", NULL);
    make_pages();
#define ADD(name) g_test_add_func("/scanner-virtual/" #name, test_scanner_virtual__##name)
    ADD(brings_the_pixels_of_the_file);
    ADD(empties_the_feeder);
    ADD(a_page_that_ends_early_is_no_page);
    ADD(jams_in_the_middle_of_a_page);
    ADD(has_every_fault_it_knows);
    ADD(refuses_what_is_no_picture);
    ADD(can_be_canceled);
    ADD(shows_the_desk_when_it_is_a_camera);
#undef ADD
    int status = g_test_run();
    g_unlink(colour_page);
    g_unlink(gray_page);
    g_rmdir(folder);
    g_free(colour_page);
    g_free(gray_page);
    g_free(control);
    g_free(folder);
    return status;
}
