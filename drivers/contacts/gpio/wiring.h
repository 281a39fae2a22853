// SPDX-License-Identifier: Apache-2.0
/* Which line of the chip is which contact or lamp. Pure.
 *
 *   gpio:/dev/gpiochip0?cabinetDoor=17&tamperSensor=27:low&statusGood=5
 *
 * A contact's line is active when the unusual happens: the door is open, the switch is
 * released, somebody is there, the button is pressed. `:low`: active at low level, with the
 * chip's pull-up where it has one. */
#ifndef CONTACTS_GPIO_WIRING_H
#define CONTACTS_GPIO_WIRING_H

#include <glib.h>
#include <stdbool.h>

#define WIRING_ERROR (g_quark_from_static_string("kiosk-wiring"))
#define WIRING_MAX 16
#define WIRING_LINE_MAX 1023

struct wire {
    const char *word; // of contacts_contact_words or contacts_light_words
    unsigned line;
    bool light, low;
    const char *active, *inactive; // values of a contact
};

struct wiring {
    char *chip; // path; owned
    struct wire wires[WIRING_MAX];
    size_t count;
};

/* False: *error; nothing is owned then. */
bool wiring_parse(struct wiring *wiring, const char *address, GError **error);
void wiring_finish(struct wiring *wiring);

#endif
