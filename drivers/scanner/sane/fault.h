// SPDX-License-Identifier: Apache-2.0
/* Fault: what a SANE status means in the words of the protocol. Pure. */
#ifndef DRIVERS_SCANNER_SANE_FAULT_H
#define DRIVERS_SCANNER_SANE_FAULT_H

#include <kiosk/driver.h>
#include <sane/sane.h>

struct fault {
    SANE_Status status;
    enum completion completion;
    const char *cause;
    struct driver_status device; // what the scanner is from then on
    bool lost;                   // open it anew before the next command
};

/* Every status that is not SANE_STATUS_GOOD has a row; an unknown one is an ioError. */
const struct fault *fault_of(SANE_Status status);

#endif
