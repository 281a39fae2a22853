// SPDX-License-Identifier: Apache-2.0
#include "core/form.h"

#include <string.h>

#include "base/json.h"
#include "tests/support/assets.h"

static const struct clock_date today = {
    .year = 2026, .month = 11, .day = 21, .weekday = 6};

/* A service whose only page asks the given questions (JSON). */
static struct service *
service_asking(const char *questions)
{
    json_t *definition = assets_json("assets/services/medical-insurance/service.json");
    json_t *list = json_loads(questions, 0, NULL);
    g_assert_nonnull(list);
    json_t *page = json_array_get(json_object_get(definition, "pages"), 1);
    json_object_set_new(page, "questions", list);
    GPtrArray *defects = schema_defects_new();
    struct service *service = service_create(definition, defects);
    for (guint i = 0; i < defects->len; i++) {
        const struct schema_defect *defect = g_ptr_array_index(defects, i);
        g_test_message("%s: %s", defect->pointer, defect->message);
    }
    g_assert_nonnull(service);
    g_ptr_array_unref(defects);
    json_decref(definition);
    return service;
}

#define LABEL "\"label\":{\"zh_CN\":\"x\"}"
#define CHOICES                                                                          \
    "\"choices\":[{\"value\":\"a\",\"label\":{\"zh_CN\":\"甲\",\"en\":\"A\"}},"         \
    "{\"value\":\"b\",\"label\":{\"zh_CN\":\"乙\",\"en\":\"B\"}},"                      \
    "{\"value\":\"c\",\"label\":{\"zh_CN\":\"丙\",\"en\":\"C\"}}]"

static const char every_kind[] =
    "[{\"id\":\"text\",\"kind\":\"text\"," LABEL ",\"min\":2,\"max\":5},"
    "{\"id\":\"person\",\"kind\":\"person_name\"," LABEL "},"
    "{\"id\":\"number_of_id\",\"kind\":\"id_number\"," LABEL "},"
    "{\"id\":\"phone\",\"kind\":\"phone\"," LABEL "},"
    "{\"id\":\"day\",\"kind\":\"date\"," LABEL ",\"min\":-10,\"max\":0},"
    "{\"id\":\"one\",\"kind\":\"choice\"," LABEL "," CHOICES "},"
    "{\"id\":\"some\",\"kind\":\"choices\"," LABEL "," CHOICES ",\"min\":2,\"max\":2},"
    "{\"id\":\"yes\",\"kind\":\"yes_no\"," LABEL "},"
    "{\"id\":\"count\",\"kind\":\"number\"," LABEL ",\"min\":1,\"max\":9},"
    "{\"id\":\"money\",\"kind\":\"money\"," LABEL ",\"min\":0,\"max\":100000},"
    "{\"id\":\"place\",\"kind\":\"address\"," LABEL "},"
    "{\"id\":\"bank\",\"kind\":\"bank_card\"," LABEL "},"
    "{\"id\":\"more\",\"kind\":\"text\"," LABEL ",\"required\":false}]";

