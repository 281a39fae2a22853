// SPDX-License-Identifier: Apache-2.0
/* The answer to `describe`: what a virtual device can be told, for programs. */
#ifndef SDK_VIRTUAL_DESCRIBE_H
#define SDK_VIRTUAL_DESCRIBE_H

#include <kiosk/virtual.h>

/* Faults of every virtual device; ended by a row without a cause. */
extern const struct virtual_fault virtual_any_faults[];
/* NULL: there is none of this cause. */
const struct virtual_fault *
virtual_fault_row(const struct virtual_fault *rows, const char *cause);

/* One line of JSON, as <kiosk/virtual.h> has it. g_free. */
char *virtual_describe(const struct driver_ops *driver, const struct virtual_ops *ops);

#endif
