// SPDX-License-Identifier: Apache-2.0
/* The running driver on SANE's own backends: pnm gives the bytes of a file, test gives every
 * fault that SANE has a word for. */
#include "tests/support/driver_process.h"
#include "tests/support/sane_world.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "base/blob.h"
#include "base/json.h"

#define SCAN_MS 30000
#define SLOW "200000" // microseconds a piece of 64 KiB: the backend's slowest

static struct sane_world world;

/* A driver on the test backend with one option more; 100 dpi colour is 1.9 MB in 29 pieces. */
static struct driver_process *
open_test(const char *option, const char *value)
{
    g_autofree char *address = sane_world_address(&world, "test:0", option, value, NULL);
    return driver_process_open("scanner-sane", address);
}

static struct driver_process *
open_slow(void)
{
    g_autofree char *address = sane_world_address(&world, "test:0", "read-delay", "yes",
                                                  "read-delay-duration", SLOW, NULL);
    return driver_process_open("scanner-sane", address);
}

static struct driver_process *
open_page(const char *path)
{
    g_autofree char *address =
        sane_world_address(&world, "pnm:0", "filename", path, NULL);
    return driver_process_open("scanner-sane", address);
}

static struct packet
scan(struct driver_process *driver, json_t *payload)
{
    return driver_process_call(driver, "Scanner.Scan", payload, SCAN_MS);
}

static const json_t *
page_of(const struct packet *packet, size_t index)
{
    g_assert_cmpstr(packet_completion(packet), ==, "success");
    return json_array_get(packet_member(packet, "pages"), index);
}

static int
number(const json_t *page, const char *name)
{
    return (int)json_integer_value(json_object_get(page, name));
}

static void
holds(const struct packet *packet, const json_t *page, const void *bytes, size_t size)
{
    g_autoptr(GError) error = NULL;
    struct blob_view view = {0};
    blob_view_init(&view, packet->blobs[number(page, "blob")], PROTOCOL_BLOB_SIZE_MAX,
                   &error);
    g_assert_no_error(error);
    g_assert_cmpuint(view.size, ==, size);
    g_assert_true(memcmp(view.bytes, bytes, size) == 0);
    blob_view_finish(&view);
}

/* Scans the page in `path` and compares every byte. */
static void
comes_back(struct driver_process *driver, const struct page *page, const char *format,
           const void *bytes, size_t size)
{
    struct packet packet = scan(driver, json_pack("{s:i}", "dpi", page->dpi));
    const json_t *got = page_of(&packet, 0);
    g_assert_cmpint(number(got, "width"), ==, page->width);
    g_assert_cmpint(number(got, "height"), ==, page->height);
    g_assert_cmpint(number(got, "dpi"), ==, page->dpi);
    g_assert_cmpstr(json_text(got, "format", ""), ==, format);
    g_assert_cmpint(number(got, "stride") * page->height, ==, (int)size);
    holds(&packet, got, bytes, size);
    packet_finish(&packet);
}

/* ---- pages ------------------------------------------------------------------------- */

static void
test_scan__gives_the_very_bytes_of_a_colour_page(void)
{
    struct page page;
    page_draw(&page, PAGE_HOUSEHOLD, 300, 1.2);
    page_add_noise(&page, 3, 1);
    g_autofree char *path = sane_world_page(&world, "page.ppm", &page);
    struct driver_process *driver = open_page(path);
    comes_back(driver, &page, "rgb24", page.pixels, page_size(&page));
    comes_back(driver, &page, "rgb24", page.pixels, page_size(&page)); // and again
    g_assert_cmpint(driver_process_stop(driver), ==, 0);
    page_finish(&page);
}

static void
test_scan__gives_the_very_bytes_of_a_grey_page(void)
{
    struct page page;
    page_draw(&page, PAGE_IDENTITY, 150, 0);
    g_autofree uint8_t *grey = page_grey(&page);
    g_autofree char *path = sane_world_page(&world, "page.pgm", &page);
    struct driver_process *driver = open_page(path);
    comes_back(driver, &page, "gray8", grey, page_size(&page) / 3);
    driver_process_stop(driver);
    page_finish(&page);
}

