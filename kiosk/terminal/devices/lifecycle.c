// SPDX-License-Identifier: Apache-2.0
/* The life of one driver process: started, watched, ended, started again. */
#include "device_private.h"

#include <glib-unix.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include "base/clock.h"
#include "base/diag.h"
#include "process.h"
#include "said.h"
#include "supervisor.h"

#define END_MS 2000   // from end of file to kill
#define LINES_MOST 30 // a minute: a loose contact changes a thousand times a second
#define LINES_MS 60000
#define MISSING_RETRY_MS 60000 // a program that is not there may yet be installed

static void
tell_line(struct device *device, const char *line)
{
    int64_t now_ms = device_now_ms();
    if (now_ms - device->lines_since_ms >= LINES_MS) {
        if (device->lines_left_out > 0)
            diag_warn("%s: changed %u times more within a minute", device->health.name,
                      device->lines_left_out);
        device->lines_since_ms = now_ms;
        device->lines = device->lines_left_out = 0;
    }
    if (device->lines++ < LINES_MOST)
        diag_info("%s", line);
    else
        device->lines_left_out++;
}

void
device_announce(struct device *device)
{
    char *line = health_line(&device->health);
    // A card that comes and goes is no news for staff.
    if (strcmp(line, device->line) != 0)
        tell_line(device, line);
    g_free(device->line);
    device->line = line;
    device->listener->changed(&device->health, device->listener->context);
}

static void
set_health(struct device *device, enum device_state state, const char *cause,
           enum device_action action)
{
    if (health_set(&device->health, state, cause, action, clock_real_ms()))
        device_announce(device);
}

static void
drop_source(GSource **source)
{
    if (*source) {
        g_source_destroy(*source);
        g_clear_pointer(source, g_source_unref);
    }
}

static void
close_link(struct device *device)
{
    drop_source(&device->input);
    drop_source(&device->output);
    link_destroy(device->link);
    device->link = NULL;
}

/* ---- the life of a process -------------------------------------------------------------- */

/* End of file first: a driver then tidies up and goes. */
void
device_end_gently(struct device *device)
{
    device->end_wanted = device->renewed = true;
    device->phase = PHASE_ENDING;
    device->hello_by_ms = 0;
    device->status_id = 0;
    device->end_by_ms = device_now_ms() + END_MS;
    close_link(device);
    device_reschedule(device);
}

void
device_kill(struct device *device, const char *cause, bool counts)
{
    if (device->phase != PHASE_STARTED && device->phase != PHASE_RUNNING)
        return;
    diag_warn("%s: the driver is killed: %s", device->health.name, cause);
    device->why = cause;
    device->end_wanted = !counts;
    device->phase = PHASE_ENDING;
    device->hello_by_ms = 0;
    device->status_id = 0;
    device->end_by_ms = 0;
    kill(device->pid, SIGKILL);
    close_link(device);
    struct command *running = device->running;
    if (running)
        device_fail(device, running,
                    running->cancel_by_ms != 0 ? COMPLETION_CANCELED
                                               : COMPLETION_INTERNAL_ERROR,
                    cause);
    device_reschedule(device);
}

static void
plan_restart(struct device *device, const char *cause)
{
    int64_t now_ms = device_now_ms();
    struct restart_plan plan = restart_after_crash(&device->restart, now_ms);
    device->restart_at_ms = now_ms + plan.wait_ms;
    device->out_of_service = plan.out_of_service;
    bool configured = strcmp(cause, "badConfiguration") != 0;
    if (plan.out_of_service) {
        diag_warn("%s: the driver ended %d times within an hour: out of service",
                  device->health.name, RESTART_CRASHES_MAX);
        set_health(device, DEVICE_OFFLINE, cause,
                   configured ? ACTION_MAINTENANCE : ACTION_CONFIGURATION);
    } else {
        diag_warn("%s: the driver is gone (%s), started again in %d ms",
                  device->health.name, cause, (int)plan.wait_ms);
        set_health(device, DEVICE_OFFLINE, cause,
                   configured ? ACTION_SUSPEND : ACTION_CONFIGURATION);
    }
}

