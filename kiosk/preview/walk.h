// SPDX-License-Identifier: Apache-2.0
/* Walk: a made-up person goes through one service, in the pure session, and answers all that
 * is asked in the simplest way. */
#ifndef PREVIEW_WALK_H
#define PREVIEW_WALK_H

#include "terminal/services.h"
#include "terminal/session.h"

struct walk {
    const struct catalogue *catalogue; // of one service
    const struct services *services;
    bool assisted;
    const struct session_language *languages; // that the machine has, the first is Chinese
    size_t language_count;
    const char *language; // in which it is walked
};

/* Calls `seen` at each page, at its beginning and when it is filled in. NULL: it came to the
 * check page; else the name of the screen where it could not go on. */
const char *
walk_through(const struct walk *walk,
             void (*seen)(const struct session *session, void *context), void *context);

#endif
