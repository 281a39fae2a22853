// SPDX-License-Identifier: Apache-2.0
/* All that the author of a driver needs.
 *
 * A driver is a program whose main() is `return driver_run(&ops, argc, argv);`. The sdk owns
 * the main thread: it speaks the protocol, answers Common.* at any moment, checks every
 * payload against the class tables in both directions, keeps deadlines and cancels.
 * Commands are plain blocking functions; they run one at a time on the command thread, as do
 * `open`, `close` and `refresh`. A driver therefore needs no locks of its own.
 *
 * Options that every driver has from driver_run():
 *   --address URI    the device             --describe       print the class tables as JSON
 *   --stdio          JSON lines by hand     --blob-dir DIR   where blobs land with --stdio
 *   --record FILE    write the transport's bytes for replay: --version --help
 *
 * Errors: a command returns a completion word. For any but COMPLETION_SUCCESS call
 * driver_explain() first with the cause (a word of protocol_causes) and one staff sentence.
 */
#ifndef KIOSK_DRIVER_H
#define KIOSK_DRIVER_H

#include <kiosk/protocol.h>

struct driver;      // the running driver, one a process
struct driver_call; // the command that runs now

struct driver_command {
    const char *name; // a command of the class
    /* Command thread. Blocks; must look at driver_canceled() or wait with driver_wait(). */
    enum completion (*run)(struct driver *driver, struct driver_call *call);
};

struct driver_ops {
    const struct driver_class *class;
    const char *name;                      // "sane": the program is <class>-<name>
    const char *about;                     // one sentence for --help and --describe
    const struct driver_command *commands; // ended by a row without a name

    /* All optional, command thread. `open` is called before the first command and again
     * after each failure or driver_lost(); it must return in 5 s. A cancel or a deadline
     * meanwhile is the sdk's business; at the end of the link the process goes although it
     * runs. False: the device is not there; set the status with driver_set_status() first,
     * or "noDevice" is assumed. What it allocated is its own to free then: `close` is called
     * only after an `open` that worked. */
    bool (*open)(struct driver *driver, const char *address, GError **error);
    void (*close)(struct driver *driver);
    /* Ask the device how it is and call driver_set_status(). Called for Common.Status with
     * "refresh": true while no command runs; must return in 2 s. */
    void (*refresh)(struct driver *driver);
    /* Adds members to the answer of Common.Capabilities. Called after each `open`. */
    void (*capabilities)(struct driver *driver, json_t *capabilities);
    /* Main thread, while a command runs: wake it where driver_wait() is of no use
     * (sane_cancel, shutdown(2) on a socket). Must not block nor call the sdk. */
    void (*interrupt)(struct driver *driver);
};

/* Runs until end of file on the link. Returns the exit status of the process. */
int driver_run(const struct driver_ops *ops, int argc, char **argv);

/* The driver's own state, whatever it likes; NULL at first. */
void driver_set_data(struct driver *driver, void *data);
void *driver_data(struct driver *driver);
const char *driver_address(struct driver *driver); // as given by --address; "" when not
const char *driver_record_file(struct driver *driver); // NULL without --record

/* Path of a file or folder that belongs to a driver's program, made by its driver.mk: under
 * share/ of the build, under share/kiosk/ when installed. It need not be there. g_free. */
char *driver_data_file(const char *name);

struct driver_status {
    enum device_state device;
    const char *cause; // a word of protocol_causes; NULL: "none"
    enum device_action action;
    const char *media; // NULL or: present notPresent jammed entering taken retracted
    const char *paper; // NULL or: full low out jammed unknown
    const char *toner; // NULL or: full low out
    const char *explanation; // NULL or one staff sentence without personal data
};

/* Any thread. Copies; sends Common.StatusChanged when something differs from before. */
void driver_set_status(struct driver *driver, const struct driver_status *status);
/* Any thread. An event that belongs to no command. Takes `payload`. */
void driver_unsolicited(struct driver *driver, const char *name, json_t *payload);
/* Command thread: the device is gone; close it now and open it anew before the next command. */
void driver_lost(struct driver *driver);
/* Command thread, in `open`: when this descriptor hangs up while no command runs, the device is
 * asked at once how it is (`refresh`), once until it is opened anew. For nothing else is it
 * touched, and never behind `close`. */
void driver_notice_hangup(struct driver *driver, int fd);

/* ---- inside a command ------------------------------------------------------------------- */

const json_t *driver_payload(const struct driver_call *call); // already checked
/* The descriptor of blob `index` that came with the command; borrowed. -1: no such blob. */
int driver_blob(const struct driver_call *call, int index);
/* The object that becomes the completion's payload; fill it with json_object_set_new. */
json_t *driver_reply(struct driver_call *call);
/* Copies `size` bytes into a sealed memfd of the completion; returns its index, or -1 with
 * *error when there are too many or memory is short. */
int driver_reply_blob(struct driver_call *call, const void *bytes, size_t size,
                      GError **error);
/* The same for a memfd that is made already (see base/blob.h). Takes `fd`. */
int driver_reply_memfd(struct driver_call *call, int fd, GError **error);
/* Sends an event of this command. Takes `payload`. */
void driver_event(struct driver_call *call, const char *name, json_t *payload);
/* The same with one sealed memfd, blob 0. Takes both. For pictures that are out of date in a
 * moment: dropped when an earlier one has not gone out yet. */
void
driver_event_memfd(struct driver_call *call, const char *name, json_t *payload, int fd);
/* Cause and staff sentence of a completion that is not success. */
void driver_explain(struct driver_call *call, const char *cause, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

bool driver_canceled(const struct driver_call *call);
/* What is left of the command's deadline; INT_MAX without one. */
int driver_time_left_ms(const struct driver_call *call);

enum driver_wait {
    DRIVER_WAIT_READY,    // the descriptor is ready
    DRIVER_WAIT_TIME_OUT, // `timeout_ms` or the command's deadline is over
    DRIVER_WAIT_CANCELED,
};

/* Waits for `events` (poll(2)) on `fd`, or only for time when fd is -1. Never sleeps through
 * a cancel. */
enum driver_wait
driver_wait(struct driver_call *call, int fd, short events, int timeout_ms);

#endif
