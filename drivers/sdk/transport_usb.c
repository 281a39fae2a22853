// SPDX-License-Identifier: Apache-2.0
/* Bulk endpoints of a USB device as one stream of bytes. libusb tells of transfers on a thread
 * of its own; what came goes through a socket pair, so that a driver waits for it as for a
 * serial line. Only drivers that call transport_use_usb() are linked with this file and libusb. */
#include "transport.h"

#include <errno.h>
#include <fcntl.h>
#include <libusb.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define USB_ENDS_MAX 4
#define USB_WRITE_MS 500
#define USB_EVENTS_MS 200 // libusb looks so often whether it shall stop
#define USB_CHUNK 512     // bytes: a multiple of what a bulk packet holds

struct transport_usb {
    struct transport transport;
    libusb_context *context;
    libusb_device_handle *handle;
    unsigned char outs[USB_ENDS_MAX], ins[USB_ENDS_MAX]; // addresses, in order
    size_t out_count, in_count;
    size_t split; // bytes of each write that go to the first endpoint; 0: all
    int feed;     // the other end of transport.fd, the thread's; -1: closed
    GThread *thread;
    atomic_bool stop;
    atomic_int active; // transfers under way
    struct libusb_transfer *transfers[USB_ENDS_MAX];
    unsigned char chunks[USB_ENDS_MAX][USB_CHUNK];
};

/* ---- the thread ------------------------------------------------------------------------- */

/* Hangs up: the driver reads to the end and finds the device gone. */
static void
usb_hang_up(struct transport_usb *self)
{
    shutdown(self->feed, SHUT_RDWR);
}

static void
usb_came(struct libusb_transfer *transfer)
{
    struct transport_usb *self = transfer->user_data;
    bool fine = transfer->status == LIBUSB_TRANSFER_COMPLETED ||
                transfer->status == LIBUSB_TRANSFER_TIMED_OUT;
    size_t size = fine ? (size_t)transfer->actual_length : 0;
    // A driver that reads nothing for so long does not get the rest either.
    if (size > 0 && send(self->feed, transfer->buffer, size, MSG_NOSIGNAL) < 0)
        fine = false;
    explicit_bzero(transfer->buffer, size); // it may be somebody's card
    if (fine && !self->stop && libusb_submit_transfer(transfer) == 0)
        return;
    self->active--;
    if (!self->stop)
        usb_hang_up(self);
}

static gpointer
usb_thread(gpointer context)
{
    struct transport_usb *self = context;
    while (!self->stop || self->active > 0) {
        struct timeval time = {.tv_usec = USB_EVENTS_MS * 1000};
        if (self->stop) {
            for (size_t i = 0; i < self->in_count; i++)
                libusb_cancel_transfer(self->transfers[i]);
        }
        if (libusb_handle_events_timeout_completed(self->context, &time, NULL) != 0)
            break;
    }
    return NULL;
}

/* ---- bytes ------------------------------------------------------------------------------ */

static ssize_t
usb_read(struct transport *transport, void *bytes, size_t size)
{
    return recv(transport->fd, bytes, size, MSG_DONTWAIT);
}

/* errno for a code of libusb. */
static int
usb_errno(int code)
{
    switch (code) {
    case LIBUSB_ERROR_ACCESS:
        return EACCES;
    case LIBUSB_ERROR_BUSY:
        return EBUSY;
    case LIBUSB_ERROR_TIMEOUT:
        return ETIMEDOUT;
    case LIBUSB_ERROR_NO_DEVICE:
    case LIBUSB_ERROR_NOT_FOUND:
        return ENODEV;
    default:
        return EIO;
    }
}

static bool
usb_send(struct transport_usb *self, size_t end, const void *bytes, size_t size)
{
    unsigned char copy[USB_CHUNK]; // libusb wants what it will not write to
    int sent = 0;
    memcpy(copy, bytes, size);
    int code = libusb_bulk_transfer(self->handle, self->outs[end], copy, (int)size, &sent,
                                    USB_WRITE_MS);
    if (code == 0 && (size_t)sent == size)
        return true;
    errno = code == 0 ? EIO : usb_errno(code);
    return false;
}

static ssize_t
usb_write(struct transport *transport, const void *bytes, size_t size)
{
    struct transport_usb *self = (struct transport_usb *)transport;
    bool splits = self->split > 0 && self->out_count > 1 && size > self->split;
    size = MIN(size, USB_CHUNK);
    size_t first = splits ? self->split : size;
    if (!usb_send(self, 0, bytes, first) ||
        (splits && !usb_send(self, 1, (const char *)bytes + first, size - first)))
        return -1;
    return (ssize_t)size;
}

/* ---- begin and end ---------------------------------------------------------------------- */

