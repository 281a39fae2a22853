// SPDX-License-Identifier: Apache-2.0
/* Device: one configured device, its driver process and the commands that it is given.
 * Commands run one at a time, in order. Each ends in exactly one call of `done`: with the
 * driver's completion, or with one made here when the driver died, hung or never came.
 * Worker thread. */
#ifndef DEVICES_DEVICE_H
#define DEVICES_DEVICE_H

#include <jansson.h>
#include <stdbool.h>
#include "base/link.h"
#include "health.h"
#include <kiosk/protocol.h>

struct device;

struct device_answer {
    enum completion completion;
    const char *cause;     // "none" when there is none; borrowed
    const json_t *payload; // never NULL; checked by the class when success; borrowed
    struct packet *packet; // packet_take_blob takes descriptors; NULL: made here
};

struct device_request {
    const char *name; // a command of the class
    json_t *payload;  // taken
    const int *blobs; // descriptors, taken; sealed
    size_t blob_count;
    int timeout_ms; // 0: what the class gives
    void (*done)(const struct device_answer *answer, void *context);
    /* Events of this command, checked; may be NULL. packet_take_blob takes descriptors. */
    void (*told)(const char *name, const json_t *payload, struct packet *packet,
                 void *context);
    void *context;
};

/* Returns the id, above 0. `done` is never called from inside. */
int device_send(struct device *device, const struct device_request *request);
/* Makes the command end soon; an id that is over is ignored. */
void device_cancel(struct device *device, int id);
/* Ends a command that no driver has got yet, as canceled. False: it runs, or is over. */
bool device_take_back(struct device *device, int id);

const struct health *device_health(const struct device *device);
bool device_is_idle(const struct device *device); // no command waits or runs
/* It runs and has said how it is, or it is known not to. */
bool device_is_settled(const struct device *device);
pid_t device_pid(const struct device *device); // 0: not running

#endif
