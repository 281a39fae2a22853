// SPDX-License-Identifier: Apache-2.0
#include "core/form.h"

#include <string.h>

#include "base/json.h"
#include "tests/support/asking.h"
#include "tests/support/assets.h"

static const struct clock_date today = {
    .year = 2026, .month = 11, .day = 21, .weekday = 6};

static const char waiting[] =
    "[{\"id\":\"phone\",\"kind\":\"phone\"," LABEL "},"
    "{\"id\":\"one\",\"kind\":\"choice\"," LABEL "," CHOICES "},"
    "{\"id\":\"why\",\"kind\":\"yes_no\"," LABEL
    ",\"show_if\":{\"question\":\"one\",\"value\":\"b\"}},"
    "{\"id\":\"because\",\"kind\":\"text\"," LABEL
    ",\"show_if\":{\"question\":\"why\",\"value\":true}},"
    "{\"id\":\"some\",\"kind\":\"choices\"," LABEL "," CHOICES ",\"required\":false},"
    "{\"id\":\"note\",\"kind\":\"text\"," LABEL
    ",\"show_if\":{\"question\":\"some\",\"value\":\"c\"}}]";

static json_t *
answers_with_card(const struct service *service)
{
    json_t *card = json_pack("{s:s, s:s, s:s, s:s, s:s}", "card_type", "citizen", "name",
                             "王秀兰", "id_number", "999999194303120023", "sex", "female",
                             "birth", "1943-03-12");
    json_t *answers = json_object();
    form_prefill(service, card, answers);
    json_decref(card);
    return answers;
}

static void
test_form__a_question_waits_for_its_answer_through_a_chain(void)
{
    struct service *service = asking(waiting);
    json_t *answers = json_object();
    const struct question *why = service_question(service, "why");
    const struct question *because = service_question(service, "because");
    g_assert_true(
        form_is_shown(service, service_question(service, "one"), answers, NULL));
    g_assert_false(form_is_shown(service, why, answers, NULL));
    json_object_set_new(answers, "why", json_true());
    g_assert_false(
        form_is_shown(service, because, answers, NULL)); // `why` itself is not shown
    json_object_set_new(answers, "one", json_string("b"));
    g_assert_true(form_is_shown(service, why, answers, NULL));
    g_assert_true(form_is_shown(service, because, answers, NULL));
    const struct question *note = service_question(service, "note");
    g_assert_false(form_is_shown(service, note, answers, NULL));
    json_object_set_new(answers, "some", json_pack("[s, s]", "a", "c"));
    g_assert_true(form_is_shown(service, note, answers, NULL));
    json_decref(answers);
    service_destroy(service);
}

static void
test_form__tells_all_defects_at_once_in_order(void)
{
    struct service *service = asking(waiting);
    json_t *answers = answers_with_card(service);
    json_object_set_new(answers, "phone", json_string("1000000123"));
    json_object_set_new(answers, "one", json_string("b"));
    json_object_set_new(answers, "because", json_string("not asked"));
    json_object_del(answers, "name");
    json_t *given = json_pack("{s:i}", "household_register", 3);
    GArray *defects = form_check(service, answers, given, &today);
    static const struct {
        const char *id;
        enum field_problem problem;
    } wanted[] = {
        {"name", FIELD_MISSING},
        {"phone", FIELD_TOO_SHORT},
        {"why", FIELD_MISSING},
        {"id_card", FIELD_MISSING},
        {"household_register", FIELD_TOO_LONG},
    };
    g_assert_cmpuint(defects->len, ==, G_N_ELEMENTS(wanted));
    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
        const struct field_defect *defect =
            &g_array_index(defects, struct field_defect, i);
        g_assert_cmpstr(defect->question != NULL ? defect->question->id
                                                 : defect->material->id,
                        ==, wanted[i].id);
        g_assert_cmpint(defect->problem, ==, wanted[i].problem);
    }
    g_array_unref(defects);
    json_decref(given);
    json_decref(answers);
    service_destroy(service);
}

static void
assert_material(const struct service *service, json_t *pages, enum field_problem wanted,
                const char *says)
{
    json_t *answers = answers_with_card(service);
    json_object_set_new(answers, "phone", json_string("10000001234"));
    json_object_set_new(answers, "one", json_string("a"));
    json_t *given = json_pack("{s:i, s:o}", "id_card", 1, "household_register", pages);
    GArray *defects = form_check(service, answers, given, &today);
    g_assert_cmpuint(defects->len, ==, wanted == FIELD_GOOD ? 0 : 1);
    if (wanted != FIELD_GOOD) {
        const struct field_defect *defect =
            &g_array_index(defects, struct field_defect, 0);
        char *text = field_defect_says(defect, "zh_CN");
        g_assert_cmpint(defect->problem, ==, wanted);
        g_assert_cmpstr(text, ==, says);
        g_free(text);
    }
    g_array_unref(defects);
    json_decref(given);
    json_decref(answers);
}

