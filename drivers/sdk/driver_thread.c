// SPDX-License-Identifier: Apache-2.0
/* The command thread: opens the device, runs one command after another, closes it. */
#include "driver.h"

#include <poll.h>
#include <sys/eventfd.h>
#include "base/diag.h"

/* ---- the device -------------------------------------------------------------------- */

/* Around `open`. What waited for one in vain need not wait for another. */
static void
driver_set_opening(struct driver *driver, bool opening)
{
    g_mutex_lock(&driver->lock);
    driver->opening = opening;
    for (GList *i = driver->waiting.head; i != NULL && !opening && !driver->open;
         i = i->next)
        ((struct driver_call *)i->data)->in_vain = true;
    g_mutex_unlock(&driver->lock);
}

/* From here on driver_assume_status() is free to speak, unless the driver does first. */
static void
driver_expect_status(struct driver *driver)
{
    g_mutex_lock(&driver->lock);
    driver->status_said = false;
    g_mutex_unlock(&driver->lock);
}

/* What the device is when the driver left it to us to say. */
static void
driver_assume_status(struct driver *driver, const struct driver_status *assumed)
{
    g_mutex_lock(&driver->lock);
    bool said = driver->status_said;
    g_mutex_unlock(&driver->lock);
    if (!said)
        driver_set_status(driver, assumed);
}

static void
driver_assume_gone(struct driver *driver, const char *reason)
{
    driver_assume_status(driver, &(struct driver_status){.device = DEVICE_NO_DEVICE,
                                                         .cause = "notConnected",
                                                         .action = ACTION_MAINTENANCE,
                                                         .explanation = reason});
}

static void
driver_ask_capabilities(struct driver *driver)
{
    json_t *capabilities = json_object();
    if (driver->open && driver->ops->capabilities != NULL)
        driver->ops->capabilities(driver, capabilities);
    g_mutex_lock(&driver->lock);
    json_decref(driver->capabilities);
    driver->capabilities = capabilities;
    g_mutex_unlock(&driver->lock);
}

static void
driver_open_device(struct driver *driver)
{
    g_autoptr(GError) error = NULL;
    driver_expect_status(driver);
    driver_set_opening(driver, true);
    driver->open = driver->ops->open == NULL ||
                   driver->ops->open(driver, driver->options.address, &error);
    driver_set_opening(driver, false);
    if (driver->open)
        driver_assume_status(driver, &(struct driver_status){.device = DEVICE_ONLINE});
    else
        driver_assume_gone(driver, error == NULL ? "the device could not be opened"
                                                 : error->message);
    if (!driver->open)
        driver->hangup_fd = -1;
    driver_ask_capabilities(driver);
}

static void
driver_close_device(struct driver *driver)
{
    if (driver->open && driver->ops->close != NULL)
        driver->ops->close(driver);
    driver->open = false;
    driver->hangup_fd = -1;
}

void
driver_lost(struct driver *driver)
{
    driver->lost = true;
}

void
driver_notice_hangup(struct driver *driver, int fd)
{
    driver->hangup_fd = fd;
}

static void
driver_close_lost_device(struct driver *driver)
{
    if (!driver->lost)
        return;
    driver->lost = false;
    driver_close_device(driver);
    // The driver may have said what is wrong; that all is well it said before it knew.
    g_mutex_lock(&driver->lock);
    bool well = driver->status.device == DEVICE_ONLINE;
    g_mutex_unlock(&driver->lock);
    if (well)
        driver_expect_status(driver);
    driver_assume_gone(driver, NULL);
}

static void
driver_look(struct driver *driver)
{
    if (driver->open && driver->ops->refresh != NULL) {
        driver_expect_status(driver);
        driver->ops->refresh(driver);
    }
    driver_close_lost_device(driver);
}

void
driver_thread_refresh(struct driver *driver, const struct driver_call *call)
{
    if (call->fresh)
        driver_close_lost_device(driver);
    else
        driver_look(driver);
}

/* ---- one command ------------------------------------------------------------------- */