static void
test_scan__makes_grey_of_black_and_white(void)
{
    struct page page;
    page_draw(&page, PAGE_HOUSEHOLD, 150, 0);
    g_autofree uint8_t *grey = page_grey(&page);
    size_t size = page_size(&page) / 3;
    for (size_t i = 0; i < size; i++)
        grey[i] = grey[i] < 128 ? 0 : 255;
    g_autofree char *path = sane_world_page(&world, "page.pbm", &page);
    struct driver_process *driver = open_page(path);
    comes_back(driver, &page, "gray8", grey, size);
    driver_process_stop(driver);
    page_finish(&page);
}

static void
test_scan__takes_the_first_scanner_it_finds(void)
{
    g_autofree char *address = sane_world_address(&world, "", NULL);
    struct driver_process *driver = driver_process_open("scanner-sane", address);
    struct packet packet =
        driver_process_call(driver, "Common.Capabilities", json_object(), SCAN_MS);
    g_assert_cmpstr(packet_text(&packet, "device"), ==,
                    "test:0"); // SANE begins with the last of dll.conf
    packet_finish(&packet);
    driver_process_stop(driver);
}

static void
test_scan__gives_grey_when_asked(void)
{
    struct driver_process *driver = open_test("test-picture", "Color pattern");
    struct packet packet =
        scan(driver, json_pack("{s:i, s:s}", "dpi", 100, "colour", "gray"));
    g_assert_cmpstr(json_text(page_of(&packet, 0), "format", ""), ==, "gray8");
    packet_finish(&packet);
    packet = scan(driver, json_pack("{s:i, s:s}", "dpi", 100, "colour", "colour"));
    const json_t *page = page_of(&packet, 0);
    g_assert_cmpstr(json_text(page, "format", ""), ==, "rgb24");
    g_assert_cmpint(number(page, "width"), ==, 787); // the 200 mm that this glass has
    g_assert_cmpint(number(page, "dpi"), ==, 100);
    packet_finish(&packet);
    driver_process_stop(driver);
}

static void
test_scan__takes_pages_of_every_depth(void)
{
    static const char *const depths[] = {"1", "8", "16"};
    for (size_t i = 0; i < G_N_ELEMENTS(depths); i++) {
        g_autofree char *address = sane_world_address(
            &world, "test:0", "test-picture", "Solid white", "depth", depths[i], NULL);
        struct driver_process *driver = driver_process_open("scanner-sane", address);
        struct packet packet = scan(driver, json_pack("{s:i}", "dpi", 60));
        const json_t *page = page_of(&packet, 0);
        size_t size = (size_t)number(page, "stride") * (size_t)number(page, "height");
        g_autofree uint8_t *white = g_malloc(size);
        memset(white, 255, size);
        holds(&packet, page, white, size);
        packet_finish(&packet);
        driver_process_stop(driver);
    }
}

static void
test_scan__takes_a_page_that_does_not_tell_its_height(void)
{
    struct driver_process *driver = open_test("hand-scanner", "yes");
    struct packet packet = scan(driver, json_pack("{s:i}", "dpi", 200));
    const json_t *page = page_of(&packet, 0);
    g_assert_cmpint(number(page, "height"), >, 100);
    packet_finish(&packet);
    driver_process_stop(driver);
}

static void
test_scan__takes_rows_with_padding(void)
{
    struct driver_process *driver = open_test("ppl-loss", "5");
    struct packet packet = scan(driver, json_pack("{s:i}", "dpi", 60));
    const json_t *page = page_of(&packet, 0);
    g_assert_cmpint(number(page, "stride"), >, number(page, "width") * 3);
    packet_finish(&packet);
    driver_process_stop(driver);
}

