// SPDX-License-Identifier: Apache-2.0
/* Printer.Print through a queue, and what became of a job. Command thread. */
#ifndef PRINTER_CUPS_PRINT_H
#define PRINTER_CUPS_PRINT_H

#include "queue.h"

enum completion
print_queued(struct driver *driver, struct driver_call *call, struct queue *queue);

/* Printer.JobStatus: the printer's word where it can be asked, else the queue's. */
enum completion
print_status(struct driver *driver, struct driver_call *call, struct queue *queue);

#endif
