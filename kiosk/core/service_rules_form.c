// SPDX-License-Identifier: Apache-2.0
// The second pass of service_schema.h over what a person fills in: pages and questions. What
// stands between them is in service_rules_between.c.
#include "service_schema.h"

#include <string.h>

#include "base/json.h"
#include "base/nearest.h"
#include "core/field_limits.h"
#include "core/service.h"

static bool
is_kind(const json_t *question, enum question_kind kind)
{
    return strcmp(json_text(question, "kind", ""), service_kind_words[kind]) == 0;
}

static bool
is_of(const json_t *question, const enum question_kind *kinds, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_kind(question, kinds[i]))
            return true;
    return false;
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
check_choices(struct service_rules *rules, const json_t *question, const char *at)
{
    const json_t *choices = json_object_get(question, "choices");
    bool wanted = is_kind(question, QUESTION_CHOICE) ||
                  is_kind(question, QUESTION_CHOICES);
    if (wanted && json_array_size(choices) < 2)
        SERVICE_TELL(rules, "there is nothing to choose; list at least two choices",
                     "%s/choices", at);
    if (!wanted && choices != NULL)
        SERVICE_TELL(rules, "only kinds choice and choices have a list to choose from",
                     "%s/choices", at);
    size_t i;
    json_t *choice;
    GHashTable *met = g_hash_table_new(g_str_hash, g_str_equal);
    json_array_foreach (choices, i, choice) {
        const char *value = json_text(choice, "value", NULL);
        if (value != NULL && !g_hash_table_add(met, (gpointer)(uintptr_t)value))
            SERVICE_TELL(rules, "the same value stands earlier in this list",
                         "%s/choices/%zu/value", at, i);
    }
    g_hash_table_destroy(met);
}

char *
service_rules_near(const struct service_rules *rules, const char *id)
{
    g_autofree const char **known =
        (const char **)g_hash_table_get_keys_as_array(rules->questions, NULL);
    const char *near = nearest_word(id, known);
    return near == NULL ? g_strdup("") : g_strdup_printf("; \"%s\" is near", near);
}

/* ---- show_if ---- */

/* What it waits for is not asked before it: why not. g_free. */
static char *
why_not_asked(const struct service_rules *rules, const json_t *object, const char *id)
{
    size_t i, j;
    json_t *page, *question;
    if (strcmp(json_text(object, "id", ""), id) == 0)
        return g_strdup("it cannot wait for its own answer");
    json_array_foreach (json_object_get(rules->definition, "pages"), i, page)
        json_array_foreach (json_object_get(page, "questions"), j, question)
            if (strcmp(json_text(question, "id", ""), id) == 0)
                return g_strdup("that question comes later: put it before this, or wait "
                                "for an earlier one");
    g_autofree char *near = service_rules_near(rules, id);
    return g_strconcat("no question has this id", near, NULL);
}

static void
check_value(struct service_rules *rules, const json_t *other, const json_t *value,
            const char *at)
{
    bool lists = is_kind(other, QUESTION_CHOICE) || is_kind(other, QUESTION_CHOICES);
    if (lists && !(json_is_string(value) && has_choice(other, json_string_value(value))))
        SERVICE_TELL(rules, "that question has no such choice", "%s", at);
    if (is_kind(other, QUESTION_YES_NO) && !json_is_boolean(value))
        SERVICE_TELL(rules, "that question is answered with true or false", "%s", at);
}

static void
check_applicant(struct service_rules *rules, const json_t *value, const char *at)
{
    const json_t *list = json_object_get(rules->definition, "applicants");
    size_t i;
    json_t *one;
    bool found = list == NULL && json_is_string(value) &&
                 strcmp(json_string_value(value), "self") == 0;
    json_array_foreach (list, i, one)
        found = found || json_equal(one, value);
    if (!found)
        SERVICE_TELL(rules,
                     "nobody applies so: add it to applicants, or wait for one of "
                     "those that stand there",
                     "%s", at);
}

static void
check_values(struct service_rules *rules, const json_t *other, const json_t *show_if,
             const char *at)
{
    const json_t *value = json_object_get(show_if, "value");
    size_t count = json_is_array(value) ? json_array_size(value) : 1;
    if (count == 0)
        SERVICE_TELL(rules, "an empty list never holds", "%s/show_if/value", at);
    for (size_t i = 0; i < count; i++) {
        const json_t *one = json_is_array(value) ? json_array_get(value, i) : value;
        char *place = json_is_array(value)
                          ? g_strdup_printf("%s/show_if/value/%zu", at, i)
                          : g_strdup_printf("%s/show_if/value", at);
        if (other == NULL)
            check_applicant(rules, one, place);
        else
            check_value(rules, other, one, place);
        g_free(place);
    }
}

