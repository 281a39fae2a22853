// SPDX-License-Identifier: Apache-2.0
/* What a kind of transport is, inside the sdk. */
#ifndef SDK_TRANSPORT_H
#define SDK_TRANSPORT_H

#include <sys/types.h>
#include <kiosk/transport.h>
#include "recording.h"

struct transport_ops {
    /* As read(2) and write(2) on a descriptor that does not block. Reading 0: gone. */
    ssize_t (*read)(struct transport *transport, void *bytes, size_t size);
    ssize_t (*write)(struct transport *transport, const void *bytes, size_t size);
    void (*close)(struct transport *transport); // frees what the kind added, and itself
};

struct transport {
    const struct transport_ops *ops;
    int fd;                    // for poll(2); -1: nothing will ever become ready
    struct recorder *recorder; // NULL: not recorded
};

/* `rest` is the address behind its scheme. NULL: *error. */
struct transport *transport_serial_open(const char *rest, GError **error);
struct transport *transport_lp_open(const char *rest, GError **error);
struct transport *transport_tcp_open(const char *rest, GError **error);
struct transport *transport_replay_open(const char *rest, GError **error);

/* Set by transport_use_usb(), so that libusb is linked only where it is wanted. */
extern struct transport *(*transport_open_usb)(const char *rest, GError **error);

/* A transport on a descriptor, which it takes. */
struct transport *transport_from_descriptor(int fd);
/* *error for errno, after opening `what`. */
void transport_set_open_error(GError **error, const char *what, int number);

#endif
