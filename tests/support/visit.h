// SPDX-License-Identifier: Apache-2.0
/* The steps of a visit that journeys share: enrolment in resident medical insurance, from
 * the attract screen to the end. Each step must succeed, or the test ends. */
#ifndef SUPPORT_VISIT_H
#define SUPPORT_VISIT_H

#include "world.h"

#define VISIT_SERVICE "medical-insurance"
#define VISIT_GROUP "medical"
#define VISIT_PHONE "10000001234"

/* A journey in both modes: "<path>/standard" and "<path>/assisted"; the data of the test is the
 * word of its mode. Its world: "<name>" or "<name>-assisted", begun in that mode. */
void visit_add_both(const char *path, void (*test)(gconstpointer mode));
struct world *visit_world(gconstpointer mode, const struct world_options *options);

/* attract → home, in the mode of the world. world->touches counts from there. */
void visit_start(struct world *world);
/* Touches `id`, on whatever part of the page it stands. */
void visit_tap(struct world *world, const char *id);
/* attract → home → guide → consent → card, which waits for the card now. */
void visit_begin(struct world *world);
/* The same from a page that shows the service's tile. */
void visit_begin_from(struct world *world, const char *tile);
/* consent → card: agrees, and does it for oneself where that is asked. */
void visit_agree(struct world *world);
/* card → form: lays the card down, takes it up again when the form is there. */
void visit_card(struct world *world);
/* form → scan: types the phone number, chooses the category. */
void visit_form(struct world *world);
/* scan → check: one page. */
void visit_scan(struct world *world);
/* check → submitting, and on to the last screen or to a fault. */
void visit_submit(struct world *world);
/* The numbers on the screen, of a booking on its screens, else of a case; g_free both. */
void visit_numbers(struct world *world, const char *screen, char **number_out,
                   char **code_out);
/* A stroke across the box of that id, by a finger that comes down, moves and is lifted. */
void visit_draw(struct world *world, const char *id);
/* done → attract. */
void visit_leave(struct world *world);

/* Sets the PIN of staff as an administrator does it: on standard input. The exit status. */
int visit_set_pin(struct world *world, const char *pin);

/* A folder of services below $BUILD/worlds: this service with nothing to scan and one question,
 * "landmark", that is answered with words. Its path (g_free). */
char *visit_services_with_words(const char *name);

#endif
