// SPDX-License-Identifier: Apache-2.0
/* What is said of a text: the reading of words, marks, letters. */
#include "drivers/speech/espeak/script.h"

#include <string.h>
#include "drivers/speech/espeak/lexicon.h"
#include "tests/support/child.h"

static struct lexicon *lexicon;

static const struct {
    const char *text, *spoken;
} chinese[] = {
    // a character of several sounds is read by its word
    {"重庆", "chong2 qing4"},
    {"银行", "yin2 hang2"},
    {"长大", "zhang3 da4"},
    {"音乐", "yin1 yue4"},
    {"还款", "huan2 kuan3"},
    {"重新", "chong2 xin1"},
    {"人参", "ren2 shen1"},
    {"传记", "zhuan4 ji4"},
    {"参加", "can1 jia1"},
    {"人参加会议", "ren2 can1 jia1 hui4 yi4"},
    {"办理", "ban4 li3"},
    {"行走", "xing2 zou3"},
    {"受理编号", "shou4 li3 bian1 hao4"},
    {"还是", "hai2 shi5"},
    {"单位", "dan1 wei4"},
    {"长期", "chang2 qi1"},
    {"长辈模式", "zhang3 bei4 mo2 shi4"},
    {"村长", "cun1 zhang3"},
    {"重度残疾", "zhong4 du4 can2 ji2"},
    {"教育", "jiao4 yu4"},
    {"爱好", "ai4 hao4"},
    {"便民服务", "bian4 min2 fu2 wu4"},
    {"便宜", "pian2 yi5"},
    {"供养", "gong1 yang3"},
    {"处理", "chu3 li3"},
    {"办事处", "ban4 shi4 chu4"},
    {"因为", "yin1 wei4"},
    {"认为", "ren4 wei2"},
    {"转到", "zhuan3 dao4"},
    {"下载", "xia4 zai4"},
    {"着急", "zhao2 ji2"},
    {"模样", "mu2 yang4"},
    {"参保", "can1 bao3"},
    {"差评", "cha4 ping2"},
    {"出差", "chu1 chai1"},
    {"看看线", "kan4 kan5 xian4"},
    {"填不了", "tian2 bu4 liao3"},
    {"率先", "shuai4 xian1"},
    {"利率", "li4 lv4"},
    {"绿灯", "lv4 deng1"},
    {"女儿", "nv3 er2"},
    {"厦门市", "xia4 men2 shi4"},
    {"六安市", "lu4 an1 shi4"},
    // the mainland's readings
    {"研究", "yan2 jiu1"},
    {"星期", "xing1 qi1"},
    {"质量", "zhi4 liang4"},
    {"企业", "qi3 ye4"},
    {"危险", "wei1 xian3"},
    {"垃圾", "la1 ji1"},
    // names
    {"单女士", "shan4 nv3 shi4"},
    {"欧阳", "ou1 yang2"},
    {"尉迟", "yu4 chi2"},
    {"䶮喆堃𠮷", "yan3 zhe2 kun1 ji2"},
    // tones of 一 and 不
    {"一个", "yi2 ge4"},
    {"一张", "yi4 zhang1"},
    {"一年", "yi4 nian2"},
    {"第一页", "di4 yi1 ye4"},
    {"一月一日", "yi1 yue4 yi1 ri4"},
    {"不是", "bu2 shi4"},
    {"不去", "bu2 qu4"},
    {"不能", "bu4 neng2"},
    {"办不了", "ban4 bu4 liao3"},
    // figures, see test_number
    {"12345", "yao1 er4 san1 si4 wu3"},
    {"1个", "yi2 ge4"},
    {"2016年", "er4 ling2 yi1 liu4 nian2"},
    {"A012", "ei1 ling2 yao1 er4"},
    {"１２３４５", "yao1 er4 san1 si4 wu3"},
    {"-5℃", "fu4 wu3 she4 shi4 du4"},
    {"001X", "ling2 ling2 yao1 ai4 ke5 si5"},
    // marks
    {"请看屏幕，再按提交。", "qing3 kan4 ping2 mu4 , zai4 an4 ti2 jiao1 ."},
    {"好。。。好", "hao3 . hao3"},
    {"，，好", "hao3"},
    {"《参保登记表》（原件）", "can1 bao3 deng1 ji4 biao3 , yuan2 jian4 ,"},
    {"……", ""},
    {"①②☎", ""},
    // other scripts
    {"用WiFi上网", "yong4 WiFi shang4 wang3"},
    {"IC卡", "ai4 sei1 ka3"},
    {"\xee\xa0\x96好", "hao3"}, // a private-use character
};

