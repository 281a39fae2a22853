// SPDX-License-Identifier: Apache-2.0
/* Visits, told as stories: what a person does, what the outside says, what comes of it. */
#include "terminal/session.h"

#include <string.h>

#include "base/json.h"
#include "tests/support/assets.h"
#include "tests/support/visitor.h"
#include <kiosk/document.h>
#include <kiosk/envelope.h>

#define TOUCHES_MAX 12 // medical insurance, home to receipt

static void
assert_screen(const struct visitor *visitor, enum screen_id screen)
{
    g_assert_cmpint(visitor->session.screen, ==, screen);
}

static void
assert_wiped(const struct visitor *visitor)
{
    const struct session *session = &visitor->session;
    assert_screen(visitor, SCREEN_ATTRACT);
    g_assert_cmpint(session->dialog, ==, DIALOG_NONE);
    g_assert_false(session->assisted);
    g_assert_cmpstr(session->language, ==, "zh_CN");
    g_assert_null(session->service);
    g_assert_null(session->card);
    g_assert_null(session->answers);
    g_assert_null(session->draft);
    g_assert_null(session->defects);
    g_assert_null(session->receipt.code_data);
    g_assert_cmpstr(session->receipt.number, ==, "");
    g_assert_cmpuint(session->material_count, ==, 0);
    g_assert_false(session->stored || session->promised || session->consent_given);
    // Not one byte of the visit is left, whatever member it stood in.
    struct session empty;
    memset(&empty, 0, sizeof empty);
    empty.scan_percent = -1;
    empty.booking.seconds_left = -1;
    size_t first = offsetof(struct session, group);
    size_t behind = offsetof(struct session, devices);
    g_assert_true(memcmp((const char *)session + first, (const char *)&empty + first,
                         behind - first) == 0);
}

/* ---- the happy path ---- */

static void
test_session__enrols_in_at_most_twelve_touches(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_done(&visitor);
    visitor_is_printed(&visitor);
    g_assert_cmpint(visitor.session.print, ==, PRINT_DONE);
    g_assert_cmpint(visitor.session.sheets_out, ==, 1);
    visitor_does(&visitor, SESSION_END, NULL);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_VISIT_ENDS));
    g_assert_cmpint(visitor.touches, <=, TOUCHES_MAX);
    assert_wiped(&visitor);
    visitor_finish(&visitor);
}

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
test_session__fills_the_form_from_the_card(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_form(&visitor);
    // The page that only holds what the card said is not shown; the phone is in focus.
    g_assert_cmpuint(visitor.session.form_page, ==, 1);
    g_assert_cmpstr(visitor.session.focus, ==, "phone");
    g_assert_cmpstr(json_text(visitor.session.answers, "name", ""), ==, "王秀兰");
    g_assert_null(json_object_get(visitor.session.answers, "category"));
    g_assert_false(session_page_is_complete(&visitor.session));
    visitor_finish(&visitor);
}

/* ---- the form ---- */

static void
test_form__names_the_answer_that_is_wrong_and_stays(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_form(&visitor);
    visitor_types(&visitor, "1000000123");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    assert_screen(&visitor, SCREEN_FORM);
    g_assert_cmpstr(visitor.session.field_error, ==, "phone");
    visitor_types(&visitor, "4");
    g_assert_cmpstr(visitor.session.field_error, ==, "");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpstr(visitor.session.field_error, ==, "category");
    visitor_does(&visitor, SESSION_CLEAR, NULL);
    g_assert_null(json_object_get(visitor.session.answers, "phone"));
    visitor_finish(&visitor);
}

/* The screen names the question that it shows alone, when the page has no room for all. */
static void
test_form__goes_from_one_question_to_the_next_when_one_is_shown_alone(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_form(&visitor);
    visitor_does(&visitor, SESSION_NEXT, "phone");
    g_assert_cmpstr(visitor.session.field_error, ==, "phone");
    g_assert_cmpint(visitor.session.alone, ==, 1);
    visitor_types(&visitor, "10000001234");
    visitor_does(&visitor, SESSION_NEXT, "phone");
    assert_screen(&visitor, SCREEN_FORM);
    g_assert_cmpint(visitor.session.alone, ==, 2);
    g_assert_cmpstr(visitor.session.field_error, ==, "");
    visitor_does(&visitor, SESSION_NEXT, "category");
    g_assert_cmpstr(visitor.session.field_error, ==, "category");
    visitor_does(&visitor, SESSION_BACK, NULL);
    assert_screen(&visitor, SCREEN_FORM);
    g_assert_cmpint(visitor.session.alone, ==, 1);
    g_assert_cmpstr(visitor.session.draft, ==, "10000001234");
    visitor_does(&visitor, SESSION_NEXT, "phone");
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_CHOOSE,
                                                    .text = "category",
                                                    .text2 = "ordinary"});
    assert_screen(&visitor, SCREEN_FORM);
    visitor_does(&visitor, SESSION_NEXT, "category");
    assert_screen(&visitor, SCREEN_SCAN);
    visitor_finish(&visitor);
}

