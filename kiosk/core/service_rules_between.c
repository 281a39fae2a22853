// SPDX-License-Identifier: Apache-2.0
// The second pass of service_schema.h over what rests on questions: rules between answers,
// and materials.
#include "service_schema.h"

#include <string.h>

#include "base/json.h"
#include "core/service.h"

/* ---- rules between answers ---- */

/* What the two sides of a relation are made of. */
enum worth { WORTH_UNKNOWN, WORTH_NUMBER, WORTH_DATE, WORTH_TEXT, WORTH_BOOLEAN };

static enum worth
worth_of_question(const json_t *question)
{
    static const struct {
        const char *kind;
        enum worth worth;
    } rows[] = {
        {"number", WORTH_NUMBER},     {"money", WORTH_NUMBER},    {"date", WORTH_DATE},
        {"yes_no", WORTH_BOOLEAN},    {"choices", WORTH_UNKNOWN}, {"file", WORTH_UNKNOWN},
        {"signature", WORTH_UNKNOWN},
    };
    const char *kind = json_text(question, "kind", "");
    if (question == NULL)
        return WORTH_UNKNOWN;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (strcmp(rows[i].kind, kind) == 0)
            return rows[i].worth;
    return WORTH_TEXT;
}

static bool
is_date(const char *text)
{
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return false;
    for (int i = 0; i < 10; i++)
        if (i != 4 && i != 7 && !g_ascii_isdigit(text[i]))
            return false;
    return true;
}

static enum worth
worth_of_value(const json_t *value)
{
    if (json_is_integer(value))
        return WORTH_NUMBER;
    if (json_is_boolean(value))
        return WORTH_BOOLEAN;
    if (json_is_string(value))
        return is_date(json_string_value(value)) ? WORTH_DATE : WORTH_TEXT;
    return WORTH_UNKNOWN;
}

static const json_t *
page_named(const struct service_rules *rules, const char *id)
{
    size_t i;
    json_t *page;
    json_array_foreach (json_object_get(rules->definition, "pages"), i, page)
        if (strcmp(json_text(page, "id", ""), id) == 0)
            return page;
    return NULL;
}

/* The repeated page at whose entries the rule is looked at; NULL: at the form as a whole. */
static const json_t *
page_of_rule(const struct service_rules *rules, const json_t *rule)
{
    return g_hash_table_lookup(rules->page_of, json_text(rule, "at", ""));
}

static bool
is_kind(const json_t *question, const char *kind)
{
    return strcmp(json_text(question, "kind", ""), kind) == 0;
}

/* The question an operand names, when the rule can reach it. */
static const json_t *
reached(struct service_rules *rules, const json_t *rule, const char *id, const char *at)
{
    const json_t *question = g_hash_table_lookup(rules->questions, id);
    const json_t *page = g_hash_table_lookup(rules->page_of, id);
    if (question == NULL) {
        g_autofree char *near = service_rules_near(rules, id);
        g_autofree char *message = g_strconcat("no question has this id", near, NULL);
        SERVICE_TELL(rules, message, "%s", at);
    } else if (page != NULL && page != page_of_rule(rules, rule)) {
        SERVICE_TELL(rules,
                     "it is asked once for each entry: use sum or count, or let "
                     "\"at\" be a question of the same page",
                     "%s", at);
        return NULL;
    }
    return question;
}

static enum worth
count_worth(struct service_rules *rules, const char *id, const char *at)
{
    const json_t *page = page_named(rules, id);
    const json_t *question = g_hash_table_lookup(rules->questions, id);
    if ((page == NULL || json_object_get(page, "repeat") == NULL) &&
        (question == NULL || !is_kind(question, "choices")))
        SERVICE_TELL(rules,
                     "no repeated page, and no question of kind choices, has this "
                     "id",
                     "%s", at);
    return WORTH_NUMBER;
}

static enum worth
sum_worth(struct service_rules *rules, const char *id, const char *at)
{
    const json_t *question = g_hash_table_lookup(rules->questions, id);
    if (question == NULL || g_hash_table_lookup(rules->page_of, id) == NULL ||
        (!is_kind(question, "number") && !is_kind(question, "money")))
        SERVICE_TELL(rules, "no number or amount on a repeated page has this id", "%s",
                     at);
    return WORTH_NUMBER;
}

