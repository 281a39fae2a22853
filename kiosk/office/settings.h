// SPDX-License-Identifier: Apache-2.0
/* The office's configuration: group [office] of a key file. */
#ifndef OFFICE_SETTINGS_H
#define OFFICE_SETTINGS_H

#include "base/config.h"

extern const struct config_key settings_keys[];

struct settings {
    struct config *config;             // owns the strings
    const char *listen, *staff_listen; // staff_listen NULL: no staff pages
    const char *certificate, *key, *client_ca;
    const char *services;  // folder of <id>/service.json
    const char *keys;      // folder of private keys
    const char *place;     // place.json or NULL
    const char *calendars; // folder of <year>.json or NULL
    const char *bookings;  // bookings.json or NULL
    bool one_person;       // 受办 need not be two people's
    unsigned connections_max;
    char *database; // sqlite:/absolute/path
    char *pieces;   // folder of sealed pieces
    char *inbox;    // folder of what the command line hands over
};

bool settings_load(struct settings *settings, const char *path, GError **error);
void settings_finish(struct settings *settings); // NULL- and zero-safe

#endif