static void
test_form__a_change_of_mode_or_language_loses_no_answer(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_form(&visitor);
    visitor_types(&visitor, "10000");
    visitor_does(&visitor, SESSION_MODE, NULL);
    g_assert_true(visitor.session.assisted);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_MODE));
    g_assert_cmpstr(visitor.session.focus, ==, "phone");
    g_assert_cmpstr(visitor.session.draft, ==, "10000");
    visitor_types(&visitor, "00123");
    visitor_does(&visitor, SESSION_LANGUAGE, "en");
    g_assert_true(visitor_has_effect(&visitor, EFFECT_LANGUAGE));
    visitor_does(&visitor, SESSION_MODE, NULL);
    visitor_types(&visitor, "4");
    g_assert_cmpstr(json_text(visitor.session.answers, "phone", ""), ==, "10000001234");
    visitor_does(&visitor, SESSION_END, NULL);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_LANGUAGE));
    assert_wiped(&visitor);
    visitor_finish(&visitor);
}

static void
test_form__asks_one_question_at_a_time_in_assisted_mode(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_START, .number = 1});
    g_assert_true(visitor_has_effect(&visitor, EFFECT_MODE));
    visitor_does(&visitor, SESSION_OPEN_SERVICE, "medical-insurance");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_does(&visitor, SESSION_AGREE, NULL);
    visitor_card_is_read(&visitor);
    g_assert_cmpstr(visitor.session.focus, ==, "phone");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpstr(visitor.session.field_error, ==, "phone");
    visitor_types(&visitor, "10000001234");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpstr(visitor.session.focus, ==, "category");
    visitor_does(&visitor, SESSION_BACK, NULL);
    g_assert_cmpstr(visitor.session.focus, ==, "phone");
    g_assert_cmpstr(visitor.session.draft, ==, "10000001234");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_CHOOSE,
                                                    .text = "category",
                                                    .text2 = "pupil"});
    visitor_does(&visitor, SESSION_NEXT, NULL);
    assert_screen(&visitor, SCREEN_SCAN);
    visitor_does(&visitor, SESSION_BACK, NULL);
    assert_screen(&visitor, SCREEN_FORM);
    g_assert_cmpstr(visitor.session.focus, ==, "category");
    visitor_finish(&visitor);
}

static void
test_form__tells_all_errors_at_once_and_goes_to_each(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_check(&visitor);
    visitor_does(&visitor, SESSION_EDIT, "phone");
    assert_screen(&visitor, SCREEN_FORM);
    visitor_types(&visitor, "\b");
    visitor_does(&visitor, SESSION_BACK, NULL); // back with a number that is too short
    assert_screen(&visitor, SCREEN_CHECK);
    visitor_does(&visitor, SESSION_EDIT, "household_register");
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_REMOVE_PAGE});
    g_assert_true(visitor_has_effect(&visitor, EFFECT_DROP_PAGE));
    visitor_does(&visitor, SESSION_BACK, NULL);
    visitor_does(&visitor, SESSION_SUBMIT, NULL);
    g_assert_cmpstr(visitor.session.field_error, ==, "promise");
    visitor_does(&visitor, SESSION_PROMISE, NULL);
    visitor_does(&visitor, SESSION_SUBMIT, NULL);
    assert_screen(&visitor, SCREEN_ERRORS);
    g_assert_cmpuint(visitor.session.defects->len, ==, 2);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpstr(visitor.session.focus, ==, "phone");
    visitor_types(&visitor, "4");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    assert_screen(&visitor, SCREEN_ERRORS); // one is left
    g_assert_cmpuint(visitor.session.defects->len, ==, 1);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    assert_screen(&visitor, SCREEN_SCAN);
    visitor_does(&visitor, SESSION_DEFER, NULL);
    assert_screen(&visitor, SCREEN_CHECK);
    visitor_does(&visitor, SESSION_SUBMIT, NULL);
    assert_screen(&visitor, SCREEN_SUBMITTING);
    visitor_finish(&visitor);
}

/* ---- the card ---- */

static void
test_card__lifted_too_early_is_said_and_read_again(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_card(&visitor);
    int first = visitor.card_order;
    visitor_card_fails(&visitor, "mediaRemoved");
    assert_screen(&visitor, SCREEN_CARD);
    g_assert_cmpstr(visitor.session.card_cause, ==, "mediaRemoved");
    g_assert_true(visitor_has_effect(&visitor, EFFECT_READ_CARD));
    g_assert_cmpint(visitor.card_order, !=, first);
    visitor_card_is_read(&visitor);
    assert_screen(&visitor, SCREEN_FORM);
    g_assert_cmpstr(visitor.session.card_cause, ==, "");
    visitor_finish(&visitor);
}

static void
test_card__unreadable_waits_for_the_person_to_try_again(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_card(&visitor);
    visitor_card_fails(&visitor, "cardUnreadable");
    g_assert_cmpstr(visitor.session.card_cause, ==, "cardUnreadable");
    g_assert_false(visitor_has_effect(&visitor, EFFECT_READ_CARD));
    visitor_does(&visitor, SESSION_RETRY, NULL);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_READ_CARD));
    g_assert_cmpstr(visitor.session.card_cause, ==, "");
    visitor_finish(&visitor);
}

