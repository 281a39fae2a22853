// SPDX-License-Identifier: Apache-2.0
/* Sending: a job handed over, to a printer or to a queue before it. Command thread. */
#ifndef PRINTER_IPP_SENDING_H
#define PRINTER_IPP_SENDING_H

#include "job.h"
#include "report.h"

enum sent {
    SENT_TAKEN,   // the other end has the job
    SENT_NOTHING, // it surely has not
    SENT_UNKNOWN, // nobody can say
    SENT_BUSY,
    SENT_REFUSED, // with an IPP status, explained already
    SENT_CANCELED,
};

/* Print-Job for the document of `call`, with what `report` says can be wished for. */
ipp_t *sending_request(const struct device *device, const struct driver_call *call,
                       const struct report *report, const struct job *job);

/* What the answer to it says; SENT_TAKEN fills `id` and `state` of *job. `who`: "printer",
 * "queue". */
enum sent sending_verdict(struct driver_call *call, ipp_t *response, const char *who,
                          struct job *job);

#endif
