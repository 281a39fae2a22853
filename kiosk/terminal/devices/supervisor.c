// SPDX-License-Identifier: Apache-2.0
#include "supervisor.h"
#include "device_private.h"
#include "process.h"

#include <string.h>
#include "base/clock.h"
#include "base/diag.h"
#include <kiosk/card.h>
#include <kiosk/code.h>
#include <kiosk/contacts.h>
#include <kiosk/handwriting.h>
#include <kiosk/image.h>
#include <kiosk/input.h>
#include <kiosk/keypad.h>
#include <kiosk/printer.h>
#include <kiosk/receipt.h>
#include <kiosk/scanner.h>
#include <kiosk/speech.h>
#include <kiosk/typesetter.h>
#include <kiosk/viewer.h>

struct supervisor {
    char *folder;
    struct supervisor_listener listener;
    GPtrArray *devices; // of struct device *
    GSource *poll;
    bool visit;
};

static const struct driver_class *const classes[] = {
    &card_class,        &scanner_class,
    &image_class,       &printer_class,
    &receipt_class,     &typesetter_class,
    &viewer_class,      &input_class,
    &handwriting_class, &speech_class,
    &code_class,        &keypad_class,
    &contacts_class,    NULL};

static const struct driver_class *
find_class(const char *name)
{
    for (size_t i = 0; classes[i]; i++) {
        if (strcmp(classes[i]->name, name) == 0)
            return classes[i];
    }
    return NULL;
}

const char *
supervisor_class(size_t index)
{
    return index + 1 < G_N_ELEMENTS(classes) ? classes[index]->name : NULL;
}

bool
supervisor_knows(const char *class)
{
    return find_class(class) != NULL;
}

static void
drop_poll(struct supervisor *supervisor)
{
    if (supervisor->poll)
        g_source_destroy(supervisor->poll);
    g_clear_pointer(&supervisor->poll, g_source_unref);
}

static gboolean
poll_all(gpointer context)
{
    struct supervisor *supervisor = context;
    for (guint i = 0; i < supervisor->devices->len; i++)
        device_ask_status(supervisor->devices->pdata[i]);
    return G_SOURCE_CONTINUE;
}

static void
set_poll(struct supervisor *supervisor, guint interval_ms)
{
    drop_poll(supervisor);
    // Whole seconds let the kernel wake us once for all that is due; the first of them may be
    // a second late, which is too late for whoever stands there.
    supervisor->poll = supervisor->visit
                           ? g_timeout_source_new(interval_ms)
                           : g_timeout_source_new_seconds(interval_ms / 1000);
    g_source_set_callback(supervisor->poll, poll_all, supervisor, NULL);
    g_source_attach(supervisor->poll, g_main_context_get_thread_default());
}

struct supervisor *
supervisor_create(const char *folder, const struct supervisor_listener *listener)
{
    struct supervisor *supervisor = g_new0(struct supervisor, 1);
    *supervisor = (struct supervisor){
        .folder = g_strdup(folder), .listener = *listener, .devices = g_ptr_array_new()};
    set_poll(supervisor, SUPERVISOR_POLL_IDLE_MS);
    if (!process_confines())
        diag_warn(
            "this kernel has no Landlock: drivers can read and write every file that "
            "this user can");
    return supervisor;
}

struct device *
supervisor_add(struct supervisor *supervisor, const char *name, const char *class,
               const char *driver, const char *address)
{
    struct device *device = g_new0(struct device, 1);
    *device =
        (struct device){.class = find_class(class),
                        .program = g_build_filename(supervisor->folder, driver, NULL),
                        .address = g_strdup(address ? address : ""),
                        .line = g_strdup(""),
                        .listener = &supervisor->listener};
    g_assert(device->class);
    g_strlcpy(device->health.name, name, sizeof device->health.name);
    g_strlcpy(device->health.device.class, class, sizeof device->health.device.class);
    g_strlcpy(device->health.device.name, name, sizeof device->health.device.name);
    device->health.device.present = true;
    device->health.device.since_ms = clock_real_ms();
    device->health.device.state = DEVICE_STARTING;
    g_strlcpy(device->health.device.cause, "none", sizeof device->health.device.cause);
    g_queue_init(&device->waiting);
    g_ptr_array_add(supervisor->devices, device);
    device_start(device);
    return device;
}