static void
test_card__that_names_nobody_is_not_taken(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_card(&visitor);
    json_t *chip =
        json_pack("{s:s, s:s, s:s}", "card_type", "chip", "name", "", "id_number", "");
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_CARD_READ,
                                                    .order = visitor.card_order,
                                                    .json = chip});
    json_decref(chip);
    assert_screen(&visitor, SCREEN_CARD);
    g_assert_cmpstr(visitor.session.card_cause, ==, "cardUnsupported");
    g_assert_null(visitor.session.card);
    visitor_finish(&visitor);
}

/* What the card says is locked: nobody could correct it in the form. */
static void
test_card__with_a_wrong_number_is_not_taken(void)
{
    static const struct {
        const char *type, *number;
        bool taken;
        const char *why;
    } rows[] = {
        {"citizen", "999999194303120024", false, "wrong check digit"},
        {"citizen", "99999919430312ABCD", false, "no digits"},
        {"hmt", "81000019430312002", false, "one short"},
        {"foreigner_2023", "932682198501010018", false, "wrong check digit"},
        {"foreigner_2023", "932682198501010017", true, "published example"},
        {"foreigner_2017", "NLD999980010101", true, "15 characters, no check digit"},
        {"citizen", "999999194303120023", true, "good"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct visitor visitor;
        g_test_message("%s", rows[i].why);
        visitor_init(&visitor);
        visitor_comes_to_card(&visitor);
        json_t *card = json_pack("{s:s, s:s, s:s}", "card_type", rows[i].type, "name",
                                 "王秀兰", "id_number", rows[i].number);
        visitor_event(&visitor, &(struct session_event){.kind = SESSION_CARD_READ,
                                                        .order = visitor.card_order,
                                                        .json = card});
        json_decref(card);
        g_assert_cmpint(visitor.session.screen == SCREEN_FORM, ==, rows[i].taken);
        g_assert_cmpstr(visitor.session.card_cause, ==,
                        rows[i].taken ? "" : "cardRejected");
        visitor_finish(&visitor);
    }
}

static void
test_card__read_after_the_person_went_back_is_ignored(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_card(&visitor);
    visitor_does(&visitor, SESSION_BACK, NULL);
    assert_screen(&visitor, SCREEN_CONSENT);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_CANCEL_CARD));
    int late = visitor.card_order;
    visitor_card_is_read(&visitor);
    g_assert_null(visitor.session.card);
    // Nor does the late answer stand for the next reading.
    visitor_does(&visitor, SESSION_AGREE, NULL);
    visitor.card_order = late;
    visitor_card_is_read(&visitor);
    g_assert_null(visitor.session.card);
    assert_screen(&visitor, SCREEN_CARD);
    visitor_finish(&visitor);
}

static void
test_card__reader_that_comes_back_begins_to_read(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_device(&visitor, "card", DEVICE_NO_DEVICE, "notConnected");
    visitor_does(&visitor, SESSION_START, NULL);
    visitor_does(&visitor, SESSION_OPEN_SERVICE, "medical-insurance");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_does(&visitor, SESSION_AGREE, NULL);
    assert_screen(&visitor, SCREEN_CARD);
    g_assert_false(visitor_has_effect(&visitor, EFFECT_READ_CARD));
    g_assert_cmpstr(visitor.session.card_cause, ==, "notConnected");
    visitor_device(&visitor, "card", DEVICE_ONLINE, "none");
    g_assert_true(visitor_has_effect(&visitor, EFFECT_READ_CARD));
    g_assert_cmpstr(visitor.session.card_cause, ==, "");
    visitor_finish(&visitor);
}

static void
test_card__whose_last_day_is_over_is_only_hinted_at(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_form(&visitor);
    g_assert_false(session_card_is_expired(&visitor.session)); // 长期
    json_object_set_new(visitor.session.card, "valid_to", json_string("2026-11-20"));
    g_assert_true(session_card_is_expired(&visitor.session));
    json_object_set_new(visitor.session.card, "valid_to", json_string("2026-11-21"));
    g_assert_false(session_card_is_expired(&visitor.session));
    visitor_finish(&visitor);
}

/* ---- scanning ---- */

static void
test_scan__blank_page_is_taken_again_in_its_place(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_scan(&visitor);
    visitor_does(&visitor, SESSION_SCAN, NULL);
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_SCAN_PROGRESS,
                                                    .order = visitor.scan_order,
                                                    .number = 40});
    g_assert_cmpint(visitor.session.scan_percent, ==, 40);
    int blank = visitor_page_comes(&visitor, "blank");
    g_assert_cmpint(visitor.session.scan_percent, ==, -1);
    g_assert_false(session_page_is_complete(&visitor.session));
    g_assert_false(visitor_does(&visitor, SESSION_NEXT, NULL));
    visitor_does(&visitor, SESSION_SCAN, NULL);
    g_assert_cmpint(visitor.effects.list[0].number, ==, 1); // page 1 once more
    visitor_page_comes(&visitor, "good");
    g_assert_cmpint(visitor.effects.list[0].kind, ==, EFFECT_DROP_PAGE);
    g_assert_cmpint(visitor.effects.list[0].number, ==, blank);
    g_assert_cmpuint(visitor.session.materials[0].page_count, ==, 1);
    g_assert_true(session_page_is_complete(&visitor.session));
    visitor_finish(&visitor);
}

