// SPDX-License-Identifier: Apache-2.0
/* "Printed" is said only when the printer, asked after the cut, has come to the end of what it
 * was given and nothing stands in its way. */
#include "print.h"

#include <kiosk/receipt.h>
#include <string.h>

#define ASK_MS 500
#define WRITE_MS 4000     // one piece; a printer that is offline takes no more
#define PIECE_MAX 512     // bytes between two looks at the printer
#define DOTS_A_SECOND 400 // 50 mm a second: the slowest
#define SETTLE_MS 1500    // beyond what the paper takes
#define LOOK_MS 150
#define AWAY_MS 3000 // how long it may be silent after the last byte

void
print_tell_state(struct driver *driver, struct printer *printer,
                 const struct driver_status *status)
{
    const char *paper = status->paper;
    driver_set_status(driver, status);
    if (paper == NULL || strcmp(paper, "unknown") == 0)
        return;
    if (printer->paper != NULL && strcmp(printer->paper, paper) != 0)
        driver_unsolicited(driver, "Receipt.PaperThreshold",
                           json_pack("{s:s}", "level", paper));
    printer->paper = paper;
}

struct print {
    struct driver *driver;
    struct driver_call *call;
    struct printer *printer;
    struct state state; // as last heard
    int height_dots;
};

/* True: nothing stands in the way. Else print->state says what. */
static bool
look(struct print *print)
{
    g_autoptr(GError) error = NULL;
    if (!state_ask(&print->printer->line, print->call, ASK_MS, &print->state, &error))
        print->state = state_of_error(error);
    if (print->state.completion != COMPLETION_CANCELED)
        print_tell_state(print->driver, print->printer, &print->state.status);
    if (g_error_matches(error, TRANSPORT_ERROR, TRANSPORT_ERROR_GONE))
        driver_lost(print->driver);
    return !print->state.blocked;
}

static enum completion
fail(struct print *print)
{
    const struct driver_status *status = &print->state.status;
    if (print->state.completion != COMPLETION_CANCELED)
        driver_explain(print->call, status->cause, "%s",
                       status->explanation != NULL ? status->explanation : "");
    return print->state.completion;
}

/* ---- sending --------------------------------------------------------------------------------- */

/* An error of the line is seldom the whole truth: the printer says better what is wrong. */
static void
explain_error(struct print *print, const GError *error)
{
    bool late = g_error_matches(error, TRANSPORT_ERROR, TRANSPORT_ERROR_TIME_OUT);
    if (late && !driver_canceled(print->call) && !look(print))
        return;
    print->state = state_of_error(error);
    if (print->state.completion != COMPLETION_CANCELED)
        print_tell_state(print->driver, print->printer, &print->state.status);
    if (g_error_matches(error, TRANSPORT_ERROR, TRANSPORT_ERROR_GONE))
        driver_lost(print->driver);
}

static bool
send_piece(struct print *print, const GByteArray *piece)
{
    for (guint at = 0; at < piece->len; at += PIECE_MAX) {
        g_autoptr(GError) error = NULL;
        if (!transport_write(print->printer->line.transport, print->call,
                             piece->data + at, MIN(PIECE_MAX, piece->len - at), WRITE_MS,
                             &error)) {
            explain_error(print, error);
            return false;
        }
    }
    return true;
}

/* Each PIECE_MAX bytes the printer is asked whether it is still there: what it did not take
 * cannot come out later. */
static bool
send(struct print *print, const GPtrArray *pieces)
{
    guint since = 0;
    for (guint i = 0; i < pieces->len; i++) {
        const GByteArray *piece = g_ptr_array_index(pieces, i);
        if (!send_piece(print, piece))
            return false;
        since += piece->len;
        if (since < PIECE_MAX)
            continue;
        since = 0;
        if (!state_is_online(&print->printer->line, print->call, ASK_MS, NULL) &&
            !look(print))
            return false;
    }
    return true;
}

/* ---- the end --------------------------------------------------------------------------------- */

static enum completion
fail_unconfirmed(struct print *print)
{
    driver_explain(print->call, "noAnswer",
                   "The slip printer did not say that it came to the end; look whether "
                   "the slip is there");
    return COMPLETION_DEVICE_NOT_READY;
}

