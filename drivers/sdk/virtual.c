// SPDX-License-Identifier: Apache-2.0
#include <kiosk/virtual.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include "base/json.h"
#include "driver.h"
#include "virtual_describe.h"
#include "virtual_socket.h"

#define VIRTUAL_DELAY_MAX_MS 600000

struct virtual
{
    struct driver *driver;
    const struct virtual_ops *ops;
    void *context;
    struct virtual_socket *socket; // NULL: no socket
    char *path;                    // of the socket, "": none
    GHashTable *options;           // of the address
    int change;                    // eventfd, readable when something changed

    GMutex lock; // guards the rest
    const struct virtual_fault *fault;
    int delay_ms;
    bool hanging;
};

static const struct virtual_fault virtual_offline = {
    "notResponding", COMPLETION_DEVICE_NOT_READY, DEVICE_OFFLINE, ACTION_MAINTENANCE};

/* What any device can have. A driver whose own rows name one of them means its own. */
const struct virtual_fault virtual_any_faults[] = {
    {"notConnected", COMPLETION_DEVICE_NOT_READY, DEVICE_NO_DEVICE, ACTION_CLEAR},
    {"notResponding", COMPLETION_DEVICE_NOT_READY, DEVICE_OFFLINE, ACTION_MAINTENANCE},
    {"noAnswer", COMPLETION_DEVICE_NOT_READY, DEVICE_ONLINE, ACTION_NONE},
    {"protocolError", COMPLETION_DEVICE_NOT_READY, DEVICE_HARDWARE_ERROR,
     ACTION_MAINTENANCE},
    {"accessDenied", COMPLETION_DEVICE_NOT_READY, DEVICE_NO_DEVICE, ACTION_CONFIGURATION},
    {"busy", COMPLETION_DEVICE_NOT_READY, DEVICE_BUSY, ACTION_SUSPEND},
    {"internalError", COMPLETION_INTERNAL_ERROR, DEVICE_ONLINE, ACTION_NONE},
    {"badConfiguration", COMPLETION_DEVICE_NOT_READY, DEVICE_NO_DEVICE,
     ACTION_CONFIGURATION},
    {0}};

/* ---- what a virtual driver asks ---------------------------------------------------- */

const char *
virtual_option(const struct virtual *device, const char *name)
{
    return g_hash_table_lookup(device->options, name);
}

void
virtual_lock(struct virtual *device)
{
    g_mutex_lock(&device->lock);
}

void
virtual_unlock(struct virtual *device)
{
    g_mutex_unlock(&device->lock);
}

const struct virtual_fault *
virtual_fault(const struct virtual *device)
{
    return device->fault;
}

struct driver_status
virtual_status(const struct virtual *device)
{
    if (device->fault == NULL || device->fault->device == DEVICE_ONLINE)
        return (struct driver_status){
            .device = DEVICE_ONLINE,
            .cause = device->fault != NULL ? device->fault->cause : NULL,
            .action = device->fault != NULL ? device->fault->action : ACTION_NONE};
    return (struct driver_status){.device = device->fault->device,
                                  .cause = device->fault->cause,
                                  .action = device->fault->action};
}

bool
virtual_fails(const struct virtual *device, struct driver_call *call,
              enum completion *completion_out)
{
    if (device->fault == NULL || device->fault->completion == COMPLETION_SUCCESS)
        return false;
    driver_explain(call, device->fault->cause, "the virtual device was told to fail so");
    *completion_out = device->fault->completion;
    return true;
}

enum completion
virtual_completion(enum driver_wait wait)
{
    return wait == DRIVER_WAIT_CANCELED ? COMPLETION_CANCELED : COMPLETION_TIME_OUT;
}

/* ---- waiting ----------------------------------------------------------------------- */

static void
virtual_hang_if_told(struct virtual *device)
{
    if (!device->hanging)
        return;
    g_mutex_unlock(&device->lock);
    for (;;)
        pause();
}

enum driver_wait
virtual_wait(struct virtual *device, struct driver_call *call, int timeout_ms)
{
    eventfd_t count;
    eventfd_read(device->change, &count);
    virtual_hang_if_told(device);
    g_mutex_unlock(&device->lock);
    enum driver_wait wait = driver_wait(call, device->change, POLLIN, timeout_ms);
    g_mutex_lock(&device->lock);
    virtual_hang_if_told(device);
    return wait;
}

enum driver_wait
virtual_pause(struct virtual *device, struct driver_call *call, int timeout_ms)
{
    int64_t end_ms = call_now_ms() + timeout_ms;
    enum driver_wait wait;
    do {
        int left_ms = (int)MAX(end_ms - call_now_ms(), 0);
        wait = virtual_wait(device, call, left_ms);
    } while (wait == DRIVER_WAIT_READY);
    if (wait == DRIVER_WAIT_TIME_OUT && driver_time_left_ms(call) > 0)
        return DRIVER_WAIT_READY;
    return wait;
}

