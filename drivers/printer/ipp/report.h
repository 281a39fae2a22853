// SPDX-License-Identifier: Apache-2.0
/* Report: what the printer says about itself (Get-Printer-Attributes), in our words. */
#ifndef PRINTER_IPP_REPORT_H
#define PRINTER_IPP_REPORT_H

#include "device.h"

struct report {
    struct driver_status status; // strings are constant
    bool blocked;                // no sheet can come out now
    char **formats, **sides, **media;
    int copies_max;
    bool colour, speaks; // speaks: the printer answered with IPP success
    char *model;
};

void report_finish(struct report *report); // zero-safe

/* Asks the printer. ANSWER_IPP: *report_out is filled. */
enum answer report_ask(const struct device *device, const struct driver_call *call,
                       int timeout_ms, struct report *report_out);
/* The same of an answer that came already; into a report that is all zero. */
void report_read(struct report *report, ipp_t *response);
/* What the terminal is told when the printer did not answer. */
struct driver_status report_of_silence(enum answer answer);

/* Gives `status` to the terminal; tells thresholds of paper and toner that were passed. */
void report_publish(struct driver *driver, const struct driver_status *status);

#endif
