// SPDX-License-Identifier: Apache-2.0
// Forms with entries, rules between answers, and answers that are no texts.
#include "core/form.h"

#include <string.h>

#include "base/json.h"
#include "tests/support/assets.h"

#define EVERY_KIND "tests/support/services/every-kind/service.json"

static const struct clock_date today = {
    .year = 2026, .month = 11, .day = 21, .weekday = 6};

static struct service *
every_kind(void)
{
    json_t *definition = assets_json(EVERY_KIND);
    struct service *service = service_create(definition, NULL);
    g_assert_nonnull(service);
    json_decref(definition);
    return service;
}

/* All that is wanted, and all good. */
static json_t *
good_answers(void)
{
    json_t *answers = json_loads(
        "{\"name\":\"王小明\",\"id_number\":\"999999195001010018\",\"sex\":\"male\","
        "\"birth\":\"1950-01-01\",\"phone\":\"10000001234\","
        "\"home\":{\"region\":\"999999001002\",\"region_name\":\"示例县青山镇石桥村\","
        "\"detail\":\"三组8号\"},"
        "\"reason\":\"illness\",\"insured\":true,\"since\":\"2026-10-01\","
        "\"until\":\"2026-10-09\",\"days\":8,\"cost\":123450,"
        "\"account\":\"4111111111111111\","
        "\"members\":[{\"member_name\":\"王小明\",\"member_id\":\"999999195001010018\","
        "\"relation\":\"self\",\"income\":200000},"
        "{\"member_name\":\"王芳\",\"member_id\":\"999999200002290035\","
        "\"relation\":\"spouse\",\"income\":300000}],"
        "\"check_consent\":[[10,10,20,20],[5,5,6,6]]}",
        0, NULL);
    g_assert_nonnull(answers);
    return answers;
}

static json_t *
entry(json_t *answers, size_t index)
{
    return json_array_get(json_object_get(answers, "members"), index);
}

static GArray *
check(const struct service *service, const json_t *answers)
{
    json_t *given = json_loads("{\"household_register\":1,\"mandate\":1,\"licence\":1,"
                               "\"id_card\":1}",
                               0, NULL);
    GArray *defects = form_check(service, answers, given, &today);
    json_decref(given);
    return defects;
}

/* There is one defect, of this problem, at this id and entry. */
static void
assert_one(const struct service *service, const json_t *answers, const char *id,
           int entry_number, enum field_problem problem, const char *says)
{
    GArray *defects = check(service, answers);
    g_assert_cmpuint(defects->len, ==, 1);
    const struct field_defect *defect = &g_array_index(defects, struct field_defect, 0);
    char *text = field_defect_says(defect, "zh_CN");
    char *remedy = field_defect_remedy(defect, "zh_CN");
    g_assert_cmpstr(field_defect_id(defect), ==, id);
    g_assert_cmpint(defect->entry, ==, entry_number);
    g_assert_cmpint(defect->problem, ==, problem);
    g_assert_cmpstr(text, ==, says);
    g_assert_true(remedy[0] != '\0');
    g_assert_nonnull(field_defect_label(defect));
    g_free(text);
    g_free(remedy);
    g_array_unref(defects);
}

static void
test_form__good_answers_have_no_defect(void)
{
    struct service *service = every_kind();
    json_t *answers = good_answers();
    GArray *defects = check(service, answers);
    g_assert_cmpuint(defects->len, ==, 0);
    g_array_unref(defects);
    json_decref(answers);
    service_destroy(service);
}

static void
test_form__tells_defects_of_entries_with_their_place(void)
{
    struct service *service = every_kind();
    json_t *answers = good_answers();
    json_object_set_new(entry(answers, 1), "member_id", json_string("99999920000229003"));
    assert_one(service, answers, "member_id", 2, FIELD_TOO_SHORT,
               "现在是17位，身份证号要18位");
    json_decref(answers);

    answers = good_answers();
    json_object_del(answers, "members");
    assert_one(service, answers, "members", 0, FIELD_TOO_SHORT, "现在有0个，至少要1个");
    json_decref(answers);

    answers = good_answers();
    for (int i = 0; i < 3; i++)
        json_array_append(json_object_get(answers, "members"), entry(answers, 1));
    json_object_set_new(entry(answers, 1), "income", json_integer(0));
    assert_one(service, answers, "members", 0, FIELD_TOO_LONG, "现在有5个，最多4个");
    json_decref(answers);
    service_destroy(service);
}

