// SPDX-License-Identifier: Apache-2.0
/* From keys to text: what is composed, chosen, taken back, and what happens without engines. */
#include "terminal/session.h"

#include <string.h>

#include "tests/support/visitor.h"

/* On the name of an application, which is written with words. */
static void
begin(struct visitor *visitor, bool assisted)
{
    visitor_init(visitor);
    visitor->session.assisted = assisted;
    visitor_does(visitor, SESSION_START, NULL);
    visitor_does(visitor, SESSION_OPEN_SERVICE, "open-application");
    visitor_does(visitor, SESSION_NEXT, NULL);
    visitor_agrees(visitor);
    g_assert_cmpint(visitor->session.screen, ==, SCREEN_FORM);
    g_assert_cmpstr(visitor->session.focus, ==, "person");
}

static void
candidates_come(struct visitor *visitor, int order, const char *json)
{
    json_t *answer = json == NULL ? NULL : json_loads(json, 0, NULL);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_CANDIDATES,
                                                   .order = order,
                                                   .json = answer});
    json_decref(answer);
}

static void
choice_comes(struct visitor *visitor, const char *text, const char *rest)
{
    visitor_event(visitor,
                  &(struct session_event){.kind = SESSION_CHOSEN,
                                          .order = visitor->session.input.choose_order,
                                          .text = text,
                                          .text2 = rest});
}

static void
pick(struct visitor *visitor, int index)
{
    visitor_event(visitor,
                  &(struct session_event){.kind = SESSION_PICK, .number = index});
}

#define WANG                                                                                \
    "{\"preedit\":\"wang xiao\",\"candidates\":[{\"text\":\"王晓\"},{\"text\":\"王\"}]," \
    "\"readings\":[],\"more\":true}"

static void
test_input__composes_and_asks_for_each_key(void)
{
    struct visitor visitor;
    begin(&visitor, false);
    g_assert_cmpint(session_keyboard(&visitor.session), ==, KEYBOARD_PINYIN);
    visitor_types(&visitor, "wangxia");
    int late = visitor.session.input.order;
    visitor_types(&visitor, "o");
    g_assert_true(visitor_has_effect(&visitor, EFFECT_COMPOSE));
    g_assert_cmpstr(visitor.session.draft, ==, "");
    candidates_come(&visitor, late, "{\"candidates\":[{\"text\":\"网\"}]}");
    g_assert_cmpuint(session_candidate_count(&visitor.session), ==, 0); // it is too late
    candidates_come(&visitor, visitor.session.input.order, WANG);
    g_assert_cmpstr(session_candidate(&visitor.session, 0), ==, "王晓");
    g_assert_cmpstr(visitor.session.input.preedit, ==, "wang xiao");
    visitor_types(&visitor, "m"); // the row stays until the new one comes
    g_assert_cmpuint(session_candidate_count(&visitor.session), ==, 2);
    g_assert_cmpstr(visitor.session.input.preedit, ==, "wang xiaom");
    visitor_finish(&visitor);
}

static void
test_input__takes_a_part_and_goes_on_with_the_rest(void)
{
    struct visitor visitor;
    begin(&visitor, false);
    visitor_types(&visitor, "wangxiao");
    candidates_come(&visitor, visitor.session.input.order, WANG);
    visitor_types(&visitor, "ming");
    pick(&visitor, 1); // a candidate of what was there before
    g_assert_true(visitor_has_effect(&visitor, EFFECT_CHOOSE));
    g_assert_cmpstr(visitor.effects.list[0].text, ==, "wangxiao");
    g_assert_cmpint(visitor.effects.list[0].number, ==, 1);
    choice_comes(&visitor, "王", "xiao");
    g_assert_cmpstr(visitor.session.draft, ==, "王");
    g_assert_cmpstr(visitor.session.input.keys, ==, "xiaoming");
    g_assert_true(visitor_has_effect(&visitor, EFFECT_COMPOSE));
    visitor_finish(&visitor);
}

static void
test_input__erases_keys_before_text(void)
{
    struct visitor visitor;
    begin(&visitor, false);
    visitor_types(&visitor, "王秀");
    visitor_types(&visitor, "la\b");
    g_assert_cmpstr(visitor.session.input.keys, ==, "l");
    visitor_types(&visitor, "\b");
    g_assert_cmpstr(visitor.session.draft, ==, "王秀");
    visitor_types(&visitor, "\b");
    g_assert_cmpstr(visitor.session.draft, ==, "王");
    visitor_finish(&visitor);
}

static void
test_input__space_takes_the_first_and_is_a_space_otherwise(void)
{
    struct visitor visitor;
    begin(&visitor, false);
    visitor_types(&visitor, "wangxiao");
    candidates_come(&visitor, visitor.session.input.order, WANG);
    visitor_types(&visitor, " ");
    g_assert_cmpint(visitor.effects.list[0].kind, ==, EFFECT_CHOOSE);
    choice_comes(&visitor, "王晓", "");
    visitor_types(&visitor, " ");
    g_assert_cmpstr(visitor.session.draft, ==, "王晓 ");
    visitor_finish(&visitor);
}

