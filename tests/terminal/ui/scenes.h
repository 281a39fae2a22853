// SPDX-License-Identifier: Apache-2.0
/* Scenes: every screen in every state that looks different, reached by the session's own
 * events. For test_look.c alone. */
#ifndef TESTS_TERMINAL_UI_SCENES_H
#define TESTS_TERMINAL_UI_SCENES_H

#include "base/blob.h"
#include "core/service.h"
#include "terminal/pages.h"
#include "terminal/ui/picture.h"
#include "tests/support/assets.h"
#include "tests/support/visitor.h"

struct scene {
    const char *name;
    void (*come)(struct visitor *visitor, struct pages *pages);
};

#define SCENE(name) static void scene_##name(struct visitor *visitor, struct pages *pages)
#define UNUSED_PAGES (void)pages

/* A page as the image driver hands it over: our own drawing of one, in a sealed blob. */
static int
scene_page(struct pages *pages)
{
    struct theme theme;
    theme_init(&theme, PALETTE_STANDARD, false, 1080, 1920, 0);
    char *text = NULL;
    g_assert_true(g_file_get_contents("assets/pictures/sample-register.picture", &text,
                                      NULL, NULL));
    int width = 928, height = 592;
    uint32_t *pixels = picture_rasterise(text, &theme, width, height, NULL);
    for (int i = 0; i < width * height; i++)
        if (pixels[i] >> 24 != 255)
            pixels[i] = 0xff000000 | theme.colours[COLOUR_STAGE];
    size_t size = (size_t)(width * height) * 4;
    int preview = blob_create(pixels, size, NULL), jpeg = blob_create("jpeg", 4, NULL);
    int handle = pages_add(pages, jpeg, preview, width, height, width * 4);
    g_assert_cmpint(handle, >, 0);
    g_free(pixels);
    g_free(text);
    return handle;
}

static void
scene_page_comes(struct visitor *visitor, struct pages *pages, const char *verdict)
{
    struct session_event event = {
        .kind = SESSION_PAGE_READY,
        .order = visitor->scan_order,
        .page = {.handle = scene_page(pages), .width = 928, .height = 592},
    };
    g_strlcpy(event.page.verdict, verdict, sizeof event.page.verdict);
    visitor_event(visitor, &event);
}

SCENE(attract)
{
    UNUSED_PAGES;
    visitor_device(visitor, "card", DEVICE_ONLINE, "none");
}

SCENE(attract_trouble)
{
    UNUSED_PAGES;
    visitor_device(visitor, "printer", DEVICE_USER_ERROR, "paperOut");
    visitor_waits(visitor, 8 * 3600 * 1000);
}

SCENE(home)
{
    UNUSED_PAGES;
    visitor_does(visitor, SESSION_START, NULL);
}

SCENE(home_draft_lost)
{
    UNUSED_PAGES;
    visitor_does(visitor, SESSION_START, NULL);
    visitor->session.draft_lost = true;
}

SCENE(group)
{
    UNUSED_PAGES;
    visitor_does(visitor, SESSION_START, NULL);
    visitor_does(visitor, SESSION_OPEN_GROUP, "medical");
}

SCENE(group_empty)
{
    UNUSED_PAGES;
    visitor_does(visitor, SESSION_START, NULL);
    visitor_does(visitor, SESSION_OPEN_GROUP, "disability");
}

SCENE(guide)
{
    UNUSED_PAGES;
    visitor_does(visitor, SESSION_START, NULL);
    visitor_does(visitor, SESSION_OPEN_SERVICE, "medical-insurance");
}

SCENE(consent)
{
    scene_guide(visitor, pages);
    visitor_does(visitor, SESSION_NEXT, NULL);
}

SCENE(card)
{
    UNUSED_PAGES;
    visitor_comes_to_card(visitor);
}

SCENE(card_failed)
{
    UNUSED_PAGES;
    visitor_comes_to_card(visitor);
    visitor_card_fails(visitor, "cardUnreadable");
}

SCENE(form)
{
    UNUSED_PAGES;
    visitor_comes_to_form(visitor);
    visitor_types(visitor, "10000001");
}

