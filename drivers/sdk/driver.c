// SPDX-License-Identifier: Apache-2.0
/* driver_run(): the main thread, which speaks the protocol. */
#include "driver.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>
#include "base/blob.h"
#include "base/clock.h"
#include "base/diag.h"
#include "base/json.h"
#include "confine.h"

#define DRIVER_END_S 2 // the kernel ends a process that could not end itself

static int driver_end_signal = -1; // eventfd, written by the signal handler

/* ---- what a driver may ask for, besides its command (call.c) ----------------------- */

void
driver_set_data(struct driver *driver, void *data)
{
    driver->data = data;
}

void *
driver_data(struct driver *driver)
{
    return driver->data;
}

const char *
driver_address(struct driver *driver)
{
    return driver->options.address;
}

const char *
driver_record_file(struct driver *driver)
{
    return driver->options.record_file;
}

/* Takes `payload` and `fd`. `id` 0: unsolicited; `fd` -1: no blob. */
static void
driver_post_event(struct driver *driver, int id, const char *name, json_t *payload,
                  int fd)
{
    const struct protocol_event *row = protocol_event_find(driver->ops->class, name);
    g_autoptr(GError) error = NULL;
    if (row == NULL || !schema_accepts(row->payload, payload, &error)) {
        diag_warn("%s: the driver's own event is wrong and was dropped: %s", name,
                  row == NULL ? "not of this class" : error->message);
        json_decref(payload);
        if (fd >= 0)
            close(fd);
        return;
    }
    json_t *body = json_object();
    json_object_set_new(body, "type", json_string(id == 0 ? "unsolicited" : "event"));
    if (id != 0)
        json_object_set_new(body, "id", json_integer(id));
    json_object_set_new(body, "name", json_string(name));
    json_object_set_new(body, "payload", payload);
    mail_post_event(
        &driver->mail,
        &(struct message){.body = body, .blobs = {fd}, .blob_count = fd < 0 ? 0 : 1});
}

void
driver_unsolicited(struct driver *driver, const char *name, json_t *payload)
{
    driver_post_event(driver, 0, name, payload, -1);
}

void
driver_event(struct driver_call *call, const char *name, json_t *payload)
{
    driver_post_event(call->driver, call->id, name, payload, -1);
}

void
driver_event_memfd(struct driver_call *call, const char *name, json_t *payload, int fd)
{
    g_autoptr(GError) error = NULL;
    if (!blob_check(fd, PROTOCOL_BLOB_SIZE_MAX, NULL, &error)) {
        diag_warn("%s: the driver's own blob is wrong: %s", name, error->message);
        json_decref(payload);
        close(fd);
        return;
    }
    driver_post_event(call->driver, call->id, name, payload, fd);
}

void
driver_set_status(struct driver *driver, const struct driver_status *status)
{
    g_mutex_lock(&driver->lock);
    driver->status_said = true;
    // Posted under the lock: two threads' news must not overtake each other.
    if (status_update(&driver->status, status, clock_real_ms()))
        driver_unsolicited(driver, "Common.StatusChanged", status_json(&driver->status));
    g_mutex_unlock(&driver->lock);
}

/* ---- who looks on ------------------------------------------------------------------ */

void
driver_watch(struct driver *driver,
             void (*watch)(void *context, bool incoming, const json_t *packet),
             void *context)
{
    g_mutex_lock(&driver->watch_lock);
    driver->watch = watch;
    driver->watch_context = context;
    g_mutex_unlock(&driver->watch_lock);
}

void
driver_tell_watch(struct driver *driver, bool incoming, const json_t *packet)
{
    g_mutex_lock(&driver->watch_lock);
    if (driver->watch != NULL)
        driver->watch(driver->watch_context, incoming, packet);
    g_mutex_unlock(&driver->watch_lock);
}

/* ---- what goes out ----------------------------------------------------------------- */

static void
driver_post_hello(struct driver *driver)
{
    const struct driver_ops *ops = driver->ops;
    json_t *payload = protocol_describe(ops->class, ops->name, ops->about, false);
    json_t *body = json_pack("{s:s, s:o}", "type", "hello", "payload", payload);
    mail_post(&driver->mail, &(struct message){.body = body});
}