static void
test_scan__cut_short_keeps_what_there_is_and_tries_again(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_scan(&visitor);
    visitor_does(&visitor, SESSION_SCAN, NULL);
    visitor_page_comes(&visitor, "good");
    visitor_does(&visitor, SESSION_SCAN, NULL);
    visitor_scan_fails(&visitor, "incompletePage");
    g_assert_cmpstr(visitor.session.scan_cause, ==, "incompletePage");
    g_assert_cmpuint(visitor.session.materials[0].page_count, ==, 1);
    visitor_does(&visitor, SESSION_RETRY, NULL);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_SCAN));
    g_assert_cmpint(visitor.session.scan_page, ==, 1);
    visitor_page_comes(&visitor, "good");
    g_assert_cmpuint(visitor.session.materials[0].page_count, ==, 2);
    // Two are the most: a third is not begun.
    g_assert_false(visitor_does(&visitor, SESSION_SCAN, NULL));
    visitor_event(&visitor,
                  &(struct session_event){.kind = SESSION_SCAN_AGAIN, .number = 1});
    g_assert_true(visitor_has_effect(&visitor, EFFECT_SCAN));
    visitor_finish(&visitor);
}

static void
test_scan__page_that_comes_after_leaving_is_dropped(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_scan(&visitor);
    visitor_does(&visitor, SESSION_SCAN, NULL);
    visitor_does(&visitor, SESSION_BACK, NULL);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_CANCEL_SCAN));
    int handle = visitor_page_comes(&visitor, "good");
    g_assert_cmpint(visitor.effects.list[0].kind, ==, EFFECT_DROP_PAGE);
    g_assert_cmpint(visitor.effects.list[0].number, ==, handle);
    visitor_finish(&visitor);
}

/* ---- handing in ---- */

static void
test_submit__says_nothing_is_handed_in_before_it_is_stored(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_submitting(&visitor);
    g_assert_false(visitor_does(&visitor, SESSION_DO_NOT_WAIT, NULL));
    g_assert_false(visitor_does(&visitor, SESSION_END, NULL));
    visitor_waits(&visitor, SESSION_DELIVERY_WAIT_MS + 1);
    assert_screen(&visitor, SCREEN_SUBMITTING);
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
    assert_screen(&visitor, SCREEN_DONE);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_PRINT_SLIP));
    json_t *slip = session_slip(&visitor.session);
    char *text = json_dumps(slip, 0);
    g_assert_true(schema_accepts(&document_schema, slip, NULL));
    g_assert_nonnull(strstr(text, "待上传"));
    g_free(text);
    json_decref(slip);
    visitor_is_delivered(&visitor); // later
    g_assert_true(visitor.session.delivered);
    assert_screen(&visitor, SCREEN_DONE);
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
    assert_screen(&visitor, SCREEN_DONE);
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
    assert_screen(&visitor, SCREEN_FAULT);
    g_assert_cmpstr(visitor.session.fault_class, ==, "outbox");
    visitor_does(&visitor, SESSION_BACK, NULL);
    assert_screen(&visitor, SCREEN_CHECK);
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
    assert_screen(&visitor, SCREEN_FAULT);
    g_assert_cmpstr(visitor.session.fault_cause, ==, "noAnswer");
    visitor_does(&visitor, SESSION_RETRY, NULL);
    assert_screen(&visitor, SCREEN_SUBMITTING);
    g_assert_false(visitor_has_effect(&visitor, EFFECT_SUBMIT));
    visitor_waits(&visitor, SESSION_STORE_WAIT_MS);
    visitor_is_stored(&visitor); // at last
    assert_screen(&visitor, SCREEN_SUBMITTING);
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
    assert_screen(&visitor, SCREEN_FAULT);
    g_assert_cmpstr(visitor.session.fault_class, ==, "office");
    g_assert_cmpstr(visitor.session.refused, ==, "unknown_version");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    assert_screen(&visitor, SCREEN_DONE);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_PRINT_SLIP));
    visitor_finish(&visitor);
}

/* ---- the slip ---- */

