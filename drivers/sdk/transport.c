// SPDX-License-Identifier: Apache-2.0
#include "transport.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>
#include "call.h"

#define TRANSPORT_DISCARD_MAX                                                            \
    65536 // bytes; a device that babbles for ever is not waited for

/* ---- plain descriptors ------------------------------------------------------------- */

static ssize_t
descriptor_read(struct transport *transport, void *bytes, size_t size)
{
    return read(transport->fd, bytes, size);
}

static ssize_t
descriptor_write(struct transport *transport, const void *bytes, size_t size)
{
    return write(transport->fd, bytes, size);
}

static void
descriptor_close(struct transport *transport)
{
    close(transport->fd);
    g_free(transport);
}

static const struct transport_ops descriptor_ops = {
    .read = descriptor_read,
    .write = descriptor_write,
    .close = descriptor_close,
};

void
transport_notice_hangup(struct transport *transport, struct driver *driver)
{
    if (transport->ops == &descriptor_ops)
        driver_notice_hangup(driver, transport->fd);
}

struct transport *
transport_from_descriptor(int fd)
{
    struct transport *transport = g_new0(struct transport, 1);
    *transport = (struct transport){.ops = &descriptor_ops, .fd = fd};
    return transport;
}

void
transport_set_open_error(GError **error, const char *what, int number)
{
    enum transport_error kind = TRANSPORT_ERROR_GONE;
    if (number == EACCES || number == EPERM)
        kind = TRANSPORT_ERROR_ACCESS;
    else if (number == ENOTTY || number == EINVAL)
        kind = TRANSPORT_ERROR_ADDRESS;
    g_set_error(error, TRANSPORT_ERROR, kind, "%s: %s", what, g_strerror(number));
}

/* ---- opening ----------------------------------------------------------------------- */

static const struct {
    const char *scheme;
    struct transport *(*open)(const char *rest, GError **error);
} transport_schemes[] = {
    {"serial:", transport_serial_open},
    {"lp:", transport_lp_open},
    {"tcp:", transport_tcp_open},
    {"replay:", transport_replay_open},
};

struct transport *(*transport_open_usb)(const char *rest, GError **error);

static struct transport *
transport_open_scheme(const char *address, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(transport_schemes); i++) {
        const char *scheme = transport_schemes[i].scheme;
        if (g_str_has_prefix(address, scheme))
            return transport_schemes[i].open(address + strlen(scheme), error);
    }
    if (transport_open_usb != NULL && g_str_has_prefix(address, "usb:"))
        return transport_open_usb(address + strlen("usb:"), error);
    g_set_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_ADDRESS,
                "the address must begin with serial:, lp:, tcp: or replay:%s",
                transport_open_usb != NULL ? " or usb:" : "");
    return NULL;
}

struct transport *
transport_open(const char *address, const char *record_file, GError **error)
{
    struct transport *transport = transport_open_scheme(address, error);
    if (transport == NULL)
        return NULL;
    if (record_file == NULL)
        return transport;
    transport->recorder = recorder_open(record_file, address);
    if (transport->recorder == NULL) {
        transport_set_open_error(error, record_file, errno);
        transport_close(transport);
        return NULL;
    }
    return transport;
}

void
transport_close(struct transport *transport)
{
    if (transport == NULL)
        return;
    recorder_close(transport->recorder);
    transport->ops->close(transport);
}

/* ---- bytes ------------------------------------------------------------------------- */

/* As driver_wait(), also without a command. */
static enum driver_wait
transport_wait(struct transport *transport, struct driver_call *call, short events,
               int timeout_ms)
{
    if (call != NULL)
        return driver_wait(call, transport->fd, events, timeout_ms);
    struct pollfd polled = {.fd = transport->fd, .events = events};
    int ready = poll(&polled, 1, timeout_ms);
    return ready > 0 ? DRIVER_WAIT_READY : DRIVER_WAIT_TIME_OUT;
}

/* Waits until the descriptor is ready. False: *error says why that is no use. */
static bool
transport_is_ready(struct transport *transport, struct driver_call *call, short events,
                   int64_t end_ms, GError **error)
{
    int left_ms = (int)MAX(end_ms - call_now_ms(), 0);
    switch (transport_wait(transport, call, events, left_ms)) {
    case DRIVER_WAIT_READY:
        return true;
    case DRIVER_WAIT_CANCELED:
        g_set_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_CANCELED, "canceled");
        return false;
    case DRIVER_WAIT_TIME_OUT:
    default:
        g_set_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_TIME_OUT,
                    "the device did not answer in time");
        return false;
    }
}

/* *error for errno, in the middle of work. */
static void
transport_set_error(struct transport *transport, GError **error)
{
    int number = errno;
    bool gone = number == EIO || number == ENXIO || number == ENODEV || number == EPIPE ||
                number == ECONNRESET || number == 0;
    if (gone)
        recorder_say(transport->recorder, "gone");
    const char *sentence = number == EILSEQ
                               ? "the recording has other bytes at this place"
                           : gone ? "the device is gone"
                                  : g_strerror(number);
    g_set_error_literal(error, TRANSPORT_ERROR,
                        gone ? TRANSPORT_ERROR_GONE : TRANSPORT_ERROR_FAILED, sentence);
}

static bool
transport_may_try_again(void)
{
    return errno == EAGAIN || errno == EINTR;
}

bool
transport_write(struct transport *transport, struct driver_call *call, const void *bytes,
                size_t size, int timeout_ms, GError **error)
{
    int64_t end_ms = call_now_ms() + timeout_ms;
    size_t done = 0;
    while (done < size) {
        const char *rest = (const char *)bytes + done;
        ssize_t count = transport->ops->write(transport, rest, size - done);
        if (count > 0) {
            recorder_note(transport->recorder, '>', rest, (size_t)count);
            done += (size_t)count;
        } else if (count == 0 || !transport_may_try_again()) {
            transport_set_error(transport, error);
            return false;
        } else if (!transport_is_ready(transport, call, POLLOUT, end_ms, error)) {
            return false;
        }
    }
    return true;
}

size_t
transport_read(struct transport *transport, struct driver_call *call, void *bytes,
               size_t size, int timeout_ms, GError **error)
{
    int64_t end_ms = call_now_ms() + timeout_ms;
    for (;;) {
        errno = 0;
        ssize_t count = transport->ops->read(transport, bytes, size);
        if (count > 0) {
            recorder_note(transport->recorder, '<', bytes, (size_t)count);
            return (size_t)count;
        }
        if (count == 0 || !transport_may_try_again()) {
            transport_set_error(transport, error);
            return 0;
        }
        if (!transport_is_ready(transport, call, POLLIN, end_ms, error))
            return 0;
    }
}

void
transport_discard(struct transport *transport)
{
    char bytes[1024];
    ssize_t count;
    size_t total = 0;
    while (total < TRANSPORT_DISCARD_MAX &&
           (count = transport->ops->read(transport, bytes, sizeof bytes)) > 0) {
        recorder_note(transport->recorder, '<', bytes, (size_t)count);
        total += (size_t)count;
    }
    explicit_bzero(bytes, sizeof bytes);
}
