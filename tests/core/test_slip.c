// SPDX-License-Identifier: Apache-2.0
#include "core/slip.h"

#include <string.h>

#include "base/json.h"
#include "tests/support/assets.h"
#include <kiosk/document.h>

#define SATURDAY_MS INT64_C(1795243260000) // 2026-11-21 14:41

struct given {
    struct catalogue *catalogue;
    struct calendar *calendar;
    struct place place;
    json_t *applicant, *answers, *materials;
    struct slip_case slip;
};

static void
given_init(struct given *given)
{
    *given =
        (struct given){.catalogue = assets_catalogue(), .calendar = assets_calendar()};
    assets_place(&given->place);
    given->applicant = json_pack("{s:s, s:s, s:s}", "card_type", "citizen", "name",
                                 "王秀兰", "id_number", "999999194303120023");
    given->answers = json_pack("{s:s, s:s, s:s}", "name", "王秀兰", "phone",
                               "10000001234", "category", "ordinary");
    given->materials = json_loads(
        "[{\"material\":\"id_card\",\"how\":\"card\",\"pages\":[]},"
        "{\"material\":\"household_register\",\"how\":\"scan\",\"pages\":[\"a\",\"b\"]}]",
        0, NULL);
    given->slip = (struct slip_case){
        .service = catalogue_service(given->catalogue, "medical-insurance"),
        .place = &given->place,
        .calendar = given->calendar,
        .terminal = "0001",
        .language = "zh_CN",
        .receipt_number = "000126112100071",
        .query_code = "482915",
        .code_data = "KIOSK1:000126112100071:c2lnbmF0dXJl",
        .submitted_ms = SATURDAY_MS,
        .delivered = true,
        .applicant = given->applicant,
        .answers = given->answers,
        .materials = given->materials,
    };
    assets_speak("zh_CN");
}

static void
given_finish(struct given *given)
{
    json_decref(given->applicant);
    json_decref(given->answers);
    json_decref(given->materials);
    catalogue_destroy(given->catalogue);
    calendar_destroy(given->calendar);
    place_finish(&given->place);
}

/* Each block passes the schema of its kind, as the typesetter will ask of it. */
static json_t *
checked_receipt(const struct slip_case *slip)
{
    json_t *document = slip_receipt(slip);
    GError *error = NULL;
    size_t i;
    json_t *block;
    schema_accepts(&document_schema, document, &error);
    g_assert_no_error(error);
    json_array_foreach (json_object_get(document, "blocks"), i, block) {
        const char *kind = json_text(block, "kind", "");
        for (size_t k = 0; document_block_words[k] != NULL; k++)
            if (strcmp(document_block_words[k], kind) == 0)
                schema_accepts(&document_block_schemas[k], block, &error);
        g_assert_no_error(error);
    }
    return document;
}

static bool
document_says(const json_t *document, const char *words)
{
    char *text = json_dumps(document, JSON_COMPACT);
    bool found = strstr(text, words) != NULL;
    free(text);
    return found;
}

static void
test_receipt__says_what_the_look_wants(void)
{
    static const char *const wanted[] = {
        "收件回执",
        "收件不是受理",
        "0001 261121 0007 1",
        "482 915",
        "2026年11月21日 星期六 14:41",
        "城乡居民基本医疗保险参保登记",
        "即办件",
        "不收费",
        "王秀兰 身份证 9999 •••••••••• 0023",
        "100 •••• 1234",
        "普通居民",
        "已经读过，不用再看",
        "待核原件",
        "一楼综合窗口",
        "2026年11月23日 星期一前",
        "2026年12月31日 星期四前",
        "0000-0000001",
        "12345",
        "0000-0000003",
        "办不成事",
        "青山镇便民服务中心",
        "24小时自助服务区 · 1号机 0001",
        "示例数据",
        "申请人留存",
        "不是受理通知书",
        "KIOSK1:000126112100071",
    };
    static const char *const secret[] = {"999999194303120023", "10000001234", "待上传",
                                         "19430312"};
    struct given given;
    given_init(&given);
    json_t *document = checked_receipt(&given.slip);
    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++)
        if (!document_says(document, wanted[i]))
            g_error("it does not say %s", wanted[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(secret); i++)
        if (document_says(document, secret[i]))
            g_error("it says %s", secret[i]);
    g_assert_cmpstr(json_text(document, "style", ""), ==, "standard");
    json_decref(document);
    given_finish(&given);
}

