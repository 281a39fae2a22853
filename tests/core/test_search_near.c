// SPDX-License-Identifier: Apache-2.0
/* Finding by what is not quite the name: readings of a character in several ways, slips of the
 * finger, sounds of a region, characters of the same sound, words around the matter. */
#include "core/search.h"
#include "tests/support/assets.h"
#include "tests/support/child.h"

#include <string.h>

#define MOST 60
#define SHOWN 4 // that stand on the first page

static const struct clock_date today = {.year = 2026, .month = 11, .day = 22};
static const char *const names[] = {
    "重度残疾人护理补贴", "长期护理保险", "行政复议申请", "银行卡变更登记", "曾用名变更",
    "校外托管备案",       "单位社保登记", "查询个人档案", "旅游投诉",       "绿化认养",
    "女职工劳动保护",     "律师查询",     "小孩儿疫苗",   "身份证办理",     "临时身份证",
    "公积金查询",         "医保报销",     "拖拉机驾驶证", "流动党员登记",   "路灯报修",
    "户口迁移",           "转学",         "新生儿落户",   "电梯报修",       "公租房申请",
};
static struct search *search;
static struct search_hit hits[MOST];

static const char *
name_at(size_t index)
{
    return hits[index].service != NULL
               ? service_text(hits[index].service->short_name, "zh_CN")
               : "a question";
}

/* Where `name` is among what `query` finds. */
static size_t
place_of(const char *query, const char *name)
{
    size_t count = search_find(search, query, &today, hits, MOST);
    for (size_t i = 0; i < count; i++)
        if (strcmp(name_at(i), name) == 0)
            return i;
    g_error("“%s” does not find %s", query, name);
}

struct row {
    const char *query, *name;
};

static void
stand_on_the_first_page(const struct row *rows, size_t count, bool near)
{
    for (size_t i = 0; i < count; i++) {
        size_t place = place_of(rows[i].query, rows[i].name);
        if (place >= SHOWN)
            g_error("“%s” finds %s only as number %zu", rows[i].query, rows[i].name,
                    place);
        if (hits[place].near != near)
            g_error("“%s” is %s %s", rows[i].query, near ? "just" : "only near",
                    rows[i].name);
    }
}

static void
test_search__reads_characters_of_several_readings(void)
{
    static const struct row rows[] = {
        {"zhongdu", "重度残疾人护理补贴"}, {"zdcj", "重度残疾人护理补贴"},
        {"changqi", "长期护理保险"},       {"cqhl", "长期护理保险"},
        {"zhangqi", "长期护理保险"},       {"xingzheng", "行政复议申请"},
        {"yinhang", "银行卡变更登记"},     {"zengyong", "曾用名变更"},
        {"cengyong", "曾用名变更"},        {"jiaowai", "校外托管备案"},
        {"danwei", "单位社保登记"},        {"chaxun", "查询个人档案"},
    };
    stand_on_the_first_page(rows, G_N_ELEMENTS(rows), false);
}

static void
test_search__takes_v_u_and_two_dots_for_one_sound(void)
{
    static const struct row rows[] = {
        {"lvyou", "旅游投诉"},      {"luyou", "旅游投诉"},
        {"lüyou", "旅游投诉"},      {"lvhua", "绿化认养"},
        {"lüh", "绿化认养"},        {"nvzhigong", "女职工劳动保护"},
        {"nuzg", "女职工劳动保护"}, {"nüzhig", "女职工劳动保护"},
        {"lvshi", "律师查询"},
    };
    stand_on_the_first_page(rows, G_N_ELEMENTS(rows), false);
}

static void
test_search__the_small_end_of_a_word_may_be_there_or_not(void)
{
    static const struct row rows[] = {
        {"xiaohair", "小孩儿疫苗"}, {"xiaohaiym", "小孩儿疫苗"},
        {"xhrym", "小孩儿疫苗"},    {"小孩疫苗", "小孩儿疫苗"},
        {"路灯儿", "路灯报修"},     {"xiaohaierym", "小孩儿疫苗"},
    };
    stand_on_the_first_page(rows, G_N_ELEMENTS(rows), false);
}

