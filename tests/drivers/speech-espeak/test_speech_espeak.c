// SPDX-License-Identifier: Apache-2.0
/* The speech driver over the real link: sound, speed, cancel, and that nothing is left. How a
 * text is read is test_script's matter. */
#include <kiosk/speech.h>

#include <espeak-ng/speak_lib.h>
#include <math.h>
#include <string.h>
#include <unistd.h>
#include "base/blob.h"
#include "tests/support/child.h"
#include "tests/support/driver_process.h"

static struct packet
say(struct driver_process *process, const char *language, const char *text, int rate)
{
    return driver_process_call(
        process, "Speech.Say",
        json_pack("{s:s, s:s, s:i}", "text", text, "language", language, "rate", rate),
        SPEECH_SAY_TIMEOUT_MS);
}

/* Seconds of sound; its loudness (0 to 1) when asked for. Finishes the packet. */
static double
length_of(struct packet *answer, double *loudness_out)
{
    GError *error = NULL;
    struct blob_view view = {0};
    g_assert_cmpstr(packet_completion(answer), ==, "success");
    g_assert_cmpuint(answer->blob_count, ==, 1);
    g_assert_true(
        blob_view_init(&view, answer->blobs[0], PROTOCOL_BLOB_SIZE_MAX, &error));
    json_int_t rate = json_integer_value(packet_member(answer, "rate"));
    json_int_t samples = json_integer_value(packet_member(answer, "samples"));
    g_assert_cmpint((int)rate, ==, 22050);
    g_assert_cmpint((int)json_integer_value(packet_member(answer, "channels")), ==, 1);
    g_assert_cmpuint(view.size, ==, (size_t)samples * sizeof(gint16));
    double sum = 0;
    const gint16 *sample = view.bytes;
    for (json_int_t i = 0; i < samples; i++)
        sum += (double)sample[i] * sample[i];
    if (loudness_out)
        *loudness_out = samples ? sqrt(sum / (double)samples) / 32768 : 0;
    blob_view_finish(&view);
    packet_finish(answer);
    return (double)samples / (double)rate;
}

static void
test_speech__is_sound_of_the_length_of_the_sentence(void)
{
    struct driver_process *process = driver_process_open("speech-espeak", "");
    double loudness = 0;
    struct packet answer = say(process, "zh_CN", "请把身份证放在读卡区。", 100);
    g_assert_cmpstr(packet_text(&answer, "spoken"), ==,
                    "qing3 ba3 shen1 fen4 zheng4 fang4 zai4 du2 ka3 qu1 .");
    double seconds = length_of(&answer, &loudness);
    g_assert_cmpfloat(seconds, >, 10 * 0.12); // ten syllables
    g_assert_cmpfloat(seconds, <, 10 * 0.5);
    g_assert_cmpfloat(loudness, >, 0.02);
    answer = say(process, "en", "Put the card on the reader.", 100);
    g_assert_cmpstr(packet_text(&answer, "spoken"), ==, "Put the card on the reader.");
    seconds = length_of(&answer, &loudness);
    g_assert_cmpfloat(seconds, >, 0.8);
    g_assert_cmpfloat(seconds, <, 4);
    g_assert_cmpfloat(loudness, >, 0.02);
    g_assert_cmpint(driver_process_stop(process), ==, 0);
}

static void
test_speech__is_slower_and_quicker_as_asked(void)
{
    struct driver_process *process = driver_process_open("speech-espeak", "");
    double seconds[3];
    for (int i = 0; i < 3; i++) {
        struct packet answer =
            say(process, "zh_CN", "这是您的收件回执，请收好。", (int[]){50, 100, 200}[i]);
        seconds[i] = length_of(&answer, NULL);
    }
    g_assert_cmpfloat(seconds[0] / seconds[1], >, 1.6);
    g_assert_cmpfloat(seconds[1] / seconds[2], >, 1.6);
    driver_process_stop(process);
}

