// SPDX-License-Identifier: Apache-2.0
/* Hot plug of serial devices in a terminal that runs on: a code reader and a slip printer are
 * pulled while nobody uses them and in the middle of their work, are told as gone, put back,
 * told as well, and do their work again. */
#include "core/fault.h"
#include "tests/support/code_simulator.h"
#include "tests/support/escpos_printer.h"
#include "tests/support/visit.h"

#include <libintl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SCREEN_MS 8000
#define PAPER_MS 15000
#define TOLD_MS 1000 // from the cable to the screen
#define BACK_MS 2000 // looked for once a second, then asked how it is
#define LINE_MS 120  // of a slip that is printed slowly
#define PIN "204816"

struct desk {
    struct code_simulator *reader;
    struct escpos_printer *printer;
    struct world *world;
    char *folder;
    pid_t terminal;
};

static char *
line_of(const struct desk *desk, const char *name)
{
    return g_build_filename(desk->folder, name, NULL);
}

static void
set_up(struct desk *desk, const char *name)
{
    g_autoptr(GError) error = NULL;
    *desk = (struct desk){.folder = g_dir_make_tmp("kiosk-plug-XXXXXX", &error)};
    g_assert_no_error(error);
    g_autofree char *reader = line_of(desk, "reader"), *slips = line_of(desk, "slips");
    desk->reader = code_simulator_start(reader, &error);
    g_assert_no_error(error);
    desk->printer = escpos_printer_start(slips, &error);
    g_assert_no_error(error);
    g_autofree char *more =
        g_strdup_printf("[device.code]\nclass=code\ndriver=code-serial\n"
                        "address=serial:%s?baud=9600\n"
                        "[device.receipt]\nclass=receipt\ndriver=receipt-escpos\n"
                        "address=serial:%s\n",
                        reader, slips);
    desk->world = world_start(&(struct world_options){.name = name, .more = more});
    desk->terminal = child_pid(desk->world->kiosk);
}

static void
tear_down(struct desk *desk)
{
    g_assert_cmpint(child_pid(desk->world->kiosk), ==, desk->terminal);
    world_stop(desk->world);
    code_simulator_stop(desk->reader);
    escpos_printer_stop(desk->printer);
    rmdir(desk->folder);
    g_free(desk->folder);
}

static void
reach(struct desk *desk, const char *screen)
{
    json_decref(world_must_reach(desk->world, screen, SCREEN_MS));
}

/* ---- cables ------------------------------------------------------------------------------ */

static void
say(struct desk *desk, const char *line)
{
    g_autofree char *answer = escpos_printer_say(desk->printer, line);
    g_assert_cmpstr(answer, ==, "ok");
}

static void
plug(struct desk *desk, const char *class, bool in)
{
    if (strcmp(class, "receipt") == 0)
        say(desk, in ? "plug" : "unplug");
    else if (in)
        g_assert_true(code_simulator_plug(desk->reader, NULL));
    else
        code_simulator_unplug(desk->reader);
}

/* ---- what is read of it ------------------------------------------------------------------ */

/* Whether `text` stands in the row of the device in the staff menu; class NULL: anywhere. */
static bool
is_said(struct desk *desk, const char *class, const char *text)
{
    json_t *tree = inspect_tree(desk->world->inspect), *widget;
    g_autofree char *id = g_strdup_printf("device-%s", class ? class : "");
    struct inspect_box row = {0}, box;
    bool said = class == NULL && inspect_says(tree, text);
    g_assert_true(class == NULL || inspect_find(tree, id, &row));
    size_t index;
    json_array_foreach (json_object_get(tree, "widgets"), index, widget) {
        const char *name = json_string_value(json_object_get(widget, "name"));
        const char *value = json_string_value(json_object_get(widget, "value"));
        box.y = (int)json_integer_value(json_object_get(widget, "y"));
        said |= class != NULL && box.y >= row.y && box.y < row.y + row.height &&
                ((name && strstr(name, text)) || (value && strstr(value, text)));
    }
    json_decref(tree);
    return said;
}

static void
must_be_said(struct desk *desk, const char *class, const char *text, bool wanted,
             int limit_ms)
{
    gint64 begin = g_get_monotonic_time();
    while (is_said(desk, class, text) != wanted) {
        if (g_get_monotonic_time() - begin > limit_ms * G_TIME_SPAN_MILLISECOND)
            g_error("%s after %d ms: %s", wanted ? "not said" : "still said", limit_ms,
                    text);
        g_usleep(10000);
    }
    g_test_message("%s %s: %d ms", text, wanted ? "said" : "gone",
                   (int)((g_get_monotonic_time() - begin) / 1000));
}

static const char *
gone_title(const char *class)
{
    return gettext(fault_find(class, "notConnected")->title);
}

/* ---- steps ------------------------------------------------------------------------------- */

static void
enrol(struct desk *desk)
{
    visit_begin(desk->world);
    visit_card(desk->world);
    visit_form(desk->world);
    visit_scan(desk->world);
    visit_submit(desk->world);
}

/* How many slips that hang there or were cut carry the code of this receipt, and what the first
 * of them has as code (g_free). */
static int
slips_of(struct desk *desk, const char *number, char **code_out)
{
    g_autofree char *wanted = g_strdup_printf("[qr %s", number);
    int count = 0;
    for (int i = 0; i <= escpos_printer_slips(desk->printer); i++) {
        g_autofree char *text = escpos_printer_text(desk->printer, i);
        const char *at = text ? strstr(text, wanted) : NULL;
        if (at && count++ == 0 && code_out)
            *code_out = g_strndup(at + 4, strcspn(at + 4, "]"));
    }
    return count;
}

