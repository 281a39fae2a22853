// SPDX-License-Identifier: Apache-2.0
/* The whole driver, as it is, on a stand-in of the kernel's V4L2 (tests/support/preload), and
 * on recordings. No real camera is in it. */
#include <glib/gstdio.h>
#include <kiosk/scanner.h>
#include <string.h>
#include <sys/wait.h>
#include "base/blob.h"
#include "tests/support/camera_stand_in.h"
#include "tests/support/driver_process.h"

#define SCAN_MS 15000

static struct page page;      // what lies under the camera
static struct page live_page; // the same, small

struct desk {
    struct camera_stand_in stand_in;
    struct driver_process *process;
};

/* Live picture and page in MJPEG; `options` behind the address. */
static struct desk
desk_start(const char *options)
{
    struct desk desk;
    camera_stand_in_start(&desk.stand_in);
    camera_stand_in_show(&desk.stand_in, 0, "MJPG", &live_page);
    camera_stand_in_show(&desk.stand_in, 0, "MJPG", &page);
    camera_stand_in_begin(&desk.stand_in);
    g_autofree char *address = g_strdup_printf("v4l2:/dev/video0%s", options);
    desk.process = driver_process_open("scanner-v4l2", address);
    camera_stand_in_end();
    return desk;
}

static void
desk_stop(struct desk *desk)
{
    g_assert_cmpint(driver_process_stop(desk->process), ==, 0);
    camera_stand_in_stop(&desk->stand_in);
}

static struct packet
scan(struct desk *desk)
{
    return driver_process_call(desk->process, "Scanner.Scan", NULL, SCAN_MS);
}

static json_t *
first_page(const struct packet *answer)
{
    return json_array_get(packet_member(answer, "pages"), 0);
}

static int
member(const json_t *object, const char *name)
{
    return (int)json_integer_value(json_object_get(object, name));
}

static void
test_scanner_v4l2__takes_the_page_at_its_largest_size(void)
{
    struct desk desk = desk_start("?width_mm=210");
    struct packet answer = scan(&desk);
    const json_t *taken = first_page(&answer);
    g_assert_cmpstr(json_string_value(json_object_get(taken, "format")), ==, "jpeg");
    g_assert_cmpint(member(taken, "width"), ==, page.width);
    g_assert_cmpint(member(taken, "height"), ==, page.height);
    g_assert_cmpint(member(taken, "dpi"), ==, (int)(page.width * 25.4 / 210 + 0.5));
    g_assert_cmpstr(json_string_value(json_object_get(taken, "source")), ==, "camera");
    struct blob_view view;
    uint8_t *expected;
    size_t size;
    camera_stand_in_jpeg(&page, 90, &expected, &size);
    g_assert_true(blob_view_init(&view, answer.blobs[0], 64 << 20, NULL));
    g_assert_cmpuint(view.size, ==, size);
    g_assert_true(memcmp(view.bytes, expected, size) == 0);
    blob_view_finish(&view);
    g_free(expected);
    packet_expect(&answer, "success", NULL);
    desk_stop(&desk);
}

static void
test_scanner_v4l2__takes_plain_frames_where_they_are_as_large(void)
{
    struct desk desk;
    camera_stand_in_start(&desk.stand_in);
    camera_stand_in_show(&desk.stand_in, 0, "MJPG", &live_page);
    camera_stand_in_show(&desk.stand_in, 0, "YUYV", &live_page);
    camera_stand_in_begin(&desk.stand_in);
    desk.process = driver_process_open("scanner-v4l2", "v4l2:/dev/video0?settle=0");
    camera_stand_in_end();
    struct packet answer = scan(&desk);
    const json_t *taken = first_page(&answer);
    g_assert_cmpstr(json_string_value(json_object_get(taken, "format")), ==, "rgb24");
    g_assert_cmpint(member(taken, "stride"), ==, live_page.width * 3);
    struct blob_view view;
    g_assert_true(blob_view_init(&view, answer.blobs[0], 64 << 20, NULL));
    const uint8_t *pixels = view.bytes;
    int64_t difference = 0;
    for (size_t i = 0; i < view.size; i++)
        difference += ABS(pixels[i] - live_page.pixels[i]);
    g_assert_cmpint(difference / (int64_t)view.size, <, 4);
    blob_view_finish(&view);
    packet_expect(&answer, "success", NULL);
    desk_stop(&desk);
}

