// SPDX-License-Identifier: Apache-2.0
/* What is said about each screen: composed from real pages, and nothing of the person in it. */
#include "terminal/speech.h"

#include <string.h>

#include "terminal/screens/screens.h"
#include "terminal/ui/view.h"
#include "tests/support/assets.h"
#include "tests/support/visitor.h"
#include "tests/support/visitor_booking.h"

static struct glyphs *glyphs;

/* What is said about the screen on which the visitor is; g_free. */
static char *
said(struct visitor *visitor)
{
    struct theme theme;
    theme_init(&theme, PALETTE_STANDARD, visitor->session.assisted, 1080, 1920, 0);
    struct pictures *pictures = pictures_create("assets/pictures");
    struct view *view = view_create(&theme, glyphs, pictures);
    screens_build(view, &(struct screen_context){.session = &visitor->session});
    GPtrArray *sentences =
        speech_compose(&(struct speech_page){.widgets = view_widget(view, 0),
                                             .count = view_count(view),
                                             .top = theme.header_height,
                                             .bottom = theme.bar_top,
                                             .session = &visitor->session});
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < sentences->len; i++)
        g_string_append(text, g_ptr_array_index(sentences, i));
    g_ptr_array_unref(sentences);
    view_destroy(view);
    pictures_destroy(pictures);
    g_test_message("%s", text->str);
    return g_string_free(text, FALSE);
}

static void
must_say(struct visitor *visitor, const char *wanted)
{
    char *text = said(visitor);
    if (strstr(text, wanted) == NULL)
        g_error("\"%s\" is not said in: %s", wanted, text);
    g_free(text);
}

static void
must_not_say(struct visitor *visitor, const char *unwanted)
{
    char *text = said(visitor);
    if (strstr(text, unwanted) != NULL)
        g_error("\"%s\" is said in: %s", unwanted, text);
    g_free(text);
}

static void
must_keep_the_person(struct visitor *visitor)
{
    static const char *const secrets[] = {
        "王秀兰", "999999194303120023", "1943", "1000000", "100 0000", "柳溪村", "0023"};
    for (size_t i = 0; i < G_N_ELEMENTS(secrets); i++) {
        must_not_say(visitor, secrets[i]);
    }
}

static void
test_speech__says_title_then_matter_then_choices_then_the_way_on(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor.session.assisted = true;
    visitor_comes_to_form(&visitor);
    char *text = said(&visitor);
    const char *title = strstr(text, "手机号码"), *hint = strstr(text, "结果打这个电话");
    const char *on = strstr(text, "下一步");
    g_assert_nonnull(title);
    g_assert_nonnull(hint);
    g_assert_nonnull(on);
    g_assert_true(title < hint && hint < on);
    g_assert_null(strstr(text, "12345")); // the bottom bar is no matter of this page
    g_assert_null(strstr(text, "**"));
    g_free(text);
    visitor_types(&visitor, "10000001234");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    text = said(&visitor);
    const char *choices = strstr(text, "可以按：普通居民；学生、儿童");
    g_assert_nonnull(choices);
    g_assert_true(choices > strstr(text, "您属于哪一类"));
    g_free(text);
    visitor_finish(&visitor);
}

static void
test_speech__says_what_is_wrong_first(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor.session.assisted = true;
    visitor_comes_to_form(&visitor);
    visitor_types(&visitor, "1000000123");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    char *text = said(&visitor);
    const char *error = strstr(text, "10位");
    g_assert_nonnull(error);
    g_assert_true(error < strstr(text, "手机号码。"));
    g_free(text);
    visitor_finish(&visitor);
}

static void
test_speech__says_nothing_about_the_person(gconstpointer assisted)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor.session.assisted = assisted != NULL;
    visitor_comes_to_form(&visitor);
    must_keep_the_person(&visitor);
    visitor_types(&visitor, "10000001234");
    must_keep_the_person(&visitor);
    if (visitor.session.assisted)
        visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_CHOOSE,
                                                    .text = "category",
                                                    .text2 = "hardship"});
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_does(&visitor, SESSION_SCAN, NULL);
    visitor_page_comes(&visitor, "good");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_CHECK);
    for (int part = 0; part < 6; part++) {
        visitor_event(&visitor,
                      &(struct session_event){.kind = SESSION_PART, .number = part});
        must_keep_the_person(&visitor);
        must_not_say(&visitor, "低保、特困");
    }
    visitor_finish(&visitor);
}