static void
usb_close(struct transport *transport)
{
    struct transport_usb *self = (struct transport_usb *)transport;
    self->stop = true;
    if (self->thread != NULL) {
        libusb_interrupt_event_handler(self->context);
        g_thread_join(self->thread);
    }
    for (size_t i = 0; i < self->in_count; i++)
        libusb_free_transfer(self->transfers[i]);
    if (self->handle != NULL) {
        libusb_release_interface(self->handle, 0);
        libusb_close(self->handle);
    }
    if (self->context != NULL)
        libusb_exit(self->context);
    if (self->feed >= 0)
        close(self->feed);
    if (transport->fd >= 0)
        close(transport->fd);
    g_free(self);
}

static const struct transport_ops usb_ops = {
    .read = usb_read, .write = usb_write, .close = usb_close};

/* The bulk endpoints of the first interface. */
static bool
usb_find_ends(struct transport_usb *self)
{
    struct libusb_config_descriptor *configuration = NULL;
    if (libusb_get_active_config_descriptor(libusb_get_device(self->handle),
                                            &configuration) != 0)
        return false;
    const struct libusb_interface_descriptor *interface =
        &configuration->interface[0].altsetting[0];
    for (int i = 0; i < interface->bNumEndpoints; i++) {
        const struct libusb_endpoint_descriptor *end = &interface->endpoint[i];
        bool in = (end->bEndpointAddress & LIBUSB_ENDPOINT_IN) != 0;
        if ((end->bmAttributes & 3) != LIBUSB_TRANSFER_TYPE_BULK)
            continue;
        if (in && self->in_count < USB_ENDS_MAX)
            self->ins[self->in_count++] = end->bEndpointAddress;
        if (!in && self->out_count < USB_ENDS_MAX)
            self->outs[self->out_count++] = end->bEndpointAddress;
    }
    libusb_free_config_descriptor(configuration);
    return self->in_count > 0 && self->out_count > 0;
}

static bool
usb_begin_reading(struct transport_usb *self)
{
    for (size_t i = 0; i < self->in_count; i++) {
        self->transfers[i] = libusb_alloc_transfer(0);
        libusb_fill_bulk_transfer(self->transfers[i], self->handle, self->ins[i],
                                  self->chunks[i], USB_CHUNK, usb_came, self, 0);
        self->active++;
        if (libusb_submit_transfer(self->transfers[i]) != 0) {
            self->active--;
            return false;
        }
    }
    return true;
}

/* 0, or errno. */
static int
usb_connect(struct transport_usb *self, uint16_t vendor, uint16_t product)
{
    int ends[2];
    if (libusb_init(&self->context) != 0)
        return EIO;
    self->handle = libusb_open_device_with_vid_pid(self->context, vendor, product);
    if (self->handle == NULL)
        return ENODEV; // or no right to it: libusb does not say which
    libusb_set_auto_detach_kernel_driver(self->handle, 1);
    int code = libusb_claim_interface(self->handle, 0);
    if (code != 0)
        return usb_errno(code);
    if (!usb_find_ends(self))
        return EINVAL;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return errno;
    self->transport.fd = ends[0];
    self->feed = ends[1];
    bool reads = usb_begin_reading(self);
    self->thread = g_thread_new("usb", usb_thread, self);
    return reads ? 0 : EIO;
}

/* "0400:C35A?split=7" */
static bool
usb_parse(const char *rest, uint16_t *vendor_out, uint16_t *product_out,
          size_t *split_out)
{
    static const char option[] = "split=";
    g_auto(GStrv) halves = g_strsplit(rest, "?", 2);
    g_auto(GStrv) ids = g_strsplit(halves[0] == NULL ? "" : halves[0], ":", 2);
    guint64 vendor, product, split = 0;
    if (g_strv_length(ids) != 2 ||
        !g_ascii_string_to_unsigned(ids[0], 16, 0, 0xFFFF, &vendor, NULL) ||
        !g_ascii_string_to_unsigned(ids[1], 16, 0, 0xFFFF, &product, NULL))
        return false;
    if (halves[1] != NULL && (!g_str_has_prefix(halves[1], option) ||
                              !g_ascii_string_to_unsigned(halves[1] + strlen(option), 10,
                                                          1, 64, &split, NULL)))
        return false;
    *vendor_out = (uint16_t)vendor;
    *product_out = (uint16_t)product;
    *split_out = (size_t)split;
    return true;
}

static struct transport *
transport_usb_open(const char *rest, GError **error)
{
    uint16_t vendor, product;
    size_t split;
    if (!usb_parse(rest, &vendor, &product, &split)) {
        g_set_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_ADDRESS,
                    "wanted is usb:VENDOR:PRODUCT in hex, and ?split=BYTES");
        return NULL;
    }
    struct transport_usb *self = g_new0(struct transport_usb, 1);
    *self = (struct transport_usb){
        .transport = {.ops = &usb_ops, .fd = -1}, .split = split, .feed = -1};
    int number = usb_connect(self, vendor, product);
    if (number == 0)
        return &self->transport;
    transport_set_open_error(error, rest, number);
    usb_close(&self->transport);
    return NULL;
}

void
transport_use_usb(void)
{
    transport_open_usb = transport_usb_open;
}
