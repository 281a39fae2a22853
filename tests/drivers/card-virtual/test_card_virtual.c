// SPDX-License-Identifier: Apache-2.0
#include <kiosk/card.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "drivers/card/virtual/people.h"
#include "tests/support/driver_process.h"
#include "tests/support/virtual_control.h"

static char *control;

static struct driver_process *
card_start(void)
{
    g_autofree char *address = g_strconcat("virtual:", control, NULL);
    return driver_process_open("card-virtual", address);
}

static void
test_card_virtual__every_made_up_person_is_right(void)
{
    for (size_t i = 0; card_type_words[i] != NULL; i++) {
        g_autofree char *arguments = g_strdup_printf("type=%s", card_type_words[i]);
        json_t *card = people_card(arguments, NULL);
        g_assert_nonnull(card);
        json_decref(card);
    }
}

static void
test_card_virtual__waits_for_a_card_and_reads_it(void)
{
    struct driver_process *process = card_start();
    int id = driver_process_send(process, "Card.Read", NULL, 5000);
    g_assert_cmpuint(driver_process_count(process, id, 100), ==, 0);
    virtual_control(control,
                    "insert type=hmt name='陈 小𠮷' id_number=810000198811020011");
    struct packet answer = driver_process_await(process, id, 1000);
    g_assert_cmpstr(packet_text(&answer, "name"), ==, "陈 小𠮷");
    g_assert_cmpstr(packet_text(&answer, "card_type"), ==, "hmt");
    packet_expect(&answer, "success", NULL);
    answer = driver_process_await_event(process, "Card.MediaInserted", 100);
    packet_finish(&answer);
    virtual_control(control, "remove");
    answer = driver_process_await_event(process, "Card.MediaRemoved", 1000);
    packet_finish(&answer);
    g_assert_cmpint(driver_process_stop(process), ==, 0);
}

static void
test_card_virtual__takes_a_whole_card(void)
{
    struct driver_process *process = card_start();
    virtual_control(control, "insert card={\"card_type\":\"citizen\",\"name\":\"甲\","
                             "\"id_number\":\"999999199001010015\"}");
    struct packet answer = driver_process_call(process, "Card.Read", NULL, 1000);
    g_assert_cmpstr(packet_text(&answer, "name"), ==, "甲");
    packet_expect(&answer, "success", NULL);
    json_t *state = virtual_control_state(control);
    g_assert_cmpstr(json_string_value(json_object_get(state, "media")), ==, "present");
    json_decref(state);
    driver_process_stop(process);
}

static void
test_card_virtual__tells_a_wrong_line_why(void)
{
    struct driver_process *process = card_start();
    static const char *const lines[] = {"fault paperJam",
                                        "nonsense",
                                        "",
                                        "insert type=dog",
                                        "insert shoe=42",
                                        "delay soon",
                                        "insert card={\"card_type\":\"citizen\"}",
                                        "insert birth=yesterday",
                                        "insert name='"};
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autofree char *answer = virtual_control_ask(control, lines[i]);
        g_assert_true(g_str_has_prefix(answer, "error: "));
    }
    g_autofree char *answer = virtual_control_ask(control, lines[0]);
    g_assert_nonnull(strstr(answer, "cardUnreadable"));
    driver_process_stop(process);
}

static void
test_card_virtual__has_the_fault_it_is_told(void)
{
    static const struct {
        const char *fault, *completion, *device;
    } rows[] = {
        {"cardUnreadable", "userError", "online"},
        {"cardUnsupported", "unsupportedData", "online"},
        {"samFault", "hardwareError", "hardwareError"},
        {"notConnected", "deviceNotReady", "noDevice"},
        {"notResponding", "deviceNotReady", "offline"},
    };
    struct driver_process *process = card_start();
    virtual_control(control, "insert");
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        virtual_control(control, "fault %s", rows[i].fault);
        driver_process_await_status(process, rows[i].device, rows[i].fault, 1000);
        struct packet answer = driver_process_call(process, "Card.Read", NULL, 1000);
        packet_expect(&answer, rows[i].completion, rows[i].fault);
    }
    virtual_control(control, "clear");
    driver_process_await_status(process, "online", "none", 1000);
    struct packet answer = driver_process_call(process, "Card.Read", NULL, 1000);
    packet_expect(&answer, "success", NULL);
    driver_process_stop(process);
}

