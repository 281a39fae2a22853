// SPDX-License-Identifier: Apache-2.0
#include "readings.h"

#include <ctype.h>
#include <glib.h>
#include <string.h>

/* All syllables of Mandarin (汉语拼音方案; ü as v), in the order of how common their
 * characters are where that decides between syllables of the same digits. */
static const char *const syllables[] = {
    "zhuang", "chuang", "shuang", "xiang", "liang", "jiang", "qiang", "niang", "xiong",
    "qiong",  "jiong",  "zhang",  "shang", "chang", "sheng", "zheng", "cheng", "zhong",
    "chong",  "guang",  "kuang",  "huang", "zhuan", "chuan", "shuan", "zhuai", "shuai",
    "chuai",  "zhuo",   "shuo",   "chuo",  "ying",  "ming",  "ping",  "bing",  "ding",
    "ting",   "ning",   "ling",   "jing",  "qing",  "xing",  "xian",  "tian",  "dian",
    "lian",   "nian",   "mian",   "pian",  "bian",  "jian",  "qian",  "xiao",  "tiao",
    "diao",   "liao",   "niao",   "miao",  "piao",  "biao",  "jiao",  "qiao",  "zhai",
    "zhao",   "zhan",   "zhen",   "zhei",  "zhou",  "zhui",  "zhun",  "zhua",  "shai",
    "shao",   "shan",   "shen",   "shei",  "shou",  "shui",  "shun",  "shua",  "chai",
    "chao",   "chan",   "chen",   "chou",  "chui",  "chun",  "chua",  "guai",  "guan",
    "gong",   "gang",   "geng",   "kuai",  "kuan",  "kong",  "kang",  "keng",  "huai",
    "huan",   "hong",   "hang",   "heng",  "dong",  "dang",  "deng",  "duan",  "tong",
    "tang",   "teng",   "tuan",   "nong",  "nang",  "neng",  "nuan",  "long",  "lang",
    "leng",   "luan",   "zong",   "zang",  "zeng",  "zuan",  "cong",  "cang",  "ceng",
    "cuan",   "song",   "sang",   "seng",  "suan",  "rong",  "rang",  "reng",  "ruan",
    "yong",   "yang",   "yuan",   "wang",  "weng",  "fang",  "feng",  "bang",  "beng",
    "pang",   "peng",   "mang",   "meng",  "juan",  "quan",  "xuan",  "xing",  "liu",
    "jiu",    "qiu",    "xiu",    "niu",   "diu",   "miu",   "lie",   "jie",   "qie",
    "xie",    "nie",    "die",    "tie",   "mie",   "pie",   "bie",   "jia",   "qia",
    "xia",    "lia",    "dia",    "lin",   "jin",   "qin",   "xin",   "nin",   "min",
    "pin",    "bin",    "yin",    "jue",   "que",   "xue",   "yue",   "lve",   "nve",
    "jun",    "qun",    "xun",    "yun",   "lun",   "nun",   "dun",   "tun",   "gun",
    "kun",    "hun",    "zun",    "cun",   "sun",   "run",   "duo",   "tuo",   "nuo",
    "luo",    "guo",    "kuo",    "huo",   "zuo",   "cuo",   "suo",   "ruo",   "dui",
    "tui",    "gui",    "kui",    "hui",   "zui",   "cui",   "sui",   "rui",   "gua",
    "kua",    "hua",    "zha",    "cha",   "sha",   "zhe",   "che",   "she",   "zhi",
    "chi",    "shi",    "zhu",    "chu",   "shu",   "dai",   "tai",   "nai",   "lai",
    "gai",    "kai",    "hai",    "zai",   "cai",   "sai",   "bai",   "pai",   "mai",
    "wai",    "dao",    "tao",    "nao",   "lao",   "gao",   "kao",   "hao",   "zao",
    "cao",    "sao",    "rao",    "bao",   "pao",   "mao",   "yao",   "dan",   "tan",
    "nan",    "lan",    "gan",    "kan",   "han",   "zan",   "can",   "san",   "ran",
    "ban",    "pan",    "man",    "fan",   "wan",   "yan",   "dou",   "tou",   "nou",
    "lou",    "gou",    "kou",    "hou",   "zou",   "cou",   "sou",   "rou",   "pou",
    "mou",    "fou",    "you",    "nen",   "gen",   "ken",   "hen",   "zen",   "cen",
    "sen",    "ren",    "ben",    "pen",   "men",   "fen",   "wen",   "den",   "dei",
    "nei",    "lei",    "gei",    "hei",   "zei",   "bei",   "pei",   "mei",   "fei",
    "wei",    "ang",    "eng",    "de",    "di",    "da",    "du",    "ti",    "ta",
    "te",     "tu",     "ni",     "na",    "ne",    "nu",    "nv",    "li",    "la",
    "le",     "lu",     "lv",     "lo",    "ge",    "ga",    "gu",    "ke",    "ka",
    "ku",     "he",     "ha",     "hu",    "ji",    "ju",    "qi",    "qu",    "xi",
    "xu",     "zi",     "za",     "ze",    "zu",    "ci",    "ca",    "ce",    "cu",
    "si",     "sa",     "se",     "su",    "ri",    "re",    "ru",    "ba",    "bi",
    "bo",     "bu",     "pi",     "pa",    "po",    "pu",    "ma",    "mi",    "me",
    "mo",     "mu",     "fa",     "fu",    "fo",    "yi",    "ya",    "ye",    "yo",
    "yu",     "wo",     "wa",     "wu",    "er",    "en",    "ei",    "an",    "ai",
    "ao",     "ou",     "a",      "e",     "o"};

static const char digit_of[] = "22233344455566677778889999"; // a to z, ITU-T E.161
static const char *const letters_of[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i",
                                         "j", "k", "l", "m", "n", "o", "p", "q", "r",
                                         "s", "t", "u", "v", "w", "x", "y", "z"};

/* True when the digits begin with those of the syllable. */
static bool
means(const char *digits, const char *syllable)
{
    for (; *syllable; syllable++, digits++)
        if (*digits != digit_of[*syllable - 'a'])
            return false;
    return true;
}

static size_t
add(const char **readings, size_t count, size_t limit, const char *reading)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(readings[i], reading) == 0)
            return count;
    if (count < limit)
        readings[count++] = reading;
    return count;
}

size_t
readings_find(const char *composition, const char **readings_out, size_t limit)
{
    const char *digits = composition;
    while (*digits && !isdigit((unsigned char)*digits))
        digits++;
    if (!*digits)
        return 0;
    size_t count = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(syllables); i++)
        if (means(digits, syllables[i]))
            count = add(readings_out, count, limit, syllables[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(letters_of); i++)
        if (*digits == digit_of[i])
            count = add(readings_out, count, limit, letters_of[i]);
    return count;
}
