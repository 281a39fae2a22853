// SPDX-License-Identifier: Apache-2.0
#include "state.h"

#include <string.h>

#define WRITE_MS 1000

/* Bits of the four answers that say what is wrong, by how much they hinder: the first that is
 * set decides. Source: ESC/POS, DLE EOT. */
static const struct trouble {
    int answer; // 1 to 4
    guint8 bits;
    const char *cause;
    enum device_state device;
    enum device_action action;
    enum completion completion;
    const char *paper;
    const char *sentence;
} troubles[] = {
    {2, 0x04, "coverOpen", DEVICE_USER_ERROR, ACTION_CLEAR, COMPLETION_USER_ERROR, NULL,
     "The cover of the slip printer is open"},
    {4, 0x60, "paperOut", DEVICE_USER_ERROR, ACTION_CLEAR, COMPLETION_USER_ERROR, "out",
     "The slip printer has no paper"},
    {2, 0x20, "paperOut", DEVICE_USER_ERROR, ACTION_CLEAR, COMPLETION_USER_ERROR, "out",
     "The slip printer has no paper"},
    {3, 0x08, "cutterFault", DEVICE_HARDWARE_ERROR, ACTION_CLEAR,
     COMPLETION_HARDWARE_ERROR, "jammed",
     "The knife of the slip printer is stuck: open the cover, free it, switch off and "
     "on"},
    {3, 0x20, "ioError", DEVICE_HARDWARE_ERROR, ACTION_MAINTENANCE,
     COMPLETION_HARDWARE_ERROR, NULL,
     "The slip printer has an error that it cannot mend by itself"},
    {3, 0x40, "busy", DEVICE_BUSY, ACTION_SUSPEND, COMPLETION_DEVICE_NOT_READY, NULL,
     "The head of the slip printer is too hot; it goes on by itself"},
    {2, 0x40, "ioError", DEVICE_HARDWARE_ERROR, ACTION_MAINTENANCE,
     COMPLETION_HARDWARE_ERROR, NULL, "The slip printer has an error"},
    {1, 0x08, "stopped", DEVICE_OFFLINE, ACTION_CLEAR, COMPLETION_DEVICE_NOT_READY, NULL,
     "The slip printer is offline: press its feed key, or switch it off and on"},
};

/* ---- bytes ----------------------------------------------------------------------------------- */

static bool
is_answer(guint8 byte)
{
    return (byte & 0x93) == 0x12; // DLE EOT: fixed bits
}

static bool
is_mark(guint8 byte)
{
    return (byte & 0x90) == 0; // GS r 1
}

static void
note_marks(struct state_line *line, const guint8 *bytes, size_t size)
{
    for (size_t i = 0; line->marked && i < size; i++) {
        if (is_mark(bytes[i])) {
            line->marked = false;
            line->answers = true;
        }
    }
}

/* What came too late for the last question is no answer to the next one. */
static void
drain(struct state_line *line)
{
    guint8 bytes[64];
    size_t size;
    while ((size = transport_read(line->transport, NULL, bytes, sizeof bytes, 0, NULL)) >
           0)
        note_marks(line, bytes, size);
}

/* The next byte that is an answer; a mark that comes between is noted. */
static bool
read_answer(struct state_line *line, struct driver_call *call, int timeout_ms,
            guint8 *byte_out, GError **error)
{
    gint64 end_us = g_get_monotonic_time() + timeout_ms * 1000LL;
    for (;;) {
        guint8 bytes[64];
        int left_ms = (int)((end_us - g_get_monotonic_time()) / 1000);
        size_t size = transport_read(line->transport, call, bytes, sizeof bytes,
                                     MAX(left_ms, 0), error);
        if (size == 0)
            return false;
        note_marks(line, bytes, size);
        for (size_t i = size; i > 0; i--) {
            if (is_answer(bytes[i - 1])) {
                *byte_out = bytes[i - 1];
                return true;
            }
        }
    }
}

static bool
ask(struct state_line *line, struct driver_call *call, int which, int timeout_ms,
    guint8 *byte_out, GError **error)
{
    const guint8 question[] = {0x10, 0x04, (guint8)which};
    drain(line);
    return transport_write(line->transport, call, question, sizeof question, WRITE_MS,
                           error) &&
           read_answer(line, call, timeout_ms, byte_out, error);
}

/* ---- what it means --------------------------------------------------------------------------- */

