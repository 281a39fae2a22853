// SPDX-License-Identifier: Apache-2.0
/* The slip driver on a printer that was written apart from it, over a pseudo-terminal. What
 * the printer cut off is counted and read: no second copy, no half one called printed, and
 * every character of a name. */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "tests/support/driver_process.h"
#include "tests/support/escpos_printer.h"

#define JOB "0193f2a0-7c31-7000-8000-00000000000"

struct desk {
    char *folder;
    struct escpos_printer *printer;
    struct driver_process *driver;
};

static char *
address(struct desk *desk, const char *scheme, const char *options)
{
    return g_strdup_printf("%s%s%s", scheme, escpos_printer_path(desk->printer), options);
}

static struct desk
desk_set_with(const char *scheme, const char *options)
{
    g_autoptr(GError) error = NULL;
    struct desk desk = {.folder = g_dir_make_tmp("kiosk-slip-XXXXXX", NULL)};
    g_autofree char *path = g_build_filename(desk.folder, "lp", NULL);
    desk.printer = escpos_printer_start(path, &error);
    g_assert_no_error(error);
    g_autofree char *where = address(&desk, scheme, options);
    desk.driver = driver_process_open("receipt-escpos", where);
    driver_process_await_status(desk.driver, "online", "none", 5000);
    return desk;
}

static struct desk
desk_set(void)
{
    return desk_set_with("serial:", "?baud=115200");
}

static void
desk_clear(struct desk *desk)
{
    driver_process_stop(desk->driver);
    escpos_printer_stop(desk->printer);
    g_rmdir(desk->folder);
    g_free(desk->folder);
}

static void
say(struct desk *desk, const char *line)
{
    g_autofree char *answer = escpos_printer_say(desk->printer, line);
    g_assert_cmpstr(answer, ==, "ok");
}

static json_t *
slip(const char *name)
{
    return json_pack(
        "[{s:s, s:s, s:s, s:b}, {s:s, s:s, s:i, s:s}, {s:s}, {s:s, s:s, s:s},"
        " {s:s, s:s, s:s}, {s:s}, {s:s, s:s}, {s:s, s:s}]",
        "kind", "text", "text", "青山镇便民服务中心", "align", "centre", "bold", 1,
        "kind", "text", "text", "收件回执", "size", 2, "align", "centre", "kind", "rule",
        "kind", "pair", "label", "编号", "value", "0001 261121 0007 1", "kind", "pair",
        "label", "申请人", "value", name, "kind", "space", "kind", "code", "data",
        "KIOSK1:000126", "kind", "text", "text", "扫码，或在**自助机**输编号查进度");
}

static int
give_slip(struct desk *desk, const char *job, json_t *blocks, int timeout_ms)
{
    return driver_process_send(desk->driver, "Receipt.Print",
                               json_pack("{s:s, s:o}", "job", job, "blocks", blocks),
                               timeout_ms);
}

static int
give(struct desk *desk, const char *job, int timeout_ms)
{
    return give_slip(desk, job, slip("王**"), timeout_ms);
}

static void
expect(struct desk *desk, int id, int timeout_ms, const char *completion,
       const char *cause, int sheets)
{
    struct packet answer = driver_process_await(desk->driver, id, timeout_ms);
    g_assert_cmpint((int)json_integer_value(packet_member(&answer, "sheets")), ==,
                    sheets);
    packet_expect(&answer, completion, cause);
}

static void
expect_slips(struct desk *desk, int slips)
{
    g_assert_cmpint(escpos_printer_slips(desk->printer), ==, slips);
}

static void
expect_text(struct desk *desk, int index, const char *text)
{
    g_autofree char *all = escpos_printer_text(desk->printer, index);
    g_assert_nonnull(all);
    if (strstr(all, text) == NULL)
        g_test_message("%s", all);
    g_assert_nonnull(strstr(all, text));
}

/* ---- when all is well ------------------------------------------------------------------------ */