static void
test_receipt__undelivered_says_that_it_is_still_to_be_sent(void)
{
    struct given given;
    given_init(&given);
    given.slip.delivered = false;
    json_t *document = checked_receipt(&given.slip);
    g_assert_true(document_says(document, "待上传"));
    g_assert_true(document_says(document, "已经在本机存好"));
    g_assert_false(document_says(document, "我们**收到了**"));
    json_decref(document);
    given_finish(&given);
}

static void
test_receipt__deferred_material_names_its_last_day(void)
{
    struct given given;
    given_init(&given);
    json_t *book = json_array_get(given.materials, 1);
    json_object_set_new(book, "how", json_string("deferred"));
    json_object_set_new(book, "pages", json_array());
    json_t *document = checked_receipt(&given.slip);
    // Ten working days after Saturday, 21 November.
    g_assert_true(document_says(document, "您答应**2026年12月4日 星期五前**补上"));
    g_assert_true(document_says(document, "还没交"));
    json_decref(document);
    given.slip.large = true;
    document = checked_receipt(&given.slip);
    g_assert_true(document_says(document, "□ **12月4日 星期五前**，交**户口簿**。"));
    json_decref(document);
    given_finish(&given);
}

static void
test_receipt__large_print_has_no_table_on_its_first_page(void)
{
    struct given given;
    given_init(&given);
    given.slip.large = true;
    json_t *document = checked_receipt(&given.slip);
    g_assert_cmpstr(json_text(document, "style", ""), ==, "large");
    size_t i;
    json_t *block;
    bool page = false;
    json_array_foreach (json_object_get(document, "blocks"), i, block) {
        const char *kind = json_text(block, "kind", "");
        page |= strcmp(kind, "page") == 0;
        if (!page)
            g_assert_true(strcmp(kind, "table") != 0 && strcmp(kind, "rows") != 0);
    }
    g_assert_true(page);
    g_assert_true(document_says(document, "收件不是受理"));
    g_assert_true(document_says(document, "11月23日 星期一前"));
    g_assert_true(document_says(document, "交了哪些材料，在后面一页"));
    json_decref(document);
    given_finish(&given);
}

static void
test_receipt__marks_in_an_answer_set_nothing_in_bold(void)
{
    struct given given;
    given_init(&given);
    json_object_set_new(given.applicant, "name", json_string("**王**____□"));
    json_t *document = checked_receipt(&given.slip);
    g_assert_true(document_says(document, "* *王* *__口"));
    json_decref(document);
    given.slip.large = true;
    document = checked_receipt(&given.slip);
    g_assert_true(document_says(document, "* *王* *__口"));
    json_decref(document);
    given_finish(&given);
}

static void
test_receipt__speaks_english_too(void)
{
    struct given given;
    given_init(&given);
    assets_speak("en");
    given.slip.language = "en";
    json_t *document = checked_receipt(&given.slip);
    g_assert_true(document_says(document, "Received is not accepted."));
    g_assert_true(document_says(document, "by Monday 23 Nov 2026"));
    g_assert_true(document_says(document, "Household register"));
    json_decref(document);
    given_finish(&given);
}

/* When and where to pay, and what to have ready: on A4 and on the narrow slip. */
static void
test_steps__say_where_to_go_and_what_to_have_ready(void)
{
    struct given given;
    given_init(&given);
    json_t *steps = slip_next_steps(&given.slip);
    g_assert_cmpstr(json_text(json_array_get(steps, 2), "detail", ""), ==,
                    "在哪里：税务缴费窗口、银行或手机；准备好：身份证");
    g_assert_null(json_object_get(json_array_get(steps, 0), "detail"));
    json_decref(steps);
    json_t *document = checked_receipt(&given.slip);
    g_assert_true(document_says(document, "在哪里：税务缴费窗口"));
    json_decref(document);
    document = slip_receipt_strip(&given.slip);
    g_assert_true(document_says(document, "在哪里：税务缴费窗口"));
    json_decref(document);
    given_finish(&given);
}

