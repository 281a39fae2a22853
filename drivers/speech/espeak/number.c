// SPDX-License-Identifier: Apache-2.0
#include "number.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define CARDINAL_DIGITS_MAX 16
#define CODE_DIGITS 5 // so many digits without a unit are a number to dial or to copy

static const char *const figures[] = {"零", "一", "二", "三", "四",
                                      "五", "六", "七", "八", "九"};

/* What is counted. `two`: how a lone 2 is said before it. */
static const struct {
    const char *text, *two;
} units[] = {
    {"分钟", "两"}, {"小时", "两"}, {"公里", "两"}, {"厘米", "两"}, {"毫米", "两"},
    {"平方", "两"}, {"公斤", "两"}, {"千克", "两"}, {"单元", "二"}, {"号", "二"},
    {"元", "两"},   {"块", "两"},   {"角", "两"},   {"分", "二"},   {"秒", "两"},
    {"个", "两"},   {"份", "两"},   {"张", "两"},   {"页", "两"},   {"岁", "两"},
    {"天", "两"},   {"日", "二"},   {"月", "二"},   {"人", "两"},   {"次", "两"},
    {"名", "两"},   {"位", "两"},   {"项", "两"},   {"条", "两"},   {"件", "两"},
    {"户", "两"},   {"家", "两"},   {"本", "两"},   {"年", "两"},   {"周", "两"},
    {"万", "两"},   {"亿", "两"},   {"千", "两"},   {"米", "两"},   {"亩", "两"},
    {"层", "两"},   {"楼", "二"},   {"度", "两"},   {"步", "两"},   {"样", "两"},
    {"种", "两"},   {"句", "两"},   {"支", "两"},   {"只", "两"},   {"把", "两"},
    {"段", "两"},   {"点", "两"},   {"倍", "两"},   {"行", "两"},   {"吨", "两"},
    {"克", "两"},   {"季", "两"},   {"台", "两"},   {"笔", "两"},   {"处", "两"},
    {"排", "两"},   {"盒", "两"},   {"℃", "两"},
};

/* A number as it stands in the text. */
struct figure {
    const char *digits; // whole part, without separators; borrowed from `whole`
    char whole[64];
    char part[32]; // digits behind the point, "" when there is no point
    const char *end;
};

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
    return g_ascii_isalpha(c);
}

/* ---- the words of a number -------------------------------------------------------------- */

static void
add_digits(GString *out, const char *digits, const char *one)
{
    for (; *digits; digits++)
        g_string_append(out, *digits == '1' ? one : figures[*digits - '0']);
}

/* Four digits and fewer: 1005 is 一千零五. `inside`: a higher group stands before. */
static void
add_group(GString *out, unsigned value, bool inside)
{
    static const char *const places[] = {"千", "百", "十", ""};
    bool gap = false, begun = inside;
    for (unsigned i = 0, place = 1000; i < 4; i++, place /= 10) {
        unsigned digit = value / place % 10;
        if (digit == 0) {
            gap = begun;
            continue;
        }
        if (gap)
            g_string_append(out, "零");
        gap = false;
        if (digit == 2 && place == 1000 && !inside)
            g_string_append(out, "两");
        else if (!(digit == 1 && place == 10 && !begun)) // 12 is 十二
            g_string_append(out, figures[digit]);
        g_string_append(out, places[i]);
        begun = true;
    }
}

static void
add_cardinal(GString *out, const char *digits)
{
    static const char *const ranks[] = {"万亿", "亿", "万", ""};
    while (*digits == '0' && digits[1])
        digits++;
    size_t length = strlen(digits);
    if (length > CARDINAL_DIGITS_MAX) {
        add_digits(out, digits, "一");
        return;
    }
    char padded[CARDINAL_DIGITS_MAX + 1];
    memset(padded, '0', sizeof(padded));
    memcpy(padded + CARDINAL_DIGITS_MAX - length, digits, length + 1);
    bool begun = false;
    for (size_t i = 0; i < 4; i++) {
        char group[5] = {0};
        memcpy(group, padded + 4 * i, 4);
        unsigned value = (unsigned)atoi(group);
        if (value == 0)
            continue;
        if (value == 2 && i < 3 && !begun)
            g_string_append(out, "两"); // 两万
        else
            add_group(out, value, begun);
        g_string_append(out, ranks[i]);
        begun = true;
    }
    if (!begun)
        g_string_append(out, "零");
}