static void
test_print__cuts_a_slip_that_says_what_was_given(void)
{
    static const char *const schemes[] = {"serial:", "lp:"};
    for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++) {
        struct desk desk = desk_set_with(schemes[i], "");
        expect(&desk, give(&desk, JOB "1", 10000), 8000, "success", NULL, 1);
        expect_slips(&desk, 1);
        expect_text(&desk, 0, "青山镇便民服务中心\n收件回执\n----");
        expect_text(&desk, 0, "编号      0001 261121 0007 1\n");
        expect_text(&desk, 0, "[qr KIOSK1:000126]\n");
        expect_text(&desk, 0, "扫码，或在自助机输编号查进度\n");
        g_assert_true(
            driver_process_has_event(desk.driver, "Receipt.MediaPresented", 1000));
        if (g_getenv("KIOSK_LOOK") != NULL) {
            g_autofree char *file =
                g_build_filename(g_getenv("KIOSK_LOOK"), "s.png", NULL);
            escpos_printer_picture(desk.printer, 0, file);
        }
        desk_clear(&desk);
    }
}

/* Of a name no character may become a box or a question mark: what the printer's font lacks is
 * a picture of the whole line, what no font has stands there by its code. */
static void
test_print__keeps_every_character_of_a_name(void)
{
    static const struct {
        const char *options, *name, *expected;
    } rows[] = {
        {"", "王䶮龑", "[pic 576x28]"},           // beyond GBK: a picture
        {"", "张堃喆犇", "申请人    张堃喆犇\n"}, // GBK has them
        {"?charset=gb2312", "张堃喆", "[pic 576x28]"},
        {"?charset=gb18030", "李𠮷", "申请人    李𠮷\n"}, // four bytes
        {"", "李𠮷·买买提", "[pic 576x28]"},
        {"?charset=none", "王小明", "[pic 576x28]"},
        {"?width=58", "李𠮷", "[pic 384x28]"},
        {"", "赵\xee\x80\x80", "申请人    赵[U+E000]\n"},
        {"", "ئابدۇللا", "[pic 576x28]"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct desk desk = desk_set_with("serial:", rows[i].options);
        int id = give_slip(&desk, JOB "1", slip(rows[i].name), 10000);
        expect(&desk, id, 8000, "success", NULL, 1);
        expect_text(&desk, 0, rows[i].expected);
        desk_clear(&desk);
    }
}

static void
test_print__ends_only_when_the_paper_is_out(void)
{
    struct desk desk = desk_set();
    say(&desk, "slow 120");
    int id = give(&desk, JOB "1", 20000);
    g_assert_cmpuint(driver_process_count(desk.driver, id, 600), ==, 0);
    expect(&desk, id, 15000, "success", NULL, 1);
    say(&desk, "slow 0");
    say(&desk, "marks off"); // a printer that cannot say that it came to the end
    expect(&desk, give(&desk, JOB "2", 4000), 6000, "deviceNotReady", "noAnswer", 0);
    desk_clear(&desk);
}

static void
test_print__gives_a_printer_without_marks_its_time(void)
{
    g_autoptr(GError) error = NULL;
    struct desk desk = {.folder = g_dir_make_tmp("kiosk-slip-XXXXXX", NULL)};
    g_autofree char *path = g_build_filename(desk.folder, "lp", NULL);
    desk.printer = escpos_printer_start(path, &error);
    say(&desk, "marks off");
    g_autofree char *where = address(&desk, "serial:", "");
    desk.driver = driver_process_open("receipt-escpos", where);
    expect(&desk, give(&desk, JOB "1", 20000), 15000, "success", NULL, 1);
    expect_slips(&desk, 1);
    struct packet answer =
        driver_process_call(desk.driver, "Common.Capabilities", NULL, 3000);
    g_assert_true(json_is_false(packet_member(&answer, "confirms")));
    packet_finish(&answer);
    desk_clear(&desk);
}

/* ---- faults ---------------------------------------------------------------------------------- */

static const struct fault {
    const char *line, *completion, *cause, *device;
    bool in_doubt; // once it has the whole slip nobody knows what became of it
} faults[] = {
    {"cover open", "userError", "coverOpen", "userError", false},
    {"paper 0", "userError", "paperOut", "userError", false},
    {"error on", "hardwareError", "ioError", "hardwareError", false},
    {"hot on", "deviceNotReady", "busy", "deviceBusy", false},
    {"offline on", "deviceNotReady", "stopped", "offline", false},
    {"mute on", "deviceNotReady", "notResponding", "offline", true},
    {"noise on", "deviceNotReady", "notResponding", "offline", true},
    {"unplug", "deviceNotReady", "notConnected", "noDevice", true},
};

static void
test_print__refuses_before_it_sends_and_says_why(void)
{
    struct desk desk = desk_set();
    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++) {
        g_autofree char *job = g_strdup_printf(JOB "%zu", i);
        say(&desk, faults[i].line);
        expect(&desk, give(&desk, job, 10000), 8000, faults[i].completion,
               faults[i].cause, 0);
        driver_process_await_status(desk.driver, faults[i].device, faults[i].cause, 2000);
        say(&desk, "clear");
        struct packet answer = driver_process_call(
            desk.driver, "Common.Status", json_pack("{s:b}", "refresh", 1), 3000);
        packet_finish(&answer);
    }
    expect_slips(&desk, 0);
    g_autofree char *text = escpos_printer_text(desk.printer, 0);
    g_assert_cmpstr(text, ==, ""); // nothing hangs there
    expect(&desk, give(&desk, JOB "9", 10000), 8000, "success", NULL, 1);
    desk_clear(&desk);
}

