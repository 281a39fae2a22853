// SPDX-License-Identifier: Apache-2.0
/* Pages, told as stories: a feeder that brings several, one that is refused and why, turned,
 * looked at again, the live picture of a camera. */
#include <string.h>

#include "core/copy_mark.h"
#include "tests/support/visitor.h"

static int
count_effects(const struct visitor *visitor, enum effect_kind kind)
{
    int count = 0;
    for (size_t i = 0; i < visitor->effects.count; i++)
        count += visitor->effects.list[i].kind == kind;
    return count;
}

static int
number_of(const struct visitor *visitor, enum effect_kind kind)
{
    for (size_t i = 0; i < visitor->effects.count; i++)
        if (visitor->effects.list[i].kind == kind)
            return visitor->effects.list[i].number;
    return -1;
}

static int
page_of(const struct visitor *visitor, enum effect_kind kind)
{
    for (size_t i = 0; i < visitor->effects.count; i++)
        if (visitor->effects.list[i].kind == kind)
            return visitor->effects.list[i].page;
    return -1;
}

static void
page_of_feeder(struct visitor *visitor, int left)
{
    visitor_event(visitor, &(struct session_event){
                               .kind = SESSION_PAGE_READY,
                               .order = visitor->scan_order,
                               .number = left,
                               .page = {.handle = ++visitor->next_handle,
                                        .width = 600,
                                        .height = 800,
                                        .verdict = "good"},
                           });
}

static void
begin(struct visitor *visitor)
{
    visitor_init(visitor);
    visitor_comes_to_scan(visitor);
}

static void
test_scan__all_pages_of_a_feeder_are_kept(void)
{
    struct visitor visitor;
    begin(&visitor);
    visitor_does(&visitor, SESSION_SCAN, NULL);
    page_of_feeder(&visitor, 1);
    g_assert_cmpint(visitor.session.scan_order, !=, 0); // the second is under way
    g_assert_false(visitor_does(&visitor, SESSION_NEXT, NULL));
    page_of_feeder(&visitor, 0);
    g_assert_cmpint(visitor.session.scan_order, ==, 0);
    g_assert_cmpuint(visitor.session.materials[0].page_count, ==, 2);
    g_assert_cmpint(visitor.session.scan_extra, ==, 0);
    g_assert_true(session_page_is_complete(&visitor.session));
    visitor_finish(&visitor);
}

static void
test_scan__pages_that_nobody_wants_are_let_go_and_told(void)
{
    struct visitor visitor;
    begin(&visitor);
    int most = visitor.session.materials[0].material->page_max;
    visitor_does(&visitor, SESSION_SCAN, NULL);
    for (int left = most + 2; left >= 0; left--)
        page_of_feeder(&visitor, left);
    g_assert_cmpuint(visitor.session.materials[0].page_count, ==, (size_t)most);
    g_assert_cmpint(visitor.session.scan_extra, ==, 3);
    g_assert_cmpint(number_of(&visitor, EFFECT_DROP_PAGE), ==, visitor.next_handle);
    g_assert_cmpint(visitor.session.scan_page, ==, most - 1);
    visitor_finish(&visitor);
}

static void
test_scan__a_blurred_page_is_refused_once_and_then_taken_as_it_is(void)
{
    struct visitor visitor;
    begin(&visitor);
    visitor_does(&visitor, SESSION_SCAN, NULL);
    visitor_page_comes(&visitor, "blurred");
    g_assert_false(session_page_is_complete(&visitor.session));
    g_assert_false(visitor_does(&visitor, SESSION_NEXT, NULL));
    visitor_does(&visitor, SESSION_SCAN, NULL);
    visitor_page_comes(&visitor, "blurred");
    g_assert_cmpuint(visitor.session.materials[0].page_count, ==, 1);
    g_assert_true(session_page_is_complete(&visitor.session));
    // A blank one never is.
    visitor_event(&visitor,
                  &(struct session_event){.kind = SESSION_SCAN_AGAIN, .number = 0});
    visitor_page_comes(&visitor, "blank");
    g_assert_false(session_page_is_complete(&visitor.session));
    visitor_finish(&visitor);
}

