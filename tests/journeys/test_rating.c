// SPDX-License-Identifier: Apache-2.0
/* What people say: a rating after the end, a matter that could not be done, a call for help;
 * with the office there and with the office away. */
#include "tests/support/visit.h"

#include <string.h>

#define SCREEN_MS 20000
#define DEVICE_MS 20000

static void
reach(struct world *world, const char *screen)
{
    json_decref(world_must_reach(world, screen, DEVICE_MS));
}

static const char *
text_of(const json_t *object, const char *member)
{
    const char *text = json_string_value(json_object_get(object, member));
    return text != NULL ? text : "";
}

/* The one letter of a kind. */
static const json_t *
letter_of(const json_t *letters, const char *kind)
{
    const json_t *found = NULL;
    for (size_t i = 0; i < json_array_size(letters); i++) {
        const json_t *letter = json_array_get(letters, i);
        if (strcmp(text_of(letter, "kind"), kind) != 0)
            continue;
        g_assert_null(found);
        found = letter;
    }
    g_assert_nonnull(found);
    return found;
}

static void
walk_to_done(struct world *world)
{
    char *number = NULL, *code = NULL;
    visit_begin(world);
    visit_card(world);
    visit_form(world);
    visit_scan(world);
    visit_submit(world);
    visit_numbers(world, "done", &number, &code);
    g_free(world_must_print(world, 1, DEVICE_MS));
    g_free(number);
    g_free(code);
}

static void
test_rating__is_offered_once_after_the_end(gconstpointer mode)
{
    struct world *world =
        visit_world(mode, &(struct world_options){
                              .name = "rating", .pictures = g_getenv("KIOSK_PICTURES")});
    walk_to_done(world);
    visit_tap(world, "rate");
    reach(world, "rating");
    visit_tap(world, "level-2");
    reach(world, "rating-tags");
    visit_tap(world, "tag-machine");
    visit_tap(world, "send");
    reach(world, "done");
    g_assert_false(world_has(world, "rate"));
    visit_leave(world);
    json_t *letters = world_must_have_letters(world, 1, DEVICE_MS);
    const json_t *letter = letter_of(letters, "rating");
    json_t *cases = world_must_have_cases(world, 1, DEVICE_MS);
    g_assert_cmpint(json_integer_value(json_object_get(letter, "level")), ==, 2);
    g_assert_cmpstr(text_of(letter, "state"), ==, "open");
    g_assert_cmpstr(text_of(letter, "case_id"), ==,
                    text_of(json_array_get(cases, 0), "case_id"));
    json_decref(cases);
    json_decref(letters);
    world_stop(world);
}

static void
test_rating__not_wanted_is_as_good(void)
{
    struct world *world = world_start(&(struct world_options){.name = "rating-none"});
    walk_to_done(world);
    visit_tap(world, "rate");
    reach(world, "rating");
    world_must_tap(world, "level-0");
    reach(world, "done");
    visit_leave(world);
    json_t *letters = world_must_have_letters(world, 1, DEVICE_MS);
    g_assert_cmpstr(text_of(letter_of(letters, "rating"), "state"), ==, "noted");
    json_decref(letters);
    world_stop(world);
}

/* From the waiting screen, or from home where the mode is chosen already. The screen. */
static const char *
begin_trouble(struct world *world)
{
    const char *from = world->options.assisted ? "home" : "attract";
    if (world->options.assisted)
        visit_start(world);
    reach(world, from);
    world_must_tap(world, "trouble");
    reach(world, "trouble");
    return from;
}

/* No office: the number is there all the same, and everything arrives when it is back, also
 * after a power cut. The own number stands nowhere on this machine. */
/* Own words: letters are enough to see that they travel. On to the number. */
static void
say_something(struct world *world)
{
    bool assisted = world->options.assisted;

    visit_tap(world, assisted ? "send" : "words");
    reach(world, "trouble-words");
    world_must_tap(world, assisted ? "key-pinyin" : "key-letters");
    if (!assisted) {
        world_must_tap(world, "key-o");
        world_must_tap(world, "key-k");
    }
    world_must_tap_within(world, "next", SCREEN_MS);
    if (assisted)
        return;
    reach(world, "trouble");
    world_must_say(world, "ok", SCREEN_MS);
    visit_tap(world, "phone");
}