static enum worth
worth_of_person(struct service_rules *rules, const json_t *rule, const char *id,
                const char *word, const char *at)
{
    bool age = strcmp(word, "age_of") == 0;
    const json_t *question = reached(rules, rule, id, at);
    if (question != NULL && !is_kind(question, "id_number") &&
        !(age && is_kind(question, "date")))
        SERVICE_TELL(rules, "an ID number is wanted, for age_of a date will do", "%s",
                     at);
    return age ? WORTH_NUMBER : strcmp(word, "birth_of") == 0 ? WORTH_DATE : WORTH_TEXT;
}

static enum worth
check_operand(struct service_rules *rules, const json_t *rule, const char *side,
              const char *at)
{
    const json_t *operand = json_object_get(rule, side);
    const char *word = NULL;
    int given = 0;
    for (int kind = 0; kind < OPERAND_KIND_COUNT; kind++)
        if (json_object_get(operand, service_operand_words[kind]) != NULL) {
            word = service_operand_words[kind];
            given++;
        }
    if (given != 1) {
        SERVICE_TELL(rules,
                     "exactly one of value, question, today, count, sum, age_of, "
                     "birth_of and sex_of says what is compared",
                     "%s/%s", at, side);
        return WORTH_UNKNOWN;
    }
    const json_t *value = json_object_get(operand, word);
    const char *id = json_is_string(value) ? json_string_value(value) : "";
    char *place = g_strdup_printf("%s/%s/%s", at, side, word);
    enum worth worth = WORTH_UNKNOWN;
    if (strcmp(word, "value") == 0)
        worth = worth_of_value(value);
    else if (strcmp(word, "today") == 0)
        worth = WORTH_DATE;
    else if (strcmp(word, "count") == 0)
        worth = count_worth(rules, id, place);
    else if (strcmp(word, "sum") == 0)
        worth = sum_worth(rules, id, place);
    else if (strcmp(word, "question") == 0)
        worth = worth_of_question(reached(rules, rule, id, place));
    else
        worth = worth_of_person(rules, rule, id, word, place);
    g_free(place);
    return worth;
}

static void
check_relation(struct service_rules *rules, const json_t *rule, const char *at)
{
    enum worth left = check_operand(rules, rule, "left", at);
    enum worth right = check_operand(rules, rule, "right", at);
    const char *is = json_text(rule, "is", "");
    bool ordered = strcmp(is, "equal") != 0 && strcmp(is, "different") != 0;
    if (left == WORTH_UNKNOWN || right == WORTH_UNKNOWN)
        return;
    if (left != right)
        SERVICE_TELL(rules,
                     "the two sides are of different kinds and can never fit: "
                     "numbers and amounts, dates, texts, true and false",
                     "%s/right", at);
    else if (ordered && left != WORTH_NUMBER && left != WORTH_DATE)
        SERVICE_TELL(rules, "only numbers and dates have an order: equal or different",
                     "%s/is", at);
    const char *sides[] = {"left", "right"};
    for (size_t i = 0; i < G_N_ELEMENTS(sides); i++)
        if (left != WORTH_NUMBER && left != WORTH_DATE &&
            json_object_get(json_object_get(rule, sides[i]), "plus") != NULL)
            SERVICE_TELL(rules, "only a number or a date can have something added",
                         "%s/%s/plus", at, sides[i]);
}

static void
check_rules(struct service_rules *rules)
{
    size_t i;
    json_t *rule;
    GHashTable *met = g_hash_table_new(g_str_hash, g_str_equal);
    json_array_foreach (json_object_get(rules->definition, "rules"), i, rule) {
        char *at = g_strdup_printf("/rules/%zu", i);
        const char *id = json_text(rule, "id", NULL);
        const char *where = json_text(rule, "at", "");
        const json_t *page = page_named(rules, where);
        if (id != NULL && !g_hash_table_add(met, (gpointer)(uintptr_t)id))
            SERVICE_TELL(rules, "an earlier rule has the same id", "%s/id", at);
        if (!g_hash_table_contains(rules->questions, where) &&
            (page == NULL || json_object_get(page, "repeat") == NULL))
            SERVICE_TELL(rules, "no question and no repeated page has this id", "%s/at",
                         at);
        service_rules_condition(rules, rule, page_of_rule(rules, rule), at);
        check_relation(rules, rule, at);
        g_free(at);
    }
    g_hash_table_destroy(met);
}