static void
test_scan__the_last_page_can_be_turned_until_it_stands(void)
{
    struct visitor visitor;
    begin(&visitor);
    g_assert_false(visitor_does(&visitor, SESSION_TURN_PAGE, NULL)); // there is none
    visitor_does(&visitor, SESSION_SCAN, NULL);
    int first = visitor_page_comes(&visitor, "good");
    for (int quarters = 1; quarters <= 4; quarters++) {
        visitor_does(&visitor, SESSION_TURN_PAGE, NULL);
        g_assert_cmpint(number_of(&visitor, EFFECT_TURN), ==, quarters * 90 % 360);
        g_assert_false(visitor_does(&visitor, SESSION_NEXT, NULL)); // it is under way
        visitor_event(&visitor, &(struct session_event){
                                    .kind = SESSION_PAGE_READY,
                                    .order = visitor.session.scan_order,
                                    .page = {.handle = ++visitor.next_handle,
                                             .verdict = "good",
                                             .turned = quarters * 90 % 360},
                                });
        g_assert_cmpint(number_of(&visitor, EFFECT_DROP_PAGE), ==,
                        quarters == 1 ? first : visitor.next_handle - 1);
    }
    g_assert_cmpuint(visitor.session.materials[0].page_count, ==, 1);
    g_assert_cmpint(visitor.session.materials[0].pages[0].tries, ==, 1);
    visitor_finish(&visitor);
}

/* An earlier page is turned as it was kept; how good it is was found before. */
static void
test_scan__any_page_can_be_turned(void)
{
    struct visitor visitor;
    begin(&visitor);
    visitor_does(&visitor, SESSION_SCAN, NULL);
    int first = visitor_page_comes(&visitor, "good");
    visitor_does(&visitor, SESSION_SCAN, NULL);
    int second = visitor_page_comes(&visitor, "good");
    visitor_event(&visitor,
                  &(struct session_event){.kind = SESSION_LOOK_PAGE, .number = 0});
    visitor_does(&visitor, SESSION_TURN_PAGE, NULL);
    g_assert_cmpint(number_of(&visitor, EFFECT_TURN), ==, 90);
    g_assert_cmpint(page_of(&visitor, EFFECT_TURN), ==, first);
    visitor_event(&visitor,
                  &(struct session_event){
                      .kind = SESSION_PAGE_READY,
                      .order = visitor.session.scan_order,
                      .page = {.handle = ++visitor.next_handle, .verdict = "blank"},
                  });
    const struct session_material *given = &visitor.session.materials[0];
    g_assert_cmpuint(given->page_count, ==, 2);
    g_assert_cmpint(given->pages[0].handle, ==, visitor.next_handle);
    g_assert_cmpstr(given->pages[0].verdict, ==, "good");
    g_assert_cmpint(given->pages[1].handle, ==, second);
    g_assert_cmpint(number_of(&visitor, EFFECT_DROP_PAGE), ==, first);
    // The last one is still made anew from what the scanner gave.
    visitor_event(&visitor,
                  &(struct session_event){.kind = SESSION_LOOK_PAGE, .number = 1});
    visitor_does(&visitor, SESSION_TURN_PAGE, NULL);
    g_assert_cmpint(page_of(&visitor, EFFECT_TURN), ==, 0);
    visitor_finish(&visitor);
}

static void
test_scan__a_turn_that_fails_leaves_the_page_as_it_was(void)
{
    struct visitor visitor;
    begin(&visitor);
    visitor_does(&visitor, SESSION_SCAN, NULL);
    int handle = visitor_page_comes(&visitor, "good");
    visitor_does(&visitor, SESSION_TURN_PAGE, NULL);
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_SCAN_FAILED,
                                                    .order = visitor.session.scan_order,
                                                    .text = "driverCrashed"});
    g_assert_cmpstr(visitor.session.scan_cause, ==, "");
    g_assert_cmpint(visitor.session.materials[0].pages[0].handle, ==, handle);
    g_assert_true(session_page_is_complete(&visitor.session));
    // What the scanner gave is gone: the page that was kept is turned.
    g_assert_true(visitor_does(&visitor, SESSION_TURN_PAGE, NULL));
    g_assert_cmpint(page_of(&visitor, EFFECT_TURN), ==, handle);
    visitor_finish(&visitor);
}

