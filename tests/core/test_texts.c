// SPDX-License-Identifier: Apache-2.0
/* Everything that core and the session say has its Chinese, and no Chinese is left over. */
#include <glib.h>
#include <string.h>

#include "core/text.h"
#include "tests/support/assets.h"

static void
run(const char *command)
{
    char *said = NULL, *wrong = NULL;
    int status = -1;
    GError *error = NULL;
    const char *shell[] = {"/bin/sh", "-c", command, NULL};
    g_spawn_sync(NULL, (char **)(uintptr_t)shell, NULL, G_SPAWN_DEFAULT, NULL, NULL,
                 &said, &wrong, &status, &error);
    g_assert_no_error(error);
    if (status != 0)
        g_error("%s%s", said, wrong);
    g_free(said);
    g_free(wrong);
}

static void
test_texts__every_sentence_has_its_chinese(void)
{
    // msgcmp names each msgid of the sources that has no translation.
    run("set -e; d=$(mktemp -d); trap 'rm -rf $d' EXIT;"
        "xgettext --from-code=UTF-8 -k_ -kN_ -o $d/sources.pot kiosk/core/*.c;"
        "msgcat --use-first -o $d/all.po assets/texts/zh_CN/*.po;"
        "msgcmp $d/all.po $d/sources.pot");
}

static void
test_texts__no_chinese_is_left_over(void)
{
    run("set -e; d=$(mktemp -d); trap 'rm -rf $d' EXIT;"
        "xgettext --from-code=UTF-8 -k_ -kN_ -o $d/sources.pot kiosk/core/*.c;"
        "cd assets/texts/zh_CN; msgcat --use-first -o $d/ours.po core.po slip.po "
        "faults.po;"
        "msgcomm --unique $d/ours.po $d/sources.pot -o $d/extra.po;"
        "[ ! -e $d/extra.po ] || msgattrib --translated $d/extra.po > $d/left.po;"
        "[ ! -e $d/left.po ] || ! grep '^msgid \".' $d/left.po");
}

static void
assert_text(char *text, const char *wanted)
{
    g_assert_cmpstr(text, ==, wanted);
    g_free(text);
}

static void
test_texts__days_and_amounts_as_people_read_them(void)
{
    const struct clock_date day = {.year = 2026, .month = 3, .day = 7, .weekday = 6};
    assets_speak("zh_CN");
    assert_text(text_date(&day), "2026年3月7日");
    assert_text(text_day(&day), "2026年3月7日 星期六");
    assert_text(text_short_day(&day), "3月7日 星期六");
    assert_text(text_moment(INT64_C(1795242660000)), "2026年11月21日 星期六 14:31");
    assert_text(text_money(3000), "30元");
    assert_text(text_money(3005), "30.05元");
    assert_text(text_money(-50), "-0.50元");
    assets_speak("en");
    assert_text(text_day(&day), "Saturday 7 Mar 2026");
    assert_text(text_money(3000), "30 yuan");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/texts/chinese", test_texts__every_sentence_has_its_chinese);
    g_test_add_func("/texts/left-over", test_texts__no_chinese_is_left_over);
    g_test_add_func("/texts/days", test_texts__days_and_amounts_as_people_read_them);
    return g_test_run();
}
