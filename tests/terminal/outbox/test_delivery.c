// SPDX-License-Identifier: Apache-2.0
#include "terminal/outbox/delivery.h"

#include <string.h>
#include "base/json.h"

#define HASH_1 "1111111111111111111111111111111111111111111111111111111111111111"
#define HASH_2 "2222222222222222222222222222222222222222222222222222222222222222"
#define HASH_3 "3333333333333333333333333333333333333333333333333333333333333333"

static char *
header(void)
{
    json_t *value = json_pack(
        "{s:s, s:s, s:s, s:s, s:i, s:s, s:s, s:s, s:[{s:s,s:i,s:s},{s:s,s:i,s:s}]}",
        "case_id", "019aa5d2-7b1c-7000-8000-000000000001", "terminal", "0001", "region",
        "999999", "service", "medical-insurance", "service_version", 1, "receipt_number",
        "000126112100071", "submitted_at", "2026-11-21T14:41:03+08:00", "query_code_hash",
        HASH_3, "pieces", "name", "application", "length", 500, "sha256", HASH_1, "name",
        "page-book-1", "length", 70000, "sha256", HASH_2);
    char *text = json_canonical(value);
    json_decref(value);
    return text;
}

static struct delivery *
make(int attempts)
{
    char *text = header();
    struct delivery *delivery = delivery_create(text, "/nowhere", attempts, 0, NULL);
    g_free(text);
    g_assert_nonnull(delivery);
    return delivery;
}

static void
answer(struct delivery *delivery, size_t piece, enum delivery_answer_kind kind)
{
    delivery_answered(delivery, piece, &(struct delivery_answer){.kind = kind}, 1000, 0);
}

static void
test_delivery__sends_pieces_then_the_header(void)
{
    struct delivery *delivery = make(0);
    size_t piece = SIZE_MAX;
    g_assert_cmpint(delivery_next(delivery, 0, &piece), ==, DELIVERY_PIECE);
    g_assert_cmpuint(piece, ==, 0);
    g_assert_cmpint(delivery_next(delivery, 0, &piece), ==, DELIVERY_WAIT); // it runs
    answer(delivery, 0, DELIVERY_STORED);
    g_assert_cmpuint(delivery_pieces_there(delivery), ==, 1);
    g_assert_cmpint(delivery_next(delivery, 0, &piece), ==, DELIVERY_PIECE);
    g_assert_cmpuint(piece, ==, 1);
    g_assert_cmpuint(delivery->pieces[1].offset, ==, 500);
    answer(delivery, 1, DELIVERY_STORED);
    // All pieces are there, but the case is not delivered before its header was answered.
    g_assert_cmpuint(delivery_pieces_there(delivery), ==, 1);
    g_assert_cmpint(delivery_next(delivery, 0, &piece), ==, DELIVERY_HEADER);
    answer(delivery, SIZE_MAX, DELIVERY_STORED);
    g_assert_cmpint(delivery_next(delivery, 0, &piece), ==, DELIVERY_OVER);
    g_assert_cmpuint(delivery_pieces_there(delivery), ==, 2);
    delivery_destroy(delivery);
}

static void
test_delivery__begins_with_the_header_after_a_lost_answer(void)
{
    struct delivery *delivery = make(3);
    size_t piece = SIZE_MAX;
    g_assert_cmpint(delivery_next(delivery, 0, &piece), ==, DELIVERY_HEADER);
    const char *missing[] = {HASH_2, NULL};
    delivery_answered(
        delivery, SIZE_MAX,
        &(struct delivery_answer){.kind = DELIVERY_MISSING, .missing = missing}, 1000, 0);
    g_assert_cmpint(delivery_next(delivery, 1000, &piece), ==, DELIVERY_PIECE);
    g_assert_cmpuint(piece, ==, 1);
    answer(delivery, 1, DELIVERY_STORED);
    g_assert_cmpint(delivery_next(delivery, 1000, &piece), ==, DELIVERY_HEADER);
    delivery_destroy(delivery);
}

static void
test_delivery__waits_after_a_failure_and_can_be_hastened(void)
{
    struct delivery *delivery = make(0);
    size_t piece = SIZE_MAX;
    delivery_next(delivery, 0, &piece);
    answer(delivery, piece, DELIVERY_LATER);
    g_assert_cmpint(delivery->attempts, ==, 1);
    g_assert_cmpint(delivery->next_ms, ==, 2000);
    g_assert_cmpint(delivery_next(delivery, 1999, &piece), ==, DELIVERY_WAIT);
    delivery_hasten(delivery, 1500);
    g_assert_cmpint(delivery_next(delivery, 1500, &piece), ==, DELIVERY_HEADER);
    delivery_destroy(delivery);
}

static void
test_delivery__does_not_run_in_a_circle_with_an_office_that_loses_pieces(void)
{
    struct delivery *delivery = make(0);
    const char *missing[] = {HASH_1, NULL};
    int64_t now_ms = 0;
    int sent = 0;
    for (int i = 0; i < 100; i++) {
        size_t piece = SIZE_MAX;
        enum delivery_step step = delivery_next(delivery, now_ms, &piece);
        if (step == DELIVERY_WAIT)
            break;
        sent++;
        if (step == DELIVERY_PIECE)
            answer(delivery, piece, DELIVERY_STORED);
        else
            delivery_answered(
                delivery, SIZE_MAX,
                &(struct delivery_answer){.kind = DELIVERY_MISSING, .missing = missing},
                now_ms, 0);
    }
    g_assert_cmpint(sent, <=, 4);
    g_assert_cmpint(delivery->next_ms, >, now_ms);
    delivery_destroy(delivery);
}

static void
test_delivery__ends_when_it_is_refused(void)
{
    struct delivery *delivery = make(0);
    size_t piece = SIZE_MAX;
    delivery_next(delivery, 0, &piece);
    answer(delivery, piece, DELIVERY_REFUSED);
    g_assert_cmpint(delivery_next(delivery, INT64_MAX, &piece), ==, DELIVERY_OVER);
    delivery_destroy(delivery);
}

static void
test_delivery__refuses_a_header_that_is_none(void)
{
    GError *error = NULL;
    g_assert_null(delivery_create("{\"case_id\":\"x\"}", "/nowhere", 0, 0, &error));
    g_assert_nonnull(error);
    g_clear_error(&error);
    g_assert_null(delivery_create("garbage", "/nowhere", 0, 0, &error));
    g_assert_nonnull(error);
    g_clear_error(&error);
}

#define ADD(name) g_test_add_func("/terminal/outbox/" #name, name)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(test_delivery__sends_pieces_then_the_header);
    ADD(test_delivery__begins_with_the_header_after_a_lost_answer);
    ADD(test_delivery__waits_after_a_failure_and_can_be_hastened);
    ADD(test_delivery__does_not_run_in_a_circle_with_an_office_that_loses_pieces);
    ADD(test_delivery__ends_when_it_is_refused);
    ADD(test_delivery__refuses_a_header_that_is_none);
    return g_test_run();
}
