// SPDX-License-Identifier: Apache-2.0
/* What the compiled dictionaries answer, and that nothing is written on the way. */
#include "drivers/input/rime/engine.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "tests/support/child.h"

static struct engine *engine;

/* Place of `text` among the first `limit` candidates, -1 when it is not there. */
static int
place_of(const char *scheme, const char *composition, const char *text, size_t limit)
{
    for (size_t first = 0; first < limit; first += INPUT_COUNT_MAX) {
        struct engine_page page;
        GError *error = NULL;
        int place = -1;
        engine_page(engine, engine_scheme(scheme), composition, first, INPUT_COUNT_MAX,
                    &page, &error);
        g_assert_no_error(error);
        for (size_t i = 0; i < page.count && place < 0; i++)
            if (strcmp(page.candidates[i].text, text) == 0)
                place = (int)(first + i);
        bool more = page.more;
        engine_page_finish(&page);
        if (place >= 0 || !more)
            return place;
    }
    return -1;
}

static const struct {
    const char *scheme, *composition, *text;
    int within; // it stands among so many first candidates
} wanted[] = {
    {"pinyin26", "zuidishenghuobaozhang", "最低生活保障", 1},
    {"pinyin26", "juminshenfenzheng", "居民身份证", 1},
    {"pinyin26", "yiliaobaoxian", "医疗保险", 1},
    {"pinyin26", "canbaodengji", "参保登记", 1},
    {"pinyin26", "budongchandengjizhengming", "不动产登记证明", 1},
    {"pinyin26", "sfz", "身份证", 1},
    {"pinyin26", "ylbx", "医疗保险", 1},
    {"pinyin26", "qingshanzhen", "青山镇", 1},
    {"pinyin26", "chongqing", "重庆", 1},
    {"pinyin26", "luanshi", "六安市", 8},
    {"pinyin26", "anhuishengluanshijinzhaixianyanzihezhen", "安徽省六安市金寨县燕子河镇",
     1},
    {"pinyin26", "zhangwei", "张伟", 1},
    {"pinyin26", "wangxiaoming", "王小明", 1},
    {"pinyin26", "wangxiuying", "王秀英", 1},
    {"pinyin26", "ouyang", "欧阳", 1},
    {"pinyin26", "xi'an", "西安", 1},
    {"pinyin26", "nvshi", "女士", 1},
    {"pinyin26", "yan", "䶮", 30},
    {"pinyin26", "yan", "龑", 30},
    {"pinyin26", "kun", "堃", 10},
    {"pinyin26", "zhe", "喆", 10},
    {"pinyin26", "ji", "𠮷", 60},
    {"pinyin26", "sheng", "昇", 30},
    {"pinyin26", "qian", "乾", 60},
    {"pinyin26", "wei", "𬀩", 2000},
    {"pinyin9", "64426", "你好", 1},
    {"pinyin9", "ni'426", "你好", 1},
    {"pinyin9", "94264934", "张伟", 2},
    {"pinyin9", "zhang'934", "张伟", 1},
    {"pinyin9", "746474269436", "青山镇", 2},
    {"pinyin9", "943", "喆", 60},
    {"pinyin9", "z'wei", "张伟", 6},
    {"pinyin9", "s'f'z", "身份证", 3},
    {"stroke", "hpznphhpn", "䶮", 1},
    {"stroke", "hshszhhshszh", "喆", 1},
    {"stroke", "hshszh", "𠮷", 5},
    {"stroke", "hshszh", "吉", 5},
    {"stroke", "hhsh", "王", 2},
};

static void
test_engine__finds_what_people_write(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
        int place = place_of(wanted[i].scheme, wanted[i].composition, wanted[i].text,
                             (size_t)wanted[i].within);
        if (place < 0 || place >= wanted[i].within) {
            g_test_message(
                "%s %s: %s is not among the first %d (place %d)", wanted[i].scheme,
                wanted[i].composition, wanted[i].text, wanted[i].within,
                place_of(wanted[i].scheme, wanted[i].composition, wanted[i].text, 3000));
            g_test_fail();
        }
    }
}