SCENE(form_error)
{
    UNUSED_PAGES;
    visitor_comes_to_form(visitor);
    visitor_types(visitor, "1000000123");
    visitor_does(visitor, SESSION_NEXT, NULL);
}

static void
scene_choose(struct visitor *visitor)
{
    visitor_event(visitor, &(struct session_event){.kind = SESSION_CHOOSE,
                                                   .text = "category",
                                                   .text2 = "ordinary"});
}

SCENE(form_complete)
{
    UNUSED_PAGES;
    visitor_comes_to_form(visitor);
    visitor_types(visitor, "10000001234");
    if (visitor->session.assisted)
        visitor_does(visitor, SESSION_NEXT, NULL);
    scene_choose(visitor);
}

/* In assisted mode each question is a page of its own. */
static void
scene_to_scan(struct visitor *visitor)
{
    visitor_comes_to_form(visitor);
    visitor_types(visitor, "10000001234");
    if (visitor->session.assisted)
        visitor_does(visitor, SESSION_NEXT, NULL);
    scene_choose(visitor);
    visitor_does(visitor, SESSION_NEXT, NULL);
    g_assert_cmpint(visitor->session.screen, ==, SCREEN_SCAN);
}

SCENE(scan)
{
    UNUSED_PAGES;
    scene_to_scan(visitor);
}

SCENE(scan_running)
{
    UNUSED_PAGES;
    scene_to_scan(visitor);
    visitor_does(visitor, SESSION_SCAN, NULL);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_SCAN_PROGRESS,
                                                   .order = visitor->scan_order,
                                                   .number = 40});
}

SCENE(scan_good)
{
    scene_to_scan(visitor);
    visitor_does(visitor, SESSION_SCAN, NULL);
    scene_page_comes(visitor, pages, "good");
}

SCENE(scan_two)
{
    scene_scan_good(visitor, pages);
    visitor_does(visitor, SESSION_SCAN, NULL);
    scene_page_comes(visitor, pages, "good");
}

SCENE(scan_blurred)
{
    scene_to_scan(visitor);
    visitor_does(visitor, SESSION_SCAN, NULL);
    scene_page_comes(visitor, pages, "blurred");
}

SCENE(scan_failed)
{
    UNUSED_PAGES;
    scene_to_scan(visitor);
    visitor_does(visitor, SESSION_SCAN, NULL);
    visitor_scan_fails(visitor, "incompletePage");
}

SCENE(check)
{
    scene_scan_good(visitor, pages);
    visitor_does(visitor, SESSION_NEXT, NULL);
}

SCENE(check_promised)
{
    scene_check(visitor, pages);
    visitor_does(visitor, SESSION_PROMISE, NULL);
}

SCENE(errors)
{
    scene_check_promised(visitor, pages);
    // As if a draft of an older version of the service had come back.
    json_object_set_new(visitor->session.answers, "phone", json_string("1000000123"));
    json_object_del(visitor->session.answers, "category");
    visitor->session.materials[0].page_count = 0;
    visitor_does(visitor, SESSION_SUBMIT, NULL);
    g_assert_cmpint(visitor->session.screen, ==, SCREEN_ERRORS);
}

SCENE(submitting)
{
    scene_check_promised(visitor, pages);
    visitor_does(visitor, SESSION_SUBMIT, NULL);
}

SCENE(submitting_stored)
{
    scene_submitting(visitor, pages);
    visitor_is_stored(visitor);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_DELIVERY,
                                                   .order = visitor->submit_order,
                                                   .number = 3,
                                                   .number2 = 5});
}

SCENE(done)
{
    scene_submitting(visitor, pages);
    visitor_is_stored(visitor);
    visitor_is_delivered(visitor);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_PRINT_PROGRESS,
                                                   .order = visitor->print_order,
                                                   .number = 0,
                                                   .number2 = 1});
}

SCENE(done_printed)
{
    scene_done(visitor, pages);
    visitor_is_printed(visitor);
}