static void
test_print__out_of_paper_goes_on_by_itself_when_paper_is_in(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_device(&visitor, "printer", DEVICE_ONLINE, "none");
    visitor_comes_to_done(&visitor);
    visitor_device(&visitor, "printer", DEVICE_USER_ERROR, "paperOut");
    visitor_print_fails(&visitor, "paperOut", 0);
    assert_screen(&visitor, SCREEN_FAULT);
    g_assert_cmpstr(visitor.session.fault_class, ==, "printer");
    g_assert_cmpstr(visitor.session.fault_cause, ==, "paperOut");
    g_assert_cmpstr(visitor.session.receipt.number, ==, "000126112100071"); // still told
    visitor_device(&visitor, "printer", DEVICE_ONLINE, "none");
    assert_screen(&visitor, SCREEN_DONE);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_PRINT_SLIP));
    visitor_is_printed(&visitor);
    g_assert_cmpint(visitor.session.print, ==, PRINT_DONE);
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
    assert_screen(&visitor, SCREEN_FAULT);
    g_assert_false(visitor_has_effect(&visitor, EFFECT_PRINT_SLIP));
    visitor_does(&visitor, SESSION_RETRY, NULL);
    assert_screen(&visitor, SCREEN_DONE);
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
    assert_screen(&visitor, SCREEN_FAULT);
    g_assert_false(visitor_has_effect(&visitor, EFFECT_PRINT_SLIP));
    visitor_does(&visitor, SESSION_WITHOUT_PAPER, NULL);
    assert_screen(&visitor, SCREEN_DONE);
    g_assert_cmpint(visitor.session.print, ==, PRINT_GIVEN_UP);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    assert_wiped(&visitor);
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
    assert_wiped(&visitor);
    visitor_comes_to_done(&visitor);
    visitor_does(&visitor, SESSION_END, NULL);
    visitor_does(&visitor, SESSION_END, NULL); // yes, really
    g_assert_true(visitor_has_effect(&visitor, EFFECT_CANCEL_PRINT));
    assert_wiped(&visitor);
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
    assert_screen(&visitor, SCREEN_DONE);
    g_assert_cmpint(visitor.session.print, ==, PRINT_RUNNING);
    visitor_finish(&visitor);
}

/* ---- leaving and being away ---- */

static void
test_idle__asks_counts_down_and_wipes(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_form(&visitor);
    visitor_types(&visitor, "1000");
    g_assert_cmpint(session_next_tick(&visitor.session), ==,
                    visitor.monotonic_ms + SESSION_IDLE_MS);
    visitor_waits(&visitor, SESSION_IDLE_MS - 1);
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_NONE);
    visitor_waits(&visitor, 1);
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_IDLE);
    g_assert_cmpint(visitor.session.idle_seconds_left, ==, 45);
    g_assert_cmpint(session_next_tick(&visitor.session), ==, visitor.monotonic_ms + 1000);
    visitor_waits(&visitor, 1000);
    g_assert_cmpint(visitor.session.idle_seconds_left, ==, 44);
    visitor_waits(&visitor, SESSION_IDLE_ANSWER_MS - 1000);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_VISIT_ENDS));
    assert_wiped(&visitor);
    g_assert_cmpint(session_next_tick(&visitor.session), ==, INT64_MAX);
    visitor_finish(&visitor);
}

static void
test_idle__can_be_extended_without_end(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_form(&visitor);
    visitor_types(&visitor, "1000");
    for (int i = 0; i < 20; i++) {
        visitor_waits(&visitor, SESSION_IDLE_MS + 30000);
        g_assert_cmpint(visitor.session.dialog, ==, DIALOG_IDLE);
        visitor_does(&visitor, SESSION_DISMISS, NULL);
        g_assert_cmpint(visitor.session.dialog, ==, DIALOG_NONE);
    }
    g_assert_cmpstr(visitor.session.draft, ==, "1000");
    visitor_finish(&visitor);
}

static void
test_idle__gives_assisted_people_longer(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_form(&visitor);
    visitor_does(&visitor, SESSION_MODE, NULL);
    visitor_waits(&visitor, SESSION_IDLE_ASSISTED_MS - 1);
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_NONE);
    visitor_waits(&visitor, 1);
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_IDLE);
    g_assert_cmpint(visitor.session.idle_seconds_left, ==, 60);
    visitor_finish(&visitor);
}

static void
test_idle__never_comes_while_the_machine_works(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_scan(&visitor);
    visitor_does(&visitor, SESSION_SCAN, NULL);
    visitor_waits(&visitor, SESSION_IDLE_MS * 3);
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_NONE);
    visitor_page_comes(&visitor, "good");
    visitor_waits(&visitor, SESSION_IDLE_MS - 1);
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_NONE);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_does(&visitor, SESSION_PROMISE, NULL);
    visitor_does(&visitor, SESSION_SUBMIT, NULL);
    visitor_is_stored(&visitor);
    visitor_is_delivered(&visitor);
    visitor_waits(&visitor, SESSION_IDLE_MS * 3);
    assert_screen(&visitor, SCREEN_DONE);
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_NONE);
    visitor_is_printed(&visitor);
    visitor_waits(&visitor, SESSION_DONE_MS - 1);
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_IDLE);
    visitor_waits(&visitor, 1);
    assert_wiped(&visitor);
    visitor_finish(&visitor);
}

static void
test_rest__language_and_mode_go_back_when_nobody_begins(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_does(&visitor, SESSION_MODE, NULL);
    visitor_does(&visitor, SESSION_LANGUAGE, "en");
    visitor_does(&visitor, SESSION_HELP, NULL);
    visitor_waits(&visitor, SESSION_IDLE_ASSISTED_MS);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_MODE));
    g_assert_true(visitor_has_effect(&visitor, EFFECT_LANGUAGE));
    assert_wiped(&visitor);
    g_assert_cmpint(session_next_tick(&visitor.session), ==, INT64_MAX);
    visitor_finish(&visitor);
}