static void
test_field__each_kind_has_its_rules(void)
{
    static const struct {
        const char *question;
        const char *value; // JSON
        enum field_problem wanted;
        int have, want;
        const char *says; // Chinese; NULL when good
        const char *remedy;
    } rows[] = {
        {"text", "null", FIELD_MISSING, 0, 0, "还没填", "填上"},
        {"text", "\"\"", FIELD_MISSING, 0, 0, "还没填", "填上"},
        {"text", "\"字\"", FIELD_TOO_SHORT, 1, 2, "现在是1个字，至少要2个字",
         "再多写几个字"},
        {"text", "\"五个字刚好\"", FIELD_GOOD, 0, 0, NULL, NULL},
        {"text", "\"这是六个字了\"", FIELD_TOO_LONG, 6, 5, "现在是6个字，最多写5个字",
         "写短一点"},
        {"text", "\"a\\tb\"", FIELD_WRONG_FORM, 0, 0, "这里看不明白", "重新填一遍"},
        {"text", "7", FIELD_WRONG_FORM, 0, 0, "这里看不明白", "重新填一遍"},
        {"more", "null", FIELD_GOOD, 0, 0, NULL, NULL},
        {"person", "\"买买提·吐尔逊\"", FIELD_GOOD, 0, 0, NULL, NULL},
        {"person", "\"𫝆\"", FIELD_GOOD, 0, 0, NULL, NULL},
        {"number_of_id", "\"999999195001010018\"", FIELD_GOOD, 0, 0, NULL, NULL},
        {"number_of_id", "\"99999919500101001\"", FIELD_TOO_SHORT, 17, 18,
         "现在是17位，身份证号要18位", "补上少的那一位"},
        {"number_of_id", "\"9999991950010100188\"", FIELD_TOO_LONG, 19, 18,
         "现在是19位，身份证号只有18位", "删掉多的那一位"},
        {"number_of_id", "\"999999500101001\"", FIELD_OLD_FORM, 15, 18,
         "这是15位的老号码，现在要18位", "照着现在的身份证填"},
        {"number_of_id", "\"999999195001010017\"", FIELD_WRONG_DIGIT, 0, 0,
         "最后一位和前面17位对不上", "有一位打错了，照着证件对一下"},
        {"number_of_id", "\"99999919500230001X\"", FIELD_NO_SUCH_DAY, 0, 0,
         "号码里的出生日期，日历上没有", "照着证件，看中间8位"},
        {"number_of_id", "\"99999919500101001a\"", FIELD_WRONG_FORM, 0, 0,
         "身份证号是数字，最后一位可以是X", "照着证件再填一遍"},
        {"phone", "\"10000001234\"", FIELD_GOOD, 0, 0, NULL, NULL},
        {"phone", "\"1000000123\"", FIELD_TOO_SHORT, 10, 11, "现在是10位，手机号要11位",
         "补上少的那一位"},
        {"phone", "\"100000012\"", FIELD_TOO_SHORT, 9, 11, "现在是9位，手机号要11位",
         "补上少的几位"},
        {"phone", "\"100000012345\"", FIELD_TOO_LONG, 12, 11,
         "现在是12位，手机号只有11位", "删掉多的那一位"},
        {"phone", "\"20000001234\"", FIELD_WRONG_FORM, 0, 0, "手机号第一位是1",
         "对一下号码，再填一遍"},
        {"phone", "\"1000000123a\"", FIELD_WRONG_FORM, 0, 0, "手机号第一位是1",
         "对一下号码，再填一遍"},
        {"day", "\"2026-11-21\"", FIELD_GOOD, 0, 0, NULL, NULL},
        {"day", "\"2026-11-11\"", FIELD_GOOD, 0, 0, NULL, NULL},
        {"day", "\"2026-11-10\"", FIELD_OUT_OF_RANGE, -11, -10, "这一天这里填不了",
         "看一下年、月、日"},
        {"day", "\"2026-11-22\"", FIELD_OUT_OF_RANGE, 1, 0, "这一天这里填不了",
         "看一下年、月、日"},
        {"day", "\"2026-02-30\"", FIELD_NO_SUCH_DAY, 0, 0, "日历上没有这一天",
         "看一下月和日"},
        {"day", "\"20261\"", FIELD_TOO_SHORT, 5, 8, "现在是5位，日期要8位",
         "年4位，月2位，日2位"},
        {"day", "\"soon\"", FIELD_WRONG_FORM, 0, 0, "这不是日期", "年4位，月2位，日2位"},
        {"one", "\"b\"", FIELD_GOOD, 0, 0, NULL, NULL},
        {"one", "\"d\"", FIELD_NOT_A_CHOICE, 0, 0, "这一项现在没有了", "重新选一个"},
        {"one", "null", FIELD_MISSING, 0, 0, "还没选", "选一个"},
        {"some", "[\"a\",\"c\"]", FIELD_GOOD, 0, 0, NULL, NULL},
        {"some", "[]", FIELD_MISSING, 0, 0, "还没选", "符合的都选上，可以选几个"},
        {"some", "[\"a\"]", FIELD_TOO_SHORT, 1, 2, "现在选了1个，至少选2个", "再选一个"},
        {"some", "[\"a\",\"b\",\"c\"]", FIELD_TOO_LONG, 3, 2, "现在选了3个，最多选2个",
         "去掉一个"},
        {"some", "[\"a\",\"a\"]", FIELD_NOT_A_CHOICE, 0, 0, "这一项现在没有了",
         "重新选一个"},
        {"some", "[1]", FIELD_NOT_A_CHOICE, 0, 0, "这一项现在没有了", "重新选一个"},
        {"yes", "true", FIELD_GOOD, 0, 0, NULL, NULL},
        {"yes", "false", FIELD_GOOD, 0, 0, NULL, NULL},
        {"yes", "null", FIELD_MISSING, 0, 0, "还没选", "选一个"},
        {"count", "9", FIELD_GOOD, 0, 0, NULL, NULL},
        {"count", "0", FIELD_OUT_OF_RANGE, 0, 1, "现在是0，这里的界限是1",
         "对一下号码，再填一遍"},
        {"count", "9223372036854775807", FIELD_OUT_OF_RANGE, 2147483647, 9,
         "现在是2147483647，这里的界限是9", "对一下号码，再填一遍"},
        {"count", "\"9\"", FIELD_WRONG_FORM, 0, 0, "这里看不明白", "重新填一遍"},
        {"money", "100000", FIELD_GOOD, 0, 0, NULL, NULL},
        {"money", "100001", FIELD_OUT_OF_RANGE, 100001, 100000, "这个金额这里填不了",
         "看一下金额，再填一遍"},
        {"place", "\"柳溪村三组\"", FIELD_GOOD, 0, 0, NULL, NULL},
        {"bank", "\"4111111111111111\"", FIELD_GOOD, 0, 0, NULL, NULL},
        {"bank", "\"4111111111111112\"", FIELD_WRONG_DIGIT, 0, 0, "没有这个号码的银行卡",
         "有一位打错了，照着证件对一下"},
        {"bank", "\"411111111111111\"", FIELD_TOO_SHORT, 15, 16,
         "现在是15位，银行卡号至少16位", "补上少的那一位"},
        {"bank", "\"41111111111111111111\"", FIELD_TOO_LONG, 20, 19,
         "现在是20位，银行卡号最多19位", "删掉多的那一位"},
        {"bank", "\"4111 1111 1111 1111\"", FIELD_WRONG_FORM, 0, 0, "银行卡号只有数字",
         "照着证件再填一遍"},
    };
    struct service *service = service_asking(every_kind);
    assets_speak("zh_CN");
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        json_t *value = json_loads(rows[i].value, JSON_DECODE_ANY, NULL);
        const struct question *question = service_question(service, rows[i].question);
        struct field_defect defect = field_check(question, value, &today);
        if (defect.problem != rows[i].wanted || defect.have != rows[i].have ||
            defect.want != rows[i].want)
            g_error("%s %s: problem %d, have %d, want %d", rows[i].question,
                    rows[i].value, defect.problem, defect.have, defect.want);
        if (rows[i].says != NULL) {
            char *says = field_defect_says(&defect, "zh_CN"),
                 *remedy = field_defect_remedy(&defect, "zh_CN");
            g_assert_cmpstr(says, ==, rows[i].says);
            g_assert_cmpstr(remedy, ==, rows[i].remedy);
            g_free(says);
            g_free(remedy);
        }
        json_decref(value);
    }
    service_destroy(service);
}

