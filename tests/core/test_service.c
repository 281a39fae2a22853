// SPDX-License-Identifier: Apache-2.0
#include "core/service.h"

#include <limits.h>
#include <string.h>

#include "base/json.h"
#include "tests/support/assets.h"
#include <kiosk/card.h>

#define MEDICAL "assets/services/medical-insurance/service.json"

/* The shipped definition with the value at `pointer` (an object member or array item) put
 * in place of what stands there; takes `value`; NULL takes the member out. */
static json_t *
changed(const char *pointer, json_t *value)
{
    json_t *definition = assets_json(MEDICAL);
    char *parent_pointer = g_strdup(pointer);
    char *slash = strrchr(parent_pointer, '/');
    *slash = '\0';
    json_t *parent = json_at(definition, parent_pointer);
    g_assert_nonnull(parent);
    if (json_is_array(parent) && g_ascii_isdigit(slash[1]))
        json_array_set_new(parent, (size_t)atoi(slash + 1), value);
    else if (json_is_array(parent))
        json_array_append_new(parent, value);
    else if (value == NULL)
        json_object_del(parent, slash + 1);
    else
        json_object_set_new(parent, slash + 1, value);
    g_free(parent_pointer);
    return definition;
}

/* Whether one of the defects stands at `pointer` and says `words`. */
static bool
tells(const GPtrArray *defects, const char *pointer, const char *words)
{
    for (guint i = 0; i < defects->len; i++) {
        const struct schema_defect *defect = g_ptr_array_index(defects, i);
        if (strcmp(defect->pointer, pointer) == 0 &&
            strstr(defect->message, words) != NULL)
            return true;
    }
    for (guint i = 0; i < defects->len; i++) {
        const struct schema_defect *defect = g_ptr_array_index(defects, i);
        g_test_message("%s: %s", defect->pointer, defect->message);
    }
    return false;
}

static void
test_service__reads_the_medical_insurance(void)
{
    json_t *definition = assets_json(MEDICAL);
    GPtrArray *defects = schema_defects_new();
    struct service *service = service_create(definition, defects);
    json_decref(definition); // the service keeps what it needs
    g_assert_cmpuint(defects->len, ==, 0);
    g_assert_cmpstr(service->id, ==, "medical-insurance");
    g_assert_cmpstr(service_text(service->name, "zh_CN"), ==,
                    "城乡居民基本医疗保险参保登记");
    g_assert_cmpstr(service_text(service->name, "bo"), ==,
                    "城乡居民基本医疗保险参保登记");
    g_assert_cmpstr(service_text(service->short_name, "en"), ==, "Medical insurance");
    g_assert_cmpstr(service_text(NULL, "en"), ==, "");
    g_assert_cmpstr(service->group, ==, "medical");
    g_assert_true(service->self_service && service->frequent);
    g_assert_cmpuint(service->page_count, ==, 2);

    const struct question *phone = service_question(service, "phone");
    g_assert_cmpint(phone->kind, ==, QUESTION_PHONE);
    g_assert_true(phone->required && !phone->locked);
    g_assert_cmpint(phone->min, ==, INT_MIN);
    g_assert_cmpint(phone->max, ==, INT_MAX);
    const struct question *category = service_question(service, "category");
    g_assert_cmpuint(category->choice_count, ==, 4);
    g_assert_cmpstr(category->choices[3].value, ==, "disabled");
    g_assert_cmpstr(service_text(category->choices[0].label, "zh_CN"), ==, "普通居民");
    g_assert_true(service_question(service, "id_number")->locked);
    g_assert_null(service_question(service, "nothing"));

    const struct material *book = service_material(service, "household_register");
    g_assert_cmpint(book->how, ==, MATERIAL_SCAN);
    g_assert_cmpint(book->page_num, ==, 1);
    g_assert_cmpint(book->page_max, ==, 2);
    g_assert_true(book->may_defer);
    g_assert_cmpint(book->defer_days, ==, 10);
    g_assert_cmpint(service_material(service, "id_card")->how, ==, MATERIAL_CARD);
    g_assert_null(service_material(service, "nothing"));
    service_destroy(service);
    service_destroy(NULL);
    g_ptr_array_unref(defects);
}

