// SPDX-License-Identifier: Apache-2.0
/* Handing in and the slip, told as stories: stored, delivered, refused, printed, not printed. */
#include "terminal/session.h"

#include <string.h>

#include "base/json.h"
#include "tests/support/assets.h"
#include "tests/support/visitor.h"
#include <kiosk/document.h>
#include <kiosk/envelope.h>

static void
test_session__hands_in_what_the_envelope_wants(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_submitting(&visitor);
    json_t *application = session_application(&visitor.session,
                                              "0199a1b2-0000-7000-8000-000000000001",
                                              "482915", visitor.real_ms);
    GError *error = NULL;
    g_assert_true(schema_accepts(&envelope_application_schema, application, &error));
    g_assert_no_error(error);
    g_assert_cmpstr(json_text(json_at(application, "/answers"), "phone", ""), ==,
                    "10000001234");
    g_assert_cmpstr(json_text(json_at(application, "/answers"), "category", ""), ==,
                    "ordinary");
    g_assert_cmpstr(json_text(json_at(application, "/answers"), "sex", ""), ==, "female");
    g_assert_cmpstr(json_text(json_at(application, "/applicant"), "name", ""), ==,
                    "王秀兰");
    g_assert_null(json_at(application, "/applicant/photo"));
    g_assert_cmpstr(json_text(json_at(application, "/materials/0"), "how", ""), ==,
                    "card");
    g_assert_cmpstr(json_string_value(json_at(application, "/materials/1/pages/0")), ==,
                    "page-household-register-1");
    g_assert_cmpstr(json_text(json_at(application, "/materials/1"), "trust", ""), ==,
                    "C");
    char name[64];
    session_piece_name(&visitor.session, 0, 0, name);
    g_assert_cmpstr(name, ==, "page-household-register-1");
    json_decref(application);
    visitor_finish(&visitor);
}

static void
test_submit__says_nothing_is_handed_in_before_it_is_stored(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_submitting(&visitor);
    g_assert_false(visitor_does(&visitor, SESSION_DO_NOT_WAIT, NULL));
    g_assert_false(visitor_does(&visitor, SESSION_END, NULL));
    visitor_waits(&visitor, SESSION_DELIVERY_WAIT_MS + 1);
    visitor_must_be_on(&visitor, SCREEN_SUBMITTING);
    visitor_finish(&visitor);
}

static void
test_submit__with_the_office_down_prints_a_slip_that_says_so(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    assets_speak("zh_CN");
    visitor_comes_to_submitting(&visitor);
    visitor_is_stored(&visitor);
    g_assert_cmpint(session_next_tick(&visitor.session), ==,
                    visitor.monotonic_ms + SESSION_DELIVERY_WAIT_MS);
    visitor_waits(&visitor, SESSION_DELIVERY_WAIT_MS);
    visitor_must_be_on(&visitor, SCREEN_DONE);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_PRINT_SLIP));
    json_t *slip = session_slip(&visitor.session);
    char *text = json_dumps(slip, 0);
    g_assert_true(schema_accepts(&document_schema, slip, NULL));
    g_assert_nonnull(strstr(text, "待上传"));
    g_free(text);
    json_decref(slip);
    visitor_is_delivered(&visitor); // later
    g_assert_true(visitor.session.delivered);
    visitor_must_be_on(&visitor, SCREEN_DONE);
    visitor_finish(&visitor);
}

static void
test_submit__does_not_keep_a_person_who_will_not_wait(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_submitting(&visitor);
    visitor_is_stored(&visitor);
    visitor_does(&visitor, SESSION_DO_NOT_WAIT, NULL);
    visitor_must_be_on(&visitor, SCREEN_DONE);
    g_assert_cmpint(visitor.session.print, ==, PRINT_RUNNING);
    visitor_finish(&visitor);
}

static void
test_submit__that_could_not_be_stored_keeps_the_answers(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_submitting(&visitor);
    int first = visitor.submit_order;
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_STORE_FAILED,
                                                    .order = first,
                                                    .text = "failed"});
    visitor_must_be_on(&visitor, SCREEN_FAULT);
    g_assert_cmpstr(visitor.session.fault_class, ==, "outbox");
    visitor_does(&visitor, SESSION_BACK, NULL);
    visitor_must_be_on(&visitor, SCREEN_CHECK);
    g_assert_cmpstr(json_text(visitor.session.answers, "phone", ""), ==, "10000001234");
    visitor_does(&visitor, SESSION_SUBMIT, NULL);
    g_assert_cmpint(visitor.submit_order, !=, first);
    visitor_is_stored(&visitor);
    g_assert_true(visitor.session.stored);
    visitor_finish(&visitor);
}

