// SPDX-License-Identifier: Apache-2.0
/* A result is printed sheet by sheet and signed for, with the power, the office and the person's
 * mind going away in between. */
#include "tests/support/house.h"
#include "tests/support/visit.h"

#include <string.h>

#define SCREEN_MS 20000
#define DEVICE_MS 20000
#define OFFICE_MS 20000
#define RESULT_TOUCHES_MAX 4

/* From home, typed characters not counted; more things on a page need fewer touches. */
static void
must_have_touched(const struct house *house, int most)
{
    if (!house->world->options.assisted)
        g_assert_cmpint(house->world->touches, <=, most);
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
test_result__a_result_is_printed_as_it_was_attached(gconstpointer mode)
{
    struct house *house = house_set_up(mode, "progress-result", WORLD_REAL);
    GByteArray *pdf = clerk_result();

    house_issue(house, pdf);
    house_come_by_card(house);
    world_type(house->world, house->code);
    house_reach(house, "progress");
    world_must_say(house->world, "可以打印", 2000);
    visit_tap(house->world, "print");
    house_reach(house, "result");
    world_must_say(house->world, "一共2张", DEVICE_MS);
    world_must_tap_within(house->world, "print", DEVICE_MS);
    house_reach(house, "sign");
    must_have_touched(house, RESULT_TOUCHES_MAX);
    world_must_say(house->world, "打好了2张", 2000);
    char *path = world_must_print(house->world, 2, DEVICE_MS);
    check_printed(path, pdf);
    visit_draw(house->world, "signature");
    world_must_tap_within(house->world, "sign", SCREEN_MS);
    house_reach(house, "delivered");
    json_decref(world_must_have_letters(house->world, 1, OFFICE_MS));
    house_must_be(house, "delivered");
    visit_tap(house->world, "finish");
    house_reach(house, "attract");
    g_assert_false(world_terminal_holds(house->world, "王秀兰"));
    g_byte_array_unref(pdf);
    g_free(path);
    house_tear_down(house);
}

/* The office goes away while the sheets come out, and the terminal's power after the signature:
 * it arrives all the same, once, and stands with the case. */
static void
test_result__a_signature_arrives_once_whatever_happens(void)
{
    struct house *house = house_set_up("standard", "progress-signature", WORLD_VIRTUAL);
    GByteArray *pdf = clerk_result();

    house_issue(house, pdf);
    house_go_to_sign(house);
    world_stop_office(house->world);
    visit_draw(house->world, "signature");
    visit_draw(house->world, "signature");
    world_must_tap_within(house->world, "sign", SCREEN_MS);
    house_reach(house, "delivered");
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
    house_must_be(house, "delivered");
    clerk_leave(&house->window); // its session went with the office
    clerk_come_in(&house->window, &house->office, "zhangmin", HOUSE_PASSWORD);
    g_autofree char *path =
        g_strdup_printf("/staff/cases/%s/papers/delivery-1", house->case_id);
    struct office_reply *page = clerk_get(&house->window, path);
    g_assert_nonnull(strstr(page->body, "polyline"));
    g_assert_nonnull(strstr(page->body, "打印2张"));
    office_reply_free(page);
    json_decref(world_must_have_letters(house->world, 1, 1000));
    g_byte_array_unref(pdf);
    house_tear_down(house);
}

/* The power goes after the first sheet. Who comes again gets the second one, and no more. */
static void
test_result__a_print_goes_on_after_a_power_cut(void)
{
    struct house *house = house_set_up("standard", "progress-power", WORLD_VIRTUAL);
    GByteArray *pdf = clerk_result();
    int before = world_printed_count(house->world);

    house_issue(house, pdf);
    world_printer(house->world, "sheet-ms 4000");
    house_come_by_card(house);
    world_type(house->world, house->code);
    house_reach(house, "progress");
    world_must_tap(house->world, "print");
    house_reach(house, "result");
    world_must_tap_within(house->world, "print", DEVICE_MS);
    world_must_say(house->world, "共2张，正在打第2张", DEVICE_MS);
    world_kill_kiosk(house->world);
    world_start_kiosk(house->world);
    house_come_by_card(house);
    world_type(house->world, house->code);
    house_reach(house, "progress");
    world_must_tap(house->world, "print");
    world_must_say(house->world, "上次打到第1张停了", DEVICE_MS);
    world_must_tap_within(house->world, "print", DEVICE_MS);
    house_reach(house, "sign");
    world_must_say(house->world, "打好了2张", 2000);
    char *path = world_must_print(house->world, before + 1, DEVICE_MS);
    char *text = world_pdf_text(path);
    int pages = 0;
    for (const char *at = text; (at = strchr(at, '\f')) != NULL; at++)
        pages++;
    g_assert_cmpint(pages, ==, 1); // the second sheet alone
    g_byte_array_unref(pdf);
    g_free(text);
    g_free(path);
    house_tear_down(house);
}

/* 后面的不打了 while the first sheet is out; then the other one, in the same visit. */
static void
test_result__no_further_sheet_and_on_again(void)
{
    struct house *house = house_set_up("standard", "progress-stop", WORLD_VIRTUAL);
    GByteArray *pdf = clerk_result();

    house_issue(house, pdf);
    world_printer(house->world, "sheet-ms 3000");
    house_come_by_card(house);
    world_type(house->world, house->code);
    house_reach(house, "progress");
    world_must_tap(house->world, "print");
    house_reach(house, "result");
    world_must_tap_within(house->world, "zoom", DEVICE_MS);
    house_reach(house, "result-zoom");
    world_must_tap_within(house->world, "zoom-out", DEVICE_MS);
    house_reach(house, "result");
    world_must_tap_within(house->world, "print", DEVICE_MS);
    world_must_say(house->world, "共2张，正在打第2张", DEVICE_MS);
    world_must_tap(house->world, "stop");
    house_reach(house, "sign");
    world_must_say(house->world, "打好了1张", 2000);
    world_printer(house->world, "sheet-ms 0");
    world_must_tap(house->world, "stuck");
    house_reach(house, "result-stuck");
    world_must_tap(house->world, "missing-2");
    world_must_tap(house->world, "print-missing");
    house_reach(house, "sign");
    world_must_say(house->world, "打好了2张", 2000);
    g_byte_array_unref(pdf);
    house_tear_down(house);
}

/* The course on paper. */
static void
test_result__how_it_stands_is_printed(void)
{
    struct house *house = house_set_up("standard", "progress-paper", WORLD_VIRTUAL);

    house_act(house, &house->window, "accept", "");
    house_come_by_number(house);
    world_type(house->world, house->code);
    house_reach(house, "progress");
    world_must_tap(house->world, "paper");
    char *path = world_must_print(house->world, 2, DEVICE_MS);
    char *text = world_pdf_text(path);
    g_assert_nonnull(strstr(text, "办理进度单"));
    g_assert_nonnull(strstr(text, "镇里答应办"));
    g_assert_null(strstr(text, "王秀兰"));
    world_must_tap(house->world, "ask-who");
    house_reach(house, "progress-ask");
    world_must_say(house->world, "0000-0000001", 2000);
    g_free(text);
    g_free(path);
    house_tear_down(house);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/result/a-signature-arrives-once-whatever-happens",
                    test_result__a_signature_arrives_once_whatever_happens);
    g_test_add_func("/result/a-print-goes-on-after-a-power-cut",
                    test_result__a_print_goes_on_after_a_power_cut);
    g_test_add_func("/result/no-further-sheet-and-on-again",
                    test_result__no_further_sheet_and_on_again);
    g_test_add_func("/result/how-it-stands-is-printed",
                    test_result__how_it_stands_is_printed);
    visit_add_both("/result/a-result-is-printed-as-it-was-attached",
                   test_result__a_result_is_printed_as_it_was_attached);
    return g_test_run();
}