static void
test_service__tells_what_an_author_did_wrong(void)
{
    static const struct {
        const char *pointer; // what is put there
        const char *value;   // JSON; NULL: taken out
        const char *told_at;
        const char *words;
    } rows[] = {
        {"/task_name", NULL, "", "task_name"},
        {"/pormise_day", "3", "/pormise_day", "\"promise_day\" is near"},
        {"/pages/1/questions/0/requierd", "true", "/pages/1/questions/0/requierd",
         "\"required\" is near"},
        {"/project_type", "\"fast\"", "/project_type", "instant"},
        {"/promise_day", "5", "/promise_day", "instant"},
        {"/project_type", "\"promised\"", "/promise_day", "needs its days"},
        {"/task_name", "{\"en\":\"only\"}", "/task_name", "zh_CN"},
        {"/pages/1/questions/0/id", "\"name\"", "/pages/1/questions/0/id", "same id"},
        {"/pages/1/id", "\"applicant\"", "/pages/1/id", "same id"},
        {"/pages/1/questions/0/from_card", "\"nmae\"", "/pages/1/questions/0/from_card",
         "name"},
        {"/pages/1/questions/0/locked", "true", "/pages/1/questions/0/locked",
         "from_card"},
        {"/pages/1/questions/1/choices", "[]", "/pages/1/questions/1/choices",
         "nothing to choose"},
        {"/pages/1/questions/0/choices", "[]", "/pages/1/questions/0/choices",
         "only kinds choice"},
        {"/pages/1/questions/1/choices/1/value", "\"ordinary\"",
         "/pages/1/questions/1/choices/1/value", "same value"},
        {"/pages/1/questions/0/show_if",
         "{\"question\":\"category\",\"value\":\"pupil\"}",
         "/pages/1/questions/0/show_if/question", "comes later"},
        {"/pages/1/questions/0/show_if",
         "{\"question\":\"fone\",\"value\":\"pupil\"}",
         "/pages/1/questions/0/show_if/question", "no question has this id"},
        {"/pages/1/questions/0/show_if", "{\"question\":\"phone\",\"value\":\"1\"}",
         "/pages/1/questions/0/show_if/question", "its own answer"},
        {"/pages/1/questions/1/show_if", "{\"question\":\"sex\",\"value\":\"mail\"}",
         "/pages/1/questions/1/show_if/value", "no such choice"},
        {"/pages/0/questions/3/kind", "\"number\"", "/pages/0/questions/3/from_card",
         "holds texts"},
        {"/pages/1/questions/0/min", "5", "/pages/1/questions/0/min", "no min and max"},
        {"/materials/1/id", "\"id_card\"", "/materials/1/id", "same id"},
        {"/materials/1/id", "\"household-register\"", "/materials/1/id", "must be"},
        {"/materials/1/page_num", "3", "/materials/1/page_max", "less than"},
        {"/materials/1/page_titles", "[]", "/materials/1/page_titles", "fewer titles"},
        {"/materials/1/defer_days", NULL, "/materials/1/may_defer", "defer_days"},
        {"/materials/0/may_defer", "true", "/materials/0/may_defer", "cannot be brought"},
        {"/assurance", "\"none\"", "/materials/0/how", "no card"},
        {"/assurance", "\"none\"", "/pages/0/questions/0/from_card", "no card"},
        {"/next_steps/0/until", "\"12-31\"", "/next_steps/0", "exactly one"},
        {"/next_steps/1/when", NULL, "/next_steps/1", "exactly one"},
        {"/next_steps/2/until", "\"02-30\"", "/next_steps/2/until", "MM-DD"},
        {"/next_steps/2/until", "\"12/31\"", "/next_steps/2/until", "MM-DD"},
        {"/next_steps/2/until", "\"1x-31\"", "/next_steps/2/until", "MM-DD"},
        {"/next_steps/2/day_type", "\"working\"", "/next_steps/2/day_type", "belongs to"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        json_t *value = rows[i].value == NULL
                            ? NULL
                            : json_loads(rows[i].value, JSON_DECODE_ANY, NULL);
        json_t *definition = changed(rows[i].pointer, value);
        GPtrArray *defects = schema_defects_new();
        struct service *service = service_create(definition, defects);
        if (rows[i].words == NULL)
            g_assert_nonnull(service);
        else if (service != NULL || !tells(defects, rows[i].told_at, rows[i].words))
            g_error("row %zu: not told at %s", i, rows[i].told_at);
        service_destroy(service);
        g_ptr_array_unref(defects);
        json_decref(definition);
    }
}

static void
test_service__tells_min_above_max(void)
{
    json_t *definition = changed("/pages/1/questions/0/min", json_integer(5));
    json_object_set_new(json_at(definition, "/pages/1/questions/0"), "kind",
                        json_string("number"));
    json_object_set_new(json_at(definition, "/pages/1/questions/0"), "max",
                        json_integer(4));
    GPtrArray *defects = schema_defects_new();
    g_assert_null(service_create(definition, defects));
    g_assert_true(tells(defects, "/pages/1/questions/0/min", "greater than max"));
    g_ptr_array_unref(defects);
    json_decref(definition);
}

/* Every mistake at once, those of both passes. */
static void
test_service__tells_everything_at_once(void)
{
    json_t *definition = changed("/icon", json_integer(1));
    json_object_set_new(json_at(definition, "/materials/1"), "id",
                        json_string("id_card"));
    json_object_set_new(json_at(definition, "/pages/1/questions/1"), "choices",
                        json_array());
    json_object_del(definition, "by_law");
    GPtrArray *defects = schema_defects_new();
    g_assert_null(service_create(definition, defects));
    g_assert_true(tells(defects, "/icon", ""));
    g_assert_true(tells(defects, "", "by_law"));
    g_assert_true(tells(defects, "/materials/1/id", "same id"));
    g_assert_true(tells(defects, "/pages/1/questions/1/choices", "nothing"));
    g_assert_cmpuint(defects->len, ==, 4);
    g_ptr_array_unref(defects);
    json_decref(definition);
}

/* The five that must be public (依据、程序、申报材料、承诺时限、收费标准) and all the rest:
 * whatever member is taken out or turned into nonsense is told, and nothing crashes. */
static void
test_service__survives_any_member_being_nonsense(void)
{
    static const char *const nonsense[] = {"null", "[]", "{}", "\"\"", "-1", "[null]"};
    json_t *whole = assets_json(MEDICAL);
    const char *name;
    json_t *member;
    json_object_foreach (whole, name, member)
        for (size_t i = 0; i < G_N_ELEMENTS(nonsense); i++) {
            json_t *definition = json_copy(whole);
            json_object_set_new(definition, name,
                                json_loads(nonsense[i], JSON_DECODE_ANY, NULL));
            GPtrArray *defects = schema_defects_new();
            struct service *service = service_create(definition, defects);
            g_assert_cmpint(service == NULL, ==, defects->len > 0);
            service_destroy(service);
            g_ptr_array_unref(defects);
            json_decref(definition);
        }
    for (size_t i = 0; i < G_N_ELEMENTS(nonsense); i++) {
        json_t *value = json_loads(nonsense[i], JSON_DECODE_ANY, NULL);
        g_assert_null(service_create(value, NULL));
        json_decref(value);
    }
    json_decref(whole);
}

static void
test_service__card_words_are_those_of_the_card(void)
{
    for (const struct schema_member *m = card_fields_members; m->name != NULL; m++) {
        bool fills = strcmp(m->name, "photo") != 0 && strcmp(m->name, "card_type") != 0;
        json_t *definition =
            changed("/pages/0/questions/0/from_card", json_string(m->name));
        struct service *service = service_create(definition, NULL);
        g_assert_cmpint(service != NULL, ==, fills);
        service_destroy(service);
        json_decref(definition);
    }
}

/* ---- catalogue ---- */

static json_t *
catalogue_of(json_t *services)
{
    return json_pack("{s:s, s:o, s:o}", "version", "abc", "groups",
                     assets_json("assets/services/groups.json"), "services", services);
}

static json_t *
medical_as(const char *id, int order)
{
    json_t *definition = changed("/id", json_string(id));
    json_object_set_new(definition, "order_num", json_integer(order));
    return definition;
}

static void
test_catalogue__reads_all_that_ships(void)
{
    struct catalogue *catalogue = assets_catalogue();
    g_assert_cmpuint(catalogue->count, >=, 14);
    g_assert_cmpuint(catalogue->group_count, ==, 8);
    g_assert_cmpuint(catalogue->life_event_count, ==, 6);
    g_assert_nonnull(catalogue_service(catalogue, "medical-insurance"));
    g_assert_null(catalogue_service(catalogue, "nothing"));
    const struct group *medical = catalogue_group(catalogue, "medical");
    g_assert_cmpstr(service_text(medical->name, "zh_CN"), ==, "看病生育");
    g_assert_cmpstr(medical->colour, ==, "jiang");
    g_assert_null(catalogue_group(catalogue, "nothing"));
    catalogue_destroy(catalogue);
    catalogue_destroy(NULL);
}

static void
test_catalogue__sorts_by_the_order_and_keeps_that_of_equals(void)
{
    json_t *whole =
        catalogue_of(json_pack("[o, o, o, o]", medical_as("c", 30), medical_as("a", 10),
                               medical_as("d", 30), medical_as("b", 20)));
    struct catalogue *catalogue = catalogue_create(whole, NULL);
    g_assert_cmpuint(catalogue->count, ==, 4);
    g_assert_cmpstr(catalogue->services[0]->id, ==, "a");
    g_assert_cmpstr(catalogue->services[1]->id, ==, "b");
    g_assert_cmpstr(catalogue->services[2]->id, ==, "c");
    g_assert_cmpstr(catalogue->services[3]->id, ==, "d");
    g_assert_cmpstr(catalogue->version, ==, "abc");
    catalogue_destroy(catalogue);
    json_decref(whole);
}

static void
test_catalogue__leaves_a_broken_service_out_and_keeps_the_others(void)
{
    json_t *broken = medical_as("broken", 1);
    json_object_set_new(json_at(broken, "/materials/1"), "id", json_string("id_card"));
    json_t *lost = medical_as("lost", 1);
    json_object_set_new(lost, "group", json_string("nowhere"));
    json_t *whole = catalogue_of(json_pack("[o, o, o, o]", broken, medical_as("good", 1),
                                           medical_as("good", 1), lost));
    GPtrArray *defects = schema_defects_new();
    struct catalogue *catalogue = catalogue_create(whole, defects);
    g_assert_cmpuint(catalogue->count, ==, 1);
    g_assert_cmpstr(catalogue->services[0]->id, ==, "good");
    g_assert_true(tells(defects, "/services/0/materials/1/id", "same id"));
    g_assert_true(tells(defects, "/services/2/id", "same id"));
    g_assert_true(tells(defects, "/services/3/group", "no such group"));
    g_assert_cmpuint(defects->len, ==, 3);
    catalogue_destroy(catalogue);
    g_ptr_array_unref(defects);
    json_decref(whole);
}

static void
test_catalogue__tells_of_a_life_event_that_is_not_there(void)
{
    json_t *service = medical_as("good", 1);
    json_object_set_new(service, "life_events", json_pack("[s, s]", "hardship", "no"));
    json_t *whole = catalogue_of(json_pack("[o]", service));
    json_object_set_new(whole, "life_events",
                        assets_json("assets/services/life-events.json"));
    GPtrArray *defects = schema_defects_new();
    struct catalogue *catalogue = catalogue_create(whole, defects);
    g_assert_cmpuint(catalogue->count, ==, 1);
    g_assert_true(tells(defects, "/services/0/life_events/1", "no such life event"));
    g_assert_cmpuint(defects->len, ==, 1);
    catalogue_destroy(catalogue);
    g_ptr_array_unref(defects);
    json_decref(whole);
}

static void
test_catalogue__leaves_a_second_group_of_the_same_id_out(void)
{
    json_t *whole = catalogue_of(json_array());
    json_t *groups = json_object_get(whole, "groups");
    json_array_append(groups, json_array_get(groups, 0));
    GPtrArray *defects = schema_defects_new();
    struct catalogue *catalogue = catalogue_create(whole, defects);
    g_assert_cmpuint(catalogue->group_count, ==, 8);
    g_assert_true(tells(defects, "/groups/8/id", "same id"));
    catalogue_destroy(catalogue);
    g_ptr_array_unref(defects);
    json_decref(whole);
}

/* The answer to a yes or no is true or false; more than sixty questions nobody answers. */
static void
test_service__rules_that_need_another_shape(void)
{
    json_t *definition = assets_json(MEDICAL);
    json_t *questions = json_at(definition, "/pages/1/questions");
    for (int i = 0; i < SERVICE_QUESTIONS_MAX; i++)
        json_array_append_new(questions,
                              json_pack("{s:o, s:s, s:{s:s}, s:{s:s, s:s}}", "id",
                                        json_sprintf("more_%d", i), "kind", "yes_no",
                                        "label", "zh_CN", "x", "show_if", "question",
                                        i == 0 ? "phone" : "more_0", "value", "yes"));
    GPtrArray *defects = schema_defects_new();
    g_assert_null(service_create(definition, defects));
    g_assert_true(tells(defects, "/pages", "more questions"));
    g_assert_true(tells(defects, "/pages/1/questions/3/show_if/value", "true or false"));
    g_ptr_array_unref(defects);
    json_decref(definition);
}

static void
test_catalogue__wants_its_own_shape(void)
{
    static const char *const wrong[] = {"[]", "{}", "{\"version\":\"\"}",
                                        "{\"version\":\"\",\"services\":{}}",
                                        "{\"version\":1,\"services\":[]}"};
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        json_t *value = json_loads(wrong[i], 0, NULL);
        g_assert_null(catalogue_create(value, NULL));
        json_decref(value);
    }
    json_t *empty = json_loads("{\"version\":\"\",\"services\":[]}", 0, NULL);
    struct catalogue *catalogue = catalogue_create(empty, NULL);
    g_assert_cmpuint(catalogue->count, ==, 0);
    catalogue_destroy(catalogue);
    json_decref(empty);
}

