// SPDX-License-Identifier: Apache-2.0
#include "service_schema.h"

#include <string.h>

#include "base/json.h"
#include "core/service.h"

void
service_defect(GPtrArray *defects, const char *pointer, const char *format, ...)
{
    if (defects == NULL)
        return;
    struct schema_defect *defect = g_new0(struct schema_defect, 1);
    defect->pointer = g_strdup(pointer);
    va_list arguments;
    va_start(arguments, format);
    defect->message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_ptr_array_add(defects, defect);
}

static bool
is_month_day(const char *text)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (strlen(text) != 5 || text[2] != '-')
        return false;
    for (int i = 0; i < 5; i++)
        if (i != 2 && !g_ascii_isdigit(text[i]))
            return false;
    int month = (text[0] - '0') * 10 + text[1] - '0';
    int day = (text[3] - '0') * 10 + text[4] - '0';
    return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
}

static void
check_next_step(struct service_rules *rules, const json_t *step, size_t i)
{
    const json_t *until = json_object_get(step, "until");
    int told = (json_object_get(step, "within_days") != NULL) + (until != NULL) +
               (json_object_get(step, "when") != NULL);
    if (told != 1)
        SERVICE_TELL(rules,
                     "exactly one of within_days, until and when must say the time",
                     "/next_steps/%zu", i);
    if (json_object_get(step, "day_type") != NULL &&
        json_object_get(step, "within_days") == NULL)
        SERVICE_TELL(rules, "day_type belongs to within_days", "/next_steps/%zu/day_type",
                     i);
    if (json_is_string(until) && !is_month_day(json_string_value(until)))
        SERVICE_TELL(rules, "not a day of the year; wanted is MM-DD such as 12-31",
                     "/next_steps/%zu/until", i);
}

/* Who has no card cannot have answers from it. */
static void
check_assurance(struct service_rules *rules)
{
    if (strcmp(json_text(rules->definition, "assurance", ""), "none") != 0)
        return;
    size_t i, j;
    json_t *page, *question;
    json_array_foreach (json_object_get(rules->definition, "pages"), i, page)
        json_array_foreach (json_object_get(page, "questions"), j, question) {
            if (json_object_get(question, "from_card") != NULL)
                SERVICE_TELL(rules, "assurance is none: no card will be read",
                             "/pages/%zu/questions/%zu/from_card", i, j);
        }
}

static bool
is_among(const json_t *list, const char *word)
{
    size_t i;
    json_t *one;
    json_array_foreach (list, i, one)
        if (json_is_string(one) && strcmp(json_string_value(one), word) == 0)
            return true;
    return json_is_string(list) && strcmp(json_string_value(list), word) == 0;
}

/* A needed paper that is scanned when somebody applies so. */
static bool
has_material_for(const json_t *definition, const char *applicant)
{
    size_t i;
    json_t *material;
    json_array_foreach (json_object_get(definition, "materials"), i, material) {
        const json_t *show_if = json_object_get(material, "show_if");
        if (strcmp(json_text(material, "how", ""), "scan") == 0 &&
            json_is_true(json_object_get(material, "is_need")) &&
            !json_is_true(json_object_get(material, "may_defer")) &&
            strcmp(json_text(show_if, "question", ""), SERVICE_APPLYING_AS) == 0 &&
            is_among(json_object_get(show_if, "value"), applicant))
            return true;
    }
    return false;
}

static bool
asks_credit_code(const json_t *definition)
{
    size_t i, j;
    json_t *page, *question;
    json_array_foreach (json_object_get(definition, "pages"), i, page)
        json_array_foreach (json_object_get(page, "questions"), j, question) {
            if (strcmp(json_text(question, "kind", ""), "credit_code") == 0)
                return true;
        }
    return false;
}

/* Who applies for somebody else must be able to show that he may. */
static void
check_applicants(struct service_rules *rules)
{
    const json_t *list = json_object_get(rules->definition, "applicants");
    bool no_card = strcmp(json_text(rules->definition, "assurance", ""), "none") == 0;
    if (no_card && (is_among(list, "agent") || is_among(list, "guardian")))
        SERVICE_TELL(rules,
                     "an agent or guardian shows cards: assurance must not be none",
                     "/applicants");
    if (is_among(list, "agent") && !has_material_for(rules->definition, "agent"))
        SERVICE_TELL(rules,
                     "an agent brings a mandate: add a material with how scan, is_need "
                     "true, not may_defer, and show_if {\"question\": \"applying_as\", "
                     "\"value\": \"agent\"}",
                     "/applicants");
    if (is_among(list, "enterprise") && !asks_credit_code(rules->definition))
        SERVICE_TELL(rules,
                     "an enterprise is known by its code: ask a question of kind "
                     "credit_code",
                     "/applicants");
    if (is_among(list, "enterprise") &&
        !is_among(json_object_get(rules->definition, "server_type"), "enterprise"))
        SERVICE_TELL(rules, "an enterprise may apply: list \"enterprise\", too",
                     "/server_type");
    if (no_card && json_is_true(json_object_get(rules->definition, "card_may_be_typed")))
        SERVICE_TELL(rules, "assurance is none: no card will be read",
                     "/card_may_be_typed");
}