enum driver_wait
virtual_begin(struct virtual *device, struct driver_call *call)
{
    virtual_hang_if_told(device);
    if (device->delay_ms == 0)
        return DRIVER_WAIT_READY;
    return virtual_pause(device, call, device->delay_ms);
}

/* ---- verbs of every virtual device ------------------------------------------------- */

bool
virtual_number(const char *arguments, int min, int max, int *number_out, GError **error)
{
    char *end;
    errno = 0;
    long number = strtol(arguments, &end, 10);
    if (end == arguments || *end != '\0' || errno != 0 || number < min || number > max) {
        g_set_error(error, VIRTUAL_ERROR, 0, "a number from %d to %d is wanted", min,
                    max);
        return false;
    }
    *number_out = (int)number;
    return true;
}

const struct virtual_fault *
virtual_fault_row(const struct virtual_fault *rows, const char *cause)
{
    for (; rows->cause != NULL; rows++)
        if (strcmp(rows->cause, cause) == 0)
            return rows;
    return NULL;
}

static bool
virtual_do_fault(struct virtual *device, const char *arguments, GError **error)
{
    const struct virtual_fault *const tables[] = {device->ops->faults,
                                                  virtual_any_faults};
    g_autoptr(GString) known = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        const struct virtual_fault *found = virtual_fault_row(tables[i], arguments);
        if (found != NULL) {
            device->fault = found;
            return true;
        }
        for (const struct virtual_fault *row = tables[i]; row->cause != NULL; row++)
            g_string_append_printf(known, " %s", row->cause);
    }
    g_set_error(error, VIRTUAL_ERROR, 0, "no such fault; known are:%s", known->str);
    return false;
}

static bool
virtual_do_offline(struct virtual *device, const char *arguments, GError **error)
{
    (void)arguments;
    (void)error;
    device->fault = &virtual_offline;
    return true;
}

static bool
virtual_do_clear(struct virtual *device, const char *arguments, GError **error)
{
    (void)arguments;
    (void)error;
    device->fault = NULL;
    device->delay_ms = 0;
    return true;
}

static bool
virtual_do_delay(struct virtual *device, const char *arguments, GError **error)
{
    return virtual_number(arguments, 0, VIRTUAL_DELAY_MAX_MS, &device->delay_ms, error);
}

static bool
virtual_do_hang(struct virtual *device, const char *arguments, GError **error)
{
    (void)arguments;
    (void)error;
    device->hanging = true;
    return true;
}

static bool
virtual_do_junk(struct virtual *device, const char *arguments, GError **error)
{
    (void)arguments;
    (void)error;
    front_send_junk(device->driver->options.stdio);
    return true;
}

static gpointer
virtual_crash_thread(gpointer nothing)
{
    (void)nothing;
    g_usleep(20000); // so that the "ok" is out
    signal(SIGSEGV, SIG_DFL);
    raise(SIGSEGV);
    return NULL;
}

static bool
virtual_do_crash(struct virtual *device, const char *arguments, GError **error)
{
    (void)device;
    (void)arguments;
    (void)error;
    g_thread_unref(g_thread_new("crash", virtual_crash_thread, NULL));
    return true;
}

static const struct {
    const char *name, *usage;
    bool (*run)(struct virtual *device, const char *arguments, GError **error);
} virtual_common_verbs[] = {
    {"fault", "fault CAUSE", virtual_do_fault},
    {"offline", "offline", virtual_do_offline},
    {"clear", "clear", virtual_do_clear},
    {"delay", "delay MS", virtual_do_delay},
    {"hang", "hang", virtual_do_hang},
    {"junk", "junk", virtual_do_junk},
    {"crash", "crash", virtual_do_crash},
};

/* ---- lines ------------------------------------------------------------------------- */

static char *
virtual_state(struct virtual *device)
{
    struct driver_status status = virtual_status(device);
    json_t *state =
        json_pack("{s:s, s:s, s:s, s:i, s:b}", "class", device->driver->ops->class->name,
                  "device", device_state_name(status.device), "fault",
                  device->fault != NULL ? device->fault->cause : "none", "delay_ms",
                  device->delay_ms, "hanging", (int)device->hanging);
    device->ops->state(device->context, state);
    char *text = json_dumps(state, JSON_COMPACT);
    char *answer = g_strdup(text);
    free(text);
    json_decref(state);
    return answer;
}

/* Main thread of the driver. */
static void
virtual_saw_packet(void *context, bool incoming, const json_t *packet)
{
    struct virtual *device = context;
    if (!virtual_socket_is_watched(device->socket))
        return;
    json_t *told =
        json_pack("{s:s, s:O}", "watch", incoming ? "in" : "out", "packet", packet);
    char *text = json_dumps(told, JSON_COMPACT);
    virtual_socket_tell(device->socket, text);
    free(text);
    json_decref(told);
}

