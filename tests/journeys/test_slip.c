// SPDX-License-Identifier: Apache-2.0
/* A machine with a slip printer: short slips come out of it, and on A4 while it cannot. */
#include "tests/support/escpos_printer.h"
#include "tests/support/visit.h"

#include <string.h>
#include <unistd.h>

#define SCREEN_MS 8000
#define PAPER_MS 15000

struct desk {
    struct escpos_printer *slips;
    struct world *world;
    char *path;
};

static void
set_up(struct desk *desk, gconstpointer mode, const char *name)
{
    g_autoptr(GError) error = NULL;
    *desk = (struct desk){
        .path = g_strdup_printf("%s/kiosk-slip-%d", g_get_tmp_dir(), (int)getpid())};
    desk->slips = escpos_printer_start(desk->path, &error);
    g_assert_no_error(error);
    g_autofree char *more =
        g_strdup_printf("[device.receipt]\nclass=receipt\ndriver=receipt-escpos\n"
                        "address=serial:%s\n",
                        desk->path);
    desk->world = visit_world(mode, &(struct world_options){.name = name, .more = more});
}

static void
tear_down(struct desk *desk)
{
    world_stop(desk->world);
    escpos_printer_stop(desk->slips);
    g_free(desk->path);
}

static void
say(struct desk *desk, const char *line)
{
    g_autofree char *answer = escpos_printer_say(desk->slips, line);
    g_assert_cmpstr(answer, ==, "ok");
}

static void
must_cut(struct desk *desk, int slips)
{
    for (int i = 0; i < PAPER_MS / 50; i++) {
        if (escpos_printer_slips(desk->slips) >= slips)
            break;
        g_usleep(50000);
    }
    g_assert_cmpint(escpos_printer_slips(desk->slips), ==, slips);
}

static void
enrol(struct world *world)
{
    visit_begin(world);
    visit_card(world);
    visit_form(world);
    visit_scan(world);
    visit_submit(world);
}

/* "0001 261121 0007 1" of 15 digits. */
static char *
shown(const char *number)
{
    return g_strdup_printf("%.4s %.6s %.4s %s", number, number + 4, number + 10,
                           number + 14);
}

static void
test_slip__comes_out_of_the_slip_printer_and_masks_the_name(gconstpointer mode)
{
    struct desk desk;
    char *number, *code;
    set_up(&desk, mode, "slip");
    enrol(desk.world);
    must_cut(&desk, 1);
    visit_numbers(desk.world, "done", &number, &code);
    world_must_say(desk.world, "收件回执打好了", PAPER_MS);
    g_autofree char *text = escpos_printer_text(desk.slips, 0);
    g_autofree char *grouped = shown(number);
    const char *const wanted[] = {"收件回执", grouped, "王＊＊", "[qr 0001"};
    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++)
        if (strstr(text, wanted[i]) == NULL)
            g_error("the slip does not say %s:\n%s", wanted[i], text);
    g_assert_null(strstr(text, "王秀兰"));
    g_assert_cmpint(world_printed_count(desk.world), ==, 0); // and no A4
    if (g_getenv("KIOSK_LOOK") != NULL) {
        g_autofree char *file =
            g_strdup_printf("%s/slip-%s.png", g_getenv("KIOSK_LOOK"), (const char *)mode);
        escpos_printer_picture(desk.slips, 0, file);
    }
    visit_leave(desk.world);
    g_free(number);
    g_free(code);
    tear_down(&desk);
}

static void
test_slip__goes_to_a4_while_there_is_no_roll(gconstpointer mode)
{
    struct desk desk;
    set_up(&desk, mode, "slip-a4");
    say(&desk, "paper 0");
    enrol(desk.world);
    g_free(world_must_print(desk.world, 1, PAPER_MS));
    g_assert_cmpint(escpos_printer_slips(desk.slips), ==, 0);
    tear_down(&desk);
}

/* The roll ends in the middle: told, and the whole slip comes out once when there is paper. */
static void
test_slip__recovers_from_a_roll_that_ends_in_the_middle(gconstpointer mode)
{
    struct desk desk;
    set_up(&desk, mode, "slip-end");
    say(&desk, "after 4");
    enrol(desk.world);
    json_decref(world_must_reach(desk.world, "fault", PAPER_MS));
    world_must_say(desk.world, "小票打印机没纸了", SCREEN_MS);
    g_assert_cmpint(escpos_printer_slips(desk.slips), ==, 0);
    say(&desk, "clear");
    json_decref(world_must_reach(desk.world, "done", PAPER_MS));
    world_must_say(desk.world, "收件回执打好了", PAPER_MS);
    int slips = escpos_printer_slips(desk.slips);
    int whole = 0;
    for (int i = 0; i < slips; i++) {
        g_autofree char *text = escpos_printer_text(desk.slips, i);
        whole += strstr(text, "[qr 0001") != NULL;
    }
    g_assert_cmpint(whole, ==, 1);
    g_assert_cmpint(world_printed_count(desk.world), ==, 0);
    tear_down(&desk);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    visit_add_both("/slip/comes-out",
                   test_slip__comes_out_of_the_slip_printer_and_masks_the_name);
    g_test_add_data_func("/slip/a4/standard", "standard",
                         test_slip__goes_to_a4_while_there_is_no_roll);
    g_test_add_data_func("/slip/roll-ends/standard", "standard",
                         test_slip__recovers_from_a_roll_that_ends_in_the_middle);
    return g_test_run();
}
