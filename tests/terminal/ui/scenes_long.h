// SPDX-License-Identifier: Apache-2.0
/* Scenes of a service that is as long as the format allows, or nearly. Included by scenes.h alone. */
#ifndef TESTS_TERMINAL_UI_SCENES_LONG_H
#define TESTS_TERMINAL_UI_SCENES_LONG_H

static json_t *
texts(const char *text, const char *english)
{
    return json_pack("{s:s, s:s}", "zh_CN", text, "en", english);
}

static json_t *
question(const char *id, const char *kind, json_t *label, int choices)
{
    json_t *value =
        json_pack("{s:s, s:s, s:o, s:o}", "id", id, "kind", kind, "label", label, "hint",
                  texts("写您现在住的地方，工作人员上门的时候照着找，写得好找就行。",
                        "Where you live now, so that staff who visit you find it."));
    if (choices == 0)
        return value;
    json_t *list = json_array();
    for (int i = 0; i < choices; i++) {
        char word[16];
        g_snprintf(word, sizeof word, "c%d", i);
        g_autofree char *name = g_strdup_printf("第%d种情况和说明", i + 1);
        g_autofree char *english = g_strdup_printf("Case %d, explained", i + 1);
        json_array_append_new(
            list, json_pack("{s:s, s:o}", "value", word, "label", texts(name, english)));
    }
    json_object_set_new(value, "choices", list);
    return value;
}

static json_t *
question_page(const char *id, json_t *questions)
{
    return json_pack("{s:s, s:o, s:o}", "id", id, "title",
                     texts("家里的情况和怎么找您", "Your family, and how to find you"),
                     "questions", questions);
}

static void
repeat(json_t *service, const char *member, size_t count)
{
    json_t *list = json_object_get(service, member);
    for (size_t i = 0; json_array_size(list) < count; i++) {
        json_t *copy = json_deep_copy(json_array_get(list, i));
        char id[24];
        g_snprintf(id, sizeof id, "copy_%zu", i);
        if (json_object_get(copy, "id") != NULL)
            json_object_set_new(copy, "id", json_string(id));
        json_array_append_new(list, copy);
    }
}

static json_t *
long_service(void)
{
    json_t *service = assets_json("assets/services/medical-insurance/service.json");
    json_object_set_new(
        service, "short_name",
        texts("农村危房改造补助申请登记", "Rural housing repair subsidy"));
    repeat(service, "facts", 6);
    repeat(service, "accept_condition", 9);
    repeat(service, "handle_flow", 8);
    repeat(service, "materials", 9);
    json_t *pages = json_object_get(service, "pages");
    json_array_append_new(
        pages,
        question_page(
            "many",
            json_pack("[o,o,o,o]",
                      question("long_choice", "choice",
                               texts("您家属于哪一种情况", "Which case is yours"), 40),
                      question("some", "choices",
                               texts("还有哪些（可以选几个）",
                                     "What else (several may be chosen)"),
                               12),
                      question("yes", "yes_no",
                               texts("家里有没有人在外面做工",
                                     "Does anybody work away from home"),
                               0),
                      question("when", "date", texts("从哪一天开始的", "Since which day"),
                               0))));
    json_array_append_new(
        pages,
        question_page(
            "typed",
            json_pack(
                "[o,o,o,o,o]",
                question("who", "id_number",
                         texts("代办人的身份证号码", "ID number of who does it for you"),
                         0),
                question("bank", "bank_card", texts("银行卡号", "Bank card number"), 0),
                question("sum", "money", texts("每个月的收入", "Income a month"), 0),
                question("count", "number", texts("家里几口人", "How many in the family"),
                         0),
                question("where", "address",
                         texts("门牌，或者旁边好找的地方",
                               "House number, or what is beside it"),
                         0))));
    return service;
}

static void
scene_long(struct visitor *visitor)
{
    GPtrArray *defects = schema_defects_new();
    json_t *whole = json_pack("{s:s, s:o, s:[o]}", "version", "", "groups",
                              assets_json("assets/services/groups.json"), "services",
                              long_service());
    struct catalogue *catalogue = catalogue_create(whole, defects);
    for (guint i = 0; i < defects->len; i++) {
        const struct schema_defect *defect = g_ptr_array_index(defects, i);
        g_printerr("# %s: %s\n", defect->pointer, defect->message);
    }
    g_assert_cmpuint(defects->len, ==, 0);
    g_ptr_array_unref(defects);
    json_decref(whole);
    visitor_takes_catalogue(visitor, catalogue);
}

SCENE(long_guide)
{
    scene_long(visitor);
    scene_guide(visitor, pages);
}

/* To question `id`, as the check page would. */
static void
scene_to_question(struct visitor *visitor, const char *id)
{
    scene_long(visitor);
    visitor_comes_to_form(visitor);
    visitor->session.screen = SCREEN_CHECK;
    visitor_does(visitor, SESSION_EDIT, id);
    g_assert_cmpint(visitor->session.screen, ==, SCREEN_FORM);
}

SCENE(long_choice)
{
    UNUSED_PAGES;
    scene_to_question(visitor, "long_choice");
    visitor_event(visitor, &(struct session_event){.kind = SESSION_CHOOSE,
                                                   .text = "long_choice",
                                                   .text2 = "c1"});
}

SCENE(long_date)
{
    UNUSED_PAGES;
    scene_to_question(visitor, "when");
    visitor_types(visitor, "202611");
}

SCENE(long_id_number)
{
    UNUSED_PAGES;
    scene_to_question(visitor, "who");
    visitor_types(visitor, "999999194303120");
}

SCENE(long_money)
{
    UNUSED_PAGES;
    scene_to_question(visitor, "sum");
    visitor_types(visitor, "1200");
}

SCENE(long_address)
{
    UNUSED_PAGES;
    scene_to_question(visitor, "where");
    visitor_types(visitor, "供销社往东，老槐树");
}

SCENE(long_check)
{
    scene_to_question(visitor, "where");
    (void)pages;
    visitor_types(visitor, "供销社往东两百步，老槐树旁边，门口有石磨的那一家");
    visitor->session.screen = SCREEN_CHECK;
}

SCENE(long_errors)
{
    scene_long_check(visitor, pages);
    visitor_does(visitor, SESSION_PROMISE, NULL);
    visitor_does(visitor, SESSION_SUBMIT, NULL);
    g_assert_cmpint(visitor->session.screen, ==, SCREEN_ERRORS);
}

SCENE(long_done)
{
    scene_long_check(visitor, pages);
    visitor->session.screen = SCREEN_SUBMITTING;
    visitor->session.submit_order = visitor->submit_order = 77;
    visitor_is_stored(visitor);
    visitor_is_delivered(visitor);
}

#endif
