// SPDX-License-Identifier: Apache-2.0
#include "sending.h"

#include <kiosk/printer.h>

static void
add_wishes(ipp_t *request, const json_t *payload, const struct report *report,
           bool duplex)
{
    const char *media = json_string_value(json_object_get(payload, "media"));
    json_int_t copies = json_integer_value(json_object_get(payload, "copies"));
    media = media != NULL ? media : printer_media_words[0];
    if (copies > 1)
        ippAddInteger(request, IPP_TAG_JOB, IPP_TAG_INTEGER, "copies", (int)copies);
    if (g_strv_length(report->sides) > 0)
        ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "sides", NULL,
                     duplex ? "two-sided-long-edge" : "one-sided");
    if (g_strv_contains((const char *const *)report->media, media))
        ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", NULL, media);
}

ipp_t *
sending_request(const struct device *device, const struct driver_call *call,
                const struct report *report, const struct job *job)
{
    ipp_t *request = device_request(device, IPP_OP_PRINT_JOB);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, job->name);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL,
                 "application/pdf");
    add_wishes(request, driver_payload(call), report, job->duplex);
    return request;
}

enum sent
sending_verdict(struct driver_call *call, ipp_t *response, const char *who,
                struct job *job)
{
    ipp_status_t status = ippGetStatusCode(response);
    ipp_attribute_t *id = ippFindAttribute(response, "job-id", IPP_TAG_INTEGER);
    ipp_attribute_t *state = ippFindAttribute(response, "job-state", IPP_TAG_ENUM);
    if (status <= IPP_STATUS_OK_CONFLICTING && id != NULL && ippGetInteger(id, 0) > 0) {
        job->id = ippGetInteger(id, 0);
        job->state = state != NULL ? (ipp_jstate_t)ippGetInteger(state, 0)
                                   : IPP_JSTATE_PENDING;
        return SENT_TAKEN;
    }
    switch (status) {
    case IPP_STATUS_ERROR_BUSY:
    case IPP_STATUS_ERROR_TEMPORARY:
    case IPP_STATUS_ERROR_TOO_MANY_JOBS:
    case IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS:
        return SENT_BUSY;
    default:
        driver_explain(call, "jobAborted", "The %s refused the job: %s", who,
                       ippErrorString(status));
        return SENT_REFUSED;
    }
}