static void
test_script__reads_chinese_by_words(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(chinese); i++) {
        g_autoptr(GPtrArray) script = script_of_chinese(lexicon, chinese[i].text);
        g_autofree char *spoken = script_text(script);
        if (!g_str_equal(spoken, chinese[i].spoken)) {
            g_test_message("%s: %s, wanted %s", chinese[i].text, spoken,
                           chinese[i].spoken);
            g_test_fail();
        }
    }
}

static void
test_script__gives_english_words_to_the_english_voice(void)
{
    g_autoptr(GPtrArray) script = script_of_chinese(lexicon, "用WiFi上网");
    g_assert_cmpuint(script->len, ==, 3);
    const struct script_line *line = g_ptr_array_index(script, 1);
    g_assert_cmpint((int)line->voice, ==, (int)SCRIPT_ENGLISH);
    g_assert_cmpstr(line->text, ==, "WiFi");
}

static void
test_script__gives_chinese_names_in_english_to_the_chinese_voice(void)
{
    g_autoptr(GPtrArray) script = script_of_english(lexicon, "Dear 张伟, call 12345.");
    g_autofree char *spoken = script_text(script);
    g_assert_cmpstr(spoken, ==, "Dear zhang1 wei3 , call 1 2 3 4 5.");
    const struct script_line *line = g_ptr_array_index(script, 1);
    g_assert_cmpint((int)line->voice, ==, (int)SCRIPT_CHINESE);
}

static void
test_script__takes_pinyin_and_nothing_else(void)
{
    g_autoptr(GPtrArray) script = script_of_pinyin("qing3 kan4 , lv4 deng1 .");
    g_assert_nonnull(script);
    static const char *const wrong[] = {"qing", "3",       "Qing3", "qing6", "qing3kan4",
                                        "请",   "<voice>", "a3!",   NULL};
    for (size_t i = 0; wrong[i]; i++)
        g_assert_null(script_of_pinyin(wrong[i]));
}

/* All that is read of a text of any characters is pinyin that the contract allows. */
static void
test_script__makes_pinyin_of_any_text(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(5);
    for (int round = 0; round < 300; round++) {
        GString *text = g_string_new(NULL);
        for (int i = 0; i < 30; i++)
            g_string_append_unichar(
                text, g_rand_boolean(random)
                          ? (gunichar)g_rand_int_range(random, 0x3000, 0x9fff)
                          : (gunichar)g_rand_int_range(random, 0x20000, 0x2fa1f));
        g_autoptr(GPtrArray) script = script_of_chinese(lexicon, text->str);
        g_autofree char *spoken = script_text(script);
        if (spoken[0]) {
            g_autoptr(GPtrArray) again = script_of_pinyin(spoken);
            g_assert_nonnull(again);
        }
        g_string_free(text, TRUE);
    }
}

static void
test_lexicon__finds_the_first_and_the_last_word(void)
{
    g_autofree char *path = child_built("share/speech/zh.lexicon");
    g_autofree char *text = NULL;
    gsize size = 0;
    g_assert_true(g_file_get_contents(path, &text, &size, NULL));
    struct lexicon_word word;
    g_assert_true(lexicon_find(lexicon, text, strcspn(text, "\t"), &word));
    text[size - 1] = '\0';
    const char *last = strrchr(text, '\n') + 1;
    g_assert_true(lexicon_find(lexicon, last, strcspn(last, "\t"), &word));
    g_assert_false(lexicon_find(lexicon, "a", 1, &word));
    g_assert_false(lexicon_find(lexicon, "\xf4\x8f\xbf\xbf", 4, &word));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_autofree char *path = child_built("share/speech/zh.lexicon");
    GError *error = NULL;
    lexicon = lexicon_open(path, &error);
    g_assert_no_error(error);
    g_test_add_func("/script/chinese", test_script__reads_chinese_by_words);
    g_test_add_func("/script/english-words",
                    test_script__gives_english_words_to_the_english_voice);
    g_test_add_func("/script/names-in-english",
                    test_script__gives_chinese_names_in_english_to_the_chinese_voice);
    g_test_add_func("/script/pinyin", test_script__takes_pinyin_and_nothing_else);
    g_test_add_func("/script/any-text", test_script__makes_pinyin_of_any_text);
    g_test_add_func("/lexicon/ends", test_lexicon__finds_the_first_and_the_last_word);
    int status = g_test_run();
    lexicon_close(lexicon);
    return status;
}