static struct state
read_state(const guint8 answers[4])
{
    bool low = (answers[3] & 0x0c) != 0;
    struct state state = {
        .status = {.device = DEVICE_ONLINE,
                   .cause = low ? "paperLow" : "none",
                   .action = low ? ACTION_CLEAR : ACTION_NONE,
                   .paper = low ? "low" : "full",
                   .explanation = low ? "The paper of the slip printer is low" : NULL},
        .completion = COMPLETION_SUCCESS,
    };
    for (size_t i = 0; i < G_N_ELEMENTS(troubles); i++) {
        const struct trouble *trouble = &troubles[i];
        if ((answers[trouble->answer - 1] & trouble->bits) == 0)
            continue;
        state.blocked = true;
        state.completion = trouble->completion;
        state.status.device = trouble->device;
        state.status.cause = trouble->cause;
        state.status.action = trouble->action;
        state.status.explanation = trouble->sentence;
        if (trouble->paper != NULL)
            state.status.paper = trouble->paper;
        break;
    }
    return state;
}

bool
state_ask(struct state_line *line, struct driver_call *call, int timeout_ms,
          struct state *state_out, GError **error)
{
    guint8 answers[4] = {0x12, 0x12, 0x12, 0x12};
    for (int which = 1; which <= 4; which++) {
        g_autoptr(GError) unanswered = NULL;
        if (ask(line, call, which, timeout_ms, &answers[which - 1], &unanswered))
            continue;
        // Some know only the first question; what they do not say is taken for good.
        bool quiet =
            g_error_matches(unanswered, TRANSPORT_ERROR, TRANSPORT_ERROR_TIME_OUT);
        if (which == 1 || !quiet) {
            g_propagate_error(error, g_steal_pointer(&unanswered));
            return false;
        }
    }
    *state_out = read_state(answers);
    return true;
}

bool
state_is_online(struct state_line *line, struct driver_call *call, int timeout_ms,
                GError **error)
{
    guint8 answer;
    return ask(line, call, 1, timeout_ms, &answer, error) && (answer & 0x08) == 0;
}

bool
state_mark(struct state_line *line, struct driver_call *call, GError **error)
{
    if (!transport_write(line->transport, call, "\x1dr\x01", 3, WRITE_MS, error))
        return false;
    line->marked = true;
    return true;
}

enum state_end
state_await(struct state_line *line, struct driver_call *call, int timeout_ms,
            GError **error)
{
    gint64 end_us = g_get_monotonic_time() + timeout_ms * 1000LL;
    while (line->marked) {
        int left_ms = (int)((end_us - g_get_monotonic_time()) / 1000);
        guint8 bytes[16];
        g_autoptr(GError) none = NULL;
        size_t size = transport_read(line->transport, call, bytes, sizeof bytes,
                                     MAX(left_ms, 0), &none);
        note_marks(line, bytes, size);
        if (size > 0)
            continue;
        if (!g_error_matches(none, TRANSPORT_ERROR, TRANSPORT_ERROR_TIME_OUT))
            g_propagate_error(error, g_steal_pointer(&none));
        return STATE_OPEN;
    }
    return STATE_END;
}

void
state_forget(struct state_line *line)
{
    // DLE ENQ 2: go on after an error, without what is in the memory. ESC @ for the rest.
    transport_write(line->transport, NULL, "\x10\x05\x02\x1b@", 5, WRITE_MS / 2, NULL);
    transport_discard(line->transport);
    line->marked = false;
}

/* ---- the line -------------------------------------------------------------------------------- */

struct state
state_of_error(const GError *error)
{
    struct state state = {
        .blocked = true,
        .completion = COMPLETION_DEVICE_NOT_READY,
        .status = {.device = DEVICE_OFFLINE,
                   .cause = "notResponding",
                   .action = ACTION_CLEAR,
                   .paper = "unknown",
                   .explanation =
                       "The slip printer does not answer: switch it off and on"},
    };
    if (g_error_matches(error, TRANSPORT_ERROR, TRANSPORT_ERROR_CANCELED)) {
        state.completion = COMPLETION_CANCELED;
        state.status = (struct driver_status){.cause = "none"};
    } else if (g_error_matches(error, TRANSPORT_ERROR, TRANSPORT_ERROR_GONE)) {
        state.status.device = DEVICE_NO_DEVICE;
        state.status.cause = "notConnected";
        state.status.explanation = "The slip printer is not there: look at its cable";
    } else if (g_error_matches(error, TRANSPORT_ERROR, TRANSPORT_ERROR_ACCESS)) {
        state.status.device = DEVICE_NO_DEVICE;
        state.status.cause = "accessDenied";
        state.status.action = ACTION_CONFIGURATION;
        state.status.explanation = "This user may not use the slip printer";
    } else if (g_error_matches(error, TRANSPORT_ERROR, TRANSPORT_ERROR_ADDRESS)) {
        state.status.device = DEVICE_NO_DEVICE;
        state.status.cause = "badConfiguration";
        state.status.action = ACTION_CONFIGURATION;
        state.status.explanation = "The address of the slip printer is wrong";
    }
    return state;
}
