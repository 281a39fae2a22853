// SPDX-License-Identifier: Apache-2.0
/* The two halves of the demo. */
#ifndef DEMO_DEMO_H
#define DEMO_DEMO_H

#include "tests/support/world.h"

#define DEMO_CLERK "clerk"
#define DEMO_PASSWORD "demo-only-2026"

void demo_add_clerk(struct world *world, const char *name);

/* Kiosk and devices side by side on this display, until one of the windows is closed. */
int demo_show(const char *display);

#endif
