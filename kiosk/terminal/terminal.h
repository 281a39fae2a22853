// SPDX-License-Identifier: Apache-2.0
/* Terminal: one struct of all parts, and the loop of the ui thread. Nothing in that loop
 * waits for anything but a touch, an event of another thread, or time. */
#ifndef TERMINAL_TERMINAL_H
#define TERMINAL_TERMINAL_H

#include <glib.h>
#include <stdbool.h>
#include "worker.h"

/* All borrowed; must stand until terminal_destroy. */
struct terminal_settings {
    const char *id, *region;
    int panel_width_mm, panel_height_mm, panel_bottom_mm;
    int width, height; // of the window; 0: the whole display
    const char *state, *services, *assets, *locale, *drivers;
    const char *readings; // file; NULL: services are found by characters only
    struct http_settings http;
    const char *office_key, *catalogue_key, *terminal_key;
    const char *power_off; // command; NULL: staff cannot switch the machine off here
    const struct worker_device *devices;
    size_t device_count;
};

struct terminal;

/* The window stands and shows its first page when this returns; only then come store,
 * drivers and network. NULL: *error says what is missing. */
struct terminal *
terminal_create(const struct terminal_settings *settings, GError **error);
void
terminal_run(struct terminal *terminal); // until SIGTERM, SIGINT or the window closes
/* It ended because staff want the program anew: exit status TERMINAL_EXIT_RESTART, which
 * whoever started it takes as the wish to start it again. */
#define TERMINAL_EXIT_RESTART 75
bool terminal_wants_restart(const struct terminal *terminal);
void terminal_destroy(struct terminal *terminal); // wipes; NULL-safe

#endif
