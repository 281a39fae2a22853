// SPDX-License-Identifier: Apache-2.0
/* Virtual devices: drivers of devices that exist only in memory, steered while they run
 * through a control socket. For the demo, for journeys, and for whoever writes a new class.
 *
 * Address    "virtual:/path/of/socket", options behind it as in "virtual:/run/p?out=/tmp/p".
 *            "" or "virtual:" run without a socket: the device is healthy and empty.
 * Socket     AF_UNIX stream, mode 0600, any number of clients up to VIRTUAL_CLIENTS_MAX. One
 *            line is one command, answered by one line: "ok", "error: <sentence>", or for
 *            `state` one JSON object.
 * Commands   of every virtual device:
 *              fault CAUSE   the device has this fault until `clear`: one of the driver's own,
 *                            or of those that any device can have (notConnected notResponding
 *                            noAnswer protocolError accessDenied busy internalError
 *                            badConfiguration)
 *              offline       the device does not answer until `clear`
 *              delay MS      every command of the terminal takes so much longer
 *              clear         no fault, no delay, online
 *              hang          the driver hears no cancel any more; it must be killed
 *              crash         the process ends by a signal, after the "ok"
 *              junk          a packet that is none goes to the terminal
 *              state  help   what the device is; the commands it knows
 *              describe      one JSON object: {"class", "driver", "faults": [cause…],
 *                            "verbs": [{"name", "usage"}…] of its own, "shortcuts": [{"label", "line"}…]}
 *              watch         from now on each packet comes as a line of its own:
 *                            {"watch": "in"|"out", "packet": {…}}, "in" to the driver.
 *                            Lines that a client does not read in time are lost to it
 *            and those that the driver adds.
 * State      lives in the process: a driver that was restarted is healthy and empty again.
 *
 * Threads: the control thread runs commands with the virtual device's lock held; the driver
 * takes it with virtual_lock() before it touches what both use.
 */
#ifndef KIOSK_VIRTUAL_H
#define KIOSK_VIRTUAL_H

#include <kiosk/driver.h>

#define VIRTUAL_CLIENTS_MAX 8
#define VIRTUAL_LINE_MAX (64 * 1024) // bytes
#define VIRTUAL_ERROR (g_quark_from_static_string("kiosk-virtual"))

/* Marks words that a panel translates. */
#ifndef N_
#define N_(text) (text)
#endif

struct virtual;

/* A fault that the device can have, and what comes of it. */
struct virtual_fault {
    const char *cause;          // of protocol_causes
    enum completion completion; // of the command that meets it; SUCCESS: it stops nothing
    enum device_state device;   // how the device is meanwhile
    enum device_action action;
};

struct virtual_verb {
    const char *name;
    const char *usage; // "insert [type=…] [name=…]": printed by help
    /* Control thread, lock held. `arguments`: the rest of the line, may be empty. */
    bool (*run)(void *context, const char *arguments, GError **error);
};

/* What a hand does at the device, for a panel that offers it as one key. */
struct virtual_shortcut {
    const char *label; // msgid: "Lay an ID card on the reader"
    const char *line;  // what is sent; {page} stands for a file with a scanned page
};

struct virtual_ops {
    const struct virtual_fault *faults; // its own; ended by a row without a cause
    const struct virtual_verb *verbs;   // ended by a row without a name
    const struct virtual_shortcut
        *shortcuts; // ended by a row without a label; NULL: none
    /* Control thread, lock held: something changed; set the status, send events. */
    void (*changed)(void *context);
    /* Control thread, lock held: adds members to the answer of `state`. */
    void (*state)(void *context, json_t *state);
};

/* Reads the address. `ops` and `context` stay with the caller. NULL: *error. */
struct virtual *
virtual_open(struct driver *driver, const char *address, const struct virtual_ops *ops,
             void *context, GError **error);
/* Starts the control thread when the address names a socket, and calls `changed` once. Call
 * it when everything that the verbs touch is in place. */
bool virtual_start(struct virtual *device, GError **error);
void virtual_close(struct virtual *device); // NULL-safe
/* Option of the address, borrowed; NULL when it is not there. */
const char *virtual_option(const struct virtual *device, const char *name);

void virtual_lock(struct virtual *device);
void virtual_unlock(struct virtual *device);

/* With the lock held. The fault that the device has, NULL: none. `offline` is one. */
const struct virtual_fault *virtual_fault(const struct virtual *device);
/* With the lock held. How the device is as far as faults go; the rest is the driver's. */
struct driver_status virtual_status(const struct virtual *device);
/* With the lock held. True when a fault stops the command: explains it, and completes it
 * with *completion_out. */
bool virtual_fails(const struct virtual *device, struct driver_call *call,
                   enum completion *completion_out);

/* With the lock held, which is given up meanwhile. Waits until something changed (READY),
 * `timeout_ms` is over (negative: never), or as driver_wait(). After `hang` never returns. */
enum driver_wait
virtual_wait(struct virtual *device, struct driver_call *call, int timeout_ms);
/* The same, but passes over changes: waits the whole time. */
enum driver_wait
virtual_pause(struct virtual *device, struct driver_call *call, int timeout_ms);
/* What every command of a virtual device begins with: waits out `delay`. */
enum driver_wait virtual_begin(struct virtual *device, struct driver_call *call);
/* The completion for a wait that was not READY. */
enum completion virtual_completion(enum driver_wait wait);

/* For verbs: a number of `min` to `max`, alone in `arguments`. */
bool
virtual_number(const char *arguments, int min, int max, int *number_out, GError **error);

#endif
