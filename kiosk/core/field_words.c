// SPDX-License-Identifier: Apache-2.0
// Fields of form.h: what is said about an answer, and the answer as a person reads it.
#include "form.h"

#include <limits.h>
#include <string.h>

#include "core/field_limits.h"
#include "base/json.h"
#include "core/identity.h"
#include "core/text.h"

/* One sentence a row. `says` may use %1$d (what is there) and %2$d (what is wanted). The
 * first row that fits counts; rows of a kind stand before the row for any kind. */
#define ANY_KIND QUESTION_KIND_COUNT
#define MATERIAL_KIND (QUESTION_KIND_COUNT + 1)
#define ENTRIES_KIND (QUESTION_KIND_COUNT + 2) // of a repeated page

struct words {
    int kind;
    enum field_problem problem;
    const char *says;
    const char *remedy;
    const char *remedy_one; // when just one is missing or too many; NULL: `remedy`
};

static const struct words words[] = {
    {QUESTION_PHONE, FIELD_TOO_SHORT, N_("%1$d so far; a mobile number has %2$d digits"),
     N_("Add the missing digits"), N_("Add the missing digit")},
    {QUESTION_PHONE, FIELD_TOO_LONG, N_("%1$d digits; a mobile number has %2$d"),
     N_("Delete the digits that are too many"), N_("Delete the digit that is too many")},
    {QUESTION_PHONE, FIELD_WRONG_FORM, N_("A mobile number begins with 1"),
     N_("Check the number and type it again"), NULL},
    {QUESTION_ID_NUMBER, FIELD_TOO_SHORT, N_("%1$d so far; an ID number has %2$d places"),
     N_("Add the missing digits"), N_("Add the missing digit")},
    {QUESTION_ID_NUMBER, FIELD_TOO_LONG, N_("%1$d places; an ID number has %2$d"),
     N_("Delete the digits that are too many"), N_("Delete the digit that is too many")},
    {QUESTION_ID_NUMBER, FIELD_OLD_FORM,
     N_("This is an old number of %1$d digits; now there are %2$d"),
     N_("Type the number that stands on the card now"), NULL},
    {QUESTION_ID_NUMBER, FIELD_WRONG_FORM,
     N_("An ID number has digits only; the last place may be X"),
     N_("Type it again as it stands on the card"), NULL},
    {QUESTION_ID_NUMBER, FIELD_NO_SUCH_DAY,
     N_("The birth date in the number is not a day that was"),
     N_("Compare the middle eight digits with the card"), NULL},
    {QUESTION_ID_NUMBER, FIELD_WRONG_DIGIT,
     N_("The last place does not fit the ones before it"),
     N_("One digit is mistyped: compare it with the card"), NULL},
    {QUESTION_BANK_CARD, FIELD_TOO_SHORT,
     N_("%1$d so far; a bank card number has %2$d digits or more"),
     N_("Add the missing digits"), N_("Add the missing digit")},
    {QUESTION_BANK_CARD, FIELD_TOO_LONG,
     N_("%1$d digits; a bank card number has at most %2$d"),
     N_("Delete the digits that are too many"), N_("Delete the digit that is too many")},
    {QUESTION_BANK_CARD, FIELD_WRONG_DIGIT, N_("There is no card with this number"),
     N_("One digit is mistyped: compare it with the card"), NULL},
    {QUESTION_BANK_CARD, FIELD_WRONG_FORM, N_("A bank card number has digits only"),
     N_("Type it again as it stands on the card"), NULL},
    {QUESTION_DATE, FIELD_TOO_SHORT, N_("%1$d so far; a date has %2$d digits"),
     N_("Year four digits, month two, day two"), NULL},
    {QUESTION_DATE, FIELD_NO_SUCH_DAY, N_("There is no such day in the calendar"),
     N_("Check the month and the day"), NULL},
    {QUESTION_DATE, FIELD_WRONG_FORM, N_("This is not a date"),
     N_("Year four digits, month two, day two"), NULL},
    {QUESTION_DATE, FIELD_OUT_OF_RANGE, N_("This day does not fit here"),
     N_("Check the year, the month and the day"), NULL},
    {QUESTION_CHOICE, FIELD_MISSING, N_("Nothing is chosen yet"), N_("Choose one"), NULL},
    {QUESTION_CHOICES, FIELD_MISSING, N_("Nothing is chosen yet"),
     N_("Choose what fits; it may be several"), NULL},
    {QUESTION_CHOICES, FIELD_TOO_SHORT, N_("%1$d chosen; at least %2$d are wanted"),
     N_("Choose some more"), N_("Choose one more")},
    {QUESTION_CHOICES, FIELD_TOO_LONG, N_("%1$d chosen; at most %2$d are possible"),
     N_("Take some of them out"), N_("Take one of them out")},
    {QUESTION_YES_NO, FIELD_MISSING, N_("Nothing is chosen yet"), N_("Choose one"), NULL},
    {QUESTION_CREDIT_CODE, FIELD_TOO_SHORT,
     N_("%1$d so far; a credit code has %2$d places"), N_("Add the missing places"),
     N_("Add the missing place")},
    {QUESTION_CREDIT_CODE, FIELD_TOO_LONG, N_("%1$d places; a credit code has %2$d"),
     N_("Delete the places that are too many"), N_("Delete the place that is too many")},
    {QUESTION_CREDIT_CODE, FIELD_WRONG_FORM,
     N_("A credit code has digits and capital letters only"),
     N_("Type it again as it stands on the licence"), NULL},
    {QUESTION_CREDIT_CODE, FIELD_WRONG_DIGIT,
     N_("The last place of the code does not fit the ones before it"),
     N_("One place is mistyped: compare it with the licence"), NULL},
    {QUESTION_SIGNATURE, FIELD_MISSING, N_("Not signed yet"),
     N_("Write your name with your finger"), NULL},
    {QUESTION_SIGNATURE, FIELD_WRONG_FORM, N_("The signature cannot be read"),
     N_("Write it once more"), NULL},
    {QUESTION_MONEY, FIELD_OUT_OF_RANGE, N_("This amount does not fit here"),
     N_("Check the amount and type it again"), NULL},
    {QUESTION_NUMBER, FIELD_OUT_OF_RANGE, N_("%1$d is there; the limit is %2$d"),
     N_("Check the number and type it again"), NULL},
    {MATERIAL_KIND, FIELD_MISSING, N_("Not scanned yet"), N_("Scan it now"), NULL},
    {MATERIAL_KIND, FIELD_TOO_SHORT, N_("%1$d so far; %2$d pages are wanted"),
     N_("Scan the missing pages"), N_("Scan the missing page")},
    {MATERIAL_KIND, FIELD_TOO_LONG, N_("%1$d pages; at most %2$d can be taken"),
     N_("Take out the pages that are too many"),
     N_("Take out the page that is too many")},
    {ENTRIES_KIND, FIELD_TOO_SHORT, N_("%1$d so far; at least %2$d are wanted"),
     N_("Add the missing ones"), N_("Add one more")},
    {ENTRIES_KIND, FIELD_TOO_LONG, N_("%1$d are there; at most %2$d have room"),
     N_("Take some of them out"), N_("Take one of them out")},
    {ANY_KIND, FIELD_MISSING, N_("Not filled in yet"), N_("Fill it in"), NULL},
    {ANY_KIND, FIELD_TOO_SHORT, N_("%1$d so far; at least %2$d characters are wanted"),
     N_("Write a little more"), NULL},
    {ANY_KIND, FIELD_TOO_LONG, N_("%1$d characters; at most %2$d have room"),
     N_("Say it a little shorter"), NULL},
    {ANY_KIND, FIELD_NOT_A_CHOICE, N_("This choice is not offered any more"),
     N_("Choose again"), NULL},
    {ANY_KIND, FIELD_PROBLEM_COUNT, N_("This cannot be read"), N_("Fill it in again"),
     NULL},
};

