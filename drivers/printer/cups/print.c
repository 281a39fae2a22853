// SPDX-License-Identifier: Apache-2.0
/* A job goes into the queue once, and is followed on both sides: in the queue and, where the
 * printer speaks IPP, on the printer, whose word counts. */
#include "print.h"

#include <kiosk/printer.h>
#include <string.h>

#include "base/blob.h"
#include "drivers/printer/ipp/sending.h"
#include "watch.h"

#define BUSY_MIN_MS 500
#define BUSY_MAX_MS 4000
#define SENDS_MAX 2

/* ---- sending --------------------------------------------------------------------------------- */

static ipp_t *
print_request(const struct watch *watch, const struct report *report)
{
    struct job job = {.name = watch->queued.name, .duplex = watch->printed.duplex};
    ipp_t *request = sending_request(&watch->queue->service, watch->call, report, &job);
    // Should we die meanwhile, the queue does not keep it for the next person.
    int left_s = driver_time_left_ms(watch->call) / 1000;
    if (left_s < 24 * 3600)
        ippAddInteger(request, IPP_TAG_JOB, IPP_TAG_INTEGER, "job-cancel-after",
                      MAX(left_s, 1));
    ippAddString(request, IPP_TAG_JOB, IPP_TAG_NAME, "job-sheets", NULL, "none");
    return request;
}

/* The answer was lost: does the queue or the printer know the job? */
static enum sent
find_lost_job(struct watch *watch, bool document_sent)
{
    gint64 end_us = g_get_monotonic_time() + WATCH_PATIENCE_MS * 1000LL;
    int unknown = 0;
    while (g_get_monotonic_time() < end_us && !watch_is_out_of_time(watch)) {
        enum answer answer = watch_find(watch);
        if (answer == ANSWER_CANCELED)
            return SENT_CANCELED;
        if (watch->queued.id > 0 || watch->printed.id > 0)
            return SENT_TAKEN;
        if (answer == ANSWER_IPP && ++unknown >= 2)
            return document_sent ? SENT_UNKNOWN : SENT_NOTHING;
        if (driver_wait(watch->call, -1, 0, WATCH_MIN_MS * 2) == DRIVER_WAIT_CANCELED)
            return SENT_CANCELED;
    }
    return SENT_UNKNOWN;
}

static enum sent
send_once(struct watch *watch, const struct blob_view *document,
          const struct report *report)
{
    struct question question = {
        .request = print_request(watch, report),
        .document = document->bytes,
        .size = document->size,
        .timeout_ms =
            CLAMP(driver_time_left_ms(watch->call) - watch->reserve_ms, 100, 20000),
        .call = watch->call,
    };
    ipp_t *response = NULL;
    enum answer answer = device_ask(&watch->queue->service, &question, &response);
    if (answer == ANSWER_CANCELED)
        return SENT_CANCELED;
    if (answer == ANSWER_UNREACHABLE)
        return SENT_NOTHING;
    if (answer != ANSWER_IPP)
        return find_lost_job(watch, question.document_sent);
    enum sent sent = sending_verdict(watch->call, response, "queue", &watch->queued);
    ippDelete(response);
    return sent;
}

static enum completion
send_and_watch(struct watch *watch, const struct blob_view *document,
               const struct report *report)
{
    int sends = 0, pause_ms = BUSY_MIN_MS;
    for (;;) {
        if (watch_is_out_of_time(watch))
            return watch_fail(watch, COMPLETION_DEVICE_NOT_READY, "busy",
                              "The queue took no job all the time");
        switch (send_once(watch, document, report)) {
        case SENT_TAKEN:
            return watch_job(watch);
        case SENT_NOTHING:
            if (++sends >= SENDS_MAX)
                return watch_fail_silent(watch, ANSWER_UNREACHABLE);
            break;
        case SENT_UNKNOWN:
            return watch_fail(watch, COMPLETION_DEVICE_NOT_READY, "noAnswer",
                              "The print service got the document and knows of no job; "
                              "look whether it is printed before it is printed again");
        case SENT_BUSY:
            if (driver_wait(watch->call, -1, 0, pause_ms) == DRIVER_WAIT_CANCELED)
                return COMPLETION_CANCELED;
            pause_ms = MIN(pause_ms * 2, BUSY_MAX_MS);
            break;
        case SENT_REFUSED:
            return COMPLETION_HARDWARE_ERROR;
        case SENT_CANCELED:
            return watch_take_back(watch, COMPLETION_CANCELED);
        }
    }
}

