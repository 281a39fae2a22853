// SPDX-License-Identifier: Apache-2.0
/* Inside the store thread only: outbox.c, submit.c and recovery.c. */
#ifndef OUTBOX_PRIVATE_H
#define OUTBOX_PRIVATE_H

#include "outbox.h"
#include "base/seal.h"
#include "pin.h"
#include "sealing.h"
#include "sign.h"
#include "store.h"

struct outbox {
    GThread *thread;
    struct mailbox *mailbox;
    struct outbox_settings settings; // of it only the callbacks, `context` and `capacity`
    gint open;                       // events that were put and are not done yet; atomic
    char *state, *office_key_path, *terminal_key_path, *catalogue_key_path;
    char terminal[5];
    char region[13];
    char staff[PIN_NAME_SIZE]; // who is in now; "": nobody, or somebody without a name

    struct store *store;    // NULL while it cannot be opened
    struct sealing sealing; // of the case that is being handed in, or will be
    struct seal_key office_key;
    bool office_key_known;
    struct sign_key terminal_key;
    bool terminal_key_known;
};

/* Keys and store, where they are missing. False: a line for staff was written. */
bool outbox_ready(struct outbox *outbox);
void outbox_to_ui(struct outbox *outbox, struct event *event);
void outbox_to_worker(struct outbox *outbox, struct event *event);
void outbox_tell_queue(struct outbox *outbox);
void outbox_tell_supplies(struct outbox *outbox);
void outbox_note_refill(struct outbox *outbox, const char *class);
void outbox_deliver(struct outbox *outbox, const struct store_case *stored);

/* staff.c: maintenance, and the catalogue that is kept together with the one before. */
void outbox_staff(struct outbox *outbox, struct event *event);
void outbox_staff_act(struct outbox *outbox, struct event *event);
void outbox_note_act(struct outbox *outbox, const char *act, const char *detail);
void outbox_keep_catalogue(struct outbox *outbox, struct event *event);
void outbox_tell_put_away(struct outbox *outbox);

/* letters.c */
void outbox_letter(struct outbox *outbox, struct event *event);
void outbox_letter_attempted(struct outbox *outbox, struct event *event);
void outbox_letter_over(struct outbox *outbox, struct event *event);
void outbox_hand_on_letters(struct outbox *outbox);
/* Those that the office refused are tried once more. */
bool outbox_letters_again(struct outbox *outbox, GError **error);

/* submit.c: EVENT_SUBMIT, from sealing to SESSION_STORED or SESSION_STORE_FAILED. */
void outbox_submit(struct outbox *outbox, struct event *event);
/* EVENT_SEAL: seals the pages of a case that will probably be handed in. */
void outbox_seal_ahead(struct outbox *outbox, struct event *event);

/* recovery.c: compares rows, files and intents after a start and hands on what is open. */
void outbox_recover(struct outbox *outbox);

#endif
