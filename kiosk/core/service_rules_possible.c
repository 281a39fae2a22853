// SPDX-License-Identifier: Apache-2.0
// The second pass of service_schema.h over rules between answers once more: a rule that no
// answer can fulfil stops everybody, and its author does not see it.
#include "service_schema.h"

#include <string.h>

#include "base/json.h"
#include "core/field_limits.h"
#include "core/service.h"

#define NUMBER_MOST 999999999 // FIELD_NUMBER_MOST digits
#define AGE_MOST 150

/* What an operand can come to. Dates are counted in days from today, so a day of the calendar
 * is not known. */
struct reach {
    bool known;
    json_int_t least, most;
};

static const struct reach unknown;

static struct reach
between(json_int_t least, json_int_t most)
{
    return (struct reach){true, least, most};
}

static json_int_t
integer(const json_t *object, const char *name, json_int_t otherwise)
{
    const json_t *value = json_object_get(object, name);
    return json_is_integer(value) ? json_integer_value(value) : otherwise;
}

static struct reach
reach_of_question(const struct service_rules *rules, const char *id)
{
    const json_t *question = g_hash_table_lookup(rules->questions, id);
    const char *kind = json_text(question, "kind", "");
    if (strcmp(kind, "number") == 0 || strcmp(kind, "money") == 0)
        return between(MAX(integer(question, "min", 0), 0),
                       integer(question, "max", NUMBER_MOST));
    if (strcmp(kind, "date") == 0)
        return between(integer(question, "min", INT32_MIN),
                       integer(question, "max", INT32_MAX));
    return unknown;
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

static struct reach
reach_of_count(const struct service_rules *rules, const char *id)
{
    const json_t *repeat = json_object_get(page_named(rules, id), "repeat");
    const json_t *question = g_hash_table_lookup(rules->questions, id);
    if (repeat != NULL)
        return between(integer(repeat, "min", 0),
                       integer(repeat, "max", SERVICE_ENTRIES_MAX));
    if (question == NULL)
        return unknown;
    json_int_t all = (json_int_t)json_array_size(json_object_get(question, "choices"));
    return between(integer(question, "min", 0), integer(question, "max", all));
}

static struct reach
reach_of_sum(const struct service_rules *rules, const char *id)
{
    const json_t *page = g_hash_table_lookup(rules->page_of, id);
    struct reach one = reach_of_question(rules, id);
    const json_t *repeat = json_object_get(page, "repeat");
    if (repeat == NULL || !one.known)
        return unknown;
    return between(0, one.most * integer(repeat, "max", SERVICE_ENTRIES_MAX));
}

static struct reach
reach_of(const struct service_rules *rules, const json_t *operand)
{
    const json_t *value = json_object_get(operand, "value");
    const char *id;
    struct reach reach = unknown;
    if (json_is_integer(value))
        reach = between(json_integer_value(value), json_integer_value(value));
    else if ((id = json_text(operand, "question", NULL)) != NULL)
        reach = reach_of_question(rules, id);
    else if (json_is_true(json_object_get(operand, "today")))
        reach = between(0, 0);
    else if ((id = json_text(operand, "count", NULL)) != NULL)
        reach = reach_of_count(rules, id);
    else if ((id = json_text(operand, "sum", NULL)) != NULL)
        reach = reach_of_sum(rules, id);
    else if (json_object_get(operand, "age_of") != NULL)
        reach = between(0, AGE_MOST);
    json_int_t plus = integer(operand, "plus", 0);
    reach.least += plus;
    reach.most += plus;
    return reach;
}

static bool
is_relation(const char *is, enum rule_relation relation)
{
    return strcmp(is, service_relation_words[relation]) == 0;
}

/* Some answer within `left` and some within `right` stand to each other so. */
static bool
can_hold(struct reach left, const char *is, struct reach right)
{
    if (is_relation(is, RULE_LESS))
        return left.least < right.most;
    if (is_relation(is, RULE_AT_MOST))
        return left.least <= right.most;
    if (is_relation(is, RULE_MORE))
        return left.most > right.least;
    if (is_relation(is, RULE_AT_LEAST))
        return left.most >= right.least;
    if (is_relation(is, RULE_EQUAL))
        return left.least <= right.most && left.most >= right.least;
    return left.least != left.most || right.least != right.most ||
           left.least != right.least;
}

/* The same answer on both sides. */
static bool
can_hold_alone(const char *is)
{
    return is_relation(is, RULE_EQUAL) || is_relation(is, RULE_AT_MOST) ||
           is_relation(is, RULE_AT_LEAST);
}

/* A choice is compared with a word that is none of its values, or a sex that is none. */
static bool
names_no_choice(const struct service_rules *rules, const json_t *asked,
                const json_t *other)
{
    const char *word = json_string_value(json_object_get(other, "value"));
    const char *id = json_text(asked, "question", NULL);
    if (word == NULL)
        return false;
    if (json_object_get(asked, "sex_of") != NULL)
        return strcmp(word, "male") != 0 && strcmp(word, "female") != 0;
    const json_t *question = id == NULL ? NULL
                                        : g_hash_table_lookup(rules->questions, id);
    if (strcmp(json_text(question, "kind", ""), "choice") != 0)
        return false;
    size_t i;
    json_t *choice;
    json_array_foreach (json_object_get(question, "choices"), i, choice)
        if (strcmp(json_text(choice, "value", ""), word) == 0)
            return false;
    return true;
}

/* What earlier rules that always hold have left of a question. */
static void
narrow(struct reach *left, const char *is, json_int_t value)
{
    if (is_relation(is, RULE_LESS) || is_relation(is, RULE_AT_MOST))
        left->most = MIN(left->most, value - is_relation(is, RULE_LESS));
    if (is_relation(is, RULE_MORE) || is_relation(is, RULE_AT_LEAST))
        left->least = MAX(left->least, value + is_relation(is, RULE_MORE));
    if (is_relation(is, RULE_EQUAL)) {
        left->least = MAX(left->least, value);
        left->most = MIN(left->most, value);
    }
}

/* Rules about one question that each can hold, and never together. */
static void
check_together(struct service_rules *rules, GHashTable *left_over, const json_t *rule,
               struct reach right, size_t index)
{
    const json_t *operand = json_object_get(rule, "left");
    const char *id = json_text(operand, "question", NULL);
    if (id == NULL || json_object_get(rule, "show_if") != NULL || !right.known ||
        right.least != right.most || integer(operand, "plus", 0) != 0)
        return;
    struct reach *left = g_hash_table_lookup(left_over, id);
    if (left == NULL) {
        left = g_new(struct reach, 1);
        *left = reach_of_question(rules, id);
        g_hash_table_insert(left_over, (gpointer)(uintptr_t)id, left);
    }
    if (!left->known)
        return;
    narrow(left, json_text(rule, "is", ""), right.least);
    if (left->least <= left->most)
        return;
    left->known = false; // told once
    SERVICE_TELL(rules, "no answer fulfils this and the rules before it together",
                 "/rules/%zu", index);
}

static void
check_rule(struct service_rules *rules, GHashTable *left_over, const json_t *rule,
           size_t i)
{
    const json_t *left = json_object_get(rule, "left");
    const json_t *right = json_object_get(rule, "right");
    const char *is = json_text(rule, "is", "");
    if (names_no_choice(rules, left, right) || names_no_choice(rules, right, left)) {
        SERVICE_TELL(rules, "that question has no such choice", "/rules/%zu/%s/value", i,
                     json_object_get(right, "value") != NULL ? "right" : "left");
        return;
    }
    struct reach left_reach = reach_of(rules, left);
    struct reach right_reach = reach_of(rules, right);
    bool alone = json_equal(left, right) && !can_hold_alone(is);
    if (alone ||
        (left_reach.known && right_reach.known && !can_hold(left_reach, is, right_reach)))
        SERVICE_TELL(rules,
                     "no answer can ever fulfil this: look at the relation, at min and "
                     "max of the questions, and at the value",
                     "/rules/%zu/is", i);
    else
        check_together(rules, left_over, rule, right_reach, i);
}

void
service_rules_possible(struct service_rules *rules)
{
    GHashTable *left_over = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    size_t i;
    json_t *rule;
    json_array_foreach (json_object_get(rules->definition, "rules"), i, rule)
        check_rule(rules, left_over, rule, i);
    g_hash_table_destroy(left_over);
}
