// SPDX-License-Identifier: Apache-2.0
/* Receipt.Print: one slip, from the first question to the cut. Command thread. */
#ifndef RECEIPT_ESCPOS_PRINT_H
#define RECEIPT_ESCPOS_PRINT_H

#include "state.h"
#include "stream.h"

struct printer {
    struct state_line line;
    struct stream_settings settings;
    bool torn;         // a slip that was not cut hangs out of the printer
    GHashTable *jobs;  // name → word of receipt_job_words
    const char *paper; // that the terminal was told
};

enum completion
print_slip(struct driver *driver, struct driver_call *call, struct printer *printer);

/* Tells the terminal how the printer is, and a threshold of paper that was passed. */
void print_tell_state(struct driver *driver, struct printer *printer,
                      const struct driver_status *status);

#endif
