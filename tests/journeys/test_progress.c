// SPDX-License-Identifier: Apache-2.0
/* A citizen asks how a case stands, takes its result, gives what it lacks. The clerk works on the
 * real staff pages; what the printer got is compared with what the clerk attached. */
#include "tests/support/clerk.h"
#include "tests/support/visit.h"

#include <string.h>

#define PASSWORD "qingshan-2026"
#define SCREEN_MS 5000
#define DEVICE_MS 20000
#define OFFICE_MS 20000
#define QUERY_TOUCHES_MAX 3
#define RESULT_TOUCHES_MAX 4
#define NEW_PHONE "10000009999"

struct house {
    struct world *world;
    struct office_process office; // the world's, as the clerks see it
    struct clerk window, approver;
    char *case_id, *number, *code;
};

static void
reach(struct house *house, const char *screen)
{
    json_decref(world_must_reach(house->world, screen, DEVICE_MS));
}

/* ---- the office ------------------------------------------------------------------------- */

static void
come_in(struct house *house, struct clerk *clerk, const char *name)
{
    const char *add[] = {"account", "add", name, NULL};

    g_free(office_process_run(&house->office, add, PASSWORD, NULL));
    clerk_come_in(clerk, &house->office, name, PASSWORD);
}

static void
open_office(struct house *house)
{
    clerk_office(&house->office, house->world->folder, house->world->office_port,
                 house->world->staff_port);
    come_in(house, &house->window, "zhangmin");
    come_in(house, &house->approver, "liwei");
}

static void
act(struct house *house, struct clerk *clerk, const char *what, const char *more)
{
    g_assert_cmpint(clerk_act(clerk, house->case_id, what, more), ==, 303);
}

/* ---- the citizen ------------------------------------------------------------------------ */

/* A case is handed in, and the machine is free again. */
static struct house *
set_up(gconstpointer mode, const char *name, enum world_devices devices)
{
    struct house *house = g_new0(struct house, 1); // clients point into it
    house->world = visit_world(
        mode, &(struct world_options){.name = name,
                                      .devices = devices,
                                      .pictures = g_getenv("KIOSK_PICTURES")});

    visit_begin(house->world);
    visit_card(house->world);
    visit_form(house->world);
    visit_scan(house->world);
    visit_submit(house->world);
    visit_numbers(house->world, "done", &house->number, &house->code);
    g_free(world_must_print(house->world, 1, DEVICE_MS));
    visit_leave(house->world);
    json_t *cases = world_must_have_cases(house->world, 1, OFFICE_MS);
    house->case_id =
        g_strdup(json_string_value(json_object_get(json_array_get(cases, 0), "case_id")));
    json_decref(cases);
    open_office(house);
    return house;
}

static void
tear_down(struct house *house)
{
    clerk_leave(&house->window);
    clerk_leave(&house->approver);
    world_stop(house->world);
    g_free(house->office.config);
    g_free(house->case_id);
    g_free(house->number);
    g_free(house->code);
    g_free(house);
}

/* attract → the place where the code is asked, by card. */
static void
come_by_card(struct house *house)
{
    visit_start(house->world);
    visit_tap(house->world, "progress");
    reach(house, "progress-who");
    world_insert_card(house->world, WORLD_CARD_WANG);
    reach(house, "progress-code");
    world_remove_card(house->world);
}

static void
come_by_number(struct house *house)
{
    visit_start(house->world);
    visit_tap(house->world, "progress");
    reach(house, "progress-who");
    world_type(house->world, house->number);
    reach(house, "progress-code");
}

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
    struct house *house = set_up(mode, "progress-course", WORLD_VIRTUAL);

    act(house, &house->window, "accept", "");
    come_by_card(house);
    world_type(house->world, house->code);
    reach(house, "progress");
    must_have_touched(house, QUERY_TOUCHES_MAX);
    world_must_say(house->world, "已经受理", 2000);
    world_must_say(house->world, "镇里答应办（受理）", 2000);
    if (!house->world->options.assisted) // large letters leave the mark alone room
        world_must_say(house->world, "现在到这里", 2000);
    visit_tap(house->world, "finish");
    reach(house, "attract");
    g_assert_false(world_terminal_holds(house->world, "王秀兰"));
    tear_down(house);
}

static void
test_progress__a_wrong_code_says_how_many_tries_are_left(gconstpointer mode)
{
    struct house *house = set_up(mode, "progress-wrong", WORLD_VIRTUAL);

    come_by_number(house);
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
    tear_down(house);
}

static void
check_printed(const char *path, const GByteArray *pdf)
{
    g_autofree char *bytes = NULL;
    gsize size = 0;

    g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
    g_assert_cmpuint(size, ==, pdf->len);
    g_assert_true(memcmp(bytes, pdf->data, size) == 0);
}

static void
must_be(struct house *house, const char *state)
{
    json_t *cases = world_cases(house->world);

    g_assert_cmpstr(json_string_value(json_object_get(json_array_get(cases, 0), "state")),
                    ==, state);
    json_decref(cases);
}

static void
issue(struct house *house, GByteArray *pdf)
{
    act(house, &house->window, "accept", "");
    act(house, &house->approver, "take_up", "");
    act(house, &house->approver, "grant", "");
    g_assert_cmpint(clerk_issue(&house->window, house->case_id, pdf->data, pdf->len), ==,
                    303);
}

static void
go_to_sign(struct house *house)
{
    come_by_card(house);
    world_type(house->world, house->code);
    reach(house, "progress");
    world_must_tap(house->world, "print");
    reach(house, "result");
    world_must_tap_within(house->world, "print", DEVICE_MS);
    reach(house, "sign");
}