/* Awaits `count` frames of a preview that runs. */
static void
await_frames(struct desk *desk, int count)
{
    for (int i = 0; i < count; i++) {
        struct packet frame =
            driver_process_await_event(desk->process, "Scanner.Frame", 3000);
        const json_t *payload = json_object_get(frame.body, "payload");
        g_assert_cmpint(member(payload, "width"), <=, 320);
        g_assert_cmpint(member(payload, "height"), <=, 320);
        struct blob_view view;
        g_assert_true(blob_view_init(&view, frame.blobs[0], 1 << 20, NULL));
        g_assert_cmpuint(view.size, ==,
                         (size_t)member(payload, "stride") *
                             (size_t)member(payload, "height"));
        g_assert_cmpint(((const uint8_t *)view.bytes)[3], ==, 255);
        blob_view_finish(&view);
        packet_finish(&frame);
    }
}

static int
preview(struct desk *desk)
{
    return driver_process_send(
        desk->process, "Scanner.Preview",
        json_pack("{s:i, s:i}", "preview_width", 320, "preview_height", 320), 0);
}

static void
cancel(struct desk *desk, int id)
{
    struct packet answer = driver_process_call(desk->process, "Common.Cancel",
                                               json_pack("{s:i}", "id", id), 1000);
    packet_finish(&answer);
    answer = driver_process_await(desk->process, id, 2000);
    packet_expect(&answer, "canceled", NULL);
}

static void
test_scanner_v4l2__shows_what_it_sees_until_it_is_canceled(void)
{
    struct desk desk = desk_start("");
    int id = preview(&desk);
    int64_t begin_us = g_get_monotonic_time();
    await_frames(&desk, 6);
    // Twelve a second at most: the sixth cannot come before five waits are over.
    g_assert_cmpint(g_get_monotonic_time() - begin_us, >, 5 * 80 * 1000);
    cancel(&desk, id);
    g_autofree char *log = camera_stand_in_log(&desk.stand_in, 0);
    g_assert_true(g_str_has_suffix(log, "off\n")); // nobody is filmed afterwards
    struct packet answer = scan(&desk);
    g_assert_cmpint(member(first_page(&answer), "width"), ==, page.width);
    packet_expect(&answer, "success", NULL);
    desk_stop(&desk);
}

static void
test_scanner_v4l2__passes_over_a_damaged_live_picture(void)
{
    struct desk desk = desk_start("");
    int id = preview(&desk);
    await_frames(&desk, 1);
    camera_stand_in_fault(&desk.stand_in, 0, "corrupt");
    g_usleep(200 * 1000);
    camera_stand_in_fault(&desk.stand_in, 0, NULL);
    await_frames(&desk, 3);
    cancel(&desk, id);
    desk_stop(&desk);
}

static void
expect_fault(const char *fault, const char *completion, const char *cause)
{
    struct desk desk = desk_start("");
    camera_stand_in_fault(&desk.stand_in, 0, fault);
    struct packet answer = scan(&desk);
    g_assert_null(packet_member(&answer, "pages"));
    packet_expect(&answer, completion, cause);
    camera_stand_in_fault(&desk.stand_in, 0, NULL);
    answer = scan(&desk);
    packet_expect(&answer, "success", NULL);
    desk_stop(&desk);
}

static void
test_scanner_v4l2__a_short_frame_is_no_page(void)
{
    expect_fault("short", "hardwareError", "incompletePage");
}

static void
test_scanner_v4l2__a_frame_that_the_camera_flags_is_no_page(void)
{
    expect_fault("flagged", "hardwareError", "incompletePage");
}

static void
test_scanner_v4l2__a_corrupt_jpeg_is_no_page(void)
{
    expect_fault("corrupt", "hardwareError", "ioError");
}

static void
test_scanner_v4l2__tells_that_another_program_has_the_camera(void)
{
    expect_fault("busy", "deviceNotReady", "busy");
}

