// SPDX-License-Identifier: Apache-2.0
#include "mail.h"

#include <sys/eventfd.h>
#include <unistd.h>
#include "base/diag.h"

void
message_finish(struct message *message)
{
    if (message == NULL)
        return;
    for (size_t i = 0; i < message->blob_count; i++)
        close(message->blobs[i]);
    json_decref(message->body);
    *message = (struct message){0};
}

void
mail_init(struct mail *mail)
{
    g_mutex_init(&mail->lock);
    g_queue_init(&mail->messages);
    mail->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (mail->wake < 0)
        g_error("eventfd: %s", g_strerror(errno));
}

static void
message_free(gpointer data)
{
    message_finish(data);
    g_free(data);
}

void
mail_finish(struct mail *mail)
{
    g_queue_clear_full(&mail->messages, message_free);
    g_mutex_clear(&mail->lock);
    close(mail->wake);
}

static bool
mail_put(struct mail *mail, struct message *message, unsigned limit)
{
    struct message *letter = g_memdup2(message, sizeof *message);
    g_mutex_lock(&mail->lock);
    bool fits = mail->messages.length < limit;
    bool frame = letter->blob_count > 0 && limit != G_MAXUINT;
    if (fits && frame && mail->frames > 0) {
        // The earlier picture has not gone out yet: nobody needs this one.
        g_mutex_unlock(&mail->lock);
        message_free(letter);
        *message = (struct message){0};
        return true;
    }
    if (fits && frame)
        mail->frames++;
    if (fits)
        g_queue_push_tail(&mail->messages, letter);
    g_mutex_unlock(&mail->lock);
    if (fits)
        mail_wake(mail);
    else
        message_free(letter);
    *message = (struct message){0};
    return fits;
}

void
mail_post(struct mail *mail, struct message *message)
{
    mail_put(mail, message, G_MAXUINT);
}

void
mail_post_event(struct mail *mail, struct message *message)
{
    if (!mail_put(mail, message, MAIL_EVENTS_MAX))
        diag_warn("an event was dropped: %d wait to be read already", MAIL_EVENTS_MAX);
}

void
mail_wake(struct mail *mail)
{
    eventfd_write(mail->wake, 1);
}

bool
mail_take(struct mail *mail, struct message *message_out)
{
    g_mutex_lock(&mail->lock);
    struct message *letter = g_queue_pop_head(&mail->messages);
    if (letter != NULL && letter->blob_count > 0 &&
        json_object_get(letter->body, "completion") == NULL)
        mail->frames--;
    if (letter == NULL) {
        eventfd_t count;
        eventfd_read(mail->wake, &count);
    }
    g_mutex_unlock(&mail->lock);
    if (letter == NULL)
        return false;
    *message_out = *letter;
    g_free(letter);
    return true;
}
