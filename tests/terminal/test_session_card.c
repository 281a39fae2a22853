// SPDX-License-Identifier: Apache-2.0
/* The card and the scanner, told as stories: lifted, unreadable, blank, cut short, late. */
#include "terminal/session.h"

#include "tests/support/visitor.h"

static void
test_card__lifted_too_early_is_said_and_read_again(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_card(&visitor);
    int first = visitor.card_order;
    visitor_card_fails(&visitor, "mediaRemoved");
    visitor_must_be_on(&visitor, SCREEN_CARD);
    g_assert_cmpstr(visitor.session.card_cause, ==, "mediaRemoved");
    g_assert_true(visitor_has_effect(&visitor, EFFECT_READ_CARD));
    g_assert_cmpint(visitor.card_order, !=, first);
    visitor_card_is_read(&visitor);
    visitor_must_be_on(&visitor, SCREEN_FORM);
    g_assert_cmpstr(visitor.session.card_cause, ==, "");
    visitor_finish(&visitor);
}

static void
test_card__unreadable_waits_for_the_person_to_try_again(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_card(&visitor);
    visitor_card_fails(&visitor, "cardUnreadable");
    g_assert_cmpstr(visitor.session.card_cause, ==, "cardUnreadable");
    g_assert_false(visitor_has_effect(&visitor, EFFECT_READ_CARD));
    visitor_does(&visitor, SESSION_RETRY, NULL);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_READ_CARD));
    g_assert_cmpstr(visitor.session.card_cause, ==, "");
    visitor_finish(&visitor);
}

static void
test_card__that_names_nobody_is_not_taken(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_card(&visitor);
    json_t *chip =
        json_pack("{s:s, s:s, s:s}", "card_type", "chip", "name", "", "id_number", "");
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_CARD_READ,
                                                    .order = visitor.card_order,
                                                    .json = chip});
    json_decref(chip);
    visitor_must_be_on(&visitor, SCREEN_CARD);
    g_assert_cmpstr(visitor.session.card_cause, ==, "cardUnsupported");
    g_assert_null(visitor.session.card);
    visitor_finish(&visitor);
}

/* What the card says is locked: nobody could correct it in the form. */
static void
test_card__with_a_wrong_number_is_not_taken(void)
{
    static const struct {
        const char *type, *number;
        bool taken;
        const char *why;
    } rows[] = {
        {"citizen", "999999194303120024", false, "wrong check digit"},
        {"citizen", "99999919430312ABCD", false, "no digits"},
        {"hmt", "81000019430312002", false, "one short"},
        {"foreigner_2023", "932682198501010018", false, "wrong check digit"},
        {"foreigner_2023", "932682198501010017", true, "published example"},
        {"foreigner_2017", "NLD999980010101", true, "15 characters, no check digit"},
        {"citizen", "999999194303120023", true, "good"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct visitor visitor;
        g_test_message("%s", rows[i].why);
        visitor_init(&visitor);
        visitor_comes_to_card(&visitor);
        json_t *card = json_pack("{s:s, s:s, s:s}", "card_type", rows[i].type, "name",
                                 "王秀兰", "id_number", rows[i].number);
        visitor_event(&visitor, &(struct session_event){.kind = SESSION_CARD_READ,
                                                        .order = visitor.card_order,
                                                        .json = card});
        json_decref(card);
        g_assert_cmpint(visitor.session.screen == SCREEN_FORM, ==, rows[i].taken);
        g_assert_cmpstr(visitor.session.card_cause, ==,
                        rows[i].taken ? "" : "cardRejected");
        visitor_finish(&visitor);
    }
}

static void
test_card__read_after_the_person_went_back_is_ignored(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_card(&visitor);
    visitor_does(&visitor, SESSION_BACK, NULL);
    visitor_must_be_on(&visitor, SCREEN_WHO);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_CANCEL_CARD));
    int late = visitor.card_order;
    visitor_card_is_read(&visitor);
    g_assert_null(visitor.session.card);
    // Nor does the late answer stand for the next reading.
    visitor_does(&visitor, SESSION_APPLY, "self");
    visitor.card_order = late;
    visitor_card_is_read(&visitor);
    g_assert_null(visitor.session.card);
    visitor_must_be_on(&visitor, SCREEN_CARD);
    visitor_finish(&visitor);
}

static void
test_card__reader_that_comes_back_begins_to_read(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_device(&visitor, "card", DEVICE_NO_DEVICE, "notConnected");
    visitor_does(&visitor, SESSION_START, NULL);
    visitor_does(&visitor, SESSION_OPEN_SERVICE, "medical-insurance");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_agrees(&visitor);
    visitor_must_be_on(&visitor, SCREEN_CARD);
    g_assert_false(visitor_has_effect(&visitor, EFFECT_READ_CARD));
    g_assert_cmpstr(visitor.session.card_cause, ==, "notConnected");
    visitor_device(&visitor, "card", DEVICE_ONLINE, "none");
    g_assert_true(visitor_has_effect(&visitor, EFFECT_READ_CARD));
    g_assert_cmpstr(visitor.session.card_cause, ==, "");
    visitor_finish(&visitor);
}