static void
test_trouble__gives_a_number_without_an_office(gconstpointer mode)
{
    struct world *world = visit_world(
        mode, &(struct world_options){.name = "trouble", .office_down = true});
    const char *from = begin_trouble(world);
    visit_tap(world, "reason-trips");
    visit_tap(world, "reason-late");
    say_something(world);
    reach(world, "phone");
    world_type(world, "1000000123");
    world_must_tap(world, "next");
    world_must_say(world, "手机号要11位", SCREEN_MS);
    world_type(world, "4");
    world_must_tap(world, "next");
    if (!world->options.assisted) { // else the number was the last question
        reach(world, "trouble");
        visit_tap(world, "send");
    }
    json_t *tree = world_must_reach(world, "trouble-done", DEVICE_MS);
    char *number = g_strdup(inspect_value(tree, "trouble-number"));
    json_decref(tree);
    g_assert_cmpuint(strlen(number), ==, 16);
    char *paper = world_must_print(world, 1, DEVICE_MS), *text = world_pdf_text(paper);
    char *shown = g_strdup_printf("B %.4s %.6s %.4s %s", number + 1, number + 5,
                                  number + 11, number + 15);
    g_assert_nonnull(strstr(text, shown));
    g_assert_nonnull(strstr(text, "跑了几趟没办成"));
    world_must_say(world, "单子打好了", SCREEN_MS);
    world_must_tap(world, "go-on");
    reach(world, from);
    if (world->options.assisted)
        world_must_tap(world, "end");
    reach(world, "attract");
    g_assert_false(world_terminal_holds(world, VISIT_PHONE));
    world_kill_kiosk(world);
    world_start_kiosk(world);
    world_start_office(world);
    json_t *letters = world_must_have_letters(world, 1, 30000);
    const json_t *letter = letter_of(letters, "trouble");
    const json_t *body = json_object_get(letter, "body");
    g_assert_cmpstr(text_of(body, "number"), ==, number);
    g_assert_cmpstr(text_of(body, "screen"), ==, from);
    g_assert_cmpuint(json_array_size(json_object_get(body, "reasons")), ==, 2);
    g_assert_cmpuint(strlen(text_of(body, "sealed")), >, 50);
    g_assert_cmpstr(text_of(letter, "state"), ==, "open");
    json_decref(letters);
    g_free(number);
    g_free(paper);
    g_free(text);
    g_free(shown);
    world_stop(world);
}

static void
set_clock(const char *time)
{
    char *clock = g_strdup_printf("1@%s", time);
    g_setenv("KIOSK_CLOCK", clock, true);
    g_free(clock);
}

static void
test_help__is_called_while_staff_are_in(gconstpointer mode)
{
    set_clock("2026-11-20T10:00:00+08:00");
    struct world *world = visit_world(mode, &(struct world_options){.name = "help-day"});
    visit_begin(world);
    world_must_tap(world, "help");
    world_must_say(world, "已经去叫人了", SCREEN_MS);
    world_must_tap(world, "close");
    world_must_say(world, "已叫人", SCREEN_MS);
    json_t *letters = world_must_have_letters(world, 1, DEVICE_MS);
    const json_t *body = json_object_get(letter_of(letters, "help"), "body");
    g_assert_cmpstr(text_of(body, "kind"), ==, "come");
    g_assert_cmpstr(text_of(body, "screen"), ==, "card");
    json_decref(letters);
    world_must_tap(world, "help");
    world_must_tap(world, "no-longer");
    json_decref(world_must_have_letters(world, 2, DEVICE_MS));
    world_stop(world);
    g_unsetenv("KIOSK_CLOCK");
}

static void
test_help__calls_back_when_nobody_is_in(gconstpointer mode)
{
    set_clock("2026-11-20T22:00:00+08:00");
    struct world *world =
        visit_world(mode, &(struct world_options){.name = "help-night"});
    visit_begin(world);
    world_must_tap(world, "help");
    world_must_say(world, "12345", SCREEN_MS);
    world_must_tap(world, "call-back");
    reach(world, "phone");
    world_type(world, VISIT_PHONE);
    world_must_tap(world, "next");
    world_must_say(world, "号码记下了", SCREEN_MS);
    world_must_tap(world, "close");
    reach(world, "card");
    json_t *letters = world_must_have_letters(world, 1, DEVICE_MS);
    const json_t *letter = letter_of(letters, "help");
    g_assert_cmpstr(text_of(json_object_get(letter, "body"), "kind"), ==, "call_back");
    g_assert_cmpstr(text_of(letter, "state"), ==, "open");
    json_decref(letters);
    g_assert_false(world_terminal_holds(world, VISIT_PHONE));
    world_stop(world);
    g_unsetenv("KIOSK_CLOCK");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    visit_add_both("/journeys/rating/once", test_rating__is_offered_once_after_the_end);
    g_test_add_func("/journeys/rating/none", test_rating__not_wanted_is_as_good);
    visit_add_both("/journeys/trouble/offline",
                   test_trouble__gives_a_number_without_an_office);
    visit_add_both("/journeys/help/day", test_help__is_called_while_staff_are_in);
    visit_add_both("/journeys/help/night", test_help__calls_back_when_nobody_is_in);
    return g_test_run();
}