static void
test_card_virtual__can_be_lifted_too_early(void)
{
    struct driver_process *process = card_start();
    virtual_control(control, "lift-after 50");
    virtual_control(control, "insert");
    struct packet answer = driver_process_call(process, "Card.Read", NULL, 1000);
    packet_expect(&answer, "userError", "mediaRemoved");
    driver_process_stop(process);
}

static void
test_card_virtual__is_slow_when_told_and_can_be_canceled(void)
{
    struct driver_process *process = card_start();
    virtual_control(control, "insert");
    virtual_control(control, "delay 200");
    gint64 begin = g_get_monotonic_time();
    struct packet answer = driver_process_call(process, "Card.Read", NULL, 1000);
    g_assert_cmpint(g_get_monotonic_time() - begin, >=, 200 * G_TIME_SPAN_MILLISECOND);
    packet_expect(&answer, "success", NULL);
    answer = driver_process_call(process, "Card.Read", NULL, 100);
    packet_expect(&answer, "timeOut", NULL);
    virtual_control(control, "delay 60000");
    int id = driver_process_send(process, "Card.Read", NULL, 0);
    answer =
        driver_process_call(process, "Common.Cancel", json_pack("{s:i}", "id", id), 1000);
    packet_expect(&answer, "success", NULL);
    answer = driver_process_await(process, id, 1000);
    packet_expect(&answer, "canceled", NULL);
    driver_process_stop(process);
}

static void
test_card_virtual__hangs_until_it_is_killed(void)
{
    struct driver_process *process = card_start();
    int id = driver_process_send(process, "Card.Read", NULL, 0);
    virtual_control(control, "hang");
    virtual_control(control, "insert");
    struct packet answer =
        driver_process_call(process, "Common.Cancel", json_pack("{s:i}", "id", id), 1000);
    packet_expect(&answer, "success", NULL);
    g_assert_cmpuint(driver_process_count(process, id, 300), ==, 0);
    kill(driver_process_pid(process), SIGKILL);
    driver_process_stop(process);
}

static void
test_card_virtual__crashes_and_comes_back_empty(void)
{
    struct driver_process *process = card_start();
    virtual_control(control, "insert");
    virtual_control(control, "crash");
    int status = driver_process_wait(process, 2000);
    g_assert_true(WIFSIGNALED(status));
    driver_process_stop(process);
    process = card_start();
    struct packet answer = driver_process_call(process, "Card.Read", NULL, 100);
    packet_expect(&answer, "timeOut", NULL);
    driver_process_stop(process);
}

static void
test_card_virtual__sends_junk_and_goes_on(void)
{
    struct driver_process *process = card_start();
    virtual_control(control, "insert");
    virtual_control(control, "junk");
    struct packet answer = driver_process_call(process, "Card.Read", NULL, 1000);
    packet_expect(&answer, "success", NULL);
    driver_process_stop(process);
}

static void
test_card_virtual__runs_without_a_socket(void)
{
    struct driver_process *process = driver_process_open("card-virtual", "");
    driver_process_await_status(process, "online", "none", 1000);
    struct packet answer = driver_process_call(process, "Card.Read", NULL, 100);
    packet_expect(&answer, "timeOut", NULL);
    g_assert_cmpint(driver_process_stop(process), ==, 0);
}

static void
test_card_virtual__leaves_its_successors_socket_alone(void)
{
    struct driver_process *first = card_start();
    virtual_control(control, "insert");
    struct driver_process *second = card_start();
    driver_process_await_status(second, "online", "none", 1000);
    driver_process_stop(first);
    virtual_control(control, "insert");
    driver_process_stop(second);
    g_assert_cmpint(access(control, F_OK), !=, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    control = g_strdup_printf("%s/kiosk-card-%d", g_get_tmp_dir(), getpid());
#define ADD(name) g_test_add_func("/card-virtual/" #name, test_card_virtual__##name)
    ADD(every_made_up_person_is_right);
    ADD(waits_for_a_card_and_reads_it);
    ADD(takes_a_whole_card);
    ADD(tells_a_wrong_line_why);
    ADD(has_the_fault_it_is_told);
    ADD(can_be_lifted_too_early);
    ADD(is_slow_when_told_and_can_be_canceled);
    ADD(hangs_until_it_is_killed);
    ADD(crashes_and_comes_back_empty);
    ADD(sends_junk_and_goes_on);
    ADD(runs_without_a_socket);
    ADD(leaves_its_successors_socket_alone);
#undef ADD
    int status = g_test_run();
    g_free(control);
    return status;
}
