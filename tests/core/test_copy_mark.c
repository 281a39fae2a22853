// SPDX-License-Identifier: Apache-2.0
#include "core/copy_mark.h"

#include <glib.h>

static const struct clock_date until = {.year = 2027, .month = 12, .day = 31};

static void
test_copy_mark__says_what_for_until_when_and_that_nobody_compared_it(void)
{
    char mark[256];
    copy_mark("城乡居民参保登记", &until, mark);
    g_assert_cmpstr(mark, ==,
                    "仅供办理城乡居民参保登记使用，有效期至2027年12月31日，未与原件核对");
}

static void
test_copy_mark__a_long_purpose_is_cut_and_fits(void)
{
    char mark[256];
    g_autofree char *purpose = g_strnfill(3 * 200, 'x');
    copy_mark(purpose, &until, mark);
    g_assert_cmpint(g_utf8_strlen(mark, -1), <=, COPY_MARK_CHARACTERS_MAX);
    g_assert_nonnull(strstr(mark, "…使用"));
    GString *han = g_string_new(NULL);
    for (int i = 0; i < 80; i++)
        g_string_append(han, "𠮷");
    copy_mark(han->str, &until, mark);
    g_assert_true(g_utf8_validate(mark, -1, NULL));
    g_assert_cmpint(g_utf8_strlen(mark, -1), <=, COPY_MARK_CHARACTERS_MAX);
    g_assert_true(g_str_has_suffix(mark, "未与原件核对"));
    g_string_free(han, true);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/copy-mark/what-for",
                    test_copy_mark__says_what_for_until_when_and_that_nobody_compared_it);
    g_test_add_func("/copy-mark/long", test_copy_mark__a_long_purpose_is_cut_and_fits);
    return g_test_run();
}