SCENE(done_waiting)
{
    scene_submitting_stored(visitor, pages);
    visitor_does(visitor, SESSION_DO_NOT_WAIT, NULL);
}

SCENE(fault_paper)
{
    scene_done(visitor, pages);
    visitor_print_fails(visitor, "paperOut", 0);
}

SCENE(fault_jam)
{
    scene_done(visitor, pages);
    visitor_print_fails(visitor, "paperJam", 0);
}

SCENE(fault_store)
{
    scene_submitting(visitor, pages);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_STORE_FAILED,
                                                   .order = visitor->submit_order,
                                                   .text = "failed"});
}

SCENE(out_of_service)
{
    UNUSED_PAGES;
    struct session_device store = {.class = "store",
                                   .state = DEVICE_HARDWARE_ERROR,
                                   .cause = "failed",
                                   .since_ms = visitor->real_ms - 3600 * 1000,
                                   .present = true};
    visitor_event(visitor,
                  &(struct session_event){.kind = SESSION_DEVICE, .device = &store});
}

SCENE(idle)
{
    scene_form(visitor, pages);
    visitor_waits(visitor, visitor->session.assisted ? SESSION_IDLE_ASSISTED_MS + 9000
                                                     : SESSION_IDLE_MS + 7000);
    g_assert_cmpint(visitor->session.dialog, ==, DIALOG_IDLE);
}

SCENE(help)
{
    scene_form(visitor, pages);
    visitor_does(visitor, SESSION_HELP, NULL);
}

SCENE(help_night)
{
    scene_form(visitor, pages);
    visitor->real_ms += 8 * 3600 * 1000;
    visitor_does(visitor, SESSION_HELP, NULL);
}

SCENE(end)
{
    scene_form(visitor, pages);
    visitor_does(visitor, SESSION_ASK_END, NULL);
}

#include "scenes_booking.h"
#include "scenes_progress.h"

/* ---- a service that is as long as the format allows, or nearly ---- */

static json_t *
texts(const char *text)
{
    return json_pack("{s:s}", "zh_CN", text);
}

static json_t *
question(const char *id, const char *kind, const char *label, int choices)
{
    json_t *value = json_pack(
        "{s:s, s:s, s:o, s:o}", "id", id, "kind", kind, "label", texts(label), "hint",
        texts("写您现在住的地方，工作人员上门的时候照着找，写得好找就行。"));
    if (choices == 0)
        return value;
    json_t *list = json_array();
    for (int i = 0; i < choices; i++) {
        char word[16];
        g_snprintf(word, sizeof word, "c%d", i);
        char *name = g_strdup_printf("第%d种情况和说明", i + 1);
        json_array_append_new(
            list, json_pack("{s:s, s:o}", "value", word, "label", texts(name)));
        g_free(name);
    }
    json_object_set_new(value, "choices", list);
    return value;
}

static json_t *
question_page(const char *id, json_t *questions)
{
    return json_pack("{s:s, s:o, s:o}", "id", id, "title", texts("家里的情况和怎么找您"),
                     "questions", questions);
}

static void
repeat(json_t *service, const char *member, size_t count)
{
    json_t *list = json_object_get(service, member);
    for (size_t i = 0; json_array_size(list) < count; i++) {
        json_t *copy = json_deep_copy(json_array_get(list, i));
        char id[24];
        g_snprintf(id, sizeof id, "copy_%zu", i);
        if (json_object_get(copy, "id") != NULL)
            json_object_set_new(copy, "id", json_string(id));
        json_array_append_new(list, copy);
    }
}