static void
assert_step(const struct given *given, size_t index, const char *when)
{
    json_t *steps = slip_next_steps(&given->slip);
    g_assert_cmpstr(json_text(json_array_get(steps, index), "when", ""), ==, when);
    json_decref(steps);
}

static void
test_steps__name_days_and_never_guess_an_unknown_year(void)
{
    struct given given;
    given_init(&given);
    assert_step(&given, 0, "2026年11月23日 星期一前");
    assert_step(&given, 1, "受理当天");
    assert_step(&given, 2, "2026年12月31日 星期四前");
    // The last day of the last known year: the next working day is not announced.
    given.slip.submitted_ms = SATURDAY_MS + INT64_C(40) * 86400000;
    assert_step(&given, 0, "1个工作日内");
    assert_step(&given, 2, "2026年12月31日 星期四前");
    given.slip.submitted_ms = SATURDAY_MS + INT64_C(41) * 86400000;
    assert_step(&given, 2, "2027年12月31日 星期五前");
    given_finish(&given);
}

/* A promised matter with a fee, without card, of which nothing was handed in. */
static void
test_receipt__suits_a_service_of_another_shape(void)
{
    struct given given;
    given_init(&given);
    catalogue_destroy(given.catalogue);
    given.catalogue = assets_catalogue_of_tests();
    given.slip.service = catalogue_service(given.catalogue, "open-application");
    given.slip.applicant = NULL;
    given.slip.materials = NULL;
    given.slip.code_data = NULL;
    json_t *document = checked_receipt(&given.slip);
    g_assert_true(document_says(document, "（承诺件，收费）"));
    g_assert_false(document_says(document, "申请人\""));
    g_assert_false(document_says(document, "收到的材料"));
    g_assert_false(document_says(document, "KIOSK1"));
    json_decref(document);
    assert_step(&given, 0, "2026年12月1日 星期二前");
    assert_step(&given, 1, "2027年2月28日 星期日前"); // no 29 February in that year

    json_t *materials =
        json_loads("[{\"material\":\"proof\",\"how\":\"scan\",\"pages\":[\"a\",\"b\"]},"
                   "{\"material\":\"letter\",\"how\":\"scan\",\"pages\":[\"c\"]},"
                   "{\"material\":\"of_a_newer_version\",\"how\":\"scan\",\"pages\":[]}]",
                   0, NULL);
    json_t *foreigner = json_pack("{s:s, s:s, s:s}", "name", "", "name_latin", "ANNA",
                                  "id_number", "999X00000000000");
    given.slip.materials = materials;
    given.slip.applicant = foreigner;
    document = checked_receipt(&given.slip);
    g_assert_true(document_says(document, "领结果时带来看"));
    g_assert_true(document_says(document, "不用看"));
    g_assert_true(document_says(document, "ANNA"));
    g_assert_false(document_says(document, "newer"));
    json_decref(document);
    given.slip.large = true;
    given.slip.delivered = false;
    document = checked_receipt(&given.slip);
    g_assert_true(document_says(document, "待上传"));
    json_decref(document);
    json_decref(materials);
    json_decref(foreigner);
    given_finish(&given);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/slip/look", test_receipt__says_what_the_look_wants);
    g_test_add_func("/slip/undelivered",
                    test_receipt__undelivered_says_that_it_is_still_to_be_sent);
    g_test_add_func("/slip/deferred", test_receipt__deferred_material_names_its_last_day);
    g_test_add_func("/slip/large",
                    test_receipt__large_print_has_no_table_on_its_first_page);
    g_test_add_func("/slip/marks", test_receipt__marks_in_an_answer_set_nothing_in_bold);
    g_test_add_func("/slip/english", test_receipt__speaks_english_too);
    g_test_add_func("/slip/steps", test_steps__name_days_and_never_guess_an_unknown_year);
    g_test_add_func("/slip/steps/where",
                    test_steps__say_where_to_go_and_what_to_have_ready);
    g_test_add_func("/slip/another", test_receipt__suits_a_service_of_another_shape);
    return g_test_run();
}
