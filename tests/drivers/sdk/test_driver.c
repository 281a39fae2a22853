// SPDX-License-Identifier: Apache-2.0
/* driver_run() over the link. */
#include "sample_driver.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include "base/blob.h"
#include "tests/support/driver_process.h"

static struct driver_process *
sample_start(const char *address)
{
    return driver_process_start("/proc/self/exe",
                                (const char *[]){SAMPLE_ARGUMENT, "--address",
                                                 address == NULL ? "" : address, NULL});
}

static json_t *
text(const char *value)
{
    return json_pack("{s:s}", "text", value);
}

static void
test_driver__says_hello_first(void)
{
    struct driver_process *process = sample_start(NULL);
    const json_t *hello = driver_process_hello(process);
    g_assert_true(schema_accepts(&protocol_hello, hello, NULL));
    g_assert_cmpstr(json_string_value(json_object_get(hello, "class")), ==, "sample");
    g_assert_cmpint(driver_process_stop(process), ==, 0);
}

static void
test_driver__gives_payload_and_blobs_back(void)
{
    struct driver_process *process = sample_start(NULL);
    struct driver_process_bytes blobs[] = {{"first", 5}, {"second", 6}};
    int id =
        driver_process_send_blobs(process, "Sample.Echo", text("汉字𠮷"), 1000, blobs, 2);
    struct packet answer = driver_process_await(process, id, 1000);
    g_assert_cmpstr(packet_text(&answer, "text"), ==, "汉字𠮷");
    g_assert_cmpuint(answer.blob_count, ==, 2);
    struct blob_view view;
    g_assert_true(blob_view_init(&view, answer.blobs[1], 100, NULL));
    g_assert_cmpuint(view.size, ==, 6);
    g_assert_cmpint(memcmp(view.bytes, "second", 6), ==, 0);
    blob_view_finish(&view);
    packet_expect(&answer, "success", NULL);
    driver_process_stop(process);
}

static void
test_driver__names_the_member_of_an_invalid_payload(void)
{
    struct driver_process *process = sample_start(NULL);
    struct packet answer =
        driver_process_call(process, "Sample.Echo", json_pack("{s:i}", "text", 1), 1000);
    g_assert_nonnull(strstr(packet_explanation(&answer), "text"));
    packet_expect(&answer, "invalidData", "protocolError");
    driver_process_stop(process);
}

static void
test_driver__refuses_what_it_does_not_know_or_have(void)
{
    struct driver_process *process = sample_start(NULL);
    const char *const names[] = {"Sample.Nonsense", "Sample.Unbuilt", "Common.Nonsense"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        struct packet answer = driver_process_call(process, names[i], NULL, 1000);
        packet_expect(&answer, "unsupportedCommand", "protocolError");
    }
    driver_process_stop(process);
}

static void
test_driver__does_not_send_an_answer_that_breaks_the_contract(void)
{
    struct driver_process *process = sample_start(NULL);
    struct packet answer = driver_process_call(process, "Sample.Wrong", NULL, 1000);
    g_assert_null(packet_member(&answer, "count"));
    packet_expect(&answer, "internalError", "internalError");
    g_assert_false(driver_process_has_event(process, "Sample.Drop", 0));
    g_autofree char *log = driver_process_log(process);
    g_assert_nonnull(strstr(log, "/count"));
    g_assert_null(strstr(log, "private"));
    driver_process_stop(process);
}

static void
test_driver__keeps_cause_sentence_and_payload_of_a_failure(void)
{
    struct driver_process *process = sample_start(NULL);
    struct packet answer =
        driver_process_call(process, "Sample.Fail", text("paperJam"), 1000);
    g_assert_cmpstr(packet_explanation(&answer), ==, "broken: \xef\xbf\xbd after 3");
    g_assert_cmpint(json_integer_value(packet_member(&answer, "count")), ==, 3);
    packet_expect(&answer, "hardwareError", "paperJam");
    answer = driver_process_call(process, "Sample.Fail", text("no such cause"), 1000);
    packet_expect(&answer, "hardwareError", "internalError");
    driver_process_stop(process);
}

