// SPDX-License-Identifier: Apache-2.0
#include "calls.h"

#include <stdarg.h>
#include <string.h>

#include "base/diag.h"
#include "drivers/sdk/recording.h"
#include "words.h"

static struct {
    struct recorder *recorder;
    struct recording *recording;
    GHashTable *answers; // what was asked → what was answered last
    GHashTable *parsed;  // words → what SANE would hand out; kept for good
} tape;

bool
calls_begin(const char *address, const char *record_file, char **address_out,
            GError **error)
{
    static const char replay[] = "replay:";
    recorder_close(g_steal_pointer(&tape.recorder));
    recording_free(g_steal_pointer(&tape.recording));
    if (tape.answers == NULL) {
        tape.answers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
        tape.parsed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    }
    g_hash_table_remove_all(tape.answers);
    if (g_str_has_prefix(address, replay)) {
        tape.recording = recording_load(address + strlen(replay), error);
        if (tape.recording == NULL)
            return false;
        address = tape.recording->address;
    } else if (record_file != NULL) {
        tape.recorder = recorder_open(record_file, address);
        if (tape.recorder == NULL) {
            g_set_error(error, RECORDING_ERROR, 0, "%s cannot be written", record_file);
            return false;
        }
    }
    *address_out = g_strdup(address);
    return true;
}

static bool
plays(void)
{
    return tape.recording != NULL;
}

/* ---- recording ----------------------------------------------------------------------- */

/* `answer` is taken. */
static void
note_act(const char *what, SANE_Status status, char *answer)
{
    if (tape.recorder != NULL)
        recorder_say(tape.recorder, "%s = %d%s%s", what, status,
                     answer != NULL ? " " : "", answer != NULL ? answer : "");
    g_free(answer);
}

/* The same of what was only asked: once, until it is another answer. */
static void
note_answer(const char *what, SANE_Status status, char *answer)
{
    g_autofree char *now = g_strdup_printf("%d %s", status, answer);
    const char *before = tape.recorder == NULL ? now
                                               : g_hash_table_lookup(tape.answers, what);
    if (g_strcmp0(now, before) != 0) {
        g_hash_table_insert(tape.answers, g_strdup(what), g_strdup(now));
        recorder_say(tape.recorder, "%s = %s", what, now);
    }
    g_free(answer);
}

/* ---- playing ------------------------------------------------------------------------- */

/* Halves of the next line, "what" and "status results"; false: there is none. */
static bool
next_call(char **what_out, char **answer_out)
{
    const struct recording_piece *piece = recording_now(tape.recording);
    if (piece == NULL || piece->direction != '!')
        return false;
    const char *line = g_bytes_get_data(piece->bytes, NULL);
    const char *sign = strstr(line, " = ");
    *what_out = g_strndup(line, sign == NULL ? strlen(line) : (gsize)(sign - line));
    *answer_out = g_strdup(sign == NULL ? "" : sign + 3);
    return true;
}

static bool
is_question(const char *what)
{
    static const char *const questions[] = {"devices", "option", "get", "parameters"};
    for (size_t i = 0; i < G_N_ELEMENTS(questions); i++)
        if (g_str_has_prefix(what, questions[i]))
            return true;
    return false;
}

/* Takes all answers up to the next act. */
static void
take_answers(void)
{
    char *what, *answer;
    while (next_call(&what, &answer)) {
        if (!is_question(what)) {
            g_free(what);
            g_free(answer);
            return;
        }
        tape.recording->at++;
        g_hash_table_replace(tape.answers, what, answer);
    }
}

/* Parts "0 words" into status and words, which are borrowed. */
static SANE_Status
part(const char *answer, const char **words_out)
{
    char *end;
    gint64 status = g_ascii_strtoll(answer, &end, 10);
    *words_out = *end == ' ' ? end + 1 : end;
    return end == answer ? SANE_STATUS_IO_ERROR : (SANE_Status)status;
}