static char *
virtual_help(const struct virtual *device)
{
    GString *help = g_string_new("ok: state, help, describe, watch");
    for (size_t i = 0; i < G_N_ELEMENTS(virtual_common_verbs); i++)
        g_string_append_printf(help, ", %s", virtual_common_verbs[i].usage);
    for (const struct virtual_verb *row = device->ops->verbs; row->name != NULL; row++)
        g_string_append_printf(help, ", %s", row->usage);
    return g_string_free(help, FALSE);
}

/* Runs the verb here and at the driver: `clear` has a meaning for both. */
static bool
virtual_run(struct virtual *device, const char *verb, const char *arguments,
            GError **error)
{
    bool known = false;
    for (size_t i = 0; i < G_N_ELEMENTS(virtual_common_verbs); i++) {
        if (strcmp(virtual_common_verbs[i].name, verb) == 0) {
            known = true;
            if (!virtual_common_verbs[i].run(device, arguments, error))
                return false;
        }
    }
    for (const struct virtual_verb *row = device->ops->verbs; row->name != NULL; row++) {
        if (strcmp(row->name, verb) == 0) {
            known = true;
            if (!row->run(device->context, arguments, error))
                return false;
        }
    }
    if (!known)
        g_set_error(error, VIRTUAL_ERROR, 0, "no such command; try help");
    return known;
}

static char *
virtual_answer(void *context, const char *line)
{
    struct virtual *device = context;
    g_auto(GStrv) words = g_strsplit(line, " ", 2);
    const char *verb = words[0] == NULL ? "" : words[0];
    const char *arguments = words[0] == NULL || words[1] == NULL ? "" : words[1];
    g_autoptr(GError) error = NULL;
    char *answer;
    g_mutex_lock(&device->lock);
    if (strcmp(verb, "state") == 0) {
        answer = virtual_state(device);
    } else if (strcmp(verb, "help") == 0) {
        answer = virtual_help(device);
    } else if (strcmp(verb, "describe") == 0) {
        answer = virtual_describe(device->driver->ops, device->ops);
    } else if (strcmp(verb, "watch") == 0) {
        virtual_socket_add_watcher(device->socket);
        answer = g_strdup("ok");
    } else if (virtual_run(device, verb, arguments, &error)) {
        device->ops->changed(device->context);
        eventfd_write(device->change, 1);
        answer = g_strdup("ok");
    } else {
        answer = g_strdup_printf("error: %s", error->message);
    }
    g_mutex_unlock(&device->lock);
    return answer;
}

/* ---- begin and end ----------------------------------------------------------------- */

/* Splits "virtual:/path?out=/dir" into its parts. */
static bool
virtual_parse_address(struct virtual *device, const char *address, GError **error)
{
    if (*address == '\0') {
        device->path = g_strdup("");
        return true;
    }
    if (!g_str_has_prefix(address, "virtual:")) {
        g_set_error(error, VIRTUAL_ERROR, 0, "the address must begin with virtual:");
        return false;
    }
    g_auto(GStrv) parts = g_strsplit(address + strlen("virtual:"), "?", 2);
    if (parts[0] != NULL && parts[1] != NULL) {
        GHashTable *options =
            g_uri_parse_params(parts[1], -1, "&", G_URI_PARAMS_NONE, error);
        if (options == NULL)
            return false;
        g_hash_table_unref(device->options);
        device->options = options;
    }
    device->path = g_strdup(parts[0] == NULL ? "" : parts[0]);
    return true;
}

struct virtual *
virtual_open(struct driver *driver, const char *address, const struct virtual_ops *ops,
             void *context, GError **error)
{
    struct virtual *device = g_new0(struct virtual, 1);
    *device = (struct virtual){
        .driver = driver,
        .ops = ops,
        .context = context,
        .options = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
        .change = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK),
    };
    g_mutex_init(&device->lock);
    if (!virtual_parse_address(device, address, error)) {
        virtual_close(device);
        return NULL;
    }
    return device;
}

bool
virtual_start(struct virtual *device, GError **error)
{
    // Before anybody can steer it: what changes from here on is news.
    g_mutex_lock(&device->lock);
    device->ops->changed(device->context);
    g_mutex_unlock(&device->lock);
    if (*device->path != '\0') {
        device->socket = virtual_socket_open(device->path, virtual_answer, device, error);
        if (device->socket == NULL)
            return false;
        driver_watch(device->driver, virtual_saw_packet, device);
    }
    return true;
}

void
virtual_close(struct virtual *device)
{
    if (device == NULL)
        return;
    driver_watch(device->driver, NULL, NULL);
    virtual_socket_close(device->socket);
    g_hash_table_unref(device->options);
    g_free(device->path);
    close(device->change);
    g_mutex_clear(&device->lock);
    g_free(device);
}