static void
test_scan__empties_the_feeder(void)
{
    g_autofree char *address = sane_world_address(&world, "test:0", NULL);
    struct driver_process *driver = driver_process_open("scanner-sane", address);
    struct packet packet =
        scan(driver, json_pack("{s:i, s:s}", "dpi", 60, "source", "feeder"));
    g_assert_cmpstr(packet_completion(&packet), ==, "success");
    g_assert_cmpuint(json_array_size(packet_member(&packet, "pages")), ==, 10);
    g_assert_cmpuint(packet.blob_count, ==, 10);
    packet_finish(&packet);
    driver_process_stop(driver);
}

static void
test_scan__takes_the_feeder_before_the_glass_where_it_is_told_to(void)
{
    g_autofree char *address =
        sane_world_address(&world, "test:0", "feeder-first", "yes", NULL);
    struct driver_process *driver = driver_process_open("scanner-sane", address);
    struct packet packet = scan(driver, json_pack("{s:i}", "dpi", 60));
    g_assert_cmpuint(json_array_size(packet_member(&packet, "pages")), ==, 10);
    packet_expect(&packet, "success", NULL);
    // The test backend's feeder is filled anew by each scan; empty, it is the glass's turn.
    packet = scan(driver, json_pack("{s:i, s:s}", "dpi", 60, "source", "flatbed"));
    g_assert_cmpuint(json_array_size(packet_member(&packet, "pages")), ==, 1);
    packet_expect(&packet, "success", NULL);
    driver_process_stop(driver);
}

static void
test_scan__shows_the_page_while_it_comes(void)
{
    struct driver_process *driver = open_slow();
    int id = driver_process_send(driver, "Scanner.Scan",
                                 json_pack("{s:i, s:i, s:i}", "dpi", 200, "preview_width",
                                           120, "preview_height", 160),
                                 SCAN_MS);
    int last = -1;
    for (int i = 0; i < 2; i++) {
        struct packet frame = driver_process_await_event(driver, "Scanner.Frame", 4000);
        g_assert_cmpint(json_integer_value(packet_member(&frame, "width")), <=, 120);
        struct blob_view view;
        g_assert_true(blob_view_init(&view, frame.blobs[0], 1 << 20, NULL));
        int dark = 0; // what has come is no longer white
        for (size_t at = 0; at < view.size; at += 4)
            dark += ((const uint8_t *)view.bytes)[at] < 255;
        g_assert_cmpint(dark, >, last);
        last = dark;
        blob_view_finish(&view);
        packet_finish(&frame);
    }
    struct packet answer =
        driver_process_call(driver, "Common.Cancel", json_pack("{s:i}", "id", id), 1000);
    packet_finish(&answer);
    answer = driver_process_await(driver, id, 3000);
    packet_expect(&answer, "canceled", NULL);
    driver_process_stop(driver);
}

static void
test_scan__tells_progress_at_most_ten_times_a_second(void)
{
    g_autofree char *address = sane_world_address(&world, "test:0", "read-delay", "yes",
                                                  "read-delay-duration", "10000", NULL);
    struct driver_process *driver = driver_process_open("scanner-sane", address);
    int64_t begin = g_get_monotonic_time();
    // 7.4 MB in pieces of 64 KiB: 115 reads in a little over a second.
    int id = driver_process_send(driver, "Scanner.Scan", json_pack("{s:i}", "dpi", 200),
                                 SCAN_MS);
    struct packet packet = driver_process_await(driver, id, SCAN_MS);
    double seconds = (double)(g_get_monotonic_time() - begin) / G_USEC_PER_SEC;
    page_of(&packet, 0);
    packet_finish(&packet);
    int events = 0;
    double last = 0;
    while (driver_process_has_event(driver, "Scanner.Progress", 0)) {
        packet = driver_process_await_event(driver, "Scanner.Progress", 100);
        double fraction = json_number_value(packet_member(&packet, "fraction"));
        g_assert_cmpfloat(fraction, >=, last);
        g_assert_cmpfloat(fraction, <=, 1);
        g_assert_cmpint(json_integer_value(packet_member(&packet, "page")), ==, 1);
        last = fraction;
        packet_finish(&packet);
        events++;
    }
    g_assert_cmpint(events, >, 2);
    g_assert_cmpfloat(events, <=, seconds * 10 + 1);
    driver_process_stop(driver);
}

