// SPDX-License-Identifier: Apache-2.0
/* A job is sent at most once. When its answer is lost, the printer is asked for it by name; only
 * a printer that cannot have the whole document is sent it again. */
#include "print.h"

#include <kiosk/printer.h>
#include <string.h>

#include "base/blob.h"
#include "job.h"
#include "report.h"
#include "sending.h"

#define ASK_MS 3000     // one question
#define LOOK_MIN_MS 250 // between looks at the job
#define LOOK_MAX_MS 1000
#define BUSY_MIN_MS 500 // before a busy printer is asked again
#define BUSY_MAX_MS 4000
#define PATIENCE_MS 10000 // how long a printer may be away in the middle of a job
#define CANCEL_MS 1500    // for all that a cancel needs; the protocol gives 2 s
#define SENDS_MAX 2

struct print {
    struct driver *driver;
    struct driver_call *call;
    const struct device *device;
    struct job job;
    struct blob_view document;
    int copies, told_sheets, reserve_ms;
    bool *counts_sheets;
    struct driver_status status; // as last heard
};

/* ---- ends ------------------------------------------------------------------------------------ */

static enum completion
fail(struct print *print, enum completion completion, const char *cause,
     const char *sentence)
{
    driver_explain(print->call, cause, "%s", sentence);
    return completion;
}

/* The printer did not answer: so the terminal is told, and so the command ends. */
static enum completion
fail_silent(struct print *print, enum answer answer)
{
    if (answer == ANSWER_CANCELED)
        return COMPLETION_CANCELED;
    struct driver_status status = report_of_silence(answer);
    report_publish(print->driver, &status);
    return fail(print, COMPLETION_DEVICE_NOT_READY, status.cause, status.explanation);
}

static enum completion
fail_blocked(struct print *print)
{
    const struct driver_status *status = &print->status;
    enum completion completion = status->device == DEVICE_USER_ERROR
                                     ? COMPLETION_USER_ERROR
                                     : COMPLETION_DEVICE_NOT_READY;
    return fail(print, completion, status->cause, status->explanation);
}

static int
ask_ms(const struct print *print)
{
    int left_ms = driver_time_left_ms(print->call) - print->reserve_ms;
    return CLAMP(left_ms, 100, ASK_MS);
}

static bool
is_out_of_time(const struct print *print)
{
    return driver_time_left_ms(print->call) <= print->reserve_ms;
}

static void
tell_sheets(struct print *print)
{
    if (print->job.sheets > print->told_sheets) {
        print->told_sheets = print->job.sheets;
        *print->counts_sheets = true;
        driver_event(print->call, "Printer.PageDone",
                     json_pack("{s:i}", "sheets", print->job.sheets));
    }
}

static enum completion
end_of_job(struct print *print)
{
    const struct job *job = &print->job;
    tell_sheets(print);
    switch (job->state) {
    case IPP_JSTATE_COMPLETED:
        // "Completed" of a printer that counts, without a sheet, is no paper in a hand.
        if (job->sheets == 0 && job->counts &&
            (*print->counts_sheets || job->expected > 0))
            return fail(print, COMPLETION_HARDWARE_ERROR, "jobAborted",
                        "The printer calls the job completed, but counted no sheet");
        return COMPLETION_SUCCESS;
    case IPP_JSTATE_ABORTED:
        return fail(print, COMPLETION_HARDWARE_ERROR, "jobAborted",
                    "The printer gave the job up");
    default:
        if (driver_canceled(print->call))
            return COMPLETION_CANCELED;
        return fail(print, COMPLETION_HARDWARE_ERROR, "jobCanceled",
                    "The job was canceled at the printer");
    }
}

/* ---- taking a job back -------------------------------------------------------------------------- */

/* Cancel-Job, then looks until the printer has ended it. What it came to counts: a job that was
 * completed meanwhile is a success. */
static enum completion
take_back(struct print *print, enum completion completion)
{
    gint64 end = g_get_monotonic_time() + CANCEL_MS * 1000LL;
    bool asked = false;
    for (;;) {
        int left_ms = (int)((end - g_get_monotonic_time()) / 1000);
        if (left_ms <= 0)
            return completion;
        if (print->job.id == 0) {
            if (job_find(print->device, NULL, left_ms / 2, &print->job) != ANSWER_IPP ||
                print->job.id == 0)
                return completion; // it never got there
        } else if (!asked) {
            asked = job_cancel(print->device, MAX(left_ms / 2, 100), &print->job) ==
                    ANSWER_IPP;
        } else if (job_look(print->device, NULL, left_ms, &print->job) != ANSWER_IPP ||
                   print->job.id == 0) {
            return completion;
        }
        if (print->job.id > 0 && job_is_over(&print->job)) {
            tell_sheets(print);
            return print->job.state == IPP_JSTATE_COMPLETED ? end_of_job(print)
                                                            : completion;
        }
        g_usleep(30000); // a cancel was asked for already; nothing else can be waited for
    }
}

