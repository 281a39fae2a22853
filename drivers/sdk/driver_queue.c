// SPDX-License-Identifier: Apache-2.0
/* What the main thread does with the command thread: gives it calls, cancels them, ends it. */
#include "driver.h"

#include <limits.h>
#include <sys/eventfd.h>

/* The lock is held. A command that runs is left alone: its end looks at the queue. */
static void
driver_rouse(struct driver *driver)
{
    g_cond_broadcast(&driver->changed);
    if (driver->running == NULL)
        eventfd_write(driver->interrupt, 1);
}

bool
driver_thread_submit(struct driver *driver, struct driver_call *call)
{
    g_mutex_lock(&driver->lock);
    bool fits = driver->waiting.length < DRIVER_QUEUE_MAX;
    if (fits) {
        call->interrupt = driver->interrupt;
        g_queue_push_tail(&driver->waiting, call);
        driver_rouse(driver);
    }
    g_mutex_unlock(&driver->lock);
    return fits;
}

bool
driver_thread_is_busy(struct driver *driver)
{
    g_mutex_lock(&driver->lock);
    bool busy = driver->running != NULL && !driver->running->report;
    for (GList *i = driver->waiting.head; i != NULL; i = i->next)
        busy = busy || !((struct driver_call *)i->data)->report;
    g_mutex_unlock(&driver->lock);
    return busy;
}

bool
driver_thread_is_idle(struct driver *driver)
{
    g_mutex_lock(&driver->lock);
    bool idle = driver->running == NULL && driver->waiting.length == 0;
    g_mutex_unlock(&driver->lock);
    return idle;
}

static struct driver_call *
driver_find_waiting(struct driver *driver, int id)
{
    for (GList *i = driver->waiting.head; i != NULL; i = i->next) {
        if (((struct driver_call *)i->data)->id == id)
            return i->data;
    }
    return NULL;
}

bool
driver_thread_has(struct driver *driver, int id)
{
    g_mutex_lock(&driver->lock);
    bool has = (driver->running != NULL && driver->running->id == id) ||
               driver_find_waiting(driver, id) != NULL;
    g_mutex_unlock(&driver->lock);
    return has;
}

/* The lock is held. */
static void
driver_interrupt(struct driver *driver)
{
    g_atomic_int_set(&driver->running->canceled, true);
    eventfd_write(driver->interrupt, 1);
    if (driver->ops->interrupt != NULL && !driver->running->report)
        driver->ops->interrupt(driver);
}

bool
driver_thread_cancel(struct driver *driver, int id)
{
    g_mutex_lock(&driver->lock);
    bool running = driver->running != NULL && driver->running->id == id;
    struct driver_call *waiting = driver_find_waiting(driver, id);
    if (running)
        driver_interrupt(driver);
    else if (waiting != NULL)
        g_queue_remove(&driver->waiting, waiting);
    g_mutex_unlock(&driver->lock);
    if (!running && waiting != NULL) {
        struct message message;
        call_complete(waiting, COMPLETION_CANCELED, &message);
        mail_post(&driver->mail, &message);
        call_destroy(waiting);
    }
    return running || waiting != NULL;
}

/* The lock is held. The first of the device's calls that waits and whose time is over; NULL:
 * none. *nearest_ms_out: when that of the next one is over; 0: never. */
static struct driver_call *
driver_find_late(struct driver *driver, int64_t *nearest_ms_out)
{
    *nearest_ms_out = 0;
    for (GList *i = driver->waiting.head; i != NULL; i = i->next) {
        struct driver_call *call = i->data;
        if (call->report || call->deadline_ms == 0)
            continue;
        if (call_is_late(call))
            return call;
        if (*nearest_ms_out == 0 || call->deadline_ms < *nearest_ms_out)
            *nearest_ms_out = call->deadline_ms;
    }
    return NULL;
}

int
driver_thread_end_late(struct driver *driver)
{
    struct driver_call *call;
    int64_t nearest_ms;
    g_mutex_lock(&driver->lock);
    while ((call = driver_find_late(driver, &nearest_ms)) != NULL) {
        g_queue_remove(&driver->waiting, call);
        driver_explain(call, driver->opening ? "notResponding" : "busy",
                       "the time was over before the device was %s",
                       driver->opening ? "open" : "free");
        struct message message;
        call_complete(call, COMPLETION_TIME_OUT, &message);
        mail_post(&driver->mail, &message);
        call_destroy(call);
    }
    g_mutex_unlock(&driver->lock);
    return nearest_ms == 0 ? -1 : (int)CLAMP(nearest_ms - call_now_ms(), 0, INT_MAX);
}

enum driver_end
driver_thread_stop(struct driver *driver)
{
    int64_t end = g_get_monotonic_time() + DRIVER_STOP_MS * G_TIME_SPAN_MILLISECOND;
    g_mutex_lock(&driver->lock);
    driver->stopping = true;
    if (driver->running != NULL)
        driver_interrupt(driver);
    driver_rouse(driver);
    while (!driver->stopped && g_cond_wait_until(&driver->changed, &driver->lock, end))
        continue;
    enum driver_end how = driver->stopped   ? DRIVER_END_STOPPED
                          : driver->opening ? DRIVER_END_OPENING
                                            : DRIVER_END_STUCK;
    g_mutex_unlock(&driver->lock);
    return how;
}
