// SPDX-License-Identifier: Apache-2.0
// Fields of form.h: what is wrong with one answer.
#include "form.h"

#include <limits.h>
#include <string.h>

#include "core/field_limits.h"
#include "core/identity.h"

static struct field_defect
defect_of(const struct question *question, enum field_problem problem, int have, int want)
{
    return (struct field_defect){
        .question = question, .problem = problem, .have = have, .want = want};
}

#define GOOD(question) defect_of(question, FIELD_GOOD, 0, 0)
#define PROBLEM(question, problem) defect_of(question, problem, 0, 0)

static bool
all_digits(const char *text)
{
    return text[strspn(text, "0123456789")] == '\0';
}

static int
characters(const json_t *value)
{
    return (int)g_utf8_strlen(json_string_value(value), -1);
}

static bool
has_control(const char *text)
{
    for (; *text != '\0'; text++)
        if (g_ascii_iscntrl(*text))
            return true;
    return false;
}

static struct field_defect
check_text(const struct question *question, const json_t *value,
           const struct clock_date *today)
{
    (void)today;
    int have = characters(value);
    int most = field_max_length(question);
    if (has_control(json_string_value(value)))
        return PROBLEM(question, FIELD_WRONG_FORM);
    if (question->min != INT_MIN && have < question->min)
        return defect_of(question, FIELD_TOO_SHORT, have, question->min);
    if (have > most)
        return defect_of(question, FIELD_TOO_LONG, have, most);
    return GOOD(question);
}

static struct field_defect
check_id_number(const struct question *question, const json_t *value,
                const struct clock_date *today)
{
    const char *text = json_string_value(value);
    int have = characters(value);
    switch (identity_check(text, today)) {
    case IDENTITY_GOOD:
        return GOOD(question);
    case IDENTITY_OLD:
        return defect_of(question, FIELD_OLD_FORM, have, FIELD_ID_LENGTH);
    case IDENTITY_LENGTH:
        return defect_of(question,
                         have < FIELD_ID_LENGTH ? FIELD_TOO_SHORT : FIELD_TOO_LONG, have,
                         FIELD_ID_LENGTH);
    case IDENTITY_CHARACTER:
        return PROBLEM(question, FIELD_WRONG_FORM);
    case IDENTITY_DATE:
        return PROBLEM(question, FIELD_NO_SUCH_DAY);
    case IDENTITY_CHECK_DIGIT:
        return PROBLEM(question, FIELD_WRONG_DIGIT);
    }
    g_assert_not_reached();
}

static struct field_defect
check_phone(const struct question *question, const json_t *value,
            const struct clock_date *today)
{
    (void)today;
    const char *text = json_string_value(value);
    int have = characters(value);
    if (!all_digits(text) || text[0] != '1')
        return PROBLEM(question, FIELD_WRONG_FORM);
    if (have != FIELD_PHONE_LENGTH)
        return defect_of(question,
                         have < FIELD_PHONE_LENGTH ? FIELD_TOO_SHORT : FIELD_TOO_LONG,
                         have, FIELD_PHONE_LENGTH);
    return GOOD(question);
}

static struct field_defect
check_bank_card(const struct question *question, const json_t *value,
                const struct clock_date *today)
{
    (void)today;
    const char *text = json_string_value(value);
    int have = characters(value);
    if (!all_digits(text))
        return PROBLEM(question, FIELD_WRONG_FORM);
    if (have < FIELD_BANK_CARD_LEAST)
        return defect_of(question, FIELD_TOO_SHORT, have, FIELD_BANK_CARD_LEAST);
    if (have > FIELD_BANK_CARD_MOST)
        return defect_of(question, FIELD_TOO_LONG, have, FIELD_BANK_CARD_MOST);
    return identity_bank_card_is_good(text) ? GOOD(question)
                                            : PROBLEM(question, FIELD_WRONG_DIGIT);
}

/* Days since some day long ago; only differences mean something. */
static int
julian(int year, int month, int day)
{
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    return (int)g_date_get_julian(&date);
}