static void
test_contract__is_what_the_tables_say(void)
{
    json_t *committed = assets_json("include/kiosk/service.schema.json");
    json_t *described = service_describe();
    if (!json_equal(committed, described))
        g_error("include/kiosk/service.schema.json is old: make contracts");
    json_decref(committed);
    json_decref(described);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/service/medical", test_service__reads_the_medical_insurance);
    g_test_add_func("/service/author", test_service__tells_what_an_author_did_wrong);
    g_test_add_func("/service/min-max", test_service__tells_min_above_max);
    g_test_add_func("/service/at-once", test_service__tells_everything_at_once);
    g_test_add_func("/service/nonsense",
                    test_service__survives_any_member_being_nonsense);
    g_test_add_func("/service/card", test_service__card_words_are_those_of_the_card);
    g_test_add_func("/catalogue/ships", test_catalogue__reads_all_that_ships);
    g_test_add_func("/catalogue/order",
                    test_catalogue__sorts_by_the_order_and_keeps_that_of_equals);
    g_test_add_func("/catalogue/broken",
                    test_catalogue__leaves_a_broken_service_out_and_keeps_the_others);
    g_test_add_func("/catalogue/life-events",
                    test_catalogue__tells_of_a_life_event_that_is_not_there);
    g_test_add_func("/catalogue/groups",
                    test_catalogue__leaves_a_second_group_of_the_same_id_out);
    g_test_add_func("/service/shape", test_service__rules_that_need_another_shape);
    g_test_add_func("/catalogue/shape", test_catalogue__wants_its_own_shape);
    g_test_add_func("/service/contract", test_contract__is_what_the_tables_say);
    return g_test_run();
}