static void
test_driver__ends_a_canceled_command_at_once(void)
{
    struct driver_process *process = sample_start(NULL);
    int id = driver_process_send(process, "Sample.Wait", NULL, 0);
    struct packet answer =
        driver_process_call(process, "Common.Cancel", json_pack("{s:i}", "id", id), 1000);
    packet_expect(&answer, "success", NULL);
    answer = driver_process_await(process, id, 200);
    packet_expect(&answer, "canceled", NULL);
    answer =
        driver_process_call(process, "Common.Cancel", json_pack("{s:i}", "id", id), 1000);
    packet_expect(&answer, "invalidRequestID", NULL);
    g_assert_cmpuint(driver_process_count(process, id, 50), ==, 0);
    driver_process_stop(process);
}

static void
test_driver__cancels_a_command_that_still_waits(void)
{
    struct driver_process *process = sample_start(NULL);
    int first = driver_process_send(process, "Sample.Wait", NULL, 0);
    int second = driver_process_send(process, "Sample.Wait", NULL, 0);
    int third = driver_process_send(process, "Sample.Echo", text("third"), 0);
    struct packet answer = driver_process_call(process, "Common.Cancel",
                                               json_pack("{s:i}", "id", second), 1000);
    packet_expect(&answer, "success", NULL);
    answer = driver_process_await(process, second, 200);
    packet_expect(&answer, "canceled", NULL);
    g_assert_cmpuint(driver_process_count(process, first, 50), ==, 0);
    answer = driver_process_call(process, "Common.Cancel",
                                 json_pack("{s:i}", "id", first), 1000);
    packet_finish(&answer);
    answer = driver_process_await(process, third, 1000);
    packet_expect(&answer, "success", NULL);
    driver_process_stop(process);
}

static void
test_driver__tells_a_command_its_deadline(void)
{
    struct driver_process *process = sample_start(NULL);
    int first = driver_process_send(process, "Sample.Wait", NULL, 100);
    int queued = driver_process_send(process, "Sample.Wait", NULL, 50);
    struct packet answer = driver_process_await(process, first, 500);
    packet_expect(&answer, "timeOut", NULL);
    answer = driver_process_await(process, queued, 500);
    packet_expect(&answer, "timeOut", "busy");
    driver_process_stop(process);
}

static void
test_driver__answers_common_commands_while_one_hangs(void)
{
    struct driver_process *process = sample_start(NULL);
    driver_process_await_status(process, "online", "none", 1000);
    driver_process_send(process, "Sample.Deaf", NULL, 0);
    struct packet answer = driver_process_call(process, "Common.Status",
                                               json_pack("{s:b}", "refresh", 1), 500);
    g_assert_cmpstr(packet_text(&answer, "device"), ==, "online");
    packet_expect(&answer, "success", NULL);
    answer = driver_process_call(process, "Common.Capabilities", NULL, 500);
    g_assert_true(json_is_true(packet_member(&answer, "colour")));
    packet_expect(&answer, "success", NULL);
    gint64 begin = g_get_monotonic_time();
    g_assert_cmpint(driver_process_stop(process), !=, 0);
    g_assert_cmpint(g_get_monotonic_time() - begin, <, G_TIME_SPAN_SECOND);
}

