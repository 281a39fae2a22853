// SPDX-License-Identifier: Apache-2.0
/* Mail: messages on their way from any thread to the main thread, which alone speaks on
 * the front. Any thread but where said. */
#ifndef SDK_MAIL_H
#define SDK_MAIL_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <kiosk/protocol.h>

/* Events that may wait. A driver that makes more while nobody reads loses the newest
 * ones; completions are never lost. */
#define MAIL_EVENTS_MAX 512

struct message {
    json_t *body;                  // owned
    int blobs[PROTOCOL_BLOBS_MAX]; // owned
    size_t blob_count;
};

void message_finish(struct message *message); // NULL- and zero-safe

struct mail {
    GMutex lock;
    GQueue messages; // struct message *
    int frames;      // events with blobs among them: one at most
    int wake;        // eventfd: readable while something waits
};

void mail_init(struct mail *mail);
void mail_finish(struct mail *mail);

/* Take what `message` holds and leave it empty. */
void mail_post(struct mail *mail, struct message *message);
void mail_post_event(struct mail *mail, struct message *message);

/* Makes the main thread look around, although there is no message. */
void mail_wake(struct mail *mail);

/* Main thread. False when nothing waits. */
bool mail_take(struct mail *mail, struct message *message_out);

#endif
