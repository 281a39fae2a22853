// SPDX-License-Identifier: Apache-2.0
/* Job: one job on the printer, known there by its name. */
#ifndef PRINTER_IPP_JOB_H
#define PRINTER_IPP_JOB_H

#include "device.h"

struct job {
    const char *name; // borrowed; unique
    int id;           // the printer's number; 0: not known
    ipp_jstate_t state;
    int sheets;   // that the printer counted
    bool counts;  // it counts sheets or impressions at all
    int expected; // impressions that it means to print; 0: it does not say
    bool duplex;
};

/* Each asks the printer once and waits at most `timeout_ms`. ANSWER_IPP: *job is as the
 * printer says; `id` 0 when it knows no such job (any more). */
enum answer job_find(const struct device *device, const struct driver_call *call,
                     int timeout_ms, struct job *job);
enum answer job_look(const struct device *device, const struct driver_call *call,
                     int timeout_ms, struct job *job);
enum answer
job_cancel(const struct device *device, int timeout_ms, const struct job *job);
/* A job of the same name that is not over and is another one than `job`: a second copy that
 * somebody between us and the printer has sent. *other_out has `id` 0 when there is none. */
enum answer job_find_second(const struct device *device, int timeout_ms,
                            const struct job *job, struct job *other_out);

static inline bool
job_is_over(const struct job *job)
{
    return job->state >= IPP_JSTATE_CANCELED;
}

/* A word of printer_job_words. */
const char *job_word(const struct job *job);

#endif
