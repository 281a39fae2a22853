// SPDX-License-Identifier: Apache-2.0
// Fields of form.h: typing, choosing, and text ↔ value.
#include "form.h"

#include <limits.h>
#include <string.h>

#include "core/field_limits.h"

bool
field_parse_date(const char *text, int *year_out, int *month_out, int *day_out)
{
    static const char *const shapes[] = {"dddd-dd-dd", "dddddddd"};
    for (size_t s = 0; s < G_N_ELEMENTS(shapes); s++) {
        int number = 0;
        size_t i = 0;
        for (; shapes[s][i] != '\0' && text[i] != '\0'; i++) {
            if (shapes[s][i] == 'd' && !g_ascii_isdigit(text[i]))
                break;
            if (shapes[s][i] == '-' && text[i] != '-')
                break;
            if (text[i] != '-')
                number = number * 10 + (text[i] - '0');
        }
        if (shapes[s][i] == '\0' && text[i] == '\0') {
            *year_out = number / 10000;
            *month_out = number / 100 % 100;
            *day_out = number % 100;
            return true;
        }
    }
    return false;
}

static bool
accepts_digit(const char *text, const char *key)
{
    (void)text;
    return g_ascii_isdigit(key[0]);
}

/* X only where the check digit stands. */
static bool
accepts_id(const char *text, const char *key)
{
    bool last = strlen(text) == FIELD_ID_LENGTH - 1;
    return g_ascii_isdigit(key[0]) || (last && (key[0] == 'X' || key[0] == 'x'));
}

static bool
accepts_code(const char *text, const char *key)
{
    (void)text;
    return g_ascii_isalnum(key[0]);
}

/* Yuan with at most two places behind the point. */
static bool
accepts_money(const char *text, const char *key)
{
    const char *point = strchr(text, '.');
    if (key[0] == '.')
        return point == NULL && text[0] != '\0';
    return g_ascii_isdigit(key[0]) && (point == NULL || strlen(point) < 3);
}

static bool
accepts_any(const char *text, const char *key)
{
    gunichar character = g_utf8_get_char(key);
    // A text never begins with a space; everything that can be seen may stand in it.
    if (character == ' ')
        return text[0] != '\0';
    return !g_unichar_iscntrl(character);
}

static const struct {
    int most;                                           // characters
    bool (*accepts)(const char *text, const char *key); // NULL: not typed
} typed[QUESTION_KIND_COUNT] = {
    [QUESTION_TEXT] = {FIELD_TEXT_MOST, accepts_any},
    [QUESTION_PERSON_NAME] = {FIELD_NAME_MOST, accepts_any},
    [QUESTION_ADDRESS] = {FIELD_TEXT_MOST, accepts_any},
    [QUESTION_ID_NUMBER] = {FIELD_ID_LENGTH, accepts_id},
    [QUESTION_PHONE] = {FIELD_PHONE_LENGTH, accepts_digit},
    [QUESTION_BANK_CARD] = {FIELD_BANK_CARD_MOST, accepts_digit},
    [QUESTION_DATE] = {FIELD_DATE_LENGTH, accepts_digit},
    [QUESTION_NUMBER] = {FIELD_NUMBER_MOST, accepts_digit},
    [QUESTION_MONEY] = {FIELD_MONEY_MOST, accepts_money},
    [QUESTION_CREDIT_CODE] = {FIELD_CREDIT_CODE_LENGTH, accepts_code},
};

static bool
is_free_text(const struct question *question)
{
    return typed[question->kind].accepts == accepts_any;
}

bool
field_is_typed(const struct question *question)
{
    return typed[question->kind].accepts != NULL;
}

int
field_max_length(const struct question *question)
{
    int most = typed[question->kind].most;
    return is_free_text(question) && question->max != INT_MAX ? question->max : most;
}

static char *
without_last(const char *text)
{
    const char *last = g_utf8_find_prev_char(text, text + strlen(text));
    return last == NULL ? NULL : g_strndup(text, (gsize)(last - text));
}