static void
test_form__rules_hold_between_answers(void)
{
    struct service *service = every_kind();
    json_t *answers = good_answers();
    json_object_set_new(answers, "until", json_string("2026-09-30"));
    assert_one(service, answers, "until", 0, FIELD_RULE, "结束比开始早");
    // What is wrong in itself is told at its own place, and the rule is silent.
    json_object_set_new(answers, "since", json_string("2026-02-30"));
    assert_one(service, answers, "since", 0, FIELD_NO_SUCH_DAY, "日历上没有这一天");
    json_decref(answers);

    answers = good_answers(); // of all entries together
    json_object_set_new(entry(answers, 1), "income", json_integer(800001));
    assert_one(service, answers, "members", 0, FIELD_RULE, "全家一个月超过1万元");
    json_decref(answers);

    answers = good_answers(); // of one entry, and only while its condition holds
    json_object_set_new(entry(answers, 1), "relation", json_string("child"));
    json_object_set_new(entry(answers, 1), "school", json_string("一中"));
    assert_one(service, answers, "member_id", 2, FIELD_RULE, "孩子要不满25岁");
    json_decref(answers);
    service_destroy(service);
}

static void
test_form__every_relation_means_what_it_says(void)
{
    static const struct {
        const char *left, *is, *right;
        bool holds;
    } rows[] = {
        {"{\"question\":\"days\"}", "equal", "{\"value\":8}", true},
        {"{\"question\":\"days\"}", "equal", "{\"value\":9}", false},
        {"{\"question\":\"days\"}", "different", "{\"value\":9}", true},
        {"{\"question\":\"days\"}", "less", "{\"value\":8}", false},
        {"{\"question\":\"days\"}", "at_most", "{\"value\":8}", true},
        {"{\"question\":\"days\"}", "more", "{\"value\":7}", true},
        {"{\"question\":\"days\"}", "at_least", "{\"value\":9}", false},
        {"{\"question\":\"days\",\"plus\":2}", "equal", "{\"value\":10}", true},
        {"{\"today\":true}", "equal", "{\"value\":\"2026-11-21\"}", true},
        {"{\"today\":true,\"plus\":40}", "equal", "{\"value\":\"2026-12-31\"}", true},
        {"{\"question\":\"reason\"}", "equal", "{\"value\":\"illness\"}", true},
        {"{\"question\":\"reason\"}", "different", "{\"value\":\"illness\"}", false},
        {"{\"question\":\"insured\"}", "equal", "{\"value\":true}", true},
        {"{\"question\":\"cost\"}", "less", "{\"value\":200000}", true},
        {"{\"count\":\"members\"}", "equal", "{\"value\":2}", true},
        {"{\"sum\":\"income\"}", "equal", "{\"value\":500000}", true},
        {"{\"age_of\":\"id_number\"}", "equal", "{\"value\":76}", true},
        {"{\"age_of\":\"birth\"}", "equal", "{\"value\":76}", true},
        {"{\"birth_of\":\"id_number\"}", "equal", "{\"question\":\"birth\"}", true},
        {"{\"sex_of\":\"id_number\"}", "equal", "{\"question\":\"sex\"}", true},
        {"{\"count\":\"helped\"}", "more", "{\"value\":0}", true}, // unanswered: silent
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        json_t *definition = assets_json(EVERY_KIND), *answers = good_answers();
        json_t *rule = json_at(definition, "/rules/0");
        json_object_set_new(rule, "at", json_string("phone"));
        json_object_set_new(rule, "is", json_string(rows[i].is));
        json_object_set_new(rule, "left", json_loads(rows[i].left, 0, NULL));
        json_object_set_new(rule, "right", json_loads(rows[i].right, 0, NULL));
        struct service *service = service_create(definition, NULL);
        g_assert_nonnull(service);
        const struct question *phone = service_question(service, "phone");
        bool broken = form_broken_rule(service, phone, answers, NULL, &today) != NULL;
        if (broken == rows[i].holds)
            g_error("row %zu", i);
        service_destroy(service);
        json_decref(definition);
        json_decref(answers);
    }
}