static void
add_value(GString *out, const struct figure *figure)
{
    char part[sizeof(figure->part)];
    g_strlcpy(part, figure->part, sizeof(part));
    for (size_t i = strlen(part); i > 0 && part[i - 1] == '0'; i--)
        part[i - 1] = '\0'; // 400.00 is 四百
    add_cardinal(out, figure->digits);
    if (part[0]) {
        g_string_append(out, "点");
        add_digits(out, part, "一");
    }
}

/* ---- what stands around it -------------------------------------------------------------- */

static const char *
two_before(const char *text)
{
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
        if (g_str_has_prefix(text, units[i].text))
            return units[i].two;
    return NULL;
}

/* Length of a mark that means "to" between two numbers, 0 when there is none. */
static size_t
range_mark(const char *text)
{
    static const char *const marks[] = {"-", "~", "～", "–", "—"};
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        if (g_str_has_prefix(text, marks[i]) && is_digit(text[strlen(marks[i])]))
            return strlen(marks[i]);
    return 0;
}

/* As many digits as have room; the rest is another number. */
static size_t
copy_digits(char *out, size_t size, const char *text)
{
    size_t length = MIN(strspn(text, "0123456789"), size - 1);
    memcpy(out, text, length);
    out[length] = '\0';
    return length;
}

/* 1,234,567: groups of three behind commas belong together. */
static const char *
read_whole(struct figure *figure, const char *text)
{
    size_t length = copy_digits(figure->whole, sizeof(figure->whole), text);
    const char *at = text + length;
    while (length <= 3 && *at == ',' && strspn(at + 1, "0123456789") == 3 &&
           strlen(figure->whole) + 4 < sizeof(figure->whole)) {
        strncat(figure->whole, at + 1, 3);
        at += 4;
    }
    return at;
}

static void
read_figure(struct figure *figure, const char *text)
{
    *figure = (struct figure){0};
    const char *at = read_whole(figure, text);
    if (*at == '.' && is_digit(at[1]))
        at += 1 + copy_digits(figure->part, sizeof(figure->part), at + 1);
    figure->digits = figure->whole;
    figure->end = at;
}

/* ---- the ways to say it: each returns where the text goes on, NULL when it is none of its
 * kind ------------------------------------------------------------------------------------ */

static int
number_at(const char *text, size_t digits)
{
    int value = 0;
    for (size_t i = 0; i < digits; i++)
        value = value * 10 + (text[i] - '0');
    return value;
}

/* 2026-11-21, 2026/11/21 */
static const char *
say_date(GString *out, const char *text)
{
    if (strspn(text, "0123456789") != 4 || (text[4] != '-' && text[4] != '/'))
        return NULL;
    size_t month = strspn(text + 5, "0123456789");
    if (month < 1 || month > 2 || text[5 + month] != text[4])
        return NULL;
    const char *day_text = text + 6 + month;
    size_t day = strspn(day_text, "0123456789");
    if (day < 1 || day > 2 || number_at(text + 5, month) > 12 ||
        number_at(day_text, day) > 31)
        return NULL;
    char digits[8];
    g_strlcpy(digits, text, 5);
    add_digits(out, digits, "一");
    g_string_append(out, "年");
    g_snprintf(digits, sizeof(digits), "%d", number_at(text + 5, month));
    add_cardinal(out, digits);
    g_string_append(out, "月");
    g_snprintf(digits, sizeof(digits), "%d", number_at(day_text, day));
    add_cardinal(out, digits);
    g_string_append(out, "日");
    return day_text + day;
}

