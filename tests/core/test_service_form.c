// SPDX-License-Identifier: Apache-2.0
// What an author hears of pages that repeat, rules, who applies, and the newer kinds.
#include "core/service.h"

#include <string.h>

#include "base/json.h"
#include "tests/support/assets.h"

#define EVERY_KIND "tests/support/services/every-kind/service.json"

/* The service of every kind with `value` put at `pointer`; NULL takes the member out. */
static json_t *
changed(const char *pointer, const char *value)
{
    json_t *definition = assets_json(EVERY_KIND);
    char *parent_pointer = g_strdup(pointer);
    char *slash = strrchr(parent_pointer, '/');
    *slash = '\0';
    json_t *parent = json_at(definition, parent_pointer);
    g_assert_nonnull(parent);
    json_t *put = value == NULL ? NULL : json_loads(value, JSON_DECODE_ANY, NULL);
    if (json_is_array(parent))
        json_array_set_new(parent, (size_t)atoi(slash + 1), put);
    else if (put == NULL)
        json_object_del(parent, slash + 1);
    else
        json_object_set_new(parent, slash + 1, put);
    g_free(parent_pointer);
    return definition;
}

static bool
tells(const GPtrArray *defects, const char *pointer, const char *words)
{
    for (guint i = 0; i < defects->len; i++) {
        const struct schema_defect *defect = g_ptr_array_index(defects, i);
        if (strcmp(defect->pointer, pointer) == 0 &&
            strstr(defect->message, words) != NULL)
            return true;
        g_test_message("%s: %s", defect->pointer, defect->message);
    }
    return false;
}

static void
test_service__reads_every_kind(void)
{
    json_t *definition = assets_json(EVERY_KIND);
    struct service *service = service_create(definition, NULL);
    json_decref(definition);
    g_assert_nonnull(service);
    bool met[QUESTION_KIND_COUNT] = {0};
    for (size_t i = 0; i < service->page_count; i++)
        for (size_t j = 0; j < service->pages[i].question_count; j++) {
            g_assert_true(service->pages[i].questions[j].page == &service->pages[i]);
            met[service->pages[i].questions[j].kind] = true;
        }
    for (int kind = 0; kind < QUESTION_KIND_COUNT; kind++)
        if (!met[kind])
            g_error("the service of every kind asks nothing of kind %d", kind);
    const struct question_page *members = service_page(service, "members");
    g_assert_cmpint(members->repeat->min, ==, 1);
    g_assert_cmpint(members->repeat->max, ==, 4);
    g_assert_cmpstr(members->repeat->name_of->id, ==, "member_name");
    g_assert_true(service_may_apply(service, APPLICANT_GUARDIAN));
    g_assert_cmpstr(service_material(service, "bill")->id, ==, "bill");
    g_assert_cmpint(service_material(service, "bill")->page_max, ==, 3);
    g_assert_cmpstr(service_material(service, "household_register")->sample, ==,
                    "sample-register");
    g_assert_true(service->rules[1].at_page == members);
    g_assert_true(service->rules[2].at == service_question(service, "member_id"));
    service_destroy(service);
}

#define RULE(left, is, right, at)                                                        \
    "{\"id\":\"r\",\"left\":" left ",\"is\":\"" is "\",\"right\":" right ",\"at\":\"" at \
    "\",\"says\":{\"zh_CN\":\"x\"},\"remedy\":{\"zh_CN\":\"x\"}}"

struct row {
    const char *pointer, *value; // what is put where; NULL: taken out
    const char *told_at, *words; // NULL: it is good
};

