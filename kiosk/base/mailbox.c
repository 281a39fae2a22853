// SPDX-License-Identifier: Apache-2.0
#include "mailbox.h"

#include <errno.h>
#include <glib.h>
#include <pthread.h>
#include <time.h>

struct mailbox {
    pthread_mutex_t lock;
    pthread_cond_t came;
    GQueue items;
    void (*wake)(void *context);
    void *context;
};

struct mailbox *
mailbox_create(void (*wake)(void *context), void *context)
{
    struct mailbox *mailbox = g_new0(struct mailbox, 1);
    pthread_condattr_t attributes;

    mailbox->wake = wake;
    mailbox->context = context;
    g_queue_init(&mailbox->items);
    pthread_mutex_init(&mailbox->lock, NULL);
    // The wall clock may be set while we wait.
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&mailbox->came, &attributes);
    pthread_condattr_destroy(&attributes);
    return mailbox;
}

void
mailbox_destroy(struct mailbox *mailbox, void (*free_item)(void *item))
{
    void *item;

    if (!mailbox)
        return;
    while ((item = g_queue_pop_head(&mailbox->items))) {
        if (free_item)
            free_item(item);
    }
    pthread_cond_destroy(&mailbox->came);
    pthread_mutex_destroy(&mailbox->lock);
    g_free(mailbox);
}

void
mailbox_put(struct mailbox *mailbox, void *item)
{
    g_assert(item);
    pthread_mutex_lock(&mailbox->lock);
    g_queue_push_tail(&mailbox->items, item);
    pthread_cond_signal(&mailbox->came);
    pthread_mutex_unlock(&mailbox->lock);
    if (mailbox->wake)
        mailbox->wake(mailbox->context);
}

void *
mailbox_take(struct mailbox *mailbox)
{
    pthread_mutex_lock(&mailbox->lock);
    void *item = g_queue_pop_head(&mailbox->items);
    pthread_mutex_unlock(&mailbox->lock);
    return item;
}

static struct timespec
moment_in(int64_t timeout_ms)
{
    struct timespec moment;

    clock_gettime(CLOCK_MONOTONIC, &moment);
    moment.tv_sec += (time_t)(timeout_ms / 1000);
    moment.tv_nsec += (long)(timeout_ms % 1000) * 1000000;
    if (moment.tv_nsec >= 1000000000) {
        moment.tv_sec++;
        moment.tv_nsec -= 1000000000;
    }
    return moment;
}

void *
mailbox_wait(struct mailbox *mailbox, int64_t timeout_ms)
{
    struct timespec deadline = moment_in(MAX(timeout_ms, 0));
    int result = 0;

    pthread_mutex_lock(&mailbox->lock);
    while (g_queue_is_empty(&mailbox->items) && result != ETIMEDOUT) {
        if (timeout_ms < 0)
            pthread_cond_wait(&mailbox->came, &mailbox->lock);
        else
            result = pthread_cond_timedwait(&mailbox->came, &mailbox->lock, &deadline);
    }
    void *item = g_queue_pop_head(&mailbox->items);
    pthread_mutex_unlock(&mailbox->lock);
    return item;
}
