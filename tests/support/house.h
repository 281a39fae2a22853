// SPDX-License-Identifier: Apache-2.0
/* A house: a terminal with one case handed in, and the clerks who decide about it on the real
 * staff pages. What journeys of progress and results share. */
#ifndef SUPPORT_HOUSE_H
#define SUPPORT_HOUSE_H

#include "clerk.h"
#include "world.h"

#define HOUSE_PASSWORD "qingshan-2026"

struct house {
    struct world *world;
    struct office_process office; // the world's, as the clerks see it
    struct clerk window, approver;
    char *case_id, *number, *code;
};

/* A case is handed in, and the machine is free again. `mode`: standard or assisted. */
struct house *
house_set_up(gconstpointer mode, const char *name, enum world_devices devices);
/* The same around a case that was handed in otherwise; the machine is still at its last screen.
 * Takes the world and the words. */
struct house *house_around(struct world *world, char *case_id, char *number, char *code);
void house_tear_down(struct house *house);
void house_reach(struct house *house, const char *screen);

/* A clerk does something with the case; `more` as in clerk_press. */
void
house_act(struct house *house, struct clerk *clerk, const char *what, const char *more);
/* From a case that was handed in to a result that can be taken. */
void house_issue(struct house *house, GByteArray *pdf);
void house_must_be(struct house *house, const char *state);

/* attract → the place where the query code is asked. */
void house_come_by_card(struct house *house);
void house_come_by_number(struct house *house);
/* The result is printed: the place where it is signed for. */
void house_go_to_sign(struct house *house);

#endif