/* In the middle: what was begun is not called printed, nothing of it comes out afterwards, and
 * the next slip is whole and by itself. */
static void
test_print__recovers_from_each_fault_in_the_middle(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++) {
        struct desk desk = desk_set();
        say(&desk, "slow 100");
        int id = give(&desk, JOB "1", 20000);
        g_usleep(350 * 1000);
        say(&desk, faults[i].line);
        expect(&desk, id, 9000, faults[i].completion,
               faults[i].in_doubt ? "noAnswer" : faults[i].cause, 0);
        driver_process_await_status(desk.driver, faults[i].device, faults[i].cause, 2000);
        say(&desk, "clear");
        g_usleep(300 * 1000);
        expect(&desk, give_slip(&desk, JOB "2", slip("第二"), 10000), 9000, "success",
               NULL, 1);
        int slips = escpos_printer_slips(desk.printer);
        g_assert_cmpint(slips, >=, 1);
        expect_text(&desk, slips - 1, "第二");
        for (int s = 0; s < slips - 1; s++) { // torn ones are not whole
            g_autofree char *text = escpos_printer_text(desk.printer, s);
            if (!g_str_has_prefix(faults[i].line, "mute") &&
                !g_str_has_prefix(faults[i].line, "noise"))
                g_assert_null(strstr(text, "自助机"));
        }
        desk_clear(&desk);
    }
}

static void
test_print__runs_out_of_paper_before_the_cut(void)
{
    struct desk desk = desk_set();
    say(&desk, "after 3");
    expect(&desk, give(&desk, JOB "1", 10000), 9000, "userError", "paperOut", 0);
    expect_slips(&desk, 0);
    say(&desk, "clear");
    expect(&desk, give(&desk, JOB "2", 10000), 9000, "success", NULL, 1);
    g_assert_true(driver_process_has_event(desk.driver, "Receipt.PaperThreshold", 1000));
    desk_clear(&desk);
}

static void
test_print__tells_that_the_knife_is_stuck(void)
{
    struct desk desk = desk_set();
    say(&desk, "cutter jam");
    expect(&desk, give(&desk, JOB "1", 10000), 9000, "hardwareError", "cutterFault", 0);
    driver_process_await_status(desk.driver, "hardwareError", "cutterFault", 1000);
    desk_clear(&desk);
}

static void
test_print__prints_on_when_paper_is_near_its_end(void)
{
    struct desk desk = desk_set();
    say(&desk, "low on");
    expect(&desk, give(&desk, JOB "1", 10000), 9000, "success", NULL, 1);
    driver_process_await_status(desk.driver, "online", "paperLow", 1000);
    desk_clear(&desk);
}

