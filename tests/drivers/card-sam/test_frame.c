// SPDX-License-Identifier: Apache-2.0
/* Vectors are written by hand from the published description of the frames. */
#include <glib.h>
#include <stdbool.h>
#include <string.h>
#include "drivers/card/sam/frame.h"

static const uint8_t no_card[] = {0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00,
                                  0x04, 0x00, 0x00, 0x80, 0x84};
static const uint8_t found[] = {0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x08, 0x00,
                                0x00, 0x9F, 0x00, 0x00, 0x00, 0x00, 0x97};

static struct frame_parser parser;

static void
expect(enum frame_result result, int sw3, size_t size)
{
    struct frame_reply reply;
    g_assert_cmpint(frame_parser_next(&parser, &reply), ==, result);
    if (result == FRAME_REPLY) {
        g_assert_cmphex(reply.sw3, ==, (unsigned)sw3);
        g_assert_cmpuint(reply.size, ==, size);
    }
}

static void
feed(const void *bytes, size_t size)
{
    g_assert_cmpuint(frame_parser_feed(&parser, bytes, size), ==, size);
}

static void
test_frame__writes_the_published_requests(void)
{
    static const uint8_t rows[][FRAME_REQUEST_SIZE] = {
        {0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x03, 0x11, 0xFF, 0xED},
        {0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x03, 0x12, 0xFF, 0xEE},
        {0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x03, 0x20, 0x01, 0x22},
        {0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x03, 0x20, 0x02, 0x21},
        {0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x03, 0x30, 0x01, 0x32},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        uint8_t bytes[FRAME_REQUEST_SIZE];
        frame_request(rows[i][7], rows[i][8], bytes);
        g_assert_cmpint(memcmp(bytes, rows[i], sizeof bytes), ==, 0);
    }
}

static void
test_frame__reads_replies_one_after_another(void)
{
    frame_parser_reset(&parser);
    feed(found, sizeof found);
    feed(no_card, sizeof no_card);
    expect(FRAME_REPLY, 0x9F, 4);
    expect(FRAME_REPLY, 0x80, 0);
    expect(FRAME_MORE, 0, 0);
}

static void
test_frame__waits_for_every_byte(void)
{
    frame_parser_reset(&parser);
    for (size_t i = 0; i < sizeof found; i++) {
        expect(FRAME_MORE, 0, 0);
        feed(found + i, 1);
    }
    expect(FRAME_REPLY, 0x9F, 4);
}

static void
test_frame__finds_its_way_out_of_garbage(void)
{
    static const char *const garbage[] = {"\x01\x02",
                                          "\xAA",
                                          "\xAA\xAA\xAA\xAA",
                                          "\xAA\xAA\xAA\x96",
                                          "\xAA\xAA\xAA\x96\xAA",
                                          "\x96\x69"};
    for (size_t i = 0; i < G_N_ELEMENTS(garbage); i++) {
        frame_parser_reset(&parser);
        feed(garbage[i], strlen(garbage[i]));
        expect(FRAME_MORE, 0, 0);
        feed(no_card, sizeof no_card);
        expect(FRAME_REPLY, 0x80, 0);
    }
}

static void
test_frame__refuses_every_single_broken_byte(void)
{
    for (size_t i = 5; i < sizeof found; i++) {
        for (int bit = 0; bit < 8; bit++) {
            uint8_t broken[sizeof found];
            memcpy(broken, found, sizeof found);
            broken[i] ^= (uint8_t)(1 << bit);
            frame_parser_reset(&parser);
            feed(broken, sizeof broken);
            struct frame_reply reply;
            g_assert_cmpint(frame_parser_next(&parser, &reply), !=, FRAME_REPLY);
        }
    }
}

static void
test_frame__finds_the_next_frame_behind_a_broken_length(void)
{
    frame_parser_reset(&parser);
    uint8_t broken[sizeof found];
    memcpy(broken, found, sizeof found);
    broken[5] = 0xFF; // longer than any frame
    feed(broken, sizeof broken);
    feed(no_card, sizeof no_card);
    expect(FRAME_REPLY, 0x80, 0);
    broken[5] = 0; // longer than this one: swallows the next
    broken[6] = 0x08 + sizeof no_card;
    feed(broken, sizeof broken);
    feed(no_card, sizeof no_card);
    expect(FRAME_BAD_CHECKSUM, 0, 0);
    expect(FRAME_REPLY, 0x80, 0);
}

static void
test_frame__takes_no_length_that_is_none(void)
{
    for (int length = 0; length < 4; length++) {
        uint8_t tiny[] = {0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, (uint8_t)length, 0, 0, 0};
        frame_parser_reset(&parser);
        feed(tiny, sizeof tiny);
        expect(FRAME_MORE, 0, 0);
        feed(no_card, sizeof no_card);
        expect(FRAME_REPLY, 0x80, 0);
    }
}

static void
test_frame__never_overflows(void)
{
    GRand *random = g_rand_new_with_seed(20261121);
    frame_parser_reset(&parser);
    for (int round = 0; round < 20000; round++) {
        uint8_t bytes[64];
        size_t size = (size_t)g_rand_int_range(random, 1, sizeof bytes);
        for (size_t i = 0; i < size; i++) {
            static const uint8_t likely[] = {0xAA, 0xAA, 0xAA, 0x96,
                                             0x69, 0x00, 0x0F, 0xFF};
            bytes[i] = likely[g_rand_int_range(random, 0, sizeof likely)];
        }
        if (g_rand_int_range(random, 0, 4) == 0)
            memcpy(bytes, found, size = sizeof found);
        frame_parser_feed(&parser, bytes, size);
        struct frame_reply reply;
        while (frame_parser_next(&parser, &reply) != FRAME_MORE)
            continue;
        g_assert_cmpuint(parser.length, <=, FRAME_LENGTH_MAX + 7);
    }
    g_rand_free(random);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/card-sam/frame/" #name, test_frame__##name)
    ADD(writes_the_published_requests);
    ADD(reads_replies_one_after_another);
    ADD(waits_for_every_byte);
    ADD(finds_its_way_out_of_garbage);
    ADD(refuses_every_single_broken_byte);
    ADD(finds_the_next_frame_behind_a_broken_length);
    ADD(takes_no_length_that_is_none);
    ADD(never_overflows);
#undef ADD
    return g_test_run();
}
