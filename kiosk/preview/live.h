// SPDX-License-Identifier: Apache-2.0
/* Live: a service in a window, for its author's own finger. ui thread only. */
#ifndef PREVIEW_LIVE_H
#define PREVIEW_LIVE_H

#include <glib.h>
#include <stdbool.h>

#include "terminal/services.h"

struct live_settings {
    const struct catalogue *catalogue; // of the one service
    const struct services *services;
    const char *locale, *pictures, *samples; // folders; locale NULL: the system's
    int width, height;                       // of the window, in pixels
};

/* Returns when the window is closed. */
bool live_run(const struct live_settings *settings, GError **error);

#endif