static void
test_card__whose_last_day_is_over_is_only_hinted_at(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_form(&visitor);
    g_assert_false(session_card_is_expired(&visitor.session)); // 长期
    json_object_set_new(visitor.session.card, "valid_to", json_string("2026-11-20"));
    g_assert_true(session_card_is_expired(&visitor.session));
    json_object_set_new(visitor.session.card, "valid_to", json_string("2026-11-21"));
    g_assert_false(session_card_is_expired(&visitor.session));
    visitor_finish(&visitor);
}

static void
test_scan__blank_page_is_taken_again_in_its_place(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_scan(&visitor);
    visitor_does(&visitor, SESSION_SCAN, NULL);
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_SCAN_PROGRESS,
                                                    .order = visitor.scan_order,
                                                    .number = 40});
    g_assert_cmpint(visitor.session.scan_percent, ==, 40);
    int blank = visitor_page_comes(&visitor, "blank");
    g_assert_cmpint(visitor.session.scan_percent, ==, -1);
    g_assert_false(session_page_is_complete(&visitor.session));
    g_assert_false(visitor_does(&visitor, SESSION_NEXT, NULL));
    visitor_does(&visitor, SESSION_SCAN, NULL);
    g_assert_cmpint(visitor.effects.list[0].number, ==, 1); // page 1 once more
    visitor_page_comes(&visitor, "good");
    g_assert_cmpint(visitor.effects.list[0].kind, ==, EFFECT_DROP_PAGE);
    g_assert_cmpint(visitor.effects.list[0].number, ==, blank);
    g_assert_cmpuint(visitor.session.materials[0].page_count, ==, 1);
    g_assert_true(session_page_is_complete(&visitor.session));
    visitor_finish(&visitor);
}

static void
test_scan__cut_short_keeps_what_there_is_and_tries_again(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_scan(&visitor);
    visitor_does(&visitor, SESSION_SCAN, NULL);
    visitor_page_comes(&visitor, "good");
    visitor_does(&visitor, SESSION_SCAN, NULL);
    visitor_scan_fails(&visitor, "incompletePage");
    g_assert_cmpstr(visitor.session.scan_cause, ==, "incompletePage");
    g_assert_cmpuint(visitor.session.materials[0].page_count, ==, 1);
    visitor_does(&visitor, SESSION_RETRY, NULL);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_SCAN));
    g_assert_cmpint(visitor.session.scan_page, ==, 1);
    visitor_page_comes(&visitor, "good");
    g_assert_cmpuint(visitor.session.materials[0].page_count, ==, 2);
    // Two are the most: a third is not begun.
    g_assert_false(visitor_does(&visitor, SESSION_SCAN, NULL));
    visitor_event(&visitor,
                  &(struct session_event){.kind = SESSION_SCAN_AGAIN, .number = 1});
    g_assert_true(visitor_has_effect(&visitor, EFFECT_SCAN));
    visitor_finish(&visitor);
}

static void
test_scan__page_that_comes_after_leaving_is_dropped(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_comes_to_scan(&visitor);
    visitor_does(&visitor, SESSION_SCAN, NULL);
    visitor_does(&visitor, SESSION_BACK, NULL);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_CANCEL_SCAN));
    int handle = visitor_page_comes(&visitor, "good");
    g_assert_cmpint(visitor.effects.list[0].kind, ==, EFFECT_DROP_PAGE);
    g_assert_cmpint(visitor.effects.list[0].number, ==, handle);
    visitor_finish(&visitor);
}

#define TEST(path, function) g_test_add_func("/session/" path, function)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("card/lifted", test_card__lifted_too_early_is_said_and_read_again);
    TEST("card/unreadable", test_card__unreadable_waits_for_the_person_to_try_again);
    TEST("card/nobody", test_card__that_names_nobody_is_not_taken);
    TEST("card/wrong-number", test_card__with_a_wrong_number_is_not_taken);
    TEST("card/late", test_card__read_after_the_person_went_back_is_ignored);
    TEST("card/back", test_card__reader_that_comes_back_begins_to_read);
    TEST("card/expired", test_card__whose_last_day_is_over_is_only_hinted_at);
    TEST("scan/blank", test_scan__blank_page_is_taken_again_in_its_place);
    TEST("scan/cut", test_scan__cut_short_keeps_what_there_is_and_tries_again);
    TEST("scan/late", test_scan__page_that_comes_after_leaving_is_dropped);
    return g_test_run();
}