static const struct row rows_of_pages[] = {
    {"/pages/2/questions/0/max", "11", "/pages/2/questions/0/max", "no min and max"},
    {"/pages/3/questions/1/max", "301", "/pages/3/questions/1/max", "0 to 300"},
    {"/pages/4/questions/2/min", "-1", "/pages/4/questions/2/min", "no minus"},
    {"/pages/3/questions/2/max", "40", "/pages/3/questions/2/max", "cannot be chosen"},
    {"/pages/3/questions/0/label/zh_CN", "\" \"", "/pages/3/questions/0/label/zh_CN",
     "only spaces"},
    {"/pages/3/questions/0/label/zh_CN", "\"a\\nb\"", "/pages/3/questions/0/label/zh_CN",
     "one line"},
    {"/pages/5/repeat/max", "0", "/pages/5/repeat/max", "at least one"},
    {"/pages/5/repeat/min", "5", "/pages/5/repeat/min", "greater than max"},
    {"/pages/5/repeat/max", "99", "/pages/5/repeat/max", "20"},
    {"/pages/5/repeat/named_by", "\"phone\"", "/pages/5/repeat/named_by", "of this page"},
    {"/pages/5/repeat/first_is_applicant", NULL, "/pages/5/questions/0/from_card",
     "first_is_applicant"},
    {"/pages/5/id", "\"phone\"", "/pages/5/id", "a question has this id"},
    {"/pages/5/questions/4/kind", "\"file\"", "/pages/5/questions/4/kind",
     "one material for all"},
    {"/pages/6/show_if", "{\"question\":\"relation\",\"value\":\"self\"}",
     "/pages/6/show_if/question", "for each entry"},
    {"/pages/6/show_if", "{\"question\":\"reason\",\"value\":[\"illness\",\"x\"]}",
     "/pages/6/show_if/value/1", "no such choice"},
    {"/pages/6/show_if", "{\"question\":\"reason\",\"value\":[]}",
     "/pages/6/show_if/value", "never holds"},
    {"/pages/7/show_if", "{\"question\":\"check_consent\",\"value\":1}",
     "/pages/7/show_if/question", "no value to wait for"},
    {"/pages/1/show_if/value", "\"company\"", "/pages/1/show_if/value",
     "nobody applies so"},
    {"/pages/2/questions/0/id", "\"applying_as\"", "/pages/2/questions/0/id", "taken"},
    {"/pages/2/questions/1/kind", "\"text\"", "/pages/2/questions/1/region",
     "must be address"},
    {"/pages/2/questions/1/region", "\"99999\"", "/pages/2/questions/1/region",
     "2, 4, 6, 9 or 12"},
    {"/pages/7/questions/0/max", "17", "/pages/7/questions/0/max", "1 to 16"},
    {"/pages/6/questions/0/from_card", "\"name\"", "/pages/6/questions/0/from_card",
     "holds texts"},
    {"/pages/1/questions/1/kind", "\"text\"", "/applicants", "credit_code"},
};

static const struct row rows_of_others[] = {
    {"/server_type", "[\"natural_person\"]", "/server_type", "list \"enterprise\""},
    {"/task_state", "\"paused\"", "/task_state", "add elsewhere"},
    {"/anticipate_day", "5", "/promise_day", "more than the law allows"},
    {"/channels", "[\"terminal\",\"window\",\"window\"]", "/channels/2", "earlier"},
    {"/applicants/1", "\"self\"", "/applicants/1", "earlier in this list"},
    {"/applicants/1", "\"company\"", "/applicants/1", "enterprise"},
    {"/materials/2/is_need", "false", "/applicants", "mandate"},
    {"/materials/2/id", "\"bill\"", "/materials/2/id", "kind file"},
    {"/assurance", "\"none\"", "/applicants", "assurance must not be none"},
    {"/assurance", "\"none\"", "/card_may_be_typed", "no card"},
    {"/materials/0/sample", "\"x\"", "/materials/0/sample", "not scanned"},
    {"/materials/3/show_if/question", "\"nothing\"", "/materials/3/show_if/question",
     "no question has this id"},
};

