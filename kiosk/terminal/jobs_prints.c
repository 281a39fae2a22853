// SPDX-License-Identifier: Apache-2.0
/* Prints one after the other: the sheet of a visit that is over comes out before that of the
 * next person, and neither breaks the other off. */
#include "jobs_private.h"

void
jobs_print_next(struct jobs *jobs)
{
    struct event *event = jobs->print || jobs->stopped ? NULL
                                                       : g_queue_pop_head(&jobs->prints);
    if (!event)
        return;
    bool left = jobs->prints_left > 0;
    jobs->prints_left -= left ? 1 : 0;
    jobs_print_begin(jobs, event);
    if (left && jobs->print)
        jobs->print->left = true;
    event_destroy(event);
}

/* What another visit still prints is not broken off for this one. */
void
jobs_print(struct jobs *jobs, struct event *event)
{
    if (jobs->print == NULL) {
        jobs_print_begin(jobs, event);
    } else if (jobs->prints.length >= JOBS_PRINTS_MAX) {
        struct event *told = event_tell(SESSION_PRINT_FAILED, event->order);
        told->text = g_strdup("busy");
        jobs_tell(jobs, told);
    } else {
        struct event *kept = event_create(EVENT_PRINT), empty = *kept;
        *kept = *event;
        *event = empty; // its caller destroys it
        g_queue_push_tail(&jobs->prints, kept);
    }
}

static void
cancel_waiting(struct jobs *jobs, const struct event *event)
{
    for (GList *at = jobs->prints.head; at; at = at->next) {
        struct event *waiting = at->data;
        if (waiting->order != event->order)
            continue;
        g_queue_delete_link(&jobs->prints, at);
        if (event->number != 0) {
            struct event *told = event_tell(SESSION_PRINT_FAILED, waiting->order);
            told->text = g_strdup("canceled");
            told->number = MAX(waiting->number2 - 1, 0);
            jobs_tell(jobs, told);
        }
        event_destroy(waiting);
        return;
    }
}

void
jobs_cancel_print(struct jobs *jobs, const struct event *event)
{
    struct job *job = jobs->print;
    if (!job || job->order != event->order)
        cancel_waiting(jobs, event);
    else if (event->number == 0)
        job_cancel(job);
    else if (job->device) // its end is told with what came out
        device_cancel(job->device, job->command);
    else
        job->stopping = true;
}

static void
drop_first(struct jobs *jobs)
{
    struct event *event = g_queue_pop_head(&jobs->prints);
    struct event *told = event_tell(SESSION_PRINT_FAILED, event->order);
    told->text = g_strdup("canceled");
    told->number = MAX(event->number2 - 1, 0);
    jobs_tell(jobs, told);
    event_destroy(event);
}

/* Somebody else stands there. What a printer has goes on: half a sheet in its outlet would be
 * worse. What none has yet would come out under the next person's hands; it can be had again
 * with the card. */
void
jobs_begin_visit(struct jobs *jobs)
{
    struct job *job = jobs->print;
    for (; jobs->prints_left > 0 && jobs->prints.length > 0; jobs->prints_left--)
        drop_first(jobs);
    if (!job || !job->left)
        return;
    job->stopping = true; // unless it is intended already
    if (job->device)
        device_take_back(job->device, job->command);
}
