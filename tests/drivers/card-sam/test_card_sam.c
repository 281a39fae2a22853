// SPDX-License-Identifier: Apache-2.0
/* The whole driver on a pseudo-terminal, against a simulated module. */
#include <glib/gstdio.h>
#include <kiosk/card.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#include "base/blob.h"
#include "tests/support/driver_process.h"
#include "tests/support/sam_simulator.h"

static char *line;

struct bench {
    struct sam_simulator *simulator;
    struct driver_process *process;
};

static struct bench
bench_start(void)
{
    g_autoptr(GError) error = NULL;
    struct bench bench = {.simulator = sam_simulator_start(line, &error)};
    g_assert_no_error(error);
    g_autofree char *address = g_strdup_printf("serial:%s?baud=115200", line);
    bench.process = driver_process_open("card-sam", address);
    return bench;
}

static void
bench_stop(struct bench *bench)
{
    g_assert_cmpint(driver_process_stop(bench->process), ==, 0);
    sam_simulator_stop(bench->simulator);
}

static void
insert(struct bench *bench, const char *type, json_t *fields)
{
    uint8_t record[SAM_CARD_SIZE];
    g_autoptr(GError) error = NULL;
    sam_card_write(type, fields, record, &error);
    g_assert_no_error(error);
    json_decref(fields);
    sam_simulator_insert(bench->simulator, record);
}

static struct packet
read_card(struct bench *bench, int timeout_ms)
{
    return driver_process_call(bench->process, "Card.Read", NULL, timeout_ms);
}

static void
test_card_sam__reads_a_card_that_is_laid_on_later(void)
{
    struct bench bench = bench_start();
    int id = driver_process_send(bench.process, "Card.Read", NULL, 5000);
    g_assert_cmpuint(driver_process_count(bench.process, id, 300), ==, 0);
    insert(&bench, "citizen", json_pack("{s:s}", "name", "王𠮷丽"));
    struct packet answer = driver_process_await(bench.process, id, 2000);
    g_assert_true(schema_accepts(&card_fields_schema,
                                 json_object_get(answer.body, "payload"), NULL));
    g_assert_cmpstr(packet_text(&answer, "card_type"), ==, "citizen");
    g_assert_cmpstr(packet_text(&answer, "name"), ==, "王𠮷丽");
    g_assert_cmpstr(packet_text(&answer, "nation"), ==, "汉");
    g_assert_cmpstr(packet_text(&answer, "birth"), ==, "1952-03-08");
    g_assert_cmpstr(packet_text(&answer, "valid_to"), ==, "长期");
    g_assert_cmpint(json_integer_value(packet_member(&answer, "photo")), ==, 0);
    g_assert_cmpuint(answer.blob_count, ==, 1);
    struct blob_view photo;
    g_assert_true(blob_view_init(&photo, answer.blobs[0], 4096, NULL));
    g_assert_cmpuint(photo.size, ==, 1024);
    for (size_t i = 0; i < photo.size; i++)
        g_assert_cmpint(((const uint8_t *)photo.bytes)[i], ==, (uint8_t)(i * 31));
    blob_view_finish(&photo);
    packet_expect(&answer, "success", NULL);
    answer = driver_process_await_event(bench.process, "Card.MediaInserted", 100);
    packet_finish(&answer);
    bench_stop(&bench);
}

static void
test_card_sam__reads_all_four_cards(void)
{
    static const char *const types[] = {"citizen", "hmt", "foreigner_2017",
                                        "foreigner_2023"};
    struct bench bench = bench_start();
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
        insert(&bench, types[i], NULL);
        struct packet answer = read_card(&bench, 2000);
        g_assert_cmpstr(packet_text(&answer, "card_type"), ==, types[i]);
        packet_expect(&answer, "success", NULL);
    }
    bench_stop(&bench);
}

static void
test_card_sam__needs_the_card_laid_on_anew(void)
{
    struct bench bench = bench_start();
    insert(&bench, "citizen", NULL);
    struct packet answer = read_card(&bench, 2000);
    packet_expect(&answer, "success", NULL);
    answer = read_card(&bench, 500);
    packet_expect(&answer, "timeOut", NULL);
    insert(&bench, "citizen", NULL);
    answer = read_card(&bench, 2000);
    packet_expect(&answer, "success", NULL);
    bench_stop(&bench);
}