static void
test_field__what_the_card_said_is_not_judged_by_its_form(void)
{
    struct service *service = service_asking(every_kind);
    const struct question *number = service_question(service, "id_number");
    json_t *foreign = json_string("ABC999900010100"); // a permanent residence permit
    g_assert_cmpint(field_check(number, foreign, &today).problem, ==, FIELD_GOOD);
    g_assert_cmpint(field_check(number, NULL, &today).problem, ==, FIELD_MISSING);
    json_decref(foreign);
    service_destroy(service);
}

/* ---- typing ---- */

/* Types all of `keys` one by one; "<" deletes. Returns what stands there. */
static char *
typed(const struct question *question, const char *keys)
{
    char *text = g_strdup("");
    for (const char *at = keys; *at != '\0'; at = g_utf8_find_next_char(at, NULL)) {
        char key[7] = {0};
        g_utf8_strncpy(key, at, 1);
        char *next = field_type(question, text, key[0] == '<' ? "\b" : key);
        if (next == NULL)
            continue;
        g_free(text);
        text = next;
    }
    return text;
}

static void
test_typing__takes_only_what_can_stand_there(void)
{
    static const struct {
        const char *question, *keys, *wanted;
        const char *value; // JSON; NULL: empty
    } rows[] = {
        {"phone", "1a0-000 001234", "10000001234", "\"10000001234\""},
        {"phone", "1000000123456", "10000001234", "\"10000001234\""},
        {"phone", "12<<<", "", NULL},
        {"number_of_id", "X99999919430312002X1", "99999919430312002X",
         "\"99999919430312002X\""},
        {"number_of_id", "99999919430312002x", "99999919430312002X",
         "\"99999919430312002X\""},
        {"text", " 柳溪村<组三四五", "柳溪组三四", "\"柳溪组三四\""},
        {"text", "ab ", "ab ", "\"ab\""},
        {"text", "a\n\tb", "ab", "\"ab\""},
        {"day", "20261121", "20261121", "\"2026-11-21\""},
        {"day", "202611219", "20261121", "\"2026-11-21\""},
        {"day", "2026", "2026", "\"2026\""},
        {"count", "-12a", "12", "12"},
        {"count", "12345678901", "123456789", "123456789"},
        {"money", ".30.504", "30.50", "3050"},
        {"money", "30.5", "30.5", "3050"},
        {"money", "30.", "30.", "3000"},
        {"bank", "4111 1111 1111 1111", "4111111111111111", "\"4111111111111111\""},
        {"one", "a", "", NULL},
        {"yes", "1", "", NULL},
    };
    struct service *service = service_asking(every_kind);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const struct question *question = service_question(service, rows[i].question);
        char *text = typed(question, rows[i].keys);
        g_assert_cmpstr(text, ==, rows[i].wanted);
        json_t *value = field_value(question, text);
        json_t *wanted = rows[i].value == NULL
                             ? NULL
                             : json_loads(rows[i].value, JSON_DECODE_ANY, NULL);
        g_assert_true(value == wanted || json_equal(value, wanted));
        json_decref(value);
        json_decref(wanted);
        g_free(text);
    }
    const struct question *text = service_question(service, "text");
    g_assert_null(field_type(text, "", "ab"));   // two characters at once
    g_assert_null(field_type(text, "", "\xff")); // no character at all
    g_assert_null(field_type(text, "", ""));
    g_assert_cmpint(field_max_length(text), ==, 5);
    service_destroy(service);
}

