// SPDX-License-Identifier: Apache-2.0
/* Device: the open scanner. Calls that a dead peer can hold for ever (sane_open, sane_cancel,
 * sane_close) are made on a second thread and given up after a while: the process is not worth
 * more than that, the supervisor has another.
 *
 * Command thread but for device_interrupt, which is for any. */
#ifndef DRIVERS_SCANNER_SANE_DEVICE_H
#define DRIVERS_SCANNER_SANE_DEVICE_H

#include <glib.h>
#include <sane/sane.h>
#include <stdbool.h>

#define DEVICE_ERROR (g_quark_from_static_string("kiosk-sane-device"))
#define DEVICE_ERROR_STUCK (-1) // code; all others are a SANE_Status

struct device {
    GMutex lock;
    GCond changed;
    SANE_Handle handle; // NULL: not open
    int fd;             // readable when a frame has bytes; -1: reads block
    bool scanning;      // between sane_start and the end of the frame
    bool ending;        // a call on the second thread has not come back, or was given up
    bool unfinished;    // a scan was begun and did not come to its end
    bool close_wanted;  // that thread closes the handle and SANE before it comes back
    int64_t ending_since_ms, patience_ms;
    char *name;  // as it was opened
    bool listed; // SANE finds it by itself, so that it can be missed
    int64_t checked_ms;
};

void device_init(struct device *device);

/* `name` "": the first one found. Comes back in 5 s; DEVICE_ERROR_STUCK when the scanner has
 * not done so. */
bool device_open(struct device *device, const char *name, GError **error);
void device_close(struct device *device); // NULL handle: nothing
/* Closes it and opens the same one again. False: it is closed. */
bool device_reopen(struct device *device, GError **error);
/* Whether it is still there; asks it at most every DEVICE_CHECK_MS. */
#define DEVICE_CHECK_MS 10000
bool device_check(struct device *device);

/* sane_start; reads do not block where the backend knows how, see `fd`. */
SANE_Status device_start(struct device *device);
void device_interrupt(struct device *device); // makes a read in a started frame end soon
/* Ends the scan. False: the scanner does not answer; it must be closed. */
bool device_stop(struct device *device);
/* After a whole page of a feeder that shall give another. */
void device_pause(struct device *device);

#endif