static void
test_driver__asks_the_device_when_it_is_told_to(void)
{
    struct driver_process *process = sample_start(NULL);
    struct packet answer = driver_process_call(process, "Common.Status",
                                               json_pack("{s:b}", "refresh", 1), 1000);
    g_assert_cmpstr(packet_text(&answer, "cause"), ==, "paperOut");
    g_assert_cmpstr(packet_text(&answer, "action"), ==, "clear");
    g_assert_cmpstr(packet_text(&answer, "paper"), ==, "out");
    packet_expect(&answer, "success", NULL);
    driver_process_await_status(process, "userError", "paperOut", 1000);
    answer = driver_process_call(process, "Common.Status",
                                 json_pack("{s:b}", "refresh", 1), 1000);
    packet_finish(&answer);
    g_assert_false(driver_process_has_event(process, "Common.StatusChanged", 50));
    driver_process_stop(process);
}

static void
test_driver__opens_the_device_when_it_is_there_at_last(void)
{
    g_autofree char *path = g_strdup_printf("/tmp/kiosk-sample-%d", getpid());
    struct driver_process *process = sample_start(path);
    driver_process_await_status(process, "noDevice", "notConnected", 1000);
    struct packet answer =
        driver_process_call(process, "Sample.Echo", text("nobody"), 1000);
    g_assert_cmpstr(packet_explanation(&answer), ==, "the sample is away");
    packet_expect(&answer, "deviceNotReady", "notConnected");
    g_file_set_contents(path, "", 0, NULL);
    answer = driver_process_call(process, "Common.Status",
                                 json_pack("{s:b}", "refresh", 1), 1000);
    g_assert_cmpstr(packet_text(&answer, "device"), ==, "online");
    packet_expect(&answer, "success", NULL);
    answer = driver_process_call(process, "Common.Capabilities", NULL, 1000);
    g_assert_true(json_is_true(packet_member(&answer, "colour")));
    packet_finish(&answer);
    answer = driver_process_call(process, "Sample.Lose", NULL, 1000);
    packet_expect(&answer, "deviceNotReady", NULL);
    answer = driver_process_call(process, "Common.Status", NULL, 1000);
    g_assert_cmpstr(packet_text(&answer, "device"), ==, "noDevice");
    packet_finish(&answer);
    answer = driver_process_call(process, "Sample.Echo", text("again"), 1000);
    packet_expect(&answer, "success", NULL);
    g_unlink(path);
    g_assert_cmpint(driver_process_stop(process), ==, 0);
}

/* Who asks while a device that does not answer is being opened hears what came of that. */
static void
test_driver__does_not_open_twice_for_one_question(void)
{
    struct driver_process *process = sample_start(SAMPLE_SLOW);
    gint64 begun_us = g_get_monotonic_time();
    struct packet answer = driver_process_call(process, "Common.Status",
                                               json_pack("{s:b}", "refresh", 1), 5000);
    gint64 took_us = g_get_monotonic_time() - begun_us;
    g_assert_cmpstr(packet_text(&answer, "device"), ==, "noDevice");
    packet_finish(&answer);
    g_assert_cmpint(took_us, <, 2 * SAMPLE_SLOW_MS * 1000);
    begun_us = g_get_monotonic_time();
    answer = driver_process_call(process, "Common.Status",
                                 json_pack("{s:b}", "refresh", 1), 5000);
    g_assert_cmpint(g_get_monotonic_time() - begun_us, >=, SAMPLE_SLOW_MS * 1000);
    packet_finish(&answer);
    driver_process_stop(process);
}

static int
cancel(struct driver_process *process, int id)
{
    gint64 begun_us = g_get_monotonic_time();
    struct packet answer =
        driver_process_call(process, "Common.Cancel", json_pack("{s:i}", "id", id), 1000);
    packet_expect(&answer, "success", NULL);
    answer = driver_process_await(process, id, 1000);
    packet_expect(&answer, "canceled", NULL);
    return (int)(g_get_monotonic_time() - begun_us) / 1000;
}

