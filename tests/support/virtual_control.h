// SPDX-License-Identifier: Apache-2.0
/* The hand that steers a virtual device (<kiosk/virtual.h>) in tests and journeys. */
#ifndef SUPPORT_VIRTUAL_CONTROL_H
#define SUPPORT_VIRTUAL_CONTROL_H

#include <jansson.h>

/* Sends one line to the control socket, waiting for the socket at most 5 s, and returns the
 * answer without its end (g_free); NULL when the device went without an answer. */
char *virtual_control_ask(const char *socket_path, const char *line);
/* The same without waiting: NULL when nobody is there. */
char *virtual_control_try(const char *socket_path, const char *line);
/* The same, printf-like; anything but "ok" fails the test. */
void virtual_control(const char *socket_path, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* What `state` says. New reference. */
json_t *virtual_control_state(const char *socket_path);

#endif