static void
test_progress__a_result_is_printed_as_it_was_attached(gconstpointer mode)
{
    struct house *house = set_up(mode, "progress-result", WORLD_REAL);
    GByteArray *pdf = clerk_result();

    issue(house, pdf);
    come_by_card(house);
    world_type(house->world, house->code);
    reach(house, "progress");
    world_must_say(house->world, "可以打印", 2000);
    visit_tap(house->world, "print");
    reach(house, "result");
    world_must_say(house->world, "一共2张", DEVICE_MS);
    world_must_tap_within(house->world, "print", DEVICE_MS);
    reach(house, "sign");
    must_have_touched(house, RESULT_TOUCHES_MAX);
    world_must_say(house->world, "打好了2张", 2000);
    char *path = world_must_print(house->world, 2, DEVICE_MS);
    check_printed(path, pdf);
    visit_draw(house->world, "signature");
    world_must_tap_within(house->world, "sign", SCREEN_MS);
    reach(house, "delivered");
    json_decref(world_must_have_letters(house->world, 1, OFFICE_MS));
    must_be(house, "delivered");
    visit_tap(house->world, "finish");
    reach(house, "attract");
    g_assert_false(world_terminal_holds(house->world, "王秀兰"));
    g_byte_array_unref(pdf);
    g_free(path);
    tear_down(house);
}

/* The office goes away while the sheets come out, and the terminal's power after the signature:
 * it arrives all the same, once, and stands with the case. */
static void
test_progress__a_signature_arrives_once_whatever_happens(void)
{
    struct house *house = set_up("standard", "progress-signature", WORLD_VIRTUAL);
    GByteArray *pdf = clerk_result();

    issue(house, pdf);
    go_to_sign(house);
    world_stop_office(house->world);
    visit_draw(house->world, "signature");
    visit_draw(house->world, "signature");
    world_must_tap_within(house->world, "sign", SCREEN_MS);
    reach(house, "delivered");
    world_kill_kiosk(house->world);
    world_start_kiosk(house->world);
    world_start_office(house->world);
    json_t *letters = world_must_have_letters(house->world, 1, 30000);
    const json_t *letter = json_array_get(letters, 0);
    g_assert_cmpstr(json_string_value(json_object_get(letter, "kind")), ==, "delivery");
    g_assert_null(json_object_get(json_object_get(letter, "body"), "strokes"));
    json_decref(letters);
    world_kill_kiosk(house->world); // nothing is sent a second time
    world_start_kiosk(house->world);
    must_be(house, "delivered");
    clerk_leave(&house->window); // its session went with the office
    clerk_come_in(&house->window, &house->office, "zhangmin", PASSWORD);
    g_autofree char *path =
        g_strdup_printf("/staff/cases/%s/papers/delivery-1", house->case_id);
    struct office_reply *page = clerk_get(&house->window, path);
    g_assert_nonnull(strstr(page->body, "polyline"));
    g_assert_nonnull(strstr(page->body, "打印2张"));
    office_reply_free(page);
    json_decref(world_must_have_letters(house->world, 1, 1000));
    g_byte_array_unref(pdf);
    tear_down(house);
}

static void
test_progress__what_is_missing_is_given_here(gconstpointer mode)
{
    struct house *house = set_up(mode, "progress-correction", WORLD_VIRTUAL);

    act(house, &house->window, "ask_correction",
        "&v-question-phone=mend&s-question-phone=digits"
        "&v-material-household_register=mend&s-material-household_register=blurred");
    come_by_card(house);
    world_type(house->world, house->code);
    reach(house, "progress");
    world_must_say(house->world, "digits", 2000);
    world_must_say(house->world, "blurred", 2000);
    visit_tap(house->world, "correct");
    reach(house, "form");
    g_assert_false(
        world_has(house->world, "choice-category-ordinary")); // not asked again
    world_type(house->world, NEW_PHONE);
    visit_tap(house->world, "next");
    reach(house, "scan");
    g_autofree char *line = g_strdup_printf("load %s", house->world->page);
    world_scanner(house->world, line);
    visit_tap(house->world, "scan");
    world_must_tap_within(house->world, "next", DEVICE_MS);
    reach(house, "correction");
    visit_tap(house->world, "submit");
    char *number = NULL, *code = NULL;
    visit_numbers(house->world, "done", &number, &code);
    g_assert_cmpstr(number, ==, house->number); // the same case
    g_assert_cmpstr(code, ==, house->code);
    g_free(world_must_print(house->world, 2, DEVICE_MS));
    visit_leave(house->world);
    must_be(house, "received");
    g_autofree char *path = g_strdup_printf("/staff/cases/%s", house->case_id);
    struct office_reply *page = clerk_get(&house->approver, path);
    g_assert_nonnull(strstr(page->body, "100 0000 9999"));
    g_assert_nonnull(strstr(page->body, "/pieces/c1-page-household-register-1"));
    office_reply_free(page);
    g_free(number);
    g_free(code);
    tear_down(house);
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
    visit_add_both("/progress/a-result-is-printed-as-it-was-attached",
                   test_progress__a_result_is_printed_as_it_was_attached);
    g_test_add_func("/progress/a-signature-arrives-once-whatever-happens",
                    test_progress__a_signature_arrives_once_whatever_happens);
    visit_add_both("/progress/what-is-missing-is-given-here",
                   test_progress__what_is_missing_is_given_here);
    return g_test_run();
}
