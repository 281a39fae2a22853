// SPDX-License-Identifier: Apache-2.0
#include "core/receipt.h"

#include <glib.h>

static const struct clock_date day = {.year = 2026, .month = 11, .day = 21};

static void
test_receipt__is_the_number_of_the_design(void)
{
    char number[RECEIPT_SIZE], shown[RECEIPT_SHOWN_SIZE];
    g_assert_true(receipt_make("0001", &day, 7, number));
    g_assert_cmpstr(number, ==, "000126112100071");
    receipt_show(number, shown);
    g_assert_cmpstr(shown, ==, "0001 261121 0007 1");
    g_assert_true(receipt_is_good(number));
}

static void
test_receipt__refuses_what_does_not_fit(void)
{
    char number[RECEIPT_SIZE] = "untouched";
    g_assert_false(receipt_make("0001", &day, 0, number));
    g_assert_false(receipt_make("0001", &day, 10000, number));
    g_assert_false(receipt_make("001", &day, 1, number));
    g_assert_false(receipt_make("00a1", &day, 1, number));
    g_assert_cmpstr(number, ==, "untouched");
    g_assert_false(receipt_is_good("00012611210007"));
    g_assert_false(receipt_is_good("00012611210007a"));
    g_assert_false(receipt_is_good(""));
}

static void
test_receipt__one_wrong_digit_is_always_found(void)
{
    char number[RECEIPT_SIZE];
    for (int serial = 1; serial <= RECEIPT_SERIAL_MAX; serial += 97) {
        g_assert_true(receipt_make("0042", &day, serial, number));
        for (int place = 0; place < 15; place++) {
            char right = number[place];
            for (char digit = '0'; digit <= '9'; digit++) {
                number[place] = digit;
                g_assert_cmpint(receipt_is_good(number), ==, digit == right);
            }
            number[place] = right;
        }
    }
}

static void
test_code__is_shown_in_two_groups(void)
{
    char shown[8];
    receipt_show_code("482915", shown);
    g_assert_cmpstr(shown, ==, "482 915");
    char number[RECEIPT_SHOWN_SIZE];
    receipt_show("123", number);
    g_assert_cmpstr(number, ==, "123");
    receipt_show_code("", shown);
    g_assert_cmpstr(shown, ==, "");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/receipt/design", test_receipt__is_the_number_of_the_design);
    g_test_add_func("/receipt/refuses", test_receipt__refuses_what_does_not_fit);
    g_test_add_func("/receipt/wrong-digit",
                    test_receipt__one_wrong_digit_is_always_found);
    g_test_add_func("/receipt/code", test_code__is_shown_in_two_groups);
    return g_test_run();
}