static void
test_typing__an_answer_comes_back_as_text(void)
{
    static const struct {
        const char *question, *value, *wanted;
    } rows[] = {
        {"phone", "\"10000001234\"", "10000001234"},
        {"day", "\"2026-03-01\"", "20260301"},
        {"day", "\"2026\"", "2026"},
        {"count", "7", "7"},
        {"money", "3000", "30"},
        {"money", "3005", "30.05"},
        {"one", "\"a\"", ""},
        {"text", "null", ""},
    };
    struct service *service = service_asking(every_kind);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        json_t *value = json_loads(rows[i].value, JSON_DECODE_ANY, NULL);
        char *text = field_text(service_question(service, rows[i].question), value);
        g_assert_cmpstr(text, ==, rows[i].wanted);
        g_free(text);
        json_decref(value);
    }
    service_destroy(service);
}

static void
assert_choice(const struct question *question, const char *before, const char *word,
              const char *wanted)
{
    json_t *value = before == NULL ? NULL : json_loads(before, JSON_DECODE_ANY, NULL);
    json_t *after = field_choose(question, value, word);
    if (wanted == NULL) {
        g_assert_null(after);
    } else {
        json_t *right = json_loads(wanted, JSON_DECODE_ANY, NULL);
        g_assert_true(json_equal(after, right));
        json_decref(right);
    }
    json_decref(after);
    json_decref(value);
}

