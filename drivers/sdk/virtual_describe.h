// SPDX-License-Identifier: Apache-2.0
/* The answer to `describe`: what a virtual device can be told, for programs. */
#ifndef SDK_VIRTUAL_DESCRIBE_H
#define SDK_VIRTUAL_DESCRIBE_H

#include <kiosk/virtual.h>

/* One line of JSON, as <kiosk/virtual.h> has it. g_free. */
char *virtual_describe(const struct driver_ops *driver, const struct virtual_ops *ops);

#endif
