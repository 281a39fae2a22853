// SPDX-License-Identifier: Apache-2.0
/* Scan: the command Scanner.Scan. Command thread. */
#ifndef DRIVERS_SCANNER_SANE_SCAN_H
#define DRIVERS_SCANNER_SANE_SCAN_H

#include <kiosk/driver.h>

#include "address.h"
#include "device.h"

struct scanner {
    struct address address;
    struct device device;
};

enum completion scan_run(struct driver *driver, struct driver_call *call);

#endif