static void
test_form__shows_pages_and_papers_by_who_applies(void)
{
    struct service *service = every_kind();
    json_t *answers = good_answers();
    const struct question_page *unit = service_page(service, "unit");
    const struct material *mandate = service_material(service, "mandate");
    g_assert_cmpint(form_applicant(service, answers), ==, APPLICANT_SELF);
    g_assert_false(form_page_is_shown(service, unit, answers));
    g_assert_false(form_material_is_wanted(service, mandate, answers));
    json_object_set_new(answers, SERVICE_APPLYING_AS, json_string("agent"));
    g_assert_true(form_material_is_wanted(service, mandate, answers));
    json_object_set_new(answers, SERVICE_APPLYING_AS, json_string("enterprise"));
    g_assert_true(form_page_is_shown(service, unit, answers));
    GArray *defects = check(service, answers);
    g_assert_cmpuint(defects->len, ==, 2); // name and code of the enterprise
    g_array_unref(defects);
    json_object_set_new(answers, "unit_name", json_string("青山镇示例合作社"));
    json_object_set_new(answers, "unit_code", json_string("91350100M000100Y44"));
    assert_one(service, answers, "unit_code", 0, FIELD_WRONG_DIGIT,
               "最后一位和前面17位对不上");
    json_object_set_new(answers, "unit_code", json_string("91350100M000100Y43"));
    defects = check(service, answers);
    g_assert_cmpuint(defects->len, ==, 0);
    g_array_unref(defects);
    json_decref(answers);
    service_destroy(service);
}

static void
test_form__gives_only_what_is_shown(void)
{
    struct service *service = every_kind();
    json_t *answers = good_answers();
    json_object_set_new(answers, "other_reason", json_string("went away"));
    json_object_set_new(answers, "unit_code", json_string("went away"));
    json_object_set_new(entry(answers, 0), "school", json_string("went away"));
    json_object_set_new(answers, SERVICE_APPLYING_AS, json_string("self"));
    json_t *given = form_given(service, answers), *wanted = good_answers();
    json_object_set_new(wanted, SERVICE_APPLYING_AS, json_string("self"));
    g_assert_true(json_equal(given, wanted));
    json_decref(given);
    json_decref(wanted);

    GArray *lines = form_lines(service, answers);
    const struct form_line *last =
        &g_array_index(lines, struct form_line, lines->len - 1);
    g_assert_cmpstr(last->question->id, ==, "check_consent");
    g_assert_cmpint(last->entry, ==, -1);
    g_assert_cmpint((last - 1)->entry, ==, 1);
    g_array_unref(lines);
    json_decref(answers);
    service_destroy(service);
}

static void
test_form__the_card_fills_the_first_entry(void)
{
    struct service *service = every_kind();
    json_t *answers = json_object();
    json_t *card =
        json_pack("{s:s, s:s}", "name", "欧阳䶮", "id_number", "999999195001010018");
    form_prefill(service, card, answers);
    form_prefill(service, card, answers); // once more changes nothing
    g_assert_cmpuint(json_array_size(json_object_get(answers, "members")), ==, 1);
    g_assert_cmpstr(json_text(entry(answers, 0), "member_name", ""), ==, "欧阳䶮");
    const struct question_page *members = service_page(service, "members");
    char *named = form_entry_title(members, entry(answers, 0), 0, "zh_CN");
    char *unnamed = form_entry_title(members, NULL, 1, "zh_CN");
    g_assert_cmpstr(named, ==, "家庭成员1：欧阳䶮");
    g_assert_cmpstr(unnamed, ==, "家庭成员2");
    g_free(named);
    g_free(unnamed);
    json_decref(card);
    json_decref(answers);
    service_destroy(service);
}

