// SPDX-License-Identifier: Apache-2.0
/* Progress, results and corrections on the pure session: touches, wrong codes, late answers,
 * what is asked again and what never is. */
#include "tests/support/assets.h"
#include "tests/support/visitor.h"

#include <string.h>

#include "base/json.h"
#include <kiosk/document.h>
#include <kiosk/envelope.h>

#define HEAD                                                                             \
    "\"case_id\":\"019aa5d2-7b1c-7000-8000-000000000001\","                              \
    "\"receipt_number\":\"000126112100071\",\"service\":\"medical-insurance\","          \
    "\"service_version\":" G_STRINGIFY(                                                  \
        ASSETS_MEDICAL_VERSION) ",\"since\":\"2026-11-20T09:12:00+08:00\",\"steps\":[],"
#define ISSUED                                                                           \
    "{" HEAD "\"state\":\"issued\",\"next\":\"print\",\"defects\":[],\"reason\":\"\","   \
    "\"results\":[{\"result\":1,\"size\":9,\"delivered\":false,"                         \
    "\"issued_at\":\"2026-11-21T09:12:00+08:00\"}]}"
#define MISSING                                                                          \
    "{" HEAD "\"state\":\"correction\",\"next\":\"correct\",\"reason\":\"\","            \
    "\"results\":[],\"defects\":[{\"kind\":\"question\",\"id\":\"phone\","               \
    "\"sentence\":\"x\"},{\"kind\":\"material\",\"id\":\"household_register\","          \
    "\"sentence\":\"y\"}]}"

static void
answer(struct visitor *visitor, int status, const char *text)
{
    json_t *json = text ? json_loads(text, 0, NULL) : NULL;

    g_assert_true(!text || json);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_ANSWERED,
                                                   .order = visitor->session.ask_order,
                                                   .number = status,
                                                   .json = json});
    json_decref(json);
}

static void
comes_to_code(struct visitor *visitor)
{
    visitor_does(visitor, SESSION_START, NULL);
    visitor->touches = 0; // counted from home
    visitor_does(visitor, SESSION_PROGRESS, NULL);
    visitor_card_is_read(visitor);
    g_assert_cmpint(visitor->session.screen, ==, SCREEN_PROGRESS_CODE);
}

static void
comes(struct visitor *visitor, const char *progress)
{
    comes_to_code(visitor);
    visitor_types(visitor, "482915");
    answer(visitor, 200, progress);
    g_assert_cmpint(visitor->session.screen, ==, SCREEN_PROGRESS);
}

static void
sends_number(struct visitor *visitor, enum session_event_kind kind, int number)
{
    visitor->touches++;
    visitor_event(visitor, &(struct session_event){.kind = kind, .number = number});
}

static void
is_drawn(struct visitor *visitor, int handle, int pages)
{
    visitor_event(visitor, &(struct session_event){
                               .kind = SESSION_DRAWN,
                               .order = visitor->session.progress.view_order,
                               .number = pages,
                               .page = {.handle = handle, .width = 9, .height = 9}});
}

static void
is_printed(struct visitor *visitor, int sheets)
{
    visitor_event(visitor, &(struct session_event){.kind = SESSION_PRINTED,
                                                   .order = visitor->session.print_order,
                                                   .number = sheets});
}

static void
test_progress__takes_one_touch(void)
{
    struct visitor visitor;

    visitor_init(&visitor);
    comes(&visitor, ISSUED);
    g_assert_cmpint(visitor.touches, <=, 3);
    visitor_finish(&visitor);
}

static void
is_kept(struct visitor *visitor, int kept)
{
    visitor_event(visitor,
                  &(struct session_event){.kind = SESSION_LETTER_KEPT,
                                          .order = visitor->session.progress.sign_order,
                                          .number = kept});
}

