// SPDX-License-Identifier: Apache-2.0
#include "watch.h"

#include <string.h>

#define LOOK_MAX_MS 1000
#define CANCEL_MS 1500 // for all that taking back needs; the protocol gives 2 s
#define SETTLE_MS 2000 // how long the queue may lag behind the printer
#define PURGE_MS 1000

void
watch_init(struct watch *watch, struct driver *driver, struct driver_call *call,
           struct queue *queue)
{
    const json_t *payload = driver_payload(call);
    const char *name = json_string_value(json_object_get(payload, "job"));
    *watch = (struct watch){
        .driver = driver,
        .call = call,
        .queue = queue,
        .queued = {.name = name},
        .printed = {.name = name,
                    .duplex = json_is_true(json_object_get(payload, "duplex"))},
        .reserve_ms = MIN(driver_time_left_ms(call) / 5, CANCEL_MS),
    };
}

bool
watch_is_out_of_time(const struct watch *watch)
{
    return driver_time_left_ms(watch->call) <= watch->reserve_ms;
}

static int
ask_ms(const struct watch *watch)
{
    return CLAMP(driver_time_left_ms(watch->call) - watch->reserve_ms, 100, WATCH_ASK_MS);
}

/* ---- ends ------------------------------------------------------------------------------------ */

enum completion
watch_fail(struct watch *watch, enum completion completion, const char *cause,
           const char *sentence)
{
    driver_explain(watch->call, cause, "%s", sentence);
    return completion;
}

enum completion
watch_fail_silent(struct watch *watch, enum answer answer)
{
    if (answer == ANSWER_CANCELED)
        return COMPLETION_CANCELED;
    struct driver_status status = queue_silence(answer);
    report_publish(watch->driver, &status);
    return watch_fail(watch, COMPLETION_DEVICE_NOT_READY, status.cause,
                      status.explanation);
}

static void
tell_sheets(struct watch *watch)
{
    if (watch->printed.sheets <= watch->told_sheets)
        return;
    watch->told_sheets = watch->printed.sheets;
    watch->queue->counts_sheets = true;
    driver_event(watch->call, "Printer.PageDone",
                 json_pack("{s:i}", "sheets", watch->printed.sheets));
}

/* The side that decides has ended the job. */
static enum completion
end_of(struct watch *watch, const struct job *job)
{
    bool verified = job == &watch->printed;
    tell_sheets(watch);
    switch (job->state) {
    case IPP_JSTATE_COMPLETED:
        if (verified && job->sheets == 0 && job->counts &&
            (watch->queue->counts_sheets || job->expected > 0))
            return watch_fail(
                watch, COMPLETION_HARDWARE_ERROR, "jobAborted",
                "The printer calls the job completed, but counted no sheet");
        return COMPLETION_SUCCESS;
    case IPP_JSTATE_ABORTED:
        return watch_fail(watch, COMPLETION_HARDWARE_ERROR, "jobAborted",
                          verified ? "The printer gave the job up"
                                   : "The queue gave the job up");
    default:
        if (driver_canceled(watch->call))
            return COMPLETION_CANCELED;
        return watch_fail(watch, COMPLETION_HARDWARE_ERROR, "jobCanceled",
                          verified ? "The job was canceled at the printer"
                                   : "The job was canceled in the queue");
    }
}

const char *
watch_word(const struct watch *watch)
{
    if (watch->printed.id > 0)
        return job_word(&watch->printed);
    // The queue calls completed what the printer gave up: without its word that is nothing.
    if (queue_is_verified(watch->queue) && job_is_over(&watch->queued) &&
        watch->queued.state == IPP_JSTATE_COMPLETED)
        return "unknown";
    return job_word(&watch->queued);
}

/* ---- both sides ------------------------------------------------------------------------------ */

enum answer
watch_find(struct watch *watch)
{
    enum answer answer =
        job_find(&watch->queue->service, watch->call, ask_ms(watch), &watch->queued);
    if (answer == ANSWER_CANCELED || !queue_is_verified(watch->queue))
        return answer;
    enum answer printer =
        job_find(&watch->queue->printer, watch->call, ask_ms(watch), &watch->printed);
    watch->was_there |= watch->printed.id > 0;
    return printer == ANSWER_CANCELED || answer == ANSWER_IPP ? printer : answer;
}

/* A print service that was away knows the job no more, or begins it anew. The numbers of jobs
 * begin anew with it, too: it is looked for by name. */
static enum answer
look_at_queue(struct watch *watch)
{
    enum answer answer =
        job_find(&watch->queue->service, watch->call, ask_ms(watch), &watch->queued);
    if (answer != ANSWER_IPP && answer != ANSWER_CANCELED) {
        watch->was_away = true;
    } else if (answer == ANSWER_IPP && watch->was_away && watch->was_there &&
               watch->queued.id > 0) {
        queue_purge(watch->queue, PURGE_MS, watch->queued.id);
        watch->queued.id = 0;
    }
    return answer;
}