static void
test_end__asks_only_when_something_would_be_lost(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_card(&visitor);
    visitor_does(&visitor, SESSION_ASK_END, NULL);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_CANCEL_CARD));
    assert_wiped(&visitor);
    visitor_comes_to_form(&visitor);
    visitor_does(&visitor, SESSION_ASK_END, NULL);
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_END);
    visitor_types(&visitor, "1"); // does not reach below the dialog
    g_assert_cmpstr(visitor.session.draft, ==, "");
    visitor_does(&visitor, SESSION_BACK, NULL);
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_NONE);
    assert_screen(&visitor, SCREEN_FORM);
    visitor_does(&visitor, SESSION_ASK_END, NULL);
    visitor_does(&visitor, SESSION_END, NULL);
    assert_wiped(&visitor);
    visitor_finish(&visitor);
}

static void
test_back__leads_all_the_way_home_and_keeps_the_answers(void)
{
    static const enum screen_id way[] = {SCREEN_SCAN, SCREEN_FORM, SCREEN_GUIDE,
                                         SCREEN_HOME};
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_check(&visitor);
    for (size_t i = 0; i < G_N_ELEMENTS(way); i++) {
        visitor_does(&visitor, SESSION_BACK, NULL);
        assert_screen(&visitor, way[i]);
    }
    // The same matter again goes on where it was: no second consent, no second card.
    visitor_does(&visitor, SESSION_OPEN_SERVICE, "medical-insurance");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    assert_screen(&visitor, SCREEN_FORM);
    g_assert_cmpstr(json_text(visitor.session.answers, "phone", ""), ==, "10000001234");
    g_assert_cmpuint(visitor.session.materials[0].page_count, ==, 1);
    visitor_finish(&visitor);
}

static void
test_group__is_where_the_guide_goes_back_to(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_does(&visitor, SESSION_START, NULL);
    g_assert_false(visitor_does(&visitor, SESSION_OPEN_GROUP, "nothing"));
    g_assert_false(visitor_does(&visitor, SESSION_OPEN_SERVICE, "nothing"));
    visitor_does(&visitor, SESSION_OPEN_GROUP, "medical");
    assert_screen(&visitor, SCREEN_GROUP);
    visitor_does(&visitor, SESSION_OPEN_SERVICE, "medical-insurance");
    assert_screen(&visitor, SCREEN_GUIDE);
    visitor_does(&visitor, SESSION_BACK, NULL);
    assert_screen(&visitor, SCREEN_GROUP);
    visitor_does(&visitor, SESSION_BACK, NULL);
    assert_screen(&visitor, SCREEN_HOME);
    visitor_does(&visitor, SESSION_BACK, NULL);
    assert_wiped(&visitor);
    visitor_finish(&visitor);
}

static void
test_steps__are_those_of_the_service(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    g_assert_cmpint(session_step(&visitor.session), ==, 0);
    g_assert_false(session_step_exists(&visitor.session, 1));
    visitor_comes_to_card(&visitor);
    g_assert_cmpint(session_step(&visitor.session), ==, 2);
    for (int step = 1; step <= 6; step++)
        g_assert_true(session_step_exists(&visitor.session, step));
    g_assert_false(session_step_exists(&visitor.session, 7));
    visitor_finish(&visitor);
}

static void
test_rest__without_services_or_a_place_to_keep_says_out_of_service(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    struct catalogue none = {0};
    session_set_catalogue(&visitor.session, &none);
    assert_screen(&visitor, SCREEN_OUT_OF_SERVICE);
    g_assert_false(visitor_does(&visitor, SESSION_START, NULL));
    g_assert_true(visitor_does(&visitor, SESSION_HELP, NULL)); // somebody can be called
    visitor_does(&visitor, SESSION_DISMISS, NULL);
    session_set_catalogue(&visitor.session, visitor.catalogue);
    assert_screen(&visitor, SCREEN_ATTRACT);
    visitor_device(&visitor, "store", DEVICE_HARDWARE_ERROR, "ioError");
    assert_screen(&visitor, SCREEN_OUT_OF_SERVICE);
    visitor_device(&visitor, "store", DEVICE_ONLINE, "none");
    assert_screen(&visitor, SCREEN_ATTRACT);
    visitor_finish(&visitor);
}

/* ---- services of other shapes ---- */

static void
open_service(struct visitor *visitor, const char *id)
{
    visitor_does(visitor, SESSION_START, NULL);
    visitor_does(visitor, SESSION_OPEN_SERVICE, id);
    assert_screen(visitor, SCREEN_GUIDE);
}

static void
choose(struct visitor *visitor, const char *question, const char *word)
{
    visitor_event(visitor, &(struct session_event){
                               .kind = SESSION_CHOOSE, .text = question, .text2 = word});
}

