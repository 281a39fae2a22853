// SPDX-License-Identifier: Apache-2.0
#include "form_rules.h"

#include <string.h>

#include "base/json.h"
#include "core/field_limits.h"
#include "core/identity.h"

/* What an operand comes to. NOTHING: an answer is missing or wrong in itself, which is told
 * at its own place; the rule is silent then. */
struct worth {
    enum { NOTHING, NUMBER, DAY, WORD, TRUTH } kind;
    gint64 number;    // NUMBER, TRUTH; DAY: days since some day long ago
    const char *word; // WORD
};

struct reading {
    const struct service *service;
    const json_t *answers, *entry;
    const struct clock_date *today;
    const struct question_page *asked; // on which it is told: is there, whatever it waits for
};

static struct worth
number_worth(gint64 number)
{
    return (struct worth){.kind = NUMBER, .number = number};
}

static struct worth
day_worth(int year, int month, int day)
{
    GDate date;
    if (!g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        return (struct worth){0};
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    return (struct worth){.kind = DAY, .number = g_date_get_julian(&date)};
}

static struct worth
text_worth(const char *text)
{
    int year, month, day;
    if (strlen(text) == 10 && field_parse_date(text, &year, &month, &day))
        return day_worth(year, month, day);
    return (struct worth){.kind = WORD, .word = text};
}

static struct worth
value_worth(const json_t *value)
{
    if (json_is_integer(value))
        return number_worth(json_integer_value(value));
    if (json_is_boolean(value))
        return (struct worth){.kind = TRUTH, .number = json_is_true(value)};
    return json_is_string(value) ? text_worth(json_string_value(value))
                                 : (struct worth){0};
}

/* The answer to a question that is shown and right in itself; NULL: there is none. */
static const json_t *
good_answer(const struct reading *reading, const struct question *question,
            const json_t *entry)
{
    const json_t *from = question->page->repeat != NULL ? entry : reading->answers;
    const json_t *value = json_object_get(from, question->id);
    bool good = value != NULL &&
                form_is_shown(reading->service, question, reading->answers, entry) &&
                field_check(question, value, reading->today).problem == FIELD_GOOD;
    return good ? value : NULL;
}

static bool
page_is_there(const struct reading *reading, const struct question_page *page)
{
    return page == reading->asked ||
           form_page_is_shown(reading->service, page, reading->answers);
}

static struct worth
count_worth(const struct reading *reading, const char *id)
{
    const struct question *question = service_question(reading->service, id);
    if (question != NULL) {
        const json_t *value = good_answer(reading, question, reading->entry);
        return value == NULL ? (struct worth){0}
                             : number_worth((gint64)json_array_size(value));
    }
    const struct question_page *page = service_page(reading->service, id);
    if (!page_is_there(reading, page))
        return (struct worth){0};
    return number_worth((gint64)json_array_size(form_entries(page, reading->answers)));
}

static struct worth
sum_worth(const struct reading *reading, const struct question *question)
{
    gint64 sum = 0;
    size_t i;
    json_t *entry;
    if (!page_is_there(reading, question->page))
        return number_worth(0);
    json_array_foreach (form_entries(question->page, reading->answers), i, entry)
        sum += json_integer_value(good_answer(reading, question, entry));
    return number_worth(sum);
}

/* What an ID number, or a date of birth, says of a person. */
static struct worth
person_worth(const struct reading *reading, enum operand_kind kind, const json_t *value)
{
    const char *text = json_string_value(value);
    char birth[11];
    if (strlen(text) == FIELD_ID_LENGTH)
        g_snprintf(birth, sizeof birth, "%.4s-%.2s-%.2s", text + 6, text + 10, text + 12);
    else
        g_strlcpy(birth, text, sizeof birth);
    if (kind == OPERAND_BIRTH_OF) {
        struct worth day = text_worth(birth);
        return day.kind == DAY ? day : (struct worth){0};
    }
    if (kind == OPERAND_SEX_OF && strlen(text) == FIELD_ID_LENGTH)
        return (struct worth){.kind = WORD,
                              .word = (text[16] - '0') % 2 == 1 ? "male" : "female"};
    int age = identity_age(birth, reading->today);
    return age < 0 ? (struct worth){0} : number_worth(age);
}

static struct worth
operand_worth(const struct reading *reading, const struct operand *operand)
{
    const struct clock_date *today = reading->today;
    if (operand->kind == OPERAND_VALUE)
        return value_worth(operand->value);
    if (operand->kind == OPERAND_TODAY)
        return day_worth(today->year, today->month, today->day);
    if (operand->kind == OPERAND_COUNT)
        return count_worth(reading, operand->id);
    const struct question *question = service_question(reading->service, operand->id);
    if (operand->kind == OPERAND_SUM)
        return sum_worth(reading, question);
    const json_t *value = good_answer(reading, question, reading->entry);
    if (value == NULL)
        return (struct worth){0};
    return operand->kind == OPERAND_QUESTION
               ? value_worth(value)
               : person_worth(reading, operand->kind, value);
}

static bool
relation_holds(enum rule_relation is, gint64 left, gint64 right)
{
    switch (is) {
    case RULE_EQUAL:
        return left == right;
    case RULE_DIFFERENT:
        return left != right;
    case RULE_LESS:
        return left < right;
    case RULE_AT_MOST:
        return left <= right;
    case RULE_MORE:
        return left > right;
    case RULE_AT_LEAST:
        return left >= right;
    }
    g_assert_not_reached();
}

static bool
rule_holds(const struct reading *reading, const struct rule *rule)
{
    if (!form_condition_holds(reading->service, &rule->show_if, reading->answers,
                              reading->entry))
        return true;
    struct worth left = operand_worth(reading, &rule->left);
    struct worth right = operand_worth(reading, &rule->right);
    if (left.kind == NOTHING || left.kind != right.kind)
        return true;
    if (left.kind == WORD)
        return relation_holds(rule->is, strcmp(left.word, right.word), 0);
    return relation_holds(rule->is, left.number + rule->left.plus,
                          right.number + rule->right.plus);
}

const struct rule *
form_broken_rule(const struct service *service, const struct question *question,
                 const json_t *answers, const json_t *entry,
                 const struct clock_date *today)
{
    const struct reading reading = {.service = service,
                                    .answers = answers,
                                    .entry = entry,
                                    .today = today,
                                    .asked = question->page};
    for (size_t i = 0; i < service->rule_count; i++)
        if (service->rules[i].at == question && !rule_holds(&reading, &service->rules[i]))
            return &service->rules[i];
    return NULL;
}

const struct rule *
form_broken_page_rule(const struct service *service, const struct question_page *page,
                      const json_t *answers, const struct clock_date *today)
{
    const struct reading reading = {
        .service = service, .answers = answers, .today = today, .asked = page};
    for (size_t i = 0; i < service->rule_count; i++)
        if (service->rules[i].at == NULL && service->rules[i].at_page == page &&
            !rule_holds(&reading, &service->rules[i]))
            return &service->rules[i];
    return NULL;
}