static void
test_search__shows_the_letters_that_were_typed(void)
{
    g_assert_cmpuint(place_of("zym", "曾用名变更"), ==, 0);
    g_assert_cmpstr(hits[0].letters, ==, "zymbg");
    g_assert_cmpuint(place_of("cym", "曾用名变更"), ==, 0);
    g_assert_cmpstr(hits[0].letters, ==, "cymbg");
}

static void
test_search__forgives_a_slip_of_the_finger(void)
{
    static const struct row rows[] = {
        {"shenfnzheng", "身份证办理"},   // a letter too few
        {"shenffenzheng", "身份证办理"}, // too many
        {"shenfenzhebg", "身份证办理"},  // beside it
        {"sehnfenzheng", "身份证办理"},  // the other way round
        {"hukuoqianyi", "户口迁移"},
    };
    stand_on_the_first_page(rows, G_N_ELEMENTS(rows), true);
}

static void
test_search__hears_as_the_region_speaks(void)
{
    static const struct row rows[] = {
        {"senfenzen", "身份证办理"},
        {"gonjijing", "公积金查询"},
        {"shengfengzheng", "身份证办理"},
        {"niudongdangyuan", "流动党员登记"},
        {"zuanxue", "转学"},
        {"nudengbaoxiu", "路灯报修"},
    };
    stand_on_the_first_page(rows, G_N_ELEMENTS(rows), true);
}

static void
test_search__knows_a_character_by_its_sound(void)
{
    static const struct row rows[] = {
        {"公鸡金", "公积金查询"}, {"医宝报销", "医保报销"}, {"专学", "转学"},
        {"底保", "低保"},         {"呼口", "户口迁移"},
    };
    stand_on_the_first_page(rows, G_N_ELEMENTS(rows), true);
}

static void
test_search__finds_the_matter_among_other_words(void)
{
    static const struct row rows[] = {
        {"路灯坏了怎么办", "路灯报修"},   {"dianti坏了", "电梯报修"},
        {"我想给孩子上户口", "户口迁移"}, {"户口迁出", "户口迁移"},
        {"拖拉几驾驶证", "拖拉机驾驶证"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpuint(place_of(rows[i].query, rows[i].name), <, SHOWN);
}

static void
test_search__what_comes_near_stands_behind_what_is_so(void)
{
    size_t count = search_find(search, "身份正", &today, hits, MOST);
    g_assert_cmpuint(count, >, 1);
    for (size_t i = 1; i < count; i++)
        g_assert_true(hits[i].near || !hits[i - 1].near);
    // Whoever typed a name gets what is called so, and nothing beside it.
    count = search_find(search, "zhuanxue", &today, hits, MOST);
    g_assert_cmpuint(count, ==, 1);
    g_assert_false(hits[0].near);
}

static void
test_search__offers_the_beginning_when_nothing_comes_near(void)
{
    g_assert_cmpuint(search_find(search, "zhuanxuezmmmmmm", &today, hits, MOST), >, 0);
    g_assert_cmpstr(name_at(0), ==, "转学");
    g_assert_true(hits[0].near);
    g_assert_cmpuint(search_find(search, "鱻鱻", &today, hits, MOST), ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_autofree char *path = child_built("share/words/zh.readings");
    GMappedFile *file = g_mapped_file_new(path, FALSE, NULL);
    g_assert_nonnull(file);
    struct readings readings = {g_mapped_file_get_contents(file),
                                g_mapped_file_get_length(file)};
    struct catalogue *catalogue = assets_catalogue_of_names(names, G_N_ELEMENTS(names));
    search = search_create(catalogue, NULL, &readings);
#define T(name) g_test_add_func("/search/near/" #name, test_search__##name)
    T(reads_characters_of_several_readings);
    T(takes_v_u_and_two_dots_for_one_sound);
    T(the_small_end_of_a_word_may_be_there_or_not);
    T(shows_the_letters_that_were_typed);
    T(forgives_a_slip_of_the_finger);
    T(hears_as_the_region_speaks);
    T(knows_a_character_by_its_sound);
    T(finds_the_matter_among_other_words);
    T(what_comes_near_stands_behind_what_is_so);
    T(offers_the_beginning_when_nothing_comes_near);
    int failed = g_test_run();
    search_destroy(search);
    catalogue_destroy(catalogue);
    g_mapped_file_unref(file);
    return failed;
}
