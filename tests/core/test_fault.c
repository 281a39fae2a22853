// SPDX-License-Identifier: Apache-2.0
#include "core/fault.h"

#include <glib.h>
#include <libintl.h>
#include <string.h>

#include "tests/support/assets.h"
#include <kiosk/protocol.h>

static const char *const classes[] = {"card",    "scanner",  "image",     "receipt",
                                      "printer", "contacts", "typesetter"};

/* Words that no person is ever shown (look.md §8). */
static const char *const forbidden[] = {
    "系统异常", "请求超时", "校验失败", "用户", "终端", "上传", "模块", "确定", "取消"};

static void
assert_said(const char *msgid)
{
    const char *said = gettext(msgid);
    if (said == msgid || said[0] == '\0')
        g_error("no Chinese for: %s", msgid);
    for (size_t i = 0; i < G_N_ELEMENTS(forbidden); i++)
        if (strstr(said, forbidden[i]) != NULL)
            g_error("%s says %s", said, forbidden[i]);
}

static void
test_fault__every_cause_of_every_class_has_its_sentences(void)
{
    assets_speak("zh_CN");
    const struct fault *unknown = fault_find("card", "nobodyKnowsThis");
    g_assert_cmpstr(unknown->cause, ==, "*");
    for (size_t c = 0; c < G_N_ELEMENTS(classes); c++)
        for (size_t i = 0; protocol_causes[i] != NULL; i++) {
            const struct fault *fault = fault_find(classes[c], protocol_causes[i]);
            bool own = strcmp(fault->class, classes[c]) == 0;
            g_assert_true(own || strcmp(fault->class, "*") == 0);
        }
    for (size_t i = 0; protocol_causes[i] != NULL; i++) {
        bool known = false;
        for (size_t c = 0; c < G_N_ELEMENTS(classes); c++)
            known |= fault_find(classes[c], protocol_causes[i]) != unknown;
        if (!known)
            g_error("no row for the cause %s", protocol_causes[i]);
    }
}

static void
test_fault__says_what_is_wrong_and_who_must_act(void)
{
    assets_speak("zh_CN");
    for (size_t i = 0; i < fault_count; i++) {
        const struct fault *fault = &fault_table[i];
        enum device_action action;
        assert_said(fault->title);
        assert_said(fault->staff);
        if (fault->person != NULL)
            assert_said(fault->person);
        if (fault->action[0] != '\0' && !device_action_parse(fault->action, &action))
            g_error("%s %s: no such action", fault->class, fault->cause);
        for (size_t j = 0; j < i; j++)
            g_assert_false(strcmp(fault_table[j].class, fault->class) == 0 &&
                           strcmp(fault_table[j].cause, fault->cause) == 0);
    }
}

/* A word that drivers may not use could never be met. */
static void
test_fault__uses_the_words_of_the_protocol(void)
{
    for (size_t i = 0; i < fault_count; i++) {
        const struct fault *fault = &fault_table[i];
        bool ours = strcmp(fault->class, "outbox") == 0 ||
                    strcmp(fault->class, "office") == 0 || strcmp(fault->cause, "*") == 0;
        if (!ours && !g_strv_contains(protocol_causes, fault->cause))
            g_error("%s is no cause of the protocol", fault->cause);
    }
}

static void
test_fault__prefers_the_row_of_the_class(void)
{
    assets_speak("zh_CN");
    g_assert_cmpstr(gettext(fault_find("printer", "paperOut")->title), ==,
                    "打印机没纸了");
    g_assert_cmpstr(fault_find("printer", "notConnected")->class, ==, "printer");
    g_assert_cmpstr(fault_find("typesetter", "notConnected")->class, ==, "*");
    g_assert_true(fault_find("card", "mediaRemoved")->retry);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/fault/causes",
                    test_fault__every_cause_of_every_class_has_its_sentences);
    g_test_add_func("/fault/says", test_fault__says_what_is_wrong_and_who_must_act);
    g_test_add_func("/fault/words", test_fault__uses_the_words_of_the_protocol);
    g_test_add_func("/fault/class", test_fault__prefers_the_row_of_the_class);
    return g_test_run();
}
