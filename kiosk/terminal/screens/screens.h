// SPDX-License-Identifier: Apache-2.0
/* Screens: one file each and one table of them. A screen fills a fresh view from the state
 * and nothing else; widgets carry the event that a tap sends. ui thread only. */
#ifndef SCREENS_SCREENS_H
#define SCREENS_SCREENS_H

#include "terminal/session.h"

struct view;  // ui/view.h
struct pages; // terminal/pages.h: previews by handle

struct screen_context {
    const struct session *session;
    const struct pages *pages;
};

struct screen {
    const char *name; // "check": the name in the inspect interface and of screenshots
    void (*build)(struct view *view, const struct screen_context *context);
};

extern const struct screen screen_table[SCREEN_COUNT];

/* Builds the screen and the dialog over it. */
void screens_build(struct view *view, const struct screen_context *context);

#endif
