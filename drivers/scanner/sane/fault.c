// SPDX-License-Identifier: Apache-2.0
#include "fault.h"

#define ONLINE                                                                           \
    {                                                                                    \
        .device = DEVICE_ONLINE                                                          \
    }

/* The last row stands for all that is not named. */
static const struct fault faults[] = {
    {SANE_STATUS_JAMMED,
     COMPLETION_USER_ERROR,
     "mediaJam",
     {.device = DEVICE_USER_ERROR,
      .cause = "mediaJam",
      .action = ACTION_CLEAR,
      .media = "jammed"},
     false},
    {SANE_STATUS_COVER_OPEN,
     COMPLETION_USER_ERROR,
     "coverOpen",
     {.device = DEVICE_USER_ERROR, .cause = "coverOpen", .action = ACTION_CLEAR},
     false},
    // No page laid in is a person's matter, not the scanner's: it stays online.
    {SANE_STATUS_NO_DOCS,
     COMPLETION_USER_ERROR,
     "noMedia",
     {.device = DEVICE_ONLINE, .media = "notPresent"},
     false},
    {SANE_STATUS_DEVICE_BUSY,
     COMPLETION_DEVICE_NOT_READY,
     "busy",
     {.device = DEVICE_BUSY, .cause = "busy", .action = ACTION_SUSPEND},
     false},
    {SANE_STATUS_ACCESS_DENIED,
     COMPLETION_DEVICE_NOT_READY,
     "accessDenied",
     {.device = DEVICE_OFFLINE, .cause = "accessDenied", .action = ACTION_CONFIGURATION},
     true},
    // Backends say so of options, or of a device, that they do not have.
    {SANE_STATUS_INVAL,
     COMPLETION_DEVICE_NOT_READY,
     "badConfiguration",
     {.device = DEVICE_OFFLINE,
      .cause = "badConfiguration",
      .action = ACTION_CONFIGURATION},
     true},
    {SANE_STATUS_UNSUPPORTED, COMPLETION_UNSUPPORTED_DATA, "badConfiguration", ONLINE,
     false},
    {SANE_STATUS_NO_MEM,
     COMPLETION_NOT_ENOUGH_SPACE,
     "internalError",
     {.device = DEVICE_HARDWARE_ERROR, .cause = "internalError", .action = ACTION_RESET},
     true},
    // Not by us: whoever cancels by a key of the scanner wants no page.
    {SANE_STATUS_CANCELLED, COMPLETION_CANCELED, "none", ONLINE, false},
    {SANE_STATUS_IO_ERROR,
     COMPLETION_HARDWARE_ERROR,
     "ioError",
     {.device = DEVICE_HARDWARE_ERROR, .cause = "ioError", .action = ACTION_MAINTENANCE},
     true},
};

const struct fault *
fault_of(SANE_Status status)
{
    size_t i = 0;
    while (i < G_N_ELEMENTS(faults) - 1 && faults[i].status != status)
        i++;
    return &faults[i];
}