static void
test_progress__a_result_takes_four_touches(void)
{
    struct visitor visitor;

    visitor_init(&visitor);
    comes(&visitor, ISSUED);
    sends_number(&visitor, SESSION_RESULT, 1);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_ASK));
    answer(&visitor, 200, NULL);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_VIEW));
    is_drawn(&visitor, 77, 3);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_PRINT_RESULT));
    is_printed(&visitor, 3);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_SIGN);
    visitor_event(&visitor,
                  &(struct session_event){.kind = SESSION_WRITTEN, .number = 4});
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_LETTER));
    json_t *letter = session_take_letter(&visitor.session);
    const json_t *body = json_object_get(letter, "body");
    g_assert_cmpstr(json_text(letter, "operation", ""), ==, "delivery");
    g_assert_cmpint(json_integer_value(json_object_get(body, "sheets")), ==, 3);
    g_assert_null(json_object_get(body, "query_code"));
    g_assert_nonnull(json_at(letter, "/private/strokes"));
    json_decref(letter);
    is_kept(&visitor, 0);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_SIGN); // said, and signed again
    g_assert_cmpint(visitor.session.progress.problem, ==, PROGRESS_NOT_KEPT);
    visitor.touches--;
    visitor_does(&visitor, SESSION_NEXT, NULL);
    json_decref(session_take_letter(&visitor.session));
    is_kept(&visitor, 1);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_DELIVERED);
    g_assert_cmpint(visitor.touches, <=, 4);
    visitor_finish(&visitor);
}

static void
test_progress__a_square_that_was_left_is_signed_anew(void)
{
    struct visitor visitor;

    visitor_init(&visitor);
    comes(&visitor, ISSUED);
    sends_number(&visitor, SESSION_RESULT, 1);
    answer(&visitor, 200, NULL);
    is_drawn(&visitor, 77, 3);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    is_printed(&visitor, 3);
    visitor_event(&visitor,
                  &(struct session_event){.kind = SESSION_WRITTEN, .number = 4});
    visitor_does(&visitor, SESSION_OPEN_TROUBLE, NULL);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_TROUBLE);
    visitor_does(&visitor, SESSION_BACK, NULL);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_SIGN);
    visitor_does(&visitor, SESSION_NEXT, NULL); // the strokes went with the page
    g_assert_false(visitor_has_effect(&visitor, EFFECT_LETTER));
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_SIGN);
    visitor_finish(&visitor);
}

static void
test_progress__nothing_is_printed_before_its_sheets_are_known(void)
{
    struct visitor visitor;

    visitor_init(&visitor);
    comes(&visitor, ISSUED);
    sends_number(&visitor, SESSION_RESULT, 1);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_false(visitor_has_effect(&visitor, EFFECT_PRINT_RESULT));
    answer(&visitor, 200, NULL);
    is_drawn(&visitor, 0, 0); // the viewer could not
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_false(visitor_has_effect(&visitor, EFFECT_PRINT_RESULT));
    g_assert_cmpint(visitor.session.progress.problem, ==, PROGRESS_NO_VIEW);
    visitor_finish(&visitor);
}

static void
test_progress__paper_that_ran_out_leads_back_to_the_result(void)
{
    struct visitor visitor;

    visitor_init(&visitor);
    comes(&visitor, ISSUED);
    sends_number(&visitor, SESSION_RESULT, 1);
    answer(&visitor, 200, NULL);
    is_drawn(&visitor, 77, 2);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_PRINT_FAILED,
                                                    .order = visitor.session.print_order,
                                                    .text = "paperOut"});
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_FAULT);
    visitor_does(&visitor, SESSION_RETRY, NULL);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_RESULT_PRINT);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_PRINT_RESULT));
    g_assert_false(visitor_has_effect(&visitor, EFFECT_PRINT_SLIP));
    visitor_finish(&visitor);
}

static void
test_progress__a_wrong_code_is_typed_anew_and_an_unread_one_kept(void)
{
    struct visitor visitor;

    visitor_init(&visitor);
    comes_to_code(&visitor);
    visitor_types(&visitor, "111111");
    answer(&visitor, 403, "{\"tries_left\":3}");
    g_assert_cmpstr(visitor.session.progress.code, ==, "");
    g_assert_cmpint(visitor.session.progress.tries_left, ==, 3);
    visitor_types(&visitor, "482915");
    answer(&visitor, 0, NULL);
    g_assert_cmpstr(visitor.session.progress.code, ==, "482915");
    visitor_does(&visitor, SESSION_RETRY, NULL);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_ASK));
    answer(&visitor, 429, "{\"tries_left\":0}");
    visitor_types(&visitor, "4");
    g_assert_cmpstr(visitor.session.progress.code, ==, ""); // closed
    visitor_finish(&visitor);
}