static const struct words *
words_for(const struct field_defect *defect)
{
    int kind = defect->question != NULL ? (int)defect->question->kind
               : defect->page != NULL   ? ENTRIES_KIND
                                        : MATERIAL_KIND;
    size_t i = 0;
    while (i < G_N_ELEMENTS(words) - 1 &&
           !(words[i].problem == defect->problem &&
             (words[i].kind == kind || words[i].kind == ANY_KIND)))
        i++;
    return &words[i]; // the last row is for whatever has no words of its own
}

/* The rows' sentences are formats that no compiler sees; msgfmt --check-format compares
 * translations with them and a test sets every one. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
char *
field_defect_says(const struct field_defect *defect, const char *language)
{
    if (defect->rule != NULL)
        return g_strdup(service_text(defect->rule->says, language));
    return g_strdup_printf(_(words_for(defect)->says), defect->have, defect->want);
}
#pragma GCC diagnostic pop

char *
field_defect_remedy(const struct field_defect *defect, const char *language)
{
    if (defect->rule != NULL)
        return g_strdup(service_text(defect->rule->remedy, language));
    const struct words *row = words_for(defect);
    bool one = ABS(defect->have - defect->want) == 1 && row->remedy_one != NULL;
    return g_strdup(_(one ? row->remedy_one : row->remedy));
}

const json_t *
field_defect_label(const struct field_defect *defect)
{
    return defect->question != NULL ? defect->question->label
           : defect->page != NULL   ? defect->page->title
                                    : defect->material->name;
}

const char *
field_defect_id(const struct field_defect *defect)
{
    return defect->question != NULL ? defect->question->id
           : defect->page != NULL   ? defect->page->id
                                    : defect->material->id;
}

/* ---- the answer as a person reads it ---- */