static void
test_service__of_the_window_only_shows_its_guide(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    open_service(&visitor, "window-only");
    g_assert_false(session_page_is_complete(&visitor.session));
    g_assert_false(visitor_does(&visitor, SESSION_NEXT, NULL));
    visitor_finish(&visitor);
}

static void
test_service__with_nothing_to_fill_or_scan_goes_to_the_check(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    open_service(&visitor, "card-only");
    g_assert_true(session_page_is_complete(&visitor.session));
    g_assert_false(session_step_exists(&visitor.session, 3));
    g_assert_false(session_step_exists(&visitor.session, 4));
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_does(&visitor, SESSION_AGREE, NULL);
    visitor_card_is_read(&visitor);
    assert_screen(&visitor, SCREEN_CHECK);
    g_assert_false(session_page_is_complete(&visitor.session));
    g_assert_false(visitor_does(&visitor, SESSION_EDIT, "name")); // the card said so
    visitor_does(&visitor, SESSION_BACK, NULL);
    assert_screen(&visitor, SCREEN_GUIDE);
    visitor_finish(&visitor);
}

/* No card; a page that is only asked after a yes; two materials, the second not needed. */
static void
test_service__without_card_asks_all_and_takes_each_material(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    open_service(&visitor, "open-application");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_does(&visitor, SESSION_AGREE, NULL);
    assert_screen(&visitor, SCREEN_FORM);
    visitor_types(&visitor, "王秀兰");
    choose(&visitor, "for_firm", "no");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpuint(visitor.session.form_page, ==, 2); // over the page of firms
    choose(&visitor, "forms", "paper");
    visitor_does(&visitor, SESSION_BACK, NULL);
    g_assert_cmpuint(visitor.session.form_page, ==, 0);
    choose(&visitor, "for_firm", "yes");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpstr(visitor.session.focus, ==, "firm"); // it is the next thing to fill
    visitor_types(&visitor, "示例公司");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpuint(visitor.session.form_page, ==, 1);
    visitor_types(&visitor, "3");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    assert_screen(&visitor, SCREEN_SCAN);
    for (int page = 0; page < 2; page++) {
        g_assert_false(visitor_does(&visitor, SESSION_NEXT, NULL));
        visitor_does(&visitor, SESSION_SCAN, NULL);
        visitor_page_comes(&visitor, "good");
    }
    g_assert_false(visitor_does(&visitor, SESSION_DEFER, NULL)); // this one is needed now
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpuint(visitor.session.material_index, ==, 1);
    visitor_does(&visitor, SESSION_BACK, NULL);
    g_assert_cmpuint(visitor.session.material_index, ==, 0);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_does(&visitor, SESSION_NEXT, NULL); // the letter is not needed
    assert_screen(&visitor, SCREEN_CHECK);

    // An answer to a question that went away is not handed in.
    visitor_does(&visitor, SESSION_EDIT, "for_firm");
    choose(&visitor, "for_firm", "no");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_does(&visitor, SESSION_PROMISE, NULL);
    visitor_does(&visitor, SESSION_SUBMIT, NULL);
    assert_screen(&visitor, SCREEN_SUBMITTING);
    json_t *application = session_application(&visitor.session,
                                              "0199a1b2-0000-7000-8000-000000000001",
                                              "482915", visitor.real_ms);
    g_assert_true(schema_accepts(&envelope_application_schema, application, NULL));
    g_assert_null(json_at(application, "/answers/firm"));
    g_assert_null(json_at(application, "/answers/staff"));
    g_assert_cmpuint(json_array_size(json_at(application, "/materials")), ==, 1);
    g_assert_cmpuint(json_array_size(json_at(application, "/materials/0/pages")), ==, 2);
    json_decref(application);
    visitor_finish(&visitor);
}

static void
test_service__another_one_forgets_the_first_and_its_consent(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_check(&visitor);
    for (int i = 0; i < 4; i++)
        visitor_does(&visitor, SESSION_BACK, NULL);
    assert_screen(&visitor, SCREEN_HOME);
    visitor_does(&visitor, SESSION_OPEN_SERVICE, "card-only");
    g_assert_true(visitor_has_effect(&visitor, EFFECT_DROP_PAGES));
    g_assert_null(visitor.session.card);
    g_assert_false(visitor.session.consent_given);
    g_assert_cmpuint(json_object_size(visitor.session.answers), ==, 0);
    visitor_finish(&visitor);
}

static void
test_form__passes_a_page_without_keys_from_mode_to_mode(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    open_service(&visitor, "open-application");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_does(&visitor, SESSION_AGREE, NULL);
    visitor_types(&visitor, "王秀兰");
    choose(&visitor, "for_firm", "no");
    g_assert_false(visitor_does(&visitor, SESSION_FOCUS, "for_firm")); // nothing to type
    g_assert_false(visitor_does(&visitor, SESSION_FOCUS, "firm"));     // not asked
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpstr(visitor.session.focus, ==, "since"); // what is typed on this page
    visitor_does(&visitor, SESSION_MODE, NULL);
    g_assert_cmpstr(visitor.session.focus, ==, "since");
    visitor_does(&visitor, SESSION_BACK, NULL);
    g_assert_cmpstr(visitor.session.focus, ==, "forms");
    g_assert_false(visitor_does(&visitor, SESSION_TYPE, "1"));
    visitor_does(&visitor, SESSION_MODE, NULL);
    g_assert_cmpstr(visitor.session.focus, ==, "since");
    visitor_finish(&visitor);
}

