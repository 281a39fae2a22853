// SPDX-License-Identifier: Apache-2.0
/* Printer.Print: from the first question to the last sheet. */
#ifndef PRINTER_IPP_PRINT_H
#define PRINTER_IPP_PRINT_H

#include "device.h"

/* Command thread. `counts_sheets` is kept between jobs: true as soon as the printer counted a
 * sheet once. */
enum completion print_run(struct driver *driver, struct driver_call *call,
                          const struct device *device, bool *counts_sheets);

#endif
