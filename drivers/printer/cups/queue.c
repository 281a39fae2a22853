// SPDX-License-Identifier: Apache-2.0
#include "queue.h"

#include <string.h>

#define QUEUE_ERROR (g_quark_from_static_string("printer-cups"))
#define PURGES_MAX 50 // old jobs in one go

/* ---- address --------------------------------------------------------------------------------- */

/* The print service that libcups would take, or the one that the address names. */
static bool
set_service(struct queue *queue, const char *options, GError **error)
{
    if (options != NULL && g_str_has_prefix(options, "server=") && options[7] != '\0') {
        g_autofree char *server = g_uri_unescape_string(options + 7, NULL);
        cupsSetServer(server);
    } else if (options != NULL) {
        g_set_error_literal(error, QUEUE_ERROR, 0,
                            "the only option of a queue is server=HOST:PORT or "
                            "server=/path/of/cups.sock");
        return false;
    }
    queue->service.host = g_strdup(cupsServer());
    queue->service.port = ippPort();
    queue->service.user = g_strdup(cupsUser()); // who may take a job back
    return true;
}

bool
queue_init(struct queue *queue, const char *address, GError **error)
{
    *queue = (struct queue){0};
    bool right = g_str_has_prefix(address, "cups:");
    g_auto(GStrv) parts = g_strsplit(right ? address + strlen("cups:") : "", "?", 2);
    if (!right || parts[0] == NULL || strpbrk(parts[0], "/# ") || parts[0][0] == '\0') {
        g_set_error_literal(error, QUEUE_ERROR, 0,
                            "the address of a queue is cups:QUEUE; lpstat -v lists them");
        return false;
    }
    char uri[1024];
    queue->name = g_strdup(parts[0]);
    httpAssembleURIf(HTTP_URI_CODING_ALL, uri, sizeof uri, "ipp", NULL, "localhost", 0,
                     "/printers/%s", queue->name);
    queue->service.uri = g_strdup(uri);
    queue->service.path = g_strdup_printf("/printers/%s", queue->name);
    if (set_service(queue, parts[1], error))
        return true;
    queue_finish(queue);
    return false;
}

void
queue_finish(struct queue *queue)
{
    device_finish(&queue->service);
    device_finish(&queue->printer);
    g_free(queue->name);
    g_free(queue->behind);
    *queue = (struct queue){0};
}

bool
queue_is_verified(const struct queue *queue)
{
    return queue->printer.uri != NULL;
}

/* ---- the printer behind ---------------------------------------------------------------------- */

/* The queue may be pointed at another printer while we run. */
static void
look_behind(struct queue *queue, const char *behind)
{
    if (g_strcmp0(behind, queue->behind) == 0)
        return;
    g_free(queue->behind);
    queue->behind = g_strdup(behind);
    device_finish(&queue->printer);
    queue->counts_sheets = false;
    if (behind == NULL)
        return;
    // Options of the back end are none of the printer's resource: it would not know itself.
    g_auto(GStrv) parts = g_strsplit(behind, "?", 2);
    device_init(&queue->printer, parts[0], NULL); // socket:, usb: … are not asked
}

/* ---- the queue ------------------------------------------------------------------------------- */

static const char *const wanted[] = {"device-uri",
                                     "printer-state",
                                     "printer-state-reasons",
                                     "sides-supported",
                                     "media-supported",
                                     "printer-is-accepting-jobs",
                                     "copies-supported",
                                     "color-supported",
                                     "document-format-supported",
                                     "printer-make-and-model"};

static enum answer
ask_service(struct queue *queue, const struct driver_call *call, int timeout_ms,
            ipp_t **response_out)
{
    struct question question = {
        .request = device_request(&queue->service, IPP_OP_GET_PRINTER_ATTRIBUTES),
        .timeout_ms = timeout_ms,
        .call = call,
    };
    ippAddStrings(question.request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD,
                  "requested-attributes", G_N_ELEMENTS(wanted), NULL, wanted);
    return device_ask(&queue->service, &question, response_out);
}

static bool
has_word(ipp_attribute_t *attribute, const char *word)
{
    return attribute != NULL && ippContainsString(attribute, word);
}

static void
block(struct queue_report *report, struct driver_status status)
{
    report->status = status;
    report->blocked = true;
}

static const struct driver_status no_queue = {
    .device = DEVICE_NO_DEVICE,
    .cause = "badConfiguration",
    .action = ACTION_CONFIGURATION,
    .paper = "unknown",
    .explanation = "The print service has no queue of this name: lpstat -v lists them",
};
static const struct driver_status paused_queue = {
    .device = DEVICE_OFFLINE,
    .cause = "stopped",
    .action = ACTION_CLEAR,
    .paper = "unknown",
    .explanation = "The queue is stopped: when the printer is in order, cupsenable QUEUE",
};
static const struct driver_status closed_queue = {
    .device = DEVICE_OFFLINE,
    .cause = "stopped",
    .action = ACTION_CLEAR,
    .paper = "unknown",
    .explanation = "The queue takes no jobs: cupsaccept QUEUE",
};