char *
field_type(const struct question *question, const char *text, const char *key)
{
    if (!field_is_typed(question))
        return NULL;
    if (strcmp(key, "\b") == 0)
        return without_last(text);
    if (!g_utf8_validate(key, -1, NULL) || g_utf8_strlen(key, -1) != 1)
        return NULL;
    if (g_utf8_strlen(text, -1) >= field_max_length(question) ||
        !typed[question->kind].accepts(text, key))
        return NULL;
    // Letters of a number are capitals, however they were typed.
    if (question->kind != QUESTION_ID_NUMBER && question->kind != QUESTION_CREDIT_CODE)
        return g_strconcat(text, key, NULL);
    return g_strdup_printf("%s%c", text, g_ascii_toupper(key[0]));
}

/* ---- text ↔ value ---- */

static json_t *
money_value(const char *text)
{
    const char *point = strchr(text, '.');
    gint64 fen = g_ascii_strtoll(text, NULL, 10) * 100;
    if (point != NULL && point[1] != '\0')
        fen += (point[1] - '0') * 10 + (point[2] != '\0' ? point[2] - '0' : 0);
    return json_integer(fen);
}

static json_t *
date_value(const char *text)
{
    int year, month, day;
    // What is not yet a whole date stays as it was typed, and the checker says so.
    if (!field_parse_date(text, &year, &month, &day))
        return json_string(text);
    return json_sprintf("%04d-%02d-%02d", year, month, day);
}

json_t *
field_value(const struct question *question, const char *text)
{
    char *trimmed = g_strstrip(g_strdup(text));
    json_t *value = NULL;
    if (trimmed[0] == '\0')
        value = NULL;
    else if (question->kind == QUESTION_NUMBER)
        value = json_integer(g_ascii_strtoll(trimmed, NULL, 10));
    else if (question->kind == QUESTION_MONEY)
        value = money_value(trimmed);
    else if (question->kind == QUESTION_DATE)
        value = date_value(trimmed);
    else
        value = json_string(trimmed);
    explicit_bzero(trimmed, strlen(trimmed));
    g_free(trimmed);
    return value;
}

char *
field_text(const struct question *question, const json_t *value)
{
    if (json_is_integer(value)) {
        gint64 number = json_integer_value(value);
        if (question->kind != QUESTION_MONEY)
            return g_strdup_printf("%" G_GINT64_FORMAT, number);
        if (number % 100 == 0)
            return g_strdup_printf("%" G_GINT64_FORMAT, number / 100);
        return g_strdup_printf("%" G_GINT64_FORMAT ".%02d", number / 100,
                               (int)(number % 100));
    }
    if (question->kind == QUESTION_ADDRESS && json_is_object(value))
        value = json_object_get(value, "detail");
    if (!json_is_string(value) || !field_is_typed(question))
        return g_strdup("");
    int year, month, day;
    if (question->kind == QUESTION_DATE &&
        field_parse_date(json_string_value(value), &year, &month, &day))
        return g_strdup_printf("%04d%02d%02d", year, month, day);
    return g_strdup(json_string_value(value));
}

/* ---- choosing ---- */

static json_t *
toggled(const json_t *list, const char *word)
{
    json_t *result = json_array();
    bool there = false;
    size_t i;
    json_t *one;
    json_array_foreach (list, i, one) {
        if (strcmp(json_string_value(one), word) == 0)
            there = true;
        else
            json_array_append(result, one);
    }
    if (!there)
        json_array_append_new(result, json_string(word));
    return result;
}

json_t *
field_choose(const struct question *question, const json_t *value, const char *word)
{
    if (question->kind == QUESTION_YES_NO) {
        bool yes = strcmp(word, FIELD_YES) == 0;
        return yes || strcmp(word, FIELD_NO) == 0 ? json_boolean(yes) : NULL;
    }
    for (size_t i = 0; i < question->choice_count; i++) {
        if (strcmp(question->choices[i].value, word) != 0)
            continue;
        return question->kind == QUESTION_CHOICES ? toggled(value, word)
                                                  : json_string(word);
    }
    return NULL;
}