static void
test_field__newer_kinds_have_their_rules(void)
{
    static const struct {
        const char *question, *value;
        enum field_problem wanted;
    } rows[] = {
        {"unit_code", "\"91350100M000100Y43\"", FIELD_GOOD},
        {"unit_code", "\"91350100M000100Y4\"", FIELD_TOO_SHORT},
        {"unit_code", "\"91350100M000100Y433\"", FIELD_TOO_LONG},
        {"unit_code", "\"91350100m000100Y43\"", FIELD_WRONG_FORM},
        {"unit_code", "\"91350100M000100Y34\"", FIELD_WRONG_DIGIT},
        {"check_consent", "null", FIELD_MISSING},
        {"check_consent", "[]", FIELD_MISSING},
        {"check_consent", "[[1,2]]", FIELD_GOOD},
        {"check_consent", "[[1]]", FIELD_WRONG_FORM},
        {"check_consent", "[[1,2,3]]", FIELD_WRONG_FORM},
        {"check_consent", "[[1,1001]]", FIELD_WRONG_FORM},
        {"check_consent", "\"王\"", FIELD_WRONG_FORM},
        {"bill", "null", FIELD_GOOD},
        {"home", "\"示例县青山镇石桥村8号\"", FIELD_GOOD},
        {"home", "{\"region\":\"999999001\",\"region_name\":\"x\",\"detail\":\"8\"}",
         FIELD_GOOD},
        {"home", "{\"region\":\"999999001\",\"region_name\":\"x\"}", FIELD_TOO_SHORT},
        {"home", "{\"region\":\"999998001\",\"region_name\":\"x\",\"detail\":\"8\"}",
         FIELD_WRONG_FORM},
        {"home", "{\"region\":\"9x\",\"region_name\":\"x\",\"detail\":\"8\"}",
         FIELD_WRONG_FORM},
        {"home", "{\"detail\":\"8\"}", FIELD_WRONG_FORM},
        {"home", "{\"region\":\"999999001\",\"region_name\":\"x\",\"detail\":8}",
         FIELD_WRONG_FORM},
    };
    struct service *service = every_kind();
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        json_t *value = json_loads(rows[i].value, JSON_DECODE_ANY, NULL);
        struct field_defect defect =
            field_check(service_question(service, rows[i].question), value, &today);
        if (defect.problem != rows[i].wanted)
            g_error("row %zu: %d", i, defect.problem);
        json_decref(value);
    }
    const struct question *code = service_question(service, "unit_code");
    char *typed = field_type(code, "91350100", "m");
    g_assert_cmpstr(typed, ==, "91350100M");
    g_assert_null(field_type(code, "9", "-"));
    g_free(typed);
    json_t *answers = good_answers();
    const struct question *home = service_question(service, "home");
    char *shown = field_shown(home, json_object_get(answers, "home"), "zh_CN", false);
    char *text = field_text(home, json_object_get(answers, "home"));
    g_assert_cmpstr(shown, ==, "示例县青山镇石桥村三组8号");
    g_assert_cmpstr(text, ==, "三组8号");
    g_free(shown);
    g_free(text);
    shown = field_shown(service_question(service, "check_consent"),
                        json_object_get(answers, "check_consent"), "zh_CN", false);
    g_assert_cmpstr(shown, ==, "已签名");
    g_free(shown);
    json_decref(answers);
    service_destroy(service);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    assets_speak("zh_CN");
    g_test_add_func("/form/good", test_form__good_answers_have_no_defect);
    g_test_add_func("/form/entries",
                    test_form__tells_defects_of_entries_with_their_place);
    g_test_add_func("/form/rules", test_form__rules_hold_between_answers);
    g_test_add_func("/form/relations", test_form__every_relation_means_what_it_says);
    g_test_add_func("/form/applicants", test_form__shows_pages_and_papers_by_who_applies);
    g_test_add_func("/form/given", test_form__gives_only_what_is_shown);
    g_test_add_func("/form/prefill-entry", test_form__the_card_fills_the_first_entry);
    g_test_add_func("/field/newer-kinds", test_field__newer_kinds_have_their_rules);
    return g_test_run();
}
