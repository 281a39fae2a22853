// SPDX-License-Identifier: Apache-2.0
#include "core/form.h"

#include <string.h>

#include "base/json.h"
#include "tests/support/asking.h"
#include "tests/support/assets.h"

static const struct clock_date today = {
    .year = 2026, .month = 11, .day = 21, .weekday = 6};

struct row {
    const char *question;
    const char *value; // JSON
    enum field_problem wanted;
    int have, want;
    const char *says; // Chinese; NULL when good
    const char *remedy;
};

static const struct row words[] = {
    {"text", "null", FIELD_MISSING, 0, 0, "还没填", "填上"},
    {"text", "\"\"", FIELD_MISSING, 0, 0, "还没填", "填上"},
    {"text", "\"字\"", FIELD_TOO_SHORT, 1, 2, "现在是1个字，至少要2个字", "再多写几个字"},
    {"text", "\"五个字刚好\"", FIELD_GOOD, 0, 0, NULL, NULL},
    {"text", "\"这是六个字了\"", FIELD_TOO_LONG, 6, 5, "现在是6个字，最多写5个字",
     "写短一点"},
    {"text", "\"a\\tb\"", FIELD_WRONG_FORM, 0, 0, "这里看不明白", "重新填一遍"},
    {"text", "7", FIELD_WRONG_FORM, 0, 0, "这里看不明白", "重新填一遍"},
    {"more", "null", FIELD_GOOD, 0, 0, NULL, NULL},
    {"person", "\"买买提·吐尔逊\"", FIELD_GOOD, 0, 0, NULL, NULL},
    {"person", "\"𫝆\"", FIELD_GOOD, 0, 0, NULL, NULL},
    {"place", "\"柳溪村三组\"", FIELD_GOOD, 0, 0, NULL, NULL},
};

static const struct row numbers[] = {
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
    {"phone", "\"100000012345\"", FIELD_TOO_LONG, 12, 11, "现在是12位，手机号只有11位",
     "删掉多的那一位"},
    {"phone", "\"20000001234\"", FIELD_WRONG_FORM, 0, 0, "手机号第一位是1",
     "对一下号码，再填一遍"},
    {"phone", "\"1000000123a\"", FIELD_WRONG_FORM, 0, 0, "手机号第一位是1",
     "对一下号码，再填一遍"},
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

static const struct row choices[] = {
    {"one", "\"b\"", FIELD_GOOD, 0, 0, NULL, NULL},
    {"one", "\"d\"", FIELD_NOT_A_CHOICE, 0, 0, "这一项现在没有了", "重新选一个"},
    {"one", "null", FIELD_MISSING, 0, 0, "还没选", "选一个"},
    {"some", "[\"a\",\"c\"]", FIELD_GOOD, 0, 0, NULL, NULL},
    {"some", "[]", FIELD_MISSING, 0, 0, "还没选", "符合的都选上，可以选几个"},
    {"some", "[\"a\"]", FIELD_TOO_SHORT, 1, 2, "现在选了1个，至少选2个", "再选一个"},
    {"some", "[\"a\",\"b\",\"c\"]", FIELD_TOO_LONG, 3, 2, "现在选了3个，最多选2个",
     "去掉一个"},
    {"some", "[\"a\",\"a\"]", FIELD_NOT_A_CHOICE, 0, 0, "这一项现在没有了", "重新选一个"},
    {"some", "[1]", FIELD_NOT_A_CHOICE, 0, 0, "这一项现在没有了", "重新选一个"},
    {"yes", "true", FIELD_GOOD, 0, 0, NULL, NULL},
    {"yes", "false", FIELD_GOOD, 0, 0, NULL, NULL},
    {"yes", "null", FIELD_MISSING, 0, 0, "还没选", "选一个"},
};

static const struct row amounts[] = {
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
    {"count", "9", FIELD_GOOD, 0, 0, NULL, NULL},
    {"count", "0", FIELD_OUT_OF_RANGE, 0, 1, "现在是0，这里的界限是1",
     "对一下号码，再填一遍"},
    {"count", "9223372036854775807", FIELD_OUT_OF_RANGE, 2147483647, 9,
     "现在是2147483647，这里的界限是9", "对一下号码，再填一遍"},
    {"count", "\"9\"", FIELD_WRONG_FORM, 0, 0, "这里看不明白", "重新填一遍"},
    {"money", "100000", FIELD_GOOD, 0, 0, NULL, NULL},
    {"money", "100001", FIELD_OUT_OF_RANGE, 100001, 100000, "这个金额这里填不了",
     "看一下金额，再填一遍"},
};

static void
judge_row(const struct question *question, const struct row *row)
{
    json_t *value = json_loads(row->value, JSON_DECODE_ANY, NULL);
    struct field_defect defect = field_check(question, value, &today);
    if (defect.problem != row->wanted || defect.have != row->have ||
        defect.want != row->want)
        g_error("%s %s: problem %d, have %d, want %d", row->question, row->value,
                defect.problem, defect.have, defect.want);
    if (row->says != NULL) {
        char *says = field_defect_says(&defect, "zh_CN"),
             *remedy = field_defect_remedy(&defect, "zh_CN");
        g_assert_cmpstr(says, ==, row->says);
        g_assert_cmpstr(remedy, ==, row->remedy);
        g_free(says);
        g_free(remedy);
    }
    json_decref(value);
}

static void
judge(const struct row *rows, size_t count)
{
    struct service *service = asking(asking_every_kind);
    assets_speak("zh_CN");
    for (size_t i = 0; i < count; i++)
        judge_row(service_question(service, rows[i].question), &rows[i]);
    service_destroy(service);
}

static void
test_field__judges_texts(void)
{
    judge(words, G_N_ELEMENTS(words));
}

static void
test_field__judges_numbers_of_cards_and_telephones(void)
{
    judge(numbers, G_N_ELEMENTS(numbers));
}

static void
test_field__judges_choices(void)
{
    judge(choices, G_N_ELEMENTS(choices));
}

static void
test_field__judges_days_and_amounts(void)
{
    judge(amounts, G_N_ELEMENTS(amounts));
}

static void
test_field__what_the_card_said_is_not_judged_by_its_form(void)
{
    struct service *service = asking(asking_every_kind);
    const struct question *number = service_question(service, "id_number");
    json_t *foreign = json_string("ABC999900010100"); // a permanent residence permit
    g_assert_cmpint(field_check(number, foreign, &today).problem, ==, FIELD_GOOD);
    g_assert_cmpint(field_check(number, NULL, &today).problem, ==, FIELD_MISSING);
    json_decref(foreign);
    service_destroy(service);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/field/words", test_field__judges_texts);
    g_test_add_func("/field/numbers", test_field__judges_numbers_of_cards_and_telephones);
    g_test_add_func("/field/choices", test_field__judges_choices);
    g_test_add_func("/field/amounts", test_field__judges_days_and_amounts);
    g_test_add_func("/field/card",
                    test_field__what_the_card_said_is_not_judged_by_its_form);
    return g_test_run();
}