static void
test_driver__cancels_what_waits_for_a_device_that_is_mute(void)
{
    struct driver_process *process = sample_start(SAMPLE_MUTE);
    int first = driver_process_send(process, "Sample.Wait", NULL, 0);
    int asked = driver_process_send(process, "Sample.Wait", NULL, 0);
    g_usleep(100 * 1000);
    g_assert_cmpint(cancel(process, asked), <, 1000);
    g_assert_cmpint(cancel(process, first), <, 1000);
    // And so with the opening that a question begins, not only with the first.
    driver_process_await_status(process, "noDevice", "notConnected", 2 * SAMPLE_MUTE_MS);
    int refresh = driver_process_send(process, "Common.Status",
                                      json_pack("{s:b}", "refresh", 1), 0);
    g_usleep(100 * 1000);
    g_assert_cmpint(cancel(process, refresh), <, 1000);
    first = driver_process_send(process, "Sample.Wait", NULL, 0);
    g_assert_cmpint(cancel(process, first), <, 1000);
    g_assert_cmpuint(driver_process_count(process, first, 50), ==, 0);
    gint64 begun_us = g_get_monotonic_time();
    g_assert_cmpint(driver_process_stop(process), ==, 0);
    g_assert_cmpint(g_get_monotonic_time() - begun_us, <, G_TIME_SPAN_SECOND);
}

static void
test_driver__keeps_the_deadline_of_what_waits_for_a_device_that_is_mute(void)
{
    struct driver_process *process = sample_start(SAMPLE_MUTE);
    gint64 begun_us = g_get_monotonic_time();
    struct packet answer = driver_process_call(process, "Sample.Wait", NULL, 300);
    gint64 took_us = g_get_monotonic_time() - begun_us;
    packet_expect(&answer, "timeOut", "notResponding");
    g_assert_cmpint(took_us, >=, 300 * 1000);
    g_assert_cmpint(took_us, <, 1300 * 1000);
    driver_process_stop(process);
}

static void
test_driver__runs_what_waited_for_a_device_that_is_slow(void)
{
    struct driver_process *process = sample_start(SAMPLE_LATE);
    int canceled = driver_process_send(process, "Sample.Wait", NULL, 0);
    int kept = driver_process_send(process, "Sample.Echo", text("at last"), 5000);
    g_assert_cmpint(cancel(process, canceled), <, 1000);
    struct packet answer = driver_process_await(process, kept, 5000);
    g_assert_cmpstr(packet_text(&answer, "text"), ==, "at last");
    packet_expect(&answer, "success", NULL);
    g_assert_cmpint(driver_process_stop(process), ==, 0);
    process = sample_start(SAMPLE_SLOW);
    gint64 begun_us = g_get_monotonic_time();
    answer = driver_process_call(process, "Sample.Echo", text("in vain"), 5000);
    packet_expect(&answer, "deviceNotReady", "notConnected");
    g_assert_cmpint(g_get_monotonic_time() - begun_us, <, 2 * SAMPLE_SLOW_MS * 1000);
    g_assert_cmpint(driver_process_stop(process), ==, 0);
}

static void
test_driver__survives_junk(void)
{
    struct driver_process *process = sample_start(NULL);
    g_autofree char *large = g_strnfill(PROTOCOL_PACKET_MAX + 10, ' ');
    driver_process_send_raw(process, "no json", 7);
    driver_process_send_raw(process, "{}", 2);
    driver_process_send_raw(process, "\0\xff\xfe{", 4);
    driver_process_send_raw(process, large, PROTOCOL_PACKET_MAX + 10);
    driver_process_send_raw(process, "{\"type\":\"command\",\"id\":-1,\"name\":\"x\"}",
                            37);
    struct packet answer =
        driver_process_call(process, "Sample.Echo", text("well"), 1000);
    packet_expect(&answer, "success", NULL);
    g_assert_cmpint(driver_process_stop(process), ==, 0);
}