/* ---- materials ---- */

static void
check_pages_of(struct service_rules *rules, const json_t *material, size_t i)
{
    json_int_t wanted = json_integer_value(json_object_get(material, "page_num"));
    const json_t *most = json_object_get(material, "page_max");
    const json_t *titles = json_object_get(material, "page_titles");
    if (most != NULL && json_integer_value(most) < wanted)
        SERVICE_TELL(rules, "page_max is less than page_num", "/materials/%zu/page_max",
                     i);
    if (titles != NULL && (json_int_t)json_array_size(titles) < wanted)
        SERVICE_TELL(rules, "fewer titles than pages are wanted",
                     "/materials/%zu/page_titles", i);
}

/* What is promised must be there before the matter has to be decided. */
static bool
comes_too_late(const struct service_rules *rules, const json_t *material)
{
    const json_t *days = json_object_get(rules->definition, "promise_day");
    return json_integer_value(days) > 0 &&
           strcmp(json_text(rules->definition, "promise_day_type", ""), "working") == 0 &&
           json_integer_value(json_object_get(material, "defer_days")) >
               json_integer_value(days);
}

static void
check_material(struct service_rules *rules, const json_t *material, GHashTable *met,
               size_t i)
{
    const char *id = json_text(material, "id", NULL);
    const json_t *question = id == NULL ? NULL
                                        : g_hash_table_lookup(rules->questions, id);
    bool card = strcmp(json_text(material, "how", ""), "card") == 0;
    if (id != NULL && !g_hash_table_add(met, (gpointer)(uintptr_t)id))
        SERVICE_TELL(rules, "an earlier material has the same id", "/materials/%zu/id",
                     i);
    if (question != NULL && is_kind(question, "file"))
        SERVICE_TELL(rules, "a question of kind file has the same id",
                     "/materials/%zu/id", i);
    check_pages_of(rules, material, i);
    bool defer = json_is_true(json_object_get(material, "may_defer"));
    if (defer && json_object_get(material, "defer_days") == NULL)
        SERVICE_TELL(rules, "may_defer needs defer_days: the slip names the last day",
                     "/materials/%zu/may_defer", i);
    if (!defer && json_object_get(material, "defer_days") != NULL)
        SERVICE_TELL(rules, "defer_days belongs to \"may_defer\": true",
                     "/materials/%zu/defer_days", i);
    if (defer && comes_too_late(rules, material))
        SERVICE_TELL(rules,
                     "it may come after the last day of the matter itself: defer_days "
                     "must not be more than promise_day",
                     "/materials/%zu/defer_days", i);
    if (defer && card)
        SERVICE_TELL(rules, "what the card reader gives cannot be brought later",
                     "/materials/%zu/may_defer", i);
    if (card && json_object_get(material, "sample") != NULL)
        SERVICE_TELL(rules, "a card is read, not scanned: no sample is shown",
                     "/materials/%zu/sample", i);
    if (card && strcmp(json_text(rules->definition, "assurance", ""), "none") == 0)
        SERVICE_TELL(rules, "assurance is none: no card will be read",
                     "/materials/%zu/how", i);
    char *at = g_strdup_printf("/materials/%zu", i);
    service_rules_condition(rules, material, NULL, at);
    g_free(at);
}

static size_t
count_files(const struct service_rules *rules)
{
    size_t files = 0;
    GHashTableIter iter;
    void *question;
    g_hash_table_iter_init(&iter, rules->questions);
    while (g_hash_table_iter_next(&iter, NULL, &question))
        files += is_kind(question, "file");
    return files;
}

void
service_rules_between(struct service_rules *rules)
{
    size_t i;
    json_t *material;
    GHashTable *met = g_hash_table_new(g_str_hash, g_str_equal);
    check_rules(rules);
    if (json_array_size(json_object_get(rules->definition, "materials")) +
            count_files(rules) >
        SERVICE_MATERIALS_MAX)
        SERVICE_TELL(rules, "more than 16 materials, questions of kind file among them",
                     "/materials");
    json_array_foreach (json_object_get(rules->definition, "materials"), i, material)
        check_material(rules, material, met, i);
    g_hash_table_destroy(met);
}
