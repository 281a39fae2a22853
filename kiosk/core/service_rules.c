// SPDX-License-Identifier: Apache-2.0
#include "service_schema.h"

#include <string.h>

#include "base/json.h"
#include "core/service.h"

struct rules {
    const json_t *definition;
    const char *prefix;
    GPtrArray *defects;
    GHashTable *questions; // id (borrowed) → question (borrowed), those met so far
    GHashTable *materials; // id → itself
};

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

#define TELL(rules, message, ...)                                                        \
    do {                                                                                 \
        char *pointer_ = g_strdup_printf(__VA_ARGS__);                                   \
        char *whole_ = g_strconcat((rules)->prefix, pointer_, NULL);                     \
        service_defect((rules)->defects, whole_, "%s", message);                         \
        g_free(whole_);                                                                  \
        g_free(pointer_);                                                                \
    } while (0)

static bool
is_kind(const json_t *question, enum question_kind kind)
{
    return strcmp(json_text(question, "kind", ""), service_kind_words[kind]) == 0;
}

static bool
has_choice(const json_t *question, const char *value)
{
    size_t i;
    json_t *choice;
    json_array_foreach (json_object_get(question, "choices"), i, choice) {
        if (strcmp(json_text(choice, "value", ""), value) == 0)
            return true;
    }
    return false;
}

static void
check_choices(struct rules *rules, const json_t *question, const char *at)
{
    const json_t *choices = json_object_get(question, "choices");
    bool wanted = is_kind(question, QUESTION_CHOICE) ||
                  is_kind(question, QUESTION_CHOICES);
    if (wanted && json_array_size(choices) == 0)
        TELL(rules, "there is nothing to choose; list at least two choices", "%s/choices",
             at);
    if (!wanted && choices != NULL)
        TELL(rules, "only kinds choice and choices have a list to choose from",
             "%s/choices", at);
    size_t i;
    json_t *choice;
    GHashTable *met = g_hash_table_new(g_str_hash, g_str_equal);
    json_array_foreach (choices, i, choice) {
        const char *value = json_text(choice, "value", NULL);
        if (value != NULL && !g_hash_table_add(met, (gpointer)(uintptr_t)value))
            TELL(rules, "the same value stands earlier in this list",
                 "%s/choices/%zu/value", at, i);
    }
    g_hash_table_destroy(met);
}

/* A question may only wait for one that was asked before it: the form is filled in order. */
static void
check_show_if(struct rules *rules, const json_t *question, const char *at)
{
    const json_t *show_if = json_object_get(question, "show_if");
    if (show_if == NULL)
        return;
    const json_t *other =
        g_hash_table_lookup(rules->questions, json_text(show_if, "question", ""));
    if (other == NULL) {
        TELL(rules, "no earlier question has this id", "%s/show_if/question", at);
        return;
    }
    const json_t *value = json_object_get(show_if, "value");
    bool lists = is_kind(other, QUESTION_CHOICE) || is_kind(other, QUESTION_CHOICES);
    if (lists && !(json_is_string(value) && has_choice(other, json_string_value(value))))
        TELL(rules, "that question has no such choice", "%s/show_if/value", at);
    if (is_kind(other, QUESTION_YES_NO) && !json_is_boolean(value))
        TELL(rules, "that question is answered with true or false", "%s/show_if/value",
             at);
}

static void
check_question(struct rules *rules, const json_t *question, const char *at)
{
    const char *id = json_text(question, "id", NULL);
    check_choices(rules, question, at);
    check_show_if(rules, question, at);
    if (json_is_true(json_object_get(question, "locked")) &&
        json_object_get(question, "from_card") == NULL)
        TELL(rules, "nobody could ever fill it: locked needs from_card", "%s/locked", at);
    static const enum question_kind no_texts[] = {QUESTION_CHOICES, QUESTION_YES_NO,
                                                  QUESTION_NUMBER, QUESTION_MONEY};
    for (size_t i = 0; i < G_N_ELEMENTS(no_texts); i++)
        if (is_kind(question, no_texts[i]) && json_object_get(question, "from_card"))
            TELL(rules, "the card holds texts; a question of this kind is none",
                 "%s/from_card", at);
    const json_t *min = json_object_get(question, "min");
    const json_t *max = json_object_get(question, "max");
    if (json_is_integer(min) && json_is_integer(max) &&
        json_integer_value(min) > json_integer_value(max))
        TELL(rules, "min is greater than max", "%s/min", at);
    if (id == NULL)
        return;
    if (g_hash_table_contains(rules->questions, id))
        TELL(rules, "an earlier question has the same id", "%s/id", at);
    else
        g_hash_table_insert(rules->questions, (gpointer)(uintptr_t)id,
                            (gpointer)(uintptr_t)question);
}

