// SPDX-License-Identifier: Apache-2.0
/* The whole driver: codes in pictures, and held to a stand-in of a camera. */
#include <math.h>
#include <qrencode.h>
#include <string.h>
#include "tests/support/camera_stand_in.h"
#include "tests/support/driver_process.h"

#define TEXT "KIOSK1 000126112100071 收件回执"

/* A QR code of `module` pixels a module in the middle of a page, turned by `degrees`. */
static void
draw_code(struct page *page, const char *text, int module, double degrees)
{
    QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_L, QR_MODE_8, 1);
    g_assert_nonnull(code);
    page_fill(page, 800, 600, 100, 225);
    double turn = -degrees * G_PI / 180;
    for (int y = 0; y < page->height; y++) {
        for (int x = 0; x < page->width; x++) {
            double dx = x - 400, dy = y - 300;
            int column = (int)floor((dx * cos(turn) - dy * sin(turn)) / module +
                                    code->width / 2.0);
            int row = (int)floor((dx * sin(turn) + dy * cos(turn)) / module +
                                 code->width / 2.0);
            if (column >= 0 && row >= 0 && column < code->width && row < code->width &&
                (code->data[row * code->width + column] & 1))
                memset(page->pixels + (y * page->width + x) * 3, 30, 3);
        }
    }
    QRcode_free(code);
    page_add_noise(page, 3, 11);
}

static struct packet
decode(struct driver_process *process, const struct page *page)
{
    struct driver_process_bytes blob = {page->pixels, page_size(page)};
    int id = driver_process_send_blobs(process, "Code.Decode",
                                       json_pack("{s:{s:i, s:s, s:i, s:i, s:i}}", "page",
                                                 "blob", 0, "format", "rgb24", "width",
                                                 page->width, "height", page->height,
                                                 "stride", page->width * 3),
                                       5000, &blob, 1);
    return driver_process_await(process, id, 5000);
}

static void
expect_code(struct packet *answer, const char *text)
{
    json_t *code = json_array_get(packet_member(answer, "codes"), 0);
    g_assert_cmpstr(json_string_value(json_object_get(code, "text")), ==, text);
    g_assert_cmpstr(json_string_value(json_object_get(code, "symbology")), ==, "qr");
    packet_expect(answer, "success", NULL);
}

static void
test_code_zbar__finds_a_code_in_a_picture_however_it_lies(void)
{
    static const double angles[] = {0, 17, 90, 200};
    struct driver_process *process = driver_process_start("code-zbar", NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(angles); i++) {
        struct page page;
        draw_code(&page, TEXT, 6, angles[i]);
        struct packet answer = decode(process, &page);
        expect_code(&answer, TEXT);
        page_finish(&page);
    }
    driver_process_stop(process);
}

static void
test_code_zbar__finds_nothing_where_nothing_is(void)
{
    struct driver_process *process = driver_process_start("code-zbar", NULL);
    struct page page;
    page_draw(&page, PAGE_HOUSEHOLD, 100, 0);
    struct packet answer = decode(process, &page);
    g_assert_cmpuint(json_array_size(packet_member(&answer, "codes")), ==, 0);
    packet_expect(&answer, "success", NULL);
    page.height *= 2; // more than the bytes hold
    struct driver_process_bytes blob = {page.pixels, page_size(&page) / 2};
    int id = driver_process_send_blobs(
        process, "Code.Decode",
        json_pack("{s:{s:i, s:s, s:i, s:i, s:i}}", "page", "blob", 0, "format", "rgb24",
                  "width", page.width, "height", page.height, "stride", page.width * 3),
        5000, &blob, 1);
    answer = driver_process_await(process, id, 5000);
    packet_expect(&answer, "unsupportedData", "badImage");
    page_finish(&page);
    driver_process_stop(process);
}

static void
test_code_zbar__reads_gb18030_where_it_is_no_utf8(void)
{
    struct driver_process *process = driver_process_start("code-zbar", NULL);
    struct page page;
    g_autofree char *bytes =
        g_convert("收件回执", -1, "GB18030", "UTF-8", NULL, NULL, NULL);
    draw_code(&page, bytes, 8, 0);
    struct packet answer = decode(process, &page);
    expect_code(&answer, "收件回执");
    page_finish(&page);
    driver_process_stop(process);
}

