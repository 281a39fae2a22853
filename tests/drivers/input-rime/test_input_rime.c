// SPDX-License-Identifier: Apache-2.0
/* The input driver over the real link. What its dictionaries know is test_engine's matter. */
#include <kiosk/input.h>

#include <string.h>
#include "tests/support/driver_process.h"

static struct packet
key(struct driver_process *process, const char *scheme, const char *composition, int page,
    int count)
{
    return driver_process_call(process, "Input.Key",
                               json_pack("{s:s, s:s, s:i, s:i}", "scheme", scheme,
                                         "composition", composition, "page", page,
                                         "count", count),
                               INPUT_KEY_TIMEOUT_MS);
}

static const char *
candidate(const struct packet *packet, size_t index)
{
    const json_t *row = json_array_get(packet_member(packet, "candidates"), index);
    return json_string_value(json_object_get(row, "text"));
}

static void
test_input__gives_candidates_for_the_keys(void)
{
    struct driver_process *process = driver_process_open("input-rime", "");
    struct packet answer = key(process, "pinyin26", "jumin", 0, 8);
    g_assert_cmpstr(packet_completion(&answer), ==, "success");
    g_assert_cmpuint(json_array_size(packet_member(&answer, "candidates")), ==, 8);
    g_assert_cmpstr(candidate(&answer, 0), ==, "居民");
    g_assert_cmpstr(packet_text(&answer, "preedit"), ==, "ju min");
    g_assert_true(json_is_true(packet_member(&answer, "more")));
    packet_finish(&answer);
    g_assert_cmpint(driver_process_stop(process), ==, 0);
}

static void
test_input__gives_pages_that_do_not_overlap(void)
{
    struct driver_process *process = driver_process_open("input-rime", "");
    struct packet all = key(process, "pinyin26", "li", 0, 20);
    struct packet second = key(process, "pinyin26", "li", 1, 10);
    g_assert_cmpstr(candidate(&second, 0), ==, candidate(&all, 10));
    g_assert_cmpstr(candidate(&second, 9), ==, candidate(&all, 19));
    packet_finish(&all);
    packet_finish(&second);
    struct packet beyond = key(process, "stroke", "hshszhhshszh", 99, 10);
    g_assert_cmpuint(json_array_size(packet_member(&beyond, "candidates")), ==, 0);
    g_assert_true(json_is_false(packet_member(&beyond, "more")));
    packet_finish(&beyond);
    driver_process_stop(process);
}

static void
test_input__shows_syllables_for_nine_keys(void)
{
    struct driver_process *process = driver_process_open("input-rime", "");
    struct packet answer = key(process, "pinyin9", "64426", 0, 5);
    g_assert_cmpstr(candidate(&answer, 0), ==, "你好");
    g_assert_cmpstr(packet_text(&answer, "preedit"), ==, "ni hao");
    json_t *readings = packet_member(&answer, "readings");
    g_assert_cmpstr(json_string_value(json_array_get(readings, 0)), ==, "ni");
    packet_finish(&answer);
    driver_process_stop(process);
}

static void
test_input__takes_one_candidate_and_tells_the_rest(void)
{
    struct driver_process *process = driver_process_open("input-rime", "");
    struct packet page = key(process, "pinyin26", "wangxiaoming", 0, 60);
    size_t index = 0;
    while (index < 60 && g_strcmp0(candidate(&page, index), "王") != 0)
        index++;
    packet_finish(&page);
    g_assert_cmpuint(index, <, 60);
    struct packet answer =
        driver_process_call(process, "Input.Choose",
                            json_pack("{s:s, s:s, s:i}", "scheme", "pinyin26",
                                      "composition", "wangxiaoming", "index", (int)index),
                            INPUT_KEY_TIMEOUT_MS);
    g_assert_cmpstr(packet_text(&answer, "text"), ==, "王");
    g_assert_cmpstr(packet_text(&answer, "rest"), ==, "xiaoming");
    packet_finish(&answer);
    driver_process_stop(process);
}

/* A process that knows nothing of before answers as the one that had all keys. */
static void
test_input__loses_nothing_when_it_is_killed(void)
{
    struct driver_process *first = driver_process_open("input-rime", "");
    struct packet before = {0};
    for (size_t keys = 1; keys <= strlen("yiliaobaoxian"); keys++) {
        g_autofree char *composition = g_strndup("yiliaobaoxian", keys);
        if (keys > 1)
            packet_finish(&before);
        before = key(first, "pinyin26", composition, 0, 10);
    }
    struct driver_process *second = driver_process_open("input-rime", "");
    struct packet after = key(second, "pinyin26", "yiliaobaoxian", 0, 10);
    g_assert_true(json_equal(packet_member(&after, "candidates"),
                             packet_member(&before, "candidates")));
    packet_finish(&before);
    packet_finish(&after);
    driver_process_stop(first);
    driver_process_stop(second);
}

static void
test_input__refuses_other_keys_and_does_not_repeat_them(void)
{
    struct driver_process *process = driver_process_open("input-rime", "");
    struct packet answer = key(process, "pinyin26", "qxSecret", 0, 10);
    g_assert_null(strstr(packet_explanation(&answer), "Secret"));
    packet_expect(&answer, "invalidData", NULL);
    answer = key(process, "handstand", "a", 0, 10);
    packet_expect(&answer, "invalidData", NULL);
    answer = key(process, "pinyin26", "", 0, 10);
    g_assert_cmpuint(json_array_size(packet_member(&answer, "candidates")), ==, 0);
    packet_expect(&answer, "success", NULL);
    driver_process_stop(process);
}

static void
test_input__logs_nothing_that_was_typed(void)
{
    struct driver_process *process = driver_process_open("input-rime", "");
    struct packet answer = key(process, "pinyin26", "wangxiuying", 0, 10);
    packet_finish(&answer);
    answer = key(process, "pinyin26", "zzzz", 0, 10);
    packet_finish(&answer);
    g_autofree char *log = driver_process_log(process);
    g_assert_cmpstr(log, ==, "");
    driver_process_stop(process);
}

static void
test_input__says_when_its_dictionaries_are_missing(void)
{
    struct driver_process *process =
        driver_process_open("input-rime", "file:/nonexistent");
    driver_process_await_status(process, "noDevice", "badConfiguration", 3000);
    struct packet answer = key(process, "pinyin26", "ni", 0, 10);
    packet_expect(&answer, "deviceNotReady", NULL);
    driver_process_stop(process);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/input/key", test_input__gives_candidates_for_the_keys);
    g_test_add_func("/input/pages", test_input__gives_pages_that_do_not_overlap);
    g_test_add_func("/input/nine-keys", test_input__shows_syllables_for_nine_keys);
    g_test_add_func("/input/choose", test_input__takes_one_candidate_and_tells_the_rest);
    g_test_add_func("/input/killed", test_input__loses_nothing_when_it_is_killed);
    g_test_add_func("/input/refuses",
                    test_input__refuses_other_keys_and_does_not_repeat_them);
    g_test_add_func("/input/log", test_input__logs_nothing_that_was_typed);
    g_test_add_func("/input/missing", test_input__says_when_its_dictionaries_are_missing);
    return g_test_run();
}
