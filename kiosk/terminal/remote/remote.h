// SPDX-License-Identifier: Apache-2.0
/* Remote: all talk with the office. Delivers the cases that wait, fetches the catalogue, says
 * how the terminal is. Worker thread; answers go as events to store and ui. */
#ifndef REMOTE_REMOTE_H
#define REMOTE_REMOTE_H

#include <stdbool.h>
#include "../event.h"
#include "http.h"

#define REMOTE_ASK_MS 10000 // a person waits no longer

struct remote_settings {
    struct http_settings http;
    const char *terminal; // four digits
    const char
        *catalogue_key; // file: ed25519 public key; NULL: the catalogue is not fetched
    const char *etag;   // of the catalogue that is in use; "" none
    /* How the devices are: array of DeviceHealth, new reference. */
    json_t *(*devices)(void *context);
    void (*to_store)(struct event *event, void *context); // both take `event`
    void (*to_ui)(struct event *event, void *context);
    void *context;
};

struct remote;

struct remote *remote_create(const struct remote_settings *settings);
void remote_destroy(struct remote *remote);

/* EVENT_DELIVER: one more case waits. The same case twice is one. Borrows. */
void remote_deliver(struct remote *remote, const struct event *event);
/* EVENT_ASK: something that needs an answer at once. Told to the ui as SESSION_ANSWERED within
 * REMOTE_ASK_MS, whatever happens. Borrows. */
void remote_ask(struct remote *remote, const struct event *event);
/* EVENT_QUEUE: what the heartbeat tells. */
void remote_queue(struct remote *remote, const struct event *event);
/* What is told of paper from now on: array of Supply. Borrowed, copied. */
void remote_supplies(struct remote *remote, const json_t *supplies);
/* EVENT_SEND_LETTER: one more letter waits. Sent in order. Borrows. */
void remote_letter(struct remote *remote, const struct event *event);
/* Staff want it: what waits is tried at once. */
void remote_hasten(struct remote *remote);
/* Something about the machine that the office wants to hear soon: the next heartbeat is not
 * waited for. May be called as often as a loose contact likes. */
void remote_changed(struct remote *remote);
/* EVENT_CATALOGUE_IN_USE: staff went back to an earlier catalogue. Borrows. */
void remote_catalogue_in_use(struct remote *remote, const struct event *event);
/* Nothing is on its way and nothing that waits is due. */
bool remote_is_settled(const struct remote *remote);

#endif
