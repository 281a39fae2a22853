// SPDX-License-Identifier: Apache-2.0
/* Scenes of progress, results and corrections. Included by scenes.h alone. */
#ifndef TESTS_TERMINAL_UI_SCENES_PROGRESS_H
#define TESTS_TERMINAL_UI_SCENES_PROGRESS_H

#include "tests/support/visitor_progress.h"

#include "tests/support/assets.h"

#define PROGRESS_HEAD                                                                    \
    "\"case_id\":\"019aa5d2-7b1c-7000-8000-000000000001\","                              \
    "\"receipt_number\":\"000126112100071\",\"service\":\"medical-insurance\","          \
    "\"service_version\":" G_STRINGIFY(                                                  \
        ASSETS_MEDICAL_VERSION) ",\"since\":\"2026-11-20T09:12:00+08:00\","
#define PROGRESS_STEP(step, standing, at)                                                \
    "{\"step\":\"" step "\",\"standing\":\"" standing "\"" at "}"
#define PROGRESS_AT(at) ",\"at\":\"2026-11-" at ":00+08:00\""

static void
progress_answer(struct visitor *visitor, const char *operation, int status,
                const char *text)
{
    json_t *json = text != NULL ? json_loads(text, 0, NULL) : NULL;
    g_assert_true(text == NULL || json != NULL);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_ANSWERED,
                                                   .order = visitor->session.ask_order,
                                                   .text = operation,
                                                   .number = status,
                                                   .json = json});
    json_decref(json);
}

static void
progress_comes_to_code(struct visitor *visitor)
{
    visitor_does(visitor, SESSION_START, NULL);
    visitor_does(visitor, SESSION_PROGRESS, NULL);
    visitor_card_is_read(visitor);
}

static void
progress_comes(struct visitor *visitor, const char *text)
{
    progress_comes_to_code(visitor);
    visitor_types(visitor, "482915");
    progress_answer(visitor, "progress", 200, text);
    g_assert_cmpint(visitor->session.screen, ==, SCREEN_PROGRESS);
}

SCENE(progress_who)
{
    UNUSED_PAGES;
    visitor_does(visitor, SESSION_START, NULL);
    visitor_does(visitor, SESSION_PROGRESS, NULL);
    visitor_types(visitor, "00012611");
}

SCENE(progress_who_wrong)
{
    UNUSED_PAGES;
    visitor_does(visitor, SESSION_START, NULL);
    visitor_does(visitor, SESSION_PROGRESS, NULL);
    visitor_card_fails(visitor, "cardUnreadable");
    visitor_types(visitor, "000126112100070");
}

SCENE(progress_who_ticket)
{
    UNUSED_PAGES;
    visitor_comes_to_progress_who(visitor);
    visitor_does(visitor, SESSION_TYPE, "B");
    visitor_types(visitor, "000126112100071");
    visitor_is_answered(visitor, 404, NULL);
}

SCENE(ticket)
{
    UNUSED_PAGES;
    visitor_comes_to_ticket(visitor);
}

SCENE(progress_code)
{
    UNUSED_PAGES;
    progress_comes_to_code(visitor);
    visitor_types(visitor, "482");
}

SCENE(progress_code_wrong)
{
    UNUSED_PAGES;
    progress_comes_to_code(visitor);
    visitor_types(visitor, "482916");
    progress_answer(visitor, "progress", 403, "{\"tries_left\":4}");
}

SCENE(progress_code_locked)
{
    UNUSED_PAGES;
    progress_comes_to_code(visitor);
    visitor_types(visitor, "482916");
    progress_answer(visitor, "progress", 429, "{\"tries_left\":0}");
}

SCENE(progress_code_away)
{
    UNUSED_PAGES;
    progress_comes_to_code(visitor);
    visitor_types(visitor, "482915");
    progress_answer(visitor, "progress", 0, NULL);
}