static void
test_driver__refuses_an_id_that_is_in_use(void)
{
    struct driver_process *process = sample_start(NULL);
    static const char wait[] =
        "{\"type\":\"command\",\"id\":77,\"name\":\"Sample.Wait\"}";
    driver_process_send_raw(process, wait, sizeof wait - 1);
    driver_process_send_raw(process, wait, sizeof wait - 1);
    struct packet answer = driver_process_await(process, 77, 1000);
    packet_expect(&answer, "invalidRequestID", "protocolError");
    driver_process_stop(process);
}

static void
test_driver__completes_what_is_too_large_to_send(void)
{
    struct driver_process *process = sample_start(NULL);
    struct packet answer = driver_process_call(
        process, "Sample.Big", json_pack("{s:i}", "count", PROTOCOL_PACKET_MAX), 1000);
    packet_expect(&answer, "internalError", "internalError");
    driver_process_stop(process);
}

static void
test_driver__completes_although_nobody_reads_a_flood(void)
{
    struct driver_process *process = sample_start(NULL);
    int id = driver_process_send(process, "Sample.Flood",
                                 json_pack("{s:i}", "count", 20000), 0);
    g_usleep(300 * 1000);
    struct packet answer = driver_process_await(process, id, 2000);
    packet_expect(&answer, "success", NULL);
    driver_process_stop(process);
}

static void
test_driver__goes_when_asked_by_a_signal(void)
{
    struct driver_process *process = sample_start(NULL);
    driver_process_send(process, "Sample.Wait", NULL, 0);
    kill(driver_process_pid(process), SIGTERM);
    g_assert_cmpint(driver_process_wait(process, 1000), ==, 0);
    driver_process_stop(process);
}

static void
test_driver__refuses_another_protocol(void)
{
    struct driver_process *process = sample_start(NULL);
    static const char hello[] =
        "{\"type\":\"hello\",\"payload\":{\"protocol\":2,\"class\":\"terminal\"}}";
    driver_process_send_raw(process, hello, sizeof hello - 1);
    g_assert_cmpint(driver_process_wait(process, 1000), >=, 0);
    driver_process_stop(process);
}

static void
test_driver__may_not_gain_privileges_or_leave_a_core(void)
{
    struct driver_process *process = sample_start(NULL);
    struct packet answer = driver_process_call(process, "Common.Status", NULL, 1000);
    packet_finish(&answer);
    g_autofree char *path =
        g_strdup_printf("/proc/%d/status", driver_process_pid(process));
    g_autofree char *status = NULL;
    g_assert_true(g_file_get_contents(path, &status, NULL, NULL));
    g_assert_nonnull(strstr(status, "NoNewPrivs:\t1"));
    g_autofree char *fds =
        g_strdup_printf("/proc/%d/limits", driver_process_pid(process));
    g_autofree char *limits = NULL;
    g_assert_true(g_file_get_contents(fds, &limits, NULL, NULL));
    g_assert_nonnull(strstr(limits, "Max core file size        0                    0"));
    driver_process_stop(process);
}

#ifndef __SANITIZE_ADDRESS__ // under it nothing is refused: its leak checker traces
static void
test_driver__may_not_reach_into_other_processes(void)
{
    struct driver_process *process = sample_start(NULL);
    struct packet answer = driver_process_call(process, "Sample.Forbidden", NULL, 1000);
    g_assert_cmpint(json_integer_value(packet_member(&answer, "count")), ==, 4);
    packet_expect(&answer, "success", NULL);
    driver_process_stop(process);
}
#endif

static int
touch(const char *address, const char *file)
{
    struct driver_process *process = sample_start(address);
    struct packet answer = driver_process_call(process, "Sample.Touch",
                                               json_pack("{s:s}", "text", file), 1000);
    int can = (int)json_integer_value(packet_member(&answer, "count"));
    packet_expect(&answer, "success", NULL);
    driver_process_stop(process);
    return can;
}