static void
test_scan__any_page_can_be_looked_at_and_taken_again(void)
{
    struct visitor visitor;
    begin(&visitor);
    visitor_does(&visitor, SESSION_SCAN, NULL);
    page_of_feeder(&visitor, 1);
    page_of_feeder(&visitor, 0);
    visitor_event(&visitor,
                  &(struct session_event){.kind = SESSION_LOOK_PAGE, .number = 0});
    g_assert_cmpint(visitor.session.scan_page, ==, 0);
    visitor_event(&visitor,
                  &(struct session_event){.kind = SESSION_SCAN_AGAIN, .number = 0});
    g_assert_cmpint(number_of(&visitor, EFFECT_SCAN), ==, 1);
    visitor_page_comes(&visitor, "good");
    g_assert_cmpuint(visitor.session.materials[0].page_count, ==, 2);
    g_assert_false(visitor_event(
        &visitor, &(struct session_event){.kind = SESSION_LOOK_PAGE, .number = 2}));
    visitor_finish(&visitor);
}

static bool
frame_comes(struct visitor *visitor, int order)
{
    return visitor_event(visitor, &(struct session_event){
                                      .kind = SESSION_SCAN_FRAME,
                                      .order = order,
                                      .page = {.handle = ++visitor->next_handle},
                                  });
}

static void
test_scan__shows_what_the_camera_sees_one_frame_at_a_time(void)
{
    struct visitor visitor;
    begin(&visitor);
    int live = visitor.session.live_order;
    g_assert_cmpint(live, !=, 0);
    g_assert_true(frame_comes(&visitor, live));
    int first = visitor.next_handle;
    g_assert_true(frame_comes(&visitor, live));
    g_assert_cmpint(number_of(&visitor, EFFECT_DROP_PAGE), ==, first);
    visitor_does(&visitor, SESSION_SCAN, NULL);
    g_assert_cmpint(count_effects(&visitor, EFFECT_END_LIVE), ==, 1);
    g_assert_cmpint(visitor.session.scan_frame.handle, ==, 0);
    g_assert_false(frame_comes(&visitor, live)); // too late
    g_assert_cmpint(number_of(&visitor, EFFECT_DROP_PAGE), ==, visitor.next_handle);
    g_assert_true(frame_comes(&visitor, visitor.scan_order)); // the page as it comes
    visitor_page_comes(&visitor, "good");
    g_assert_cmpint(count_effects(&visitor, EFFECT_LIVE), ==, 1);
    visitor_does(&visitor, SESSION_BACK, NULL);
    g_assert_cmpint(count_effects(&visitor, EFFECT_END_LIVE), ==, 1);
    g_assert_cmpint(visitor.session.live_order, ==, 0);
    visitor_finish(&visitor);
}

static void
test_scan__each_page_says_what_it_may_be_used_for(void)
{
    struct visitor visitor;
    begin(&visitor);
    char mark[256];
    session_scan_mark(&visitor.session, mark);
    g_assert_nonnull(strstr(mark, "仅供办理"));
    g_assert_nonnull(strstr(mark, "有效期至2027年"));
    g_assert_nonnull(strstr(mark, "未与原件核对"));
    g_assert_cmpint(g_utf8_strlen(mark, -1), <=, COPY_MARK_CHARACTERS_MAX);
    visitor_finish(&visitor);
}

/* ---- several scanners ---- */

static void
scanner_says(struct visitor *visitor, const char *name, enum device_state state)
{
    struct session_device device = {
        .class = "scanner", .state = state, .cause = "none", .present = true};
    g_strlcpy(device.name, name, sizeof device.name);
    if (state != DEVICE_ONLINE)
        g_strlcpy(device.cause, "ioError", sizeof device.cause);
    visitor_event(visitor,
                  &(struct session_event){.kind = SESSION_DEVICE, .device = &device});
}