/* ---- before ---------------------------------------------------------------------------------- */

static enum completion
fail_blocked(struct watch *watch, const struct driver_status *status)
{
    enum completion completion = status->device == DEVICE_USER_ERROR
                                     ? COMPLETION_USER_ERROR
                                     : COMPLETION_DEVICE_NOT_READY;
    return watch_fail(watch, completion, status->cause, status->explanation);
}

static enum completion
run(struct watch *watch, const struct blob_view *document)
{
    struct queue_report report;
    enum completion completion;
    enum answer answer = queue_ask(watch->queue, watch->call, WATCH_ASK_MS, &report);
    report_publish(watch->driver, &report.status);
    enum answer found = answer == ANSWER_IPP ? watch_find(watch) : answer;
    if (found == ANSWER_CANCELED)
        completion = COMPLETION_CANCELED;
    // It may have been sent before a crash: it is watched then, not printed again.
    else if (watch->queued.id > 0 || watch->printed.id > 0)
        completion = watch_job(watch);
    else if (answer != ANSWER_IPP || report.blocked)
        completion = fail_blocked(watch, &report.status);
    else if (found != ANSWER_IPP)
        completion = watch_fail_silent(watch, found);
    else {
        const char *const *sides = (const char *const *)report.report.sides;
        watch->printed.duplex &= g_strv_contains(sides, "two-sided-long-edge");
        queue_purge_all(watch->queue, WATCH_ASK_MS); // what others left there
        completion = send_and_watch(watch, document, &report.report);
    }
    queue_report_finish(&report);
    return completion;
}

enum completion
print_queued(struct driver *driver, struct driver_call *call, struct queue *queue)
{
    struct watch watch;
    struct blob_view document = {0};
    g_autoptr(GError) error = NULL;
    watch_init(&watch, driver, call, queue);
    json_object_set_new(driver_reply(call), "sheets", json_integer(0));
    if (!blob_view_init(&document, driver_blob(call, 0), PROTOCOL_BLOB_SIZE_MAX,
                        &error)) {
        driver_explain(call, "none", "%s", error->message);
        return COMPLETION_INVALID_DATA;
    }
    enum completion completion = COMPLETION_UNSUPPORTED_DATA;
    if (document.size > 5 && memcmp(document.bytes, "%PDF-", 5) == 0)
        completion = run(&watch, &document);
    else
        driver_explain(call, "none", "The document is no PDF");
    json_object_set_new(driver_reply(call), "sheets", json_integer(watch.printed.sheets));
    blob_view_finish(&document);
    return completion;
}

enum completion
print_status(struct driver *driver, struct driver_call *call, struct queue *queue)
{
    struct watch watch;
    struct queue_report report;
    watch_init(&watch, driver, call, queue);
    enum answer answer = queue_ask(queue, call, WATCH_ASK_MS, &report);
    queue_report_finish(&report);
    if (answer == ANSWER_IPP)
        answer = watch_find(&watch);
    if (answer == ANSWER_CANCELED)
        return COMPLETION_CANCELED;
    bool known = queue_is_verified(queue) ? watch.printed.id > 0 : watch.queued.id > 0;
    if (answer != ANSWER_IPP && !known) {
        driver_explain(call, answer_cause(answer), "%s", answer_sentence(answer));
        return COMPLETION_DEVICE_NOT_READY;
    }
    json_object_set_new(driver_reply(call), "state", json_string(watch_word(&watch)));
    json_object_set_new(driver_reply(call), "sheets", json_integer(watch.printed.sheets));
    return COMPLETION_SUCCESS;
}