static void
test_input__a_choice_that_failed_takes_nothing(void)
{
    struct visitor visitor;
    begin(&visitor, false);
    visitor_types(&visitor, "wangxiao");
    candidates_come(&visitor, visitor.session.input.order, WANG);
    pick(&visitor, 0);
    choice_comes(&visitor, NULL, NULL);
    g_assert_cmpstr(visitor.session.draft, ==, "");
    g_assert_cmpstr(visitor.session.input.keys, ==, "wangxiao");
    pick(&visitor, 0); // and can be tried again
    g_assert_true(visitor_has_effect(&visitor, EFFECT_CHOOSE));
    visitor_finish(&visitor);
}

static void
test_input__nine_keys_take_a_reading_and_give_it_back(void)
{
    struct visitor visitor;
    begin(&visitor, true);
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_KEYBOARD,
                                                    .number = KEYBOARD_PINYIN});
    visitor_types(&visitor, "94264");
    candidates_come(&visitor, visitor.session.input.order,
                    "{\"preedit\":\"xiang\",\"candidates\":[{\"text\":\"向\"}],"
                    "\"readings\":[\"xiang\",\"xian\",\"xia\"],\"more\":false}");
    g_assert_false(visitor_does(&visitor, SESSION_READING, "wu")); // not of these keys
    visitor_does(&visitor, SESSION_READING, "xia");
    g_assert_cmpstr(visitor.session.input.keys, ==, "xia'64");
    visitor_types(&visitor, "\b\b\b");
    g_assert_cmpstr(visitor.session.input.keys, ==, "942");
    visitor_does(&visitor, SESSION_CLEAR, NULL);
    visitor_types(&visitor, "1"); // what stands between words
    g_assert_cmpstr(session_candidate(&visitor.session, 0), ==, "，");
    visitor_finish(&visitor);
}

static void
test_input__writing_is_wiped_when_a_character_is_taken(void)
{
    struct visitor visitor;
    begin(&visitor, true);
    g_assert_cmpint(session_keyboard(&visitor.session), ==, KEYBOARD_WRITING);
    int ink = visitor.session.input.ink;
    visitor_event(&visitor,
                  &(struct session_event){.kind = SESSION_WRITTEN, .number = 2});
    g_assert_true(visitor_has_effect(&visitor, EFFECT_RECOGNISE));
    candidates_come(&visitor, visitor.session.input.order,
                    "{\"candidates\":[\"十\",\"土\"]}");
    pick(&visitor, 1);
    g_assert_cmpstr(visitor.session.draft, ==, "土");
    g_assert_cmpint(visitor.session.input.ink, !=, ink);
    g_assert_cmpuint(session_candidate_count(&visitor.session), ==, 0);
    visitor_finish(&visitor);
}

static void
test_input__without_engines_letters_and_digits_are_there(void)
{
    struct visitor visitor;
    begin(&visitor, true);
    visitor_device(&visitor, "handwriting", DEVICE_HARDWARE_ERROR, "driverCrashed");
    g_assert_cmpint(session_keyboard(&visitor.session), ==, KEYBOARD_PINYIN);
    visitor_device(&visitor, "input", DEVICE_HARDWARE_ERROR, "driverCrashed");
    g_assert_cmpint(session_keyboard(&visitor.session), ==, KEYBOARD_LETTERS);
    g_assert_true(session_keyboard_is_off(&visitor.session, KEYBOARD_PINYIN));
    visitor_types(&visitor, "wang");
    g_assert_cmpstr(visitor.session.draft, ==, "wang");
    visitor_device(&visitor, "input", DEVICE_ONLINE, "none"); // and comes back
    g_assert_cmpint(session_keyboard(&visitor.session), ==, KEYBOARD_PINYIN);
    visitor_finish(&visitor);
}

static void
test_input__nothing_open_survives_another_question_or_mode(void)
{
    struct visitor visitor;
    begin(&visitor, false);
    visitor_types(&visitor, "wangxiao");
    candidates_come(&visitor, visitor.session.input.order, WANG);
    int order = visitor.session.input.order;
    visitor_does(&visitor, SESSION_MODE, NULL);
    g_assert_cmpstr(visitor.session.input.keys, ==, "");
    g_assert_cmpuint(session_candidate_count(&visitor.session), ==, 0);
    candidates_come(&visitor, order, WANG);
    g_assert_cmpuint(session_candidate_count(&visitor.session), ==, 0);
    visitor_finish(&visitor);
}

static void
test_input__is_never_longer_than_the_engine_takes(void)
{
    struct visitor visitor;
    begin(&visitor, false);
    for (int i = 0; i < INPUT_KEYS_MAX + 20; i++)
        visitor_types(&visitor, "a");
    g_assert_cmpuint(strlen(visitor.session.input.keys), ==, INPUT_KEYS_MAX);
    visitor_finish(&visitor);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/input/" #name, test_input__##name)
    ADD(composes_and_asks_for_each_key);
    ADD(takes_a_part_and_goes_on_with_the_rest);
    ADD(erases_keys_before_text);
    ADD(space_takes_the_first_and_is_a_space_otherwise);
    ADD(a_choice_that_failed_takes_nothing);
    ADD(nine_keys_take_a_reading_and_give_it_back);
    ADD(writing_is_wiped_when_a_character_is_taken);
    ADD(without_engines_letters_and_digits_are_there);
    ADD(nothing_open_survives_another_question_or_mode);
    ADD(is_never_longer_than_the_engine_takes);
    return g_test_run();
}