/* What becomes of a card when every reply, or the first few, has a fault. */
static void
test_card_sam__gets_over_a_fault_or_names_it(void)
{
    static const struct {
        const char *fault;
        int count;
        const char *completion, *cause, *sentence;
    } rows[] = {
        {"garbage", 0, "success", NULL, "noise before each reply does no harm"},
        {"split", 0, "success", NULL, "nor do pieces of 16 bytes"},
        {"bad-sum", 2, "success", NULL, "a garbled reply is asked for again"},
        {"bad-sum", 0, "deviceNotReady", "protocolError", "but not for ever"},
        {"short", 1, "success", NULL, "one reply cut short"},
        {"short", 0, "deviceNotReady", "notResponding", "all replies cut short"},
        {"huge-length", 1, "success", NULL, "one length that is none"},
        {"huge-length", 0, "deviceNotReady", "notResponding", "no length is right"},
        {"hang", 1, "success", NULL, "one reply that never comes"},
        {"hang", 0, "deviceNotReady", "notResponding", "a module that hangs"},
        {"late", 1, "success", NULL, "a late reply is not taken for the next one"},
        {"select-fail", 1, "success", NULL, "selecting works the second time"},
        {"select-fail", 0, "userError", "cardUnreadable",
         "a card that cannot be selected"},
        {"read-fail", 2, "success", NULL, "reading works the third time"},
        {"read-fail", 0, "userError", "cardUnreadable", "a card that cannot be read"},
        {"lift-before-select", 1, "userError", "mediaRemoved", "lifted at once"},
        {"lift-before-read", 1, "userError", "mediaRemoved", "lifted too early"},
        {"fingerprint", 0, "success", NULL, "fingerprints stand behind the photo"},
        {"no-fingerprint", 0, "success", NULL, "or their length is told, and is 0"},
        {"sw3-31", 0, "userError", "cardRejected", "the card rejects the reader"},
        {"sw3-40", 0, "unsupportedData", "cardUnsupported", "a card of another kind"},
        {"sw3-60", 0, "hardwareError", "samFault", "the module failed its own test"},
        {"sw3-66", 0, "hardwareError", "samFault", "the module is not authorised"},
        {"sw3-10", 2, "success", NULL, "our request came garbled"},
        {"sw3-24", 0, "userError", "cardUnreadable", "an unknown error"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s × %d: %s", rows[i].fault, rows[i].count, rows[i].sentence);
        struct bench bench = bench_start();
        driver_process_await_status(bench.process, "online", "none", 2000);
        insert(&bench, "citizen", NULL);
        g_assert_true(sam_simulator_fault(bench.simulator, rows[i].fault, rows[i].count));
        struct packet answer = read_card(&bench, 10000);
        packet_expect(&answer, rows[i].completion, rows[i].cause);
        // Whatever it was: when it is over, a card is read.
        sam_simulator_clear(bench.simulator);
        insert(&bench, "citizen", NULL);
        answer = read_card(&bench, 3000);
        packet_expect(&answer, "success", NULL);
        bench_stop(&bench);
    }
}

static void
test_card_sam__tells_staff_that_the_module_is_silent(void)
{
    struct bench bench = bench_start();
    driver_process_await_status(bench.process, "online", "none", 2000);
    sam_simulator_fault(bench.simulator, "hang", 0);
    struct packet answer = driver_process_call(bench.process, "Common.Status",
                                               json_pack("{s:b}", "refresh", 1), 3000);
    g_assert_cmpstr(packet_text(&answer, "device"), ==, "offline");
    g_assert_cmpstr(packet_text(&answer, "cause"), ==, "notResponding");
    packet_expect(&answer, "success", NULL);
    sam_simulator_clear(bench.simulator);
    answer = driver_process_call(bench.process, "Common.Status",
                                 json_pack("{s:b}", "refresh", 1), 3000);
    g_assert_cmpstr(packet_text(&answer, "device"), ==, "online");
    packet_expect(&answer, "success", NULL);
    bench_stop(&bench);
}

static void
expect_refreshed(struct bench *bench, const char *state, const char *cause)
{
    struct packet answer = driver_process_call(bench->process, "Common.Status",
                                               json_pack("{s:b}", "refresh", 1), 3000);
    g_assert_cmpstr(packet_text(&answer, "device"), ==, state);
    g_assert_cmpstr(packet_text(&answer, "cause"), ==, cause);
    packet_expect(&answer, "success", NULL);
}

/* Else the terminal would take it for mended, try again, and so on for ever. */
static void
test_card_sam__stays_faulty_while_the_module_says_so(void)
{
    struct bench bench = bench_start();
    driver_process_await_status(bench.process, "online", "none", 2000);
    insert(&bench, "citizen", NULL);
    sam_simulator_fault(bench.simulator, "sw3-66", 0);
    struct packet answer = read_card(&bench, 3000);
    packet_expect(&answer, "hardwareError", "samFault");
    expect_refreshed(&bench, "hardwareError", "samFault");
    sam_simulator_clear(bench.simulator);
    expect_refreshed(&bench, "online", "none");
    bench_stop(&bench);
}

/* Some modules say that they are well and still fail to look for a card. */
static void
test_card_sam__stays_faulty_while_it_cannot_look_for_cards(void)
{
    struct bench bench = bench_start();
    driver_process_await_status(bench.process, "online", "none", 2000);
    sam_simulator_fault(bench.simulator, "find-60", 0);
    struct packet answer = read_card(&bench, 3000);
    packet_expect(&answer, "hardwareError", "samFault");
    expect_refreshed(&bench, "hardwareError", "samFault");
    sam_simulator_clear(bench.simulator);
    expect_refreshed(&bench, "online", "none");
    bench_stop(&bench);
}

static void
test_card_sam__comes_back_when_it_is_plugged_in_again(void)
{
    struct bench bench = bench_start();
    int id = driver_process_send(bench.process, "Card.Read", NULL, 5000);
    driver_process_count(bench.process, id, 200);
    sam_simulator_unplug(bench.simulator);
    struct packet answer = driver_process_await(bench.process, id, 2000);
    packet_expect(&answer, "deviceNotReady", "notConnected");
    driver_process_await_status(bench.process, "noDevice", "notConnected", 1000);
    answer = read_card(&bench, 1000);
    packet_expect(&answer, "deviceNotReady", "notConnected");
    g_assert_true(sam_simulator_plug(bench.simulator, NULL));
    insert(&bench, "citizen", NULL);
    answer = read_card(&bench, 2000);
    packet_expect(&answer, "success", NULL);
    driver_process_await_status(bench.process, "online", "none", 1000);
    bench_stop(&bench);
}

static void
test_card_sam__can_be_canceled_while_it_waits(void)
{
    struct bench bench = bench_start();
    int id = driver_process_send(bench.process, "Card.Read", NULL, 0);
    driver_process_count(bench.process, id, 100);
    struct packet answer = driver_process_call(bench.process, "Common.Cancel",
                                               json_pack("{s:i}", "id", id), 500);
    packet_expect(&answer, "success", NULL);
    answer = driver_process_await(bench.process, id, 500);
    packet_expect(&answer, "canceled", NULL);
    sam_simulator_fault(bench.simulator, "hang", 0);
    id = driver_process_send(bench.process, "Card.Read", NULL, 0);
    answer = driver_process_call(bench.process, "Common.Cancel",
                                 json_pack("{s:i}", "id", id), 500);
    packet_expect(&answer, "success", NULL);
    answer = driver_process_await(bench.process, id, 500);
    packet_expect(&answer, "canceled", NULL);
    bench_stop(&bench);
}

static void
test_card_sam__a_driver_that_was_killed_blocks_nobody(void)
{
    struct bench bench = bench_start();
    driver_process_await_status(bench.process, "online", "none", 2000);
    kill(driver_process_pid(bench.process), SIGKILL);
    driver_process_stop(bench.process);
    g_autofree char *address = g_strdup_printf("serial:%s", line);
    bench.process = driver_process_open("card-sam", address);
    insert(&bench, "citizen", NULL);
    struct packet answer = read_card(&bench, 2000);
    packet_expect(&answer, "success", NULL);
    bench_stop(&bench);
}

static void
test_card_sam__says_what_is_wrong_with_its_address(void)
{
    static const char *const rows[][2] = {
        {"", "badConfiguration"},
        {"serial:", "badConfiguration"},
        {"serial:/dev/ttyS0?baud=110", "badConfiguration"},
        {"serial:/dev/null", "badConfiguration"},
        {"tcp:localhost", "badConfiguration"},
        {"serial:/dev/not-there", "notConnected"},
        {"tcp:127.0.0.1:1", "notConnected"},
        {"replay:/not/there", "notConnected"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct driver_process *process = driver_process_open("card-sam", rows[i][0]);
        driver_process_await_status(process, "noDevice", rows[i][1], 2000);
        struct packet answer = driver_process_call(process, "Card.Read", NULL, 1000);
        packet_expect(&answer, "deviceNotReady", rows[i][1]);
        driver_process_stop(process);
    }
}

static void
test_card_sam__plays_what_was_recorded(void)
{
    g_autofree char *recording = g_strconcat(line, ".rec", NULL);
    g_autofree char *address = g_strdup_printf("serial:%s", line);
    struct sam_simulator *simulator = sam_simulator_start(line, NULL);
    struct bench bench = {.simulator = simulator,
                          .process = driver_process_start(
                              "card-sam", (const char *[]){"--address", address,
                                                           "--record", recording, NULL})};
    insert(&bench, "citizen", json_pack("{s:s}", "name", "录𠮷像"));
    sam_simulator_set_paced(simulator, true);
    sam_simulator_fault(simulator, "garbage", 3);
    struct packet answer = read_card(&bench, 3000);
    packet_expect(&answer, "success", NULL);
    bench_stop(&bench);
    g_autofree char *replay = g_strconcat("replay:", recording, NULL);
    struct driver_process *process = driver_process_open("card-sam", replay);
    answer = driver_process_call(process, "Card.Read", NULL, 3000);
    g_assert_cmpstr(packet_text(&answer, "name"), ==, "录𠮷像");
    packet_expect(&answer, "success", NULL);
    answer = driver_process_call(process, "Card.Read", NULL, 3000);
    packet_expect(&answer, "deviceNotReady", "notConnected");
    driver_process_stop(process);
    g_unlink(recording);
}

static void
test_card_sam__writes_nothing_of_a_card_in_its_log(void)
{
    struct bench bench = bench_start();
    insert(&bench, "citizen",
           json_pack("{s:s, s:s}", "name", "王𠮷丽", "birth", "20010229"));
    struct packet answer = read_card(&bench, 2000);
    g_assert_null(strstr(packet_explanation(&answer), "2001"));
    packet_expect(&answer, "userError", "cardUnreadable");
    insert(&bench, "citizen", NULL);
    answer = read_card(&bench, 2000);
    packet_expect(&answer, "success", NULL);
    g_autofree char *log = driver_process_log(bench.process);
    g_assert_null(strstr(log, "李秀英"));
    g_assert_null(strstr(log, "9999991952"));
    g_assert_null(strstr(log, "2001"));
    bench_stop(&bench);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    line = g_strdup_printf("%s/kiosk-sam-%d", g_get_tmp_dir(), getpid());
#define ADD(name) g_test_add_func("/card-sam/" #name, test_card_sam__##name)
    ADD(reads_a_card_that_is_laid_on_later);
    ADD(reads_all_four_cards);
    ADD(needs_the_card_laid_on_anew);
    ADD(gets_over_a_fault_or_names_it);
    ADD(tells_staff_that_the_module_is_silent);
    ADD(stays_faulty_while_the_module_says_so);
    ADD(stays_faulty_while_it_cannot_look_for_cards);
    ADD(comes_back_when_it_is_plugged_in_again);
    ADD(can_be_canceled_while_it_waits);
    ADD(a_driver_that_was_killed_blocks_nobody);
    ADD(says_what_is_wrong_with_its_address);
    ADD(plays_what_was_recorded);
    ADD(writes_nothing_of_a_card_in_its_log);
#undef ADD
    int status = g_test_run();
    g_free(line);
    return status;
}
