// SPDX-License-Identifier: Apache-2.0
#include "visitor_progress.h"
#include "tests/support/assets.h"

#define HEAD                                                                             \
    "\"case_id\":\"019aa5d2-7b1c-7000-8000-000000000001\","                              \
    "\"receipt_number\":\"000126112100071\",\"service\":\"medical-insurance\","          \
    "\"service_version\":" G_STRINGIFY(                                                  \
        ASSETS_MEDICAL_VERSION) ",\"since\":\"2026-11-20T09:12:00+08:00\",\"steps\":[],"

const char visitor_issued[] =
    "{" HEAD "\"state\":\"issued\",\"next\":\"print\",\"defects\":[],\"reason\":\"\","
    "\"results\":[{\"result\":1,\"size\":9,\"delivered\":false,"
    "\"issued_at\":\"2026-11-21T09:12:00+08:00\"}]}";
const char visitor_missing[] =
    "{" HEAD "\"state\":\"correction\",\"next\":\"correct\",\"reason\":\"\","
    "\"results\":[],\"defects\":[{\"kind\":\"question\",\"id\":\"phone\","
    "\"sentence\":\"x\"},{\"kind\":\"material\",\"id\":\"household_register\","
    "\"sentence\":\"y\"}]}";

void
visitor_is_answered(struct visitor *visitor, int status, const char *text)
{
    json_t *json = text ? json_loads(text, 0, NULL) : NULL;
    g_assert_true(!text || json);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_ANSWERED,
                                                   .order = visitor->session.ask_order,
                                                   .number = status,
                                                   .json = json});
    json_decref(json);
}

void
visitor_sends_number(struct visitor *visitor, enum session_event_kind kind, int number)
{
    visitor->touches++;
    visitor_event(visitor, &(struct session_event){.kind = kind, .number = number});
}

void
visitor_result_is_drawn(struct visitor *visitor, int handle, int pages)
{
    visitor_event(visitor, &(struct session_event){
                               .kind = SESSION_DRAWN,
                               .order = visitor->session.progress.view_order,
                               .number = pages,
                               .page = {.handle = handle, .width = 9, .height = 9}});
}

void
visitor_result_is_printed(struct visitor *visitor, int sheets)
{
    visitor_event(visitor, &(struct session_event){.kind = SESSION_PRINTED,
                                                   .order = visitor->session.print_order,
                                                   .number = sheets});
}

void
visitor_signature_is_kept(struct visitor *visitor, int kept)
{
    visitor_event(visitor,
                  &(struct session_event){.kind = SESSION_LETTER_KEPT,
                                          .order = visitor->session.progress.sign_order,
                                          .number = kept});
}

/* ---- the way ---------------------------------------------------------------------------- */

void
visitor_comes_to_progress_who(struct visitor *visitor)
{
    visitor_does(visitor, SESSION_START, NULL);
    visitor->touches = 0; // counted from home
    visitor_does(visitor, SESSION_PROGRESS, NULL);
    visitor_must_be_on(visitor, SCREEN_PROGRESS_WHO);
}

void
visitor_comes_to_ticket(struct visitor *visitor)
{
    visitor_comes_to_progress_who(visitor);
    visitor_does(visitor, SESSION_TYPE, "B");
    visitor_types(visitor, "000126112100071");
    visitor_is_answered(visitor, 200,
                        "{\"number\": \"B000126112100071\", \"state\": \"taken\", "
                        "\"at\": \"2026-11-21T14:41:03+08:00\", "
                        "\"since\": \"2026-11-21T15:20:00+08:00\", "
                        "\"answer_by\": \"2026-11-23\"}");
    visitor_must_be_on(visitor, SCREEN_TICKET);
}

void
visitor_comes_to_progress_code(struct visitor *visitor)
{
    visitor_comes_to_progress_who(visitor);
    visitor_card_is_read(visitor);
    visitor_must_be_on(visitor, SCREEN_PROGRESS_CODE);
}

void
visitor_comes_to_progress_of(struct visitor *visitor, const char *told)
{
    visitor_comes_to_progress_code(visitor);
    visitor_types(visitor, "482915");
    visitor_is_answered(visitor, 200, told);
    visitor_must_be_on(visitor, SCREEN_PROGRESS);
}

void
visitor_comes_to_progress(struct visitor *visitor)
{
    visitor_comes_to_progress_of(visitor, visitor_issued);
}

void
visitor_comes_to_result(struct visitor *visitor)
{
    visitor_comes_to_progress(visitor);
    visitor_sends_number(visitor, SESSION_RESULT, 1);
    visitor_is_answered(visitor, 200, NULL);
    visitor_result_is_drawn(visitor, 77, 3);
    visitor_must_be_on(visitor, SCREEN_RESULT);
}

void
visitor_comes_to_result_print(struct visitor *visitor)
{
    visitor_comes_to_result(visitor);
    visitor_does(visitor, SESSION_NEXT, NULL);
    g_assert_true(visitor_has_effect(visitor, EFFECT_PRINT_RESULT));
    visitor->print_order = visitor->session.print_order;
}

void
visitor_comes_to_sign(struct visitor *visitor)
{
    visitor_comes_to_result_print(visitor);
    visitor_result_is_printed(visitor, 3);
    visitor_must_be_on(visitor, SCREEN_SIGN);
}

void
visitor_comes_to_delivered(struct visitor *visitor)
{
    visitor_comes_to_sign(visitor);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_WRITTEN, .number = 4});
    visitor_does(visitor, SESSION_NEXT, NULL);
    json_decref(session_take_letter(&visitor->session));
    visitor_signature_is_kept(visitor, 1);
    visitor_must_be_on(visitor, SCREEN_DELIVERED);
}

void
visitor_comes_to_correction(struct visitor *visitor)
{
    visitor_comes_to_progress_of(visitor, visitor_missing);
    visitor_does(visitor, SESSION_CORRECT, NULL);
    visitor_types(visitor, "10000009999");
    visitor_does(visitor, SESSION_NEXT, NULL);
    visitor_does(visitor, SESSION_SCAN, NULL);
    visitor_page_comes(visitor, "good");
    visitor_does(visitor, SESSION_NEXT, NULL);
    visitor_must_be_on(visitor, SCREEN_CORRECTION);
}