static void
test_choosing__replaces_or_puts_in_and_takes_out(void)
{
    struct service *service = service_asking(every_kind);
    const struct question *one = service_question(service, "one");
    const struct question *some = service_question(service, "some");
    const struct question *yes = service_question(service, "yes");
    assert_choice(one, "\"a\"", "b", "\"b\"");
    assert_choice(one, NULL, "d", NULL);
    assert_choice(some, NULL, "b", "[\"b\"]");
    assert_choice(some, "[\"b\"]", "a", "[\"b\",\"a\"]");
    assert_choice(some, "[\"b\",\"a\"]", "b", "[\"a\"]");
    assert_choice(yes, NULL, FIELD_YES, "true");
    assert_choice(yes, "true", FIELD_NO, "false");
    assert_choice(yes, NULL, "maybe", NULL);
    assert_choice(service_question(service, "text"), NULL, "a", NULL);
    service_destroy(service);
}

static void
test_shown__as_a_person_reads_it(void)
{
    static const struct {
        const char *question, *value, *plain, *masked;
    } rows[] = {
        {"phone", "\"10000001234\"", "100 0000 1234", "100 •••• 1234"},
        {"number_of_id", "\"999999194303120023\"", "999999 19430312 0023",
         "9999 •••••••••• 0023"},
        {"bank", "\"4111111111111111\"", "4111 1111 1111 1111", "尾号1111"},
        {"day", "\"2026-03-12\"", "2026年3月12日", "2026年3月12日"},
        {"day", "\"202\"", "202", "202"},
        {"one", "\"b\"", "乙", "乙"},
        {"one", "\"gone\"", "", ""},
        {"number_of_id", "\"9999\"", "9999", "••••"},
        {"some", "[\"a\",\"c\"]", "甲、丙", "甲、丙"},
        {"yes", "true", "是的", "是的"},
        {"yes", "false", "不是", "不是"},
        {"money", "3000", "30元", "30元"},
        {"money", "3005", "30.05元", "30.05元"},
        {"count", "7", "7", "7"},
        {"text", "\"abc\"", "abc", "abc"},
    };
    struct service *service = service_asking(every_kind);
    assets_speak("zh_CN");
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        json_t *value = json_loads(rows[i].value, JSON_DECODE_ANY, NULL);
        const struct question *question = service_question(service, rows[i].question);
        char *plain = field_shown(question, value, "zh_CN", false);
        char *masked = field_shown(question, value, "zh_CN", true);
        g_assert_cmpstr(plain, ==, rows[i].plain);
        g_assert_cmpstr(masked, ==, rows[i].masked);
        g_free(plain);
        g_free(masked);
        json_decref(value);
    }
    service_destroy(service);
}

/* ---- the whole form ---- */

static const char waiting[] =
    "[{\"id\":\"phone\",\"kind\":\"phone\"," LABEL "},"
    "{\"id\":\"one\",\"kind\":\"choice\"," LABEL "," CHOICES "},"
    "{\"id\":\"why\",\"kind\":\"yes_no\"," LABEL
    ",\"show_if\":{\"question\":\"one\",\"value\":\"b\"}},"
    "{\"id\":\"because\",\"kind\":\"text\"," LABEL
    ",\"show_if\":{\"question\":\"why\",\"value\":true}},"
    "{\"id\":\"some\",\"kind\":\"choices\"," LABEL "," CHOICES ",\"required\":false},"
    "{\"id\":\"note\",\"kind\":\"text\"," LABEL
    ",\"show_if\":{\"question\":\"some\",\"value\":\"c\"}}]";

static json_t *
answers_with_card(const struct service *service)
{
    json_t *card = json_pack("{s:s, s:s, s:s, s:s, s:s}", "card_type", "citizen", "name",
                             "王秀兰", "id_number", "999999194303120023", "sex", "female",
                             "birth", "1943-03-12");
    json_t *answers = json_object();
    form_prefill(service, card, answers);
    json_decref(card);
    return answers;
}