/* Asked for, it is asked back once, for there are people standing by. */
static void
test_speech__says_the_person_after_a_yes_alone(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_check(&visitor);
    visitor_does(&visitor, SESSION_SAY, NULL);
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_ALOUD);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_SAY));
    must_say(&visitor, "旁边的人也听得见");
    must_keep_the_person(&visitor);
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_ALOUD, .number = 1});
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_NONE);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_SAY));
    must_say(&visitor, "王秀兰");
    must_say(&visitor, "一零零，零零零零，一二三四");
    must_not_say(&visitor, "•"); // the number of the card is masked here
    visitor_does(&visitor, SESSION_PROMISE, NULL);
    visitor_does(&visitor, SESSION_SUBMIT, NULL);
    visitor_is_stored(&visitor);
    visitor_is_delivered(&visitor);
    must_say(&visitor, "零零零一，二六一一二一，零零零七，一。");
    must_say(&visitor, "四八二，九一五。");
    visitor_does(&visitor, SESSION_END, NULL);
    visitor_does(&visitor, SESSION_END, NULL); // paper is still coming: asked, and yes
    g_assert_cmpint(visitor.session.aloud, ==,
                    ALOUD_UNASKED); // the next one is asked anew
    visitor_finish(&visitor);
}

static void
test_speech__asks_once_and_takes_no_for_an_answer(void)
{
    static const enum session_event_kind no[] = {SESSION_ALOUD, SESSION_BACK,
                                                 SESSION_DISMISS};
    for (size_t i = 0; i < G_N_ELEMENTS(no); i++) {
        struct visitor visitor;
        visitor_init(&visitor);
        visitor_comes_to_done(&visitor);
        visitor_is_printed(&visitor);
        must_keep_the_person(&visitor);
        must_not_say(&visitor, "零零零一");
        must_say(&visitor, "请按：读给我听");
        visitor_does(&visitor, SESSION_SAY, NULL);
        visitor_does(&visitor, no[i], NULL);
        g_assert_cmpint(visitor.session.dialog, ==, DIALOG_NONE);
        visitor_does(&visitor, SESSION_SAY, NULL);
        g_assert_cmpint(visitor.session.dialog, ==, DIALOG_NONE);
        g_assert_true(visitor_has_effect(&visitor, EFFECT_SAY));
        must_keep_the_person(&visitor);
        must_not_say(&visitor, "零零零一");
        must_not_say(&visitor, "0001");
        must_not_say(&visitor, "482");
        must_not_say(&visitor, "请按：读给我听");
        visitor_finish(&visitor);
    }
}

static void
test_speech__says_all_into_headphones_unasked(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_event(&visitor,
                  &(struct session_event){.kind = SESSION_HEADPHONES, .number = 1});
    visitor_comes_to_check(&visitor);
    visitor_does(&visitor, SESSION_SAY, NULL);
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_NONE);
    must_say(&visitor, "王秀兰");
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_HEADPHONES});
    must_keep_the_person(&visitor);
    visitor_does(&visitor, SESSION_SAY, NULL);
    g_assert_cmpint(visitor.session.dialog, ==, DIALOG_ALOUD);
    visitor_finish(&visitor);
}

static void
test_speech__says_a_dialog_and_nothing_below_it(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_form(&visitor);
    visitor_does(&visitor, SESSION_ASK_END, NULL);
    must_say(&visitor, "不办了");
    must_not_say(&visitor, "手机号码");
    visitor_finish(&visitor);
}

/* ---- when ---- */

static void
test_speech__speaks_by_itself_in_assisted_mode_alone(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_does(&visitor, SESSION_START, NULL);
    g_assert_false(visitor_has_effect(&visitor, EFFECT_SAY));
    visitor_does(&visitor, SESSION_SAY, NULL);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_SAY));
    visitor_does(&visitor, SESSION_MODE, NULL);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_SAY));
    visitor_does(&visitor, SESSION_TOUCHED, NULL);
    g_assert_false(visitor_has_effect(&visitor, EFFECT_SAY));
    visitor_does(&visitor, SESSION_OPEN_SERVICE, "medical-insurance");
    g_assert_true(visitor_has_effect(&visitor, EFFECT_SAY));
    visitor_does(&visitor, SESSION_HELP, NULL);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_SAY));
    visitor_finish(&visitor);
}

