// SPDX-License-Identifier: Apache-2.0
#include "device.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/diag.h"
#include "calls.h"

#define END_MS 1500 // below PROTOCOL_CANCEL_MS: time is left to say so
#define GIVE_UP_MS                                                                       \
    12000 // held longer than this (airscan holds 10 s), only a new process helps
#define OPEN_MS 4700 // an `open` must return in 5 s
// An opening may be held longer, as its peer may answer yet: and a driver that ends itself five
// times an hour is taken out of service.
#define OPEN_GIVE_UP_MS (15 * 60 * 1000)
#define ANSWER_MS 200 // for the last answer to be sent

/* ---- the second thread ------------------------------------------------------------- */

struct ending {
    struct device *device;
    SANE_Handle handle;
};

static gpointer
end_thread(gpointer data)
{
    struct ending *ending = data;
    struct device *device = ending->device;
    calls_cancel(ending->handle);
    g_mutex_lock(&device->lock);
    if (device->close_wanted) { // from the start, or by somebody who gave up waiting
        g_mutex_unlock(&device->lock);
        calls_close(ending->handle);
        // The net backend keeps a dead connection until then.
        calls_exit();
        g_mutex_lock(&device->lock);
        device->close_wanted = false;
    }
    device->ending = false;
    g_cond_broadcast(&device->changed);
    g_mutex_unlock(&device->lock);
    g_free(ending);
    return NULL;
}

/* The lock is held and nothing ends yet. */
static void
begin_end(struct device *device)
{
    struct ending *ending = g_new(struct ending, 1);
    *ending = (struct ending){device, device->handle};
    device->ending = true;
    device->ending_since_ms = clock_monotonic_ms();
    device->patience_ms = GIVE_UP_MS;
    g_thread_unref(g_thread_new("sane-end", end_thread, ending));
}

/* The lock is held. False: a call on another thread has not come back yet. */
static bool
await_end(struct device *device)
{
    gint64 until = g_get_monotonic_time() + END_MS * G_TIME_SPAN_MILLISECOND;
    while (device->ending && g_cond_wait_until(&device->changed, &device->lock, until))
        continue;
    return !device->ending;
}

/* ---- open and close ---------------------------------------------------------------- */

void
device_init(struct device *device)
{
    *device = (struct device){.fd = -1};
    g_mutex_init(&device->lock);
    g_cond_init(&device->changed);
}

/* Whether a list of `sane_get_devices` has it. */
static bool
is_listed(const char *name, bool local_only)
{
    const SANE_Device **list = NULL;
    if (calls_devices(&list, local_only) != SANE_STATUS_GOOD)
        return false;
    for (; *list; list++)
        if (strcmp((*list)->name, name) == 0)
            return true;
    return false;
}

/* g_free it. */
static char *
first_found(GError **error)
{
    const SANE_Device **list = NULL;
    SANE_Status status = calls_devices(&list, false);
    if (status == SANE_STATUS_GOOD && list[0])
        return g_strdup(list[0]->name);
    g_set_error(error, DEVICE_ERROR, SANE_STATUS_INVAL, "SANE finds no scanner");
    return NULL;
}

static gpointer
end_process(gpointer nothing)
{
    (void)nothing;
    g_usleep(ANSWER_MS * 1000);
    _exit(EXIT_FAILURE);
}

/* Frees what an earlier open left; false when it still hangs. */
static bool
is_free(struct device *device, GError **error)
{
    g_mutex_lock(&device->lock);
    bool ended = await_end(device);
    int64_t held_ms = clock_monotonic_ms() - device->ending_since_ms;
    int64_t patience_ms = device->patience_ms;
    g_mutex_unlock(&device->lock);
    if (ended)
        return true;
    if (held_ms > patience_ms) {
        diag_warn("the scanner holds us for %d s; starting anew", (int)(held_ms / 1000));
        g_thread_unref(g_thread_new("sane-anew", end_process, NULL));
    }
    g_set_error(error, DEVICE_ERROR, DEVICE_ERROR_STUCK, "The scanner does not answer");
    return false;
}

/* One opening, on a thread of its own: a peer that takes the connection and says nothing can
 * hold it for ever. */
struct opening {
    struct device *device;
    char *name;         // "": the first one found, then that one's
    SANE_Handle handle; // NULL: in vain, see error
    bool listed;
    GError *error;
    bool done, given_up; // guarded by the lock of the device
};

static void
opening_free(struct opening *opening)
{
    g_free(opening->name);
    g_clear_error(&opening->error);
    g_free(opening);
}

static bool
open_named(struct opening *opening)
{
    if (!opening->name[0]) {
        char *first = first_found(&opening->error);
        if (!first)
            return false;
        g_free(opening->name);
        opening->name = first;
    }
    SANE_Status status = calls_open(opening->name, &opening->handle);
    if (status != SANE_STATUS_GOOD) {
        opening->handle = NULL;
        g_set_error(&opening->error, DEVICE_ERROR, (int)status,
                    "The scanner cannot be opened: %s", sane_strstatus(status));
        return false;
    }
    opening->listed = is_listed(opening->name, true);
    return true;
}