/* *words_out is borrowed until the next call. */
static SANE_Status
play_answer(const char *what, const char **words_out)
{
    take_answers();
    const char *answer = g_hash_table_lookup(tape.answers, what);
    if (answer != NULL)
        return part(answer, words_out);
    diag_warn("the recording does not tell: %s", what);
    return SANE_STATUS_IO_ERROR;
}

static SANE_Status
play_act(const char *wanted, const char **words_out)
{
    static const char told[] = "last act"; // keeps what *words_out points into
    char *what = NULL, *answer = NULL;
    take_answers();
    bool same = next_call(&what, &answer) && strcmp(what, wanted) == 0;
    if (!same)
        diag_warn("the recording has %s where the driver does %s",
                  what != NULL ? what : "its end", wanted);
    g_free(what);
    if (!same) {
        g_free(answer);
        return SANE_STATUS_IO_ERROR;
    }
    tape.recording->at++;
    g_hash_table_insert(tape.answers, g_strdup(told), answer);
    return part(answer, words_out);
}

/* What `words` stand for, parsed once. */
static const void *
parsed(const char *words, const void *(*parse)(const char *words))
{
    const void *value = g_hash_table_lookup(tape.parsed, words);
    if (value == NULL) {
        value = parse(words);
        g_hash_table_insert(tape.parsed, g_strdup(words), (void *)(uintptr_t)value);
    }
    return value;
}

static const void *
parse_option(const char *words)
{
    return words_take_option(words);
}

static const void *
parse_devices(const char *words)
{
    return words_take_devices(words);
}

/* ---- the calls ----------------------------------------------------------------------- */

SANE_Status
calls_init(void)
{
    return plays() ? SANE_STATUS_GOOD : sane_init(NULL, NULL);
}

void
calls_exit(void)
{
    if (!plays())
        sane_exit();
}

SANE_Status
calls_devices(const SANE_Device ***list, bool local_only)
{
    const char *what = local_only ? "devices local" : "devices", *words;
    if (plays()) {
        SANE_Status status = play_answer(what, &words);
        if (status == SANE_STATUS_GOOD)
            *list = (const SANE_Device **)(uintptr_t)parsed(words, parse_devices);
        return status;
    }
    SANE_Status status = sane_get_devices(list, local_only ? SANE_TRUE : SANE_FALSE);
    note_answer(what, status,
                words_of_devices(status == SANE_STATUS_GOOD ? *list : NULL));
    return status;
}

SANE_Status
calls_open(const char *name, SANE_Handle *handle)
{
    const char *words;
    g_autofree char *escaped = g_uri_escape_string(name, ":/", TRUE);
    g_autofree char *what = g_strdup_printf("open %s", escaped);
    if (plays()) {
        *handle = &tape;
        return play_act(what, &words);
    }
    SANE_Status status = sane_open(name, handle);
    note_act(what, status, NULL);
    return status;
}

void
calls_close(SANE_Handle handle)
{
    if (!plays())
        sane_close(handle);
}

const SANE_Option_Descriptor *
calls_option(SANE_Handle handle, SANE_Int number)
{
    const char *words;
    g_autofree char *what = g_strdup_printf("option %d", number);
    if (!plays()) {
        const SANE_Option_Descriptor *option = sane_get_option_descriptor(handle, number);
        if (tape.recorder != NULL)
            note_answer(what, SANE_STATUS_GOOD, words_of_option(option));
        return option;
    }
    return play_answer(what, &words) != SANE_STATUS_GOOD || strcmp(words, "-") == 0
               ? NULL
               : parsed(words, parse_option);
}

/* Option 0 is how many there are. */
static const SANE_Option_Descriptor *
option_for(SANE_Handle handle, SANE_Int number)
{
    return number == 0 ? NULL : calls_option(handle, number);
}