static json_t *
long_service(void)
{
    json_t *service = assets_json("assets/services/medical-insurance/service.json");
    json_object_set_new(service, "short_name", texts("农村危房改造补助申请登记"));
    repeat(service, "facts", 6);
    repeat(service, "accept_condition", 9);
    repeat(service, "handle_flow", 8);
    repeat(service, "materials", 9);
    json_t *pages = json_object_get(service, "pages");
    json_array_append_new(
        pages,
        question_page(
            "many", json_pack("[o,o,o,o]",
                              question("long_choice", "choice", "您家属于哪一种情况", 40),
                              question("some", "choices", "还有哪些（可以选几个）", 12),
                              question("yes", "yes_no", "家里有没有人在外面做工", 0),
                              question("when", "date", "从哪一天开始的", 0))));
    json_array_append_new(
        pages,
        question_page(
            "typed",
            json_pack("[o,o,o,o,o]",
                      question("who", "id_number", "代办人的身份证号码", 0),
                      question("bank", "bank_card", "银行卡号", 0),
                      question("sum", "money", "每个月的收入", 0),
                      question("count", "number", "家里几口人", 0),
                      question("where", "address", "门牌，或者旁边好找的地方", 0))));
    return service;
}

static void
scene_long(struct visitor *visitor)
{
    GPtrArray *defects = schema_defects_new();
    json_t *whole = json_pack("{s:s, s:o, s:[o]}", "version", "", "groups",
                              assets_json("assets/services/groups.json"), "services",
                              long_service());
    struct catalogue *catalogue = catalogue_create(whole, defects);
    for (guint i = 0; i < defects->len; i++) {
        const struct schema_defect *defect = g_ptr_array_index(defects, i);
        g_printerr("# %s: %s\n", defect->pointer, defect->message);
    }
    g_assert_cmpuint(defects->len, ==, 0);
    g_ptr_array_unref(defects);
    json_decref(whole);
    session_set_catalogue(&visitor->session, catalogue);
    catalogue_destroy(visitor->catalogue);
    visitor->catalogue = catalogue;
}

SCENE(long_guide)
{
    scene_long(visitor);
    scene_guide(visitor, pages);
}

/* To question `id`, as the check page would. */
static void
scene_to_question(struct visitor *visitor, const char *id)
{
    scene_long(visitor);
    visitor_comes_to_form(visitor);
    visitor->session.screen = SCREEN_CHECK;
    visitor_does(visitor, SESSION_EDIT, id);
    g_assert_cmpint(visitor->session.screen, ==, SCREEN_FORM);
}

SCENE(long_choice)
{
    UNUSED_PAGES;
    scene_to_question(visitor, "long_choice");
    visitor_event(visitor, &(struct session_event){.kind = SESSION_CHOOSE,
                                                   .text = "long_choice",
                                                   .text2 = "c1"});
}

SCENE(long_date)
{
    UNUSED_PAGES;
    scene_to_question(visitor, "when");
    visitor_types(visitor, "202611");
}

SCENE(long_id_number)
{
    UNUSED_PAGES;
    scene_to_question(visitor, "who");
    visitor_types(visitor, "999999194303120");
}

SCENE(long_money)
{
    UNUSED_PAGES;
    scene_to_question(visitor, "sum");
    visitor_types(visitor, "1200");
}

SCENE(long_address)
{
    UNUSED_PAGES;
    scene_to_question(visitor, "where");
    visitor_types(visitor, "供销社往东，老槐树");
}

static void
scene_candidates(struct visitor *visitor, const char *json)
{
    json_t *answer = json_loads(json, 0, NULL);
    g_assert_nonnull(answer);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_CANDIDATES,
                                                   .order = visitor->session.input.order,
                                                   .json = answer});
    json_decref(answer);
}

static void
scene_keyboard(struct visitor *visitor, enum keyboard keyboard)
{
    visitor_event(visitor, &(struct session_event){.kind = SESSION_KEYBOARD,
                                                   .number = (int)keyboard});
}