static void
test_scanner_v4l2__a_camera_that_hangs_does_not_hang_the_driver(void)
{
    expect_fault("hang", "deviceNotReady", "notResponding");
}

static void
test_scanner_v4l2__a_camera_that_was_unplugged_comes_back(void)
{
    expect_fault("unplug", "deviceNotReady", "notConnected");
}

static void
test_scanner_v4l2__is_unplugged_in_the_middle_of_the_live_picture(void)
{
    struct desk desk = desk_start("");
    int id = preview(&desk);
    await_frames(&desk, 2);
    camera_stand_in_fault(&desk.stand_in, 0, "unplug");
    struct packet answer = driver_process_await(desk.process, id, 3000);
    packet_expect(&answer, "deviceNotReady", "notConnected");
    driver_process_await_status(desk.process, "noDevice", "notConnected", 1000);
    desk_stop(&desk);
}

static void
expect_unopened(const char *fault, const char *device, const char *cause)
{
    struct desk desk;
    camera_stand_in_start(&desk.stand_in);
    camera_stand_in_show(&desk.stand_in, 0, "MJPG", &live_page);
    camera_stand_in_fault(&desk.stand_in, 0, fault);
    camera_stand_in_begin(&desk.stand_in);
    desk.process = driver_process_open("scanner-v4l2", "v4l2:/dev/video0");
    camera_stand_in_end();
    driver_process_await_status(desk.process, device, cause, 3000);
    camera_stand_in_fault(&desk.stand_in, 0, NULL);
    struct packet answer = scan(&desk);
    packet_expect(&answer, "success", NULL);
    desk_stop(&desk);
}

static void
test_scanner_v4l2__begins_without_a_camera_and_takes_it_when_it_comes(void)
{
    expect_unopened("absent", "noDevice", "notConnected");
}

static void
test_scanner_v4l2__tells_that_it_may_not_open_the_camera(void)
{
    expect_unopened("denied", "offline", "accessDenied");
}

static void
test_scanner_v4l2__two_cameras_work_side_by_side(void)
{
    struct desk desk = desk_start("");
    camera_stand_in_show(&desk.stand_in, 1, "MJPG", &live_page);
    camera_stand_in_begin(&desk.stand_in);
    struct driver_process *second =
        driver_process_open("scanner-v4l2", "v4l2:/dev/video1");
    camera_stand_in_end();
    int id = preview(&desk);
    await_frames(&desk, 1);
    struct packet answer = driver_process_call(second, "Scanner.Scan", NULL, SCAN_MS);
    g_assert_cmpint(member(first_page(&answer), "width"), ==, live_page.width);
    packet_expect(&answer, "success", NULL);
    await_frames(&desk, 1);
    camera_stand_in_fault(&desk.stand_in, 1, "unplug");
    answer = driver_process_call(second, "Scanner.Scan", NULL, SCAN_MS);
    packet_expect(&answer, "deviceNotReady", "notConnected");
    await_frames(&desk, 1);
    cancel(&desk, id);
    g_assert_cmpint(driver_process_stop(second), ==, 0);
    desk_stop(&desk);
}

/* ---- recordings ------------------------------------------------------------------------- */

static void
test_scanner_v4l2__plays_again_what_was_recorded(void)
{
    struct desk desk;
    g_autofree char *file = g_build_filename(g_get_tmp_dir(), "kiosk-camera-test", NULL);
    camera_stand_in_start(&desk.stand_in);
    camera_stand_in_show(&desk.stand_in, 0, "MJPG", &live_page);
    camera_stand_in_begin(&desk.stand_in);
    desk.process = driver_process_start(
        "scanner-v4l2", (const char *const[]){"--address", "v4l2:/dev/video0?settle=1",
                                              "--record", file, NULL});
    camera_stand_in_end();
    struct packet first = scan(&desk);
    g_autofree char *address = g_strdup_printf("replay:%s?settle=1", file);
    g_assert_cmpint(driver_process_stop(desk.process), ==, 0);
    struct driver_process *player = driver_process_open("scanner-v4l2", address);
    struct packet second = driver_process_call(player, "Scanner.Scan", NULL, SCAN_MS);
    struct blob_view a, b;
    g_assert_true(blob_view_init(&a, first.blobs[0], 64 << 20, NULL));
    g_assert_true(blob_view_init(&b, second.blobs[0], 64 << 20, NULL));
    g_assert_cmpuint(a.size, ==, b.size);
    g_assert_true(memcmp(a.bytes, b.bytes, a.size) == 0);
    blob_view_finish(&a);
    blob_view_finish(&b);
    packet_expect(&first, "success", NULL);
    packet_expect(&second, "success", NULL);
    g_assert_cmpint(driver_process_stop(player), ==, 0);
    g_unlink(file);
    camera_stand_in_stop(&desk.stand_in);
}