SCENE(progress_deciding)
{
    UNUSED_PAGES;
    progress_comes(
        visitor,
        "{" PROGRESS_HEAD "\"state\":\"approving\",\"next\":\"wait\",\"defects\":[],"
        "\"reason\":\"\",\"results\":[],\"due_day\":\"2026-11-30\",\"days_left\":6,"
        "\"steps\":[" PROGRESS_STEP("received", "done", PROGRESS_AT("19T14:20")) "," PROGRESS_STEP(
            "correction", "done",
            PROGRESS_AT(
                "19T16:20")) "," PROGRESS_STEP("accepted", "done",
                                               PROGRESS_AT(
                                                   "20T09:12")) "," PROGRESS_STEP("decide"
                                                                                  "d",
                                                                                  "now",
                                                                                  "") "," PROGRESS_STEP("issued",
                                                                                                        "later",
                                                                                                        "") "," PROGRESS_STEP("delivered",
                                                                                                                              "later",
                                                                                                                              "") "]}");
}

SCENE(progress_refused)
{
    UNUSED_PAGES;
    progress_comes(
        visitor,
        "{" PROGRESS_HEAD "\"state\":\"refused\",\"next\":\"nothing\",\"defects\":[],"
        "\"reason\":\"户口和居住证都不在本县，请在户口所在地参保。\",\"results\":[],"
        "\"steps\":[" PROGRESS_STEP(
            "received", "done",
            PROGRESS_AT("19T14:20")) "," PROGRESS_STEP("refused", "done",
                                                       PROGRESS_AT("20T09:12")) "]}");
}

#define PROGRESS_ISSUED(state, next, delivered, last)                                                                                                      \
    "{" PROGRESS_HEAD "\"state\":\"" state "\",\"next\":\"" next "\",\"defects\":[],"                                                                      \
    "\"reason\":\"\",\"results\":[{\"result\":1,\"size\":12345,\"delivered\":" delivered                                                                   \
    ",\"issued_at\":\"2026-11-21T09:12:00+08:00\"}],\"steps\":[" PROGRESS_STEP(                                                                            \
        "received", "done",                                                                                                                                \
        PROGRESS_AT(                                                                                                                                       \
            "18T14:20")) "," PROGRESS_STEP("accepted", "done",                                                                                             \
                                           PROGRESS_AT(                                                                                                    \
                                               "19T09:12")) "," PROGRESS_STEP("decided",                                                                   \
                                                                              "done",                                                                      \
                                                                              PROGRESS_AT(                                                                 \
                                                                                  "20T0"                                                                   \
                                                                                  "9:"                                                                     \
                                                                                  "12")) "," PROGRESS_STEP("issued",                                       \
                                                                                                           "done",                                         \
                                                                                                           PROGRESS_AT(                                    \
                                                                                                               "21T09:12")) "," PROGRESS_STEP("delivered", \
                                                                                                                                              last,        \
                                                                                                                                              "") "]}"

SCENE(progress_issued)
{
    UNUSED_PAGES;
    progress_comes(visitor, PROGRESS_ISSUED("issued", "print", "false", "now"));
}

SCENE(progress_delivered)
{
    UNUSED_PAGES;
    progress_comes(visitor, PROGRESS_ISSUED("delivered", "nothing", "true", "done"));
}

SCENE(progress_missing)
{
    UNUSED_PAGES;
    progress_comes(
        visitor,
        "{" PROGRESS_HEAD "\"state\":\"correction\",\"next\":\"correct\",\"reason\":\"\","
        "\"results\":[],\"due_day\":\"2026-12-11\",\"days_left\":14,\"defects\":["
        "{\"kind\":\"question\",\"id\":\"phone\",\"sentence\":"
        "\"号码打不通，请核对以后重填。"
        "\"},{\"kind\":\"material\",\"id\":\"household_register\",\"sentence\":"
        "\"本人那一页的右边没拍全，章看不见，请重新扫描。\"}],\"steps\":[" PROGRESS_STEP(
            "received", "done",
            PROGRESS_AT("19T14:20")) "," PROGRESS_STEP("correction", "now",
                                                       PROGRESS_AT("20T09:12")) "]}");
}