/* A completion that cannot be sent (too large) still needs its one completion. */
static bool
driver_send_instead(struct front *front, json_t *body, const GError *error)
{
    const char *name = json_text(body, "name", "");
    if (json_object_get(body, "completion") == NULL) {
        diag_warn("%s: an event cannot be sent: %s", name, error->message);
        return true;
    }
    int id = (int)json_integer_value(json_object_get(body, "id"));
    struct message message = {.body = call_refusal(id, name, COMPLETION_INTERNAL_ERROR,
                                                   "internalError", error->message)};
    return front->ops->send(front, &message, NULL);
}

/* False: the other end is gone. */
static bool
driver_send(struct driver *driver, struct front *front)
{
    if (!front->ops->flush(front))
        return false;
    struct message message;
    while (!front->ops->pending(front) && mail_take(&driver->mail, &message)) {
        g_autoptr(GError) error = NULL;
        json_t *body = json_incref(message.body);
        driver_tell_watch(driver, false, body);
        bool sent = front->ops->send(front, &message, &error) ||
                    driver_send_instead(front, body, error);
        json_decref(body);
        if (!sent)
            return false;
    }
    return true;
}

/* ---- the loop ---------------------------------------------------------------------- */

static bool
driver_has_begun(struct driver *driver)
{
    g_mutex_lock(&driver->lock);
    bool begun = driver->begun;
    g_mutex_unlock(&driver->lock);
    return begun;
}

/* Waits until there is something to do, or for `timeout_ms` (-1: for ever). False: a signal
 * asks us to end. */
static bool
driver_poll(struct driver *driver, struct front *front, bool deaf, int timeout_ms)
{
    struct pollfd polled[FRONT_POLL_MAX + 2];
    size_t count = front->ops->poll(front, polled);
    for (size_t i = 0; i < count && deaf; i++) {
        polled[i].events &= (short)~POLLIN;
        if (polled[i].events == 0)
            polled[i].fd = -1;
    }
    // While the other end does not read, mail waits: waking for it would only spin.
    bool pending = front->ops->pending(front);
    polled[count++] = (struct pollfd){.fd = driver_end_signal, .events = POLLIN};
    polled[count++] =
        (struct pollfd){.fd = pending ? -1 : driver->mail.wake, .events = POLLIN};
    if (poll(polled, count, timeout_ms) < 0)
        return errno == EINTR;
    return polled[count - 2].revents == 0;
}

static void
driver_loop(struct driver *driver, struct front *front)
{
    bool by_hand = front->ops->by_hand;
    bool input_over = false;
    for (;;) {
        int timeout_ms = driver_thread_end_late(driver);
        if (!driver_send(driver, front))
            return;
        // By hand the first question finds the device as it is, not "starting".
        bool deaf = input_over || (by_hand && !driver_has_begun(driver));
        if (input_over && driver_thread_is_idle(driver) && !front->ops->pending(front)) {
            driver_send(driver, front); // what came to an end since it was last sent
            if (!front->ops->pending(front))
                return;
        }
        if (!driver_poll(driver, front, deaf, timeout_ms))
            return;
        if (!deaf && !driver_receive(driver, front)) {
            if (!by_hand)
                return;
            input_over = true;
        }
    }
}

/* ---- begin and end ----------------------------------------------------------------- */

static void
driver_on_signal(int signal)
{
    (void)signal;
    int saved = errno;
    eventfd_write(driver_end_signal, 1);
    alarm(DRIVER_END_S); // should even the main thread be stuck in a driver's interrupt()
    errno = saved;
}

static void
driver_catch_signals(void)
{
    driver_end_signal = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    struct sigaction end = {.sa_handler = driver_on_signal};
    sigaction(SIGTERM, &end, NULL);
    sigaction(SIGINT, &end, NULL);
    sigaction(SIGHUP, &end, NULL);
    signal(SIGPIPE, SIG_IGN);
}

