// SPDX-License-Identifier: Apache-2.0
/* Inside remote/ only: one file for each kind of request. */
#ifndef REMOTE_PRIVATE_H
#define REMOTE_PRIVATE_H

#include "remote.h"
#include "../outbox/delivery.h"

struct remote {
    struct http *http;
    struct remote_settings settings; // of it only the callbacks and `context`
    char terminal[5];

    /* cases.c */
    GPtrArray *waiting; // of struct delivery *, oldest first
    struct delivery *sending;
    size_t sending_piece; // SIZE_MAX: the header
    GSource *next_case;   // timer
    int trust_troubles;   // one behind the other

    /* catalogue.c */
    uint8_t catalogue_key[32];
    char *catalogue_key_path; // NULL: the catalogue is not wanted
    bool catalogue_key_known, catalogue_running;
    char etag[HTTP_HEADER_VALUE_MAX];
    char etag_put_away[HTTP_HEADER_VALUE_MAX]; // by staff: not fetched again; "" none

    /* letters.c */
    GQueue letters; // of struct letter *, oldest first
    bool letter_running;
    GSource *next_letter; // timer

    /* heartbeat.c */
    GSource *heartbeat;
    bool heartbeat_running, heartbeat_hastened; // the next one is wanted at once
    int64_t heartbeat_begun_ms;
    bool told_ui, reachable, unreachable_told;
    int cases_waiting;
    json_t *supplies; // as the store told last; owned, NULL: not yet
    int64_t oldest_ms;
};

int64_t remote_now_ms(void); // real monotonic
GSource *remote_timer(int64_t wait_ms, GSourceFunc callback, struct remote *remote);
void remote_drop_timer(GSource **timer);
/* The code of an error body (office_error_schema), or "". Borrowed from *body_out, which is
 * the parsed body (new reference) or NULL. */
const char *remote_error_code(const struct http_answer *answer, json_t **body_out);

void cases_begin(struct remote *remote);
void cases_finish(struct remote *remote);
void cases_hasten(struct remote *remote); // the office can be reached again
bool cases_are_settled(const struct remote *remote);

void catalogue_begin(struct remote *remote, const char *key_path);
void catalogue_finish(struct remote *remote);
void catalogue_fetch(struct remote *remote);

void letters_finish(struct remote *remote);
void letters_hasten(struct remote *remote);
bool letters_are_settled(const struct remote *remote);

void heartbeat_begin(struct remote *remote);
void heartbeat_hasten(struct remote *remote);
void heartbeat_finish(struct remote *remote);

#endif