static void
destroy_device(struct device *device)
{
    device_drop_sources(device);
    g_free(device->program);
    g_free(device->address);
    g_free(device->line);
    g_free(device);
}

static bool
any_runs(const struct supervisor *supervisor)
{
    for (guint i = 0; i < supervisor->devices->len; i++) {
        const struct device *device = supervisor->devices->pdata[i];
        if (device->pid > 0)
            return true;
    }
    return false;
}

void
supervisor_destroy(struct supervisor *supervisor)
{
    if (!supervisor)
        return;
    drop_poll(supervisor);
    for (guint i = 0; i < supervisor->devices->len; i++) {
        struct device *device = supervisor->devices->pdata[i];
        device->stopping = true;
        device->restart_at_ms = 0;
        device_fail_all(device, "none");
        if (device->pid > 0)
            device_end_gently(device);
    }
    // The timers kill what does not go within END_MS, so this ends.
    while (any_runs(supervisor))
        g_main_context_iteration(g_main_context_get_thread_default(), true);
    for (guint i = 0; i < supervisor->devices->len; i++)
        destroy_device(supervisor->devices->pdata[i]);
    g_ptr_array_unref(supervisor->devices);
    g_free(supervisor->folder);
    g_free(supervisor);
}

struct device *
supervisor_find(struct supervisor *supervisor, const char *class)
{
    struct device *best = NULL;
    for (guint i = 0; i < supervisor->devices->len; i++) {
        struct device *device = supervisor->devices->pdata[i];
        if (strcmp(device->class->name, class) != 0)
            continue;
        if (best == NULL || (session_class_stands_in(class) &&
                             !session_device_is_usable(&best->health.device) &&
                             session_device_is_usable(&device->health.device)))
            best = device;
    }
    return best;
}

struct device *
supervisor_named(struct supervisor *supervisor, const char *class, const char *name)
{
    for (guint i = 0; name != NULL && i < supervisor->devices->len; i++) {
        struct device *device = supervisor->devices->pdata[i];
        if (strcmp(device->class->name, class) == 0 &&
            strcmp(device->health.name, name) == 0)
            return device;
    }
    return supervisor_find(supervisor, class);
}

static struct device *
first_of(struct supervisor *supervisor, const char *name)
{
    struct device *first = NULL;
    for (guint i = 0; i < supervisor->devices->len; i++) {
        struct device *device = supervisor->devices->pdata[i];
        if (strcmp(device->health.name, name) == 0)
            return device;
        if (first == NULL && strcmp(device->class->name, name) == 0)
            first = device;
    }
    return first;
}

size_t
supervisor_count(const struct supervisor *supervisor)
{
    return supervisor->devices->len;
}

struct device *
supervisor_at(struct supervisor *supervisor, size_t index)
{
    return supervisor->devices->pdata[index];
}

void
supervisor_visit(struct supervisor *supervisor, bool begins)
{
    supervisor->visit = begins;
    set_poll(supervisor, begins ? SUPERVISOR_POLL_VISIT_MS : SUPERVISOR_POLL_IDLE_MS);
    if (begins)
        poll_all(supervisor);
}

bool
supervisor_is_in_visit(const struct supervisor *supervisor)
{
    return supervisor->visit;
}

bool
supervisor_restart(struct supervisor *supervisor, const char *name)
{
    struct device *device = first_of(supervisor, name);
    if (!device)
        return false;
    device->restart = (struct restart){0};
    device->out_of_service = false;
    if (device->phase == PHASE_STOPPED) {
        device->restart_at_ms = 0;
        device_start(device);
        return true;
    }
    device->renew = true;
    device_became_idle(device);
    return true;
}

void
supervisor_renew(struct supervisor *supervisor)
{
    for (guint i = 0; i < supervisor->devices->len; i++) {
        struct device *device = supervisor->devices->pdata[i];
        device->renew = device->used;
        device_became_idle(device);
    }
}