static enum completion
stop_at_deadline(struct print *print)
{
    enum completion completion = take_back(print, COMPLETION_TIME_OUT);
    if (completion != COMPLETION_TIME_OUT)
        return completion;
    if (print->status.device == DEVICE_USER_ERROR)
        return fail(print, COMPLETION_USER_ERROR, print->status.cause,
                    print->status.explanation);
    return fail(print, COMPLETION_TIME_OUT, "noAnswer",
                "The job was not over in time; it was taken back");
}

/* ---- watching a job ------------------------------------------------------------------------------ */

static enum answer
look_at_printer(struct print *print)
{
    struct report report;
    enum answer answer = report_ask(print->device, print->call, ask_ms(print), &report);
    if (answer == ANSWER_IPP) {
        print->status = report.status;
        report_publish(print->driver, &report.status);
        report_finish(&report);
    }
    return answer;
}

static enum completion
watch(struct print *print)
{
    int interval_ms = LOOK_MIN_MS;
    gint64 away_since = 0; // when the printer was last heard; 0: it answers
    for (;;) {
        ipp_jstate_t state = print->job.state;
        enum answer answer =
            job_look(print->device, print->call, ask_ms(print), &print->job);
        if (answer == ANSWER_IPP && print->job.id == 0)
            return fail(
                print, COMPLETION_DEVICE_NOT_READY, "noAnswer",
                "The printer forgot the job; whether it is printed must be looked at");
        if (answer == ANSWER_IPP && job_is_over(&print->job)) {
            if (print->status.device != DEVICE_ONLINE || away_since != 0)
                look_at_printer(print); // the fault is mended, or has another name now
            return end_of_job(print);
        }
        if (answer == ANSWER_IPP) {
            if (print->job.sheets > print->told_sheets || print->job.state != state)
                interval_ms = LOOK_MIN_MS;
            tell_sheets(print);
            answer = look_at_printer(print);
        }
        gint64 now = g_get_monotonic_time();
        if (answer == ANSWER_IPP) {
            away_since = 0;
        } else if (answer != ANSWER_CANCELED) {
            away_since = away_since == 0 ? now : away_since;
            struct driver_status status = report_of_silence(answer);
            report_publish(print->driver, &status);
            if (now - away_since > PATIENCE_MS * 1000LL)
                return fail_silent(print, answer);
        }
        if (driver_wait(print->call, -1, 0, interval_ms) == DRIVER_WAIT_CANCELED)
            return take_back(print, COMPLETION_CANCELED);
        if (is_out_of_time(print))
            return stop_at_deadline(print);
        interval_ms = MIN(interval_ms * 3 / 2, LOOK_MAX_MS);
    }
}

/* ---- sending a job ------------------------------------------------------------------------------- */

/* The answer was lost: does the printer know the job? Asked until it answers. */
static enum sent
find_lost_job(struct print *print, bool document_sent)
{
    gint64 end = g_get_monotonic_time() + PATIENCE_MS * 1000LL;
    int unknown = 0;
    while (g_get_monotonic_time() < end && !is_out_of_time(print)) {
        enum answer answer =
            job_find(print->device, print->call, ask_ms(print), &print->job);
        if (answer == ANSWER_CANCELED)
            return SENT_CANCELED;
        if (answer == ANSWER_IPP && print->job.id > 0)
            return SENT_TAKEN;
        // Asked twice: it may know the job only when it has read all of it.
        if (answer == ANSWER_IPP && ++unknown >= 2)
            return document_sent ? SENT_UNKNOWN : SENT_NOTHING;
        if (driver_wait(print->call, -1, 0, LOOK_MIN_MS * 2) == DRIVER_WAIT_CANCELED)
            return SENT_CANCELED;
    }
    return SENT_UNKNOWN;
}

static enum sent
send_once(struct print *print, const struct report *report)
{
    struct question question = {
        .request = sending_request(print->device, print->call, report, &print->job),
        .document = print->document.bytes,
        .size = print->document.size,
        .timeout_ms = MAX(driver_time_left_ms(print->call) - print->reserve_ms, 100),
        .call = print->call,
    };
    // A printer may take its time to read a long document, but not for ever to answer.
    question.timeout_ms = MIN(question.timeout_ms, PATIENCE_MS * 2);
    ipp_t *response = NULL;
    enum answer answer = device_ask(print->device, &question, &response);
    if (answer == ANSWER_CANCELED)
        return SENT_CANCELED;
    if (answer == ANSWER_UNREACHABLE)
        return SENT_NOTHING;
    if (answer != ANSWER_IPP)
        return find_lost_job(print, question.document_sent);
    enum sent sent = sending_verdict(print->call, response, "printer", &print->job);
    ippDelete(response);
    return sent;
}