/* Nothing is wrong: is it at the end? A printer that never answered a mark has had its time. */
static bool
is_at_end(const struct print *print, gint64 now_us, gint64 expected_us)
{
    const struct state_line *line = &print->printer->line;
    return !line->marked || (!line->answers && now_us >= expected_us);
}

static enum completion
await_end(struct print *print)
{
    struct state_line *line = &print->printer->line;
    g_autoptr(GError) error = NULL;
    gint64 begin_us = g_get_monotonic_time(), heard_us = begin_us;
    gint64 expected_us =
        begin_us + (print->height_dots * 1000LL / DOTS_A_SECOND + SETTLE_MS) * 1000;
    if (!state_mark(line, print->call, &error)) {
        explain_error(print, error);
        return fail(print);
    }
    for (;;) {
        state_await(line, print->call, LOOK_MS, NULL);
        bool good = look(print);
        gint64 now_us = g_get_monotonic_time();
        if (good && is_at_end(print, now_us, expected_us))
            return COMPLETION_SUCCESS;
        bool silent = strcmp(print->state.status.cause, "notResponding") == 0;
        heard_us = silent ? heard_us : now_us;
        if (driver_canceled(print->call))
            return COMPLETION_CANCELED;
        bool gone = line->transport == NULL ||
                    strcmp(print->state.status.cause, "notConnected") == 0;
        // It has the whole slip: who hears no more of it does not know that there is none.
        if (gone || (silent && now_us - heard_us >= AWAY_MS * 1000LL))
            return fail_unconfirmed(print);
        if (!good && !silent)
            return fail(print);
        if (driver_time_left_ms(print->call) < 2 * ASK_MS)
            return fail_unconfirmed(print);
    }
}

/* Cuts off what hangs there of a slip that failed, so that two do not come out as one. */
static bool
cut_torn(struct print *print)
{
    static const guint8 cut[] = {0x1b, '@', 0x1d, 'V', 0x42, 0};
    GByteArray *piece = g_byte_array_new();
    g_byte_array_append(piece, cut, sizeof cut);
    bool sent = !print->printer->torn || send_piece(print, piece);
    g_byte_array_unref(piece);
    return sent;
}

static enum completion
run(struct print *print, const json_t *blocks)
{
    struct printer *printer = print->printer;
    if (!look(print))
        return fail(print);
    GPtrArray *lines = line_set(blocks, printer->settings.width_dots / LINE_CELL_DOTS);
    GPtrArray *pieces = stream_set(lines, &printer->settings, &print->height_dots);
    enum completion completion;
    bool cut = cut_torn(print);
    printer->torn = true;
    completion = cut && send(print, pieces) ? await_end(print) : fail(print);
    if (completion == COMPLETION_SUCCESS)
        printer->torn = false;
    else if (printer->line.transport != NULL)
        state_forget(&printer->line);
    g_ptr_array_unref(pieces);
    g_ptr_array_unref(lines);
    return completion;
}

enum completion
print_slip(struct driver *driver, struct driver_call *call, struct printer *printer)
{
    const json_t *payload = driver_payload(call);
    const char *name = json_string_value(json_object_get(payload, "job"));
    struct print print = {.driver = driver, .call = call, .printer = printer};
    json_object_set_new(driver_reply(call), "sheets", json_integer(0));
    if (g_hash_table_contains(printer->jobs, name)) {
        driver_explain(call, "jobAborted",
                       "this slip was given before; ask for its status");
        return COMPLETION_SEQUENCE_ERROR;
    }
    enum completion completion = run(&print, json_object_get(payload, "blocks"));
    const char *word = completion == COMPLETION_SUCCESS    ? "completed"
                       : completion == COMPLETION_CANCELED ? "canceled"
                                                           : "aborted";
    g_hash_table_insert(printer->jobs, g_strdup(name), g_strdup(word));
    if (completion == COMPLETION_SUCCESS) {
        json_object_set_new(driver_reply(call), "sheets", json_integer(1));
        driver_unsolicited(driver, "Receipt.MediaPresented", json_object());
    }
    return completion;
}