/* A question may only wait for one that was asked before it: the form is filled in order. */
void
service_rules_condition(struct service_rules *rules, const json_t *object,
                        const json_t *page, const char *at)
{
    const json_t *show_if = json_object_get(object, "show_if");
    if (show_if == NULL)
        return;
    const char *id = json_text(show_if, "question", "");
    if (strcmp(id, SERVICE_APPLYING_AS) == 0) {
        check_values(rules, NULL, show_if, at);
        return;
    }
    const json_t *other = g_hash_table_lookup(rules->questions, id);
    const json_t *stands = g_hash_table_lookup(rules->page_of, id);
    static const enum question_kind silent[] = {QUESTION_FILE, QUESTION_SIGNATURE};
    if (other == NULL) {
        g_autofree char *why = why_not_asked(rules, object, id);
        SERVICE_TELL(rules, why, "%s/show_if/question", at);
    } else if (stands != NULL && stands != page)
        SERVICE_TELL(rules,
                     "it is asked once for each entry: only questions of its own "
                     "page can wait for it",
                     "%s/show_if/question", at);
    else if (is_of(other, silent, G_N_ELEMENTS(silent)))
        SERVICE_TELL(rules, "pages and signatures have no value to wait for",
                     "%s/show_if/question", at);
    else
        check_values(rules, other, show_if, at);
}

/* ---- one question ---- */

static void
check_from_card(struct service_rules *rules, const json_t *question, const json_t *page,
                const char *at)
{
    static const enum question_kind no_texts[] = {QUESTION_CHOICES, QUESTION_YES_NO,
                                                  QUESTION_NUMBER,  QUESTION_MONEY,
                                                  QUESTION_FILE,    QUESTION_SIGNATURE};
    bool from_card = json_object_get(question, "from_card") != NULL;
    const json_t *repeat = json_object_get(page, "repeat");
    if (json_is_true(json_object_get(question, "locked")) && !from_card)
        SERVICE_TELL(rules, "nobody could ever fill it: locked needs from_card",
                     "%s/locked", at);
    if (from_card && is_of(question, no_texts, G_N_ELEMENTS(no_texts)))
        SERVICE_TELL(rules, "the card holds texts; a question of this kind is none",
                     "%s/from_card", at);
    if (from_card && repeat != NULL &&
        !json_is_true(json_object_get(repeat, "first_is_applicant")))
        SERVICE_TELL(rules,
                     "on a repeated page the card fills the first entry: say "
                     "\"first_is_applicant\": true in repeat, or leave from_card out",
                     "%s/from_card", at);
}

/* What min and max may say at most, by kind. */
static const struct {
    enum question_kind kind;
    json_int_t least, most;
    const char *wanted;
} limits_of[] = {
    {QUESTION_TEXT, 0, FIELD_TEXT_LONGEST, "a text has 0 to 300 characters"},
    {QUESTION_PERSON_NAME, 0, FIELD_NAME_MOST, "a name has 0 to 70 characters"},
    {QUESTION_ADDRESS, 0, FIELD_TEXT_LONGEST, "an address has 0 to 300 characters"},
    {QUESTION_NUMBER, 0, 999999999, "a number has 1 to 9 digits and no minus"},
    {QUESTION_MONEY, 0, 999999999, "an amount is 0 to 999999999 fen"},
    {QUESTION_DATE, -60000, 60000, "days from today: -60000 to 60000"},
    {QUESTION_CHOICES, 0, SERVICE_CHOICES_MAX, "so many cannot be chosen"},
    {QUESTION_FILE, 1, SERVICE_MATERIAL_PAGES_MAX, "a file has 1 to 16 pages"},
};

static void
check_limit(struct service_rules *rules, const json_t *question, const char *name,
            const char *at)
{
    const json_t *limit = json_object_get(question, name);
    const json_t *choices = json_object_get(question, "choices");
    if (!json_is_integer(limit) || json_object_get(question, "kind") == NULL)
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(limits_of); i++) {
        json_int_t most = limits_of[i].most, value = json_integer_value(limit);
        if (!is_kind(question, limits_of[i].kind))
            continue;
        if (is_kind(question, QUESTION_CHOICES))
            most = MIN(most, (json_int_t)json_array_size(choices));
        if (value < limits_of[i].least || value > most)
            SERVICE_TELL(rules, limits_of[i].wanted, "%s/%s", at, name);
        return;
    }
    SERVICE_TELL(rules, "a question of this kind has no min and max: take it out",
                 "%s/%s", at, name);
}

static void
check_limits(struct service_rules *rules, const json_t *question, const char *at)
{
    const json_t *min = json_object_get(question, "min");
    const json_t *max = json_object_get(question, "max");
    check_limit(rules, question, "min", at);
    check_limit(rules, question, "max", at);
    if (json_is_integer(min) && json_is_integer(max) &&
        json_integer_value(min) > json_integer_value(max))
        SERVICE_TELL(rules, "min is greater than max", "%s/min", at);
}

static void
check_region(struct service_rules *rules, const json_t *question, const char *at)
{
    const char *region = json_text(question, "region", NULL);
    if (region == NULL)
        return;
    size_t length = strlen(region);
    if (!is_kind(question, QUESTION_ADDRESS))
        SERVICE_TELL(rules, "only an address has a region; its kind must be address",
                     "%s/region", at);
    if (length != 2 && length != 4 && length != 6 && length != 9 && length != 12)
        SERVICE_TELL(rules, "a code of a region has 2, 4, 6, 9 or 12 digits", "%s/region",
                     at);
    if (json_is_true(json_object_get(question, "locked")))
        SERVICE_TELL(rules, "a locked address is the card's own: leave region out",
                     "%s/region", at);
}