static void
test_print__ends_at_once_when_it_is_canceled(void)
{
    struct desk desk = desk_set();
    say(&desk, "slow 300");
    int id = give(&desk, JOB "1", 20000);
    g_usleep(500 * 1000);
    driver_process_send(desk.driver, "Common.Cancel", json_pack("{s:i}", "id", id), 1000);
    expect(&desk, id, 2000, "canceled", NULL, 0);
    desk_clear(&desk);
}

static void
test_print__gives_no_slip_twice(void)
{
    struct desk desk = desk_set();
    expect(&desk, give(&desk, JOB "1", 10000), 9000, "success", NULL, 1);
    expect(&desk, give(&desk, JOB "1", 10000), 9000, "sequenceError", NULL, 0);
    expect_slips(&desk, 1);
    struct packet answer = driver_process_call(desk.driver, "Receipt.JobStatus",
                                               json_pack("{s:s}", "job", JOB "1"), 3000);
    g_assert_cmpstr(packet_text(&answer, "state"), ==, "completed");
    packet_finish(&answer);
    // Killed and started again it knows nothing of it, and does not pretend to.
    kill(driver_process_pid(desk.driver), SIGKILL);
    driver_process_wait(desk.driver, 3000);
    driver_process_stop(desk.driver);
    g_autofree char *where = address(&desk, "serial:", "");
    desk.driver = driver_process_open("receipt-escpos", where);
    answer = driver_process_call(desk.driver, "Receipt.JobStatus",
                                 json_pack("{s:s}", "job", JOB "1"), 3000);
    g_assert_cmpstr(packet_text(&answer, "state"), ==, "unknown");
    packet_finish(&answer);
    expect_slips(&desk, 1);
    desk_clear(&desk);
}

/* What was recorded of a slip is played back: the same bytes, byte for byte. */
static void
test_print__is_recorded_and_played_back(void)
{
    struct desk desk = desk_set();
    driver_process_stop(desk.driver);
    g_autofree char *recording = g_build_filename(desk.folder, "recording", NULL);
    g_autofree char *where = address(&desk, "serial:", "");
    const char *const arguments[] = {"--address", where, "--record", recording, NULL};
    desk.driver = driver_process_start("receipt-escpos", arguments);
    expect(&desk, give(&desk, JOB "1", 10000), 9000, "success", NULL, 1);
    driver_process_stop(desk.driver);
    g_autofree char *replay = g_strdup_printf("replay:%s", recording);
    desk.driver = driver_process_open("receipt-escpos", replay);
    expect(&desk, give(&desk, JOB "1", 10000), 9000, "success", NULL, 1);
    driver_process_stop(desk.driver);
    desk.driver = driver_process_open("receipt-escpos", replay);
    int id = give_slip(&desk, JOB "1", slip("李**"), 10000);
    struct packet answer = driver_process_await(desk.driver, id, 9000);
    g_assert_cmpstr(packet_completion(&answer), !=, "success");
    packet_finish(&answer);
    g_remove(recording);
    desk_clear(&desk);
}

#define ADD(name) g_test_add_func("/receipt-escpos/" #name, test_##name)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(print__cuts_a_slip_that_says_what_was_given);
    ADD(print__keeps_every_character_of_a_name);
    ADD(print__ends_only_when_the_paper_is_out);
    ADD(print__gives_a_printer_without_marks_its_time);
    ADD(print__refuses_before_it_sends_and_says_why);
    ADD(print__recovers_from_each_fault_in_the_middle);
    ADD(print__runs_out_of_paper_before_the_cut);
    ADD(print__tells_that_the_knife_is_stuck);
    ADD(print__prints_on_when_paper_is_near_its_end);
    ADD(print__ends_at_once_when_it_is_canceled);
    ADD(print__gives_no_slip_twice);
    ADD(print__is_recorded_and_played_back);
    return g_test_run();
}