/* 9:00, 14:05, 14:05:09 */
static const char *
say_time(GString *out, const char *text)
{
    size_t hour = strspn(text, "0123456789");
    if (hour > 2 || text[hour] != ':' || strspn(text + hour + 1, "0123456789") != 2)
        return NULL;
    int hours = number_at(text, hour), minutes = number_at(text + hour + 1, 2);
    if (hours > 24 || minutes > 59)
        return NULL;
    char digits[8];
    g_snprintf(digits, sizeof(digits), "%d", hours);
    g_string_append(out, hours == 2 ? "两" : "");
    if (hours != 2)
        add_cardinal(out, digits);
    g_string_append(out, "点");
    if (minutes > 0) {
        g_snprintf(digits, sizeof(digits), "%d", minutes);
        g_string_append(out, minutes < 10 ? "零" : "");
        add_cardinal(out, digits);
        g_string_append(out, "分");
    }
    const char *end = text + hour + 3;
    size_t mark = range_mark(end);
    if (mark > 0)
        g_string_append(out, "到");
    return end + mark;
}

/* A code: digit by digit, parted as one reads it aloud. */
static void
add_code(GString *out, const char *digits)
{
    size_t length = strlen(digits), first = length, second = length;
    if (length == 11 && digits[0] == '1') { // a mobile telephone: 3-4-4
        first = 3;
        second = 7;
    } else if (length >= 17) { // an ID number: region, birth, order
        first = 6;
        second = 14;
    }
    for (size_t i = 0; i < length; i++) {
        if (i > 0 && (i == first || i == second))
            g_string_append(out, "，");
        g_string_append(out, digits[i] == '1' ? "幺" : figures[digits[i] - '0']);
    }
}

static bool
is_service_number(const char *digits)
{
    static const char *const numbers[] = {"110", "119", "120", "122", "114"};
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        if (strcmp(digits, numbers[i]) == 0)
            return true;
    return false;
}

/* Whether what stands before asks for a number to be dialled. */
static bool
is_dialled(const char *begin, const char *at)
{
    static const char *const words[] = {"打", "拨", "拨打", "电话", "热线"};
    while (at > begin && (at[-1] == ' ' || at[-1] == ':'))
        at--;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        size_t length = strlen(words[i]);
        if ((size_t)(at - begin) >= length && memcmp(at - length, words[i], length) == 0)
            return true;
    }
    return false;
}

static bool
is_code(const char *begin, const char *at, const struct figure *figure)
{
    const char *end = figure->end;
    size_t length = strlen(figure->digits);
    if (figure->part[0] || strchr(at, ',') == at + 1)
        return false;
    bool before = at > begin && is_letter(at[-1]);
    bool after = is_letter(*end);
    if (before || after)
        return true;
    if (is_service_number(figure->digits) && is_dialled(begin, at))
        return true;
    if (two_before(end) != NULL || *end == '%')
        return length > 1 && figure->digits[0] == '0' && *end != '%';
    if (length > 1 && figure->digits[0] == '0')
        return true;
    if (*end == ' ' && is_digit(end[1])) // groups
        return true;
    return length >= CODE_DIGITS && (size_t)(end - at) == length;
}

/* Digits, and further groups behind single spaces or hyphens. */
static const char *
say_code(GString *out, const char *begin, const char *at, const struct figure *figure)
{
    bool hyphen = *figure->end == '-' && is_digit(figure->end[1]) &&
                  strspn(figure->end + 1, "0123456789") >= 4 && figure->digits[0] == '0';
    if (!hyphen && !is_code(begin, at, figure))
        return NULL;
    const char *end = at;
    for (;;) {
        char digits[64];
        size_t length = copy_digits(digits, sizeof(digits), end);
        add_code(out, digits);
        end += length;
        if ((*end != ' ' && *end != '-') || !is_digit(end[1]))
            return end;
        g_string_append(out, "，");
        end++;
    }
}