static void
test_speech__has_no_key_without_voice_or_sound(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_does(&visitor, SESSION_START, NULL);
    g_assert_true(session_can_speak(&visitor.session));
    visitor.session.silent = true;
    g_assert_false(visitor_does(&visitor, SESSION_SAY, NULL));
    visitor.session.silent = false;
    visitor_device(&visitor, "speech", DEVICE_HARDWARE_ERROR, "driverCrashed");
    g_assert_false(session_can_speak(&visitor.session));
    g_assert_false(visitor_does(&visitor, SESSION_SAY, NULL));
    g_assert_false(visitor_has_effect(&visitor, EFFECT_SAY));
    visitor_finish(&visitor);
}

static void
test_speech__every_visit_begins_as_loud_as_the_first(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_does(&visitor, SESSION_START, NULL);
    for (int i = 0; i < 5; i++)
        visitor_event(&visitor,
                      &(struct session_event){.kind = SESSION_VOLUME, .number = 1});
    g_assert_cmpint(visitor.session.volume, ==, SESSION_VOLUME_MOST);
    g_assert_true(visitor.session.speech_open);
    visitor_does(&visitor, SESSION_OPEN_SERVICE, "medical-insurance");
    g_assert_false(visitor.session.speech_open);
    visitor_does(&visitor, SESSION_END, NULL);
    g_assert_cmpint(visitor.session.volume, ==, 0);
    visitor_finish(&visitor);
}

static void
test_speech__of_a_booking_says_when_and_not_for_whom(gconstpointer assisted)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor.session.assisted = assisted != NULL;
    visitor_comes_to_booking_check(&visitor);
    must_keep_the_person(&visitor);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_answered(&visitor, 201, visitor_booking("2026-11-23", 9));
    must_keep_the_person(&visitor);
    must_not_say(&visitor, "305");
    char *text = said(&visitor);
    g_assert_nonnull(strstr(text, "11月23日"));
    g_free(text);
    visitor_finish(&visitor);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    assets_speak("zh_CN");
    glyphs = glyphs_create(NULL);
    if (glyphs == NULL) {
        g_print("1..0 # SKIP the fonts are not installed\n");
        return 0;
    }
    g_test_add_func("/speech/says_title_then_matter_then_choices_then_the_way_on",
                    test_speech__says_title_then_matter_then_choices_then_the_way_on);
    g_test_add_func("/speech/says_what_is_wrong_first",
                    test_speech__says_what_is_wrong_first);
    g_test_add_data_func("/speech/says_nothing_about_the_person/standard", NULL,
                         test_speech__says_nothing_about_the_person);
    g_test_add_data_func("/speech/says_nothing_about_the_person/assisted", "",
                         test_speech__says_nothing_about_the_person);
    g_test_add_data_func("/speech/of_a_booking_says_when_and_not_for_whom/standard", NULL,
                         test_speech__of_a_booking_says_when_and_not_for_whom);
    g_test_add_data_func("/speech/of_a_booking_says_when_and_not_for_whom/assisted", "",
                         test_speech__of_a_booking_says_when_and_not_for_whom);
    g_test_add_func("/speech/says_the_person_after_a_yes_alone",
                    test_speech__says_the_person_after_a_yes_alone);
    g_test_add_func("/speech/asks_once_and_takes_no_for_an_answer",
                    test_speech__asks_once_and_takes_no_for_an_answer);
    g_test_add_func("/speech/says_all_into_headphones_unasked",
                    test_speech__says_all_into_headphones_unasked);
    g_test_add_func("/speech/says_a_dialog_and_nothing_below_it",
                    test_speech__says_a_dialog_and_nothing_below_it);
    g_test_add_func("/speech/speaks_by_itself_in_assisted_mode_alone",
                    test_speech__speaks_by_itself_in_assisted_mode_alone);
    g_test_add_func("/speech/has_no_key_without_voice_or_sound",
                    test_speech__has_no_key_without_voice_or_sound);
    g_test_add_func("/speech/every_visit_begins_as_loud_as_the_first",
                    test_speech__every_visit_begins_as_loud_as_the_first);
    int result = g_test_run();
    glyphs_destroy(glyphs);
    return result;
}