static const char *
scanner_used(const struct visitor *visitor)
{
    return session_device(&visitor->session, "scanner")->name;
}

static void
test_scan__another_scanner_stands_in_for_one_that_broke(void)
{
    struct visitor visitor;
    begin(&visitor);
    scanner_says(&visitor, "glass", DEVICE_ONLINE);
    scanner_says(&visitor, "camera", DEVICE_ONLINE);
    g_assert_cmpstr(scanner_used(&visitor), ==, "glass");
    scanner_says(&visitor, "glass", DEVICE_HARDWARE_ERROR);
    g_assert_cmpstr(scanner_used(&visitor), ==, "camera");
    g_assert_true(visitor.session.scanner_stands_in);
    g_assert_null(session_other_scanner(&visitor.session));
    // It comes back: who began at the camera is not sent away again.
    scanner_says(&visitor, "glass", DEVICE_ONLINE);
    g_assert_cmpstr(scanner_used(&visitor), ==, "camera");
    visitor_finish(&visitor);
}

static void
test_scan__a_page_under_way_ends_before_another_scanner_stands_in(void)
{
    struct visitor visitor;
    begin(&visitor);
    scanner_says(&visitor, "glass", DEVICE_ONLINE);
    scanner_says(&visitor, "camera", DEVICE_ONLINE);
    visitor_does(&visitor, SESSION_SCAN, NULL);
    scanner_says(&visitor, "glass", DEVICE_HARDWARE_ERROR);
    g_assert_false(visitor.session.scanner_stands_in);
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_SCAN_FAILED,
                                                    .order = visitor.session.scan_order,
                                                    .text = "ioError"});
    g_assert_true(visitor.session.scanner_stands_in);
    g_assert_cmpstr(visitor.session.scan_cause, ==, "");
    g_assert_cmpstr(visitor.session.scanner, ==, "camera");
    visitor_finish(&visitor);
}

static void
test_scan__the_person_chooses_among_scanners(void)
{
    struct visitor visitor;
    begin(&visitor);
    g_assert_false(visitor_does(&visitor, SESSION_SCANNER, NULL)); // there is one
    scanner_says(&visitor, "glass", DEVICE_ONLINE);
    scanner_says(&visitor, "camera", DEVICE_ONLINE);
    g_assert_true(visitor_does(&visitor, SESSION_SCANNER, NULL));
    g_assert_cmpstr(scanner_used(&visitor), ==, "camera");
    g_assert_cmpint(count_effects(&visitor, EFFECT_LIVE), ==, 1); // its picture
    visitor_does(&visitor, SESSION_SCAN, NULL);
    g_assert_false(visitor_does(&visitor, SESSION_SCANNER, NULL)); // it runs
    visitor_page_comes(&visitor, "good");
    visitor_does(&visitor, SESSION_SCANNER, NULL);
    g_assert_cmpstr(scanner_used(&visitor), ==, "glass");
    visitor_finish(&visitor);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/scan/" #name, test_scan__##name)
    ADD(all_pages_of_a_feeder_are_kept);
    ADD(pages_that_nobody_wants_are_let_go_and_told);
    ADD(a_blurred_page_is_refused_once_and_then_taken_as_it_is);
    ADD(the_last_page_can_be_turned_until_it_stands);
    ADD(a_turn_that_fails_leaves_the_page_as_it_was);
    ADD(any_page_can_be_looked_at_and_taken_again);
    ADD(shows_what_the_camera_sees_one_frame_at_a_time);
    ADD(each_page_says_what_it_may_be_used_for);
    g_test_add_func("/session-scan/any-page-turned", test_scan__any_page_can_be_turned);
    g_test_add_func("/session-scan/another-scanner-stands-in",
                    test_scan__another_scanner_stands_in_for_one_that_broke);
    g_test_add_func("/session-scan/page-under-way-ends-first",
                    test_scan__a_page_under_way_ends_before_another_scanner_stands_in);
    g_test_add_func("/session-scan/chosen-scanner",
                    test_scan__the_person_chooses_among_scanners);
    return g_test_run();
}
