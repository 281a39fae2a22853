// SPDX-License-Identifier: Apache-2.0
/* Services: what the terminal reads from files at its start: services and their groups, the
 * place, the calendars. A broken file is told with file, line and what is wanted; the rest
 * works. ui thread, before the window waits for anybody, and between visits. */
#ifndef TERMINAL_SERVICES_H
#define TERMINAL_SERVICES_H

#include <glib.h>
#include <stdbool.h>
#include "core/calendar.h"
#include "core/place.h"
#include "core/region.h"
#include "core/service.h"

#define SERVICES_ERROR (g_quark_from_static_string("kiosk-services"))
#define SERVICES_ETAG_MAX 512

struct services_settings {
    const char *services;      // folder: <id>/service.json, groups.json
    const char *assets;        // folder: place.json, calendars/, regions/
    const char *state;         // folder: the office's catalogue, when it was fetched
    const char *catalogue_key; // file; NULL: the office's catalogue is not believed
};

struct services {
    struct catalogue *catalogue;
    struct calendar *calendar;
    struct place place;
    struct regions *regions; // NULL: addresses are typed
    char *etag;              // of the office's catalogue in use; "" when from the folders
};

/* False: the place cannot be read, without which no screen can say where it stands. */
bool services_init(struct services *services, const struct services_settings *settings,
                   GError **error);
void services_finish(struct services *services); // zero-safe

/* The office's catalogue, whose signature was checked, with the groups of the folder when it
 * brings none. NULL: its shape is wrong; told. Any thread. */
struct catalogue *services_from_office(const char *folder, const json_t *value);

#endif