/* A composition in the middle of a text: 26 keys, or nine. */
SCENE(pinyin)
{
    scene_long_address(visitor, pages);
    scene_keyboard(visitor, KEYBOARD_PINYIN);
    visitor_types(visitor, visitor->session.assisted ? "4824" : "laohuaishu");
    scene_candidates(
        visitor,
        visitor->session.assisted
            ? "{\"preedit\":\"huai\",\"more\":true,\"readings\":[\"huai\",\"guai\","
              "\"hua\","
              "\"gua\",\"hu\"],\"candidates\":[{\"text\":\"槐\"},{\"text\":\"怀\"},{"
              "\"text\":"
              "\"坏\"},{\"text\":\"淮\"},{\"text\":\"徊\"},{\"text\":\"乖\"},{\"text\":"
              "\"怪\"}]}"
            : "{\"preedit\":\"lao huai "
              "shu\",\"more\":true,\"readings\":[],\"candidates\":["
              "{\"text\":\"老槐树\"},{\"text\":\"老怀\"},{\"text\":\"老坏\"},{\"text\":"
              "\"老\"},{\"text\":\"捞\"},{\"text\":\"劳\"},{\"text\":\"牢\"},{\"text\":"
              "\"姥\"}]}");
}

SCENE(pinyin_sentence)
{
    scene_long_address(visitor, pages);
    scene_keyboard(visitor, KEYBOARD_PINYIN);
    visitor_types(visitor, visitor->session.assisted
                               ? "42626743626426942"
                               : "anhuishengliuanshijinzhaixianyanzihezhen");
    scene_candidates(
        visitor, "{\"preedit\":\"an hui sheng liu an shi jin zhai xian yan zi he zhen\","
                 "\"more\":false,\"readings\":[\"zhuang\"],\"candidates\":[{\"text\":"
                 "\"安徽省六安市金寨县燕子河镇老槐树旁边\"},{\"text\":\"安徽省\"}]}");
}

SCENE(writing)
{
    scene_long_address(visitor, pages);
    scene_keyboard(visitor, KEYBOARD_WRITING);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_WRITTEN, .number = 9});
    scene_candidates(visitor, "{\"candidates\":[\"树\",\"村\",\"对\",\"材\",\"柯\","
                              "\"杜\",\"村\",\"枝\",\"权\",\"杈\"]}");
}

SCENE(writing_empty)
{
    scene_long_address(visitor, pages);
    scene_keyboard(visitor, KEYBOARD_WRITING);
}

SCENE(strokes)
{
    scene_long_address(visitor, pages);
    scene_keyboard(visitor, KEYBOARD_STROKES);
}

SCENE(letters)
{
    scene_long_address(visitor, pages);
    scene_keyboard(visitor, KEYBOARD_LETTERS);
}

SCENE(digits)
{
    scene_long_address(visitor, pages);
    scene_keyboard(visitor, KEYBOARD_DIGITS);
}

SCENE(keyboard_off)
{
    scene_long_address(visitor, pages);
    visitor_device(visitor, "input", DEVICE_HARDWARE_ERROR, "driverCrashed");
    visitor_device(visitor, "handwriting", DEVICE_HARDWARE_ERROR, "driverCrashed");
}

SCENE(pinyin_off)
{
    scene_long_address(visitor, pages);
    visitor_device(visitor, "input", DEVICE_HARDWARE_ERROR, "driverCrashed");
}

SCENE(long_check)
{
    scene_to_question(visitor, "where");
    (void)pages;
    visitor_types(visitor, "供销社往东两百步，老槐树旁边，门口有石磨的那一家");
    visitor->session.screen = SCREEN_CHECK;
}

SCENE(long_errors)
{
    scene_long_check(visitor, pages);
    visitor_does(visitor, SESSION_PROMISE, NULL);
    visitor_does(visitor, SESSION_SUBMIT, NULL);
    g_assert_cmpint(visitor->session.screen, ==, SCREEN_ERRORS);
}

SCENE(long_done)
{
    scene_long_check(visitor, pages);
    visitor->session.screen = SCREEN_SUBMITTING;
    visitor->session.submit_order = visitor->submit_order = 77;
    visitor_is_stored(visitor);
    visitor_is_delivered(visitor);
}

#include "scenes_staff.h"
#include "scenes_voice.h"

SCENE(read_aloud)
{
    scene_form(visitor, pages);
    visitor_does(visitor, SESSION_SAY, NULL);
}

SCENE(read_loudest)
{
    scene_form(visitor, pages);
    for (int i = 0; i < SESSION_VOLUME_MOST; i++)
        visitor_event(visitor,
                      &(struct session_event){.kind = SESSION_VOLUME, .number = 1});
}