static void
test_speech__says_pinyin_that_was_written_for_it(void)
{
    struct driver_process *process = driver_process_open("speech-espeak", "");
    struct packet answer =
        driver_process_call(process, "Speech.Say",
                            json_pack("{s:s, s:s, s:s}", "text", "解", "language",
                                      "zh_CN", "pinyin", "xie4 nv3 shi4 ."),
                            SPEECH_SAY_TIMEOUT_MS);
    g_assert_cmpstr(packet_text(&answer, "spoken"), ==, "xie4 nv3 shi4 .");
    g_assert_cmpfloat(length_of(&answer, NULL), >, 0.3);
    answer = driver_process_call(process, "Speech.Say",
                                 json_pack("{s:s, s:s, s:s}", "text", "解", "language",
                                           "zh_CN", "pinyin", "<voice name='en'/>"),
                                 SPEECH_SAY_TIMEOUT_MS);
    packet_expect(&answer, "invalidData", NULL);
    driver_process_stop(process);
}

static void
test_speech__says_which_languages_it_has(void)
{
    struct driver_process *process = driver_process_open("speech-espeak", "");
    struct packet answer = driver_process_call(process, "Common.Status",
                                               json_pack("{s:b}", "refresh", 1), 5000);
    packet_finish(&answer);
    answer = driver_process_call(process, "Common.Capabilities", NULL, 1000);
    g_assert_cmpuint(json_array_size(packet_member(&answer, "languages")), ==, 2);
    packet_finish(&answer);
    answer = say(process, "ug", "سالام", 100);
    packet_expect(&answer, "unsupportedData", NULL);
    answer = say(process, "zh_CN", "……", 100); // nothing to say is no failure
    g_assert_cmpfloat(length_of(&answer, NULL), <, 0.5);
    driver_process_stop(process);
}

/* Ready voices: the whole sentence is there long before the first of it has sounded. */
static void
test_speech__is_there_within_100_ms(void)
{
    struct driver_process *process = driver_process_open("speech-espeak", "");
    struct packet answer = driver_process_call(process, "Common.Status",
                                               json_pack("{s:b}", "refresh", 1), 5000);
    packet_finish(&answer);
    gint64 best = G_MAXINT64;
    for (int i = 0; i < 5; i++) {
        gint64 begin = g_get_monotonic_time();
        answer = say(process, "zh_CN", "请核对您的姓名、身份证号和地址，看好了再按提交。",
                     100);
        best = MIN(best, g_get_monotonic_time() - begin);
        length_of(&answer, NULL);
    }
    g_assert_cmpint(best / 1000, <, 100);
    driver_process_stop(process);
}

static void
test_speech__stops_at_once_when_canceled(void)
{
    struct driver_process *process = driver_process_open("speech-espeak", "");
    GString *text = g_string_new(NULL);
    while (g_utf8_strlen(text->str, -1) < SPEECH_TEXT_MAX - 20)
        g_string_append(text, "请把身份证放在读卡区，");
    int id = driver_process_send(
        process, "Speech.Say",
        json_pack("{s:s, s:s, s:i}", "text", text->str, "language", "zh_CN", "rate", 50),
        SPEECH_SAY_TIMEOUT_MS);
    gint64 begin = g_get_monotonic_time();
    struct packet canceled =
        driver_process_call(process, "Common.Cancel", json_pack("{s:i}", "id", id), 1000);
    packet_finish(&canceled);
    struct packet answer = driver_process_await(process, id, 2000);
    g_assert_cmpint((g_get_monotonic_time() - begin) / 1000, <, 300);
    packet_expect(&answer, "canceled", NULL);
    struct packet next = say(process, "zh_CN", "好", 100); // and the next is whole
    g_assert_cmpfloat(length_of(&next, NULL), <, 1.5);
    g_string_free(text, TRUE);
    driver_process_stop(process);
}

