// SPDX-License-Identifier: Apache-2.0
/* Mailbox: a queue of owned pointers between threads. Any number of threads may put, one
 * takes. What crosses carries all its data: nothing else is shared. */
#ifndef BASE_MAILBOX_H
#define BASE_MAILBOX_H

#include <stdint.h>

struct mailbox;

/* `wake` tells the taking thread that something came (SDL_PushEvent, g_main_context_wakeup);
 * it runs on the putting thread, outside the lock, after every put. NULL: the taker uses
 * mailbox_wait. */
struct mailbox *mailbox_create(void (*wake)(void *context), void *context);
/* Frees what nobody took with `free_item` (NULL: nothing is freed). NULL-safe. No other
 * thread may use the mailbox any more. */
void mailbox_destroy(struct mailbox *mailbox, void (*free_item)(void *item));

/* Takes `item`, which is not NULL. Never blocks for longer than the lock. */
void mailbox_put(struct mailbox *mailbox, void *item);
/* The oldest item, yours now; NULL when empty. */
void *mailbox_take(struct mailbox *mailbox);
/* The same, but waits for one, at most `timeout_ms` real milliseconds; negative: for ever. */
void *mailbox_wait(struct mailbox *mailbox, int64_t timeout_ms);

#endif
