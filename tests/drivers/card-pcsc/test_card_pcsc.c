// SPDX-License-Identifier: Apache-2.0
/* Cards, good and bad, in a virtual reader of a real smart card service. */
#include "bench.h"

static void
test_card_pcsc__reads_a_card_that_is_put_in_later(void)
{
    struct bench bench = bench_start();
    int id = driver_process_send(bench.process, "Card.Read", NULL, 8000);
    g_assert_cmpuint(driver_process_count(bench.process, id, 400), ==, 0);
    chip_world_insert(bench.world);
    struct packet answer = driver_process_await(bench.process, id, 4000);
    g_assert_true(schema_accepts(&card_fields_schema,
                                 json_object_get(answer.body, "payload"), NULL));
    g_assert_cmpstr(packet_text(&answer, "card_type"), ==, "chip");
    g_assert_cmpstr(packet_text(&answer, "name"), ==, "");
    g_assert_cmpstr(packet_text(&answer, "id_number"), ==, "");
    g_assert_cmpstr(packet_text(&answer, "atr"), ==, "3b80800101");
    packet_expect(&answer, "success", NULL);
    answer = driver_process_await_event(bench.process, "Card.MediaInserted", 100);
    packet_finish(&answer);
    bench_stop(&bench);
}

static void
test_card_pcsc__finds_the_application_that_is_wanted(void)
{
    struct bench bench = bench_start_at(ADDRESS "?application=f000000009,f0000000010203");
    chip_world_insert(bench.world);
    struct packet answer = read_card(&bench, 4000);
    g_assert_cmpstr(packet_text(&answer, "application"), ==, CHIP_WORLD_APPLICATION);
    packet_expect(&answer, "success", NULL);
    bench_stop(&bench);

    bench = bench_start_at(ADDRESS "?application=f000000009");
    chip_world_insert(bench.world);
    answer = read_card(&bench, 4000);
    packet_expect(&answer, "unsupportedData", "cardUnsupported");
    bench_stop(&bench);
}

/* What comes of a card that misbehaves; afterwards a good one is read. */
static void
test_card_pcsc__names_what_is_wrong_with_a_card(void)
{
    static const struct {
        const char *how, *completion, *cause;
    } rows[] = {
        {"more", "success", NULL},
        {"length", "success", NULL},
        {"word-6a82", "unsupportedData", "cardUnsupported"},
        {"word-6982", "unsupportedData", "cardUnsupported"},
        {"empty", "userError", "cardUnreadable"},
        {"one", "userError", "cardUnreadable"},
        {"loop", "userError", "cardUnreadable"},
        {"hang", "userError", "cardUnreadable"},
        {"drop", "userError", "mediaRemoved"},
        {"bad-atr", "userError", "cardUnreadable"},
    };
    struct bench bench = bench_start_at(ADDRESS "?application=" CHIP_WORLD_APPLICATION);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].how);
        chip_world_behave(bench.world, rows[i].how);
        chip_world_insert(bench.world);
        struct packet answer = read_card(&bench, 8000);
        packet_expect(&answer, rows[i].completion, rows[i].cause);
        take_out(&bench);
    }
    expect_good_read(&bench);
    bench_stop(&bench);
}

static void
test_card_pcsc__survives_an_answer_that_is_too_long(void)
{
    struct bench bench = bench_start();
    chip_world_behave(bench.world, "long");
    chip_world_insert(bench.world);
    struct packet answer = read_card(&bench, 8000);
    // 300 bytes with a word that is none of ours: it is a card, and it answers.
    packet_expect(&answer, "success", NULL);
    take_out(&bench);
    expect_good_read(&bench);
    bench_stop(&bench);
}

static void
test_card_pcsc__tells_when_the_card_is_taken(void)
{
    struct bench bench = bench_start();
    expect_good_read(&bench);
    take_out(&bench);
    struct packet answer =
        driver_process_await_event(bench.process, "Card.MediaRemoved", 100);
    packet_finish(&answer);
    bench_stop(&bench);
}

static void
test_card_pcsc__waits_no_longer_than_it_may(void)
{
    struct bench bench = bench_start();
    struct packet answer = read_card(&bench, 500);
    packet_expect(&answer, "timeOut", NULL);
    int id = driver_process_send(bench.process, "Card.Read", NULL, 0);
    g_assert_cmpuint(driver_process_count(bench.process, id, 100), ==, 0);
    gint64 begin = g_get_monotonic_time();
    answer = driver_process_call(bench.process, "Common.Cancel",
                                 json_pack("{s:i}", "id", id), 1000);
    packet_expect(&answer, "success", NULL);
    answer = driver_process_await(bench.process, id, 1000);
    packet_expect(&answer, "canceled", NULL);
    g_assert_cmpint((g_get_monotonic_time() - begin) / 1000, <, 300);
    expect_good_read(&bench);
    bench_stop(&bench);
}

static void
test_card_pcsc__refuses_an_address_that_is_none(void)
{
    static const char *const addresses[] = {
        "serial:/dev/ttyUSB0", "pcsc:Reader?application=12",
        "pcsc:Reader?application=f0zz000001", "pcsc:Reader?colour=red"};
    for (size_t i = 0; i < G_N_ELEMENTS(addresses); i++) {
        struct driver_process *process = driver_process_open("card-pcsc", addresses[i]);
        driver_process_await_status(process, "noDevice", "badConfiguration", 2000);
        g_assert_cmpint(driver_process_stop(process), ==, 0);
    }
}

static void
test_card_pcsc__plays_what_it_recorded(void)
{
    g_autofree char *file = g_build_filename(g_get_tmp_dir(), "kiosk-chip-XXXXXX", NULL);
    close(g_mkstemp(file));
    struct chip_world *world = chip_world_start();
    const char *const arguments[] = {"--address", ADDRESS, "--record", file, NULL};
    struct bench bench = {world, driver_process_start("card-pcsc", arguments)};
    expect_good_read(&bench);
    bench_stop(&bench);

    g_autofree char *address = g_strdup_printf("replay:%s", file);
    struct driver_process *process = driver_process_open("card-pcsc", address);
    struct packet answer = driver_process_call(process, "Card.Read", NULL, 2000);
    g_assert_cmpstr(packet_text(&answer, "atr"), ==, "3b80800101");
    packet_expect(&answer, "success", NULL);
    answer = driver_process_call(process, "Card.Read", NULL, 2000); // it holds no second
    packet_expect(&answer, "userError", "mediaRemoved");
    g_assert_cmpint(driver_process_stop(process), ==, 0);
    g_unlink(file);
}

int
main(int argc, char **argv)
{
    bool own = chip_world_own_spaces();
    g_test_init(&argc, &argv, NULL);
    // Without a service of its own a test would put cards into the machine's.
    g_assert_true(own);
#define CASE(name) g_test_add_func("/card-pcsc/" #name, test_card_pcsc__##name)
    CASE(reads_a_card_that_is_put_in_later);
    CASE(finds_the_application_that_is_wanted);
    CASE(names_what_is_wrong_with_a_card);
    CASE(survives_an_answer_that_is_too_long);
    CASE(tells_when_the_card_is_taken);
    CASE(waits_no_longer_than_it_may);
    CASE(refuses_an_address_that_is_none);
    CASE(plays_what_it_recorded);
    return g_test_run();
}