static struct field_defect
check_date(const struct question *question, const json_t *value,
           const struct clock_date *today)
{
    const char *text = json_string_value(value);
    if (all_digits(text) && strlen(text) < FIELD_DATE_LENGTH)
        return defect_of(question, FIELD_TOO_SHORT, (int)strlen(text), FIELD_DATE_LENGTH);
    int year, month, day;
    if (!field_parse_date(text, &year, &month, &day))
        return PROBLEM(question, FIELD_WRONG_FORM);
    if (!g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        return PROBLEM(question, FIELD_NO_SUCH_DAY);
    int away = julian(year, month, day) - julian(today->year, today->month, today->day);
    if (away < question->min)
        return defect_of(question, FIELD_OUT_OF_RANGE, away, question->min);
    if (away > question->max)
        return defect_of(question, FIELD_OUT_OF_RANGE, away, question->max);
    return GOOD(question);
}

static bool
has_choice(const struct question *question, const json_t *value)
{
    const char *word = json_string_value(value);
    for (size_t i = 0; word != NULL && i < question->choice_count; i++)
        if (strcmp(question->choices[i].value, word) == 0)
            return true;
    return false;
}

static struct field_defect
check_choice(const struct question *question, const json_t *value,
             const struct clock_date *today)
{
    (void)today;
    return has_choice(question, value) ? GOOD(question)
                                       : PROBLEM(question, FIELD_NOT_A_CHOICE);
}

static struct field_defect
check_choices(const struct question *question, const json_t *value,
              const struct clock_date *today)
{
    (void)today;
    size_t i, j;
    json_t *one;
    int have = (int)json_array_size(value);
    json_array_foreach (value, i, one) {
        if (!has_choice(question, one))
            return PROBLEM(question, FIELD_NOT_A_CHOICE);
        for (j = 0; j < i; j++)
            if (json_equal(one, json_array_get(value, j)))
                return PROBLEM(question, FIELD_NOT_A_CHOICE);
    }
    if (question->min != INT_MIN && have < question->min)
        return defect_of(question, FIELD_TOO_SHORT, have, question->min);
    if (have > question->max)
        return defect_of(question, FIELD_TOO_LONG, have, question->max);
    return GOOD(question);
}

static struct field_defect
check_yes_no(const struct question *question, const json_t *value,
             const struct clock_date *today)
{
    (void)value;
    (void)today;
    return GOOD(question);
}

static struct field_defect
check_number(const struct question *question, const json_t *value,
             const struct clock_date *today)
{
    (void)today;
    json_int_t number = json_integer_value(value);
    int have = (int)CLAMP(number, INT_MIN, INT_MAX);
    if (number < question->min)
        return defect_of(question, FIELD_OUT_OF_RANGE, have, question->min);
    if (number > question->max)
        return defect_of(question, FIELD_OUT_OF_RANGE, have, question->max);
    return GOOD(question);
}

static struct field_defect
check_credit_code(const struct question *question, const json_t *value,
                  const struct clock_date *today)
{
    (void)today;
    const char *text = json_string_value(value);
    int have = characters(value);
    for (const char *at = text; *at != '\0'; at++)
        if (!g_ascii_isdigit(*at) && !g_ascii_isupper(*at))
            return PROBLEM(question, FIELD_WRONG_FORM);
    if (have != FIELD_CREDIT_CODE_LENGTH)
        return defect_of(
            question, have < FIELD_CREDIT_CODE_LENGTH ? FIELD_TOO_SHORT : FIELD_TOO_LONG,
            have, FIELD_CREDIT_CODE_LENGTH);
    return identity_uscc_is_good(text) ? GOOD(question)
                                       : PROBLEM(question, FIELD_WRONG_DIGIT);
}

/* Strokes as <kiosk/office.h> has them: x, y, x, y … in thousandths. */
static struct field_defect
check_signature(const struct question *question, const json_t *value,
                const struct clock_date *today)
{
    (void)today;
    size_t i, j;
    json_t *stroke, *number;
    if (json_array_size(value) > FIELD_STROKES_MOST)
        return PROBLEM(question, FIELD_WRONG_FORM);
    json_array_foreach (value, i, stroke) {
        size_t count = json_array_size(stroke);
        if (count < 2 || count % 2 != 0 || count > FIELD_STROKE_MOST)
            return PROBLEM(question, FIELD_WRONG_FORM);
        json_array_foreach (stroke, j, number)
            if (!json_is_integer(number) || json_integer_value(number) < 0 ||
                json_integer_value(number) > 1000)
                return PROBLEM(question, FIELD_WRONG_FORM);
    }
    return GOOD(question);
}

/* A place that was picked, and what was typed behind it. */
static struct field_defect
check_place(const struct question *question, const json_t *value)
{
    const json_t *region = json_object_get(value, "region");
    const json_t *name = json_object_get(value, "region_name");
    const json_t *detail = json_object_get(value, "detail");
    int least = question->min == INT_MIN ? 1 : question->min;
    if (!json_is_string(region) || !json_is_string(name) ||
        !all_digits(json_string_value(region)) ||
        !g_str_has_prefix(json_string_value(region),
                          question->region != NULL ? question->region : ""))
        return PROBLEM(question, FIELD_WRONG_FORM);
    if (detail != NULL && !json_is_string(detail))
        return PROBLEM(question, FIELD_WRONG_FORM);
    int have = detail == NULL ? 0 : characters(detail), most = field_max_length(question);
    if (have < least)
        return defect_of(question, FIELD_TOO_SHORT, have, least);
    if (have > most)
        return defect_of(question, FIELD_TOO_LONG, have, most);
    return GOOD(question);
}

/* What an answer of each kind is made of, and who looks at it. */
static const struct {
    json_type type; // JSON_TRUE: a boolean
    struct field_defect (*check)(const struct question *question, const json_t *value,
                                 const struct clock_date *today);
} kinds[QUESTION_KIND_COUNT] = {
    [QUESTION_TEXT] = {JSON_STRING, check_text},
    [QUESTION_PERSON_NAME] = {JSON_STRING, check_text},
    [QUESTION_ADDRESS] = {JSON_STRING, check_text},
    [QUESTION_ID_NUMBER] = {JSON_STRING, check_id_number},
    [QUESTION_PHONE] = {JSON_STRING, check_phone},
    [QUESTION_BANK_CARD] = {JSON_STRING, check_bank_card},
    [QUESTION_DATE] = {JSON_STRING, check_date},
    [QUESTION_CHOICE] = {JSON_STRING, check_choice},
    [QUESTION_CHOICES] = {JSON_ARRAY, check_choices},
    [QUESTION_YES_NO] = {JSON_TRUE, check_yes_no},
    [QUESTION_NUMBER] = {JSON_INTEGER, check_number},
    [QUESTION_MONEY] = {JSON_INTEGER, check_number},
    [QUESTION_CREDIT_CODE] = {JSON_STRING, check_credit_code},
    [QUESTION_SIGNATURE] = {JSON_ARRAY, check_signature},
};

struct field_defect
field_check(const struct question *question, const json_t *value,
            const struct clock_date *today)
{
    if (question->kind == QUESTION_FILE)
        return GOOD(question); // its pages are a material
    bool empty = value == NULL || json_is_null(value) ||
                 (json_is_string(value) && json_string_length(value) == 0) ||
                 (json_is_array(value) && json_array_size(value) == 0);
    if (empty)
        return PROBLEM(question, question->required ? FIELD_MISSING : FIELD_GOOD);
    if (question->kind == QUESTION_ADDRESS && json_is_object(value))
        return check_place(question, value);
    json_type type = json_is_boolean(value) ? JSON_TRUE : json_typeof(value);
    if (type != kinds[question->kind].type)
        return PROBLEM(question, FIELD_WRONG_FORM);
    if (question->locked)
        return GOOD(question);
    return kinds[question->kind].check(question, value, today);
}