SCENE(correction_form)
{
    scene_progress_missing(visitor, pages);
    visitor_does(visitor, SESSION_CORRECT, NULL);
    visitor_types(visitor, "1000000");
    g_assert_cmpint(visitor->session.screen, ==, SCREEN_FORM);
}

SCENE(correction_last)
{
    scene_progress_missing(visitor, pages);
    visitor_does(visitor, SESSION_CORRECT, NULL);
    visitor_types(visitor, "10000009999");
    visitor_does(visitor, SESSION_NEXT, NULL);
    g_assert_cmpint(visitor->session.screen, ==, SCREEN_SCAN);
    visitor_does(visitor, SESSION_SCAN, NULL);
    scene_page_comes(visitor, pages, "good");
    visitor_does(visitor, SESSION_NEXT, NULL);
    g_assert_cmpint(visitor->session.screen, ==, SCREEN_CORRECTION);
}

static void
result_is_opened(struct visitor *visitor)
{
    progress_comes(visitor, PROGRESS_ISSUED("issued", "print", "false", "now"));
    visitor->touches++;
    visitor_event(visitor, &(struct session_event){.kind = SESSION_RESULT, .number = 1});
}

static void
result_is_shown(struct visitor *visitor, struct pages *pages)
{
    result_is_opened(visitor);
    progress_answer(visitor, "result", 200, NULL);
    visitor_event(
        visitor, &(struct session_event){
                     .kind = SESSION_DRAWN,
                     .order = visitor->session.progress.view_order,
                     .number = 3,
                     .page = {.handle = scene_page(pages), .width = 928, .height = 592}});
}

SCENE(result_fetching)
{
    UNUSED_PAGES;
    result_is_opened(visitor);
}

SCENE(result_away)
{
    UNUSED_PAGES;
    result_is_opened(visitor);
    progress_answer(visitor, "result", 0, NULL);
}

SCENE(result)
{
    result_is_shown(visitor, pages);
}

SCENE(result_no_paper)
{
    result_is_shown(visitor, pages);
    visitor_device(visitor, "printer", DEVICE_USER_ERROR, "paperOut");
}

SCENE(result_zoom)
{
    result_is_shown(visitor, pages);
    visitor_does(visitor, SESSION_ZOOM, NULL);
    visitor_event(
        visitor, &(struct session_event){
                     .kind = SESSION_DRAWN,
                     .order = visitor->session.progress.view_order,
                     .number = 3,
                     .page = {.handle = scene_page(pages), .width = 928, .height = 592}});
    g_assert_cmpint(visitor->session.screen, ==, SCREEN_RESULT_ZOOM);
}

SCENE(result_before)
{
    result_is_opened(visitor);
    visitor_event(visitor,
                  &(struct session_event){.kind = SESSION_PRINTED_BEFORE,
                                          .order = visitor->session.progress.before_order,
                                          .number = 1});
    progress_answer(visitor, "result", 200, NULL);
    visitor_event(
        visitor, &(struct session_event){
                     .kind = SESSION_DRAWN,
                     .order = visitor->session.progress.view_order,
                     .number = 3,
                     .page = {.handle = scene_page(pages), .width = 928, .height = 592}});
}

SCENE(progress_ask)
{
    UNUSED_PAGES;
    progress_comes(visitor, PROGRESS_ISSUED("issued", "print", "false", "now"));
    visitor_does(visitor, SESSION_ASK_WHO, NULL);
}

SCENE(result_printing)
{
    result_is_shown(visitor, pages);
    visitor_does(visitor, SESSION_NEXT, NULL);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_PRINT_PROGRESS,
                                                   .order = visitor->session.print_order,
                                                   .number = 1,
                                                   .number2 = 3});
}