static void
test_engine__tells_what_is_left_of_a_composition(void)
{
    static const struct {
        const char *scheme, *composition, *text, *rest;
    } rows[] = {
        {"pinyin26", "wangxiaoming", "王", "xiaoming"},
        {"pinyin26", "xi'anshi", "西", "anshi"},
        {"pinyin26", "wangxiaoming", "王小明", ""},
        {"pinyin9", "ni'426", "你", "426"},
        {"pinyin9", "64426", "你好", ""},
        {"stroke", "hshszh", "吉", ""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        enum engine_scheme scheme = engine_scheme(rows[i].scheme);
        int place = place_of(rows[i].scheme, rows[i].composition, rows[i].text, 600);
        g_autofree char *text = NULL, *rest = NULL;
        GError *error = NULL;
        g_assert_cmpint(place, >=, 0);
        engine_choose(engine, scheme, rows[i].composition, (size_t)place, &text, &rest,
                      &error);
        g_assert_no_error(error);
        g_assert_cmpstr(text, ==, rows[i].text);
        g_assert_cmpstr(rest, ==, rows[i].rest);
    }
}

/* The same composition is the same page, whatever was typed or chosen before. */
static void
test_engine__keeps_nothing_between_two_compositions(void)
{
    for (int round = 0; round < 20; round++) {
        g_autofree char *text = NULL, *rest = NULL;
        int place = place_of("pinyin26", "shi", "适", 600);
        g_assert_true(engine_choose(engine, ENGINE_PINYIN26, "shi", (size_t)place, &text,
                                    &rest, NULL));
        g_assert_cmpint(place_of("pinyin26", "shi", "适", 600), ==, place);
        g_assert_cmpint(place_of("pinyin26", "shiq", "事情", 600), >=, 0);
    }
    g_assert_cmpint(place_of("pinyin26", "shi", "适", 600), >,
                    5); // it was not first anyway
}

static void
test_engine__refuses_keys_that_a_scheme_has_not(void)
{
    static const struct {
        enum engine_scheme scheme;
        const char *composition;
    } rows[] = {
        {ENGINE_PINYIN26, "A"},
        {ENGINE_PINYIN26, "ni2"},
        {ENGINE_PINYIN26, "n i"},
        {ENGINE_PINYIN26, "'"},
        {ENGINE_PINYIN9, "1"},
        {ENGINE_PINYIN9, "0"},
        {ENGINE_STROKE, "a"},
        {ENGINE_STROKE, "h'"},
        {ENGINE_PINYIN26, "\xe4\xbd\xa0"},
        {ENGINE_PINYIN26, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}, // 41
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct engine_page page;
        GError *error = NULL;
        g_assert_false(engine_page(engine, rows[i].scheme, rows[i].composition, 0, 5,
                                   &page, &error));
        g_assert_error(error, ENGINE_ERROR, ENGINE_ERROR_COMPOSITION);
        g_assert_null(strstr(error->message, "aaaa"));
        g_error_free(error);
    }
}

static void
test_engine__refuses_a_candidate_that_is_not_there(void)
{
    char *text = NULL, *rest = NULL;
    GError *error = NULL;
    g_assert_false(
        engine_choose(engine, ENGINE_PINYIN26, "zhuang", 5000, &text, &rest, &error));
    g_assert_error(error, ENGINE_ERROR, ENGINE_ERROR_CANDIDATE);
    g_error_free(error);
    g_assert_cmpint(place_of("pinyin26", "zhuang", "装", 10), >=, 0); // and goes on
}

static void
test_engine__bears_any_keys(void)
{
    static const char *const keys[] = {"abcdefghijklmnopqrstuvwxyz'", "23456789'",
                                       "hspnz"};
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    for (int round = 0; round < 60; round++) {
        enum engine_scheme scheme = (enum engine_scheme)(round % 3);
        char composition[INPUT_KEYS_MAX + 1] = {0};
        gint length = g_rand_int_range(random, 1, INPUT_KEYS_MAX + 1);
        for (gint i = 0; i < length; i++)
            composition[i] =
                keys[scheme][g_rand_int_range(random, 0, (gint)strlen(keys[scheme]))];
        if (composition[0] == '\'')
            composition[0] = keys[scheme][0];
        struct engine_page page;
        g_assert_true(engine_page(engine, scheme, composition, 0, 20, &page, NULL));
        size_t count = page.count;
        engine_page_finish(&page);
        g_autofree char *text = NULL, *rest = NULL;
        if (count > 0)
            g_assert_true(
                engine_choose(engine, scheme, composition, 0, &text, &rest, NULL));
        g_assert_true(rest == NULL || strlen(rest) < strlen(composition));
    }
}

/* ---- nothing is written ----------------------------------------------------------------- */

static bool
is_open_for_writing(const char *fd)
{
    int flags = fcntl(atoi(fd), F_GETFL);
    g_autofree char *link = g_strdup_printf("/proc/self/fd/%s", fd);
    g_autofree char *path = g_file_read_link(link, NULL);
    return flags >= 0 && (flags & O_ACCMODE) != O_RDONLY && path &&
           (strstr(path, "rime") != NULL || g_str_has_prefix(path, "/tmp/rime"));
}

static char *
state_of(const char *folder)
{
    GString *state = g_string_new(NULL);
    GDir *dir = g_dir_open(folder, 0, NULL);
    GList *names = NULL;
    for (const char *name; dir && (name = g_dir_read_name(dir)) != NULL;)
        names = g_list_insert_sorted(names, g_strdup(name), (GCompareFunc)strcmp);
    for (GList *row = names; row; row = row->next) {
        g_autofree char *path = g_build_filename(folder, row->data, NULL);
        struct stat file = {0};
        g_assert_cmpint(stat(path, &file), ==, 0);
        g_string_append_printf(state, "%s %ld %ld.%09ld\n", (char *)row->data,
                               (long)file.st_size, (long)file.st_mtim.tv_sec,
                               file.st_mtim.tv_nsec);
    }
    g_list_free_full(names, g_free);
    if (dir)
        g_dir_close(dir);
    return g_string_free(state, FALSE);
}

static void
test_engine__opens_no_file_for_writing(void)
{
    g_autofree char *folder = child_built("share/rime");
    g_autofree char *before = state_of(folder);
    g_assert_nonnull(strstr(before, "kiosk.table.bin"));
    for (int i = 0; i < 10; i++) {
        g_autofree char *text = NULL, *rest = NULL;
        g_assert_true(engine_choose(engine, ENGINE_PINYIN26, "wangxiaoming", 0, &text,
                                    &rest, NULL));
    }
    GDir *fds = g_dir_open("/proc/self/fd", 0, NULL);
    for (const char *fd; (fd = g_dir_read_name(fds)) != NULL;)
        if (atoi(fd) > STDERR_FILENO) // those may be the log of the test run
            g_assert_false(is_open_for_writing(fd));
    g_dir_close(fds);
    g_autofree char *after = state_of(folder);
    g_assert_cmpstr(after, ==, before);
    g_assert_false(g_file_test("/nonexistent", G_FILE_TEST_EXISTS));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_autofree char *folder = child_built("share/rime");
    GError *error = NULL;
    engine_prepare();
    engine = engine_open(folder, &error);
    g_assert_no_error(error);
    g_test_add_func("/engine/finds", test_engine__finds_what_people_write);
    g_test_add_func("/engine/left", test_engine__tells_what_is_left_of_a_composition);
    g_test_add_func("/engine/keeps-nothing",
                    test_engine__keeps_nothing_between_two_compositions);
    g_test_add_func("/engine/keys", test_engine__refuses_keys_that_a_scheme_has_not);
    g_test_add_func("/engine/candidate",
                    test_engine__refuses_a_candidate_that_is_not_there);
    g_test_add_func("/engine/any-keys", test_engine__bears_any_keys);
    g_test_add_func("/engine/writes-nothing", test_engine__opens_no_file_for_writing);
    int status = g_test_run();
    engine_close(engine);
    return status;
}