struct desk {
    struct camera_stand_in stand_in;
    struct driver_process *process;
};

static struct desk
desk_start(const struct page *page, const char *fourcc)
{
    struct desk desk;
    camera_stand_in_start(&desk.stand_in);
    camera_stand_in_show(&desk.stand_in, 1, fourcc, page);
    camera_stand_in_begin(&desk.stand_in);
    desk.process = driver_process_open("code-zbar", "v4l2:/dev/video1");
    camera_stand_in_end();
    return desk;
}

static void
desk_stop(struct desk *desk)
{
    g_assert_cmpint(driver_process_stop(desk->process), ==, 0);
    camera_stand_in_stop(&desk->stand_in);
}

static void
test_code_zbar__reads_what_is_held_to_the_camera(void)
{
    static const char *const fourccs[] = {"MJPG", "YUYV"};
    struct page page;
    draw_code(&page, TEXT, 6, 8);
    for (size_t i = 0; i < G_N_ELEMENTS(fourccs); i++) {
        struct desk desk = desk_start(&page, fourccs[i]);
        struct packet answer = driver_process_call(desk.process, "Code.Read", NULL, 3000);
        g_assert_cmpstr(packet_text(&answer, "text"), ==, TEXT);
        packet_expect(&answer, "success", NULL);
        desk_stop(&desk);
    }
    page_finish(&page);
}

static void
test_code_zbar__waits_in_vain_and_is_canceled(void)
{
    struct page page;
    page_fill(&page, 640, 480, 100, 200);
    struct desk desk = desk_start(&page, "MJPG");
    struct packet answer = driver_process_call(desk.process, "Code.Read", NULL, 400);
    packet_expect(&answer, "timeOut", NULL);
    int id = driver_process_send(desk.process, "Code.Read", NULL, 0);
    answer = driver_process_call(desk.process, "Common.Cancel",
                                 json_pack("{s:i}", "id", id), 1000);
    packet_finish(&answer);
    answer = driver_process_await(desk.process, id, 1000);
    packet_expect(&answer, "canceled", NULL);
    g_autofree char *log = camera_stand_in_log(&desk.stand_in, 1);
    g_assert_true(g_str_has_suffix(log, "off\n")); // nobody is filmed who is not asked
    desk_stop(&desk);
    page_finish(&page);
}

static void
test_code_zbar__has_the_faults_of_its_camera(void)
{
    static const struct {
        const char *fault, *completion, *cause;
    } rows[] = {{"unplug", "deviceNotReady", "notConnected"},
                {"busy", "deviceNotReady", "busy"},
                {"short", "hardwareError", "incompletePage"},
                {"corrupt", "hardwareError", "ioError"},
                {"hang", "deviceNotReady", "notResponding"}};
    struct page page;
    draw_code(&page, TEXT, 6, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct desk desk = desk_start(&page, "MJPG");
        camera_stand_in_fault(&desk.stand_in, 1, rows[i].fault);
        struct packet answer = driver_process_call(desk.process, "Code.Read", NULL, 8000);
        packet_expect(&answer, rows[i].completion, rows[i].cause);
        camera_stand_in_fault(&desk.stand_in, 1, NULL);
        answer = driver_process_call(desk.process, "Code.Read", NULL, 3000);
        packet_expect(&answer, "success", NULL);
        desk_stop(&desk);
    }
    page_finish(&page);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/code-zbar/" #name, test_code_zbar__##name)
    ADD(finds_a_code_in_a_picture_however_it_lies);
    ADD(finds_nothing_where_nothing_is);
    ADD(reads_gb18030_where_it_is_no_utf8);
    ADD(reads_what_is_held_to_the_camera);
    ADD(waits_in_vain_and_is_canceled);
    ADD(has_the_faults_of_its_camera);
    return g_test_run();
}