static void
check_question(struct service_rules *rules, const json_t *question, const json_t *page,
               const char *at)
{
    const char *id = json_text(question, "id", NULL);
    const json_t *repeated = json_object_get(page, "repeat") != NULL ? page : NULL;
    check_choices(rules, question, at);
    service_rules_condition(rules, question, repeated, at);
    check_from_card(rules, question, page, at);
    check_limits(rules, question, at);
    check_region(rules, question, at);
    if (repeated != NULL && is_kind(question, QUESTION_FILE))
        SERVICE_TELL(rules,
                     "pages of each entry cannot be told apart: make it one "
                     "material for all",
                     "%s/kind", at);
    if (id == NULL)
        return;
    if (strcmp(id, SERVICE_APPLYING_AS) == 0)
        SERVICE_TELL(rules, "this id is taken: it says who applies", "%s/id", at);
    if (g_hash_table_contains(rules->questions, id)) {
        SERVICE_TELL(rules, "an earlier question has the same id", "%s/id", at);
        return;
    }
    g_hash_table_insert(rules->questions, (gpointer)(uintptr_t)id,
                        (gpointer)(uintptr_t)question);
    if (repeated != NULL)
        g_hash_table_insert(rules->page_of, (gpointer)(uintptr_t)id,
                            (gpointer)(uintptr_t)page);
}

/* ---- pages ---- */

static void
check_repeat(struct service_rules *rules, const json_t *page, size_t i)
{
    const json_t *repeat = json_object_get(page, "repeat");
    if (repeat == NULL)
        return;
    json_int_t min = json_integer_value(json_object_get(repeat, "min"));
    json_int_t max = json_integer_value(json_object_get(repeat, "max"));
    const char *named_by = json_text(repeat, "named_by", NULL);
    if (max < 1)
        SERVICE_TELL(rules, "at least one entry must be possible",
                     "/pages/%zu/repeat/max", i);
    if (min > max)
        SERVICE_TELL(rules, "min is greater than max", "/pages/%zu/repeat/min", i);
    size_t j;
    json_t *question;
    bool found = named_by == NULL;
    json_array_foreach (json_object_get(page, "questions"), j, question)
        found = found || strcmp(json_text(question, "id", ""), named_by) == 0;
    if (!found)
        SERVICE_TELL(rules, "no question of this page has this id",
                     "/pages/%zu/repeat/named_by", i);
    bool filled = false;
    json_array_foreach (json_object_get(page, "questions"), j, question)
        filled = filled || json_object_get(question, "from_card") != NULL;
    if (!filled && json_is_true(json_object_get(repeat, "first_is_applicant")))
        SERVICE_TELL(rules,
                     "the card fills the first entry, but no question of this page has "
                     "from_card: give name and number one, or leave it out",
                     "/pages/%zu/repeat/first_is_applicant", i);
}

/* Answers of a repeated page stand under its id, beside those of questions. */
static void
check_page_names(struct service_rules *rules)
{
    size_t i;
    json_t *page;
    json_array_foreach (json_object_get(rules->definition, "pages"), i, page) {
        const char *id = json_text(page, "id", "");
        if (json_object_get(page, "repeat") != NULL &&
            (g_hash_table_contains(rules->questions, id) ||
             strcmp(id, SERVICE_APPLYING_AS) == 0))
            SERVICE_TELL(rules,
                         "a question has this id; answers of a repeated page stand "
                         "under the id of the page",
                         "/pages/%zu/id", i);
    }
}

static void
check_pages(struct service_rules *rules)
{
    size_t i, j, questions = 0;
    json_t *page, *question;
    GHashTable *met = g_hash_table_new(g_str_hash, g_str_equal);
    json_array_foreach (json_object_get(rules->definition, "pages"), i, page) {
        const char *id = json_text(page, "id", NULL);
        char *at = g_strdup_printf("/pages/%zu", i);
        if (id != NULL && !g_hash_table_add(met, (gpointer)(uintptr_t)id))
            SERVICE_TELL(rules, "an earlier page has the same id", "%s/id", at);
        service_rules_condition(rules, page, NULL, at);
        g_free(at);
        check_repeat(rules, page, i);
        json_array_foreach (json_object_get(page, "questions"), j, question) {
            at = g_strdup_printf("/pages/%zu/questions/%zu", i, j);
            check_question(rules, question, page, at);
            g_free(at);
            questions++;
        }
    }
    if (questions > SERVICE_QUESTIONS_MAX)
        SERVICE_TELL(rules, "more questions than one service may have", "/pages");
    g_hash_table_destroy(met);
    check_page_names(rules);
}

void
service_rules_form(struct service_rules *rules)
{
    check_pages(rules);
    service_rules_between(rules);
    service_rules_possible(rules);
}
