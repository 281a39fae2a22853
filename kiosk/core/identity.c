// SPDX-License-Identifier: Apache-2.0
#include "identity.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

static bool
all_digits(const char *text, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!g_ascii_isdigit(text[i]))
            return false;
    return true;
}

static int
decimal(const char *digits, size_t count)
{
    int value = 0;
    for (size_t i = 0; i < count; i++)
        value = value * 10 + (digits[i] - '0');
    return value;
}

char
identity_check_digit(const char *first17)
{
    static const int weights[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 17; i++)
        sum += weights[i] * (first17[i] - '0');
    return "10X98765432"[sum % 11];
}

static bool
is_past_day(int year, int month, int day, const struct clock_date *today)
{
    if (year < 1800 ||
        !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        return false;
    int born = year * 10000 + month * 100 + day;
    return born <= today->year * 10000 + today->month * 100 + today->day;
}

enum identity_problem
identity_check(const char *id_number, const struct clock_date *today)
{
    size_t length = strlen(id_number);
    if (length == 15 && all_digits(id_number, 15))
        return IDENTITY_OLD;
    if (length != 18)
        return IDENTITY_LENGTH;
    char last = id_number[17];
    if (!all_digits(id_number, 17) || !(g_ascii_isdigit(last) || last == 'X'))
        return IDENTITY_CHARACTER;
    if (!is_past_day(decimal(id_number + 6, 4), decimal(id_number + 10, 2),
                     decimal(id_number + 12, 2), today))
        return IDENTITY_DATE;
    return identity_check_digit(id_number) == last ? IDENTITY_GOOD : IDENTITY_CHECK_DIGIT;
}

enum identity_problem
identity_check_card(const char *card_type, const char *id_number,
                    const struct clock_date *today)
{
    if (strcmp(card_type, "chip") == 0)
        return IDENTITY_GOOD;
    if (strcmp(card_type, "foreigner_2017") == 0)
        return strlen(id_number) == 15 ? IDENTITY_GOOD : IDENTITY_LENGTH;
    return identity_check(id_number, today);
}

int
identity_age(const char *birth_iso, const struct clock_date *today)
{
    if (birth_iso == NULL || strlen(birth_iso) != 10 || birth_iso[4] != '-' ||
        birth_iso[7] != '-' || !all_digits(birth_iso, 4) ||
        !all_digits(birth_iso + 5, 2) || !all_digits(birth_iso + 8, 2))
        return -1;
    int year = decimal(birth_iso, 4), month = decimal(birth_iso + 5, 2);
    int day = decimal(birth_iso + 8, 2);
    if (!is_past_day(year, month, day, today))
        return -1;
    bool before = today->month * 100 + today->day < month * 100 + day;
    return today->year - year - (before ? 1 : 0);
}

bool
identity_phone_is_good(const char *phone)
{
    return strlen(phone) == 11 && all_digits(phone, 11) && phone[0] == '1';
}

bool
identity_bank_card_is_good(const char *number)
{
    size_t length = strlen(number);
    if (length < 16 || length > 19 || !all_digits(number, length))
        return false;
    int sum = 0;
    for (size_t i = 0; i < length; i++) {
        int digit = number[length - 1 - i] - '0';
        if (i % 2 == 1)
            digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return sum % 10 == 0;
}

bool
identity_uscc_is_good(const char *code)
{
    // GB 32100: no I, O, S, V, Z; the weight of place i is 3^i mod 31.
    static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    if (strlen(code) != 18)
        return false;
    int sum = 0, weight = 1, check = -1;
    for (int i = 0; i < 18; i++) {
        const char *at = strchr(alphabet, code[i]);
        if (at == NULL)
            return false;
        check = (int)(at - alphabet);
        if (i < 17)
            sum += check * weight;
        weight = weight * 3 % 31;
    }
    return (31 - sum % 31) % 31 == check;
}

/* ---- masks ---- */

#define DOT "•" // U+2022

static char *
dots(size_t count)
{
    GString *text = g_string_new(NULL);
    while (count-- > 0)
        g_string_append(text, DOT);
    return g_string_free(text, FALSE);
}

/* `text` with all but the first `head` and last `tail` bytes as dots, in three groups. What
 * is too short to keep anything back is all dots. */
static char *
mask_middle(const char *text, size_t head, size_t tail)
{
    size_t length = strlen(text);
    if (length <= head + tail || !g_str_is_ascii(text))
        return dots((size_t)g_utf8_strlen(text, -1));
    char *middle = dots(length - head - tail);
    char *masked = g_strdup_printf("%.*s%s%s%s%s", (int)head, text, head > 0 ? " " : "",
                                   middle, tail > 0 ? " " : "", text + length - tail);
    g_free(middle);
    return masked;
}

char *
identity_mask_id(const char *id_number)
{
    return mask_middle(id_number, 4, 4);
}

char *
identity_mask_phone(const char *phone)
{
    return mask_middle(phone, 3, 4);
}

char *
identity_mask_account(const char *number)
{
    size_t length = strlen(number);
    return length > 4 && g_str_is_ascii(number) ? g_strdup(number + length - 4)
                                                : dots((size_t)g_utf8_strlen(number, -1));
}

char *
identity_mask_name(const char *name)
{
    glong length = g_utf8_strlen(name, -1);
    if (length <= 0)
        return g_strdup("");
    GString *masked = g_string_new(NULL);
    g_string_append_unichar(masked, g_utf8_get_char(name));
    for (glong i = 1; i < MAX(length, 2); i++)
        g_string_append_c(masked, '*');
    return g_string_free(masked, FALSE);
}

char *
identity_group_phone(const char *phone)
{
    if (strlen(phone) != 11 || !all_digits(phone, 11))
        return g_strdup(phone);
    return g_strdup_printf("%.3s %.4s %s", phone, phone + 3, phone + 7);
}
