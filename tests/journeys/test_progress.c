// SPDX-License-Identifier: Apache-2.0
/* A citizen asks how a case stands, takes its result, gives what it lacks. The clerk works on the
 * real staff pages; what the printer got is compared with what the clerk attached. */
#include "tests/support/house.h"
#include "tests/support/visit.h"

#include <string.h>

#define SCREEN_MS 20000
#define DEVICE_MS 20000
#define OFFICE_MS 20000
#define QUERY_TOUCHES_MAX 3
#define NEW_PHONE "10000009999"

/* From home, typed characters not counted; more things on a page need fewer touches. */
static void
must_have_touched(const struct house *house, int most)
{
    if (!house->world->options.assisted)
        g_assert_cmpint(house->world->touches, <=, most);
}

static void
test_progress__card_and_code_show_the_course(gconstpointer mode)
{
    struct house *house = house_set_up(mode, "progress-course", WORLD_VIRTUAL);

    house_act(house, &house->window, "accept", "");
    house_come_by_card(house);
    world_type(house->world, house->code);
    house_reach(house, "progress");
    must_have_touched(house, QUERY_TOUCHES_MAX);
    world_must_say(house->world, "已经受理", 2000);
    world_must_say(house->world, "镇里答应办（受理）", 2000);
    if (!house->world->options.assisted) // large letters leave the mark alone room
        world_must_say(house->world, "现在到这里", 2000);
    visit_tap(house->world, "finish");
    house_reach(house, "attract");
    g_assert_false(world_terminal_holds(house->world, "王秀兰"));
    house_tear_down(house);
}

static void
test_progress__a_wrong_code_says_how_many_tries_are_left(gconstpointer mode)
{
    struct house *house = house_set_up(mode, "progress-wrong", WORLD_VIRTUAL);

    house_come_by_number(house);
    for (int left = 4; left >= 1; left--) {
        g_autofree char *says = g_strdup_printf("还能试**%d**次", left);
        world_type(house->world,
                   g_str_equal(house->code, "000000") ? "111111" : "000000");
        world_must_say(house->world, says, 5000);
    }
    world_type(house->world, g_str_equal(house->code, "000000") ? "111111" : "000000");
    world_must_say(house->world, "还能试**0**次", 5000);
    world_type(house->world, house->code);
    world_must_say(house->world, "错的次数多了", 5000);
    world_must_say(house->world, "12345", 2000);
    house_tear_down(house);
}

static void
test_progress__what_is_missing_is_given_here(gconstpointer mode)
{
    struct house *house = house_set_up(mode, "progress-correction", WORLD_VIRTUAL);

    house_act(
        house, &house->window, "ask_correction",
        "&v-question-phone=mend&s-question-phone=digits"
        "&v-material-household_register=mend&s-material-household_register=blurred");
    house_come_by_card(house);
    world_type(house->world, house->code);
    house_reach(house, "progress");
    visit_tap(house->world, "paper"); // 补正通知单
    char *notice = world_must_print(house->world, 2, DEVICE_MS);
    char *notice_text = world_pdf_text(notice);
    g_assert_nonnull(strstr(notice_text, "补正通知单"));
    g_assert_nonnull(strstr(notice_text, "blurred"));
    g_free(notice_text);
    g_free(notice);
    world_must_say(house->world, "digits", 2000);
    world_must_say(house->world, "blurred", 2000);
    visit_tap(house->world, "correct");
    house_reach(house, "form");
    g_assert_false(
        world_has(house->world, "choice-category-ordinary")); // not asked again
    world_type(house->world, NEW_PHONE);
    visit_tap(house->world, "next");
    house_reach(house, "scan");
    g_autofree char *line = g_strdup_printf("load %s", house->world->page);
    world_scanner(house->world, line);
    visit_tap(house->world, "scan");
    world_must_tap_within(house->world, "next", DEVICE_MS);
    house_reach(house, "correction");
    visit_tap(house->world, "submit");
    char *number = NULL, *code = NULL;
    visit_numbers(house->world, "done", &number, &code);
    g_assert_cmpstr(number, ==, house->number); // the same case
    g_assert_cmpstr(code, ==, house->code);
    g_free(world_must_print(house->world, 3, DEVICE_MS));
    visit_leave(house->world);
    house_must_be(house, "received");
    g_autofree char *path = g_strdup_printf("/staff/cases/%s", house->case_id);
    struct office_reply *page = clerk_get(&house->approver, path);
    g_assert_nonnull(strstr(page->body, "100 0000 9999"));
    g_assert_nonnull(strstr(page->body, "/pieces/c1-page-household-register-1"));
    office_reply_free(page);
    g_free(number);
    g_free(code);
    house_tear_down(house);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    visit_add_both("/progress/card-and-code-show-the-course",
                   test_progress__card_and_code_show_the_course);
    g_test_add_data_func("/progress/a-wrong-code-says-how-many-tries-are-left",
                         "standard",
                         test_progress__a_wrong_code_says_how_many_tries_are_left);
    visit_add_both("/progress/what-is-missing-is-given-here",
                   test_progress__what_is_missing_is_given_here);
    return g_test_run();
}