/* Undoes an opening that nobody waits for any more; the device is free again then. */
static void
drop_opening(struct opening *opening)
{
    struct device *device = opening->device;
    if (opening->handle) {
        calls_close(opening->handle);
        calls_exit();
    }
    opening_free(opening);
    g_mutex_lock(&device->lock);
    device->ending = false;
    g_cond_broadcast(&device->changed);
    g_mutex_unlock(&device->lock);
}

static gpointer
open_thread(gpointer data)
{
    struct opening *opening = data;
    struct device *device = opening->device;
    SANE_Status status = calls_init();
    if (status != SANE_STATUS_GOOD)
        g_set_error(&opening->error, DEVICE_ERROR, (int)status, "SANE does not start: %s",
                    sane_strstatus(status));
    else if (!open_named(opening))
        calls_exit();
    g_mutex_lock(&device->lock);
    bool given_up = opening->given_up;
    opening->done = true;
    g_cond_broadcast(&device->changed);
    g_mutex_unlock(&device->lock);
    if (given_up)
        drop_opening(opening);
    return NULL;
}

/* False: it was given up; its thread frees it then. */
static bool
await_opening(struct device *device, struct opening *opening, gint64 until)
{
    g_mutex_lock(&device->lock);
    while (!opening->done && g_cond_wait_until(&device->changed, &device->lock, until))
        continue;
    bool done = opening->done;
    if (!done) {
        opening->given_up = device->ending = true;
        device->ending_since_ms = clock_monotonic_ms();
        device->patience_ms = OPEN_GIVE_UP_MS;
    }
    g_mutex_unlock(&device->lock);
    return done;
}

bool
device_open(struct device *device, const char *name, GError **error)
{
    gint64 until = g_get_monotonic_time() + OPEN_MS * G_TIME_SPAN_MILLISECOND;
    if (!is_free(device, error))
        return false;
    struct opening *opening = g_new(struct opening, 1);
    *opening = (struct opening){.device = device, .name = g_strdup(name)};
    g_thread_unref(g_thread_new("sane-open", open_thread, opening));
    if (!await_opening(device, opening, until)) {
        g_set_error(error, DEVICE_ERROR, DEVICE_ERROR_STUCK,
                    "The scanner does not answer");
        return false;
    }
    device->handle = opening->handle;
    device->listed = opening->listed;
    device->checked_ms = clock_monotonic_ms();
    if (device->handle)
        device->name = g_steal_pointer(&opening->name);
    else
        g_propagate_error(error, g_steal_pointer(&opening->error));
    opening_free(opening);
    return device->handle != NULL;
}

void
device_close(struct device *device)
{
    g_mutex_lock(&device->lock);
    device->close_wanted = device->handle != NULL;
    // When it is ending already, device_stop has waited and given up.
    if (device->handle && !device->ending) {
        begin_end(device);
        await_end(device);
    }
    device->handle = NULL;
    device->scanning = false;
    g_mutex_unlock(&device->lock);
    g_clear_pointer(&device->name, g_free);
}

bool
device_reopen(struct device *device, GError **error)
{
    g_autofree char *name = g_strdup(device->name);
    device_close(device);
    device->unfinished = false;
    return device_open(device, name, error);
}

bool
device_check(struct device *device)
{
    int64_t now_ms = clock_monotonic_ms();
    if (now_ms - device->checked_ms < DEVICE_CHECK_MS)
        return true;
    device->checked_ms = now_ms;
    if (device->listed)
        return is_listed(device->name, true);
    // A remote scanner: this asks it (net) or costs nothing (others).
    SANE_Int count = 0;
    return calls_get(device->handle, 0, &count) == SANE_STATUS_GOOD;
}

/* ---- a scan ------------------------------------------------------------------------ */

SANE_Status
device_start(struct device *device)
{
    SANE_Status status = calls_start(device->handle);
    // A read that blocks for a peer that hangs can be ended by nobody.
    device->fd = status == SANE_STATUS_GOOD ? calls_pollable(device->handle) : -1;
    g_mutex_lock(&device->lock);
    device->scanning = status == SANE_STATUS_GOOD;
    device->unfinished = true;
    g_mutex_unlock(&device->lock);
    return status;
}

void
device_interrupt(struct device *device)
{
    g_mutex_lock(&device->lock);
    // Outside a frame the command thread may be in the middle of a request to the same peer,
    // and looks for a cancel as soon as it is answered.
    if (device->scanning && !device->ending)
        begin_end(device);
    g_mutex_unlock(&device->lock);
}

void
device_pause(struct device *device)
{
    g_mutex_lock(&device->lock);
    device->scanning = false;
    await_end(device);
    g_mutex_unlock(&device->lock);
}

bool
device_stop(struct device *device)
{
    g_mutex_lock(&device->lock);
    device->scanning = false;
    if (device->handle && !device->ending) // none when it could not be opened again
        begin_end(device);
    bool ended = await_end(device);
    g_mutex_unlock(&device->lock);
    return ended;
}