SCENE(silent)
{
    scene_form(visitor, pages);
    visitor->session.silent = true;
}

#define LISTED(name)                                                                     \
    {                                                                                    \
#name, scene_##name                                                              \
    }
static const struct scene scenes[] = {
    LISTED(attract),
    LISTED(attract_trouble),
    LISTED(home),
    LISTED(home_draft_lost),
    LISTED(group),
    LISTED(group_empty),
    LISTED(guide),
    LISTED(consent),
    LISTED(card),
    LISTED(card_failed),
    LISTED(form),
    LISTED(form_error),
    LISTED(form_complete),
    LISTED(scan),
    LISTED(scan_running),
    LISTED(scan_good),
    LISTED(scan_two),
    LISTED(scan_blurred),
    LISTED(scan_failed),
    LISTED(check),
    LISTED(check_promised),
    LISTED(errors),
    LISTED(submitting),
    LISTED(submitting_stored),
    LISTED(done),
    LISTED(done_printed),
    LISTED(done_waiting),
    LISTED(fault_paper),
    LISTED(fault_jam),
    LISTED(fault_store),
    LISTED(out_of_service),
    LISTED(idle),
    LISTED(help),
    LISTED(long_guide),
    LISTED(long_choice),
    LISTED(long_date),
    LISTED(long_id_number),
    LISTED(long_money),
    LISTED(long_address),
    LISTED(long_check),
    LISTED(long_errors),
    LISTED(long_done),
    LISTED(help_night),
    LISTED(end),
    LISTED(staff_pin),
    LISTED(staff_closed),
    LISTED(staff_no_pin),
    LISTED(staff),
    LISTED(staff_trouble),
    LISTED(staff_queue),
    LISTED(staff_drivers),
    LISTED(staff_log),
    LISTED(staff_test_card),
    LISTED(staff_test_good),
    LISTED(staff_test_bad),
    LISTED(pinyin),
    LISTED(pinyin_sentence),
    LISTED(writing),
    LISTED(writing_empty),
    LISTED(strokes),
    LISTED(letters),
    LISTED(digits),
    LISTED(keyboard_off),
    LISTED(booking_asking),
    LISTED(booking),
    LISTED(booking_none),
    LISTED(booking_away),
    LISTED(booking_slots_asking),
    LISTED(booking_slots),
    LISTED(booking_slots_chosen),
    LISTED(booking_slots_full),
    LISTED(booking_slots_nothing),
    LISTED(booking_card),
    LISTED(booking_card_hurry),
    LISTED(booking_number),
    LISTED(booking_check),
    LISTED(booking_check_already),
    LISTED(booking_unknown),
    LISTED(booking_done),
    LISTED(booking_fault),
    LISTED(booking_mine),
    LISTED(booking_mine_number),
    LISTED(booking_mine_wrong),
    LISTED(booking_cancel),
    LISTED(booking_cancelled),
    LISTED(booking_move),
    LISTED(pinyin_off),
    LISTED(read_aloud),
    LISTED(read_loudest),
    LISTED(silent),
    LISTED(progress_who),
    LISTED(progress_who_wrong),
    LISTED(progress_code),
    LISTED(progress_code_wrong),
    LISTED(progress_code_locked),
    LISTED(progress_code_away),
    LISTED(progress_deciding),
    LISTED(progress_refused),
    LISTED(progress_issued),
    LISTED(progress_delivered),
    LISTED(progress_missing),
    LISTED(correction_form),
    LISTED(correction_last),
    LISTED(result_fetching),
    LISTED(result_away),
    LISTED(result),
    LISTED(result_printing),
    LISTED(sign),
    LISTED(sign_away),
    LISTED(delivered),
    LISTED(rating),
    LISTED(rating_tags),
    LISTED(done_rated),
    LISTED(trouble),
    LISTED(trouble_chosen),
    LISTED(trouble_failed),
    LISTED(trouble_done),
    LISTED(phone),
    LISTED(phone_wrong),
    LISTED(help_noted),
    LISTED(form_called),
};

#endif