static void
test_progress__a_number_with_a_wrong_digit_goes_nowhere(void)
{
    struct visitor visitor;

    visitor_init(&visitor);
    visitor_does(&visitor, SESSION_START, NULL);
    visitor_does(&visitor, SESSION_PROGRESS, NULL);
    visitor_types(&visitor, "000126112100070");
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_PROGRESS_WHO);
    g_assert_cmpint(visitor.session.progress.problem, ==, PROGRESS_WRONG_NUMBER);
    visitor_finish(&visitor);
}

static void
test_progress__a_correction_asks_only_what_is_missing(void)
{
    struct visitor visitor;

    visitor_init(&visitor);
    comes(&visitor, MISSING);
    visitor_does(&visitor, SESSION_CORRECT, NULL);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_FORM);
    g_assert_false(session_asks(&visitor.session,
                                service_question(visitor.session.service, "category")));
    visitor_types(&visitor, "10000009999");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_SCAN);
    visitor_does(&visitor, SESSION_SCAN, NULL);
    visitor_page_comes(&visitor, "good");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_CORRECTION);
    visitor_does(&visitor, SESSION_SUBMIT, NULL);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_SUBMIT));
    json_t *given = session_application(&visitor.session,
                                        "019aa5d2-7b1c-7000-8000-000000000002", "482915",
                                        visitor.real_ms);
    GError *error = NULL;
    schema_accepts(&envelope_correction_schema, given, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(json_object_size(json_object_get(given, "answers")), ==, 1);
    g_assert_cmpuint(json_array_size(json_object_get(given, "materials")), ==, 1);
    json_decref(given);
    visitor_finish(&visitor);
}

static void
test_progress__nothing_of_it_stays(void)
{
    struct visitor visitor;

    visitor_init(&visitor);
    comes(&visitor, MISSING);
    visitor_does(&visitor, SESSION_END, NULL);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_ATTRACT);
    g_assert_null(visitor.session.progress.told);
    g_assert_null(visitor.session.card);
    g_assert_cmpstr(visitor.session.progress.code, ==, "");
    visitor_finish(&visitor);
}

static void
print_fails(struct visitor *visitor, const char *cause, int sheets)
{
    visitor_event(visitor, &(struct session_event){.kind = SESSION_PRINT_FAILED,
                                                   .order = visitor->session.print_order,
                                                   .text = cause,
                                                   .number = sheets});
}

static void
comes_to_result(struct visitor *visitor, int before)
{
    comes(visitor, ISSUED);
    sends_number(visitor, SESSION_RESULT, 1);
    visitor_event(visitor,
                  &(struct session_event){.kind = SESSION_PRINTED_BEFORE,
                                          .order = visitor->session.progress.before_order,
                                          .number = before});
    answer(visitor, 200, NULL);
    is_drawn(visitor, 77, 3);
}

/* The number of the first sheet that was ordered. */
static int
first_sheet(const struct visitor *visitor)
{
    for (size_t i = 0; i < visitor->effects.count; i++)
        if (visitor->effects.list[i].kind == EFFECT_PRINT_RESULT)
            return visitor->effects.list[i].number;
    return 0;
}

static void
test_progress__a_retry_goes_on_at_the_sheet_where_it_stopped(void)
{
    struct visitor visitor;

    visitor_init(&visitor);
    comes_to_result(&visitor, 0);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpint(first_sheet(&visitor), ==, 1);
    print_fails(&visitor, "paperOut", 1);
    visitor_does(&visitor, SESSION_RETRY, NULL);
    g_assert_cmpint(first_sheet(&visitor), ==, 2);
    print_fails(&visitor, "coverOpen", 2);
    visitor_does(&visitor, SESSION_RETRY, NULL);
    g_assert_cmpint(first_sheet(&visitor), ==, 3);
    print_fails(&visitor, "jobAborted", 3); // behind the last sheet: all are out
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_SIGN);
    g_assert_cmpint(visitor.session.sheets_out, ==, 3);
    visitor_finish(&visitor);
}

