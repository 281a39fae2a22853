// SPDX-License-Identifier: Apache-2.0
/* Printer ports (/dev/usb/lp0): the kernel's usblp, both ways. */
#include "transport.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <termios.h>
#include <unistd.h>

static ssize_t
lp_read(struct transport *transport, void *bytes, size_t size)
{
    ssize_t count = read(transport->fd, bytes, size);
    if (count == 0) { // an empty packet; unplugged is ENODEV
        errno = EAGAIN;
        return -1;
    }
    return count;
}

static ssize_t
lp_write(struct transport *transport, const void *bytes, size_t size)
{
    return write(transport->fd, bytes, size);
}

static void
lp_close(struct transport *transport)
{
    close(transport->fd);
    g_free(transport);
}

static const struct transport_ops lp_ops = {
    .read = lp_read, .write = lp_write, .close = lp_close};

struct transport *
transport_lp_open(const char *rest, GError **error)
{
    if (rest[0] != '/') {
        g_set_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_ADDRESS,
                    "wanted is lp:/dev/usb/NAME");
        return NULL;
    }
    int fd = open(rest, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) != 0) {
        transport_set_open_error(error, rest, errno);
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    struct termios line;
    if (tcgetattr(fd, &line) == 0) { // a line discipline would change bytes
        cfmakeraw(&line);
        tcsetattr(fd, TCSANOW, &line);
    }
    struct transport *transport = transport_from_descriptor(fd);
    transport->ops = &lp_ops;
    return transport;
}
