// SPDX-License-Identifier: Apache-2.0
/* A USB bus in user space, for machines that have none: a library to preload that answers the
 * calls of libusb for one device, the card module 0400:C35A with four bulk endpoints as
 * published: a frame's preamble and length on 02 and 81, what follows on 06 and 85. Behind it
 * is the module of sam_simulator.h, at the terminal $KIOSK_USB. The driver and its transport are
 * unchanged; what is not tried this way is libusb, the kernel and a module.
 *
 * When the terminal is not there, neither is the device; when it hangs up, it was unplugged.
 */
#include <errno.h>
#include <fcntl.h>
#include <libusb.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define HEAD 7 // bytes
#define ENDS 2

static int terminal = -1;
static struct libusb_transfer *waiting[ENDS]; // by endpoint: 81, 85
static int canceled[ENDS];
static unsigned char frame[4200];
static size_t have; // bytes of the frame that were taken from the terminal

static const unsigned char addresses[] = {0x02, 0x81, 0x06, 0x85};
static struct libusb_endpoint_descriptor endpoints[4];
static struct libusb_interface_descriptor descriptor = {.bNumEndpoints = 4,
                                                        .endpoint = endpoints};
static struct libusb_interface interface = {.altsetting = &descriptor,
                                            .num_altsetting = 1};
static struct libusb_config_descriptor configuration = {.bNumInterfaces = 1,
                                                        .interface = &interface};

int
libusb_init(libusb_context **context)
{
    for (size_t i = 0; i < 4; i++) {
        endpoints[i].bEndpointAddress = addresses[i];
        endpoints[i].bmAttributes = LIBUSB_TRANSFER_TYPE_BULK;
    }
    *context = (libusb_context *)&configuration;
    return 0;
}

void
libusb_exit(libusb_context *context)
{
    (void)context;
}

libusb_device_handle *
libusb_open_device_with_vid_pid(libusb_context *context, uint16_t vendor,
                                uint16_t product)
{
    const char *path = getenv("KIOSK_USB");
    struct termios raw;
    (void)context;
    if (vendor != 0x0400 || product != 0xC35A || path == NULL)
        return NULL;
    terminal = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (terminal < 0)
        return NULL;
    tcgetattr(terminal, &raw);
    cfmakeraw(&raw);
    tcsetattr(terminal, TCSANOW, &raw);
    have = 0;
    return (libusb_device_handle *)&terminal;
}

void
libusb_close(libusb_device_handle *handle)
{
    (void)handle;
    close(terminal);
    terminal = -1;
}

libusb_device *
libusb_get_device(libusb_device_handle *handle)
{
    return (libusb_device *)handle;
}

int
libusb_get_active_config_descriptor(libusb_device *device,
                                    struct libusb_config_descriptor **config)
{
    (void)device;
    *config = &configuration;
    return 0;
}

void
libusb_free_config_descriptor(struct libusb_config_descriptor *config)
{
    (void)config;
}

int
libusb_set_auto_detach_kernel_driver(libusb_device_handle *handle, int enable)
{
    (void)handle;
    (void)enable;
    return 0;
}

int
libusb_claim_interface(libusb_device_handle *handle, int number)
{
    (void)handle;
    return number == 0 ? 0 : LIBUSB_ERROR_NOT_FOUND;
}

int
libusb_release_interface(libusb_device_handle *handle, int number)
{
    (void)handle;
    (void)number;
    return 0;
}

/* The module takes a head of seven bytes on its first endpoint, and nothing else. */
int
libusb_bulk_transfer(libusb_device_handle *handle, unsigned char end,
                     unsigned char *bytes, int size, int *sent, unsigned timeout_ms)
{
    (void)handle;
    (void)timeout_ms;
    if (end == 0x02 && size != HEAD)
        return LIBUSB_ERROR_PIPE;
    ssize_t count = write(terminal, bytes, (size_t)size);
    *sent = count < 0 ? 0 : (int)count;
    return count < 0 ? LIBUSB_ERROR_NO_DEVICE : 0;
}

struct libusb_transfer *
libusb_alloc_transfer(int packets)
{
    (void)packets;
    return calloc(1, sizeof(struct libusb_transfer));
}

void
libusb_free_transfer(struct libusb_transfer *transfer)
{
    free(transfer);
}

static size_t
place_of(const struct libusb_transfer *transfer)
{
    return transfer->endpoint == 0x81 ? 0 : 1;
}

int
libusb_submit_transfer(struct libusb_transfer *transfer)
{
    waiting[place_of(transfer)] = transfer;
    canceled[place_of(transfer)] = 0;
    return 0;
}

int
libusb_cancel_transfer(struct libusb_transfer *transfer)
{
    if (transfer == NULL || waiting[place_of(transfer)] != transfer)
        return LIBUSB_ERROR_NOT_FOUND;
    canceled[place_of(transfer)] = 1;
    return 0;
}

void
libusb_interrupt_event_handler(libusb_context *context)
{
    (void)context;
}

static void
finish(size_t place, enum libusb_transfer_status status, size_t size)
{
    struct libusb_transfer *transfer = waiting[place];
    if (transfer == NULL)
        return;
    waiting[place] = NULL;
    transfer->status = status;
    transfer->actual_length = (int)size;
    transfer->callback(transfer);
}

/* Gives the first `size` bytes that were taken to the endpoint, as many as fit. */
static void
give(size_t place)
{
    size_t size = place == 0 && have > HEAD ? HEAD : have;
    struct libusb_transfer *transfer = waiting[place];
    if (transfer == NULL || size == 0)
        return;
    if (size > (size_t)transfer->length)
        size = (size_t)transfer->length;
    memcpy(transfer->buffer, frame, size);
    memmove(frame, frame + size, have - size);
    have -= size;
    finish(place, LIBUSB_TRANSFER_COMPLETED, size);
}

/* Bytes in the order of the line; a head goes to the first endpoint, the rest to the second. */
static void
deal(void)
{
    static const unsigned char preamble[] = {0xAA, 0xAA, 0xAA, 0x96, 0x69};
    while (have > 0) {
        size_t known = have < sizeof preamble ? have : sizeof preamble;
        size_t before = have;
        give(memcmp(frame, preamble, known) == 0 ? 0 : 1);
        if (have == before)
            return;
    }
}

int
libusb_handle_events_timeout_completed(libusb_context *context, struct timeval *time,
                                       int *completed)
{
    struct pollfd polled = {.fd = terminal, .events = POLLIN};
    (void)context;
    (void)completed;
    for (size_t i = 0; i < ENDS; i++)
        if (waiting[i] != NULL && canceled[i])
            finish(i, LIBUSB_TRANSFER_CANCELLED, 0);
    if (waiting[0] == NULL && waiting[1] == NULL)
        return 0;
    if (poll(&polled, 1, (int)(time->tv_usec / 1000)) <= 0)
        return 0;
    ssize_t count = read(terminal, frame + have, sizeof frame - have);
    if (count > 0) {
        have += (size_t)count;
        deal();
    } else if (count == 0 || errno != EAGAIN) {
        finish(0, LIBUSB_TRANSFER_NO_DEVICE, 0);
        finish(1, LIBUSB_TRANSFER_NO_DEVICE, 0);
    }
    return 0;
}
