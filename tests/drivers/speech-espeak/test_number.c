// SPDX-License-Identifier: Apache-2.0
#include "drivers/speech/espeak/number.h"

#include <string.h>

static const struct {
    const char *text, *spelled;
} rows[] = {
    // dates and times
    {"2026年11月21日", "二零二六年十一月二十一日"},
    {"2026-11-21", "二零二六年十一月二十一日"},
    {"2026/1/5", "二零二六年一月五日"},
    {"1956年", "一九五六年"},
    {"5年", "五年"},
    {"2年", "两年"},
    {"9:00", "九点"},
    {"9:05", "九点零五分"},
    {"14:30", "十四点三十分"},
    {"9:00-17:00", "九点到十七点"},
    {"2:10", "两点十分"},
    {"2月2日", "二月二日"},
    // amounts and what is counted
    {"400元", "四百元"},
    {"400.00元", "四百元"},
    {"12.50元", "十二点五元"},
    {"¥380", "三百八十元"},
    {"￥1,234.05", "一千二百三十四点零五元"},
    {"12345元", "一万二千三百四十五元"},
    {"10005元", "一万零五元"},
    {"20000元", "两万元"},
    {"100000元", "十万元"},
    {"1200000元", "一百二十万元"},
    {"300000000元", "三亿元"},
    {"2个", "两个"},
    {"第2步", "第二步"},
    {"2号楼2单元", "二号楼二单元"},
    {"12份", "十二份"},
    {"22张", "二十二张"},
    {"105页", "一百零五页"},
    {"110个", "一百一十个"},
    {"2000人", "两千人"},
    {"0元", "零元"},
    {"24小时", "二十四小时"},
    {"3-5天", "三到五天"},
    {"60～65岁", "六十到六十五岁"},
    {"80%", "百分之八十"},
    {"2.5%", "百分之二点五"},
    {"1/3", "三分之一"},
    {"-5℃", "负五℃"},
    {"36.5度", "三十六点五度"},
    {"7", "七"},
    // numbers to dial and to copy
    {"12345", "幺二三四五"},
    {"请打110", "请打幺幺零"},
    {"110米", "一百一十米"},
    {"10012345678", "幺零零，幺二三四，五六七八"},
    {"0000-0000001", "零零零零，零零零零零零幺"},
    {"0001 261121 0007 1", "零零零幺，二六幺幺二幺，零零零七，幺"},
    {"1234 5678", "幺二三四，五六七八"},
    {"A012", "A零幺二"},
    {"A012号", "A零幺二号"},
    {"05号", "零五号"},
    {"999999195601010018", "九九九九九九，幺九五六零幺零幺，零零幺八"},
    {"99999919560101001X", "九九九九九九，幺九五六零幺零幺，零零幺X"},
    {"查询码 482913", "查询码 四八二九幺三"},
    {"", ""},
    {"没有数字", "没有数字"},
};

static void
test_number__is_said_as_people_say_it(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *spelled = number_spell(rows[i].text);
        if (!g_str_equal(spelled, rows[i].spelled)) {
            g_test_message("%s: %s, wanted %s", rows[i].text, spelled, rows[i].spelled);
            g_test_fail();
        }
    }
}

static void
test_number__leaves_no_figure_in_any_text(void)
{
    static const char marks[] = "0123456789.,:-/% AX";
    g_autoptr(GRand) random = g_rand_new_with_seed(11);
    for (int round = 0; round < 3000; round++) {
        char text[24] = {0};
        gint length = g_rand_int_range(random, 1, (gint)sizeof(text));
        for (gint i = 0; i < length; i++)
            text[i] = marks[g_rand_int_range(random, 0, (gint)sizeof(marks) - 1)];
        g_autofree char *spelled = number_spell(text);
        g_assert_null(strpbrk(spelled, "0123456789"));
        g_assert_true(g_utf8_validate(spelled, -1, NULL));
    }
}

static void
test_number__bears_a_number_of_any_length(void)
{
    g_autofree char *text = g_strnfill(900, '7');
    g_autofree char *spelled = number_spell(text);
    g_assert_cmpint(g_utf8_strlen(spelled, -1), >=, 900);
    g_autofree char *amount = g_strconcat(text, "元", NULL);
    g_autofree char *of_amount = number_spell(amount);
    g_assert_null(strchr(of_amount, '7'));
}

static void
test_number__parts_codes_for_other_languages(void)
{
    g_autofree char *code = number_part("Call 12345, fee 400, no. 0001");
    g_assert_cmpstr(code, ==, "Call 1 2 3 4 5, fee 400, no. 0 0 0 1");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/number/said", test_number__is_said_as_people_say_it);
    g_test_add_func("/number/no-figure", test_number__leaves_no_figure_in_any_text);
    g_test_add_func("/number/length", test_number__bears_a_number_of_any_length);
    g_test_add_func("/number/parts", test_number__parts_codes_for_other_languages);
    return g_test_run();
}
