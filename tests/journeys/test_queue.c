// SPDX-License-Identifier: Apache-2.0
/* A number for a window that is open now: taken and printed; closed windows; an office that
 * goes away between the question and the answer. From outside, as everything else. */
#include "tests/support/visit.h"

#include "base/clock.h"

#include <string.h>

#define SCREEN_MS 20000
#define DEVICE_MS 20000
#define AWAY_MS 30000
#define OPEN "2026-11-23T09:30:00+08:00" // a Monday; hours of assets/bookings.json
#define SHUT "2026-11-23T20:30:00+08:00"
#define TOUCHES_MAX 3

static void
set_clock(const char *when)
{
    char *clock = g_strdup_printf("1@%s", when);
    g_setenv("KIOSK_CLOCK", clock, TRUE);
    g_free(clock);
}

static void
begin(struct world *world)
{
    visit_start(world);
    visit_tap(world, "group-booking");
    json_decref(world_must_reach(world, "booking", AWAY_MS));
    visit_tap(world, "queue");
}

/* The number on the screen stands on the paper, with its window. */
static void
must_be_on_paper(struct world *world, const char *number)
{
    json_t *tree = world_must_reach(world, "queue-done", DEVICE_MS);
    g_assert_cmpstr(inspect_value(tree, "ticket"), ==, number);
    json_decref(tree);
    char *page = world_must_print(world, 1, DEVICE_MS);
    char *text = world_pdf_text(page);
    const char *const words[] = {"排队号", number, "综合窗口", "前面没有人", "12:00"};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strstr(text, words[i]) == NULL)
            g_error("the paper does not say %s: %s", words[i], text);
    g_free(text);
    g_free(page);
}

static void
finish(struct world *world)
{
    world_must_tap(world, "finish");
    json_decref(world_must_reach(world, "attract", DEVICE_MS));
}

static void
test_queue__a_number_is_taken_and_printed(gconstpointer mode)
{
    set_clock(OPEN);
    struct world *world = visit_world(
        mode,
        &(struct world_options){.name = "queue", .pictures = g_getenv("KIOSK_PICTURES")});
    begin(world);
    json_decref(world_must_reach(world, "queue", DEVICE_MS));
    visit_tap(world, "queue-general");
    must_be_on_paper(world, "B001");
    if (!world->options.assisted)
        g_assert_cmpint(world->touches, <=, TOUCHES_MAX);
    finish(world);
    world_stop(world);
}

static void
test_queue__closed_windows_lead_to_an_appointment(void)
{
    set_clock(SHUT);
    struct world *world = world_start(&(struct world_options){.name = "queue-closed"});
    begin(world);
    world_must_say(world, "现在窗口都没开", DEVICE_MS);
    visit_tap(world, "book");
    json_decref(world_must_reach(world, "booking", SCREEN_MS));
    world_stop(world);
}

static void
test_queue__is_never_two_numbers_when_the_office_goes_away(void)
{
    set_clock(OPEN);
    struct world *world = world_start(&(struct world_options){.name = "queue-away"});
    begin(world);
    json_decref(world_must_reach(world, "queue", DEVICE_MS));
    world_must_say(world, "综合窗口", SCREEN_MS);
    world_stop_office(world);
    visit_tap(world, "queue-general");
    json_decref(world_must_reach(world, "booking-away", AWAY_MS));
    world_must_say(world, "现在取不了号", SCREEN_MS);
    world_start_office(world);
    char *ready = child_hear(world->office, DEVICE_MS);
    g_assert_nonnull(ready);
    g_free(ready);
    world_must_tap(world, "retry");
    must_be_on_paper(world, "B001");
    finish(world);
    world_stop(world);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    visit_add_both("/journeys/queue/a_number_is_taken_and_printed",
                   test_queue__a_number_is_taken_and_printed);
    g_test_add_func("/journeys/queue/closed_windows_lead_to_an_appointment",
                    test_queue__closed_windows_lead_to_an_appointment);
    g_test_add_func("/journeys/queue/is_never_two_numbers_when_the_office_goes_away",
                    test_queue__is_never_two_numbers_when_the_office_goes_away);
    return g_test_run();
}
