// SPDX-License-Identifier: Apache-2.0
/* The parts of the demo. */
#ifndef DEMO_DEMO_H
#define DEMO_DEMO_H

#include "tests/support/world.h"

#define DEMO_CLERK "clerk"
#define DEMO_PASSWORD "demo-only-2026"

/* A case as the person and the office know it; all g_free'd. */
struct demo_case {
    char *number, *code, *case_id;
};

void demo_add_clerk(struct world *world, const char *name);

/* What people do, in the mode of the world, a picture of each thing (visits.c). `folder` gets
 * the papers; NULL: they are not kept. */
struct demo_case demo_enrol(struct world *world, const char *folder);
void demo_correct(struct world *world, const struct demo_case *given);
void
demo_take_result(struct world *world, const struct demo_case *given, const char *folder);
void demo_book(struct world *world, const char *folder);
void demo_report_trouble(struct world *world, const char *folder);
void demo_write_words(struct world *world);
void demo_look_around(struct world *world); // groups, languages
void demo_bad_day(struct world *world);
void
demo_fall_idle(struct world *world); // the terminal is started anew, with a fast clock
void demo_maintain(struct world *world);

/* Kiosk and devices side by side on this display, until one of the windows is closed. */
int demo_show(const char *display);

#endif
