// SPDX-License-Identifier: Apache-2.0
/* Whoever ends a visit while paper is coming gets it all the same, once, and never that of
 * somebody else. On the real driver and a printer that counts its jobs. */
#include "tests/support/visit.h"

#include <string.h>

#define SCREEN_MS 8000
#define PAPER_MS 20000

/* check → done, as soon as it is drawn: what prints is not waited for. */
static void
hand_in(struct world *world)
{
    visit_begin(world);
    visit_card(world);
    visit_form(world);
    visit_scan(world);
    visit_submit(world);
    for (int i = 0;; i++) {
        json_t *tree = inspect_tree(world->inspect);
        const char *screen = json_string_value(json_object_get(tree, "screen"));
        bool done = g_strcmp0(screen, "done") == 0;
        json_decref(tree);
        if (done)
            return;
        g_assert_cmpint(i, <, PAPER_MS / 2);
        g_usleep(2000);
    }
}

static char *
number_there(struct world *world)
{
    json_t *tree = inspect_tree(world->inspect);
    char *number = g_strdup(inspect_value(tree, "receipt-number"));
    json_decref(tree);
    g_assert_nonnull(number);
    char *grouped = g_strdup_printf("%.4s %.6s %.4s %s", number, number + 4, number + 10,
                                    number + 14); // as on paper
    g_free(number);
    return grouped;
}

/* Presses what ends the visit, and what asks whether that is meant. */
static void
finish(struct world *world)
{
    world_must_tap(world, "finish");
    for (int i = 0; i < SCREEN_MS / 10; i++) {
        json_t *tree = inspect_tree(world->inspect);
        const char *screen = json_string_value(json_object_get(tree, "screen"));
        bool over = g_strcmp0(screen, "attract") == 0;
        json_decref(tree);
        if (over)
            return;
        world_tap(world, "leave");
        g_usleep(10000);
    }
    g_error("the visit does not end");
}

/* Document `count` comes out and holds this number. */
static void
must_come(struct world *world, int count, const char *number)
{
    g_autofree char *path = world_must_print(world, count, PAPER_MS);
    g_autofree char *text = world_pdf_text(path);
    if (strstr(text, number) == NULL)
        g_error("sheet %d is not that of %s:\n%s", count, number, text);
}

static void
test_paper__comes_though_finish_is_pressed_at_once(void)
{
    static const int after_ms[] = {0, 20, 60, 200};
    struct world *world =
        world_start(&(struct world_options){.name = "paper", .devices = WORLD_REAL});
    world_printer(world, "sheet-ms 600");
    for (size_t i = 0; i < G_N_ELEMENTS(after_ms); i++) {
        hand_in(world);
        g_autofree char *number = number_there(world);
        g_usleep((gulong)after_ms[i] * 1000);
        finish(world);
        must_come(world, (int)i + 1, number);
        world_must_say(world, "出纸口还有纸", SCREEN_MS);
    }
    world_stop(world);
}

static void
test_paper__of_two_people_comes_one_after_the_other(void)
{
    struct world *world =
        world_start(&(struct world_options){.name = "paper-two", .devices = WORLD_REAL});
    world_printer(world, "hold on");
    hand_in(world);
    g_autofree char *first = number_there(world);
    finish(world);
    world_must_say(world, "纸正在出来", SCREEN_MS);
    hand_in(world);
    g_autofree char *second = number_there(world);
    g_assert_cmpstr(first, !=, second);
    g_assert_cmpint(world_printed_count(world), ==, 1); // the printer has the first alone
    world_printer(world, "hold off");
    world_must_say(world, "收件回执打好了", PAPER_MS);
    must_come(world, 2, second);
    visit_leave(world);
    g_usleep(500000);
    g_assert_cmpint(world_printed_count(world), ==, 2);
    world_stop(world);
}

/* The third person stands there: what was not begun for the second one is not begun any more. */
static void
test_paper__that_was_not_begun_does_not_come_to_the_next_person(void)
{
    struct world *world = world_start(
        &(struct world_options){.name = "paper-three", .devices = WORLD_REAL});
    world_printer(world, "hold on");
    hand_in(world);
    g_autofree char *first = number_there(world);
    finish(world);
    hand_in(world); // waits behind the first
    finish(world);
    world_must_tap(world, "start");
    json_decref(world_must_reach(world, "home", SCREEN_MS));
    world_printer(world, "hold off");
    must_come(world, 1, first);
    g_usleep(3000000);
    g_assert_cmpint(world_printed_count(world), ==, 1);
    world_stop(world);
}

static void
test_paper__that_is_given_up_is_told_on_the_waiting_screen(void)
{
    struct world *world =
        world_start(&(struct world_options){.name = "paper-lost", .devices = WORLD_REAL});
    world_printer(world, "hold on");
    hand_in(world);
    finish(world);
    world_must_say(world, "纸正在出来", SCREEN_MS);
    world_printer(world, "reasons media-jam-error");
    world_must_say(world, "卡纸", SCREEN_MS);
    world_must_say(world, "刚才的纸没出来", SCREEN_MS);
    world_printer(world, "mode abort");
    world_printer(world, "hold off");
    world_printer(world, "reasons"); // the jam is out, and the printer gives the job up
    world_must_say(world, "打到一半停了", PAPER_MS);
    world_must_say(world, "刚才的纸没出来", SCREEN_MS);
    world_stop(world);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/paper/at-once", test_paper__comes_though_finish_is_pressed_at_once);
    g_test_add_func("/paper/two", test_paper__of_two_people_comes_one_after_the_other);
    g_test_add_func("/paper/three",
                    test_paper__that_was_not_begun_does_not_come_to_the_next_person);
    g_test_add_func("/paper/lost",
                    test_paper__that_is_given_up_is_told_on_the_waiting_screen);
    return g_test_run();
}