static void
test_part__is_turned_and_begins_anew_on_each_screen(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    open_service(&visitor, "medical-insurance");
    g_assert_true(visitor_event(
        &visitor, &(struct session_event){.kind = SESSION_PART, .number = 1}));
    g_assert_cmpint(visitor.session.part, ==, 1);
    g_assert_false(visitor_event(
        &visitor, &(struct session_event){.kind = SESSION_PART, .number = -1}));
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpint(visitor.session.part, ==, 0);
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
    assert_screen(&visitor, SCREEN_FAULT);
    g_assert_cmpstr(visitor.session.fault_cause, ==, "paperOut");
    visitor_finish(&visitor);
}

#define TEST(path, function) g_test_add_func("/session/" path, function)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("enrols", test_session__enrols_in_at_most_twelve_touches);
    TEST("application", test_session__hands_in_what_the_envelope_wants);
    TEST("prefill", test_session__fills_the_form_from_the_card);
    TEST("form/wrong", test_form__names_the_answer_that_is_wrong_and_stays);
    TEST("form/alone",
         test_form__goes_from_one_question_to_the_next_when_one_is_shown_alone);
    TEST("form/mode", test_form__a_change_of_mode_or_language_loses_no_answer);
    TEST("form/assisted", test_form__asks_one_question_at_a_time_in_assisted_mode);
    TEST("form/errors", test_form__tells_all_errors_at_once_and_goes_to_each);
    TEST("card/lifted", test_card__lifted_too_early_is_said_and_read_again);
    TEST("card/unreadable", test_card__unreadable_waits_for_the_person_to_try_again);
    TEST("card/nobody", test_card__that_names_nobody_is_not_taken);
    TEST("card/wrong-number", test_card__with_a_wrong_number_is_not_taken);
    TEST("card/late", test_card__read_after_the_person_went_back_is_ignored);
    TEST("card/back", test_card__reader_that_comes_back_begins_to_read);
    TEST("card/expired", test_card__whose_last_day_is_over_is_only_hinted_at);
    TEST("scan/blank", test_scan__blank_page_is_taken_again_in_its_place);
    TEST("scan/cut", test_scan__cut_short_keeps_what_there_is_and_tries_again);
    TEST("scan/late", test_scan__page_that_comes_after_leaving_is_dropped);
    TEST("submit/durable", test_submit__says_nothing_is_handed_in_before_it_is_stored);
    TEST("submit/down", test_submit__with_the_office_down_prints_a_slip_that_says_so);
    TEST("submit/wait", test_submit__does_not_keep_a_person_who_will_not_wait);
    TEST("submit/failed", test_submit__that_could_not_be_stored_keeps_the_answers);
    TEST("submit/slow", test_submit__slow_store_is_never_asked_twice);
    TEST("submit/refused",
         test_submit__refused_by_the_office_is_told_and_still_gets_a_slip);
    TEST("print/paper", test_print__out_of_paper_goes_on_by_itself_when_paper_is_in);
    TEST("print/half",
         test_print__sheet_that_came_out_half_is_printed_again_only_when_asked);
    TEST("print/empty", test_print__printer_known_to_be_empty_gets_nothing_sent);
    TEST("print/end", test_print__end_asks_while_a_sheet_is_on_its_way);
    TEST("print/earlier", test_print__answers_of_an_earlier_visit_change_nothing);
    TEST("idle/wipes", test_idle__asks_counts_down_and_wipes);
    TEST("idle/extends", test_idle__can_be_extended_without_end);
    TEST("idle/assisted", test_idle__gives_assisted_people_longer);
    TEST("idle/busy", test_idle__never_comes_while_the_machine_works);
    TEST("rest/ways", test_rest__language_and_mode_go_back_when_nobody_begins);
    TEST("end/asks", test_end__asks_only_when_something_would_be_lost);
    TEST("back", test_back__leads_all_the_way_home_and_keeps_the_answers);
    TEST("group", test_group__is_where_the_guide_goes_back_to);
    TEST("steps", test_steps__are_those_of_the_service);
    TEST("rest/out", test_rest__without_services_or_a_place_to_keep_says_out_of_service);
    TEST("service/window", test_service__of_the_window_only_shows_its_guide);
    TEST("service/bare", test_service__with_nothing_to_fill_or_scan_goes_to_the_check);
    TEST("service/no-card", test_service__without_card_asks_all_and_takes_each_material);
    TEST("service/another", test_service__another_one_forgets_the_first_and_its_consent);
    TEST("form/choices", test_form__passes_a_page_without_keys_from_mode_to_mode);
    TEST("part", test_part__is_turned_and_begins_anew_on_each_screen);
    TEST("print/sheets", test_print__counts_sheets_as_the_printer_reports_them);
    TEST("print/level", test_print__paper_level_out_is_enough_to_know);
    return g_test_run();
}