SANE_Status
calls_get(SANE_Handle handle, SANE_Int number, void *value)
{
    const char *words;
    g_autofree char *what = g_strdup_printf("get %d", number);
    if (plays()) {
        SANE_Status status = play_answer(what, &words);
        g_autofree char *kept = g_strdup(status == SANE_STATUS_GOOD ? words : "");
        return status != SANE_STATUS_GOOD ||
                       words_take_value(option_for(handle, number), kept, value)
                   ? status
                   : SANE_STATUS_IO_ERROR;
    }
    SANE_Status status =
        sane_control_option(handle, number, SANE_ACTION_GET_VALUE, value, NULL);
    if (tape.recorder != NULL && status == SANE_STATUS_GOOD)
        note_answer(what, status, words_of_value(option_for(handle, number), value));
    return status;
}

SANE_Status
calls_set(SANE_Handle handle, SANE_Int number, void *value)
{
    const char *words;
    if (tape.recorder == NULL && !plays())
        return sane_control_option(handle, number, SANE_ACTION_SET_VALUE, value, NULL);
    g_autofree char *text = words_of_value(option_for(handle, number), value);
    g_autofree char *what = g_strdup_printf("set %d %s", number, text);
    if (plays())
        return play_act(what, &words);
    SANE_Status status =
        sane_control_option(handle, number, SANE_ACTION_SET_VALUE, value, NULL);
    note_act(what, status, NULL);
    return status;
}

SANE_Status
calls_start(SANE_Handle handle)
{
    const char *words;
    if (plays())
        return play_act("start", &words);
    SANE_Status status = sane_start(handle);
    note_act("start", status, NULL);
    return status;
}

SANE_Status
calls_parameters(SANE_Handle handle, SANE_Parameters *parameters)
{
    SANE_Word *const members[] = {&parameters->last_frame, &parameters->bytes_per_line,
                                  &parameters->pixels_per_line, &parameters->lines,
                                  &parameters->depth};
    const SANE_Option_Descriptor numbers = {.size = 6 * (SANE_Int)sizeof(SANE_Word)};
    const char *words;
    SANE_Word row[6] = {0};
    if (!plays()) {
        SANE_Status status = sane_get_parameters(handle, parameters);
        row[0] = (SANE_Word)parameters->format;
        for (size_t i = 0; i < G_N_ELEMENTS(members); i++)
            row[i + 1] = *members[i];
        note_answer("parameters", status, words_of_value(&numbers, row));
        return status;
    }
    SANE_Status status = play_answer("parameters", &words);
    if (status == SANE_STATUS_GOOD && !words_take_value(&numbers, words, row))
        return SANE_STATUS_IO_ERROR;
    parameters->format = (SANE_Frame)row[0];
    for (size_t i = 0; i < G_N_ELEMENTS(members); i++)
        *members[i] = row[i + 1];
    return status;
}

SANE_Status
calls_read(SANE_Handle handle, SANE_Byte *bytes, SANE_Int most, SANE_Int *count)
{
    const char *words;
    if (!plays()) {
        SANE_Status status = sane_read(handle, bytes, most, count);
        if (tape.recorder != NULL)
            note_act("read", status, words_of_bytes(bytes, *count));
        return status;
    }
    SANE_Status status = play_act("read", &words);
    *count = 0;
    if (status == SANE_STATUS_GOOD && !words_take_bytes(words, bytes, most, count))
        return SANE_STATUS_IO_ERROR;
    return status;
}

void
calls_cancel(SANE_Handle handle)
{
    if (!plays())
        sane_cancel(handle);
}

SANE_Int
calls_pollable(SANE_Handle handle)
{
    SANE_Int fd = -1;
    if (plays() || sane_set_io_mode(handle, SANE_TRUE) != SANE_STATUS_GOOD)
        return -1;
    if (sane_get_select_fd(handle, &fd) == SANE_STATUS_GOOD)
        return fd;
    sane_set_io_mode(handle, SANE_FALSE);
    return -1;
}