static void
check_pages(struct rules *rules)
{
    size_t i, j, questions = 0;
    json_t *page, *question;
    GHashTable *met = g_hash_table_new(g_str_hash, g_str_equal);
    json_array_foreach (json_object_get(rules->definition, "pages"), i, page) {
        const char *id = json_text(page, "id", NULL);
        if (id != NULL && !g_hash_table_add(met, (gpointer)(uintptr_t)id))
            TELL(rules, "an earlier page has the same id", "/pages/%zu/id", i);
        json_array_foreach (json_object_get(page, "questions"), j, question) {
            char *at = g_strdup_printf("/pages/%zu/questions/%zu", i, j);
            check_question(rules, question, at);
            g_free(at);
            questions++;
        }
    }
    if (questions > SERVICE_QUESTIONS_MAX)
        TELL(rules, "more questions than one service may have", "/pages");
    g_hash_table_destroy(met);
}

static void
check_material(struct rules *rules, const json_t *material, size_t i)
{
    const char *id = json_text(material, "id", NULL);
    if (id != NULL && !g_hash_table_add(rules->materials, (gpointer)(uintptr_t)id))
        TELL(rules, "an earlier material has the same id", "/materials/%zu/id", i);
    json_int_t wanted = json_integer_value(json_object_get(material, "page_num"));
    const json_t *most = json_object_get(material, "page_max");
    const json_t *titles = json_object_get(material, "page_titles");
    if (most != NULL && json_integer_value(most) < wanted)
        TELL(rules, "page_max is less than page_num", "/materials/%zu/page_max", i);
    if (titles != NULL && (json_int_t)json_array_size(titles) < wanted)
        TELL(rules, "fewer titles than pages are wanted", "/materials/%zu/page_titles",
             i);
    bool defer = json_is_true(json_object_get(material, "may_defer"));
    if (defer && json_object_get(material, "defer_days") == NULL)
        TELL(rules, "may_defer needs defer_days: the slip names the last day",
             "/materials/%zu/may_defer", i);
    if (defer && strcmp(json_text(material, "how", ""), "card") == 0)
        TELL(rules, "what the card reader gives cannot be brought later",
             "/materials/%zu/may_defer", i);
    if (strcmp(json_text(material, "how", ""), "card") == 0 &&
        strcmp(json_text(rules->definition, "assurance", ""), "none") == 0)
        TELL(rules, "assurance is none: no card will be read", "/materials/%zu/how", i);
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
check_next_step(struct rules *rules, const json_t *step, size_t i)
{
    const json_t *until = json_object_get(step, "until");
    int told = (json_object_get(step, "within_days") != NULL) + (until != NULL) +
               (json_object_get(step, "when") != NULL);
    if (told != 1)
        TELL(rules, "exactly one of within_days, until and when must say the time",
             "/next_steps/%zu", i);
    if (json_object_get(step, "day_type") != NULL &&
        json_object_get(step, "within_days") == NULL)
        TELL(rules, "day_type belongs to within_days", "/next_steps/%zu/day_type", i);
    if (json_is_string(until) && !is_month_day(json_string_value(until)))
        TELL(rules, "not a day of the year; wanted is MM-DD such as 12-31",
             "/next_steps/%zu/until", i);
}

/* Who has no card cannot have answers from it. */
static void
check_assurance(struct rules *rules)
{
    if (strcmp(json_text(rules->definition, "assurance", ""), "none") != 0)
        return;
    size_t i, j;
    json_t *page, *question;
    json_array_foreach (json_object_get(rules->definition, "pages"), i, page)
        json_array_foreach (json_object_get(page, "questions"), j, question) {
            if (json_object_get(question, "from_card") != NULL)
                TELL(rules, "assurance is none: no card will be read",
                     "/pages/%zu/questions/%zu/from_card", i, j);
        }
}

static void
check_promise(struct rules *rules)
{
    json_int_t days =
        json_integer_value(json_object_get(rules->definition, "promise_day"));
    const char *type = json_text(rules->definition, "project_type", "");
    if (strcmp(type, "promised") == 0 && days == 0)
        TELL(rules, "a promised matter needs its days", "/promise_day");
    if (strcmp(type, "instant") == 0 && days != 0)
        TELL(rules, "an instant matter has no days: 0", "/promise_day");
}

void
service_rules(const json_t *definition, const char *prefix, GPtrArray *defects)
{
    struct rules rules = {
        .definition = definition,
        .prefix = prefix,
        .defects = defects,
        .questions = g_hash_table_new(g_str_hash, g_str_equal),
        .materials = g_hash_table_new(g_str_hash, g_str_equal),
    };
    size_t i;
    json_t *item;
    check_pages(&rules);
    json_array_foreach (json_object_get(definition, "materials"), i, item)
        check_material(&rules, item, i);
    json_array_foreach (json_object_get(definition, "next_steps"), i, item)
        check_next_step(&rules, item, i);
    check_assurance(&rules);
    check_promise(&rules);
    g_hash_table_destroy(rules.questions);
    g_hash_table_destroy(rules.materials);
}