/* ---- what goes wrong --------------------------------------------------------------- */

static void
test_scan__says_what_each_fault_is(void)
{
    static const struct {
        const char *status, *completion, *cause, *device;
    } rows[] = {
        {"JAMMED", "userError", "mediaJam", "userError"},
        {"NO_DOCS", "userError", "noMedia", "online"},
        {"COVER_OPEN", "userError", "coverOpen", "userError"},
        {"DEVICE_BUSY", "deviceNotReady", "busy", "deviceBusy"},
        {"ACCESS_DENIED", "deviceNotReady", "accessDenied", "offline"},
        {"IO_ERROR", "hardwareError", "ioError", "hardwareError"},
        {"INVAL", "deviceNotReady", "badConfiguration", "offline"},
        {"NO_MEM", "notEnoughSpace", "internalError", "hardwareError"},
        {"UNSUPPORTED", "unsupportedData", "badConfiguration", "online"},
        {"CANCELLED", "canceled", NULL, "online"},
        {"EOF", "hardwareError", "incompletePage", "online"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].status);
        g_autofree char *value = g_strconcat("SANE_STATUS_", rows[i].status, NULL);
        struct driver_process *driver = open_test("read-return-value", value);
        struct packet packet = scan(driver, json_pack("{s:i}", "dpi", 60));
        packet_expect(&packet, rows[i].completion, rows[i].cause);
        packet = driver_process_call(driver, "Common.Status", json_object(), 2000);
        g_assert_cmpstr(packet_text(&packet, "device"), ==, rows[i].device);
        packet_finish(&packet);
        g_assert_cmpint(driver_process_stop(driver), ==, 0);
    }
}

static void
test_scan__calls_a_cut_file_incomplete(void)
{
    struct page page;
    page_draw(&page, PAGE_HOUSEHOLD, 150, 0);
    g_autofree char *path = sane_world_page(&world, "cut.ppm", &page);
    g_autofree char *bytes = NULL;
    size_t size = 0;
    g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
    static const double shares[] = {0.999999, 0.5, 0.01};
    struct driver_process *driver = open_page(path);
    for (size_t i = 0; i < G_N_ELEMENTS(shares); i++) {
        g_file_set_contents(path, bytes, (gssize)((double)size * shares[i]), NULL);
        struct packet packet = scan(driver, json_pack("{s:i}", "dpi", 150));
        packet_expect(&packet, "hardwareError", "incompletePage");
    }
    // The same driver, the whole file: nothing of the failure remains.
    g_file_set_contents(path, bytes, (gssize)size, NULL);
    comes_back(driver, &page, "rgb24", page.pixels, page_size(&page));
    driver_process_stop(driver);
    page_finish(&page);
}

static void
test_scan__recovers_when_the_page_is_there_again(void)
{
    struct page page;
    page_draw(&page, PAGE_NOTE, 150, 0);
    g_autofree char *path = sane_world_path(&world, "later.ppm");
    struct driver_process *driver = open_page(path);
    struct packet packet = scan(driver, json_pack("{s:i}", "dpi", 150));
    packet_expect(&packet, "deviceNotReady", "badConfiguration");
    g_file_set_contents(path, "nonsense", -1, NULL);
    packet = scan(driver, json_pack("{s:i}", "dpi", 150));
    packet_expect(&packet, "deviceNotReady", "badConfiguration");
    // Of this the backend makes a page of whatever stood in its memory.
    g_file_set_contents(path, "P6\nnonsense", -1, NULL);
    packet = scan(driver, json_pack("{s:i}", "dpi", 150));
    g_assert_cmpstr(packet_completion(&packet), !=, "success");
    packet_finish(&packet);
    g_free(sane_world_page(&world, "later.ppm", &page));
    comes_back(driver, &page, "rgb24", page.pixels, page_size(&page));
    driver_process_await_status(driver, "online", "none", 2000);
    driver_process_stop(driver);
    page_finish(&page);
}