SCENE(end_result)
{
    scene_result_printing(visitor, pages);
    visitor_does(visitor, SESSION_END, NULL);
}

SCENE(result_stands)
{
    scene_result_printing(visitor, pages);
    visitor_device(visitor, "printer", DEVICE_USER_ERROR, "paperOut");
}

SCENE(result_stuck)
{
    scene_result_printing(visitor, pages);
    visitor_does(visitor, SESSION_STUCK, NULL);
}

SCENE(sign)
{
    result_is_shown(visitor, pages);
    visitor_does(visitor, SESSION_NEXT, NULL);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_PRINTED,
                                                   .order = visitor->session.print_order,
                                                   .number = 3});
    g_assert_cmpint(visitor->session.screen, ==, SCREEN_SIGN);
}

SCENE(result_missing)
{
    scene_sign(visitor, pages);
    visitor_does(visitor, SESSION_STUCK, NULL);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_MISSING, .number = 2});
}

static void
scene_letter_kept(struct visitor *visitor, int order, int kept)
{
    visitor_event(visitor, &(struct session_event){.kind = SESSION_LETTER_KEPT,
                                                   .order = order,
                                                   .number = kept});
}

static void
sign_is_sent(struct visitor *visitor, struct pages *pages)
{
    scene_sign(visitor, pages);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_WRITTEN, .number = 5});
    visitor_does(visitor, SESSION_NEXT, NULL);
}

SCENE(sign_away)
{
    sign_is_sent(visitor, pages);
    scene_letter_kept(visitor, visitor->session.progress.sign_order, 0);
}

SCENE(delivered)
{
    sign_is_sent(visitor, pages);
    scene_letter_kept(visitor, visitor->session.progress.sign_order, 1);
    g_assert_cmpint(visitor->session.screen, ==, SCREEN_DELIVERED);
}

#endif

/* ---- a card is copied ---- */

static void
scene_copy_side(struct visitor *visitor, struct pages *pages)
{
    visitor_does(visitor, SESSION_SCAN, NULL);
    visitor_event(
        visitor,
        &(struct session_event){
            .kind = SESSION_PAGE_READY,
            .order = visitor->session.copy.order,
            .page = {.handle = scene_page(pages), .verdict = "good", .cropped = true},
        });
}

SCENE(copy_purpose)
{
    UNUSED_PAGES;
    visitor_does(visitor, SESSION_START, NULL);
    visitor_does(visitor, SESSION_PROGRESS, NULL);
    visitor_does(visitor, SESSION_COPY, NULL);
}

SCENE(copy)
{
    scene_copy_purpose(visitor, pages);
    visitor_does(visitor, SESSION_CHOOSE, "bank");
}

SCENE(copy_no_card)
{
    scene_copy(visitor, pages);
    visitor_does(visitor, SESSION_SCAN, NULL);
    visitor_event(visitor, &(struct session_event){
                               .kind = SESSION_PAGE_READY,
                               .order = visitor->session.copy.order,
                               .page = {.handle = scene_page(pages), .verdict = "good"},
                           });
}

SCENE(copy_back)
{
    scene_copy(visitor, pages);
    scene_copy_side(visitor, pages);
}

SCENE(copy_sheet)
{
    scene_copy_back(visitor, pages);
    scene_copy_side(visitor, pages);
    visitor_event(visitor, &(struct session_event){
                               .kind = SESSION_COPY_MADE,
                               .order = visitor->session.copy.order,
                               .page = {.handle = scene_page(pages)},
                           });
}

SCENE(copy_out)
{
    scene_copy_sheet(visitor, pages);
    visitor_does(visitor, SESSION_NEXT, NULL);
    visitor_event(visitor, &(struct session_event){
                               .kind = SESSION_PRINTED,
                               .order = visitor->session.copy.print_order,
                               .number = 1,
                           });
}