static void
test_progress__a_later_visit_goes_on_with_what_is_left(void)
{
    struct visitor visitor;

    visitor_init(&visitor);
    comes_to_result(&visitor, 2);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpint(first_sheet(&visitor), ==, 3);
    visitor_finish(&visitor);
    visitor_init(&visitor);
    comes_to_result(&visitor, 2);
    visitor_does(&visitor, SESSION_PRINT_ALL, NULL); // but only when it is wanted
    g_assert_cmpint(first_sheet(&visitor), ==, 1);
    visitor_finish(&visitor);
}

static void
test_progress__no_further_sheet_is_a_way_on(void)
{
    struct visitor visitor;

    visitor_init(&visitor);
    comes_to_result(&visitor, 0);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_does(&visitor, SESSION_STOP_PRINT, NULL);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_CANCEL_PRINT));
    g_assert_cmpint(visitor.session.screen, ==,
                    SCREEN_RESULT_PRINT); // until it has stopped
    print_fails(&visitor, "canceled", 1);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_SIGN);
    g_assert_cmpint(visitor.session.sheets_out, ==, 1);
    visitor_finish(&visitor);
}

static void
test_progress__a_missing_sheet_is_pointed_at_before_it_comes_again(void)
{
    struct visitor visitor;

    visitor_init(&visitor);
    comes_to_result(&visitor, 0);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_does(&visitor, SESSION_STUCK, NULL);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_RESULT_STUCK);
    sends_number(&visitor, SESSION_MISSING, 2);
    g_assert_cmpint(visitor.session.progress.missing, ==, 0); // it is still at it
    is_printed(&visitor, 3);
    visitor_does(&visitor, SESSION_STUCK, NULL);
    visitor_does(&visitor, SESSION_NEXT, NULL); // all are there after all
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_SIGN);
    visitor_does(&visitor, SESSION_STUCK, NULL);
    sends_number(&visitor, SESSION_MISSING, 2);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpint(first_sheet(&visitor), ==, 2);
    g_assert_cmpint(visitor.session.progress.missing, ==, 2); // that one only
    is_printed(&visitor, 2);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_SIGN);
    g_assert_cmpint(visitor.session.sheets_out, ==, 3);
    visitor_finish(&visitor);
}

static void
test_progress__how_it_stands_is_a_sheet_to_take_home(void)
{
    struct visitor visitor;
    GError *error = NULL;

    visitor_init(&visitor);
    comes(&visitor, MISSING);
    visitor_device(&visitor, "printer", DEVICE_ONLINE, "none");
    visitor_does(&visitor, SESSION_PAPER, NULL);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_PRINT_PAPER));
    json_t *paper = session_paper(&visitor.session);
    schema_accepts(&document_schema, paper, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(json_text(paper, "title", ""), ==, "补齐补正通知单");
    json_decref(paper);
    visitor_finish(&visitor);
}

#define ADD(claim) g_test_add_func("/session/progress/" #claim, test_progress__##claim)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    assets_speak("zh_CN");
    ADD(takes_one_touch);
    ADD(a_result_takes_four_touches);
    ADD(a_square_that_was_left_is_signed_anew);
    ADD(nothing_is_printed_before_its_sheets_are_known);
    ADD(paper_that_ran_out_leads_back_to_the_result);
    ADD(a_wrong_code_is_typed_anew_and_an_unread_one_kept);
    ADD(a_number_with_a_wrong_digit_goes_nowhere);
    ADD(a_correction_asks_only_what_is_missing);
    ADD(nothing_of_it_stays);
    ADD(a_retry_goes_on_at_the_sheet_where_it_stopped);
    ADD(a_later_visit_goes_on_with_what_is_left);
    ADD(no_further_sheet_is_a_way_on);
    ADD(a_missing_sheet_is_pointed_at_before_it_comes_again);
    ADD(how_it_stands_is_a_sheet_to_take_home);
    return g_test_run();
}