static void
test_submit__slow_store_is_never_asked_twice(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_submitting(&visitor);
    visitor_waits(&visitor, SESSION_STORE_WAIT_MS);
    visitor_must_be_on(&visitor, SCREEN_FAULT);
    g_assert_cmpstr(visitor.session.fault_cause, ==, "noAnswer");
    visitor_does(&visitor, SESSION_RETRY, NULL);
    visitor_must_be_on(&visitor, SCREEN_SUBMITTING);
    g_assert_false(visitor_has_effect(&visitor, EFFECT_SUBMIT));
    visitor_waits(&visitor, SESSION_STORE_WAIT_MS);
    visitor_is_stored(&visitor); // at last
    visitor_must_be_on(&visitor, SCREEN_SUBMITTING);
    g_assert_true(visitor.session.stored);
    visitor_finish(&visitor);
}

static void
test_submit__refused_by_the_office_is_told_and_still_gets_a_slip(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_submitting(&visitor);
    visitor_is_stored(&visitor);
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_REFUSED,
                                                    .order = visitor.submit_order,
                                                    .text = "unknown_version"});
    visitor_must_be_on(&visitor, SCREEN_FAULT);
    g_assert_cmpstr(visitor.session.fault_class, ==, "office");
    g_assert_cmpstr(visitor.session.refused, ==, "unknown_version");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_must_be_on(&visitor, SCREEN_DONE);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_PRINT_SLIP));
    visitor_finish(&visitor);
}

static void
test_print__out_of_paper_goes_on_by_itself_when_paper_is_in(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_device(&visitor, "printer", DEVICE_ONLINE, "none");
    visitor_comes_to_done(&visitor);
    visitor_device(&visitor, "printer", DEVICE_USER_ERROR, "paperOut");
    visitor_print_fails(&visitor, "paperOut", 0);
    visitor_must_be_on(&visitor, SCREEN_FAULT);
    g_assert_cmpstr(visitor.session.fault_class, ==, "printer");
    g_assert_cmpstr(visitor.session.fault_cause, ==, "paperOut");
    g_assert_cmpstr(visitor.session.receipt.number, ==, "000126112100071"); // still told
    visitor_device(&visitor, "printer", DEVICE_ONLINE, "none");
    visitor_must_be_on(&visitor, SCREEN_DONE);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_PRINT_SLIP));
    visitor_is_printed(&visitor);
    g_assert_cmpint(visitor.session.print, ==, PRINT_DONE);
    visitor_finish(&visitor);
}

static void
test_print__what_perhaps_came_out_is_printed_again_only_when_asked(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_device(&visitor, "receipt", DEVICE_ONLINE, "none");
    visitor_comes_to_done(&visitor);
    visitor_device(&visitor, "receipt", DEVICE_NO_DEVICE, "notConnected");
    visitor_print_fails(&visitor, "noAnswer", 0);
    visitor_must_be_on(&visitor, SCREEN_FAULT);
    visitor_device(&visitor, "receipt", DEVICE_ONLINE, "none");
    visitor_must_be_on(&visitor, SCREEN_FAULT);
    g_assert_false(visitor_has_effect(&visitor, EFFECT_PRINT_SLIP));
    visitor_does(&visitor, SESSION_RETRY, NULL);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_PRINT_SLIP));
    visitor_finish(&visitor);
}

static void
test_print__sheet_that_came_out_half_is_printed_again_only_when_asked(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_device(&visitor, "printer", DEVICE_ONLINE, "none");
    visitor_comes_to_done(&visitor);
    visitor_device(&visitor, "printer", DEVICE_USER_ERROR, "paperJam");
    visitor_print_fails(&visitor, "paperJam", 1);
    visitor_device(&visitor, "printer", DEVICE_ONLINE, "none");
    visitor_must_be_on(&visitor, SCREEN_FAULT);
    g_assert_false(visitor_has_effect(&visitor, EFFECT_PRINT_SLIP));
    visitor_does(&visitor, SESSION_RETRY, NULL);
    visitor_must_be_on(&visitor, SCREEN_DONE);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_PRINT_SLIP));
    visitor_finish(&visitor);
}

static void
test_print__printer_known_to_be_empty_gets_nothing_sent(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_device(&visitor, "printer", DEVICE_USER_ERROR, "paperOut");
    visitor_comes_to_submitting(&visitor);
    visitor_is_stored(&visitor);
    visitor_is_delivered(&visitor);
    visitor_must_be_on(&visitor, SCREEN_FAULT);
    g_assert_false(visitor_has_effect(&visitor, EFFECT_PRINT_SLIP));
    visitor_does(&visitor, SESSION_WITHOUT_PAPER, NULL);
    visitor_must_be_on(&visitor, SCREEN_DONE);
    g_assert_cmpint(visitor.session.print, ==, PRINT_GIVEN_UP);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_must_be_wiped(&visitor);
    visitor_finish(&visitor);
}

