// SPDX-License-Identifier: Apache-2.0
/* The running driver, inside the sdk. Two threads: main (driver.c) speaks on the front,
 * the command thread (driver_thread.c) alone touches the device. */
#ifndef SDK_DRIVER_H
#define SDK_DRIVER_H

#include <kiosk/driver.h>
#include "call.h"
#include "front.h"
#include "mail.h"
#include "options.h"
#include "status.h"

#define DRIVER_QUEUE_MAX 64 // commands that may wait
#define DRIVER_STOP_MS 700  // for the command thread to end when the link has ended

struct driver {
    const struct driver_ops *ops;
    struct options options;
    struct mail mail;
    int interrupt; // eventfd, readable while the running command is canceled

    GMutex lock; // guards what stands from here to the next line
    GCond changed;
    GQueue waiting;              // struct driver_call *, in order of arrival
    struct driver_call *running; // owned by the command thread
    bool opening;                // `open` runs
    bool begun;                  // the first `open` is over
    bool stopping, stopped;
    bool status_said; // driver_set_status() was called since that was last wanted
    struct status status;
    json_t *capabilities; // what the driver added when it was last asked

    GMutex watch_lock; // guards the next two lines
    void (*watch)(void *context, bool incoming, const json_t *packet);
    void *watch_context;

    // Command thread only.
    void *data;
    bool open, lost;
    int hangup_fd; // of the open device, watched while no command runs; -1: none
};

/* driver_thread.c: body of the command thread. */
gpointer driver_thread(gpointer driver);

/* Command thread: asks the device how it is, unless it is closed or was opened for `call`. */
void driver_thread_refresh(struct driver *driver, const struct driver_call *call);

/* Main thread. Puts `call` in the queue; false (and not taken) when too many wait. */
bool driver_thread_submit(struct driver *driver, struct driver_call *call);
/* Main thread. True when a command of the device runs or waits, so that nothing may wait
 * behind it that must be answered at any moment. */
bool driver_thread_is_busy(struct driver *driver);
/* Main thread. False: no such command. One that waits is completed at once. */
bool driver_thread_cancel(struct driver *driver, int id);
/* Main thread. Completes the device's commands that waited until their time was over. In how
 * many ms the next one's will be; -1: none. */
int driver_thread_end_late(struct driver *driver);
/* Main thread. Cancels everything and waits for the end of the thread. */
enum driver_end {
    DRIVER_END_STOPPED,
    DRIVER_END_OPENING, // not in time: it opens a device that does not answer
    DRIVER_END_STUCK,   // not in time: a command, or the closing, holds it fast
};
enum driver_end driver_thread_stop(struct driver *driver);
/* Main thread. True when a command of this id runs or waits. */
bool driver_thread_has(struct driver *driver, int id);
/* Main thread. True when nothing runs and nothing waits. */
bool driver_thread_is_idle(struct driver *driver);

/* driver_receive.c, main thread: takes what has come in. False: nothing more will come.
 */
bool driver_receive(struct driver *driver, struct front *front);

/* Has each packet told from now on, on the main thread, until called with NULL. Any thread. */
void driver_watch(struct driver *driver,
                  void (*watch)(void *context, bool incoming, const json_t *packet),
                  void *context);
/* Main thread: a packet came in or goes out. */
void driver_tell_watch(struct driver *driver, bool incoming, const json_t *packet);

/* driver_common.c, main thread: answers, or hands to the command thread, a Common command
 * whose payload has been checked. Takes what `packet` holds. */
void driver_common(struct driver *driver, struct packet *packet,
                   const struct protocol_command *row);

#endif