/* Whoever sent the job twice, one is enough. */
static void
stop_second_copy(struct watch *watch)
{
    struct job other;
    if (watch->was_away && watch->printed.id > 0 &&
        job_find_second(&watch->queue->printer, PURGE_MS, &watch->printed, &other) ==
            ANSWER_IPP &&
        other.id > 0)
        job_cancel(&watch->queue->printer, PURGE_MS, &other);
}

static enum answer
look_at_printer(struct watch *watch)
{
    struct job *printed = &watch->printed;
    const struct device *printer = &watch->queue->printer;
    enum answer answer = printed->id > 0
                             ? job_look(printer, watch->call, ask_ms(watch), printed)
                             : job_find(printer, watch->call, ask_ms(watch), printed);
    watch->was_there |= answer == ANSWER_IPP && printed->id > 0;
    if (answer != ANSWER_IPP)
        return answer;
    stop_second_copy(watch);
    tell_sheets(watch);
    return answer;
}

/* How queue and printer are, told to the terminal. */
static void
look_around(struct watch *watch)
{
    struct queue_report report;
    enum answer answer = queue_ask(watch->queue, watch->call, ask_ms(watch), &report);
    // While cupsd is away the printer may still work on: then nothing is wrong with it yet.
    bool works = answer != ANSWER_IPP && watch->printed.id > 0;
    if (answer != ANSWER_CANCELED && !works) {
        watch->status = report.status;
        report_publish(watch->driver, &report.status);
    }
    if (!report.halted)
        watch->halted_us = 0;
    else if (watch->halted_us == 0)
        watch->halted_us = g_get_monotonic_time();
    queue_report_finish(&report);
}

/* ---- taking back ----------------------------------------------------------------------------- */

static bool
printer_ended(struct watch *watch, gint64 end_us)
{
    int left_ms = (int)((end_us - g_get_monotonic_time()) / 1000);
    if (!queue_is_verified(watch->queue) || left_ms <= 0)
        return true;
    struct job *printed = &watch->printed;
    const struct device *printer = &watch->queue->printer;
    if (printed->id == 0 && job_find(printer, NULL, left_ms / 2, printed) != ANSWER_IPP)
        return true;
    if (printed->id == 0)
        return true; // it never got there
    if (job_look(printer, NULL, left_ms, printed) != ANSWER_IPP || printed->id == 0)
        return true;
    if (!job_is_over(printed))
        job_cancel(printer, MAX(left_ms / 2, 100), printed);
    return job_is_over(printed);
}

enum completion
watch_take_back(struct watch *watch, enum completion completion)
{
    gint64 end_us = g_get_monotonic_time() + CANCEL_MS * 1000LL;
    if (watch->queued.id == 0)
        job_find(&watch->queue->service, NULL, CANCEL_MS / 3, &watch->queued);
    if (watch->queued.id > 0)
        queue_purge(watch->queue, CANCEL_MS / 3, watch->queued.id);
    while (!printer_ended(watch, end_us))
        g_usleep(30000); // a cancel was asked for already; nothing else can be waited for
    tell_sheets(watch);
    if (watch->printed.id > 0 && watch->printed.state == IPP_JSTATE_COMPLETED)
        return end_of(watch, &watch->printed);
    return completion;
}

static enum completion
stop_at_deadline(struct watch *watch)
{
    enum completion completion = watch_take_back(watch, COMPLETION_TIME_OUT);
    if (completion != COMPLETION_TIME_OUT)
        return completion;
    if (watch->status.device == DEVICE_USER_ERROR)
        return watch_fail(watch, COMPLETION_USER_ERROR, watch->status.cause,
                          watch->status.explanation);
    return watch_fail(watch, COMPLETION_TIME_OUT, "noAnswer",
                      "The job was not over in time; it was taken back");
}

/* ---- following ------------------------------------------------------------------------------- */

struct round { // what one look at both sides came to
    enum answer queue, printer;
    gint64 queue_away_us, printer_away_us; // since when; 0: it answers
    gint64 queue_over_us; // the queue ended the job or lost it, the printer did not yet
};

static void
note_away(gint64 *since_us, enum answer answer)
{
    if (answer == ANSWER_IPP)
        *since_us = 0;
    else if (answer != ANSWER_CANCELED && *since_us == 0)
        *since_us = g_get_monotonic_time();
}

static bool
is_over_for(gint64 since_us, int limit_ms)
{
    return since_us != 0 && g_get_monotonic_time() - since_us > limit_ms * 1000LL;
}