/* A recording by hand: `lines` behind one mode; every '@' is a good frame. */
static void
expect_recording(const char *lines, const char *completion, const char *cause)
{
    g_autofree char *file = g_build_filename(g_get_tmp_dir(), "kiosk-camera-hand", NULL);
    GString *text = g_string_new("KIOSK-CAMERA 1\nmode MJPG 640 480\n");
    uint8_t *bytes;
    size_t size;
    camera_stand_in_jpeg(&live_page, 90, &bytes, &size);
    for (const char *at = lines; *at != '\0'; at++) {
        if (*at != '@') {
            g_string_append_c(text, *at);
            continue;
        }
        g_string_append_printf(text, "frame 30 %zu\n", size);
        g_string_append_len(text, (const char *)bytes, (gssize)size);
        g_string_append_c(text, '\n');
    }
    g_assert_true(g_file_set_contents(file, text->str, (gssize)text->len, NULL));
    g_string_free(text, true);
    g_free(bytes);
    g_autofree char *address = g_strdup_printf("replay:%s", file);
    struct driver_process *player = driver_process_open("scanner-v4l2", address);
    struct packet answer = driver_process_call(player, "Scanner.Scan", NULL, SCAN_MS);
    packet_expect(&answer, completion, cause);
    g_assert_cmpint(driver_process_stop(player), ==, 0);
    g_unlink(file);
}

static void
test_scanner_v4l2__every_fault_can_be_recorded(void)
{
    expect_recording("start MJPG 640 480 0\n@@", "success", NULL);
    expect_recording("start MJPG 640 480 0\n@short\nshort\n@", "success", NULL);
    expect_recording("start MJPG 640 480 0\nshort\n", "hardwareError", "incompletePage");
    expect_recording("start MJPG 640 480 0\n@gone\n", "deviceNotReady", "notConnected");
    expect_recording("start MJPG 640 480 0\nbusy\n", "deviceNotReady", "busy");
    expect_recording("start MJPG 640 480 0\nnonsense\n", "deviceNotReady",
                     "badConfiguration");
    expect_recording("frame 1 99999999\n", "deviceNotReady", "badConfiguration");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    page_draw(&page, PAGE_HOUSEHOLD, 100, 0);
    page_draw(&live_page, PAGE_HOUSEHOLD, 60, 0);
#define ADD(name) g_test_add_func("/scanner-v4l2/" #name, test_scanner_v4l2__##name)
    ADD(takes_the_page_at_its_largest_size);
    ADD(takes_plain_frames_where_they_are_as_large);
    ADD(shows_what_it_sees_until_it_is_canceled);
    ADD(passes_over_a_damaged_live_picture);
    ADD(a_short_frame_is_no_page);
    ADD(a_frame_that_the_camera_flags_is_no_page);
    ADD(a_corrupt_jpeg_is_no_page);
    ADD(tells_that_another_program_has_the_camera);
    ADD(a_camera_that_hangs_does_not_hang_the_driver);
    ADD(a_camera_that_was_unplugged_comes_back);
    ADD(is_unplugged_in_the_middle_of_the_live_picture);
    ADD(begins_without_a_camera_and_takes_it_when_it_comes);
    ADD(tells_that_it_may_not_open_the_camera);
    ADD(two_cameras_work_side_by_side);
    ADD(plays_again_what_was_recorded);
    ADD(every_fault_can_be_recorded);
    int result = g_test_run();
    page_finish(&page);
    page_finish(&live_page);
    return result;
}