static void
child_ended(GPid pid, gint status, gpointer context)
{
    struct device *device = context;
    bool expected = device->end_wanted;
    const char *cause = device->why ? device->why : "driverCrashed";
    (void)pid;
    drop_source(&device->child);
    close_link(device);
    said_end(device->said);
    device->pid = 0;
    device->phase = PHASE_STOPPED;
    device->hello_by_ms = device->end_by_ms = 0;
    device->status_id = 0;
    device->end_wanted = false;
    device->why = NULL;
    device->told_status = false;
    if (device->stopping)
        return;
    if (expected) {
        device_start(device);
        return;
    }
    if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
        diag_warn("%s: the driver ended by itself: %s %d", device->health.name,
                  WIFSIGNALED(status) ? "signal" : "status",
                  WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
    device->renewed = false;
    plan_restart(device, cause);
    if (device->running)
        device_fail(device, device->running, COMPLETION_INTERNAL_ERROR, cause);
    device_reschedule(device);
}

static gboolean flush_output(gint fd, GIOCondition condition, gpointer context);

/* Watches for room on the socket only while something waits to be sent. */
static void
watch_output(struct device *device)
{
    bool wanted = device->link && link_pending(device->link);
    if (!wanted) {
        drop_source(&device->output);
    } else if (!device->output) {
        device->output = g_unix_fd_source_new(link_descriptor(device->link), G_IO_OUT);
        g_source_set_callback(device->output, G_SOURCE_FUNC(flush_output), device, NULL);
        g_source_attach(device->output, g_main_context_get_thread_default());
    }
}

static gboolean
flush_output(gint fd, GIOCondition condition, gpointer context)
{
    struct device *device = context;
    (void)fd;
    (void)condition;
    // An error shows itself as end of file on the reading side.
    bool sent = link_flush(device->link, NULL);
    if (sent && link_pending(device->link))
        return G_SOURCE_CONTINUE;
    g_clear_pointer(&device->output, g_source_unref);
    return G_SOURCE_REMOVE;
}

static gboolean
read_input(gint fd, GIOCondition condition, gpointer context)
{
    struct device *device = context;
    (void)fd;
    (void)condition;
    // A handler may kill the driver, and the link goes with it.
    for (int i = 0; i < 32 && device->link; i++) {
        struct packet packet = {0};
        GError *error = NULL;
        switch (link_receive(device->link, &packet, &error)) {
        case LINK_PACKET:
            device_take_packet(device, &packet);
            packet_finish(&packet);
            break;
        case LINK_JUNK:
            device_take_junk(device, error->message);
            g_error_free(error);
            break;
        case LINK_CLOSED:
            // The child watch tells how it ended; one that only closed its end must go too.
            device->phase = PHASE_ENDING;
            device->end_by_ms = device_now_ms() + END_MS;
            close_link(device);
            device_reschedule(device);
            return G_SOURCE_REMOVE;
        case LINK_EMPTY:
            device_reschedule(device);
            return G_SOURCE_CONTINUE;
        }
    }
    device_reschedule(device);
    return device->link ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* Whatever it is, it is this driver that says so. */
static void
tell_said(int priority, const char *line, void *context)
{
    const struct device *device = context;
    if (priority <= 4)
        diag_warn("%s says: %s", device->health.name, line);
    else
        diag_info("%s says: %s", device->health.name, line);
}

static void make_timer(struct device *device);

static void
watch_process(struct device *device, pid_t pid, int link_fd, int said_fd)
{
    GMainContext *context = g_main_context_get_thread_default();
    if (!device->said)
        device->said = said_create(tell_said, device);
    said_listen(device->said, said_fd);
    device->pid = pid;
    device->link = link_create(link_fd);
    device->phase = PHASE_STARTED;
    device->hello_by_ms = device_now_ms() + PROTOCOL_HELLO_MS;
    device->restart_at_ms = 0;
    device->junk = 0;
    device->used = device->renew = false;
    device->child = g_child_watch_source_new(pid);
    g_source_set_callback(device->child, G_SOURCE_FUNC(child_ended), device, NULL);
    g_source_attach(device->child, context);
    device->input = g_unix_fd_source_new(link_fd, G_IO_IN | G_IO_HUP | G_IO_ERR);
    g_source_set_callback(device->input, G_SOURCE_FUNC(read_input), device, NULL);
    g_source_attach(device->input, context);
}

void
device_start(struct device *device)
{
    if (!device->timer)
        make_timer(device);
    const char *argv[] = {device->program, "--address", device->address, NULL};
    if (!*device->address)
        argv[1] = NULL;
    pid_t pid = 0;
    int link_fd = -1, said_fd = -1;
    GError *error = NULL;
    if (!process_start(argv, &pid, &link_fd, &said_fd, &error)) {
        bool missing = g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
        diag_warn("%s: the driver cannot be started: %s", device->health.name,
                  error->message);
        g_error_free(error);
        device->phase = PHASE_STOPPED;
        device->out_of_service = true;
        device->restart_at_ms = device_now_ms() + MISSING_RETRY_MS;
        set_health(device, DEVICE_OFFLINE, missing ? "driverMissing" : "internalError",
                   ACTION_CONFIGURATION);
    } else {
        watch_process(device, pid, link_fd, said_fd);
        device_say_hello(device);
    }
    device_reschedule(device);
}

void
device_became_idle(struct device *device)
{
    if (device->renew && device->phase == PHASE_RUNNING && device_is_idle(device))
        device_end_gently(device);
    else
        device_send_next(device);
}

/* ---- one timer a device: whatever comes first ------------------------------------------- */

static gboolean
time_came(gpointer context)
{
    struct device *device = context;
    int64_t now_ms = device_now_ms();
    g_source_set_ready_time(device->timer, -1);
    if (device->hello_by_ms != 0 && now_ms >= device->hello_by_ms)
        device_kill(device, "notResponding", true);
    if (device->end_by_ms != 0 && now_ms >= device->end_by_ms && device->pid > 0) {
        device->end_by_ms = 0;
        kill(device->pid, SIGKILL);
    }
    if (device->phase == PHASE_STOPPED && device->restart_at_ms != 0 &&
        now_ms >= device->restart_at_ms && !device->stopping) {
        device->restart_at_ms = 0;
        device_start(device);
    }
    device_check_deadlines(device, now_ms);
    return G_SOURCE_CONTINUE;
}

void
device_reschedule(struct device *device)
{
    int64_t nearest = device_nearest_deadline(device);
    const int64_t others[] = {device->hello_by_ms, device->end_by_ms,
                              device->restart_at_ms};
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        if (others[i] != 0)
            nearest = MIN(nearest, others[i]);
    }
    g_source_set_ready_time(device->timer, nearest == INT64_MAX ? -1 : nearest * 1000);
    watch_output(device);
}

static gboolean
dispatch_timer(GSource *source, GSourceFunc callback, gpointer context)
{
    (void)source;
    return callback(context);
}

static GSourceFuncs timer_funcs = {.dispatch = dispatch_timer};

static void
make_timer(struct device *device)
{
    device->timer = g_source_new(&timer_funcs, sizeof(GSource));
    g_source_set_callback(device->timer, time_came, device, NULL);
    g_source_attach(device->timer, g_main_context_get_thread_default());
}

void
device_drop_sources(struct device *device)
{
    drop_source(&device->timer);
    drop_source(&device->child);
    close_link(device);
    said_destroy(device->said);
    device->said = NULL;
}