/* The queue is done with a job that the printer, asked, does not show as done. */
static bool
ends_without_printer(struct watch *watch, const struct round *round,
                     enum completion *completion_out)
{
    bool lost = watch->queued.id == 0;
    if (watch->printed.id > 0 || !is_over_for(round->queue_over_us, SETTLE_MS) ||
        round->printer != ANSWER_IPP)
        return false;
    if (!lost && watch->queued.state != IPP_JSTATE_COMPLETED && !watch->was_there)
        *completion_out = end_of(watch, &watch->queued); // nothing ever got there
    else
        *completion_out = watch_fail(watch, COMPLETION_DEVICE_NOT_READY, "noAnswer",
                                     lost ? "Neither print service nor printer know the "
                                            "job; whether it is printed must be looked at"
                                          : "The queue is done with the job and the "
                                            "printer does not know it; whether it is "
                                            "printed must be looked at");
    return true;
}

static bool
ends_away(struct watch *watch, const struct round *round, enum completion *completion_out)
{
    bool verified = queue_is_verified(watch->queue);
    if (verified && is_over_for(round->printer_away_us, WATCH_PATIENCE_MS)) {
        struct driver_status status = report_of_silence(round->printer);
        report_publish(watch->driver, &status);
        watch_take_back(watch, COMPLETION_DEVICE_NOT_READY);
        *completion_out = watch_fail(watch, COMPLETION_DEVICE_NOT_READY, status.cause,
                                     status.explanation);
        return true;
    }
    // The printer has the whole job, or works on it: it needs no cupsd any more.
    if (is_over_for(round->queue_away_us, WATCH_PATIENCE_MS) && watch->printed.id == 0) {
        *completion_out = watch_fail_silent(watch, round->queue);
        return true;
    }
    return false;
}

/* A queue that stopped keeps the job for whoever starts it again: that may be tomorrow. What
 * the printer works on already goes on; a job that only waits there may lack its document. */
static bool
ends_halted(struct watch *watch, enum completion *completion_out)
{
    bool works = watch->printed.id > 0 && watch->printed.state > IPP_JSTATE_HELD &&
                 !job_is_over(&watch->printed);
    if (works || !is_over_for(watch->halted_us, SETTLE_MS))
        return false;
    *completion_out = watch_take_back(watch, COMPLETION_DEVICE_NOT_READY);
    if (*completion_out == COMPLETION_DEVICE_NOT_READY)
        watch_fail(watch, *completion_out, "stopped",
                   "The queue stopped before the printer had the job; it was taken back");
    return true;
}

static bool
is_at_end(struct watch *watch, struct round *round, enum completion *completion_out)
{
    bool verified = queue_is_verified(watch->queue);
    if (verified && round->printer == ANSWER_IPP && watch->printed.id > 0 &&
        job_is_over(&watch->printed)) {
        *completion_out = end_of(watch, &watch->printed);
        return true;
    }
    bool over = round->queue == ANSWER_IPP &&
                (watch->queued.id == 0 || job_is_over(&watch->queued));
    if (!over)
        round->queue_over_us = 0;
    else if (round->queue_over_us == 0)
        round->queue_over_us = g_get_monotonic_time();
    if (over && !verified && watch->queued.id > 0) {
        *completion_out = end_of(watch, &watch->queued);
        return true;
    }
    if (over && !verified) {
        *completion_out =
            watch_fail(watch, COMPLETION_DEVICE_NOT_READY, "noAnswer",
                       "The print service lost the job; whether it is printed must be "
                       "looked at");
        return true;
    }
    return ends_without_printer(watch, round, completion_out) ||
           ends_away(watch, round, completion_out) || ends_halted(watch, completion_out);
}

static void
look(struct watch *watch, struct round *round)
{
    round->queue = look_at_queue(watch);
    note_away(&round->queue_away_us, round->queue);
    round->printer = ANSWER_IPP;
    if (queue_is_verified(watch->queue)) {
        int id = watch->printed.id;
        round->printer = look_at_printer(watch);
        note_away(&round->printer_away_us, round->printer);
        if (id > 0 && round->printer == ANSWER_IPP && watch->printed.id == 0)
            round->queue_over_us = 1; // it had the job and forgot it
    }
    look_around(watch);
}

enum completion
watch_job(struct watch *watch)
{
    struct round round = {0};
    enum completion completion;
    int interval_ms = WATCH_MIN_MS;
    for (;;) {
        int sheets = watch->told_sheets;
        look(watch, &round);
        if (is_at_end(watch, &round, &completion))
            break;
        interval_ms = watch->told_sheets > sheets ? WATCH_MIN_MS
                                                  : MIN(interval_ms * 3 / 2, LOOK_MAX_MS);
        if (driver_wait(watch->call, -1, 0, interval_ms) == DRIVER_WAIT_CANCELED)
            return watch_take_back(watch, COMPLETION_CANCELED);
        if (watch_is_out_of_time(watch))
            return stop_at_deadline(watch);
    }
    // Document and number go out of the queue; what it still tries to do with them ends.
    if (watch->queued.id > 0)
        queue_purge(watch->queue, PURGE_MS, watch->queued.id);
    return completion;
}