static void
test_form__a_question_waits_for_its_answer_through_a_chain(void)
{
    struct service *service = service_asking(waiting);
    json_t *answers = json_object();
    const struct question *why = service_question(service, "why");
    const struct question *because = service_question(service, "because");
    g_assert_true(form_is_shown(service, service_question(service, "one"), answers, NULL));
    g_assert_false(form_is_shown(service, why, answers, NULL));
    json_object_set_new(answers, "why", json_true());
    g_assert_false(form_is_shown(service, because, answers, NULL)); // `why` itself is not shown
    json_object_set_new(answers, "one", json_string("b"));
    g_assert_true(form_is_shown(service, why, answers, NULL));
    g_assert_true(form_is_shown(service, because, answers, NULL));
    const struct question *note = service_question(service, "note");
    g_assert_false(form_is_shown(service, note, answers, NULL));
    json_object_set_new(answers, "some", json_pack("[s, s]", "a", "c"));
    g_assert_true(form_is_shown(service, note, answers, NULL));
    json_decref(answers);
    service_destroy(service);
}

static void
test_form__tells_all_defects_at_once_in_order(void)
{
    struct service *service = service_asking(waiting);
    json_t *answers = answers_with_card(service);
    json_object_set_new(answers, "phone", json_string("1000000123"));
    json_object_set_new(answers, "one", json_string("b"));
    json_object_set_new(answers, "because", json_string("not asked"));
    json_object_del(answers, "name");
    json_t *given = json_pack("{s:i}", "household_register", 3);
    GArray *defects = form_check(service, answers, given, &today);
    static const struct {
        const char *id;
        enum field_problem problem;
    } wanted[] = {
        {"name", FIELD_MISSING},
        {"phone", FIELD_TOO_SHORT},
        {"why", FIELD_MISSING},
        {"id_card", FIELD_MISSING},
        {"household_register", FIELD_TOO_LONG},
    };
    g_assert_cmpuint(defects->len, ==, G_N_ELEMENTS(wanted));
    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
        const struct field_defect *defect =
            &g_array_index(defects, struct field_defect, i);
        g_assert_cmpstr(defect->question != NULL ? defect->question->id
                                                 : defect->material->id,
                        ==, wanted[i].id);
        g_assert_cmpint(defect->problem, ==, wanted[i].problem);
    }
    g_array_unref(defects);
    json_decref(given);
    json_decref(answers);
    service_destroy(service);
}

static void
assert_material(const struct service *service, json_t *pages, enum field_problem wanted,
                const char *says)
{
    json_t *answers = answers_with_card(service);
    json_object_set_new(answers, "phone", json_string("10000001234"));
    json_object_set_new(answers, "one", json_string("a"));
    json_t *given = json_pack("{s:i, s:o}", "id_card", 1, "household_register", pages);
    GArray *defects = form_check(service, answers, given, &today);
    g_assert_cmpuint(defects->len, ==, wanted == FIELD_GOOD ? 0 : 1);
    if (wanted != FIELD_GOOD) {
        const struct field_defect *defect =
            &g_array_index(defects, struct field_defect, 0);
        char *text = field_defect_says(defect, "zh_CN");
        g_assert_cmpint(defect->problem, ==, wanted);
        g_assert_cmpstr(text, ==, says);
        g_free(text);
    }
    g_array_unref(defects);
    json_decref(given);
    json_decref(answers);
}

static void
test_form__counts_pages_of_materials(void)
{
    struct service *service = service_asking(waiting);
    assets_speak("zh_CN");
    assert_material(service, json_integer(1), FIELD_GOOD, NULL);
    assert_material(service, json_integer(2), FIELD_GOOD, NULL);
    assert_material(service, json_integer(3), FIELD_TOO_LONG, "现在有3页，最多收2页");
    assert_material(service, json_integer(0), FIELD_MISSING, "还没扫");
    assert_material(service, json_integer(-5), FIELD_MISSING, "还没扫");
    assert_material(service, json_string("deferred"), FIELD_GOOD, NULL);
    assert_material(service, json_string("soon"), FIELD_MISSING, "还没扫");
    service_destroy(service);
}