static const char *
say_share(GString *out, const struct figure *figure)
{
    if (*figure->end == '%') {
        g_string_append(out, "百分之");
        add_value(out, figure);
        return figure->end + 1;
    }
    if (*figure->end != '/' || figure->part[0] || strlen(figure->digits) > 3)
        return NULL;
    char below[8];
    size_t length = strspn(figure->end + 1, "0123456789");
    if (length < 1 || length > 3 || figure->end[1 + length] == '/')
        return NULL;
    copy_digits(below, sizeof(below), figure->end + 1);
    add_cardinal(out, below);
    g_string_append(out, "分之");
    add_cardinal(out, figure->digits);
    return figure->end + 1 + length;
}

static bool
ends_with(const char *begin, const char *at, const char *text)
{
    size_t length = strlen(text);
    return (size_t)(at - begin) >= length && memcmp(at - length, text, length) == 0;
}

static const char *
say_quantity(GString *out, const char *begin, const char *at, const struct figure *figure)
{
    const char *end = figure->end;
    const char *counted = *end == ' ' ? end + 1 : end; // 400 元
    const char *two = two_before(counted);
    if (g_str_has_prefix(counted, "年") && strlen(figure->digits) == 4)
        add_digits(out, figure->digits, "一");
    else if (two && strcmp(figure->digits, "2") == 0 && !figure->part[0] &&
             !ends_with(begin, at, "第"))
        g_string_append(out, two);
    else
        add_value(out, figure);
    size_t mark = range_mark(end);
    if (mark > 0) {
        g_string_append(out, "到");
        return end + mark;
    }
    return two ? counted : end;
}

/* ---- the text --------------------------------------------------------------------------- */

static const char *
say_number(GString *out, const char *begin, const char *at)
{
    const char *end = say_date(out, at);
    if (end == NULL)
        end = say_time(out, at);
    if (end != NULL)
        return end;
    struct figure figure;
    read_figure(&figure, at);
    end = say_code(out, begin, at, &figure);
    if (end == NULL)
        end = say_share(out, &figure);
    if (end == NULL)
        end = say_quantity(out, begin, at, &figure);
    return end;
}

/* ¥12.50 → 十二点五元 */
static const char *
say_price(GString *out, const char *begin, const char *at)
{
    struct figure figure;
    read_figure(&figure, at);
    const char *end = say_quantity(out, begin, at, &figure);
    if (!two_before(end))
        g_string_append(out, "元");
    return end;
}

/* True when a minus at `at` is a sign and not a hyphen. */
static bool
is_sign(const char *begin, const char *at)
{
    return *at == '-' && is_digit(at[1]) && (at == begin || at[-1] == ' ');
}

char *
number_spell(const char *text)
{
    GString *out = g_string_sized_new(strlen(text) * 2);
    for (const char *at = text; *at;) {
        bool yen = g_str_has_prefix(at, "¥"), wide = g_str_has_prefix(at, "￥");
        size_t mark = yen ? strlen("¥") : wide ? strlen("￥") : 0;
        if (mark > 0 && is_digit(at[mark])) {
            at = say_price(out, text, at + mark);
        } else if (is_sign(text, at)) {
            g_string_append(out, "负");
            at++;
        } else if (is_digit(*at)) {
            at = say_number(out, text, at);
        } else {
            const char *next = g_utf8_find_next_char(at, NULL);
            g_string_append_len(out, at, next - at);
            at = next;
        }
    }
    return g_string_free(out, FALSE);
}

char *
number_part(const char *text)
{
    GString *out = g_string_sized_new(strlen(text) * 2);
    for (const char *at = text; *at;) {
        size_t length = strspn(at, "0123456789");
        bool code = length >= CODE_DIGITS || (length > 1 && *at == '0');
        for (size_t i = 0; i < length; i++) {
            if (i > 0 && code)
                g_string_append_c(out, ' ');
            g_string_append_c(out, at[i]);
        }
        at += length;
        if (length == 0)
            g_string_append_c(out, *at++);
    }
    return g_string_free(out, FALSE);
}