static void
test_form__counts_pages_of_materials(void)
{
    struct service *service = asking(waiting);
    assets_speak("zh_CN");
    assert_material(service, json_integer(1), FIELD_GOOD, NULL);
    assert_material(service, json_integer(2), FIELD_GOOD, NULL);
    assert_material(service, json_integer(3), FIELD_TOO_LONG, "现在有3页，最多收2页");
    assert_material(service, json_integer(0), FIELD_MISSING, "还没扫");
    assert_material(service, json_integer(-5), FIELD_MISSING, "还没扫");
    assert_material(service, json_string("deferred"), FIELD_GOOD, NULL);
    assert_material(service, json_string("soon"), FIELD_MISSING, "还没扫");
    service_destroy(service);
}

/* Two pages are wanted of this one. */
static void
test_form__tells_how_many_pages_are_missing(void)
{
    struct catalogue *catalogue = assets_catalogue_of_tests();
    const struct service *service = catalogue_service(catalogue, "open-application");
    json_t *answers = json_pack("{s:s, s:b, s:[s]}", "person", "王秀兰", "for_firm", 0,
                                "forms", "mail");
    json_t *given = json_pack("{s:i}", "proof", 1);
    GArray *defects = form_check(service, answers, given, &today);
    g_assert_cmpuint(defects->len, ==, 1);
    const struct field_defect *defect = &g_array_index(defects, struct field_defect, 0);
    g_assert_cmpint(defect->problem, ==, FIELD_TOO_SHORT);
    assets_speak("zh_CN");
    char *says = field_defect_says(defect, "zh_CN"),
         *remedy = field_defect_remedy(defect, "zh_CN");
    g_assert_cmpstr(says, ==, "现在有1页，要2页");
    g_assert_cmpstr(remedy, ==, "把少的那一页扫上");
    g_free(says);
    g_free(remedy);
    g_array_unref(defects);
    json_decref(given);
    json_decref(answers);
    catalogue_destroy(catalogue);
}

static void
test_form__prefill_leaves_what_is_answered(void)
{
    struct service *service = asking(waiting);
    json_t *card = json_pack("{s:s, s:s, s:s}", "name", "王秀兰", "address", "", "birth",
                             "1943-03-12");
    json_t *answers = json_pack("{s:s}", "name", "已经填的");
    form_prefill(service, card, answers);
    g_assert_cmpstr(json_text(answers, "name", ""), ==, "已经填的");
    g_assert_cmpstr(json_text(answers, "birth", ""), ==, "1943-03-12");
    g_assert_null(json_object_get(answers, "address"));
    g_assert_true(form_is_locked(service_question(service, "name"), card));
    // What the card does not hold the person writes.
    g_assert_false(form_is_locked(service_question(service, "address"), card));
    g_assert_false(form_is_locked(service_question(service, "name"), NULL));
    g_assert_false(form_is_locked(service_question(service, "phone"), card));
    json_decref(card);
    json_decref(answers);
    service_destroy(service);
}

static void
test_form__a_card_without_a_chinese_name_gives_the_latin_one(void)
{
    struct service *service = asking(waiting);
    json_t *card = json_pack("{s:s, s:s}", "name", "", "name_latin", "JOHN SMITH");
    json_t *answers = json_object();
    form_prefill(service, card, answers);
    g_assert_cmpstr(json_text(answers, "name", ""), ==, "JOHN SMITH");
    g_assert_true(form_is_locked(service_question(service, "name"), card));
    json_decref(card);
    json_decref(answers);
    service_destroy(service);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/form/waits",
                    test_form__a_question_waits_for_its_answer_through_a_chain);
    g_test_add_func("/form/at-once", test_form__tells_all_defects_at_once_in_order);
    g_test_add_func("/form/materials", test_form__counts_pages_of_materials);
    g_test_add_func("/form/pages", test_form__tells_how_many_pages_are_missing);
    g_test_add_func("/form/prefill", test_form__prefill_leaves_what_is_answered);
    g_test_add_func("/form/latin-name",
                    test_form__a_card_without_a_chinese_name_gives_the_latin_one);
    return g_test_run();
}