struct driver_status
queue_silence(enum answer answer)
{
    return (struct driver_status){
        .device = DEVICE_OFFLINE,
        .cause = answer_cause(answer),
        .action = ACTION_RESET,
        .paper = "unknown",
        .explanation = answer == ANSWER_UNREACHABLE
                           ? "The print service (cupsd) does not run"
                           : "The print service (cupsd) does not answer as it should",
    };
}

/* What the queue says of the printer counts only where nobody else can be asked, and then
 * only while it works: an idle queue remembers what was wrong with its last job. */
static void
read_queue(struct queue *queue, ipp_t *response, struct queue_report *report)
{
    ipp_attribute_t *state = ippFindAttribute(response, "printer-state", IPP_TAG_ENUM);
    ipp_attribute_t *accepting =
        ippFindAttribute(response, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);
    ipp_attribute_t *reasons =
        ippFindAttribute(response, "printer-state-reasons", IPP_TAG_KEYWORD);
    ipp_attribute_t *behind = ippFindAttribute(response, "device-uri", IPP_TAG_URI);
    look_behind(queue, behind != NULL ? ippGetString(behind, 0, NULL) : NULL);
    if (!queue_is_verified(queue)) {
        report_read(&report->report, response);
        report->status = report->report.status;
        report->blocked = report->report.blocked;
        if (ippGetInteger(state, 0) == IPP_PSTATE_IDLE) {
            report->status = (struct driver_status){.device = DEVICE_ONLINE,
                                                    .cause = "none",
                                                    .paper = "unknown",
                                                    .toner = NULL};
            report->blocked = false;
        }
    }
    report->halted = ippGetInteger(state, 0) == IPP_PSTATE_STOPPED ||
                     has_word(reasons, "paused");
    if (report->halted)
        block(report, paused_queue);
    else if (accepting != NULL && !ippGetBoolean(accepting, 0))
        block(report, closed_queue);
}

static void
ask_printer(struct queue *queue, const struct driver_call *call, int timeout_ms,
            struct queue_report *report)
{
    bool queue_blocks = report->blocked;
    report->printer = report_ask(&queue->printer, call, timeout_ms, &report->report);
    bool answered = report->printer == ANSWER_IPP;
    struct driver_status status = answered ? report->report.status
                                           : report_of_silence(report->printer);
    // What is wrong with the printer says more than the queue that stopped because of it.
    if (!queue_blocks || (answered ? report->report.blocked : true)) {
        report->status = status;
        report->blocked = queue_blocks || !answered || report->report.blocked;
    }
}

enum answer
queue_ask(struct queue *queue, const struct driver_call *call, int timeout_ms,
          struct queue_report *report_out)
{
    ipp_t *response = NULL;
    *report_out = (struct queue_report){.printer = ANSWER_IPP};
    report_out->service = ask_service(queue, call, timeout_ms / 2, &response);
    if (report_out->service != ANSWER_IPP) {
        block(report_out, queue_silence(report_out->service));
        return report_out->service;
    }
    if (ippGetStatusCode(response) > IPP_STATUS_OK_CONFLICTING ||
        ippFindAttribute(response, "printer-state", IPP_TAG_ENUM) == NULL)
        report_out->missing = true;
    if (report_out->missing)
        block(report_out, no_queue);
    else
        read_queue(queue, response, report_out);
    ippDelete(response);
    if (queue_is_verified(queue) && !report_out->missing)
        ask_printer(queue, call, timeout_ms / 2, report_out);
    return report_out->printer == ANSWER_CANCELED ? ANSWER_CANCELED : ANSWER_IPP;
}

void
queue_report_finish(struct queue_report *report)
{
    report_finish(&report->report);
}

/* ---- taking out ------------------------------------------------------------------------------ */

void
queue_purge(const struct queue *queue, int timeout_ms, int job_id)
{
    struct question question = {.request =
                                    device_request(&queue->service, IPP_OP_CANCEL_JOB),
                                .timeout_ms = timeout_ms};
    ippAddInteger(question.request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job_id);
    ippAddBoolean(question.request, IPP_TAG_OPERATION, "purge-job", 1);
    ipp_t *response = NULL;
    device_ask(&queue->service, &question, &response);
    ippDelete(response);
}

void
queue_purge_all(const struct queue *queue, int timeout_ms)
{
    gint64 end_us = g_get_monotonic_time() + timeout_ms * 1000LL;
    struct question question = {.request =
                                    device_request(&queue->service, IPP_OP_GET_JOBS),
                                .timeout_ms = timeout_ms};
    ippAddString(question.request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", NULL,
                 "completed");
    ippAddBoolean(question.request, IPP_TAG_OPERATION, "my-jobs", 1);
    ippAddInteger(question.request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "limit",
                  PURGES_MAX);
    ippAddString(question.request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD,
                 "requested-attributes", NULL, "job-id");
    ipp_t *response = NULL;
    if (device_ask(&queue->service, &question, &response) != ANSWER_IPP)
        return;
    for (ipp_attribute_t *id = ippFindAttribute(response, "job-id", IPP_TAG_INTEGER);
         id != NULL; id = ippFindNextAttribute(response, "job-id", IPP_TAG_INTEGER)) {
        int left_ms = (int)((end_us - g_get_monotonic_time()) / 1000);
        if (left_ms <= 0)
            break;
        queue_purge(queue, left_ms, ippGetInteger(id, 0));
    }
    ippDelete(response);
}