static const struct row rows_of_rules[] = {
    {"/rules/0/left/question", "\"untill\"", "/rules/0/left/question",
     "\"until\" is near"},
    {"/rules/0", RULE("{\"question\":\"days\"}", "more", "{\"value\":366}", "days"),
     "/rules/0/is", "can ever fulfil"},
    {"/rules/0", RULE("{\"question\":\"days\"}", "at_least", "{\"value\":366}", "days"),
     NULL, NULL},
    {"/rules/0",
     RULE("{\"question\":\"since\"}", "more", "{\"today\":true,\"plus\":3}", "since"),
     "/rules/0/is", "can ever fulfil"},
    {"/rules/0",
     RULE("{\"question\":\"days\"}", "less", "{\"question\":\"days\"}", "days"),
     "/rules/0/is", "can ever fulfil"},
    {"/rules/0", RULE("{\"count\":\"members\"}", "more", "{\"value\":4}", "members"),
     "/rules/0/is", "can ever fulfil"},
    {"/rules/0", RULE("{\"sum\":\"income\"}", "more", "{\"value\":40000000}", "members"),
     "/rules/0/is", "can ever fulfil"},
    {"/rules/0", RULE("{\"age_of\":\"id_number\"}", "less", "{\"value\":0}", "id_number"),
     "/rules/0/is", "can ever fulfil"},
    {"/rules/0",
     RULE("{\"question\":\"reason\"}", "equal", "{\"value\":\"rain\"}", "reason"),
     "/rules/0/right/value", "no such choice"},
    {"/rules/0", RULE("{\"sex_of\":\"id_number\"}", "equal", "{\"value\":\"m\"}", "sex"),
     "/rules/0/right/value", "no such choice"},
    {"/rules",
     "[" RULE("{\"question\":\"days\"}", "more", "{\"value\":5}", "days") "," RULE(
         "{\"question\":\"days\"}", "less", "{\"value\":5}", "days") "]",
     "/rules/1", "together"},
    {"/rules/0/at", "\"contact\"", "/rules/0/at", "no repeated page"},
    {"/rules/1/id", "\"until_after_since\"", "/rules/1/id", "same id"},
    {"/rules/0/is", "\"after\"", "/rules/0/is", "at_least"},
    {"/rules/0", RULE("{}", "equal", "{\"value\":1}", "days"), "/rules/0/left",
     "exactly one"},
    {"/rules/0", RULE("{\"value\":1,\"today\":true}", "equal", "{\"value\":1}", "days"),
     "/rules/0/left", "exactly one"},
    {"/rules/0", RULE("{\"question\":\"days\"}", "less", "{\"today\":true}", "days"),
     "/rules/0/right", "different kinds"},
    {"/rules/0",
     RULE("{\"question\":\"reason\"}", "less", "{\"value\":\"other\"}", "days"),
     "/rules/0/is", "equal or different"},
    {"/rules/0",
     RULE("{\"question\":\"reason\",\"plus\":1}", "equal", "{\"value\":\"other\"}",
          "days"),
     "/rules/0/left/plus", "can have something added"},
    {"/rules/0", RULE("{\"question\":\"income\"}", "less", "{\"value\":1}", "days"),
     "/rules/0/left/question", "use sum"},
    {"/rules/0", RULE("{\"sum\":\"cost\"}", "less", "{\"value\":1}", "days"),
     "/rules/0/left/sum", "on a repeated page"},
    {"/rules/0", RULE("{\"count\":\"contact\"}", "less", "{\"value\":1}", "days"),
     "/rules/0/left/count", "no repeated page"},
    {"/rules/0", RULE("{\"age_of\":\"phone\"}", "less", "{\"value\":1}", "days"),
     "/rules/0/left/age_of", "an ID number is wanted"},
    {"/rules/0", RULE("{\"age_of\":\"nobody\"}", "less", "{\"value\":1}", "days"),
     "/rules/0/left/age_of", "no question has this id"},
    {"/rules/0",
     RULE("{\"birth_of\":\"id_number\"}", "equal", "{\"question\":\"birth\"}", "birth"),
     NULL, NULL},
    {"/rules/0",
     RULE("{\"sex_of\":\"id_number\"}", "equal", "{\"question\":\"sex\"}", "sex"), NULL,
     NULL},
    {"/rules/0",
     RULE("{\"count\":\"members\"}", "at_least", "{\"question\":\"days\",\"plus\":-3}",
          "days"),
     NULL, NULL},
    {"/rules/0",
     RULE("{\"question\":\"until\"}", "at_most", "{\"today\":true,\"plus\":3}", "until"),
     NULL, NULL},
};