static void
driver_init(struct driver *driver, const struct driver_ops *ops,
            const struct options *options)
{
    *driver = (struct driver){
        .ops = ops,
        .options = *options,
        .interrupt = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK),
        .hangup_fd = -1,
        .capabilities = json_object(),
    };
    mail_init(&driver->mail);
    g_mutex_init(&driver->lock);
    g_mutex_init(&driver->watch_lock);
    g_cond_init(&driver->changed);
    g_queue_init(&driver->waiting);
    driver_post_hello(driver);
    driver_set_status(driver, &(struct driver_status){.device = DEVICE_STARTING});
}

static void
driver_finish(struct driver *driver)
{
    struct driver_call *call;
    while ((call = g_queue_pop_head(&driver->waiting)) != NULL)
        call_destroy(call);
    mail_finish(&driver->mail);
    status_finish(&driver->status);
    json_decref(driver->capabilities);
    g_mutex_clear(&driver->lock);
    g_mutex_clear(&driver->watch_lock);
    g_cond_clear(&driver->changed);
    close(driver->interrupt);
}

static int
driver_serve(const struct driver_ops *ops, const struct options *options,
             struct front *front)
{
    struct driver driver;
    driver_init(&driver, ops, options);
    GThread *thread = g_thread_new("command", driver_thread, &driver);
    driver_loop(&driver, front);
    alarm(DRIVER_END_S);
    enum driver_end how = driver_thread_stop(&driver);
    if (how != DRIVER_END_STOPPED) {
        // The device holds its thread fast; the process goes all the same.
        diag_warn("%s did not end; leaving it",
                  how == DRIVER_END_OPENING ? "opening the device" : "a command");
        _exit(how == DRIVER_END_OPENING ? EXIT_SUCCESS : EXIT_FAILURE);
    }
    g_thread_join(thread);
    driver_send(&driver, front);
    driver_finish(&driver);
    front->ops->destroy(front);
    close(driver_end_signal);
    return EXIT_SUCCESS;
}

static bool
driver_has_link(void)
{
    int type = 0;
    socklen_t size = sizeof type;
    return getsockopt(PROTOCOL_DESCRIPTOR, SOL_SOCKET, SO_TYPE, &type, &size) == 0 &&
           type == SOCK_SEQPACKET;
}

static void
driver_print_description(const struct driver_ops *ops)
{
    json_t *description = protocol_describe(ops->class, ops->name, ops->about, true);
    char *text = json_dumps(description, JSON_INDENT(2));
    puts(text);
    free(text);
    json_decref(description);
}

/* NULL: *error says why the driver cannot be reached. */
static struct front *
driver_front(const struct options *options, GError **error)
{
    if (options->stdio)
        return front_stdio_create(options->blob_dir, error);
    if (!driver_has_link()) {
        g_set_error(error, LINK_ERROR, 0,
                    "there is no link on descriptor %d; by hand use --stdio, see --help",
                    PROTOCOL_DESCRIPTOR);
        return NULL;
    }
    if (!confine_to_parent()) {
        g_set_error(error, LINK_ERROR, 0, "the terminal is gone already");
        return NULL;
    }
    confine_descriptors();
    return front_link_create();
}

int
driver_run(const struct driver_ops *ops, int argc, char **argv)
{
    g_autofree char *program = g_strdup_printf("%s-%s", ops->class->name, ops->name);
    diag_init(program);
    g_autoptr(GError) error = NULL;
    struct options options;
    if (!options_init(&options, ops, argc, argv, &error)) {
        fprintf(stderr, "%s: %s\n", program, error->message);
        return 2;
    }
    int status = EXIT_SUCCESS;
    if (options.version) {
        printf("%s %s\n", program, KIOSK_VERSION);
    } else if (options.describe) {
        driver_print_description(ops);
    } else {
        // First of all the front: it closes what the parent let slip, and nothing of ours.
        struct front *front = driver_front(&options, &error);
        driver_catch_signals();
        confine_process();
        // By hand it may touch what the hand may: blobs come and go as files there. A kernel
        // without Landlock the terminal tells of, once and not for every start.
        if (!options.stdio)
            confine_files(options.address, options.record_file);
        if (front != NULL)
            status = driver_serve(ops, &options, front);
        else
            status = 2;
    }
    if (error != NULL)
        fprintf(stderr, "%s: %s\n", program, error->message);
    options_finish(&options);
    return status;
}