/* The slip is told as printed, and there is one. The number of its case; g_free. */
static char *
must_have_slip(struct desk *desk, char **code_out)
{
    char *number, *secret;
    visit_numbers(desk->world, "done", &number, &secret);
    world_must_say(desk->world, "收件回执打好了", PAPER_MS);
    g_assert_cmpint(slips_of(desk, number, code_out), ==, 1);
    g_free(secret);
    return number;
}

static void
come_with_slip(struct desk *desk)
{
    visit_start(desk->world);
    visit_tap(desk->world, "progress");
    reach(desk, "progress-who");
}

static void
must_read(struct desk *desk, const char *code)
{
    code_simulator_scan(desk->reader, code, "\r");
    reach(desk, "progress-code");
    world_must_tap(desk->world, "end");
    reach(desk, "attract");
}

/* ---- claims ------------------------------------------------------------------------------ */

static void
test_hot_plug__idle_devices_go_and_come_in_the_staff_menu(void)
{
    static const char *const classes[] = {"code", "receipt"};
    struct desk desk;
    set_up(&desk, "plug-idle");
    g_assert_cmpint(visit_set_pin(desk.world, PIN), ==, 0);
    reach(&desk, "attract");
    for (int i = 0; i < 4; i++)
        world_must_tap(desk.world, "mark");
    reach(&desk, "staff-pin");
    world_type(desk.world, PIN);
    world_must_tap_within(desk.world, "enter", SCREEN_MS);
    reach(&desk, "staff");
    for (int time = 0; time < 2; time++)
        for (size_t i = 0; i < G_N_ELEMENTS(classes); i++) {
            plug(&desk, classes[i], false);
            must_be_said(&desk, classes[i], gone_title(classes[i]), true, TOLD_MS);
            plug(&desk, classes[i], true);
            must_be_said(&desk, classes[i], gone_title(classes[i]), false, BACK_MS);
        }
    world_must_tap(desk.world, "leave");
    reach(&desk, "attract");
    g_autofree char *code = NULL;
    enrol(&desk);
    g_free(must_have_slip(&desk, &code));
    visit_leave(desk.world);
    come_with_slip(&desk);
    must_read(&desk, code);
    tear_down(&desk);
}

/* Pulled while a code is waited for: it is not asked for any more, until it is back. */
static void
wait_for_code(struct desk *desk, const char *code)
{
    const char *asked = gettext("Or hold the code of the receipt to the reader, or type");
    come_with_slip(desk);
    world_must_say(desk->world, asked, SCREEN_MS);
    for (int time = 0; time < 2; time++) {
        plug(desk, "code", false);
        must_be_said(desk, NULL, asked, false, TOLD_MS);
        plug(desk, "code", true);
        must_be_said(desk, NULL, asked, true, BACK_MS);
    }
    must_read(desk, code);
}

/* Pulled while the slip comes: when the printer had not all of it yet, the slip comes by itself
 * once it is back. When it had, nobody knows whether it came out: whoever looked and found none
 * asks for it. Never are there two. */
static void
break_slip(struct desk *desk)
{
    char pace[32];
    g_snprintf(pace, sizeof pace, "slow %d", LINE_MS);
    say(desk, pace);
    enrol(desk);
    int before = escpos_printer_slips(desk->printer);
    for (int i = 0; i < PAPER_MS / 10; i++, g_usleep(10000)) {
        g_autofree char *text = escpos_printer_text(desk->printer, before);
        if (text && *text) // the first line is out
            break;
    }
    g_assert_cmpint(escpos_printer_slips(desk->printer), ==, before);
    plug(desk, "receipt", false);
    const char *doubt = gettext(fault_find("receipt", "noAnswer")->title);
    reach(desk, "fault");
    bool had_all = is_said(desk, NULL, doubt);
    if (!had_all)
        must_be_said(desk, NULL, gone_title("receipt"), true, TOLD_MS);
    say(desk, "slow 0");
    plug(desk, "receipt", true);
    if (had_all) {
        g_usleep(BACK_MS * 1000);
        must_be_said(desk, NULL, doubt, true, TOLD_MS);
        g_assert_cmpint(escpos_printer_slips(desk->printer), ==, before);
        world_must_tap(desk->world, "retry");
    }
    g_free(must_have_slip(desk, NULL));
    visit_leave(desk->world);
}

static void
test_hot_plug__a_cable_pulled_in_the_middle_costs_nothing(void)
{
    struct desk desk;
    g_autofree char *code = NULL;
    set_up(&desk, "plug-middle");
    enrol(&desk);
    g_free(must_have_slip(&desk, &code));
    visit_leave(desk.world);
    wait_for_code(&desk, code);
    break_slip(&desk);
    g_assert_cmpint(world_printed_count(desk.world), ==, 0); // nor on A4
    tear_down(&desk);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_autofree char *locale = child_built("share/locale");
    bindtextdomain("kiosk", locale);
    textdomain("kiosk");
    setenv("LANGUAGE", "zh_CN", 1);
    g_test_add_func("/hot-plug/idle",
                    test_hot_plug__idle_devices_go_and_come_in_the_staff_menu);
    g_test_add_func("/hot-plug/middle",
                    test_hot_plug__a_cable_pulled_in_the_middle_costs_nothing);
    return g_test_run();
}
