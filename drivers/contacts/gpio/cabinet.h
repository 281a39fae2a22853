// SPDX-License-Identifier: Apache-2.0
/* The lines of one GPIO chip, watched on a thread of its own. */
#ifndef CONTACTS_GPIO_CABINET_H
#define CONTACTS_GPIO_CABINET_H

#include "drivers/sdk/recording.h"
#include "wiring.h"

#define CABINET_ERROR (g_quark_from_static_string("kiosk-cabinet"))

/* Called on the cabinet's thread. */
struct cabinet_listener {
    void (*changed)(const struct wire *wire, const char *value, void *context);
    void (*gone)(void *context); // the chip was unplugged
    void *context;
};

struct cabinet;

/* `wiring` stays with the caller and must stand until cabinet_close(). `recording` (taken;
 * NULL: none) is played instead of a chip, `recorder` (taken; NULL: none) writes one: pieces
 * of three bytes, the line's number, low byte first, and whether it is active. The code of
 * *error is errno. */
struct cabinet *cabinet_open(const struct wiring *wiring, struct recording *recording,
                             struct recorder *recorder,
                             const struct cabinet_listener *listener, GError **error);
void cabinet_close(struct cabinet *cabinet); // NULL-safe; lamps go out

/* Any thread. Value of the contact at `index` of the wiring, as last told. */
const char *cabinet_value(struct cabinet *cabinet, size_t index);
/* Command thread. */
bool cabinet_light(struct cabinet *cabinet, size_t index, bool on);

#endif