static const char *
choice_label(const struct question *question, const json_t *value, const char *language)
{
    const char *word = json_is_string(value) ? json_string_value(value) : "";
    for (size_t i = 0; i < question->choice_count; i++)
        if (strcmp(question->choices[i].value, word) == 0)
            return service_text(question->choices[i].label, language);
    return "";
}

static char *
shown_choices(const struct question *question, const json_t *value, const char *language)
{
    GString *text = g_string_new(NULL);
    size_t i;
    json_t *one;
    json_array_foreach (value, i, one) {
        if (i > 0)
            g_string_append(text, _(", "));
        g_string_append(text, choice_label(question, one, language));
    }
    return g_string_free(text, FALSE);
}

static char *
shown_id(const char *text, bool masked)
{
    if (masked)
        return identity_mask_id(text);
    if (strlen(text) != FIELD_ID_LENGTH)
        return g_strdup(text);
    return g_strdup_printf("%.6s %.8s %s", text, text + 6, text + 14);
}

static char *
shown_bank_card(const char *text, bool masked)
{
    if (masked) {
        char *last = identity_mask_account(text);
        char *shown = text_format(N_("ending in %s"), last);
        g_free(last);
        return shown;
    }
    GString *grouped = g_string_new(NULL);
    for (size_t i = 0; text[i] != '\0'; i++) {
        if (i > 0 && i % 4 == 0)
            g_string_append_c(grouped, ' ');
        g_string_append_c(grouped, text[i]);
    }
    return g_string_free(grouped, FALSE);
}

static char *
shown_date(const char *text)
{
    struct clock_date date = {0};
    if (!field_parse_date(text, &date.year, &date.month, &date.day))
        return g_strdup(text);
    return text_date(&date);
}

static char *
shown_string(const struct question *question, const json_t *value, const char *language,
             bool masked)
{
    const char *text = json_string_value(value);
    switch (question->kind) {
    case QUESTION_CHOICE:
        return g_strdup(choice_label(question, value, language));
    case QUESTION_ID_NUMBER:
        return shown_id(text, masked);
    case QUESTION_PHONE:
        return masked ? identity_mask_phone(text) : identity_group_phone(text);
    case QUESTION_BANK_CARD:
        return shown_bank_card(text, masked);
    case QUESTION_DATE:
        return shown_date(text);
    default:
        return g_strdup(text);
    }
}

static char *
shown_place(const json_t *value)
{
    return g_strconcat(json_text(value, "region_name", ""),
                       json_text(value, "detail", ""), NULL);
}

char *
field_shown(const struct question *question, const json_t *value, const char *language,
            bool masked)
{
    if (question->kind == QUESTION_SIGNATURE)
        return g_strdup(json_array_size(value) > 0 ? _("signed") : "");
    if (question->kind == QUESTION_ADDRESS && json_is_object(value))
        return shown_place(value);
    if (json_is_string(value))
        return shown_string(question, value, language, masked);
    if (json_is_boolean(value))
        return g_strdup(json_is_true(value) ? _("Yes, it is so") : _("No, it is not so"));
    if (json_is_integer(value) && question->kind == QUESTION_MONEY)
        return text_money(json_integer_value(value));
    if (json_is_integer(value))
        return g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
    return shown_choices(question, value, language);
}