static enum completion
driver_refuse_closed(struct driver *driver, struct driver_call *call)
{
    g_mutex_lock(&driver->lock);
    driver_explain(call, driver->status.cause, "%s",
                   driver->status.explanation == NULL ? "the device is not there"
                                                      : driver->status.explanation);
    g_mutex_unlock(&driver->lock);
    return COMPLETION_DEVICE_NOT_READY;
}

static enum completion
driver_run_call(struct driver *driver, struct driver_call *call)
{
    if (driver_canceled(call))
        return COMPLETION_CANCELED;
    if (call->report)
        return call->run(driver, call);
    if (call_is_late(call)) {
        driver_explain(call, "busy", "the time was over before the device was free");
        return COMPLETION_TIME_OUT;
    }
    if (!driver->open)
        return driver_refuse_closed(driver, call);
    driver_expect_status(driver);
    return call->run(driver, call);
}

/* Until there may be something to do; the lock is held, and given up meanwhile. */
static void
driver_wait_for_call(struct driver *driver)
{
    if (driver->hangup_fd < 0) {
        g_cond_wait(&driver->changed, &driver->lock);
        return;
    }
    // Bytes that come are not waited for; a hang-up is told in any case.
    struct pollfd polled[] = {{.fd = driver->interrupt, .events = POLLIN},
                              {.fd = driver->hangup_fd, .events = POLLRDHUP}};
    g_mutex_unlock(&driver->lock);
    if (poll(polled, G_N_ELEMENTS(polled), -1) > 0 && polled[1].revents != 0) {
        driver->hangup_fd = -1;
        driver_look(driver);
    }
    g_mutex_lock(&driver->lock);
    eventfd_t count;
    if (driver->waiting.length == 0)
        eventfd_read(driver->interrupt, &count);
}

/* The lock is held. Waits for a call, which stays in the queue; NULL: the end. */
static struct driver_call *
driver_await_call(struct driver *driver)
{
    while (!driver->stopping && driver->waiting.length == 0)
        driver_wait_for_call(driver);
    return driver->stopping ? NULL : g_queue_peek_head(&driver->waiting);
}

/* Opens the device where the next call needs that. The call stays in the queue meanwhile: a
 * device that does not answer takes 5 s to be opened in vain, and the main thread must be able
 * to end the call before. Who waited for one such opening does not wait for another. */
static struct driver_call *
driver_next_call(struct driver *driver)
{
    bool fresh = false;
    struct driver_call *call;
    g_mutex_lock(&driver->lock);
    while ((call = driver_await_call(driver)) != NULL && call->opens && !driver->open &&
           !call->in_vain) {
        g_mutex_unlock(&driver->lock);
        driver_open_device(driver);
        g_mutex_lock(&driver->lock);
        fresh = driver->waiting.length > 0; // not for who comes much later
    }
    driver->running = call;
    if (call != NULL) {
        g_queue_pop_head(&driver->waiting);
        call->fresh = fresh;
    }
    eventfd_t count;
    eventfd_read(driver->interrupt,
                 &count); // a cancel that came too late for the last one
    g_mutex_unlock(&driver->lock);
    return call;
}

static void
driver_finish_call(struct driver *driver, struct driver_call *call,
                   enum completion completion)
{
    // The device is closed before the answer is out, so that what follows finds it so.
    driver_close_lost_device(driver);
    struct message message;
    call_complete(call, completion, &message);
    // In one step: whoever has read the answer finds the driver free.
    g_mutex_lock(&driver->lock);
    mail_post(&driver->mail, &message);
    driver->running = NULL;
    g_mutex_unlock(&driver->lock);
    call_destroy(call);
}

gpointer
driver_thread(gpointer data)
{
    struct driver *driver = data;
    driver_open_device(driver);
    g_mutex_lock(&driver->lock);
    driver->begun = true;
    g_mutex_unlock(&driver->lock);
    mail_wake(&driver->mail);
    struct driver_call *call;
    while ((call = driver_next_call(driver)) != NULL)
        driver_finish_call(driver, call, driver_run_call(driver, call));
    driver_close_device(driver);
    g_mutex_lock(&driver->lock);
    driver->stopped = true;
    g_cond_broadcast(&driver->changed);
    g_mutex_unlock(&driver->lock);
    return NULL;
}
