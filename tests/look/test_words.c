// SPDX-License-Identifier: Apache-2.0
/* One language at a time: nothing of another one is left on any page. What people, places and
 * offices are called stays as it is written. */
#include "tests/terminal/ui/rules.h"

/* What stands on a page and is nobody's to translate: names and places, what an official wrote,
 * what lists say, and the one line that is in three languages. */
static const char *const data[] = {
    "语言 · Language · تىل",
    "王秀兰",
    "示例县青山镇柳溪村三组",
    "示例县青山镇石桥村三组8号",
    "供销社往东两百步，老槐树旁边，门口有石磨的那一家",
    "户口和居住证都不在本县，请在户口所在地参保。",
    "本人那一页的右边没拍全，章看不见，请重新扫描。",
    "号码打不通，请核对以后重填。",
    "拖拉机",
    "微耕机",
    "收割机",
    "陈*生",
    "孙*平",
    "AED",
    "bulletin.json",
    "kiosk --set-pin", // told to staff
};

/* What is typed and written with, codes, and languages by their own names. */
static const char *const given[] = {"field-",      "query",     "candidate", "key-",
                                    "take",        "language-", "code",      "words-left",
                                    "appointment", "guide-code"};

/* Uyghur is complete for one matter: from the waiting screen to the receipt, with what can go
 * wrong on the way. */
static const char *const visit[] = {
    "attract",
    "home",
    "guide",
    "consent",
    "card",
    "card_failed",
    "form",
    "form_error",
    "form_complete",
    "scan",
    "scan_running",
    "scan_good",
    "scan_two",
    "scan_blurred",
    "scan_still_blurred",
    "scan_blank",
    "scan_live",
    "scan_two_scanners",
    "scan_stands_in",
    "scan_feeder",
    "scan_failed",
    "check",
    "check_promised",
    "aloud",
    "languages",
    "errors",
    "errors_mending",
    "errors_last",
    "submitting",
    "submitting_stored",
    "done",
    "done_printed",
    "done_waiting",
    "fault_paper",
    "fault_jam",
    "fault_store",
    "out_of_service",
    "idle",
    "help",
    "help_night",
    "help_noted",
    "form_called",
    "end",
    "rating",
    "rating_tags",
    "done_rated",
    "phone",
    "phone_wrong",
};

static bool
is_letter_of(gunichar c, const char *language)
{
    GUnicodeScript script = g_unichar_get_script(c);
    if (!g_unichar_isalpha(c))
        return false;
    if (strcmp(language, "zh_CN") == 0)
        return script == G_UNICODE_SCRIPT_HAN;
    if (strcmp(language, "ug") == 0)
        return script == G_UNICODE_SCRIPT_ARABIC;
    return script == G_UNICODE_SCRIPT_LATIN;
}

static char *
without_data(const char *text)
{
    GString *left = g_string_new(text);
    for (size_t i = 0; i < G_N_ELEMENTS(data); i++)
        g_string_replace(left, data[i], "", 0);
    return g_string_free(left, FALSE);
}

static void
see_words(const char *name, const char *id, const char *text, const char *language)
{
    if (text == NULL)
        return;
    g_autofree char *left = without_data(text);
    int strange = 0;
    for (const char *at = left; *at != 0; at += g_utf8_skip[*(const guchar *)at]) {
        gunichar c = g_utf8_get_char(at);
        strange += g_unichar_isalpha(c) && !is_letter_of(c, language);
    }
    if (strange > 1) {
        g_autofree char *what = g_strdup_printf("\"%s\" has another language", text);
        blame(name, id, what);
    }
}

static bool
is_given(const struct widget *widget, const char *language)
{
    for (size_t i = 0; i < G_N_ELEMENTS(given); i++)
        if (g_str_has_prefix(widget->id, given[i]))
            return true;
    // Other matters than the one are called as they are.
    return strcmp(language, "ug") == 0 && g_str_has_prefix(widget->id, "service-") &&
           !g_str_has_prefix(widget->id, "service-medical-insurance");
}

static void
see_page(struct stage *stage, const char *name, void *language)
{
    // When a visit has ended the next one begins in the first language.
    bool over = !session_in_visit(&stage->visitor.session) &&
                strcmp(stage->visitor.session.language, language) != 0;
    for (size_t i = 0; !over && i < view_count(stage->view); i++) {
        const struct widget *widget = view_widget(stage->view, i);
        if (is_given(widget, language))
            continue;
        see_words(name, widget->id, widget->name, language);
        see_words(name, widget->id, widget->value, language);
        see_words(name, widget->id, widget->detail, language);
        see_words(name, widget->id, widget->error, language);
    }
}

static bool
is_said(const char *scene, const char *language)
{
    if (strcmp(language, "ug") == 0) {
        for (size_t i = 0; i < G_N_ELEMENTS(visit); i++)
            if (strcmp(scene, visit[i]) == 0)
                return true;
        return false;
    }
    // Staff read Chinese.
    return strcmp(language, "zh_CN") == 0 || !g_str_has_prefix(scene, "staff");
}

static void
test_words__are_of_one_language(gconstpointer language)
{
    bool chinese = strcmp(language, "zh_CN") == 0;
    struct look look = {language, PALETTE_STANDARD, false, false,
                        chinese ? NULL : (const char *)language};
    problems = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(scenes); i++) {
        if (!is_said(scenes[i].name, language))
            continue;
        look.assisted = false;
        stage_each(&look, &scenes[i], see_page, (void *)(uintptr_t)language);
        look.assisted = true;
        stage_each(&look, &scenes[i], see_page, (void *)(uintptr_t)language);
    }
    g_assert_cmpint(problems, ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
    assets_speak("zh_CN");
    shared_glyphs = glyphs_create(NULL);
    g_test_add_data_func("/words/of-one-language/zh_CN", "zh_CN",
                         test_words__are_of_one_language);
    g_test_add_data_func("/words/of-one-language/en", "en",
                         test_words__are_of_one_language);
    g_test_add_data_func("/words/of-one-language/ug", "ug",
                         test_words__are_of_one_language);
    int result = g_test_run();
    glyphs_destroy(shared_glyphs);
    return result;
}