static void
check_promise(struct service_rules *rules)
{
    json_int_t days =
        json_integer_value(json_object_get(rules->definition, "promise_day"));
    const char *type = json_text(rules->definition, "project_type", "");
    if (strcmp(type, "promised") == 0 && days == 0)
        SERVICE_TELL(rules, "a promised matter needs its days", "/promise_day");
    if (strcmp(type, "instant") == 0 && days != 0)
        SERVICE_TELL(rules, "an instant matter has no days: 0", "/promise_day");
    json_int_t law =
        json_integer_value(json_object_get(rules->definition, "anticipate_day"));
    if (law > 0 && days > law &&
        strcmp(json_text(rules->definition, "promise_day_type", ""),
               json_text(rules->definition, "anticipate_day_type", "")) == 0)
        SERVICE_TELL(rules, "more than the law allows: anticipate_day is less",
                     "/promise_day");
}

static void
check_year_day(struct service_rules *rules, const json_t *season, const char *name)
{
    const json_t *day = json_object_get(season, name);
    if (json_is_string(day) && !is_month_day(json_string_value(day)))
        SERVICE_TELL(rules, "not a day of the year; wanted is MM-DD such as 12-31",
                     "/season/%s", name);
}

static bool
lists(const json_t *array, const char *word)
{
    size_t i;
    json_t *item;
    json_array_foreach (array, i, item)
        if (json_is_string(item) && strcmp(json_string_value(item), word) == 0)
            return true;
    return false;
}

/* When and where: what service_when.c reads. */
static void
check_when(struct service_rules *rules)
{
    const json_t *definition = rules->definition;
    const json_t *season = json_object_get(definition, "season");
    check_year_day(rules, season, "from");
    check_year_day(rules, season, "to");
    const json_t *days = json_object_get(definition, "month_days");
    if (json_integer_value(json_object_get(days, "from")) >
        json_integer_value(json_object_get(days, "to")))
        SERVICE_TELL(rules, "from is later than to", "/month_days/from");
    const char *first = json_text(definition, "plan_effective_date", "");
    const char *last = json_text(definition, "plan_cancel_date", "9");
    if (strcmp(first, last) >= 0)
        SERVICE_TELL(rules, "it would end before it begins", "/plan_cancel_date");
    const char *state = json_text(definition, "task_state", "in_use");
    bool elsewhere = json_object_get(definition, "elsewhere") != NULL;
    if (strcmp(state, "paused") == 0 && !elsewhere)
        SERVICE_TELL(rules, "paused, and nothing says where it is done: add elsewhere",
                     "/task_state");
    if (json_is_false(json_object_get(definition, "is_service_terminals")) && !elsewhere)
        SERVICE_TELL(rules, "not done here, and nothing says where: add elsewhere",
                     "/is_service_terminals");
    const json_t *channels = json_object_get(definition, "channels");
    bool here = json_is_true(json_object_get(definition, "is_service_terminals"));
    if (channels != NULL && here != lists(channels, "terminal"))
        SERVICE_TELL(rules,
                     here ? "is_service_terminals is true: list \"terminal\", too"
                          : "is_service_terminals is false: \"terminal\" cannot be one",
                     "/channels");
}

/* Words that stand twice in a list say nothing the second time. */
static void
check_lists(struct service_rules *rules)
{
    static const char *const names[] = {"applicants", "channels", "life_events",
                                        "server_type", "keywords"};
    for (size_t n = 0; n < G_N_ELEMENTS(names); n++) {
        const json_t *list = json_object_get(rules->definition, names[n]);
        size_t i;
        json_t *one;
        json_array_foreach (list, i, one)
            for (size_t j = 0; j < i; j++)
                if (json_equal(one, json_array_get(list, j))) {
                    SERVICE_TELL(rules, "it stands earlier in this list", "/%s/%zu",
                                 names[n], i);
                    break;
                }
    }
}

void
service_rules(const json_t *definition, const char *prefix, GPtrArray *defects)
{
    struct service_rules rules = {
        .definition = definition,
        .prefix = prefix,
        .defects = defects,
        .questions = g_hash_table_new(g_str_hash, g_str_equal),
        .page_of = g_hash_table_new(g_str_hash, g_str_equal),
    };
    size_t i;
    json_t *item;
    service_rules_form(&rules);
    json_array_foreach (json_object_get(definition, "next_steps"), i, item)
        check_next_step(&rules, item, i);
    check_assurance(&rules);
    check_applicants(&rules);
    check_promise(&rules);
    check_when(&rules);
    check_lists(&rules);
    service_rules_words(&rules);
    g_hash_table_destroy(rules.questions);
    g_hash_table_destroy(rules.page_of);
}
