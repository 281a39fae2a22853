// SPDX-License-Identifier: Apache-2.0
#include "receipt.h"

#include <glib.h>
#include <string.h>

static bool
all_digits(const char *text, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!g_ascii_isdigit(text[i]))
            return false;
    return true;
}

/* ISO/IEC 7064 MOD 11,10: finds every single wrong digit and nearly every swap. */
static char
check_digit(const char *digits, size_t count)
{
    int product = 10;
    for (size_t i = 0; i < count; i++) {
        int sum = (product + digits[i] - '0') % 10;
        product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return (char)('0' + (11 - product) % 10);
}

bool
receipt_make(const char *terminal, const struct clock_date *date, int serial,
             char number_out[RECEIPT_SIZE])
{
    if (strlen(terminal) != 4 || !all_digits(terminal, 4) || serial < 1 ||
        serial > RECEIPT_SERIAL_MAX)
        return false;
    char *text = g_strdup_printf("%s%02d%02d%02d%04d", terminal, date->year % 100,
                                 date->month, date->day, serial);
    g_assert(strlen(text) == RECEIPT_SIZE - 2);
    memcpy(number_out, text, RECEIPT_SIZE - 2);
    number_out[RECEIPT_SIZE - 2] = check_digit(text, RECEIPT_SIZE - 2);
    number_out[RECEIPT_SIZE - 1] = '\0';
    g_free(text);
    return true;
}

bool
receipt_is_good(const char *number)
{
    size_t length = strlen(number);
    return length == RECEIPT_SIZE - 1 && all_digits(number, length) &&
           check_digit(number, length - 1) == number[length - 1];
}

void
receipt_show(const char *number, char shown_out[RECEIPT_SHOWN_SIZE])
{
    if (strlen(number) != RECEIPT_SIZE - 1) {
        g_strlcpy(shown_out, number, RECEIPT_SHOWN_SIZE);
        return;
    }
    g_snprintf(shown_out, RECEIPT_SHOWN_SIZE, "%.4s %.6s %.4s %s", number, number + 4,
               number + 10, number + 14);
}

void
receipt_show_code(const char *code, char shown_out[8])
{
    if (strlen(code) != 6) {
        g_strlcpy(shown_out, code, 8);
        return;
    }
    g_snprintf(shown_out, 8, "%.3s %s", code, code + 3);
}