static void
test_scan__refuses_three_passes(void)
{
    struct driver_process *driver = open_test("three-pass", "yes");
    struct packet packet = scan(driver, json_pack("{s:i}", "dpi", 60));
    packet_expect(&packet, "unsupportedData", "badConfiguration");
    driver_process_stop(driver);
}

static void
test_scan__refuses_a_page_larger_than_a_blob(void)
{
    struct driver_process *driver = open_test("test-picture", "Grid");
    struct packet packet = scan(driver, json_pack("{s:i}", "dpi", 640)); // 76 MB
    packet_expect(&packet, "notEnoughSpace", NULL);
    packet = scan(driver, json_pack("{s:i}", "dpi", 60));
    page_of(&packet, 0);
    packet_finish(&packet);
    driver_process_stop(driver);
}

static void
test_scan__refuses_a_source_that_is_not_there(void)
{
    struct page page;
    page_draw(&page, PAGE_NOTE, 75, 0);
    g_autofree char *path = sane_world_page(&world, "bed.ppm", &page);
    struct driver_process *driver = open_page(path);
    struct packet packet = scan(driver, json_pack("{s:s}", "source", "feeder"));
    packet_expect(&packet, "unsupportedData", "badConfiguration");
    packet = scan(driver, json_pack("{s:s, s:i}", "source", "flatbed", "dpi", 75));
    page_of(&packet, 0);
    packet_finish(&packet);
    driver_process_stop(driver);
    page_finish(&page);
}

static void
test_scan__names_an_option_that_is_wrong(void)
{
    static const struct {
        const char *option, *value;
    } rows[] = {{"no-such-option", "1"},
                {"read-delay", "perhaps"},
                {"resolution", "fine"},
                {"source", "Cellar"}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct driver_process *driver = open_test(rows[i].option, rows[i].value);
        struct packet packet = scan(driver, json_object());
        g_assert_nonnull(strstr(packet_explanation(&packet), rows[i].option));
        packet_expect(&packet, "deviceNotReady", "badConfiguration");
        driver_process_stop(driver);
    }
}

static void
test_scan__says_when_there_is_no_scanner(void)
{
    g_autofree char *address = sane_world_address(&world, "epson2:libusb:001:004", NULL);
    struct driver_process *driver = driver_process_open("scanner-sane", address);
    struct packet packet = scan(driver, json_object());
    packet_expect(&packet, "deviceNotReady", "notConnected");
    packet = driver_process_call(driver, "Common.Status", json_object(), 2000);
    g_assert_cmpstr(packet_text(&packet, "device"), ==, "noDevice");
    packet_finish(&packet);
    driver_process_stop(driver);
    driver = driver_process_open("scanner-sane", "usb:1");
    packet = scan(driver, json_object());
    packet_expect(&packet, "deviceNotReady", "badConfiguration");
    driver_process_stop(driver);
}

/* ---- cancel, deadline, death ------------------------------------------------------- */