static char *
names_in(const char *folder)
{
    GString *names = g_string_new(NULL);
    GDir *dir = g_dir_open(folder, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir)) != NULL;)
        if (strstr(name, "speech") || strstr(name, "espeak"))
            g_string_append_printf(names, "%s ", name);
    if (dir)
        g_dir_close(dir);
    return g_string_free(names, FALSE);
}

static void
test_speech__leaves_nothing_of_what_it_said(void)
{
    g_autofree char *home = g_dir_make_tmp("kiosk-home-XXXXXX", NULL);
    g_setenv("HOME", home, TRUE);
    g_unsetenv("XDG_CONFIG_HOME");
    struct driver_process *process = driver_process_open("speech-espeak", "");
    g_autofree char *before = names_in(g_get_tmp_dir());
    struct packet answer = say(process, "zh_CN", "示例王秀英 99999919560101001X", 100);
    length_of(&answer, NULL);
    answer = say(process, "tlh", "示例王秀英", 100);
    g_assert_null(strstr(packet_explanation(&answer), "王"));
    packet_finish(&answer);
    g_autofree char *after = names_in(g_get_tmp_dir());
    g_assert_cmpstr(after, ==, before);
    g_autofree char *log = driver_process_log(process);
    g_assert_cmpstr(log, ==, "");
    g_autofree char *path =
        g_strdup_printf("/proc/%d/cmdline", driver_process_pid(process));
    g_autofree char *arguments = NULL;
    gsize size = 0;
    g_assert_true(g_file_get_contents(path, &arguments, &size, NULL));
    g_assert_null(memmem(arguments, size, "王", strlen("王")));
    driver_process_stop(process);
    g_assert_cmpint(rmdir(home), ==, 0); // only an empty folder can be removed
}

/* ---- the voice itself ------------------------------------------------------------------- */

/* The Chinese voice falls back to English, letter by letter, for what it does not know. */
static bool
is_known(const char *syllable)
{
    const void *at = syllable;
    const char *phonemes = espeak_TextToPhonemes(&at, espeakCHARS_UTF8, 0);
    return phonemes && phonemes[0] && !strstr(phonemes, "(en)");
}

static void
test_voice__knows_every_syllable_of_the_lexicon(void)
{
    g_assert_cmpint(
        espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, NULL, espeakINITIALIZE_DONT_EXIT),
        ==, 22050);
    g_assert_cmpint(espeak_SetVoiceByName("cmn-latn-pinyin"), ==, EE_OK);
    g_autofree char *path = child_built("share/speech/zh.lexicon");
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autoptr(GHashTable)
        seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (char **line = lines; *line && **line; line++) {
        g_auto(GStrv) columns = g_strsplit(*line, "\t", 3);
        g_auto(GStrv) syllables = g_strsplit(columns[1], " ", -1);
        g_assert_cmpint(g_utf8_strlen(columns[0], -1), ==,
                        (glong)g_strv_length(syllables));
        for (char **row = syllables; *row; row++)
            if (g_hash_table_add(seen, g_strdup(*row)) && !is_known(*row)) {
                g_test_message("%s: %s", columns[0], *row);
                g_test_fail();
            }
    }
    g_assert_cmpuint(g_hash_table_size(seen), >, 1200);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/speech/sound", test_speech__is_sound_of_the_length_of_the_sentence);
    g_test_add_func("/speech/rate", test_speech__is_slower_and_quicker_as_asked);
    g_test_add_func("/speech/pinyin", test_speech__says_pinyin_that_was_written_for_it);
    g_test_add_func("/speech/languages", test_speech__says_which_languages_it_has);
    g_test_add_func("/speech/quick", test_speech__is_there_within_100_ms);
    g_test_add_func("/speech/cancel", test_speech__stops_at_once_when_canceled);
    g_test_add_func("/speech/leaves-nothing",
                    test_speech__leaves_nothing_of_what_it_said);
    g_test_add_func("/voice/syllables", test_voice__knows_every_syllable_of_the_lexicon);
    return g_test_run();
}
