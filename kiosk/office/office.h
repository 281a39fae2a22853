// SPDX-License-Identifier: Apache-2.0
/* The whole office as one struct of its parts. Not <kiosk/office.h>, which is the contract. */
#ifndef OFFICE_OFFICE_H
#define OFFICE_OFFICE_H

#include <jansson.h>

#include "core/calendar.h"
#include "core/place.h"
#include "core/service.h"
#include "office/bookings.h"
#include "office/http.h"
#include "office/keys.h"
#include "office/published.h"
#include "office/sessions.h"
#include "office/settings.h"
#include "office/store.h"

struct inside;

struct office {
    struct settings settings;
    struct keyring *keyring;
    struct published *published;
    struct store *store;
    struct sessions *sessions;
    struct calendar *calendar; // NULL: not known
    struct place place;        // place.json NULL when there is none
    struct bookings *bookings;
    GThreadPool *workers;     // what waits: passwords, staff pages
    struct inside *inside;    // what opens new cases, beside the workers
    GMutex definitions_mutex; // over `definitions`
    GHashTable *definitions;  // "id/version" → struct service, also of old versions
    struct http_server *terminals, *staff;
};

/* Takes the settings in every case. NULL: *error. */
struct office *office_start(struct settings *settings, GError **error);
/* Answers what it has taken, then ends. */
void office_stop(struct office *office);

/* Runs `work` on a worker thread. */
typedef void (*office_work)(struct office *office, void *data);
void office_do(struct office *office, office_work work, void *data);

/* Never on a thread that serves connections. Borrowed for the life of the office; NULL: not known or not readable. */
const struct service *
office_service(struct office *office, const char *id, int64_t version);

#endif