static void
test_scan__stops_in_the_middle_when_canceled(void)
{
    struct driver_process *driver = open_slow();
    for (int round = 0; round < 3; round++) {
        int id = driver_process_send(driver, "Scanner.Scan",
                                     json_pack("{s:i}", "dpi", 200), SCAN_MS);
        struct packet event =
            driver_process_await_event(driver, "Scanner.Progress", 5000);
        packet_finish(&event);
        int64_t begin = g_get_monotonic_time();
        driver_process_send(driver, "Common.Cancel", json_pack("{s:i}", "id", id), 2000);
        struct packet packet = driver_process_await(driver, id, PROTOCOL_CANCEL_MS);
        packet_expect(&packet, "canceled", NULL);
        g_assert_cmpint((g_get_monotonic_time() - begin) / 1000, <, PROTOCOL_CANCEL_MS);
        while (driver_process_has_event(driver, "Scanner.Progress", 0)) {
            event = driver_process_await_event(driver, "Scanner.Progress", 100);
            packet_finish(&event);
        }
    }
    // What follows a cancel is a page like any other.
    struct packet packet = scan(driver, json_pack("{s:i}", "dpi", 50));
    page_of(&packet, 0);
    packet_finish(&packet);
    g_assert_cmpint(driver_process_stop(driver), ==, 0);
}

static void
test_scan__keeps_the_deadline(void)
{
    struct driver_process *driver = open_slow();
    int id =
        driver_process_send(driver, "Scanner.Scan", json_pack("{s:i}", "dpi", 300), 700);
    struct packet packet = driver_process_await(driver, id, 3000);
    packet_expect(&packet, "timeOut", NULL);
    driver_process_stop(driver);
}

static void
test_scan__leaves_the_scanner_free_when_killed(void)
{
    struct driver_process *driver = open_slow();
    driver_process_send(driver, "Scanner.Scan", json_pack("{s:i}", "dpi", 200), SCAN_MS);
    struct packet event = driver_process_await_event(driver, "Scanner.Progress", 5000);
    packet_finish(&event);
    kill(driver_process_pid(driver), SIGKILL);
    int status = driver_process_wait(driver, 2000);
    g_assert_true(WIFSIGNALED(status));
    driver_process_stop(driver);
    driver = open_test("test-picture", "Grid");
    struct packet packet = scan(driver, json_pack("{s:i}", "dpi", 60));
    page_of(&packet, 0);
    packet_finish(&packet);
    driver_process_stop(driver);
}

static void
test_scan__ends_with_its_terminal_in_the_middle_of_a_page(void)
{
    struct driver_process *driver = open_slow();
    driver_process_send(driver, "Scanner.Scan", json_pack("{s:i}", "dpi", 200), SCAN_MS);
    struct packet event = driver_process_await_event(driver, "Scanner.Progress", 5000);
    packet_finish(&event);
    g_assert_cmpint(driver_process_stop(driver), ==, 0); // by itself, within 2 s
}

#define ADD(name) g_test_add_func("/sane/scan/" #name, test_scan__##name)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(gives_the_very_bytes_of_a_colour_page);
    ADD(gives_the_very_bytes_of_a_grey_page);
    ADD(makes_grey_of_black_and_white);
    ADD(takes_the_first_scanner_it_finds);
    ADD(gives_grey_when_asked);
    ADD(takes_pages_of_every_depth);
    ADD(takes_a_page_that_does_not_tell_its_height);
    ADD(takes_rows_with_padding);
    ADD(empties_the_feeder);
    ADD(takes_the_feeder_before_the_glass_where_it_is_told_to);
    ADD(shows_the_page_while_it_comes);
    ADD(tells_progress_at_most_ten_times_a_second);
    ADD(says_what_each_fault_is);
    ADD(calls_a_cut_file_incomplete);
    ADD(recovers_when_the_page_is_there_again);
    ADD(refuses_three_passes);
    ADD(refuses_a_page_larger_than_a_blob);
    ADD(refuses_a_source_that_is_not_there);
    ADD(names_an_option_that_is_wrong);
    ADD(says_when_there_is_no_scanner);
    ADD(stops_in_the_middle_when_canceled);
    ADD(keeps_the_deadline);
    ADD(leaves_the_scanner_free_when_killed);
    ADD(ends_with_its_terminal_in_the_middle_of_a_page);
    sane_world_init(&world, "pnm test");
    int status = g_test_run();
    sane_world_finish(&world);
    return status;
}
