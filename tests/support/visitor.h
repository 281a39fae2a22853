// SPDX-License-Identifier: Apache-2.0
/* A visitor of the pure session: plays the person and the outside, keeps the effects. */
#ifndef SUPPORT_VISITOR_H
#define SUPPORT_VISITOR_H

#include "core/calendar.h"
#include "terminal/library.h"
#include "terminal/session.h"

struct visitor {
    struct session session;
    struct catalogue *catalogue; // shared with all visitors, until another one is taken
    // Shared: what ships, with the readings of the build.
    struct calendar *calendar;
    struct regions *regions;
    const struct library *library;
    struct place place;
    int64_t real_ms, monotonic_ms;
    struct effects effects; // of the last event
    int touches;            // keys pressed; characters typed are not counted
    int next_handle;
    int card_order, scan_order, submit_order, print_order; // the last of each
};

void visitor_init(struct visitor *visitor);
void visitor_finish(struct visitor *visitor);
/* In another language from here on, gettext as well, which goes on with it. */
void visitor_speaks(struct visitor *visitor, const char *language);
/* Takes `catalogue` in the place of the one for tests; on the waiting screen. */
void visitor_takes_what_ships(struct visitor *visitor); // assets/services
void visitor_takes_catalogue(struct visitor *visitor, struct catalogue *catalogue);

/* One event. The effects of it stand in visitor->effects. */
bool visitor_event(struct visitor *visitor, const struct session_event *event);
/* A touch of the person; counted. */
bool
visitor_does(struct visitor *visitor, enum session_event_kind kind, const char *text);
void visitor_types(struct visitor *visitor, const char *text);
void visitor_waits(struct visitor *visitor, int64_t ms); // time, and one tick
bool visitor_has_effect(const struct visitor *visitor, enum effect_kind kind);
int visitor_count_effects(const struct visitor *visitor, enum effect_kind kind);

/* The outside answers the last order of its kind. */
void visitor_card_is_read(struct visitor *visitor);
void visitor_card_fails(struct visitor *visitor, const char *cause);
int visitor_page_comes(struct visitor *visitor, const char *verdict); // its handle
void visitor_scan_fails(struct visitor *visitor, const char *cause);
void visitor_is_stored(struct visitor *visitor);
void visitor_is_delivered(struct visitor *visitor);
void visitor_is_printed(struct visitor *visitor);
void visitor_print_fails(struct visitor *visitor, const char *cause, int sheets);
void visitor_device(struct visitor *visitor, const char *class, enum device_state state,
                    const char *cause);

/* What must be true. Nothing: not one byte of a visit, whatever member it stood in. Wiped: that,
 * and the machine is as every visit finds it. */
void visitor_must_hold_nothing(const struct visitor *visitor);
void visitor_must_be_on(const struct visitor *visitor, enum screen_id screen);
void visitor_must_be_wiped(const struct visitor *visitor);

/* From the waiting screen to… */
/* consent → card: agrees, and does it for oneself where that is asked. */
void visitor_agrees(struct visitor *visitor);
void visitor_comes_to_card(struct visitor *visitor);
void visitor_comes_to_form(struct visitor *visitor);
void visitor_comes_to_scan(struct visitor *visitor);
void visitor_comes_to_check(struct visitor *visitor);
void visitor_comes_to_submitting(struct visitor *visitor);
void visitor_comes_to_done(struct visitor *visitor); // the slip is being printed

#endif
