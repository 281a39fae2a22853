// SPDX-License-Identifier: Apache-2.0
/* Watch: one job followed on both sides, in the queue and on the printer. */
#ifndef PRINTER_CUPS_WATCH_H
#define PRINTER_CUPS_WATCH_H

#include "queue.h"

#define WATCH_ASK_MS 3000       // one question
#define WATCH_MIN_MS 250        // between looks
#define WATCH_PATIENCE_MS 10000 // how long either side may be away

struct watch {
    struct driver *driver;
    struct driver_call *call;
    struct queue *queue;
    struct job queued;  // in the queue
    struct job printed; // on the printer; `id` 0: it knows none, or cannot be asked
    bool was_there;     // the printer had the job once
    bool was_away;      // cupsd was, since the job was sent: it may send it a second time
    int told_sheets, reserve_ms;
    struct driver_status status; // as last heard
    gint64 halted_us;            // since when the queue hands nothing on; 0: it does
};

void watch_init(struct watch *watch, struct driver *driver, struct driver_call *call,
                struct queue *queue);
bool watch_is_out_of_time(const struct watch *watch);

/* Looks for the job by name on both sides. ANSWER_IPP: both answered. */
enum answer watch_find(struct watch *watch);
/* Follows the job to its end and takes it out of the queue. */
enum completion watch_job(struct watch *watch);
/* Cancels it on both sides. What it came to counts. */
enum completion watch_take_back(struct watch *watch, enum completion completion);
/* What is known of it, as a word of printer_job_words. */
const char *watch_word(const struct watch *watch);

/* Both explain and return a completion. */
enum completion watch_fail(struct watch *watch, enum completion completion,
                           const char *cause, const char *sentence);
enum completion watch_fail_silent(struct watch *watch, enum answer answer);

#endif