static bool
wait_while_busy(struct print *print, int *pause_ms)
{
    report_publish(print->driver,
                   &(struct driver_status){.device = DEVICE_BUSY,
                                           .cause = "busy",
                                           .action = ACTION_SUSPEND,
                                           .explanation = "The printer is busy"});
    int wait_ms = MIN(*pause_ms, driver_time_left_ms(print->call) - print->reserve_ms);
    *pause_ms = MIN(*pause_ms * 2, BUSY_MAX_MS);
    return driver_wait(print->call, -1, 0, MAX(wait_ms, 0)) != DRIVER_WAIT_CANCELED;
}

static enum completion
send_and_watch(struct print *print, const struct report *report)
{
    int sends = 0, pause_ms = BUSY_MIN_MS;
    for (;;) {
        if (is_out_of_time(print))
            return fail(print, COMPLETION_DEVICE_NOT_READY, "busy",
                        "The printer was busy all the time");
        switch (send_once(print, report)) {
        case SENT_TAKEN:
            return watch(print);
        case SENT_NOTHING:
            if (++sends >= SENDS_MAX)
                return fail_silent(print, ANSWER_UNREACHABLE);
            break;
        case SENT_UNKNOWN:
            return fail(print, COMPLETION_DEVICE_NOT_READY, "noAnswer",
                        "The printer got the document and knows of no job; whether it is "
                        "printed must be looked at before it is printed again");
        case SENT_BUSY:
            if (!wait_while_busy(print, &pause_ms))
                return COMPLETION_CANCELED;
            break;
        case SENT_REFUSED:
            return COMPLETION_HARDWARE_ERROR;
        case SENT_CANCELED:
            return take_back(print, COMPLETION_CANCELED);
        }
    }
}

/* ---- before -------------------------------------------------------------------------------------- */

/* What the printer can do decides before anything is sent. */
static bool
suits(struct print *print, const struct report *report, enum completion *completion_out)
{
    *completion_out = COMPLETION_UNSUPPORTED_DATA;
    const char *const *formats = (const char *const *)report->formats;
    if (*formats != NULL && !g_strv_contains(formats, "application/pdf")) {
        driver_explain(print->call, "badConfiguration",
                       "The printer does not print PDF; this driver sends nothing else");
        return false;
    }
    if (print->copies > MAX(report->copies_max, 1)) {
        driver_explain(print->call, "badConfiguration",
                       "The printer makes at most %d copies of a job",
                       report->copies_max);
        return false;
    }
    if (!g_strv_contains((const char *const *)report->sides, "two-sided-long-edge"))
        print->job.duplex = false; // more sheets, but every page is there
    if (report->blocked) {
        *completion_out = fail_blocked(print);
        return false;
    }
    return true;
}

static enum completion
run(struct print *print)
{
    struct report report = {0};
    enum completion completion;
    enum answer answer = report_ask(print->device, print->call, ask_ms(print), &report);
    if (answer != ANSWER_IPP)
        return fail_silent(print, answer);
    print->status = report.status;
    report_publish(print->driver, &report.status);
    // The same job may have been sent before a crash: it is watched then, not printed again.
    answer = job_find(print->device, print->call, ask_ms(print), &print->job);
    if (answer != ANSWER_IPP && answer != ANSWER_NONSENSE)
        completion = fail_silent(print, answer);
    else if (print->job.id > 0)
        completion = job_is_over(&print->job) ? end_of_job(print) : watch(print);
    else if (suits(print, &report, &completion))
        completion = send_and_watch(print, &report);
    report_finish(&report);
    return completion;
}

static bool
is_pdf(const struct blob_view *document)
{
    return document->size > 5 && memcmp(document->bytes, "%PDF-", 5) == 0;
}

enum completion
print_run(struct driver *driver, struct driver_call *call, const struct device *device,
          bool *counts_sheets)
{
    const json_t *payload = driver_payload(call);
    const json_t *copies = json_object_get(payload, "copies");
    GError *error = NULL;
    struct print print = {
        .driver = driver,
        .call = call,
        .device = device,
        .job = {.name = json_string_value(json_object_get(payload, "job")),
                .duplex = json_is_true(json_object_get(payload, "duplex"))},
        .copies = copies != NULL ? (int)json_integer_value(copies) : 1,
        // What is left for taking the job back when the time is over.
        .reserve_ms = MIN(driver_time_left_ms(call) / 5, CANCEL_MS),
        .counts_sheets = counts_sheets,
    };
    json_object_set_new(driver_reply(call), "sheets", json_integer(0));
    if (!blob_view_init(&print.document, driver_blob(call, 0), PROTOCOL_BLOB_SIZE_MAX,
                        &error)) {
        driver_explain(call, "none", "%s", error->message);
        g_error_free(error);
        return COMPLETION_INVALID_DATA;
    }
    enum completion completion = COMPLETION_UNSUPPORTED_DATA;
    if (is_pdf(&print.document))
        completion = run(&print);
    else
        driver_explain(call, "none", "The document is no PDF");
    json_object_set_new(driver_reply(call), "sheets", json_integer(print.job.sheets));
    blob_view_finish(&print.document);
    return completion;
}
