// SPDX-License-Identifier: Apache-2.0
/* Byte transports of drivers, chosen by the address:
 *
 *   serial:/dev/ttyUSB0?baud=115200   raw, 8 data bits, no parity, 1 stop bit; bauds 9600,
 *                                     19200, 38400, 57600, 115200 (when left out), 230400
 *   lp:/dev/usb/lp0                a printer port, both ways
 *   tcp:host:port                     a device server; connecting takes at most 4 s
 *   usb:0400:C35A?split=7             vendor and product in hex, the bulk endpoints of its first
 *                                     interface; split: so many bytes of each write go to its
 *                                     first endpoint, the rest to its second. Only in drivers
 *                                     that call transport_use_usb() and link libusb-1.0
 *   replay:FILE                       plays what was recorded: no device
 *
 * Recording (--record FILE): a first line "# ADDRESS", then one line for each piece of bytes,
 * "> MS HEX" for what went to the device and "< MS HEX" for what came, MS since the transport
 * was opened, "! MS gone" when it went; '#' begins a comment. Such a file holds whatever the
 * device sent, personal data too: it is made by hand only, readable by its maker only, and is
 * not for keeping.
 * Replaying: what is written must be the bytes of the next '>' lines; then the '<' lines that
 * follow can be read. Behind them the device is silent, at a '!' and behind the last line gone.
 *
 * Command thread. Reading and writing end with the command's deadline and its cancel.
 */
#ifndef KIOSK_TRANSPORT_H
#define KIOSK_TRANSPORT_H

#include <kiosk/driver.h>

#define TRANSPORT_ERROR (g_quark_from_static_string("kiosk-transport"))

enum transport_error {
    TRANSPORT_ERROR_ADDRESS, // nonsense in the address: an administrator must act
    TRANSPORT_ERROR_GONE,    // not there, or unplugged: close, and open anew later
    TRANSPORT_ERROR_ACCESS,  // there, but this user may not
    TRANSPORT_ERROR_TIME_OUT,
    TRANSPORT_ERROR_CANCELED,
    TRANSPORT_ERROR_FAILED, // anything else
};

struct transport;

/* Before driver_run(): this driver takes usb: addresses. */
void transport_use_usb(void);

/* `record_file` may be NULL. NULL: *error. */
struct transport *
transport_open(const char *address, const char *record_file, GError **error);
void transport_close(struct transport *transport); // NULL-safe
/* driver_notice_hangup() for lines that can tell: serial and tcp. Others are left alone. */
void transport_notice_hangup(struct transport *transport, struct driver *driver);

/* Writes all of it. `call` may be NULL outside of commands. */
bool transport_write(struct transport *transport, struct driver_call *call,
                     const void *bytes, size_t size, int timeout_ms, GError **error);
/* Reads what is there, at least one byte, waiting at most `timeout_ms`. 0: *error. */
size_t transport_read(struct transport *transport, struct driver_call *call, void *bytes,
                      size_t size, int timeout_ms, GError **error);
/* Throws away what came unasked. */
void transport_discard(struct transport *transport);

#endif