/* Two pages are wanted of this one. */
static void
test_form__tells_how_many_pages_are_missing(void)
{
    struct catalogue *catalogue = assets_catalogue_of_tests();
    const struct service *service = catalogue_service(catalogue, "open-application");
    json_t *answers = json_pack("{s:s, s:b, s:[s]}", "person", "王秀兰", "for_firm", 0,
                                "forms", "mail");
    json_t *given = json_pack("{s:i}", "proof", 1);
    GArray *defects = form_check(service, answers, given, &today);
    g_assert_cmpuint(defects->len, ==, 1);
    const struct field_defect *defect = &g_array_index(defects, struct field_defect, 0);
    g_assert_cmpint(defect->problem, ==, FIELD_TOO_SHORT);
    assets_speak("zh_CN");
    char *says = field_defect_says(defect, "zh_CN"), *remedy = field_defect_remedy(defect, "zh_CN");
    g_assert_cmpstr(says, ==, "现在有1页，要2页");
    g_assert_cmpstr(remedy, ==, "把少的那一页扫上");
    g_free(says);
    g_free(remedy);
    g_array_unref(defects);
    json_decref(given);
    json_decref(answers);
    catalogue_destroy(catalogue);
}

static void
test_form__prefill_leaves_what_is_answered(void)
{
    struct service *service = service_asking(waiting);
    json_t *card = json_pack("{s:s, s:s, s:s}", "name", "王秀兰", "address", "", "birth",
                             "1943-03-12");
    json_t *answers = json_pack("{s:s}", "name", "已经填的");
    form_prefill(service, card, answers);
    g_assert_cmpstr(json_text(answers, "name", ""), ==, "已经填的");
    g_assert_cmpstr(json_text(answers, "birth", ""), ==, "1943-03-12");
    g_assert_null(json_object_get(answers, "address"));
    g_assert_true(form_is_locked(service_question(service, "name"), card));
    // What the card does not hold the person writes.
    g_assert_false(form_is_locked(service_question(service, "address"), card));
    g_assert_false(form_is_locked(service_question(service, "name"), NULL));
    g_assert_false(form_is_locked(service_question(service, "phone"), card));
    json_decref(card);
    json_decref(answers);
    service_destroy(service);
}

static void
test_form__a_card_without_a_chinese_name_gives_the_latin_one(void)
{
    struct service *service = service_asking(waiting);
    json_t *card = json_pack("{s:s, s:s}", "name", "", "name_latin", "JOHN SMITH");
    json_t *answers = json_object();
    form_prefill(service, card, answers);
    g_assert_cmpstr(json_text(answers, "name", ""), ==, "JOHN SMITH");
    g_assert_true(form_is_locked(service_question(service, "name"), card));
    json_decref(card);
    json_decref(answers);
    service_destroy(service);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/field/kinds", test_field__each_kind_has_its_rules);
    g_test_add_func("/field/card",
                    test_field__what_the_card_said_is_not_judged_by_its_form);
    g_test_add_func("/typing/takes", test_typing__takes_only_what_can_stand_there);
    g_test_add_func("/typing/back", test_typing__an_answer_comes_back_as_text);
    g_test_add_func("/choosing", test_choosing__replaces_or_puts_in_and_takes_out);
    g_test_add_func("/shown", test_shown__as_a_person_reads_it);
    g_test_add_func("/form/waits",
                    test_form__a_question_waits_for_its_answer_through_a_chain);
    g_test_add_func("/form/at-once", test_form__tells_all_defects_at_once_in_order);
    g_test_add_func("/form/materials", test_form__counts_pages_of_materials);
    g_test_add_func("/form/pages", test_form__tells_how_many_pages_are_missing);
    g_test_add_func("/form/prefill", test_form__prefill_leaves_what_is_answered);
    g_test_add_func("/form/latin-name",
                    test_form__a_card_without_a_chinese_name_gives_the_latin_one);
    return g_test_run();
}
