// SPDX-License-Identifier: Apache-2.0
#include "core/identity.h"

#include <glib.h>

static const struct clock_date today = {
    .year = 2026, .month = 11, .day = 21, .weekday = 6};

static void
test_id__is_judged_by_its_first_fault(void)
{
    static const struct {
        const char *number;
        enum identity_problem wanted;
        const char *why;
    } rows[] = {
        {"11010519491231002X", IDENTITY_GOOD, "example of the standard"},
        {"440524188001010014", IDENTITY_GOOD, "born in 1880, example of the standard"},
        {"999999195001010018", IDENTITY_GOOD, "area that does not exist"},
        {"999999198812310026", IDENTITY_GOOD, "made up"},
        {"999999200002290035", IDENTITY_GOOD, "29 February of a leap year"},
        {"999999195001010017", IDENTITY_CHECK_DIGIT, "last digit"},
        {"999999195001010081", IDENTITY_CHECK_DIGIT, "two digits swapped"},
        {"99999919500101001", IDENTITY_LENGTH, "one short"},
        {"", IDENTITY_LENGTH, "nothing"},
        {"9999991950010100181", IDENTITY_LENGTH, "one long"},
        {"110105491231002", IDENTITY_OLD, "15 digits"},
        {"11010519491231002x", IDENTITY_CHARACTER, "small x"},
        {"1101051949123100X2", IDENTITY_CHARACTER, "X not at the end"},
        {"99999919500230001X", IDENTITY_DATE, "30 February"},
        {"999999202611220012", IDENTITY_DATE, "born tomorrow"},
        {"999999000001010012", IDENTITY_DATE, "year 0"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (identity_check(rows[i].number, &today) != rows[i].wanted)
            g_error("%s: %s", rows[i].number, rows[i].why);
    }
}

static void
test_id__one_wrong_digit_is_always_found(void)
{
    const char *good = "999999195001010018";
    for (int place = 0; place < 18; place++)
        for (char digit = '0'; digit <= '9'; digit++) {
            char number[19];
            g_strlcpy(number, good, sizeof number);
            if (number[place] == digit)
                continue;
            number[place] = digit;
            g_assert_cmpint(identity_check(number, &today), !=, IDENTITY_GOOD);
        }
}

static void
test_age__counts_birthdays(void)
{
    g_assert_cmpint(identity_age("1943-03-12", &today), ==, 83);
    g_assert_cmpint(identity_age("1943-11-21", &today), ==, 83);
    g_assert_cmpint(identity_age("1943-11-22", &today), ==, 82);
    g_assert_cmpint(identity_age("2026-11-21", &today), ==, 0);
    g_assert_cmpint(identity_age("2026-11-22", &today), ==, -1);
    g_assert_cmpint(identity_age("1943-02-30", &today), ==, -1);
    g_assert_cmpint(identity_age("1943-3-12", &today), ==, -1);
    g_assert_cmpint(identity_age("", &today), ==, -1);
    g_assert_cmpint(identity_age(NULL, &today), ==, -1);
}

static void
test_phone__has_eleven_digits_and_begins_with_1(void)
{
    g_assert_true(identity_phone_is_good("10000001234"));
    g_assert_false(identity_phone_is_good("1000000123"));
    g_assert_false(identity_phone_is_good("100000012345"));
    g_assert_false(identity_phone_is_good("20000001234"));
    g_assert_false(identity_phone_is_good("1000000123a"));
    g_assert_false(identity_phone_is_good(""));
}

static void
test_bank_card__passes_luhn(void)
{
    g_assert_true(identity_bank_card_is_good("4111111111111111"));
    g_assert_true(identity_bank_card_is_good("9999990000000001236"));
    g_assert_false(identity_bank_card_is_good("9999990000000001237"));
    g_assert_false(identity_bank_card_is_good("4111111111111112"));
    g_assert_false(identity_bank_card_is_good("411111111111111"));
    g_assert_false(identity_bank_card_is_good("41111111111111111111"));
    g_assert_false(identity_bank_card_is_good("4111 1111 1111 1111"));
}

static void
test_uscc__passes_mod_31(void)
{
    g_assert_true(identity_uscc_is_good("91350100M000100Y43"));
    g_assert_false(identity_uscc_is_good("91350100M000100Y44"));
    g_assert_false(identity_uscc_is_good("91350100M000100I43"));
    g_assert_false(identity_uscc_is_good("91350100M000100Y4"));
}

static void
assert_text(char *text, const char *wanted)
{
    g_assert_cmpstr(text, ==, wanted);
    g_free(text);
}

static void
test_mask__keeps_the_middle_back(void)
{
    assert_text(identity_mask_id("999999194303120023"), "9999 •••••••••• 0023");
    assert_text(identity_mask_id("12345678"), "••••••••");
    assert_text(identity_mask_id(""), "");
    assert_text(identity_mask_phone("10000001234"), "100 •••• 1234");
    assert_text(identity_mask_account("4111111111111111"), "1111");
    assert_text(identity_mask_account("411"), "•••");
    assert_text(identity_mask_name("王秀兰"), "王**");
    assert_text(identity_mask_name("王"), "王*");
    assert_text(identity_mask_name("𫝆某"), "𫝆*");
    assert_text(identity_mask_name(""), "");
    assert_text(identity_group_phone("10000001234"), "100 0000 1234");
    assert_text(identity_group_phone("123"), "123");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/identity/first-fault", test_id__is_judged_by_its_first_fault);
    g_test_add_func("/identity/wrong-digit", test_id__one_wrong_digit_is_always_found);
    g_test_add_func("/identity/age", test_age__counts_birthdays);
    g_test_add_func("/identity/phone", test_phone__has_eleven_digits_and_begins_with_1);
    g_test_add_func("/identity/bank-card", test_bank_card__passes_luhn);
    g_test_add_func("/identity/uscc", test_uscc__passes_mod_31);
    g_test_add_func("/identity/mask", test_mask__keeps_the_middle_back);
    return g_test_run();
}
