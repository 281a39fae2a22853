// SPDX-License-Identifier: Apache-2.0
/* Queue: a queue of the print service (cupsd), and the printer behind it. The queue is asked
 * how it stands itself; all else is asked of the printer where it speaks IPP, for the queue
 * keeps stale reasons when it is idle and calls completed what the printer gave up. */
#ifndef PRINTER_CUPS_QUEUE_H
#define PRINTER_CUPS_QUEUE_H

#include "drivers/printer/ipp/device.h"
#include "drivers/printer/ipp/job.h"
#include "drivers/printer/ipp/report.h"

struct queue {
    char *name;
    struct device service; // the queue, at cupsd
    struct device printer; // uri NULL: what stands behind does not speak IPP
    char *behind;          // device-uri as the queue told it last
    bool counts_sheets;    // the printer counted one once
};

/* How queue and printer are now. */
struct queue_report {
    struct driver_status status;  // strings are constant
    bool blocked;                 // no sheet can come out
    bool missing;                 // cupsd has no such queue
    bool halted;                  // the queue itself hands nothing on
    enum answer service, printer; // who answered
    struct report report;         // of the printer; of the queue where it speaks no IPP
};

/* "cups:QUEUE" or "cups:QUEUE?server=HOST:PORT", "…?server=/run/cups/cups.sock". */
bool queue_init(struct queue *queue, const char *address, GError **error);
void queue_finish(struct queue *queue); // zero-safe

/* Asks queue and printer; each gets half of `timeout_ms`. queue_report_finish() in any case.
 * ANSWER_CANCELED, or what the queue's answer was. */
enum answer queue_ask(struct queue *queue, const struct driver_call *call, int timeout_ms,
                      struct queue_report *report_out);
void queue_report_finish(struct queue_report *report);

/* True when the printer itself can be asked what came out. */
bool queue_is_verified(const struct queue *queue);

/* Takes a job out of the queue, its document with it; ends it when it is not over. */
void queue_purge(const struct queue *queue, int timeout_ms, int job_id);
/* The same for all jobs of ours that are over. */
void queue_purge_all(const struct queue *queue, int timeout_ms);

/* What the terminal is told when cupsd did not answer. */
struct driver_status queue_silence(enum answer answer);

#endif