static void
test_print__end_asks_while_a_sheet_is_on_its_way(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_done(&visitor);
    visitor_does(&visitor, SESSION_END, NULL);
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_END);
    visitor_is_printed(&visitor);
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_NONE); // nothing to ask any more
    visitor_does(&visitor, SESSION_END, NULL);
    visitor_must_be_wiped(&visitor);
    visitor_comes_to_done(&visitor);
    visitor_does(&visitor, SESSION_END, NULL);
    visitor_does(&visitor, SESSION_END, NULL);                         // yes, really
    g_assert_false(visitor_has_effect(&visitor, EFFECT_CANCEL_PRINT)); // it is a proof
    visitor_must_be_wiped(&visitor);
    visitor_finish(&visitor);
}

static void
test_print__answers_of_an_earlier_visit_change_nothing(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_done(&visitor);
    int submit_order = visitor.submit_order, print_order = visitor.print_order;
    visitor_does(&visitor, SESSION_END, NULL);
    visitor_does(&visitor, SESSION_END, NULL);
    visitor_comes_to_done(&visitor);
    visitor.submit_order = submit_order;
    visitor.print_order = print_order;
    visitor_print_fails(&visitor, "paperOut", 0);
    visitor_is_printed(&visitor);
    visitor_must_be_on(&visitor, SCREEN_DONE);
    g_assert_cmpint(visitor.session.print, ==, PRINT_RUNNING);
    visitor_finish(&visitor);
}

static void
test_print__counts_sheets_as_the_printer_reports_them(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_done(&visitor);
    struct session_event progress = {.kind = SESSION_PRINT_PROGRESS,
                                     .order = visitor.print_order,
                                     .number = 1,
                                     .number2 = 2};
    g_assert_true(visitor_event(&visitor, &progress));
    g_assert_cmpint(visitor.session.sheets_out, ==, 1);
    g_assert_cmpint(visitor.session.sheets_total, ==, 2);
    progress.order++;
    progress.number = 2;
    g_assert_false(visitor_event(&visitor, &progress));
    g_assert_cmpint(visitor.session.sheets_out, ==, 1);
    g_assert_cmpint(session_next_tick(&visitor.session), ==, INT64_MAX); // busy
    visitor_finish(&visitor);
}

static void
test_print__paper_level_out_is_enough_to_know(void)
{
    struct visitor visitor;
    struct session_device printer = {.class = "printer",
                                     .state = DEVICE_ONLINE,
                                     .present = true,
                                     .cause = "none",
                                     .paper = "out"};
    visitor_init(&visitor);
    visitor_event(&visitor,
                  &(struct session_event){.kind = SESSION_DEVICE, .device = &printer});
    visitor_comes_to_submitting(&visitor);
    visitor_is_stored(&visitor);
    visitor_is_delivered(&visitor);
    visitor_must_be_on(&visitor, SCREEN_FAULT);
    g_assert_cmpstr(visitor.session.fault_cause, ==, "paperOut");
    visitor_finish(&visitor);
}

#define TEST(path, function) g_test_add_func("/session/" path, function)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("application", test_session__hands_in_what_the_envelope_wants);
    TEST("submit/durable", test_submit__says_nothing_is_handed_in_before_it_is_stored);
    TEST("submit/down", test_submit__with_the_office_down_prints_a_slip_that_says_so);
    TEST("submit/wait", test_submit__does_not_keep_a_person_who_will_not_wait);
    TEST("submit/failed", test_submit__that_could_not_be_stored_keeps_the_answers);
    TEST("submit/slow", test_submit__slow_store_is_never_asked_twice);
    TEST("submit/refused",
         test_submit__refused_by_the_office_is_told_and_still_gets_a_slip);
    TEST("print/doubt",
         test_print__what_perhaps_came_out_is_printed_again_only_when_asked);
    TEST("print/paper", test_print__out_of_paper_goes_on_by_itself_when_paper_is_in);
    TEST("print/half",
         test_print__sheet_that_came_out_half_is_printed_again_only_when_asked);
    TEST("print/empty", test_print__printer_known_to_be_empty_gets_nothing_sent);
    TEST("print/end", test_print__end_asks_while_a_sheet_is_on_its_way);
    TEST("print/earlier", test_print__answers_of_an_earlier_visit_change_nothing);
    TEST("print/sheets", test_print__counts_sheets_as_the_printer_reports_them);
    TEST("print/level", test_print__paper_level_out_is_enough_to_know);
    return g_test_run();
}