/* Fails on a kernel without Landlock: there drivers are not confined to their files. */
static void
test_driver__may_touch_only_files_of_its_address(void)
{
    g_autofree char *mine = g_dir_make_tmp("kiosk-mine-XXXXXX", NULL);
    g_autofree char *other = g_dir_make_tmp("kiosk-other-XXXXXX", NULL);
    g_autofree char *device = g_build_filename(mine, "device", NULL);
    g_autofree char *cases = g_build_filename(other, "cases.db", NULL);
    g_assert_true(g_file_set_contents(device, "", 0, NULL));
    g_assert_true(g_file_set_contents(cases, "", 0, NULL));
    g_assert_cmpint(touch(device, cases), ==, 8);
    g_assert_cmpint(touch(device, device), ==, 15);
    g_autofree char *line = g_strdup_printf("rm -rf %s %s", mine, other);
    g_assert_true(g_spawn_command_line_sync(line, NULL, NULL, NULL, NULL));
}

/* The link stays open in the test: only the death of the parent can tell the driver. */
static void
test_driver__goes_when_its_parent_dies(void)
{
    int ends[2];
    g_assert_true(link_pair(ends, NULL));
    pid_t parent = fork();
    if (parent == 0) {
        if (fork() == 0) {
            dup2(fcntl(ends[1], F_DUPFD, 10), PROTOCOL_DESCRIPTOR);
            execl("/proc/self/exe", "driver", SAMPLE_ARGUMENT, NULL);
            _exit(127);
        }
        pause();
    }
    close(ends[1]);
    struct link *link = link_create(ends[0]);
    struct pollfd polled = {.fd = ends[0], .events = POLLIN};
    g_assert_cmpint(poll(&polled, 1, 2000), ==, 1); // its hello
    kill(parent, SIGKILL);
    waitpid(parent, NULL, 0);
    gint64 end = g_get_monotonic_time() + 2 * G_TIME_SPAN_SECOND;
    enum link_result result;
    do {
        struct packet packet = {0};
        poll(&polled, 1, 50);
        result = link_receive(link, &packet, NULL);
        packet_finish(&packet);
    } while (result != LINK_CLOSED && g_get_monotonic_time() < end);
    g_assert_cmpint(result, ==, LINK_CLOSED);
    link_destroy(link);
}

int
main(int argc, char **argv)
{
    int status = sample_main(argc, argv);
    if (status >= 0)
        return status;
    g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/sdk/driver/" #name, test_driver__##name)
    ADD(says_hello_first);
    ADD(gives_payload_and_blobs_back);
    ADD(names_the_member_of_an_invalid_payload);
    ADD(refuses_what_it_does_not_know_or_have);
    ADD(does_not_send_an_answer_that_breaks_the_contract);
    ADD(keeps_cause_sentence_and_payload_of_a_failure);
    ADD(ends_a_canceled_command_at_once);
    ADD(cancels_a_command_that_still_waits);
    ADD(tells_a_command_its_deadline);
    ADD(answers_common_commands_while_one_hangs);
    ADD(asks_the_device_when_it_is_told_to);
    ADD(opens_the_device_when_it_is_there_at_last);
    ADD(does_not_open_twice_for_one_question);
    ADD(cancels_what_waits_for_a_device_that_is_mute);
    ADD(keeps_the_deadline_of_what_waits_for_a_device_that_is_mute);
    ADD(runs_what_waited_for_a_device_that_is_slow);
    ADD(survives_junk);
    ADD(refuses_an_id_that_is_in_use);
    ADD(completes_what_is_too_large_to_send);
    ADD(completes_although_nobody_reads_a_flood);
    ADD(goes_when_asked_by_a_signal);
    ADD(refuses_another_protocol);
    ADD(may_touch_only_files_of_its_address);
    ADD(goes_when_its_parent_dies);
#ifndef __SANITIZE_ADDRESS__
    ADD(may_not_reach_into_other_processes);
#endif
    ADD(may_not_gain_privileges_or_leave_a_core);
#undef ADD
    return g_test_run();
}