static void
look_at(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        json_t *definition = changed(rows[i].pointer, rows[i].value);
        GPtrArray *defects = schema_defects_new();
        struct service *service = service_create(definition, defects);
        bool good = rows[i].words == NULL
                        ? service != NULL
                        : service == NULL &&
                              tells(defects, rows[i].told_at, rows[i].words);
        if (!good) {
            tells(defects, "nowhere", "");
            g_error("row %zu: %s", i, rows[i].pointer);
        }
        service_destroy(service);
        g_ptr_array_unref(defects);
        json_decref(definition);
    }
}

static void
test_service__tells_what_is_wrong_with_pages_and_questions(void)
{
    look_at(rows_of_pages, G_N_ELEMENTS(rows_of_pages));
}

static void
test_service__tells_what_is_wrong_with_applicants_and_materials(void)
{
    look_at(rows_of_others, G_N_ELEMENTS(rows_of_others));
}

static void
test_service__tells_what_is_wrong_with_rules(void)
{
    look_at(rows_of_rules, G_N_ELEMENTS(rows_of_rules));
}

/* Whatever member of whatever part becomes nonsense is told, and nothing crashes. */
static void
spoil_all(json_t *whole, json_t *part)
{
    static const char *const nonsense[] = {"null", "[]", "{}", "\"\"", "-1", "[null]"};
    const char *name;
    json_t *member;
    size_t index;
    void *next;
    json_array_foreach (part, index, member)
        spoil_all(whole, member);
    json_object_foreach_safe(part, next, name, member)
    {
        spoil_all(whole, member);
        char *kept_name = g_strdup(name);
        json_t *kept = json_incref(member);
        for (size_t i = 0; i < G_N_ELEMENTS(nonsense); i++) {
            json_object_set_new(part, kept_name,
                                json_loads(nonsense[i], JSON_DECODE_ANY, NULL));
            GPtrArray *defects = schema_defects_new();
            struct service *service = service_create(whole, defects);
            g_assert_cmpint(service == NULL, ==, defects->len > 0);
            service_destroy(service);
            g_ptr_array_unref(defects);
        }
        json_object_set_new(part, kept_name, kept);
        g_free(kept_name);
    }
}

static void
test_service__survives_nonsense_in_every_part(void)
{
    json_t *whole = assets_json(EVERY_KIND);
    static const char *const parts[] = {"/pages/1", "/pages/5/repeat", "/rules/0",
                                        "/rules/2", "/materials/2",    "/applicants"};
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        spoil_all(whole, json_at(whole, parts[i]));
    json_decref(whole);
}

static void
test_service__a_long_text_is_advice_and_no_mistake(void)
{
    GPtrArray *defects = schema_defects_new();
    json_t *whole = assets_json(EVERY_KIND);
    json_object_set_new(json_at(whole, "/pages/3/title"), "zh_CN",
                        json_string("一二三四五六七八九十一二三四五六七八九"));
    struct service *service = service_create(whole, defects);
    g_assert_nonnull(service);
    service_destroy(service);
    service_advise(whole, defects);
    g_assert_cmpuint(defects->len, ==, 1);
    const struct schema_defect *advice = defects->pdata[0];
    g_assert_cmpstr(advice->pointer, ==, "/pages/3/title/zh_CN");
    g_assert_nonnull(strstr(advice->message, "up to 18 Han"));
    json_decref(whole);
    g_ptr_array_unref(defects);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/service/every-kind", test_service__reads_every_kind);
    g_test_add_func("/service/between/pages",
                    test_service__tells_what_is_wrong_with_pages_and_questions);
    g_test_add_func("/service/between/others",
                    test_service__tells_what_is_wrong_with_applicants_and_materials);
    g_test_add_func("/service/between/rules",
                    test_service__tells_what_is_wrong_with_rules);
    g_test_add_func("/service/advice",
                    test_service__a_long_text_is_advice_and_no_mistake);
    g_test_add_func("/service/parts", test_service__survives_nonsense_in_every_part);
    return g_test_run();
}
